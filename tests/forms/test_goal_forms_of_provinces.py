"""Goal forms as bureaus of several provinces lay them out: money, goals and tables of two sides."""

from __future__ import annotations

from decimal import Decimal

from jixiao.checks.rule_engine import check_documents
from jixiao.forms.document import Document
from sheet_table import read, read_one

TITLE = "2026年市级项目支出绩效目标申报表 | < | < | < | < | <"
HEAD = """
项目名称 | 河道保洁 | < | 主管部门 | 汐川市城市管理局 | <"""
GOAL = """
年度目标 | 保洁河道62公里，水面清洁率95%以上。 | < | < | < | <"""
TABLE = """
一级指标 | 二级指标 | 三级指标 | 计算符号 | 指标值 | 度量单位
产出指标 | 数量指标 | 保洁河道长度 | ≥ | 62 | 公里"""


def form(funds: str = "", *, goal: str = GOAL, table: str = TABLE) -> Document:
    return read_one(TITLE + HEAD + funds + goal + table)


def codes(document: Document) -> set[str]:
    return {finding.code for finding in check_documents([document]).findings}


def test_the_word_before_its_parts_tells_which_money_it_is():
    document = form("\n年度预算（万元） | 总额 | 480 | 财政拨款 | 480 | -")
    assert document["funding"] == {"annual": 480, "fiscal": 480}
    assert "period_side" not in document
    assert "CMP-003" not in codes(document)


def test_amounts_stand_below_their_labels_beside_one_that_has_its_value_behind_it():
    funds = """
项目预算（万元） | 总额 | 其中：财政拨款 | 文旅债券 | 其他资金 | 执行率分值：10
^ | 126.4 | 100 | 20 | 6.4 | -"""
    document = form(funds)
    assert document["funding"]["total"] == Decimal("126.4")
    assert (document["funding"]["fiscal"], document["funding"]["other"]) == (100, Decimal("6.4"))
    assert [(each["label"], each["value"]) for each in document["other"]] == [("文旅债券", 20)]
    assert document["unread"] == []


def test_the_first_of_several_figures_of_a_goal_form_is_no_amount():
    funds = """
项目 | 2025年 | < | 2026年 | < | 备注
^ | 预算 | 执行 | 调整 | 预算 | ^
资金总额（万元） | 900 | 896 | 950 | 980 | -"""
    document = form(funds)
    assert not any(document["funding"].values())
    assert {"900", "896", "950", "980"} <= {each["text"] for each in document["unread"]}


def test_money_carried_over_within_the_public_money_is_no_wrong_sum():
    funds = """
项目资金（万元） | 年度资金总额 | 320 | 财政拨款 | 320 | -
^ | 其中：当年财政拨款 | 300 | 上年结转 | 20 | -
^ | 其他资金 | 0 | - | - | -"""
    assert "FND-001" not in codes(form(funds))
    assert "FND-001" in codes(form(funds.replace("300", "280")))


def test_goals_of_two_sides_have_their_lines_and_a_counter_alone_says_nothing():
    goal = """
总体目标 | 实施期总目标 | < | 年度目标 | < | <
^ | 目标1： | < | 目标1：保洁河道62公里。 | < | <
^ | 目标2： | < | 目标2：打捞垃圾900吨。 | < | <"""
    document = form(goal=goal)
    assert document["goals"] == {"period": None, "annual": "目标1：保洁河道62公里。\n目标2：打捞垃圾900吨。"}
    assert document["unread"] == []
    assert "GOL-004" not in codes(document)


def test_a_target_of_the_period_stands_on_its_side_alone():
    table = """
一级指标 | 二级指标 | 三级指标 | 实施期指标值 | 年度指标值 | 半年指标值
产出指标 | 数量指标 | 保洁河道长度 | ≥180公里 | ≥62公里 | ≥30公里"""
    document = form(table=table)
    (row,) = document["indicators"]
    assert (row["target"], row["other"]) == (62, {"半年指标值": "≥30公里"})
    (of_period,) = document["period_side"]["indicators"]
    assert of_period["target"] == 180


TWO_TABLES = """
长期绩效目标表 | < | < | < | < | <
目标名称 | 一级指标 | 二级指标 | 指标名称 | 指标值 | 确定依据
长期目标1 | 产出指标 | 数量指标 | 加装电梯台数 | 600台 | 计划标准
年度绩效目标表 | < | < | < | < | <
目标名称 | 一级指标 | 二级指标 | 指标名称 | 指标值 | 确定依据
年度目标1 | 产出指标 | 数量指标 | 加装电梯台数 | 200台 | 计划标准
^ | 产出指标 | 质量指标 | 验收合格率 | 100% | 计划标准"""


