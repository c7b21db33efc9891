"""The projects that lines of a block name, each with its part of the block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from jixiao.forms.general.blocks import titles_columns
from jixiao.forms.general.label_words import partition
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.region import Region
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

MAX_CELLS = 4
"""A line that names a project below a header has no more cells."""
NEAR = 2
"""The only project is named at most so many filled rows below the header."""
_CAPTION = late_pattern(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|项目[一二三四五六七八九十\d]{1,2}[:：])\s*"
    r"(?!.{0,30}(?:指标|目标|绩效|情况|信息|资金|预算|意见))([^。；：，]{2,30})"
)
"""The line above a form of several that names its project: 二、油茶产业发展, 项目2：油茶产业发展."""


def projects_of(region: Region, words: Vocabulary) -> Iterator[tuple[Region, tuple[int, int] | None]]:
    """Yield the part of a block about each project, with its first and last row.

    They are named on lines 项目名称：… below one header above them all, or each above its own; else the block is one.
    """
    headers = [place for place, (_, cells) in enumerate(region.rows) if titles_columns(cells, words, names=True)]
    starts = _starts(region, headers, words)
    captions = {} if starts else _captions(region, headers, words)
    starts = starts or list(captions)
    if not starts:
        yield region, None
        return
    for start, end in zip(starts, [*starts[1:], len(region.rows)], strict=True):
        rows = region.rows[start:end]
        if start in captions:
            rows[0] = rows[0][0], dict.fromkeys(rows[0][1], f"项目名称：{captions[start]}")
        yield replace(region, rows=region.rows[: starts[0]] + rows, taken=set()), (rows[0][0], rows[-1][0])


def _starts(region: Region, headers: list[int], words: Vocabulary) -> list[int]:
    """Return where in the rows the projects are named, if headers stand accordingly."""
    if len(headers) != 1:
        return []
    named = [i for i, (_, cells) in enumerate(region.rows) if i > headers[0] and names_project(cells, words)]
    return named if len(named) > 1 or any(i <= headers[0] + NEAR for i in named) else []


def _captions(region: Region, headers: list[int], words: Vocabulary) -> dict[int, str]:
    """Return the projects that captions name, each above money and a header."""
    texts = {i: next(iter(cells.values())) for i, (_, cells) in enumerate(region.rows) if len(cells) == 1}
    found = {i: _CAPTION.fullmatch(text) for i, text in texts.items() if isinstance(text, str)}
    named = {i: match[1].strip() for i, match in found.items() if match is not None}
    if len(named) < 2:
        return {}
    money = [i for i, (_, cells) in enumerate(region.rows) if _asks_for_money(cells, words)]
    parts = [range(start, end) for start, end in pairwise([*named, len(region.rows)])]
    own = all(any(i in part for i in rows) for rows in (headers, money) for part in parts)
    return named if own else {}


def _asks_for_money(cells: Mapping[int, Value], words: Vocabulary) -> bool:
    """Return whether a line has the label of an amount."""
    labels = (words.field(partition(value)[0]) for value in cells.values() if isinstance(value, str))
    return any(meaning is not None and meaning.type == "money" for meaning in labels)


def names_project(cells: Mapping[int, Value], words: Vocabulary) -> bool:
    """Return whether a line is the label of a project's name with a value."""
    first = next(iter(cells.values()))
    if len(cells) > MAX_CELLS or not isinstance(first, str):
        return False
    label, colon, rest = partition(first)
    meaning = words.field(label if colon else first)
    second = [value for value in cells.values() if isinstance(value, str)][1:2]
    titled = not rest and any(words.field(value) is not None for value in second)
    return meaning is not None and meaning.key == "project" and not titled and bool(rest or len(cells) > 1)
