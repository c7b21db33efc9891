"""The Parquet files hold every row of the data sheets, however many, with amounts as decimals."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from calling import Call
from jixiao.consolidate.merge import Options, merge
from jixiao_samples import write_samples

pq = pytest.importorskip("pyarrow.parquet")


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Path]:
    folder = tmp_path_factory.mktemp("parquet")
    write_samples(folder / "报送", departments=4, seed=2, mistakes=0.3)
    options = Options(data=folder / "数据", row_limit=100)
    merge([str(folder / "报送")], folder / "汇总.xlsx", options)
    return load_workbook(folder / "汇总.xlsx", data_only=True), folder / "数据"


@pytest.mark.parametrize(
    ("sheet", "file"),
    [
        ("项目", "projects"),
        ("指标明细", "indicators"),
        ("部门整体", "departments"),
        ("检查结果", "findings"),
        ("报送情况", "filings"),
        ("文件清单", "files"),
    ],
)
def test_every_row_of_every_page_is_there(merged: tuple[Any, Path], sheet: str, file: str) -> None:
    workbook, data = merged
    pages = [page for page in workbook if page.title.rstrip("0123456789") == sheet]
    rows = [row for page in pages for row in page.iter_rows(min_row=2, values_only=True)]
    table = pq.read_table(data / f"{file}.parquet")
    assert table.num_rows == len(rows) > 0
    if "cell" in table.column_names:
        assert table["cell"].to_pylist() == [row[-1] for row in rows]
        assert set(table["file"].to_pylist()) <= {path.name for path in (data.parent / "报送").iterdir()}


def test_amounts_are_decimals_and_the_findings_are_counted(merged: tuple[Any, Path]) -> None:
    workbook, data = merged
    table = pq.read_table(data / "projects.parquet").to_pydict()
    assert all(isinstance(amount, Decimal) for amount in table["amount"] if amount is not None)
    header, *rows = workbook["项目"].iter_rows(values_only=True)
    assert table["errors"] == [row[header.index("错误")] for row in rows]
    total = sum(amount for amount in table["amount"] if amount is not None)
    assert float(total) == pytest.approx(sum(row[header.index("项目金额（万元）")] or 0 for row in rows))


def test_without_pyarrow_the_way_to_install_it_is_told_before_the_work(
    jixiao: Call, returns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jixiao_cli.commands.merge.find_spec", lambda _: None)
    for arguments, extra in ((("--data", tmp_path / "d"), "data"), (("--cluster", "local"), "cluster")):
        result = jixiao("merge", returns, "-o", tmp_path / "汇总.xlsx", *arguments)
        assert result.code == 2
        assert f'pip install ".[{extra}]"' in result.err
    assert not (tmp_path / "汇总.xlsx").exists()
