"""Zip packages that lie, swell, point outside or are damaged: each builder returns the bytes of one."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

from grid.workbook_parts import package, sheet_xml, strings_xml, xlsx, xlsx_parts

GOOD_ROWS = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1</v></c></row>'


def good() -> bytes:
    return xlsx(sheet_xml(GOOD_ROWS), strings=strings_xml(["绩效目标"]))


def _patched(data: bytes, signature: bytes, offset: int, value: bytes, which: int = 0) -> bytes:
    """The data with some bytes of the n-th header of a kind replaced."""
    at = -1
    for _ in range(which + 1):
        at = data.index(signature, at + 1)
    return data[: at + offset] + value + data[at + offset + len(value) :]


CENTRAL, LOCAL, END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"


def bomb() -> bytes:
    parts = xlsx_parts(sheet_xml(GOOD_ROWS))
    parts["xl/worksheets/sheet1.xml"] = sheet_xml(GOOD_ROWS, after=" " * 20_000_000)
    return package(parts)


def bomb_of_many_parts() -> bytes:
    parts = xlsx_parts(sheet_xml(GOOD_ROWS))
    blank = b"\0" * 3_900_000  # each below the size from which the ratio counts
    return package({**parts, **{f"xl/media/{number}.bin": blank for number in range(150)}})


def too_many_parts() -> bytes:
    return package({**xlsx_parts(sheet_xml()), **{f"xl/{number}": b"" for number in range(10_001)}}, zipfile.ZIP_STORED)


def larger_than_declared() -> bytes:
    parts = xlsx_parts(sheet_xml())
    parts["xl/worksheets/sheet1.xml"] = sheet_xml(after=" " * 100_000)
    data = package(parts)
    # The directory and the local header agree on a small size; the data inflate to more.
    at = data.index(b"xl/worksheets/sheet1.xml") - 30
    data = data[: at + 22] + struct.pack("<L", 500) + data[at + 26 :]
    at = data.index(CENTRAL, data.index(END) - 400)
    while data[at + 46 : at + 70] != b"xl/worksheets/sheet1.xml":
        at = data.index(CENTRAL, at + 1)
    return data[: at + 24] + struct.pack("<L", 500) + data[at + 28 :]


def duplicate_names() -> bytes:
    stream = io.BytesIO(good())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.filelist.append(archive.getinfo("xl/workbook.xml"))
        archive._didModify = True
    return stream.getvalue()


def names_that_differ_in_case() -> bytes:
    return package({**xlsx_parts(sheet_xml()), "XL/Workbook.xml": "<x/>"})


def path_traversal() -> bytes:
    return package({**xlsx_parts(sheet_xml()), "xl/../../../etc/cron.d/x": "x"})


def path_traversal_with_backslashes() -> bytes:
    return package({**xlsx_parts(sheet_xml()), "..\\..\\x.xml": "x"})


def absolute_path() -> bytes:
    return package({**xlsx_parts(sheet_xml()), "/etc/passwd": "x"})


def drive_path() -> bytes:
    return package({**xlsx_parts(sheet_xml()), "C:/Windows/x": "x"})


def other_name_in_local_header() -> bytes:
    return _patched(good(), LOCAL, 30, b"[content_types].xml")


def other_size_in_local_header() -> bytes:
    return _patched(good(), LOCAL, 22, struct.pack("<L", 7), 2)


def other_method_in_local_header() -> bytes:
    return _patched(good(), LOCAL, 8, b"\0\0", 1)


def entries_sharing_their_data() -> bytes:
    """Two names, one header inside the data of another entry (the quine-like bomb of overlapping files)."""
    inner = package({"b.xml": "<b/>" * 50}, zipfile.ZIP_STORED)
    outer = package({**xlsx_parts(sheet_xml()), "a.bin": inner}, zipfile.ZIP_STORED)
    directory, end = outer.index(CENTRAL, outer.index(b"a.bin") + len(inner)), outer.rindex(END)
    entry = bytearray(inner[inner.index(CENTRAL) : inner.index(END)])
    struct.pack_into("<L", entry, 42, outer.index(inner))
    tail = bytearray(outer[end:])
    count = struct.unpack_from("<H", tail, 10)[0] + 1
    struct.pack_into("<2H2L", tail, 8, count, count, end - directory + len(entry), directory)
    return outer[:directory] + outer[directory:end] + bytes(entry) + bytes(tail)


def encrypted_entries() -> bytes:
    data = good()
    at = -1
    for signature, offset in ((LOCAL, 6), (CENTRAL, 8)):
        while (at := data.find(signature, at + 1)) >= 0:
            data = data[: at + offset] + b"\x01\0" + data[at + offset + 2 :]
    return data


def truncated(share: float) -> Callable[[], bytes]:
    return lambda: good()[: int(len(good()) * share)]


def end_record_only() -> bytes:
    return good()[good().index(END) :]


def wrong_directory_offset() -> bytes:
    return _patched(good(), END, 16, struct.pack("<L", 5))


def wrong_check_sum() -> bytes:
    data = xlsx(sheet_xml(GOOD_ROWS), strings=strings_xml(["甲"]))
    at = data.index(b"xl/workbook.xml") - 30
    crc = bytes(byte ^ 0xFF for byte in data[at + 14 : at + 18])
    return data.replace(data[at + 14 : at + 18], crc)


def damaged_data() -> bytes:
    data = good()
    at = data.index(b"xl/sharedStrings.xml") + 20
    return data[:at] + b"\xff\xff\xff\xff" + data[at + 4 :]


def unknown_compression() -> bytes:
    return package(xlsx_parts(sheet_xml(GOOD_ROWS)), zipfile.ZIP_LZMA)
