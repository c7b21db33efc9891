"""Self-evaluations of provinces: totals below the remarks, sources before the total, levels called like money."""

from __future__ import annotations

from decimal import Decimal

from jixiao.checks.finding import Severity
from jixiao.checks.rule_engine import check_documents
from jixiao.consolidate.summary.summary_rows import SummaryForm
from jixiao.forms.all_money import line_of_all_money, sum_of_parts
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


BOND = """
政府专项债券项目资金绩效自评表（2025年度） | < | < | < | < | < | <
项目名称 | 望潮县二水厂扩建 | < | < | 主管部门 | 望潮县住建局 | <
债券发行额（亿元） | 0.8 | < | < | 债券期限 | 15年 | <
资金情况（万元） | 资金来源 | 预算数 | 调整后预算数 | 支出数 | 执行率 | 未完成原因
^ | 专项债券资金 | 6000 | 6000 | 5400 | 90% | 设备未到货
^ | 项目资本金 | 2000 | 1500 | 1500 | 100% |
^ | 合计 | 8000 | 7500 | 6900 | 92% |
一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 铺设管网 | ≥12公里 | 12公里 | 90 | 90
五、自评得分 | 99.2 | < | 自评等级 | 优 | < | <
"""


def test_a_unit_behind_a_label_of_no_concept_is_not_that_of_the_form():
    document = read_one(BOND)
    assert document["currency_unit"] == "万元"
    total = line_of_all_money(document["execution"])
    assert total is not None
    assert (total["initial"], total["annual"], total["executed"]) == (8000, 7500, 6900)
    assert {each["label"]: each["value"] for each in document["other"]}["专项债券资金 未完成原因"] == "设备未到货"


def test_a_line_of_score_and_grade_below_the_indicators_is_none_of_them():
    document = read_one(BOND)
    assert [row["level3"] for row in document["indicators"]] == ["铺设管网"]
    assert (document["total_score"], document["grade"]) == (Decimal("99.2"), "优")


def test_the_unit_over_a_table_is_that_of_its_amounts():
    document = read_one(BOND.replace("主管部门 |", "金额单位：元 | < | <\n主管部门 |", 1))
    total = line_of_all_money(document["execution"])
    assert total is not None
    assert (document["currency_unit"], total["annual"]) == ("元", 75000000)


WHOLE = """
2025年度部门整体支出绩效自评表 | < | < | < | < | < | <
部门名称 | 望潮县审计局 | < | < | < | < | <
预算执行（万元） | 类别 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 得分
^ | 基本支出 | 820 | 830 | 830 | 100% |
^ | 其中：人员经费 | 700 | 710 | 710 | 100% |
^ | 项目支出 | 300 | 320 | 280 | 87.5% |
^ | 合计 | 1120 | 1150 | 1110 | 96.52% | 9.65
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
社会效应 | 社会效益 | 审计整改率 | ≥95% | 96% | 50 | 50
^ | 满意度 | 公众满意度 | ≥85% | 88% | 40 | 40
"""


def test_a_level_1_in_the_column_of_level_2_stays_below_the_merged_level_1():
    second = read_one(WHOLE)["indicators"][1]
    assert (second["level1"], second["level2"]) == ("社会效应", "满意度")


def test_the_total_is_the_line_of_all_money_wherever_it_stands():
    form = SummaryForm(read_one(WHOLE))
    assert (form.execution["annual"], form.execution["executed"]) == (1150, 1110)


def test_parts_without_a_total_make_it_unless_one_is_part_of_another():
    parts = WHOLE.replace("^ | 合计 | 1120 | 1150 | 1110 | 96.52% | 9.65\n", "")
    assert sum_of_parts(read_one(parts)["execution"]).get("annual") is None
    plain = parts.replace("^ | 其中：人员经费 | 700 | 710 | 710 | 100% |\n", "")
    assert sum_of_parts(read_one(plain)["execution"])["annual"] == 1150


SHORT = """
专项资金绩效自评表（2025年度） | < | < | < | < | <
项目概况 | 名称 | 渔港疏浚补助 | < | 编码 | 35040025Z01
^ | 主管部门 | 望潮县海洋局 | < | 类型 | 经常性
资金（万元） | 来源 | 预算 | 到位 | 支出 | 支出占预算比例
^ | 省级 | 500 | 480 | 450 | 90%
^ | 小计 | 500 | 480 | 450 | 90%
指标 | 三级指标 | 目标 | 完成 | 满分 | 得分
产出 | 疏浚土方 | ≥19万方 | 18万方 | 90 | 85
"""


