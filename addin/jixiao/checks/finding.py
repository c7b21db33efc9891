"""A finding: what is wrong and where; its text is rendered late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field  # one of the fields is called ``field``
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

Scalar = str | int | Decimal | None
_NOTHING: Mapping[str, Scalar] = MappingProxyType({})


class Severity(StrEnum):
    """How grave a finding is: its name, what it asks for, its rank from the worst."""

    label: str
    demand: str
    rank: int

    def __new__(cls, value: str, label: str = "", demand: str = "") -> Severity:
        """Make a level; the worst is defined first."""
        level = str.__new__(cls, value)
        level._value_, level.label, level.demand, level.rank = value, label, demand, len(cls.__members__)
        return level

    ERROR = "error", "错误", "退回修改"
    WARNING = "warning", "警告", "需说明或完善"
    INFO = "info", "提示", "供参考"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of one rule (checks/README.md).

    ``cell`` is the address to go to, ``related`` the other cells of the same finding as ``file!sheet!cell``. ``found``
    and ``expected`` are what stands there and what should; ``difference`` is a number (万元 for money) or None.
    ``parameters`` fill the placeholders of the catalogue's message.
    """

    code: str
    severity: Severity
    file: str
    sheet: str
    cell: str | None
    row: int | None = None
    project: str | None = None
    department: str | None = None
    field: str | None = None
    found: Scalar = None
    expected: Scalar = None
    difference: Decimal | None = None
    related: tuple[str, ...] = ()
    parameters: Mapping[str, Scalar] = dataclass_field(default_factory=lambda: _NOTHING)

    @property
    def against(self) -> str | None:
        """``file!sheet!cell`` of the approved form that a finding was held against."""
        place = self.parameters.get("against")
        return place if isinstance(place, str) else None
