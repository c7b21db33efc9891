"""An indicator as the rules look at it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.checks.placing import FrameworkPlace, place
from jixiao.checks.wording import words
from jixiao.forms.document import Indicator
from jixiao.grid.address import parse_address

# 指标4, 三级指标2
_NUMBERED = re.compile(r"(?:三级)?指标\s*[\d一二三四五六七八九十]{1,2}")


@dataclass(slots=True)
class Row:
    """An indicator as the rules look at it.

    ``number`` or ``text`` is its target; neither: the target is blank. ``block`` and ``aspect`` are those of ``place``.
    ``shared`` are the keys of values that one cell states for other indicators as well.
    """

    data: Indicator
    name: str
    cell: str
    row: int
    place: FrameworkPlace
    block: str | None
    aspect: str | None
    operator: str | None
    number: Decimal | None
    text: str | None
    unit: str | None
    shared: frozenset[str] = frozenset()

    @property
    def is_money(self) -> bool:
        """Whether the indicator is a cost in money, as 社会成本 and 生态环境成本 need not be."""
        level2 = self.place.level2
        return self.aspect == "cost" and (level2 is None or not level2.startswith(("社会", "生态")))

    @property
    def target(self) -> Decimal | str | None:
        """The number of the target, else its text."""
        return self.text if self.number is None else self.number

    @property
    def blank(self) -> bool:
        """Whether nothing stands where the target should."""
        return self.number is None and self.text is None

    @property
    def left_from_template(self) -> bool:
        """Whether the row is one of the blank form: a number for a name, and nothing else."""
        return self.blank and _NUMBERED.fullmatch(self.name) is not None


def in_sheet_order(cells: Sequence[str]) -> list[str]:
    """Return addresses from top to bottom, left to right."""
    return sorted(cells, key=parse_address)


def stands_apart(data: Indicator, key: str) -> bool:
    """Return whether a value has a cell of its own, not that of the target."""
    values: Mapping[str, object] = data
    return values.get(key) is not None and data["cells"].get(key) not in (None, data["cells"].get("target"))


def make_row(data: Indicator, classification: str, shared: frozenset[str] = frozenset()) -> Row:
    """Return the row of an indicator on a form with that classification."""
    target = data["target"]
    cell = data["cell"]
    where = place(classification, data["level1"], data["level2"])
    anchor = data["cells"].get("target", cell)  # a name merged over several rows has one cell for all of them
    return Row(
        data,
        data["level3"] or "",
        cell,
        parse_address(anchor)[0],
        where,
        where.block,
        where.aspect,
        data["operator"],
        target if isinstance(target, Decimal) else None,
        None if isinstance(target, Decimal) or target in words("unfilled") else target,
        data["unit"],
        shared,
    )
