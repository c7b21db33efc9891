"""A standard as a plain Excel formula, with functions that Excel 2010 has.

The formula looks at two cells, called ``plan`` and ``actual`` unless others are given, and leaves the score blank where
the actual value is blank or a human must decide.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from jixiao.forms.numbers import plain_number
from jixiao.scoring import awards
from jixiao.scoring.awards import Policy, Terms
from jixiao.scoring.axes import FormulaCells
from jixiao.scoring.criteria import Fulfilled
from jixiao.scoring.engine import limit
from jixiao.scoring.intervals import all_of
from jixiao.scoring.ordering import covers_everything
from jixiao.scoring.standard import Branch, Standard

_BLANK = '""'
_DIGITS = 9
_MAX_LENGTH = 8000
"""Excel takes 8,192 characters."""


def formula(
    standard: Standard,
    cells: FormulaCells = FormulaCells(),  # noqa: B008 - immutable
    *,
    points: Decimal | None = None,
    policy: Policy = Policy.FLOOR,
    allow_bonus: bool = False,
) -> str | None:
    """The formula with its ``=``; None where there is no score by itself."""
    top = standard.points if standard.points is not None else points
    mixed = standard.speaks_of_dates and not all(scale.axis.timed for scale in standard.scales)
    if top is None or not standard.reliable or mixed:
        return None  # a cell holds a date or a number, and to Excel both are the same
    text = _guarded(standard, Terms(cells, top, policy), allow_bonus)
    return None if text is None or len(text) > _MAX_LENGTH else f"={text}"


def wanted(standard: Standard) -> Literal["number", "date", "label"] | None:
    """What the cell of the actual value is to hold; None for a date or a label."""
    labels = _is_of_labels(standard)
    if standard.speaks_of_dates:
        return None if labels else "date"
    return "label" if labels else "number"


def _is_of_labels(standard: Standard) -> bool:
    return any(_is_label(branch, standard) for branch in standard.branches)


def _is_label(branch: Branch, standard: Standard) -> bool:
    return any(isinstance(test, Fulfilled) and test.by_label(standard.plan) for test in branch.criteria)


def _guarded(standard: Standard, terms: Terms, allow_bonus: bool) -> str | None:
    """Blank for a blank cell, else the branches; None if nothing is ever shown."""
    written = _conditions(standard, terms, allow_bonus)
    if all(worth == _BLANK for _, worth in written):
        return None
    text = _nested(standard, terms, written)
    used = [terms.cells.actual, terms.cells.plan] if terms.cells.plan in text else [terms.cells.actual]
    if not _is_of_labels(standard):  # a date is a number to Excel: a text that looks like one is neither
        return f'IF(COUNT({",".join(used)})<{len(used)},"",{text})'
    if standard.speaks_of_dates:
        text = f"IFERROR({text},{_BLANK})"  # any other word less a day is an error
    blank = [f'{cell}=""' for cell in used]
    return f'IF({blank[0] if len(blank) == 1 else "OR(" + ",".join(blank) + ")"},"",{text})'


def _nested(standard: Standard, terms: Terms, written: list[tuple[str, str]]) -> str:
    plan, actual, text = terms.cells.plan, terms.cells.actual, _BLANK
    for condition, worth in reversed(written):
        text = worth if condition == "TRUE" else f"IF({condition},{worth},{text})"
    known = standard.plan is not None and standard.plan != 0
    if standard.has_curve and not known:
        # A plan of 0 is reached by having none (STANDARDS.md, proportional).
        return f"IF({plan}=0,IF({actual}<=0,{plain_number(terms.points)},0),{text})"
    return text if known or f"/{plan}" not in text else f"IFERROR({text},{_BLANK})"


def _conditions(standard: Standard, terms: Terms, allow_bonus: bool) -> list[tuple[str, str]]:
    """Each branch as its condition and its worth, up to one that always holds."""
    written: list[tuple[str, str]] = []
    branches = standard.branches
    if standard.speaks_of_dates:  # a word is compared before it is taken for a day
        branches = tuple(sorted(branches, key=lambda branch: not _is_label(branch, standard)))
    for branch in branches:
        condition = all_of([test.excel(terms.cells, standard.plan) for test in branch.criteria])
        written.append((condition, _worth(branch.award, standard, terms, allow_bonus)))
        if condition == "TRUE":
            break
    if covers_everything(branches[: len(written)], standard.plan):
        written[-1] = ("TRUE", written[-1][1])
    return written


def _worth(award: awards.Award, standard: Standard, terms: Terms, allow_bonus: bool) -> str:
    text = award.excel(terms)
    dated = standard.speaks_of_dates and isinstance(award, awards.Curve)
    if text is None or dated:
        return _BLANK  # 12月20日前完成得3分，否则按比例得分: a date is no share of anything
    if isinstance(award, awards.Constant):
        return plain_number(limit(Decimal(text), terms.points, allow_bonus=allow_bonus))
    if isinstance(award, awards.Steps) and (award.policy or terms.policy) is not Policy.LINEAR and not award.adds:
        return f"ROUND(MAX(0,{text}),2)"
    top = text if allow_bonus else f"MIN({plain_number(terms.points)},{text})"
    # Rounded twice: binary 7.2049999999999998 is the decimal 7.205 that the engine rounds up.
    return f"ROUND(ROUND(MAX(0,{top}),{_DIGITS}),2)"
