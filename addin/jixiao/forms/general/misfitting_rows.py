"""Rows that the definition of a table has no place for: bands, pages, years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from jixiao.forms.classification import is_level
from jixiao.forms.general.cell_labels import with_units
from jixiao.forms.general.class_lines import MIN_CELLS
from jixiao.forms.general.columns import costs_are_level1, costs_are_level2
from jixiao.forms.general.execution_lines import names_month, score_key
from jixiao.forms.general.header_titles import numbers_the_columns
from jixiao.forms.general.label_words import names_side
from jixiao.forms.general.subtotals import heads_projects, is_numeral
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.labels import cached_form
from jixiao.forms.region import Region
from jixiao.forms.structure import Block
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

_COSTS_BELOW = ("2015", "2015-benefit", "2020")
"""Classifications in which costs are a level 2 under 产出指标."""
_BARE_YEAR = late_pattern(r"\s*(?:19|20)\d{2}\s*年?(?:\s*[-—–~～至到]+\s*(?:19|20)\d{2}\s*年?)?度?\s*")
"""A year or years that title a column: 2027年, 2026—2028年."""


def misfits_of_head(cells: Mapping[int, Value], left: int, words: Vocabulary) -> Iterator[str]:
    """Yield what a row above the tables says that no definition has a place for.

    What stands in the column ``left`` is its label.
    """
    titles = [str(value) for column, value in cells.items() if column > left]
    if years_in_columns(cells.values()) or (len(titles) > 1 and all(names_side(text, words) for text in titles)):
        yield "columns of years"
    if len(with_units(list(cells.items()))) < len(cells):
        yield "units behind amounts"


def misfits_of_rows(block: Block, words: Vocabulary) -> Iterator[str]:
    """Yield what rows say that the definition of their table has no place for."""
    rows = [line.cells for line in block.rows]  # all of them: a row may have slid
    if rows and numbers_the_columns(rows[0]):
        yield "column numbers"
    if block.guessed and block.unknown:
        yield "columns of which any may be the target"  # 160 | 120 | 150 below the names of counties
    if block.table.classification in _COSTS_BELOW and costs_are_level1(rows):
        yield "costs as a level 1"
    if block.table.classification == "2021" and costs_are_level2(rows):
        yield "costs as a level 2"
    if block.table.key == "rows":
        bands = [is_numeral(next(iter(cells.values()))) for cells in rows]
        if (True, False) in pairwise(bands):
            yield "bands of projects"  # 一 over 1, 2
        texts = (str(next(iter(cells.values()))) for cells in rows if len(cells) < MIN_CELLS)  # without a number
        if any(map(heads_projects, texts)):
            yield "bands of departments or classes"
        if any(
            line.slots.foreign & cells.keys() and line.slots.left_of("project") not in cells
            for line, cells in zip(block.rows, rows, strict=True)
        ):
            yield "parts of projects"  # 东江镇 | 70 in a column of units
        if sum(block.table.is_total(cells) for cells in rows) > 1:
            yield "a total on each page"
    if block.table.key == "execution":
        yield from _names_outside(block)
        texts = (str(value) for cells in rows for value in cells.values())
        yield from (text for text in texts if names_month(text) or score_key(text, words))
        yield from (text for cells in rows if is_level(text := str(next(iter(cells.values())))))


def closing_as_wide(region: Region, block: Block, row: int, cells: Mapping[int, Value]) -> Iterator[str]:
    """Yield a label below the indicators with words as wide as the rest: 相关建议或举措."""
    slots = block.headers[-1][1]
    if block.table.key != "indicators" or len(cells) != 2 or not slots:
        return
    (column, label), (second, text) = cells.items()
    first, last = min(slot.left for slot in slots), max(slot.right for slot in slots)
    wide = second <= slots.left_of("level3") and last <= region.right_edge(row, second)
    if column < first and wide and isinstance(label, str) and isinstance(text, str):
        yield label


def years_in_columns(values: Iterable[Value]) -> bool:
    """Whether a row titles columns by years: 2026年, 2027年 under 年度指标值."""
    return len([value for value in values if isinstance(value, str) and _BARE_YEAR.fullmatch(value)]) > 1


def _names_outside(block: Block) -> Iterator[str]:
    """The names of sources that stand under no column of the definition."""
    for line in block.rows:
        named = any(slot.column.key == "source" and slot.left in line.cells for slot in line.slots)
        outside = (v for c, v in line.cells.items() if c not in line.slots.by_column and isinstance(v, str))
        text = next((v for v in outside if cached_form(v) not in block.table.captions), None)
        if not named and text is not None:
            yield text
