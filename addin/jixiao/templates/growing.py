"""A worksheet whose rows may grow with what is typed.

XlsxWriter marks every row with a height as set by hand, and such a row keeps its height for ever. Here a row can be
given the height that its text takes now and be left free to be fitted anew.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


@cache
def growing_worksheet() -> type[Worksheet]:
    """The class of worksheets with the attribute ``growing``: the rows (from 0) that may grow."""
    from xlsxwriter.worksheet import Worksheet  # slow to import, needed only here

    class GrowingWorksheet(Worksheet):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.growing: set[int] = set()

        def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
            if tag == "row" and dict(attributes)["r"] - 1 in self.growing:
                attributes = [pair for pair in attributes if pair[0] != "customHeight"]
            super()._xml_start_tag_unencoded(tag, attributes)

    return GrowingWorksheet
