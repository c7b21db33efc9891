"""The project's own reader for .xlsx and .xlsm: sparse, bounded, in one pass.

python-calamine is as fast but shows no formulas, number formats or names and turns error values into blanks; openpyxl
shows them and takes a hundred times as long.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from jixiao.errors import BrokenWorkbookError, HostileWorkbookError
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.lookalikes import plain_characters
from jixiao.grid.model import Sheet, SheetFailure, Workbook
from jixiao.grid.numberformat import BUILTIN, DAYS_TO_1904, is_general, shows_day
from jixiao.grid.package import Package, PartMemo
from jixiao.grid.struck import PartlyStruck, StruckFormat, take_out_struck
from jixiao.grid.xlsx_fast import scan_sheet
from jixiao.grid.xlsx_looks import Looks, Unusual
from jixiao.grid.xlsx_sheet import SheetContext, walk_sheet
from jixiao.grid.xlsx_strings import read_strings
from jixiao.grid.xlsx_workbook import Outline, PartRelation, SheetEntry, main_part, read_outline, relations
from jixiao.grid.xmlpart import decode_xml, is_balanced, local, truth, walk, whole

# Cells and rows without content, as every program writes them: <c r="A1" s="3"/>, <row r="2" spans="1:9"></row>.
_EMPTY_CELL = re.compile(rb"<c(?: [^<>/]*+)?/>")
_EMPTY_ROW = re.compile(rb"<row(?: [^<>/]*+)?(?:/>|>\s*+</row>)")
_ROW_END = b"</row>"
ADVICE = "请删除表中多余的空白行和列（选中后删除，不是清除内容）并保存，再重新报送"


def read_without_blanks(package: Package, part: str, sheet: str) -> bytes:
    """Return a sheet part without empty cells and rows. Raises ``InputError``."""
    kept: list[bytes] = []
    size = 0
    rest = b""
    for chunk in package.chunks(part):
        rest += chunk
        cut = rest.rfind(_ROW_END) + len(_ROW_END)
        if cut < len(_ROW_END):
            # Rows may all be single tags; then the last complete one ends the piece.
            cut = rest.rfind(b"/>") + 2 if b"<sheetData" not in rest else 0
        if cut > 0:
            piece, rest = _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", rest[:cut])), rest[cut:]
            kept.append(piece)
            size += len(piece)
        if size + len(rest) > package.limits.part_bytes:
            raise HostileWorkbookError(
                f"工作表“{sheet}”内容过大（超过 {package.limits.part_bytes >> 20} MB）", hint=ADVICE
            )
    return b"".join([*kept, rest])


def read_xlsx(path: Path) -> Workbook:
    """Read a file that is known to be an .xlsx or .xlsm. Raises ``InputError``."""
    return read_package(Package(path.read_bytes(), DEFAULT_LIMITS))


def read_package(package: Package) -> Workbook:
    """The workbook in an OOXML package.

    A sheet whose part is damaged becomes a ``SheetFailure``. Raises ``BrokenWorkbookError`` if what all sheets need is
    damaged or no sheet at all can be read, ``HostileWorkbookError`` beyond a limit.
    """
    part = main_part(package)
    outline = read_outline(package, part)
    related = relations(package, part)
    by_kind = {relation.kind: relation.target for relation in related.values()}
    _refuse_shared_parts(outline, related)
    context = SheetContext(
        strings=read_strings(package, by_kind.get("sharedStrings")),
        formats=read_formats(package, by_kind.get("styles")),
        date1904=outline.date1904,
        limits=package.limits,
    )
    context.may_strike = any(isinstance(code, StruckFormat) for code in context.formats) or (
        PartlyStruck in set(map(type, context.strings.values()))
    )
    looks = Looks(context)
    workbook = Workbook(names=_names(outline), date1904=outline.date1904, calculation=outline.calculation)
    for entry in outline.sheets:
        _add_sheet(workbook, package, entry, related.get(entry.relation), context, looks)
    if workbook.failures and not workbook.sheets:
        raise BrokenWorkbookError(workbook.failures[0].reason)
    return workbook


def _refuse_shared_parts(outline: Outline, related: Mapping[str, PartRelation]) -> None:
    """Refuse sheets that share a part: no writer does that, and it multiplies work."""
    targets = [related[entry.relation].target for entry in outline.sheets if entry.relation in related]
    parts = [target.casefold() for target in targets if target is not None]
    if len(set(parts)) < len(parts):
        raise HostileWorkbookError("几张工作表指向同一个内容部件")


def _names(outline: Outline) -> dict[tuple[str | None, str], str]:
    names: dict[tuple[str | None, str], str] = {}
    for index, name, reference in outline.names:
        if index is None:
            names[None, name] = reference
        elif 0 <= index < len(outline.sheets):
            names[outline.sheets[index].name, name] = reference
    return names


def _add_sheet(
    workbook: Workbook,
    package: Package,
    entry: SheetEntry,
    relation: PartRelation | None,
    context: SheetContext,
    looks: Looks,
) -> None:
    """Read one sheet, or note why it cannot be read; charts are passed over."""
    if relation is not None and relation.kind != "worksheet":
        return
    try:
        if relation is None or relation.target is None:
            raise BrokenWorkbookError("工作表没有对应的内容部件")
        workbook.sheets.append(_read_sheet(package, relation.target, entry, context, looks))
    except BrokenWorkbookError as error:
        workbook.failures.append(SheetFailure(entry.name, error.message))


def _read_sheet(package: Package, part: str, entry: SheetEntry, context: SheetContext, looks: Looks) -> Sheet:
    found = package.find(part)
    if found is not None and package.entries[found].size > package.limits.part_bytes:
        data = read_without_blanks(package, part, entry.name)
    else:
        data = package.read(part)
    text = plain_characters(decode_xml(data, part))
    before = context.cells, context.merges, context.formula_characters
    sheet = Sheet(entry.name, entry.state)
    try:
        if not is_balanced(data):
            raise Unusual
        scan_sheet(text, sheet, context, looks)
    except Unusual:
        context.cells, context.merges, context.formula_characters = before
        sheet = Sheet(entry.name, entry.state)
        walk_sheet(text, part, sheet, context)
    if context.may_strike:
        take_out_struck(sheet)
    if context.date1904:
        _count_from_1900(sheet)
    return sheet


def _count_from_1900(sheet: Sheet) -> None:
    """Bring the dates of a workbook that counts from 1904 to the usual system."""
    for (row, column), code in sheet.formats.items():
        value = sheet.rows[row][column]
        if isinstance(value, float) and shows_day(code):
            sheet.rows[row][column] = value + DAYS_TO_1904


# ---- the number formats of the cell styles

_LONGEST = 255  # characters of a format code, Excel's own limit


def read_formats(package: Package, part: str | None) -> tuple[str | None, ...]:
    """Return the number format of each style; a ``StruckFormat`` strikes out.

    Raises ``BrokenWorkbookError`` for a damaged part.
    """
    if part is None:
        return ()
    return _FORMATS.get(package, part, lambda data: _number_formats(decode_xml(data, part), part))


_FORMATS: PartMemo[tuple[str | None, ...]] = PartMemo()


def _number_formats(text: str, part: str) -> tuple[str | None, ...]:
    own: dict[str, str] = {}
    ids: list[tuple[str, int]] = []
    inside = in_fonts = False
    fonts = 0
    struck: set[int] = set()

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal inside, in_fonts, fonts
        tag = local(element)
        if tag == "fonts":
            in_fonts = True
        elif tag == "font" and in_fonts:
            fonts += 1
        elif tag == "strike" and in_fonts and truth(attributes.get("val", "1")):
            struck.add(fonts - 1)
        if tag == "numFmt":
            own.setdefault(attributes.get("numFmtId", ""), attributes.get("formatCode", "")[:_LONGEST])
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            ids.append((attributes.get("numFmtId", "0"), whole(attributes.get("fontId"), 0)))

    def end(element: str) -> None:
        nonlocal inside, in_fonts
        in_fonts = in_fonts and local(element) != "fonts"
        if local(element) == "cellXfs":
            inside = False

    walk(text, part, start, end)
    codes = ((own.get(number) or BUILTIN.get(number, "General"), font) for number, font in ids)
    return tuple(StruckFormat(code) if font in struck else None if is_general(code) else code for code, font in codes)
