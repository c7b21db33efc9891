from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest

from consolidate.returns import department_form, indicator, project
from jixiao.consolidate.returns.filing import FilingRow
from jixiao.consolidate.returns.supersede import FileOutcome
from jixiao.consolidate.summary.column_specs import FILE
from jixiao.consolidate.summary.form_sheets import DEPARTMENTS, INDICATORS, PROJECTS
from jixiao.consolidate.summary.sheets import DATA_SHEETS, FILES, FILINGS, ROUNDS
from jixiao.consolidate.summary.summary_rows import (
    RoundRow,
    SummaryForm,
    canonical_levels,
    classification_of,
)
from jixiao.forms.document import Document, Indicator


def project_row(document: Document) -> Any:
    return PROJECTS.rows(SummaryForm(document))[0]


def department_row(document: Document) -> Any:
    return DEPARTMENTS.rows(SummaryForm(document))[0]


def text_table(rows: Iterable[Any], keys: str) -> str:
    """The fields of rows as lines, ``-`` for None."""
    lines = []
    for row in rows:
        values = (getattr(row, key) for key in keys.split())
        lines.append(" | ".join("-" if value is None else str(value) for value in values))
    return "\n".join(lines)


@pytest.mark.parametrize(("spec", "record"), [(FILINGS, FilingRow), (FILES, FileOutcome), (ROUNDS, RoundRow)])
def test_a_record_has_a_field_for_every_column(spec: Any, record: Any) -> None:
    assert all(hasattr(record, column.key) for column in spec.columns)
    assert not any(column.value for column in spec.columns)


def test_every_column_of_a_sheet_made_of_forms_says_its_value() -> None:
    made = [spec for spec in DATA_SHEETS if spec not in (FILINGS, FILES, ROUNDS)]
    plain = {column.key for spec in made for column in spec.columns if not (column.value or column.each)}
    assert plain <= Indicator.__annotations__.keys()
    assert all(len({column.key for column in spec.columns}) == len(spec.columns) for spec in DATA_SHEETS)


def test_sheet_keys_and_titles_are_unique() -> None:
    assert len({spec.key for spec in DATA_SHEETS}) == len({spec.title for spec in DATA_SHEETS}) == len(DATA_SHEETS)


def test_a_project_becomes_a_row_with_its_source() -> None:
    row = project_row(
        project("道路", "120.5", funding={"total": Decimal("120.5"), "fiscal": Decimal(100), "other": None})
    )
    keys = "department project fiscal_year amount fiscal other goal indicators sheet cell"
    assert text_table([row], keys) == "甲局 | 道路 | 2026 | 120.5 | 100 | - | 完成道路 | 1 | 道路 | B4"
    assert row.file is FILE
    assert "项目支出绩效目标表" in row.form


@pytest.mark.parametrize(
    ("funding", "amount", "cell"),
    [
        ({"total": Decimal(15), "annual": Decimal(45)}, Decimal(15), "B4"),
        ({"total": None, "annual": Decimal(45)}, Decimal(45), "B5"),
        ({"annual": Decimal(45)}, Decimal(45), "B5"),
        ({"total": None}, None, "B4"),
        ({}, None, "B4"),
    ],
    ids=["total first", "total empty", "no total on the form", "nothing filled", "no funding at all"],
)
def test_the_money_of_a_project(funding: dict[str, Any], amount: Decimal | None, cell: str) -> None:
    row = project_row(project("路", None, funding=funding, cells={"funding.total": "B4", "funding.annual": "B5"}))
    assert (row.amount, row.cell) == (amount, cell)


def test_without_an_address_of_the_amount_the_title_is_named() -> None:
    assert project_row(project("路", "1", cells={})).cell == "A1"


@pytest.mark.parametrize(
    ("unit", "amount"),
    [
        ("万元", "12345.678"),
        (None, "12345.678"),
        ("元", "1.2345678"),
        ("人民币元", "1.2345678"),
        ("亿 元", "123456780"),
        ("千元", "1234.5678"),
        ("美元", None),
    ],
)
def test_amounts_are_in_ten_thousand_yuan(unit: str | None, amount: str | None) -> None:
    row = project_row(project("路", "12345.678", currency_unit=unit))
    assert row.amount == (None if amount is None else Decimal(amount))


def test_an_amount_in_ten_thousand_yuan_is_left_as_typed() -> None:
    assert str(project_row(project("路", "10.50")).amount) == "10.50"


def test_indicators_become_rows_with_canonical_levels() -> None:
    document = project(
        "路",
        "1",
        indicators=[
            indicator(
                "产出", "数 量", "里程", "≥ 12.5 公里", cell="D8", explanation="新建", scoring_standard="达标得满分"
            ),
            indicator("满意度指标", "群众感受", "群众满意度", "满意", cell="D9", remark="问卷"),
        ],
    )
    form = SummaryForm(document)
    rows = INDICATORS.rows(form, form.indicators)
    assert text_table(
        rows, "level1 level2 level3 operator target unit nature canonical_level1 canonical_level2 cell"
    ) == (
        "产出 | 数 量 | 里程 | ≥ | 12.5 | 公里 | 定量 | 产出指标 | 数量指标 | D8\n"
        "满意度指标 | 群众感受 | 群众满意度 | - | 满意 | - | 定性 | 满意度指标 | - | D9"
    )
    assert text_table(rows, "department project fiscal_year explanation scoring_standard points remark sheet") == (
        "甲局 | 路 | 2026 | 新建 | 达标得满分 | - | - | 路\n甲局 | 路 | 2026 | - | - | - | 问卷 | 路"
    )


@pytest.mark.parametrize(
    ("tree", "level1", "level2", "expected"),
    [
        ("2021", "成本指标", "经济成本指标", ("成本指标", "经济成本指标")),
        ("2015", "产出指标", "成本指标", ("产出指标", "成本指标")),
        ("2021", None, "时效", ("产出指标", "时效指标")),
        ("2021", "效益 指标", None, ("效益指标", None)),
        ("2021", "其他", "其他", (None, None)),
        ("2021", None, None, (None, None)),
        (None, "产出指标", "数量指标", (None, None)),
    ],
)
def test_canonical_levels(
    tree: str | None, level1: str | None, level2: str | None, expected: tuple[str | None, str | None]
) -> None:
    assert canonical_levels(tree, level1, level2) == expected


def test_the_classification_belongs_to_the_form() -> None:
    forms = [("project-2026", "project"), ("summary-2026", "summary"), ("summary", "summary")]
    documents: list[Any] = [{"form": form, "kind": kind} for form, kind in forms]
    assert [classification_of(document) for document in documents] == ["2021", None, None]


def test_a_form_of_another_layout_follows_the_classification_of_its_rows() -> None:
    rows = [{"level1": "产出指标", "level2": "成本指标"}]
    document: Any = {"form": "project", "kind": "project", "indicators": rows}
    assert classification_of(document) == "2020"
    rows[0]["level2"] = "经济成本指标"
    assert classification_of(document) == "2021"


def test_a_department_form_becomes_a_row() -> None:
    row = department_row(department_form("甲局"))
    keys = "department total general_public government_fund special_account project goal tasks indicators sheet cell"
    assert text_table([row], keys) == ("甲局 | 128.3 | 121.7 | - | - | - | 履行职责 | 1 | 0 | 部门整体 | C5")


def test_duties_stand_in_for_the_goal() -> None:
    document = department_form("甲局", duties="负责组织工作")
    del document["goals"]
    assert department_row(document).goal == "负责组织工作"
