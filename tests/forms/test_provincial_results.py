"""Self-evaluations of provinces: totals below the remarks, sources before the total, levels called like money."""

from __future__ import annotations

from decimal import Decimal

from jixiao.checks.rule_engine import check_documents
from jixiao.scored.score_places import find_places
from jixiao.scoring.selfeval import score_form
from sheet_table import read, read_one, sheet

TOTAL_LAST = """
2025年度项目支出绩效自评表 | < | < | < | < | < | <
项目支出名称 | 望潮县海堤巡护 | < | < | < | < | <
主管部门 | 望潮县水利局 | < | 实施单位 | 望潮县海堤所 | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 巡护海堤长度 | ≥46公里 | 46公里 | 50 | 50
效益指标 | 社会效益指标 | 险情及时处置率 | ≥95% | 94% | 40 | 39.5
满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥90% | 92% | 10 | 10
其他需要说明事项 | 无 | < | < | < | < | <
总分 | < | < | < | （自评等级：优） | 100 | 99.5
"""


def test_the_total_below_the_remarks_stands_under_its_columns():
    document = read_one(TOTAL_LAST)
    assert (document["total_score"], document["total_points"]) == (Decimal("99.5"), 100)
    assert (document["project"], document["grade"]) == ("望潮县海堤巡护", "优")


INPUTS = """
2025年度专项资金绩效自评表 | < | < | < | < | < | <
专项名称 | 渔港疏浚补助 | < | < | 主管部门 | 望潮县海洋与渔业局 | <
一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 权重 | 得分
投入 | 时效目标 | 资金到位及时率 | 100% | 100% | 10 | 10
^ | 成本目标 | 每方疏浚成本 | ≤28元 | 27.2元 | 20 | 20
产出 | 数量目标 | 疏浚土方 | ≥19万方 | 19万方 | 40 | 40
效益 | 社会效益目标 | 停靠渔船艘数 | ≥210艘 | 215艘 | 30 | 30
自评得分合计 | < | < | < | < | 100 | 100
"""


def test_a_level_called_like_money_is_the_level_of_its_indicators():
    document = read_one(INPUTS)
    assert [(row["level1"], row["level3"]) for row in document["indicators"][:2]] == [
        ("投入", "资金到位及时率"),
        ("投入", "每方疏浚成本"),
    ]
    assert sum(row["points"] for row in document["indicators"]) == 100


POLICY = """
财政政策绩效自评表（2025年度） | < | < | < | < | < | <
政策名称 | 首贷贴息政策 | < | < | 主管部门 | 望潮县工业局 | <
政策资金（万元） | 年度预算 | 1500 | 年度支出 | 1386 | 执行率 | 92.4%
年度目标 | 贴息企业820户。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 贴息企业户数 | ≥820户 | 820户 | 60 | 60
效益指标 | 经济效益指标 | 首贷成本降幅 | ≥0.8个百分点 | 0.9个百分点 | 40 | 40
"""


def test_the_spending_of_a_year_is_not_its_budget():
    (line,) = read_one(POLICY)["execution"]
    assert (line["annual"], line["executed"], line["rate"]) == (1500, 1386, Decimal("92.4"))


TASKS = """
部门整体支出绩效自评表（2025年度） | < | < | < | <
部门名称 | 望潮县林业局 | < | < | <
任务名称 | 主要内容 | 批复金额（万元） | 实际支出金额（万元） | 预算执行率
营造林 | 人工造林 | 860 | 842.5 | 97.97%
森林防火 | 物资与队伍 | 310 | 301.4 | 97.23%
三、部门整体支出绩效情况 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值
产出指标 | 数量指标 | 营造林面积 | ≥2.6万亩 | 2.58万亩
"""


def test_the_caption_of_the_next_table_is_no_task():
    assert [task["name"] for task in read_one(TASKS)["tasks"]] == ["营造林", "森林防火"]


USE_OF_MONEY = """
项目支出绩效自评表（2025年度） | < | < | < | < | < | <
项目名称 | 老旧电梯更新 | < | < | 主管部门 | 望潮县住建局 | <
资金情况（万元） | 资金来源 | 预算安排金额 | 实际支出金额 | 支出率 | 资金使用率得分 | <
^ | 其中：财政资金 | 230 | 210.6 | 91.57% | | <
^ | 年度总资金 | 380 | 353.8 | 93.11% | 9.31 | <
一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 更新电梯台数 | ≥38台 | 38台 | 50 | 50
效益指标 | 社会效益指标 | 受益户数 | ≥560户 | 560户 | 40 | 40
自评总分 | < | < | < | < | 100 | 99.31
"""


