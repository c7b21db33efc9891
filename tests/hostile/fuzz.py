"""Mutates workbooks and reads, checks and renders what comes out, for as long as asked.

    python tests/hostile/fuzz.py [--minutes 30] [--seed 1] [--keep DIR] [WORKBOOK...]

The seeds are samples of the product in all four kinds of file, and the WORKBOOKs given. A mutation changes the zip
package (cut, doubled, renamed, swapped parts; bytes before and after compression), the XML (values of attributes,
texts, elements) or bytes of the old formats. A find is whatever gives something else than documents or an
``InputError``, takes more than 5 seconds of the processor or more than 500 MB: it is kept in DIR with its reason. The exit code is 1 if
there was one. What was found and mended stands as a test in ``test_fuzzed_files.py``.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import re
import signal
import struct
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import FrameType
from xml.sax.saxutils import escape

TESTS = Path(__file__).resolve().parents[1]
for folder in (TESTS.parent / "addin", TESTS):
    sys.path.insert(0, str(folder))

from grid.compound_writer import biff  # noqa: E402
from grid.xlsb_writer import xlsb  # noqa: E402
from hostile.hostile_files import ODS_HEAD, ODS_TAIL, ods  # noqa: E402
from jixiao.checks.engine import check_forms, check_keys  # noqa: E402
from jixiao.checks.profile import load_profile  # noqa: E402
from jixiao.consolidate.content import make_content  # noqa: E402
from jixiao.forms.reading import read_file  # noqa: E402
from jixiao.grid.limits import DEFAULT_LIMITS  # noqa: E402
from jixiao.grid.model import Sheet  # noqa: E402
from jixiao.grid.open import open_workbook  # noqa: E402
from jixiao.samples import write_samples  # noqa: E402

SECONDS, GROWTH = 5.0, 500_000_000
LIMITS = replace(DEFAULT_LIMITS, worker_seconds=4.0)

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


# --- bytes ---


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


# --- packages ---

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


# --- seeds ---


def seeds(given: list[Path]) -> Iterator[bytes]:
    """Samples of the product as .xlsx, .ods, .xls and .xlsb, then the files given."""
    with tempfile.TemporaryDirectory() as folder:
        for layouts, forms in (("mixed", 3), ("template", 2), ("legacy", 2)):
            for path in write_samples(Path(folder) / layouts, 3, forms, layouts=layouts, mistakes=0.5).files:  # type: ignore[arg-type]
                yield path.read_bytes()
                sheet = max(open_workbook(path).sheets, key=lambda sheet: len(sheet.rows))
                yield as_ods(sheet)
                cells = sorted(
                    (row - 1, column - 1, v) for row, line in sheet.rows.items() for column, v in line.items()
                )
                yield biff([[(row, column, value) for row, column, value in cells if column < 256]])
                yield xlsb([(row, column, v if isinstance(v, float) else str(v)) for row, column, v in cells])
    for path in given:
        yield path.read_bytes()


def as_ods(sheet: Sheet) -> bytes:
    """A sheet as an OpenDocument spreadsheet, merged areas too."""
    spans = {(m.top, m.left): (m.bottom - m.top + 1, m.right - m.left + 1) for m in sheet.merges}
    lines = []
    for row in range(1, max(sheet.rows) + 1):
        cells = []
        for column in range(1, max(map(max, sheet.rows.values())) + 1):
            rows, columns = spans.get((row, column), (1, 1))
            span = (
                f' table:number-columns-spanned="{columns}" table:number-rows-spanned="{rows}"'
                if rows * columns > 1
                else ""
            )
            value = sheet.rows.get(row, {}).get(column)
            if isinstance(value, float):
                cells.append(f'<table:table-cell office:value-type="float" office:value="{value}"{span}/>')
            else:
                text = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value or "").split("\n"))
                cells.append(f'<table:table-cell office:value-type="string"{span}>{text}</table:table-cell>')
        lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return ods(f'{ODS_HEAD}<table:table table:name="表">{"".join(lines)}</table:table>{ODS_TAIL}')


# --- one try ---


class TooSlow(BaseException):
    """The time is over."""


def expired(_number: int, _frame: FrameType | None) -> None:
    raise TooSlow


def attempt(path: Path) -> tuple[str, str | None]:
    """Reads, checks and renders a file: its status, and what went wrong if something did."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the peak so far
    before = peak()
    started = time.process_time()  # of this process: the machine may be busy
    signal.setitimer(signal.ITIMER_PROF, SECONDS * 2)
    status, wrong = "", None
    try:
        submission = read_file(path, "a.xlsx", LIMITS)
        status = submission.status
        if status != "failed":
            checked = check_forms(submission.documents, load_profile())
            check_keys(checked.keys, load_profile())
            make_content(submission, checked, with_data=True)
        elif not submission.reason or not re.search("[一-鿿]", submission.reason):
            wrong = f"reason without Chinese: {submission.reason}"
    except TooSlow:
        wrong = f"too slow\n{traceback.format_exc()}"
    except Exception:  # noqa: BLE001 - that is what is looked for
        wrong = traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    took, grown = time.process_time() - started, peak() - before
    if wrong is None and took > SECONDS:
        wrong = f"too slow: {took:.1f} s"
    if wrong is None and grown > GROWTH:
        wrong = f"too much memory: {grown >> 20} MB"
    return status, wrong


def peak() -> int:
    text = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(r"VmHWM:\s+(\d+)", text)[0]) << 10


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzzed"))
    parser.add_argument("workbooks", nargs="*", type=Path)
    options = parser.parse_args()
    signal.signal(signal.SIGPROF, expired)
    options.keep.mkdir(parents=True, exist_ok=True)
    started, last = time.monotonic(), 0.0
    statuses: Counter[str] = Counter()
    finds: Counter[str] = Counter()
    known = list(seeds(options.workbooks))
    path = options.keep / f"current-{os.getpid()}"
    number = 0
    while (minutes := (time.monotonic() - started) / 60) < options.minutes:
        chance = random.Random(f"{options.seed}-{number}")
        path.write_bytes(change(chance.choice(known), chance))
        status, wrong = attempt(path)
        statuses[status] += 1
        if wrong is not None:
            cause = wrong.strip().splitlines()
            name = (
                f"{cause[-1][:80]} @ {next((line.strip() for line in reversed(cause) if 'jixiao' in line), '')[-60:]}"
            )
            finds[name] += 1
            if finds[name] <= 3:
                kept = options.keep / f"{options.seed}-{number}"
                kept.write_bytes(path.read_bytes())
                kept.with_suffix(".txt").write_text(wrong, encoding="utf-8")
        number += 1
        if minutes - last > 1:
            last = minutes
            print(f"{minutes:.0f} min, {number} executions, {dict(statuses)}, finds {dict(finds)}", flush=True)
    path.unlink()
    print(f"{number} executions in {options.minutes:g} minutes: {dict(statuses)}")
    for name, times in finds.most_common():
        print(f"{times} x {name}")
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main())
