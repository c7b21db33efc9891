"""VAL-004: numbers of a goal against targets about the same thing.

A figure of the goal and an indicator belong together where they share a unit and more words than either shares with any
other. What both name by the same words is a warning, what is only likely the same a hint.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from jixiao.checks.catalogue import plain_number
from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.goal_figures import (
    ANYTHING,
    DAY,
    GoalFigure,
    counted_in,
    deadlines,
    goal_figures,
    named_per,
    seldom_unit,
    unit_at,
)
from jixiao.checks.likeness import content_letters, content_pairs, is_slip
from jixiao.checks.quantities import MONEY, PERCENT, TIME, in_digits, kind_of_unit, plain_unit
from jixiao.checks.registry import rule
from jixiao.checks.rows import Row
from jixiao.checks.rules.goal_rates import rates_of_standards
from jixiao.checks.texts import has_digit, texts_of
from jixiao.checks.wording import matcher, words
from jixiao.late_patterns import late_pattern

_NUMBER = late_pattern(r"(?<![\d.])\d+(?:\.\d+)?")
_MEASURE = late_pattern(
    r"(?:数量|总数|总量|[个人次户家处座所条件项场期套台辆份册本篇张块盏株棵头只羽亩名间栋批支天]数|数|[人场批轮架遍]次|时间|时限|期限|总?额|金额|(?<=下降|降低|减少|增长|提高|提升|上升|增加)(?:率|比例|幅度))\Z"
)
_CHANGES = late_pattern(r"下降|降低|减少|增长|提高|提升|上升|增加|压减|压缩|缩短|减量|节约|增幅|降幅")
_RATES = frozenset({"%", "‰"})
# 日处理能力3万吨, 公路总里程860公里: what there is, not what is done
_STOCK = late_pattern(
    r"(能力|规模|产能|容量|库容|存栏量?|存量|饲养量|保有量|总里程|总面积|总人口)(?:已?达到?|分别为|为|约|共|不低于)?\Z"
)
_LEADS = late_pattern(
    r"(?:[确要]?[保使]|预计|可|群众|公众|居民|市民|社会|保证|实现|力争|促使|达到|其中|并使|支付|安排|带动|做到|努力|同时|全[县市区省年]|项目|本年度?|年度|[使将以和且]|一是|二是|三是|四是)+\Z|\A(?:确保|力争|使|将)"
)
_END = 3
_AROUND = 6
_ALIKE = 7, 10
"""So many of ten letters of a whole name are the other's where both are the same."""
_ROUGHLY = 10
"""近10万人次, 约1200户: so close to a target is the same."""
_LEAST, _LIKELY = Decimal("0.2"), Decimal("0.4")
"""Shares of a name in the goal that make a figure likely its own: where nothing else is counted so, and elsewhere."""


@dataclass(frozen=True)
class _Target:
    """An indicator's number in its plain unit, and the letters that name its thing."""

    row: Row
    number: Decimal
    unit: str

    @cached_property
    def thing(self) -> str:
        """What it counts: 购置帐篷 of 购置帐篷数量."""
        thing = _MEASURE.sub("", self.row.name)
        return thing if len(thing) > 1 else self.row.name

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of letters of its thing."""
        return content_pairs(self.thing, words("empty_words"))

    @cached_property
    def per(self) -> str:
        """What it is for each of: 月 of 每月在村天数."""
        return named_per(self.row.name)

    @property
    def counts(self) -> bool:
        """Whether it counts things; else it is a rate, an amount or a time."""
        return kind_of_unit(self.row.unit or "") not in (PERCENT, MONEY, TIME)

    @property
    def end(self) -> str:
        """The end of its name, which says little of a rate: 合格率, 满意度."""
        return self.thing[-_END:]


@rule("VAL-004")
def goal_and_target(form: Form) -> Iterator[Finding]:
    """Yield targets that are not the goal's number (财预〔2015〕88号, relevant)."""
    targets = _targets(form)
    seldom = frozenset(filter(None, map(seldom_unit, {row.unit for row in form.rows if row.unit})))
    for cell, text in _plans(form):
        plain = in_digits(text)
        if has_digit(plain):
            limits = [day for day in deadlines(plain, form.year or 0) if day.text.endswith(("前", "底", "末"))]
            figures = [*goal_figures(plain, seldom), *limits]
            yield from _held_against(form, targets, cell, plain, figures)
            yield from rates_of_standards(form, cell, plain)


