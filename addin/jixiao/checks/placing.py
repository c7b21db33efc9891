"""Where an indicator belongs, in whichever classification is printed.

A level-2 name decides, for merges slip at level 1 far more often: 成本指标 under 产出指标 is a cost, 社会公众及服务对象满意度 under
效益指标 is a satisfaction.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from jixiao.checks.wording import words
from jixiao.forms.classification import framework
from jixiao.forms.labels import cached_form
from jixiao.forms.text import dictionary

FRAMEWORKS = ("2021", "2015", "2015-benefit")
COST, OUTPUT, BENEFIT, SATISFACTION = "成本指标", "产出指标", "效益指标", "满意度指标"
BLOCKS = (COST, OUTPUT, BENEFIT, SATISFACTION)
"""The blocks in the order of the newest catalogue."""


class FrameworkPlace(NamedTuple):
    """Canonical levels (None: not in the tree), and the block and aspect.

    ``block`` is one of ``BLOCKS``; ``aspect`` is ``cost``, ``quantity``, ``quality``, ``time``, ``economic``,
    ``social``, ``ecological``, ``lasting`` or ``satisfaction``. ``foreign`` names the classification the level 2 was
    found in, if it was not the form's own. ``neat``: nothing can be said against the names, both are just
    those of the catalogue.
    """

    level1: str | None
    level2: str | None
    block: str | None
    aspect: str | None
    foreign: str | None
    neat: bool


@cache
def _aspects() -> dict[str, str]:
    """Label form of every level-2 spelling → aspect."""
    marks_of = dictionary("wording")["aspects"]
    found: dict[str, str] = {}
    for name in FRAMEWORKS:
        for spelling, (_, canonical) in framework(name).level2.items():
            found.setdefault(
                spelling, next(aspect for aspect, marks in marks_of.items() if any(m in canonical for m in marks))
            )
    return found


_BLOCK_OF = {
    "cost": COST, "quantity": OUTPUT, "quality": OUTPUT, "time": OUTPUT, "economic": BENEFIT, "social": BENEFIT,
    "ecological": BENEFIT, "lasting": BENEFIT, "satisfaction": SATISFACTION,
}  # fmt: skip


@lru_cache(maxsize=4096)
def place(classification: str, level1: str | None, level2: str | None) -> FrameworkPlace:
    """Return the place of an indicator with these levels in a classification."""
    tree = framework(classification)
    first = tree.level1.get(cached_form(level1)) if level1 else None
    second = tree.level2.get(cached_form(level2)) if level2 else None
    aspect = _aspects().get(cached_form(level2)) if level2 else None
    foreign = None
    if level2 and second is None:
        foreign = next((n for n in FRAMEWORKS if cached_form(level2) in framework(n).level2), None)
    neat = level1 == first and level2 == (second[1] if second else None) and level2 not in words("legacy_levels")
    block = _BLOCK_OF[aspect] if aspect else (_block_named(level2) if level1 else None) or _block_named(level1)
    if aspect is None and block in (COST, SATISFACTION):
        aspect = "cost" if block == COST else "satisfaction"
    return FrameworkPlace(first, second[1] if second else None, block, aspect, foreign, neat)


def _block_named(level1: str | None) -> str | None:
    if not level1:
        return None
    form = cached_form(level1)
    for name in FRAMEWORKS:
        found = framework(name).level1.get(form)
        if found is not None:
            return found
    return None
