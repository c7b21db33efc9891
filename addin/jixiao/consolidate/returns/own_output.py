"""How Jixiao knows its own workbooks again in the input folder.

Every workbook written as a result carries the custom document property ``OUTPUT_PROPERTY``; Excel, WPS and LibreOffice
keep it when they save, as .xls or .ods too. Blank forms and samples do not carry it: they are meant to be filled in and read.

A marked copy of a return is different: the department corrects it and sends it in again, and then it is to be read. It
carries a part of its own with the fingerprint of all other parts. Most programs drop the part when they save, and those
that keep it change the others: an untouched copy that lies in the input folder is known as a result, and the corrected
one is a return.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from io import FileIO
from pathlib import Path

from jixiao.archive import archive
from jixiao.output import copy_beside

OUTPUT_PROPERTY = "JixiaoOutput"
"""Name of the custom document property; its value says what the workbook is, for example ``merge``."""

UNTOUCHED_PART = "docProps/jixiao.xml"
UNTOUCHED_CONTENT = b'<?xml version="1.0" encoding="UTF-8"?>\n<JixiaoOutput of="{}">annotated</JixiaoOutput>'
"""The part of a marked copy as Jixiao left it; ``{}`` is the fingerprint of the other parts."""

NOTICE_PREFIX = "退回通知-"
"""What the names of return notices begin with; they are Word files, which nobody reads as a return."""

CUSTOM_PARTS = ("docProps/custom.xml", "meta.xml")
"""The parts with the properties of a workbook, in .xlsx and in .ods."""
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What an .xls begins with; its properties are not compressed."""
# Asked of every file of a folder, before the guard has looked at it: all reads are bounded. A workbook of ours has a
# few dozen parts, so its zip directory and end record fit easily; anything larger is not ours.
_MAX_TAIL = 64 * 1024
_MAX_PART = 64 * 1024
_END_RECORD = struct.Struct("<4s4H2LH")


def is_own_output(path: Path) -> bool:
    """Return whether Jixiao wrote the workbook as a result; False if unreadable."""
    return _is_marked(path, (*CUSTOM_PARTS, UNTOUCHED_PART))


def is_untouched(path: Path) -> bool:
    """Return whether nobody has saved our workbook since it was written."""
    return _is_marked(path, (UNTOUCHED_PART,))


def _is_marked(path: Path, parts: tuple[str, ...]) -> bool:
    """Return whether one of the parts carries Jixiao's mark."""
    try:
        with path.open("rb", buffering=0) as file:
            if file.read(len(_COMPOUND)) == _COMPOUND:
                return CUSTOM_PARTS[0] in parts and _names_property(file)
            if not _directory_lists_part(file, parts):
                return False
            with zipfile.ZipFile(file) as package:
                custom = [
                    package.NameToInfo[name] for name in CUSTOM_PARTS if name in parts and name in package.NameToInfo
                ]
                named = any(OUTPUT_PROPERTY.encode() in _beginning(package, part) for part in custom)
                return named or _is_sealed(package)
    except (OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, struct.error, zlib.error):
        return False


def _names_property(file: FileIO) -> bool:
    """Return whether a compound file has our property, in either of its encodings."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return any(data.find(OUTPUT_PROPERTY.encode(code)) >= 0 for code in ("ascii", "utf-16-le"))


def keep_foreign(path: Path) -> Path | None:
    """Copy a file beside itself before a result replaces it, if it is foreign.

    Return the copy, None if there is nothing to keep. Raises ``OutputError`` if it cannot be made: then the file stays.
    """
    return copy_beside(path, "原有") if path.is_file() and not is_own_output(path) else None


def _directory_lists_part(file: FileIO, parts: tuple[str, ...]) -> bool:
    """Return whether the zip directory has a part that may carry the mark."""
    size = os.fstat(file.fileno()).st_size
    if size > _MAX_TAIL:
        file.seek(size - _MAX_TAIL)
    tail = file.read(_MAX_TAIL)
    end = tail.rfind(b"PK\x05\x06")
    # The zip64 record could name a directory elsewhere, of any size.
    if end < 0 or b"PK\x06\x07" in tail:
        return False
    directory_size = _END_RECORD.unpack_from(tail, end)[5]
    directory = tail[end - directory_size : end]
    return directory_size <= end and any(part.encode() in directory for part in parts)


def _is_sealed(package: zipfile.ZipFile) -> bool:
    """Whether the package carries the fingerprint of the parts that it has."""
    untouched = package.NameToInfo.get(UNTOUCHED_PART)
    if untouched is None:
        return False
    parts = ((entry.filename, entry.CRC) for entry in package.infolist() if entry is not untouched)
    return f'of="{fingerprint(parts)}"'.encode() in _beginning(package, untouched)


def _beginning(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return b""
    with package.open(entry) as part:
        return part.read(_MAX_PART)


def sealed_archive(parts: Mapping[str, bytes | str]) -> bytes:
    """Return a zip archive that shows whether anybody has saved it."""
    contents = {name: part.encode() if isinstance(part, str) else part for name, part in parts.items()}
    known = fingerprint((name, zlib.crc32(part)) for name, part in contents.items())
    return archive({**contents, UNTOUCHED_PART: UNTOUCHED_CONTENT.replace(b"{}", known.encode())})


def fingerprint(parts: Iterable[tuple[str, int]]) -> str:
    """Return what tells whether a package's parts are the same, in any order."""
    lines = sorted(f"{name} {crc:08x}" for name, crc in parts)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
