"""Hyperlinks to the source of a row, as formulas without a limit of number.

A target is ``path#'sheet'!cell`` with the path relative to the folder of the summary workbook, so that the folder can
be moved as a whole.
"""

from __future__ import annotations

import html
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from jixiao.consolidate.summary.column_specs import ERRORS, FILE, HREF, WARNINGS
from jixiao.consolidate.summary.form_sheets import INDICATORS
from jixiao.consolidate.summary.layout import DATA_SIZE
from jixiao.consolidate.summary.row_height import height, lines_needed
from jixiao.consolidate.summary.row_xml import (
    FORBIDDEN,
    ROW_NUMBER,
    LinkTo,
    SummaryFormula,
    Xml,
    escape,
    marked_text,
    shorten,
)
from jixiao.consolidate.summary.sheets import DATA_SHEETS
from jixiao.grid.address import elsewhere

MAX_LINK = 255
"""The longest target Excel follows from HYPERLINK, and the longest text between quotes in a formula."""

_ENCODED = str.maketrans({char: f"%{ord(char):02X}" for char in "%#?:\\"})
_DRIVE = re.compile(r"(?:[A-Za-z]:)?/+")
"""How a path on another drive or another computer begins on Windows, ``D:/`` or ``//server``: given by the user."""

# #'sheet'! with a sheet name of 31 characters, all of them quotes to be doubled, and the last cell of a sheet.
_LONGEST_PLACE = 4 + 2 * 31 + 10


def source_links(sheet: str) -> LinkTo:
    """Return links to cells of a workbook; a mark stands for its path."""
    place = _place("", sheet)
    if not _can_lead(place):
        return _text_alone
    before = f' t="str"><f>HYPERLINK("{HREF.character}{escape(_quoted(place))}'
    return lambda cell: Xml(f'{before}{cell}","{cell}")</f><v>{cell}</v></c>')


def link_room(href: str) -> int | None:
    """Return the room for sheet and cell in a link; None if ample, 0 for none."""
    # There is no room behind a path that is too long or not clean.
    room = MAX_LINK - len(_encoded(href)) if _can_lead(href) else 0
    return None if room >= _LONGEST_PLACE else max(room, 0)


def link_target(href: str) -> str:
    """The path as it stands in a formula in the XML of a row."""
    return escape(_quoted(_encoded(href)))


def cell_link(href: str, sheet: str, cell: str, label: str) -> SummaryFormula | str:
    """Return a link to a cell that shows ``label``, or the label alone."""
    target = f"{_place(href, sheet)}{cell}"
    if not (_can_lead(target) and _can_lead(label)):
        return label
    return SummaryFormula(f'HYPERLINK("{_quoted(target)}","{_quoted(label)}")', label)


def file_link(href: str) -> LinkTo:
    """A link to a file."""
    target = _encoded(href)
    if not _can_lead(target):
        return _text_alone
    quoted = _quoted(target)
    return lambda text: SummaryFormula(f'HYPERLINK("{quoted}","{_quoted(text)}")', text) if _can_lead(text) else text


def _place(href: str, sheet: str) -> str:
    """What leads to a sheet; the address of a cell follows."""
    return f"{_encoded(href)}#{elsewhere(sheet, '')}"


def _text_alone(text: str) -> str:
    return text


def _can_lead(text: str) -> bool:
    # A longer or unclean target would lead nowhere, or break the formula: the text without a link is honest.
    return len(text) <= MAX_LINK and not (FORBIDDEN.search(text) or "\n" in text or "\r" in text)


def _quoted(text: str) -> str:
    return text.replace('"', '""')


def hrefs_from(folder: Path, paths: Iterable[Path]) -> list[str]:
    """``href_from`` for many files, which mostly lie in few folders."""
    before: dict[str, str] = {}
    hrefs = []
    for path in paths:
        place, name = os.path.split(path)
        if place not in before:
            href = href_from(folder, Path(place))
            before[place] = "" if href == "." else href.rstrip("/") + "/"
        hrefs.append(before[place] + name)
    return hrefs


