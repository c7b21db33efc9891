"""To which form of a file a finding belongs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from jixiao.checks.finding import Finding
from jixiao.grid.address import parse_address


class FormPlaces:
    """The forms of a file by where they stand: tells to which form a cell belongs."""

    def __init__(self, documents: Sequence[tuple[str, str]]) -> None:
        """``documents`` are sheet and title cell of each form."""
        self._sheets: dict[str, tuple[list[int], list[int]]] = {}
        for index, (sheet, title) in enumerate(documents):
            rows, indexes = self._sheets.setdefault(sheet, ([], []))
            rows.append(parse_address(title)[0])
            indexes.append(index)

    def index(self, finding: Finding) -> int | None:
        """The place of the form in its file; None for a sheet without one."""
        found = self._sheets.get(finding.sheet)
        if found is None:
            return None
        rows, indexes = found
        row = parse_address(finding.cell)[0] if finding.cell else 0
        # Forms below each other on one sheet: the last title at or above the cell; above the first it is the first's.
        return indexes[max(bisect_right(rows, row) - 1, 0)]
