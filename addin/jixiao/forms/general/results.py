"""What a list of the year end says of a project: money, score, grade."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from jixiao.forms.all_money import MONEY
from jixiao.forms.cell_text import is_placeholder, text_of
from jixiao.forms.document import Kind
from jixiao.forms.general.document_values import keep
from jixiao.forms.general.execution_lines import TOTAL, execution_key
from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.header_titles import WHOLE_AMOUNTS, HeaderTitle, is_of_earlier_year
from jixiao.forms.general.list_sums import compare_sum
from jixiao.forms.general.subtotals import amount_under
from jixiao.forms.region import Region
from jixiao.forms.table_line import read_titled
from jixiao.forms.total_words import is_subtotal, is_total
from jixiao.grid.model import Value


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
        stage = min((title.stage for title in titles if title.field_key in WHOLE_AMOUNTS), default=0)
        of_year = [
            title
            for title in titles
            if not is_of_earlier_year(title, titles, year)
            and not (title.field_key == "amount.total" and (title.stage > stage or title.side in ("period", "aside")))
        ]  # 全年预算数, not 评审金额, 三年预算总额 or 上半年支出 beside it
        periods = [title for title in of_year if title.field_key == "execution.executed_to_july"]
        last = max(periods, key=lambda title: title.month or 0, default=None)
        of_year = [title for title in of_year if title not in periods or title is last]  # 1—9月, not 1—6月
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
        read = read_titled(self.region, row, cells, self.columns, self.unit)
        line: dict[str, Any] = {"source": TOTAL, "cell": cell, "cells": {"source": cell}}
        for key, said in read.values.items():
            to = document if key in ("total_score", "grade") else line
            if to is line or said is not None:
                to[key] = said
            if said is not None:
                to["cells"][key] = read.cells[key]
        for each in read.other(None):
            keep(document, **each)
        unread = [title for title, key in self.columns if key is not None and read.values[key] is None]
        for title in unread:  # words in place of a figure
            column = title.place(cells)
            if column is not None and not is_placeholder(cells[column]):
                keep(document, title.name, text_of(cells[column]), self.region.take(row, column))
        if any(key in line for key in MONEY):
            document["execution"] = [line]


def _key(title: HeaderTitle, titles: list[HeaderTitle], kind: Kind) -> str | None:
    """Return what a column is: a key of execution, ``total_score``, ``grade`` or None."""
    field = title.field_key
    if field == "total_score" or title.column_key == "score":
        scores = [each for each in titles if each.field_key == "total_score"]
        whole = next((each for each in scores if "总" in each.text), scores[0] if scores else title)
        return "total_score" if kind == "selfeval" and title is whole else None  # 指标得分 beside 自评总分
    return "grade" if field == "grade" else execution_key(field, kind, {each.field_key for each in titles})
