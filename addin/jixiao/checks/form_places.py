"""To which form of a file a finding belongs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jixiao.checks.finding import Finding
from jixiao.grid.address import parse_address


class FormPlace(NamedTuple):
    """Where a form stands, and its project; sheet and title cell are unique."""

    sheet: str
    title_cell: str
    project: str | None
    department: str | None = None


class _Form(NamedTuple):
    title: tuple[int, int]
    number: int
    project: str | None
    department: str | None


class FormPlaces:
    """The forms of a file by where they stand: tells to which form a finding belongs."""

    def __init__(self, forms: Sequence[FormPlace]) -> None:
        self._sheets: dict[str, list[_Form]] = {}
        for index, form in enumerate(forms):
            title = parse_address(form.title_cell)
            self._sheets.setdefault(form.sheet, []).append(_Form(title, index, form.project, form.department))

    def index(self, finding: Finding) -> int | None:
        """Return the place of the form in its file; None for a sheet without one."""
        # The rows of a project may stand apart in a list, so its name and department decide before the cell does.
        forms = self._sheets.get(finding.sheet)
        if forms is None:
            return None
        named = [form for form in forms if form.project == finding.project] or forms
        own = [form for form in named if form.department == finding.department] or named
        return _at(own, parse_address(finding.cell) if finding.cell else (0, 0))


def _at(forms: list[_Form], cell: tuple[int, int]) -> int:
    """Return the form under whose title a cell stands, or the first one."""
    row, column = cell
    forms = sorted(forms, key=lambda form: form.title)
    tops = [form.title[0] for form in forms if form.title[0] <= row] or [forms[0].title[0]]
    beside = [form for form in forms if form.title[0] == tops[-1]]
    return ([form for form in beside if form.title[1] <= column] or beside[:1])[-1].number
