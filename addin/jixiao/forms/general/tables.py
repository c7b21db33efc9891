"""The tables of a block: which rows belong to which header, and those with a line for each source of money or task."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from jixiao.forms.cellvalues import number_in
from jixiao.forms.classification import all_level2, framework
from jixiao.forms.document import Kind
from jixiao.forms.fields import text_of
from jixiao.forms.general.columns import Rows
from jixiao.forms.general.headers import Header, HeaderFinder, Title, is_grade, latest, numbers_the_columns
from jixiao.forms.general.labelled import partition
from jixiao.forms.general.vocabulary import OTHER, Meaning, Vocabulary
from jixiao.forms.labels import MAX_LABEL, cached_form
from jixiao.forms.measures import is_unit
from jixiao.forms.money import parse_money
from jixiao.forms.region import Region
from jixiao.forms.tables import is_placeholder
from jixiao.forms.text import clean, dictionary
from jixiao.grid.address import address
from jixiao.grid.model import Value

TOTAL = "资金总额"
"""The name of the line of the total, where a form gives it none."""
MAX_GAP = 5
"""So many blank rows at most lie within a table."""
MAX_UNIT_WORD = 3
"""A word of so many characters may be a unit that is not known."""
_ENDING = (
    "goals.",
    "signoff.",
    "project",
    "department",
    "implementing_unit",
    "overview",
    "basis",
    "duties",
    "grade",
    OTHER,
)
_WORDS_OF_TOTAL = tuple(
    word for key in ("total_words", "subtotal_words", "score_total_words") for word in dictionary("labels")[key]
)


@dataclass(slots=True)
class FoundTable:
    """A header with the rows below it."""

    header: Header
    rows: Rows = field(default_factory=list)

    def measures(self) -> FoundTable | None:
        """The indicators of a table of tasks that has one with its target on each line: 职责活动, 绩效指标, 评价标准."""
        if self.header.kind != "tasks" or not {"level3", "target"} <= self.header.keys():
            return None
        item = next(t for t in self.header.titles if t.column is not None and t.column.key == "level3")
        titles = [title for title in self.header.titles if title.left >= item.left]
        rows = [(row, {c: v for c, v in cells.items() if c >= item.left}) for row, cells in self.rows]
        return FoundTable(replace(self.header, titles=titles), [(r, cells) for r, cells in rows if item.left in cells])


def cut(region: Region, finder: HeaderFinder, words: Vocabulary) -> tuple[list[FoundTable], Rows]:
    """The tables of a block, and the rows that belong to none."""
    tables: list[FoundTable] = []
    rest: Rows = []
    current: FoundTable | None = None
    left: FoundTable | None = None
    lines: set[int] = set()
    last = 0
    for row, cells in region.rows:
        if row in lines:
            continue
        header = finder.at(row) if len(cells) > 1 and row >= region.title[0] else None
        if header is not None:
            current = left = FoundTable(header)
            tables.append(current)
            lines = {line for line, _ in region.rows if header.top <= line <= header.bottom}
            while rest and rest[-1][0] >= header.top:
                rest.pop()
            _take_header(region, header)
            last = header.bottom
            continue
        if current is not None and (beside := _labels_beside(current.header, cells, words)):
            rest.append((row, beside))
            cells = {column: value for column, value in cells.items() if column not in beside}
        if current is not None and (
            row - last > MAX_GAP or _ends(current.header, row, cells, words) or _closes(region, current, row, cells)
        ):
            current = None
        if current is None and left is not None and _goes_on(left.header, cells):
            current = left
        if current is None:
            rest.append((row, cells))
        else:
            current.rows.append((row, cells))
            last = max(row, *(region.bottom_edge(row, column) for column in cells))
    return tables, rest


def _labels_beside(header: Header, cells: dict[int, Value], words: Vocabulary) -> dict[int, Value]:
    """The labels with their values that stand left of a table of indicators in its rows: 主管部门 X | 产出指标 …."""
    left = {column: value for column, value in cells.items() if column < header.left}
    if header.kind != "indicators" or not 1 < len(left) < len(cells):
        return {}
    first = next(iter(left.values()))
    return left if isinstance(first, str) and words.field(first) is not None else {}


def _take_header(region: Region, header: Header) -> None:
    for row, cells in region.rows:
        if header.top <= row <= header.bottom:
            for column, value in cells.items():
                if isinstance(value, str) and (column >= header.left or value == header.caption):
                    region.take(row, column)


def settle_units(table: FoundTable) -> None:
    """单位 over names is the department, over 公里 and % the unit of the targets."""
    for title in table.header.titles:
        if title.column is None or title.column.key != "unit":
            continue
        values = [cells[title.left] for _, cells in table.rows if title.left in cells]
        texts = [value for value in values if isinstance(value, str)]
        units = sum(1 for text in texts if is_unit(text) or len(text) <= MAX_UNIT_WORD)
        if texts and 2 * units < len(texts):
            title.column = None
            title.field = Meaning("department", "unit", rank=1)


def take_sequences(region: Region, table: FoundTable) -> None:
    """The numbers of the rows say nothing of their own."""
    for title in table.header.titles:
        if title.column is not None and title.column.key == "sequence":
            region.taken.update((row, title.left) for row, cells in table.rows if title.left in cells)


def is_total(cells: dict[int, Value]) -> bool:
    """Whether a row adds up those above it."""
    for value in list(cells.values())[:2]:
        if isinstance(value, str) and len(value) <= MAX_LABEL and cached_form(value) in _total_forms():
            return True
    return False


def is_subtotal(cells: dict[int, Value]) -> bool:
    """Whether a row adds up only a part of those above it: 小计."""
    words = frozenset(map(cached_form, dictionary("labels")["subtotal_words"]))
    return any(isinstance(value, str) and cached_form(value) in words for value in list(cells.values())[:2])


def _total_forms() -> frozenset[str]:
    return frozenset(map(cached_form, _WORDS_OF_TOTAL))


def _ends(header: Header, row: int, cells: dict[int, Value], words: Vocabulary) -> bool:
    """Whether a row below a header is no longer part of its table."""
    if header.caption_bottom and row > header.caption_bottom:
        return not is_total(cells)
    column, value = next(iter(cells.items()))
    if not isinstance(value, str) or is_total(cells):
        return False
    label, colon, rest = partition(value)
    meaning = words.field(label if colon and len(label) <= MAX_LABEL else value)
    if value.lstrip().startswith(("注：", "注:", "备注：", "说明：", "填表说明", "填报说明")):
        return True
    if meaning is None:
        return False
    if header.kind == "list":
        return bool(colon) and (meaning.key.startswith("signoff.") or meaning.key in (OTHER, "department"))
    if header.kind == "execution":
        return not meaning.key.startswith(("amount.", "execution.")) and not _is_source(cells, header)
    if header.kind == "tasks":
        return column <= header.left and meaning.key.startswith(_ENDING) and len(cells) <= 3
    if meaning.key.startswith("signoff.") and column <= header.left:
        return True  # 填报人, 联系电话 and their values in the columns of an indicator
    if _is_level(value) or column > header.left or _is_row_of(header, cells):
        return False
    if meaning.key.startswith("amount."):
        return meaning.unit is not None and len(cells) <= 4
    return meaning.key.startswith(_ENDING) or (bool(colon) and bool(rest))


def _closes(region: Region, table: FoundTable, row: int, cells: dict[int, Value]) -> bool:
    """Whether a row below indicators closes the form: a label from the first column on, and words as wide as the rest.

    Below the line of the total every row does that is none of the table.
    """
    header = table.header
    if header.kind != "indicators" or not table.rows or is_total(cells):
        return False
    keyed = {t.column.key: t for t in header.titles if t.column is not None}
    column, value = next(iter(cells.items()))
    item = keyed.get("level3")
    if item is None or not isinstance(value, str) or _is_level(value):
        return False
    above = table.rows[-1][1]
    lists = any(t.field is not None and t.field.key == "project" for t in header.titles)
    if is_total(above) and not is_subtotal(above) and len(table.rows) > 1 and not lists:
        return not _is_row_of(header, cells)
    if len(cells) != 2 or column > header.left or item.left <= header.left:
        return False
    (_, (second, text)) = cells.items()
    last = max(title.right for title in header.titles)
    return isinstance(text, str) and second <= item.right < last <= region.right_edge(row, second)


def _goes_on(header: Header, cells: dict[int, Value]) -> bool:
    """Whether a row below other lines is one of a table of indicators all the same: it begins with the name of a level."""
    first = next(iter(cells.values()))
    return isinstance(first, str) and _is_level(first) and _is_row_of(header, cells)


def _is_row_of(header: Header, cells: dict[int, Value]) -> bool:
    """Whether a row fills the columns of level 3 and of the target of an indicator table."""
    if header.kind != "indicators" or len(cells) <= 2:
        return False
    filled = {
        title.column.key
        for title in header.titles
        if title.column is not None and any(column in cells for column in range(title.left, title.right + 1))
    }
    return {"level3", "target"} <= filled


def _is_source(cells: dict[int, Value], header: Header) -> bool:
    """Whether a row has amounts under the titles of an execution table."""
    numbers = sum(1 for column, value in cells.items() if column >= header.left and parse_money(value) is not None)
    return numbers >= 2


def _is_level(text: str) -> bool:
    form = cached_form(text)
    return form in framework("2021").level1 or form in framework("2020").level1 or form in all_level2()


# ---------------------------------------------------------------- execution of the budget


def read_execution(
    region: Region, table: FoundTable, kind: Kind, unit: str | None, other: list[dict[str, Any]], words: Vocabulary
) -> list[dict[str, Any]]:
    """The lines of the table of execution: one for each source, its name as it is written."""
    titles = [t for t in table.header.titles if not _holds_sources(t, table.rows)]
    columns = _execution_columns(titles, kind, _columns_of_period(titles, table.rows, kind))
    if not columns:
        return []
    first = min(title.left for title, _ in columns)
    lines: list[dict[str, Any]] = []
    for row, cells in table.rows:
        if numbers_the_columns(cells):
            continue
        label = [(c, v) for c, v in cells.items() if c < first and isinstance(v, str)]
        own = [(c, v) for c, v in label if not _is_caption(region, row, c, table)]
        if not own and not lines and _is_source(cells, table.header):
            own = [(first, TOTAL)]  # one line without a name below 年初预算, 调整预算, 实际支出
        if not own or (words.field(own[-1][1]) is None and not _any_figure(cells, first)):
            continue
        column, text = own[-1]
        line: dict[str, Any] = {"source": clean(text).rstrip("：:").strip()}
        addresses = {"source": region.take(row, column)}
        for title, key in columns:
            found = next(((c, cells[c]) for c in range(title.left, title.right + 1) if c in cells), None)
            if key is None:
                if found is not None:
                    value = text_of(found[1], region.sheet.formats.get((row, found[0])))
                    name = f"{line['source']} {title.name}"
                    cell = region.take(row, found[0])
                    if value is not None and not is_placeholder(found[1]):
                        other.append({"label": name, "value": value, "cell": cell})
                continue
            line[key] = None
            if found is None:
                continue
            stated = title.field.unit if title.field is not None else None
            value_type = "percent" if key == "rate" else "number" if key in ("points", "score") else "money"
            number_format = region.sheet.formats.get((row, found[0]))
            number = number_in(found[1], number_format, value_type, unit or "万元", stated)
            if number is not None or is_placeholder(found[1]):
                cell = region.take(row, found[0])
                if number is not None:
                    line[key], addresses[key] = number, cell
        lines.append({**line, "cell": address(row, column), "cells": addresses})
    return lines


def _holds_sources(title: Title, rows: Rows) -> bool:
    """Whether the cells under a title are the names of sources, whatever it says: 年度预算数（万元） over them."""
    values = [cells[title.left] for _, cells in rows if title.left in cells]
    return (
        bool(values)
        and all(isinstance(v, str) and parse_money(v) is None and len(v) > 1 for v in values)
        and any(isinstance(v, str) and "\u4e00" <= v.strip()[-1:] <= "\u9fff" for v in values)
    )


def _is_caption(region: Region, row: int, column: int, table: FoundTable) -> bool:
    return region.bottom_edge(row, column) > row or region.sheet.value(row, column) == table.header.caption


def _any_figure(cells: dict[int, Value], first: int) -> bool:
    return any(column >= first and parse_money(value) is not None for column, value in cells.items())


def _columns_of_period(titles: list[Title], rows: Rows, kind: Kind) -> tuple[Title | None, Title | None]:
    """The columns of money spent and of its rate that a monitoring form with several periods is about."""
    if kind != "monitoring":
        return None, None
    keys = {id(t): t.field.key for t in titles if t.field is not None}
    spent = [t for t in titles if keys.get(id(t)) in ("execution.executed_to_july", "execution.executed")]
    rates = [t for t in titles if keys.get(id(t)) == "execution.rate"]
    if len(spent) < 2:
        return None, None
    chosen = latest([t for t in spent if t.month is not None] or spent, rows)
    assert chosen is not None
    same = [t for t in rates if t.month is not None and t.month == chosen.month]
    right = [t for t in rates if t.left > chosen.left]
    return chosen, next(iter(same or right), None)


def _execution_columns(
    titles: list[Title], kind: Kind, period: tuple[Title | None, Title | None]
) -> list[tuple[Title, str | None]]:
    """The columns of the table with the key of each; None for one that has no key, or is of an earlier ``period``."""
    spent, rate = period
    found: list[tuple[Title, str | None]] = []
    keys: set[str] = set()
    has_initial = any(t.field is not None and t.field.key == "execution.initial" for t in titles)
    states_total = not any(t.field is not None and t.field.key == "execution.annual" for t in titles)
    started = False
    for title in titles:
        key = None
        if title.field is not None and title.field.key.startswith("execution."):
            key = title.field.key.partition(".")[2]
        elif title.column is not None and title.column.key in ("points", "score"):
            key = title.column.key
        elif states_total and title.field is not None and title.field.key == "amount.total" and title.side != "last":
            key = "annual"
        if key is None and not started:
            continue  # the column of the sources
        started = True
        if kind == "monitoring" and key == "annual" and not has_initial:
            key = "initial"
        if kind == "monitoring" and key == "executed" and "executed_to_july" not in keys:
            key = "executed_to_july"
        if kind != "monitoring" and key in ("executed", "rate") and title.side == "half":
            key = None
        if spent is not None and title.month is not None:
            if key in ("executed", "executed_to_july"):
                key = "executed_to_july" if title is spent else None
            elif key == "rate" and title is not rate:
                key = None
        if key in ("expected_rate",) or (key is not None and key in keys):
            key = None
        if key is not None:
            keys.add(key)
        found.append((title, key))
    return found


# ---------------------------------------------------------------- tasks


def read_tasks(
    region: Region, table: FoundTable, unit: str | None, other: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], dict[str, tuple[Decimal | None, str]]]:
    """The tasks of a department, and what the line of their total says: total, fiscal, other → amount, address."""
    columns = [(title, key) for title, key in _task_columns(table.header) if not _measures(title)]
    tasks: list[dict[str, Any]] = []
    totals: dict[str, tuple[Decimal | None, str]] = {}
    for row, cells in table.rows:
        if numbers_the_columns(cells):
            region.taken.update((row, column) for column in cells)
            continue
        if is_total(cells):
            for title, key in columns:
                found = _amount(region, row, cells, title, unit) if key and key.startswith("amount.") else None
                if key is not None and found is not None:
                    totals[key.partition(".")[2]] = found
            cell = region.take(row, next(iter(cells)))
            if not totals and any(key is not None and key.startswith("amount.") for _, key in columns):
                totals["total"] = (None, cell)
            continue
        task: dict[str, Any] = {}
        addresses: dict[str, str] = {}
        amounts: dict[str, Decimal | None] = {}
        at = None
        for title, key in columns:
            place = next((c for c in range(title.left, title.right + 1) if c in cells), None)
            if key is not None and key.startswith("amount."):
                amounts[key.partition(".")[2]] = None
                found = _amount(region, row, cells, title, unit)
                if found is not None:
                    amounts[key.partition(".")[2]], addresses[key] = found
                continue
            if key is not None:
                task.setdefault(key, None)
            if place is None:
                continue
            text = text_of(cells[place], region.sheet.formats.get((row, place)))
            cell = region.take(row, place)
            if key is None:
                if text is not None and not is_placeholder(cells[place]):
                    other.append({"label": title.name, "value": text, "cell": cell})
            elif text is not None and not (key == "name" and is_placeholder(cells[place])):
                task[key], addresses[key] = text, cell
                at = at or (cell if key == "name" else None)
        if task.get("name") is None and not any(value is not None for value in amounts.values()):
            continue
        if amounts:
            task["amount"] = amounts
        name = next(title for title, key in columns if key == "name")
        tasks.append({"name": None, **task, "cell": at or address(row, name.left), "cells": addresses})
    return tasks, totals


def _measures(title: Title) -> bool:
    """Whether a column is one of the indicator of a task: its name, its target, the grades under 评价标准."""
    if title.field is not None and title.field.key.startswith("goals."):
        return False
    return (title.column is not None and title.column.key in ("level3", "target")) or is_grade(title)


def _amount(
    region: Region, row: int, cells: dict[int, Value], title: Title, unit: str | None
) -> tuple[Decimal, str] | None:
    stated = title.field.unit if title.field is not None else None
    for column in range(title.left, title.right + 1):
        if column in cells:
            amount = parse_money(cells[column], unit or "万元", stated)
            return None if amount is None else (amount, region.take(row, column))
    return None


def _task_columns(header: Header) -> list[tuple[Title, str | None]]:
    """The columns with their keys: name, content, unit, ``amount.total``, ``amount.fiscal``, ``amount.other``."""
    found: list[tuple[Title, str | None]] = []
    used: set[str] = set()
    totals = [t for t in header.titles if _money_role(t) == "total"]
    best = next((t for t in totals if t.side == "annual"), totals[0] if totals else None)
    for title in header.titles:
        key: str | None = None
        role = _money_role(title)
        if role is not None:
            key = f"amount.{role}" if role != "total" or title is best else None
        elif title.task is not None and title.task.key in ("name", "content", "unit"):
            key = title.task.key
        elif title.field is not None and title.field.key == "project":
            key = "name"
        if key in used:
            key = None
        if key is not None:
            used.add(key)
        found.append((title, key))
    return found


def _money_role(title: Title) -> str | None:
    meaning: Meaning | None = title.field
    if meaning is None:
        return None
    if meaning.key in ("execution.annual", "execution.initial"):
        return "total"
    if not meaning.key.startswith("amount."):
        return None
    role = meaning.key.partition(".")[2]
    return role if role in ("total", "fiscal", "other") else None
