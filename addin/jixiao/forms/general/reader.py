"""Any form: from a block to its documents by the vocabulary alone.

Tables and labelled values of the block → its kind → the document, or the documents of a list.
"""

from __future__ import annotations

import copy
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
from operator import itemgetter
from typing import Any, cast

from jixiao.forms.cell_text import is_placeholder, text_of
from jixiao.forms.document import Document, Kind
from jixiao.forms.frame import frame
from jixiao.forms.general.block_tables import FoundTable, cut, settle_units, take_sequences
from jixiao.forms.general.columns import Rows, TableColumns, classification_in, table_columns
from jixiao.forms.general.execution_lines import read_execution
from jixiao.forms.general.groups import groups
from jixiao.forms.general.header_lines import HeaderFinder
from jixiao.forms.general.header_titles import Header
from jixiao.forms.general.indicator_sides import Indicators, read_indicators
from jixiao.forms.general.kinds import is_no_form, kind_in_title, kind_of, lists_projects
from jixiao.forms.general.label_words import is_note
from jixiao.forms.general.labelled import Labelled, LabelledValues, LabelReader
from jixiao.forms.general.lists import ListReader
from jixiao.forms.general.stated import read_labelled
from jixiao.forms.general.subtotals import is_organisation
from jixiao.forms.general.tasks import read_tasks
from jixiao.forms.general.turned import TurnedTable, read_turned, turned_table
from jixiao.forms.general.values import ValueReader, stated_unit
from jixiao.forms.general.vocabulary import Side, Vocabulary
from jixiao.forms.region import Region
from jixiao.forms.text import squeeze, years_in_digits
from jixiao.forms.titles import year_in
from jixiao.forms.unit_names import name_and_code
from jixiao.grid.address import address

MIN_HEAD = 2
"""A table of indicators without targets, or a block without one, is a form only with so many labels of a form."""
_TELLING = (
    "project",
    "department",
    "implementing_unit",
    "goals.",
    "amount.",
    "execution.",
    "duties",
    "overview",
    "basis",
)
_YEAR_LINE = re.compile(
    r"[(（]?\s*(?:19|20)\d{2}\s*年?度?(?:\s*\d{1,2}\s*[-—~至到]\s*\d{1,2}\s*月)?(?:\s*[，,、][^()（）。；;]{1,12})?\s*[)）]?"
)
_YEAR_ABOVE = re.compile(r"[^。；;，,]{0,30}(?:19|20)\d{2}\s*年[^。；;，,]{0,30}")
_DOUBTS = (
    ("funding", re.compile(r"资金|预算|金额|经费|投资|拨款|收入|支出")),
    ("goals", re.compile(r"目标")),
    ("department", re.compile(r"部门|单位")),
    ("project", re.compile(r"项目|名称")),
)
LONG = 12
LINES_BELOW, MAX_NAME = 3, 30
"""A department alone on a line stands at most so many rows below the title, and its name is no longer."""
_IN_TITLE = re.compile(
    r"([\u4e00-\u9fff]{2,20}(?:局|厅|委员会|办公室|中心|学校|大学|学院|医院|法院|检察院|人民政府|办事处))"
    r"(?:(?:19|20)\d{2}|二〇|部门|单位|整体|项目|预算|财政|专项|重点)"
)
"""A title that begins with the name of the department: 青禾县水务局2026年项目支出绩效目标表."""
ASKS_FOR_CODE = "单位代码及名称"


def read_by_words(region: Region, words: Vocabulary, file: str) -> Iterator[Document]:
    """Every document of a block, from top to bottom; none of a table about forms, which its title tells."""
    if region.titled and is_no_form(region.title_text):
        return
    for group in groups(region, words):
        for document in BlockReader(group.region, words, file).documents():
            if group.rows is not None:
                document["source"]["rows"] = list(group.rows)
            yield document


