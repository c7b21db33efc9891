"""What a letter to a department says besides its problems: from whom, until when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.sax.saxutils import escape

from jixiao.consolidate.returns.own_output import sealed_archive
from jixiao.resources import office_package

BLANK_DATE = "　　　　年　　月　　日"


@dataclass(frozen=True, slots=True)
class Letter:
    """The frame of a letter; what is not known is left open for the hand.

    ``number`` is that of the round; 0 outside a season. ``unmended`` are places among the problems of the department
    that stood in the round before, ``mended`` the words of those that are gone, None where there was no round before.
    """

    bureau: str = ""
    contact: str = ""
    phone: str = ""
    day: date | None = None
    due: date | None = None
    recipient: str = ""
    recipient_phone: str = ""
    number: int = 0
    unmended: Collection[int] = ()
    mended: tuple[str, ...] | None = None

    @property
    def signature(self) -> str:
        """Who signs."""
        return self.bureau or "（审核单位盖章）"

    @property
    def contact_line(self) -> str:
        """Whom to ask."""
        return f"联系人：{self.contact or '　　　　　　'}　联系电话：{self.phone}"

    @property
    def recipient_line(self) -> str:
        """Who at the department is meant; empty if nobody is known."""
        parts = [part for part in (self.recipient, self.recipient_phone) if part]
        return f"（联系人：{'，'.join(parts)}）" if parts else ""


def written_day(day: date | None) -> str:
    """2026年11月30日, or the blank to be filled in by hand."""
    return BLANK_DATE if day is None else f"{day.year}年{day.month}月{day.day}日"


_TWIPS_PER_CM = 1440 / 2.54
_LINES = 240
"""What Word counts a single line as, where the distance is stated in lines."""


def run(text: str, *, font: str | None = None, size: float | None = None, bold: bool = False) -> str:
    """A piece of text; a line break in it is one in the document. ``size`` in points."""
    properties = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>' if font else ""
    properties += "<w:b/>" if bold else ""
    properties += f'<w:sz w:val="{round(2 * size)}"/><w:szCs w:val="{round(2 * size)}"/>' if size else ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{lines}</w:r>"


def paragraph(
    content: str = "",
    *,
    lines: float | None = None,
    around: int = 0,
    indent: int = 0,
    align: str | None = None,
    new_page: bool = False,
    with_next: bool = False,
) -> str:
    """Return a paragraph; ``lines``, ``around`` and ``indent`` are in points."""
    spacing = f' w:before="{20 * around}" w:after="{20 * around}"' if around else ""
    spacing += f' w:line="{round(_LINES * lines)}" w:lineRule="auto"' if lines else ""
    properties = "<w:keepNext/>" if with_next else ""
    properties += "<w:pageBreakBefore/>" if new_page else ""
    properties += f"<w:spacing{spacing}/>" if spacing else ""
    properties += f'<w:ind w:firstLine="{20 * indent}"/>' if indent else ""
    properties += f'<w:jc w:val="{align}"/>' if align else ""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def cell(content: str, widths: Sequence[float]) -> str:
    """Return a cell of paragraphs over columns of these ``widths`` in centimetres."""
    span = f'<w:gridSpan w:val="{len(widths)}"/>' if len(widths) > 1 else ""
    width = sum(map(_twips, widths))
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'


def row(cells: Iterable[str], *, header: bool = False) -> str:
    """A row that no page breaks; as a ``header`` it stands on top of every page."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>{''.join(cells)}</w:tr>"


def table(rows: Iterable[str], widths: Sequence[float]) -> str:
    """A table with lines around each cell; ``widths`` of the columns in centimetres."""
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    properties = (
        '<w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    )
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def document(body: Iterable[str], *, title: str, made: datetime) -> bytes:
    """Return the .docx of these parts on A4, the same bytes every time."""
    content = "".join(body).encode("utf-8", "replace").decode()
    return sealed_archive(office_package("docx", TITLE=escape(title), MADE=f"{made:%Y-%m-%dT%H:%M:%S}", BODY=content))


def _twips(centimetres: float) -> int:
    return int(centimetres * _TWIPS_PER_CM)
