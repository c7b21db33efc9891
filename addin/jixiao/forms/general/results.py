"""What a list of the year end says of a project: money, score, grade."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from jixiao.forms.all_money import MONEY
from jixiao.forms.cell_text import is_placeholder, text_of
from jixiao.forms.cellvalues import number_in
from jixiao.forms.document import Kind
from jixiao.forms.general.document_values import keep
from jixiao.forms.general.execution_lines import TOTAL, value_type
from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.header_titles import HeaderTitle, is_of_earlier_year
from jixiao.forms.general.subtotals import amount_under, compare_sum
from jixiao.forms.region import Region
from jixiao.forms.total_words import is_subtotal, is_total
from jixiao.grid.model import Value

_FIGURES = frozenset((*MONEY, "rate", "points", "score"))


def is_result(title: HeaderTitle) -> bool:
    """Whether a column tells what was spent or reached: 全年执行数, 自评得分, 等级."""
    key = title.field_key
    return key.startswith("execution.") or key in ("amount.total", "total_score", "grade")


class ResultReader:
    """Reads the results of a project in a list; ``unit`` is that of its money."""

    def __init__(
        self, region: Region, kind: Kind, titles: list[HeaderTitle], unit: str | None, year: int | None
    ) -> None:
        self.region = region
        self.unit = unit
        of_year = [title for title in titles if not is_of_earlier_year(title, titles, year)]
        self.columns = [(title, _key(title, of_year, kind) if title in of_year else None) for title in titles]

    def observe_totals(self, table: FoundTable, documents: list[dict[str, Any]]) -> None:
        """Say on the last document that a total of money is not the sum of the lines."""
        totals = [(row, cells) for row, cells in table.rows if is_total(cells) and not is_subtotal(cells)]
        if len(totals) != 1 or not documents:
            return
        row, cells = totals[0]
        for title, key in self.columns:
            amounts = [line.get(key) for document in documents for line in document.get("execution", ())]
            if key in MONEY and len(amounts) == len(documents) and None not in amounts:
                total = amount_under(title, cells, self.unit)
                compare_sum(documents[-1], title, row, cells, total, sum(amounts, Decimal(0)))

    def enter(self, document: dict[str, Any], row: int, cells: dict[int, Value], cell: str) -> None:
        """Enter what a row says; its ``cell`` names the line of money."""
        line: dict[str, Any] = {"source": TOTAL, "cell": cell, "cells": {"source": cell}}
        for title, key in self.columns:
            self._enter(document, line, title, key, row, cells)
        if any(key in line for key in MONEY):
            document["execution"] = [line]

    def _enter(
        self,
        document: dict[str, Any],
        line: dict[str, Any],
        title: HeaderTitle,
        key: str | None,
        row: int,
        cells: dict[int, Value],
    ) -> None:
        if key in _FIGURES:
            line.setdefault(key, None)
        column = title.place(cells)
        if column is None:
            return
        cell = self.region.take(row, column)
        if is_placeholder(cells[column]):
            return
        number_format = self.region.sheet.formats.get((row, column))
        text = text_of(cells[column], number_format)
        to = document
        value: Decimal | str | None = text if key == "grade" else None
        if key in _FIGURES or key == "total_score":
            kind = "number" if key == "total_score" else value_type(key)
            number = number_in(cells[column], number_format, kind, self.unit, title.unit)
            to = document if key == "total_score" else line
            value = number if isinstance(number, Decimal) else None
        if key is not None and value is not None and to.get(key) is None:
            to[key], to["cells"][key] = value, cell
        elif text is not None:
            keep(document, title.name, text, cell)


def _key(title: HeaderTitle, titles: list[HeaderTitle], kind: Kind) -> str | None:
    """Return what a column is: a key of execution, ``total_score``, ``grade`` or None."""
    field = title.field_key
    if field.startswith("execution.") or field == "amount.total":
        key = "annual" if field == "amount.total" else field.partition(".")[2]
        if key == "annual" and field == "amount.total" and _has(titles, "execution.annual"):
            return None
        if kind == "monitoring":
            key = "executed_to_july" if key == "executed" else key
            key = "initial" if key == "annual" and not _has(titles, "execution.initial") else key
        return key if key in _FIGURES else None
    if field == "total_score" or title.column_key == "score":
        return "total_score" if kind == "selfeval" else None
    return "grade" if field == "grade" else None


def _has(titles: list[HeaderTitle], key: str) -> bool:
    return any(title.field_key == key for title in titles)
