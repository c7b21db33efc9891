"""A list or a form that goes on on the next sheet, read with the pages before.

The rows of the next page of a list are put below theirs while it is read; only what stands on the page is kept. A project
with rows on both is told as two parts (the note ``continued``), its money with the first. So are the indicators of a form
whose names stand on the sheet before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from jixiao.forms.arrangement import END, Piece, arrange
from jixiao.forms.document import CONTINUED, Document, has_indicators_alone, is_listed
from jixiao.forms.extraction import Extractor
from jixiao.forms.general.block_tables import cut
from jixiao.forms.general.column_contents import Rows, says, values_below
from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.header_kinds import is_figure
from jixiao.forms.general.header_lines import HeaderFinder
from jixiao.forms.general.kinds import lists_projects
from jixiao.forms.labels import cached_form
from jixiao.forms.numbers import parse_number
from jixiao.forms.region import Region
from jixiao.forms.titles import is_page_line, of_first_page, year_in
from jixiao.grid.address import Range, address, parse_address
from jixiao.grid.model import Sheet
from jixiao.late_patterns import late_pattern

_PAGE = late_pattern(r"[\s\d一二三四五六七八九十第页年续表()（）_-]+")
"""What tells one page of a list from another in the names of their sheets: 第2页, （续）, 表三."""
_NAMED_PAGE = late_pattern(r"页|续")
_NAMES = frozenset(("project", "department", "implementing_unit"))


class PageReader:
    """Reads the sheets of a workbook in order, a list with the pages that follow."""

    def __init__(self, extractor: Extractor) -> None:
        self.extractor = extractor
        self._pages: Sheet | None = None
        """The list that the next sheet may go on with."""
        self._head: Document | None = None
        """The form of one project on the sheet before."""

    def documents(self, sheet: Sheet, file: str, *, observing: bool) -> list[Document]:
        """Return the documents of the next sheet."""
        if self._pages is not None and self._goes_on(self._pages, sheet):
            return self._next_page(self._pages, sheet, file, observing=observing)
        found = list(self.extractor.documents(sheet, file, observing=observing))
        self._pages = sheet if found and all(is_listed(each) or each["kind"] == "summary" for each in found) else None
        first = next((text for cells in sheet.rows.values() for text in cells.values()), "")
        self._name_rest(found, continued=is_page_line(str(first)))
        return found

    def _name_rest(self, found: list[Document], *, continued: bool) -> None:
        """Name the indicators alone of a sheet after the form that they belong to."""
        head, rest = self._head, found[0] if len(found) == 1 and not self._pages else None
        alone = rest is not None and has_indicators_alone(rest)
        if head is not None and rest is not None and alone and (continued or not head.get("indicators")):
            rest["notes"].append({"code": CONTINUED, "cells": [rest["source"]["title_cell"]]})
            values = cast("dict[str, Any]", rest)
            values |= {key: values.get(key) or head.get(key) for key in ("project", "department", "fiscal_year")}
        self._head = rest if rest is not None and rest.get("project") else None

    def _goes_on(self, pages: Sheet, sheet: Sheet) -> bool:
        """Return whether a sheet is the next page of a list.

        It has the title of the first page, continued (续表), or none, a name like it, and begins with the same titles of
        columns or none. One whose numbers begin anew, or that names projects again, is a list of its own.
        """
        page = next(iter(self.extractor.blocks(sheet)), None)
        if page is None or (page.titled and of_first_page(page.title_text) == cached_form(page.title_text)):
            return False  # nearly every sheet has a title of its own
        first = self.extractor.blocks(pages)[0]
        if page.titled:
            return of_first_page(page.title_text) == cached_form(first.title_text)
        table = next((each for each in reversed(self._tables(first)) if each.header.title_of("project")), None)
        tables = self._tables(page)
        if table is None or _own_name(sheet.name) != _own_name(pages.name):
            return False
        rows = tables[0].rows if tables else page.rows
        if tables:
            same = _places(tables[0]) == _places(table) and tables[0].header.top == page.rows[0][0]
        else:
            same = _holds(table, page)
        return same and not _begins_anew(table, rows) and not _names_again(table, rows)

    def _tables(self, region: Region) -> list[FoundTable]:
        listing = lists_projects(region.title_text)
        finder = HeaderFinder(region, self.extractor.words, department=False, listing=listing)
        return cut(region, finder, self.extractor.words)[0]

    def _next_page(self, pages: Sheet, sheet: Sheet, file: str, *, observing: bool) -> list[Document]:
        """Return the documents of a page, read with the pages before."""
        lines = max(pages.rows)
        page = arrange(sheet, [Piece(Range(1, 1, END, END), lines + 1, 1)])
        self._pages = replace(
            page.sheet,
            rows={**pages.rows, **page.sheet.rows},
            merges=[*pages.merges, *page.sheet.merges],
            formats={**pages.formats, **page.sheet.formats},
        )
        first = next(iter(sheet.rows))
        start = address(lines + first, min(sheet.rows[first]))
        found = self.extractor.documents(self._pages, file, observing=observing)
        return list(page.moved_back(each for each in found if _keep_page(cast("dict[str, Any]", each), lines, start)))


def _places(table: FoundTable) -> list[tuple[str, int]]:
    return [(title.text, title.left) for title in table.header.titles]


def _own_name(name: str) -> tuple[str, int | None]:
    """Return what a sheet is called besides its page: 目标, 2026 of 2026年目标（续2）."""
    return _PAGE.sub("", name), year_in(name)


def _names_again(table: FoundTable, rows: Rows) -> bool:
    """Return whether rows name projects of the pages before, besides the last."""
    titles = [title for title in table.header.titles if title.field_key in _NAMES]
    before, after = (
        [tuple(title.value(cells) for title in titles) for _, cells in lines] for lines in (table.rows, rows)
    )
    return any(names in before[:-1] and names != before[-1] for names in after if any(names))


def _begins_anew(table: FoundTable, rows: Rows) -> bool:
    """Return whether the first row has the number 1."""
    number = next((title for title in table.header.titles if title.column_key == "sequence"), None)
    return number is not None and bool(rows) and parse_number(number.value(rows[0][1])) == 1


def _holds(table: FoundTable, page: Region) -> bool:
    """Return whether the rows of a page without titles are those of a list.

    Their numbers or targets tell that, or the name of the sheet: 第2页.
    """
    titles = [(title, values_below(page.rows, title)) for title in table.header.titles]
    figures = [value for title, values in titles if title.field_key.startswith("amount.") for value in values]
    names = next(values for title, values in titles if title.field_key == "project")
    told = [values for title, values in titles if title.column_key in ("sequence", "target") and values]
    is_list = any(says("target", values) for values in told)
    columns = {column for title, _ in titles for column in title.columns}
    return (
        any(isinstance(name, str) for name in names)
        and (is_list or _NAMED_PAGE.search(page.sheet.name) is not None)
        and all(map(is_figure, figures))
        and all(cells.keys() <= columns for _, cells in page.rows)
    )


def _keep_page(document: dict[str, Any], lines: int, start: str) -> bool:
    """Keep what stands below the pages before, ``lines`` long; return if any does.

    What has no cell there is told at ``start``, the first cell of the page.
    """

    def stands(cell: str) -> bool:
        return parse_address(cell)[0] > lines

    def below(each: dict[str, Any]) -> bool:
        return stands(each["cell"])

    source = document["source"]
    for key in ("rows", "indicators", "unread", "other"):
        if key in document:
            document[key] = list(filter(below, document[key]))
    if "rows" in source:
        top, bottom = source["rows"]
        if bottom <= lines:
            return False
        source["rows"] = [max(top, lines + 1), bottom]
        if top <= lines:
            document["notes"].append({"code": CONTINUED, "cells": [start]})
            document |= {group: {} for group in ("funding", "goals") if group in document}
    elif not document.get("rows"):
        return False
    document["cells"] = {key: cell for key, cell in document["cells"].items() if stands(cell)}
    if document.get("total") is not None:
        cell = document["cells"].pop("total", None)  # of all pages
        document["unread"] += [{"cell": cell, "text": str(document.pop("total"))}] if cell else []
    if not stands(source["title_cell"]):
        source["title_cell"] = start
    for each in (*document["notes"], *document.get("observations", ())):
        each["cells"] = [cell if stands(cell) else source["title_cell"] for cell in each["cells"]]
    if "doubts" in document:
        document["doubts"] = {key: list(filter(stands, cells)) for key, cells in document["doubts"].items()}
    return True
