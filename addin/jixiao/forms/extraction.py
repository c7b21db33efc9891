"""From a sheet to its documents: recognition, fields, tables, and what nobody took."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, cast

from jixiao.forms.cell_text import text_of
from jixiao.forms.definition import FormDefinition, Table, load_definitions
from jixiao.forms.document import Document, Note, Unread
from jixiao.forms.fields import FieldValues, read_fields, words_of
from jixiao.forms.frame import frame
from jixiao.forms.general.blocks import blocks
from jixiao.forms.general.fit import Fit
from jixiao.forms.general.vocabulary import vocabulary_with
from jixiao.forms.indicators import IndicatorReader
from jixiao.forms.labels import MAX_LABEL, cached_form
from jixiao.forms.learned.folders import learned_forms, state
from jixiao.forms.learned.form import LearnedForm
from jixiao.forms.learned.learned_match import LearnedForms, named_as_learned
from jixiao.forms.observations import observe
from jixiao.forms.recognition import Recognizer
from jixiao.forms.region import Region
from jixiao.forms.structure import FormLabels, Structure, cut
from jixiao.forms.tables import read_rows
from jixiao.forms.text import fold, has_markup, years_in_digits
from jixiao.forms.titles import year_in
from jixiao.forms.totals import Totals
from jixiao.grid.address import address, parse_address
from jixiao.grid.model import Sheet, Value

_GROUPS_OF_KIND: Mapping[str, tuple[str, ...]] = {
    "project": ("funding", "goals"),
    "department": ("budget",),
    "selfeval": ("goals",),
    "monitoring": ("goals",),
}
"""Groups of keys that a document of the kind has even if the form has no label of them."""
_YEAR_LABEL = "(?:预算|所属|填报|申报|编报|编制|财政|项目|实施|报告)年度|年度"
_YEAR_LINE = re.compile(rf"\(?(?:(?:{_YEAR_LABEL}):?)?\(?(?:(?:19|20)\d{{2}}年?度?|_+年度?)\)?年?度?\)?|{_YEAR_LABEL}")
"""A year, with or without its label, or the place left for it on a blank form."""
LINES_ABOVE = 3
_LABELLED_AMOUNT = re.compile(r"[\u4e00-\u9fff][:：]\s*\d[\d,.]*\s*(?:[千万亿]?元|[；;])")
"""财政拨款：40万元."""
MIN_UNREAD = 3
"""So many cells of one column that stay unread are a column that the definition does not know."""
_HEADING_WITH_YEAR = re.compile(r"[^:;,。月日\d]{0,20}\(?20\d{2}\)?年度?[^:;,。月日\d]{0,20}")


class Extractor:
    """Extraction by one set of definitions; built once, used for every sheet."""

    def __init__(self, definitions: Mapping[str, FormDefinition], learned: Iterable[LearnedForm] = ()) -> None:
        self.words = vocabulary_with(definitions)
        self.recognizer = Recognizer(definitions)
        self.labels = {definition.id: FormLabels(definition) for definition in definitions.values()}
        self.own_words = {form: words_of(labels, self.words) for form, labels in self.labels.items()}
        self.fit = Fit(self.words, self.labels)
        self.learned = LearnedForms(self.words, learned)

    def documents(self, sheet: Sheet, file: str, *, observing: bool = True) -> Iterator[Document]:
        """Every document of a sheet, from top to bottom; ``observing`` adds what only the check needs."""
        regions = self.blocks(sheet)
        for region in regions:
            yield from self.read_block(region, file, alone=len(regions) == 1, observing=observing)

    def blocks(self, sheet: Sheet) -> list[Region]:
        """The blocks of a sheet: each is one form, a list of forms, or none."""
        return blocks(sheet, self.words, self.recognizer.titles)

    def read_block(self, region: Region, file: str, *, alone: bool, observing: bool = True) -> Iterator[Document]:
        """The documents of a block; ``alone`` if it is the only one of its sheet.

        One that the bureau taught is read by what it said, any other by the definition that fits it, else by the
        vocabulary alone.
        """
        learned = self.learned.match(region) if self.learned else None
        if learned is not None:
            from jixiao.forms.general.reader import BlockReader

            for document in BlockReader(region, learned.words, file).documents():
                yield named_as_learned(document, learned.form, region)
            return
        form = self.form_of(region, alone=alone)
        if form is None:
            yield from self._by_words(region, file)
            return
        known = [self._read(*form, file, observing=observing)]
        if self._names_a_label(known[0]):
            yield from self._by_words(region, file)
            return
        least = (
            1
            if any(_leaves_an_amount(each) or _misses_the_form(each) for each in known)
            else MIN_UNREAD
            if any(map(_leaves_a_column, known))
            else 0
        )
        general = list(self._by_words(region, file)) if least else []
        yield from general if general and _reads_more(general, known, least) else known

    def _by_words(self, region: Region, file: str) -> Iterator[Document]:
        from jixiao.forms.general.reader import read_by_words  # twenty modules that few workbooks need

        return read_by_words(region, self.words, file)

    def _names_a_label(self, document: Document) -> bool:
        """Whether a reading took the label below an empty one for a department: 主管部门 over 项目负责人."""
        names = (document.get("department"), document.get("implementing_unit"))
        words = self.words
        return any(name and (words.field(name) or words.indicator_column(name)) is not None for name in names)

    def form_of(self, region: Region, *, alone: bool) -> tuple[Region, FormDefinition, Structure] | None:
        """The form that a block is, from its title on, with its definition and cut by it; None if no definition fits.

        A block without a title is a form of a definition only if nothing else stands on the sheet.
        """
        if not (region.titled or alone):
            return None
        rows = [line for line in region.rows if line[0] >= region.title[0]]
        form = replace(region, rows=rows, taken=set(region.taken))
        definition = self.recognizer.definition_of(form)
        if definition is None:
            return None
        if form.titled:
            form.take(*form.title)
        structure = cut(form, self.labels[definition.id])
        return (form, definition, structure) if self.fit.is_good(form, definition, structure) else None

    def _read(
        self, region: Region, definition: FormDefinition, structure: Structure, file: str, *, observing: bool
    ) -> Document:
        fields = read_fields(region, structure.head, self.labels[definition.id], self.own_words[definition.id])
        return self.assemble(region, definition, structure, fields, file, observing=observing)

    def assemble(
        self,
        region: Region,
        definition: FormDefinition,
        structure: Structure,
        fields: FieldValues,
        file: str,
        *,
        observing: bool,
    ) -> Document:
        """The document of a form that has been cut into its tables and of which the labelled values are known."""
        document = _frame(region, definition, fields, file)
        notes: list[Note] = []
        _read_tables(region, definition, structure, fields, document, notes)
        _read_title_lines(region, definition, structure, document)
        _read_year(region, fields, document)
        if fields.others:
            from jixiao.forms.general.values import ValueReader  # few forms have more than their definition

            unit, year = document["currency_unit"], document["fiscal_year"]
            values = ValueReader(region, definition.kind, year, unit, cast("dict[str, Any]", document), self.words)
            values.read(fields.others)
        document["notes"] = notes + _markup_notes(region)
        document["unread"] = _unread(region)
        document["source"]["fit"] = _fit(document, structure, self.labels[definition.id])
        if observing:
            observations = observe(region, self.labels[definition.id], structure, document)
            if observations:
                document["observations"] = observations
        return document


def default_extractor() -> Extractor:
    """The extractor for the definitions that ship with Jixiao and the learned forms in force."""
    return _extractor(state())


@lru_cache(maxsize=4)
def _extractor(_learned: object) -> Extractor:
    return Extractor(load_definitions(), learned_forms().values())


def _frame(region: Region, definition: FormDefinition, fields: FieldValues, file: str) -> Document:
    """The document with everything that labels gave."""
    year = year_in(region.title_text) if region.titled else None
    document = frame(region, file, definition.id, definition.kind, year, fields.currency_unit)
    document["cells"] = dict(fields.cells)
    for key, value in fields.values.items():
        group, dot, name = key.partition(".")
        if dot:
            document.setdefault(group, {})[name] = value
        elif key != "currency_unit":
            document[key] = value
    for group in _GROUPS_OF_KIND.get(definition.kind, ()):
        document.setdefault(group, {})
    return cast(Document, document)


def _read_tables(
    region: Region,
    definition: FormDefinition,
    structure: Structure,
    fields: FieldValues,
    document: Document,
    notes: list[Note],
) -> None:
    values = cast("dict[str, Any]", document)
    for table in definition.tables:
        blocks = [block for block in structure.blocks if block.table is table]
        if table.key == "indicators":
            reader = IndicatorReader(region, table)
            for block in blocks:
                reader.read(block)
            values["indicators"] = reader.indicators
            notes.extend(reader.notes)
            _enter_totals(document, table, reader.totals)
        else:
            rows: list[dict[str, Any]] = []
            for block in blocks:
                more, totals = read_rows(region, block, fields.currency_unit)
                rows.extend(more)
                _enter_totals(document, table, totals)
                _enter_sum(document, table, totals)
            values[table.key] = rows
            _enter_totals(document, table, Totals())
        if not blocks:
            notes.append({"code": "table-missing", "cells": [document["source"]["title_cell"]]})


def _enter_totals(document: Document, table: Table, totals: Totals) -> None:
    """Every sum that the table's total line has a place for; None where the line or the sum is missing."""
    values = cast("dict[str, Any]", document)
    for key, _ in table.total.sums() if table.total is not None else ():
        if values.get(key) is None:
            values[key] = totals.values.get(key)
        if key in totals.cells:
            document["cells"].setdefault(key, totals.cells[key])


