"""Writing into the cells of forms so that it can be undone: values, and the working of a score as a note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.excel.marks import with_note
from jixiao.excel.session import Session
from jixiao.excel.state import SheetChange, Step
from jixiao.excel.surface import Content, Formula, Place
from jixiao.grid.address import address

_SAME = Decimal("0.000001")
_MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """What a cell is to hold; ``note`` is added to the cell. With ``only_note`` the content stays as it is."""

    sheet: str
    place: Place
    value: float | str | None
    note: str | None = None
    only_note: bool = False
    about: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a cell."""

    entry: Entry
    before: Content

    def told(self) -> str:
        """For example ``目标表!D8：12 → 15``."""
        about = f"（{self.entry.about}）" if self.entry.about else ""
        place = f"{self.entry.sheet}!{address(*self.entry.place)}{about}"
        return f"{place}：{_told(self.before)} → {_told(self.entry.value)}"


def fill(session: Session, label: str, entries: Sequence[Entry]) -> list[Change]:
    """Write the entries that change something and remember what was there. Formulas stay: they calculate themselves."""
    step = Step(label)
    changes: list[Change] = []
    sheets = list(dict.fromkeys(entry.sheet for entry in entries))
    with session.writing(sheets):
        planned = [(name, *_plan(session, name, entries)) for name in sheets]
        for name, changed, notes in planned:
            if changed or notes:
                step.sheets[name] = SheetChange({c.entry.place: c.before for c in changed}, notes)
                changes += changed
        if step.sheets:
            session.state.undo.append(step)
            session.save_state()
        for name, changed, notes in planned:
            surface = session.surface(name)
            surface.write({change.entry.place: change.entry.value for change in changed})
            mine = {entry.place: entry.note for entry in entries if entry.sheet == name and entry.note}
            surface.write_notes({place: with_note(notes[place], mine[place] or "") for place in notes})
    return changes


def _plan(session: Session, name: str, entries: Sequence[Entry]) -> tuple[list[Change], dict[Place, str | None]]:
    """What changes on a sheet, and the notes that are there where a note is to be added."""
    here = [entry for entry in entries if entry.sheet == name]
    surface = session.surface(name)
    before = surface.contents(entry.place for entry in here)
    changed = [
        Change(entry, before[entry.place])
        for entry in here
        if not entry.only_note
        and not isinstance(before[entry.place], Formula)
        and not _same(before[entry.place], entry.value)
    ]
    notes = surface.notes() if any(entry.note for entry in here) else {}
    added = {e.place: notes.get(e.place) for e in here if e.note and e.note not in (notes.get(e.place) or "")}
    return changed, added


def _same(before: Content, value: float | str | None) -> bool:
    if isinstance(before, float) and isinstance(value, float):
        return abs(Decimal(repr(before)) - Decimal(repr(value))) < _SAME
    return type(before) is type(value) and before == value


def _told(content: Content) -> str:
    if content is None:
        return "（空）"
    if isinstance(content, Formula):
        return content.text
    return f"{content:.15g}" if isinstance(content, float) else str(content)


def told(changes: Sequence[Change]) -> Iterator[str]:
    """The changes as lines of a message; a message box has no room for all of many."""
    yield from (change.told() for change in changes[:_MOST_LINES])
    if len(changes) > _MOST_LINES:
        yield f"……另有 {len(changes) - _MOST_LINES} 处"


def undo(session: Session) -> Step | None:
    """Take back the last step; None if there is none."""
    if not session.state.undo:
        return None
    step = session.state.undo[-1]
    there = session.sheet_names()
    sheets = [name for name in step.sheets if name.casefold() in there]
    with session.writing(sheets):
        for name in sheets:
            surface = session.surface(name)
            surface.write(step.sheets[name].contents)
            surface.write_notes(step.sheets[name].notes)
    session.state.undo.pop()
    session.save_state()
    return step
