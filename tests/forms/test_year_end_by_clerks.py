"""The forms that close a year as clerks fill them: captions in the middle, goals beside results, projects above sums."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from jixiao.checks.rule_engine import check_documents
from jixiao.scoring.selfeval import score_form
from sheet_table import read, read_one

INDICATORS = """
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 安装护栏长度 | ≥26公里 | 26公里 | 50 | 50
效益指标 | 社会效益 | 事故下降率 | ≥10% | 12% | 30 | 30
满意度指标 | 满意度 | 群众满意度 | ≥90% | 91% | 10 | 10
"""
HEAD = """
2025年度项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 县道安防 | < | 主管部门 | 石泉县交通运输局 | < | <
"""


def sources(document: Any) -> list[tuple[Any, ...]]:
    """The lines of the execution: source, budget, spending."""
    return [(line["source"], line.get("annual"), line.get("executed")) for line in document["execution"]]


def test_a_second_goal_with_its_indicators_goes_on_below_the_first() -> None:
    document = read_one("""
2024年度公交补贴自评表 | < | < | < | < | < | <
项目名称 | 公交补贴 | < | 主管部门 | 襄水县交通运输局 | < | <
年度绩效目标1（50分） | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分
^ | 产出指标（30分） | 数量指标 | 补贴线路 | 24条 | 24条 | 30
^ | 效益指标（20分） | 社会效益 | 行政村通达率 | 100% | 100% | 20
年度绩效目标2（30分） | 产出指标（15分） | 时效指标 | 拨付及时率 | 100% | 98% | 14
^ | 满意度指标（15分） | 满意度指标 | 乘客满意度 | ≥90% | 92% | 15
总分 | 79 | < | < | < | < | <
""")
    assert [row["level3"] for row in document["indicators"]] == ["补贴线路", "行政村通达率", "拨付及时率", "乘客满意度"]
    assert [row["score"] for row in document["indicators"]] == [30, 20, 14, 15]
    assert "annual" not in document["goals"] and document["total_score"] == 79


def test_a_goal_beside_what_came_of_it_is_no_title_of_the_indicators_below() -> None:
    document = read_one(f"{HEAD}绩效目标 | 安装护栏26公里 | < | 完成情况 | 安装护栏24公里 | < | <{INDICATORS}")
    assert document["goals"] == {"annual": "安装护栏26公里", "actual": "安装护栏24公里"}


def test_sources_below_a_heading_are_lines_of_the_execution() -> None:
    document = read_one(f"""
部门整体支出绩效自评表 | < | < | < | < | < | <
（2024年度） | < | < | < | < | < | <
部门名称 | 辰水县交通运输局 | < | < | 单位：万元 | < | <
年度预算申请 | | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 2460 | 2337 | 10 | 95% | 9.5
^ | 按收入性质分： | | | | |
^ | 其中：一般公共预算 | 2360 | 2237 | | |
^ | 政府性基金拨款 | 100 | 100 | | |
^ | 按支出性质分： | | | | |
^ | 其中：基本支出 | 1060 | 1060 | | |
^ | 项目支出 | 1400 | 1277 | | |
{INDICATORS}""")
    assert [(annual, executed) for _, annual, executed in sources(document)] == [
        (2460, 2337), (2360, 2237), (100, 100), (1060, 1060), (1400, 1277),
    ]  # fmt: skip
    assert document["unread"] == [] and document.get("other", []) == []


def test_a_project_alone_below_its_title_is_the_name_and_no_source() -> None:
    document = read_one("""
2026年上半年绩效目标运行监控表 | < | < | < | < | < | <
部门：临水县教育局 | < | < | < | < | 单位：元 | <
项目名称 | 年初预算数 | 上半年支出 | 执行率 | 原因 | < | <
营养改善计划 | 3200000 | 1440000 | 45% | 学期结算 | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 上半年完成情况 | 全年预计完成情况 | 偏差原因
产出指标 | 数量指标 | 受益学生数 | ≥6400人 | 6512人 | 6500人 |
满意度指标 | 满意度 | 家长满意度 | ≥95% | 96% | 96% |
""")
    (line,) = document["execution"]
    assert document["project"] == "营养改善计划"
    assert (line["initial"], line["executed_to_july"], line["rate"]) == (3200000, 1440000, 45)


def test_a_unit_that_is_no_bureau_heads_its_projects_as_the_bureaus_beside_it_do() -> None:
    documents = read("""
