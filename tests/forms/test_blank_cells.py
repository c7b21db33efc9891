"""A cell that the department left blank moves no other value of the form into its place."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from forms.test_other_layouts import LAYOUTS
from jixiao.forms.extraction import default_extractor
from jixiao.grid.address import parse_address
from jixiao.grid.model import Sheet
from sheet_table import read, read_one, sheet

Stated = dict[tuple[int, str], tuple[Any, str]]
"""The values of the heads of documents with their cells, by the document's place and the key."""
OF_THE_HEAD = ("department", "project", "goals", "funding", "budget", "total_score", "implementing_unit")


def stated(at: Sheet) -> Stated:
    return {
        (place, key): (_under(document, key), cell)
        for place, document in enumerate(default_extractor().documents(at, "test.xlsx"))
        for side, cells in (("", document["cells"]), ("period_side.", document.get("period_side", {}).get("cells", {})))
        for key, cell in ((side + key, cell) for key, cell in cells.items())
        if key.removeprefix("period_side.").startswith(OF_THE_HEAD)
    }


def _under(document: Any, path: str) -> Any:
    for part in path.split("."):
        document = document.get(part) if isinstance(document, dict) else None
    return document


def moved(at: Sheet, cell: str, before: Stated) -> Iterator[str]:
    """Yield the keys that state something else once a cell is blank."""
    row, column = parse_address(cell)
    blank = at.copy()
    blank.rows[row].pop(column)
    if not blank.rows[row]:
        del blank.rows[row]
    known = {value for value, _ in before.values()}
    for (place, key), (value, now) in stated(blank).items():
        if before.get((place, key), (None, ""))[0] != value and value not in known - {before.get((place, key))}:
            yield f"{cell} {key}: {value} ({now})"


STILL_STATED = {
    "a list in yuan below one in 万元, in words that nobody knows": "the project of the list below, under its own titles",
    "what counties are given in advance, the sum of them in a word of its own": "the sum, which is one no longer",
    "results below functions of government, which add them up, without a column of departments": "the function, whose projects no longer add up to it",
    "a project paid for on two lines, which say its goal and indicator alike": "the money of the line that has some",
    "classes without a number over projects, with their sums and no goals, in a list": "the class, which its projects no longer add up to",
    "parts of projects in a list, numbered below them or named 其中, with goals of their own": "the parts, which add up to no project",
    "cities with 其中 their counties, which add up; parts that do not": "the city, which its counties no longer add up to",
    "cities above counties that the total does not count": "the city, which its counties no longer add up to",
    "cities that add up their counties in a list of projects": "the city, which is over the project or adds up no longer",
    "what counties get before and after it was changed": "what they got before",
    "the sum of a project over the units that share it, its name merged over all": "the units, whose sum is one no longer",
    "a summary of a department by its units": "the units, which nobody stands above",
    "the money of four levels of government": "the department of the province beside that of the county",
    "a transfer with the district's own part": "the department of the district",
    "amounts under 决算数, 预算数, 申请数 of three years": "the unit that carries the project out",
    "each department a list below its name": "the unit, and the department above the next list",
    "a list with the sum of each department on a line of its name": "the bureau above the list",
    "indicators without levels": "the code of the department",
    "yuan beside 万元": "the same money in 元, which all that is left is in",
    "the whole policy in 万元, the year in 元": "the same money in 元",
    "execution as labels, weights of every level": "the sum of the indicators, whose points are told beside it",
    "counters and blank rows, costs of 2021 under an old title": "the second goal",
    "numbered goals, and the goal of each indicator before its level": "the second goal",
    "goals with their points behind the number, basic and project expenditure without a concept": "the second goal",
    "goals numbered in words beside one label, one source of a department below its total": "the second goal",
    "goals of the beginning and the end of the year titled beside a tall label": "the goal as adjusted",
    "goals and targets as set at the beginning of the year and as changed": "the goal as set",
    "a project on a line for each class of its money": "its other line, in the other department or by another name",
    "units of a department whose sum goes on below the first of them": "the sum of the department, found no more",
    "what was set at the beginning of the year beside what it was changed to": "what was set",
    "asked for, reviewed and settled side by side, weights of level 1 as well": "what was reviewed",
    "a stage alone titles amounts and targets": "what was asked for, where nothing was approved",
    "marks in circles behind titles, balances in a column of their own, a total as a formula would show": "one line",
}
"""What forms say a second time, or instead, where a cell is blank."""


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name not in STILL_STATED])
def test_a_blank_in_the_head_is_filled_with_nothing_else(name: str) -> None:
    at = sheet(LAYOUTS[name].table)
    before = stated(at)
    assert [line for cell in {cell for _, cell in before.values()} for line in moved(at, cell, before)] == []


