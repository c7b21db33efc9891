"""Goal forms as offices fill them in: codes, contacts and footnotes beside a value, titles over two cells."""

from __future__ import annotations

import pytest

from jixiao.checks.rule_engine import check_documents
from jixiao.forms.document import Document
from sheet_table import read_one

TITLE = "2026年市级项目支出绩效目标申报表 | < | < | < | < | <"
HEAD = """
项目名称 | {project} | < | 主管部门 | {department} | <
年度资金总额（万元） | {amount} | < | 其中：财政拨款 | 240 | <"""
GOAL = """
年度目标 | {goal} | < | < | < | <"""
TABLE = """
一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 备注
产出指标 | 数量指标 | 疏浚沟渠长度 | {target} | 10 | -"""


def form(
    project: str = "沟渠疏浚",
    department: str = "汀州市水利局",
    amount: str = "240",
    target: str = "≥62公里",
    *,
    goal: str = "疏浚沟渠62公里。",
    table: str = TABLE,
) -> Document:
    head = HEAD.format(project=project, department=department, amount=amount)
    return read_one(TITLE + head + GOAL.format(goal=goal) + table.replace("{target}", target))


def codes(document: Document) -> set[str]:
    return {finding.code for finding in check_documents([document]).findings}


@pytest.mark.parametrize("target", [">=62.00(公里)", "≥62【公里】"])
def test_a_unit_in_brackets_behind_a_number_is_the_unit(target: str):
    (row,) = form(target=target)["indicators"]
    assert (row["operator"], row["target"], row["unit"]) == ("≥", 62, "公里")


@pytest.mark.parametrize("mark", ["①", "²", "⑴"])
def test_the_mark_of_a_footnote_is_no_digit_of_the_number_before_it(mark: str):
    document = form(amount=f"240{mark}", target=f"62{mark}")
    assert document["funding"].get("annual") is None
    assert "STR-018" in codes(document)
    assert document["indicators"][0]["target"] == f"62{mark}"


def test_a_remark_behind_an_amount_is_kept():
    document = form(amount="240（不含监理）")
    assert document["funding"]["annual"] == 240
    assert [each["value"] for each in document["other"]] == ["不含监理"]
    assert "other" not in form(amount="'240（大写：贰佰肆拾万元）'")


def test_a_contact_behind_the_name_of_a_project_is_no_part_of_it():
    document = form(project="沟渠疏浚  联系人：陶青")
    assert document["project"] == "沟渠疏浚"
    assert [(each["label"], each["value"]) for each in document["other"]] == [("联系人", "陶青")]


@pytest.mark.parametrize("contact", [" 陶青 13800001111", "（加盖公章）电话0597-8800112"])
def test_a_person_and_a_phone_behind_a_department_are_no_part_of_its_name(contact: str):
    document = form(department=f"汀州市水利局{contact}")
    assert document["department"] == "汀州市水利局"
    assert document["signoff"]["phone"] == contact.removeprefix("（加盖公章）").strip()
    assert form(department="汀州市 水利局 0597-8800112")["department"] == "汀州市 水利局"


def test_a_code_before_a_dash_is_no_part_of_the_name_of_a_project():
    document = form(project="203104-沟渠疏浚")
    assert (document["project"], document["project_code"]) == ("沟渠疏浚", "203104")
    assert form(project="110-119联动")["project"] == "110-119联动"


def test_the_code_of_a_department_may_have_a_cell_before_its_name():
    head = """
预算部门 | '017' | 汀州市水利局 | 项目名称 | 沟渠疏浚 | <"""
    document = read_one(TITLE + head + GOAL.format(goal="疏浚沟渠62公里。") + TABLE.format(target="≥62公里"))
    assert (document["department"], document["department_code"]) == ("汀州市水利局", "017")
    assert document["unread"] == []


def test_the_digits_of_a_code_in_the_title_are_no_year():
    document = read_one(
        "13020026P00DXMB10001Y-沟渠疏浚绩效目标表 | < | < | < | < | <"
        + GOAL.format(goal="疏浚沟渠62公里。")
        + TABLE.format(target="≥62公里")
    )
    assert document["fiscal_year"] is None


def test_words_that_are_labels_too_stay_in_the_rows_that_repeat_them():
    table = """
一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 指标值来源
产出指标 | 数量指标 | 疏浚沟渠长度 | ≥62公里 | 10分 | 实施方案
^ | 数量指标 | 清理淤泥方量 | ≥9万方 | 10分 | 实施方案"""
    rows = form(table=table)["indicators"]
    assert [row["other"] for row in rows] == [{"指标值来源": "实施方案"}] * 2


def test_the_title_of_goals_before_the_levels_names_no_indicators():
    table = """
年度绩效指标 | 一级指标 | 二级指标 | 指标内容 | 指标值 | 备注
年度目标1 | 产出指标 | 数量指标 | 疏浚沟渠长度 | ≥62公里 | -
^ | ^ | 质量指标 | 验收合格率 | 100% | -
^ | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90% | -"""
    document = form(table=table)
    assert [row["level3"] for row in document["indicators"]] == ["疏浚沟渠长度", "验收合格率", "农户满意度"]
    assert "period_side" not in document