class BlockReader:
    """Reads one block of a sheet."""

    def __init__(self, region: Region, words: Vocabulary, file: str) -> None:
        self.region = region
        self.words = words
        self.file = file
        if region.titled:
            region.take(*region.title)

    def documents(self) -> Iterator[Document]:
        """The documents of the block: none if it is no form, several if it is a list."""
        title = self.region.title_text if self.region.titled else ""
        department = kind_in_title(title) == "department"
        finder = HeaderFinder(self.region, self.words, department=department, listing=lists_projects(title))
        turned = turned_table(self.region, self.words)
        tables, rest = cut(self.region, finder, self.words)
        for table in tables:
            take_sequences(self.region, table)
            settle_units(table)
        labelled = LabelReader(self.region, self.words, rest).read()
        every = [*tables, turned.table] if turned is not None else tables
        columns = {key for table in every for key in _columns_of(table.header)}
        fields = {each.meaning.key for each in labelled.found if each.meaning is not None}
        if not self._is_form(every, columns, fields):
            return
        kind = kind_of(title, columns, fields)
        year = self._year(labelled)
        lists = [table for table in tables if _is_list(table)]
        if kind == "summary" and not lists:
            kind = kind_of("", columns, fields)
        lines = (text for _, _, text in labelled.texts if len(text) <= MAX_NAME)  # 二、资金信息（单位：万元）
        unit = stated_unit(labelled.found, self.words, (*_texts_of(tables), title, *lines))
        document = frame(self.region, self.file, kind, kind, year, unit)
        document |= {key: [] if key in _LISTS else {} for key in _GROUPS[kind]}
        if lists and kind != "department":
            for table, own in _lists_with_labels(lists, labelled):
                reader = ListReader(
                    self.region, self.words, kind, year, stated_unit(own.found, self.words, _texts_of([table])) or unit
                )
                for each in reader.documents(table, own, copy.deepcopy(document)):
                    yield self._finished(each, labelled, tables)
            return
        self._read_tables(tables, turned, kind, year, unit, document)
        values = ValueReader(self.region, kind, year, unit, document, self.words)
        if document.get("indicators") == [] and kind in ("project", "department"):
            document["indicators"], labelled.found = read_labelled(self.region, labelled.found)
        values.read(labelled.found)
        self._department_on_a_line(document, labelled, values.blanks)
        _enter_sum_of_tasks(document, values)
        self._observe(document, values)
        yield self._finished(document, labelled, every)

    def _is_form(self, tables: list[FoundTable], columns: set[str], fields: set[str]) -> bool:
        """Whether the block is a form: goals and indicators of something, not a catalogue or a table of figures."""
        head = {key for key in fields if key.startswith(_TELLING)}
        indicators = [table for table in tables if table.header.kind == "indicators" and table.rows]
        if indicators:
            return "target" in columns or len(head) >= MIN_HEAD or any(_is_list(table) for table in indicators)
        if any(_is_list(table) for table in tables):
            return self.region.titled or any(key.startswith("goals.") for key in columns)
        if self.region.titled and kind_in_title(self.region.title_text) == "department" and "tasks" in columns:
            return True
        goal = any(key.startswith("goals.") for key in fields) or "goals.annual" in columns
        named = "project" in fields or "department" in fields
        return self.region.titled and named and (goal or len(head) > MIN_HEAD)

    def _year(self, labelled: LabelledValues) -> int | None:
        """The fiscal year: of the title, of a line near it, of the label 年度."""
        texts = [self.region.title_text] if self.region.titled else []
        top = self.region.title[0]
        near = [(row, column, text) for row, column, text in labelled.texts if abs(row - top) <= 3]
        for text in texts:
            year = year_in(text)
            if year is not None:
                return year
        for row, column, text in near:
            if _YEAR_LINE.fullmatch(years_in_digits(text.strip())):
                self.region.take(row, column)
                return year_in(text)
        for each in labelled.found:
            if each.meaning is not None and each.meaning.key == "year" and each.value is not None:
                year = year_in(str(int(each.value)) if isinstance(each.value, float) else str(each.value))
                if year is not None:
                    return year
        for row, column, text in near:
            if row <= top + 1 and _YEAR_ABOVE.fullmatch(years_in_digits(text.strip())):
                self.region.take(row, column)
                return year_in(text)
        return year_in(self.region.title_text) if not self.region.titled else None

    def _department_on_a_line(
        self, document: dict[str, Any], labelled: LabelledValues, blanks: Mapping[str, str]
    ) -> None:
        """The department that stands alone on a line under the title, or at its start, told by how its name ends."""
        if document["department"] is not None or not self.region.titled or "department" in blanks:
            return
        top = self.region.title[0]
        for row, column, text in labelled.texts:
            name, code = name_and_code(text.strip(), ASKS_FOR_CODE)
            if top < row <= top + LINES_BELOW and len(name) <= MAX_NAME and is_organisation(name):
                document["department"] = name
                document["cells"]["department"] = self.region.take(row, column)
                if code is not None:
                    document.setdefault("department_code", code)
                return
        if (named := _IN_TITLE.match(squeeze(self.region.title_text))) is not None:
            document["department"] = named[1]
            document["cells"]["department"] = address(*self.region.title)

    # ------------------------------------------------------------ tables

    def _read_tables(
        self,
        tables: list[FoundTable],
        turned: TurnedTable | None,
        kind: Kind,
        year: int | None,
        unit: str | None,
        document: dict[str, Any],
    ) -> None:
        found: list[tuple[Side | None, Indicators]] = []
        if turned is not None:
            found.append((None, read_turned(turned, kind, self.words, year)))
        other: list[dict[str, Any]] = []
        for table in tables:
            if table.header.kind == "indicators":
                side = self.words.side(table.header.caption) if table.header.caption else None
                read = self._indicators_of(table, kind, year, document)
                found.append((side, read))
                _enter_totals(document, kind, read)
            elif table.header.kind == "execution" and "execution" in document:
                document["execution"] += read_execution(self.region, table, kind, unit, other, self.words)
            elif table.header.kind in ("tasks", "list") and kind in ("department", "selfeval", "monitoring"):
                if measures := table.measures():
                    found.append((None, self._indicators_of(measures, kind, year, document)))
                tasks, totals = read_tasks(self.region, table, unit, other)
                document.setdefault("tasks", []).extend(tasks)
                if totals and "tasks_total" not in document:
                    document["tasks_total"] = {key: amount for key, (amount, _) in totals.items()}
                    document["cells"].update({f"tasks_total.{key}": cell for key, (_, cell) in totals.items()})
        _by_side(document, found)
        if other:
            document.setdefault("other", []).extend(other)

    def _indicators_of(self, table: FoundTable, kind: Kind, year: int | None, document: dict[str, Any]) -> Indicators:
        classification = classification_in(table.rows)
        columns = table_columns(self.region, table.header, table.rows, kind, self.words, year, classification)
        self._note_columns(document, columns)
        return read_indicators(self.region, columns, table.rows, table.header.left)

    def _note_columns(self, document: dict[str, Any], columns: TableColumns) -> None:
        """Say which columns were taken for something by their cells, and which titles were not understood."""
        if columns.guesses:
            cells = [address(guess.title.row, guess.title.left) for guess in columns.guesses]
            document["notes"].append({"code": "column-guessed", "cells": cells})
        if columns.unknown:
            cells = [address(title.row, title.left) for title in columns.unknown]
            document["notes"].append({"code": "column-unknown", "cells": cells})
            keys = {slot.column.key for group in columns.groups for slot in group.slots}
            for key in ("level1", "level2", "level3", "target"):
                if key not in keys:
                    document.setdefault("doubts", {})[key] = cells

    # ------------------------------------------------------------ the end

    def _observe(self, document: dict[str, Any], values: ValueReader) -> None:
        """Where the label of a value that is missing stands."""
        funding = document.get("funding", {})
        blanks = {
            key: cell
            for key, cell in values.blanks.items()
            if not (
                key.startswith("funding.") and (funding.get("total") is not None or funding.get("annual") is not None)
            )
        }
        if blanks:
            document["observations"] = [{"code": "field-blank", "cells": list(blanks.values()), "texts": list(blanks)}]

    def _finished(self, document: dict[str, Any], labelled: LabelledValues, tables: list[FoundTable]) -> Document:
        """The document with what was not read, what may stand there, and how much was understood."""
        document["unread"] = self._unread(document)
        doubts: dict[str, list[str]] = document.get("doubts", {})
        for each in labelled.found:
            if each.meaning is None and each.place is not None and each.value is not None:
                for key, pattern in _DOUBTS:
                    if pattern.search(each.label):
                        doubts.setdefault(key, []).append(address(*each.place))
        for left in document["unread"]:
            if len(left["text"]) > LONG and not is_note(left["text"]):
                doubts.setdefault("goals", []).append(left["cell"])
        if doubts:
            document["doubts"] = doubts
        titles = [title for table in tables for title in table.header.titles]
        known = labelled.known + sum(1 for t in titles if t.column or t.field or t.task)
        unknown = labelled.unknown + sum(1 for t in titles if not (t.column or t.field or t.task))
        document["source"]["fit"] = round(known / max(known + unknown, 1), 2)
        return cast(Document, document)

    def _unread(self, document: dict[str, Any]) -> list[dict[str, str]]:
        region = self.region
        rows = document["source"].get("rows")
        found = []
        first, last = (0, len(region.rows)) if rows is None else _between(region.rows, rows[0], rows[1])
        for row, cells in region.rows[first:last]:
            for column, value in cells.items():
                if (row, column) in region.taken or is_placeholder(value):
                    continue
                text = text_of(value, region.sheet.formats.get((row, column)))
                found.append({"cell": address(row, column), "text": text or str(value)})
        return found