def test_a_name_is_called_so_below_the_heading_of_its_project():
    document = read_one(SHORT)
    assert (document["project"], document["project_code"]) == ("渔港疏浚补助", "35040025Z01")
    assert "overview" not in document


def test_what_arrived_is_no_budget_beside_one():
    total = read_one(SHORT)["execution"][-1]
    assert (total["annual"], total["executed"], total["rate"]) == (500, 450, 90)
    assert read_one(SHORT)["indicators"][0]["actual"] == 18


RESULTS = """
望潮县水利局2025年度项目支出绩效自评汇总表 | < | < | < | < | < | <
序号 | 项目名称 | 预算情况（万元） | < | 预算安排 | < | 执行数 | 自评得分
^ | ^ | 年初 | 全年 | 小计 | 其中：财政资金 | ^ | ^
1 | 海堤巡护 | 260 | 300 | 300 | 200 | 294 | 98.3
2 | 水库除险 | 880 | 800 | 800 | 800 | 612 | 85.6
"""


def test_the_year_below_the_title_of_a_budget_is_that_budget():
    lines = [document["execution"][0] for document in read(RESULTS)]
    assert [(line["initial"], line["annual"], line["executed"]) for line in lines] == [(260, 300, 294), (880, 800, 612)]


def test_a_list_of_results_is_no_unknown_layout_for_want_of_indicators():
    findings = [finding for document in read(RESULTS) for finding in check_documents([document]).findings]
    assert not [finding for finding in findings if finding.code == "STR-011" and finding.severity == Severity.WARNING]


MONITORED = """
2026年上半年项目支出绩效监控表 | < | < | < | < | < | <
项目名称：公共图书馆开放 | < | < | 主管部门：望潮县文旅局 | < | < | <
预算执行（万元） | 类别 | 年初预算 | 调整数 | 1-6月执行数 | 执行率 | 备注
^ | 合计 | 930 | 50 | 402.3 | 41.05% | 追加
序号 | 指标类型 | 指标内容 | 年度目标值 | 上半年完成值 | 偏差 | 原因
1 | 产出-数量 | 开放天数 | 310天 | 156天 | -154天 | 时序未到
2 | 效益-社会 | 到馆人次 | 18万人次 | 9.4万人次 | -8.6万人次 | 时序未到
3 | 满意度 | 读者满意度 | ≥90% | 93% | |
注：1.偏差：按半年计算。 | < | < | < | < | < | <
2.原因：如实填写。 | < | < | < | < | < | <
"""


def test_levels_joined_in_short_names_are_read_of_each_row():
    rows = read_one(MONITORED)["indicators"]
    assert [(row["level1"], row["level2"]) for row in rows] == [("产出", "数量"), ("效益", "社会"), ("满意度", None)]
    assert [row["deviation"] for row in rows] == ["时序未到", "时序未到", None]


def test_a_rate_of_a_budget_that_was_changed_is_not_wrong():
    document = read_one(MONITORED)
    assert "MON-001" not in {finding.code for finding in check_documents([document]).findings}
    plain = read_one(MONITORED.replace("调整数", "上年结余").replace("41.05%", "61.05%"))
    assert "MON-001" in {finding.code for finding in check_documents([plain]).findings}


def test_a_note_goes_on_in_its_numbered_lines():
    assert [each["label"] for each in read_one(MONITORED)["other"] if each["label"].startswith("2")] == []


SCORED_ALONE = """
部门整体支出绩效自评指标体系及评分表 | < | < | < | < | <
单位名称：望潮县审计局 | < | < | 评价年度：2025 | < | <
一级指标 | 二级指标 | 三级指标 | 权重 | 评分标准 | 自评得分
投入 | 预算配置 | 在职人员控制率 | 40 | ≤100%得满分，每超1%扣1分 | 40
过程 | 预算执行 | 预算完成率 | 60 | ≥95%得满分 | 58
合计 | < | < | 100 | | 98
"""


def test_indicators_that_a_department_scored_itself_are_its_self_evaluation():
    document = read_one(SCORED_ALONE)
    assert (document["kind"], document["total_score"], len(document["indicators"])) == ("selfeval", 98, 2)
    assert read(SCORED_ALONE.replace("自评指标体系及评分表", "评价指标打分表").replace("自评得分", "得分")) == []
    assert read(RESULTS.replace("绩效自评汇总表", "绩效评价结果应用情况表")) == []


