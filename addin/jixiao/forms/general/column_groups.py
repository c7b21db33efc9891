"""Columns of indicators that are read together: one level 3, one target, one side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass

from jixiao.forms.classification import all_level1, all_level2, is_level
from jixiao.forms.definition import Column, Table
from jixiao.forms.general.column_contents import Rows, may_be, says, values_below
from jixiao.forms.general.header_titles import Header, HeaderTitle
from jixiao.forms.general.vocabulary import Side, Vocabulary
from jixiao.forms.headers import RESULTS
from jixiao.forms.labels import cached_form
from jixiao.forms.region import Region
from jixiao.forms.slots import Slot, Slots
from jixiao.forms.text import squeeze

OTHER = "other:"
"""Beginning of the key of a column that has no concept; its title follows."""
_BESIDE = frozenset(("unit", "operator", "points", "explanation", "scoring_standard", "standard", "remark"))
"""Concepts that an indicator of any form may have beside its name and its measure."""
_MEASURED = ("unit", "operator", "points")
"""What each of several targets may have of its own."""
_MARKED = {"likelihood": False, "deviation_causes": True}
"""Columns of marks, and whether a row may have several of them."""
ROWS_ABOVE = 14
"""So many rows above a header at most stand the words that name the sides of its groups."""


@dataclass(slots=True)
class ColumnGroup:
    """Columns read together; ``level1`` and ``level2`` are named above the group."""

    side: Side | None
    slots: Slots
    level1: str | None = None
    level2: str | None = None


def sides_of(titles: list[HeaderTitle], year: int | None) -> list[Side | None]:
    """Return the side of each title; a year before that of the form is last year's.

    Where the form names no year, a title with one beside the same without is of another year: 2027年目标值 beside 目标值.
    """
    undated = {_measured(title) for title in titles if title.year is None and title.side in (None, "annual")}
    return [_side(title, year, beside=_measured(title) in undated) for title in titles]


def _side(title: HeaderTitle, year: int | None, *, beside: bool) -> Side | None:
    """Return the side of a title, ``beside`` the same without a year."""
    if title.year is not None and year is not None:
        return "last" if title.year < year else "annual" if title.year == year else "period"
    return "last" if title.year is not None and title.column_key and beside else title.side


def _measured(title: HeaderTitle) -> str:
    """Return the key of a title's column, that of the year for a part of it."""
    return title.column_key.removesuffix("_to_july")


def column_groups(
    region: Region, header: Header, keys: list[str | None], sides: list[Side | None], words: Vocabulary, rows: Rows
) -> list[ColumnGroup]:
    """Return the groups of a header; a side may also stand above the header."""
    items = [i for i, key in enumerate(keys) if key == "level3"]
    if len(items) < 2:
        return _by_target(header, keys, sides)
    counts = Counter(key for key in keys if key is not None)
    begun = [
        t.column_key == "level2" and any(map(is_level, t.path[-1:])) for t in header.titles
    ]  # 产出 | 指标 | 目标值
    first = min(i for i, key in enumerate(keys) if key is not None and (counts[key] > 1 or begun[i]))
    members: list[list[int]] = [[] for _ in items]
    seen: Counter[str] = Counter()
    current = 0
    for index, key in enumerate(keys):
        if key is None:
            continue
        if index < first:
            for indexes in members:
                indexes.append(index)
            continue
        if counts[key] > 1:
            current = min(seen[key], len(items) - 1)
            seen[key] += 1
        members[current].append(index)
    stated = any(sides[i] == "annual" for i, key in enumerate(keys) if i >= first and key in ("level3", "target"))
    groups: list[ColumnGroup] = []
    for indexes in members:
        own = [index for index in indexes if index >= first]
        titles = [header.titles[index] for index in own]
        firsts = {keys[index]: index for index in reversed(own)}  # 指标值, not 2027年目标值 behind it
        side = next((sides[index] for index in own if index in firsts.values() and sides[index] is not None), None)
        if side is None and not stated:
            side = side_above(region, header.top, titles[0].left, titles[-1].right, words)
        level1, level2 = _levels_above(titles)
        groups.append(ColumnGroup(side, _slots(header, keys, indexes), level1, level2))
    if not stated and all(group.side == "annual" for group in groups):
        for group in groups:
            group.side = None  # 实施期目标 | 年度目标 above, their merges lost
    numbered = any(header.titles[item].text[-1:].isdigit() for item in items)  # 指标名称1 | … | 指标名称2
    sides_said = {g.side for g in groups}
    unsaid = sides_said <= {None, "annual"} and not numbered and not any(g.level1 or g.level2 for g in groups)
    if unsaid and not _have_other_levels([header.titles[m[0]] for m in members], rows):
        # The layout of 2015: the medium term stands left of the year, and beside what says that it is the year's.
        for earlier in groups if "annual" in sides_said else groups[:-1]:
            earlier.side = earlier.side or "period"
    return groups


