"""The labelled values of a form: header lines, amounts, goals, sign-off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.forms.cell_text import stated_text
from jixiao.forms.definition import Field
from jixiao.forms.form_labels import FormLabels
from jixiao.forms.general.choices import chosen
from jixiao.forms.general.labelled import LabelReader
from jixiao.forms.general.labelled_values import Labelled, stated_unit
from jixiao.forms.general.vocabulary import CAPTION, HEADING, FormWords, Meaning, Vocabulary
from jixiao.forms.labels import MAX_LABEL, LabelSet, cached_form
from jixiao.forms.money import Unit, parse_money
from jixiao.forms.region import Region
from jixiao.forms.unit_names import KEYS as NAMES_OF_UNITS
from jixiao.forms.unit_names import bare_name, name_and_code, project_and_code
from jixiao.grid.address import address
from jixiao.grid.model import Value

FieldValue = Decimal | str | None
Head = list[tuple[int, dict[int, Value]]]
_CODED = {"department": name_and_code, "project": project_and_code}
"""The fields beside whose names a code may stand, and what parts them."""


@dataclass(slots=True)
class Candidate:
    """A value found for a field; ``preference`` orders several for one key."""

    preference: tuple[int, int, int]
    value: FieldValue
    place: tuple[int, int] | None
    code: str | None = None
    otherwise: Labelled | None = None
    """What its label says in a form that has another label for the field: 项目单位 beside 主管部门."""


@dataclass(slots=True)
class FieldValues:
    """What the labels gave: key → value, key → address, and the unit of money."""

    values: dict[str, FieldValue]
    cells: dict[str, str]
    currency_unit: str | None
    others: list[Labelled] = field(default_factory=list)


def words_of(labels: FormLabels, base: Vocabulary) -> FormWords:
    """Return the vocabulary in which a definition's labels mean its fields."""
    fields = {form: Meaning(HEADING, CAPTION) for form in labels.captions}
    for form, entries in labels.fields_of.items():
        known = base.field(form)
        rank = known.rank if known is not None and known.key == "department" else 0
        fields[form] = Meaning(entries[0].key, entries[0].type, rank=rank)
    return FormWords(base, fields, {}, LabelSet(labels.fields_of))


def read_fields(region: Region, head: Head, labels: FormLabels, words: FormWords) -> FieldValues:
    """Read each labelled value of the head; a label without a value gives None."""
    read = LabelReader(region, words, sorted(head)).read()
    unit = stated_unit(read.found, texts_with_money(region))
    order = {id(entry): index for index, entry in enumerate(labels.definition.fields)}
    found: dict[str, list[Candidate]] = {}
    result = FieldValues({}, {}, unit)
    before: list[tuple[Field, Labelled]] = []
    for each in read.found:
        entry = _entry_for(region, each, labels, before)
        if entry is None:
            if each.value is None and each.key == "year":
                region.taken.discard(each.at)
            result.others.append(each)
            continue
        before.append((entry, each))
    keys = {entry.key for entry, _ in before}
    for number, (entry, each) in enumerate(before):
        printed = (text for text in (each.label, *reversed(each.headings)) if Unit.of_label(text) is not None)
        label = next(printed, each.label) if entry.type == "money" else each.label  # 资金总额 right of 项目资金（万元）
        value = convert(region, entry, each.value, each.place, unit or "万元", label)
        if each.place is not None:  # a value that cannot be read stays untaken, even behind its own label
            region.taken.discard(each.place) if value is None else region.taken.add(each.place)
        parted = _CODED.get(entry.key)
        code = parted(str(each.value), each.label)[1] if parted is not None and each.place else None
        rank = each.meaning.rank if each.meaning is not None else 0
        plain = words.base.field(each.label)
        otherwise = each._replace(meaning=plain) if plain is not None and plain.key != entry.key else None
        candidate = Candidate((order[id(entry)], rank, number), value, each.place, code, otherwise)
        key = entry.alone if entry.alone is not None and entry.alone not in keys else entry.key
        found.setdefault(key, []).append(candidate)
    _read_glued(region, head, labels, found, unit or "万元")
    for key, candidates in found.items():
        settle(region, key, candidates, result)
    return result


