"""Which of several columns with one key is meant: 批复指标值 of it and 申报指标值."""

from __future__ import annotations

from collections.abc import Callable

from jixiao.forms.general.column_contents import Rows, values_below
from jixiao.forms.general.column_groups import OTHER
from jixiao.forms.general.header_titles import HeaderTitle, latest
from jixiao.forms.measures import direction_of, operator_of

Keyed = list[tuple[str | None, HeaderTitle]]
"""All titles of a table, each with the key that was found for it."""


def leave_twins(keys: list[str | None], titles: list[HeaderTitle], rows: Rows) -> None:
    """Leave of several columns with one key those that are meant."""
    for key, meant in _MEANT.items():
        twins = [title for title, own in zip(titles, keys, strict=True) if own == key]
        if len(twins) < 2:
            continue
        kept = meant(twins, list(zip(keys, titles, strict=True)), rows)
        for index, title in enumerate(titles):
            if kept and keys[index] == key and title not in kept:
                keys[index] = f"{OTHER}{title.name}"


def _targets_in_force(twins: list[HeaderTitle], _keyed: Keyed, rows: Rows) -> list[HeaderTitle]:
    """Return 批复指标值 of 批复指标值 and 申报指标值; 历史值 is no rival of 年初目标值."""
    aside = [t for t in twins if t.side in ("last", "aside")]
    ranks = [t.column.rank for t in twins if t.column is not None and t not in aside and values_below(rows, t)]
    return [t for t in twins if t in aside or t.column is None or t.column.rank == min(ranks, default=0)]


def _points_of_indicators(twins: list[HeaderTitle], keyed: Keyed, _rows: Rows) -> list[HeaderTitle]:
    """Return those behind level 3 (一级指标 | 权重 | … | 分值), of the stage of the target."""
    item = next((title.left for key, title in keyed if key == "level3"), None)
    if item is None:
        return twins
    behind = [title for title in twins if title.left > item] or twins[-1:]
    stages = {title.path for key, title in keyed if key == "target"}
    return [title for title in behind if title.path and title.path in stages] or behind


def _with_signs(twins: list[HeaderTitle], _keyed: Keyed, rows: Rows) -> list[HeaderTitle]:
    """Return those with signs, 计算符号 over ≥, else directions, 指标方向 over 正向, not 指标类型."""
    texts = [[value for value in values_below(rows, title) if isinstance(value, str)] for title in twins]
    for tells in (operator_of, direction_of):
        if any(tells(value) for values in texts for value in values):
            return [t for t, values in zip(twins, texts, strict=True) if any(map(tells, values))]
    return []


def _standards(twins: list[HeaderTitle], _keyed: Keyed, _rows: Rows) -> list[HeaderTitle]:
    """Return 评分标准 of 评分标准 and 得分依据."""
    return [title for title in twins if title.column is not None and not title.column.weak]


def _reasons(twins: list[HeaderTitle], _keyed: Keyed, _rows: Rows) -> list[HeaderTitle]:
    """Return 偏差原因 of 偏差 and 偏差原因."""
    return [title for title in twins if "原因" in title.text]


def _results_of_year(twins: list[HeaderTitle], keyed: Keyed, rows: Rows) -> list[HeaderTitle]:
    """Return the year after its half, 年度完成值 of it and 实施期完成值, else the latest month."""
    of_targets = {title.side for key, title in keyed if key == "target"}
    sides = of_targets if of_targets == {"period"} else {"annual", None}
    whole = [title for title in twins if title.month is None and title.side in sides]
    dated = any(title.month is not None for title in twins)
    return (whole[:1] or _latest_month(twins, keyed, rows)) if dated else whole


def _latest_month(twins: list[HeaderTitle], _keyed: Keyed, rows: Rows) -> list[HeaderTitle]:
    """Return the latest that has values."""
    found = latest([title for title in twins if title.month is not None], rows)
    return [] if found is None else [found]


_MEANT: dict[str, Callable[[list[HeaderTitle], Keyed, Rows], list[HeaderTitle]]] = {
    "target": _targets_in_force,
    "actual": _results_of_year,
    "actual_to_july": _latest_month,
    "points": _points_of_indicators,
    "operator": _with_signs,
    "deviation": _reasons,
    "scoring_standard": _standards,
}
"""Which of several columns with one key is meant, none for all, by the key."""
