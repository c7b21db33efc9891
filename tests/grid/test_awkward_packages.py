"""Packages that other readers stumble over: short cell records, blank pictures, bloated sheets, Excel's own password."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import msoffcrypto
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from grid.workbook_parts import sheet_xml, xlsx_parts
from jixiao.errors import BrokenWorkbookError, EncryptedWorkbookError, HostileWorkbookError
from jixiao.grid.biff_formulas import UNKNOWN, Surroundings, formula_text
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.open import open_workbook
from jixiao.grid.xlsb_cells import _lengthened, _records


def zipped(parts: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def written(folder: Path, data: bytes) -> Path:
    path = folder / "表.xlsx"
    path.write_bytes(data)
    return path


def test_a_picture_that_shrinks_to_nothing_is_no_reason_to_refuse_a_workbook(tmp_path):
    parts = {**xlsx_parts(sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')), "xl/media/image1.bmp": bytes(8 << 20)}
    assert open_workbook(written(tmp_path, zipped(parts))).sheets[0].rows == {1: {1: 1.0}}
    parts["xl/drawings/image1.xml"] = parts.pop("xl/media/image1.bmp")
    with pytest.raises(HostileWorkbookError):
        open_workbook(written(tmp_path, zipped(parts)))


def test_a_sheet_formatted_to_its_last_row_is_read_without_its_blanks(tmp_path):
    blanks = "".join(f'<row r="{row}" ht="20"><c r="A{row}" s="0"/><c r="B{row}"/></row>' for row in range(2, 30_000))
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row>{blanks}<row r="30000"><c r="C30000"><v>2</v></c></row>'
    path = written(tmp_path, zipped(xlsx_parts(sheet_xml(rows))))
    limits = DEFAULT_LIMITS._replace(part_bytes=1 << 20)
    assert open_workbook(path, limits).sheets[0].rows == {1: {1: 1.0}, 30_000: {3: 2.0}}


def test_a_sheet_that_is_large_without_its_blanks_is_named_with_what_to_do(tmp_path):
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 30_000))
    path = written(tmp_path, zipped(xlsx_parts(sheet_xml(rows))))
    with pytest.raises(HostileWorkbookError) as caught:
        open_workbook(path, DEFAULT_LIMITS._replace(part_bytes=1 << 20))
    assert "工作表“" in caught.value.reason
    assert "空白行" in caught.value.reason


def encrypted(password: str) -> bytes:
    parts = {
        **xlsx_parts(sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')),
        "xl/x.bin": random.Random(1).randbytes(6000),
    }
    plain = zipped(parts)
    # The library that encrypts here wants whole blocks: the comment of the package fills the last one.
    missing = -len(plain) % 16
    plain = plain[:-2] + missing.to_bytes(2, "little") + b" " * missing
    stream = io.BytesIO()
    OOXMLFile(io.BytesIO(plain)).encrypt(password, stream)
    return stream.getvalue()


def test_what_opens_with_the_password_that_excel_tries_is_read_and_anything_else_is_not(tmp_path):
    assert msoffcrypto.OfficeFile(io.BytesIO(encrypted("VelvetSweatshop"))).is_encrypted()
    assert open_workbook(written(tmp_path, encrypted("VelvetSweatshop"))).sheets[0].rows == {1: {1: 1.0}}
    with pytest.raises(EncryptedWorkbookError):
        open_workbook(written(tmp_path, encrypted("123456")))
    with pytest.raises(BrokenWorkbookError):
        open_workbook(written(tmp_path, encrypted("VelvetSweatshop")[:6000]))


def test_short_cells_get_the_column_behind_the_cell_before_them():
    row, real = bytes((0, 4)) + bytes(4), b"\0" * 8
    long = bytes((5, 16)) + (3).to_bytes(4, "little") + b"\x01\0\0\0" + real
    short = bytes((16, 12)) + b"\x02\0\0\0" + real
    blank = bytes((12, 4)) + b"\0\0\0\0"
    kinds = [
        (kind, int.from_bytes(made[start : start + 4], "little"))
        for made in [_lengthened(row + short + long + short + blank + row + short)]
        for kind, _, start, _ in _records(made)
    ]
    assert kinds == [(0, 0), (5, 0), (5, 3), (5, 4), (1, 5), (0, 0), (5, 0)]


AROUND = Surroundings(["汇总", "明细 1"], {0}, [(0, 1, 1), (1, 0, 0), (0, 0, 1)])


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("1e1400 1f3333333333330340 05 1e0200 21 1b00", "ROUND(20*2.4,2)"),
        ("25 03000400 02c002c0 19 10 0000", "SUM(C4:C5)"),
        ("44 0300 01c0 1e0100 03 15 14", "(B4+1)%"),
        ("3a 0000 0300 01c0", "'明细 1'!B4"),
        ("3b 0000 0300 0500 01c0 01c0 22 01 0400", "SUM('明细 1'!B4:B6)"),
        ("44 0000 00c0 17 00 00 0b 17 00 00 1e0100 22 03 0100", 'IF(A1="","",1)'),
        ("01 0200 0100", "A3*2"),
        ("3a 0100 0300 01c0", UNKNOWN),
        ("3a 0200 0300 01c0", UNKNOWN),
        ("3a 0900 0300 01c0", UNKNOWN),
        ("03", UNKNOWN),
        ("1e01", UNKNOWN),
        ("22 7f 0400", UNKNOWN),
        ("60", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_the_tokens_of_an_old_workbook_become_the_formula_that_was_typed(tokens, text):
    shared = {(3, 2): bytes.fromhex("2c 0000 ffc0 1e0200 05".replace(" ", ""))}
    assert formula_text(bytes.fromhex(tokens.replace(" ", "")), (3, 2), AROUND, shared) == text
