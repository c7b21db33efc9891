"""Goal forms as counties fill them in: totals of two times, years in odd places, hints below titles."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.checks.rule_engine import check_documents
from jixiao.forms.document import Document
from jixiao.grid.lookalikes import plain_characters
from sheet_table import read, read_one

HEAD = """
项目名称 | 石塘水库加固 | < | 主管部门 | 砚溪县水利局 | <"""
GOAL = """
年度目标 | 加固大坝1座，完成灌浆1200米。 | < | < | < | <"""
TABLE = """
一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 备注
产出指标 | 数量指标 | 灌浆长度 | ≥1200 | 米 | -"""


def form(funds: str = "", *, title: str = "2026年", goal: str = GOAL, table: str = TABLE) -> Document:
    return read_one(f"{title}项目支出绩效目标申报表 | < | < | < | < | <" + HEAD + funds + goal + table)


def codes(document: Document) -> set[str]:
    return {finding.code for finding in check_documents([document]).findings}


BELOW = """
项目总投资（万元） | 900 | < | < | < | <
其中：财政拨款 | 750 | < | 其他资金 | 150 | <
本年度预算（万元） | 300 | < | < | < | <
"""
BEHIND = """
项目总预算（万元） | 900 | 其中：财政拨款 | 750 | 其他资金 | 150
本年度预算（万元） | 300 | < | < | < | <
"""
AFTER_THE_YEAR = """
本年度预算（万元） | 300 | < | < | < | <
项目总投资（万元） | 900 | < | < | < | <
其中：财政拨款 | 750 | < | 其他资金 | 150 | <
"""
PART_OF_A_YEAR = """
资金总额（万元） | 900 | < | < | < | <
其中：财政拨款 | 750 | < | 其他资金 | 150 | <
其中：2026年预算 | 300 | < | < | < | <
"""


@pytest.mark.parametrize("funds", [BELOW, BEHIND, AFTER_THE_YEAR, PART_OF_A_YEAR])
def test_sources_below_or_behind_the_total_of_the_project_are_none_of_the_year(funds: str):
    document = form(funds)
    assert document["funding"] == {"annual": 300}
    assert document["period_side"]["funding"] == {"total": 900, "fiscal": 750, "other": 150}
    assert "FND-001" not in codes(document)


def test_sources_behind_each_of_two_totals_are_its_own():
    document = form("""
项目总预算（万元） | 900 | 其中：财政拨款 | 750 | 其他资金 | 150
年度预算（万元） | 300 | 其中：财政拨款 | 250 | 其他资金 | 50
""")
    assert document["funding"] == {"annual": 300, "fiscal": 250, "other": 50}
    assert document["period_side"]["funding"] == {"total": 900, "fiscal": 750, "other": 150}


def test_sources_below_two_totals_side_by_side_are_those_of_the_year():
    document = form("""
本年度预算（万元） | 300 | < | 项目总投资（万元） | 900 | <
其中：财政拨款 | 250 | < | 其他资金 | 50 | <
""")
    assert document["funding"] == {"annual": 300, "fiscal": 250, "other": 50}


def test_an_amount_with_its_parts_is_read_whichever_colon_stands_behind_its_label():
    text = "项目金额∶96.4万元（其中∶财政拨款 90万元，其他资金 6.4万元） | < | 填报日期﹕2025年9月20日 | < | < | <"
    document = form(plain_characters(f"\n{text}"))
    assert document["funding"] == {"total": Decimal("96.4"), "fiscal": 90, "other": Decimal("6.4")}
    assert document["signoff"]["date"] == "2025年9月20日"


def test_the_money_of_the_city_beside_that_for_its_districts_is_a_part():
    document = form("\n当年预算（万元） | 850 | 市级支出 | 350 | 补助区县 | 500")
    assert document["funding"] == {"annual": 850}
    assert {each["label"]: each["value"] for each in document["other"]} == {"市级支出": 350, "补助区县": 500}


@pytest.mark.parametrize(
    ("title", "goal", "year"),
    [
        ("2 0 2 6 年 度 | < | < | < | < | <\n", GOAL, 2026),
        ("填报时间 2025年9月20日 | < | < | < | < | <\n", GOAL, None),
        ("", GOAL.replace("年度目标", "预算年度（2026年）绩效目标"), 2026),
        ("", GOAL.replace("年度目标", "2026年度目标"), 2026),
    ],
)
def test_the_year_is_that_of_the_form_and_not_of_the_day_it_was_filled_in(title: str, goal: str, year: int | None):
    assert form(title=title, goal=goal)["fiscal_year"] == year


def test_the_year_of_the_goal_is_that_of_the_form_beside_targets_of_three_years():
    table = """
