"""Values put into cells of a worksheet part; a formula stays, with a new result.

Where the formula would not give that value, it becomes the formula of the value: removing it would leave the list of
formulas in the file behind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from jixiao.checks.finding import Severity
from jixiao.reports.marking.cell_marks import Marks, mark_cells
from jixiao.reports.marking.sheet_survey import SheetSurvey, cell_columns, survey
from jixiao.reports.marking.xmledit import Edits, ElementSpan, cell_text, parse, with_attributes

WrittenValue = Decimal | str
WrittenValues = Mapping[tuple[int, int], WrittenValue]
"""What is to be written by (row, column) of the cell."""


def with_values(data: bytes, name: str, values: WrittenValues, fixed: Collection[tuple[int, int]] = ()) -> bytes:
    """Return the worksheet part (in UTF-8) with the values in their cells.

    In the cells of ``fixed`` a formula that belongs to no other cell becomes that of the value: ``=8.5``.

    Raises as ``survey`` does.
    """
    sheet = survey(data, name)
    cells = list(_cells(sheet, values))
    missing = dict.fromkeys(values.keys() - {place for place, _, _ in cells}, Severity.INFO)
    if missing:
        data = _with_cells(sheet, missing)
        sheet = survey(data, name)
        cells = list(_cells(sheet, values))
    edits = Edits(data)
    for place, cell, offset in cells:
        start, stop = cell.start + offset, cell.stop + offset
        edits.replace(start, stop, _filled(data[start:stop], values[place], fixed=place in fixed))
    return edits.result()


def _with_cells(sheet: SheetSurvey, missing: Marks) -> bytes:
    """Return the part with empty cells where none are, each in its place's style."""
    edits = Edits(sheet.data)
    mark_cells(sheet, edits, missing, lambda base, _: base)
    return edits.result()


def _cells(sheet: SheetSurvey, values: WrittenValues) -> Iterator[tuple[tuple[int, int], ElementSpan, int]]:
    """The cells that are there, with the offset of their row in the part."""
    for number in sorted({row for row, _ in values} & sheet.rows.keys()):
        row = sheet.rows[number]
        for column, cell in cell_columns(parse(sheet.data[row.start : row.stop], "row", 1).children):
            if (number, column) in values:
                yield (number, column), cell, row.start


def _filled(cell: bytes, value: WrittenValue, *, fixed: bool) -> bytes:
    root = parse(cell, "c", 1)
    formula = root.child("f")
    kept = b"" if formula is None else cell[formula.start : formula.stop]
    p = root.prefix
    if fixed and formula is not None and formula.attributes.get("t", "normal") == "normal":
        kept = f"<{p}f>{formula_of(value)}</{p}f>".encode()
    if isinstance(value, Decimal):
        kind, content = None, f"<{p}v>{format(value.normalize(), 'f')}</{p}v>"
    elif formula is not None:
        kind, content = "str", f"<{p}v>{cell_text(value)}</{p}v>"
    else:
        kind, content = "inlineStr", f'<{p}is><{p}t xml:space="preserve">{cell_text(value)}</{p}t></{p}is>'
    # ``vm`` belongs to the value that was there.
    tag = with_attributes(cell[: root.body], {"t": kind, "vm": None})
    if root.empty_tag:
        tag = tag[:-2].rstrip() + b">"
    return tag + kept + content.encode() + f"</{root.name}>".encode()


def formula_of(value: WrittenValue) -> str:
    """The formula that gives a value, as it stands in the file."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return cell_text('"' + value.replace('"', '""') + '"')
