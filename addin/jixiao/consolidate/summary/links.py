"""Hyperlinks to the source of a row, as formulas without a limit of number.

A target is ``path#'sheet'!cell`` with the path relative to the folder of the summary workbook, so that the folder can
be moved as a whole.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from jixiao.consolidate.summary.column_specs import HREF
from jixiao.consolidate.summary.row_xml import FORBIDDEN, LinkTo, SummaryFormula, Xml, escape

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
    """Return the room for sheet and cell in a link; None if ample, 0 for none.

    There is no room behind a path that is too long or not clean.
    """
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
    name = sheet.replace("'", "''")
    return f"{_encoded(href)}#'{name}'!"


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
    """Return a path as a link has it, which leads nowhere else.

    A leading backslash and ``http:`` are parts of names that a folder can have on Linux and macOS, not on Windows.
    """
    drive = _DRIVE.match(href) if sys.platform == "win32" else None
    start = drive.end() if drive is not None else 0
    encoded = href[:start] + href[start:].translate(_ENCODED)
    # What a program decodes before it looks for a scheme is still the name of a file in this folder.
    first = encoded.partition("/")[0]
    return f"./{encoded}" if start == 0 and ("%5C" in first or "%3A" in first) else encoded
