"""Writing into the cells of forms, with values and notes, to be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from hashlib import blake2b

from jixiao.excel.cell_contents import CellContent, CellFormula, Place
from jixiao.excel.marks import own_notes, with_note, write_own_notes
from jixiao.excel.session import Session
from jixiao.excel.state import SheetChange, Step
from jixiao.grid.address import address
from jixiao.grid.model import Sheet

_SAME = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class CellEntry:
    """What a cell gets: a value and a ``note``, or with ``only_note`` just that.

    ``like`` is the cell whose number format goes with the value.
    """

    sheet: str
    place: Place
    value: float | str | None
    note: str | None = None
    only_note: bool = False
    about: str = ""
    like: Place | None = None


@dataclass(frozen=True, slots=True)
class CellChange:
    """What became of a cell."""

    entry: CellEntry
    before: CellContent

    def told(self) -> str:
        """For example ``目标表!D8：12 → 15``."""
        about = f"（{self.entry.about}）" if self.entry.about else ""
        place = f"{self.entry.sheet}!{address(*self.entry.place)}{about}"
        return f"{place}：{' → '.join(self.texts())}"

    def texts(self) -> tuple[str, str]:
        """What stood there and what stands there now."""
        return _told(self.before), _told(self.entry.value)


@dataclass(slots=True)
class _Plan:
    """What is to be done on a sheet."""

    name: str
    changes: list[CellChange]
    notes: dict[Place, str]
    change: SheetChange


def fill(session: Session, entries: Sequence[CellEntry]) -> list[CellChange]:
    """Write the entries that change something; formulas stay. Keep what was there."""
    by_sheet: dict[str, list[CellEntry]] = {}
    for entry in entries:
        by_sheet.setdefault(entry.sheet, []).append(entry)
    with session.writing(list(by_sheet)):
        plans = [plan for plan in (_plan(session, name, here) for name, here in by_sheet.items()) if plan is not None]
        if not plans:
            return []
        session.state.undo.append(Step(session.label, {plan.name: plan.change for plan in plans}))
        session.save_state()  # before anything is written: whatever happens now can be undone
        for plan in plans:
            _write(session, plan)
            plan.change.rows = fingerprints(session.sheet(plan.name).read())
        session.save_state()
    return [change for plan in plans for change in plan.changes]


def _plan(session: Session, name: str, entries: Sequence[CellEntry]) -> _Plan | None:
    """What changes on a sheet and how it looked before; None if nothing does."""
    sheet = session.sheet(name)
    before = sheet.contents(entry.place for entry in entries)
    changes = [
        CellChange(entry, before[entry.place])
        for entry in entries
        if not entry.only_note
        and not isinstance(before[entry.place], CellFormula)
        and not same(before[entry.place], entry.value)
    ]
    added = {entry.place: entry.note for entry in entries if entry.note}
    own = own_notes(session, name) if added else {}
    notes = {p: with_note(own.get(p), note) for p, note in added.items() if note not in own.get(p, "")}
    if not (changes or notes):
        return None
    change = SheetChange(
        contents={each.entry.place: each.before for each in changes},
        notes={place: own.get(place) for place in notes},
        formats=sheet.number_formats(each.entry.place for each in changes if each.entry.like is not None),
        written={each.entry.place: each.entry.value for each in changes},
        written_notes=notes,
    )
    return _Plan(name, changes, notes, change)


def _write(session: Session, plan: _Plan) -> None:
    sheet = session.sheet(plan.name)
    likes = {each.entry.place: each.entry.like for each in plan.changes if each.entry.like is not None}
    formats = sheet.number_formats(set(likes.values()))
    sheet.set_number_formats({place: formats[like] for place, like in likes.items()})
    sheet.write({each.entry.place: each.entry.value for each in plan.changes})
    write_own_notes(session, plan.name, plan.notes)


def same(before: CellContent, value: CellContent) -> bool:
    """Whether two contents are the same but for what binary numbers lose."""
    if isinstance(before, float) and isinstance(value, float):
        return abs(Decimal(repr(before)) - Decimal(repr(value))) < _SAME
    return type(before) is type(value) and before == value


def _told(content: CellContent) -> str:
    if content is None:
        return "（空）"
    if isinstance(content, CellFormula):
        return content.text
    return f"{content:.15g}" if isinstance(content, float) else str(content)


_BYTES = 6


def fingerprints(sheet: Sheet) -> list[str]:
    """Return a short text per row; rows with the same constants have the same one."""
    # What formulas show is left out: it changes with what they refer to.
    last = max(sheet.rows, default=0)
    return [_fingerprint(sheet, row) for row in range(1, last + 1)]


def _fingerprint(sheet: Sheet, row: int) -> str:
    cells = sheet.rows.get(row, {})
    told = "\0".join(f"{column}:{value!r}" for column, value in cells.items() if (row, column) not in sheet.formulas)
    return blake2b(told.encode(), digest_size=_BYTES).hexdigest() if told else ""


def followed(before: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """Where each row is now; a row that cannot be told is not there."""
    # A row whose contents changed is found by its neighbours: as many changed rows as before between two that did
    # not.
    places: dict[int, int] = {}
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    for kind, first, end, new_first, new_end in matcher.get_opcodes():
        if kind == "equal" or (kind == "replace" and end - first == new_end - new_first):
            places |= {first + n + 1: new_first + n + 1 for n in range(end - first)}
    return places
