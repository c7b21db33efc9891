"""The last look at a marked copy before it is written: it must hold what the original holds, cell by cell."""

from __future__ import annotations

from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.model import Sheet, Workbook
from jixiao.grid.package import Package
from jixiao.grid.xlsx import read_package
from jixiao.reports.marking.refusal import CannotMarkError


def verify(original: bytes, copy: bytes) -> None:
    """Compare the two workbooks as the project itself reads them.

    Raises ``CannotMarkError`` if a sheet of the original is not the same in the copy.
    """
    before, after = (read_package(Package(data, DEFAULT_LIMITS)) for data in (original, copy))
    if (
        len(after.sheets) != len(before.sheets) + 1
        or before.names != after.names
        or _skeleton(before) != _skeleton(after)
    ):
        raise CannotMarkError("标注后的内容与原表不一致，已放弃标注")
    for one, other in zip(before.sheets, after.sheets, strict=False):
        if _content(one) != _content(other):
            raise CannotMarkError(f"标注后工作表“{one.name}”的内容与原表不一致，已放弃标注")


def _skeleton(workbook: Workbook) -> object:
    return workbook.date1904, [failure.sheet for failure in workbook.failures]


def _content(sheet: Sheet) -> object:
    return (
        *(sheet.name, sheet.state, sheet.rows, sheet.errors, sheet.formulas, sheet.formats, sheet.merges),
        *(sheet.hidden_rows, sheet.hidden_columns),
    )
