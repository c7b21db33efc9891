"""The lines of a list that stand for several projects: a department with its sum.

青禾县水务局 | 420 above the projects of the bureau is no project: its money would count twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from itertools import pairwise, takewhile
from typing import NamedTuple

from jixiao.forms.cell_text import text_of
from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.header_kinds import is_figure
from jixiao.forms.general.header_titles import HeaderTitle
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.labels import cached_form
from jixiao.forms.money import parse_money
from jixiao.forms.text import squeeze
from jixiao.forms.titles import is_page_line
from jixiao.forms.total_words import adds_up, is_nature, is_subtotal, is_total, is_total_word
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

_ORGANISATION = late_pattern(
    r"(?:局|委|委员会|办|办公室|厅|部|院|中心|站|所|学校|中学|小学|大学|会|队|馆|处|政府|街道|镇|乡|公司|团|社|园|库|台|本级|机关|单位|[林农渔牧茶苗]场|[残文妇侨商科]联|[科作记]协|集团|园区|开发区)(?:[(（]?\d{3,12}[)）]?)?$"
)
_HEADS = late_pattern(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|以下|(?!其中)[^:：]{2,12}[:：]\s*$")
"""（二）教育类, 以下为新增项目, 新增项目：."""
_NUMERAL = late_pattern(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.]?$")
_FUNCTION = late_pattern(r"2\d\d(?:\d\d){0,2}[-—\s]+[\u4e00-\u9fff]")
"""2081104 残疾人康复: a function of government, no project."""
_MONEY = ("amount.total", "execution.annual", "execution.initial", "execution.executed", "amount.fiscal")
_REGION = late_pattern(r"[^全各小社景校灾\s](?:[县市区旗州]|(?<!城)[镇乡])\s*$")
"""青石县, not 全县, 特色小镇."""
_OF_WHICH = late_pattern(r"\s*其中[:：]")
"""其中：青石县 below 海平市."""
_END = 1 << 30
_REACH = 500
"""So many rows below a line at most are added up."""


class DepartmentLine(NamedTuple):
    """A line with the sum of the lines below it.

    ``name`` is empty for the sum of a code, ``last`` the last row that it adds up, 0 if it is not known to. Without both
    the line is a part of the money above it.
    """

    column: int
    name: str
    last: int


def is_organisation(text: str) -> bool:
    """Whether a text ends like a department's or unit's name: 青禾县水务局（101002）."""
    return _ORGANISATION.search(squeeze(text)) is not None


def is_owner(text: str) -> bool:
    """Return whether a text ends like what has projects: 青禾县水务局, 海平市; not 续上表."""
    return is_organisation(text) or _REGION.search(text) is not None


def names_unit(cells: Mapping[int, Value], words: Vocabulary) -> bool:
    """Return whether a label in a row has a unit behind it: 主管部门 | 县水利局."""
    for label, value in pairwise(cells.values()):
        if isinstance(label, str) and isinstance(value, str) and is_organisation(value):
            meaning = words.field(label) if words.field(value) is None else None  # 主管部门 | 预算单位 are titles
            if meaning is not None and (meaning.type == "unit" or meaning.key in ("department", "implementing_unit")):
                return True
    return False


def heads_projects(text: str) -> bool:
    """Whether a line stands over projects of a list: （二）教育类, 续表, 青禾县水务局."""
    return _HEADS.match(text) is not None or is_page_line(text) or is_owner(text)


def money_title(titles: list[HeaderTitle]) -> HeaderTitle | None:
    """Return the column of money that a department's line adds up: budget, else spent."""
    found = [title for title in titles if title.field_key in _MONEY and title.side in (None, "annual")]
    return min(found, key=lambda title: (title.stage, _MONEY.index(title.field_key)), default=None)


def amount_under(title: HeaderTitle, cells: dict[int, Value], unit: str | None) -> Decimal | None:
    """What a row says under a title of money, in the unit of the list."""
    return parse_money(title.value(cells), unit or title.unit or "万元", title.unit)


