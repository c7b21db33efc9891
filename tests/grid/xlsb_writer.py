"""An .xlsb as small as it can be (MS-XLSB), for tests of the reader of old formats."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from grid.workbook_parts import package

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def _record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(data), b""
    while size >= 128:
        length, size = length + bytes([size & 0x7F | 0x80]), size >> 7
    return head + length + bytes([size]) + data


def _text(text: str) -> bytes:
    return struct.pack("<L", len(text)) + text.encode("utf-16-le")


def _relations(kind: str, target: str) -> str:
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{relation}</Relationships>'


def xlsb(cells: Sequence[tuple[int, int, str | float]]) -> bytes:
    """An .xlsb with one sheet 表1 of these cells, row and column from 0, in order."""
    rows, last = b"", -1
    for row, column, value in cells:
        if row != last:
            rows += _record(0, struct.pack("<2LH", row, 0, 300).ljust(17, b"\0"))
            last = row
        place = struct.pack("<2L", column, 0)
        rows += (
            _record(6, place + _text(value)) if isinstance(value, str) else _record(5, place + struct.pack("<d", value))
        )
    bottom, right = max(row for row, _, _ in cells), max(column for _, column, _ in cells)
    sheet = _record(129) + _record(148, struct.pack("<4L", 0, bottom, 0, right)) + _record(145) + rows
    book = _record(131) + _record(143) + _record(156, struct.pack("<2L", 0, 1) + _text("rId1") + _text("表1"))
    kind = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    return package(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="bin" ContentType="{kind}"/></Types>'
            ),
            "_rels/.rels": _relations("officeDocument", "xl/workbook.bin"),
            "xl/workbook.bin": book + _record(144) + _record(132),
            "xl/_rels/workbook.bin.rels": _relations("worksheet", "worksheets/sheet1.bin"),
            "xl/worksheets/sheet1.bin": sheet + _record(146) + _record(130),
        }
    )
