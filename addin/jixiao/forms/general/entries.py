"""Which rows of a list belong to one project.

A name is repeated on each row, merged over its rows, or written once and left blank below. A row with one name alone is
the department or unit of the rows below it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from jixiao.forms.cell_text import counts_rows, is_placeholder, same_text, text_of
from jixiao.forms.general.column_contents import Rows
from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.header_kinds import is_figure
from jixiao.forms.general.header_titles import HeaderTitle, numbers_the_columns
from jixiao.forms.general.label_words import partition
from jixiao.forms.general.money_parts import adds_up_parts
from jixiao.forms.general.stated import level_columns
from jixiao.forms.general.subtotals import DepartmentLine, heads_projects, money_title, totals_one
from jixiao.forms.region import Region
from jixiao.forms.text import clean, squeeze
from jixiao.forms.titles import is_page_line
from jixiao.forms.total_words import adds_up, is_total, is_total_word, sums_a_list
from jixiao.grid.address import address
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

_COUNTER = late_pattern(r"^[(（]?[一二三四五六七八九十]{1,3}[)）、.．]\s*")
"""一、青禾县水务局."""


@dataclass(slots=True)
class ListEntry:
    """One project of a list: its rows, its name and what stands above it."""

    name: str | None
    at: tuple[int, int] | None
    rows: Rows = field(default_factory=list)
    headings: tuple[tuple[str, tuple[int, int]], ...] = ()
    total: tuple[int, dict[int, Value]] | None = None
    """The line that adds up its rows: 药品抽检 小计, 法律援助 | 小计."""
    carried: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Where that stands which was written once for several, by its column."""

    def beginning(self) -> str:
        """Return the cell by which the form is known: that of the name."""
        row, cells = self.rows[0]
        if self.at is None or self.at[0] < row:  # a name merged over several units
            return address(row, min(cells))
        return address(*self.at)

    def values(self, title: HeaderTitle) -> list[tuple[tuple[int, int], Value]]:
        """Return what stands under a title for the project, with places; no placeholders."""
        found: list[tuple[tuple[int, int], Value]] = []
        for row, cells in self.rows:
            filled = (c for c in title.columns if c in cells and not _says_nothing(cells[c]))
            if (column := next(filled, None)) is not None:
                place = self.carried.get(column, (row, column)) if not found else (row, column)
                found.append((place, cells[column]))
        return found


