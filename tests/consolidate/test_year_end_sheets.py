"""Self-evaluation and monitoring forms get sheets of their own in the summary, if there are any."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from calling import Call
from consolidate.overview_page import figures_of
from forms.test_year_end_forms import MONITORING
from jixiao_samples import write_samples
from scoring.selfeval_forms import write_form
from sheet_table import sheet

ALWAYS = ["概览", "绩效目标汇总表", "项目", "指标明细", "部门整体", "检查结果", "报送情况", "文件清单"]


def write_table(path: Path, table: str) -> Path:
    """A workbook with one sheet that looks like the table."""
    drawn = sheet(table, name="监控")
    book = Workbook()
    made = book.worksheets[0]
    made.title = drawn.name
    for row, cells in drawn.rows.items():
        for column, value in cells.items():
            made.cell(row, column).value = value
    for area in drawn.merges:
        made.merge_cells(start_row=area.top, start_column=area.left, end_row=area.bottom, end_column=area.right)
    book.save(path)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "报送"
    write_samples(made, departments=1, seed=3)
    write_form(made / "自评.xlsx", department="云岭县水利局", budget=120, executed=96.5, total=93, grade="优")
    write_table(made / "监控.xlsx", MONITORING)
    return made


def records(path: Path, name: str, *, data_only: bool = True) -> list[dict[str, Any]]:
    header, *rows = load_workbook(path, data_only=data_only)[name].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_without_such_forms_the_sheets_are_those_of_a_budget_season(jixiao: Call, folder: Path, tmp_path: Path) -> None:
    (folder / "自评.xlsx").unlink()
    (folder / "监控.xlsx").unlink()
    jixiao("merge", folder, "-o", tmp_path / "汇总.xlsx")
    workbook = load_workbook(tmp_path / "汇总.xlsx")
    assert workbook.sheetnames == ALWAYS
    assert "绩效自评表" not in [row[0].value for row in workbook["概览"].iter_rows()]


def test_with_them_each_kind_has_a_sheet_behind_the_departments(jixiao: Call, folder: Path, tmp_path: Path) -> None:
    assert jixiao("merge", folder, "-o", tmp_path / "汇总.xlsx").code == 0
    workbook = load_workbook(tmp_path / "汇总.xlsx", data_only=True)
    assert workbook.sheetnames == [*ALWAYS[:5], "绩效自评", "绩效监控", *ALWAYS[5:]]
    figures = figures_of(workbook)
    assert (figures["绩效自评表"], figures["绩效监控表"]) == (1, 1)


def test_a_self_evaluation_is_a_row_with_money_score_and_grade(jixiao: Call, folder: Path, tmp_path: Path) -> None:
    jixiao("merge", folder, "-o", tmp_path / "汇总.xlsx")
    (row,) = records(tmp_path / "汇总.xlsx", "绩效自评")
    assert row == {
        "部门": "云岭县水利局",
        "项目名称": "培训经费",
        "实施单位": "云岭县水利局",
        "年度": 2026,
        "全年预算数（万元）": 120,
        "全年执行数（万元）": 96.5,
        "执行率（%）": None,
        "分值": 100,
        "自评总分": 93,
        "自评等级": "优",
        "预期目标": "完成全年培训任务",
        "实际完成情况": "已完成",
        "指标数": 2,
        "来源文件": "自评.xlsx",
        "工作表": "自评",
        "单元格": "H15",
    }
    assert load_workbook(folder / "自评.xlsx")["自评"]["H15"].value == row["自评总分"]
    (row,) = records(tmp_path / "汇总.xlsx", "绩效自评", data_only=False)
    assert row["单元格"] == '=HYPERLINK("报送/自评.xlsx#\'自评\'!H15","H15")'


def test_a_monitoring_form_is_a_row_with_money_and_what_may_be_missed(
    jixiao: Call, folder: Path, tmp_path: Path
) -> None:
    jixiao("merge", folder, "-o", tmp_path / "汇总.xlsx")
    (row,) = records(tmp_path / "汇总.xlsx", "绩效监控")
    assert row == {
        "部门": "某市水利局",
        "项目名称": "灌区改造",
        "实施单位": "灌区管理所",
        "年度": 2025,
        "年初预算数（万元）": 100,
        "截至月份": 7,
        "累计执行数（万元）": 50,
        "累计执行率（%）": 50,
        "全年预计执行数（万元）": 100,
        "年度总体目标": "改造渠道10公里。",
        "指标数": 3,
        "确定能完成": 2,
        "有可能完成": 1,
        "完全不可能": 0,
        "来源文件": "监控.xlsx",
        "工作表": "监控",
        "单元格": "G6",
    }
    assert load_workbook(folder / "监控.xlsx")["监控"]["G6"].value == 50


def test_they_have_parquet_files_only_if_there_are_any(jixiao: Call, folder: Path, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    data = tmp_path / "数据"
    jixiao("merge", folder, "-o", tmp_path / "汇总.xlsx", "--data", data)
    assert pq.read_table(data / "selfevals.parquet").to_pylist()[0]["grade"] == "优"
    assert float(pq.read_table(data / "monitorings.parquet").to_pylist()[0]["expected"]) == 100
    (folder / "自评.xlsx").unlink()
    jixiao("merge", folder, "-o", tmp_path / "汇总.xlsx", "--data", data)
    assert sorted(path.name for path in data.glob("[ms]*.parquet")) == ["monitorings.parquet"]
