"""The sums of a form: which cell is the total of which filled parts.

A total that is blank has no cell in the document: it is looked for beside its label, and below the rows it adds up. What
stands where a part should and is no number makes the total uncertain: it is then left alone and named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from jixiao.excel.cell_contents import Place
from jixiao.excel.filling import CellEntry
from jixiao.excel.slid_rows import applied, read_again
from jixiao.forms.all_money import line_of_all_money
from jixiao.forms.cell_text import is_placeholder
from jixiao.forms.document import Document, value_at
from jixiao.forms.general.definitions import definition_of
from jixiao.forms.labels import cached_form
from jixiao.grid.address import address, parse_address
from jixiao.grid.model import Sheet


class Sum(NamedTuple):
    """A total: its key, cell and name, what it should be and what was read."""

    key: str
    place: Place
    value: Decimal
    read: Decimal | None
    label: str


class Blocked(NamedTuple):
    """A total that cannot be worked out: its name, the cell in the way."""

    label: str
    place: Place
    text: str


_PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("funding.annual", ("funding.fiscal", "funding.carryover", "funding.other")),
    ("funding.annual_local", ("funding.fiscal_local", "funding.other_local")),
    ("funding.total", ("funding.fiscal", "funding.carryover", "funding.other")),
    ("budget.total", ("budget.general_public", "budget.government_fund", "budget.special_account", "budget.other")),
    ("budget.total", ("budget.basic", "budget.project")),
)
"""A total and its parts; the first that can be added up counts. ``funding.total`` only without an annual amount."""

_ROWS = (("total", "rows", "amount"), ("expenditure_total", "expenditures", "amount"))
"""The total of a table, the table, the column."""

_EXECUTION = ("initial", "annual", "executed", "executed_to_july", "expected_annual")


_TRIAL = Decimal("0.01")
_REACH = 6
"""Rows below a table's last one, and above its first, in which its total line is looked for."""


def sums_of(document: Document, sheet: Sheet) -> Iterator[Sum | Blocked]:
    """Every total of a form that has a cell and something to add up."""
    return _Sums(document, sheet).all()