def _have_other_levels(firsts: list[HeaderTitle], rows: Rows) -> bool:
    """Return whether each group begins with levels of its own: halves of one table."""
    levels = [{value for value in values_below(rows, title) if is_level(str(value))} for title in firsts]
    return all(levels) and len(set().union(*levels)) == sum(map(len, levels))


def _levels_above(titles: list[HeaderTitle]) -> tuple[str | None, str | None]:
    """The level 1 and level 2 that the path of a group names."""
    level1 = level2 = None
    for text in titles[0].path:
        form = cached_form(text)
        if level1 is None and form in all_level1():
            level1 = text
        elif form in all_level2():
            level2 = text
    return level1, level2


def _by_target(header: Header, keys: list[str | None], sides: list[Side | None]) -> list[ColumnGroup]:
    """Return a group for each target with a side of its own, the year's first."""
    targets = [i for i, key in enumerate(keys) if key == "target"]
    if len(targets) < 2:
        return [ColumnGroup(_only_side(keys, sides), _slots(header, keys, range(len(keys))))]
    order: dict[Side | None, int] = {"annual": 0, None: 1, "local": 2, "period": 3, "aside": 4, "last": 5}
    chosen = min(targets, key=lambda index: (order[sides[index]], header.titles[index].year or 0))
    groups: list[ColumnGroup] = []
    # 中期指标值 says it, not the years after that of the form
    whole = [i for i in targets if sides[i] == "period" and header.titles[i].year is None]
    for target in dict.fromkeys((chosen, *whole)):
        kept = {target, *(_beside(target, targets, keys, key) for key in _MEASURED)}
        own = [
            (None if whole == [i] else f"{OTHER}{header.titles[i].name}")
            if key in ("target", *_MEASURED) and i not in kept
            else key
            for i, key in enumerate(keys)
        ]
        if target != chosen:  # the other side: levels and target only
            own = [key if key in ("level1", "level2", "level3", "target", "unit", "operator") else None for key in own]
        side: Side | None = sides[target] if len(groups) or sides[target] != "period" else None
        groups.append(ColumnGroup(side, _slots(header, own, range(len(own)))))
    return groups


def rivals_of_target(header: Header, keys: list[str | None], sides: list[Side | None], rows: Rows) -> list[HeaderTitle]:
    """Return the targets of which no title says that it is in force: 指标值 | 核定指标值."""
    in_force = [i for i, key in enumerate(keys) if key == "target" and sides[i] in (None, "annual")]
    targets = [(header.titles[i], sides[i]) for i in in_force if values_below(rows, header.titles[i])]
    alike = Counter((title.path[:1], side) for title, side in targets)
    rivals = [title for title, side in targets if alike[title.path[:1], side] > 1]
    texts = [[str(cells.get(title.left, "")) for _, cells in rows] for title in rivals]
    same = keys.count("level3") > 1 or all(each == texts[0] for each in texts)
    return [] if same else rivals


def rivals_of_guess(
    header: Header, keys: list[str | None], guesses: list[HeaderTitle], unknown: list[HeaderTitle], rows: Rows
) -> list[HeaderTitle]:
    """Return the columns of which one was taken for the target by its cells alone."""
    guessed = [title for title, key in zip(header.titles, keys, strict=True) if key == "target" and title in guesses]
    others = [title for title in unknown if guessed and says("target", values_below(rows, title))]
    return [*guessed, *others] if others else []


