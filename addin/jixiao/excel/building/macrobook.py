"""A form as .xlsm: the .xlsx with VBA and buttons, part by part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from jixiao.archive import archive, unpacked
from jixiao.errors import InputError
from jixiao.excel.building.modules import project_modules, xlwings_modules
from jixiao.excel.building.vbaproject import Module, vba_project
from jixiao.excel.buttons import Button, sheet_buttons
from jixiao.grid.address import parse_range
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.package import Package
from jixiao.grid.xlsx_workbook import PartRelation, main_part, read_outline, relations
from jixiao.output import Finish

PROJECT = "JixiaoForm"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_WITH_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_DEFAULTS = (
    ("bin", "application/vnd.ms-office.vbaProject"),
    ("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing"),
)
_BLOCK = 1024
"""So many shape numbers belong to each entry of a drawing's ``idmap``."""
_AFTER_DRAWING = (
    r"<(?:legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b|</worksheet>"
)
"""What may follow ``legacyDrawing`` in a sheet, by the order of the schema."""


def with_buttons(workbook: bytes, starter: Iterable[Module] | None = None) -> bytes:
    """Return the .xlsm of Jixiao's own .xlsx; ``starter`` replaces xlwings in tests.

    Raises ``InputError`` for a sheet that is cut off, ``UsageError`` without a fitting xlwings.
    """
    parts = unpacked(workbook)
    package = Package(workbook, DEFAULT_LIMITS)
    main = main_part(package)
    related = relations(package, main)
    sheets = [related[entry.relation].target or "" for entry in read_outline(package, main).sheets]
    names = [f"Sheet{number}" for number in range(1, len(sheets) + 1)]
    for part, name in zip(sheets, names, strict=True):
        parts[part] = _named(parts[part].decode(), name).encode()
    for number, (part, column) in enumerate(_forms(parts, sheets), start=1):
        _add_drawing(parts, relations(package, part), part, column, number)
    _add_project(parts, vba_project(PROJECT, project_modules(names, starter)))
    return archive(parts)


def buttons() -> Finish:
    """Return what puts buttons into a workbook. Raises ``UsageError``."""
    modules = xlwings_modules()
    return lambda workbook: with_buttons(workbook, modules)


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'(?<![\w:]){name}="([^"]*)"', tag)
    return found[1] if found else ""


def _forms(parts: dict[str, bytes], sheets: Sequence[str]) -> list[tuple[str, int]]:
    """Return each form's printed sheet part, and the column right of it, from 0."""
    found = []
    pattern = r'<definedName name="_xlnm\.Print_Area" localSheetId="(\d+)"[^>]*>([^<]*)</definedName>'
    for index, reference in re.findall(pattern, parts["xl/workbook.xml"].decode()):
        part = sheets[int(index)]
        printed = parse_range(reference.rpartition("!")[2].rpartition(",")[2]).right
        # A form may be wider than what is printed of it; what spans its whole width is merged.
        merges = re.findall(r'<mergeCell ref="([^"]+)"', parts[part].decode())
        found.append((part, max([printed, *(parse_range(merge).right for merge in merges)])))
    return found


def _named(sheet: str, name: str) -> str:
    """The sheet with the name that its VBA module goes by."""
    if re.search(r"<sheetPr\b", sheet):  # not <sheetProtection
        return re.sub(r"<sheetPr\b", f'<sheetPr codeName="{name}"', sheet, count=1)
    return re.sub(r"(<worksheet\b[^>]*>)", rf'\1<sheetPr codeName="{name}"/>', sheet, count=1)


def _add_drawing(
    parts: dict[str, bytes], related: Mapping[str, PartRelation], sheet: str, column: int, number: int
) -> None:
    """Put the buttons into the drawing of the sheet's notes, else into a new one."""
    text = parts[sheet].decode()
    folder, _, name = sheet.rpartition("/")
    beside = f"{folder}/_rels/{name}.rels"
    notes = re.search(r"<legacyDrawing\b[^>]*>", text)
    if notes is not None:
        drawing = related[_attribute(notes[0], "r:id")].target or ""
        parts[drawing] = _with_shapes(parts[drawing].decode(), column).encode()
        return
    place = re.search(_AFTER_DRAWING, text)
    if place is None:
        raise InputError("工作表的内容不完整")
    entry = f'<legacyDrawing xmlns:r="{_OFFICE}" r:id="rIdButtons"/>'
    parts[sheet] = (text[: place.start()] + entry + text[place.start() :]).encode()
    empty = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    # openpyxl keeps a drawing with such a name, and no other, when it saves a workbook with macros.
    while f"xl/drawings/vmlDrawing{number}.vml" in parts:
        number += 1
    target = f"vmlDrawing{number}.vml"
    entry = f'<Relationship Id="rIdButtons" Type="{_OFFICE}/vmlDrawing" Target="../drawings/{target}"/>'
    known = parts.get(beside, empty.encode()).decode()
    parts[beside] = known.replace("</Relationships>", f"{entry}</Relationships>").encode()
    parts[f"xl/drawings/{target}"] = _with_shapes(_empty_drawing(number), column).encode()


