"""Hyperlinks to the source of a row, as HYPERLINK formulas: a sheet takes only 65,530 links of the other kind.

A target is ``path#'sheet'!cell`` with the path relative to the folder of the summary workbook, so that the folder can
be moved as a whole.
"""

from __future__ import annotations

import os
from pathlib import Path

from jixiao.consolidate.row_xml import FORBIDDEN, Formula, LinkTo

MAX_LINK = 255
"""The longest target Excel follows from HYPERLINK, and the longest text between quotes in a formula."""


def cell_links(href: str, sheet: str) -> LinkTo:
    """Links to the cells of a sheet; ``href`` is the path of its workbook from the folder of the summary."""
    place = _place(href, sheet)
    if not _can_lead(place):
        return _text_alone
    quoted, room = _quoted(place), MAX_LINK - len(place)
    return lambda cell: Formula(f'HYPERLINK("{quoted}{cell}","{cell}")', cell) if len(cell) <= room else cell


def cell_link(href: str, sheet: str, cell: str, label: str) -> Formula | str:
    """A link to one cell that shows ``label``; the label alone where no link is possible."""
    target = f"{_place(href, sheet)}{cell}"
    if not (_can_lead(target) and _can_lead(label)):
        return label
    return Formula(f'HYPERLINK("{_quoted(target)}","{_quoted(label)}")', label)


def file_link(href: str) -> LinkTo:
    """A link to a file."""
    target = _encoded(href)
    if not _can_lead(target):
        return _text_alone
    quoted = _quoted(target)
    return lambda text: Formula(f'HYPERLINK("{quoted}","{_quoted(text)}")', text) if _can_lead(text) else text


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


def href_from(folder: Path, path: Path) -> str:
    """The path from a folder to a file as links have it, with ``/``."""
    try:
        return Path(os.path.relpath(path.absolute(), folder)).as_posix()
    except ValueError:
        return path.absolute().as_posix()  # on another drive of Windows


def _encoded(href: str) -> str:
    """A path in which the characters that end or escape a link are percent-encoded."""
    return href.replace("%", "%25").replace("#", "%23").replace("?", "%3F")