一级指标 | 二级指标 | 三级指标 | 2026年指标值 | 2027年指标值 | 2028年指标值
产出指标 | 数量指标 | 灌浆长度 | ≥1200米 | ≥900米 | ≥300米"""
    document = form(title="", goal=GOAL.replace("年度目标", "2026年度目标"), table=table)
    assert document["fiscal_year"] == 2026
    assert [row["target"] for row in document["indicators"]] == [1200]


def test_what_a_column_asks_for_is_no_indicator():
    hints = "\n（系统带出） | （下拉选择） | （不超过25字） | （含符号） | （规范单位） | （选填）\n产出指标"
    document = form(table=TABLE.replace("\n产出指标", hints))
    assert [row["level3"] for row in document["indicators"]] == ["灌浆长度"]
    assert "IND-001" not in codes(document)


def test_the_first_line_of_a_title_in_two_is_no_amount_left_blank():
    document = form("\n预算金额（万元） | 300 | < | < | < | <", title="2026年省级财政资金 | < | < | < | < | <\n")
    assert document["funding"] == {"total": 300}
    assert document["fiscal_year"] == 2026


def test_the_goal_behind_a_label_that_is_a_caption_elsewhere_is_read():
    document = form(goal=GOAL.replace("年度目标", "绩效目标"))
    assert document["goals"]["annual"] == "加固大坝1座，完成灌浆1200米。"


def test_satisfaction_under_a_block_of_another_name_is_satisfaction():
    table = TABLE + "\n影响力目标 | 满意度 | 受益农户满意度 | ≥90 | % | -"
    document = form(table=table)
    said = [f.expected for f in check_documents([document]).findings if f.code == "CMP-005"]
    assert "满意度指标" not in said


def test_points_behind_the_targets_are_those_of_the_indicators():
    table = """
一级指标 | 二级指标 | 三级指标 | < | 指标值（分值） | <
产出指标（50分） | 数量指标 | 灌浆长度 | < | ≥1200米（30分） | <
^ | 时效指标 | 完工时间 | < | 11月底前（20分） | <
效益指标（40分） | 社会效益指标 | 受益人口 | < | ≥1.2万人（40分） | <"""
    document = form(table=table)
    assert [(row["level1"], row["operator"], row["target"], row["unit"]) for row in document["indicators"]] == [
        ("产出指标", "≥", 1200, "米"),
        ("产出指标", None, "11月底前", None),
        ("效益指标", "≥", Decimal("1.2"), "万人"),
    ]
    assert [row["points"] for row in document["indicators"]] == [30, 20, 40]
    one = form(table=table.replace("（20分）", ""))
    assert one["indicators"][0]["target"] == "≥1200米（30分）"


def test_what_is_asked_for_in_the_year_is_the_amount_of_the_year():
    document = form("\n项目总额（万元） | 1580 | 已安排资金 | 980 | 2026年申请 | 600")
    assert document["funding"] == {"annual": 600}
    assert document["period_side"]["funding"] == {"total": 1580}


def test_own_money_of_several_years_is_that_of_each():
    document = form("""
