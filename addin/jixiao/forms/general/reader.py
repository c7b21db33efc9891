"""Any form: from a block to its documents by the vocabulary alone.

Tables and labelled values of the block → its kind → the document, or the documents of a list.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from jixiao.forms.document import Document, Kind
from jixiao.forms.frame import frame, name_program
from jixiao.forms.general.block_content import BlockContent, content_of
from jixiao.forms.general.block_projects import projects_of
from jixiao.forms.general.columns import TableColumns, classification_in, table_columns
from jixiao.forms.general.document_values import in_known_money
from jixiao.forms.general.execution_lines import read_execution
from jixiao.forms.general.found_table import FoundTable, names_one_project, over_pages, texts_of
from jixiao.forms.general.header_titles import HeaderTitle
from jixiao.forms.general.indicator_sides import Indicators, enter_by_side, read_indicators
from jixiao.forms.general.kinds import is_no_form, kind_in_title, kind_of, of_kind
from jixiao.forms.general.labelled_values import stated_unit
from jixiao.forms.general.list_tables import is_no_summary, lists_departments, lists_with_labels
from jixiao.forms.general.list_values import year_of_amounts
from jixiao.forms.general.lists import ListReader
from jixiao.forms.general.stated import read_labelled
from jixiao.forms.general.tasks import read_tasks
from jixiao.forms.general.turned import read_turned, read_turned_execution
from jixiao.forms.general.values import ValueReader
from jixiao.forms.general.vocabulary import Side, Vocabulary
from jixiao.forms.leftovers import finished, finished_list
from jixiao.forms.observations import covered_amounts, repeated_headers
from jixiao.forms.region import Region
from jixiao.forms.table_line import leave_joint_amounts
from jixiao.forms.title_lines import fiscal_year, name_department, read_names, year_of_goals
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


def read_by_words(region: Region, words: Vocabulary, file: str) -> Iterator[Document]:
    """Yield the documents of a block; none of a table about forms by its title."""
    if region.titled and is_no_form(region.title_text):
        return
    for part, rows in projects_of(region, words):
        for document in BlockReader(part, words, file).documents():
            if rows is not None:
                document["source"]["rows"] = list(rows)
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
        content = content_of(self.region, self.words, title)
        columns, fields = content.columns(), content.fields()
        if not self._is_form(content.every(), columns, fields):
            return
        labelled, lists = content.labelled, [table for table in content.tables if table.is_list()]
        year = fiscal_year(self.region, labelled) or year_of_goals(content.labels())
        year = year or year_of_amounts([title for table in lists for title in table.header.titles])
        kind = kind_of(title, columns, fields)
        own = any(key.startswith("goals.") for key in fields) or names_one_project(labelled.found)
        if kind == "project" and own and content.has_own_indicators():
            lists = []  # 支出方向 with their amounts in the form of a fund, 支出内容 in that of a project
        if kind == "summary" and any(is_no_summary(table, labelled) for table in lists):
            kind = "project"
        if kind == "summary" and not lists:
            kind = kind_of("", columns, fields)
        if kind == "department":
            lists = [table for table in content.tables if lists_departments(table)][:1]
        document = frame(self.region, self.file, kind, kind, year, content.unit(title))
        document |= copy.deepcopy(of_kind(kind)["holds"])
        if lists:
            yield from self._listed(content, lists, kind, document)
        else:
            yield self._form(content, kind, document)

    def _listed(
        self, content: BlockContent, lists: list[FoundTable], kind: Kind, document: dict[str, Any]
    ) -> Iterator[Document]:
        """Yield the documents of lists, each with the labels above it."""
        name_department(self.region, document)
        unit, year = document["currency_unit"], document["fiscal_year"]
        listed: list[dict[str, Any]] = []
        for table, own, own_year in lists_with_labels(lists, content.labelled, year):
            own_unit = stated_unit(own.found, texts_of([table])) or unit
            reader = ListReader(self.region, self.words, kind, own_year, own_unit)
            head = {**copy.deepcopy(document), "currency_unit": own_unit, "fiscal_year": own_year}
            listed += reader.documents(table, own, head)
        yield from finished_list(self.region, listed, content.labelled, content.tables)

    def _form(self, content: BlockContent, kind: Kind, document: dict[str, Any]) -> Document:
        """Return the document that the block is."""
        labelled, unit, year = content.labelled, document["currency_unit"], document["fiscal_year"]
        self._read_tables(content, kind, document)
        values = ValueReader(self.region, kind, year, unit, document, self.words)
        if document.get("indicators") == [] and kind in ("project", "department"):
            document["indicators"], labelled.found = read_labelled(self.region, labelled.found)
        values.read(labelled.found)
        name_program(self.region, document)
        read_names(self.region, document, labelled, values.blanks)
        _enter_sum_of_tasks(document, values)
        self._observe(document, values)
        in_known_money(document)
        return finished(self.region, document, labelled, content.every())

    def _is_form(self, tables: list[FoundTable], columns: set[str], fields: set[str]) -> bool:
        """Return whether the block is a form, not a catalogue or a table of figures."""
        head = {key for key in fields if key.startswith(_TELLING)}
        indicators = [table for table in tables if table.header.kind == "indicators" and table.rows]
        if indicators and (head or self.region.titled or not is_no_form(self.region.sheet.name)):
            scored = "score" in columns and not columns.isdisjoint(("points", "scoring_standard"))
            scored = scored and self.region.titled
            return (
                "target" in columns or scored or len(head) >= MIN_HEAD or any(table.is_list() for table in indicators)
            )
        if any(table.is_list() for table in tables):
            return self.region.titled or any(key.startswith(("goals.", "execution.")) for key in columns)
        if self.region.titled and kind_in_title(self.region.title_text) == "department" and "tasks" in columns:
            return True
        goal = any(key.startswith("goals.") for key in fields) or "goals.annual" in columns
        named = "project" in fields or "department" in fields
        executed = any(table.header.kind == "execution" and table.rows for table in tables)
        return self.region.titled and named and (goal or executed or len(head) > MIN_HEAD)

    # ------------------------------------------------------------ tables

    def _read_tables(self, content: BlockContent, kind: Kind, document: dict[str, Any]) -> None:
        unit, year = document["currency_unit"], document["fiscal_year"]
        found: list[tuple[Side | None, Indicators]] = []
        if content.turned is not None:
            found.append((None, read_turned(self.region, content.turned, kind, self.words, year)))
        other: list[dict[str, Any]] = []
        if content.executed is not None and "execution" in document:
            lines = read_turned_execution(self.region, content.executed, kind, unit, other, self.words)
            document["execution"] += lines
        for table in self._of_the_year(list(over_pages(content.tables)), year):
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
                document.setdefault("observations", []).extend(leave_joint_amounts(self.region, tasks, "name"))
                document.setdefault("tasks", []).extend(tasks)
                if totals and "tasks_total" not in document:
                    document["tasks_total"] = {key: amount for key, (amount, _) in totals.items()}
                    document["cells"].update({f"tasks_total.{key}": cell for key, (_, cell) in totals.items()})
        enter_by_side(document, found)
        document.setdefault("observations", []).extend(repeated_headers(content.tables))
        if other:
            document.setdefault("other", []).extend(other)

    def _of_the_year(self, tables: list[FoundTable], year: int | None) -> list[FoundTable]:
        """Return tables without indicators below a caption of another year: 2025年绩效指标."""
        kept: list[FoundTable] = []
        for table in tables:
            caption = table.header.caption if table.header.kind == "indicators" else ""
            of_year = self.words.year(caption) if caption else None
            if (year is None or of_year in (None, year)) and (not caption or self.words.side(caption) != "last"):
                kept.append(table)
        return kept if any(table.header.kind == "indicators" for table in kept) else tables

    def _indicators_of(self, table: FoundTable, kind: Kind, year: int | None, document: dict[str, Any]) -> Indicators:
        classification = classification_in(table.rows)
        columns = table_columns(self.region, table.header, table.rows, kind, self.words, year, classification)
        self._note_columns(document, columns)
        return read_indicators(self.region, columns, table.rows)

    def _note_columns(self, document: dict[str, Any], columns: TableColumns) -> None:
        """Note which columns their cells tell, which titles are unknown or say the same."""
        rivals, unknown = map(_places, (columns.rivals, columns.unknown))
        for code, cells in (("column-guessed", _places(columns.guesses)), ("column-unknown", unknown)):
            if cells:
                document["notes"].append({"code": code, "cells": cells})
        keys = {slot.column.key for group in columns.groups for slot in group.slots}
        missing = [key for key in ("level1", "level2", "level3", "target") if unknown and key not in keys]
        doubts = dict.fromkeys(missing, unknown) | ({"target": rivals} if rivals else {})
        if doubts:
            document.setdefault("doubts", {}).update(doubts)

    # ------------------------------------------------------------ the end

    def _observe(self, document: dict[str, Any], values: ValueReader) -> None:
        """Note where the label of a value that is missing stands."""
        funding, period = document.get("funding", {}), document.get("period_side", {}).get("funding", {})
        stated = any(funding.get(key) is not None for key in ("total", "annual"))
        of_period = period.get("total") is not None  # 资金金额 over 实施期资金总额 | 168
        blanks = {
            key: cell
            for key, cell in values.blanks.items()
            if not (key.startswith("funding.") and (stated or (of_period and key == "funding.total")))
        }
        if blanks:
            places = [self.region.place_left_blank(cell) for cell in blanks.values()]
            blank = {"code": "field-blank", "cells": places, "texts": list(blanks)}
            document.setdefault("observations", []).append(blank)
        document.setdefault("observations", []).extend(covered_amounts(self.region, document, values.blanks))


def _places(titles: list[HeaderTitle]) -> list[str]:
    return [address(title.row, title.left) for title in titles]


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
    total = document["tasks_total"].get("total")
    cell = document["cells"].get("tasks_total.total", document["source"]["title_cell"])
    document["budget"]["total"] = total
    (values.blanks if total is None else document["cells"]).setdefault("budget.total", cell)