def test_the_use_of_money_is_scored_like_its_execution():
    lines = read_one(USE_OF_MONEY)["execution"]
    assert [(line["source"], line["score"]) for line in lines] == [
        ("其中：财政资金", None),
        ("年度总资金", Decimal("9.31")),
    ]


WITHOUT_TARGETS = """
部门整体支出绩效自评表（2025年度） | < | < | < | < | < | <
部门名称：望潮县城市管理局 | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 分值 | 指标解释及计分标准 | 完成情况 | 得分
投入（20分） | 目标设定 | 绩效目标合理性 | 10 | 依据充分得10分 | 充分 | 10
^ | 预算配置 | 在职人员控制率 | 10 | ≤100%得10分，每超1%扣1分 | 97.5% | 10
过程（80分） | 预算执行 | 预算完成率 | 80 | ≥95%得80分 | 96.4% | 80
总分 | < | < | 100 | | | 100
"""


def test_a_department_is_scored_by_standards_without_targets():
    document = read_one(WITHOUT_TARGETS)
    assert [(row["level1"], row["points"]) for row in document["indicators"]] == [
        ("投入", 10),
        ("投入", 10),
        ("过程", 80),
    ]
    assert document["indicators"][1]["scoring_standard"] == "≤100%得10分，每超1%扣1分"
    assert "CMP-008" not in {finding.code for finding in check_documents([document]).findings}


def test_the_execution_is_scored_by_the_line_of_all_money():
    document = read_one(USE_OF_MONEY)
    scored = score_form(document).execution
    assert scored is not None
    assert (scored.line["source"], scored.score) == ("年度总资金", Decimal("9.31"))


def test_indicators_that_make_the_hundred_leave_no_points_to_the_execution():
    assert score_form(read_one(POLICY)).execution is None


def test_blank_scores_of_any_layout_are_filled_under_their_title():
    table = WITHOUT_TARGETS.replace("得分\n投入", "自评分\n投入").replace(" | 10\n", " |\n")
    places = find_places(read_one(table), sheet(table))
    assert places.scores == ((4, 7), (5, 7), (6, 7))


def test_the_score_of_the_execution_stands_in_the_line_of_all_money():
    table = USE_OF_MONEY
    assert find_places(read_one(table), sheet(table)).execution_score == (5, 6)


PARTS_IN_PAIRS = """
2025年度部门预算项目绩效自评表 | < | < | < | < | < | <
项目名称 | 海堤巡护 | < | < | 主管部门 | 望潮县水利局 | <
项目资金（万元） | 预算数 | 45.2 | 执行数 | 44.1 | 执行率（%） | 97.57
^ | 其中：财政资金 | 43.7 | 其中：财政资金 | 42.6 | 分值（10分） | 9.5
^ | 其他资金 | 1.5 | 其他资金 | 1.5 | | |
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 全年完成值 | 分值 | 得分
产出指标 | 数量指标 | 巡护海堤长度 | ≥46公里 | 46公里 | 90 | 90
"""


def test_each_source_below_budget_and_spending_is_a_line_of_its_own():
    lines = read_one(PARTS_IN_PAIRS)["execution"]
    assert [(line["annual"], line["executed"]) for line in lines] == [
        (Decimal("45.2"), Decimal("44.1")),
        (Decimal("43.7"), Decimal("42.6")),
        (Decimal("1.5"), Decimal("1.5")),
    ]


SCORES_OF_LEVELS = """
2025年度项目支出绩效自评得分情况表 | < | < | < | < | <
部门：望潮县水利局 | < | < | < | 单位：万元 | <
项目名称 | 全年预算数 | 全年执行数 | 自评得分 | < | 等级
^ | ^ | ^ | 产出（60） | 总分 | ^
海堤巡护 | 45.2 | 45.2 | 60 | 98 | 优
险工加固 | 31.5 | 30.1 | 58 | 94 | 优
"""


def test_a_table_of_scores_has_a_form_for_each_project():
    documents = read(SCORES_OF_LEVELS)
    assert [(each["project"], each["total_score"], each["grade"]) for each in documents] == [
        ("海堤巡护", 98, "优"),
        ("险工加固", 94, "优"),
    ]
