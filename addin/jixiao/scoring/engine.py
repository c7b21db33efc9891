"""A standard and an actual value → a score and its working, or why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from jixiao.forms.actual_values import YEARS, UnclearValue, beside, cleaned, day_of, is_nothing, read_day, read_number
from jixiao.forms.numbers import parse_number, plain_number
from jixiao.scoring import awards
from jixiao.scoring.awards import Policy, ScoreInputs
from jixiao.scoring.context import TypedValue
from jixiao.scoring.criteria import Actual, Undecided, Within
from jixiao.scoring.notation import normalise
from jixiao.scoring.phrases import counts_from_one
from jixiao.scoring.standard import Branch, Standard

CENT = Decimal("0.01")
ZERO = Decimal(0)


class ScoreState(Enum):
    """Why there is a score, or none."""

    SCORED = "已计分"
    MISSING = "未填"
    UNCLEAR = "实际值不明"
    HUMAN = "需人工评分"
    NO_POINTS = "分值不明"
    UNREADABLE = "标准无法识别"


@dataclass(frozen=True, slots=True)
class Score:
    """The result for one actual value.

    ``low`` and ``high`` bound what a human may give; ``alternatives`` are the other readings of a part of a step, by
    policy, where they differ.
    """

    state: ScoreState
    score: Decimal | None
    trace: str
    low: Decimal | None = None
    high: Decimal | None = None
    alternatives: tuple[tuple[Policy, Decimal], ...] = ()

    @property
    def explained(self) -> str:
        """The trace with what a part of a step comes to by the other policies."""
        others = "，".join(f"{_PARTS[policy]}得{plain_number(amount)}" for policy, amount in self.alternatives)
        return f"{self.trace}（不足一个步长的部分：{others}）" if others else self.trace


_PARTS = {Policy.FLOOR: "舍去", Policy.CEIL: "按一个步长计", Policy.LINEAR: "按比例计"}


def round_half_up(number: Decimal) -> Decimal:
    """Two digits, half up: how every score is rounded, at the very end."""
    return number.quantize(CENT, ROUND_HALF_UP)


def score(
    standard: Standard,
    actual: TypedValue,
    *,
    policy: Policy = Policy.FLOOR,
    points: Decimal | None = None,
    allow_bonus: bool = False,
    typed: bool = False,
) -> Score:
    """Score an actual value; ``points`` stand in where none are stated (推定).

    ``typed``: it was typed into a form, so that 0.5 is asked for even beside a plan of 1 %.
    """
    if not standard.understood:
        return Score(ScoreState.UNREADABLE, None, "评分标准无法识别，需人工评分")
    sure = not typed and isinstance(standard.plan, Decimal) and abs(standard.plan) <= SMALL_PLAN
    value = read_actual(actual, standard.unit, dates=standard.speaks_of_dates, sure=sure)
    if value is None:
        return Score(ScoreState.MISSING, None, "实际值未填")
    if isinstance(value, UnclearValue):
        return Score(ScoreState.UNCLEAR, None, value.reason)
    if isinstance(value, Decimal) and 0 < abs(value) < 1 and counts_from_one(standard.unit, standard.plan):
        reason = f"实际完成值“{plain_number(value)}”不足1{standard.unit}，是完成了{plain_number(value * 100)}%吗？请填写{standard.unit}数"
        return Score(ScoreState.UNCLEAR, None, reason)
    top = standard.points if standard.points is not None else points
    if top is None:
        return Score(ScoreState.NO_POINTS, None, "评分标准未写明分值，无法计分")
    found = _score(standard, ScoreInputs(value, standard.plan, top, policy), allow_bonus=allow_bonus)
    return found if standard.reliable else _withheld(standard, found, top)


def _withheld(standard: Standard, found: Score, top: Decimal) -> Score:
    """Show what is understood of an unreliable standard, and count none of it."""
    if standard.unread:
        reason = f"“{standard.unread[0]}”未能识别，需人工评分"
    else:
        reason = f"标准前后矛盾或未能可靠理解（{standard.contradiction}），需人工评分"
    return Score(ScoreState.HUMAN, None, f"{reason}；其余部分：{found.trace}", ZERO, top)


def _score(standard: Standard, inputs: ScoreInputs, *, allow_bonus: bool) -> Score:
    if inputs.plan == 0 and isinstance(inputs.actual, Decimal) and standard.has_curve:
        none = inputs.actual <= 0  # a plan of 0 is reached by having none (STANDARDS.md, proportional)
        result = limit(inputs.points if none else ZERO, inputs.points)
        return Score(
            ScoreState.SCORED, result, f"计划值为0，实际值{'≤' if none else '＞'}0，得{plain_number(result)}分"
        )
    given = _given_score(standard, inputs.actual, inputs.points) if isinstance(inputs.actual, Decimal) else None
    if given is not None:
        return given
    branch = choose(standard, inputs.actual)
    if isinstance(branch, str):
        return Score(ScoreState.HUMAN, None, branch, ZERO, inputs.points)
    amount = branch.award.amount(inputs)
    if amount is None:
        low, high = branch.award.bounds(inputs)
        return Score(ScoreState.HUMAN, None, _join(_reason(branch, inputs), branch.award.working(inputs)), low, high)
    result = limit(amount, inputs.points, allow_bonus=allow_bonus)
    alternatives = _alternatives(branch, inputs, allow_bonus) if branch.award.is_partial(inputs) else ()
    return Score(ScoreState.SCORED, result, _trace(branch, inputs, amount, result), alternatives=alternatives)


def _given_score(standard: Standard, number: Decimal, points: Decimal) -> Score | None:
    """Return the band that a score given by a human lies in."""
    bands = [branch for branch in standard.branches if isinstance(branch.award, awards.Band)]
    if not bands or len(bands) < len(standard.branches):
        return None
    for branch in bands:
        low, high = branch.award.bounds(ScoreInputs(number, None, points))
        if low is not None and high is not None and low <= number <= high:
            trace = f"给定得分{plain_number(number)}分在“{branch.text}”一档（{plain_number(low)}－{plain_number(high)}分）之内"
            return Score(ScoreState.HUMAN, None, trace, low, high)
    return Score(ScoreState.HUMAN, None, f"给定得分{plain_number(number)}分不在任何一档之内", ZERO, points)


def choose(standard: Standard, actual: Actual) -> Branch | str:
    """The branch that an actual value falls under, or why none can be named."""
    for branch in standard.branches:
        unknown = False
        for test in branch.criteria:
            result = test.holds(actual, standard.plan)
            if result is False:
                break
            unknown = unknown or result is None
        else:
            if not unknown:
                return branch
            if any(isinstance(test, Undecided) for test in branch.criteria):
                return f"“{branch.text}”需人工判断"
            if not isinstance(actual, str) or not _is_of_labels(standard):
                return _mismatch(standard, actual)
    said = f"“{actual}”不在所列档次之内" if isinstance(actual, str) else "实际值不在所列任何一档之内"
    return f"{said}，需人工评分"


def _is_of_labels(standard: Standard) -> bool:
    return any(not isinstance(test, Within | Undecided) for branch in standard.branches for test in branch.criteria)


def _mismatch(standard: Standard, actual: Actual) -> str:
    if _is_of_labels(standard) and not isinstance(actual, str):
        return "标准按文字档次评分，实际值应填写档次"
    if isinstance(actual, str):
        return f"实际值“{actual}”不是{'日期' if standard.speaks_of_dates else '数值'}，无法自动计分"
    if standard.plan is None:
        return "计划值未填，无法计分"
    if standard.plan == 0:
        return "计划值为0，无法计算完成比例"
    return "实际值与计划值的类型不一致，无法自动计分"


def limit(points: Decimal, top: Decimal, *, allow_bonus: bool = False) -> Decimal:
    """Between 0 and the full points (unless a bonus may go beyond them), rounded."""
    return round_half_up(max(ZERO, points if allow_bonus else min(top, points)))


def _alternatives(branch: Branch, inputs: ScoreInputs, allow_bonus: bool) -> tuple[tuple[Policy, Decimal], ...]:
    amounts = [(policy, branch.award.amount(inputs._replace(policy=policy))) for policy in Policy]
    found = [(policy, limit(one, inputs.points, allow_bonus=allow_bonus)) for policy, one in amounts if one is not None]
    return tuple(found) if len({amount for _, amount in found}) > 1 else ()


def _reason(branch: Branch, inputs: ScoreInputs) -> str:
    return "且".join(test.words(inputs.actual, inputs.plan) for test in branch.criteria)


def _trace(branch: Branch, inputs: ScoreInputs, amount: Decimal, result: Decimal) -> str:
    award, working = branch.award, branch.award.working(inputs)
    plain = isinstance(award, awards.Full | awards.Points | awards.Nothing)
    reason = "" if award.shape else _reason(branch, inputs)
    if plain and not branch.criteria:
        reason = "不符合前述条件" if isinstance(award, awards.Nothing) else "没有扣分情形"
    if plain:
        return _join(reason, working)
    if isinstance(award, awards.Steps) and amount == inputs.points:
        return f"{working}，得满分{plain_number(inputs.points)}分"
    equal = f"{working}＝{plain_number(result)}"
    if amount > inputs.points and result == inputs.points:
        equal = f"{working}，最高得{plain_number(result)}分"
    elif amount < 0:
        equal = f"{working}，扣完为止，得0分"
    return equal if isinstance(award, awards.Steps) else _join(reason, equal)


def _join(reason: str, working: str) -> str:
    return f"{reason}，{working}" if reason else working


# ---- the actual value as scoring takes it: a number, a date, a label, a question


SMALL_PLAN = Decimal(5)
"""Per cent; beside such a plan, 0.5 that is stated and not typed into a form is half a per cent."""


def read_actual(
    value: TypedValue, unit: str | None, *, dates: bool, sure: bool = False
) -> Actual | UnclearValue | None:
    """Return the value of an entry, a date beside ``dates``; None if it is blank.

    ``sure``: a bare number beside % is meant in percentage points. The formulas of the self-evaluation form read their
    cells in the same way (``templates/actual_formulas.py``).
    """
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        recent = YEARS[0] <= day.year < YEARS[1]
        return day if recent else UnclearValue(f"实际完成值“{day}”不是近年的日期，请重新填写日期")
    if isinstance(value, str):
        if is_nothing(value):
            return None
        bare = parse_number(value) if sure and not dates else None
        return _of_text(value, unit, dates=dates) if bare is None else bare
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if not number.is_finite():
        return None
    return _of_number(number, None if sure else unit, dates=dates)


def _of_number(number: Decimal, unit: str | None, *, dates: bool) -> Actual | UnclearValue:
    if not dates:
        return beside(number, unit)
    return day_of(number) or UnclearValue(f"实际完成值“{format(number, 'f')}”不是日期，请填写日期，例如 2026-12-20")


def _of_text(text: str, unit: str | None, *, dates: bool) -> Actual | UnclearValue:
    day = read_day(text)
    if day is not None and (dates or not cleaned(text).isdigit()):
        return day
    number = read_number(text, unit)
    if isinstance(number, Decimal):
        return _of_number(number, None, dates=dates)
    if isinstance(number, UnclearValue):
        return number
    label = normalise(text).strip(";,")
    if label[:1].isdigit():
        return UnclearValue(f"实际完成值“{text}”无法识别，请填写{'日期，例如 2026-12-20' if dates else '数字'}")
    return label
