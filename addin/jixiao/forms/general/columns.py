"""The columns of an indicator table, and what each of them is read as."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from jixiao.forms.classification import all_level1, framework
from jixiao.forms.definition import Column, Table, Total
from jixiao.forms.document import Kind
from jixiao.forms.general.column_contents import Rows
from jixiao.forms.general.column_groups import ColumnGroup, column_groups, rivals_of_guess, rivals_of_target, sides_of
from jixiao.forms.general.column_keys import ColumnKeys
from jixiao.forms.general.header_titles import Header, HeaderTitle
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.labels import MAX_LABEL, LabelSet, cached_form
from jixiao.forms.levels import without_points
from jixiao.forms.region import Region
from jixiao.forms.text import dictionary
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

_CHANGED = late_pattern(r"调整|变更|修订")
"""What a title of changed targets says: 调整指标值, 变更后目标值."""


@dataclass(slots=True)
class TableColumns:
    """What the columns of a table are read as; of targets ``rivals`` none is in force.

    ``first`` has the sheet column of the first targets behind which changed ones stand: 调整指标值 → 年初指标值.
    """

    groups: list[ColumnGroup]
    table: Table
    first: dict[int, int]
    guesses: list[HeaderTitle] = field(default_factory=list)
    unknown: list[HeaderTitle] = field(default_factory=list)
    rivals: list[HeaderTitle] = field(default_factory=list)


def table_columns(
    region: Region, header: Header, rows: Rows, kind: Kind, words: Vocabulary, year: int | None, classification: str
) -> TableColumns:
    """Return the columns of a table in groups; ``year`` is that of the form."""
    sides = sides_of(header.titles, year)
    found = ColumnKeys(header, list(_own_cells(region, header, rows)), kind, sides)
    keys, guesses, unknown = found.keys, found.guesses, found.unknown
    groups = column_groups(region, header, keys, sides, words, rows)
    _enter_level_above(region, header, groups)
    columns: dict[str, Column] = {}
    for group in groups:
        for slot in group.slots:
            columns.setdefault(slot.column.key, slot.column)
    total = _total(columns)
    table = Table(
        "indicators", "level3", tuple(columns.values()), frozenset(), classification, counter=True, total=total
    )
    rivals = rivals_of_target(header, keys, sides, rows) or rivals_of_guess(header, keys, guesses, unknown, rows)
    return TableColumns(groups, table, _first_targets(header, keys), guesses, unknown, rivals)


def _first_targets(header: Header, keys: list[str | None]) -> dict[int, int]:
    targets = [(t, key) for t, key in zip(header.titles, keys, strict=True) if t.column_key == "target"]
    beside = [*pairwise(targets), *pairwise(reversed(targets))]  # 调整后指标值 may stand before 调整前指标值
    pairs = [(first, changed) for (first, _), (changed, key) in beside if key == "target" and _is_changed(changed)]
    return {
        changed.left: first.left
        for first, changed in reversed(pairs)
        if first.side in (None, "annual", "aside") and not _is_changed(first)
    }


def _is_changed(title: HeaderTitle) -> bool:
    return title.side != "aside" and _CHANGED.search(title.name) is not None


def _enter_level_above(region: Region, header: Header, groups: list[ColumnGroup]) -> None:
    """Give rows the level 1 that stands alone above their header: （一）产出指标（50分）."""
    form = cached_form(without_points(header.caption))
    above = region.sheet.rows.get(header.top - 1, {})
    if form in all_level1() and header.caption in above.values():
        region.take_all(header.top - 1, above)
        for group in groups:
            group.level1 = group.level1 or form


def _own_cells(region: Region, header: Header, rows: Rows) -> Iterator[tuple[int, dict[int, Value]]]:
    """Yield rows without what a merge states below several titles.

    ≥90% below sign, number and unit tells of none of the three columns.
    """
    right = {column: title.right for title in header.titles for column in title.columns}
    wide = {top for (top, _), span in region.spans.items() if span.right > span.left}
    for row, cells in rows:
        if row in wide:
            edges = {column: region.right_edge(row, column) for column in cells}
            cells = {c: value for c, value in cells.items() if edges[c] <= right.get(c, edges[c])}
        yield row, cells


def classification_in(rows: Rows) -> str:
    """Return the classification of some rows: costs are a level 1 since 2021."""
    return "2021" if costs_are_level1([cells for _, cells in rows]) else "2020"


def costs_are_level1(rows: Collection[Mapping[int, Value]]) -> bool:
    """Return whether some row has a level 2 of costs that only 2021 knows: 经济成本指标.

    Or whether costs head rows of their own as the outputs do: 二、成本指标 after 一、产出指标, or stand below 产出指标 in its
    column where no level 2 is said.
    """
    is_of_costs = _costs_of_2021().exact
    if any(isinstance(value, str) and is_of_costs(value) for cells in rows for value in cells.values()):
        return True
    if _stand_below_outputs({(column, _form(value)) for cells in rows for column, value in cells.items()}):
        return True
    alone = (value for cells in rows if len(cells) == 1 for value in cells.values() if isinstance(value, str))
    forms = {text: _form(_POINTS.sub("", text)) for text in alone}  # 1、 and 二、 are one way to number them
    numbering = {form: _NUMERALS.sub("1", text.partition(form[:1])[0]).strip() for text, form in forms.items() if form}
    outputs = _level2_of("2015", "产出指标").keys() - {"成本指标"}
    costs = numbering.get("成本指标")
    below = any(numbering[form] == costs for form in outputs & numbering.keys())
    return costs is not None and not below and costs == numbering.get("产出指标")


def _stand_below_outputs(said: set[tuple[int, str]]) -> bool:
    """Return whether costs stand in the column of 产出指标, and no level 2 is said."""
    named = {(column, f"{form.removesuffix('指标')}指标") for column, form in said}  # 成本 below 产出
    columns = {column for column, form in named if form == "成本指标"}
    others = _level2_of("2015", "产出指标").keys() - {"成本指标"}
    below = bool(columns) and all((column, "产出指标") in named for column in columns)
    return below and others.isdisjoint(form for _, form in named)


_POINTS = late_pattern(r"[(（]\d+分?[)）]$")
_NUMERALS = late_pattern(r"[\d一二三四五六七八九十]+")


def costs_are_level2(rows: Iterable[Mapping[int, Value]]) -> bool:
    """Return whether 成本指标 stands among the outputs, where other rows have 数量指标."""
    outputs, of_costs = _level2_of("2015", "产出指标"), _level2_of("2021", "成本指标")
    columns: dict[bool, set[int]] = {True: set(), False: set()}
    for cells in rows:
        for column, value in cells.items():
            form = _form(value)
            if form in of_costs:
                return False
            if form in outputs:
                columns[outputs[form] == "成本指标"].add(column)
    return bool(columns[True]) and columns[True] == columns[False]


@cache
def _costs_of_2021() -> LabelSet:
    return LabelSet(_level2_of("2021", "成本指标"))


@cache
def _level2_of(classification: str, level1: str) -> dict[str, str]:
    """Return the label forms of a level 1's level 2, each with its name."""
    names = framework(classification).level2
    return {form: name for form, (above, name) in names.items() if above == level1}


def _form(value: Value) -> str:
    return cached_form(value) if isinstance(value, str) and len(value) <= MAX_LABEL else ""


def _total(columns: Mapping[str, Column]) -> Total | None:
    """The line that adds up scores and points, if the table has such columns."""
    sums = [
        (key, column) for key, column in (("total_score", "score"), ("total_points", "points")) if column in columns
    ]
    if not sums:
        return None
    words = (*dictionary("labels")["total_words"], *dictionary("labels")["score_total_words"])
    (key, column), *also = sums
    return Total(key, "合计", frozenset(map(cached_form, words)), column, tuple(also))