梅水区2024年度部门项目支出绩效自评情况汇总表 | < | < | < | < | <
编报单位：梅水区财政局 | < | < | < | < | 单位：万元
序号 | 主管部门/项目名称 | 预算安排 | 实际支出 | 自评分数 | 等级
一 | 区水务局 | 215 | 203 | |
1 | 水库维护 | 140 | 133 | 94.5 | 优
2 | 河道保洁 | 75 | 70 | 89 | 良
二 | 区残联 | 52 | 39 | |
1 | 辅具适配 | 52 | 39 | 78.5 | 中
合计 | < | 267 | 242 | |
""")
    assert [(each["department"], each["project"], each["total_score"]) for each in documents] == [
        ("区水务局", "水库维护", Decimal("94.5")), ("区水务局", "河道保洁", 89), ("区残联", "辅具适配", Decimal("78.5")),
    ]  # fmt: skip


def test_no_rate_is_counted_from_a_budget_that_the_stated_rate_is_not_of() -> None:
    document = read_one(f"""{HEAD}预算资金（元） | 年初批复 | 年中调整 | 实际支出 | 执行率（%） | 执行率得分 | <
^ | 2400000 | 2600000 | 2340000 | 90 | 9.5 | <{INDICATORS}""")
    scored = score_form(document)
    assert scored.execution is not None and scored.execution.score is None and not scored.complete
    (finding,) = [each for each in check_documents([document]).findings if each.code == "SEV-005"]
    assert (finding.found, finding.expected) == (Decimal("9.5"), 9)


def test_days_without_a_year_are_late_in_the_same_year() -> None:
    late = INDICATORS.replace("安装护栏长度 | ≥26公里 | 26公里", "完工时间 | {} | {}")
    for target, actual, told in (
        ("5月31日前", "2025年6月8日", True),
        ("9月底", "9月16日", False),
        ("9月底", "10月3日", True),
    ):
        document = read_one(HEAD + late.format(target, actual))
        findings = check_documents([document]).findings
        assert any(finding.code == "SEV-014" for finding in findings) is told


def test_money_and_progress_below_each_date_are_those_of_the_latest() -> None:
    document = read_one(f"""
2026年度项目绩效双监控表 | < | < | < | < | < | <
主管部门 | 衢水市生态环境局 | < | 项目名称 | 空气站运维 | < | <
资金执行情况（万元） | 年初预算 | 5月底执行 | < | 8月底执行 | < | 全年预计
^ | ^ | 金额 | 进度 | 金额 | 进度 | 金额
^ | 460 | 138 | 30% | 299 | 65% | 460{INDICATORS}""")
    (line,) = document["execution"]
    keys = ("initial", "annual", "executed_to_july", "rate", "expected_annual")
    assert [line.get(key) for key in keys] == [460, None, 299, 65, 460]


def test_counties_with_money_and_scores_are_a_list() -> None:
    documents = read("""
2024年养护补助资金绩效自评汇总表 | < | < | < | <
填报单位：嘉水市交通运输局 | < | < | < | 单位：万元
县（区） | 下达资金 | 支出金额（万元） | 自评得分 | 未完成原因
嘉北区 | 420 | 420 | 98 |
汶南县 | 360 | 324 | 88.5 | 汛期水毁
合计 | 780 | 744 | |
""")
    assert [(each["department"], sources(each)[0][1:], each["total_score"]) for each in documents] == [
        ("嘉北区", (420, 420), 98), ("汶南县", (360, 324), Decimal("88.5")),
    ]  # fmt: skip
    assert documents[1]["deviation"] == "汛期水毁"


def test_what_was_done_by_a_day_is_spending_and_result() -> None:
    document = read_one("""
