"""The self-check in a second calculator, which counts as Excel does where LibreOffice is more lenient."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from calling import ROOT
from jixiao.forms.definition import load_definitions
from jixiao.forms.range_names import range_names
from jixiao.templates.prefilling import write_filled
from office.live import LiveOffice
from programs import CALCULATOR
from templates.documents import all_documents

pytestmark = pytest.mark.calculator

FORMS = list(load_definitions())
PROGRAM = ROOT / "tests" / "engines" / "second_calculator.py"
LONG, TWICE = "长" * 320, "清淤*长度，是否?达标<100"
TYPED: dict[str, Callable[[int], Any]] = {
    "level3": lambda row: LONG if row == 3 else TWICE if row in (1, 2) else f"第{row}项增加值",
    "level1": lambda row: LONG if row == 4 else None,
    "level2": lambda row: "无此类指标" if row == 2 else None,
    "operator": lambda row: ("≥", "<=", "定性", "不低于", "大约")[row % 5],
    "target": lambda row: (120, "约100", 1.2, "2019年底", "≥95%", "＞=101％")[row % 6],
    "unit": lambda row: ("%", "％", "万元", "公里", "")[row % 5],
    "actual": lambda row: (95, "95%", "约九成", 0.5)[row % 4],
    "points": lambda row: (10, "十", 55)[row % 3],
    "score": lambda row: (9, 60, "")[row % 3],
}
"""By column of the indicators, what a clerk types into its rows: long, twice, with signs of patterns, of every kind."""


def second(path: Path, sheet: str) -> dict[str, Any]:
    """The values of a sheet's formulas, without those that link: this calculator knows no links."""
    command = [str(CALCULATOR), str(PROGRAM), str(path), sheet]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    written = openpyxl.load_workbook(path)[sheet]
    return {place: value for place, value in found.items() if "HYPERLINK" not in written[place].value}


def first(live: LiveOffice, path: Path, sheet: str, places: list[str]) -> dict[str, Any]:
    """The values of the same cells in LibreOffice."""
    found: dict[str, Any] = {}
    with live.open(path) as book:
        for place in places:
            cell = book.cell(sheet, place)
            text = cell.FormulaResultType2 == 2  # com.sun.star.sheet.FormulaResult.STRING
            found[place] = cell.String if text or cell.getError() else cell.Value
    return found


def same(one: Any, other: Any) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return (one or "") == (other or "")
    return abs(float(one or 0) - float(other or 0)) < 1e-6


def differences(live: LiveOffice, path: Path, sheet: str) -> dict[str, tuple[Any, Any]]:
    calculated = second(path, sheet)
    assert len(calculated) > 10
    reference = first(live, path, sheet, list(calculated))
    pairs = {place: (value, reference[place]) for place, value in calculated.items()}
    return {place: pair for place, pair in pairs.items() if not same(*pair)}


@pytest.mark.office
@pytest.mark.parametrize("form", FORMS)
def test_a_form_full_of_faults_calculates_alike(live: LiveOffice, tmp_path: Path, form: str) -> None:
    path = tmp_path / "faults.xlsx"
    write_filled([all_documents()[form]], ["表"], path)
    book = openpyxl.load_workbook(path)
    sheet, names = book["表"], range_names(load_definitions()[form])
    for (table, key), name in names.columns.items():
        if table == "indicators" and key in TYPED and name in sheet.defined_names:
            (_, area), *_ = sheet.defined_names[name].destinations
            for number, (cell, *_) in enumerate(sheet[area][:8]):
                typed = TYPED[key](number)
                if typed is not None and cell.data_type != "f":
                    cell.value = typed
                    cell.data_type = "s" if isinstance(typed, str) else "n"
    for field, name in names.fields:
        if field.type in ("longtext", "money") and name in sheet.defined_names:
            (_, cell), *_ = sheet.defined_names[name].destinations
            if sheet[cell.replace("$", "")].data_type != "f":
                sheet[cell.replace("$", "")].value = LONG * 5 if field.type == "longtext" else "约30"
    book.save(path)
    assert differences(live, path, "表") == {}


def test_what_sums_nothing_in_excel_sums_nothing_here(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row, value in enumerate((1, 2, 3), start=1):
        sheet.cell(row, 1, value)
    sheet["C1"], sheet["C2"] = "=SUMPRODUCT(A1:A3>1)", "=SUMPRODUCT(1*(A1:A3>1))"
    book.save(tmp_path / "sums.xlsx")
    assert second(tmp_path / "sums.xlsx", "Sheet") == {"C1": 0, "C2": 2}
