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
FOLDER = TESTS.parent / ".github" / "images" / "excel"
GOALS = (("check", "form-checked"), ("clear", None), ("repair", "form-repaired"))
SCORES = (("score", "score-after"),)
"""Buttons in the order in which they are pressed, and the picture that is painted after each."""

_PIXELS = 1400
_PADDING = 500  # hundredths of a millimetre
_ROWS_WITH_BUTTONS = 12


def paint(document: Any, sheet: Any, path: Path, last: tuple[int, int] | None = None) -> None:
    """A picture of a sheet up to a cell, by default the last one in use."""
    from jixiao.excel.unoimport import property_values

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
        app = live.engine().apps[0]
        forms = ((goal_form, "form-before", GOALS), (self_evaluation, "score-before", SCORES))
        for form, before, steps in forms:
            document = live.open(form(scratch / f"{before}.xlsx"))
            sheet = document.Sheets.getByIndex(0)
            paint(document, sheet, folder / f"{before}.png")
            for tag, name in steps:
                yield tag, press(tag, lambda: (app, app.books.active))
                if tag == "check":
                    paint(document, document.Sheets.getByName("检查结果"), folder / "form-results.png")
                if name is not None:
                    paint(document, sheet, folder / f"{name}.png")
            document.close(True)
        _paint_buttons(live, scratch, folder / "form-buttons.png")
    finally:
        live.stop()


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