class EntryReader:
    """Sorts the rows of a list to its projects."""

    def __init__(self, region: Region, table: FoundTable, name: HeaderTitle) -> None:
        self.region = region
        self.table = table
        self.name = name
        self._identity = [title for title in table.header.titles if title is not name and _identifies(title)]
        self._found: list[ListEntry] = []
        self._headings: list[tuple[int, tuple[str, tuple[int, int]]]] = []
        self._by_key: dict[tuple[str, ...], ListEntry] = {}
        self._last_key: tuple[str, ...] = ()
        self._fresh = False

    def entries(self, departments: dict[int, DepartmentLine], *, lines: bool = False) -> list[ListEntry]:
        """Return the projects in order; ``departments`` are lines with a department's sum.

        Where the list has one of the ``lines`` for each project, a name that stands there twice is that of two projects.
        """
        for row, cells in self.table.rows:
            line = departments.get(row)
            if line is not None and not (line.name or line.last):
                continue
            if len(cells) == 1 and is_page_line(str(next(iter(cells.values())))):
                self.region.take_all(row, cells)
                continue
            place = self.name.place(cells)
            place = None if place is not None and is_placeholder(cells[place]) else place
            if self._is_sum(row, cells, line) or self._heads(row, cells, place, line):
                self.region.take_all(row, cells)
            elif place is None:
                self._enter_nameless(row, cells, lines=lines)
            else:
                self._enter(row, cells, place, lines=lines)
        return self._found

    def _is_sum(self, row: int, cells: dict[int, Value], line: DepartmentLine | None) -> bool:
        """Return whether a row adds up others; the total of a project becomes its own."""
        if line is not None:
            return not line.name
        if not (numbers_the_columns(cells) or self._adds_up(cells)):
            return False
        last = self._found[-1] if self._found else None
        stated = str(cells.get(self.name.left, ""))
        if last is None or not last.name:
            return True
        if self._covered(row) or stated.startswith(last.name) or adds_up_parts(self.table, self.name, last.rows, cells):
            last.total = (row, cells)
        return True

    def _heads(self, row: int, cells: dict[int, Value], place: int | None, line: DepartmentLine | None) -> bool:
        """Return whether a row names the department or unit of those below, kept so."""
        heading = None if line is None else (line.column, line.name)
        if heading is None and len(cells) == 1:
            ((column, value),) = cells.items()
            if self.region.bottom_edge(row, column) == row and (place is not None or heads_projects(str(value))):
                heading = column, partition(str(value))[2] or str(value)
        if heading is None:
            return False
        self._headings = [above for above in self._headings if above[0] >= row or self._fresh or not self._found]
        last = 0 if line is None else line.last
        self._headings.append((last, (_COUNTER.sub("", clean(heading[1])), (row, heading[0]))))
        self._by_key = {}
        self._fresh = True
        return True

    def _enter_nameless(self, row: int, cells: dict[int, Value], *, lines: bool) -> None:
        """Enter a row without a name: of the project above, a project, or of none."""
        sums = all(map(is_figure, cells.values())) and not self._covered(row)
        if (sums or not self._found) and not self._says_something(cells):
            return  # a line of the header that is not known, or a sum without a name
        if len(cells) == 1 and any(title.place(cells) is not None for title in self._identity):
            return  # 续上表, 2026年1月9日 in the column of departments
        if not self._found or self._begins_nameless(self._found[-1], row, cells, lines=lines):
            named = (self._found[-1].name, self._found[-1].at) if self._found and self._covered(row) else (None, None)
            self._found.append(ListEntry(*named, [], self._above()))
        self._found[-1].rows.append((row, cells))

    def _enter(self, row: int, cells: dict[int, Value], place: int, *, lines: bool) -> None:
        """Enter a row with a name: of a project that is known, or of the next."""
        text = clean(str(text_of(cells[place]) or ""))
        key = _key(cells, squeeze(text), self._identity)
        known = None if lines else self._by_key.get(key)
        if known is not None and self._has_own_money(known, cells) and self._states_another_goal(known, cells):
            known = None  # another project of that name
        elif self._found and not self._fresh:
            last = self._found[-1]
            if lines and key == self._last_key and self._goes_on(last, cells):
                known = last
            if known is None and not lines and _continues(key, self._last_key):
                known = last  # the department stands in the first row of the project alone
            if known is None and self._names(last, cells):
                known = self._by_key[key] = last
                known.name, known.at = text, (row, place)
        self._last_key = key
        if known is not None and (self._found[-1] is known or self.region.bottom_edge(row, place) == row):
            known.rows.append((row, cells))
        else:
            total = (row, cells) if totals_one(self.name, cells) else None
            self._by_key[key] = ListEntry(text, (row, place), [(row, cells)], self._above(), total)
            self._found.append(self._by_key[key])
        self.region.take(row, place)
        self._fresh = False

    def _above(self) -> tuple[tuple[str, tuple[int, int]], ...]:
        """Return the departments and units that stand over the next project."""
        return tuple(text for _, text in self._headings)

    def _covered(self, row: int) -> bool:
        """Return whether the name of the last project is merged over a row."""
        at = self._found[-1].at if self._found else None
        return at is not None and self.region.bottom_edge(*at) >= row

    def _adds_up(self, cells: dict[int, Value]) -> bool:
        of_all = sums_a_list(cells) or (is_total(cells) and not totals_one(self.name, cells))
        return of_all or (adds_up(cells) and not states_indicator(cells, self.table))

    def _begins_nameless(self, last: ListEntry, row: int, cells: dict[int, Value], *, lines: bool) -> bool:
        """Return whether a nameless row begins a project: another unit, code or goal.

        So does one with a number of its own, or with a unit or goal where projects are ``lines``, unless the name above
        is merged over it.
        """
        key, known = _key(cells, None, self._identity), _key(last.rows[0][1], None, self._identity)
        other = any(mine and above and mine != above for mine, above in zip(key, known, strict=True))
        if self._covered(row):
            money = money_title(self.table.header.titles)
            return other and last.total is None and money is not None and money.place(cells) is not None
        other_unit = other or (last.name is None and any(key) and any(known) and key != known)
        of_its_own = (lines and self._tells_itself(cells)) or self._has_own_money(last, cells)
        return of_its_own or other_unit or self._is_numbered(cells) or self._states_another_goal(last, cells)

    def _has_own_money(self, last: ListEntry, cells: dict[int, Value]) -> bool:
        """Return whether a row has money and indicators as the last project's first has."""
        amounts = [title for title in self.table.header.titles if title.field_key.startswith("amount.")]
        stated = [title for title in self.table.header.titles if level_columns([title])]
        rows = (cells, last.rows[0][1])
        told = (any(t.place(row) is not None for t in stated) or states_indicator(row, self.table) for row in rows)
        paid = ([title.value(row) for row in rows] for title in amounts)
        return all(told) and any(None not in pair and pair[0] != pair[1] for pair in paid)

    def _tells_itself(self, cells: dict[int, Value]) -> bool:
        """Return whether a row has a unit, a code or a goal."""
        goals = (title for title in self.table.header.titles if title.field_key.startswith("goals."))
        return any(title.place(cells) is not None for title in (*self._identity, *goals))

    def _says_something(self, cells: dict[int, Value]) -> bool:
        """Return whether a first row without a name is a project, no line of sums."""
        stated = self._tells_itself(cells) or states_indicator(cells, self.table)
        return stated or self._is_numbered(cells)

    def _is_numbered(self, cells: dict[int, Value]) -> bool:
        """Return whether a nameless row is numbered: few are nameless, or it has money."""
        titles, rows = self.table.header.titles, self.table.rows
        number = next((title for title in titles if title.column_key == "sequence"), None)
        if number is None or (place := number.place(cells)) is None or not counts_rows(cells[place]):
            return False
        money = money_title(titles)
        nameless = sum(self.name.place(each) is None for _, each in rows)
        return 3 * nameless <= len(rows) or (money is not None and money.place(cells) is not None)

    def _names(self, last: ListEntry, cells: dict[int, Value]) -> bool:
        """Return whether a row has the name that the row above lacks, of one project.

        They share their code, else two of department, money and goal, and their number.
        """
        if last.name is not None:
            return False
        header, above = self.table.header, last.rows[-1][1]
        code = header.title_of("project_code")
        asked, fewest = [code], 1
        if code is None:
            numbers = [title for title in header.titles if title.column_key == "sequence"]
            asked = [money_title(header.titles), *map(header.title_of, ("department", "goals.annual")), *numbers]
            fewest = 2
        told = [(title.value(cells), title.value(above)) for title in asked if title is not None]
        pairs = [[squeeze(str(value)) for value in pair] for pair in told if None not in pair]
        return len(pairs) >= fewest and all(own == other for own, other in pairs)

    def _states_another_goal(self, entry: ListEntry, cells: dict[int, Value]) -> bool:
        """Return whether a nameless row states another goal than the project above."""
        for title in self.table.header.titles:
            if not title.field_key.startswith("goals.annual"):
                continue
            stated = title.value(cells)
            known = [value for _, value in entry.values(title)]
            if isinstance(stated, str) and known and not any(same_text(stated, value) for value in known):
                return True
        return False

    def _goes_on(self, entry: ListEntry, cells: dict[int, Value]) -> bool:
        """Return whether a line is another part of the project above: another code of it.

        Lines that are numbered are projects, be they called alike.
        """
        above = entry.rows[-1][1]
        titles = self.table.header.titles
        if any(title.column_key == "sequence" and title.place(cells) is not None for title in titles):
            return False
        if entry.total is not None:
            return True
        goals = [(t.value(cells), t.value(above)) for t in titles if t.field_key.startswith("goals.annual")]
        parts = [(t.value(cells), t.value(above)) for t in titles if t.field_key in ("", "other")]
        alike = any(isinstance(own, str) and own == other for own, other in goals)
        return alike and any(own != other for own, other in parts)


def _says_nothing(value: Value) -> bool:
    """Return whether a cell is a placeholder, or the word of a sum: 小计 below 实施单位."""
    return is_placeholder(value) or (isinstance(value, str) and is_total_word(value))


def _identifies(title: HeaderTitle) -> bool:
    keys = ("project_code", "department", "department_code", "implementing_unit")
    return title.is_of_project and title.field_key in keys


def _key(cells: dict[int, Value], name: str | None, identity: list[HeaderTitle]) -> tuple[str, ...]:
    values = ["" if (value := t.value(cells)) is None or is_placeholder(value) else str(value) for t in identity]
    return (name or "", *map(squeeze, values))


def _continues(key: tuple[str, ...], last: tuple[str, ...]) -> bool:
    """Return whether a row says of its project what the one above says, or less."""
    return key[:1] == last[:1] and all(own == above or "" in (own, above) for own, above in zip(key, last, strict=True))


def states_indicator(cells: dict[int, Value], table: FoundTable) -> bool:
    """Whether a row says something of an indicator."""
    levels = ("level1", "level2", "level3", "target")
    return any(title.column_key in levels and title.place(cells) is not None for title in table.header.titles)
