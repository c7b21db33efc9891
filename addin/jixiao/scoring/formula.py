"""A standard as a plain Excel formula, with functions that Excel 2010 has: no macro, no IFS, LET or XLOOKUP.

The formula looks at two cells, called ``plan`` and ``actual`` unless others are given, and leaves the score blank where
the actual value is blank or a human must decide.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from jixiao.scoring import awards
from jixiao.scoring.awards import Policy, Terms
from jixiao.scoring.axes import Cells
from jixiao.scoring.criteria import Fulfilled, Plan, joined
from jixiao.scoring.engine import has_curve, limit, speaks_of_dates, speaks_of_numbers
from jixiao.scoring.intervals import show
from jixiao.scoring.ordering import covers_everything
from jixiao.scoring.standard import Branch, Standard

_BLANK = '""'
_DIGITS = 9
_MAX_LENGTH = 8000
"""Excel takes 8,192 characters."""


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
    if top is None or not standard.reliable or (speaks_of_dates(standard) and speaks_of_numbers(standard)):
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
            # A plan of 0 is reached by having none (STANDARDS.md, proportional).
            return f"IF({cells.plan}=0,IF({cells.actual}<=0,{show(self._points)},0),{text})"
        if f"/{cells.plan}" in text and (self._plan is None or self._plan == 0):
            return f"IFERROR({text},{_BLANK})"
        return text

    def _conditions(self) -> list[tuple[str, str]]:
        """Each branch as its condition and its worth, up to one that always holds or that only a human can decide."""
        written: list[tuple[str, str]] = []
        decided: list[Branch] = []
        for branch in self._standard.branches:
            condition = joined([test.excel(self._cells, self._plan) for test in branch.criteria])
            written.append((condition, self._award(branch.award)))
            decided.append(branch)
            if condition == "TRUE":
                break
        if covers_everything(decided, self._plan):
            written[-1] = ("TRUE", written[-1][1])
        return written

    # ---- awards

    def _award(self, award: awards.Award) -> str:
        if speaks_of_dates(self._standard) and isinstance(award, awards.OfPlan | awards.Computed):
            return _BLANK  # 12月20日前完成得3分，否则按比例得分: a date is no share of anything
        text = award.excel(Terms(self._cells, self._points, self._policy))
        if text is None:
            return _BLANK
        if isinstance(award, awards.Constant):
            return show(limit(Decimal(text), self._points, allow_bonus=self._allow_bonus))
        if isinstance(award, awards.Several) and not award.countable:
            return text
        if isinstance(award, awards.Steps) and (award.policy or self._policy) is not Policy.LINEAR and not award.adds:
            return f"ROUND(MAX(0,{text}),2)"
        top = text if self._allow_bonus else f"MIN({show(self._points)},{text})"
        # Rounded twice: binary 7.2049999999999998 is the decimal 7.205 that the engine rounds up.
        return f"ROUND(ROUND(MAX(0,{top}),{_DIGITS}),2)"