class _Sums:
    """Looks for totals and their parts."""

    def __init__(self, document: Document, sheet: Sheet) -> None:
        self.document = document
        self.sheet = sheet
        self.definition = definition_of(document)
        self.fields = {field.key: field for field in self.definition.fields}
        self.labels = {form for field in self.definition.fields for form in field.labels} | self.definition.captions
        blank = (seen for seen in document.get("observations", ()) if seen["code"] == "field-blank")
        columns = (column for cells in sheet.rows.values() for column in cells)
        self.width = max((*columns, *(area.right for area in sheet.merges)), default=0)
        self.blank = {key: cell for seen in blank for key, cell in zip(seen["texts"], seen["cells"], strict=True)}

    def all(self) -> Iterator[Sum | Blocked]:
        done: set[str] = set()
        for key, parts in _PARTS:
            if key in done or (key == "funding.total" and self._place("funding.annual") is not None):
                continue
            label = self.fields[key].label if key in self.fields else "合计"
            found = self._sum(key, self._place(key), label, self._value(key), [self._part(part) for part in parts])
            if found is not None:
                done.add(key)
                yield found
        for key, table, column in _ROWS:
            yield from self._of_rows(key, table, column)
        yield from self._execution()

    def _sum(
        self, key: str, place: Place | None, label: str, read: Decimal | None, parts: list[Decimal | Place | None]
    ) -> Sum | Blocked | None:
        """Return the total of its parts; a place among them holds no number."""
        if place is None or place in self.sheet.formulas:
            return None
        filled = [part for part in parts if isinstance(part, Decimal)]
        wrong = next((part for part in parts if isinstance(part, tuple)), None)
        if wrong is not None:
            return Blocked(label, wrong, str(self.sheet.value(*wrong) or self.sheet.errors.get(wrong, "")))
        return Sum(key, place, sum(filled, Decimal(0)), read, label) if filled else None

    # ------------------------------------------------------------ labelled amounts

    def _value(self, key: str) -> Decimal | None:
        value = value_at(self.document, key)
        return value if isinstance(value, Decimal) else None

    def _place(self, key: str) -> Place | None:
        """The cell of an amount; if it is blank, the empty cell beside or below its label."""
        cell = self.document["cells"].get(key)
        if cell is not None:
            return parse_address(cell)
        beside = (place for place in self._beside(key) if self.sheet.is_empty(*place) and self._is_read(key, place, ""))
        return self._behind(key) or next(beside, None)

    def _part(self, key: str) -> Decimal | Place | None:
        value = self._value(key)
        if value is not None:
            return value
        return next((place for place in self._beside(key) if self._is_no_number(place)), None)

    def _beside(self, key: str) -> list[Place]:
        """Where the value of a field may belong that has none."""
        label = self.blank.get(key)
        if label is None:
            return []
        place = parse_address(label)
        if self.sheet.is_empty(*place):
            return [place]  # below its label, where it was told to be missing
        area = self.sheet.merged_area(*place)
        at_edge = area.right >= self.width
        place = self.sheet.anchor(area.top, max(area.left - 1, 1) if at_edge else area.right + 1)
        if self._label_form(place) in self.labels:  # labels side by side have their values below
            place, at_edge = self.sheet.anchor(area.bottom + 1, area.left), False
        labelled = any(map(self._label_form(place).startswith, self.labels))  # 上年结转 3: values behind the labels
        return [] if at_edge or labelled else [place]

    def _label_form(self, place: Place) -> str:
        text = self.sheet.value(*place)
        return cached_form(text) if isinstance(text, str) else ""

    def _behind(self, key: str) -> Place | None:
        """Return a label's cell with room for the value: wide, ending in a colon."""
        label = self.blank.get(key)
        if label is None:
            return None
        place = parse_address(label)
        area, text = self.sheet.merged_area(*place), self.sheet.value(*place)
        if area.right == area.left or not isinstance(text, str) or not text.rstrip().endswith((":", "：")):
            return None
        return place if self._is_read(key, place, text) else None

    def _is_read(self, key: str, place: Place, text: str) -> bool:
        """Whether a number in a cell, behind a text, would be read as that amount."""
        trial = CellEntry(self.sheet.name, place, f"{text}{_TRIAL}" if text else float(_TRIAL))
        read = read_again(self.document, applied(self.sheet, [trial]))
        return read is not None and read["cells"].get(key) == address(*place)

    def _is_no_number(self, place: Place) -> bool:
        if place in self.sheet.errors:
            return True
        value = self.sheet.value(*place)
        return isinstance(value, str) and not is_placeholder(value) and cached_form(value) not in self.labels

    # ------------------------------------------------------------ tables

    def _of_rows(self, key: str, table: str, column: str) -> Iterator[Sum | Blocked]:
        """The total line of a plain table."""
        rows: list[Mapping[str, Any]] = self.document.get(table) or []  # type: ignore[assignment]
        where = next((parse_address(row["cells"][column])[1] for row in rows if column in row["cells"]), None)
        if where is None:
            return
        cell = self.document["cells"].get(key)
        lines = {parse_address(row["cell"])[0] for row in rows}
        place = parse_address(cell) if cell is not None else self._total_line(table, lines, where)
        found = self._sum(key, place, "合计", self._value(key), [self._in_row(row, column, where) for row in rows])
        if found is not None:
            yield found

    def _total_line(self, table: str, lines: set[int], column: int) -> Place | None:
        """The empty cell of the line 合计 below the rows, or above them."""
        total = next(each for each in self.definition.tables if each.key == table).total
        below = range(max(lines) + 1, max(lines) + _REACH)
        above = range(min(lines) - 1, max(min(lines) - _REACH, 0), -1)
        for row in (*below, *above):
            texts = (value for value in self.sheet.rows.get(row, {}).values() if isinstance(value, str))
            if total is not None and any(cached_form(text) in total.labels for text in texts):
                place = self.sheet.anchor(row, column)
                return place if self.sheet.is_empty(*place) else None
        return None

    def _in_row(self, row: Mapping[str, Any], column: str, where: int) -> Decimal | Place | None:
        if isinstance(row.get(column), Decimal):
            return row[column]  # type: ignore[no-any-return]
        place = self.sheet.anchor(parse_address(row["cell"])[0], where)
        return place if self._is_no_number(place) else None

    def _execution(self) -> Iterator[Sum | Blocked]:
        """Yield the first funding line of a self-evaluation: the sum of the others."""
        execution = self.document.get("execution") or []
        lines: list[Mapping[str, Any]] = [*execution]
        if len(lines) < 2 or line_of_all_money(execution) is not execution[0]:
            return
        first, sources = lines[0], lines[1:]
        for column in _EXECUTION:
            where = next((parse_address(line["cells"][column])[1] for line in lines if column in line["cells"]), None)
            if where is None:
                continue
            place = self.sheet.anchor(parse_address(first["cell"])[0], where)
            if column not in first["cells"] and not self.sheet.is_empty(*place):
                continue
            parts = [self._in_row(line, column, where) for line in sources]
            found = self._sum(f"execution.{column}", place, first["source"] or "合计", first.get(column), parts)
            if found is not None:
                yield found