分年度资金（万元） | 年度 | 资金总额 | 财政拨款 | 自筹资金 | 备注
^ | 2026年 | 320 | 280 | 40 | -
^ | 2027年 | 330 | 290 | 40 | -
^ | 合计 | 650 | 570 | 80 | -
""")
    assert document["funding"] == {"annual": 320, "fiscal": 280, "other": 40}


def test_the_year_before_the_unit_of_money_is_that_of_the_form():
    document = form("\n（2026年度）单位：元 | < | < | < | < | <\n预算金额 | 96 | < | < | < | <", title="")
    assert (document["fiscal_year"], document["currency_unit"]) == (2026, "元")


def test_money_of_several_levels_of_the_corps_is_no_one_source():
    document = form("""
项目资金（万元） | 资金总额 | 中央财政资金 | 兵团财政资金 | 师级财政资金 | 其他资金
^ | 650 | 400 | 150 | 100 | 0
""")
    assert document["funding"] == {"annual": 650, "other": 0}
    assert {each["value"] for each in document["other"]} == {400, 150, 100}


def test_a_source_typed_into_the_cell_of_the_total_leaves_no_total_blank():
    document = form(
        "\n资金总额（万元） | 财政拨款36.5万元 | < | 其中：财政拨款 | - | <", goal=GOAL.replace("年度", "当年")
    )
    assert document["funding"]["fiscal"] == Decimal("36.5")
    assert "CMP-003" not in codes(document)


def test_a_date_among_stated_indicators_is_one_of_them():
    document = read_one("""
2026年度项目支出绩效目标申报书 | <
项目名称：中小学校舍维修 | <
年度绩效目标：维修校舍14所。 | <
产出指标 | 1.维修学校数≥14所；2.验收合格率100%；3.完工时间2026年8月底前
效益指标 | 1.受益学生数≥6800人
""")
    assert [(row["level3"], row["target"]) for row in document["indicators"]] == [
        ("维修学校数", 14),
        ("验收合格率", 100),
        ("完工时间", "2026年8月底前"),
        ("受益学生数", 6800),
    ]


def test_why_a_target_was_changed_is_no_standard_of_it():
    table = """
一级指标 | 二级指标 | 三级指标 | 申报指标值 | 核定指标值 | 修改说明
产出指标 | 数量指标 | 灌浆长度 | ≥1100米 | ≥1200米 | 提高标准
^ | 质量指标 | 灌浆合格率 | ≥95% | ≥98% | 提高标准
^ | 时效指标 | 完工时间 | 11月底前 | 10月底前 | 按核定"""
    document = form(table=table)
    assert [row["target"] for row in document["indicators"]] == [1200, 98, "10月底前"]
    assert all(row.get("standard") is None for row in document["indicators"])
    assert document["indicators"][0]["other"] == {"申报指标值": "≥1100米", "修改说明": "提高标准"}


def test_the_goal_of_a_fund_is_that_of_its_period():
    goal = "\n基金总体目标 | 撬动社会资本20亿元。 | < | 2026年绩效目标 | 新增投资项目6个。 | <"
    assert form(goal=goal)["goals"] == {"annual": "新增投资项目6个。", "period": "撬动社会资本20亿元。"}


def test_purchases_below_the_line_of_amounts_leave_the_amounts_in_force():
    document = form("""
预算资金（万元） | 合计 | 一般公共预算 | 政府性基金 | 财政专户 | 单位资金
^ | 480 | 300 | 0 | 150 | 30
其中：政府采购 | 460 | 300 | 0 | 140 | 20
""")
    funding = document["funding"]
    assert (funding.get("total") or funding.get("annual"), funding["fiscal"], funding["other"]) == (480, 300, 30)


def test_own_money_granted_beside_that_asked_for_is_of_one_source():
    document = form("""
