"""Changes to a workbook, as damage, other programs and bad intent make them: bytes, packages, XML.

Every function takes the bytes and a source of chance; the same chance makes the same change.
"""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

NUMBERS = ["", "-1", "0", "1", "2", "255", "65536", "1048576", "1048577", "16385", "4294967296", "99999999999999999999"]
NUMBERS += ["1e308", "-1e308", "1e-400", "1e999999999", "NaN", "inf", "0x10", "１２", "1,2", "1.0.0", " 7 ", "٣"]
CELLS = ["A1", "A0", "a1", "$B$2", "XFD1048576", "XFE1", "A1048577", "AAAAAAA1", "A1:XFD1048576", "B2:A1", "A:A", "1:1"]
CELLS += ["R1C1", "A1:B2:C3", "A1 B2 C3", "表1!A1", "#REF!", "A99999999999999999999"]
WORDS = [
    "true",
    "s",
    "str",
    "inlineStr",
    "e",
    "b",
    "n",
    "d",
    "shared",
    "array",
    "hidden",
    "veryHidden",
    "rId1",
    "rId99",
]
FORMULAS = [
    "A1",
    "SUM(A1:XFD1048576)",
    "B2+C3",
    "1/0",
    "9^9^9^9",
    "-" * 3000 + "1",
    "(" * 3000,
    "SUM(" * 900,
    "IF(1,2,3)",
]
FORMULAS += ["SUM(B1:B9)+SUM(C1:C9)", '"a"&"b"', "#REF!", "[1]Sheet1!A1", "1e308*10", "SUM(A1:A2", "A1%%%%", "{1,2}"]
TEXTS = [
    "合计",
    "项目名称",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标值",
    "度量单位",
    "万元",
    "项目支出绩效目标表",
    "2026年",
]
TEXTS += [
    "部门整体支出绩效目标表",
    "项目支出绩效自评表",
    "≥",
    "≥95%",
    "指标1:",
    "100万元",
    "其中:财政拨款",
    "完成率100%得10分",
]
TEXTS += [
    "每降低1%扣1分，扣完为止",
    "（一）",
    "/",
    "#REF!",
    "=1+1",
    "\u202e",
    "\U00020000",
    "_x000D_",
    "&#10;",
    "\u3000",
    "九十九",
]
TEXTS += [
    "1.2.3",
    "一",
    "亿",
    "1-2",
    "、",
    "，",
    "；",
    "%",
    "(",
    ")",
    "得",
    "分",
    "10",
    "0.1",
    "扣",
    "以上",
    "不足",
    "每",
]


def choose_text(chance: random.Random) -> str:
    """A text as a cell may hold it: words of the field, joined or repeated."""
    words = [chance.choice(TEXTS) for _ in range(chance.choice([1, 1, 2, 3, 8, 30]))]
    text = "".join(words)
    return text * chance.choice([1, 1, 1, 1, 50, 1000]) if len(text) < 60 else text


def choose_value(chance: random.Random) -> str:
    return chance.choice(chance.choice([NUMBERS, CELLS, WORDS, FORMULAS, [choose_text(chance)]]))


