"""The pictures of the manual, made in LibreOffice: ``python tests/excel/pictures.py [FOLDER]``.

The buttons are pressed on two invented forms one after the other, and the forms are painted before and after.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[1]
FOLDER = TESTS.parent / "addin" / "images" / "excel"
GOALS = (("check", "form-checked", "D14"), ("clear", None, None), ("repair", "form-repaired", None))
SCORES = (("score", "score-after", "G13"),)
"""Buttons in the order in which they are pressed, the picture painted after each, the cell whose note is open in it."""

_PIXELS = 1400
_PADDING = 500  # hundredths of a millimetre
_NOTE_WIDTH, _NOTE_LINE, _NOTE_LETTERS = 5200, 480, 11
_ROWS_WITH_BUTTONS = 12


def paint(document: Any, sheet: Any, path: Path, last: tuple[int, int] | None = None) -> None:
    """A picture of a sheet up to a cell, by default the last one in use."""
    from jixiao.excel.libreoffice.unoimport import property_values

    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(True)
    row, column = last or (cursor.RangeAddress.EndRow, cursor.RangeAddress.EndColumn)
    cells = sheet.getCellRangeByPosition(0, 0, column, row)
    sheet.setPrintAreas((cells.RangeAddress,))
    sheet.setPrintTitleRows(False)
    style = document.StyleFamilies.getByName("PageStyles").getByName(sheet.PageStyle)
    style.HeaderIsOn = style.FooterIsOn = style.PrintAnnotations = False
    for side in ("LeftMargin", "RightMargin", "TopMargin", "BottomMargin"):
        setattr(style, side, _PADDING)
    style.PageScale = 100
    style.IsLandscape = True
    style.Width, style.Height = cells.Size.Width + 2 * _PADDING + 20, cells.Size.Height + 2 * _PADDING + 20
    printed = path.with_suffix(".pdf")
    document.storeToURL(printed.resolve().as_uri(), property_values(FilterName="calc_pdf_Export"))
    sheet.setPrintAreas(())
    command = ["pdftoppm", "-png", "-singlefile", "-scale-to-x", str(_PIXELS), "-scale-to-y", "-1"]
    subprocess.run([*command, str(printed), str(path.with_suffix(""))], check=True)
    printed.unlink()


def make(folder: Path, scratch: Path) -> Iterator[tuple[str, str]]:
    """Paint all pictures; gives each button that was pressed and what the user was told."""
    from engines.calc import LiveCalc
    from excel.picture_forms import goal_form, self_evaluation
    from jixiao.excel.dispatch import press

    folder.mkdir(parents=True, exist_ok=True)
    live = LiveCalc(scratch / "profile")
    try:
        program = live.program()
        forms = ((goal_form, "form-before", GOALS), (self_evaluation, "score-before", SCORES))
        for form, before, steps in forms:
            document = live.open(form(scratch / f"{before}.xlsx"))
            sheet = document.Sheets.getByIndex(0)
            paint(document, sheet, folder / f"{before}.png")
            for tag, name, cell in steps:
                yield tag, press(tag, lambda: (program, program.active_book()))
                if tag == "check":
                    paint(document, document.Sheets.getByName("检查结果"), folder / "form-results.png")
                if name is not None:
                    last = None if cell is None else _open_note(sheet, sheet.getCellRangeByName(cell))
                    paint(document, sheet, folder / f"{name}.png", last)
            document.close(True)
        _paint_buttons(live, scratch, folder / "form-buttons.png")
    finally:
        live.stop()


def _open_note(sheet: Any, cell: Any) -> tuple[int, int]:
    """Open a note beside the form, as it is seen with the mouse over its cell. Gives the last cell of the picture."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(True)
    row, column = cursor.RangeAddress.EndRow, cursor.RangeAddress.EndColumn
    note = cell.getAnnotation()
    note.setIsVisible(True)
    shape = note.AnnotationShape
    place, size = shape.Position, shape.Size
    beside = sheet.getCellByPosition(column + 1, cell.CellAddress.Row).Position
    height = _NOTE_LINE * (2 + len(note.String) // _NOTE_LETTERS + note.String.count("\n"))
    bottom = sheet.getCellByPosition(0, row + 1).Position.Y
    place.X, place.Y = beside.X + 300, min(beside.Y - height // 2, bottom - height)
    size.Width, size.Height = _NOTE_WIDTH, height
    shape.setPosition(place)
    shape.setSize(size)
    right = place.X + size.Width
    return row, next(number for number in range(50) if right < sheet.getCellByPosition(number, 0).Position.X) - 1


def _paint_buttons(live: Any, scratch: Path, path: Path) -> None:
    """The upper part of a blank form with the buttons beside it, which are not printed otherwise."""
    from jixiao.excel.building.macrobook import with_buttons
    from jixiao.resources import templates_dir

    form = scratch / "form.xlsm"
    form.write_bytes(with_buttons((templates_dir() / "project-2026.xlsx").read_bytes()))
    document = live.open(form)
    sheet = document.Sheets.getByIndex(0)
    shapes = [sheet.DrawPage.getByIndex(number) for number in range(sheet.DrawPage.Count)]
    for shape in shapes:
        shape.Control.Printable = True
    right = max(shape.Position.X + shape.Size.Width for shape in shapes)
    column = next(number for number in range(50) if right <= sheet.getCellByPosition(number, 0).Position.X) - 1
    paint(document, sheet, path, (_ROWS_WITH_BUTTONS - 1, column))
    document.close(True)


if __name__ == "__main__":
    sys.path.insert(0, str(TESTS))
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    with tempfile.TemporaryDirectory() as scratch_folder:
        for pressed, told in make(target, Path(scratch_folder)):
            sys.stdout.write(f"{pressed}: {told}\n\n")
