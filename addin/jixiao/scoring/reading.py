"""A sentence as read: clauses of conditions and an award, the limits beside them, what was not understood."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jixiao.scoring import awards
from jixiao.scoring.award_phrases import Proportional
from jixiao.scoring.conditions import Condition
from jixiao.scoring.limit_phrases import Limit, LimitKind

ClauseAward = awards.Award | Proportional


@dataclass(frozen=True, slots=True)
class Clause:
    """One rule of the sentence: all ``conditions`` hold → ``award``. ``text`` is the condition as it stands."""

    conditions: tuple[Condition, ...]
    award: ClauseAward
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as read. ``unread`` are the pieces nothing was made of; ``stated`` the points it names by themselves."""

    clauses: tuple[Clause, ...] = ()
    limits: tuple[Limit, ...] = ()
    stated: Decimal | None = None
    unread: tuple[str, ...] = ()
    truncated: bool = False

    def limit(self, kind: LimitKind) -> Limit | None:
        """The first limit of a kind."""
        return next((limit for limit in self.limits if limit.kind is kind), None)