预算绩效运行监控表 | < | < | < | < | <
项目名称 | 特色村寨 | < | 填报单位 | 平水县民族宗教局 | <
全年预算（元） | 1500000 | 截至8月31日支出（元） | 1050000 | 支出进度 | 70%
年度绩效目标 | 建设村寨3个。 | < | < | < | <
截至8月31日完成情况 | 建成村寨1个。 | < | < | < | <
绩效指标 | 年度指标值 | 截至8月31日完成值 | 预计全年完成值 | 原因 | 措施
建设村寨数 | 3个 | 1个 | 3个 | |
村民满意度 | ≥90% | — | 90% | |
""")
    (line,) = document["execution"]
    assert (line["initial"], line["executed_to_july"], line["rate"]) == (1500000, 1050000, 70)
    assert document["goals"] == {"annual": "建设村寨3个。", "actual": "建成村寨1个。"}
    assert [row["actual_to_july"] for row in document["indicators"]] == [1, None]


def test_scored_indicators_without_a_level_between_stay_in_their_table() -> None:
    document = read_one("""
2024年部门整体支出绩效自评表 | < | < | < | <
部门名称：浦水县信访局 | < | < | < | <
一级指标 | 三级指标 | 分值 | 评分标准 | 自评得分
投入 | 人员控制率 | 40 | 控制率≤100%得满分 | 40
过程 | 预算完成率 | 60 | 每低1%扣1分 | 58
合计 | | 100 | | 98
""")
    assert [(row["level3"], row["points"], row["score"]) for row in document["indicators"]] == [
        ("人员控制率", 40, 40), ("预算完成率", 60, 58),
    ]  # fmt: skip
    assert document["unread"] == []


def test_a_name_that_is_a_level_elsewhere_stays_below_a_level_of_ones_own() -> None:
    document = read_one("""
2026年度绩效目标监控表（1-6月） | < | < | < | < | <
单位名称 | 沅水县退役军人事务局 | < | 项目 | 双拥共建 | <
一级 | 二级 | 三级 | 年初目标 | 1-6月实际 | 年底预计
产出 | 数量 | 慰问次数 | 4次 | 2次 | 4次
满意度 | 对象 | 服务对象满意度 | ≥95% | 96 | 96
""")
    keys = ("level1", "level2", "level3", "actual_to_july", "expected")
    assert [[row.get(key) for key in keys] for row in document["indicators"]] == [
        ["产出", "数量", "慰问次数", 2, 4],
        ["满意度", "对象", "服务对象满意度", 96, 96],
    ]
    assert document["unread"] == [] and document["notes"] == []


def test_a_blank_target_or_blank_points_move_nothing_in_a_row_of_own_levels() -> None:
    table = """
部门整体支出绩效自评打分表 | < | < | < | < | < | <
部门名称：临泉县统计局 | < | < | 年度：2024年 | < | < | <
一级指标 | 二级指标 | 三级指标 | 权重 | 目标值 | 完成值 | 得分
履职效能（80） | 履职产出 | 完成调查项目 | 80 | 18项 | 18项 | 80
社会满意（20） | 满意度 | 服务对象满意度 | {} | {} | 93% | 20
"""
    for points, target in ((20, ""), ("", "≥90%")):
        row = read_one(table.format(points, target))["indicators"][1]
        assert (row["level1"], row["level2"], row["level3"], row["score"]) == (
            "社会满意",
            "满意度",
            "服务对象满意度",
            20,
        )
        assert (row["points"], row["target"]) == (points or None, 90 if target else None)


def test_parts_of_the_budget_are_not_those_of_the_spending_beside_them() -> None:
    document = read_one(f"""
2025年度项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 食堂改造 | < | 单位 | 酉水县第二中学 | < | <
年度预算（万元） | 其中：财政拨款 | 其他资金 | 实际支出（万元） | 其中：财政拨款 | 其他资金 | 支出率
88 | 80 | 8 | 83.6 | 76 | 7.6 | 95%{INDICATORS}""")
    assert sources(document) == [("资金总额", 88, Decimal("83.6"))]
    assert document["funding"] == {"fiscal": 80, "other": 8}
    assert [entry["value"] for entry in document["other"]] == [76, Decimal("7.6")]


def test_a_blank_amount_takes_no_amount_of_another_column() -> None:
    table = """
