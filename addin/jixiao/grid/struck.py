"""Text with a line through it: taken back, so no part of the cell's value."""

from __future__ import annotations

from jixiao.grid.model import Sheet


class PartlyStruck(str):
    """What is left of a text of which runs, ``struck``, are struck out."""

    __slots__ = ("struck",)

    struck: str

    @staticmethod
    def of(left: str, struck: str) -> PartlyStruck:
        """The text that is left, with what was struck out of it."""
        text = PartlyStruck(left)
        text.struck = struck
        return text


class StruckFormat(str):
    """The number format of a cell whose style strikes out whatever stands in it."""

    __slots__ = ()


def take_out_struck(sheet: Sheet) -> None:
    """Empty struck-out cells, and note in ``sheet.struck`` what was struck out."""
    for row, cells in sheet.rows.items():
        for column, value in cells.items():
            if isinstance(value, PartlyStruck):
                sheet.struck[row, column] = value.struck
                cells[column] = str(value)
    for place, code in list(sheet.formats.items()):
        if isinstance(code, StruckFormat):
            value = sheet.rows[place[0]][place[1]]
            sheet.struck[place] = format(value, ".15g") if isinstance(value, float) else str(value)
            del sheet.formats[place]
            sheet.rows[place[0]][place[1]] = ""
    for row, column in sheet.struck:
        left = sheet.value(row, column)
        if left is None or (isinstance(left, str) and not left.strip()):
            sheet.clear(row, column)
            sheet.formulas.pop((row, column), None)
