"""Resolving what a defined name refers to."""

from __future__ import annotations

import re
from typing import NamedTuple

from jixiao.grid.address import Range, parse_range

_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?)")


class SheetArea(NamedTuple):
    """A rectangle on a sheet."""

    sheet: str
    area: Range


def resolve(reference: str) -> SheetArea | None:
    """The place that a reference such as ``'项目 1'!$B$4:$B$9`` names.

    None for anything else: a constant, a formula, another workbook, a reference that was destroyed (``#REF!``).
    """
    match = _REFERENCE.fullmatch(reference.strip().lstrip("="))
    if match is None:
        return None
    sheet = match.group(1).replace("''", "'") if match.group(1) is not None else match.group(2)
    if "[" in sheet or sheet == "#REF":
        return None
    try:
        return SheetArea(sheet, parse_range(match.group(3)))
    except ValueError:
        return None
