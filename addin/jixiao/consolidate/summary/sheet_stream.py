"""Long sheets written as a stream into the package that XlsxWriter made."""

# XlsxWriter takes 80 s for a million rows of 15 columns, most of it for things a plain data row does not need. So it
# makes the *shell*: the workbook with styles, headers, widths, filters, frozen panes, names and print setup, in which
# the long sheets hold only their header rows. ``fill`` copies the shell and puts rendered rows (``row_xml.py``) in
# front of ``</sheetData>`` on the way: about ten times as fast, in constant memory.

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, BinaryIO

from jixiao.consolidate.returns.own_output import UNTOUCHED_PART, fingerprint
from jixiao.consolidate.summary.row_xml import numbered
from jixiao.grid.address import address

_END_OF_ROWS = b"</sheetData>"
_DIMENSION = re.compile(rb'<dimension ref="[A-Z0-9:]*"/>')
_DATE = (1980, 1, 1, 0, 0, 0)
_BLOCK = 200
"""So many rows are written at a time."""
# Above it zipfile needs to be told beforehand that an entry is large.
_ZIP64_ABOVE = 1 << 30


@dataclass(frozen=True, slots=True)
class StreamedRows:
    """What goes into a sheet of the shell: rows from row number ``first`` on.

    ``count`` is their number; ``size`` their length in bytes, roughly; ``columns`` how many columns they have.
    """

    rows: Iterable[bytes]
    first: int
    count: int
    size: int
    columns: int


def part_name(sheet_index: int) -> str:
    """Return the part in which XlsxWriter keeps the sheet at a place from 0."""
    return f"xl/worksheets/sheet{sheet_index + 1}.xml"


def fill(shell: BinaryIO, output: Path, sheets: Mapping[str, StreamedRows], seal: bytes | None = None) -> None:
    """Copy the shell to ``output`` with the rows of ``sheets`` put in.

    ``seal`` is the part by which an output of ours is known to be as it was written; it goes behind the others.

    The sheets are written in the order of the shell, so their iterators may draw from one source.
    """
    with zipfile.ZipFile(shell) as source, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            # A fresh entry with the shell's fixed date: the same input gives the same bytes.
            copy = zipfile.ZipInfo(entry.filename, entry.date_time)
            copy.compress_type = zipfile.ZIP_DEFLATED
            copy.external_attr = entry.external_attr
            streamed = sheets.get(entry.filename)
            if streamed is None:
                target.writestr(copy, content)
            else:
                with target.open(copy, "w", force_zip64=streamed.size > _ZIP64_ABOVE) as part:
                    _pack_fast(part)
                    _write_sheet(part, content, streamed)
        if seal is not None:
            known = fingerprint((entry.filename, entry.CRC) for entry in target.infolist())
            target.writestr(zipfile.ZipInfo(UNTOUCHED_PART, _DATE), seal.replace(b"{}", known.encode()))


def _pack_fast(part: IO[bytes]) -> None:
    """Pack at the lowest level, which does nearly as well on repeated markup."""
    # zipfile has no place to name a compressor; a test notices if the attribute should go.
    setattr(part, "_compressor", zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS))  # noqa: B010


def _write_sheet(part: IO[bytes], xml: bytes, streamed: StreamedRows) -> None:
    last = address(streamed.first + streamed.count - 1, streamed.columns).encode()
    xml = _DIMENSION.sub(b'<dimension ref="A1:' + last + b'"/>', xml, count=1)
    head, end, tail = xml.partition(_END_OF_ROWS)
    if not end:
        raise AssertionError("the shell's sheet has no rows to put others behind")
    part.write(head)
    _write_rows(part, streamed)
    part.write(end + tail)


def _write_rows(part: IO[bytes], streamed: StreamedRows) -> None:
    rows = iter(streamed.rows)
    number = streamed.first
    while block := list(islice(rows, _BLOCK)):
        part.write(b"".join([numbered(line, place) for place, line in enumerate(block, start=number)]))
        number += len(block)
    number -= 1
    if number != streamed.first + streamed.count - 1:
        raise AssertionError(f"{number - streamed.first + 1} rows came, {streamed.count} were announced")