def _beside(target: int, targets: list[int], keys: list[str | None], key: str) -> int | None:
    """Return the column of units or operators of one target among several."""
    places = [index for index, its_key in enumerate(keys) if its_key == key]
    if len(places) < 2:
        return places[0] if places else None
    before, after = (
        max((t for t in targets if t < target), default=-1),
        min((t for t in targets if t > target), default=len(keys)),
    )
    left, right = [p for p in places if before < p < target], [p for p in places if target < p < after]
    nearest = [*right[:1], *left[-1:]] if key != "operator" else [*left[-1:], *right[:1]]
    return next(iter(nearest), None)


def _only_side(keys: list[str | None], sides: list[Side | None]) -> Side | None:
    side = next((side for key, side in zip(keys, sides, strict=True) if key in ("level3", "target") and side), None)
    return side if side in ("annual", "period") else None


def side_above(region: Region, top: int, left: int, right: int, words: Vocabulary) -> Side | None:
    """Return the side that the nearest words above name: 年度目标 over the right half."""
    middle = (left + right) / 2
    for row, cells in reversed(region.rows):
        if row >= top or row < top - ROWS_ABOVE:
            continue
        named: list[tuple[int, int, Side]] = []
        for column, value in cells.items():
            if isinstance(value, str) and len(value) <= 24:
                side = words.side(value)
                if side in ("annual", "period"):
                    named.append((column, region.right_edge(row, column), side))
        if len({side for _, _, side in named}) > 1:
            return min(named, key=lambda item: _distance(item[0], item[1], middle))[2]
    return None


def _distance(left: int, right: int, middle: float) -> float:
    return 0 if left <= middle <= right else min(abs(left - middle), abs(right - middle))


def _slots(header: Header, keys: list[str | None], members: Iterable[int]) -> Slots:
    """The slots of a group; of two columns with one key the first keeps it."""
    slots: list[Slot] = []
    used: set[str] = set()
    for index in members:
        key, title = keys[index], header.titles[index]
        if key is None:
            continue
        if key in _MARKED and title.path:  # 确定能, 有可能, 完全不可能 to be ticked
            slots.append(Slot(_mark(key, title), title.left, title.right))
            continue
        if key in used:
            key = f"{OTHER}{title.name}"
        if key in used:
            key = f"{key} {title.left}"
        used.add(key)
        kind = title.column.type if title.column is not None else key
        slots.append(Slot(Column(key, title.name, _type(key, kind), frozenset()), title.left, title.right))
    made = Slots(slots)
    made.off = header.off
    return made


def column_of(title: HeaderTitle, used: Container[str], rows: Rows) -> Column:
    """Return the column of an unknown title: a concept beside the measure, or other."""
    meaning = title.column
    known = meaning is not None and meaning.key in _BESIDE and meaning.key not in used
    if meaning is not None and known and (not meaning.weak or may_be(meaning, values_below(rows, title))):
        return Column(meaning.key, title.name, _type(meaning.key, meaning.type), frozenset())
    key = f"{OTHER}{title.name}"
    return Column(key if key not in used else f"{key} {title.left}", title.name, "actual", frozenset())


def known_column(table: Table, title: HeaderTitle, used: set[str]) -> Column | None:
    """Return the column that a title names in a word of the vocabulary alone: 自评分.

    Scores and reasons are taken so among the indicators, every value in a table of execution.
    """
    execution = table.key == "execution" and title.field_key.startswith("execution.")
    key = title.field_key.removeprefix("execution.") if execution else title.column_key
    wanted = execution or key in ("score", "deviation") or (table.key == "execution" and key == "points")
    return next((c for c in table.readable if wanted and c.key == key and key not in used), None)


def _mark(key: str, title: HeaderTitle) -> Column:
    return Column(f"{key}.{title.left}", squeeze(title.text), "mark", frozenset(), many=_MARKED[key])


def _type(key: str, kind: str) -> str:
    """Return the type of a column: of its concept, or what its cells were taken for."""
    if key in ("level1", "level2", "target", "unit", "operator"):
        return key
    if key in ("points", "score"):
        return "number"
    if key in RESULTS or key.startswith(OTHER):
        return "actual"
    return kind if kind in ("text", "longtext") else "text"
