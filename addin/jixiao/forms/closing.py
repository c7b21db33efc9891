"""Lines below a table that are no rows of it: reviews, remarks, the people who sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from jixiao.forms.labels import MAX_LABEL, LabelSet
from jixiao.forms.measures import nature_of, operator_of, split_measure
from jixiao.forms.text import dictionary, label_form
from jixiao.grid.model import Value

_COLON = re.compile(r"[:：]")


def closing_lines(lines: Sequence[dict[int, Value]], right: int, head: LabelSet, signatures: frozenset[str]) -> int:
    """How many lines at the end of a table close the form, from the first that says so on.

    No row of the table stands among them: no data, and nothing else with a text where labels stand. That is up to
    ``right``, the last sheet column of the table's first title. ``head`` are the labels of the form's fields,
    ``signatures`` those of the people who sign.
    """
    found = 0
    for number, cells in enumerate(reversed(lines), start=1):
        column, first = next(iter(cells.items()))
        labelled = column <= right
        if labelled and _closes(first) and not any(_measures(value) for value in cells.values()):
            found = number
        elif labelled and len(cells) > 1 and not _signs(first, head, signatures):
            break
        elif any(_signs(value, head, signatures) for value in cells.values()):
            found = number
        elif any(not isinstance(value, str) or _measures(value) for value in cells.values()):
            break
    return found


def _signs(value: Value, head: LabelSet, signatures: frozenset[str]) -> bool:
    """Whether a cell says who signs: 填表人：张某."""
    if not isinstance(value, str) or len(value) > MAX_LABEL or not head.may_begin(value):
        return False
    hit = head.match(value)
    return hit is not None and hit.form in signatures and hit.separator in ("alone", "colon")


def _measures(value: Value) -> bool:
    return isinstance(value, str) and bool(operator_of(value) or nature_of(value) or split_measure(value))


@lru_cache(maxsize=4096)
def _closes(text: Value) -> bool:
    return (
        isinstance(text, str) and _pattern().fullmatch(label_form(_COLON.split(text, maxsplit=1)[0][:40])) is not None
    )


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(dictionary("labels")["closing_lines"]))
