"""Cells in LibreOffice for xlwings, and formulas between LibreOffice's grammar and Excel's."""

from __future__ import annotations

from typing import Any, Protocol

from xlwings import base_classes

from jixiao.excel.surface import places_of
from jixiao.excel.unoimport import import_uno
from jixiao.grid.address import Range, address

_EXCEL = 3  # com.sun.star.sheet.AddressConvention.XL_OOX; 2 is R1C1 and corrupts references without a word
_OWN = 0
_FORMULA = 16  # com.sun.star.sheet.CellFlags
_POINTS = 2540 / 72  # hundredths of a millimetre
_CHARACTER = 190  # hundredths of a millimetre that Excel's unit of column width takes up
_BOLD, _NORMAL = 150.0, 100.0


def _parser(document: Any, convention: int) -> Any:
    parser = document.createInstance("com.sun.star.sheet.FormulaParser")
    parser.CompileEnglish = True
    parser.FormulaConvention = convention
    return parser


def excel_formula(document: Any, text: str, position: Any) -> str:
    """A formula of LibreOffice, without ``=``, in Excel's grammar."""
    tokens = _parser(document, _OWN).parseFormula(text, position)
    return str(_parser(document, _EXCEL).printFormula(tokens, position))


def formula_of(document: Any, cell: Any) -> str:
    """The formula of a cell in Excel's grammar, with its ``=``."""
    return f"={_parser(document, _EXCEL).printFormula(cell.getTokens(), cell.CellAddress)}"


def set_formula(document: Any, cell: Any, text: str) -> None:
    """Give a cell a formula in Excel's grammar, with its ``=``."""
    cell.setTokens(_parser(document, _EXCEL).parseFormula(text.removeprefix("="), cell.CellAddress))


def formula_places(cells: Any) -> set[tuple[int, int]]:
    """Which cells hold a formula: a text may begin with ``=`` too."""
    areas = cells.queryContentCells(_FORMULA).RangeAddresses
    return {
        place
        for area in areas
        for place in places_of(Range(area.StartRow + 1, area.StartColumn + 1, area.EndRow + 1, area.EndColumn + 1))
    }


class SheetOfRange(Protocol):
    """What a rectangle needs of the sheet it lies on (``CalcSheet``)."""

    sheet: Any

    @property
    def name(self) -> str:
        """The name on the tab."""

    @property
    def book(self) -> Any:
        """The workbook."""

    def block(self, top: int, left: int, bottom: int, right: int) -> CalcRange:
        """A rectangle of cells."""

    def activate(self) -> None:
        """Bring the sheet to the front."""