项目 | 2025年预算 | 2025年执行 | 2026年申报 | 2026年批复 | 增减原因
合计（万元） | 880 | 852 | 960 | 900 | 压减一般性支出
其中：财政拨款 | 800 | 780 | 860 | 820 | -
村集体自筹 | 80 | 72 | 100 | 80 | -
""")
    assert document["funding"] == {"annual": 900, "fiscal": 820, "other": 80}


def test_satisfaction_in_a_table_of_blocks_alone_is_no_missing_block():
    table = """
产出指标 | 指标值 | 分值 | 效益指标 | 指标值 | 分值
灌浆长度 | ≥1200米 | 25 | 受益人口 | ≥1.2万人 | 20
灌浆合格率 | ≥98% | 15 | 群众满意度 | ≥90% | 10"""
    said = [f.expected for f in check_documents([form(table=table)]).findings if f.code == "CMP-005"]
    assert "满意度指标" not in said


def test_a_label_that_nobody_knows_is_no_value_of_the_label_before_it():
    document = read_one("""
2026年政府购买服务绩效目标表 | < | < | <
项目名称： | 购买主体： | 承接主体类型： | 预算金额（元）：
环卫保洁 | 砚溪县城市管理局 | 企业 | 3600000
绩效目标： | 保洁面积160万平方米。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 保洁面积 | ≥160万平方米
""")
    assert (document["project"], document["department"]) == ("环卫保洁", "砚溪县城市管理局")
    assert document["funding"] == {"total": 3600000}


def test_a_name_over_all_levels_has_none_where_points_are_given():
    table = """
一级指标 | 二级指标 | 三级指标 | 目标值 | 分值 | 评分规则
产出指标 | 数量指标 | 灌浆长度 | ≥1200米 | 50 | 每少1%扣1分，扣完为止
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥95% | 40 | 每低1%扣1分
预算执行率 | < | < | 100% | 10 | 按执行率×10计分"""
    last = form(table=table)["indicators"][-1]
    assert (last["level1"], last["level2"], last["level3"], last["points"]) == (None, None, "预算执行率", 10)


def test_how_a_result_is_examined_is_no_standard_of_points():
    table = """
考核指标 | 计划值 | 权重 | 考核办法
灌浆长度 | ≥1200米 | 60 | 查验收单
农户满意度 | ≥95% | 40 | 问卷"""
    document = form(table=table)
    assert [row["other"] for row in document["indicators"]] == [{"考核办法": "查验收单"}, {"考核办法": "问卷"}]
    assert "SCR-001" not in codes(document)


def test_a_form_that_asks_for_the_project_unit_alone_lacks_no_department():
    document = read_one(
        f"2026年项目支出绩效目标申报表 | < | < | < | < | <\n项目名称 | 温控改造 | < | 项目单位 | 砚溪县档案馆 | <{GOAL}{TABLE}"
    )
    assert document["implementing_unit"] == "砚溪县档案馆"
    assert "CMP-001" not in codes(document)


def test_a_label_that_asks_for_a_code_in_brackets_asks_for_the_name():
    document = read_one(f"""
2026年项目绩效目标申报表 | < | < | < | < | <
项目名称（编码） | 地膜推广（620122250046） | < | 主管部门（编码） | 农业农村局（601） | <
预算单位（编码） | 农业技术推广中心（601003） | < | 预算金额 | 235万元 | <{GOAL}{TABLE}""")
    assert (document["project"], document["project_code"]) == ("地膜推广", "620122250046")
    assert (document["department"], document["department_code"]) == ("农业农村局", "601")


def test_a_level_with_its_weight_in_the_title_is_a_level():
    table = """
一级指标及权重 | 二级指标 | 具体指标 | 目标值 | < | 计分方法
产出（60%） | 数量（60%） | 灌浆长度 | ≥1200米 | < | 每少1%扣1分
满意度（40%） | 满意度（40%） | 农户满意度 | ≥95% | < | 每低1%扣1分"""
    rows = form(table=table)["indicators"]
    assert [(row["level1"], row["level2"]) for row in rows] == [("产出", "数量"), ("满意度", "满意度")]


def test_spending_with_its_parts_behind_it_is_that_of_the_department():
    document = read_one("""