def _add_project(parts: dict[str, bytes], project: bytes) -> None:
    types = parts["[Content_Types].xml"].decode().replace(_PLAIN, _WITH_MACROS)
    added = "".join(
        f'<Default Extension="{extension}" ContentType="{kind}"/>'
        for extension, kind in _DEFAULTS
        if f'Extension="{extension}"' not in types
    )
    parts["[Content_Types].xml"] = re.sub(r"(<Types\b[^>]*>)", rf"\1{added}", types, count=1).encode()
    known = parts["xl/_rels/workbook.xml.rels"].decode()
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    entry = f'<Relationship Id="rIdVba" Type="{kind}" Target="vbaProject.bin"/>'
    parts["xl/_rels/workbook.xml.rels"] = known.replace("</Relationships>", f"{entry}</Relationships>").encode()
    workbook = parts["xl/workbook.xml"].decode()
    parts["xl/workbook.xml"] = re.sub(
        r"<workbookPr\b", '<workbookPr codeName="ThisWorkbook"', workbook, count=1
    ).encode()
    parts["xl/vbaProject.bin"] = project


def _empty_drawing(number: int) -> str:
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{number}"/></o:shapelayout></xml>'
    )


def _with_shapes(drawing: str, column: int) -> str:
    """Return the drawing with the sheet's buttons below each other in the panel."""
    blocks = re.search(r'<o:idmap\b[^>]*\bdata="([\d,]+)"', drawing)
    block = int(blocks[1].split(",")[0]) if blocks else 1
    taken = [int(number) for number in re.findall(r'"_x0000_s(\d+)"', drawing)]
    first = max([block * _BLOCK, *taken]) + 1
    shapes = "".join(_shape(button, column, row, first + row) for row, button in enumerate(sheet_buttons()))
    kind = (
        '<v:shapetype id="_x0000_t201" coordsize="21600,21600" o:spt="201" path="m,l,21600r21600,l21600,xe">'
        '<v:stroke joinstyle="miter"/><v:path shadowok="f" o:extrusionok="f" strokeok="f" fillok="f" '
        'o:connecttype="rect"/><o:lock v:ext="edit" shapetype="t"/></v:shapetype>'
    )
    return drawing.replace("</xml>", f"{kind}{shapes}</xml>")


def _shape(button: Button, column: int, row: int, number: int) -> str:
    identity = f"_x0000_s{number}"
    anchor = f"{column}, 12, {row}, 2, {column + 2}, 0, {row + 1}, 0"  # column, pixels, row, pixels; twice
    return (
        f'<v:shape id="{identity}" type="#_x0000_t201" style="position:absolute;z-index:{row + 1}" o:button="t" '
        'fillcolor="buttonFace [67]" strokecolor="windowText [64]" o:insetmode="auto">'
        '<v:fill color2="buttonFace [67]" o:detectmouseclick="t"/><o:lock v:ext="edit" rotation="t"/>'
        '<v:textbox style="mso-direction-alt:auto" o:singleclick="f"><div style="text-align:center">'
        f'<font face="宋体" size="220" color="#000000">{escape(button.label)}</font></div></v:textbox>'
        f'<x:ClientData ObjectType="Button"><x:Anchor>{anchor}</x:Anchor><x:PrintObject>False</x:PrintObject>'
        f"<x:AutoFill>False</x:AutoFill><x:FmlaMacro>[0]!{button.sub}</x:FmlaMacro>"
        "<x:TextHAlign>Center</x:TextHAlign><x:TextVAlign>Center</x:TextVAlign></x:ClientData></v:shape>"
    )
