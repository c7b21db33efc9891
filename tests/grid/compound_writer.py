"""Compound files and BIFF8 workbooks as small as they can be, for tests of the readers of old formats."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_NONE = 0xFFFFFFFF


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams, each padded to 4,096 bytes so that none is a small one."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    sectors: list[bytes] = []
    table: list[int] = []

    def add(data: bytes) -> int:
        first = len(sectors)
        for at in range(0, len(data), 512):
            sectors.append(data[at : at + 512].ljust(512, b"\0"))
            table.append(len(sectors))
        table[-1] = _END
        return first

    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for number, (name, data) in enumerate(padded.items(), 1):
        right = number + 1 if number < len(padded) else _NONE
        entries.append(_entry(name, 2, add(data), len(data), right=right))
    directory = add(b"".join(entries))
    tables = 1
    while tables * 128 < len(sectors) + tables:
        tables += 1
    places = list(range(len(sectors), len(sectors) + tables))
    table += [_TABLE] * tables
    table += [_FREE] * (tables * 128 - len(table))
    header = struct.pack(
        "<8s16s5H6x9L", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 62, 3, 0xFFFE, 9, 6,
        0, tables, directory, 0, 4096, _END, 0, _END, 0,
    )  # fmt: skip
    header += struct.pack("<109L", *(places + [_FREE] * 109)[:109])
    return header + b"".join(sectors) + struct.pack(f"<{len(table)}L", *table)


def _entry(name: str, kind: int, start: int, size: int, child: int = _NONE, right: int = _NONE) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBB3L16sL8s8sLQ", raw, len(raw), kind, 1, _NONE, right, child, b"", 0, b"", b"", start, size
    )


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<2H", kind, len(data)) + data


def biff(
    sheets: Sequence[Sequence[tuple[int, int, object] | tuple[int, int, object, int]]],
    *,
    formats: Sequence[str] = (),
    extra: bytes = b"",
    date1904: bool = False,
    password: bool = False,
) -> bytes:
    """An .xls with one sheet per list of cells: row and column from 0, the value, and the style (0 is General).

    Values are numbers, texts, truth values, or errors as bytes of length one. Style n has the n-th of ``formats``;
    ``extra`` are further records of the first sheet.
    """
    names = [f"表{number}" for number in range(1, len(sheets) + 1)]
    bodies = [_sheet(cells, extra if index == 0 else b"") for index, cells in enumerate(sheets)]
    head = record(0x809, struct.pack("<4H2L", 0x600, 5, 0x0DBB, 0x07CC, 0, 6))
    if password:
        head += record(0x2F, b"\1\0" + b"\1\0\1\0" + b"x" * 48)
    head += record(0x42, b"\xb0\x04") + record(0x22, struct.pack("<H", date1904))
    for number, code in enumerate(formats, 164):
        head += record(0x41E, struct.pack("<HHB", number, len(code), 1) + code.encode("utf-16-le"))
    for number in (0, *range(164, 164 + len(formats))):
        head += record(0xE0, struct.pack("<2H", 0, number).ljust(20, b"\0"))
    listed = sum(4 + 8 + 2 * len(name) for name in names)
    place = len(head) + listed + 4
    for name, body in zip(names, bodies, strict=True):
        head += record(0x85, struct.pack("<LBBBB", place, 0, 0, len(name), 1) + name.encode("utf-16-le"))
        place += len(body)
    return compound({"Workbook": head + record(0x0A) + b"".join(bodies)})


def _sheet(cells: Sequence[tuple[object, ...]], extra: bytes) -> bytes:
    body = record(0x809, struct.pack("<4H2L", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    body += record(0x200, struct.pack("<2L3H", 0, 65_536, 0, 256, 0)) + extra
    for row, column, value, *style in cells:
        at = struct.pack("<3H", row, column, style[0] if style else 0)
        if isinstance(value, bytes):
            body += record(0x205, at + value + b"\1")
        elif isinstance(value, bool):
            body += record(0x205, at + struct.pack("<BB", value, 0))
        elif isinstance(value, str):
            body += record(0x204, at + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
        else:
            body += record(0x203, at + struct.pack("<d", value))
    return body + record(0x0A)
