"""What each column of an indicator table is: by its title, cells, neighbours."""

from __future__ import annotations

from jixiao.forms.classification import all_level1, all_level2, is_level
from jixiao.forms.document import Kind
from jixiao.forms.general.column_contents import Rows, guessed_key, may_be, measured_whole, says, values_below
from jixiao.forms.general.column_groups import OTHER
from jixiao.forms.general.column_twins import leave_twins
from jixiao.forms.general.header_titles import Header, HeaderTitle
from jixiao.forms.general.vocabulary import Side
from jixiao.forms.labels import cached_form
from jixiao.forms.measures import nature_of
from jixiao.grid.model import Value

_PASSED = "sequence"
"""The key of a column that is passed over: numbers of rows, a caption that is not merged down."""
_TELLING = ("level1", "level2", "operator", "standard")
"""What the cells of a column say whatever its title is."""
_OF_RESULTS = ("actual", "actual_to_july", "score", "deviation")
"""The columns that no form of goals has."""


class ColumnKeys:
    """Finds the keys of the columns of a table.

    ``keys`` has the key of each title: None for a column that is passed over, ``other…`` for one of something else.
    ``guesses`` are the titles whose cells alone tell what they are, ``unknown`` those that nothing tells.
    """

    def __init__(self, header: Header, rows: Rows, kind: Kind, sides: list[Side | None]) -> None:
        self.titles = header.titles
        self.rows = rows
        self.kind = kind
        self.sides = sides
        self.keys: list[str | None] = []
        self.guesses: list[HeaderTitle] = []
        self.unknown: list[HeaderTitle] = []
        self._has_target = any(title.column_key == "target" for title in self.titles)
        self._has_july = any(title.column_key == "actual_to_july" for title in self.titles)
        target = next((title for title in self.titles if title.column_key == "target"), None)
        # 一、产出指标 heads rows and has no target
        self._measured = [row for row in rows if target is None or target.place(row[1]) is not None]
        last = (t for t in self.titles if t.column_key == "level3" and t.column is not None and t.column.rank < 0)
        self._last_level = next((t for t in last if len(self._values(t)) == len(self._measured)), None)  # 四级指标
        for index, title in enumerate(self.titles):
            key = self._key(index)
            self.keys.append(f"{OTHER}{title.name}" if key == OTHER else key)
        self._place_missing()
        self._move_levels()
        leave_twins(self.keys, self.titles, rows)
        self._leave_other_times()

    def _key(self, index: int) -> str | None:
        title = self.titles[index]
        if self._stands_before(index, "level1") and _holds_levels_that_slid(self._values(title), len(self.rows)):
            return None
        key = self._by_words(index)
        behind_levels = title.field_key.startswith("goals.") and {"level1", "level2"}.intersection(self.keys[-1:])
        if key is None and (title.field is None or behind_levels):  # 绩效目标内容 behind 二级指标
            return self._by_cells(index)
        if key is None:  # 审核意见: known, and no column of indicators
            return OTHER if title.field_key == "other" and self._values(title) else None
        if key == _PASSED:
            return None
        return key if key.startswith(OTHER) else self._held_against_cells(index, key)

    def _values(self, title: HeaderTitle) -> list[Value]:
        return values_below(self._measured if title.column_key == "level3" else self.rows, title)

    # ------------------------------------------------------------ by the words of the title

    def _by_words(self, index: int) -> str | None:
        """Return what the words of a title say on a form of this kind; None for nothing."""
        title, side = self.titles[index], self.sides[index]
        if title.column is None:
            return None
        key = title.column.key
        values = self._values(title)
        if key == "target" and title.column.weak and not says("target", values):
            return None
        if key in ("target", "actual", "actual_to_july") and self._is_of_money(index):
            return _PASSED
        if key == "level3" and self._last_level is not None:
            return key if title is self._last_level else OTHER  # 三级指标 beside it
        if key == "level3" and title.column.weak:
            return self._by_weak_name(title, values)
        if key == "expected" and self.kind != "monitoring":
            of_year = self.kind != "selfeval" and (not self._has_target or title.side == "annual")
            return "target" if of_year else OTHER
        if key in _OF_RESULTS and self.kind in ("project", "department", "summary"):
            return OTHER
        if key in ("actual", "actual_to_july") and side == "last":
            return OTHER  # 上年完成值, 2024年完成值 beside 2025年完成值
        if key == "actual" and self.kind == "monitoring":
            return OTHER if self._has_july and "累计" not in title.text else "actual_to_july"  # 上半年完成, 1-9月完成
        if key == "deviation" and title.path and all(len(str(value)) == 1 for value in values):
            causes = "deviation_causes" if any("原因" in each or "偏" in each for each in title.path) else OTHER
            return key if "原因" in title.text or "说明" in title.text else causes  # 经费 over √, but not 未完成
        asked = key == "likelihood" and self.kind == "selfeval"  # 是否完成 says what was
        return OTHER if asked or key == "nature" else key

    def _is_of_money(self, index: int) -> bool:
        """Return whether a title names amounts or goals, and another one this column: 预算数."""
        if not _names_money(self.titles[index]):
            return False
        others = zip(self.titles, self.sides, strict=True)
        key = self.titles[index].column_key
        return any(each.column_key == key and not _names_money(each) and side != "last" for each, side in others)

    def _by_weak_name(self, title: HeaderTitle, values: list[Value]) -> str:
        """Return what a title is that may name indicators, or a caption: 绩效指标, 指标."""
        if self.rows and not values:
            return _PASSED  # 绩效指标 beside 一级指标: a caption that is not merged down
        names = [(each, each.column) for each in self.titles if each.column is not None and each.column_key == "level3"]
        named = any("名称" in each.text and may_be(column, values_below(self.rows, each)) for each, column in names)
        before = len(names) > 1 and self._stands_before(self.titles.index(title), "level1")
        if not before and all(column.weak for _, column in names) and ("名称" in title.text or not named):
            return "level3"
        if before or (values and all(nature_of(str(value)) for value in values)):
            return OTHER  # 绩效指标 over 定量, 定性; over 目标1 and before the levels
        return "explanation" if any(isinstance(value, str) for value in values) else _PASSED  # 指标 over 1, 2

    # ------------------------------------------------------------ by the cells below it

    def _held_against_cells(self, index: int, key: str) -> str | None:
        """Return a key if the cells can be so, else what they say themselves."""
        title = self.titles[index]
        assert title.column is not None
        values = self._values(title)
        weight = key == "points" and len(values) < len(self.rows)  # of a goal, over its indicators
        of_goal = weight and self._stands_before(index, "level3")
        of_goal |= key == "remark" and self._stands_before(index, "level1")
        if not of_goal and may_be(title.column._replace(key=key), values):
            return key
        if key == "points":
            self.unknown.append(title)
        guess = guessed_key(values, {key for key in self.keys if key}, self.titles[index:])
        if guess == "operator" and title.right > title.left:
            return key  # 指标值 over ≥ and 95
        return guess if guess in _TELLING else OTHER  # 指标类型 over 产出指标, 效益指标

    def _stands_before(self, index: int, key: str) -> bool:
        return index < next((place for place, title in enumerate(self.titles) if title.column_key == key), 0)

    def _by_cells(self, index: int) -> str | None:
        """Return what the cells below an unknown title are, which is noted as such."""
        title = self.titles[index]
        reached = self.kind == "monitoring" and title.names_time and not title.path
        key = "actual_to_july" if reached else self._guess(index)
        if self._is_target_of_year(title, guessed=key is not None):
            return "target"
        if key is not None:
            self.guesses.append(title)
        elif self._values(title):
            self.unknown.append(title)
            return OTHER
        return key

    def _is_target_of_year(self, title: HeaderTitle, *, guessed: bool) -> bool:
        """Return whether targets stand below a year: 2025年 | 2026年, or beside 三年目标值."""
        by_year = [each for each in self.titles if each.is_bare_year and says("target", values_below(self.rows, each))]
        if not self._has_target and len(by_year) > 1 and title in by_year:
            return True
        of_period = any(each.column_key == "target" and each.side == "period" for each in self.titles)
        return not guessed and of_period and title.year is not None and says("target", self._values(title))

    def _guess(self, index: int) -> str | None:
        """Return what the cells below an unknown title are, beside columns of the year."""
        of_year = [side in (None, "annual") for side in self.sides]
        ahead = {key for key, own in zip(self.keys, of_year, strict=False) if key and own}
        if "level3" in self.keys and any(title.column_key == "level3" for title in self.titles[index + 1 : index + 2]):
            ahead = set()  # the levels of the right one of two halves
        rest = [title for title, own in zip(self.titles[index:], of_year[index:], strict=True) if own]
        key = guessed_key(values_below(self.rows, self.titles[index]), ahead, rest)
        if key == "target" and not of_year[index]:  # 历史值 over ≥7个
            return None
        return None if key == "unit" and measured_whole(self.rows, self.titles) else key  # 采集频率 over 季, 月

    # ------------------------------------------------------------ by the other columns

    def _place_missing(self) -> None:
        """Take unknown columns for names or targets by where they stand, if none is known.

        核查要点 behind 二级指标 are the names of level 3; 核定水平 between 计算符号 and 度量单位 the targets.
        """
        for index, key in enumerate(self.keys) if "target" not in self.keys else ():
            measured = (key or "").endswith("standard") and says("target", values_below(self.rows, self.titles[index]))
            self.keys[index] = "target" if measured else key  # 绩效标准 over ≥95%, where it is 计划标准 elsewhere
        beside = {"level3": (("level1", "level2"), ()), "target": (("operator",), ("unit",))}
        for key, (before, behind) in beside.items():
            titles = (t for index, t in enumerate(self.titles) if self._stands_beside(index, before, behind))
            fitting = (t for t in titles if t in self.unknown and says(key, values_below(self.rows, t)))
            title = next((each for each in fitting if each.side in (None, "annual")), None)
            if key not in self.keys and title is not None:
                self.keys[self.titles.index(title)] = key
                self.unknown.remove(title)
                self.guesses.append(title)

    def _stands_beside(self, index: int, before: tuple[str, ...], behind: tuple[str, ...]) -> bool:
        left, right = self.keys[index - 1 : index], self.keys[index + 1 : index + 2]
        if not set(left).isdisjoint(before):
            return True
        return bool(behind) and not {*left, *right}.isdisjoint((*before, *behind))

    def _move_levels(self) -> None:
        """Read 二级指标 over a name in each row as names, and 一级指标 over 数量指标 as level 2."""
        places = {key: index for index, key in reversed(list(enumerate(self.keys))) if key is not None}
        second, third = places.get("level2"), places.get("level3")
        if second is None or "level1" not in places or (third is not None and "内容" not in self.titles[third].text):
            return
        names = self._values(self.titles[second])
        if len(names) < max(2, len(self._measured)) or len(set(names)) < len(names) or sum(map(_is_level, names)) > 1:
            return
        self.keys[second] = "level3"
        if third is not None:
            self.keys[third] = "explanation" if "explanation" not in places else f"{OTHER}{self.titles[third].name}"
        firsts = [cached_form(str(value)) for value in self._values(self.titles[places["level1"]])]
        if any(each in all_level2() and each not in all_level1() for each in firsts):
            self.keys[places["level1"]] = "level2"

    def _leave_other_times(self) -> None:
        """Leave targets that all are of another time.

        历史值 or 半年目标值 alone is no target of the year.
        """
        targets = [index for index, key in enumerate(self.keys) if key == "target"]
        of_part = self.kind != "monitoring"
        if all(self.sides[index] == "last" or (self.sides[index] == "aside" and of_part) for index in targets):
            for index in targets:
                self.keys[index] = f"{OTHER}{self.titles[index].name}"


def _is_level(value: Value) -> bool:
    return is_level(str(value))


def _holds_levels_that_slid(values: list[Value], rows: int) -> bool:
    """Return whether few rows say a level left of 一级指标, below a caption."""
    return 0 < 2 * len(values) < rows and all(map(_is_level, values))


def _names_money(title: HeaderTitle) -> bool:
    return title.field_key.startswith(("goals.", "amount.", "execution."))