def test_tables_under_captions_of_their_own_belong_to_one_form():
    document = form(table=TWO_TABLES)
    assert document["project"] == "河道保洁"
    assert [(row["level3"], row["target"]) for row in document["indicators"]] == [
        ("加装电梯台数", 200),
        ("验收合格率", 100),
    ]
    assert [row["target"] for row in document["period_side"]["indicators"]] == [600]


def test_the_levels_of_a_side_left_blank_are_printed_words():
    table = """
绩效指标 | 二级指标 | 三级指标 | 指标值 | 三级指标 | 指标值
产出指标 | 数量指标 | | | 保洁河道长度 | ≥62公里"""
    table = table.replace("绩效指标 |", "一级指标 |")
    assert form(table=table)["unread"] == []


def test_a_title_may_begin_with_the_code_and_name_of_its_project():
    table = """
绩效目标 | 补助养护里程1260公里。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 计算符号 | 指标值 | 度量单位
产出指标 | 数量指标 | 补助养护里程 | ≥ | 1260 | 公里"""
    document = read_one("13000026P00GH310002K-农村公路养护补助绩效目标表 | < | < | < | < | <" + table)
    assert (document["project"], document["project_code"]) == ("农村公路养护补助", "13000026P00GH310002K")


def test_the_first_levels_of_older_templates_are_known():
    table = """
一级指标 | 二级指标 | 三级指标 | < | 指标值 | <
项目完成指标 | 数量指标 | 保洁河道长度（公里） | < | ≥62 | <
项目效益指标 | 社会效益指标 | 受益小区数（个） | < | ≥40 | <"""
    document = form(table=table)
    assert not codes(document) & {"IND-001", "IND-016"}
    assert [row["unit"] for row in document["indicators"]] == ["公里", "个"]


def test_the_weight_of_the_execution_may_be_a_share():
    document = form("\n预算执行率权重 | 10% | < | 自治区补助 | 380 | <")
    assert (document["funding"]["execution_points"], document["funding"]["fiscal"]) == (10, 380)


YEARS = """
一级指标 | 二级指标 | 三级指标 | 2025年 | 2026年 | 2027年
产出指标 | 数量指标 | 保洁河道长度 | 56公里 | 62公里 | 70公里
产出指标 | 质量指标 | 水面清洁率 | 93% | 95% | 96%"""


def test_of_targets_titled_by_years_alone_that_of_the_form_counts():
    document = form(table=YEARS)
    assert [row["target"] for row in document["indicators"]] == [62, 95]
    assert document["indicators"][0]["other"] == {"2025年": "56公里", "2027年": "70公里"}
    assert "doubts" not in document


def test_targets_of_several_years_leave_open_which_counts_where_the_form_names_none():
    document = read_one(TITLE.replace("2026年", "") + HEAD + GOAL + YEARS)
    assert document["fiscal_year"] is None
    assert len(document["doubts"]["target"]) == 3


def test_the_target_of_the_county_counts_beside_that_of_the_province():
    table = """
一级指标 | 二级指标 | 三级指标 | 全省指标值 | 本县指标值 | 备注
产出指标 | 数量指标 | 保洁河道长度 | ≥1600公里 | ≥62公里 | -"""
    (row,) = form(table=table)["indicators"]
    assert (row["target"], row["other"]) == (62, {"全省指标值": "≥1600公里"})


def test_the_weight_of_a_goal_is_no_weight_of_its_first_indicator():
    table = """
权重 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
60 | 产出指标 | 数量指标 | 保洁河道长度 | ≥62公里 | -
^ | 产出指标 | 质量指标 | 水面清洁率 | ≥95% | -
40 | 满意度指标 | 服务对象满意度指标 | 居民满意度 | ≥90% | -"""
    rows = form(table=table)["indicators"]
    assert all("points" not in row for row in rows)
    assert rows[0]["other"] == {"权重": "60"}


def test_a_unit_before_the_titles_of_amounts_counts_for_them():
    funds = """
资金来源（元） | 2025年预算 | 2026年申请 | 增减额 | 增减原因 | 备注
财政拨款 | 4500000 | 4800000 | 300000 | 扩面 | -
合计 | 4500000 | 4800000 | 300000 | - | -"""
    assert form(funds)["currency_unit"] == "元"
    document = read_one(TITLE + "\n单位：万元 | < | < | < | < | <" + HEAD + funds + GOAL + TABLE)
    assert (document["currency_unit"], document["funding"]) == ("万元", {"annual": 480, "fiscal": 480})
    titled = funds.replace("（元）", "").replace("2026年申请", "2026年申请（元）")
    document = read_one(TITLE + "\n单位：万元 | < | < | < | < | <" + HEAD + titled + GOAL + TABLE)
    assert document["funding"]["annual"] == 480