def department_lines(
    table: FoundTable, name: HeaderTitle, unit: str | None, is_item: Callable[[dict[int, Value]], bool] | None = None
) -> dict[int, DepartmentLine]:
    """Return the rows that name a department with a sum.

    Sums of codes are among them: 205 | 教育支出 | 230 over 2050202 | 小学教育 | 课后服务 | 150.
    In a list of indicators ``is_item`` tells the rows with one: there a department needs no more than its name. Else its
    amount must be the sum of the rows below it, or its number a Chinese numeral above those in digits, as that of a class.
    """
    money = money_title(table.header.titles)
    if money is None:
        return {}
    found: dict[int, DepartmentLine] = {}
    for index in range(len(table.rows) - 1, -1, -1):
        row, cells = table.rows[index]
        if is_total(cells) or adds_up(cells) or (is_item is not None and is_item(cells)):
            continue
        heading = _heading(table, index, name, money)
        if heading is None or index + 1 == len(table.rows):
            continue
        below = table.rows[index + 1][1]
        named, numbered = is_organisation(heading[1]), is_numeral(next(iter(cells.values())))
        is_code = _FUNCTION.match(heading[1]) is not None
        counted = not is_numeral(next(iter(below.values()))) and not is_total(below)
        above_digits = numbered and counted  # 一 公共文化 over 1 图书馆开放
        goes_on = numbered if is_item is None else any(t.place(below) is not None for t in (name, money))
        stands = above_digits or (named and (goes_on or is_nature(str(name.value(below)))))
        nature = is_nature(heading[1]) and not _states_goal(table, cells)
        told = named or above_digits or is_code or nature or is_item is not None or name.place(cells) is None
        if told or _is_class(table, index, name, found):
            last = _sum_ends(table, index, name, money, unit, found, repeated=is_item is not None)
            if nature:
                found[row] = DepartmentLine(heading[0], "", last)
            elif stands or last or (is_code and is_item is not None):
                found[row] = DepartmentLine(*heading, last)
    total = _total_of_all(table, name, money, unit, found) if table.rows else None
    return found if total is None else {**found, total[0]: total[1]}


def _heading(table: FoundTable, index: int, name: HeaderTitle, money: HeaderTitle) -> tuple[int, str] | None:
    """Return what a row with money is called: under the name, else its organisation.

    Whatever stands in the column of departments is one: 海平市 below 地区, without a goal of its own. A class has no
    name: 2081104 残疾人康复 before the names, a code that begins the next.
    """
    _, cells = table.rows[index]
    if money.place(cells) is None:
        return None
    if (under := name.place(cells)) is not None:
        value = cells[under]
        return (under, value) if isinstance(value, str) else None
    if _states_goal(table, cells):
        return None
    if _begins_codes(table, index, money):
        return next(iter(cells)), ""
    owner = table.header.title_of("department")
    organisation = next((each for each, value in cells.items() if is_organisation(str(value))), None)
    column = organisation if owner is None or owner.place(cells) is None else owner.place(cells)
    if column is not None:
        return column, str(cells[column])
    texts = [column for column, value in cells.items() if not is_figure(value)]
    return (texts[0], "") if len(texts) == 1 and texts[0] < name.left else None


def _states_goal(table: FoundTable, cells: dict[int, Value]) -> bool:
    goals = (title for title in table.header.titles if title.field_key.startswith("goals."))
    return any(title.place(cells) is not None for title in goals)


def totals_one(name: HeaderTitle, cells: dict[int, Value]) -> bool:
    """Return whether a row has the total of the project that it names: 法律援助 | 小计."""
    place = name.place(cells)
    if place is None or not is_total(cells) or is_total_word(str(cells[place])):
        return False
    return any(column > place and isinstance(value, str) and is_total_word(value) for column, value in cells.items())


def is_numeral(value: Value) -> bool:
    """Return whether a cell numbers a row in Chinese: 一, （二）."""
    return isinstance(value, str) and _NUMERAL.match(squeeze(value)) is not None


def _is_class(table: FoundTable, index: int, name: HeaderTitle, lines: Collection[int]) -> bool:
    """Return whether a row has a name and amounts alone above a project with a goal."""
    titles = table.header.titles
    own = {c for t in titles if t is name or t.field_key.startswith(("amount.", "execution.")) for c in t.columns}
    goals = [title for title in titles if title.field_key.startswith("goals.")]
    below = next((cells for row, cells in table.rows[index + 1 :] if row not in lines), {})
    return table.rows[index][1].keys() <= own and any(title.place(below) is not None for title in goals)


