"""Formulas of an .xls as text, from the tokens of a record (MS-XLS 2.5.198).

What is understood are the tokens and functions of ordinary forms; of any other formula it is only known that there is one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from struct import Struct
from struct import error as StructError  # noqa: N812 - the standard library's own name is no class name

from jixiao.grid.address import address, elsewhere, quoted

UNKNOWN = "公式"
"""Stands for a formula that cannot be put into text; it is a name that nobody has defined."""

_BINARY = {
    3: "+", 4: "-", 5: "*", 6: "/", 7: "^", 8: "&", 9: "<", 10: "<=", 11: "=", 12: ">=", 13: ">", 14: "<>",
}  # fmt: skip
_FIXED: dict[int, tuple[str, int]] = {
    3: ("ISERROR", 1), 20: ("SQRT", 1), 24: ("ABS", 1), 25: ("INT", 1), 27: ("ROUND", 2), 31: ("MID", 3), 32: ("LEN", 1),
    33: ("VALUE", 1), 34: ("TRUE", 0), 35: ("FALSE", 0), 38: ("NOT", 1), 39: ("MOD", 2), 48: ("TEXT", 2),
    118: ("TRIM", 1), 127: ("ISTEXT", 1), 128: ("ISNUMBER", 1), 129: ("ISBLANK", 1), 131: ("N", 1), 212: ("ROUNDUP", 2),
    213: ("ROUNDDOWN", 2), 285: ("FLOOR", 2), 288: ("CEILING", 2), 337: ("POWER", 2), 346: ("COUNTIF", 2),
}  # fmt: skip
_VARIABLE = {
    0: "COUNT", 1: "IF", 4: "SUM", 5: "AVERAGE", 6: "MIN", 7: "MAX", 29: "INDEX", 36: "AND", 37: "OR", 64: "MATCH",
    100: "CHOOSE", 102: "VLOOKUP", 115: "LEFT", 116: "RIGHT", 120: "SUBSTITUTE", 169: "COUNTA", 183: "PRODUCT",
    197: "TRUNC", 228: "SUMPRODUCT", 336: "CONCATENATE", 344: "SUBTOTAL", 345: "SUMIF", 480: "IFERROR", 482: "SUMIFS",
    481: "COUNTIFS",
}  # fmt: skip
_TWO, _THREE, _FOUR, _FIVE, _NUMBER = Struct("<2H"), Struct("<3H"), Struct("<4H"), Struct("<5H"), Struct("<d")
_COLUMN, _LAST_ROW = 0x3FFF, 65_536
_DEEPEST = 256

Place = tuple[int, int]


@dataclass(slots=True)
class Surroundings:
    """The sheets of the workbook and its EXTERNSHEET table, for references."""

    sheets: list[str] = field(default_factory=list)
    own_books: set[int] = field(default_factory=set)
    references: list[tuple[int, int, int]] = field(default_factory=list)

    def sheet(self, index: int) -> str:
        """Return the sheet name before a reference, with its ``!``. Raises ``ValueError``."""
        if index >= len(self.references):
            raise ValueError("no such reference")
        book, first, last = self.references[index]
        if book not in self.own_books or first != last or first >= len(self.sheets):
            raise ValueError("a reference to somewhere else")
        return elsewhere(self.sheets[first], "")


def formula_text(tokens: bytes, place: Place, around: Surroundings, shared: dict[Place, bytes]) -> str:
    """Return the formula of the tokens at ``place`` without ``=``, or ``UNKNOWN``.

    ``place`` is 1-based.
    ``shared`` are the tokens of shared formulas by their first cell.
    """
    try:
        if tokens[:1] == b"\x01":
            row, column = _TWO.unpack_from(tokens, 1)
            return _text(shared[row + 1, column + 1], place, around)
        return _text(tokens, place, around)
    except (StructError, ValueError, KeyError, IndexError, UnicodeDecodeError):
        return UNKNOWN


def _text(tokens: bytes, place: Place, around: Surroundings) -> str:
    stack: list[str] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token >= 0x20:
            token = (token & 0x1F) | 0x20
        if token in _BINARY:
            right, left = stack.pop(), stack.pop()
            stack.append(left + _BINARY[token] + right)
        elif token in (0x12, 0x13):
            stack.append("+-"[token - 0x12] + stack.pop())
        elif token == 0x14:
            stack.append(stack.pop() + "%")
        elif token == 0x15:
            stack.append(f"({stack.pop()})")
        elif token == 0x16:
            stack.append("")
        elif token == 0x19:
            at = _attribute(tokens, at, stack)
        else:
            text, at = _operand(tokens, at, token, place, around, stack)
            stack.append(text)
        if len(stack) > _DEEPEST or at > len(tokens):
            raise ValueError("too deep, or broken off")
    if len(stack) != 1:
        raise ValueError("operands left over")
    return stack[0]


def _attribute(tokens: bytes, at: int, stack: list[str]) -> int:
    """Read a token about calculating; only the short form of SUM matters."""
    kind, size = tokens[at], int.from_bytes(tokens[at + 1 : at + 3], "little")
    if kind & 0x10:
        stack.append(f"SUM({stack.pop()})")
    return at + 3 + (2 * (size + 1) if kind & 0x04 else 0)


def _operand(
    tokens: bytes, at: int, token: int, place: Place, around: Surroundings, stack: list[str]
) -> tuple[str, int]:
    """The text of an operand or function, and where the next token begins."""
    if token == 0x17:
        count, wide = tokens[at], tokens[at + 1] & 1
        raw = tokens[at + 2 : at + 2 + count * (1 + wide)]
        text = raw.decode("utf-16-le" if wide else "latin-1")
        return quoted(text), at + 2 + count * (1 + wide)
    if token == 0x1D:
        return "TRUE" if tokens[at] else "FALSE", at + 1
    if token == 0x1E:
        return str(int.from_bytes(tokens[at : at + 2], "little")), at + 2
    if token == 0x1F:
        return format(_NUMBER.unpack_from(tokens, at)[0], ".15g"), at + 8
    if token == 0x21:
        name, count = _FIXED[int.from_bytes(tokens[at : at + 2], "little")]
        return _call(name, count, stack), at + 2
    if token == 0x22:
        count, number = tokens[at] & 0x7F, int.from_bytes(tokens[at + 1 : at + 3], "little") & 0x7FFF
        return _call(_VARIABLE.get(number) or _FIXED[number][0], count, stack), at + 3
    if token in (0x24, 0x2C):
        row, column = _TWO.unpack_from(tokens, at)
        return _cell(row, column, place if token == 0x2C else None), at + 4
    if token in (0x25, 0x2D):
        top, bottom, left, right = _FOUR.unpack_from(tokens, at)
        here = place if token == 0x2D else None
        return f"{_cell(top, left, here)}:{_cell(bottom, right, here)}", at + 8
    if token == 0x3A:
        index, row, column = _THREE.unpack_from(tokens, at)
        return around.sheet(index) + _cell(row, column, None), at + 6
    if token == 0x3B:
        index, top, bottom, left, right = _FIVE.unpack_from(tokens, at)
        return f"{around.sheet(index)}{_cell(top, left, None)}:{_cell(bottom, right, None)}", at + 10
    raise ValueError(f"token {token:#x}")


def _call(name: str, count: int, stack: list[str]) -> str:
    if count > len(stack):
        raise ValueError("arguments are missing")
    given = stack[len(stack) - count :]
    del stack[len(stack) - count :]
    return f"{name}({','.join(given)})"


def _cell(row: int, column: int, place: Place | None) -> str:
    """Return the address of a reference; a shared formula holds offsets."""
    own = column & _COLUMN
    if place is None:
        return address(row + 1, own + 1)
    if column & 0x8000:
        row = (place[0] - 1 + row) % _LAST_ROW
    if column & 0x4000:
        own = (place[1] - 1 + (own & 0xFF)) % 256
    return address(row + 1, own + 1)
