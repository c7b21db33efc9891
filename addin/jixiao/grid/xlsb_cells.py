"""Short cell records of a .xlsb, which leave out their column.

python-calamine passes over them without a word.
Such a part is rewritten with the long records before calamine reads it (MS-XLSB 2.4: BrtShortBlank … BrtShortIsst).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from jixiao.errors import BrokenWorkbookError
from jixiao.grid.package import Package

_ROW = 0
_LONG = range(1, 12)
_SHORT = range(12, 19)
_TO_LONG = 11  # BrtShortRk (13) says what BrtCellRk (2) says


def with_long_cells(package: Package) -> bytes | None:
    """Return the package with long cell records, or None. Raises ``InputError``."""
    changed: dict[str, bytes] = {}
    for name in package.entries:
        if "worksheets/" in name.casefold() and name.casefold().endswith(".bin"):
            data = package.read(name)
            if any(kind in _SHORT for kind, _, _, _ in _records(data)):
                changed[name] = _lengthened(data)
    if not changed:
        return None
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as archive:
        for name in package.entries:
            if name in changed or not name.casefold().startswith("xl/media/"):
                archive.writestr(name, changed.get(name) or package.read(name))
    return copy.getvalue()


def _records(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Yield kind, start, content and end of records."""
    # Raises ``BrokenWorkbookError`` where one breaks off.
    at = 0
    while at < len(data):
        start = at
        kind = data[at]
        at += 1
        if kind & 0x80 and at < len(data):
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        size = 0
        for shift in range(0, 28, 7):
            if at >= len(data):
                raise BrokenWorkbookError("工作表内容不完整")
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        if at + size > len(data):
            raise BrokenWorkbookError("工作表内容不完整")
        yield kind, start, at, at + size
        at += size


def _lengthened(data: bytes) -> bytes:
    pieces: list[bytes] = []
    column = -1
    for kind, start, content, end in _records(data):
        if kind in _SHORT:
            column += 1
            pieces += (
                bytes((kind - _TO_LONG,)),
                _size(end - content + 4),
                column.to_bytes(4, "little"),
                data[content:end],
            )
            continue
        if kind == _ROW:
            column = -1
        elif kind in _LONG:
            column = int.from_bytes(data[content : content + 4], "little")
        pieces.append(data[start:end])
    return b"".join(pieces)


def _size(size: int) -> bytes:
    encoded = bytearray()
    while size > 0x7F:
        encoded.append(size & 0x7F | 0x80)
        size >>= 7
    encoded.append(size)
    return bytes(encoded)
