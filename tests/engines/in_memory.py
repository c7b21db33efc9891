"""A spreadsheet program in memory: the protocol of the buttons on openpyxl, so that macros are tried without any program.

Nothing is calculated: a formula has the value that was stored with it. What is not in a file, a test sets: ``shared``,
``read_only``, the answers to questions.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from jixiao.excel.cell_contents import CellFormula
from jixiao.excel.program import OpenBook, OpenSheet, Program, ProtectedError
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet, Value
from jixiao.grid.numberformat import is_general


class MemoryProgram(Program):
    version = "0"

    def __init__(self) -> None:
        self.books: list[MemoryBook] = []
        self.selected: int | None = None
        self.messages: list[str] = []
        self.is_quiet, self.progress = False, ""

    def active_book(self):
        return self.books[-1] if self.books else None

    def open_book(self, path):
        self.books.append(MemoryBook(self, openpyxl.load_workbook(path), Path(path)))
        return self.books[-1]

    def add_book(self):
        self.books.append(MemoryBook(self, openpyxl.Workbook(), None))
        return self.books[-1]

    def selected_row(self):
        return self.selected

    @contextmanager
    def quiet(self) -> Iterator[None]:
        self.is_quiet = True
        try:
            yield
        finally:
            self.is_quiet, self.progress = False, ""

    def show_progress(self, text):
        self.progress = text

    def show_message(self, text):
        self.messages.append(text)

    def ask_folder(self, title):
        return None

    def ask_workbook(self, title):
        return None

    def ask_choice(self, title, options):
        return None

    def is_escape_pressed(self):
        return False


class MemoryBook(OpenBook):
    shared = read_only = False

    def __init__(self, program: MemoryProgram, workbook: Any, path: Path | None) -> None:
        self.program, self.api, self._path = program, workbook, path
        self.calculated = None if path is None else openpyxl.load_workbook(path, data_only=True)
        self.fills: list[Any] = []

    name = property(lambda self: self._path.name if self._path else "未命名1")
    path = property(lambda self: self._path)

    def sheets(self):
        return [MemorySheet(self, sheet) for sheet in self.api.worksheets]

    def sheet(self, name):
        return {each.name.casefold(): each for each in self.sheets()}[name.casefold()]

    def active_sheet(self):
        return MemorySheet(self, self.api.active)

    def add_sheet(self, name, after):
        self.api.active = self.api.create_sheet(name, self.api._sheets.index(after.api) + 1)
        return self.active_sheet()

    def names(self):
        owners = [(None, self.api), *((sheet.title, sheet) for sheet in self.api.worksheets)]
        return {(scope, name): each.attr_text for scope, o in owners for name, each in o.defined_names.items()}

    def is_frozen(self):
        return False

    def is_shared(self):
        return self.shared

    def is_read_only(self):
        return self.read_only

    def structure_locked(self):
        return self.api.security is not None and bool(self.api.security.lockStructure)

    def lift_structure(self):
        if not self.structure_locked():
            return None
        self.api.security.lockStructure = bool(self.api.security.workbookPassword)
        return True

    def lock_structure(self, before):
        self.api.security.lockStructure = before


class MemorySheet(OpenSheet):
    def __init__(self, book: MemoryBook, sheet: Any) -> None:
        self._book, self.api = book, sheet

    name = property(lambda self: self.api.title)

    def is_visible(self):
        return self.api.sheet_state == "visible"

    def activate(self):
        self._book.api.active = self._book.api._sheets.index(self.api)

    def select(self, place):
        self.activate()
        self._book.program.selected = place[0]

    def delete(self):
        self._book.api.remove(self.api)
        self._book.api.active = max(n for n, s in enumerate(self._book.api._sheets) if s.sheet_state == "visible")

    def hide(self):
        self.api.sheet_state = "veryHidden"

    def size(self):
        return self.api.max_row, self.api.max_column

    def read(self):
        sheet = Sheet(self.name, self.api.sheet_state)
        for row in self.api.iter_rows():
            for cell in row:
                place, value = (cell.row, cell.column), self._value(cell)
                if cell.data_type == "f":
                    sheet.formulas[place] = cell.value[1:]
                if isinstance(value, str) and value.startswith("#") and cell.data_type in "fe":
                    sheet.errors[place] = value
                elif value is not None and not (isinstance(value, str) and not value.strip()):
                    sheet.rows.setdefault(cell.row, {})[cell.column] = value
                    if not is_general(cell.number_format):
                        sheet.formats[place] = cell.number_format
        sheet.merges = sorted(
            Range(area.min_row, area.min_col, area.max_row, area.max_col) for area in self.api.merged_cells.ranges
        )
        sheet.hidden_rows = {row for row, each in self.api.row_dimensions.items() if each.hidden}
        sheet.hidden_columns = [(each.min, each.max) for each in self.api.column_dimensions.values() if each.hidden]
        return sheet

    def _value(self, cell: Any) -> Value | None:
        value = cell.value
        if cell.data_type == "f":
            kept = self._book.calculated
            value = kept[self.name][cell.coordinate].value if kept and self.name in kept.sheetnames else None
        if isinstance(value, dt.date | dt.time):
            value = to_excel(value)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value

    def contents(self, places):
        cells = {place: self.api.cell(*place) for place in places}
        return {
            place: CellFormula(cell.value) if cell.data_type == "f" else self._value(cell)
            for place, cell in cells.items()
        }

    def write(self, contents):
        for place, content in contents.items():
            cell = self.api.cell(*place)
            if type(cell).__name__ == "MergedCell":
                continue
            cell.value = content.text if isinstance(content, CellFormula) else content
            if isinstance(content, str):
                cell.data_type = "s"

    def link(self, links):
        self.write(
            {p: CellFormula(f'=HYPERLINK("#\'{each.sheet}\'!{each.cell}","{each.text}")') for p, each in links.items()}
        )

    def notes(self):
        return {(c.row, c.column): c.comment.text for row in self.api.iter_rows() for c in row if c.comment}

    def write_notes(self, texts):
        for place, text in texts.items():
            self.api.cell(*place).comment = None if text is None else Comment(text, "Jixiao")

    def number_formats(self, places):
        return {place: self.api.cell(*place).number_format for place in places}

    def set_number_formats(self, formats):
        for place, code in formats.items():
            self.api.cell(*place).number_format = code

    def fills(self, places):
        told = {}
        for place in places:
            self._book.fills.append(copy.copy(self.api.cell(*place).fill))
            told[place] = len(self._book.fills) - 1
        return told

    def restore_fills(self, fills):
        for place, number in fills.items():
            self.api.cell(*place).fill = self._book.fills[number]

    def paint(self, colours):
        for place, colour in colours.items():
            self.api.cell(*place).fill = PatternFill("solid", fgColor="FF{:02X}{:02X}{:02X}".format(*colour))

    def set_column_widths(self, widths):
        for column, width in widths.items():
            self.api.column_dimensions[get_column_letter(column)].width = width

    def wrap(self, area):
        for place in area.places():
            self.api.cell(*place).alignment = Alignment(wrap_text=True, vertical="top")

    def embolden(self, area):
        for place in area.places():
            self.api.cell(*place).font = Font(bold=True)

    def insert_row(self, row):
        """Merges and formulas stay as they are, which openpyxl leaves to its user."""
        self.api.insert_rows(row)

    def show_rows(self, rows):
        for row in rows:
            self.api.row_dimensions[row].hidden = False

    def copy_row(self, row, to):
        self.copy(Range(row, 1, row, self.api.max_column), (to, 1))

    def copy(self, area, to):
        for row, column in area.places():
            source = self.api.cell(row, column)
            target = self.api.cell(to[0] + row - area.top, to[1] + column - area.left)
            target.value, target._style, target.comment = (
                source.value,
                copy.copy(source._style),
                copy.copy(source.comment),
            )

    def lift_protection(self):
        protection = self.api.protection
        if not protection.sheet:
            return None
        if protection.password:
            raise ProtectedError("工作表设有保护密码", sheet=self.name)
        self.api.protection = copy.copy(protection)
        self.api.protection.sheet = False
        return True

    def protect(self, before):
        self.api.protection.sheet = before is not None
