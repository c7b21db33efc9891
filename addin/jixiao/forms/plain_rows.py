"""Indicator rows in which every cell stands in its own column and says what belongs there: nine rows in ten.

What a text says in a column is worked out once and looked up from then on: names, units and operators come again on
form after form. A row of which any cell is not plain is left to ``placement`` and ``measurement``, which this must not
differ from (a test reads every row both ways).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from jixiao.forms.cellvalues import NUMERIC
from jixiao.forms.definition import Table
from jixiao.forms.document import Cells
from jixiao.forms.labels import LabelSet
from jixiao.forms.levels import level_name, name_of
from jixiao.forms.measurement import Nature
from jixiao.forms.measures import Measure, is_unit, nature_of, operator_of, split_measure
from jixiao.forms.numbers import from_float, parse_number
from jixiao.forms.placement import level_words, text_fits
from jixiao.forms.slots import Slots
from jixiao.forms.tables import is_placeholder
from jixiao.forms.text import clean, has_markup, squeeze
from jixiao.grid.address import ADDRESSES
from jixiao.grid.model import Value
from jixiao.remembered import Remembered

_LONGEST_REMEMBERED = 40
"""Longer texts are explanations and remarks: hardly one comes twice."""


class PlainTarget(NamedTuple):
    """What a plain target says: the figure, or the measure it is part of, or else the text."""

    number: Decimal | None
    measure: Measure | None
    text: str


PlainCell = tuple[int, str, Any]
"""A cell of a plain row: its column on the sheet, its address, what it says."""
PlainColumn = tuple[str, Mapping[int, str], Mapping[str, Any]]
"""What a sheet column is for: its key, its addresses by row, and what texts say there, None if that is not plain."""


class PlainColumns:
    """The columns of one table: for each key what texts say, as far as they are plain."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._words = level_words(table.classification)
        self._reserved = LabelSet(table.captions | (table.total.labels if table.total is not None else frozenset()))
        keys = [column.key for column in table.readable]
        self._by_key = {key: Remembered(self._reader(key), longest=_LONGEST_REMEMBERED) for key in keys}
        self._typed = any(column.type == "mark" or column.type in NUMERIC for column in table.columns)

    def of(self, slots: Slots) -> dict[int, PlainColumn] | None:
        """The columns below a header by sheet column; None for a table with typed columns."""
        if self._typed:
            return None
        owned = slots.by_column.items()
        return {column: (slot.column.key, ADDRESSES[column], self._by_key[slot.column.key]) for column, slot in owned}

    def _reader(self, key: str) -> Callable[[str], Any]:
        special: dict[str, Callable[[str], Any]] = {
            "level1": self._level1,
            "level2": self._level2,
            self._table.item: self._name,
            "operator": _operator,
            "unit": _unit,
            "target": _target,
            "remark": _remark,
        }
        read = special.get(key, _text)
        settled = key in ("level1", "level2", self._table.item)
        reserved = self._reserved.exact

        def read_plainly(text: str) -> Any:
            is_plain = reserved(text) is None and not has_markup(text) and (settled or text_fits(key, text))
            return read(text) if is_plain else None

        return read_plainly

    def _level1(self, text: str) -> tuple[str, str] | None:
        return None if self._words.level1.exact(text) is None else _filled(level_name(text))

    def _level2(self, text: str) -> tuple[str, str] | None:
        return None if self._words.level2.exact(text) is None else _filled(level_name(text))

    def _name(self, text: str) -> str | None:
        if self._words.either.exact(text) is not None:
            return None
        name = name_of(text)
        return None if not name or is_placeholder(name) else name


@lru_cache(maxsize=64)
def plain_columns(table: Table) -> PlainColumns:
    """The columns of a table, made once."""
    return PlainColumns(table)


def read_plain(
    row: int,
    cells: dict[int, Value],
    columns: Mapping[int, PlainColumn],
    formats: Mapping[tuple[int, int], str],
) -> dict[str, PlainCell] | None:
    """The cells of a row by key if all of them are plain, else None.

    A number in one of ``formats`` (row, column → number format) is not: it may be a share or a date.
    """
    found: dict[str, PlainCell] = {}
    for column, value in cells.items():
        known = columns.get(column)
        if known is None:
            return None
        key, addresses, texts = known
        if type(value) is str:
            reading = texts[value]
        elif type(value) is float and key == "target" and (row, column) not in formats:
            number = from_float(value)
            reading = None if number is None else PlainTarget(number, None, "")
        else:
            return None
        if reading is None or key in found:
            return None
        found[key] = column, addresses[row], reading
    return found if "level3" in found else None


def plain_measurement(
    found: dict[str, PlainCell], cells: Cells
) -> tuple[str | None, Decimal | str | None, str | None, Nature]:
    """Operator, target, unit and nature of a plain row, as ``measurement`` has them; enters their addresses."""
    operator = nature = unit = None
    target: Decimal | str | None = None
    if "operator" in found:
        _, cells["operator"], (operator, nature) = found["operator"]
    if "unit" in found:
        _, cells["unit"], unit = found["unit"]
    if "target" in found:
        _, cell, (target, measure, text) = found["target"]
        cells["target"] = cell
        if target is None and (measure is None or nature == "qualitative"):
            target = text
        elif measure is not None and target is None:
            target = measure.number
            if operator is None and measure.operator is not None:
                operator, cells["operator"] = measure.operator, cell
            if unit is None and measure.unit is not None:
                unit, cells["unit"] = measure.unit, cell
    if nature == "qualitative":
        return None, target, unit, "qualitative"
    return operator, target, unit, "quantitative" if isinstance(target, Decimal) else "qualitative"


def _filled(level: tuple[str, str]) -> tuple[str, str] | None:
    return level if level[0] else None


def _text(text: str) -> str | None:
    return clean(text) or None


def _operator(text: str) -> tuple[str | None, str | None]:
    symbol = operator_of(text)
    return symbol, nature_of(text) if symbol is None else None


def _unit(text: str) -> str | None:
    return (squeeze(clean(text)) or None) if is_unit(text) else None


def _target(text: str) -> PlainTarget | None:
    cleaned = clean(text)
    if not cleaned or is_placeholder(text):
        return None
    number = parse_number(text)
    return PlainTarget(number, split_measure(text) if number is None else None, cleaned)


def _remark(text: str) -> str | None:
    # 定性 noted as a remark belongs to the measure.
    return None if nature_of(text) is not None else clean(text) or None