def test_an_unknown_source_is_counted_in_the_unit_printed_before_it():
    funds = """
项目资金（元） | 资金总额 | 财政拨款 | 其他资金 | 福彩金 | 备注
^ | 4800000 | 4000000 | 600000 | 200000 | -"""
    document = read_one(TITLE + "\n单位：万元 | < | < | < | < | <" + HEAD + funds + GOAL + TABLE)
    assert set(document["funding"].values()) == {480, 400, 60}
    assert [(each["label"], each["value"]) for each in document["other"]] == [("福彩金", 20)]
    assert "FND-001" not in codes(document)


def test_a_unit_with_a_remark_behind_it_is_printed():
    document = form("\n申请资金（单位：元，取整） | 4800000 | < | 其中：财政拨款 | 4800000 | <")
    assert (document["currency_unit"], document["funding"]["fiscal"]) == ("元", 4800000)


def test_a_heading_of_one_row_of_amounts_is_no_blank_amount():
    document = form("\n项目资金（万元） | 年度资金总额 | 480 | 其中：财政拨款 | 480 | -")
    assert document["funding"] == {"annual": 480, "fiscal": 480}
    assert "CMP-003" not in codes(document)


def test_a_title_of_goals_with_their_scores_is_that_of_a_goal_form():
    assert read_one("2026年项目支出绩效目标及评分表 | < | < | < | < | <" + HEAD + GOAL + TABLE)["kind"] == "project"
    assert read("2026年项目绩效目标评分表 | < | < | < | < | <" + HEAD + GOAL + TABLE) == []


def test_levels_joined_under_the_title_of_a_type_are_levels():
    table = """
指标类型 | 三级指标（权重） | < | 指标值 | 指标说明 | 评分标准
产出指标/数量指标 | 管护公厕座数（60分） | < | =86座 | 实际管护数 | 每少1座扣1分
满意度指标/服务对象满意度指标 | 市民满意度（30分） | < | ≥90% | 问卷 | 每低1%扣1分"""
    document = form(table=table)
    levels = [(row["level1"], row["level2"], row["level3"], row["points"]) for row in document["indicators"]]
    assert levels == [
        ("产出指标", "数量指标", "管护公厕座数", 60),
        ("满意度指标", "服务对象满意度指标", "市民满意度", 30),
    ]
    assert "STR-001" not in codes(form(table=table.replace("（权重）", "")))


def test_a_column_that_counts_the_rows_explains_nothing():
    table = """
指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 单位
1 | 产出指标 | 数量指标 | 保洁河道长度 | ≥62 | 公里
2 | 产出指标 | 质量指标 | 水面清洁率 | ≥95 | %"""
    assert all("explanation" not in row for row in form(table=table)["indicators"])


def test_a_kind_of_money_is_no_amount_and_its_title_has_it_as_value():
    document = form("\n资金性质 | 一般公共预算 | < | 分配方式 | 项目法 | <")
    assert {each["label"]: each["value"] for each in document["other"]} == {
        "资金性质": "一般公共预算",
        "分配方式": "项目法",
    }
    assert "fiscal" not in document["funding"]


def test_a_column_of_settled_targets_still_blank_leaves_those_asked_for():
    table = """
一级指标 | 二级指标 | 三级指标 | 申报指标值 | 核定指标值 | 备注
产出指标 | 数量指标 | 保洁河道长度 | ≥62公里 | - | -
产出指标 | 质量指标 | 水面清洁率 | ≥95% | - | -"""
    document = form(table=table)
    assert [row["target"] for row in document["indicators"]] == [62, 95]
    document = form(table=table.replace("申报指标值", "指标值"))
    assert [row["target"] for row in document["indicators"]] == [62, 95]
    assert "doubts" not in document


def test_those_who_sign_are_no_indicator_though_the_first_is_blank():
    table = TABLE + "\n- | 财务负责人：金兰 | < | - | 填报人：何倩 | <"
    document = form(table=table)
    assert len(document["indicators"]) == 1
    assert (document["signoff"]["finance_head"], document["signoff"]["preparer"]) == ("金兰", "何倩")


def test_the_other_expenses_are_no_other_money():
    funds = """
预算数（万元） | 45 | 办公费 | 10 | 差旅费 | 15
^ | ^ | 劳务费 | 12 | 其他 | 8"""
    document = form(funds)
    assert document["funding"] == {"total": 45}
    assert {each["label"]: each["value"] for each in document["other"]}["其他"] == 8


