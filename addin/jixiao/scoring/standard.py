"""A scoring standard as understood: ready to score, to explain, to write.

``Standard`` holds the branches in the order in which they are tried; ``kinds`` has a row for each kind (STANDARDS.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jixiao.scoring import awards
from jixiao.scoring.axes import Scale
from jixiao.scoring.criteria import Criterion, InInterval, Plan


@dataclass(frozen=True, slots=True)
class Branch:
    """If all ``criteria`` and no earlier branch hold, the award of ``text`` is given.

    ``contested``: an earlier clause says of the same number that it belongs there.
    """

    criteria: tuple[Criterion, ...]
    award: awards.Award
    text: str = ""
    contested: bool = False

    @property
    def intervals(self) -> list[InInterval]:
        """Its conditions that a number or a date decides."""
        return [test for test in self.criteria if isinstance(test, InInterval)]

    @property
    def only(self) -> InInterval | None:
        """Its condition where there is one, and a number or a date decides it."""
        test = self.criteria[0] if len(self.criteria) == 1 else None
        return test if isinstance(test, InInterval) else None


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard bound to its indicator.

    ``stated`` are the points the sentence names, ``points`` those that count (None where neither the sentence nor the
    form gives any). ``plan``, ``unit`` and ``operator`` are the indicator's. ``unread`` are pieces nothing was made of;
    ``truncated`` says that the sentence breaks off but can still be read. ``contradiction`` says how the audit failed.
    """

    text: str
    branches: tuple[Branch, ...] = ()
    stated: Decimal | None = None
    points: Decimal | None = None
    plan: Plan = None
    unit: str | None = None
    operator: str | None = None
    unread: tuple[str, ...] = ()
    truncated: bool = False
    bonus: bool = False
    contradiction: str = ""
    kind: str | None = None
    title: str = "无法识别"

    @property
    def understood(self) -> bool:
        """Whether anything was made of the sentence."""
        return bool(self.branches)

    @property
    def reliable(self) -> bool:
        """Whether every word is accounted for and the audit passed: it scores alone."""
        return self.understood and not self.unread and not self.contradiction

    @property
    def intervals(self) -> list[InInterval]:
        """Its conditions that a number or a date decides."""
        return [test for branch in self.branches for test in branch.intervals]

    @property
    def steps(self) -> list[awards.Steps]:
        """Its steps."""
        return [step for branch in self.branches for step in branch.award.steps]

    @property
    def scales(self) -> list[Scale]:
        """What it measures along."""
        return [*(test.scale for test in self.intervals), *(step.scale for step in self.steps)]

    @property
    def has_curve(self) -> bool:
        """Whether some branch divides by the plan to award points."""
        return any(isinstance(branch.award, awards.OfPlan) for branch in self.branches)

    @property
    def speaks_of_dates(self) -> bool:
        """Whether actual values are dates."""
        return any(scale.axis.timed for scale in self.scales)

    def gives_all(self, branch: Branch) -> bool:
        """Whether a branch gives the full points."""
        award = branch.award
        return isinstance(award, awards.Full) or (isinstance(award, awards.Points) and award.number == self.points)
