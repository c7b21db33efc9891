"""What the fuzzer (``fuzz.py``) found, as small as it can be: each is read, checked and merged, or refused in Chinese."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from grid.xlsb_writer import xlsb
from jixiao.checks.rule_engine import check_documents
from jixiao.errors import BrokenWorkbookError
from jixiao.forms.validation import validate
from jixiao.grid.open import open_workbook
from reports import workbooks
from reports.reported import everywhere
from sheet_table import read_one

FUZZER = Path(__file__).with_name("fuzz.py")

SUMMARY = """
2026年项目支出方向绩效目标汇总表 | < | < | <
填报单位（盖章）：云岭县交通局 | < | < | 金额单位：万元
"""
PROJECT = """
2026年项目支出绩效目标表 | < | < | < | < | < | < | <
填报单位（盖章）：云岭县交通局 | < | < | < | 金额单位：万元 | < | < | <
项目名称 | 农村道路养护 | < | < | < | < | < | <
项目金额 | 120.5 | < | < | < | < | < | <
"""
DIRECTION = """
2023年专项资金支出方向绩效目标表 | < | < | < | <
项目主管部门（盖章）：云岭县交通局 | < | < | 金额单位：万元 | <
支出方向（子项） | 农村道路养护 | < | 所属专项 | 道路专项
项目金额 | 120.5 | < | 项目实施期 | 2023年
实施期绩效目标 | 养护农村道路120公里 | < | < | <
年度绩效目标 | 养护农村道路120公里，支出120.5万元 | < | < | <
"""


@pytest.mark.parametrize(
    ("header", "row", "missing"),
    [
        ("项目名称 | 项目金额 | 备注", "农村道路养护 | 120.5 | ", "seq"),
        ("序号 | 项目名称 | 备注", "1 | 农村道路养护 | ", "amount"),
        ("序号 | 项目金额 | 备注", "1 | 120.5 | ", "project"),
    ],
)
def test_a_table_whose_header_lacks_a_column_has_rows_without_its_value(header: str, row: str, missing: str) -> None:
    document = read_one(f"{SUMMARY}{header}\n{row}\n")
    validate(document)
    for each in document["rows"]:
        assert each[missing] is None  # type: ignore[literal-required]
    check_documents([document])


def test_expenditures_without_a_column_for_the_details_are_read_and_checked() -> None:
    document = read_one(
        f"{DIRECTION}\n支出内容简介 | 金额 | 测算依据及说明\n养护材料 | 120.5 | 12公里×10万元\n合计 | 120.5 |\n"
    )
    validate(document)
    (line,) = document["expenditures"]
    assert (line["item"], line["amount"], "detail" in line) == ("养护材料", Decimal("120.5"), False)
    check_documents([document])


def test_an_indicator_table_whose_header_lacks_the_name_is_read_without_names() -> None:
    table = "一级指标 | 二级指标 | 指标值 | 度量单位 | 指标值类型\n产出指标 | 数量指标 | 120 | 公里 | ≥\n"
    document = read_one(f"{PROJECT}{table}")
    validate(document)
    assert [(row["level3"], row["target"], row["cell"]) for row in document["indicators"]] == [(None, 120, "A6")]
    check_documents([document])


@pytest.mark.parametrize("amount", ["120.5", "7"])
def test_a_summary_row_without_a_project_name_is_compared_by_its_amount(amount: str) -> None:
    summary = read_one(f"{SUMMARY}序号 | 项目名称 | 项目金额 | 备注\n1 | | {amount} |\n")
    table = "一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型\n产出指标 | 数量指标 | 养护里程 | 120 | 公里 | ≥\n"
    project = read_one(f"{PROJECT}{table}")
    found = {
        (each.code, each.sheet, each.parameters.get("project") or each.parameters.get("a"))
        for each in check_documents([summary, project]).findings
        if each.code in ("NAM-001", "FND-014")
    }
    code = "NAM-001" if amount == "120.5" else "FND-014"
    assert found == {(code, "表", "（未填写项目名称）")}


def test_a_row_of_thousands_of_filled_cells_is_read_in_a_moment() -> None:
    wide = "成本指标 | 经济成本指标 | " + " | ".join(["5"] * 9_000)
    started = time.perf_counter()
    document = read_one(f"{PROJECT}一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型\n{wide}\n")
    assert time.perf_counter() - started < 3
    validate(document)
    assert len(document["unread"]) > 8_000


def test_a_cell_beyond_the_last_column_of_a_sheet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsb"
    path.write_bytes(xlsb([(0, 0, "项目支出绩效目标表"), (1, 20_000, 1.0)]))
    with pytest.raises(BrokenWorkbookError, match="文件内容有错"):
        open_workbook(path)


@pytest.mark.parametrize("unit", ["4", "指标1:", "13812345678", "1.", "（", "每", "1%、", "<p>", "得1分，"])
def test_a_cell_as_long_as_excel_admits_is_read_and_checked_in_a_moment(unit: str) -> None:
    text = (unit * 32_767)[:32_767]
    head = PROJECT.replace("农村道路养护", text)
    table = "一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型\n"
    started = time.process_time()
    document = read_one(
        f"{head}本年度绩效目标 | '{text}' | < | < | < | < | < | <\n{table}"
        f"产出指标 | 数量指标 | '{text}' | 120 | 公里 | ≥\n产出指标 | 质量指标 | 合格率 | '{text}' | % | ≥\n"
        f"产出指标 | 质量指标 | 完好率 | 95 | % | ≥\n"
    )
    check_documents([document])
    assert time.process_time() - started < 5
    assert len(document["indicators"]) == 3


@pytest.mark.parametrize("size", ["1e999", "-1e999", "NaN", "-5", "99999999999", "高"])
def test_a_row_and_a_column_of_any_size_can_be_marked(size: str) -> None:
    columns = f'<cols><col min="1" max="9" width="{size}"/></cols>'
    part = workbooks.sheet_xml(f'<row r="2" ht="{size}"><c r="B2"><v>1</v></c></row>').replace(
        "<sheetData>", f"{columns}<sheetData>"
    )
    copy = workbooks.mark(workbooks.zipped(workbooks.small(part)), [replace(everywhere("错"), sheet="表", cell="B2")])
    with zipfile.ZipFile(io.BytesIO(copy)) as package:
        shapes = [name for name in package.namelist() if name.endswith(".vml")]
        anchors = re.findall(r"<x:Anchor>([^<]*)", package.read(shapes[0]).decode())
    assert anchors and all(0 <= int(number) < 16_384 for anchor in anchors for number in anchor.split(","))


@pytest.mark.skipif(sys.platform != "linux", reason="the fuzzer asks Linux for the memory of its process")
def test_the_fuzzer_runs_and_finds_nothing_in_a_few_seconds(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "ignore", str(FUZZER), "--minutes", "0.1", "--keep", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    assert int(done.stdout.split()[0]) > 0
    assert list(tmp_path.iterdir()) == []
