"""xlwings on openpyxl: macros tried without any spreadsheet program.

Nothing is calculated: a formula has the value that was stored with it. Only what the macros use is there; like Excel,
a block answers None where its cells differ, which the macros rely on.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import xlwings
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, range_boundaries
from xlwings import base_classes

_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}


class Engine:
    name, type = "openpyxl", "desktop"

    def __init__(self) -> None:
        self.apps = Apps(App(self))

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        return value

    @staticmethod
    def clean_value_data(data, datetime_builder, empty_as, number_builder, err_to_str):
        def clean(value: Any) -> Any:
            if value is None:
                return empty_as
            if isinstance(value, str) and value in _ERRORS:
                return value if err_to_str else None
            if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
                return dt.datetime(value.year, value.month, value.day)
            if isinstance(value, int | float) and not isinstance(value, bool):
                return float(value)
            return value

        return [[clean(value) for value in row] for row in data]


class Apps(base_classes.Apps):
    def __init__(self, app: App) -> None:
        self._app = app

    def keys(self):
        return [1]

    def __iter__(self):
        return iter([self._app])

    def __len__(self):
        return 1

    def __getitem__(self, pid):
        return self._app


class App(base_classes.App):
    engine = books = selection = None
    screen_updating = enable_events = display_alerts = True
    calculation, version, pid, status_bar = "automatic", "16.0", 1, False

    def __init__(self, engine: Engine) -> None:
        self.engine, self.books, self.alerts = engine, Books(self), []
        self.dialogs = None

    def activate(self, steal_focus=False):
        pass

    def alert(self, prompt, title, buttons, mode, callback):
        self.alerts.append(prompt)
        return "ok"


class Books(base_classes.Books):
    app = None
    active = None

    def __init__(self, app: App) -> None:
        self.app, self._books = app, []

    def __iter__(self):
        return iter(self._books)

    def __len__(self):
        return len(self._books)

    def __call__(self, key):
        for number, book in enumerate(self._books, 1):
            if key in (number, book.name):
                return book
        raise KeyError(key)

    def open(self, fullname, *_):
        values = openpyxl.load_workbook(fullname, data_only=True)
        return self._add(Book(self.app, openpyxl.load_workbook(fullname, rich_text=False), values, str(fullname)))

    def add(self):
        return self._add(Book(self.app, openpyxl.Workbook(), None, "Book1"))

    def _add(self, book: Book) -> Book:
        self._books.append(book)
        self.active = book
        return book


class Book(base_classes.Book):
    app = fullname = None
    shared = read_only = False  # not in a file: a test sets it

    def __init__(self, app: App, workbook: Any, values: Any, path: str) -> None:
        self.app, self.workbook, self.values, self.fullname = app, workbook, values, path

    name = property(lambda self: Path(self.fullname).name)
    api = property(lambda self: self.workbook)
    sheets = property(lambda self: Sheets(self))
    names = property(lambda self: Names(self))

    def close(self):
        self.app.books._books.remove(self)
        self.app.books.active = self.app.books._books[-1] if self.app.books._books else None

    def activate(self):
        self.app.books.active = self


class Sheets(base_classes.Sheets):
    def __init__(self, book: Book) -> None:
        self.book = book

    active = property(lambda self: Sheet(self.book, self.book.workbook.active))
    api = property(lambda self: self.book.workbook.worksheets)

    def __len__(self):
        return len(self.book.workbook.worksheets)

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.book, each) for each in self.book.workbook.worksheets)

    def __call__(self, key):
        found = [
            s for n, s in enumerate(self, 1) if key == n or (isinstance(key, str) and s.name.lower() == key.lower())
        ]
        if not found:
            raise xlwings.NoSuchObjectError(key)
        return found[0]

    def add(self, before=None, after=None, name=None):
        place = after.index if after is not None else 0
        return Sheet(self.book, self.book.workbook.create_sheet(name, place))


class Sheet(base_classes.Sheet):
    book = None

    def __init__(self, book: Book, sheet: Any) -> None:
        self.book, self.sheet = book, sheet

    api = property(lambda self: self.sheet)
    index = property(lambda self: self.book.workbook.worksheets.index(self.sheet) + 1)
    cells = property(lambda self: Range(self, 1, 1, 1048576, 16384))
    used_range = property(lambda self: Range(self, 1, 1, self.sheet.max_row, self.sheet.max_column))
    visible = property(lambda self: self.sheet.sheet_state == "visible")

    @property
    def name(self):
        return self.sheet.title

    @name.setter
    def name(self, value):
        self.sheet.title = value

    def activate(self):
        self.book.workbook.active = self.sheet

    select = activate

    def delete(self):
        workbook = self.book.workbook
        workbook.remove(self.sheet)
        workbook.active = max(n for n, each in enumerate(workbook._sheets) if each.sheet_state == "visible")

    def range(self, first, second=None):
        if isinstance(first, Range):
            last = second or first
            return Range(self, first.row, first.column, last.bottom, last.right)
        if isinstance(first, tuple) and len(first) == 4:
            row, column, height, width = first
            return Range(self, row, column, row + height - 1, column + width - 1)
        if isinstance(first, tuple):
            return Range(self, *first, *(second or first))
        if ":" in first and first.replace(":", "").isdecimal():
            top, bottom = map(int, first.split(":"))
            return Range(self, top, 1, bottom, 16384)
        left, top, right, bottom = range_boundaries(first.replace("$", ""))
        return Range(self, top, left, bottom, right)


class NativeBook:
    """What ``xlwings_adapter.native`` asks of Excel itself about a workbook."""

    def __init__(self, book: Any) -> None:
        self._book, self._workbook = book.impl, book.impl.workbook

    def is_shared(self):
        return self._book.shared

    def is_read_only(self):
        return self._book.read_only

    def structure_locked(self):
        security = self._workbook.security
        return security is not None and bool(security.lockStructure)

    def unlock_structure(self):
        self._workbook.security.lockStructure = bool(self._workbook.security.workbookPassword)
        return True

    def lock_structure(self, before):
        self._workbook.security.lockStructure = before


class NativeSheet:
    """What ``xlwings_adapter.native`` asks of Excel itself about a sheet."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet.impl.sheet

    def state(self):
        return self._sheet.sheet_state

    def hide(self):
        self._sheet.sheet_state = "veryHidden"

    def fill(self, cell):
        return _kept_fills.keep(cell.impl.cell.fill)

    def set_fill(self, cell, told):
        cell.impl.cell.fill = _kept_fills.get(told)

    def align_top(self, cells):
        for row in cells.impl._cells():
            for cell in row:
                cell.alignment = Alignment(wrap_text=cell.alignment.wrap_text, vertical="top")

    def notes(self):
        cells = (cell for row in self._sheet.iter_rows() for cell in row if cell.comment)
        return {(cell.row, cell.column): cell.comment.text for cell in cells}

    def protection(self):
        return True if self._sheet.protection.sheet else None

    def unprotect(self):
        if self._sheet.protection.password:
            raise PermissionError("the password is wrong")
        self._sheet.protection = copy.copy(self._sheet.protection)
        self._sheet.protection.sheet = False

    def is_protected(self):
        return self._sheet.protection.sheet

    def protect(self, before):
        self._sheet.protection.sheet = True


