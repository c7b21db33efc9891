"""The columns of an indicator table, and what each of them is read as."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from jixiao.forms.classification import framework
from jixiao.forms.definition import Column, Table, Total
from jixiao.forms.document import Kind
from jixiao.forms.general.column_contents import Rows, guessed_key, may_be, measured_whole, says, values_below
from jixiao.forms.general.column_groups import (
    OTHER,
    ColumnGroup,
    column_groups,
    rivals_of_guess,
    rivals_of_target,
    sides_of,
)
from jixiao.forms.general.header_titles import Header, HeaderTitle, latest
from jixiao.forms.general.vocabulary import Side, Vocabulary
from jixiao.forms.labels import MAX_LABEL, LabelSet, cached_form
from jixiao.forms.measures import direction_of, operator_of
from jixiao.forms.region import Region
from jixiao.forms.text import dictionary
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern


@dataclass(slots=True)
class TableColumns:
    """What the columns of a table are read as; of targets ``rivals`` none is in force."""

    groups: list[ColumnGroup]
    table: Table
    guesses: list[HeaderTitle] = field(default_factory=list)
    unknown: list[HeaderTitle] = field(default_factory=list)
    rivals: list[HeaderTitle] = field(default_factory=list)


def table_columns(
    region: Region, header: Header, rows: Rows, kind: Kind, words: Vocabulary, year: int | None, classification: str
) -> TableColumns:
    """Return the columns of a table in groups; ``year`` is that of the form."""
    sides = sides_of(header.titles, year)
    keys, guesses, unknown = _keys(header, rows, kind, sides)
    groups = column_groups(region, header, keys, sides, words, rows)
    columns: dict[str, Column] = {}
    for group in groups:
        for slot in group.slots:
            columns.setdefault(slot.column.key, slot.column)
    total = _total(columns)
    table = Table(
        "indicators", "level3", tuple(columns.values()), frozenset(), classification, counter=True, total=total
    )
    rivals = rivals_of_target(header, keys, sides, rows) or rivals_of_guess(header, keys, guesses, unknown, rows)
    return TableColumns(groups, table, guesses, unknown, rivals)


def classification_in(rows: Rows) -> str:
    """Return the classification of some rows: costs are a level 1 since 2021."""
    return "2021" if costs_are_level1([cells for _, cells in rows]) else "2020"


def costs_are_level1(rows: Collection[Mapping[int, Value]]) -> bool:
    """Return whether some row has a level 2 of costs that only 2021 knows: 经济成本指标.

    Or whether costs head rows of their own as the outputs do: 二、成本指标 after 一、产出指标.
    """
    is_of_costs = _costs_of_2021().exact
    if any(isinstance(value, str) and is_of_costs(value) for cells in rows for value in cells.values()):
        return True
    alone = (value for cells in rows if len(cells) == 1 for value in cells.values() if isinstance(value, str))
    numbering = {(form := _form(_POINTS.sub("", text))): _numbering(text, form) for text in alone}
    outputs = _level2_of("2015", "产出指标").keys() - {"成本指标"}
    costs = numbering.get("成本指标")
    below = any(numbering[form] == costs for form in outputs & numbering.keys())
    return costs is not None and not below and costs == numbering.get("产出指标")


_POINTS = late_pattern(r"[(（]\d+分?[)）]$")
_NUMERALS = late_pattern(r"[\d一二三四五六七八九十]+")


def _numbering(text: str, form: str) -> str:
    """Return how a heading is numbered, the number put aside: 1、 of 二、成本指标."""
    return _NUMERALS.sub("1", text.partition(form[:1])[0]).strip()


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


# ---------------------------------------------------------------- what each column is


_TELLING = ("level1", "level2", "operator", "standard")
"""What the cells of a column say whatever its title is."""


def _keys(
    header: Header, rows: Rows, kind: Kind, sides: list[Side | None]
) -> tuple[list[str | None], list[HeaderTitle], list[HeaderTitle]]:
    """Return the key of each title; None for a column of something else."""
    titles = header.titles
    items = [t for t in titles if t.column_key == "level3"]
    strong = any(not t.column.weak for t in items if t.column is not None)
    named = next((t for t in items if "名称" in t.text and t.column and may_be(t.column, values_below(rows, t))), None)
    has_target = any(t.column_key == "target" for t in titles)
    of_period = any(t.column_key == "target" and t.side == "period" for t in titles)
    by_year = [t for t in titles if t.is_bare_year and says("target", values_below(rows, t))]
    of_years = not has_target and len(by_year) > 1  # 2025年 | 2026年 | 2027年
    has_july = any(t.column_key == "actual_to_july" for t in titles)
    goal = [t.field_key.startswith(("goals.", "amount.", "execution.")) for t in titles]
    own = [t for t, g, side in zip(titles, goal, sides, strict=True) if not g and side != "last"]
    pure = {t.column.key for t in own if t.column is not None}
    target = next((t for t in titles if t.column_key == "target"), None)
    measured = [each for each in rows if target is None or target.place(each[1]) is not None]  # 一、产出指标 heads rows
    first = {t.column_key: index for index, t in reversed(list(enumerate(titles)))}
    keys: list[str | None] = []
    guesses: list[HeaderTitle] = []
    unknown: list[HeaderTitle] = []
    for index, title in enumerate(titles):
        key = title.column.key if title.column is not None else None
        values = values_below(measured if key == "level3" else rows, title)
        if key == "target" and title.column is not None and title.column.weak and not says("target", values):
            key = None
        weak = key == "level3" and title.column is not None and title.column.weak
        if (key in ("target", "actual", "actual_to_july") and goal[index] and key in pure) or (
            weak and rows and not values  # 绩效指标 beside 一级指标: a caption that is not merged down
        ):
            keys.append(None)
            continue
        if weak and (strong or (named and "名称" not in title.text)):
            key = "explanation" if any(isinstance(value, str) for value in values) else "sequence"  # 指标 over 1, 2
        if key == "expected" and kind != "monitoring":
            key = "target" if kind != "selfeval" and (not has_target or title.side == "annual") else OTHER
        if key in ("actual", "actual_to_july", "score", "deviation") and kind in ("project", "department", "summary"):
            key = OTHER
        if key in ("actual", "actual_to_july") and sides[index] == "last":
            key = OTHER  # 上年完成值, 2024年完成值 beside 2025年完成值
        if key == "actual" and kind == "monitoring":
            key = OTHER if has_july else "actual_to_july"  # 上半年完成 beside 1-9月完成
        if key == "deviation" and title.path and all(len(str(value)) == 1 for value in values):
            key = "deviation_causes" if "原因" not in title.text and "说明" not in title.text else key  # 经费 over √
        if key == "sequence":
            keys.append(None)
            continue
        if key == "nature":
            key = OTHER
        if key is not None and title.column is not None and not key.startswith(OTHER):
            weight = key == "points" and len(values) < len(rows)  # of a goal, over its indicators
            aside = (weight and index < first.get("level3", 0)) or (key == "remark" and index < first.get("level1", 0))
            if aside or not may_be(title.column._replace(key=key), values):
                guess = guessed_key(values, {k for k in keys if k}, titles[index:])
                if key == "points":
                    unknown.append(title)
                key = guess if guess in _TELLING else OTHER  # 指标类型 over 产出指标, 效益指标
        elif key is None and title.field_key == "other" and values:
            key = OTHER  # 审核意见: known, and no column of indicators
        elif key is None and title.field is None:
            reached = kind == "monitoring" and title.names_time and not title.path
            key = "actual_to_july" if reached else _guess(titles, index, keys, sides, rows)
            if of_years and title in by_year:
                key = "target"
            elif key is None and of_period and title.year is not None and says("target", values):
                key = "target"  # 2026年 beside 三年目标值
            elif key is not None:
                guesses.append(title)
            elif values:
                unknown.append(title)
                key = OTHER
        keys.append(f"{OTHER}{title.name}" if key == OTHER else key)
    _place_missing(keys, titles, rows, guesses, unknown)
    _leave_twins(keys, titles, rows)
    targets = [index for index, key in enumerate(keys) if key == "target"]
    if all(sides[index] == "last" or (sides[index] == "aside" and kind != "monitoring") for index in targets):
        for index in targets:
            keys[index] = f"{OTHER}{titles[index].name}"  # 历史值 or 半年目标值 alone is no target of the year
    return keys, guesses, unknown


def _guess(
    titles: list[HeaderTitle], index: int, keys: list[str | None], sides: list[Side | None], rows: Rows
) -> str | None:
    """Return what the cells below an unknown title are, beside columns of the year."""
    of_year = [side in (None, "annual") for side in sides]
    ahead = {key for key, own in zip(keys, of_year, strict=False) if key and own}
    if "level3" in keys and any(title.column_key == "level3" for title in titles[index + 1 : index + 2]):
        ahead = set()  # the levels of the right one of two halves
    rest = [title for title, own in zip(titles[index:], of_year[index:], strict=True) if own]
    key = guessed_key(values_below(rows, titles[index]), ahead, rest)
    of_other_time = key == "target" and not of_year[index]  # 历史值 over ≥7个
    return None if of_other_time or (key == "unit" and measured_whole(rows, titles)) else key  # 采集频率 over 季, 月


def _place_missing(
    keys: list[str | None],
    titles: list[HeaderTitle],
    rows: Rows,
    guesses: list[HeaderTitle],
    unknown: list[HeaderTitle],
) -> None:
    """Take unknown columns for names or targets by where they stand, if none is known.

    核查要点 behind 二级指标 are the names of level 3; 核定水平 between 计算符号 and 度量单位 the targets.
    """
    if "target" not in keys and "standard" in keys:  # 绩效标准 over ≥95%, where it is 计划标准 elsewhere
        index = keys.index("standard")
        keys[index] = "target" if says("target", values_below(rows, titles[index])) else "standard"
    beside = {"level3": (("level1", "level2"), ()), "target": (("operator",), ("unit",))}
    for key, (before, behind) in beside.items():
        if key in keys:
            continue
        for index, title in enumerate(titles):
            near = keys[index - 1 : index] + keys[index + 1 : index + 2]
            placed = (index and keys[index - 1] in before) or (behind and not set(near).isdisjoint((*before, *behind)))
            if title in unknown and placed and says(key, values_below(rows, title)) and title.side in (None, "annual"):
                keys[index] = key
                unknown.remove(title)
                guesses.append(title)
                break


def _leave_twins(keys: list[str | None], titles: list[HeaderTitle], rows: Rows) -> None:
    """Leave of several columns with one key that which is meant.

    Of targets that is what is in force (批复指标值 beside 申报指标值), of points those behind level 3 (一级指标 权重 … 分值), of
    operators those with signs (计算符号 over ≥) or directions (指标方向 over 正向, not 指标类型), 偏差原因 behind 偏差, 评分标准 beside
    得分依据, of what was reached the latest period, the year after its half.
    """
    for key in ("target", "actual", "actual_to_july", "points", "operator", "deviation", "scoring_standard"):
        places = [index for index, its_key in enumerate(keys) if its_key == key]
        among = [titles[index] for index in places]
        kept = among
        if key == "target":
            ranks = [t.column.rank for t in among if t.column is not None and values_below(rows, t)]
            kept = [t for t in among if t.column is None or t.column.rank == min(ranks, default=0)]
        elif key == "points" and "level3" in keys:
            item = keys.index("level3")
            best = next((index for index in places if index > item), None)
            kept = [titles[index] for index in places if index > item or (best is None and index == places[-1])]
            stages = {t.path for t, its_key in zip(titles, keys, strict=True) if its_key == "target"}
            kept = [t for t in kept if t.path and t.path in stages] or kept  # 分值 beside 审核指标值
        elif key == "operator":
            texts = [[v for v in values_below(rows, title) if isinstance(v, str)] for title in among]
            told_by = next(
                (told for told in (operator_of, direction_of) if any(told(v) for vs in texts for v in vs)), None
            )
            kept = [t for t, vs in zip(among, texts, strict=True) if told_by and any(told_by(v) for v in vs)]
        elif key == "scoring_standard":
            kept = [title for title in among if title.column is not None and not title.column.weak]
        elif key == "deviation":
            kept = [title for title in among if "原因" in title.text]
        elif key.startswith("actual") and (told := [title for title in among if title.month is not None]):
            whole = [title for title in among if title.month is None and title.side in ("annual", None)]
            kept = whole[:1] if key == "actual" and whole else [t for t in told if t is latest(told, rows)]
        for index in places if len(places) > 1 and kept else ():
            if titles[index] not in kept:
                keys[index] = f"{OTHER}{titles[index].name}"
