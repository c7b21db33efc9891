"""What a kind of mistake is, and the register of all kinds.

A kind works either on the documents, before they are laid out (a wrong amount), or on the plan of a sheet (a row that
slid one column). Each says which rule of the check it is meant to break.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, cast

from jixiao.forms.definition import FormDefinition, load_definitions
from jixiao.forms.document import Document
from jixiao_samples.plan import SheetPlan


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake: its kind, the rule that it breaks, sheet and cell where it shows."""

    kind: str
    code: str
    sheet: str
    cell: str


Spot = tuple[int, str]
"""Where a mistake will show: number of the document in the workbook (from 0) and a key of ``SheetPlan.spots``."""

IndicatorTest = Callable[[dict[str, Any]], bool]


@dataclass(slots=True)
class Draft:
    """A return on its way to being spoilt, and the document at hand.

    ``year`` is the true fiscal year. ``touched`` remembers what already carries a mistake, so that no two meet in one
    place.
    """

    rng: Random
    documents: list[Document]
    number: int
    year: int
    touched: set[Spot] = field(default_factory=set)

    @property
    def values(self) -> dict[str, Any]:
        """The document at hand, as a plain dictionary."""
        return cast("dict[str, Any]", self.documents[self.number])

    @property
    def definition(self) -> FormDefinition:
        """The definition of the document at hand."""
        return load_definitions()[self.values["form"]]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The indicators of the document at hand; none on a summary."""
        return cast("list[dict[str, Any]]", self.values.get("indicators", []))

    def has_column(self, key: str) -> bool:
        """Whether the form's indicators have that column."""
        table = self.definition.table("indicators")
        return table is not None and table.column(key) is not None

    def claim(self, key: str) -> Spot | None:
        """Reserve a spot; None if it already carries a mistake."""
        spot = (self.number, key)
        if spot in self.touched:
            return None
        self.touched.add(spot)
        return spot

    def row(self, wanted: IndicatorTest) -> int | None:
        """Reserve a random fitting indicator without a mistake; None if there is none."""
        if (self.number, "indicators") in self.touched:
            return None
        free = [
            n for n, row in enumerate(self.rows) if wanted(row) and (self.number, f"indicators/{n}") not in self.touched
        ]
        if not free:
            return None
        index = self.rng.choice(free)
        self.touched.add((self.number, f"indicators/{index}"))
        return index

    @property
    def is_of_2021(self) -> bool:
        """Whether the form's indicators stand in the classification of 2021."""
        table = self.definition.table("indicators")
        return table is not None and table.classification == "2021"

    def whole_table(self) -> bool:
        """Reserve the whole indicator table: only if no row of it carries a mistake."""
        prefix = "indicators"
        if not self.rows or any(n == self.number and key.startswith(prefix) for n, key in self.touched):
            return False
        self.touched.add((self.number, prefix))
        return True

    def at(self, index: int, key: str) -> Spot:
        """The spot of an indicator's cell."""
        return self.number, f"indicators/{index}/{key}"


OnDocument = Callable[[Draft], Spot | None]
OnPlan = Callable[[Random, SheetPlan], str | None]


@dataclass(frozen=True, slots=True)
class MistakeKind:
    """A kind of mistake, with one of two functions; None means it does not apply."""

    name: str
    code: str
    on_document: OnDocument | None = None
    on_plan: OnPlan | None = None


KINDS: dict[str, MistakeKind] = {}
"""All kinds by name, in the order of their definition."""


def _register(kind: MistakeKind) -> None:
    if kind.name in KINDS:
        raise ValueError(f"two kinds of mistake are named {kind.name}")
    KINDS[kind.name] = kind


def on_document(code: str) -> Callable[[OnDocument], OnDocument]:
    """Register a function that spoils a document; its name is the kind's name."""

    def register(function: OnDocument) -> OnDocument:
        _register(MistakeKind(function.__name__, code, on_document=function))
        return function

    return register


def on_plan(code: str) -> Callable[[OnPlan], OnPlan]:
    """Register a function that spoils a laid-out sheet and returns the key."""

    def register(function: OnPlan) -> OnPlan:
        _register(MistakeKind(function.__name__, code, on_plan=function))
        return function

    return register


