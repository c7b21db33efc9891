"""What a letter to a department says besides its problems: from whom, until when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

BLANK_DATE = "　　　　年　　月　　日"


@dataclass(frozen=True, slots=True)
class Letter:
    """The frame of a letter; what is not known is left open for the hand.

    ``number`` is that of the round; 0 outside a season. ``unmended`` are places among the problems of the department
    that stood in the round before, ``mended`` the words of those that are gone, None where there was no round before.
    """

    bureau: str = ""
    contact: str = ""
    phone: str = ""
    day: date | None = None
    due: date | None = None
    recipient: str = ""
    recipient_phone: str = ""
    number: int = 0
    unmended: Collection[int] = ()
    mended: tuple[str, ...] | None = None

    @property
    def signature(self) -> str:
        """Who signs."""
        return self.bureau or "（审核单位盖章）"

    @property
    def contact_line(self) -> str:
        """Whom to ask."""
        return f"联系人：{self.contact or '　　　　　　'}　联系电话：{self.phone}"

    @property
    def recipient_line(self) -> str:
        """Who at the department is meant; empty if nobody is known."""
        parts = [part for part in (self.recipient, self.recipient_phone) if part]
        return f"（联系人：{'，'.join(parts)}）" if parts else ""


def spoken(day: date | None) -> str:
    """2026年11月30日, or the blank to be filled in by hand."""
    return BLANK_DATE if day is None else f"{day.year}年{day.month}月{day.day}日"
