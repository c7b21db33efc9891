"""An indicator that a goal may name, and how far a figure's words name it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from jixiao.checks.checked_form import Form
from jixiao.checks.goal_figures import ANYTHING, DAY, GoalFigure, named_per, without_measure_of_change
from jixiao.checks.likeness import content_letters, content_pairs, is_slip
from jixiao.checks.quantities import MONEY, PERCENT, TIME, kind_of_unit
from jixiao.checks.rows import Row
from jixiao.checks.wording import matcher, words

_END = 3
_ALIKE = 7, 10
"""So many of ten letters of a whole name are the other's where both are the same."""
_ROUGHLY = 10
"""近10万人次, 约1200户: so close to a target is the same."""
_LEAST = Decimal("0.2")
"""A share of a name in the goal that makes the only figure of its unit likely its own."""


@dataclass(eq=False)
class Target:
    """An indicator's number in its plain unit, and the letters that name its thing."""

    row: Row
    number: Decimal
    unit: str

    @cached_property
    def thing(self) -> str:
        """What it counts: 购置帐篷 of 购置帐篷数量."""
        thing = matcher("measure_ends").sub("", self.row.name)
        if thing.endswith(("降", "低", "少", "长", "高", "升", "加")):
            thing = without_measure_of_change(matcher("compared").sub("", thing))  # 事故起数同比下降率
        return thing if len(thing) > 1 else self.row.name

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of letters of its thing."""
        return content_pairs(self.thing)

    @cached_property
    def per(self) -> str:
        """What it is for each of: 月 of 每月在村天数."""
        return named_per(self.row.name, self.unit)

    @property
    def counts(self) -> bool:
        """Whether it counts things; else it is a rate, an amount or a time."""
        return kind_of_unit(self.row.unit or "") not in (PERCENT, MONEY, TIME)

    @property
    def end(self) -> str:
        """The end of its name, which says little of a rate: 合格率, 满意度."""
        return self.thing[-2 if self.thing.endswith(("占比", "比例", "比重")) else -_END :]

    def common(self, figure: GoalFigure) -> frozenset[str]:
        """Return the pairs of letters that a goal says around its figure."""
        return self.pairs & figure.pairs

    def share(self, figure: GoalFigure, rarity: Counter[str]) -> Decimal:
        """Return how much of an indicator's name stands around a figure, from 0 to 1.

        What several indicators have in their names counts less.
        """
        common = self.common(figure)
        weight = sum((1 / Decimal(rarity[pair]) for pair in common), Decimal(0))
        return weight / sum(1 / Decimal(rarity[pair]) for pair in self.pairs) if common else weight

    def is_met_by(self, figure: GoalFigure) -> bool:
        """Return whether an indicator says what the goal says of the same thing."""
        off = abs(self.number - figure.number)
        if off * _ROUGHLY > self.number if figure.rough else off:
            return False
        return self.end in figure.before if self.unit == "%" else self.unit == DAY or bool(self.common(figure))

    def is_not_named_by(self, figure: GoalFigure) -> bool:
        """Return whether a goal gives another's whole name, or what there is of a thing."""
        # 老年助餐点运行数量20个
        name = figure.before.rpartition("、")[2]
        # 日处理能力3万吨, 公路总里程860公里: what there is, not what is done
        stock = matcher("stock").search(name)
        if stock is not None:
            return stock[1] not in self.row.name
        thing = matcher("measure_ends").sub("", name)
        if thing == name or thing in self.thing or self.thing in thing:
            return False
        longer = max(len(set(thing)), len(set(self.thing)))
        return len(set(thing).intersection(self.thing)) * _ALIKE[1] < longer * _ALIKE[0]

    def may_be_meant_by(self, figure: GoalFigure, share: Decimal) -> bool:
        """Return whether the only figure and the only indicator of a unit may be the same."""
        return (
            share >= _LEAST
            or self.ends_in(figure, alone=False)
            or self._sounds_alike(figure)
            or (len(figure.name) > 1 and figure.name in self.row.name)  # 楼栋96栋 of 改造楼栋数
            or (share > 0 and is_slip(self.number, figure.number))
        )

    def ends_in(self, figure: GoalFigure, *, alone: bool) -> bool:
        """Return whether a goal says the end of a name: 46座小型水库 of 运行维护水库座数.

        ``alone``: and nothing else in front of the figure, as in 出勤率95%、办证时限5个工作日.
        """
        if alone:
            return len(figure.name) >= _END and self.row.name.endswith(figure.name)
        end = self.thing[-2:]
        if self.unit in ANYTHING and figure.behind.startswith(end[-1]):
            return True  # 12个村 of 受益行政村个数
        return self.unit != DAY and end not in words("empty_words") and end in figure.before + figure.behind

    def _sounds_alike(self, figure: GoalFigure) -> bool:
        """Return whether most letters of a thing are said: 免除殡葬费, 减免殡葬服务费."""
        own = content_letters(self.thing)
        common = own.intersection(figure.before + figure.behind)
        return len(common) >= 2 and len(common) * 5 >= len(own) * 3

    def is_named_by(self, form: Form, figure: GoalFigure) -> bool:
        """Return whether a goal names an indicator's thing: two letter pairs of five.

        A rate, an amount and a time are named by the whole name, with no narrower thing in front of it.
        """
        if self.counts:
            common = self.common(figure)
            # 2600名困难残疾人发放生活补贴 is not of 重度残疾人护理补贴人数
            return len(common) * 5 >= len(self.pairs) * 2 and (len(common) > 1 or len(self.pairs) == 1)
        ahead, name, _ = figure.before.partition(self.thing or self.unit)
        return bool(name) and set(matcher("leads").sub("", ahead)) <= set(
            f"{form.project}{form.department}{self.row.name}"
        )