2024年部门整体绩效自评表 | < | < | < | < | < | <
部门名称 | 淮水县审计局 | < | < | < | < | <
预算情况 | 部门预算总额（万元） | < | 640.5 | 部门决算总额（万元） | < | 627.69
^ | 1、资金来源：（1）财政性资金 | < | {} | < | < | 627.69
^ | 2、资金结构：（1）基本支出 | < | 460.5 | < | < | 460.5
^ | （2）项目支出 | < | 180 | < | < | 167.19
"""
    document = read_one(f"{table.format('-')}{INDICATORS.lstrip()}")
    assert [line.get("annual") for line in document["execution"]] == [Decimal("640.5"), None, Decimal("460.5"), 180]
    filled = read_one(f"{table.format(640.5)}{INDICATORS.lstrip()}")
    for each in (document, filled):
        assert "FND-001" not in {finding.code for finding in check_documents([each]).findings}


def test_half_a_year_of_a_plan_is_no_budget() -> None:
    document = read_one("""
预算绩效运行监控表 | < | < | < | <
项目名称：农民培育 | < | 填报单位：寿水县农业农村局 | < | 单位：万元
资金来源 | 预算安排数 | 上半年计划支出 | 上半年实际支出 | 支出率（%）
财政资金 | | 24 | 21.6 | 45
指标名称 | 全年目标值 | 上半年完成值 | 全年预计完成值 | 偏差原因
培育人数 | 400人 | 180人 | 400人 |
""")
    (line,) = document["execution"]
    assert line.get("initial") is None and line["executed_to_july"] == Decimal("21.6")


def test_a_tick_beside_a_day_is_no_part_of_it() -> None:
    document = read_one("""
项目支出绩效自评表 | < | < | < | < | <
项目名称 | 植物保护 | < | 单位 | 春水市林业局 | <
一级指标 | 二级指标 | 三级指标 | 目标值 | 实际完成值 | 是否完成
产出指标 | 数量指标 | 保护种类 | 5种 | 5种 | √
产出指标 | 时效指标 | 完成时间 | 2024年12月31日前 | | √
""")
    assert [row["target"] for row in document["indicators"]] == [5, "2024年12月31日前"]


def test_a_part_of_the_goal_in_a_task_contradicts_no_indicator_of_the_whole() -> None:
    table = """
2024年部门整体绩效自评表 | < | < | < | < | < | <
部门名称 | 淮水县审计局 | < | < | < | < | <
年度履职目标 | 全年完成审计项目{}个。 | < | < | < | < | <
年度主要任务 | 任务名称 | < | 主要内容 | < | 完成情况 | <
^ | 预算执行审计 | < | 完成预算执行审计项目8个 | < | 完成8个 | <
^ | 责任审计 | < | 完成责任审计12人 | < | 完成12人 | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 实际值 | 分值 | 得分
产出指标 | 重点工作任务 | 完成审计项目数 | ≥36个 | 38个 | 100 | 100
"""
    for goal, told in ((36, False), (40, True)):
        findings = check_documents([read_one(table.format(goal))]).findings
        assert any(finding.code == "VAL-004" for finding in findings) is told


def test_a_count_of_things_in_ge_is_of_the_unit_of_its_target() -> None:
    table = HEAD + INDICATORS.replace("≥26公里 | 26公里", "6家 | {}")
    for actual, told in (("6个", False), ("6人", True)):
        findings = check_documents([read_one(table.format(actual))]).findings
        assert any(finding.code == "SEV-010" for finding in findings) is told


def test_no_total_is_counted_where_no_indicator_has_points() -> None:
    table = (
        INDICATORS.replace(" | 分值 | 得分", " | 得分 |")
        .replace(" | 50 | 50", " | 60 |")
        .replace(" | 30 | 30", " | 40 |")
    )
    document = read_one(f"{HEAD}预算金额（元） | 860000 | < | 支出金额（元） | 860000 | < | <{table}")
    assert not score_form(document).complete


def test_results_of_all_quarters_are_the_progress_and_not_those_of_the_last() -> None:
    document = read_one("""