def _enter_sum(document: Document, table: Table, totals: Totals) -> None:
    """The amount that a table adds up to, where no label of the form states it."""
    if table.sum is None or table.sum not in totals.values:
        return
    group, _, name = table.sum.partition(".")
    values = cast("dict[str, Any]", document)[group]
    if values.get(name) is None:
        values[name] = totals.values[table.sum]
        document["cells"][table.sum] = totals.cells[table.sum]


def _read_title_lines(region: Region, definition: FormDefinition, structure: Structure, document: Document) -> None:
    """Lines under the title without a label: the year, the department, the repeated project name."""
    for row, column, value in _free_cells(region, structure):
        text = text_of(value) or ""
        leads = next(iter(region.sheet.rows[row])) == column
        if _YEAR_LINE.fullmatch(years_in_digits(fold(text))):
            year = year_in(text)
            if document["fiscal_year"] is None and year is not None:
                document["fiscal_year"] = year
                document["cells"]["fiscal_year"] = address(row, column)
            region.take(row, column)
            continue
        repeated = [document.get(key) for key in (*definition.echo, "department", "project")]
        if any(isinstance(known, str) and cached_form(known) == cached_form(text) for known in repeated):
            region.take(row, column)
        elif leads and document["department"] is None and _is_name(text):
            document["department"] = text
            document["cells"]["department"] = region.take(row, column)


