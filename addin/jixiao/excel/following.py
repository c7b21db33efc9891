"""Finding the rows of a sheet again after others came or went."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from hashlib import blake2b

from jixiao.grid.model import Sheet

_BYTES = 6


def fingerprints(sheet: Sheet) -> list[str]:
    """Return a short text per row; rows with the same constants have the same one.

    What formulas show is left out: it changes with what they refer to.
    """
    last = max(sheet.rows, default=0)
    return [_fingerprint(sheet, row) for row in range(1, last + 1)]


def _fingerprint(sheet: Sheet, row: int) -> str:
    cells = sheet.rows.get(row, {})
    told = "\0".join(f"{column}:{value!r}" for column, value in cells.items() if (row, column) not in sheet.formulas)
    return blake2b(told.encode(), digest_size=_BYTES).hexdigest() if told else ""


def followed(before: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """Where each row is now; a row that cannot be told is not there.

    A row whose contents changed is found by its neighbours: as many changed rows as before between two that did not.
    """
    places: dict[int, int] = {}
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    for kind, first, end, new_first, new_end in matcher.get_opcodes():
        if kind == "equal" or (kind == "replace" and end - first == new_end - new_first):
            places |= {first + n + 1: new_first + n + 1 for n in range(end - first)}
    return places
