"""Several projects below one title: 项目名称：… on a line, then its indicators.

They have one header above them all, or each its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from jixiao.forms.general.label_words import partition
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.region import Region
from jixiao.grid.model import Value

MIN_TITLES = 3
NEAR = 2
"""The first project is named at most so many filled rows below the header."""
MAX_CELLS = 4
"""A line that names a project has no more cells."""


class ProjectGroup(NamedTuple):
    """The part of a block about one project; its own rows, None for a whole block."""

    region: Region
    rows: tuple[int, int] | None


def groups(region: Region, words: Vocabulary) -> Iterator[ProjectGroup]:
    """Yield the projects of a block with one header or one each; else the block."""
    headers = [i for i, (_, cells) in enumerate(region.rows) if _heads_indicators(cells, words)]
    starts = _starts(region, headers, words)
    if not starts:
        yield ProjectGroup(region, None)
        return
    above = region.rows[: starts[0]]
    for start, end in zip(starts, [*starts[1:], len(region.rows)], strict=True):
        rows = region.rows[start:end]
        part = Region(region.sheet, region.title, region.title_text, above + rows, region.spans, region.titled)
        yield ProjectGroup(part, (rows[0][0], rows[-1][0]))


def _starts(region: Region, headers: list[int], words: Vocabulary) -> list[int]:
    """Return where in the rows the projects are named, if headers stand accordingly."""
    if not headers:
        return []
    named = [i for i, (_, cells) in enumerate(region.rows) if i not in headers and _names_project(cells, words)]
    if len(headers) == 1:
        below = [i for i in named if i > headers[0]]
        return below if below and below[0] <= headers[0] + NEAR else []
    if len(named) < 2 or named[0] > headers[0]:
        return []
    ends = [*named[1:], len(region.rows)]
    own = all(any(start < header < end for header in headers) for start, end in zip(named, ends, strict=True))
    return named if own else []


def _heads_indicators(cells: Mapping[int, Value], words: Vocabulary) -> bool:
    if len(cells) < MIN_TITLES:
        return False
    columns = (words.indicator_column(value) for value in cells.values() if isinstance(value, str))
    keys = {column.key for column in columns if column is not None and not column.weak}
    return len(keys) >= MIN_TITLES and "level3" in keys


def _names_project(cells: Mapping[int, Value], words: Vocabulary) -> bool:
    """Return whether a line is the label of a project's name with a value."""
    first = next(iter(cells.values()))
    if len(cells) > MAX_CELLS or not isinstance(first, str):
        return False
    label, colon, rest = partition(first)
    meaning = words.field(label if colon else first)
    second = [value for value in cells.values() if isinstance(value, str)][1:2]
    titled = not rest and any(words.field(value) is not None for value in second)
    return meaning is not None and meaning.key == "project" and not titled and bool(rest or len(cells) > 1)
