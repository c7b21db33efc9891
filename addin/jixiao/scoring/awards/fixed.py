"""Awards that are a number of points, a share of them, or a human's to give."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jixiao.scoring.awards.base import HUNDRED, ZERO, Award, Constant, ScoreInputs, Terms, Worth
from jixiao.scoring.intervals import show


@dataclass(frozen=True, slots=True)
class Full(Constant):
    """得满分; ``stated`` where the number stands beside it: 得满分10分."""

    stated: Decimal | None = None

    def worth(self, inputs: ScoreInputs) -> Worth:
        """All the points."""
        return Worth(inputs.points, f"得满分{show(inputs.points)}分")

    def words(self) -> str:
        """得满分."""
        return "得满分"


@dataclass(frozen=True, slots=True)
class Points(Constant):
    """得8分 · 效果一般8分."""

    number: Decimal

    def worth(self, inputs: ScoreInputs) -> Worth:
        """The points named."""
        return Worth(self.number, self.words())

    def words(self) -> str:
        """得8分."""
        return f"得{show(self.number)}分"


@dataclass(frozen=True, slots=True)
class Share(Constant):
    """得80%分值: a share of the indicator's points, in per cent."""

    percent: Decimal

    def worth(self, inputs: ScoreInputs) -> Worth:
        """The share of the points."""
        return Worth(inputs.points * self.percent / HUNDRED, f"{show(inputs.points)}×{show(self.percent)}%")

    def words(self) -> str:
        """得分值的80%."""
        return f"得分值的{show(self.percent)}%"


@dataclass(frozen=True, slots=True)
class Nothing(Constant):
    """不得分 · 扣全部分值."""

    def worth(self, inputs: ScoreInputs) -> Worth:
        """No points."""
        return Worth(ZERO, "不得分")

    def words(self) -> str:
        """不得分."""
        return "不得分"


@dataclass(frozen=True, slots=True)
class Deduct(Constant):
    """扣5分 · 扣20%分值 (``share``): off the full points."""

    number: Decimal
    share: bool = False

    def worth(self, inputs: ScoreInputs) -> Worth:
        """The points less what is taken."""
        lost = inputs.points * self.number / HUNDRED if self.share else self.number
        return Worth(inputs.points - lost, f"{show(inputs.points)}－{show(lost)}")

    def words(self) -> str:
        """扣5分."""
        return f"扣{'分值的' if self.share else ''}{show(self.number)}{'%' if self.share else '分'}"


@dataclass(frozen=True, slots=True)
class Add(Constant):
    """加1分: on top of what the other clauses give."""

    number: Decimal

    def worth(self, inputs: ScoreInputs) -> Worth:
        """More than the full points."""
        return Worth(inputs.points + self.number, f"{show(inputs.points)}＋{show(self.number)}")

    def words(self) -> str:
        """加1分."""
        return f"加{show(self.number)}分"


@dataclass(frozen=True, slots=True)
class Band(Award):
    """100%-80%（含）的分值 · 得8-10分: a human decides within the range."""

    low: Decimal
    high: Decimal
    share: bool

    def worth(self, inputs: ScoreInputs) -> Worth:
        """The range in points."""
        factor = inputs.points / HUNDRED if self.share else Decimal(1)
        low, high = self.low * factor, self.high * factor
        return Worth(None, f"在{show(low)}－{show(high)}分之间由人工评分", low, high)

    def excel(self, terms: Terms) -> None:
        """Left blank."""

    def words(self) -> str:
        """在8分至10分之间由人工评分."""
        sign = "%" if self.share else "分"
        return f"在{'分值的' if self.share else ''}{show(self.low)}{sign}至{show(self.high)}{sign}之间由人工评分"


@dataclass(frozen=True, slots=True)
class Judged(Award):
    """酌情扣分 · 由评价组评定: a human decides."""

    def worth(self, inputs: ScoreInputs) -> Worth:
        """Anything between nothing and all."""
        return Worth(None, "按标准需人工评分", ZERO, inputs.points)

    def excel(self, terms: Terms) -> None:
        """Left blank."""

    def words(self) -> str:
        """由人工评分."""
        return "由人工评分"