class _KeptFills:
    """Fills by number, for a fill that is told must be what JSON can hold."""

    def __init__(self) -> None:
        self._fills: list[Any] = []

    def keep(self, fill: Any) -> int:
        self._fills.append(copy.copy(fill))
        return len(self._fills) - 1

    def get(self, number: int) -> Any:
        return self._fills[number]


_kept_fills = _KeptFills()


class Range(base_classes.Range):
    row = column = shape = sheet = None
    max_cells_per_read = max_cells_per_write = None
    has_array = False

    def __init__(self, sheet: Sheet, top: int, left: int, bottom: int, right: int) -> None:
        worksheet = sheet.sheet
        self.sheet, self.row, self.column = sheet, top, left
        self.bottom = min(bottom, max(worksheet.max_row, top)) if bottom == 1048576 else bottom
        self.right = min(right, max(worksheet.max_column, left)) if right == 16384 else right
        self.shape = self.bottom - top + 1, self.right - left + 1
        self.options = {}

    api = property(lambda self: self._cells())
    cell = property(lambda self: self.sheet.sheet.cell(self.row, self.column))
    coords = property(lambda self: (self.sheet.name, self.row, self.column, *self.shape))
    address = property(lambda self: self.get_address(True, True, False))

    def _cells(self) -> list[list[Any]]:
        rows = range(self.row, self.bottom + 1)
        return [[self.sheet.sheet.cell(r, c) for c in range(self.column, self.right + 1)] for r in rows]

    def __len__(self):
        return self.shape[0] * self.shape[1]

    def __call__(self, first, second=None):
        if second is None:
            first, second = (first - 1) // self.shape[1] + 1, (first - 1) % self.shape[1] + 1
        return self.sheet.range((self.row + first - 1, self.column + second - 1))

    def get_address(self, row_absolute=True, col_absolute=True, external=False):
        rows, columns = "$" * row_absolute, "$" * col_absolute
        corners = ((self.row, self.column), (self.bottom, self.right))
        names = [f"{columns}{get_column_letter(column)}{rows}{row}" for row, column in corners]
        return names[0] if names[0] == names[1] else ":".join(names)

    @property
    def raw_value(self):
        book = self.sheet.book
        stored = book.values[self.sheet.name] if book.values and self.sheet.name in book.values.sheetnames else None

        def value(cell):
            if cell.data_type != "f":
                return cell.value
            return stored[cell.coordinate].value if stored else None

        return [[value(cell) for cell in row] for row in self._cells()]

    @raw_value.setter
    def raw_value(self, data):
        if not isinstance(data, list | tuple):
            data = [[data] * self.shape[1]] * self.shape[0]
        elif not isinstance(data[0], list | tuple):
            data = [data]
        for cells, values in zip(self._cells(), data, strict=True):
            for cell, value in zip(cells, values, strict=True):
                if type(cell).__name__ == "MergedCell":
                    continue
                if isinstance(value, str) and value.startswith("'"):
                    cell.value = value[1:]
                    cell.data_type = "s"
                else:
                    cell.value = value

    @property
    def formula(self):
        def text(cell):
            return "" if cell.value is None else str(cell.value)

        rows = tuple(tuple(text(cell) for cell in row) for row in self._cells())
        return rows[0][0] if len(self) == 1 else rows

    @property
    def number_format(self):
        return self._common(lambda cell: cell.number_format)

    @number_format.setter
    def number_format(self, value):
        for row in self._cells():
            for cell in row:
                cell.number_format = value

    def _common(self, ask):
        answers = {ask(cell) for row in self._cells() for cell in row}
        return answers.pop() if len(answers) == 1 else None

    @property
    def merge_cells(self):
        inside = {c for merge in self.sheet.sheet.merged_cells.ranges for row in merge.rows for c in row}
        return self._common(lambda cell: (cell.row, cell.column) in inside)

    @property
    def merge_area(self):
        for merge in self.sheet.sheet.merged_cells.ranges:
            if merge.min_row <= self.row <= merge.max_row and merge.min_col <= self.column <= merge.max_col:
                return Range(self.sheet, merge.min_row, merge.min_col, merge.max_row, merge.max_col)
        return self

    @property
    def column_width(self):
        dimensions = self.sheet.sheet.column_dimensions
        hidden = {
            number: each.width
            for each in dimensions.values()
            if each.hidden
            for number in range(each.min, each.max + 1)
        }
        answers = {0.0 if number in hidden else 8.0 for number in range(self.column, self.right + 1)}
        return answers.pop() if len(answers) == 1 else None

    @column_width.setter
    def column_width(self, value):
        for number in range(self.column, self.right + 1):
            self.sheet.sheet.column_dimensions[get_column_letter(number)].width = value

    @property
    def row_height(self):
        dimensions = self.sheet.sheet.row_dimensions
        answers = {0.0 if dimensions[n].hidden else 15.0 for n in range(self.row, self.bottom + 1)}
        return answers.pop() if len(answers) == 1 else None

    @row_height.setter
    def row_height(self, value):
        for number in range(self.row, self.bottom + 1):
            self.sheet.sheet.row_dimensions[number].height = value
            self.sheet.sheet.row_dimensions[number].hidden = False

    @property
    def color(self):
        fill = self.cell.fill
        solid = fill.fill_type == "solid" and isinstance(fill.fgColor.rgb, str)
        return tuple(bytes.fromhex(fill.fgColor.rgb[-6:])) if solid else None

    @color.setter
    def color(self, value):
        code = "".join(f"{part:02X}" for part in value)
        for row in self._cells():
            for cell in row:
                cell.fill = PatternFill("solid", fgColor=f"FF{code}")

    @property
    def wrap_text(self):
        return self.cell.alignment.wrap_text

    @wrap_text.setter
    def wrap_text(self, value):
        for row in self._cells():
            for cell in row:
                cell.alignment = Alignment(wrap_text=value, vertical="center")

    @property
    def font(self):
        return RangeFont(self)

    @property
    def note(self):
        return Note(self.cell) if self.cell.comment else None

    def add_note(self, text):
        self.cell.comment = Comment(text, "Jixiao")
        return self.note

    def select(self):
        self.sheet.book.app.selection = self

    def insert(self, shift=None, copy_origin=None):
        """Whole rows only; merges and formulas stay as they are, which openpyxl leaves to its user."""
        assert shift == "down"
        self.sheet.sheet.insert_rows(self.row, self.shape[0])

    def copy(self, destination=None):
        for column in range(1, self.sheet.sheet.max_column + 1):
            source = self.sheet.sheet.cell(self.row, column)
            target = self.sheet.sheet.cell(destination.row, column)
            target.value, target._style = source.value, copy.copy(source._style)
            target.comment = copy.copy(source.comment)


