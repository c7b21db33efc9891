"""What was not read: listed by the check, a sheet and a number in the summary."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from calling import Call
from checks.sample_forms import PROJECT
from sheet_table import sheet


@pytest.fixture
def returned(tmp_path: Path) -> Path:
    """A return in which a cell of the summary line is struck out and a formula leads to another workbook."""
    book = openpyxl.Workbook()
    page = book.active
    one = sheet(PROJECT)
    for row, cells in one.rows.items():
        for column, value in cells.items():
            page.cell(row, column, value)
    for area in one.merges:
        page.merge_cells(start_row=area.top, start_column=area.left, end_row=area.bottom, end_column=area.right)
    page["B4"] = "=[1]别处!A1"
    page["B5"].font = openpyxl.styles.Font(strike=True)
    (tmp_path / "报送").mkdir()
    book.save(tmp_path / "报送" / "甲局.xlsx")
    return tmp_path / "报送"


def test_the_check_lists_what_was_not_read_the_first_time_and_from_the_cache(jixiao: Call, returned: Path):
    for _ in range(2):
        found = json.loads(jixiao("check", returned, "--format", "json").out)
        assert [(each["cell"], each["label"], each["text"]) for each in found["not_read"]] == [
            ("B4", None, "=[1]别处!A1"),
            ("B5", None, "2027年度"),
        ]
        assert {each["file"] for each in found["not_read"]} == {"甲局.xlsx"}
    assert "未读内容" in jixiao("check", returned).out


def test_the_page_of_a_check_lists_it_too(jixiao: Call, returned: Path, tmp_path: Path):
    jixiao("check", returned, "-o", tmp_path / "检查.html")
    assert "2027年度" in (tmp_path / "检查.html").read_text(encoding="utf-8").partition('"notRead":')[2]


def test_the_summary_has_a_row_for_each_cell_linked_to_it(jixiao: Call, returned: Path, tmp_path: Path):
    for _ in range(2):
        merged = json.loads(jixiao("merge", returned, "-o", tmp_path / "汇总.xlsx", "--json").out)
        assert merged["not_read"] == 2
    rows = list(openpyxl.load_workbook(tmp_path / "汇总.xlsx")["未读内容"].iter_rows(values_only=True))
    assert rows[0] == ("部门", "项目名称", "表种", "栏目", "内容", "来源文件", "工作表", "单元格")
    assert [(row[0], row[1], row[4]) for row in rows[1:]] == [
        ("云岭县水利局", "河道清淤工程", "=[1]别处!A1"),
        ("云岭县水利局", "河道清淤工程", "2027年度"),
    ]
    assert [row[-1].partition("#")[2] for row in rows[1:]] == ['\'Sheet\'!B4","B4")', '\'Sheet\'!B5","B5")']


def test_notices_do_not_accuse_of_what_was_not_understood(jixiao: Call, returned: Path, tmp_path: Path):
    jixiao("check", returned, "--annotate", tmp_path / "退回", "--only", "STR-011,STR-012")
    assert not list((tmp_path / "退回").glob("*.docx"))
