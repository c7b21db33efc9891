"""The copy of a workbook with its scores; nothing else changes in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from jixiao.consolidate.returns.own_output import UNTOUCHED_CONTENT
from jixiao.errors import CannotMarkError
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.model import Sheet, Workbook
from jixiao.grid.package import Package
from jixiao.grid.xlsx import read_package
from jixiao.reports.marking.cell_marks import mark_cells
from jixiao.reports.marking.marked_styles import MarkedStyles
from jixiao.reports.marking.marked_workbook import add_notes
from jixiao.reports.marking.sheet_survey import WORKBOOK_ORDER, survey
from jixiao.reports.marking.working_copy import WorkbookParts, WorkingCopy
from jixiao.reports.marking.xmledit import Edits, insert_in_order
from jixiao.scored.score_cells import Filling
from jixiao.scored.score_places import Place
from jixiao.textlayout import legible, shortened

_MOST = 1_000
"""Characters of a note; it is read in a small box, the whole text stands in the overview."""


def filled_copy(package: Package, before: Workbook, fillings: Sequence[Filling]) -> bytes:
    """Return the package with its forms filled; ``before`` is what was read of it.

    Raises ``CannotMarkError`` if that cannot be done truly, ``BrokenWorkbookError`` for a damaged part.
    """
    copy = WorkingCopy(package)
    written: dict[str, dict[Place, Decimal | str]] = {}
    for sheet in before.sheets:
        mine = [filling for filling in fillings if filling.document["source"]["sheet"] == sheet.name]
        if mine and sheet.name in copy.sheets:
            written[sheet.name] = _fill_sheet(copy.parts, copy.sheets[sheet.name], mine, copy.styles)
    if any(sheet.formulas for sheet in before.sheets):
        _recalculate_on_load(copy.parts, copy.workbook)
    content = copy.zipped(UNTOUCHED_CONTENT.replace(b"annotated", b"scored"))
    _verify(before, read_package(Package(content, DEFAULT_LIMITS)), written)
    return content


def _fill_sheet(
    parts: WorkbookParts, part: str, fillings: Sequence[Filling], styles: MarkedStyles
) -> dict[Place, Decimal | str]:
    """Fill, mark and annotate one sheet; the values by the cells that hold them."""
    sheet = survey(parts.read_xml(part), part)
    edits = Edits(sheet.data)
    values = {sheet.anchor(*place): value for each in fillings for place, value in each.values.items()}
    fixed = {sheet.anchor(*place) for each in fillings for place in each.fixed}
    marks = {sheet.anchor(*place): level for each in fillings for place, level in each.marks.items()}
    mark_cells(sheet, edits, marks, styles.marked, values, fixed)
    notes: dict[Place, list[str]] = {}
    for each in fillings:
        for place, texts in each.notes.items():
            notes.setdefault(sheet.anchor(*place), []).extend(texts)
    add_notes(
        parts,
        part,
        sheet,
        edits,
        {
            place: shortened(legible("\n".join(texts)), _MOST, "…（全文见评分概览）")
            for place, texts in sorted(notes.items())
        },
    )
    parts.write(part, edits.result())
    return values


def _recalculate_on_load(parts: WorkbookParts, workbook: str) -> None:
    """Have Excel calculate the whole workbook when it opens it, for the sums."""
    with parts.edited(workbook, 1) as (root, edits):
        calculation = root.child("calcPr")
        if calculation is not None:
            edits.set_attributes(calculation, {"fullCalcOnLoad": "1"})
        else:
            element = f'<{root.prefix}calcPr fullCalcOnLoad="1"/>'
            insert_in_order(edits, root, WORKBOOK_ORDER, "calcPr", element.encode())


def _verify(before: Workbook, after: Workbook, written: Mapping[str, Mapping[Place, Decimal | str]]) -> None:
    """Compare the copy with the original. Raises ``CannotMarkError`` if more changed."""
    if before.names != after.names or before.date1904 != after.date1904 or len(before.sheets) != len(after.sheets):
        raise CannotMarkError("填写得分后的内容与原表不一致，已放弃")
    for one, other in zip(before.sheets, after.sheets, strict=True):
        values = written.get(one.name, {})
        if _rest(one, values) != _rest(other, values) or not all(_holds(other, *each) for each in values.items()):
            raise CannotMarkError(f"填写得分后工作表“{one.name}”的内容与原表不一致，已放弃")


def _holds(sheet: Sheet, place: Place, value: Decimal | str) -> bool:
    found = sheet.value(*place)
    return found == (float(value) if isinstance(value, Decimal) else value or None)


def _rest(sheet: Sheet, written: Mapping[Place, object]) -> object:
    """Everything on a sheet but the cells that were written."""
    kept = {(row, column): value for row, cells in sheet.rows.items() for column, value in cells.items()}
    looks = (kept, sheet.formulas, sheet.formats)
    rest = [{place: value for place, value in each.items() if place not in written} for each in looks]
    return sheet.name, sheet.state, rest, sheet.errors, sheet.merges, sheet.hidden_rows, sheet.hidden_columns