LEVELS_WITH_POINTS = """
2025年度部门整体支出绩效评价指标表 | < | < | < | < | < | < | <
单位名称：湘坪县交通运输局 | < | < | < | < | < | < | <
一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 评价标准 | 得分
投入 | 13 | 预算配置 | 13 | 在职人员控制率 | 5 | ≤100%计5分，每超过1个百分点扣0.5分，扣完为止 | 5
^ | ^ | ^ | ^ | 公用经费变动率 | 8 | ≤0计8分，每超过1个百分点扣0.8分，扣完为止 | 6.4
过程 | 87 | 预算执行 | 87 | 预算完成率 | 87 | 100%计满分，每低于1%扣2分，扣完为止 | 85
合计 | 100 | | 100 | | 100 | | 96.4
"""


def test_an_evaluation_with_points_for_every_level_counts_those_of_its_indicators():
    document = read_one(LEVELS_WITH_POINTS)
    assert (document["kind"], document["total_score"]) == ("selfeval", Decimal("96.4"))
    rows = [(row["level3"], row["points"], row["score"]) for row in document["indicators"]]
    assert rows == [("在职人员控制率", 5, 5), ("公用经费变动率", 8, Decimal("6.4")), ("预算完成率", 87, 85)]


MANAGED = """
项目支出绩效自评表（2025年度） | < | < | < | < | < | <
项目名称 | 优抚对象体检 | < | < | 主管部门 | 嵩阳县民政局 | <
资金（万元） | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | <
年度资金总额 | 98.5 | 96.2 | 10 | 97.66% | 9.77 | <
单位资金 | 0 | 0 | - | - | - | <
资金管理 | 情况说明 | < | 分值 | 得分 | 问题 | <
支出的合规性 | 符合规定 | < | 3 | 3 | | <
绩效管理情况 | 已监控 | < | 2 | 2 | | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 体检人数 | ≥2000人 | 2034人 | 75 | 75
满意度指标 | 服务对象满意度指标 | 优抚对象满意度 | ≥92% | 95% | 10 | 10
总分 | < | < | < | < | 100 | 99.77
"""


def test_points_of_another_table_are_no_rates_of_execution():
    document = read_one(MANAGED)
    assert [line["source"] for line in document["execution"]] == ["年度资金总额", "单位资金"]
    codes = {finding.code for finding in check_documents([document]).findings}
    assert codes.isdisjoint({"SEV-002", "SEV-003", "STR-018"})


TWO_LINES = """
项目支出绩效自评表（2025年度） | < | < | < | < | < | <
项目名称 | 票据电子化 | < | < | 主管部门 | 望潮县财政局 | <
预算执行（万元） | 构成 | 年初预算 | 全年预算 | 预算执行 | < | 得分
^ | ^ | ^ | ^ | 执行数 | 执行率 | ^
^ | 合计 | 48 | 45 | 44.1 | 98% | 9.8
^ | 县级 | 48 | 45 | 44.1 | 98% | -
指标名称 | < | < | 目标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 培训场次 | 4场 | 4场 | 50 | 50
^ | 质量指标 | 电子化率 | ≥99% | 99.6% | 40 | 40
"""


def test_a_column_of_spending_in_the_lower_line_is_not_lost_to_a_known_form():
    assert [line["executed"] for line in read_one(TWO_LINES)["execution"]] == [Decimal("44.1")] * 2


def test_one_title_over_levels_and_names_is_that_of_the_names():
    rows = read_one(TWO_LINES)["indicators"]
    assert [(row["level1"], row["level2"], row["level3"]) for row in rows] == [
        ("产出指标", "数量指标", "培训场次"),
        ("产出指标", "质量指标", "电子化率"),
    ]


IN_A_ROW = """
财政支出项目绩效自评表（2025年度） | < | < | < | < | < | < | <
项目名称 | 二次供水改造 | < | < | 主管部门 | 望潮县住建局 | < | <
预算执行情况 | 年初预算数（万元） | 1860 | 全年执行数（万元） | 1772.4 | 执行率 | 95.29% | 自评得分 | 9.53
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 备注
产出指标 | 数量指标 | 改造小区数 | ≥28个 | 27个 | 90 | 88 |
总分 | < | < | < | < | 100 | 97.53 |
"""


def test_the_score_behind_a_rate_is_that_of_the_execution():
    document = read_one(IN_A_ROW)
    assert (document["execution"][0]["score"], document["total_score"]) == (Decimal("9.53"), Decimal("97.53"))


