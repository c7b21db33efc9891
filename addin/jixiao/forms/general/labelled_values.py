"""A label of a block with its value, and all that the labels of a block gave."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from jixiao.forms.general.vocabulary import Meaning
from jixiao.grid.model import Value


class Labelled(NamedTuple):
    """A label with its value; value and place, (row, column), are None for a blank."""

    label: str
    meaning: Meaning | None
    at: tuple[int, int]
    value: Value | None = None
    place: tuple[int, int] | None = None
    headings: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The key of what the label means, empty for an unknown one."""
        return "" if self.meaning is None else self.meaning.key

    @property
    def type(self) -> str:
        """The type of what the label asks for, empty for an unknown one."""
        return "" if self.meaning is None else self.meaning.type


@dataclass(slots=True)
class LabelledValues:
    """What the labels of a block gave, the lone texts, the count not understood."""

    found: list[Labelled] = field(default_factory=list)
    texts: list[tuple[int, int, str]] = field(default_factory=list)
    known: int = 0
    unknown: int = 0
