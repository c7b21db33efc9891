"""A standard as a plain Excel formula, with functions that Excel 2010 has: no macro, no IFS, LET or XLOOKUP.

The formula looks at two cells, called ``plan`` and ``actual`` unless others are given, and leaves the score blank where
the actual value is blank or a human must decide.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Literal

from jixiao.scoring import awards
from jixiao.scoring.arithmetic import Name, excel, names_in
from jixiao.scoring.awards import Policy
from jixiao.scoring.axes import TIMES, Axis, Cells, excel_is_late, excel_months, excel_months_linear
from jixiao.scoring.criteria import Fulfilled, Plan, Undecided, joined
from jixiao.scoring.engine import CURVES, has_curve, limit, speaks_of_dates, speaks_of_numbers
from jixiao.scoring.intervals import ZERO, show
from jixiao.scoring.ordering import covers_everything
from jixiao.scoring.standard import Branch, Standard
from jixiao.scoring.valuation import Scene, value_of

_BLANK = '""'
_DIGITS = 9
_MAX_LENGTH = 8000
"""Excel takes 8,192 characters."""

_CONSTANT = (awards.Full, awards.Points, awards.Share, awards.Nothing, awards.Deduct, awards.Add)


def formula(
    standard: Standard,
    cells: Cells = Cells(),  # noqa: B008 - immutable
    *,
    points: Decimal | None = None,
    policy: Policy = Policy.FLOOR,
    allow_bonus: bool = False,
) -> str | None:
    """The formula with its ``=``; None where the standard gives no score by itself or the points are not known."""
    top = standard.points if standard.points is not None else points
    automatic = any(_is_automatic(branch) for branch in standard.branches)
    if (
        top is None
        or not automatic
        or not standard.reliable
        or (speaks_of_dates(standard) and speaks_of_numbers(standard))
    ):
        return None  # a cell holds a date or a number, and to Excel both are the same
    text = _Writer(standard, cells, top, policy, allow_bonus).whole()
    return None if text is None or len(text) > _MAX_LENGTH else f"={text}"


def wanted(standard: Standard) -> Literal["number", "date", "label"] | None:
    """What the formula expects in the cell of the actual value; None where a date would do as well as a label."""
    labels = _is_of_labels(standard)
    if speaks_of_dates(standard):
        return None if labels else "date"
    return "label" if labels else "number"


def _is_of_labels(standard: Standard) -> bool:
    tests = [test for branch in standard.branches for test in branch.criteria]
    return any(isinstance(test, Fulfilled) and test.by_label(standard.plan) for test in tests)


def _is_automatic(branch: Branch) -> bool:
    return not isinstance(branch.award, awards.Judged | awards.Band) and not any(
        isinstance(test, Undecided) for test in branch.criteria
    )


class _Writer:
    """Writes one standard."""

    def __init__(self, standard: Standard, cells: Cells, points: Decimal, policy: Policy, allow_bonus: bool) -> None:
        self._standard = standard
        self._cells = cells
        self._points = points
        self._policy = policy
        self._allow_bonus = allow_bonus

    @property
    def _plan(self) -> Plan:
        return self._standard.plan

    def whole(self) -> str | None:
        """Blank for a blank cell, then the branches one inside the other; None if nothing would ever be shown."""
        if all(worth == _BLANK for _, worth in self._conditions()):
            return None
        text = self._branches()
        blank = [f'{self._cells.actual}=""']
        if self._cells.plan in text:
            blank.append(f'{self._cells.plan}=""')
        if not _is_of_labels(self._standard):  # a date is a number to Excel: a text that looks like one is neither
            cells = [self._cells.actual, self._cells.plan][: len(blank)]
            return f'IF(COUNT({",".join(cells)})<{len(cells)},"",{text})'
        return f'IF({blank[0] if len(blank) == 1 else "OR(" + ",".join(blank) + ")"},"",{text})'

    def _branches(self) -> str:
        cells, written = self._cells, self._conditions()
        text = _BLANK
        for condition, worth in reversed(written):
            text = worth if condition == "TRUE" else f"IF({condition},{worth},{text})"
        if has_curve(self._standard) and (self._plan is None or self._plan == 0):
            # A plan of 0 is reached by having none (scoring.md, proportional).
            return f"IF({cells.plan}=0,IF({cells.actual}<=0,{show(self._points)},0),{text})"
        if f"/{cells.plan}" in text and (self._plan is None or self._plan == 0):
            return f"IFERROR({text},{_BLANK})"
        return text

    def _conditions(self) -> list[tuple[str, str]]:
        """Each branch as its condition and its worth, up to one that always holds or that only a human can decide."""
        written: list[tuple[str, str]] = []
        decided: list[Branch] = []
        for branch in self._standard.branches:
            tests = [test for test in branch.criteria if not isinstance(test, Undecided)]
            condition = joined([test.excel(self._cells, self._plan) for test in tests])
            if len(tests) < len(branch.criteria):
                if isinstance(branch.award, awards.Nothing | awards.Deduct):
                    continue
                written.append((condition, _BLANK))
            else:
                written.append((condition, self._award(branch.award)))
            decided.append(replace(branch, criteria=tuple(tests)))
            if condition == "TRUE":
                break
        if covers_everything(decided, self._plan):
            written[-1] = ("TRUE", written[-1][1])
        return written

    # ---- awards

    def _award(self, award: awards.Award) -> str:
        if isinstance(award, _CONSTANT):
            return show(self._constant(award))
        if isinstance(award, awards.Judged | awards.Band):
            return _BLANK
        if isinstance(award, awards.Several) and not award.countable:
            return self._none_of(award)
        if isinstance(award, (*CURVES, awards.Computed)) and speaks_of_dates(self._standard):
            return _BLANK  # 12月20日前完成得3分，否则按比例得分: a date is no share of anything
        if isinstance(award, awards.Steps) and (award.policy or self._policy) is not Policy.LINEAR and not award.adds:
            return f"ROUND(MAX(0,{self._varying(award)}),2)"
        return self._rounded(self._varying(award))

    def _none_of(self, award: awards.Several) -> str:
        """All the points where no penalty applies; which of several applies a human has to say."""
        if any(step.scale.axis in TIMES for step in award.steps):
            return _BLANK
        none = ",".join(f"{self._excess(step)}=0" for step in award.steps)
        return f"IF(AND({none}),{show(self._points)},{_BLANK})"

    def _constant(self, award: awards.Award) -> Decimal:
        worth = value_of(award, Scene(ZERO, None, self._points, self._policy)).points
        return limit(worth or ZERO, self._points, allow_bonus=self._allow_bonus)

    def _rounded(self, text: str) -> str:
        top = text if self._allow_bonus else f"MIN({show(self._points)},{text})"
        # Rounded twice: binary 7.2049999999999998 is the decimal 7.205 that the engine rounds up.
        return f"ROUND(ROUND(MAX(0,{top}),{_DIGITS}),2)"

    def _varying(self, award: awards.Award) -> str:
        a, p = self._cells.actual, self._cells.plan
        match award:
            case awards.Proportion():
                return f"{a}/{p}*{self._top(award.top)}"
            case awards.ReverseLinear():
                return f"(1-({a}-{p})/{p})*{self._top(award.top)}"
            case awards.ReverseRatio():
                ratio = f"{p}/{a}*{self._top(award.top)}"
                alone = len(self._standard.branches) == 1  # no clause for a≤p before it
                return f"IF({a}<=0,{self._top(award.top)},{ratio})" if alone else ratio
            case awards.Interpolated() if award.scale is not None:
                top = self._points if award.to_points is None else award.to_points
                start = f"{show(award.from_points)}+" if award.from_points else ""
                span = f"({award.scale.excel(self._cells)}-{show(award.low)})/({show(award.high)}-{show(award.low)})"
                return f"{start}{span}*{show(top - award.from_points)}"
            case awards.Computed():
                return excel(award.expression, self._names(award))
            case awards.Several():
                lost = "+".join(self._amount(step) for step in award.steps)
                return f"{show(self._points)}-({lost})"
            case awards.Steps():
                base = (self._points if award.base is None else award.base) - award.offset
                start = show(base) if base or not award.adds else ""
                return f"{start}{'+' if award.adds and start else '' if award.adds else '-'}{self._amount(award)}"
        raise AssertionError(award)  # pragma: no cover

    def _top(self, top: Decimal | None) -> str:
        return show(self._points if top is None else top)

    def _names(self, award: awards.Computed) -> dict[Name, str]:
        a, p = self._cells.actual, self._cells.plan
        divisor = "/100" if award.percent else ""
        names = {
            Name.ACTUAL: f"({a}{divisor})" if divisor else a,
            Name.PLAN: f"({p}{divisor})" if divisor else p,
            Name.POINTS: show(self._points),
            Name.RATE: f"({a}/100)" if award.rate_is_actual else f"({a}/{p})",
            Name.LATE: f"MAX(0,{a}-{p})",
            Name.EXCESS: f"(({a}-{p})/{p})",
            Name.OFF: f"(ABS({a}-{p}){divisor})",
        }
        return {name: names[name] for name in names_in(award.expression)} | {Name.POINTS: names[Name.POINTS]}

    def _amount(self, award: awards.Steps) -> str:
        each = self._points * award.each / 100 if award.share else award.each
        count = self._count(award)
        text = f"{count}*{show(each)}" if each != 1 else count
        most = award.most_of((self._points if award.base is None else award.base) - award.offset)
        return text if most is None else f"MIN({show(most)},{text})"

    def _count(self, award: awards.Steps) -> str:
        policy = award.policy or self._policy
        size = show(award.size)
        if award.scale.axis is Axis.MONTHS:
            return self._months(award, policy)
        excess = self._excess(award)
        if policy is Policy.LINEAR:
            return f"{excess}/{size}" if size != "1" else excess
        divided = excess if size == "1" else f"{excess}/{size}"
        whole = award.scale.axis in (Axis.DAYS, Axis.WORKDAYS) and size == "1"
        if whole:
            return excess
        rounded = f"ROUND({divided},{_DIGITS})"
        return f"INT({rounded})" if policy is Policy.FLOOR else f"ROUNDUP({rounded},0)"

    def _excess(self, award: awards.Steps) -> str:
        value = award.scale.excel(self._cells)
        parts = []
        if award.safe.high is not None:
            parts.append(f"{value}-{show(award.safe.high)}" if award.safe.high else value)
        if award.safe.low is not None:
            parts.append(f"{show(award.safe.low)}-({value})" if award.safe.low else f"-({value})")
        if award.scale.axis is Axis.WORKDAYS:
            return parts[0]
        return f"MAX(0,{','.join(parts)})"

    def _months(self, award: awards.Steps, policy: Policy) -> str:
        whole, begun = excel_months(award.scale, self._cells)
        late = excel_is_late(award.scale, self._cells)
        size = show(award.size)
        if policy is Policy.LINEAR:
            return f"IF({late},{excel_months_linear(award.scale, self._cells)}/{size},0)"
        count = whole if policy is Policy.FLOOR else begun
        if award.size != 1:
            count = f"INT({count}/{size})" if policy is Policy.FLOOR else f"ROUNDUP({count}/{size},0)"
        return f"IF({late},{count},0)"