def href_from(folder: Path, path: Path) -> str:
    """The path from a folder to a file as links have it, with ``/``."""
    try:
        return Path(os.path.relpath(path.absolute(), folder)).as_posix()
    except ValueError:
        return path.absolute().as_posix()  # on another drive of Windows


def _encoded(href: str) -> str:
    """Return a path as a link has it, which leads nowhere else."""
    # A leading backslash and ``http:`` are parts of names that a folder can have on Linux and macOS, not on Windows.
    drive = _DRIVE.match(href) if sys.platform == "win32" else None
    start = drive.end() if drive is not None else 0
    encoded = href[:start] + href[start:].translate(_ENCODED)
    # What a program decodes before it looks for a scheme is still the name of a file in this folder.
    first = encoded.partition("/")[0]
    return f"./{encoded}" if start == 0 and ("%5C" in first or "%3A" in first) else encoded


# The target behind the path ends at the first quote that is not doubled.
_LINK = re.compile(rb'<f>HYPERLINK\("' + HREF.character.encode() + rb'((?:[^"<]|"")*)"[^<]*</f>')
_DEPARTMENT = re.compile(rb'(<c r="A' + ROW_NUMBER + rb'" s="\d+")(?:/>| t="inlineStr">.*?</c>)')
_DEPARTMENT_WIDTH = min(sheet.columns[0].width for sheet in DATA_SHEETS if sheet.columns[0].key == "department")
_FILE_WIDTH = next(column.width for column in INDICATORS.columns if column.key == "file")
_MARKS = (FILE.character.encode(), HREF.character.encode())


class Filler(NamedTuple):
    """Fills the placeholders of rows that come from one file.

    ``target`` is its path as formulas have it; ``room`` how long sheet and cell behind it may be, None for enough.
    """

    name: bytes
    target: bytes
    room: int | None
    heights: tuple[tuple[bytes, bytes], ...]

    @classmethod
    def of(cls, file: str, href: str) -> Filler:
        """Return placeholders of a file shown as ``file`` with the link ``href``."""
        lines = lines_needed(file, _FILE_WIDTH)
        # A long name needs a higher row than the rest of the row knew of.
        heights = tuple((_row_start(number), _row_start(lines)) for number in range(1, lines))
        return cls(
            escape(shorten(file)).encode("utf-8", "replace"),
            link_target(href).encode("utf-8", "replace"),
            link_room(href),
            tuple((low, high) for low, high in heights if low != high),
        )

    def fill(self, lines: bytes) -> bytes:
        """The rows with the name and the path of the file."""
        for low, high in self.heights:
            lines = lines.replace(low, high)
        name, href = _MARKS
        lines = lines.replace(name, self.name)
        if self.room is not None:
            lines = _LINK.sub(self._link_if_it_fits, lines)
        return lines.replace(href, self.target)

    def _link_if_it_fits(self, link: re.Match[bytes]) -> bytes:
        # Text without a link is honest; a link that leads nowhere is not.
        place = html.unescape(link[1].decode()).replace('""', '"')
        return link[0] if len(place) <= (self.room or 0) else b""


def with_counts(lines: bytes, errors: int, warnings: int) -> bytes:
    """The row of a project with its numbers of findings."""
    lines = lines.replace(ERRORS.character.encode(), b"%d" % errors)
    return lines.replace(WARNINGS.character.encode(), b"%d" % warnings)


def with_department(lines: bytes, name: str) -> bytes:
    """Return a form's rows with the official name of its department."""
    needed = lines_needed(name, _DEPARTMENT_WIDTH)
    for number in range(1, needed):
        lines = lines.replace(_row_start(number), _row_start(needed))
    cell = f"{marked_text(escape(shorten(name)))}".encode("utf-8", "replace")
    return _DEPARTMENT.sub(lambda found: found[1] + cell, lines)


def _row_start(lines: int) -> bytes:
    # The NUL in front keeps it apart from anything typed.
    return ROW_NUMBER + f'" ht="{height(lines, DATA_SIZE):g}">'.encode()