2025年预算绩效目标季度监控表 | < | < | < | < | < | <
单位名称：砚湖区文化馆 | < | < | 项目名称：文艺巡演 | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度目标值 | 一季度完成 | 二季度完成 | 累计完成
产出指标 | 数量指标 | 巡演场次 | 60场 | 8场 | 22场 | 30场
满意度指标 | 满意度 | 观众满意度 | ≥90% | 92% | 94% | 93%
""")
    assert [row["actual_to_july"] for row in document["indicators"]] == [30, 93]
    assert [row["other"]["二季度完成"] for row in document["indicators"]] == ["22场", "94%"]


def test_results_of_the_second_half_are_not_those_up_to_july() -> None:
    document = read_one(
        HEAD
        + """
一级指标 | 二级指标 | 三级指标 | 全年目标值 | 1-6月完成值 | 7-12月完成值 | 全年完成值
产出指标 | 数量指标 | 安装护栏长度 | 26公里 | 10公里 | 16公里 | 26公里
满意度指标 | 满意度 | 群众满意度 | ≥90% | 90% | 93% | 91%
"""
    )
    assert [(row["actual_to_july"], row["actual"]) for row in document["indicators"]] == [(10, 26), (90, 91)]


def test_forms_of_two_projects_named_behind_colons_are_two() -> None:
    form = """
2024年项目支出绩效自评表 | < | < | < | < | <
项目名称：{project} | < | < | 单位名称：芦阳县图书馆 | < | 单位：万元
全年预算数 | {budget} | 全年执行数 | 40 | 执行率 | 100%
一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 得分
产出指标 | 数量指标 | 采购图书 | 8000册 | 8120册 | 50
满意度指标 | 满意度 | 读者满意度 | ≥90% | 95% | 40"""
    documents = read(form.format(project="图书采购", budget=40) + form.format(project="分馆建设", budget=60))
    assert [(each["project"], each["execution"][0]["annual"]) for each in documents] == [
        ("图书采购", 40),
        ("分馆建设", 60),
    ]
    assert all(len(each["indicators"]) == 2 and not each.get("other") for each in documents)


def test_the_score_of_the_rate_in_a_line_of_its_own_is_no_indicator() -> None:
    document = read_one(f"{HEAD}{INDICATORS}预算执行率（10分） | 9 | < | < | < | < | <\n总分 | 99 | < | < | < | < | <")
    assert len(document["indicators"]) == 3 and document["total_score"] == 99
    assert document["other"] == [{"label": "预算执行率（10分）", "value": 9, "cell": "B7"}]


def test_a_score_of_a_list_is_no_more_than_a_hundred() -> None:
    documents = read("""
2024年度项目绩效自评情况汇总表 | < | < | < | <
序号 | 项目名称 | 全年预算数（万元） | 全年执行数 | 自评得分
1 | 科普基地奖补 | 60 | 60 | 102
2 | 种业振兴 | 300 | 270 | 91
""")
    findings = check_documents(documents).findings
    assert [finding.cell for finding in findings if finding.code == "SEV-001"] == ["E3"]


def test_progress_left_blank_without_a_reason_is_told() -> None:
    document = read_one("""
2025年项目支出绩效运行监控表 | < | < | < | < | < | <
项目名称 | 油菜扩种 | < | 主管部门 | 江北县农业农村局 | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1-7月执行情况 | 全年预计完成情况 | 偏差原因
产出指标 | 数量指标 | 扩种面积 | ≥8000亩 | 5200亩 | 8000亩 |
产出指标 | 质量指标 | 良种覆盖率 | ≥95% | | 96% |
效益指标 | 经济效益 | 亩均增收 | ≥120元 | | 130元 | 未到收获期
""")
    findings = check_documents([document]).findings
    assert [(finding.code, finding.cell) for finding in findings] == [("MON-008", "E5")]


def test_lines_of_years_have_a_sum_that_is_of_all_of_them() -> None:
    for year in ("{}", "{}年"):
        document = read_one(f"""
