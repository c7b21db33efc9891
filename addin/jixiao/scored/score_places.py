"""Find the score cells of a self-evaluation form, blank ones included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from jixiao.forms.all_money import scored_line
from jixiao.forms.definition import FormDefinition
from jixiao.forms.document import Cells, Document
from jixiao.forms.general.definitions import definition_of, is_general
from jixiao.forms.general.vocabulary import default_vocabulary
from jixiao.forms.labels import cached_form
from jixiao.grid.address import MAX_ROW, parse_address
from jixiao.grid.model import Sheet

Place = tuple[int, int]
_REACH = 12
"""Rows above a table's first row in which its header is looked for, and below its last for the total line."""


class ScorePlaces(NamedTuple):
    """Cells by what belongs there; None where the form has no place for it."""

    actuals: tuple[Place | None, ...]
    scores: tuple[Place | None, ...]
    deviations: tuple[Place | None, ...]
    rate: Place | None
    execution_score: Place | None
    total: Place | None
    grade: Place | None


def find_places(document: Document, sheet: Sheet) -> ScorePlaces:
    """The cells of a form on its sheet."""
    return _Search(document, sheet).places()


class _Search:
    """Looks for headers and labels around the rows that were read."""

    def __init__(self, document: Document, sheet: Sheet) -> None:
        self.document = document
        self.sheet = sheet
        self.definition: FormDefinition = definition_of(document)
        indicators = document.get("indicators") or []
        self.rows = [parse_address(row["cell"])[0] for row in indicators]
        self.cells = [row["cells"] for row in indicators]
        lines = document.get("execution") or []
        line = scored_line(lines) or next(iter(lines), None)
        self.execution = parse_address(line["cell"])[0] if line is not None else None
        self.execution_cells: Cells = line["cells"] if line is not None else {}
        self.last_line = max((parse_address(each["cell"])[0] for each in lines), default=0)

    def places(self) -> ScorePlaces:
        """All of them."""
        first = self.rows[0] if self.rows else None
        columns = {key: self._column("indicators", key, first) for key in ("actual", "score", "deviation")}
        actuals, scores, deviations = (
            tuple(self._in_row(place, key, column) for place in range(len(self.rows)))
            for key, column in columns.items()
        )
        return ScorePlaces(
            actuals,
            scores,
            deviations,
            self._of_execution("rate"),
            self._of_execution("score"),
            self._total(columns["score"]),
            self._grade(),
        )

    def _in_row(self, place: int, key: str, column: int | None) -> Place | None:
        known = self.cells[place].get(key)
        if known is not None:
            return parse_address(known)
        return None if column is None else (self.rows[place], column)

    def _of_execution(self, key: str) -> Place | None:
        known = self.execution_cells.get(key)
        if known is not None:
            return parse_address(known)
        if self.execution is None:
            return None
        column = self._column("execution", key, self.execution)
        return None if column is None else (self.execution, column)

    def _column(self, table: str, key: str, first: int | None) -> int | None:
        """The sheet column under the header of a column of the form."""
        if is_general(self.document):
            return self._column_by_words(key, first) if table == "indicators" and first is not None else None
        definition = self.definition.table(table)
        column = None if definition is None else definition.column(key)
        if column is None or first is None:
            return None
        for row in range(first - 1, max(0, first - _REACH), -1):
            for number, text in self._texts(row):
                if cached_form(text) in column.labels:
                    return number
        return None

    def _column_by_words(self, key: str, first: int) -> int | None:
        """Return the column of indicators that the vocabulary names: 自评分 is the score."""
        words = default_vocabulary()
        for row in range(first - 1, max(self.last_line, first - _REACH), -1):
            for number, text in self._texts(row):
                meaning = words.indicator_column(text)
                if meaning is not None and meaning.key == key and not meaning.weak:
                    return number
        return None

    def _total(self, score: int | None) -> Place | None:
        known = self.document["cells"].get("total_score")
        if known is not None:
            return parse_address(known)
        table = self.definition.table("indicators")
        if table is None or table.total is None or not self.rows or score is None:
            return None
        for row in self._below():
            if any(cached_form(text) in table.total.labels for _, text in self._texts(row)):
                return row, score
        return None

    def _grade(self) -> Place | None:
        known = self.document["cells"].get("grade")
        if known is not None:
            return parse_address(known)
        field = next((field for field in self.definition.fields if field.key == "grade"), None)
        if field is None:
            return None
        for row in self._below():
            for number, text in self._texts(row):
                if cached_form(text) in field.labels:
                    return row, self.sheet.merged_area(row, number).right + 1
        return None

    def _below(self) -> Iterator[int]:
        """The filled rows below the last indicator, down to where another form may begin."""
        last = max(self.rows, default=MAX_ROW)
        found = [row for row in self.sheet.rows if row > last]
        return iter(found[:_REACH])

    def _texts(self, row: int) -> Iterator[tuple[int, str]]:
        cells = self.sheet.rows.get(row, {})
        return ((column, value) for column, value in cells.items() if isinstance(value, str) and len(value) <= 40)
