"""What every award has: points, working, an Excel expression, words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from jixiao.forms.numbers import plain_number
from jixiao.scoring.arithmetic import Shape
from jixiao.scoring.axes import FormulaCells
from jixiao.scoring.criteria import Actual, Plan

if TYPE_CHECKING:
    from jixiao.scoring.awards.steps import Steps

ZERO, HUNDRED = Decimal(0), Decimal(100)


class Policy(Enum):
    """How a part of a step counts."""

    FLOOR = "floor"
    CEIL = "ceil"
    LINEAR = "linear"


class ScoreInputs(NamedTuple):
    """What is known when a standard is applied."""

    actual: Actual
    plan: Plan
    points: Decimal
    policy: Policy = Policy.FLOOR


class Terms(NamedTuple):
    """What a formula is written in: its cells, the full points, the policy."""

    cells: FormulaCells
    points: Decimal
    policy: Policy


class Award:
    """One way of giving or taking points; ``shape``: the curve of the plan it is."""

    shape: Shape | None = None

    @property
    def steps(self) -> tuple[Steps, ...]:
        """The steps that it is made of."""
        return ()

    def amount(self, inputs: ScoreInputs) -> Decimal | None:
        """The points, not yet limited and rounded; None where a human decides."""
        raise NotImplementedError

    def working(self, inputs: ScoreInputs) -> str:
        """How they come about, in Chinese, or why there are none."""
        raise NotImplementedError

    def bounds(self, _inputs: ScoreInputs) -> tuple[Decimal | None, Decimal | None]:
        """What a human decides between; nothing where that is not known."""
        return None, None

    def is_partial(self, _inputs: ScoreInputs) -> bool:
        """Whether a part of a step occurred and the sentence does not say how it counts."""
        return False

    def excel(self, _terms: Terms) -> str | None:
        """The same as an Excel expression; None where a human decides."""
        return None

    def words(self) -> str:
        """The award for a reader."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Constant(Award):
    """An award that depends on nothing but the full points: a row of what it is worth.

    That is ``whole`` times those points, ``own`` times its ``number``, ``shared`` times that share of the points, in per
    cent. In ``said`` and ``worked``, P are the points and n is the number.
    """

    number: Decimal = ZERO
    said: ClassVar[str] = ""
    worked: ClassVar[str] = ""
    factors: ClassVar[tuple[int, int, int]] = (0, 0, 0)

    def __init_subclass__(cls, said: str = "", worked: str = "", whole: int = 0, own: int = 0, shared: int = 0) -> None:
        cls.said, cls.worked, cls.factors = said, worked or said, (whole, own, shared)

    def _of(self, points: Decimal) -> Decimal:
        whole, own, shared = self.factors
        return whole * points + own * self.number + shared * points * self.number / HUNDRED

    def amount(self, inputs: ScoreInputs) -> Decimal:
        """The points, whatever the actual value is."""
        return self._of(inputs.points)

    def working(self, inputs: ScoreInputs) -> str:
        """The words, where they say it all."""
        top, lost = inputs.points, inputs.points - self._of(inputs.points)
        return self.worked.format(P=plain_number(top), n=plain_number(self.number), lost=plain_number(lost))

    def excel(self, terms: Terms) -> str:
        """The number itself."""
        return plain_number(self._of(terms.points))

    def words(self) -> str:
        """得8分."""
        return self.said.format(n=plain_number(self.number))


class Tier(Constant):
    """What the tiers of a standard give: all the points, some of them, or a share."""


@dataclass(frozen=True)
class Full(Tier, said="得满分", worked="得满分{P}分", whole=1):
    """得满分; ``stated`` where the number stands beside it: 得满分10分."""

    stated: Decimal | None = None


class Points(Tier, said="得{n}分", own=1):
    """得8分 · 效果一般8分."""


class Share(Tier, said="得分值的{n}%", worked="{P}×{n}%", shared=1):
    """得80%分值: a share of the indicator's points, in per cent."""


class Nothing(Constant, said="不得分"):
    """不得分 · 扣全部分值."""


class Deduct(Constant, said="扣{n}分", worked="{P}－{lost}", whole=1, own=-1):
    """扣5分: off the full points."""


class DeductShare(Deduct, said="扣分值的{n}%", worked="{P}－{lost}", whole=1, shared=-1):
    """扣20%分值: a share off the full points, in per cent."""


class Add(Constant, said="加{n}分", worked="{P}＋{n}", whole=1, own=1):
    """加1分: on top of what the other clauses give."""


class ByHand(Award):
    """An award that a human decides on."""

    def amount(self, inputs: ScoreInputs) -> None:
        """Not known."""

    def bounds(self, inputs: ScoreInputs) -> tuple[Decimal, Decimal]:
        """Nothing and all."""
        return ZERO, inputs.points


@dataclass(frozen=True, slots=True)
class Judged(ByHand):
    """酌情扣分 · 由评价组评定: a human decides."""

    def working(self, inputs: ScoreInputs) -> str:
        """That a human decides."""
        return "按标准需人工评分"

    def words(self) -> str:
        """由人工评分."""
        return "由人工评分"


@dataclass(frozen=True, slots=True)
class Band(ByHand):
    """得8-10分: a human decides in the range, a ``share`` in per cent of the points."""

    low: Decimal
    high: Decimal
    share: bool

    def bounds(self, inputs: ScoreInputs) -> tuple[Decimal, Decimal]:
        """The range in points."""
        factor = inputs.points / HUNDRED if self.share else Decimal(1)
        return self.low * factor, self.high * factor

    def working(self, inputs: ScoreInputs) -> str:
        """The range in points."""
        return "在{}－{}分之间由人工评分".format(*map(plain_number, self.bounds(inputs)))

    def words(self) -> str:
        """在8分至10分之间由人工评分."""
        sign = "%" if self.share else "分"
        return f"在{'分值的' if self.share else ''}{plain_number(self.low)}{sign}至{plain_number(self.high)}{sign}之间由人工评分"


def worth_of(award: Award) -> Decimal:
    """Return what a fixed award is worth beside others; only the order matters."""
    match award:
        case Full():
            return Decimal(1_000_000)
        case Nothing():
            return Decimal(-1_000_000)
        case Deduct():
            return -award.number
        case Share():
            return award.number / 10_000  # less than any points beside it: 得5分，得80%分值
        case Tier():
            return award.number
    return award.high if isinstance(award, Band) else ZERO
