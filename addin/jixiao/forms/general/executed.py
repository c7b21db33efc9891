"""The execution of the budget as labels with figures: 预算数 268.5 执行数 243.6.

The first row is that of the total; below each of its labels stand the sources: 其中：财政拨款 200 under 预算数, the same
again under 执行数.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from jixiao.forms.all_money import MONEY
from jixiao.forms.cellvalues import number_in
from jixiao.forms.document import Kind
from jixiao.forms.general.amount_relations import WHOLE
from jixiao.forms.general.execution_lines import TOTAL, enter_points, execution_key, printed_points, score_key
from jixiao.forms.general.labelled_values import Labelled
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.labels import cached_form
from jixiao.forms.numbers import parse_number
from jixiao.forms.region import Region
from jixiao.forms.table_line import TYPES
from jixiao.forms.text import clean
from jixiao.forms.totals import MOST_POINTS
from jixiao.grid.address import address
from jixiao.late_patterns import late_pattern

SPENT = late_pattern(
    r"(?:资金|本年度?|当年|全年|(?:20\d{2})?年度?)*(?:支出|执行)(?:数|金额|额)?(?:\((?:千|万|亿)?元\))?"
)
"""What was spent, in a form that closes the year: 2025年支出, 本年度支出数."""


def labelled_execution(
    region: Region,
    found: Sequence[Labelled],
    kind: Kind,
    unit: str | None,
    words: Vocabulary,
    known: Sequence[dict[str, Any]] = (),
) -> tuple[list[dict[str, Any]], list[Labelled]]:
    """Return the lines of the execution with the values they are read from.

    The ``known`` lines of a table get what labels beside it say of their total: 执行率分值, 执行率得分.
    """
    reader = _ExecutionReader(region, kind, unit, words, known)
    reader.read(found)
    return reader.lines, reader.used


class _ExecutionReader:
    """Reads rows of labels: ``lines`` of the execution, ``used`` their labels."""

    def __init__(
        self, region: Region, kind: Kind, unit: str | None, words: Vocabulary, known: Sequence[dict[str, Any]]
    ) -> None:
        self.region = region
        self.kind = kind
        self.unit = unit
        self.words = words
        self.lines = list(known)
        self.used: list[Labelled] = []
        self._beside_table = bool(known)
        self._columns: dict[int, str] = {}  # what the sources below each label of the total are

    def read(self, found: Sequence[Labelled]) -> None:
        """Enter the lines, the total first, until a row says nothing of them."""
        rows = self._rows(found)
        keyed_in = {row: self._keyed(labels) for row, labels in sorted(rows.items())}
        below = dict(pairwise(row for row, _ in self.region.rows))
        for row, keyed in keyed_in.items():
            keyed = self._told_once(keyed, rows[row])
            own = {id(each) for each, _ in keyed}
            below_total = (e for e in rows[row] if e.at[1] in self._columns and id(e) not in own)
            sources = [each for each in below_total if each.key.startswith("amount.")]
            if not self._enters_total(keyed, keyed_in.get(below.get(row, 0), ())) and self._columns and not sources:
                break
            self._enter_sources(sources)
            score = next((each.label for each, key in keyed if key == "score"), "")
            first: Any = self.lines[0] if self.lines else {"points": 0}
            if first.get("points") is None:
                enter_points(first, score)  # 执行率得分（10分）

    def _rows(self, found: Sequence[Labelled]) -> dict[int, list[Labelled]]:
        """Return the labels of the year by their rows: 预算数, not 评审金额 beside it."""
        rows: dict[int, list[Labelled]] = defaultdict(list)
        totals = [each.meaning for each in found if each.meaning is not None and each.meaning.key == "amount.total"]
        granted = min((meaning.rank for meaning in totals), default=0)
        for each in found:
            side = self.words.side(each.label)
            if side == "last" or (side == "aside" and each.key == "amount.total"):
                continue  # 上年预算金额 beside 当年预算数, 上半年合计
            if each.meaning is None or each.meaning.key != "amount.total" or each.meaning.rank == granted:
                rows[each.at[0]].append(each)
        return rows

    def _keyed(self, labels: Sequence[Labelled]) -> list[tuple[Labelled, str]]:
        """Return the labels of a row that a line of the execution has a key for."""
        beside = frozenset(each.meaning.key for each in labels if each.meaning is not None)
        keys = ((each, _key(each, self.kind, self.words, beside)) for each in labels)
        return [(each, key) for each, key in keys if key is not None]

    def _told_once(
        self, keyed: Sequence[tuple[Labelled, str]], labels: Sequence[Labelled]
    ) -> list[tuple[Labelled, str]]:
        """Return the labels in force of those with one key, with a score told late."""
        if _tells_spending(keyed):
            keyed = [*keyed, *((each, "score") for each in labels if _is_small_score(each))]
        changed = [each for each, key in keyed if key == "annual" and "后" in each.label]  # 调整预算 before 调整后预算
        plain = [each for each, key in keyed if key == "annual" and not WHOLE.search(each.label)]  # beside 项目总投资
        kept = changed or [each for each in plain if "调整" not in each.label] or plain
        keyed = [(each, key) for each, key in keyed if key != "annual" or not kept or each in kept]
        valued = {key for each, key in keyed if each.value is not None}
        keyed = [
            (each, key) for each, key in keyed if each.value is not None or key not in valued
        ]  # 项目资金 before 预算数
        if not self._beside_table:
            return keyed
        return [(each, key) for each, key in keyed if each.meaning is not None and TYPES[key] != "money"]

    def _enters_total(self, keyed: list[tuple[Labelled, str]], below: Sequence[tuple[Labelled, str]]) -> bool:
        """Return whether a row states the total, or the rest of it, entered so."""
        heads = _heads(keyed)
        if not heads or not heads.isdisjoint(_heads(below)):
            below = ()  # 项目总投资 above 2025年预算 and 2025年支出
        # 年初预算数 alone, 执行数 or 执行率 on the next row
        more = heads | _heads(below) | {key for _, key in (*keyed, *below) if heads and key == "rate"}
        if not self.lines and len(more) > 1 and len(keyed) == len({key for _, key in keyed}):
            self.lines.append(_line(self.region, TOTAL, keyed, self.unit))
            self._columns = {each.at[1]: key for each, key in keyed if key in MONEY}
        elif self.lines and keyed and all(self.lines[0].get(key) is None for _, key in keyed):
            rest = _line(self.region, TOTAL, keyed, self.unit)  # 执行率, 分值 and 得分 on the next row
            total = {key: value for key, value in self.lines[0].items() if value is not None or key not in rest}
            self.lines[0] = rest | total | {"cells": rest["cells"] | self.lines[0]["cells"]}
        else:
            return False
        self.used += [each for each, _ in keyed]
        return True

    def _enter_sources(self, sources: Sequence[Labelled]) -> None:
        """Enter a line for each source that stands below labels of the total."""
        by_name: dict[str, list[tuple[Labelled, str]]] = defaultdict(list)
        for each in sources:
            by_name[cached_form(each.label)].append((each, self._columns[each.at[1]]))
        self.lines += [_line(self.region, pairs[0][0].label, pairs, self.unit) for pairs in by_name.values()]
        self.used += sources


def _key(each: Labelled, kind: Kind, words: Vocabulary, beside: frozenset[str]) -> str | None:
    """The key of a label in a line of the execution; ``beside``: those of its row."""
    meaning = each.meaning
    if meaning is not None and (meaning.key.startswith("execution.") or meaning.key == "amount.total"):
        if meaning.key == "execution.rate" and _is_score(each):
            return "score"
        spent = meaning.key == "amount.total" and SPENT.fullmatch(cached_form(each.label))
        return execution_key("execution.executed" if spent else meaning.key, kind, beside)
    return score_key(each.label, words) if meaning is None else None  # not 自评总分, 自评年度


def _is_score(each: Labelled) -> bool:
    """Return whether a figure beside the rate is its score: 预算执行率（10分） | 9.

    Up to 1 it is the rate as a share.
    """
    points, number = printed_points(each.label), None if each.value is None else parse_number(each.value)
    return points is not None and number is not None and 1 < number <= points


def _tells_spending(keyed: Sequence[tuple[Labelled, str]]) -> bool:
    """Return whether a row says what was spent or the rate, and no score yet."""
    keys = {key for _, key in keyed}
    return not keys.isdisjoint(("executed", "rate")) and "score" not in keys


def _is_small_score(each: Labelled) -> bool:
    """Return whether a score is none of a hundred: 执行率 95.29% | 自评得分 9.53."""
    number = parse_number(each.value) if each.key == "total_score" and each.value is not None else None
    return number is not None and number <= MOST_POINTS and "总" not in each.label


def _heads(keyed: Sequence[tuple[Labelled, str]]) -> set[str]:
    """Return the keys of the amounts of the total that a row asks for and has one of."""
    asked = {key: each.value for each, key in keyed if key in MONEY}
    return set(asked) if any(value is not None for value in asked.values()) else set()


def _line(region: Region, source: str, values: Sequence[tuple[Labelled, str]], unit: str | None) -> dict[str, Any]:
    line: dict[str, Any] = {"source": clean(source).rstrip("：:").strip()}
    first = address(*values[0][0].at)
    addresses = {"source": first}
    for each, key in values:
        number: Decimal | None = None
        if each.value is not None and each.place is not None:
            stated = each.meaning.unit if each.meaning is not None else None
            number_format = region.sheet.formats.get(each.place)
            read = number_in(each.value, number_format, TYPES[key], unit or "万元", stated)
            number = read if isinstance(read, Decimal) else None
            cell = region.take(*each.place)
            if number is not None:
                addresses[key] = cell
        line[key] = number
    return {**line, "cell": first, "cells": addresses}