2026年度部门整体绩效目标表 | < | < | < | <
部门名称 | 砚溪县供销合作社 | < | < | <
预算情况（万元） | 预算总额 | 财政拨款 | 经营收入 | 其他收入
^ | 860 | 700 | 120 | 40
其中：基本支出 | 460 | 460 | 0 | 0
项目支出 | 400 | 240 | 120 | 40
整体目标 | 供应农资2.6万吨。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 说明
产出指标 | 数量指标 | 供应农资量 | ≥2.6万吨 | -
""")
    assert document["budget"] == {"total": 860, "general_public": 700, "other": 40, "basic": 460, "project": 400}


def test_money_that_goes_on_to_counties_is_not_all_public_money():
    document = form("\n资金（万元） | 合计 | 省本级 | 补助市县 | - | -\n^ | 860 | 360 | 500 | - | -")
    assert "fiscal" not in document["funding"]


def test_targets_of_two_levels_of_government_are_not_left_blank():
    table = """
一级指标 | 二级指标 | 三级指标 | 省本级指标值 | 市县指标值 | 备注
产出指标 | 数量指标 | 灌浆长度 | ≥1200米 | ≥600米 | -
^ | 时效指标 | 完工时间 | 2026年10月 | 2026年11月 | -"""
    assert "CMP-008" not in codes(form(table=table))


def test_a_change_may_be_below_zero():
    table = TABLE.replace("灌浆长度 | ≥1200 | 米", "单位产值碳排放变化 | ≤-3.5 | %")
    assert "VAL-002" not in codes(form(table=table))


TWO = f"""
2026年砚溪县林业局项目绩效目标表 | < | < | < | < | <
一、松材线虫病防治 | < | < | < | < | <
预算金额（万元） | 460 | < | 财政拨款 | 460 | <{GOAL}{TABLE}
二、油茶产业发展 | < | < | < | < | <
预算金额（万元） | 820 | < | 财政拨款 | 600 | <{GOAL}{TABLE}
"""


@pytest.mark.parametrize("numbers", [("一、", "二、"), ("项目1：", "项目2：")])
def test_captions_above_forms_of_their_own_name_the_projects(numbers: tuple[str, str]):
    first, second = read(TWO.replace("一、", numbers[0]).replace("二、", numbers[1]))
    assert [(each["project"], each["funding"]["total"]) for each in (first, second)] == [
        ("松材线虫病防治", 460),
        ("油茶产业发展", 820),
    ]
    assert (first["cells"]["project"], second["cells"]["project"]) == ("A2", "A7")
    assert [len(each["indicators"]) for each in (first, second)] == [1, 1]


@pytest.mark.parametrize("captions", [("一、基本情况", "二、绩效指标"), ("一、长期绩效指标", "二、年度绩效指标")])
def test_captions_of_parts_of_a_form_name_no_projects(captions: tuple[str, str]):
    table = TWO.replace("一、松材线虫病防治", captions[0]).replace("二、油茶产业发展", captions[1])
    assert len(read(table)) == 1


def test_a_box_beside_a_ticked_one_is_no_garbled_sign():
    assert "TXT-002" not in codes(form("\n分配方式 | ☑因素法 □项目法 | < | 预算金额（万元） | 96 | <"))


def test_levels_before_the_names_of_indicators_are_theirs():
    table = """
指标 | < | 目标值 | < | 说明 | <
产出-数量：灌浆长度 | < | ≥1200米 | < | - | <
满意度：农户满意度 | < | ≥95% | < | - | <"""
    rows = form(table=table)["indicators"]
    assert [(row["level1"], row["level2"], row["level3"]) for row in rows] == [
        ("产出", "数量", "灌浆长度"),
        ("满意度", None, "农户满意度"),
    ]
