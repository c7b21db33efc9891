"""The differences as a workbook, a row each, and as JSON data; all text is text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from jixiao.consolidate.comparing.compare import ChangedValue, ComparedValue, FormChange, FormView
from jixiao.consolidate.summary.list_book import ListBook
from jixiao.resources import list_columns
from jixiao.statedtime import stated_time

KINDS = {"added": "新增", "removed": "删除", "changed": "变更"}
TITLE = "变化对比"
_TABLE = "differences"
_COLUMNS = list_columns(_TABLE)
_KIND_COLUMN = 2
_SIGNALS = {"新增": "fair", "删除": "bad"}
_UNNAMED = "（未填写项目名称）"
_VALUES = ("what", "old", "new", "difference", "old_cell", "new_cell")
DiffValue = str | Decimal | None


def lines(changes: Iterable[FormChange]) -> Iterator[tuple[DiffValue, ...]]:
    """Yield the rows: whose, what, old, new, difference, hints, places."""
    for form in changes:
        view = form.form
        name = view.project or ("部门整体" if view.kind == "department" else _UNNAMED)
        before, after = _source(form.old), _source(form.new)
        whole = ChangedValue(form.kind, "整张表", _main(form.old), _main(form.new))
        for number, change in enumerate([whole] if form.kind != "changed" else form.changes):
            values = change.what, _cell(change.old), _cell(change.new), change.difference
            hint = "；".join(form.hints) if number == 0 else ""
            places = *before, change.old_cell, *after, change.new_cell
            yield view.department, name, KINDS[change.kind], *values, hint or None, *places


def write(changes: Iterable[FormChange], path: Path) -> None:
    """Write the workbook."""
    book = ListBook("diff", TITLE, stated_time(local=False))
    rows = [map(_styled, line, _COLUMNS) for line in lines(changes)]
    (sheet,) = book.add(TITLE, _TABLE, rows, len(rows))
    for kind, signal in _SIGNALS.items():
        rule = {"type": "cell", "criteria": "=", "value": f'"{kind}"', "format": book.formats[signal]}
        sheet.conditional_format(1, _KIND_COLUMN, max(len(rows), 1), _KIND_COLUMN, rule)
    book.save(path)


def _styled(value: DiffValue, column: tuple[str, float, str]) -> tuple[str, DiffValue]:
    """Return a cell's style and value; amounts among texts stay amounts."""
    style = column[2]
    if isinstance(value, Decimal):
        return "money", value
    return ("text" if value and style == "money" else style), value


def _cell(value: Any) -> DiffValue:
    return value if value is None or isinstance(value, Decimal) else str(value)


def _main(form: FormView | None) -> Decimal | None:
    return next(iter(form.amounts.values()), None) if form else None


def _source(form: FormView | None) -> tuple[str | None, str | None]:
    """File and sheet of a form."""
    return (form.file, form.sheet) if form else (None, None)


def as_json(changes: Iterable[FormChange]) -> list[dict[str, Any]]:
    """The differences as JSON data; amounts are numbers."""
    return [
        {
            "change": each.kind,
            "department": each.form.department,
            "project": each.form.project,
            "kind": each.form.kind,
            "old": _place(each.old),
            "new": _place(each.new),
            "similarity": round(each.similarity, 3),
            "hints": each.hints,
            "changes": [
                {"change": change.kind} | {key: _plain(getattr(change, key)) for key in _VALUES}
                for change in each.changes
            ],
        }
        for each in changes
    ]


def _place(form: FormView | None) -> dict[str, Any] | None:
    if form is None:
        return None
    amounts = {label: _plain(amount) for label, amount in form.amounts.items()}
    place = {"file": form.file, "sheet": form.sheet, "project": form.project, "fiscal_year": form.year}
    return place | {"amounts": amounts}


def _plain(value: ComparedValue) -> Any:
    return float(value) if isinstance(value, Decimal) else value