GROUPED = """
2025年度部门预算项目绩效自评结果汇总表 | < | < | < | < | < | <
部门名称（盖章）：望潮省水利厅 | < | < | < | 金额单位：万元 | < | <
序号 | 单位名称 | 项目名称 | 预算执行情况 | < | 自评情况 | < | 备注
^ | ^ | ^ | 全年预算数 | 全年执行数 | 自评得分 | 未完成指标数 | ^
合计 | < | < | 7366 | 7043.65 | | |
1 | 望潮省水利厅机关 | 水土保持监测 | 1266 | 1240.1 | 98.2 | 0 |
2 | 望潮省水文局 | 水文站网改造 | 6100 | 5803.55 | 93.6 | 2 |
"""


def test_a_title_of_a_group_in_unknown_words_stands_over_its_columns():
    documents = read(GROUPED)
    assert [(each["project"], each["execution"][0]["annual"], each["total_score"]) for each in documents] == [
        ("水土保持监测", 1266, Decimal("98.2")),
        ("水文站网改造", 6100, Decimal("93.6")),
    ]


def test_units_below_the_label_of_one_department_are_its_own():
    assert [(each["department"], each.get("implementing_unit")) for each in read(GROUPED)] == [
        ("望潮省水利厅", "望潮省水利厅机关"),
        ("望潮省水利厅", "望潮省水文局"),
    ]


SECTIONS = """
2025年度绩效自评结果对照表 | < | < | < | < | <
单位：望潮县林业局 | < | < | 单位：万元 | < | <
项目名称：松材线虫病防治 | < | < | 年初预算：260 | 决算总额：251.3 | <
指标 | 目标值 | 单位 | 完成值 | 分值 | 自评得分
一、产出指标 | | | | 60 | 59.3
1.清理病死树 | ≥1.8 | 万株 | 1.76 | 60 | 59.3
二、满意度指标（40分） | | | | 40 | 40
1.林农满意度 | ≥90 | % | 93 | 40 | 40
合计 | | | | 100 | 99.3
"""


def test_a_line_of_a_level_with_its_sums_is_no_indicator():
    document = read_one(SECTIONS)
    assert [(row["level1"], row["points"]) for row in document["indicators"]] == [("产出指标", 60), ("满意度指标", 40)]
    assert not {"CMP-008", "SEV-002", "SEV-003"} & {each.code for each in check_documents([document]).findings}
    named = read_one(SECTIONS.replace("二、满意度指标（40分）", "服务对象满意度"))
    assert "服务对象满意度" in [row["level3"] for row in named["indicators"]]


SPENT = """
2025年度专项资金绩效自评表 | < | < | < | < | <
资金名称 | 社区为民服务专项 | < | 主管部门 | 望潮县民政局 | <
资金安排（元） | 上年结转 | 120000 | 本年安排 | 2400000 | <
资金支出（元） | 2388500 | 执行率（%） | 94.78 | 执行率得分 | 9.48
一级指标（权重） | 二级指标 | 三级指标 | 评价要点 | 分值 | 得分
产出（50%） | 数量（50%） | 服务项目数 | 160个以上得满分 | 50 | 49.4
效益（40%） | 社会效益（40%） | 受益居民 | 3万人以上得满分 | 40 | 40
总计 | < | < | < | 100 | 98.88
"""


def test_what_was_spent_is_no_budget_of_a_self_evaluation():
    document = read_one(SPENT)
    (line,) = document["execution"]
    assert (line["executed"], line["rate"], line["score"]) == (2388500, Decimal("94.78"), Decimal("9.48"))
    assert document.get("funding", {}).get("total") is None


def test_the_weight_behind_a_level_is_none_of_its_name():
    assert {(row["level1"], row["level2"]) for row in read_one(SPENT)["indicators"]} == {
        ("产出", "数量"),
        ("效益", "社会效益"),
    }


def test_points_of_the_execution_that_no_line_prints_are_not_missed():
    codes = {each.code for each in check_documents([read_one(SPENT)]).findings}
    assert not {"SEV-003", "CMP-008"} & codes


ARRIVED_BESIDE_BUDGET = """
2025年度专项资金绩效自评表 | < | < | < | < | <
填报单位（盖章）：安澜市渔政站 | < | < | < | < | <
专项名称 | 渔港疏浚补助 | < | 项目负责人 | 翁海泉 | <
资金投入（万元） | 预算数 | 到位数 | 支出数 | 支出率 | 到位率
^ | 540 | 530 | 507.6 | '94%' | '98.1%'
其中：省级财政 | 300 | 290 | 290 | '96.7%' | '96.7%'
县级财政 | 240 | 240 | 217.6 | '90.7%' | '100%'
一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 得分
产出指标 | 数量指标 | 疏浚土方 | ≥19万方 | 18.2万方 | 28.7
满意度指标 | 服务对象满意度指标 | 渔民满意度 | ≥90% | '92%' | 10
"""


