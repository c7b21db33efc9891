"""Opening a workbook of any kind: look first, then read with the reader of its kind."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from jixiao.grid.limits import DEFAULT_LIMITS, Limits
from jixiao.grid.model import Workbook
from jixiao.grid.xlsx import read_xlsx


def open_workbook(path: str | PathLike[str], limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """Read a workbook; first version: .xlsx only."""
    return read_xlsx(Path(path), limits)
