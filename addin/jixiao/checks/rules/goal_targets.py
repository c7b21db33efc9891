"""VAL-004, SEV-013: numbers of a text against indicators about the same thing.

A figure of the goal and an indicator belong together where they share a unit and more words than either shares with any
other. What both name by the same words is a warning, what is only likely the same a hint.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from itertools import chain

from jixiao.checks.achievement import mismatch
from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.goal_figures import (
    ANYTHING,
    DAY,
    GoalFigure,
    counted_in,
    deadlines,
    goal_figures,
    seldom_unit,
    unit_at,
)
from jixiao.checks.likeness import content_pairs
from jixiao.checks.named_target import Target
from jixiao.checks.quantities import MONEY, has_extent, in_digits, kind_of_unit, plain_unit
from jixiao.checks.registry import rule
from jixiao.checks.rows import Row
from jixiao.checks.rules.goal_rates import rates_of_standards
from jixiao.checks.texts import has_digit, texts_of
from jixiao.checks.wording import matcher, words
from jixiao.forms.measures import measure_text
from jixiao.forms.numbers import plain_number
from jixiao.grouping import grouped
from jixiao.late_patterns import late_pattern

_NUMBER = late_pattern(r"(?<![\d.])\d+(?:\.\d+)?")
_NUMBERING = late_pattern(r"[：:、.)）类]")  # 目标1：, 12类
_AROUND, _FAR = 6, 16
_WHOLE = (4, 5)
"""So much of a name is nearly all of it: 培训装卸工 of 培训装卸工人数."""
_BY_FAR = Decimal("0.3")
_LIKELY = Decimal("0.4")
"""A share of a name in the goal that makes a figure likely its own where others are counted so."""


class _Targets(dict[str, list[Target]]):
    """The indicators that a goal may name, by their plain units."""

    @cached_property
    def rarity(self) -> Counter[str]:
        """How many of them have a pair of letters in their names."""
        return Counter(chain.from_iterable(target.pairs for counted in self.values() for target in counted))


@rule("VAL-004")
def goal_and_target(form: Form) -> Iterator[Finding]:
    """Yield targets that are not the goal's number (财预〔2015〕88号, relevant)."""
    texts = [(cell, in_digits(text)) for cell, text in _plans(form)]
    found = list(_unlike(form, "VAL-004", form.rows, texts))
    for cell, text in texts:
        found += rates_of_standards(form, cell, text)
    # 0.95 for 95 in every rate is one question
    shares = [each for each in found if _is_share(each)]
    if len(shares) > 1:
        first = min(shares, key=lambda each: each.severity.rank)
        places = [form.reference(each.cell) for each in shares if each.cell and each is not first]
        found = [each for each in found if each not in shares]
        yield replace(first, related=(*first.related, *places))
    yield from found


def _is_share(finding: Finding) -> bool:
    """Return whether a target is the goal's figure without its per cent: 0.95."""
    number, figure = finding.found, finding.expected
    return isinstance(number, Decimal) and isinstance(figure, Decimal) and number * 100 == figure and number <= 1


@rule("SEV-013")
def told_and_reached(form: Form) -> Iterator[Finding]:
    """Yield results that are not the number told of them in words (own)."""
    if "actual" in form.goals:
        results = ((row, row.data.get("actual")) for row in form.rows if row.number is not None)
        numbers = ((row, actual) for row, actual in results if isinstance(actual, Decimal))
        reached = [replace(row, number=actual, text=None) for row, actual in numbers if not mismatch(row, actual)]
        yield from _unlike(form, "SEV-013", reached, [(form.where("goals.actual"), in_digits(form.goals["actual"]))])