class CalcRange(base_classes.Range):
    """A rectangle of cells."""

    has_array: Any = False
    max_cells_per_read: Any = None
    max_cells_per_write: Any = None
    sheet: Any = None
    row: Any = 0
    column: Any = 0
    shape: Any = (0, 0)

    def __init__(self, sheet: SheetOfRange, cells: Any) -> None:
        self.sheet = sheet
        self.cells = cells
        self.options: dict[str, Any] = {}
        place = cells.RangeAddress
        self.row, self.column = place.StartRow + 1, place.StartColumn + 1
        self.shape = place.EndRow - place.StartRow + 1, place.EndColumn - place.StartColumn + 1

    @property
    def api(self) -> Any:
        """The cells."""
        return self.cells

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        """Sheet, first row, first column, height, width."""
        return self.sheet.name, self.row, self.column, *self.shape

    def __len__(self) -> int:
        return int(self.shape[0] * self.shape[1])

    def __call__(self, first: int, second: int | None = None) -> CalcRange:
        """A cell by its place in the rectangle."""
        if second is None:
            first, second = (first - 1) // self.shape[1] + 1, (first - 1) % self.shape[1] + 1
        row, column = self.row + first - 1, self.column + second - 1
        found: CalcRange = self.sheet.block(row, column, row, column)
        return found

    @property
    def address(self) -> str:
        """The address, absolute."""
        return self.get_address(True, True, False)

    def get_address(self, row_absolute: bool = True, col_absolute: bool = True, external: bool = False) -> str:
        """The address, with or without dollar signs."""
        corners = (self.row, self.column), (self.row + self.shape[0] - 1, self.column + self.shape[1] - 1)
        names = []
        for row, column in corners:
            letters = address(row, column).rstrip("0123456789")
            names.append(f"{'$' * col_absolute}{letters}{'$' * row_absolute}{row}")
        return names[0] if names[0] == names[1] else ":".join(names)

    @property
    def raw_value(self) -> Any:
        """The values; an error is None, a date its number."""
        return [list(row) for row in self.cells.getDataArray()]

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        if not isinstance(data, list | tuple):
            data = [[data] * self.shape[1]] * self.shape[0]
        elif not isinstance(data[0], list | tuple):
            data = [data]
        self.cells.setDataArray(tuple(tuple("" if value is None else value for value in row) for row in data))

    @property
    def formula(self) -> Any:
        """Formulas in Excel's grammar, and constants as typed."""
        document = self.sheet.book.document
        rows = [list(row) for row in self.cells.getFormulaArray()]
        for row, column in formula_places(self.cells):
            row, column = row - self.row, column - self.column
            rows[row][column] = formula_of(document, self.cells.getCellByPosition(column, row))
        return rows[0][0] if len(self) == 1 else tuple(map(tuple, rows))

    @formula.setter
    def formula(self, text: str) -> None:
        set_formula(self.sheet.book.document, self.cells.getCellByPosition(0, 0), text)

    @property
    def color(self) -> tuple[int, int, int] | None:
        """The fill; None without one."""
        number = self.cells.CellBackColor
        return None if number < 0 else ((number >> 16) & 255, (number >> 8) & 255, number & 255)

    @color.setter
    def color(self, value: Any) -> None:
        self.cells.CellBackColor = -1 if value is None else value[0] << 16 | value[1] << 8 | value[2]

    @property
    def column_width(self) -> float:
        """The width in characters."""
        return float(self.cells.Columns.Width) / _CHARACTER

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.cells.Columns.Width = int(value * _CHARACTER)

    @property
    def row_height(self) -> float:
        """The height in points."""
        return float(self.cells.Rows.Height) / _POINTS

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.cells.Rows.Height = int(value * _POINTS)

    @property
    def wrap_text(self) -> bool:
        """Whether texts are broken into lines."""
        return bool(self.cells.IsTextWrapped)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.cells.IsTextWrapped = value

    @property
    def font(self) -> CalcFont:
        """The font."""
        return CalcFont(self.cells)

    @property
    def note(self) -> CalcNote | None:
        """The note of the first cell."""
        cell = self.cells.getCellByPosition(0, 0)
        return CalcNote(self.sheet, cell) if cell.getAnnotation().String else None

    def add_note(self, text: str) -> CalcNote | None:
        """Give the first cell a note."""
        cell = self.cells.getCellByPosition(0, 0)
        self.sheet.sheet.Annotations.insertNew(cell.CellAddress, text)
        return self.note

    def select(self) -> None:
        """Select the cells."""
        self.sheet.activate()
        self.sheet.book.document.CurrentController.select(self.cells)

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        """Push cells down, or to the right, to make room."""
        direction = "RIGHT" if shift == "right" else "DOWN"
        mode = import_uno().Enum("com.sun.star.sheet.CellInsertMode", direction)
        self.sheet.sheet.insertCells(self.cells.RangeAddress, mode)

    def copy(self, destination: Any = None) -> None:
        """Copy to other cells, merges and formats included."""
        target = destination.impl.cells.getCellByPosition(0, 0).CellAddress
        self.sheet.sheet.copyRange(target, self.cells.RangeAddress)


class CalcFont:
    """The font of cells."""

    def __init__(self, cells: Any) -> None:
        self._cells = cells

    @property
    def bold(self) -> bool:
        """Whether it is bold."""
        return bool(self._cells.CharWeight > _NORMAL)

    @bold.setter
    def bold(self, value: bool) -> None:
        # Chinese characters have a weight of their own.
        self._cells.CharWeight = self._cells.CharWeightAsian = _BOLD if value else _NORMAL


class CalcNote(base_classes.Note):
    """The note of a cell."""

    def __init__(self, sheet: SheetOfRange, cell: Any) -> None:
        self._sheet, self._cell = sheet, cell

    @property
    def api(self) -> Any:
        """The annotation."""
        return self._cell.getAnnotation()

    @property
    def text(self) -> str:
        """The text."""
        return str(self.api.String)

    @text.setter
    def text(self, value: str) -> None:
        self.api.setString(value)

    def delete(self) -> None:
        """Remove the note."""
        self._cell.clearContents(8)  # com.sun.star.sheet.CellFlags.ANNOTATION