def _read_year(region: Region, fields: FieldValues, document: Document) -> None:
    """The year of a label, where neither title nor a line below it says it; else of what stands above the title."""
    for each in fields.others:
        if each.meaning is not None and each.meaning.key == "year" and each.value is not None and each.place:
            year = year_in(f"{each.value:.0f}" if isinstance(each.value, float) else str(each.value))
            if year is not None and document["fiscal_year"] is None:
                document["fiscal_year"], document["cells"]["fiscal_year"] = year, region.take(*each.place)
    if document["fiscal_year"] is None:
        _read_year_above(region, document)


def _read_year_above(region: Region, document: Document) -> None:
    """The year of a title in other words, of one that begins on the line above, or of the publication's heading."""
    last = region.title[0] - (1 if region.titled else 0)
    for row in range(last, max(last - LINES_ABOVE, 0), -1):
        for column, value in region.sheet.rows.get(row, {}).items():
            match = _HEADING_WITH_YEAR.fullmatch(years_in_digits(fold(value))) if isinstance(value, str) else None
            if match is not None:
                document["fiscal_year"] = year_in(match.group())
                document["cells"]["fiscal_year"] = region.take(row, column)
                return


def _free_cells(region: Region, structure: Structure) -> Iterator[tuple[int, int, Value]]:
    """Cells that nothing claimed, in the few rows under the title and above the first table."""
    first_block = min((block.header_row for block in structure.blocks), default=region.title[0] + 6)
    for row, cells in structure.head:
        if row > region.title[0] + 6 or row >= first_block:
            return
        for column, value in cells.items():
            if (row, column) not in region.taken:
                yield row, column, value