项目支出绩效自评表 | < | < | < | <
项目名称 | 绿色矿山创建 | < | 实施单位 | 石门湾县自然资源局
年度 | 预算数（万元） | 支出数（万元） | 执行率 | 备注
{year.format(2023)} | 320 | 320 | 100% |
{year.format(2024)} | 280 | 252 | 90% |
合计 | 600 | 572 | 95.3% |
一级指标 | 三级指标 | 三年目标值 | 三年完成值 | 2024年完成值
产出指标 | 创建矿山 | 12座 | 12座 | 4座
效益指标 | 复绿面积 | ≥900亩 | 910亩 | 260亩
""")
        assert [annual for _, annual, _ in sources(document)] == [320, 280, 600]
        assert [row["actual"] for row in document["indicators"]] == [12, 910]
        assert all(each.code.startswith("STR") for each in check_documents([document]).findings)


def test_scores_of_a_second_look_are_no_rest_of_the_sum() -> None:
    document = read_one("""
2024年度项目绩效自评打分表 | < | < | < | < | <
项目名称：照明改造 | < | < | 主管部门：汀州县城管局 | < | <
一级指标 | 二级指标 | 三级指标 | 分值 | 自评得分 | 复评得分
决策 | 立项 | 立项规范性 | 40 | 40 | 38
产出 | 数量 | 改造路灯数 | 60 | 55.5 | 55.5
合计 | < | < | 100 | 97 | 93.5
""")
    assert [each.code for each in check_documents([document]).findings if each.code[:3] == "SEV"] == ["SEV-002"]


def test_benefits_are_names_below_a_level_2_of_a_departments_own() -> None:
    document = read_one("""
2024年度部门整体支出绩效自评表 | < | < | < | < | <
部门名称：青荷区城市管理局 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 分值 | 评分标准 | 自评得分
投入 | 预算配置 | 三公经费变动率 | 10 | 变动率≤0得满分，每超过1个百分点扣1分 | 10
过程 | 预算执行 | 预算完成率 | 20 | 达100%得满分，每低1个百分点扣1分 | 20
产出 | 职责履行 | 实际完成率 | 20 | 达100%得满分，每低1个百分点扣1分 | 20
效果 | 履职效益 | 经济效益 | 10 | 效益明显得10分，一般得5分 | 10
^ | ^ | 社会效益 | 15 | 效益明显得15分，一般得8分 | 15
^ | 效果性（25%） | 生态效益 | 10 | 效益明显得10分，一般得5分 | 8
^ | ^ | 社会公众或服务对象满意度 | 15 | 90%以上得15分，80%-90%得10分 | 15
合计 | < | < | 100 | | 98
""")
    assert [(row["level2"], row["level3"], row["points"]) for row in document["indicators"][3:]] == [
        ("履职效益", "经济效益", 10), ("履职效益", "社会效益", 15),
        ("效果性", "生态效益", 10), ("效果性", "社会公众或服务对象满意度", 15),
    ]  # fmt: skip
    assert document["unread"] == []


def test_the_total_beside_the_grade_and_who_filled_in_is_no_indicator() -> None:
    document = read_one(f"{HEAD}{INDICATORS}自评得分 | 90 | 自评等级 | 优 | < | 填表人 | 苏晴")
    assert len(document["indicators"]) == 3 and (document["total_score"], document["grade"]) == (90, "优")
    assert document["signoff"]["preparer"] == "苏晴" and document["unread"] == []


def test_the_rate_of_the_latest_months_is_that_of_the_money_beside_it() -> None:
    document = read_one("""
2025年项目绩效运行监控表 | < | < | < | < | < | <
主管部门：玉屏县教育局 | < | < | 项目名称：校舍维修 | < | < | <
资金（万元） | 年初预算数 | 1-6月执行数 | 执行率 | 1-9月执行数 | 执行率 | 全年预计执行数
^ | 420 | 126 | 30% | 315 | 75% | 420
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1-6月完成值 | 1-9月完成值 | 全年预计值
产出指标 | 数量指标 | 维修校舍面积 | 6800平方米 | 2000平方米 | 5100平方米 | 6800平方米
满意度指标 | 满意度指标 | 师生满意度 | ≥95% | 92% | 95% | 95%
""")
    (line,) = document["execution"]
    assert (line["executed_to_july"], line["rate"]) == (315, 75)
    assert not [each for each in check_documents([document]).findings if each.code == "MON-001"]
