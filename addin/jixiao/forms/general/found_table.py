"""A header with the rows below it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from jixiao.forms.cell_text import counts_rows, is_placeholder
from jixiao.forms.classification import all_level1, all_level2
from jixiao.forms.general.column_contents import Rows
from jixiao.forms.general.header_kinds import is_figure
from jixiao.forms.general.header_titles import Header, HeaderTitle
from jixiao.forms.general.labelled_values import Labelled
from jixiao.forms.general.stated import has_measure, stated_columns, statements
from jixiao.forms.general.vocabulary import Meaning, Vocabulary
from jixiao.forms.labels import MAX_LABEL, cached_form
from jixiao.forms.measures import is_unit, says_operator, split_measure
from jixiao.forms.money import Unit
from jixiao.forms.region import Region
from jixiao.forms.text import squeeze
from jixiao.forms.total_words import is_total
from jixiao.grid.model import Value

MAX_UNIT_WORD = 3
"""A word of so many characters may be a unit that is not known."""


@dataclass(slots=True)
class FoundTable:
    """A header with the rows below it."""

    header: Header
    rows: Rows = field(default_factory=list)

    def is_list(self) -> bool:
        """Whether the rows carry the names of projects, or of several departments."""
        header = self.header
        if header.kind != "indicators" or header.title_of("project") is not None:
            return header.kind in ("list", "indicators")
        department = header.title_of("department")
        money = any(title.field_key.startswith(("amount.", "execution.")) for title in header.titles)
        named = {department.value(cells) for _, cells in self.rows} if department and money else set()
        return len(named - {None}) > 1

    def texts_alone(self) -> set[str]:
        """Return what stands alone on a line: 一、青禾县水务局."""
        return {squeeze(str(value)) for _, cells in self.rows if len(cells) == 1 for value in cells.values()}

    def goes_on_from(self, before: FoundTable) -> bool:
        """Return whether the header is that of the table right above it once more.

        年度绩效指标 beside it, where 长期绩效指标 stands beside the one above, begins a table of its own.
        """
        own, others = ([(title.text, title.left) for title in table.header.titles] for table in (self, before))
        return (
            own == others[-len(own) :]  # behind a caption that has lost its merge
            and self.header.caption in ("", before.header.caption)
            and bool(before.rows)
            and before.rows[-1][0] == self.header.top - 1
            and len(before.rows[-1][1]) > 2
        )

    def states_indicators(self) -> bool:
        """Whether a list states indicators in its cells: 清淤≥12公里 below 数量指标."""
        places = {place for title in stated_columns(self.header.titles) for place in title.columns}
        return any(
            isinstance(value, str) and has_measure(statements(value)[0])
            for _, cells in self.rows
            for place, value in cells.items()
            if place in places
        )

    def measures(self) -> FoundTable | None:
        """Return the indicators of a table of tasks with a target on each line, if it has."""
        if not {"level3", "target"} <= self.header.keys():
            return None
        item = self.header.item()
        assert item is not None
        titles = [title for title in self.header.titles if title.left >= item.left]
        rows = [(row, {c: v for c, v in cells.items() if c >= item.left}) for row, cells in self.rows]
        return FoundTable(replace(self.header, titles=titles), [(r, cells) for r, cells in rows if item.left in cells])


def over_pages(tables: Iterable[FoundTable]) -> list[FoundTable]:
    """Return the tables, with the rows below a header that stands once more joined."""
    joined: list[FoundTable] = []
    for table in tables:
        if joined and table.goes_on_from(joined[-1]):
            joined[-1] = replace(joined[-1], rows=[*joined[-1].rows, *table.rows])
        else:
            joined.append(table)
    return joined


def put_over_rows(table: FoundTable) -> None:
    """Move the titles that stand one column off every row: 一级指标 over 数量指标."""
    places = {title.column_key: title.left for title in reversed(table.header.titles)}
    first, second = places.get("level1", 0), places.get("level2", 0)
    rows = table.rows
    if second != first + 1 or _are_all(all_level1(), rows, first):
        return
    for off in (-1, 1):
        if _are_all(all_level1(), rows, first + off) and _are_all(all_level2(), rows, second + off):
            own = [title for title in table.header.titles if title.left >= first]
            moved = [replace(title, left=title.left + off, right=title.right + off) for title in own]
            table.header = replace(table.header, titles=moved, off=off)
            return


def _are_all(names: Container[str], rows: Rows, column: int) -> bool:
    """Return whether a column holds such names and nothing else, sums aside."""
    texts = [str(cells[column]) for _, cells in rows if column in cells and not is_total(cells)]
    return bool(texts) and all(len(text) <= MAX_LABEL and cached_form(text) in names for text in texts)


def names_one_project(found: Iterable[Labelled]) -> bool:
    """Return whether a label names the project of the whole block."""
    return any(
        each.key == "project" and each.value is not None and each.meaning is not None and each.meaning.rank == 0
        for each in found
    )


def leave_parts_of_project(tables: list[FoundTable], found: Iterable[Labelled]) -> None:
    """Make no list of the parts of a project that is named above: 子项目名称 before 一级指标."""
    if names_one_project(found):
        for title in (title for table in tables if table.header.kind == "indicators" for title in table.header.titles):
            if title.field is not None and title.field_key == "project" and title.field.rank > 0:
                title.field = None


def project_of_line(table: FoundTable, words: Vocabulary) -> Iterator[Labelled]:
    """Yield the project that the one line of an execution names, taken out of it.

    营养改善计划 | 320 | 144 below 项目名称 | 全年预算 | 执行数.
    """
    title = table.header.title_of("project")
    if table.header.kind != "execution" or title is None or len(table.rows) != 1:
        return
    row, cells = table.rows[0]
    place = title.place(cells)
    if place is not None and words.field(str(cells[place])) is None and not is_total(cells):
        table.rows = [(row, {column: value for column, value in cells.items() if column != place})]
        yield Labelled(title.text, title.field, (title.row, title.left), cells[place], (row, place))


def settle_titles(table: FoundTable) -> None:
    """Tell by their cells what titles with two meanings are.

    单位 over names is the department, over 公里 and % the unit of the targets; 目标 over ≥95% is no goal of a project;
    指标值 over ≥, 95 and % in three cells is three columns.
    """
    table.header.titles = [part for title in table.header.titles for part in _parts_of_measure(title, table)]
    _read_years(table)
    for title in table.header.titles:
        if title.column_key == "target" and title.field_key.startswith("goals.") and table.header.item() is not None:
            values = [value for _, cells in table.rows if (value := title.value(cells)) is not None]
            measures = sum(not isinstance(value, str) or split_measure(value) is not None for value in values)
            if 5 * measures > 3 * len(values):
                title.field = None
    names = [t.left for t in table.header.titles if t.field_key == "project" or t.column_key == "level3"]
    money = {t.right for t in table.header.titles if t.field_key.startswith("amount.")}
    for title in table.header.titles:
        if title.column_key != "unit":
            continue
        values = [cells[title.left] for _, cells in table.rows if title.left in cells]
        texts = [value for value in values if isinstance(value, str)]
        behind_money = title.left - 1 in money and title.left < max(names, default=0)
        if behind_money and texts and all(map(Unit.parse, texts)):
            title.column, title.field = None, Meaning("currency_unit", "text")
            continue
        before = bool(names) and title.left < min(names)  # 局机关 before the projects is no new word for a unit
        units = sum(1 for text in texts if is_unit(text) or (len(text) <= MAX_UNIT_WORD and not before))
        if texts and 2 * units < len(texts):
            title.column = None
            title.field = Meaning("department", "unit", rank=3)


def _read_years(table: FoundTable) -> None:
    """Read years over figures as parts of an amount: 三年合计 | 2026年 | 2027年 | 2028年."""
    whole = table.header.title_of("amount.total")
    unknown = [t for t in table.header.titles if t.is_bare_year and t.column is None and t.field is None]
    figures = [
        t for t in unknown if all(is_figure(cells[c]) for _, cells in table.rows for c in t.columns if c in cells)
    ]
    if whole is not None and len(figures) > 1 and not any(title.path for title in figures):
        for title in figures:
            title.field = whole.field


def _parts_of_measure(title: HeaderTitle, table: FoundTable) -> list[HeaderTitle]:
    """Return the columns of operator, number and unit below one title, else the title.

    A part that has a title of its own came there with a row that slid.
    """
    filled = {column: [cells[column] for _, cells in table.rows if column in cells] for column in title.columns}
    filled = {column: values for column, values in filled.items() if values}
    if title.column_key != "target" or len(filled) < 2:
        return [title]
    kinds = [_part_of_measure(values) for values in filled.values()]
    others = table.header.keys() - {"target"}
    if None in kinds or "target" not in kinds or len(set(kinds)) < len(kinds) or not others.isdisjoint(kinds):
        return [title]
    meanings = [title.column if kind == "target" else Meaning(kind, kind) for kind in kinds if kind is not None]
    return [
        replace(title, left=column, right=column, column=meaning, field=None)
        for column, meaning in zip(filled, meanings, strict=True)
    ]


def _part_of_measure(values: list[Value]) -> str | None:
    """Return whether most cells of a column are operators, targets or units."""
    texts = [value for value in values if isinstance(value, str)]
    counts = {
        "operator": sum(map(says_operator, texts)),
        "unit": sum(is_unit(text) or len(text) <= MAX_UNIT_WORD for text in texts if not says_operator(text)),
        "target": len(values) - len(texts),
    }
    kind = max(counts, key=counts.__getitem__)
    return kind if 5 * counts[kind] > 3 * len(values) else None


def take_sequences(region: Region, table: FoundTable) -> None:
    """Take the numbers of the rows; a text alone in their column heads the rows.

    A column of texts with that key is one that the bureau keeps under its own title, or does not read.
    """
    for title in table.header.titles:
        if title.column is not None and title.column.key == "sequence":
            filled = ((row, cells) for row, cells in table.rows if len(cells) > 1 and title.left in cells)
            own = title.column.type == "text"
            region.taken.update((row, title.left) for row, cells in filled if own or counts_rows(cells[title.left]))


def texts_of(tables: list[FoundTable]) -> list[str]:
    """Return all that the headers of some tables say."""
    titles = [text for table in tables for title in table.header.titles for text in (title.text, *title.path)]
    return [*titles, *(table.header.caption for table in tables)]


def sources_of(tables: list[FoundTable]) -> list[str]:
    """Return how the lines of execution tables begin: 年度资金总额（元）."""
    rows = (cells for table in tables if table.header.kind == "execution" for _, cells in table.rows)
    return [text for cells in rows for text in islice(cells.values(), 2) if isinstance(text, str)]


def amounts_of(tables: list[FoundTable]) -> list[Value]:
    """Return what stands under the titles of money: 210万元."""
    money = [
        (t, table) for table in tables for t in table.header.titles if t.field is not None and t.field.type == "money"
    ]
    found = (title.value(cells) for title, table in money for _, cells in table.rows)
    return [value for value in found if value is not None and not is_placeholder(value)]
