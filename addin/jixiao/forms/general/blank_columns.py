"""Columns that hold nothing, as merges leave them that were taken away."""

from __future__ import annotations

from itertools import groupby

from jixiao.forms.arrangement import END, Arrangement, Piece, arrange
from jixiao.forms.general.blocks import reads_like_title
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet


def without_blank_columns(sheet: Sheet) -> Arrangement | None:
    """Return a sheet whose cells close up over its blank columns; None if none is.

    Where cells are merged besides titles, or forms stand beside one another, blank columns say something.
    """
    filled = sorted({column for cells in sheet.rows.values() for column in cells})
    if len(filled) < 2 or len(filled) > filled[-1] - filled[0] or sheet.hidden_columns:
        return None  # nearly every sheet
    wide = (row for span in sheet.merges if span.right > span.left for row in range(span.top, span.bottom + 1))
    titles = {
        c for cells in sheet.rows.values() for c, v in cells.items() if isinstance(v, str) and reads_like_title(v)
    }
    if len(titles) > 1 or any(len(sheet.rows.get(row, {})) > 1 for row in wide):
        return None
    runs = [[column for _, column in run] for _, run in groupby(enumerate(filled), lambda each: each[1] - each[0])]
    places = [filled.index(run[0]) + 1 for run in runs]
    return arrange(sheet, [Piece(Range(1, run[0], END, run[-1]), 1, at) for run, at in zip(runs, places, strict=True)])
