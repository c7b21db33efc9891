"""Marks on the open workbook: colours, notes, the sheet 检查结果; and their end.

A user's own note stays, with ours below it. What was there before is kept in the state, so that clearing restores it
exactly; marks that moved because rows were inserted are found again by the notes that moved with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from jixiao.checks.finding import Severity
from jixiao.excel.cell_contents import Colour, Place
from jixiao.excel.session import Session
from jixiao.excel.state import SheetMarks
from jixiao.grid.address import parse_address
from jixiao.grid.model import Sheet, Workbook
from jixiao.reports.marking.comments import note_text
from jixiao.reports.marking.marked_styles import COLOURS
from jixiao.reports.marking.marked_workbook import CellMarks, marks_by_sheet
from jixiao.reports.problem import Problem

DIVIDER = "\n——以下由绩效目标检查添加——\n"
"""Between a user's own note and ours."""

Said = dict[Place, list[tuple[Problem, bool]]]
"""By cell: problems, and whether the cell is only one of the others of that problem."""


def mark(session: Session, workbook: Workbook, problems: Sequence[Problem]) -> None:
    """Mark the cells of the problems. Marks of an earlier check must be gone."""
    by_sheet = marks_by_sheet(problems)
    sheets = [sheet for sheet in workbook.sheets if sheet.name in by_sheet]
    with session.writing([sheet.name for sheet in sheets]):
        planned = [(sheet.name, _said(sheet, by_sheet[sheet.name])) for sheet in sheets]
        for name, said in planned:
            session.state.marks[name] = _kept(session, name, said)
        session.save_state()  # before anything is marked: whatever happens now can be cleared
        for name, said in planned:
            sheet = session.sheet(name)
            worst = {
                place: min((p.finding.severity for p, _ in each), key=lambda s: s.rank) for place, each in said.items()
            }
            sheet.paint({place: colour_of(level) for place, level in worst.items()})
            sheet.write_notes(session.state.marks[name].written)


def _said(sheet: Sheet, marks: CellMarks) -> Said:
    """Return what is said on each cell, or on the first of a merged area."""
    said: Said = {}
    for place, problems in marks.by_cell.items():
        said.setdefault(sheet.anchor(*place), []).extend(problems)
    return said


def _kept(session: Session, name: str, said: Said) -> SheetMarks:
    """What the cells look like now, and the notes they will get."""
    sheet = session.sheet(name)
    notes = sheet.notes()
    return SheetMarks(
        fills=sheet.fills(said),
        notes={place: notes.get(place) for place in said},
        written={place: with_note(notes.get(place), note_text(problems)) for place, problems in said.items()},
    )


def with_note(own: str | None, added: str) -> str:
    """A user's note with another text below it."""
    return f"{own}{DIVIDER}{added}" if own else added


def colour_of(severity: Severity) -> Colour:
    """Return the fill of a mark."""
    red, green, blue = bytes.fromhex(COLOURS[severity][2:])
    return red, green, blue


def own_notes(session: Session, name: str) -> dict[Place, str]:
    """The notes of a sheet without what the check added to them."""
    notes = session.sheet(name).notes()
    marks = session.state.marks.get(name)
    if marks is not None:
        _follow(marks, notes)
        for place, text in marks.written.items():
            if notes.get(place) == text:
                own = marks.notes.get(place)
                notes = {**notes, place: own} if own is not None else {p: t for p, t in notes.items() if p != place}
    return notes


def write_own_notes(session: Session, name: str, texts: Mapping[Place, str | None]) -> None:
    """Write notes that stay when the check's part below them is cleared."""
    marks = session.state.marks.get(name)
    written: dict[Place, str | None] = dict(texts)
    if marks is not None:
        now = session.sheet(name).notes()
        for place, text in texts.items():
            if place in marks.written and now.get(place) == marks.written[place]:
                added = marks.written[place].removeprefix(with_note(marks.notes[place], ""))
                marks.notes[place] = text
                written[place] = marks.written[place] = with_note(text, added)
        session.save_state()
    session.sheet(name).write_notes(written)


def _follow(marks: SheetMarks, notes: Mapping[Place, str]) -> None:
    """Bring the places of marks up to date after rows were inserted or deleted."""
    moved = moved_places(marks.written, notes)
    marks.fills = {moved[place]: fill for place, fill in marks.fills.items() if place in moved}
    marks.notes = {moved[place]: note for place, note in marks.notes.items() if place in moved}
    marks.written = {moved[place]: text for place, text in marks.written.items() if place in moved}


def unmark_copied_row(session: Session, name: str, model: int, new: int) -> None:
    """Take the notes and the marks' colours from a row that is a copy of another."""
    sheet = session.sheet(name)
    sheet.write_notes({place: None for place in sheet.notes() if place[0] == new})
    marks = session.state.marks.get(name)
    if marks is not None:
        _follow(marks, sheet.notes())
        sheet.restore_fills({(new, column): fill for (row, column), fill in marks.fills.items() if row == model})
        session.save_state()


def clear(session: Session) -> int:
    """Take away all marks and added sheets; return how many cells were marked."""
    state = session.state
    there = session.sheet_names()
    sheets = [name for name in state.marks if name.casefold() in there]
    cleared = 0
    with session.writing(sheets):
        for name in sheets:
            cleared += _clear_sheet(session, name, state.marks[name])
    session.delete_sheets(state.added)
    state.marks, state.added = {}, []
    session.save_state()
    return cleared


def _clear_sheet(session: Session, name: str, marks: SheetMarks) -> int:
    sheet = session.sheet(name)
    moved = moved_places(marks.written, sheet.notes())
    sheet.restore_fills({moved[place]: fill for place, fill in marks.fills.items() if place in moved})
    sheet.write_notes({moved[place]: text for place, text in marks.notes.items() if place in moved})
    return len(moved)


def moved_places(written: Mapping[Place, str], now: Mapping[Place, str]) -> dict[Place, Place]:
    """Return where marked cells are now; without its note a cell stays put."""
    # Rows that were inserted or deleted move cells but keep their order, so notes with the same text are paired in
    # order.
    places: dict[Place, Place] = {}
    waiting: dict[str, list[Place]] = {}
    for place in sorted(now):
        waiting.setdefault(now[place], []).append(place)
    for place, text in written.items():
        if now.get(place) == text:
            places[place] = place
            waiting[text].remove(place)
    for place in sorted(set(written) - set(places)):
        found = [other for other in waiting.get(written[place], ()) if other not in places.values()]
        if found:
            places[place] = found[0]
            waiting[written[place]].remove(found[0])
        elif place not in places.values():
            places[place] = place
    return places


def select_first(session: Session, problems: Sequence[Problem]) -> None:
    """Select the worst problem's cell, on the sheet in front if it has any."""
    placed = [problem.finding for problem in problems if problem.finding.cell is not None]
    if not placed:
        return
    active = session.book.active_sheet().name
    here = [finding for finding in placed if finding.sheet == active]
    first = min(here or placed, key=lambda finding: (finding.severity.rank, parse_address(finding.cell or "A1")))
    with suppress(Exception):  # a hidden sheet cannot be selected; the list of results leads there all the same
        session.sheet(first.sheet).select(parse_address(first.cell or "A1"))
