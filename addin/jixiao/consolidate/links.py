"""Hyperlinks to the source of a row, as HYPERLINK formulas: a sheet takes only 65,530 links of the other kind.

A target is ``path#'sheet'!cell`` with the path relative to the folder of the summary workbook, so that the folder can
be moved as a whole.
"""

from __future__ import annotations

from jixiao.consolidate.row_xml import FORBIDDEN, Formula, LinkTo

MAX_LINK = 255
"""The longest target Excel follows from HYPERLINK, and the longest text between quotes in a formula."""


def cell_links(href: str, sheet: str) -> LinkTo:
    """Links to the cells of a sheet; ``href`` is the path of its workbook from the folder of the summary."""
    name = sheet.replace("'", "''")
    place = f"{_encoded(href)}#'{name}'!"
    if not _can_lead(place):
        return _text_alone
    quoted, room = _quoted(place), MAX_LINK - len(place)
    return lambda cell: Formula(f'HYPERLINK("{quoted}{cell}","{cell}")', cell) if len(cell) <= room else cell


def file_link(href: str) -> LinkTo:
    """A link to a file."""
    target = _encoded(href)
    if not _can_lead(target):
        return _text_alone
    quoted = _quoted(target)
    return lambda text: Formula(f'HYPERLINK("{quoted}","{_quoted(text)}")', text) if _can_lead(text) else text


def _text_alone(text: str) -> str:
    return text


def _can_lead(text: str) -> bool:
    # A longer or unclean target would lead nowhere, or break the formula: the text without a link is honest.
    return len(text) <= MAX_LINK and not (FORBIDDEN.search(text) or "\n" in text or "\r" in text)


def _quoted(text: str) -> str:
    return text.replace('"', '""')


def _encoded(href: str) -> str:
    """A path in which the characters that end or escape a link are percent-encoded."""
    return href.replace("%", "%25").replace("#", "%23").replace("?", "%3F")
