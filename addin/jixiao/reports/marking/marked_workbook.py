"""A marked copy of a workbook: marks, notes, and the sheet of results."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from jixiao.checks.finding import Finding
from jixiao.consolidate.returns.own_output import UNTOUCHED_CONTENT
from jixiao.errors import CannotMarkError
from jixiao.grid.address import address, parse_address
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.model import Sheet, Workbook
from jixiao.grid.package import Package
from jixiao.grid.xlsx import read_package
from jixiao.reports.marking import comments, note_shapes, result_sheet
from jixiao.reports.marking.cell_marks import mark_cells
from jixiao.reports.marking.comments import note_text
from jixiao.reports.marking.earlier_round import take_away
from jixiao.reports.marking.marked_styles import Mark, MarkedStyles
from jixiao.reports.marking.result_sheet import compare, is_result_sheet
from jixiao.reports.marking.sheet_survey import ORDER, SheetSurvey, survey
from jixiao.reports.marking.working_copy import WorkbookParts, WorkingCopy, relation_attribute
from jixiao.reports.marking.xmledit import Edits, insert_in_order
from jixiao.reports.problem import Problem

CellPlace = tuple[int, int]


@dataclass(slots=True)
class CellMarks:
    """The problems by cell of a sheet, and whether a cell is only a related one."""

    by_cell: dict[CellPlace, list[tuple[Problem, bool]]] = field(default_factory=dict)

    def add(self, cell: str, problem: Problem, *, related: bool) -> None:
        """Note a problem on a cell; without an address it stands in the results alone."""
        try:
            place = parse_address(cell)
        except ValueError:
            return
        self.by_cell.setdefault(place, []).append((problem, related))


def marked_copy(package: Package, problems: Sequence[Problem]) -> bytes:
    """Return the package with its problems marked, in the order to be listed.

    Raises ``CannotMarkError`` if that cannot be done truly, ``BrokenWorkbookError`` for a damaged part.
    """
    copy = WorkingCopy(package)
    earlier = take_away(copy, package)
    fills: dict[tuple[str, str], bytes] = {}
    for sheet, marks in marks_by_sheet(problems).items():
        if sheet in copy.sheets:
            marked = _mark_sheet(copy.parts, copy.sheets[sheet], marks, copy.styles)
            fills.update({(sheet, address(*cell)): fill for cell, fill in marked.items()})
    comparison = compare(earlier.problems, problems) if earlier.sheets else None
    copy.add_sheet(result_sheet.NAME, result_sheet.result_sheet(problems, copy.styles, fills, comparison))
    return copy.zipped(UNTOUCHED_CONTENT)


def marks_by_sheet(problems: Iterable[Problem]) -> dict[str, CellMarks]:
    """What is to be marked on each sheet."""
    sheets: dict[str, CellMarks] = {}
    for problem in problems:
        finding = problem.finding
        if finding.cell is not None:
            sheets.setdefault(finding.sheet, CellMarks()).add(finding.cell, problem, related=False)
        for sheet, cell in related_here(finding):
            sheets.setdefault(sheet, CellMarks()).add(cell, problem, related=True)
    return sheets


def related_here(finding: Finding) -> list[tuple[str, str]]:
    """Return sheet and cell of the related cells in this file; a name may hold ``!``."""
    own = f"{finding.file}!"
    inside = (other.removeprefix(own).rpartition("!") for other in finding.related if other.startswith(own))
    return [(sheet, cell) for sheet, _, cell in inside if sheet]


def _mark_sheet(parts: WorkbookParts, part: str, marks: CellMarks, styles: MarkedStyles) -> dict[CellPlace, bytes]:
    """Mark the cells of one sheet; the fills that they had."""
    sheet = survey(parts.read_xml(part), part)
    edits = Edits(sheet.data)
    by_anchor: dict[CellPlace, list[tuple[Problem, bool]]] = {}
    for cell, said in marks.by_cell.items():
        by_anchor.setdefault(sheet.anchor(*cell), []).extend(said)
    worst = {cell: _worst(said) for cell, said in by_anchor.items()}
    had = mark_cells(sheet, edits, worst, styles.marked)
    add_notes(parts, part, sheet, edits, {cell: note_text(said) for cell, said in sorted(by_anchor.items())})
    parts.write(part, edits.result())
    return {cell: styles.fill_of(style) for cell, style in had.items()}


def _worst(said: Iterable[tuple[Problem, bool]]) -> Mark:
    """Return the worst level in a cell; None where it is only related."""
    own = (problem.finding.severity for problem, related in said if not related)
    return min(own, key=lambda level: level.rank, default=None)


def add_notes(parts: WorkbookParts, part: str, sheet: SheetSurvey, edits: Edits, texts: dict[CellPlace, str]) -> None:
    """Put the notes on the cells: texts into the comments, boxes into the drawing."""
    target = parts.related(part, "comments")
    if target is None or target not in parts:
        target = parts.free_name("xl/comments{}.xml")
        parts.write(target, comments.EMPTY)
        parts.set_type(target, comments.CONTENT_TYPE)
        parts.relate(part, "comments", target)
    notes = comments.Comments(parts.read_xml(target), target)
    added = [note_shapes.BoxedNote(*cell, text) for cell, text in texts.items() if notes.add(address(*cell), text)]
    parts.write(target, notes.result())
    if added:
        _add_boxes(parts, part, sheet, edits, added)


def _add_boxes(
    parts: WorkbookParts, part: str, sheet: SheetSurvey, edits: Edits, notes: Sequence[note_shapes.BoxedNote]
) -> None:
    drawings = [parts.read(name) for name in parts.names() if name.casefold().endswith(".vml")]
    first = 1 + max((number for vml in drawings for number in note_shapes.clusters(vml)), default=0)
    drawing = _drawing_of(parts, part, sheet)
    if drawing is None:
        drawing = parts.free_name("xl/drawings/vmlDrawing{}.vml")
        parts.write(drawing, note_shapes.EMPTY)
        parts.set_default_type("vml", note_shapes.CONTENT_TYPE)
        relation = parts.relate(part, "vmlDrawing", drawing)
        element = f"<{sheet.root.prefix}legacyDrawing {relation_attribute(sheet.root, relation)}/>"
        insert_in_order(edits, sheet.root, ORDER, "legacyDrawing", element.encode())
    boxes = [(note, note_shapes.place_box(note, sheet.column_pixels, sheet.row_pixels)) for note in notes]
    parts.write(drawing, note_shapes.with_boxes(parts.read(drawing), boxes, first))


def _drawing_of(parts: WorkbookParts, part: str, sheet: SheetSurvey) -> str | None:
    """Return the VML drawing of the sheet; a broken reference bars notes."""
    legacy = sheet.root.child("legacyDrawing")
    if legacy is None:
        return None
    relation = parts.relations(part).get(legacy.get("id") or "")
    if relation is None or relation.target is None or relation.target not in parts:
        raise CannotMarkError(f"部件 {part} 的批注图形缺失")
    return relation.target


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