_GROUPS: dict[Kind, tuple[str, ...]] = {
    "project": ("funding", "goals", "indicators"),
    "department": ("budget", "goals", "tasks", "indicators"),
    "selfeval": ("goals", "execution", "indicators"),
    "monitoring": ("goals", "execution", "indicators"),
    "summary": ("rows",),
}
_LISTS = frozenset(("tasks", "indicators", "execution", "rows"))


def _between(rows: Rows, top: int, bottom: int) -> tuple[int, int]:
    """Where in the rows of a block, in order, those of one document begin and end: a list has thousands of both."""
    return bisect_left(rows, top, key=itemgetter(0)), bisect_right(rows, bottom, key=itemgetter(0))


def _columns_of(header: Header) -> set[str]:
    keys = header.keys()
    keys |= {title.field.key for title in header.titles if title.field is not None}
    if header.kind == "tasks":
        keys.add("tasks")
    return keys | {key.partition(".")[2] for key in keys if key.startswith("execution.")}


def _is_list(table: FoundTable) -> bool:
    """Whether the rows of a table carry the names of projects."""
    if table.header.kind == "list":
        return True
    return table.header.kind == "indicators" and any(
        title.field is not None and title.field.key == "project" for title in table.header.titles
    )


def _texts_of(tables: list[FoundTable]) -> list[str]:
    texts = []
    for table in tables:
        texts += [text for title in table.header.titles for text in (title.text, *title.path)]
        texts.append(table.header.caption)
    return texts


