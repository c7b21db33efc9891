"""A label of a block, with its value, and what all its labels gave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from jixiao.forms.cell_text import is_placeholder
from jixiao.forms.general.vocabulary import Meaning
from jixiao.forms.money import Unit, is_foreign, says_amount, unit_behind
from jixiao.forms.text import squeeze
from jixiao.grid.model import Value

MAX_UNIT = 10
"""A text that names the unit of money is no longer."""


class Label(NamedTuple):
    """A cell that may be a label, what it means and what stands right of it."""

    row: int
    column: int
    text: str
    meaning: Meaning | None
    following: list[tuple[int, Value]]
    tall: bool

    @property
    def at(self) -> tuple[int, int]:
        """The place of the label."""
        return self.row, self.column


@dataclass(slots=True)
class LabelLine:
    """A row while it is read: its cells, labels without a value yet, captions met.

    ``shared`` is the label before sides or years of one thing: 年度目标 before 调整前 | … | 调整后 | …
    """

    row: int
    items: list[tuple[int, Value]]
    pending: list[tuple[int, str, Meaning | None]] = field(default_factory=list)
    captions: int = 0
    shared: str = ""


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
    titles: list[str] = field(default_factory=list)
    """The titles of columns of amounts, and what stands before them: 资金来源（万元）."""
    known: int = 0
    unknown: int = 0


def stated_unit(found: Iterable[Labelled], texts: Iterable[str]) -> str | None:
    """Return the unit of money of a block: 金额单位, else the first one printed."""
    found = list(found)
    known: list[str] = []
    unknown: list[str] = []
    for each in found:
        text = "" if each.value is None else squeeze(str(each.value))
        if text and (each.key == "currency_unit" or Unit.alone(text)):  # 金额：元
            unit = Unit.within(text) if len(text) <= MAX_UNIT else None
            if unit is not None:
                return unit.name
            if each.key == "currency_unit" and is_foreign(f"：{text}"):
                return text  # 金额单位：万美元
        known += each.headings
        (unknown if each.meaning is None else known).append(each.label)  # 债券发行额（亿元） says nothing of the rest
    units = (Unit.of_label(text) or Unit.alone(text) for text in chain(known, texts, unknown))
    printed = next((unit.name for unit in units if unit is not None), None)
    return printed or unit_behind(each.value for each in found if each.type == "money")


def is_in_words(meaning: Meaning | None, value: Value | None) -> bool:
    """Return whether the cell of an amount says it in words, or none: 约900, 待定."""
    told = isinstance(value, str) and not says_amount(value) and not is_placeholder(value)
    return told and meaning is not None and meaning.type == "money"


def in_our_money(label: str, meaning: Meaning | None, headings: Sequence[str]) -> tuple[str, Meaning | None]:
    """Return a label and its meaning, none for foreign money: 总投资（万美元）.

    资金总额 right of 项目资金（万美元） is called by both, so that its unit is seen.
    """
    if meaning is None or meaning.type != "money" or Unit.of_label(label) is not None:
        return label, meaning
    stated = next((text for text in (label, *reversed(headings)) if is_foreign(text)), None)
    return (label, meaning) if stated is None else (label if stated == label else stated + label, None)
