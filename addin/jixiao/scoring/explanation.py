"""A standard explained: how it is understood, clause by clause, with scores, formula and problems (cli.md, explain)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jixiao.forms.numbers import parse_number
from jixiao.scoring import awards
from jixiao.scoring.arithmetic import Name, words
from jixiao.scoring.assembly import understand
from jixiao.scoring.awards import Policy
from jixiao.scoring.axes import Axis
from jixiao.scoring.context import Context, Value, read_plan
from jixiao.scoring.criteria import Plan
from jixiao.scoring.engine import Score, score
from jixiao.scoring.formula import formula
from jixiao.scoring.intervals import show
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
        """The JSON of ``explain --json`` (cli.md)."""
        standard = self.standard
        return {
            "text": standard.text,
            "kind": standard.kind,
            "points": None if self.inferred else _number(standard.points),
            "points_inferred": _number(self.points) if self.inferred and standard.understood else None,
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
        bounds = [_number(result.low), _number(result.high)]
    return {
        "actual": _plain(actual),
        "score": _number(result.score),
        "range": bounds,
        "alternatives": {policy.value: _number(amount) for policy, amount in result.alternatives} or None,
        "trace": result.trace,
    }


def _number(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _plain(value: object) -> object:
    number = parse_number(value) if isinstance(value, str | int | float) else value
    if isinstance(number, Decimal):
        return _number(number)
    return value.isoformat() if isinstance(value, date) else value


def clause_words(branch: Branch, plan: Plan = None) -> str:
    """One branch for a reader: ``实际值≥计划值：得10分``."""
    condition = "，且".join(test.words(None, plan) for test in branch.criteria) or "其余情况"
    return f"{condition}：{award_words(branch.award)}"


def award_words(award: awards.Award) -> str:
    """What a branch gives, for a reader."""
    match award:
        case awards.Full():
            return "得满分"
        case awards.Points():
            return f"得{show(award.number)}分"
        case awards.Share():
            return f"得分值的{show(award.percent)}%"
        case awards.Nothing():
            return "不得分"
        case awards.Deduct():
            return f"扣{'分值的' if award.share else ''}{show(award.number)}{'%' if award.share else '分'}"
        case awards.Add():
            return f"加{show(award.number)}分"
        case awards.Band():
            sign = "%" if award.share else "分"
            return f"在{'分值的' if award.share else ''}{show(award.low)}{sign}至{show(award.high)}{sign}之间由人工评分"
        case awards.Judged():
            return "由人工评分"
        case awards.Proportion():
            return f"实际值÷计划值×{_top(award.top)}"
        case awards.ReverseLinear():
            return f"[1－（实际值－计划值）÷计划值]×{_top(award.top)}"
        case awards.ReverseRatio():
            return f"计划值÷实际值×{_top(award.top)}"
        case awards.Computed():
            return words(award.expression, {name: name.value for name in Name})
        case awards.Interpolated():
            return f"在{show(award.low)}与{show(award.high)}之间按直线计分"
        case awards.Several():
            return "；".join(award_words(step) for step in award.steps)
        case awards.Steps():
            return _step_words(award)
    raise AssertionError(award)  # pragma: no cover


def _top(top: Decimal | None) -> str:
    return "分值" if top is None else show(top)


_PARTIAL = {
    Policy.CEIL: "，不足一步按一步计",
    Policy.FLOOR: "，不足一步不计",
    Policy.LINEAR: "，不足一步按比例计",
    None: "",
}
_COUNTED = {
    Axis.OVER: "超出",
    Axis.OVER_SHARE: "超出",
    Axis.UNDER: "低于",
    Axis.UNDER_SHARE: "低于",
    Axis.OFF: "偏离",
    Axis.SIZE: "偏离",
    Axis.OFF_SHARE: "偏离",
    Axis.DAYS: "逾期",
    Axis.WORKDAYS: "逾期",
    Axis.MONTHS: "逾期",
    Axis.SHARE: "相差",
    Axis.VALUE: "",
}
_UNITS = {
    Axis.DAYS: "天",
    Axis.WORKDAYS: "个工作日",
    Axis.MONTHS: "个月",
    Axis.OVER_SHARE: "%",
    Axis.UNDER_SHARE: "%",
    Axis.OFF_SHARE: "%",
    Axis.SHARE: "%",
}


def _step_words(award: awards.Steps) -> str:
    unit = _UNITS.get(award.scale.axis, award.scale.unit.replace("百分点", "个百分点"))
    sign = "加" if award.adds and award.base != 0 else "得" if award.adds else "扣"
    each = f"分值的{show(award.each)}%" if award.share else f"{show(award.each)}分"
    most = "" if award.most is None else f"，最多{sign}{show(award.most)}分"
    counted = "提前" if award.adds and award.safe.low == 0 else _COUNTED.get(award.scale.axis, "")
    return f"每{counted}{show(award.size)}{unit}{sign}{each}{most}{_PARTIAL[award.policy]}"