def _unlike(form: Form, code: str, rows: Sequence[Row], texts: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Yield every number of the rows that is not that of a text, its cell before it."""
    told = [(cell, text) for cell, text in texts if has_digit(text)]
    targets = _targets(form, rows) if told else _Targets()
    named = {row.name for row in rows if row.number is not None}  # CMP-008: what is said of another is said of no other
    without = [Target(row, Decimal(0), "") for row in form.rows if has_extent(row.name) and row.name not in named]
    seldom = frozenset(filter(None, map(seldom_unit, {row.unit for row in rows if row.unit})))
    sides = form.document.get("period_side", {}).get("indicators", ())
    of_period = {(each["level3"], measure_text(None, each["target"], each["unit"])) for each in sides}
    for cell, text in told:
        days = deadlines(text, form.year or 0)
        limits = [day for day in days if day.text.endswith(("前", "底", "末")) or matcher("done_on").match(day.behind)]
        figures = [*goal_figures(text, seldom), *limits]
        others = [other for _, other in told if other != text and cell != form.where("goals.annual")]
        for target, figure, likely in _held_against(form, targets, text, [f for f in figures if not f.part]):
            all_years = (target.row.name, figure.text) in of_period
            of_a_task = figure.number < target.number and any(_tells(other, target) for other in others)
            better = any(len(each.common(figure)) > len(target.common(figure)) for each in without)
            met = code == "SEV-013" and figure.allows(target.number)
            if not (all_years or of_a_task or better or met):
                yield _finding(form, code, target, figure, cell, likely)
        for target, part in _unlike_parts(targets, figures):
            yield _finding(form, code, target, part, cell, likely=False)


def _unlike_parts(targets: _Targets, figures: Sequence[GoalFigure]) -> Iterator[tuple[Target, GoalFigure]]:
    """Yield the only indicator that names a part (其中冷藏箱2万标箱) but its number."""
    for part in figures:
        counted = targets.get(part.unit, ()) if len(part.part) > 1 else ()
        named = [target for target in counted if part.part in target.row.name and target.per == part.per]
        if len(named) == 1 and all(each.number != named[0].number for each in figures if each.unit == part.unit):
            yield named[0], part


def _plans(form: Form) -> Iterator[tuple[str, str]]:
    """Yield (address, text) of the goal of the year and of tasks."""
    if "annual" in form.goals:
        yield form.where("goals.annual"), form.goals["annual"]
    yield from texts_of(form.document.get("tasks", ()), "content")


def _targets(form: Form, rows: Sequence[Row]) -> _Targets:
    """Return the indicators that a goal may name, by their plain units."""
    found = _Targets()
    rows = [row for row in rows if row.name]  # CMP-016
    for row in rows:
        if row.aspect != "time":
            continue
        days = deadlines(row.text or "", form.year or 0)
        if len(days) == 1:
            found.setdefault(DAY, []).append(Target(row, days[0].number, DAY))
    for row in rows:
        measured = row.unit or row.name.endswith(("系数", "指数"))
        if row.number is None or not measured or row.name in words("total_costs"):
            continue
        if kind_of_unit(row.unit or "") == MONEY and matcher("whole_cost").search(row.name):
            continue  # the project's amount: FND-003, FND-009
        times, unit = counted_in(row.unit or "")
        found.setdefault(unit, []).append(Target(row, row.number * times, unit))
    return found


def _held_against(
    form: Form, targets: _Targets, goal: str, figures: Sequence[GoalFigure]
) -> Iterator[tuple[Target, GoalFigure, bool]]:
    """Yield targets with a figure of a goal that is another, if only likely."""
    by_unit = grouped(((figure.unit, figure.per), figure) for figure in figures)
    unsettled: list[tuple[list[GoalFigure], list[Target]]] = []
    for (unit, per), told in by_unit.items():
        counted = [target for target in targets.get(unit, ()) if target.per == per]
        # Where an indicator says just what the goal says, the figure is about no other indicator.
        met = [f for f in told if any(t.is_met_by(f) and not _names_another(f, t, counted) for t in counted)]
        sums = [sum(t.number for t in counted if t.common(f)) for f in told]  # 改造干支渠60.5公里 is all of several
        free = [f for f, added in zip(told, sums, strict=True) if f not in met and f.number != added]
        if not counted or not free:
            continue
        total = sum(figure.number for figure in told if "其中" not in figure.before)
        # One of several deadlines that a goal names is met.
        days = [figure.number for figure in told] if unit == DAY else []
        unmet = [
            target
            for target in counted
            if target.number not in (total, *days)
            and not _is_settled(target, met, free)
            and (_is_of_others(target, counted, met, free) or not _tells(goal, target))
        ]
        if unmet:
            unsettled.append((free, unmet))
    for free, unmet in unsettled:
        for target in unmet:
            about, likely = _figures_about(form, target, free, unmet, targets.rarity)
            numbers = {figure.number for figure in about}
            sums = [sum(figure.number for figure in some) for some in (about, filter(target.common, free))]
            if len(numbers) == 1 and target.number not in (*numbers, *sums):
                yield target, about[0], likely


def _finding(form: Form, code: str, target: Target, figure: GoalFigure, cell: str, likely: bool) -> Finding:
    number = target.row.number
    expected: Decimal | str = figure.text
    if number is not None:
        expected = figure.number * number / target.number if target.number else figure.number
    return form.finding(
        code,
        form.at(target.row, "target" if code == "VAL-004" else "actual"),
        found=number if number is not None else target.row.text,
        expected=expected,
        related=[cell],
        severity=Severity.INFO if likely else None,
        text=figure.text,
        value=plain_number(number) if number is not None else f"“{target.row.text}”",
    )


def _tells(goal: str, target: Target) -> bool:
    """Return whether a goal has the number elsewhere: of its unit, none or its name."""
    if target.row.number is None:
        return False
    if not target.number and any(
        target.pairs & content_pairs(goal[max(0, none.start() - _FAR) : none.end() + _FAR])
        for none in matcher("none_of_it").finditer(goal)
    ):
        return True  # 重大事故零发生、一般事故不超过1起
    units = {"", target.row.unit, plain_unit(target.row.unit or "")[1]}
    number = plain_number(target.row.number)
    for match in (match for match in _NUMBER.finditer(goal) if match.group() == number):
        unit = unit_at(match.string, match.end())
        around = match.string[max(0, match.start() - _AROUND) : match.end() + _AROUND]
        if target.unit == "%" and not _ends_before(target, match):
            continue
        if (unit in units and not _NUMBERING.match(match.string, match.end())) or (
            unit in ANYTHING and target.unit != "人" and target.pairs & content_pairs(around)
        ):
            return True
    return False


def _names_another(figure: GoalFigure, target: Target, counted: Sequence[Target]) -> bool:
    """Return whether a goal says nearly all of another's name before a figure."""
    own = len(target.common(figure))
    others = ((len(other.common(figure)), len(other.pairs)) for other in counted)
    return len(figure.pairs) > own + 1 and any(
        said > own + 1 and said * _WHOLE[1] >= pairs * _WHOLE[0] for said, pairs in others
    )


def _is_of_others(
    target: Target, counted: Sequence[Target], met: Sequence[GoalFigure], free: Sequence[GoalFigure]
) -> bool:
    """Return whether a goal has a number for others alone: 装卸工90人、理货员90人."""
    own = [figure for figure in met if figure.number == target.number]
    named = bool(target.pairs) and any(target.common(figure) == target.pairs for figure in free)
    return named and bool(own) and all(_names_another(figure, target, counted) for figure in own)


def _ends_before(target: Target, match: re.Match[str]) -> bool:
    """Return whether a rate's end and no other number leads to a number."""
    _, end, between = match.string[max(0, match.start() - _FAR) : match.start()].rpartition(target.end)
    return bool(end) and not has_digit(between)


def _figures_about(
    form: Form, target: Target, free: Sequence[GoalFigure], unmet: Sequence[Target], rarity: Counter[str]
) -> tuple[Sequence[GoalFigure], bool]:
    """Return the figures about an indicator, and whether that is only likely."""
    if target.unit == "%":
        falls = matcher("changes").search(target.row.name) is not None
        free = [figure for figure in free if figure.change == falls and target.end in figure.before]
        unmet = [other for other in unmet if other.end == target.end]
    elif target.counts:
        free = [figure for figure in free if not target.is_not_named_by(figure)]
    own = [figure for figure in free if not any(o.share(figure, rarity) > target.share(figure, rarity) for o in unmet)]
    # A day before or behind the goal's may be a stage of the work.
    named = [figure for figure in own if target.unit != DAY and target.is_named_by(form, figure)]
    if named:
        return _best(target, named, rarity)
    if len(free) == len(unmet) == 1 and target.unit == DAY and not target.pairs:
        # 11月底前完成 and 完成时限
        return [figure for figure in free if matcher("done_on").fullmatch(figure.behind)], True
    if len(free) == 1 == len(_named_in_part(free[0], target, unmet)) and (
        target.counts or free[0].behind.startswith(("内", "以内", "之内"))
    ):
        return [figure for figure in own if target.may_be_meant_by(figure, target.share(figure, rarity))], True
    ends = [figure for figure in own if target.ends_in(figure, alone=not target.counts)]
    return [figure for figure in own if target.share(figure, rarity) >= _LIKELY] or ends, True


def _named_in_part(figure: GoalFigure, target: Target, unmet: Sequence[Target]) -> Sequence[Target]:
    """Return what a figure may be about: all, or those it names in part."""
    named = [other for other in unmet if other.common(figure)]
    return named if target in named else unmet


def _best(target: Target, named: Sequence[GoalFigure], rarity: Counter[str]) -> tuple[Sequence[GoalFigure], bool]:
    """Return the figures that name an indicator best, and whether only by far."""
    shares = sorted((target.share(figure, rarity) for figure in named), reverse=True)
    if len(shares) == 1 or shares[0] - shares[1] < _BY_FAR:
        return named, False
    # 结婚登记6200对、离婚登记2100对: the one with the whole name
    return [figure for figure in named if target.share(figure, rarity) == shares[0]], shares[0] < 1


def _is_settled(target: Target, met: Sequence[GoalFigure], free: Sequence[GoalFigure]) -> bool:
    """Return whether a figure gives an indicator's number, by its best name."""
    own = [len(target.common(figure)) for figure in met if target.is_met_by(figure)]
    return bool(own) and max(own) >= max((len(target.common(figure)) for figure in free), default=0)
