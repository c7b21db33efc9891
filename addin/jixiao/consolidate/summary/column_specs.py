"""What a column and a data sheet are; ``schema/summary.json`` lists them."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from operator import itemgetter
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from jixiao.resources import data_sheets

LinkTarget = Literal["cell", "file"]
"""Where a click leads: to the cell of that address in the source sheet, or to the source file."""
Type = Literal["text", "integer", "decimal", "target"]
"""What a column holds, in the workbook and in the Parquet file; a target is a number or a text."""
_STYLES: dict[Type, str] = {"text": "text", "integer": "count", "decimal": "money", "target": "center"}


class LateValue(NamedTuple):
    """Stands for what is known only when the row is written (``marks.py``)."""

    character: str
    is_number: bool = False


ERRORS, WARNINGS = LateValue("\1", True), LateValue("\2", True)
FILE, HREF = LateValue("\3"), LateValue("\4")
"""Number of errors and of warnings, name of the source file, path that leads to it from the summary."""


class SummaryColumn(NamedTuple):
    """A column, whole: title, key, type, width in characters, value.

    ``value`` is told the form, ``each`` the form and what the row is about: an indicator, a finding, something unread.
    Without either the indicator, or the record that the row is, has the value under that key. ``look`` is a style other than
    that of the type. ``recurs`` names neighbouring columns that together mostly have the values of an earlier row;
    never amounts. ``signals`` are conditions on the value and what they make of the cell (``styles.SIGNALS``); the
    first that holds counts. ``data_name`` is the name in the Parquet file where it is not the key.
    """

    title: str
    key: str
    type: Type
    width: float
    value: Callable[[Any], Any] | None = None
    each: Callable[[Any, Any], Any] | None = None
    look: str = ""
    link: LinkTarget | None = None
    recurs: str | None = None
    signals: tuple[tuple[str, str], ...] = ()
    data_name: str = ""

    @property
    def style(self) -> str:
        """The style of its cells."""
        return self.look or _STYLES[self.type]


@dataclass(frozen=True)
class SheetSpec:
    """A data sheet: a header, a row per record, ``frozen`` columns in view.

    ``identity`` names the fields that tell what a row is about, whatever its number. An ``optional`` sheet is only
    there if it has rows.
    """

    key: str
    title: str
    columns: tuple[SummaryColumn, ...]
    frozen: int
    identity: tuple[str, ...]
    optional: bool = False

    def rows(self, form: Any, items: Iterable[Any] = ({},)) -> list[Any]:
        """The rows of a form, one for each item, with a field for each column."""
        # A million indicators pass here: what is the same for all of a form is asked for once, what stands in an
        # indicator as it is is taken at once.
        fixed = tuple([column.value(form) for column in self.columns if column.value is not None])
        each = [column.each for column in self.columns if column.each is not None]
        plain = [column.key for column in self.columns if column.value is None and column.each is None]
        make, arranged = partial(tuple.__new__, self._row_type), self._arranged
        if not plain:
            return [make(arranged((*fixed, *[value(form, item) for value in each]))) for item in items]
        return [
            make(arranged((*fixed, *[value(form, item) for value in each], *map(item.get, plain)))) for item in items
        ]

    @cached_property
    def _row_type(self) -> Any:
        return namedtuple("Row", [column.key for column in self.columns])

    @cached_property
    def _arranged(self) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
        """Put values of all origins into the order of the columns."""
        kinds = [0 if column.value is not None else 1 if column.each is not None else 2 for column in self.columns]
        listed = sorted(range(len(kinds)), key=kinds.__getitem__)
        return itemgetter(*(listed.index(place) for place in range(len(kinds))))


_OfForm = Callable[[Any], Any]
_OfItem = Callable[[Any, Any], Any]


def data_sheet(
    key: str,
    of_form: Mapping[str, _OfForm] = MappingProxyType({}),
    of_item: Mapping[str, _OfItem] = MappingProxyType({}),
) -> SheetSpec:
    """Return a data sheet of ``schema/summary.json``.

    ``of_form`` and ``of_item`` give the values of its columns by their keys.
    """
    stated = data_sheets()[key]
    columns = []
    for title, name, kind, width, *more in stated["columns"]:
        looks = {**more[0]} if more else {}
        signals = tuple(looks.pop("signals", {}).items())
        value = of_form.get(name) if name not in of_item else None
        columns.append(SummaryColumn(title, name, kind, width, value, of_item.get(name), signals=signals, **looks))
    identity, optional = tuple(stated["identity"]), stated.get("optional", False)
    return SheetSpec(key, stated["title"], tuple(columns), stated["frozen"], identity, optional)
