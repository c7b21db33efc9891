"""Labels that are filled down the rows they stand for."""

from __future__ import annotations

from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.region import Region
from jixiao.grid.address import Range
from jixiao.grid.model import Value


def join_repeated(region: Region, words: Vocabulary) -> None:
    """Make one of a label that is repeated downwards, as filling leaves it.

    That is a caption in the first column, or the tall titles beside the lower line of a header.
    """
    tops: dict[int, int] = {}
    above: dict[int, Value] = {}
    for index, (row, cells) in enumerate(region.rows):
        first = next(iter(cells))
        if cells[first] != above.get(first) or region.rows[index - 1][0] != row - 1:
            tops, above = {}, cells  # nearly every row
            continue
        same = [column for column, value in cells.items() if value == above.get(column) and _is_title(value, words)]
        heads = all(isinstance(value, str) for value in (*above.values(), *cells.values()))
        repeated = same if heads else [column for column in same if column == first]
        tops = {column: tops.get(column, row - 1) for column in repeated if len(repeated) < len(cells)}
        for column, top in tops.items():
            region.spans[top, column] = Range(top, column, row, region.right_edge(top, column))
            region.take(row, column)
        if tops:
            region.rows[index] = (row, {c: value for c, value in cells.items() if c not in tops})
        above = cells


def _is_title(value: Value, words: Vocabulary) -> bool:
    """Return whether a cell is a label or the title of a column."""
    if not isinstance(value, str):
        return False
    known = words.field(value) or words.indicator_column(value) or words.task_column(value)
    return known is not None
