"""Workbooks made part by part, so that a test can show exactly what is in a file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def package(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip package with these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def sheet_xml(rows: str = "", before: str = "", after: str = "", namespace: str = MAIN) -> str:
    """A worksheet part around the given rows."""
    return (
        f'{DECLARATION}<worksheet xmlns="{namespace}" xmlns:r="{_OFFICE}">{before}<sheetData>{rows}</sheetData>'
        f"{after}</worksheet>"
    )


def strings_xml(texts: Iterable[str]) -> str:
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts)
    return f'{DECLARATION}<sst xmlns="{MAIN}">{items}</sst>'


def styles_xml(formats: Iterable[str | int]) -> str:
    """Cell styles from number formats: a built-in id or a code of one's own. Style 0 is General."""
    own, ids = [], ["0"]
    for number, code in enumerate(formats, 164):
        if isinstance(code, int):
            ids.append(str(code))
        else:
            own.append(f'<numFmt numFmtId="{number}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>')
            ids.append(str(number))
    cells = "".join(f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0"/>' for number in ids)
    return (
        f'{DECLARATION}<styleSheet xmlns="{MAIN}"><numFmts count="{len(own)}">{"".join(own)}</numFmts>'
        f'<cellStyleXfs count="1"><xf numFmtId="9"/></cellStyleXfs><cellXfs count="{len(ids)}">{cells}</cellXfs></styleSheet>'
    )


def xlsx_parts(
    *sheets: str | bytes,
    strings: str | None = None,
    styles: str | None = None,
    names: str = "",
    properties: str = "",
    states: Mapping[int, str] | None = None,
) -> dict[str, str | bytes]:
    """The parts of a whole .xlsx with these worksheet parts, named 表1, 表2 …; strings and styles are whole parts."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="表{n}" sheetId="{n}" {(states or {}).get(n, "")} r:id="rId{n}"/>' for n in numbers)
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{WORKBOOK_TYPE}"/></Types>'
        ),
        "_rels/.rels": (
            f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">{properties}<sheets>{listed}</sheets>{names}</workbook>'
        ),
    }
    for number, sheet in zip(numbers, sheets, strict=True):
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet
    if strings is not None:
        parts["xl/sharedStrings.xml"] = strings
        related += f'<Relationship Id="rIdS" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    if styles is not None:
        parts["xl/styles.xml"] = styles
        related += f'<Relationship Id="rIdT" Type="{_OFFICE}/styles" Target="/xl/styles.xml"/>'
    parts["xl/_rels/workbook.xml.rels"] = (
        f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>'
    )
    return parts


def xlsx(*sheets: str | bytes, **options: object) -> bytes:
    """A whole .xlsx as bytes; see ``xlsx_parts``."""
    return package(xlsx_parts(*sheets, **options))  # type: ignore[arg-type]
