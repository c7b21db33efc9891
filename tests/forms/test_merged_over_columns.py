"""Cells merged over several columns of indicators, sides or levels: what they say holds for all of them."""

from __future__ import annotations

import pytest

from jixiao.checks.rule_engine import check_documents
from sheet_table import read_one

HEAD = """
2027年项目支出绩效申报书 | < | < | < | < | <
申报单位：柳溪县林业局 | < | < | < | 单位：万元 | <
项目名称 | 造林补助 | < | 实施单位 | 柳溪县林场 | <
资金总额 | 40 | < | 其中：财政拨款 | 40 | <
"""
GOAL = "年度目标 | 2027年造林1200亩，成活率达到90%以上。 | < | < | < | <\n"
PLACES = ("level1", "level2", "level3", "target")


def measures(document):
    """Return name, sign, number and unit of each indicator, with the cell of the number."""
    rows = ([row[key] for key in ("level3", "operator", "target", "unit")] for row in document["indicators"])
    cells = (row["cells"].get("target") for row in document["indicators"])
    return [
        " ".join("-" if each is None else str(each) for each in (*row, cell))
        for row, cell in zip(rows, cells, strict=True)
    ]


def codes(document, *but: str) -> set[str]:
    return {each.code for each in check_documents([document]).findings} - {"CMP-006", "STR-011", *but}


def test_a_measure_merged_over_sign_number_and_unit_is_read_whole():
    document = read_one(
        HEAD
        + GOAL
        + """一级指标 | 二级指标 | 三级指标 | 运算符号 | 指标值 | 计量单位
产出指标 | 数量指标 | 造林面积 | ≥ | 1200 | 亩
^ | 质量指标 | 造林成活率 | ≥90% | < | <
^ | 时效指标 | 完成时间 | 2027年11月底前 | < | <
效益指标 | 生态效益指标 | 森林覆盖率 | ≥ | 48% | <
满意度指标 | 服务对象满意度指标 | 林农满意度 | ≥90% | < | <
"""
    )
    assert measures(document) == [
        "造林面积 ≥ 1200 亩 E7",
        "造林成活率 ≥ 90 % D8",
        "完成时间 - 2027年11月底前 - D9",
        "森林覆盖率 ≥ 48 % E10",
        "林农满意度 ≥ 90 % D11",
    ]
    assert codes(document, "OPR-006") == set()


def test_a_remark_merged_over_the_unit_is_no_unit():
    document = read_one(
        HEAD
        + GOAL
        + """一级指标 | 二级指标 | 三级指标 | 指标值 | 计量单位 | 备注
产出指标 | 数量指标 | 造林面积 | ≥1200 | 亩 |
^ | 质量指标 | 造林成活率 | ≥90% | 按月抽查的平均数 | <
"""
    )
    assert measures(document) == ["造林面积 ≥ 1200 亩 D7", "造林成活率 ≥ 90 % D8"]
    assert document["indicators"][1]["remark"] == "按月抽查的平均数"


SIDES = """一级指标 | 二级指标 | 三级指标 | 实施期指标值 | 年度指标值 | 备注
产出指标 | 数量指标 | 造林面积 | ≥3600亩 | ≥1200亩 |
^ | 质量指标 | 造林成活率 | ≥90% | < |
效益指标 | 生态效益指标 | 森林覆盖率 | ≥49% | ≥48% |
满意度指标 | 服务对象满意度指标 | 林农满意度 | ≥92% | < |
"""


def test_a_target_merged_over_two_sides_is_that_of_both():
    document = read_one(HEAD + GOAL + SIDES)
    assert measures(document) == [
        "造林面积 ≥ 1200 亩 E7",
        "造林成活率 ≥ 90 % D8",
        "森林覆盖率 ≥ 48 % E9",
        "林农满意度 ≥ 92 % D10",
    ]
    assert [row["target"] for row in document["period_side"]["indicators"]] == [3600, 90, 49, 92]


def test_a_target_left_blank_on_the_side_of_the_year_stays_blank():
    document = read_one(HEAD + GOAL + SIDES.replace("≥92% | <", "≥92% | "))
    assert measures(document)[-1] == "林农满意度 - - - -"


def test_a_goal_merged_below_two_sides_is_that_of_both():
    goals = "绩效目标 | 实施期目标 | < | 年度目标 | < | <\n^ | 造林，成活率达到90%以上。 | < | < | < | <\n"
    document = read_one(HEAD + goals + SIDES)
    assert document["goals"] == {"period": "造林，成活率达到90%以上。", "annual": "造林，成活率达到90%以上。"}
    assert (document["cells"]["goals.annual"], document["unread"]) == ("B6", [])
    assert "CMP-004" not in codes(document)


@pytest.mark.parametrize(
    ("row", "levels"),
    [
        ("效益指标 | 森林覆盖率 | < | ≥48%", ["效益指标", None, "森林覆盖率", 48]),
        ("效益指标 | 生态效益指标 | 森林覆盖率 | ≥48%", ["效益指标", "生态效益指标", "森林覆盖率", 48]),
        ("满意度指标 | < | 林农满意度 | ≥90%", ["满意度指标", None, "林农满意度", 90]),
    ],
)
def test_a_name_merged_over_its_level_has_not_slid(row: str, levels: list[object]) -> None:
    rows = "一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 造林面积 | ≥1200亩\n"
    document = read_one(HEAD + GOAL + rows + row)
    assert [document["indicators"][-1][key] for key in PLACES] == levels
    assert "STR-002" not in codes(document)


def test_an_unfinished_line_of_a_goal_goes_on_in_the_next_row():
    lines = "年度目标 | 2027年造林1200亩， | < | < | < | <\n | 成活率达到90%以上。 | < | < | < | <\n"
    document = read_one(HEAD + lines + SIDES)
    assert document["goals"]["annual"] == "2027年造林1200亩，\n成活率达到90%以上。"
    assert document["unread"] == []
    ended = read_one(HEAD + lines.replace("亩，", "亩。") + SIDES)
    assert [each["text"] for each in ended["unread"]] == ["成活率达到90%以上。"]
