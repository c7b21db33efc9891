from __future__ import annotations

import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest

from jixiao.consolidate.records import DocumentRecord
from jixiao.consolidate.summary.official_table import HEADER_ROWS, pages, title
from jixiao.consolidate.summary.row_xml import numbered


def project(department: str | None, name: str | None, amount: str | None, year: int | None = 2026) -> DocumentRecord:
    money = None if amount is None else Decimal(amount)
    return DocumentRecord("project-2026", "project", department, name, year, "表", "A1", False, None, money, 0)


def text_table(projects: list[DocumentRecord]) -> str:
    """The rows as lines: number, then the cells; a formula as ``=formula → value``."""
    lines = []
    for number, line in enumerate(pages(projects, 1000)[0].rows, start=HEADER_ROWS + 1):
        element = ET.fromstring(numbered(line, number).decode())
        lines.append(f"{element.get('r')} | " + " | ".join(_shown(cell) for cell in element))
    return "\n".join(lines)


def _shown(cell: ET.Element) -> str:
    value = cell.findtext("v") or cell.findtext("is/t") or "-"
    formula = cell.findtext("f")
    return f"={formula} → {value}" if formula else value


def test_departments_have_their_projects_a_subtotal_and_there_is_a_total() -> None:
    projects = [project("甲局", "道路", "120.5"), project("甲 局", "桥梁", "0.25"), project("乙局", "绿化", "80")]
    assert text_table(projects) == (
        "4 | 一 | 甲局 | - | 2个项目\n"
        "5 | 1 | 道路 | 120.5 | -\n"
        "6 | 2 | 桥梁 | 0.25 | -\n"
        "7 | - | 小计 | =SUM(C5:C6) → 120.75 | -\n"
        "8 | 二 | 乙局 | - | 1个项目\n"
        "9 | 3 | 绿化 | 80 | -\n"
        "10 | - | 小计 | =SUM(C9:C9) → 80 | -\n"
        '11 | - | 合计 | =SUMIF(A4:A10,">0",C4:C10) → 200.75 | 2个单位，3个项目\n'
        "12 | \n"
        "13 | 单位负责人：　　　　　　财务负责人：　　　　　　填表人： | 填报日期："
    )


def test_projects_alike_of_one_department_are_told() -> None:
    projects = [project("甲局", "道路", "120.5"), project("甲局", "道路", "120.5"), project("甲局", "桥梁", "120.5")]
    told = ["请核实是否重复" in line for line in text_table(projects).splitlines()[1:4]]
    assert told == [True, True, False]


def test_what_is_missing_is_said_and_left_empty() -> None:
    assert text_table([project(None, None, None), project(None, "绿化", "1")]).splitlines()[:5] == [
        "4 | 一 | （未填写填报单位） | - | 2个项目",
        "5 | 1 | - | - | 未填写项目名称；金额未填写或无法识别",
        "6 | 2 | 绿化 | 1 | -",
        "7 | - | 小计 | =SUM(C5:C6) → 1 | 其中1个项目无金额",
        '8 | - | 合计 | =SUMIF(A4:A7,">0",C4:C7) → 1 | 1个单位，2个项目；其中1个项目无金额',
    ]


def test_with_several_years_each_project_says_its_own() -> None:
    table = text_table([project("甲局", "道路", "1", 2025), project("甲局", "桥梁", "1", None)])
    assert table.splitlines()[1:3] == ["5 | 1 | 道路 | 1 | 2025年", "6 | 2 | 桥梁 | 1 | -"]


def test_no_project_at_all() -> None:
    assert text_table([]).splitlines()[0] == "4 | - | 合计 | =SUM(0) → 0 | 0个单位，0个项目"


def test_as_many_rows_come_as_are_announced() -> None:
    for projects in ([], [project("甲", "a", "1")], [project("甲", "a", "1"), project("乙", "b", "1")]):
        (page,) = pages(projects, 1000)
        assert page.count == len(list(page.rows))


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ([2026, 2026], "2026年项目支出绩效目标汇总表"),
        ([2026, None, 2024], "2024—2026年项目支出绩效目标汇总表"),
        ([None], "项目支出绩效目标汇总表"),
    ],
)
def test_title(years: list[int | None], expected: str) -> None:
    assert title(years) == expected


def test_the_table_continues_on_further_sheets_and_the_total_stands_on_the_last() -> None:
    projects = [project(department, f"项目{n}", "1") for department in ("甲局", "乙局") for n in range(7)]
    divided = pages(projects, 9)
    lines = [list(page.rows) for page in divided]
    assert [page.count for page in divided] == [len(page) for page in lines]
    assert max(page.count for page in divided) <= 9
    numbered_lines = [line for page in lines for line in page if b'r="A\0"' in line and b"<v>" in line]
    assert [
        int(ET.fromstring(numbered(line, 1)).findtext("c/v") or 0) for line in numbered_lines if b"SUM" not in line
    ] == [*range(1, 15)]
    total = ET.fromstring(numbered(lines[-1][-3], 1))
    assert "'绩效目标汇总表'!A4:A" in (total.findtext("c/f") or "")
    assert total.findtext("c/v") == "14"
    assert sum("（续）".encode() in line for page in lines for line in page) == 2
