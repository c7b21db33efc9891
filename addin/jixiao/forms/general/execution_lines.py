"""The table of execution: a line a source, with budget, spending and rate."""

from __future__ import annotations

from collections.abc import Container, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from jixiao.forms.all_money import line_of_all_money
from jixiao.forms.document import Execution, Kind
from jixiao.forms.general.column_contents import Rows
from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.header_titles import HeaderTitle, latest, numbers_the_columns
from jixiao.forms.general.table_ends import is_source_row
from jixiao.forms.general.vocabulary import HEADING, Meaning, Vocabulary
from jixiao.forms.labels import cached_form
from jixiao.forms.money import Unit, says_amount
from jixiao.forms.numbers import parse_number
from jixiao.forms.region import Region
from jixiao.forms.table_line import TYPES, read_titled
from jixiao.forms.text import clean, fold
from jixiao.forms.titles import year_in
from jixiao.forms.total_words import is_total, names_score
from jixiao.forms.totals import MOST_POINTS
from jixiao.grid.address import address
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

_BUDGET_AND_SPENDING = ("execution.", "amount.total")
TOTAL = "资金总额"
"""The name of the line of the total, where a form gives it none."""
_YEAR = late_pattern(r"20\d\d(?:年度?)?")
_MONTHS = late_pattern(r"(?:\d{1,2}月?[-—~至到])?\d{1,2}月份?|[一二三四]季度")  # 3月, 1-3月
_POINTS = late_pattern(r"(\d{1,2})分|[*×](\d{1,2})(?![\d%])")
"""预算执行情况（20分）, 得分（执行率×10）."""


def read_execution(
    region: Region, table: FoundTable, kind: Kind, unit: str | None, other: list[dict[str, Any]], words: Vocabulary
) -> list[dict[str, Any]]:
    """Return the lines of the execution, a source each, its name as written."""
    begin = next((t.left for t in table.header.titles if t.field_key.startswith("execution.")), 0)
    titles = [t for t in table.header.titles if not _holds_sources(t, table.rows, begin, words)]
    columns = _execution_columns(titles, kind, _columns_of_period(titles, table.rows, kind))
    if not columns:
        return []
    first = min(title.left for title, _ in columns)
    over_sources = (title.text for title in table.header.titles if title.left < first)  # 项目资金（元）
    stated = next(filter(None, map(words.unit, (table.header.caption, *over_sources))), None)
    lines: list[Any] = []
    scores: dict[str, tuple[int, int]] = {}
    years = {y for _, cells in table.rows for c, v in cells.items() if c < first and (y := _year_of_line(v))}
    months = sum(any(map(names_month, cells.values())) for _, cells in table.rows)
    summed = any(is_total(cells) for _, cells in table.rows)  # 合计 is of all years
    for row, cells in table.rows:
        if names_score(cells):
            continue  # 总分 below the line of the execution
        heading = words.field(str(next(iter(cells.values())))) if len(cells) == 1 else None
        if numbers_the_columns(cells) or (heading is not None and heading.key == HEADING):
            region.take_all(row, cells)
            continue
        before = ((c, v if isinstance(v, str) else f"{v:g}") for c, v in cells.items() if c < first)
        label = [(c, v) for c, v in before if not says_amount(v) or _year_of_line(v) is not None]
        own = [(c, v) for c, v in label if region.bottom_edge(row, c) == row and v != table.header.caption]
        if not own and not lines and is_source_row(cells, table.header):
            own = [(first, TOTAL)]  # one line without a name below 年初预算, 调整预算, 实际支出
        if not own or not (_any_figure(cells, first) or _names_money(words.field(own[-1][1]))):
            continue
        column, text = own[-1]
        source = clean(text).rstrip("：:").strip()
        if score_key(text, words):
            for key, place in _scores_below(cells, words).items():
                scores.setdefault(key, (row, place))
            continue
        cell = region.take(row, column) if column < first else address(row, column)
        former = len(years) > 1 and not summed and (_year_of_line(text) or max(years)) < max(years)
        if former or (months > 1 and names_month(text)):  # 2024年 above 2025年; 1月 above 2月
            other += read_titled(region, row, cells, [(title, None) for title, _ in columns], unit).other(source)
            continue
        line = read_titled(region, row, cells, columns, unit, stated=stated)
        addresses = {"source": cell, **line.cells}
        lines.append({"source": source, **line.values, "cell": address(row, column), "cells": addresses})
        other += line.other(source)
    if not lines:
        return lines
    total: Any = line_of_all_money(lines) or lines[0]
    for key, (row, place) in scores.items():
        if total.get(key) is None:  # else it stays unread
            total[key], total["cells"][key] = parse_number(region.value(row, place)), region.take(row, place)
            region.take(row, max(column for column in region.sheet.rows[row] if column < place))
    if not any("points" in line for line in lines):
        score = next((title.text for title, key in columns if key == "score"), "")
        enter_points(total, score, table.header.caption)
    return lines


def _scores_below(cells: Mapping[int, Value], words: Vocabulary) -> dict[str, int]:
    """Return where a row below the sources says points and score: 分值 | 10 | 得分 | 9."""
    figures = [place for place, value in cells.items() if parse_number(value) is not None]
    found = {key: place for (_, v), (place, _) in pairwise(cells.items()) if (key := score_key(v, words))}
    found = {key: place for key, place in found.items() if place in figures}
    return found if len(figures) == len(found) else {}


