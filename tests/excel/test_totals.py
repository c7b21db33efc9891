"""自动合计: blank totals too, right formulas and labels untouched, nothing added up that is no number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from excel.looks import looks
from excel.test_filling_buttons import SCORED, value, written
from excel.test_repairing import spoilt, values
from jixiao.forms.reading import read_file

TOTALS = ("funding.annual", "funding.annual_local", "budget.total", "total", "expenditure_total")
SEEDS = {"template": 2, "mixed": 3, "legacy": 4}


def totals(path: Path) -> list[tuple[str, str]]:
    """Sheet and cell of every total that is the sum of something filled."""
    return [
        (document["source"]["sheet"], document["cells"][key])
        for document in read_file(path, path.name).documents
        for key in TOTALS
        if key in document["cells"]
    ]


@pytest.mark.parametrize("layout", SEEDS)
@pytest.mark.parametrize("how", ["blank", "wrong"])
def test_totals_of_every_layout_are_filled_in(desk, tmp_path: Path, layout: str, how: str) -> None:
    path = tmp_path / "报送.xlsx"
    spoilt(path, layout, (), SEEDS[layout], forms=4)
    expected = values(path)
    book = openpyxl.load_workbook(path)
    changed = []
    for sheet, name in totals(path):
        cell = book[sheet][name]
        if isinstance(cell.value, int | float):
            cell.value = None if how == "blank" else cell.value + 7
            changed.append(f"{sheet}!{name}")
        elif how == "wrong" and isinstance(cell.value, str) and set("123") & set(cell.value):
            cell.value = cell.value.translate(str.maketrans("123", "234"))
            changed.append(f"{sheet}!{name}")
    assert changed
    book.save(path)
    opened = desk(path)
    before = looks(opened)
    told = opened.press("totals")
    saved = values(opened.save(tmp_path / "改后.xlsx"))
    assert {cell: told for cell, (told, _) in saved.items()} == {cell: told for cell, (told, _) in expected.items()}
    assert all(f"{cell}（" in told for cell in changed)
    opened.press("undo")
    assert looks(opened) == before


def selfeval(desk: Any, tmp_path: Path, **cells: Any) -> Any:
    path = written(SCORED, tmp_path / "自评表.xlsx")
    book = openpyxl.load_workbook(path)
    for cell, content in cells.items():
        book.active[cell] = content
    book.save(path)
    return desk(path)


def test_a_blank_total_of_the_funding_table_is_filled_in(desk, tmp_path: Path) -> None:
    opened = selfeval(desk, tmp_path, C6=None, D6=None)
    told = opened.press("totals")
    assert [value(opened, cell) for cell in ("C6", "D6", "E6")] == [120, 120, 90]
    assert "表一!C6（年度资金总额）：（空） → 120" in told


@pytest.mark.parametrize("text", ["待定", "100左右"])
def test_a_part_that_is_no_number_blocks_its_total_alone(desk, tmp_path: Path, text: str) -> None:
    opened = selfeval(desk, tmp_path, C6=None, C7=text, D6=1)
    told = opened.press("totals")
    assert [value(opened, cell) for cell in ("C6", "D6")] == [None, 120]
    assert f"表一!C7填的是“{text}”，不是数字" in told


def test_a_right_formula_stays_and_a_blank_total_beside_it_is_filled(desk, tmp_path: Path) -> None:
    opened = selfeval(desk, tmp_path, C6="=SUM(C7:C8)", D6=None)
    opened.press("totals")
    assert (value(opened, "C6").text, value(opened, "D6")) == ("=SUM(C7:C8)", 120)


DEPARTMENT = [
    ["2026年部门整体支出绩效目标表"],
    ["部门名称", "绿萝县水利局"],
    ["年度预算申请（万元）", "资金总额：99.5"],
    ["", "按收入性质分", "", "按支出性质分", ""],
    ["", "一般公共预算拨款", 80, "基本支出", 60],
    ["", "政府性基金拨款", 40, "项目支出", 60],
    ["年度绩效目标", "完成清淤12公里，汛期不漫溢。"],
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "清淤里程", "≥12公里"],
]


@pytest.mark.parametrize("text", ["资金总额：99.5", "资金总额："])
def test_a_label_in_front_of_the_total_stays(desk, tmp_path: Path, text: str) -> None:
    path = written(DEPARTMENT, tmp_path / "整体.xlsx")
    book = openpyxl.load_workbook(path)
    book.active["B3"] = text
    book.active.merge_cells("B3:E3")
    book.save(path)
    opened = desk(path)
    opened.press("totals")
    assert [value(opened, cell) for cell in ("B3", "F3")] == ["资金总额：120", None]