class RangeFont:
    def __init__(self, cells: Range) -> None:
        self._cells = cells

    bold = property(
        lambda self: self._cells.cell.font.bold,
        lambda self, value: (
            [setattr(c, "font", Font(bold=value)) for row in self._cells._cells() for c in row] and None
        ),
    )


class Note(base_classes.Note):
    def __init__(self, cell: Any) -> None:
        self._cell = cell

    api = property(lambda self: self._cell.comment)

    @property
    def text(self):
        return self._cell.comment.text

    @text.setter
    def text(self, value):
        self._cell.comment = Comment(value, self._cell.comment.author)

    def delete(self):
        self._cell.comment = None


class Names(base_classes.Names):
    def __init__(self, book: Book) -> None:
        workbook = book.workbook
        found = [(name, each) for name, each in workbook.defined_names.items()]
        for sheet in workbook.worksheets:
            quoted = sheet.title.replace("'", "''")
            found += [(f"'{quoted}'!{name}", each) for name, each in sheet.defined_names.items()]
        self._names = [Name(name, each.attr_text) for name, each in found]

    api = property(lambda self: self._names)

    def __len__(self):
        return len(self._names)

    def __call__(self, key):
        return self._names[key - 1]

    def contains(self, key):
        return any(name.name == key for name in self._names)


class Name(base_classes.Name):
    name = refers_to = None

    def __init__(self, name: str, text: str) -> None:
        self.name, self.refers_to = name, f"={text}"


def engine() -> xlwings.Engine:
    """A new engine, without any workbook."""
    return xlwings.Engine(impl=Engine())