def test_the_label_behind_a_blank_is_no_value() -> None:
    document = read_one(
        """
        2026年度项目支出绩效目标表 | < | < | < | < | <
        项目名称 | 河道巡护 | < | < | 项目等级 | 二级
        主管部门 | | < | < | 政策期限 | 三年
        资金总额（万元） | | < | < | 项目负责人代码 | 0731
        年度绩效目标 | | < | < | < | <
        长期绩效指标 | < | < | < | < | <
        一级指标 | 二级指标 | 三级指标 | 指标值 | 单位 | 权重
        产出指标 | 数量指标 | 巡护里程 | 40 | 公里 | 50
        产出指标 | 质量指标 | | ≥95 | % | 40
        """
    )
    assert (document["project"], document["department"]) == ("河道巡护", None)
    assert (document["funding"], document["goals"]) == ({"total": None}, {"annual": None})
    assert [(row["level3"], row["target"]) for row in document["indicators"]] == [("巡护里程", 40), (None, 95)]


LIST = """
2026年部门项目支出绩效目标表 | < | < | < | < | < | <
单位编码 | 单位名称 | 项目编码 | 项目名称 | 预算金额（元） | 三级指标 | 指标值
{}
"""


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (  # the department is left blank on one row of an export
            """'105' | | P1 | 食堂更新 | 500000 | 采购蒸箱 | =24台
            '105' | 云溪县教育局 | P1 | 食堂更新 | 500000 | 更新学校 | =12所
            '214' | 云溪县交通局 | P2 | 县道养护 | 800000 | 养护里程 | ≥86公里""",
            [("食堂更新", 500000, 2), ("县道养护", 800000, 1)],
        ),
        (  # the department is crossed out on one
            """'105' | 云溪县教育局 | P1 | 食堂更新 | 500000 | 采购蒸箱 | =24台
            '105' | / | P1 | 食堂更新 | 500000 | 更新学校 | =12所""",
            [("食堂更新", 500000, 2)],
        ),
        (  # the name is, on the first row of its project
            """'105' | 云溪县教育局 | P1 | 食堂更新 | 500000 | 更新学校 | =12所
            '214' | 云溪县交通局 | P2 | | 800000 | 养护里程 | ≥86公里
            '214' | 云溪县交通局 | P2 | 县道养护 | 800000 | 修补面积 | ≥3200平方米""",
            [("食堂更新", 500000, 1), ("县道养护", 800000, 2)],
        ),
        (  # the name is, on all of its rows
            """'105' | 云溪县教育局 | P1 | 食堂更新 | 500000 | 更新学校 | =12所
            '214' | 云溪县交通局 | P2 | | 800000 | 养护里程 | ≥86公里""",
            [("食堂更新", 500000, 1), (None, 800000, 1)],
        ),
    ],
)
def test_a_blank_in_a_list_moves_no_money(rows: str, expected: list[tuple[str | None, int, int]]) -> None:
    documents = read(LIST.format(rows))
    found = [(d["project"], d.get("funding", {}).get("total"), len(d["indicators"])) for d in documents]
    assert found == expected


def test_a_line_of_results_without_a_name_is_one_of_its_own() -> None:
    documents = read(
        """
        2025年度项目支出绩效自评结果汇总表 | < | < | < | < | <
        序号 | 主管部门 | 项目名称 | 全年预算数（万元） | 全年执行数（万元） | 自评得分
        1 | 云溪县水利局 | 堰塘整治 | 60 | 57 | 96.5
        2 | 云溪县民政局 | | 30 | 24 | 88
        """
    )
    assert [(d["project"], d["total_score"]) for d in documents] == [("堰塘整治", Decimal("96.5")), (None, 88)]


