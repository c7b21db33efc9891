"""To which form of a file a finding belongs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jixiao.checks.finding import Finding
from jixiao.grid.address import parse_address


class FormPlace(NamedTuple):
    """Where a form stands and of what project it is. No two forms of a file have sheet and title cell in common."""

    sheet: str
    title_cell: str
    project: str | None


class FormPlaces:
    """The forms of a file by where they stand: tells to which form a finding belongs."""

    def __init__(self, forms: Sequence[FormPlace]) -> None:
        self._sheets: dict[str, list[tuple[tuple[int, int], str | None, int]]] = {}
        for index, form in enumerate(forms):
            title = parse_address(form.title_cell)
            self._sheets.setdefault(form.sheet, []).append((title, form.project, index))

    def index(self, finding: Finding) -> int | None:
        """Return the place of the form in its file; None for a sheet without one.

        The rows of a project may stand apart in a list, so its name decides before the cell does.
        """
        forms = self._sheets.get(finding.sheet)
        if forms is None:
            return None
        named = [form for form in forms if form[1] == finding.project] or forms
        if len(named) == 1:
            return named[0][2]
        return _at(sorted(named), parse_address(finding.cell) if finding.cell else (0, 0))


def _at(forms: list[tuple[tuple[int, int], str | None, int]], cell: tuple[int, int]) -> int:
    """Return the form below whose title a cell stands; above all titles it is the first form's."""
    row, column = cell
    tops = [title[0] for title, _, _ in forms if title[0] <= row] or [forms[0][0][0]]
    beside = [form for form in forms if form[0][0] == tops[-1]]
    return ([form for form in beside if form[0][1] <= column] or beside[:1])[-1][2]