def test_the_lines_of_a_goal_go_on_below_a_label_that_lost_its_merge():
    goal = """
年度目标 | 1.保洁河道62公里。 | < | < | < | <
- | 2.打捞垃圾900吨。 | < | < | < | <"""
    document = form(goal=goal)
    assert document["goals"]["annual"] == "1.保洁河道62公里。\n2.打捞垃圾900吨。"
    assert document["unread"] == []


def test_money_of_one_level_is_all_public_money_only_where_the_other_has_none():
    funds = "\n年度资金总额（万元） | 520 | 上级资金 | {} | 本级资金 | 520"
    assert form(funds.format(0))["funding"]["fiscal"] == 520
    assert "fiscal" not in form(funds.format("-"))["funding"]


def test_a_source_below_a_total_in_other_words_is_not_the_year_s():
    funds = """
项目资金（万元） | 资金盘子 | 9600 | 年度资金总额 | 3200 | -
^ | 其中：财政拨款 | 9000 | 其中：财政拨款 | 3000 | -"""
    assert form(funds)["funding"] == {"annual": 3200, "fiscal": 3000}


def test_the_goal_of_the_level_above_gives_way_and_the_name_of_a_goal_is_no_project():
    document = form(goal="\n年度绩效目标（上级） | 保障运转。 | < | 年度绩效目标（本级） | 保洁河道62公里。 | <")
    assert document["goals"]["annual"] == "保洁河道62公里。"
    goal = """
项目绩效总目标 | 名称 | < | 目标说明 | < | <
^ | 年度绩效目标 | < | 保洁河道62公里。 | < | <"""
    document = read_one(TITLE + HEAD.replace("河道保洁", "-") + goal + TABLE)
    assert (document["project"], document["goals"]["annual"]) == (None, "保洁河道62公里。")


def test_a_name_filled_along_its_row_is_that_of_one_project():
    filled = """
2026年市级项目支出绩效目标表 | 2026年市级项目支出绩效目标表 | 2026年市级项目支出绩效目标表
填报单位 | 汐川市水文站 | 汐川市水文站
项目名称 | 监测站运行 | 监测站运行
预算金额（万元） | 43 | 43
年度绩效目标 | 运行监测站36处。 | 运行监测站36处。
产出指标 | 运行监测站数量≥36处 | 运行监测站数量≥36处"""
    document = read_one(filled)
    assert (document["kind"], document["project"]) == ("project", "监测站运行")


def test_an_indicator_of_the_period_alone_lacks_no_target_of_the_year():
    table = """
一级指标 | 二级指标 | 三级指标 | 实施期指标值 | 年度指标值 | 备注
产出指标 | 数量指标 | 保洁河道长度 | ≥180公里 | ≥62公里 | -
效益指标 | 经济效益指标 | 带动投资 | ≥2000万元 | - | -"""
    assert "CMP-008" not in codes(form(table=table))
    assert "CMP-008" in codes(form(table=table.replace("≥2000万元", "-")))


def test_the_part_of_a_fund_that_is_the_year_s_is_its_amount():
    funds = form("\n资金规模 | 2亿元 | < | 其中：2026年安排 | 8000万元 | <")["funding"]
    assert funds == {"total": 20000, "annual": 8000}


def test_remarks_left_of_the_levels_are_those_of_another_table():
    table = """
预算情况 | < | 绩效指标 | < | < | <
金额（万元） | 说明 | 一级指标 | 二级指标 | 三级指标 | 指标值
80 | 监测 | 产出指标 | 数量指标 | 保洁河道长度 | ≥62公里
40 | 围网 | 产出指标 | 质量指标 | 水面清洁率 | ≥95%
30 | 清运 | 产出指标 | 数量指标 | 打捞垃圾量 | ≥900吨"""
    assert all("remark" not in row for row in form(table=table)["indicators"])


def test_the_stage_of_a_project_is_its_year_beside_the_whole():
    goal = """
总体目标 | 建成大桥2.3公里。 | < | < | < | <
阶段目标（2026年） | 完成主塔封顶2座。 | < | < | < | <"""
    table = """
一级指标 | 二级指标 | 三级指标 | 总体目标值 | 阶段目标值 | 备注
产出指标 | 数量指标 | 建设里程 | 2.3公里 | 0.8公里 | -"""
    document = form(goal=goal, table=table)
    assert document["goals"] == {"period": "建成大桥2.3公里。", "annual": "完成主塔封顶2座。"}
    assert document["indicators"][0]["target"] == Decimal("0.8")
    assert document["period_side"]["indicators"][0]["target"] == Decimal("2.3")


def test_a_count_of_the_indicators_is_no_unreadable_amount():
    assert "STR-018" not in codes(
        form("\n项目金额（万元） | 480 | < | < | < | <", table=TABLE + "\n合计：1条 | < | < | < | < | <")
    )
