"""Formulas between LibreOffice's grammar and Excel's, on their way to cells."""

from __future__ import annotations

from typing import Any

from jixiao.excel.cell_contents import CellContent, Link, Place
from jixiao.grid.address import Range, elsewhere, quoted

_EXCEL = 3  # com.sun.star.sheet.AddressConvention.XL_OOX; 2 is R1C1 and corrupts references without a word
_OWN = 0
_FORMULA = 16  # com.sun.star.sheet.CellFlags
_CONTENTS = 1 | 2 | 4 | _FORMULA


def _parser(document: Any, convention: int) -> Any:
    parser = document.createInstance("com.sun.star.sheet.FormulaParser")
    parser.CompileEnglish = True
    parser.FormulaConvention = convention
    return parser


def excel_formula(document: Any, text: str, position: Any) -> str:
    """Return a formula of LibreOffice, without ``=``, in Excel's grammar."""
    tokens = _parser(document, _OWN).parseFormula(text, position)
    return str(_parser(document, _EXCEL).printFormula(tokens, position))


def formula_of(document: Any, cell: Any) -> str:
    """Return the formula of a cell in Excel's grammar, with its ``=``."""
    return f"={_parser(document, _EXCEL).printFormula(cell.getTokens(), cell.CellAddress)}"


def set_formula(document: Any, cell: Any, text: str) -> None:
    """Give a cell a formula in Excel's grammar, with its ``=``."""
    cell.setTokens(_parser(document, _EXCEL).parseFormula(text.removeprefix("="), cell.CellAddress))


def formula_places(cells: Any) -> set[Place]:
    """Return which cells hold a formula: a text may begin with ``=`` too."""
    areas = cells.queryContentCells(_FORMULA).RangeAddresses
    return {
        place
        for area in areas
        for place in Range(area.StartRow + 1, area.StartColumn + 1, area.EndRow + 1, area.EndColumn + 1).places()
    }


def link_formula(link: Link) -> str:
    """Return a link in LibreOffice's grammar, which survives saving as .xlsx."""
    return f"=HYPERLINK({quoted('#' + elsewhere(link.sheet, link.cell))};{quoted(link.text)})"


def as_data(content: CellContent) -> float | str:
    """Return a content as LibreOffice takes it in a block."""
    if content is None:
        return ""
    return float(content) if isinstance(content, bool) else content  # type: ignore[return-value]


def put(cell: Any, content: CellContent) -> None:
    """Fill one cell; its note stays, which a block would take away."""
    data = as_data(content)
    if isinstance(data, float):
        cell.setValue(data)
    elif data:
        cell.setString(data)
    else:
        cell.clearContents(_CONTENTS)
