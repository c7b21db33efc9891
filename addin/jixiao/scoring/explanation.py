"""A standard explained clause by clause, with scores, formula and problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jixiao.forms.jsonout import plain
from jixiao.forms.numbers import parse_number
from jixiao.scoring.assembly import understand
from jixiao.scoring.awards import Policy
from jixiao.scoring.context import Context, Value, read_plan
from jixiao.scoring.criteria import Plan
from jixiao.scoring.engine import Score, score
from jixiao.scoring.formula import formula
from jixiao.scoring.problems import Problem, problems
from jixiao.scoring.standard import Branch, Standard

TRIAL_POINTS = Decimal(10)
"""What a single sentence without points is tried with; always told as 推定, and never used for a form."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything there is to say about one sentence."""

    standard: Standard
    points: Decimal
    inferred: bool
    formula: str | None
    problems: tuple[Problem, ...]
    scores: tuple[tuple[Value, Score], ...]
    plan: Value = None

    def as_json(self) -> dict[str, Any]:
        """The JSON of ``explain --json`` (scripts/README.md)."""
        standard = self.standard
        return {
            "text": standard.text,
            "kind": standard.kind,
            "points": None if self.inferred else plain(standard.points),
            "points_inferred": plain(self.points) if self.inferred and standard.understood else None,
            "plan": _plain(self.plan),
            "formula": self.formula,
            "problems": list(dict.fromkeys(problem.code for problem in self.problems)),
            "scores": [_score_json(actual, result) for actual, result in self.scores],
        }


def explain(
    text: str,
    *,
    points: Decimal | None = None,
    plan: Value = None,
    actuals: Sequence[Value] = (),
    unit: str | None = None,
    operator: str | None = None,
    policy: Policy = Policy.FLOOR,
    year: int | None = None,
) -> Explanation:
    """Explain one sentence. Without points anywhere it is tried with ``TRIAL_POINTS``."""
    standard = understand(text, Context(read_plan(plan, unit), unit, operator, points, year))
    inferred = standard.points is None
    used = TRIAL_POINTS if standard.points is None else standard.points
    return Explanation(
        standard,
        used,
        inferred,
        formula(standard, points=used, policy=policy),
        tuple(problems(standard, points)),
        tuple((actual, score(standard, actual, policy=policy, points=used)) for actual in actuals),
        plan,
    )


def _score_json(actual: Value, result: Score) -> dict[str, Any]:
    bounds = None
    if result.score is None and result.low is not None and result.high is not None:
        bounds = [plain(result.low), plain(result.high)]
    return {
        "actual": _plain(actual),
        "score": plain(result.score),
        "range": bounds,
        "alternatives": {policy.value: plain(amount) for policy, amount in result.alternatives} or None,
        "trace": result.trace,
    }


def _plain(value: object) -> object:
    number = parse_number(value) if isinstance(value, str | int | float) else value
    return plain(number) if isinstance(number, Decimal) else value.isoformat() if isinstance(value, date) else value


def clause_words(branch: Branch, plan: Plan = None) -> str:
    """One branch for a reader: ``实际值≥计划值：得10分``."""
    condition = "，且".join(test.words(None, plan) for test in branch.criteria) or "其余情况"
    return f"{condition}：{branch.award.words()}"
