"""The marks, notes and sheet of an earlier round, taken away before new ones.

A department corrects the marked copy and sends it in again. A note is Jixiao's own by its first line
(``【错误 CMP-009】…``); a cell is marked where an own note stands on it or the record of the sheet of results names it,
and its fill is still the colour of a mark. The record (hidden columns of that sheet) tells the fill from before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from jixiao.grid.address import parse_address
from jixiao.grid.model import Sheet, Workbook
from jixiao.grid.package import Package
from jixiao.grid.xlsx import read_package
from jixiao.grid.xmlpart import whole
from jixiao.reports.marking import result_sheet
from jixiao.reports.marking.comments import Comments
from jixiao.reports.marking.marked_styles import MarkedStyles
from jixiao.reports.marking.note_shapes import without_boxes
from jixiao.reports.marking.result_sheet import EarlierProblem
from jixiao.reports.marking.sheet_survey import survey
from jixiao.reports.marking.working_copy import WorkingCopy
from jixiao.reports.marking.xmledit import Edits, ElementSpan, attribute_text

_PRINT_NAME = re.compile(r"'?检查结果\d*'?!")  # '检查结果2'!$1:$3


@dataclass(slots=True)
class EarlierRound:
    """What the earlier round said: problems, names of its sheets, recorded fills."""

    sheets: list[str] = field(default_factory=list)
    problems: list[EarlierProblem] = field(default_factory=list)
    fills: dict[tuple[str, str], bytes] = field(default_factory=dict)


def take_away(copy: WorkingCopy, package: Package) -> EarlierRound:
    """Take the earlier round's marks out of an open copy, and return what it said."""
    listed = any(name.startswith(result_sheet.NAME) for name in copy.sheets)
    earlier = earlier_round(read_package(package)) if listed else EarlierRound()
    for name, part in copy.sheets.items():
        if name not in earlier.sheets:
            _clean_sheet(copy, part, {cell: fill for (sheet, cell), fill in earlier.fills.items() if sheet == name})
    for name in earlier.sheets:
        remove_sheet(copy, name)
    return earlier


def earlier_round(workbook: Workbook) -> EarlierRound:
    """What the sheets of results of a workbook say."""
    found = EarlierRound()
    for sheet in workbook.sheets:
        if not result_sheet.is_result_sheet(sheet):
            continue
        found.sheets.append(sheet.name)
        found.problems.extend(_problems(sheet))
        found.fills.update(result_sheet.recorded_fills(sheet))
    return found


def _problems(sheet: Sheet) -> Iterator[EarlierProblem]:
    titles = {str(text): column for column, text in sheet.rows[result_sheet.HEAD_ROWS].items()}
    columns = [titles.get(title) for title in ("级别", "定位", "项目", "问题", "规则")]
    for row, cells in sheet.rows.items():
        if row > result_sheet.HEAD_ROWS:
            texts = [str(cells.get(column, "")) if column else "" for column in columns]
            if texts[0] in result_sheet.LEVEL_NAMES and texts[3]:
                yield EarlierProblem(*texts)


# ------------------------------------------------------------------ cells and notes


def _clean_sheet(copy: WorkingCopy, part: str, recorded: Mapping[str, bytes]) -> None:
    """Take own notes and marks from one sheet."""
    noted = take_notes(copy, part, Comments.take_own)
    marked = {parse_address(cell): fill for cell, fill in recorded.items()}
    for cell in noted:
        marked.setdefault(cell, b"")
    if marked:
        data = copy.parts.read_xml(part)
        copy.parts.write(part, _without_marks(data, part, marked, copy.styles))


def take_notes(
    copy: WorkingCopy, part: str, take: Callable[[Comments], tuple[list[str], list[str]]]
) -> list[tuple[int, int]]:
    """Take notes and their boxes out of a sheet; return their cells."""
    target = copy.parts.related(part, "comments")
    if target is None or target not in copy.parts:
        return []
    notes = Comments(copy.parts.read_xml(target), target)
    touched, emptied = take(notes)
    if not touched:
        return []
    copy.parts.write(target, notes.result())
    drawing = copy.parts.related(part, "vmlDrawing")
    if drawing is not None and drawing in copy.parts:
        copy.parts.write(drawing, without_boxes(copy.parts.read(drawing), {parse_address(each) for each in emptied}))
    return [parse_address(each) for each in touched]


def _without_marks(data: bytes, part: str, marked: Mapping[tuple[int, int], bytes], styles: MarkedStyles) -> bytes:
    """Return the part with the earlier fill on cells that still have a mark's colour."""
    sheet, edits = survey(data, part), Edits(data)
    for number in sorted({row for row, _ in marked} & sheet.rows.keys()):
        for column, cell in sheet.cells(number):
            style = whole(cell.get("s"), 0)
            if (number, column) in marked and styles.is_marked(style):
                edits.set_attributes(cell, {"s": str(styles.unmarked(style, marked[number, column]))})
    return edits.result()


# ------------------------------------------------------------------ the sheet of results


def remove_sheet(copy: WorkingCopy, name: str) -> None:
    """Take a sheet out of the workbook, with its part, relation and names."""
    part = copy.sheets.pop(name)
    with copy.parts.edited(copy.workbook, 2) as (root, edits):
        listed = root.child("sheets")
        assert listed is not None  # the sheet was found in it
        names = [each.get("name") for each in listed.children]
        place = names.index(attribute_text(name)) if attribute_text(name) in names else names.index(name)
        entry = listed.children[place]
        edits.replace(entry.start, entry.stop, b"")
        _shift_names(edits, copy.parts.read_xml(copy.workbook), root, place)
        _shift_views(edits, root, place, len(names) - 1)
    copy.parts.unrelate(copy.workbook, entry.get("id") or "")
    copy.parts.remove(part)


def _shift_names(edits: Edits, data: bytes, root: ElementSpan, place: int) -> None:
    """Drop the names of the sheet at ``place`` and count later sheets one lower."""
    names = root.child("definedNames")
    for each in names.children if names else ():
        scope = each.get("localSheetId")
        if scope is None:
            continue
        number = whole(scope, 0)
        if number == place or _PRINT_NAME.match(data[each.body : each.end].decode("utf-8", "replace")):
            edits.replace(each.start, each.stop, b"")
        elif number > place:
            edits.set_attributes(each, {"localSheetId": str(number - 1)})


def _shift_views(edits: Edits, root: ElementSpan, place: int, left: int) -> None:
    """Keep the active sheet of each window among the sheets that are left."""
    views = root.child("bookViews")
    for view in views.children if views else ():
        changes: dict[str, str | None] = {}
        for key in ("activeTab", "firstSheet"):
            value = whole(view.get(key), 0)
            if key in view.attributes and value >= place:
                changes[key] = str(max(0, min(value - 1 if value > place else value, left - 1)))
        if changes:
            edits.set_attributes(view, changes)