def test_all_points_of_a_form_are_no_score() -> None:
    document = read_one(
        """
        2025年度项目支出绩效自评表 | < | < | < | < | <
        项目名称 | 堰塘整治 | < | < | < | <
        一级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分
        产出指标 | 整治堰塘 | ≥9口 | 9口 | 60 | 60
        满意度指标 | 群众满意度 | ≥90% | 92% | 40 | 40
        自评总得分 | < | < | < | 100 |
        """
    )
    assert (document["total_points"], document.get("total_score")) == (100, None)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (  # the name of the second project is left blank
            """云溪县水利局 | 清淤 | 40 | 清淤长度 | ≥12公里
            | | | 达标率 | ≥95%
            云溪县水利局 | | 25 | 管护堤防 | ≥8公里""",
            [("清淤", 40, 2), (None, 25, 1)],
        ),
        (  # it is on the first of its rows alone
            """云溪县水利局 | 清淤 | 40 | 清淤长度 | ≥12公里
            云溪县水利局 | | 25 | 管护堤防 | ≥8公里
            云溪县水利局 | 堤防管护 | 25 | 完好率 | ≥95%""",
            [("清淤", 40, 1), ("堤防管护", 25, 2)],
        ),
    ],
)
def test_a_row_with_money_and_indicators_of_its_own_is_a_project(
    rows: str, expected: list[tuple[str | None, int, int]]
) -> None:
    documents = read(f"""
2026年部门项目支出绩效目标表 | < | < | < | <
主管部门 | 项目名称 | 预算金额（万元） | 三级指标 | 指标值
{rows}
""")
    assert [(d["project"], d["funding"]["total"], len(d["indicators"])) for d in documents] == expected


def test_the_sum_of_a_table_is_no_total_where_that_is_not_understood() -> None:
    at = sheet(LAYOUTS["execution as labels, weights of every level"].table)
    at.rows[3][7] = "99.07%"
    (document,) = default_extractor().documents(at, "test.xlsx")
    assert document.get("total_score") is None
    assert ("自评得分", "99.07%") in [(each["label"], each["value"]) for each in document["other"]]


SCORED = """
项目支出绩效自评表（2025年度） | < | < | < | < | < | <
项目名称 | 架空线维护 | < | 主管部门 | 临浦区建设局 | < | <
年初安排（万元） | 500 | < | 调整预算金额（万元） | 60 | 调整后预算金额（万元） | {budget}
实际支出金额（万元） | 418 | < | 预算执行率 | 95% | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
履职产出 | 日常维护 | {name} | ≥98% | 98% | 90 | 90
预算执行率 | < | < | {rate} | 96% | 10 | 9.6
其他需要说明的事项 | 无 | < | < | < | < | <
总分 | < | < | < | < | 100 | {total}
"""
FILLED = {"budget": "440", "name": "设施完好率", "rate": "100%", "total": "99.6"}


@pytest.mark.parametrize("blank", [None, *FILLED])
def test_a_blank_of_a_scored_form_is_no_other_figure(blank: str | None) -> None:
    document = read_one(SCORED.format(**{key: "" if key == blank else text for key, text in FILLED.items()}))
    first, last = document["indicators"]
    found = {
        "budget": document["execution"][0]["annual"],
        "name": first["level3"],
        "rate": last["target"],
        "total": document.get("total_score"),
    }
    wanted = {"budget": 440, "name": "设施完好率", "rate": 100, "total": Decimal("99.6")}
    assert found == wanted | ({} if blank is None else {blank: None})
    assert (first["level2"], last["level3"], last["points"], document["total_points"]) == (
        "日常维护",
        "预算执行率",
        10,
        100,
    )


def test_cells_merged_for_a_goal_and_left_empty_do_not_take_the_text_behind_them() -> None:
    document = read_one(
        """
        2025年度部门整体支出绩效自评表 | < | < | < | <
        单位名称 | 渝南区退役军人事务局 | < | < | <
        年度总体目标 | | < | 较好完成年度目标。 | <
        一级指标 | 三级指标 | 指标值 | 完成值 | 得分
        产出指标 | 培训期数 | 4期 | 4期 | 60
        """
    )
    assert document["goals"] == {"annual": None}
