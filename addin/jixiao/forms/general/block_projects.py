"""The projects that lines of a block name, each with its part of the block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from jixiao.forms.general.blocks import titles_columns
from jixiao.forms.general.label_words import partition
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.region import Region
from jixiao.grid.model import Value

MAX_CELLS = 4
"""A line that names a project below a header has no more cells."""
NEAR = 2
"""The first of several projects is named at most so many filled rows below their header."""


def projects_of(region: Region, words: Vocabulary) -> Iterator[tuple[Region, tuple[int, int] | None]]:
    """Yield the part of a block about each project, with its first and last row.

    They are named on lines 项目名称：… below one header above them all, or each above its own; else the block is one.
    """
    headers = [place for place, (_, cells) in enumerate(region.rows) if titles_columns(cells, words, names=True)]
    starts = _starts(region, headers, words)
    if not starts:
        yield region, None
        return
    for start, end in zip(starts, [*starts[1:], len(region.rows)], strict=True):
        rows = region.rows[start:end]
        yield replace(region, rows=region.rows[: starts[0]] + rows, taken=set()), (rows[0][0], rows[-1][0])


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