def _plans(form: Form) -> Iterator[tuple[str, str]]:
    """Yield (address, text) of the goal of the year and of tasks."""
    if "annual" in form.goals:
        yield form.where("goals.annual"), form.goals["annual"]
    yield from texts_of(form.document.get("tasks", ()), "content")


def _targets(form: Form) -> dict[str, list[_Target]]:
    """Return the indicators that a goal may name, by their plain units."""
    found: dict[str, list[_Target]] = {}
    for row in form.timely:
        days = deadlines(row.text or "", form.year or 0)
        if len(days) == 1:
            found.setdefault(DAY, []).append(_Target(row, days[0].number, DAY))
    for row in form.rows:
        if row.number is None or not row.unit or row.name in words("total_costs"):
            continue
        if kind_of_unit(row.unit) == MONEY and matcher("whole_cost").search(row.name):
            continue  # the project's amount: FND-003, FND-009
        times, unit = counted_in(row.unit)
        found.setdefault(unit, []).append(_Target(row, row.number * times, unit))
    return found


def _held_against(
    form: Form, targets: dict[str, list[_Target]], cell: str, goal: str, figures: Sequence[GoalFigure]
) -> Iterator[Finding]:
    """Yield targets whose figure in a goal is another number."""
    said: dict[str, list[re.Match[str]]] = {}
    for match in _NUMBER.finditer(goal) if figures else ():
        said.setdefault(match.group(), []).append(match)
    unsettled: list[tuple[list[GoalFigure], list[_Target]]] = []
    for unit, per in dict.fromkeys((figure.unit, figure.per) for figure in figures):
        counted = [target for target in targets.get(unit, ()) if target.per == per]
        told = [figure for figure in figures if figure.unit == unit and figure.per == per]
        # Where an indicator says just what the goal says, the figure is about no other indicator.
        free = [f for f in told if not any(_is_met(target, f) for target in counted) and not _is_sum(f, counted)]
        total = sum(figure.number for figure in told)
        # One of several deadlines that a goal names is met.
        days = [figure.number for figure in told] if unit == DAY else []
        unmet = [target for target in counted if target.number not in (total, *days) and not _tells(said, target)]
        if free and unmet:
            unsettled.append((free, unmet))
    named = (target for counted in targets.values() for target in counted) if unsettled else ()
    rarity = Counter(pair for target in named for pair in target.pairs)
    for free, unmet in unsettled:
        for target in unmet:
            about, likely = _figures_about(form, target, free, unmet, rarity)
            numbers = {figure.number for figure in about}
            if len(numbers) == 1 and target.number not in numbers and sum(f.number for f in about) != target.number:
                yield _finding(form, target, about[0], cell, likely)


def _finding(form: Form, target: _Target, figure: GoalFigure, cell: str, likely: bool) -> Finding:
    number = target.row.number
    expected: Decimal | str = figure.text
    if number is not None:
        expected = figure.number * number / target.number if target.number else figure.number
    return form.finding(
        "VAL-004",
        form.at(target.row, "target"),
        found=number if number is not None else target.row.text,
        expected=expected,
        related=[cell],
        severity=Severity.INFO if likely else None,
        text=figure.text,
        value=plain_number(number) if number is not None else f"“{target.row.text}”",
    )


def _tells(said: dict[str, list[re.Match[str]]], target: _Target) -> bool:
    """Return whether a goal has the number elsewhere: of its unit, none or its name.

    ``said`` are the numbers of the goal by their text.
    """
    if target.row.number is None:
        return False
    units = {"", target.row.unit, plain_unit(target.row.unit or "")[1]}
    for match in said.get(plain_number(target.row.number), ()):
        unit = unit_at(match.string, match.end())
        around = match.string[max(0, match.start() - _AROUND) : match.end() + _AROUND]
        if unit in units or (unit in ANYTHING and target.pairs & content_pairs(around, words("empty_words"))):
            return True
    return False


