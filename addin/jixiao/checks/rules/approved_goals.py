"""SEV, MON: year-end forms against the approved goals, and monitoring itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from jixiao.checks.achievement import Achievement, achievement, mismatch, wants_less
from jixiao.checks.checked_form import Form
from jixiao.checks.execution import total_line
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.outcome import Skip
from jixiao.checks.pairing import ApprovedTarget, pair_indicators
from jixiao.checks.registry import rule
from jixiao.checks.rows import Row
from jixiao.checks.rules.self_evaluation import asks_for_reasons, is_explained, place_of_reason
from jixiao.checks.tolerance import same_amount
from jixiao.forms.general.choices import ticked
from jixiao.forms.labels import cached_form
from jixiao.forms.measures import measure_text
from jixiao.late_patterns import late_pattern

_UP, _DOWN = ("≥", ">"), ("≤", "<")
_FIGURE = late_pattern(r"\d[\d.,]*\s?(?!月|日|年|季)[^\d\s.,。，、;()]{1,5}")
"""A number with its unit alone: 860棵, 48%; not 8月底."""


def _kept(form: Form) -> tuple[tuple[ApprovedTarget, Row], ...]:
    """Return the approved indicators that the form has, under whatever name."""
    return form.pairing.same + form.pairing.renamed


@rule("SEV-020")
def target_was_changed(form: Form) -> Iterator[Finding | Skip]:
    """Yield targets that are not the approved ones (财预〔2020〕10号)."""
    if form.approved_goals is not None and form.approved_goals.form is None:
        yield form.skip("SEV-020", form.approved_goals.reason)
    for target, row in _kept(form):
        changed = _changed(target, row)
        if changed is not None:
            now = row.target
            both = isinstance(now, Decimal) and isinstance(target.target, Decimal) and row.unit == target.unit
            here = measure_text(row.operator, now, row.unit)
            goal = measure_text(target.operator, target.target, target.unit)
            more = {"goal": goal, "now": here, "name": row.name, "against": target.target_cell}
            less = now - target.target if both else None  # type: ignore[operator]
            yield form.row_finding(
                "SEV-020", row, "target", found=here, expected=goal, difference=less, severity=changed, **more
            )


def _changed(target: ApprovedTarget, row: Row) -> Severity | None:
    """Return how grave a change of target is; None if it is none or unclear."""
    from jixiao.scoring.context import convert, read_plan

    if target.target is None or row.blank:
        return None
    if isinstance(target.target, Decimal) and row.number is not None:
        turned = (target.operator in _UP and row.operator in _DOWN) or (
            target.operator in _DOWN and row.operator in _UP
        )
        now = convert(row.number, row.unit, target.unit)
        return Severity.ERROR if turned or now is None or now != target.target else None
    before, now_read = read_plan(target.target, target.unit), read_plan(row.number or row.text, row.unit)
    if before == now_read:
        return None
    if isinstance(before, Decimal | date) or isinstance(now_read, Decimal | date):
        return Severity.ERROR if type(before) is type(now_read) else Severity.WARNING
    words = cached_form(str(target.target)), cached_form(row.text or "")
    return None if words[0] in words[1] or words[1] in words[0] else Severity.WARNING


@rule("SEV-021")
def indicator_was_dropped(form: Form) -> Iterator[Finding]:
    """Yield approved indicators that are not evaluated (财预〔2020〕10号)."""
    yield from _dropped(form, "SEV-021")


def _dropped(form: Form, code: str) -> Iterator[Finding]:
    for target in form.pairing.dropped if form.rows else ():
        told = f"{target.name} {measure_text(target.operator, target.target, target.unit)}".strip()
        yield form.finding(code, form.title_cell, expected=told, name=target.name, against=target.cell)


@rule("SEV-022")
def indicator_was_added(form: Form) -> Iterator[Finding]:
    """Yield indicators that were not approved, or renamed (财预〔2020〕10号)."""
    for target, row in form.pairing.renamed:
        yield form.finding(
            "SEV-022", row.cell, found=row.name, expected=target.name, name=row.name, against=target.cell
        )
    for row in form.pairing.added:
        yield form.finding("SEV-022", row.cell, found=row.name, name=row.name)


@rule("SEV-023")
def budget_differs(form: Form) -> Iterator[Finding]:
    """Yield budgets that are not the approved ones (财预〔2020〕10号)."""
    goals = None if form.approved_goals is None else form.approved_goals.form
    line = total_line(form)
    if goals is None or line is None or goals.budget is None:
        return
    key = "initial" if line.get("initial") is not None else "annual"
    typed = line.get("initial") if key == "initial" else line.get("annual")
    if typed is not None and not same_amount(now := typed * form.worth, goals.budget):
        cell = line["cells"].get(key, line["cell"])
        yield form.finding("SEV-023", cell, found=now, expected=goals.budget, against=goals.budget_cell)


@rule("SEV-024")
def points_were_moved(form: Form) -> Iterator[Finding]:
    """Yield points that are not the approved ones (财预〔2020〕10号)."""
    for target, row in _kept(form):
        points = row.data.get("points")
        if points is not None and target.points is not None and points != target.points:
            more = {"expected": target.points, "name": row.name, "against": target.points_cell}
            yield form.row_finding("SEV-024", row, "points", found=points, **more)


@rule("MON-004")
def less_than_before(form: Form) -> Iterator[Finding]:
    """Yield results below those of an earlier month (财预〔2019〕136号)."""
    for row, before, place in _reached_before(form):
        now = row.data.get("actual_to_july")
        if isinstance(now, Decimal) and now < before:
            if row.operator in _DOWN or row.unit == "%":
                continue  # a rate may fall, and of what has a limit less is better
            more = {"before": before, "name": row.name, "against": place}
            yield form.row_finding("MON-004", row, "actual_to_july", found=now, expected=before, **more)


def _reached_before(form: Form) -> Iterator[tuple[Row, Decimal, str]]:
    """Yield rows with their earlier result and its place, the least of several."""
    reached: dict[int, list[tuple[Decimal, str]]] = {}
    for earlier in form.earlier_monitoring:
        for target, row in pair_indicators(earlier.targets, form.rows).same:
            if isinstance(target.reached, Decimal) and row.unit == target.unit:
                reached.setdefault(id(row), []).append((target.reached, target.reached_cell))
    for row in form.rows:
        told = reached.get(id(row), ())
        if told and len(told) == len(form.earlier_monitoring):
            yield row, *min(told)


@rule("MON-005")
def indicator_is_not_monitored(form: Form) -> Iterator[Finding | Skip]:
    """Yield approved indicators that are not monitored (财预〔2019〕136号)."""
    if form.approved_goals is not None and form.approved_goals.form is None:
        yield form.skip("MON-005", form.approved_goals.reason)
    yield from _dropped(form, "MON-005")


# 确定能, 能按期完成目标; 完全不可能, 不能完成
_CERTAIN = late_pattern(r"是|(?:确定|肯定|一定)?(?:能够?|可以)(?:按期|如期|全部)?(?:完成|实现)?(?:目标|任务)?")
_IMPOSSIBLE = late_pattern(r"否|(?:完全|确定|肯定)?不(?:可能|能)(?:按期|如期|全部)?(?:完成|实现)?(?:目标|任务)?")


def _forecast(row: Row) -> Achievement | None:
    """Return what is expected of an indicator: 预计完成10场."""
    value = _unsigned(row.data.get("expected"))
    return achievement(row, value.removeprefix("预计") if isinstance(value, str) else value)


def _unsigned(value: Decimal | str | None) -> Decimal | str | None:
    """Return a result without the sign of a target: ≥85%."""
    return value.lstrip("≥≤＞＜>=< ") if isinstance(value, str) else value


@rule("MON-006")
def result_is_of_another_unit(form: Form) -> Iterator[Finding]:
    """Yield figures of another kind or unit than their target (own)."""
    for row in form.rows:
        for key, told in (("actual_to_july", row.data.get("actual_to_july")), ("expected", row.data.get("expected"))):
            value = _unsigned(told)
            figure = isinstance(value, Decimal) or (value is not None and _FIGURE.fullmatch(value) is not None)
            if value is not None and figure and row.shared.isdisjoint((key, "target")) and mismatch(row, value):
                yield form.row_finding("MON-006", row, key, "target", found=told, actual=told, name=row.name)


@rule("MON-002")
def shortfall_is_explained(form: Form) -> Iterator[Finding]:
    """Yield forecasts below the target without a reason (财预〔2019〕136号)."""
    if not asks_for_reasons(form):
        return
    for row in form.rows:
        expected = _forecast(row)
        if expected is None or not expected.missed or is_explained(form, row):
            continue
        yield form.finding(
            "MON-002",
            form.at(row, "expected"),
            found=row.data.get("expected"),
            expected=row.target,
            related=[place_of_reason(form, row)],
            name=row.name,
            way="高于" if wants_less(row) else "低于",
        )


@rule("MON-003")
def likelihood_fits_the_forecast(form: Form) -> Iterator[Finding]:
    """Yield likelihoods that contradict the forecast (财预〔2019〕136号)."""
    for row in form.rows:
        chance, expected = ticked(row.data.get("likelihood") or ""), _forecast(row)
        certain = _CERTAIN.fullmatch(chance) is not None
        if expected is None or not (certain or _IMPOSSIBLE.fullmatch(chance)):
            continue
        if expected.missed is certain:
            here = row.data["cells"].get("likelihood", form.at(row, "expected"))
            related = [form.at(row, "expected"), form.at(row, "target")]
            yield form.finding("MON-003", here, found=chance, related=related, name=row.name)


@rule("MON-007")
def several_likelihoods(form: Form) -> Iterator[Finding]:
    """Yield indicators with more than one likelihood ticked (财预〔2019〕136号)."""
    for cells in form.notes("marks-contradict"):
        yield form.finding("MON-007", cells[0], related=cells[1:])
