"""What a letter to a department says besides its problems: from whom, until when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.sax.saxutils import escape

from jixiao.archive import OPEN_FORMATS, XML_HEAD, relationships
from jixiao.consolidate.returns.own_output import sealed_archive

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


_HEAD, _FORMATS = XML_HEAD, OPEN_FORMATS
_WORD = f"{_FORMATS}/wordprocessingml/2006/main"
_OFFICE = f"{_FORMATS}/officeDocument/2006/relationships"
_KINDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TWIPS_PER_CM = 1440 / 2.54
_BODY, _BODY_SIZE, _LINE = "仿宋", 16, 28  # the line in points
_MARGINS = {"top": 3.7, "right": 2.6, "bottom": 3.5, "left": 2.8}
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
    margins = " ".join(f'w:{side}="{_twips(width)}"' for side, width in _MARGINS.items())
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar {margins} w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>'
    )
    text = f'{_HEAD}<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"><w:body>{"".join(body)}{section}</w:body></w:document>'
    return sealed_archive(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELATIONS,
            "docProps/core.xml": _core(title, made),
            "word/document.xml": text.encode("utf-8", "replace"),
            "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
            "word/styles.xml": _STYLES,
            "word/settings.xml": _SETTINGS,
            "word/footer1.xml": _FOOTER,
        }
    )


def _twips(centimetres: float) -> int:
    return int(centimetres * _TWIPS_PER_CM)


def _core(title: str, made: datetime) -> str:
    time = f'xsi:type="dcterms:W3CDTF">{made:%Y-%m-%dT%H:%M:%S}Z<'
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_FORMATS}/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>Jixiao</dc:creator><dc:description></dc:description>"
        f"<cp:lastModifiedBy>Jixiao</cp:lastModifiedBy><dcterms:created {time}/dcterms:created>"
        f"<dcterms:modified {time}/dcterms:modified><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


_PARTS = {
    "word/document.xml": f"{_KINDS}.document.main+xml",
    "word/styles.xml": f"{_KINDS}.styles+xml",
    "word/settings.xml": f"{_KINDS}.settings+xml",
    "word/footer1.xml": f"{_KINDS}.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}
_TYPES = (
    f'{_HEAD}<Types xmlns="{_FORMATS}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in _PARTS.items())
    + "</Types>"
)


_RELATIONS = relationships(
    (f"{_OFFICE}/officeDocument", "word/document.xml"),
    (f"{_FORMATS}/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
)
_DOCUMENT_RELATIONS = relationships(
    (f"{_OFFICE}/styles", "styles.xml"), (f"{_OFFICE}/footer", "footer1.xml"), (f"{_OFFICE}/settings", "settings.xml")
)
_SETTINGS = (
    f'{_HEAD}<w:settings xmlns:w="{_WORD}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
_FOOTER = (
    f'{_HEAD}<w:ftr xmlns:w="{_WORD}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">PAGE</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>'
)
_EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_WORD}"><w:docDefaults><w:rPrDefault><w:rPr>'
    f'<w:rFonts w:ascii="{_BODY}" w:hAnsi="{_BODY}" w:eastAsia="{_BODY}" w:cs="Times New Roman"/>'
    f'<w:sz w:val="{2 * _BODY_SIZE}"/><w:szCs w:val="{2 * _BODY_SIZE}"/>'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    f'<w:spacing w:after="0" w:line="{20 * _LINE}" w:lineRule="exact"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    f"<w:tblPr><w:tblBorders>{_EDGES}</w:tblBorders></w:tblPr></w:style></w:styles>"
)
