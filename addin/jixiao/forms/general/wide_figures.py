"""Figures in full width, as Chinese input methods type them: ９６．５％."""

from __future__ import annotations

from dataclasses import replace

from jixiao.forms.text import fold
from jixiao.grid.model import Sheet
from jixiao.late_patterns import late_pattern

_WIDE = late_pattern(r"[０-９]+(?:[．，][０-９]+)*％?")


def with_half_figures(sheet: Sheet) -> Sheet:
    """Return a sheet whose figures are half as wide; the same one if none is wide."""
    texts = ((r, c, v) for r, cells in sheet.rows.items() for c, v in cells.items() if isinstance(v, str))
    half = {(r, c): _WIDE.sub(lambda found: fold(found[0]), v) for r, c, v in texts if _WIDE.search(v)}
    if not half:
        return sheet
    rows = {r: {c: half.get((r, c), v) for c, v in cells.items()} for r, cells in sheet.rows.items()}
    return replace(sheet, rows=rows)