def test_what_has_arrived_is_not_the_budget_beside_it_and_sources_may_stand_below_the_caption():
    document = read_one(ARRIVED_BESIDE_BUDGET)
    assert [(each["source"], each["annual"], each["executed"]) for each in document["execution"]] == [
        ("资金总额", 540, Decimal("507.6")),
        ("其中：省级财政", 300, 290),
        ("县级财政", 240, Decimal("217.6")),
    ]
    assert ("资金总额 到位数", "530") in [(each["label"], str(each["value"])) for each in document["other"]]


COUNTIES = """
2025年度市对县专项转移支付绩效自评表 | < | < | < | < | <
转移支付项目名称 | 农村客运补贴 | < | 市级主管部门 | 望潮市交通运输局 | <
绩效目标 | 开通村村通线路78条。 | < | < | < | <
县区名称 | 预算下达数 | 资金支出数 | 支出率 | 自评得分 | 等级
望东县 | 320 | 316.4 | 98.88% | 98 | 优
望西县 | 280 | 231.5 | 82.68% | 86.5 | 良
合计 | 600 | 547.9 | 91.32% | |
"""


def test_a_line_of_one_county_is_not_the_whole_transfer():
    document = read_one(COUNTIES)
    assert (document["execution"], document.get("total_score"), document.get("funding")) == ([], None, None)
    assert {"B5", "E5", "B7"} <= {each["cell"] for each in document["unread"]}


LEFT = """
2025年度政府购买服务项目绩效自评表 | < | < | < | < | <
项目名称 | 道路清扫保洁 | < | 主管部门 | 望潮县城市管理局 | <
预算金额 | 186 | 实际支出 | 180.2 | 结余 | 5.8
一级指标 | 二级指标 | 指标名称 | 目标值 | 实际完成值 | 评分（满分100）
产出 | 数量 | 清扫面积 | 368万平方米 | 368万平方米 | 50
服务对象满意度 | 满意度 | 市民满意度 | ≥90% | 91% | 48.5
合计得分 | < | < | < | < | 98.5
"""


def test_what_is_left_at_the_year_end_is_not_carried_over():
    document = read_one(LEFT)
    assert document.get("funding", {}).get("carryover") is None
    assert {each["label"]: each["value"] for each in document["other"]}["结余"] == Decimal("5.8")


def test_scores_of_a_hundred_are_scores():
    document = read_one(LEFT)
    assert [(row.get("points"), row["score"]) for row in document["indicators"]] == [
        (None, 50),
        (None, Decimal("48.5")),
    ]
    assert (document["total_score"], document.get("total_points")) == (Decimal("98.5"), None)


def test_satisfaction_stands_at_the_level_where_it_is_written():
    last = read_one(LEFT)["indicators"][1]
    assert (last["level1"], last["level2"]) == ("服务对象满意度", "满意度")


def test_a_grade_behind_its_label_in_the_line_of_the_total_is_told():
    table = LEFT.replace("合计得分 | < | < | < | < | 98.5", "五、自评总分 | 98.5 | < | 六、自评等级 | 优 | <")
    document = read_one(table)
    assert (document["total_score"], document["grade"]) == (Decimal("98.5"), "优")


DEPARTMENTS = """
望潮县2026年部门整体绩效目标公开表 | < | < | < | < | < | <
序号 | 部门名称 | 部门预算（万元） | < | < | 年度履职目标 | 主要绩效情况
^ | ^ | 合计 | 基本支出 | 项目支出 | ^ | ^
1 | 望潮县财政局 | 2860.5 | 1260.5 | 1600 | 预算执行率达95%以上。 | 预算执行率≥95%
2 | 望潮县审计局 | 980 | 620 | 360 | 完成审计项目32个。 | 审计项目≥32个
"""


def test_a_line_of_a_list_of_departments_is_no_form_cut_off():
    documents = read(DEPARTMENTS)
    assert [document["budget"]["total"] for document in documents] == [Decimal("2860.5"), 980]
    findings = [finding for document in documents for finding in check_documents([document]).findings]
    assert "STR-007" not in {finding.code for finding in findings}
