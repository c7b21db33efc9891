"""What is awarded: 得10分, 扣2分, 不得分, 得80%分值, 按比例计分, 酌情扣分, a formula.

Arithmetic has been found before and stands in the text as one private character each (``FORMULAS``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from jixiao.scoring import awards
from jixiao.scoring.phrase import FORMULAS, phrases


@dataclass(frozen=True, slots=True)
class Formula:
    """The arithmetic that stands at this place: its index among those of the sentence."""

    index: int


@dataclass(frozen=True, slots=True)
class Proportional:
    """按比例计分, 按超支比例扣分: which curve it is depends on the condition. ``basis`` is what stands before 比例."""

    basis: str
    deducts: bool


RawAward = awards.Award | Formula | Proportional


def _number(match: re.Match[str]) -> Decimal:
    return Decimal(next(group for group in match.groups() if group))


def _band(match: re.Match[str], *, share: bool) -> awards.Band:
    low, high = sorted(Decimal(group) for group in match.groups() if group)
    return awards.Band(low, high, share)


_BUILD: dict[str, Callable[[re.Match[str]], RawAward]] = {
    "formula": lambda match: Formula(FORMULAS.index(match[1])),
    "at_discretion": lambda _: awards.Judged(),
    "by_people": lambda _: awards.Judged(),
    "judged": lambda _: awards.Judged(),
    "interpolated": lambda _: awards.Interpolated(),
    "proportional": lambda match: Proportional(match[1] or "", deducts=match[3][0] in "扣减递核"),
    "nothing": lambda _: awards.Nothing(),
    "band_share": lambda match: _band(match, share=True),
    "deduct_share": lambda match: awards.DeductShare(_number(match)),
    "deduct": lambda match: awards.Deduct(_number(match)),
    "add": lambda match: awards.Add(_number(match)),
    "band": lambda match: _band(match, share=False),
    "share": lambda match: awards.Share(_number(match)),
    "full": lambda match: awards.Full(stated=_number(match) if any(match.groups()) else None),
    "points": lambda match: awards.Points(_number(match)),
}
AWARDS = tuple(phrases("awards", lambda row: _BUILD[row["means"]]))