def _is_name(text: str) -> bool:
    """Whether a text can be the name of a department: short, no sentence, no figure in front."""
    return 2 <= len(text) <= 50 and not any(char in "。；;，,：:" for char in text) and not text[0].isdigit()


def _leaves_a_column(document: Document) -> bool:
    """Whether a reading left a column beside the indicators unread: one in words that its definition does not know."""
    rows = {parse_address(row["cell"])[0] for row in document.get("indicators", ())}
    places = [parse_address(left["cell"]) for left in document["unread"]] if rows else []
    columns = Counter(column for row, column in places if row in rows)
    return any(count >= MIN_UNREAD for count in columns.values())


def _misses_the_form(document: Document) -> bool:
    """Whether nearly nothing was read where something stands: no indicator, or neither the project nor its amount."""
    if document["kind"] not in ("project", "department") or not (document["unread"] or document.get("other")):
        return False
    nameless = document["kind"] == "project" and document.get("project") is None
    return not document.get("indicators") or (nameless and not any((document.get("funding") or {}).values()))


def _leaves_an_amount(document: Document) -> bool:
    """Whether a reading left a cell with amounts and their labels unread: 其中：财政拨款：40万元；其他资金：8万元."""
    return any(_LABELLED_AMOUNT.search(left["text"]) for left in document["unread"])


def _reads_more(documents: list[Document], known: list[Document], least: int) -> bool:
    """Whether the vocabulary alone reads the same forms and indicators and has a key for more of what they say."""

    def size(read: list[Document]) -> list[tuple[str, int]]:
        return [(each["kind"], len(each.get("indicators", ()))) for each in read]

    def left(read: list[Document]) -> int:
        others = sum(len(row.get("other", ())) for each in read for row in each.get("indicators", ()))
        return others + sum(len(each["unread"]) + len(each.get("other", ())) for each in read)

    none = all(not each.get("indicators") for each in known) and len(documents) == len(known)
    return (none or size(documents) == size(known)) and left(documents) + least <= left(known)


def _markup_notes(region: Region) -> list[Note]:
    cells = [
        address(row, column)
        for row, values in region.rows
        for column, value in values.items()
        if isinstance(value, str) and "<" in value and has_markup(value)
    ]
    return [{"code": "markup", "cells": cells}] if cells else []


def _unread(region: Region) -> list[Unread]:
    """Filled cells inside the form that no key took, error values and formulas without a result included."""
    taken = region.taken
    found = [
        (row, column, text_of(value, region.sheet.formats.get((row, column))) or str(value))
        for row, cells in region.rows
        for column, value in cells.items()
        if (row, column) not in taken
    ]
    if region.sheet.errors or region.sheet.formulas:
        found += _valueless(region)
        found.sort(key=lambda item: item[:2])
    return [{"cell": address(row, column), "text": text} for row, column, text in found]


def _fit(document: Document, structure: Structure, labels: FormLabels) -> float:
    """The share of the labels and titles that were understood; one that was not is a short text that stays unread."""
    head = {row for row, _ in structure.head}
    headers = [header for block in structure.blocks for header in block.headers]
    texts = [value for _, cells in structure.head for value in cells.values() if isinstance(value, str)]
    known = sum(1 for text in texts if labels.head.match(text)) + sum(len(slots) for _, slots in headers)
    titles = head.union(row for row, _ in headers)
    left = [each for each in document["unread"] if parse_address(each["cell"])[0] in titles]
    unknown = sum(1 for each in left if len(each["text"]) <= MAX_LABEL and not each["text"].startswith("="))
    return round(known / max(known + unknown, 1), 2)


def _valueless(region: Region) -> list[tuple[int, int, str]]:
    top, bottom = region.rows[0][0], region.rows[-1][0]
    left = min(min(cells) for _, cells in region.rows)
    right = max(max(cells) for _, cells in region.rows)
    sheet = region.sheet
    found = [(row, column, text) for (row, column), text in sheet.errors.items()]
    found += [
        (row, column, f"={text}")
        for (row, column), text in sheet.formulas.items()
        if (row, column) not in sheet.errors and sheet.value(row, column) is None
    ]
    return [
        item for item in found if top <= item[0] <= bottom and left <= item[1] <= right and item[:2] not in region.taken
    ]
