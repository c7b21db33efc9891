"""What a department typed stays text in everything that is written, though it begins as a formula does.

Spreadsheet programs take a cell for a formula by its first character (``= + - @``, a tab, a carriage return): the
texts of the form, names of files and sheets, and the roster all begin with one here.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from calling import Call
from hostile.odd_forms import FORM
from sheet_table import sheet

STARTS = {"equals": "=", "plus": "+", "minus": "-", "at": "@", "tab": "\t=", "return": "\r=", "full width": "＝"}
COMMAND = "cmd|'/C calc'!A0"
OURS = ("HYPERLINK(", "SUM(", "SUMIF(", "COUNTIF(", "COUNTA(", "IF(", "ROUND(", "N(", "SUMPRODUCT(")


@pytest.fixture(params=STARTS.values(), ids=STARTS)
def typed(request: pytest.FixtureRequest) -> str:
    """A text that begins so."""
    return f"{request.param}{COMMAND}"


@pytest.fixture
def folder(tmp_path: Path, typed: str) -> Path:
    """Two returns in which everything that can be typed is that text, on a sheet and in a file named like it."""
    made = tmp_path / "报送"
    made.mkdir()
    name = "".join(char for char in typed if char not in "|'/!\t\r")
    for number in range(2):
        drawn = sheet(FORM.format(department="D", project="P", amount="120.5", remark="R", date="-"))
        book = Workbook()
        page = book.worksheets[0]
        page.title = name
        own = {
            "填报单位（盖章）：D": f"填报单位（盖章）：{typed}",
            "P": f"{typed}{number}",
            "R": typed,
            "养护里程": typed,
            "公里": typed,
        }
        own |= {
            "明显提升": f"{typed}提升",
            "养护农村道路120公里。": f"{typed}，养护120公里{number}",
            "填表人：王某": f"填表人：{typed}",
        }
        for row, cells in drawn.rows.items():
            for column, value in cells.items():
                cell = page.cell(row, column)
                cell.value = own.get(value, value) if isinstance(value, str) else value
                cell.data_type = "s" if isinstance(value, str) else "n"
        for area in drawn.merges:
            page.merge_cells(start_row=area.top, start_column=area.left, end_row=area.bottom, end_column=area.right)
        book.save(made / f"{name}{number}.xlsx")
    return made


def formulas(data: bytes | Path) -> list[str]:
    """Every formula of a workbook, in cells, validations and names."""
    book = load_workbook(io.BytesIO(data) if isinstance(data, bytes) else data)
    found = [str(cell.value)[1:] for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    return found + [str(name.attr_text) for name in book.defined_names.values()]


def outside_quotes(formula: str) -> str:
    """A formula without its texts and the quoted names of sheets."""
    return re.sub(r'"(?:[^"]|"")*"' + "|'(?:[^']|'')*'!", "", formula)


def texts(data: bytes | Path) -> set[str]:
    book = load_workbook(io.BytesIO(data) if isinstance(data, bytes) else data)
    return {str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.data_type == "s"}


def assert_harmless(path: Path, *, foreign: bool = False) -> None:
    """No formula of a workbook was typed by a department; ``foreign`` workbooks have formulas of a template."""
    for formula in formulas(path):
        assert COMMAND not in outside_quotes(formula), formula
        assert foreign or formula.startswith(OURS), formula
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
    assert not [name for name in names if "externalLink" in name or "ddeLink" in name]


def test_in_the_summary_and_the_comparison(jixiao: Call, folder: Path, tmp_path: Path, typed: str) -> None:
    roster = tmp_path / "花名册.csv"
    roster.write_text(
        f'部门,编码,联系人\n"{typed.strip()}","{typed[0]}1","{typed}"\n没有的局,2,x\n', encoding="utf-8", newline=""
    )
    assert jixiao("merge", folder, "-o", tmp_path / "汇总.xlsx", "--roster", roster).code == 0
    assert_harmless(tmp_path / "汇总.xlsx")
    assert any(text.strip().startswith(typed.strip()) for text in texts(tmp_path / "汇总.xlsx"))
    (tmp_path / "空").mkdir()
    assert jixiao("diff", tmp_path / "空", folder, "-o", tmp_path / "变化.xlsx").code == 0
    assert_harmless(tmp_path / "变化.xlsx")
    assert any(typed.strip() in text for text in texts(tmp_path / "变化.xlsx"))


def test_in_the_lists_pages_copies_and_notices_of_a_check(
    jixiao: Call, folder: Path, tmp_path: Path, typed: str
) -> None:
    jixiao("check", folder, "--format", "xlsx", "-o", tmp_path / "检查.xlsx", "--annotate", tmp_path / "退回")
    assert_harmless(tmp_path / "检查.xlsx")
    copies = list((tmp_path / "退回").glob("*.xlsx"))
    assert len(copies) == 2
    for copy in copies:
        assert_harmless(copy)
        assert {text for path in folder.iterdir() for text in texts(path) if path.stem in copy.stem} <= texts(copy)
    for notice in (tmp_path / "退回").glob("*.docx"):
        with zipfile.ZipFile(notice) as package:
            assert b"w:fldSimple" not in package.read("word/document.xml")
    jixiao("check", folder, "--format", "html", "-o", tmp_path / "检查.html")
    assert (
        "<script>"
        not in (tmp_path / "检查.html").read_text(encoding="utf-8").partition("</head>")[2].partition("<script")[0]
    )


def test_in_a_template_that_carries_last_years_form(jixiao: Call, folder: Path, tmp_path: Path, typed: str) -> None:
    source = min(folder.iterdir())
    for form in ("project-2026", "selfeval-2020"):
        result = jixiao("template", "new", form, "--from", source, "-o", tmp_path / f"{form}.xlsx")
        assert result.code == 0, result.err
        assert_harmless(tmp_path / f"{form}.xlsx", foreign=True)
        assert any(typed.strip() in text for text in texts(tmp_path / f"{form}.xlsx"))


def test_in_a_template_for_a_department_named_so(jixiao: Call, tmp_path: Path, typed: str) -> None:
    path = tmp_path / "a.xlsx"
    options = ("--department", typed, "--project", typed, "--year", "2027")
    result = jixiao("template", "new", "project-2026", *options, "-o", path)
    assert result.code in (0, 2)
    if result.code == 0:
        assert_harmless(path, foreign=True)


def test_in_json_it_is_as_it_was_typed(jixiao: Call, folder: Path, typed: str) -> None:
    documents = json.loads(jixiao("read", folder).out)["documents"]
    assert len(documents) == 2
    for document in documents:
        assert typed.strip() in str(document["project"])
        assert document["indicators"][1]["level3"].strip() == typed.strip().replace(" ", "")
