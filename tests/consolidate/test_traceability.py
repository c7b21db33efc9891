"""Every figure of a summary leads back to the cell it was read from: the real forms, the real reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from jixiao.consolidate.merge import merge
from jixiao.forms.text import fold

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "forms"

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not there")


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("merge") / "汇总.xlsx"
    merge([str(CASES)], path)
    return load_workbook(path, data_only=True)


@pytest.fixture(scope="module")
def sources() -> dict[str, Any]:
    return {path.name: load_workbook(path, data_only=True) for path in CASES.glob("*.xlsx")}


def records(summary: Any, sheet: str) -> Iterator[dict[str, Any]]:
    header, *rows = summary[sheet].iter_rows(values_only=True)
    yield from (dict(zip(header, row, strict=True)) for row in rows)


def typed(sources: dict[str, Any], record: dict[str, Any]) -> str:
    """What stands in the source at the cell a row names."""
    return str(sources[record["来源文件"]][record["工作表"]][record["单元格"]].value)


def test_every_amount_stands_in_its_cell(summary: Any, sources: dict[str, Any]) -> None:
    amounts = [record for record in records(summary, "项目") if record["项目金额（万元）"] is not None]
    assert len(amounts) > 20
    for record in amounts:
        numbers = re.findall(r"\d+(?:\.\d+)?", typed(sources, record).replace(",", ""))
        assert Decimal(str(record["项目金额（万元）"])) in map(Decimal, numbers), record


def test_every_indicator_stands_in_its_cell(summary: Any, sources: dict[str, Any]) -> None:
    indicators = list(records(summary, "指标明细"))
    assert len(indicators) > 200
    for record in indicators:
        assert fold(record["三级指标"]) in fold(typed(sources, record)), record


def test_every_budget_stands_in_its_cell(summary: Any, sources: dict[str, Any]) -> None:
    totals = [record for record in records(summary, "部门整体") if record["资金总额（万元）"] is not None]
    assert totals
    for record in totals:
        assert Decimal(str(record["资金总额（万元）"])) == Decimal(typed(sources, record)), record
