"""The Excel formula of every sentence: with functions that Excel 2010 has, and equal to the engine in LibreOffice."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jixiao.scoring.assembly import understand
from jixiao.scoring.awards import Policy
from jixiao.scoring.axes import FormulaCells
from jixiao.scoring.context import Context, read_plan
from jixiao.scoring.engine import score
from jixiao.scoring.formula import formula
from programs import Office
from scoring.cases import Case, corpus, published

CORPUS = corpus()
EXCEL_2010 = {
    "ABS", "AND", "COUNT", "DATE", "DAY", "EDATE", "IF", "IFERROR", "INT", "LEFT", "MAX", "MIN", "MONTH", "NETWORKDAYS", "NOT",
    "OR", "ROUND", "ROUNDUP", "SUBSTITUTE", "YEAR",
}  # fmt: skip


def written(text: str, plan: Any = None, unit: str | None = None, operator: str | None = None, **options: Any) -> str:
    standard = understand(text, Context(read_plan(plan, unit), unit, operator, None, 2026))
    return formula(standard, **options) or ""


@pytest.mark.parametrize(
    ("text", "plan", "unit", "operator", "expected"),
    [
        (
            "达到计划值得10分，否则按实际值/计划值*指标分值计分。",
            95,
            "%",
            "≥",
            '=IF(COUNT(actual,plan)<2,"",IF(actual>=plan,10,ROUND(ROUND(MAX(0,MIN(10,actual/plan*10)),9),2)))',
        ),
        (
            "满意度≥90%得10分，80%≤满意度＜90%得8分，满意度＜80%不得分",
            90,
            "%",
            "≥",
            '=IF(COUNT(actual)<1,"",IF(actual>=90,10,IF(AND(actual>=80,actual<90),8,0)))',
        ),
        (
            "在2026年12月31日前完成得满分10分,每推迟10天扣1分,扣完为止。",
            "2026-12-31",
            None,
            None,
            '=IF(COUNT(actual,plan)<2,"",IF(actual-plan<=0,10,ROUND(MAX(0,10-INT(ROUND(MAX(0,actual-plan)/10,9))),2)))',
        ),
        ("发生一起即不得分，未发生得10分", 0, "起", "=", '=IF(COUNT(actual)<1,"",IF(actual>=1,0,IF(actual<=0,10,"")))'),
    ],
)
def test_a_formula_as_a_clerk_sees_it(text, plan, unit, operator, expected):
    assert written(text, plan, unit, operator) == expected


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: f"{case.kind}-{case.text}")
def test_only_functions_of_excel_2010_and_no_more_than_it_takes(case: Case):
    for policy in Policy:
        text = formula(case.understand(), policy=policy) or ""
        functions = set(re.findall(r"([A-Z]+)\(", re.sub(r'"[^"]*"', "", text)))
        assert functions <= EXCEL_2010
        assert len(text) < 8000
        assert text.count("(") == text.count(")")


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: f"{case.kind}-{case.text}")
def test_what_scores_by_itself_has_a_formula(case: Case):
    automatic = any(expected is not None for _, expected in case.expected)
    assert (formula(case.understand()) is not None) or not automatic


def test_a_formula_looks_at_the_cells_it_is_given():
    text = written("达到计划值得10分，否则按比例计分", 5, cells=FormulaCells("$E4", "$F4"))
    assert text == '=IF(COUNT($F4,$E4)<2,"",IF($F4>=$E4,10,ROUND(ROUND(MAX(0,MIN(10,$F4/$E4*10)),9),2)))'


def test_without_points_there_is_no_formula():
    assert written("按时完成得满分，逾期不得分", "2026-12-31") == ""
    assert written("按时完成得满分，逾期不得分", "2026-12-31", points=Decimal(10)) != ""


def test_a_standard_for_humans_has_no_formula():
    assert written("由评价组评定") == ""


@pytest.mark.office
def test_libreoffice_computes_what_the_engine_scores(office: Office, tmp_path: Path):
    from openpyxl import Workbook, load_workbook

    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    wanted: list[tuple[str, Any, Policy, float | None]] = []
    for case in [*CORPUS, *(case for case, _ in published())]:
        standard = case.understand()
        for policy in Policy:
            for actual in [*(value for value, _ in case.expected), None]:
                row = len(wanted) + 1
                text = formula(standard, FormulaCells(f"B{row}", f"C{row}"), points=Decimal(10), policy=policy)
                found = score(standard, actual, points=Decimal(10), policy=policy).score
                wanted.append((case.text, actual, policy, None if found is None else float(found)))
                for column, value in enumerate((case.text, _cell(case.plan), _cell(actual), text), 1):
                    sheet.cell(row, column, value)
    workbook.save(tmp_path / "scores.xlsx")
    converted = office.convert(tmp_path / "scores.xlsx", "xlsx", tmp_path / "computed")
    computed = load_workbook(converted, data_only=True).active
    assert computed is not None
    differing = []
    for row, (text, actual, policy, expected) in enumerate(wanted, 1):
        value = computed.cell(row, 4).value
        if (None if value in ("", None) else value) != (
            None if expected is None else pytest.approx(expected, abs=0.005)
        ):
            differing.append((text, actual, policy.value, value, expected))
    assert not differing


def _cell(value: Any) -> Any:
    """A value as a clerk types it into a cell: a date becomes a date."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value
