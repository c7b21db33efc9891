"""What typing leaves in texts: figures in full width (９６．５％), blanks behind them."""

from __future__ import annotations

from dataclasses import replace

from jixiao.forms.text import fold
from jixiao.grid.model import Sheet
from jixiao.late_patterns import late_pattern

_WIDE = late_pattern(r"[０-９]+(?:[．，][０-９]+)*％?")


def with_plain_texts(sheet: Sheet) -> Sheet:
    """Return a sheet with figures half as wide and no blanks behind; the same if so."""
    texts = ((r, c, v) for r, cells in sheet.rows.items() for c, v in cells.items() if isinstance(v, str))
    plain = {
        (r, c): _WIDE.sub(lambda found: fold(found[0]), v.rstrip())
        for r, c, v in texts
        if v[-1].isspace() or _WIDE.search(v)
    }
    if not plain:
        return sheet
    rows = {r: {c: plain.get((r, c), v) for c, v in cells.items()} for r, cells in sheet.rows.items()}
    return replace(sheet, rows=rows)