def change_bytes(data: bytes, chance: random.Random) -> bytes:
    """A few bytes flipped, set, cut, doubled or moved."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 4, 12])):
        at = chance.randrange(len(changed) + 1)
        size = chance.choice([1, 1, 2, 4, 16, 200])
        kind = chance.randrange(6)
        if kind == 0 and at < len(changed):
            changed[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            changed[at : at + size] = chance.randbytes(size)
        elif kind == 2:
            del changed[at : at + size]
        elif kind == 3:
            changed[at:at] = changed[at : at + size]
        elif kind == 4:
            number = chance.choice([0, 1, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, chance.getrandbits(32)])
            changed[at : at + 4] = struct.pack("<L", number)
        else:
            source = chance.randrange(len(changed) + 1)
            changed[at : at + size] = changed[source : source + size]
    return bytes(changed[: chance.randrange(len(changed) + 1)] if chance.random() < 0.05 else changed)


Parts = list[tuple[str, bytes]]
_VALUE = re.compile(rb'="([^"<>]*)"')
_TEXT = re.compile(rb">([^<>]+)<")
_ELEMENT = re.compile(rb"<([A-Za-z:]+)[^<>]*?(?:/>|>[^<>]*</\1>)")


def replace_match(data: bytes, pattern: re.Pattern[bytes], chance: random.Random, value: bytes) -> bytes:
    """The group of a match somewhere behind a random place replaced."""
    found = pattern.search(data, chance.randrange(len(data) + 1)) or pattern.search(data)
    return data if found is None else data[: found.start(1)] + value + data[found.end(1) :]


def change_value(data: bytes, chance: random.Random) -> bytes:
    return replace_match(data, _VALUE, chance, escape(choose_value(chance), {'"': "&quot;"}).encode())


def change_text(data: bytes, chance: random.Random) -> bytes:
    return replace_match(data, _TEXT, chance, escape(choose_value(chance)).encode())


def change_named_value(data: bytes, chance: random.Random) -> bytes:
    """An attribute that readers rely on."""
    names = [b"r", b"s", b"t", b"ref", b"si", b"count", b"numFmtId", b"min", b"max", b"sqref", b"sheetId", b"Target"]
    names += [b"table:number-columns-repeated", b"table:number-rows-repeated", b"table:number-columns-spanned"]
    names += [b"office:value", b"office:value-type", b"table:formula", b"localSheetId", b"hidden", b"state"]
    pattern = re.compile(rb"\b" + chance.choice(names) + rb'="([^"<>]*)"')
    return replace_match(data, pattern, chance, escape(choose_value(chance), {'"': "&quot;"}).encode())


def change_element(data: bytes, chance: random.Random) -> bytes:
    """An element dropped, doubled, nested or put elsewhere."""
    found = _ELEMENT.search(data, chance.randrange(len(data) + 1)) or _ELEMENT.search(data)
    if found is None:
        return data
    element, rest = found[0], data[: found.start()] + data[found.end() :]
    kind = chance.randrange(4)
    if kind == 0:
        return rest
    if kind == 1:
        return data[: found.end()] + element * chance.choice([1, 1, 3, 5000]) + data[found.end() :]
    if kind == 2:
        name = found[1]
        deep = chance.choice([1, 10, 3000])
        return (
            data[: found.start()]
            + (b"<" + name + b">") * deep
            + element
            + (b"</" + name + b">") * deep
            + rest[found.start() :]
        )
    other = [each.end() for each in _ELEMENT.finditer(rest)] or [0]
    at = chance.choice(other)
    return rest[:at] + element + rest[at:]


def add_formula(data: bytes, chance: random.Random) -> bytes:
    """A formula in some cell, without a value or with one."""
    formula = escape(chance.choice([*FORMULAS, choose_value(chance)])).encode()
    shared = b' t="shared" si="0" ref="A1:Z99"' if chance.random() < 0.3 else b""
    value = b"<v>1</v>" if chance.random() < 0.5 else b""
    found = list(re.finditer(rb'<c (r="[A-Z]+\d+"[^<>]*?)(?:/>|>.*?</c>)', data[:200_000]))
    if not found:
        return data
    cell = chance.choice(found)
    attributes = re.sub(rb' t="\w+"', b"", cell[1])
    made = b"<c " + attributes + b"><f" + shared + b">" + formula + b"</f>" + value + b"</c>"
    return data[: cell.start()] + made + data[cell.end() :]


PART_CHANGES: list[Callable[[bytes, random.Random], bytes]] = [
    change_value, change_value, change_text, change_text, change_text, change_named_value, change_named_value,
    change_element, change_element, add_formula, change_bytes,
]  # fmt: skip


def change_parts(parts: Parts, chance: random.Random) -> Parts:
    """Parts dropped, doubled, renamed, swapped."""
    parts = list(parts)
    at, other = chance.randrange(len(parts)), chance.randrange(len(parts))
    name, data = parts[at]
    kind = chance.randrange(6)
    if kind == 0:
        del parts[at]
    elif kind == 1:
        parts.append((name, parts[other][1]))
    elif kind == 2:
        parts[at] = (chance.choice([name.upper(), name + "x", "/" + name, "../" + name, name.replace("/", "\\")]), data)
    elif kind == 3:
        parts[at], parts[other] = (name, parts[other][1]), (parts[other][0], data)
    elif kind == 4:
        parts[at] = (name, b"")
    else:
        chance.shuffle(parts)
    return parts


def unpacked(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def packed(parts: Parts, chance: random.Random) -> bytes:
    stream = io.BytesIO()
    method = chance.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
    with zipfile.ZipFile(stream, "w", method, compresslevel=1) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return stream.getvalue()


def change_package(data: bytes, chance: random.Random) -> bytes:
    """Changes inside the package, mostly in the parts that hold the cells."""
    parts = unpacked(data)
    holding = [n for n, (name, _) in enumerate(parts) if re.search(r"sheet\d*\.xml|sharedStrings|content\.xml", name)]
    for _ in range(chance.choice([1, 1, 2, 4, 10])):
        at = chance.choice(holding) if holding and chance.random() < 0.75 else chance.randrange(len(parts))
        name, content = parts[at]
        parts[at] = (name, chance.choice(PART_CHANGES)(content, chance))
    if chance.random() < 0.1:
        parts = change_parts(parts, chance)
    return packed(parts, chance)


def change(data: bytes, chance: random.Random) -> bytes:
    """A mutation of a file of any kind."""
    if data.startswith(b"PK") and chance.random() < 0.9:
        return change_package(data, chance)
    return change_bytes(data, chance)
