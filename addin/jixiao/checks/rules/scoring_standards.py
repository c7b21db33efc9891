"""SCR: whether scoring standards can be read and their points add up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.form_kinds import YEAR_END
from jixiao.checks.outcome import Skip
from jixiao.checks.placing import BLOCKS
from jixiao.checks.registry import rule
from jixiao.checks.rules.operators import (
    cost_direction,
    operator_and_explanation,
    output_direction,
    satisfaction_direction,
)
from jixiao.checks.standards import Scored
from jixiao.forms.numbers import plain_number

if TYPE_CHECKING:
    from jixiao.scoring.problems import StandardProblem

_LOCAL_SUMS = (Decimal(80), Decimal(90), Decimal(100))
"""What places ask for (checks/README.md): another of these is more likely another custom than a slip."""
_FULL = Decimal(100)
_LEAST, _MOST = Decimal(70), Decimal(130)
"""Sums beyond are of weights within each block, or of shares."""


_OF_READING = {
    "SCR-001": "Yield standards that cannot be read to their end (own).",
    "SCR-002": "Yield standards without points: 满分 alone is none (own).",
    "SCR-005": "Yield full points that do not begin at the target (own).",
    "SCR-006": "Yield grades not worth 100–80, 80–60, 60–0 per cent (财预〔2020〕10号).",
    "SCR-007": "Yield deductions by steps that leave parts of a step open (own).",
    "SCR-008": "Yield tiers that overlap, leave a gap or fall (own).",
    "SCR-009": "Yield bonuses above the points (财预〔2020〕10号).",
    "SCR-010": "Yield standards without full points for the target or fewer below (own).",
}
"""Rules on what the reading of a standard itself finds, and what each rests on."""


def _reported(form: Form, code: str) -> Iterator[Finding]:
    """Yield problems of one code, one finding for each text."""
    problems = form.problems.get(code)
    if problems is None:
        return  # nearly every form
    groups: dict[tuple[tuple[tuple[str, Any], ...], bool], list[Scored]] = {}
    # 0.95 for 95 under every 达到95%得5分 is one question, and no sentence contradicts itself by it
    shares = [one for one, problem in form.problems.get("SCR-005", ()) if _is_share(one, problem)]
    first = next((problem for one, problem in problems if one in shares), None)
    turned = _turned_round(form) if code in ("SCR-008", "SCR-010") else ()
    for one, problem in problems:
        if (one in shares and code == "SCR-010") or form.at(one.row, "operator") in turned:
            continue
        if code == "SCR-010" and one.row.number is not None and one.row.operator is None:
            continue  # which way it is missed is not stated: OPR-005
        told = first if one in shares and first is not None and code == "SCR-005" else problem
        key = (tuple(sorted(told.parameters.items())), told.reason == "piece")
        groups.setdefault(key, []).append(one)
    for (parameters, aside), places in groups.items():
        cells = list(dict.fromkeys(place.cell for place in places))
        severity = Severity.WARNING if aside else None  # the sentence is understood but for a piece of it
        yield form.finding(code, cells, found=places[0].text, severity=severity, **dict(parameters))


def _turned_round(form: Form) -> set[str | None]:
    """Return the cells of operators that point the wrong way: ≤ of 巡查次数."""
    rules = (satisfaction_direction, cost_direction, output_direction, operator_and_explanation)
    return {finding.cell for each in rules for finding in each(form) if isinstance(finding, Finding)}


def _is_share(one: Scored, threshold: StandardProblem) -> bool:
    """Return whether a target is the threshold without its per cent: 0.95."""
    number = one.row.number
    return number is not None and number <= 1 and threshold.parameters["a"] == plain_number(number * 100)


def _register(code: str, rests_on: str) -> None:
    def told_by_reading(form: Form) -> Iterator[Finding]:
        return _reported(form, code)

    told_by_reading.__doc__ = rests_on
    rule(code)(told_by_reading)


for _code, _doc in _OF_READING.items():
    _register(_code, _doc)


@rule("SCR-003")
def points_add_up(form: Form) -> Iterator[Finding | Skip]:
    """Yield points whose sum is wrong (财预〔2021〕101号, 财预〔2020〕10号)."""
    in_column = list(_points_of_goals(form))
    yield from in_column
    standards = form.standards
    unsaid = any(one.judged.points is None for one in standards)
    unsaid |= any(not row.data.get("scoring_standard") for row in form.rows)
    unsure = (unsaid or "SCR-001" in form.problems) and any("points" in row.data for row in form.rows)
    if in_column or not standards or unsure:
        return
    if unsaid:
        yield form.skip("SCR-003", "有评分标准未填写或没有写明分值，分值合计无法核对")
        return
    total = sum((one.judged.points or Decimal(0) for one in standards), Decimal(0))
    expected = form.profile.points_sum
    if total != expected and not (form.general and total in _LOCAL_SUMS):
        yield form.finding(
            "SCR-003",
            form.title_cell,
            found=total,
            expected=expected,
            related=list(dict.fromkeys(one.cell for one in standards)),
            severity=Severity.WARNING if total in _LOCAL_SUMS else None,
            sum=total,
        )


def _points_of_goals(form: Form) -> Iterator[Finding]:
    """Yield the points in the column of a goal form whose sum is wrong."""
    points = {form.at(row, "points"): row.data.get("points") for row in form.rows}
    given = [each for each in points.values() if each is not None]
    if form.kind in YEAR_END or len(given) < max(len(form.rows), 1):
        return  # SEV-003; points of several rows in one cell
    total = sum(given, Decimal(0))
    execution = form.document.get("funding", {}).get("execution_points")
    due = (form.profile.points_sum, *_LOCAL_SUMS) if execution is None else (_FULL - execution,)
    if total not in due and _LEAST <= total <= _MOST:
        first, *others = points
        yield form.finding("SCR-003", first, found=total, expected=due[0], related=others, sum=total)


@rule("SCR-004")
def weights(form: Form) -> Iterator[Finding]:
    """Yield points divided otherwise among the blocks (财预〔2021〕101号)."""
    standards = form.standards
    points: dict[str, Decimal] = {}
    for one in standards:
        if one.row.block is None or one.judged.points is None:
            return
        points[one.row.block] = points.get(one.row.block, Decimal(0)) + one.judged.points
    expected = form.profile.weights
    if set(points) != set(expected) or sum(points.values()) != form.profile.points_sum:
        return
    if any(points[block] != weight for block, weight in expected.items()):
        actual, wanted = _listed(points), _listed(dict(expected))
        yield form.finding("SCR-004", form.title_cell, found=actual, expected=wanted)


def _listed(points: dict[str, Decimal]) -> str:
    return "/".join(plain_number(points[block]) for block in BLOCKS if block in points)
