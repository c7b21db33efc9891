"""Lines below a table that are no rows of it: reviews, remarks, the people who sign."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from jixiao.forms.labels import Hit, LabelSet
from jixiao.forms.measures import nature_of, operator_of, split_measure
from jixiao.forms.text import dictionary, label_form
from jixiao.grid.model import Value

_COLON = re.compile(r"[:：]")
Line = tuple[int, dict[int, Value]]


def closing_lines(lines: list[Line], right: int, head: LabelSet, signatures: frozenset[str]) -> list[Line]:
    """The lines at the end of a table that close the form, from the first that says so; no data stands among them.

    ``right`` is the last sheet column of the table's first title: further right a label has no business. ``head`` are the
    labels of the form's fields, ``signatures`` those of the people who sign.
    """
    first = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        _, cells = lines[index]
        if any(_signs(value, head, signatures) for value in cells.values()):
            first = index
        elif any(map(_is_data, cells.values())):
            break
        elif next(iter(cells)) <= right and _closes(next(iter(cells.values()))):
            first = index
    return lines[first:]


def _signs(value: Value, head: LabelSet, signatures: frozenset[str]) -> bool:
    hit: Hit | None = head.match(value) if isinstance(value, str) else None
    return hit is not None and hit.form in signatures and hit.separator in ("alone", "colon")


def _is_data(value: Value) -> bool:
    return not isinstance(value, str) or _measures(value)


@lru_cache(maxsize=4096)
def _measures(text: str) -> bool:
    return bool(operator_of(text) or nature_of(text) or split_measure(text))


@lru_cache(maxsize=4096)
def _closes(text: Value) -> bool:
    return (
        isinstance(text, str) and _pattern().fullmatch(label_form(_COLON.split(text, maxsplit=1)[0][:40])) is not None
    )


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(dictionary("labels")["closing_lines"]))