def other_values(region: Region, head: Head, words: Vocabulary) -> list[Labelled]:
    """The labelled values of the head rows among the cells that nothing has claimed."""
    left = [(row, cells) for row, cells in head if any((row, column) not in region.taken for column in cells)]
    return LabelReader(region, words, sorted(left)).read().found if left else []


def _read_glued(region: Region, head: Head, labels: FormLabels, found: dict[str, list[Candidate]], unit: str) -> None:
    """Read labels with a value glued to them, for fields that are still missing."""
    for row, cells in head:
        for column, value in cells.items():
            if not isinstance(value, str) or (row, column) in region.taken:
                continue
            hit = labels.head.glued(value)
            entries = labels.fields_of.get(hit.form, ()) if hit is not None else ()
            if hit is None or not entries or entries[0].key in found:
                continue
            entry = entries[0]
            read = convert(region, entry, hit.rest, (row, column), unit)
            if read is not None:
                region.take(row, column)
                found[entry.key] = [Candidate((0, 0, 0), read, (row, column))]


def _entry_for(
    region: Region, each: Labelled, labels: FormLabels, before: list[tuple[Field, Labelled]]
) -> Field | None:
    """Return the field of a label: the only one, or that under whose heading it is."""
    entries = labels.fields_of.get(cached_form(each.label), ())
    if not entries and each.type == "money":  # 财政拨款 under the title 金额
        entries = tuple(entry for entry in labels.definition.fields if entry.key == each.key)
    if len(entries) < 2:
        return entries[0] if entries else None
    row, column = each.at
    right = region.right_edge(row, column)
    for entry in entries:
        for other, label in before:
            if other.key == entry.under and label.at[1] <= right and column <= region.right_edge(*label.at):
                return entry
    form = cached_form(each.label)
    earlier = sum(1 for _, label in before if label.at[0] == row and cached_form(label.label) == form)
    return entries[min(earlier, len(entries) - 1)]


def convert(
    region: Region, entry: Field, raw: Value | None, place: tuple[int, int] | None, unit: str, label: str = ""
) -> FieldValue:
    """Return what a cell says as the value of a field; None if it says none."""
    if raw is None:
        return None
    number_format = region.sheet.formats.get(place) if place is not None else None
    if entry.type == "money":
        stated = Unit.of_label(label)
        return parse_money(raw, unit, stated.name if stated is not None else None, number_format)
    if entry.type == "currency_unit":
        named = Unit.within(str(raw))
        return named.name if named is not None else None
    text = stated_text(raw, number_format)
    if text is None:
        return None
    if entry.key == "grade":
        return chosen(text)
    if entry.key == "project":
        return project_and_code(text, label)[0]
    return bare_name(text, label) if entry.key in NAMES_OF_UNITS else text


def texts_with_money(region: Region) -> Iterator[str]:
    """Yield the short texts of a form that may print the unit of money: 项目资金（万元）."""
    for row, cells in region.rows:
        for value in cells.values():
            if isinstance(value, str) and len(value) <= MAX_LABEL and "元" in value:
                alone = row > region.title[0] + 2 and Unit.alone(value)
                if not alone:  # the unit of a measure
                    yield value


def settle(region: Region, key: str, candidates: list[Candidate], result: FieldValues) -> None:
    """Choose among the values of one key the first filled in the definition's order."""
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
    if chosen.code is not None and chosen.place is not None:
        result.values[f"{key}_code"], result.cells[f"{key}_code"] = chosen.code, address(*chosen.place)
    for other in filled[1:]:
        same = other.value == chosen.value or cached_form(str(other.value)) == cached_form(str(chosen.value))
        if not same and other.place is not None:
            region.taken.discard(other.place)
            if other.otherwise is not None and not other.otherwise.key.startswith("amount."):
                result.others.append(other.otherwise)  # a second amount stays unread, which is told
