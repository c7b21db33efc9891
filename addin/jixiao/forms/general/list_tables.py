"""Which tables of a block are lists, and what is labelled above each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from jixiao.forms.classification import is_level
from jixiao.forms.general.class_lines import heading_lines
from jixiao.forms.general.found_table import FoundTable, texts_of
from jixiao.forms.general.header_kinds import is_figure
from jixiao.forms.general.header_titles import HeaderTitle
from jixiao.forms.general.labelled_values import Labelled, LabelledValues, stated_unit
from jixiao.forms.general.subtotals import DepartmentLine, is_organisation, is_owner
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.money import Unit
from jixiao.forms.region import Region
from jixiao.forms.text import squeeze
from jixiao.forms.title_lines import LINES_BELOW, MAX_NAME
from jixiao.forms.titles import year_in
from jixiao.forms.total_words import adds_up, is_total
from jixiao.forms.unit_names import name_and_code
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

_NAMELESS = ("project", "goals.", "execution.", "total_score", "grade")
"""Beginnings of the keys of labels that are the name of nothing; a project may be called 工作经费."""
_YEAR_ALONE = late_pattern(
    r"[(（]?(?:20\d{2}|上一?|去)年?度?(?:项目|预算)?[)）]?(?:[(（](?:金额)?单位[:：]?[\u4e00-\u9fff]{1,3}[)）])?"
)
"""2025年, （2025年度）, 2025年项目, 上年, 2025年（单位：万元）."""
FURTHEST = 2
"""How far 单位名称 is from the department."""
_BUREAU = late_pattern(r"(?:局|委|委员会|厅)$")


def lists_with_labels(
    lists: list[FoundTable], labelled: LabelledValues, year: int | None
) -> list[tuple[FoundTable, LabelledValues, int | None]]:
    """Return the lists of a block, each with its labels and year; continued, one.

    A list without a department of its own has the one above: 部门：青禾县水务局 stands over every list or over all of them.
    """
    if len(lists) == 1:
        return [(lists[0], labelled, year)]
    found: list[tuple[FoundTable, LabelledValues, int | None]] = []
    above: list[Labelled] = []
    top = 0
    for place, table in enumerate(lists):
        bottom = table.header.top if place + 1 < len(lists) else 1 << 30
        own = [each for each in labelled.found if top < each.at[0] < bottom]
        top = table.header.top
        last = found[-1][0] if found else None
        told = {(each.label, each.value) for each in above}  # 部门：青禾县水务局 on each page
        between = any(each.at[0] < table.header.top and (each.label, each.value) not in told for each in own)
        alike = last is not None and _titles_of(last) == _titles_of(table) and _unit_of(table) in (None, _unit_of(last))
        if last is not None and not between and alike and _year_above(last, 0) == _year_above(table, 0):
            last.rows.extend(table.rows)
            continue
        names = any(each.key == "department" for each in own)
        above = own if names else [*above, *own]
        found.append((table, replace(labelled, found=above), _year_above(table, year)))
    return found


def _year_above(table: FoundTable, year: int | None) -> int | None:
    """Return the year that stands over one list of several, else ``year``: 2025年, 上年."""
    caption = _YEAR_ALONE.fullmatch(squeeze(table.header.caption))
    if caption is None or year is None:
        return year if caption is None else year_in(caption[0])
    return year_in(caption[0]) or year - 1


def lists_departments(table: FoundTable) -> bool:
    """Whether the rows of a table carry the names of departments, and of no project."""
    header = table.header
    if header.title_of("project") is not None or header.title_of("department") is None:
        return False
    stated = any(title.field_key.startswith(("amount.", "execution.", "goals.")) for title in header.titles)
    return header.kind == "list" or (header.kind == "indicators" and stated)


def is_no_summary(table: FoundTable, labelled: LabelledValues) -> bool:
    """Return whether a list has indicators, or the projects of several departments."""
    project = table.header.title_of("project")
    if project is None or table.states_indicators():
        return True
    heads = [each.value for each in labelled.found if each.key == "department"]
    above = next((str(name) for name in heads if name), " ")
    column = table.header.title_of("department")
    named = {str(name) for _, cells in table.rows if column and (name := column.value(cells)) is not None}
    named |= {line.name for line in heading_lines(table, project, None).values()}  # 青禾县水务局 | 420
    units = list(filter(is_owner, table.texts_alone())) or list(filter(is_owner, named))
    return sum(not heads or is_bureau_beside(unit, above) for unit in units) > 1


def without_unit(region: Region, row: int, cells: dict[int, Value], unit: str | None) -> dict[int, Value]:
    """Return a row without the unit of the list in it, which is taken: 单位：万元."""
    units = {c: Unit.parse(v) for c, v in cells.items() if isinstance(v, str) and "单位" in v}
    own = [column for column, stated in units.items() if stated is not None and stated.name == unit]
    region.take_all(row, own)
    return {column: value for column, value in cells.items() if column not in own}


def line_of_department(region: Region, table: FoundTable, name: HeaderTitle) -> tuple[str, str] | None:
    """Return the department alone on a line above a list, with its address.

    It becomes the first row, over the projects below as those between them are. One above the title may have collected
    the list: it is that of the projects only if no unit stands among them.
    """
    top = table.header.top
    names = [str(value) for _, cells in table.rows if (value := name.value(cells)) is not None]
    above = 0 if any(map(is_organisation, (*names, *table.texts_alone()))) else LINES_BELOW
    between = [row for row, _ in region.rows if region.title[0] < row < top]
    for row, cells in region.rows:
        column, text = next(iter(cells.items()))
        near = row in between[-LINES_BELOW + 1 :]
        near = near or (len(cells) == 1 and region.title[0] - above <= row < region.title[0])
        if near and isinstance(text, str) and len(text) <= MAX_NAME and is_organisation(text):
            if stands_over_departments(table, name, text):
                return None
            table.rows.insert(0, (row, {column: text}))
            return name_and_code(squeeze(text))[0], region.take(row, column)
    return None


def stands_over_departments(table: FoundTable, name: HeaderTitle, above: str) -> bool:
    """Return whether a bureau collects the projects of departments beside it.

    局本级 and 农技推广中心 below 单位名称 are units of its own.
    """
    columns = [title for title in table.header.titles if title.field_key == "department"]
    if name.field_key != "project" or not columns:
        return False
    column = min(columns, key=distance_from_department)
    named = {str(value) for _, cells in table.rows if (value := column.value(cells)) is not None}
    if distance_from_department(column) < FURTHEST:
        return bool(named) and above not in named
    return any(is_bureau_beside(each, above) for each in named)


def heads_bureaus(headings: Iterable[str], above: str) -> bool:
    """Return whether projects stand below bureaus beside the one above, none its own.

    What heads others is a department too then: 区残联 after 区水务局 below 编报单位：区财政局.
    """
    units = list(filter(is_organisation, headings))
    return any(is_bureau_beside(unit, above) for unit in units) and not any(above in unit for unit in units)


def titles_others(name: HeaderTitle, cells: dict[int, Value], words: Vocabulary) -> bool:
    """Return whether a row of a list is the titles of others, or no name's.

    项目名称 | 列支数 | 绩效目标, 自评得分 | 96 | 92: what is below it is of another table.
    """
    if is_total(cells) or adds_up(cells):
        return False
    known = {c: words.field(v) for c, v in cells.items() if isinstance(v, str)}
    keys = {column: meaning.key for column, meaning in known.items() if meaning is not None}
    own = name.place(cells)
    of_money = any(isinstance(value, str) and Unit.of_label(value) is not None for value in cells.values())
    titles = of_money or sum(k == "amount.total" or k.startswith(_NAMELESS) for k in keys.values()) > 1
    if titles and not any(map(is_figure, cells.values())):
        return True
    return own is not None and (keys.get(own, "").startswith(_NAMELESS) or is_level(str(cells[own])))


def _unit_of(table: FoundTable) -> str | None:
    return stated_unit((), texts_of([table]))


def _titles_of(table: FoundTable) -> list[tuple[str, int]]:
    return [(title.name, title.left) for title in table.header.titles]


def of_several_departments(
    table: FoundTable, beside: list[HeaderTitle], lines: dict[int, DepartmentLine], *, above: bool
) -> bool:
    """Return whether a list has the projects of several departments.

    Where none stands ``above`` it, the names in a column are those of departments, whatever they end with.
    """
    columns = [t for t in beside if t.field_key == "department"]
    places = [t.left for t in columns if t is min(columns, key=distance_from_department)]
    named = {squeeze(str(cells[place])) for place in places for _, cells in table.rows if place in cells}
    if not above and len(named) > 1:
        return True
    named |= {squeeze(line.name) for line in lines.values()} | table.texts_alone()
    return sum(map(is_owner, named)) > 1


def distance_from_department(title: HeaderTitle) -> int:
    """How far from the department a column of names is: 主管部门 before 部门名称 before 单位名称."""
    return next((place for place, word in enumerate(("主管", "部门")) if word in title.text), FURTHEST)


def is_bureau_beside(text: str, above: str) -> bool:
    """Return whether a line names a department of its own, no unit of the one above.

    青禾县水务局 below 汇总单位：青禾县财政局 is one; 青禾县财政局本级 and 青禾县第一中学 are not.
    """
    name = name_and_code(squeeze(text))[0]
    return _BUREAU.search(name) is not None and name not in above and above not in name