def _by_side(document: dict[str, Any], found: list[tuple[Side | None, Indicators]]) -> None:
    """Give the annual indicators to the document, those of the period to ``period_side``."""
    if "indicators" not in document:
        return
    annual: list[dict[str, Any]] = []
    period: list[dict[str, Any]] = []
    for caption, read in found:
        document["notes"] += read.notes
        for side, rows in read.by_side.items():
            (period if (side or caption) == "period" else annual).extend(rows)
    if not annual:
        annual, period = period, []
    document["indicators"] = annual
    if period:
        cells = [each["cell"] for each in period]
        side_of_period = document.setdefault("period_side", {"funding": {}, "indicators": [], "cells": {}})
        side_of_period["indicators"] = period
        document["notes"] = [n for n in document["notes"] if not set(n["cells"]) & set(cells)]


def _lists_with_labels(lists: list[FoundTable], labelled: LabelledValues) -> list[tuple[FoundTable, LabelledValues]]:
    """The lists of a block, each with the labels above it; one that goes on below its own header again is one list.

    A list without a department of its own has the one above: 部门：青禾县水务局 stands over every list or over all of them.
    """
    if len(lists) == 1:
        return [(lists[0], labelled)]
    found: list[tuple[FoundTable, LabelledValues]] = []
    above: list[Labelled] = []
    top = 0
    for place, table in enumerate(lists):
        bottom = table.header.top if place + 1 < len(lists) else 1 << 30
        own = [each for each in labelled.found if top < each.at[0] < bottom]
        top = table.header.top
        last = found[-1][0] if found else None
        between = any(each.at[0] < table.header.top for each in own)
        if last is not None and not between and _titles_of(last) == _titles_of(table):
            last.rows.extend(table.rows)
            continue
        names = any(each.meaning is not None and each.meaning.key == "department" for each in own)
        above = own if names else [*above, *own]
        found.append((table, replace(labelled, found=above)))
    return found


def _titles_of(table: FoundTable) -> list[tuple[str, int]]:
    return [(title.name, title.left) for title in table.header.titles]


def _enter_totals(document: dict[str, Any], kind: Kind, read: Indicators) -> None:
    if kind != "selfeval":
        return
    for key, value in read.totals.values.items():
        if document.get(key) is None:
            document[key] = value
            document["cells"][key] = read.totals.cells[key]


def _enter_sum_of_tasks(document: dict[str, Any], values: ValueReader) -> None:
    """The money of a department whose form states it only as the total of its tasks."""
    if document["kind"] != "department" or "tasks_total" not in document or any(document["budget"].values()):
        return
    total, cell = (
        document["tasks_total"].get("total"),
        document["cells"].get("tasks_total.total", document["source"]["title_cell"]),
    )
    document["budget"]["total"] = total
    if total is None:
        values.blanks.setdefault("budget.total", cell)
    else:
        document["cells"]["budget.total"] = cell
