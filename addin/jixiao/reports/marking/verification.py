"""The last look at a marked copy: it holds what the original holds."""

from __future__ import annotations

from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.model import Sheet, Workbook
from jixiao.grid.package import Package
from jixiao.grid.xlsx import read_package
from jixiao.reports.marking.refusal import CannotMarkError
from jixiao.reports.marking.result_sheet import is_result_sheet


def verify(original: bytes, copy: bytes) -> None:
    """Compare the two workbooks cell by cell, but for an earlier round's sheets.

    Raises ``CannotMarkError`` if a sheet of the original is not the same in the copy.
    """
    before, after = (read_package(Package(data, DEFAULT_LIMITS)) for data in (original, copy))
    sheets = [sheet for sheet in before.sheets if not is_result_sheet(sheet)]
    kept = {sheet.name for sheet in sheets}
    names = {key: text for key, text in before.names.items() if key[0] is None or key[0] in kept}
    if (
        len(after.sheets) != len(sheets) + 1
        or names != {key: text for key, text in after.names.items() if key[0] is None or key[0] in kept}
        or _skeleton(before) != _skeleton(after)
    ):
        raise CannotMarkError("标注后的内容与原表不一致，已放弃标注")
    for one, other in zip(sheets, after.sheets, strict=False):
        if _content(one) != _content(other):
            raise CannotMarkError(f"标注后工作表“{one.name}”的内容与原表不一致，已放弃标注")


def _skeleton(workbook: Workbook) -> object:
    return workbook.date1904, [failure.sheet for failure in workbook.failures]


def _content(sheet: Sheet) -> object:
    return (
        *(sheet.name, sheet.state, sheet.rows, sheet.errors, sheet.formulas, sheet.formats, sheet.merges),
        *(sheet.hidden_rows, sheet.hidden_columns),
    )