def test_one_title_over_sign_and_measure_owns_both():
    table = """
一级指标 | 二级指标 | 三级指标 | 指标值 | < | 备注
产出指标 | 数量指标 | 疏浚沟渠长度 | ≥ | 62公里 | -
^ | ^ | 清理淤泥方量 | = | 9万方 | -
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥ | 90% | -"""
    rows = form(table=table)["indicators"]
    assert [(row["operator"], row["target"], row["unit"]) for row in rows] == [
        ("≥", 62, "公里"),
        ("=", 9, "万方"),
        ("≥", 90, "%"),
    ]


def test_the_money_of_one_level_beside_that_of_an_unknown_one_is_not_all_public_money():
    funds = """
项目资金（万元） | 合计 | 600 | < | < | <
^ | 中央资金 | 420 | < | < | <
^ | 垦区本级 | 180 | < | < | <
^ | 自筹 | 0 | < | < | <"""
    head = "\n项目名称 | 沟渠疏浚 | < | 主管部门 | 汀州市水利局 | <"
    document = read_one(TITLE + head + funds + GOAL.format(goal="疏浚沟渠62公里。") + TABLE.format(target="≥62公里"))
    assert document["funding"] == {"total": 600, "other": 0}
    assert {each["label"]: each["value"] for each in document["other"]} == {"中央资金": 420, "垦区本级": 180}
    assert "FND-001" not in codes(document)


def test_a_level_that_is_a_word_for_money_too_begins_a_row_of_indicators():
    table = """
一级指标 | 二级指标 | 三级指标 | 指标值 | 指标解释 | 备注
投入 | 时效 | 资金到位及时率 | 100% | 按进度 | -
产出 | 数量 | 疏浚沟渠长度 | ≥62公里 | 竣工验收 | -"""
    document = form(table=table)
    assert [row["level1"] for row in document["indicators"]] == ["投入", "产出"]
    assert "STR-018" not in codes(document)


def test_a_goal_of_all_years_contradicts_no_target_of_the_year():
    table = """
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 全周期指标值 | 备注
产出指标 | 数量指标 | 疏浚沟渠长度 | 62公里 | 180公里 | -"""
    assert "VAL-004" not in codes(form(goal="疏浚沟渠长度180公里。", table=table))
    assert "VAL-004" in codes(form(goal="疏浚沟渠长度150公里。", table=table))


def test_a_goal_that_comes_to_the_amount_of_the_year_is_right_beside_that_of_all_years():
    head = """
项目名称 | 村医补助 | < | 主管部门 | 汀州市卫生健康局 | <
资金额度（万元） | 总额 | 3240 | 2026年度 | 1080 | <"""
    goal = GOAL.format(goal="发放村医补助1500人，人均每月600元。")
    assert "FND-009" not in codes(read_one(TITLE + head + goal + TABLE.format(target="≥1500人")))


def test_farmers_who_are_trained_are_counted_by_attendance_too():
    table = TABLE.replace("疏浚沟渠长度", "培训农户")
    assert "UNT-002" not in codes(form(target="≥500人次", table=table))
    assert "UNT-002" in codes(form(target="≥500公里", table=table))


def test_a_code_before_the_department_in_the_title_is_that_of_the_department():
    table = GOAL.format(goal="疏浚沟渠62公里。") + TABLE.format(target="≥62公里")
    document = read_one("[108] 汀州市水利局2026年部门预算项目绩效目标表 | < | < | < | < | <" + table)
    assert (document["department"], document["department_code"]) == ("汀州市水利局", "108")


def test_a_direction_with_its_number_names_no_project():
    head = """
专项名称 | 义务教育优质均衡 | < | 主管部门 | 汀州市教育局 | <
支出方向 | 方向1：校舍改造 | 2100 | 方向2：教师培训 | 300 | -"""
    table = GOAL.format(goal="改造校舍4.2万平方米。") + TABLE.format(target="≥62公里")
    document = read_one(TITLE + head + table)
    assert document["project"] == "义务教育优质均衡"
    assert {each["text"] for each in document["unread"]} == {"2100", "300"}


def test_of_targets_that_may_all_be_meant_none_is_held_against_the_goal():
    table = """
一级指标 | 二级指标 | 三级指标 | {} | {} | 单位
产出指标 | 数量指标 | 疏浚沟渠长度 | 62 | 180 | 公里
效益指标 | 经济效益指标 | 年运营收入 | - | 300 | 万元"""
    names = "\n项目名称 | 沟渠疏浚 | < | 主管部门 | 汀州市水利局 | <"
    form_of_all_years = TITLE.replace("2026年", "") + names + GOAL.format(goal="疏浚沟渠长度180公里。")
    asked = {"VAL-004", "CMP-008"}
    document = read_one(form_of_all_years + table.format("2026年", "2028年"))
    assert document["doubts"]["target"]
    assert not asked & codes(document)
    assert asked <= codes(read_one(form_of_all_years + table.format("指标值", "上年值")))
