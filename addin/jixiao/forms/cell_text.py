"""A cell as text: what it says, and whether it says anything."""

from __future__ import annotations

from jixiao.forms.labels import cached_form
from jixiao.forms.money import parse_money
from jixiao.forms.numbers import from_float
from jixiao.forms.text import clean, dictionary, fold, placeholders
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

MAX_PLACEHOLDER = 40
_PLACEHOLDER_STARTS = frozenset(".．…。·-－—") | {word[0] for word in dictionary("labels")["placeholders"]}

_BLANK = late_pattern(r"[/\\\-—–－_\s]*|[_\s]*年[_\s]*月[_\s]*日?[_\s]*")
"""What says nothing: /, ——, ____年__月__日."""
_NUMBER_OF_ROW = late_pattern(r"[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,3})[)）、.．]?")
"""The number of a row as text: 三, （3）, 12."""


def counts_rows(value: Value) -> bool:
    """Return whether a cell is the number of a row: 3, 三, （3）."""
    return not isinstance(value, str) or _NUMBER_OF_ROW.fullmatch(value.strip()) is not None


def text_of(value: Value, number_format: str | None = None) -> str | None:
    """Return a cell's value as text: numbers as shown, dates by their format."""
    if isinstance(value, str):
        return clean(value) or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if number_format is not None:
        from jixiao.grid.numberformat import format_date, is_date_format, is_percent_format

        if is_date_format(number_format):
            return format_date(value, number_format)
        if is_percent_format(number_format):
            share = from_float(value)
            return None if share is None else f"{(100 * share).normalize():f}%"
    number = from_float(value)
    return None if number is None else format(number, "f")


def stated_text(value: Value, number_format: str | None = None) -> str | None:
    """Return a cell's value as text, None for a stroke or blank date: 无 is stated."""
    return None if isinstance(value, str) and _BLANK.fullmatch(value) else text_of(value, number_format)


def is_placeholder(value: Value) -> bool:
    """Whether a cell says "nothing to state": ``/``, ``……``, ``—``."""
    return (
        isinstance(value, str)
        and (not value or value[0] in _PLACEHOLDER_STARTS or value[0].isspace())
        and len(value) <= MAX_PLACEHOLDER
        and _says_nothing(value)
    )


def _says_nothing(text: str) -> bool:
    folded = fold(text)
    return folded in placeholders() or not folded.strip(".…。·-—")


def same_text(first: Value, other: Value) -> bool:
    """Whether two cells say the same: 1860000 and 1,860,000.00 as well."""
    if isinstance(first, str) != isinstance(other, str) and (number := parse_money(first)) is not None:
        return number == parse_money(other)
    return first == other or cached_form(str(first)) == cached_form(str(other))
