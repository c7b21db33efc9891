"""Columns that hold nothing: under merges, or left by merges that were taken away."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby

from jixiao.forms.arrangement import END, Arrangement, Piece, arrange
from jixiao.forms.general.blocks import reads_like_title
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet

MOST_MERGED = 400_000
"""So many cells under merges at most are looked at: a sheet of more is no form."""


def without_blank_columns(sheet: Sheet) -> Arrangement | None:
    """Return a sheet whose cells close up over its blank columns; None if none is.

    Where cells are merged besides titles, or forms stand beside one another, only a column closes that in each row
    a merge covers or a blank is beside: any other says something by being blank.
    """
    held = {column for cells in sheet.rows.values() for column in cells}
    held |= {column for _, column in (*sheet.errors, *sheet.formulas)}
    filled = sorted(held)
    if len(filled) < 2 or len(filled) > filled[-1] - filled[0] or sheet.hidden_columns:
        return None  # nearly every sheet
    wide = (row for span in sheet.merges if span.right > span.left for row in range(span.top, span.bottom + 1))
    titles = {
        c for cells in sheet.rows.values() for c, v in cells.items() if isinstance(v, str) and reads_like_title(v)
    }
    if len(titles) > 1 or any(len(sheet.rows.get(row, {})) > 1 for row in wide):
        covered = _covered(sheet, set(range(filled[0], filled[-1])) - held)
        filled = [column for column in range(filled[0], filled[-1] + 1) if column not in covered]
        if not covered:
            return None
    runs = [[column for _, column in run] for _, run in groupby(enumerate(filled), lambda each: each[1] - each[0])]
    places = [filled.index(run[0]) + 1 for run in runs]
    made = arrange(sheet, [Piece(Range(1, run[0], END, run[-1]), 1, at) for run, at in zip(runs, places, strict=True)])
    merges = (
        Range(span.top, bisect_right(filled, span.left), span.bottom, bisect_right(filled, span.right))
        for span in sheet.merges
        if span.left in filled
    )
    made.sheet.merges = [span for span in merges if span.bottom > span.top or span.right > span.left]
    return made


def _covered(sheet: Sheet, blank: set[int]) -> set[int]:
    """Return blank columns that are under merges or behind a blank in each row."""
    wide = [span for span in sheet.merges if span.right > span.left]
    if sum((span.bottom - span.top + 1) * (span.right - span.left + 1) for span in wide) > MOST_MERGED:
        return set()
    reach = {row: max(cells) for row, cells in sheet.rows.items()}
    taken = {row: set(cells) for row, cells in sheet.rows.items()}
    under: dict[int, set[int]] = {row: set() for row in reach}
    for span in wide:
        columns = range(span.left + 1, span.right + 1)
        for row in range(span.top, span.bottom + 1):
            if row in reach:
                reach[row] = max(reach[row], span.right)
                taken[row].update((span.left, *columns))
                under[row].update(columns)
    return {
        column
        for column in blank
        if all(last < column or column in under[row] or column - 1 not in taken[row] for row, last in reach.items())
    }