def score_key(value: Value, words: Vocabulary) -> str | None:
    """Return the key of a text that names points or a score, as no source is."""
    column = words.indicator_column(value) if isinstance(value, str) else None
    return column.key if column is not None and column.key in ("points", "score") else None


def names_month(value: Value) -> bool:
    """Return whether a text is a part of the year, as no source is: 3月."""
    return isinstance(value, str) and _MONTHS.fullmatch(cached_form(value)) is not None


def enter_points(line: Execution, *titles: str) -> None:
    """Give a line the points that a title says, where no column does: 得分（20分*执行率）."""
    points = next(filter(None, map(printed_points, titles)), None)
    if points is not None and points <= MOST_POINTS:
        line["points"] = points


def printed_points(title: str) -> Decimal | None:
    """Return the points that a title says: 预算执行率（10分）."""
    told = _POINTS.search(fold(title))
    return None if told is None else Decimal(told[1] or told[2])


def execution_key(field: str, kind: Kind, fields: Container[str]) -> str | None:
    """Return the key of a line of execution that a title or label has, or None.

    ``fields`` are those of the other titles: a monitoring form calls the budget of the year its initial one.
    """
    if field == "amount.total":
        key = "annual" if "execution.annual" not in fields else ""
    else:
        key = field.removeprefix("execution.") if field.startswith("execution.") else ""
    if kind == "monitoring" and (key != "annual" or "execution.initial" not in fields):
        key = {"annual": "initial", "executed": "executed_to_july"}.get(key, key)
    return key if key in TYPES else None


def _holds_sources(title: HeaderTitle, rows: Rows, begin: int, words: Vocabulary) -> bool:
    """Return whether cells are names of sources, whatever the title: 年度预算数（万元）.

    One at least is known, which 未执行 is not. What titles nothing before the amounts ``begin`` is over them too:
    项目资金（万元） that has lost its merge.
    """
    values = [cells[title.left] for _, cells in rows if title.left in cells and _any_figure(cells, begin)]
    if title.left > begin or not values:
        return title.left < begin and not values
    names = [v for v in values if isinstance(v, str) and not says_amount(v) and len(v) > 1]
    known = any(Unit.of_label(name) or _names_money(words.field(name)) for name in names)
    return len(names) == len(values) and known


def _names_money(meaning: Meaning | None) -> bool:
    return meaning is not None and meaning.key.startswith("amount.")


def _any_figure(cells: dict[int, Value], first: int) -> bool:
    return any(column >= first and says_amount(value) for column, value in cells.items())


def _year_of_line(value: Value) -> int | None:
    """Return the year that is all of a cell: 2024年, 2024年度, 2024."""
    text = cached_form(value) if isinstance(value, str) else f"{value:g}"
    return year_in(text) if _YEAR.fullmatch(text) else None


def _columns_of_period(
    titles: list[HeaderTitle], rows: Rows, kind: Kind
) -> tuple[HeaderTitle | None, HeaderTitle | None]:
    """Return the columns of spending and rate that a monitoring form is about."""
    if kind != "monitoring":
        return None, None
    spent = [t for t in titles if t.field_key in ("execution.executed_to_july", "execution.executed")]
    rates = [t for t in titles if t.field_key == "execution.rate"]
    if len(spent) < 2:
        return None, None
    chosen = latest([t for t in spent if t.month is not None] or spent, rows)
    assert chosen is not None
    same = [t for t in rates if t.month is not None and t.month == chosen.month]
    right = [t for t in rates if t.left > chosen.left]
    return chosen, next(iter(same or right), None)


def _execution_columns(
    titles: list[HeaderTitle], kind: Kind, period: tuple[HeaderTitle | None, HeaderTitle | None]
) -> list[tuple[HeaderTitle, str | None]]:
    """Return the columns with their keys; None for one without or an earlier period."""
    spent, rate = period
    found: list[tuple[HeaderTitle, str | None]] = []
    budgeted = any(title.field_key == "amount.total" and title.side != "last" for title in titles)
    arrived = [t for t in titles if budgeted and t.field_key == "execution.annual" and t.field and t.field.rank > 0]
    fields = {title.field_key for title in titles if title not in arrived and title.side != "last"}
    for title in titles:
        key = title.column_key if title.column_key in ("points", "score") else None
        if title in arrived or (title.side == "last" and title.field_key.startswith(_BUDGET_AND_SPENDING)):
            key = None  # 到位数 beside 预算数, 执行数 of 2024年
        elif title.field_key.startswith("execution.") or (
            title.field_key == "amount.total" and title.side not in ("last", "aside")
        ):
            key = execution_key(title.field_key, kind, fields)
            if key is None and not found and title.field_key == "amount.total":
                continue
        elif key is None and not found:
            continue  # the column of the sources
        if kind != "monitoring" and key in ("executed", "rate") and title.side == "aside":
            key = None
        if spent is not None and title.month is not None and key in ("executed", "executed_to_july"):
            key = "executed_to_july" if title is spent else None
        elif spent is not None and key == "rate" and rate is not None and title is not rate:
            key = None  # of an earlier period
        found.append((title, None if any(key == other for _, other in found) else key))
    return found