def _begins_codes(table: FoundTable, index: int, money: HeaderTitle) -> bool:
    """Return whether the code of a row begins that of the next.

    A code stands in one cell or in several: 208 | 11 | 04 below 类 | 款 | 项.
    """
    codes = [_code(cells, money) for _, cells in table.rows[index : index + 2]]
    return len(codes) > 1 and bool(codes[0]) and codes[1].startswith(codes[0]) and codes[0] != codes[1]


def _code(cells: dict[int, Value], money: HeaderTitle) -> str:
    """Return the code that a row begins with: 2081104 of 208 | 11 | 04."""
    texts = (text_of(value) or "" for column, value in cells.items() if column != money.left)
    return "".join(takewhile(str.isdigit, texts))


def _sum_ends(
    table: FoundTable,
    index: int,
    name: HeaderTitle,
    money: HeaderTitle,
    unit: str | None,
    lines: dict[int, DepartmentLine],
    *,
    repeated: bool,
) -> int:
    """Return the row where those below add up to an amount; ``repeated`` count once."""
    amount = amount_under(money, table.rows[index][1], unit)
    if not amount:
        return 0
    added = Decimal(0)
    last: str | None = None
    for row, cells in table.rows[index + 1 : index + 1 + _REACH]:
        if (row in lines and (lines[row].name or lines[row].last)) or is_subtotal(cells):
            continue
        if is_total(cells) or adds_up(cells):
            break
        under = name.value(cells)
        text = None if under is None else cached_form(str(under))
        if (text is None and last is not None) or (repeated and text is not None and text == last):
            continue  # the first project below counts even where its name is left blank
        last = text or ""
        added += amount_under(money, cells, unit) or Decimal(0)
        if added >= amount:
            return row if added == amount else 0
    return 0


def region_lines(table: FoundTable, name: HeaderTitle, unit: str | None) -> dict[int, DepartmentLine]:
    """Return the rows of a list of counties that add up those below: 海平市.

    One above 其中 is so, any other if the total of the list does not count it. What is 其中 and adds up to nothing is a
    part of the row above it.
    """
    money = money_title(table.header.titles)
    found: dict[int, DepartmentLine] = {}
    told: dict[int, DepartmentLine] = {}
    counted, totals, above, end = Decimal(0), [Decimal(0)], None, 0
    for index, (row, cells) in enumerate(table.rows if money is not None else ()):
        assert money is not None
        amount = amount_under(money, cells, unit) or Decimal(0)
        if is_total(cells) or adds_up(cells):
            totals.append(amount)
        elif last := _sum_ends(table, index, name, money, unit, {}, repeated=True):
            found[row] = DepartmentLine(next(iter(cells)), "", last)
            if _OF_WHICH.match(str(name.value(table.rows[index + 1][1]))):
                told[row], end = found[row], last
        elif row > end and _OF_WHICH.match(str(name.value(cells))):
            told[row] = found[row] = DepartmentLine(next(iter(cells)), "", 0)
        elif (own := name.value(cells)) is not None and own != above:
            counted, above = counted + amount, own
    found = found if counted == max(totals) else told
    total = _total_of_all(table, name, money, unit, found) if money is not None and table.rows else None
    return found if total is None else {**found, total[0]: total[1]}


def _total_of_all(
    table: FoundTable, name: HeaderTitle, money: HeaderTitle, unit: str | None, lines: dict[int, DepartmentLine]
) -> tuple[int, DepartmentLine] | None:
    """Return the first or last row if it adds up all projects: 全县 | 184.

    It has a word that nobody knows, or none, and figures alone.
    """
    for row, cells in (table.rows[-1], table.rows[0]):
        first = next(iter(cells))
        words = [column for column, value in cells.items() if isinstance(value, str) and not is_figure(value)]
        if words not in ([], [first]) or (words and first > name.right) or row in lines:
            continue
        if is_total(cells) or adds_up(cells) or _REGION.search(str(cells[first])):
            continue
        stated = [
            (str(name.value(project)), amount)
            for other, project in table.rows
            if other not in (row, *lines) and not is_total(project) and not adds_up(project)
            if (amount := amount_under(money, project, unit))
        ]
        once = dict(reversed(stated))  # a project on several rows counts once, projects called alike each
        sums = [sum(amount for _, amount in stated), sum(once.values())]
        if len(stated) > 1 and amount_under(money, cells, unit) in sums:
            return row, DepartmentLine(first, "", row)
    return None