def _figures_about(
    form: Form, target: _Target, free: Sequence[GoalFigure], unmet: Sequence[_Target], rarity: Counter[str]
) -> tuple[list[GoalFigure], bool]:
    """Return the figures about an indicator's thing, and whether that is only likely.

    ``rarity``: how many indicators have a pair of letters in their names.
    """
    if target.unit in _RATES:
        falls = _CHANGES.search(target.row.name) is not None
        free = [figure for figure in free if figure.change == falls and target.end in figure.before]
        unmet = [other for other in unmet if other.end == target.end]
    elif target.counts:
        free = [figure for figure in free if not _names_another(target, figure)]
    own = [
        figure for figure in free if not any(_share(o, figure, rarity) > _share(target, figure, rarity) for o in unmet)
    ]
    # A day before or behind the goal's may be a stage of the work.
    named = [figure for figure in own if target.unit != DAY and _is_named(form, target, figure)]
    if named:
        return named, False
    if len(free) == 1 == len(unmet) and target.counts:
        return [figure for figure in own if _may_be_meant(target, figure, _share(target, figure, rarity))], True
    ends = [figure for figure in own if _says_end(target, figure)] if target.counts else []
    return [figure for figure in own if _share(target, figure, rarity) >= _LIKELY] or ends, True


def _names_another(target: _Target, figure: GoalFigure) -> bool:
    """Return whether a goal gives another's whole name, or what there is of a thing."""
    # 老年助餐点运行数量20个
    name = figure.before.rpartition("、")[2]
    stock = _STOCK.search(name)
    if stock is not None:
        return stock[1] not in target.row.name
    thing = _MEASURE.sub("", name)
    if thing == name or thing in target.thing or target.thing in thing:
        return False
    longer = max(len(set(thing)), len(set(target.thing)))
    return len(set(thing).intersection(target.thing)) * _ALIKE[1] < longer * _ALIKE[0]


def _is_met(target: _Target, figure: GoalFigure) -> bool:
    """Return whether an indicator says what the goal says of the same thing."""
    off = abs(target.number - figure.number)
    met = off * _ROUGHLY <= target.number if figure.rough else not off
    return met and (target.unit == DAY or bool(_common(target, figure)))


def _is_sum(figure: GoalFigure, targets: Sequence[_Target]) -> bool:
    """Return whether a figure is all of several indicators: 改造干支渠60.5公里."""
    return figure.number == sum(target.number for target in targets if _common(target, figure))


def _common(target: _Target, figure: GoalFigure) -> frozenset[str]:
    """Return the pairs of letters that a goal says around its figure."""
    return target.pairs & content_pairs(f"{figure.before} {figure.behind}", words("empty_words"))


def _share(target: _Target, figure: GoalFigure, rarity: Counter[str]) -> Decimal:
    """Return how much of an indicator's name stands around a figure, from 0 to 1.

    What several indicators have in their names counts less.
    """
    common = _common(target, figure)
    if not common:
        return Decimal(0)
    return sum((1 / Decimal(rarity[p]) for p in common), Decimal(0)) / sum(1 / Decimal(rarity[p]) for p in target.pairs)


def _may_be_meant(target: _Target, figure: GoalFigure, share: Decimal) -> bool:
    """Return whether the only figure and the only indicator of a unit may be the same."""
    return (
        share >= _LEAST
        or _says_end(target, figure)
        or _sounds_alike(target, figure)
        or (share > 0 and is_slip(target.number, figure.number))
    )


def _says_end(target: _Target, figure: GoalFigure) -> bool:
    """Return whether a goal says the end of a name: 46座小型水库 of 运行维护水库座数."""
    end = target.thing[-2:]
    return target.unit != DAY and end not in words("empty_words") and end in figure.before + figure.behind


def _sounds_alike(target: _Target, figure: GoalFigure) -> bool:
    """Return whether most letters of a thing are said: 免除殡葬费, 减免殡葬服务费."""
    own = content_letters(target.thing, words("empty_words"))
    common = own.intersection(figure.before + figure.behind)
    return len(common) >= 2 and len(common) * 5 >= len(own) * 3


def _is_named(form: Form, target: _Target, figure: GoalFigure) -> bool:
    """Return whether a goal names an indicator's thing: two pairs of letters, or all.

    A rate, an amount and a time are named by the whole name, with no narrower thing in front of it.
    """
    if target.counts:
        common = _common(target, figure)
        return len(common) >= 2 or (len(common) == 1 == len(target.pairs))
    ahead, name, _ = figure.before.partition(target.thing or target.unit)
    return bool(name) and set(_LEADS.sub("", ahead)) <= set(f"{form.project}{form.department}{target.row.name}")
