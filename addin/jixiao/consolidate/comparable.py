"""Forms as ``jixiao diff`` compares them, out of returns or out of a summary that was merged before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from jixiao.consolidate.compare import FormView, Measure
from jixiao.consolidate.inputs import discover
from jixiao.consolidate.own_output import is_own_output
from jixiao.consolidate.sheets import INDICATORS, PROJECTS, SheetSpec
from jixiao.consolidate.tables import department_row, project_row
from jixiao.errors import InputError, UsageError
from jixiao.forms.document import Document
from jixiao.grid.model import Value, Workbook
from jixiao.submission import Submission

_PROJECT_AMOUNTS = {"项目金额": "amount", "财政拨款": "fiscal", "其他资金": "other"}
_DEPARTMENT_AMOUNTS = {
    "资金总额": "total",
    "一般公共预算": "general_public",
    "政府性基金": "government_fund",
    "财政专户": "special_account",
    "其他资金": "other",
    "基本支出": "basic",
    "项目支出": "project",
}
_GOAL = "绩效目标"


def load_forms(path: Path) -> tuple[list[FormView], list[Submission]]:
    """The forms under a path, and the files that could not be read. Raises ``UsageError`` if nothing is there."""
    if path.is_file() and is_own_output(path):
        return _from_summary(path), []
    from jixiao.forms.reading import read_file

    forms: list[FormView] = []
    failed = []
    for file in discover([str(path)]):
        settled = file.outcome()
        submission = settled or read_file(file.path, file.name, observing=False)
        forms.extend(form_view(document, file.name) for document in submission.documents if _is_compared(document))
        if submission.status == "failed":
            failed.append(submission)
    return forms, failed


def _is_compared(document: Document) -> bool:
    return document["kind"] in ("project", "department") and not document["source"].get("hidden")


def form_view(document: Document, file: str) -> FormView:
    """A document as it is compared; amounts in 万元."""
    amounts: dict[str, Decimal | None]
    if document["kind"] == "project":
        project = project_row(document, file)
        amounts = {label: getattr(project, key) for label, key in _PROJECT_AMOUNTS.items()}
        goal = project.goal
    else:
        department = department_row(document, file)
        amounts = {label: getattr(department, key) for label, key in _DEPARTMENT_AMOUNTS.items()}
        goal = department.goal
    return FormView(
        document["department"],
        document.get("project"),
        document["kind"],
        document["fiscal_year"],
        amounts,
        {_GOAL: goal},
        tuple(_measure(indicator) for indicator in document.get("indicators", ())),
        file,
        document["source"]["sheet"],
    )


def _measure(indicator: Any) -> Measure:
    return Measure(
        indicator["level1"],
        indicator["level2"],
        indicator["level3"] or "",
        indicator["operator"],
        indicator["target"],
        indicator["unit"],
        indicator["cell"],
    )


def _from_summary(path: Path) -> list[FormView]:
    """The projects of a summary workbook with their indicators. Raises ``UsageError`` if it is no summary."""
    from jixiao.grid.open import open_workbook

    try:
        workbook = open_workbook(path)
    except InputError as error:
        raise UsageError(f"“{path.name}”无法读取：{error.message}", hint=error.hint) from error
    projects = list(_records(workbook, PROJECTS))
    if not any(sheet.name == PROJECTS.title for sheet in workbook.sheets):
        raise UsageError(f"“{path.name}”不是汇总工作簿", hint="请给出 jixiao merge 写出的汇总，或报送的文件夹")
    measures: dict[tuple[Any, ...], list[Measure]] = {}
    for record in _records(workbook, INDICATORS):
        measures.setdefault(_place(record), []).append(
            Measure(
                _text(record["level1"]),
                _text(record["level2"]),
                _text(record["level3"]) or "",
                _text(record["operator"]),
                _number(record["target"]) if isinstance(record["target"], float) else _text(record["target"]),
                _text(record["unit"]),
                _text(record["cell"]) or "",
            )
        )
    return [_project(record, measures.get(_place(record), [])) for record in projects]


def _records(workbook: Workbook, spec: SheetSpec) -> Iterator[dict[str, Value | None]]:
    """The rows of a data sheet on all its tabs, by the keys of its columns."""
    for sheet in workbook.sheets:
        if sheet.name.rstrip("0123456789") == spec.title:
            titles = {cell: column for column, cell in sheet.rows.get(1, {}).items()}
            columns = {column.key: titles.get(column.title) for column in spec.columns}
            for row in sheet.rows:
                if row > 1:
                    yield {key: sheet.value(row, at) if at else None for key, at in columns.items()}


def _place(record: dict[str, Any]) -> tuple[Any, ...]:
    return record["file"], record["sheet"], record["project"]


def _project(record: dict[str, Any], measures: Sequence[Measure]) -> FormView:
    year = record["fiscal_year"]
    return FormView(
        _text(record["department"]),
        _text(record["project"]),
        "project",
        int(year) if isinstance(year, float) else None,
        {label: _number(record[key]) for label, key in _PROJECT_AMOUNTS.items()},
        {_GOAL: _text(record["goal"])},
        tuple(measures),
        _text(record["file"]) or "",
        _text(record["sheet"]) or "",
    )


def _number(value: Any) -> Decimal | None:
    return Decimal(repr(value)) if isinstance(value, float) else None


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
