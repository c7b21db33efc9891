"""The meanings that a learned label can have: ``schema/concepts.json``."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from jixiao.forms.document import Kind
from jixiao.forms.text import dictionary

CUSTOM = "自定义栏目"
"""The label has a value of its own that no concept stands for; it is kept under its own name."""
IGNORED = "不读"
"""What stands beside the label is nothing to be read."""


class Concept(NamedTuple):
    """A meaning: its Chinese name, its key in the vocabulary, its type, its side."""

    name: str
    key: str
    type: str
    side: str | None
    kinds: tuple[Kind, ...]


@cache
def fields() -> dict[str, Concept]:
    """The concepts of labels by name."""
    return _read("fields")


@cache
def columns() -> dict[str, Concept]:
    """The concepts of the columns of an indicator table by name."""
    return _read("columns")


def names(kind: Kind, *, of_columns: bool) -> list[str]:
    """The names to choose from on a form of that kind, then what is no concept."""
    concepts = columns() if of_columns else fields()
    known = [concept.name for concept in concepts.values() if not concept.kinds or kind in concept.kinds]
    return [*known, CUSTOM, IGNORED]


def _read(group: str) -> dict[str, Concept]:
    entries = (
        Concept(raw["name"], raw["key"], raw["type"], raw.get("side"), tuple(raw.get("kinds", ())))
        for raw in dictionary("concepts")[group]
    )
    return {entry.name: entry for entry in entries}
