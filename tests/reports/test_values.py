"""Values written into cells of a worksheet part: what is there, what is not there yet, formulas, prefixes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.reports.marking.cell_marks import WrittenValue, with_values

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(rows: str, prefix: str = "") -> bytes:
    declared = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    p = prefix
    return f'<{p}worksheet {declared}="{MAIN}"><{p}sheetData>{rows}</{p}sheetData></{p}worksheet>'.encode()


def written(rows: str, value: WrittenValue, place: tuple[int, int] = (1, 1)) -> str:
    whole = with_values(sheet(rows), "sheet", {place: value}).decode()
    return whole.partition("<sheetData>")[2].partition("</sheetData>")[0]


@pytest.mark.parametrize(
    ("cell", "value", "result"),
    [
        ('<c r="A1" s="3"/>', Decimal("9.20"), '<c r="A1" s="3"><v>9.2</v></c>'),
        ('<c r="A1" s="3" t="s"><v>7</v></c>', Decimal(10), '<c r="A1" s="3"><v>10</v></c>'),
        ('<c r="A1"></c>', Decimal(0), '<c r="A1"><v>0</v></c>'),
        ('<c r="A1"><f>1+1</f><v>3</v></c>', Decimal(2), '<c r="A1"><f>1+1</f><v>2</v></c>'),
        (
            '<c r="A1" t="str"><f t="shared" si="0"/><v></v></c>',
            "优",
            '<c r="A1" t="str"><f t="shared" si="0"/><v>优</v></c>',
        ),
        (
            '<c r="A1" vm="1"><v>3</v></c>',
            "<优>",
            '<c r="A1" t="inlineStr"><is><t xml:space="preserve">&lt;优&gt;</t></is></c>',
        ),
    ],
)
def test_a_cell_keeps_style_and_formula_and_gets_the_value(cell: str, value: WrittenValue, result: str) -> None:
    assert written(f'<row r="1">{cell}<c r="B1"><v>1</v></c></row>', value) == (
        f'<row r="1">{result}<c r="B1"><v>1</v></c></row>'
    )


def test_a_cell_that_is_not_there_is_put_in_its_place() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>3</v></c></row>'
    assert '<c r="A1"><v>1</v></c><c r="B1" s="0"><v>2</v></c><c r="C1">' in written(rows, Decimal(2), (1, 2))


def test_a_row_that_is_not_there_is_put_in_its_place() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"/>'
    assert '</row><row r="2"><c r="A2" s="0"><v>2</v></c></row><row r="3"/>' in written(rows, Decimal(2), (2, 1))


def test_the_prefix_of_the_part_is_used() -> None:
    data = sheet('<x:row r="1"><x:c r="A1"/></x:row>', "x:")
    assert b'<x:c r="A1"><x:v>5</x:v></x:c>' in with_values(data, "sheet", {(1, 1): Decimal(5)})
