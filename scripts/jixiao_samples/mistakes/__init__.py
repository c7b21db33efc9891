"""Typical mistakes for the samples: a small function per kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from jixiao.forms.document import Document
from jixiao_samples.mistakes import amounts, cells, measures, names, wording
from jixiao_samples.mistakes.registry import KINDS, Draft, Mistake, MistakeKind, Spot
from jixiao_samples.plan import SheetPlan

_MODULES = (amounts, cells, measures, names, wording)
"""Imported for what they register."""
_HOW_MANY = (1, 1, 1, 2, 3)

Planner = Callable[[Sequence[Document]], list[SheetPlan]]

__all__ = ["KINDS", "Mistake", "MistakeKind", "plan_with_mistakes"]


def plan_with_mistakes(
    rng: Random, documents: list[Document], planner: Planner, rate: float, only: Sequence[str] | None = None
) -> tuple[list[SheetPlan], list[Mistake]]:
    """Spoil some of the documents and lay them all out.

    Every form is hit with probability ``rate`` and then gets one to three mistakes, of the kinds ``only`` if given.
    The documents are changed. Gives the plans and the mistakes that were made.
    """
    kinds = list(KINDS.values()) if only is None else [KINDS[name] for name in only]
    pending: list[tuple[MistakeKind, Spot]] = []
    later: list[tuple[int, list[MistakeKind]]] = []
    touched: set[Spot] = set()
    years = [document["fiscal_year"] or 0 for document in documents]
    for number, year in enumerate(years):
        if rng.random() >= rate:
            continue
        wanted = rng.choice(_HOW_MANY)
        draft = Draft(rng, documents, number, year, touched)
        chosen, left = _spoil(draft, rng.sample(kinds, len(kinds)), wanted)
        pending += chosen
        later.append((number, left))
    plans = planner(documents)
    made = [_resolved(plans, kind, spot) for kind, spot in pending]
    for number, left in later:
        for kind in left:
            made += _spoil_plan(rng, plans[number], kind)
    return plans, made


def _spoil(
    draft: Draft, kinds: list[MistakeKind], wanted: int
) -> tuple[list[tuple[MistakeKind, Spot]], list[MistakeKind]]:
    """Make up to ``wanted`` mistakes; return those done and those for the plan."""
    done: list[tuple[MistakeKind, Spot]] = []
    left: list[MistakeKind] = []
    for kind in kinds:
        if len(done) + len(left) >= wanted:
            break
        if kind.on_document is None:
            left += [kind] if not left else []  # two changes of one sheet could meet in the same row
            continue
        spot = kind.on_document(draft)
        if spot is not None:
            done.append((kind, spot))
    return done, left


def _resolved(plans: Sequence[SheetPlan], kind: MistakeKind, spot: Spot) -> Mistake:
    number, key = spot
    plan = plans[number]
    return Mistake(kind.name, kind.code, plan.name, plan.address_of(key if key in plan.spots else "title"))


def _spoil_plan(rng: Random, plan: SheetPlan, kind: MistakeKind) -> list[Mistake]:
    assert kind.on_plan is not None
    key = kind.on_plan(rng, plan)
    return [] if key is None else [Mistake(kind.name, kind.code, plan.name, plan.address_of(key))]
