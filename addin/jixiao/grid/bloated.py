"""Drop the empty cells of sheets that are formatted to their last row."""

from __future__ import annotations

import re

from jixiao.errors import HostileWorkbookError
from jixiao.grid.package import Package

# Cells and rows without content, as every program writes them: <c r="A1" s="3"/>, <row r="2" spans="1:9"></row>.
_EMPTY_CELL = re.compile(rb"<c(?: [^<>/]*+)?/>")
_EMPTY_ROW = re.compile(rb"<row(?: [^<>/]*+)?(?:/>|>\s*+</row>)")
_ROW_END = b"</row>"
ADVICE = "请删除表中多余的空白行和列（选中后删除，不是清除内容）并保存，再重新报送"


def read_without_blanks(package: Package, part: str, sheet: str) -> bytes:
    """A sheet part without its empty cells and rows.

    Raises ``HostileWorkbookError`` with the sheet's name if what is left is still too large, ``BrokenWorkbookError`` for
    a damaged part.
    """
    kept: list[bytes] = []
    size = 0
    rest = b""
    for chunk in package.chunks(part):
        rest += chunk
        cut = rest.rfind(_ROW_END) + len(_ROW_END)
        if cut < len(_ROW_END):
            # Rows may all be single tags; then the last complete one ends the piece.
            cut = rest.rfind(b"/>") + 2 if b"<sheetData" not in rest else 0
        if cut > 0:
            piece, rest = _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", rest[:cut])), rest[cut:]
            kept.append(piece)
            size += len(piece)
        if size + len(rest) > package.limits.part_bytes:
            raise HostileWorkbookError(
                f"工作表“{sheet}”内容过大（超过 {package.limits.part_bytes >> 20} MB）", hint=ADVICE
            )
    return b"".join([*kept, rest])
