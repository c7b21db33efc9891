"""What is wrong with a standard: a code (SCR-001 … SCR-010) and parameters.

The checks turn these into findings; nothing here knows of forms or cells. SCR-003 and SCR-004 need the whole form and are
not found here, but for a sentence whose points differ from those of its own row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType

from jixiao.forms.numbers import plain_number
from jixiao.scoring import awards
from jixiao.scoring.arithmetic import Shape
from jixiao.scoring.audit import around_numbers, tried
from jixiao.scoring.awards import ScoreInputs
from jixiao.scoring.axes import Axis
from jixiao.scoring.criteria import Fulfilled, Within
from jixiao.scoring.notation import normalise
from jixiao.scoring.ordering import SpannedBranch, has_gap, on_one_line
from jixiao.scoring.phrases import PERCENT_UNITS, money_words
from jixiao.scoring.standard import Standard
from jixiao.scoring.tier_labels import rank_of

_NOTHING: Mapping[str, str] = MappingProxyType({})
_BANDS = ((Decimal(80), Decimal(100)), (Decimal(60), Decimal(80)), (Decimal(0), Decimal(60)))
"""Shares of the points of 优, 中, 差 by 财预〔2020〕10号."""


@dataclass(frozen=True, slots=True)
class StandardProblem:
    """One problem; ``parameters`` fill its message, ``reason`` tells causes apart."""

    code: str
    parameters: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    reason: str = ""


def problems(standard: Standard, points: Decimal | None = None) -> Iterator[StandardProblem]:
    """Yield every problem of a standard; ``points`` are those of a 分值 column."""
    if not standard.understood:
        yield StandardProblem("SCR-001", {"text": standard.text})
        return
    if standard.truncated:
        yield StandardProblem("SCR-001", {"text": standard.text}, "truncated")
    for piece in standard.unread:
        yield StandardProblem("SCR-001", {"text": piece}, "piece")
    if standard.contradiction and not standard.unread:
        yield StandardProblem("SCR-010", {"text": standard.text, "reason": standard.contradiction})
    for branch in standard.branches:
        if isinstance(branch.award, awards.Judged) and standard.kind == "manual" and branch.text not in standard.unread:
            yield StandardProblem(
                "SCR-001", {"text": branch.text or standard.text}, "piece"
            )  # a machine cannot score it
            break
    if standard.stated is None and points is None:
        yield StandardProblem("SCR-002", {"text": standard.text})
    elif standard.stated is not None and points is not None and standard.stated != points:
        told = {"sum": plain_number(standard.stated), "expect": plain_number(points)}
        yield StandardProblem("SCR-003", told, "own_row")
    tests = [test for branch in standard.branches if standard.gives_all(branch) for test in branch.intervals]
    for ends in [ends for test in tests if (ends := _other_threshold(test, standard)) is not None][:1]:
        yield StandardProblem("SCR-005", {"a": ends[0], "b": ends[1]})
    yield from _band_problems(standard)
    yield from _step_problems(standard)
    for reason in _tier_problems(standard):
        yield StandardProblem("SCR-008", {"text": standard.text}, reason)
    if standard.bonus and _may_exceed(standard):
        yield StandardProblem("SCR-009", {"text": standard.text})


def _other_threshold(test: Within, standard: Standard) -> tuple[str, str] | None:
    """Where the full points begin and where the target is, if that is somewhere else."""
    scale, interval, plan = test.scale, test.interval, standard.plan
    if scale.axis.timed and isinstance(scale.reference, date) and isinstance(plan, date):
        return (scale.reference.isoformat(), plan.isoformat()) if scale.reference != plan else None
    if scale.axis is Axis.SHARE and interval.high is None and interval.low not in (None, Decimal(100)):
        return f"{plain_number(interval.low or Decimal(0))}%", "100%"
    if scale.axis is not Axis.VALUE or not isinstance(plan, Decimal) or not scale.unit:
        return None
    if interval.contains(plan) and interval.low is not None and interval.high is not None:
        return None  # a range around the target
    end = interval.high if standard.operator in ("≤", "<") else interval.low
    return None if end is None or end == plan else (plain_number(end), plain_number(plan))


def _band_problems(standard: Standard) -> Iterator[StandardProblem]:
    """SCR-006: shares of qualitative tiers outside of 100–80, 80–60, 60–0."""
    if standard.kind == "qualitative_band":
        for (low, high), branch in zip(_BANDS, standard.branches, strict=False):
            award = branch.award
            if isinstance(award, awards.Band) and award.share and (award.low < low or award.high > high):
                yield StandardProblem("SCR-006", {"pct": f"{plain_number(award.high)}%-{plain_number(award.low)}%"})
                return
    if standard.kind != "qualitative_tier" or not standard.points:
        return
    inputs = ScoreInputs("", None, standard.points)
    fixed = [one.award for one in standard.branches if isinstance(one.award, awards.Tier | awards.Nothing)]
    known = [award.amount(inputs) * 100 / standard.points for award in fixed]
    if len(known) < 3:
        return
    for place, share in enumerate(known):
        low, high = _BANDS[min(place, 2)]
        if not low <= share <= high:
            yield StandardProblem("SCR-006", {"pct": f"{plain_number(share.quantize(Decimal(1)))}%"})
            return


def _step_problems(standard: Standard) -> Iterator[StandardProblem]:
    """Yield SCR-007: a part of a step can occur, and how it counts is not said."""
    open_steps = [step for step in standard.steps if not step.adds and step.policy is None and _can_be_partial(step)]
    for step in open_steps[:1]:
        scale = step.scale
        reason = "percentage_points" if scale.unit == "%" and scale.axis in (Axis.OVER, Axis.UNDER) else "partial_step"
        yield StandardProblem(
            "SCR-007", {"text": standard.text, "step": f"{plain_number(step.size)}{scale.unit}"}, reason
        )


def _can_be_partial(step: awards.Steps) -> bool:
    axis, unit = step.scale.axis, step.scale.unit
    measured = unit in PERCENT_UNITS or unit in money_words()
    return step.size != 1 or axis.relative or axis is Axis.MONTHS or (measured and not axis.timed)


def _may_exceed(standard: Standard) -> bool:
    gains = [step for step in standard.steps if step.adds]
    added = any(isinstance(branch.award, awards.Add) for branch in standard.branches)
    return added or any(step.base is None or step.base == standard.points for step in gains)


# ---- tiers: gaps, overlaps, scores that fall instead of rising (SCR-008)


def _tier_problems(standard: Standard) -> Iterator[str]:
    """``gap``, ``overlap``, ``not_monotone``, ``direction``: each at most once."""
    said = (one for one in standard.branches if one.text or isinstance(one.award, awards.Interpolated))
    named = any(isinstance(scale.reference, date) for scale in standard.scales)  # 未完成的不得分: on no day at all
    spans = [] if named else on_one_line(said, standard.plan)
    if len(spans) > 1 and all(branch.criteria for branch in standard.branches):
        if has_gap(spans, whole=_is_whole(spans)):
            yield "gap"
        if _has_overlap(spans):
            yield "overlap"
    grows = any(branch.award.shape is Shape.PROPORTIONAL for branch in standard.branches)
    if _labels_out_of_order(standard):
        yield "not_monotone"
    elif standard.operator in ("≤", "<") and grows and "/" in normalise(standard.text):  # 按比例 alone leaves it open
        yield "direction"
    elif len(spans) > 1 and standard.understood and not standard.unread and not _is_monotone(standard):
        yield "not_monotone"


def _is_whole(spans: Sequence[SpannedBranch]) -> bool:
    """Whether only whole numbers occur: a tier counts things, and none measures."""
    known = {span.whole for span, _ in spans}
    return True in known and False not in known


def _has_overlap(spans: Sequence[SpannedBranch]) -> bool:
    """Two tiers share more than a point, or both say that they include a number."""
    for index, (first, a) in enumerate(spans):
        if a.contested:
            return True
        for second, b in spans[index + 1 :]:
            by_hand = isinstance(a.award, awards.ByHand) and isinstance(b.award, awards.ByHand)
            if by_hand or a.award == b.award or not first.beside(second):
                continue
            common = first.interval.intersect(second.interval)
            if not common.empty and not common.exact:
                return True
    return False


def _labels_out_of_order(standard: Standard) -> bool:
    graded = []
    for branch in standard.branches:
        test = branch.criteria[0] if branch.criteria else None
        if not isinstance(test, Fulfilled) or isinstance(branch.award, awards.ByHand):
            continue
        worth = branch.award.amount(ScoreInputs("", None, standard.points or Decimal(100)))
        rank = rank_of(test.text)
        if rank is not None and worth is not None:
            graded.append((rank, worth))
    return any(one[0] < other[0] and one[1] < other[1] for one in graded for other in graded)


def _is_monotone(standard: Standard) -> bool:
    """Whether the score only rises, only falls, or rises to one best range."""
    found = tried(standard, around_numbers(standard), standard.points or Decimal(100))
    worths = [worth for _, (_, worth) in sorted(found.items()) if worth is not None]
    rises = [b > a for a, b in pairwise(worths) if a != b]
    turns = sum(a != b for a, b in pairwise(rises))
    return turns == 0 or (turns == 1 and rises[0] and standard.operator in (None, "="))
