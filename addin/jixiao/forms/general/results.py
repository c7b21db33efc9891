"""A list of results: 自评结果汇总表 and the like, a line a project with its money, its score and its grade.

Each line is a document of its own, without indicators; what has no key is kept as ``other``.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from jixiao.forms.cell_text import is_placeholder, text_of
from jixiao.forms.cellvalues import number_in
from jixiao.forms.document import Kind
from jixiao.forms.general.block_tables import FoundTable, is_subtotal, is_total
from jixiao.forms.general.execution_lines import TOTAL, value_type
from jixiao.forms.general.header_titles import Title, numbers_the_columns
from jixiao.forms.general.subtotals import adds_up, amount_under, department_lines
from jixiao.forms.region import Region
from jixiao.forms.text import squeeze
from jixiao.forms.unit_names import name_and_code
from jixiao.grid.address import address
from jixiao.grid.model import Value

_MONEY = frozenset(("initial", "annual", "executed", "executed_to_july", "expected_annual"))
_FIGURES = _MONEY | {"rate", "points", "score"}
_TEXTS = frozenset(("grade", "category", "implementing_unit", "project_code", "department_code"))


class ResultReader:
    """Reads the lines of one list of results; ``unit`` is the unit of money of the block."""

    def __init__(self, region: Region, kind: Kind, unit: str | None) -> None:
        self.region = region
        self.kind = kind
        self.unit = unit

    def documents(
        self, table: FoundTable, frame: dict[str, Any], department: tuple[str, str] | None
    ) -> Iterator[dict[str, Any]]:
        """A document for each line that names a project; ``department`` is the one above the list, with its address."""
        columns = [(title, self._key(title, table)) for title in table.header.titles]
        name = next(title for title, key in columns if key == "project")
        held: tuple[str, str] | None = department
        lines = department_lines(table, name, self.unit)
        documents: list[dict[str, Any]] = []
        for row, cells in table.rows:
            if row in lines:
                column, text = lines[row]
                held = (name_and_code(squeeze(text))[0], address(row, column))
            if row in lines or numbers_the_columns(cells) or is_total(cells) or adds_up(cells):
                self.region.taken.update((row, column) for column in cells)
                continue
            found = _filled(cells, name)
            if found is None or is_placeholder(found[1]):
                continue
            document = copy.deepcopy(frame)
            document["source"] |= {"title_cell": address(row, found[0]), "rows": [row, row]}
            self._line(document, columns, row, cells, self.region.take(row, found[0]))
            if document["department"] is None and held is not None:
                document["department"], document["cells"]["department"] = held
            elif document["department"] is not None:
                held = document["department"], document["cells"]["department"]
            documents.append(document)
        self._observe_totals(table, columns, documents)
        yield from documents

    def _observe_totals(
        self, table: FoundTable, columns: list[tuple[Title, str | None]], documents: list[dict[str, Any]]
    ) -> None:
        """Say on the last document that the total of a column of money is not the sum of the lines, all being known."""
        totals = [(row, cells) for row, cells in table.rows if is_total(cells) and not is_subtotal(cells)]
        if len(totals) != 1 or not documents:
            return
        row, cells = totals[0]
        for title, key in columns:
            name = (key or "").removeprefix("execution.")
            found = _filled(cells, title) if name in _MONEY else None
            amounts = [line.get(name) for document in documents for line in document.get("execution", ())]
            if found is None or len(amounts) != len(documents) or None in amounts:
                continue
            total = amount_under(title, cells, self.unit)
            added = sum(amounts, Decimal(0))
            if total is not None and total != added:
                cell = address(row, found[0])
                seen = {"code": "list-sum", "cells": [cell, cell], "texts": [str(total), str(added)]}
                documents[-1].setdefault("observations", []).append(seen)

    def enter(self, document: dict[str, Any], table: FoundTable, titles: list[Title], row: int, cell: str) -> None:
        """Enter what columns of a list say of the money, the score and the grade of a project that begins in a row."""
        columns = [(title, self._key(title, table)) for title in titles]
        cells = next(cells for line, cells in table.rows if line == row)
        self._line(document, columns, row, cells, cell)

    def _line(
        self,
        document: dict[str, Any],
        columns: list[tuple[Title, str | None]],
        row: int,
        cells: dict[int, Value],
        cell: str,
    ) -> None:
        line: dict[str, Any] = {"source": TOTAL, "cell": cell, "cells": {"source": cell}}
        for title, key in columns:
            self._enter(document, line, title, key, row, cells)
        if any(key in line for key in _MONEY):
            document["execution"] = [line]

    def _key(self, title: Title, table: FoundTable) -> str | None:
        """What a column is: a key of the document or ``execution.…``; None for a column without a key."""
        field = title.field.key if title.field is not None else ""
        column = title.column.key if title.column is not None else ""
        if title.side == "last":
            return None
        if field.startswith("execution.") or field == "amount.total":
            key = "annual" if field == "amount.total" else field.partition(".")[2]
            if key == "annual" and field == "amount.total" and _has(table, "execution.annual"):
                return None
            if self.kind == "monitoring":
                key = "executed_to_july" if key == "executed" else key
                key = "initial" if key == "annual" and not _has(table, "execution.initial") else key
            return f"execution.{key}" if key in _FIGURES else None
        if field == "total_score" or column == "score":
            return "total_score" if self.kind == "selfeval" else None
        if column == "sequence":
            return column
        return field if field in ("project", "department") or field in _TEXTS else None

    def _enter(
        self,
        document: dict[str, Any],
        line: dict[str, Any],
        title: Title,
        key: str | None,
        row: int,
        cells: dict[int, Value],
    ) -> None:
        group, _, name = (key or "").partition(".")
        if group == "execution":
            line.setdefault(name, None)
        found = _filled(cells, title)
        if found is None:
            return
        cell = self.region.take(row, found[0])
        if is_placeholder(found[1]):
            return
        number_format = self.region.sheet.formats.get((row, found[0]))
        text = text_of(found[1], number_format)
        if group == "execution":
            stated = title.field.unit if title.field is not None else None
            number = number_in(found[1], number_format, value_type(name), self.unit, stated)
            if isinstance(number, Decimal) and line[name] is None:
                line[name], line["cells"][name] = number, cell
                return
        elif key == "total_score":
            number = number_in(found[1], number_format, "number", None, None)
            if isinstance(number, Decimal) and document.get(key) is None:
                document[key], document["cells"][key] = number, cell
                return
        elif key in ("project", "department", "implementing_unit") and text is not None:
            value, code = name_and_code(text, title.text)
            if document.get(key) is None:
                document[key], document["cells"][key] = value, cell
                if code is not None and key != "implementing_unit":
                    document.setdefault(f"{key}_code", code)
                return
        elif key == "sequence":
            return
        elif key is not None and document.get(key) is None and text is not None:
            document[key], document["cells"][key] = text, cell
            return
        if text is not None:
            document.setdefault("other", []).append({"label": title.name, "value": text, "cell": cell})


def _filled(cells: dict[int, Value], title: Title) -> tuple[int, Value] | None:
    """The first filled cell under a title with its column."""
    return next(((column, cells[column]) for column in range(title.left, title.right + 1) if column in cells), None)


def _has(table: FoundTable, key: str) -> bool:
    return any(title.field is not None and title.field.key == key for title in table.header.titles)
