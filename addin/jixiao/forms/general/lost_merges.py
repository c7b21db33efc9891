"""The merges that headers of two lines lose in exports and copies of values."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from jixiao.forms.classification import is_level
from jixiao.forms.general.header_kinds import is_figure
from jixiao.forms.general.header_titles import GRADES
from jixiao.forms.general.label_words import partition
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.headers import lower_titles
from jixiao.forms.labels import MAX_LABEL, cached_form
from jixiao.forms.levels import without_points
from jixiao.forms.text import squeeze
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet, Value

MIN_UPPER = 3
"""A header whose lower line parts a title has so many titles in the upper one at least."""


def titles_something(text: str, words: Vocabulary) -> bool:
    """Return whether a text may title a column, or several of them."""
    return (
        cached_form(text) in lower_titles()
        or squeeze(text) in GRADES
        or words.side(text) is not None
        or words.year(text) is not None
        or words.indicator_column(text) is not None
        or words.field(text) is not None
    )


def lost_merges(sheet: Sheet, words: Vocabulary) -> Iterator[Range]:
    """Yield the merges that headers of two lines have lost: wide titles and tall ones.

    A wide title reaches over the blank cells right of it as far as titles stand below; one with nothing below is tall.
    """
    for (row, upper), (below, lower) in pairwise(sheet.rows.items()):
        if below != row + 1 or len(upper) < MIN_UPPER or not len(lower) > 1:
            continue
        if lower.keys() <= upper.keys():
            continue  # nearly every pair of rows
        under = _under(upper, lower)
        if sum(map(len, under.values())) < len(lower) or max(map(len, under.values())) < 2:
            continue
        merged = [span for span in sheet.merges if span.top <= below and span.bottom >= row]
        tall = {span.left for span in merged if (span.top, span.bottom, span.right) == (row, below, span.left)}
        if len(tall) < len(merged) or not tall.isdisjoint(lower):
            continue
        if _are_titles(upper, words) and _are_titles(lower, words, _marks(upper, under, words)):
            for left, columns in under.items():
                if not columns and left not in tall:
                    yield Range(row, left, below, left)
                elif columns and columns[-1] > left:
                    yield Range(row, left, row, columns[-1])


def _under(upper: Mapping[int, Value], lower: Mapping[int, Value]) -> dict[int, list[int]]:
    """Return the filled columns below each upper cell and the blanks behind it."""
    ends = [*list(upper)[1:], max(*upper, *lower) + 1]
    return {left: [c for c in lower if left <= c < end] for left, end in zip(upper, ends, strict=True)}


def _marks(upper: Mapping[int, Value], under: Mapping[int, list[int]], words: Vocabulary) -> set[int]:
    """Return the columns to be ticked below a title: 经费保障 below 偏差原因."""
    meanings = {left: words.indicator_column(str(value)) for left, value in upper.items()}
    return {
        c for left, m in meanings.items() if m is not None and m.key in ("likelihood", "deviation") for c in under[left]
    }


def _are_titles(cells: Mapping[int, Value], words: Vocabulary, marks: Collection[int] = ()) -> bool:
    """Return whether a row has short texts alone, most of which title something."""
    texts = [value for value in cells.values() if isinstance(value, str) and len(value) <= MAX_LABEL]
    if len(texts) < len(cells) or any(is_figure(text) or partition(text)[2] for text in texts):
        return False
    known = [
        titles_something(str(v), words) or is_level(without_points(str(v))) or c in marks for c, v in cells.items()
    ]
    return 3 * sum(known) >= 2 * len(known)
