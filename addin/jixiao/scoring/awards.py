"""What a clause gives or takes, as frozen data: one class for each way of awarding points (scoring.md, column score)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from jixiao.scoring.arithmetic import Expression
from jixiao.scoring.axes import Scale
from jixiao.scoring.intervals import Interval


class Policy(Enum):
    """How a part of a step counts."""

    FLOOR = "floor"
    CEIL = "ceil"
    LINEAR = "linear"


@dataclass(frozen=True, slots=True)
class Full:
    """得满分; ``stated`` where the number stands beside it: 得满分10分."""

    stated: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Points:
    """得8分 · 效果一般8分."""

    number: Decimal


@dataclass(frozen=True, slots=True)
class Share:
    """得80%分值: a share of the indicator's points, in per cent."""

    percent: Decimal


@dataclass(frozen=True, slots=True)
class Nothing:
    """不得分 · 扣全部分值."""


@dataclass(frozen=True, slots=True)
class Deduct:
    """扣5分 · 扣20%分值 (``share``): off the full points."""

    number: Decimal
    share: bool = False


@dataclass(frozen=True, slots=True)
class Add:
    """加1分: on top of what the other clauses give."""

    number: Decimal


@dataclass(frozen=True, slots=True)
class Band:
    """100%-80%（含）的分值 · 得8-10分: a human decides within the range."""

    low: Decimal
    high: Decimal
    share: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """酌情扣分 · 由评价组评定: a human decides."""


@dataclass(frozen=True, slots=True)
class Proportion:
    """a/p·P, exact: 按实际值/计划值×指标分值计分. ``top`` is the points where the sentence states them."""

    top: Decimal | None = None
    downward: bool = False  # 按比例扣分: of what the clause's condition says


@dataclass(frozen=True, slots=True)
class ReverseLinear:
    """(1-(a-p)/p)·P: 超过计划值的，得分=[1-(实际-计划)/计划]×P."""

    top: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ReverseRatio:
    """p/a·P: 得分=计划值/实际值×指标分值."""

    top: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Computed:
    """Any other arithmetic: （实际值-60%）/（90%-60%）×10分.

    ``percent``: the actual value counts as a percentage, 75 as 0.75; ``rate_is_actual``: 完成率 is the actual value
    itself, not actual/plan. Both are set when the unit of the indicator is known.
    """

    expression: Expression
    percent: bool = False
    rate_is_actual: bool = False


@dataclass(frozen=True, slots=True)
class Interpolated:
    """按线性插值法计分: on a line between two thresholds of the other clauses; bound to them later."""

    scale: Scale | None = None
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    from_points: Decimal = Decimal(0)
    to_points: Decimal | None = None  # None: the full points


@dataclass(frozen=True, slots=True)
class Steps:
    """A penalty (or with ``adds`` an award) for every ``size`` that the actual value lies outside of ``safe``.

    ``policy`` is what the sentence says about a part of a step, None where it says nothing. ``base`` is where the
    steps start from: the full points if None, less ``offset``. ``most`` limits what they can take or give, ``least`` is what they leave.
    """

    scale: Scale
    safe: Interval
    size: Decimal
    each: Decimal
    share: bool = False
    adds: bool = False
    policy: Policy | None = None
    base: Decimal | None = None
    offset: Decimal = Decimal(0)
    most: Decimal | None = None
    least: Decimal | None = None

    def most_of(self, base: Decimal) -> Decimal | None:
        """What the steps can take at most, where the sentence limits it: 最多扣5分, 最低得1分."""
        left = None if self.least is None else max(Decimal(0), base - self.least)
        return self.most if left is None else left if self.most is None else min(self.most, left)


@dataclass(frozen=True, slots=True)
class Several:
    """Several penalties at once. ``countable``: one actual value decides all of them."""

    steps: tuple[Steps, ...]
    countable: bool = True


Award = (
    Full
    | Points
    | Share
    | Nothing
    | Deduct
    | Add
    | Band
    | Judged
    | Proportion
    | ReverseLinear
    | ReverseRatio
    | Computed
    | Interpolated
    | Steps
    | Several
)
