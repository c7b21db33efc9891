"""The labelled values of a form: header lines, amounts, goals, sign-off."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jixiao.forms.cell_text import text_of
from jixiao.forms.definition import Field
from jixiao.forms.labels import cached_form
from jixiao.forms.locating import Occurrence, locate, with_lines_below
from jixiao.forms.money import Unit, parse_money
from jixiao.forms.region import Region
from jixiao.forms.structure import FormLabels
from jixiao.forms.unit_names import KEYS as NAMES_OF_UNITS
from jixiao.forms.unit_names import bare_name
from jixiao.grid.address import address
from jixiao.grid.model import Value

FieldValue = Decimal | str | None
Head = list[tuple[int, dict[int, Value]]]


@dataclass(slots=True)
class Candidate:
    """A value found for a field; ``preference`` orders several for one key."""

    preference: tuple[int, int]
    value: FieldValue
    place: tuple[int, int] | None


@dataclass(slots=True)
class FieldValues:
    """What the labels of a form gave: key → value, key → address, and the unit its amounts are in."""

    values: dict[str, FieldValue]
    cells: dict[str, str]
    currency_unit: str | None


def read_fields(region: Region, head: Head, labels: FormLabels) -> FieldValues:
    """Read every field whose label stands in the head rows. A label without a value gives None."""
    occurrences, label_cells = _occurrences(region, head, labels)
    rows = dict(head)
    unit = _currency_unit(region, occurrences, rows, label_cells)
    found: dict[str, list[Candidate]] = {}
    order = {id(entry): index for index, entry in enumerate(labels.definition.fields)}
    keys = {occurrence.entry.key for occurrence in occurrences}
    for number, occurrence in enumerate(occurrences):
        raw, place = locate(region, occurrence, rows, label_cells)
        if place is not None and occurrence.entry.type == "longtext":
            raw = with_lines_below(region, occurrence, raw, place, rows, label_cells)
        value = convert(region, occurrence.entry, raw, place, unit or "万元", _label_of(rows, occurrence))
        if place is not None:  # a value that cannot be read stays untaken, even behind its own label
            region.taken.discard(place) if value is None else region.taken.add(place)
        candidate = Candidate((order[id(occurrence.entry)], number), value, place)
        alone = occurrence.entry.alone
        key = alone if alone is not None and alone not in keys else occurrence.entry.key
        found.setdefault(key, []).append(candidate)
    _read_glued(region, head, labels, found, unit or "万元")
    result = FieldValues({}, {}, unit)
    for key, candidates in found.items():
        settle(region, key, candidates, result)
    return result


def _read_glued(region: Region, head: Head, labels: FormLabels, found: dict[str, list[Candidate]], unit: str) -> None:
    """A second look at texts that nothing claimed: a label with its value glued to it, for fields still missing."""
    for row, cells in head:
        for column, value in cells.items():
            if not isinstance(value, str) or (row, column) in region.taken:
                continue
            hit = labels.head.glued(value)
            entry = _entry_for(region, hit.form, row, column, labels, []) if hit is not None else None
            if hit is None or entry is None or entry.key in found:
                continue
            read = convert(region, entry, hit.rest, (row, column), unit)
            if read is not None:
                region.take(row, column)
                found[entry.key] = [Candidate((0, 0), read, (row, column))]


def _occurrences(region: Region, head: Head, labels: FormLabels) -> tuple[list[Occurrence], set[tuple[int, int]]]:
    """All field labels in the head rows, and every cell that is a label or a caption."""
    occurrences: list[Occurrence] = []
    label_cells: set[tuple[int, int]] = set()
    for row, cells in head:
        if row == region.title[0] and region.titled:
            label_cells.add(region.title)
        for column, value in cells.items():
            if not isinstance(value, str) or (row, column) in label_cells:
                continue
            for hit in labels.head.match_all(value):
                if hit.form in labels.captions and not hit.rest:
                    label_cells.add((row, column))
                    region.taken.add((row, column))
                entry = _entry_for(region, hit.form, row, column, labels, occurrences)
                if entry is not None:
                    occurrences.append(Occurrence(entry, row, column, hit))
                    label_cells.add((row, column))
                    region.taken.add((row, column))
    return occurrences, label_cells


def _entry_for(
    region: Region, form: str, row: int, column: int, labels: FormLabels, before: list[Occurrence]
) -> Field | None:
    """The field that a label means here: the only one with it, or the one under whose heading it stands."""
    entries = labels.fields_of.get(form, ())
    if len(entries) < 2:
        return entries[0] if entries else None
    right = region.right_edge(row, column)
    for entry in entries:
        if entry.under is None:
            continue
        for other in before:
            other_right = region.right_edge(other.row, other.column)
            if other.entry.key == entry.under and other.column <= right and column <= other_right:
                return entry
    earlier = sum(1 for other in before if other.row == row and other.hit.form == form)
    return entries[min(earlier, len(entries) - 1)]


def _label_of(rows: dict[int, dict[int, Value]], occurrence: Occurrence) -> str:
    """A label as it is typed, without the value behind it."""
    text = str(rows[occurrence.row][occurrence.column])
    return text[: len(text) - len(occurrence.hit.rest)] if occurrence.hit.separator != "glued" else occurrence.hit.form


def convert(
    region: Region, entry: Field, raw: Value | None, place: tuple[int, int] | None, unit: str, label: str = ""
) -> FieldValue:
    """What a cell says as the value of a field; None if it cannot be read as one. ``label`` is that on the sheet."""
    if raw is None:
        return None
    if entry.type == "money":
        stated = Unit.of_label(label)
        return parse_money(raw, unit, stated.name if stated is not None else None)
    if entry.type == "currency_unit":
        named = Unit.within(str(raw))
        return named.name if named is not None else None
    number_format = region.sheet.formats.get(place) if place is not None else None
    text = text_of(raw, number_format)
    return bare_name(text, label) if text is not None and entry.key in NAMES_OF_UNITS else text


def _currency_unit(
    region: Region,
    occurrences: list[Occurrence],
    rows: dict[int, dict[int, Value]],
    label_cells: set[tuple[int, int]],
) -> str | None:
    """The unit that the form states, or else the one printed in a label: 项目资金（万元）."""
    for occurrence in occurrences:
        if occurrence.entry.type == "currency_unit":
            raw, _ = locate(region, occurrence, rows, label_cells)
            unit = Unit.within(str(raw)) if raw is not None else None
            if unit is not None:
                return unit.name
    return unit_in_labels(region)


def unit_in_labels(region: Region) -> str | None:
    """The first unit of money in brackets, （万元）, in a short text of the form."""
    for _, cells in region.rows:
        for value in cells.values():
            unit = Unit.of_label(value) if isinstance(value, str) and len(value) <= 40 else None
            if unit is not None:
                return unit.name
    return None


def settle(region: Region, key: str, candidates: list[Candidate], result: FieldValues) -> None:
    """Choose among the values found for one key: the first in the definition's order that is not empty."""
    filled = [candidate for candidate in candidates if candidate.value is not None]
    if len(filled) > 1:
        filled.sort(key=lambda candidate: candidate.preference)
    if not filled:
        result.values[key] = None
        return
    chosen = filled[0]
    result.values[key] = chosen.value
    if chosen.place is not None:
        result.cells[key] = address(*chosen.place)
    for other in filled[1:]:
        same = other.value == chosen.value or (
            isinstance(other.value, str)
            and isinstance(chosen.value, str)
            and cached_form(other.value) == cached_form(chosen.value)
        )
        if not same and other.place is not None:
            region.taken.discard(other.place)
