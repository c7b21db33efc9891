"""What python-docx has no words for: fonts for Chinese, page numbers, rows that repeat or stay whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.table import _Row
    from docx.text.font import Font
    from docx.text.paragraph import Paragraph


def set_font(font: Font, name: str) -> None:
    """Use a font for Chinese text too: ``font.name`` is for Latin letters only."""
    font.name = name
    properties = font.element.get_or_add_rPr()
    properties.rFonts.set(qn("w:eastAsia"), name)


def add_page_number(paragraph: Paragraph) -> None:
    """Put the number of the page into a paragraph."""
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._element.append(element)


def repeat_row(row: _Row) -> None:
    """Show the row at the top of every page of its table."""
    _flag(row, "w:tblHeader")


def keep_whole(row: _Row) -> None:
    """Do not break the row over two pages."""
    _flag(row, "w:cantSplit")


def _flag(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
