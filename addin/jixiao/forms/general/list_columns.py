"""The columns of a list: names, what stands beside, results, indicators in cells."""

from __future__ import annotations

from typing import NamedTuple

from jixiao.forms.cell_text import is_placeholder
from jixiao.forms.document import Kind
from jixiao.forms.general.column_contents import Rows
from jixiao.forms.general.entries import ListEntry
from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.header_titles import HeaderTitle, leave_scores_of_projects
from jixiao.forms.general.results import is_result
from jixiao.forms.general.stated import level_columns, stated_columns
from jixiao.forms.general.vocabulary import Meaning
from jixiao.forms.measures import split_measure
from jixiao.forms.total_words import adds_up, is_total

FEWEST = 3
"""A line of results without a name has so many cells at least: the name was left blank."""
CARRIED = frozenset(("department", "department_code", "program"))
"""What stands once beside several projects."""
_TEXTS_BESIDE = CARRIED | {
    "project_code",
    "implementing_unit",
    "category",
    "period",
    "year",
    "goals.annual",
    "goals.actual",
    "deviation",
}
"""What stands beside the name of a project in a list of results."""


class ListColumns(NamedTuple):
    """The titles of a list by what they are.

    ``name`` is over the names of projects or departments, ``beside`` over what goes with a name, ``results`` over what
    was reached, ``stated`` over indicators in cells. ``of_indicators``: rows of indicators follow each name.
    ``of_whole``: a line is all there is of a department, or of the results of a project. ``lines``: each row is an item.
    """

    name: HeaderTitle
    beside: list[HeaderTitle]
    results: list[HeaderTitle]
    stated: list[HeaderTitle]
    of_indicators: bool
    of_whole: bool
    lines: bool
    results_alone: bool

    @property
    def by_department(self) -> bool:
        """Whether the names are those of departments."""
        return self.name.field_key == "department"

    def is_remark(self, entry: ListEntry) -> bool:
        """Return whether a row without a name says too little to be an item of the list."""
        nameless = entry.name is None or is_placeholder(entry.name)
        return nameless and (self.results_alone or self.by_department) and len(entry.rows[0][1]) < FEWEST


def list_columns(table: FoundTable, kind: Kind, *, with_units: bool) -> ListColumns:
    """Return the columns of a list; ``with_units`` one has the units of its amounts."""
    titles = table.header.titles
    of_departments, of_results = kind == "department", kind in ("selfeval", "monitoring")
    name = (None if of_departments else _finest_name(table)) or table.header.title_of("department")
    assert name is not None
    of_indicators = table.header.kind == "indicators"
    if of_indicators:
        leave_scores_of_projects(titles)
    results_alone = not of_indicators and of_results
    others = [t for t in titles if t is not name and t.column_key != "sequence"]
    others = [t for t in others if not with_units or t.field_key != "currency_unit"]
    beside = [t for t in others if t.is_of_project or (results_alone and t.field is not None)]
    results = [t for t in beside if of_results and is_result(t)]
    if results_alone:
        results = [t for t in others if is_result(t) or t.field_key not in _TEXTS_BESIDE]
    stated = []
    if not of_indicators and kind in ("project", "department"):
        stated = [*stated_columns(titles), *_measured(titles, table.rows)]
    beside = [t for t in beside if t not in results and t not in stated]
    lines = not of_indicators and (of_departments or not stated)
    whole = results_alone or of_departments
    return ListColumns(name, beside, results, stated, of_indicators, whole, lines, results_alone)


def _finest_name(table: FoundTable) -> HeaderTitle | None:
    """Return the title of the names of projects: 项目名称 behind 专项名称 | 专项金额.

    Of several it is the last that has more names than the first, each with money, or as many with money behind both. What
    stands before it is the program then, whose money is not that of its projects.
    """
    titles = table.header.titles
    first = next((t for t in titles if t.field_key in ("project", "program")), None)
    named = [t for t in titles if t.field_key == "project"]
    name = named[-1] if named else None
    if first is None or name is None or first is name:
        return name
    money = [t for t in titles if t.field_key.startswith(("amount.", "execution."))]
    between = [t for t in money if first.left < t.left < name.left]
    rows = [cells for _, cells in table.rows if not is_total(cells) and not adds_up(cells)]
    above, own = ({str(t.value(cells)) for cells in rows if t.place(cells)} for t in (first, name))
    behind = [t for t in money if t.left > name.left]
    if not behind:
        between = []
        behind = money
    paid = [(str(first.value(c)), t.value(c)) for t in behind for c in rows if t.place(c) is not None]
    fewest = len(above) + (not between)
    if 2 * len(paid) < len(own) or len(own) < fewest or len({*paid}) < fewest:
        return named[0]
    for title in named[:-1]:
        title.field = Meaning("program", "text")
    for title in between:
        title.side = "aside"
    return name


def _measured(titles: list[HeaderTitle], rows: Rows) -> list[HeaderTitle]:
    """Return the columns that no word tells, each with a target in every cell: ≥1.5."""
    unknown = [title for title in titles if title.column is None and title.field is None and not level_columns([title])]
    cells = [[str(value) for _, line in rows if (value := title.value(line)) is not None] for title in unknown]
    return [title for title, texts in zip(unknown, cells, strict=True) if texts and all(map(_has_operator, texts))]


def _has_operator(text: str) -> bool:
    measure = split_measure(text)
    return measure is not None and measure.operator is not None
