"""A scoring standard as understood: frozen, typed, ready to score, to explain and to be written for Excel.

``Standard`` holds the branches in the order in which they are tried; ``kinds`` has a row for each kind (STANDARDS.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jixiao.scoring.awards import Award
from jixiao.scoring.criteria import Criterion, Plan


@dataclass(frozen=True, slots=True)
class Branch:
    """If all ``criteria`` hold, and no earlier branch did, the award is given. ``text`` is the clause it comes from.

    ``contested``: an earlier clause says of the same number that it belongs there.
    """

    criteria: tuple[Criterion, ...]
    award: Award
    text: str = ""
    contested: bool = False


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
        """Whether every word is accounted for and the audit passed: only then is there an automatic score."""
        return self.understood and not self.unread and not self.contradiction