def change_row(
    name: str, code: str, wanted: IndicatorTest, *, needs: str = "", lacks: str = "", **values: object
) -> None:
    """Register a kind that gives a random wanted row other values.

    It shows in the column of the first value, in the target on a form without that column. A form without the column
    ``needs``, or with the column ``lacks``, is left alone. Texts may name the ``{year}``, the ``{next}`` one and the
    row's ``{level3}``; of several one is drawn.
    """

    def change(draft: Draft) -> Spot | None:
        fits = (not needs or draft.has_column(needs)) and not (lacks and draft.has_column(lacks))
        drawn = {key: draft.rng.choice(value) if isinstance(value, tuple) else value for key, value in values.items()}
        index = draft.row(wanted) if fits else None
        if index is None:
            return None
        row = draft.rows[index]
        told = {"year": draft.year, "next": draft.year + 1, "level3": row["level3"]}
        row.update({key: value.format(**told) if isinstance(value, str) else value for key, value in drawn.items()})
        shown = next(iter(values))
        return draft.at(index, shown if draft.has_column(shown) else "target")

    _register(MistakeKind(name, code, on_document=change))


def change_levels(name: str, code: str, wanted: IndicatorTest, *, only_2021: bool = True, **levels: str) -> None:
    """Register a kind that gives every wanted row other levels; it shows in the last."""

    def change(draft: Draft) -> Spot | None:
        if (only_2021 and not draft.is_of_2021) or not draft.whole_table():
            return None
        found = [index for index, row in enumerate(draft.rows) if wanted(row)]
        for index in found:
            draft.rows[index].update(levels)
        return draft.at(found[0], list(levels)[-1]) if found else None

    _register(MistakeKind(name, code, on_document=change))


def drop_rows(name: str, code: str, unwanted: IndicatorTest, *, only_2021: bool = False) -> None:
    """Register a kind that leaves out all rows of a sort; it shows in the title."""

    def change(draft: Draft) -> Spot | None:
        if (only_2021 and not draft.is_of_2021) or not draft.whole_table():
            return None
        draft.values["indicators"] = [row for row in draft.rows if not unwanted(row)]
        return draft.number, "title"

    _register(MistakeKind(name, code, on_document=change))


def change_entry(
    name: str, code: str, table: str, column: str, change: Callable[[dict[str, Any], Draft], object]
) -> None:
    """Register a kind that changes a random row of a table; it shows in ``column``."""

    def change_there(draft: Draft) -> Spot | None:
        rows = draft.values.get(table) or []
        index = draft.rng.randrange(len(rows)) if rows else 0
        if not rows or draft.claim(f"{table}/{index}") is None:
            return None
        change(rows[index], draft)
        return draft.number, f"{table}/{index}/{column}"

    _register(MistakeKind(name, code, on_document=change_there))


def change_standard(name: str, code: str, wanted: IndicatorTest, pattern: str, replacement: str) -> None:
    """Register a kind that rewrites the pattern in a scoring standard."""

    def change(draft: Draft) -> Spot | None:
        index = draft.row(lambda r: wanted(r) and re.search(pattern, str(r.get("scoring_standard") or "")) is not None)
        if index is None:
            return None
        row = draft.rows[index]
        row["scoring_standard"] = re.sub(pattern, replacement, row["scoring_standard"], count=1)
        return draft.at(index, "scoring_standard")

    _register(MistakeKind(name, code, on_document=change))


def change_value(
    name: str, code: str, key: str, change: Callable[[Any, Draft], object], needs: Callable[[Draft], object] = bool
) -> None:
    """Register a kind that changes a value (``goals.annual``) that is filled in.

    A form without what it ``needs`` is left alone.
    """
    group, _, last = key.rpartition(".")

    def change_there(draft: Draft) -> Spot | None:
        values = draft.values.get(group, {}) if group else draft.values
        spot = draft.claim(key) if values.get(last) is not None and needs(draft) else None
        if spot is not None:
            values[last] = change(values[last], draft)
        return spot

    _register(MistakeKind(name, code, on_document=change_there))


def change_signoff(name: str, code: str, key: str, text: str | None) -> None:
    """Register a kind that rewrites a sign-off; ``{before}`` is last year."""
    change_value(name, code, f"signoff.{key}", lambda _, draft: text and text.format(before=draft.year - 1))
