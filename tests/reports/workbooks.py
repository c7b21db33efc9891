"""Workbooks to be marked: one with everything a library would lose, and small ones written by hand."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

from jixiao.checks.finding import Finding
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.package import Package
from jixiao.reports.marking.marked_workbook import marked_copy
from reports.reported import report

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def mark(data: bytes, findings: Sequence[Finding]) -> bytes:
    """The marked copy of a workbook."""
    return marked_copy(Package(data, DEFAULT_LIMITS), report(findings).problems)


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A package of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def relations(*entries: str) -> str:
    return f'<Relationships xmlns="{RELATIONS}">{"".join(entries)}</Relationships>'


def small(
    sheet: str | bytes, *, styles: str | bytes | None = None, more: Mapping[str, str | bytes] | None = None
) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet ``表`` given as XML."""
    workbook = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="表" sheetId="4" r:id="rId1"/></sheets></workbook>'
    related = [relation(1, "worksheet", "worksheets/sheet1.xml")]
    if styles is not None:
        related.append(relation(2, "styles", "styles.xml"))
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_SPREADSHEET}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SPREADSHEET}.worksheet+xml"/></Types>',
        "_rels/.rels": relations(relation(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook,
        "xl/_rels/workbook.xml.rels": relations(*related),
        "xl/worksheets/sheet1.xml": sheet,
    }
    if styles is not None:
        parts["xl/styles.xml"] = styles
    return {**parts, **(more or {})}


def sheet_xml(rows: str, before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def png() -> io.BytesIO:
    """A small red picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)
    rows = b"".join(b"\0" + b"\xff\0\0" * 4 for _ in range(4))
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )


def write_rich(path: Path) -> Path:
    """A workbook with notes, pictures, validations, extensions, protection, a button, charts, tables, names."""
    workbook = xlsxwriter.Workbook(str(path))
    sheet, other = workbook.add_worksheet("项目一"), workbook.add_worksheet("O'Neil!表")
    style = workbook.add_format(
        {"bg_color": "#FFFF00", "border": 1, "text_wrap": True, "num_format": "0.00", "locked": False}
    )
    sheet.set_column(1, 3, 20, style)
    sheet.set_row(20, 30, style)
    sheet.merge_range("A1:F1", "2026年项目支出绩效目标表", style)
    sheet.merge_range("B3:C5", "合并", style)
    for cell, value in {"A12": "x", "D12": "效果显著", "E12": 95.5, "D15": "乙"}.items():
        sheet.write(cell, value, style)
    sheet.write_formula("F12", "=SUM(E1:E12)", style, 95.5)
    sheet.write_rich_string("D13", "a", workbook.add_format({"bold": True}), "b", style)
    sheet.write_comment("E12", "原有批注", {"author": "张三", "visible": True})
    sheet.write_comment("A12", "不动的批注")
    sheet.insert_image("H2", "x.png", {"image_data": png()})
    sheet.embed_image("H8", "y.png", {"image_data": png()})
    sheet.data_validation("D12:D20", {"validate": "list", "source": ["a", "b"]})
    sheet.data_validation("E12:E20", {"validate": "list", "source": "='O''Neil!表'!$A$1:$A$3"})
    sheet.conditional_format("E1:E20", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("E1:E20", {"type": "cell", "criteria": ">", "value": 3, "format": style})
    sheet.add_sparkline("G12", {"range": "'项目一'!A1:E1"})
    sheet.insert_button("H20", {"caption": "检查", "macro": "x"})
    sheet.insert_textbox("J2", "文字")
    sheet.protect("abc", {"objects": True})
    sheet.autofilter("A11:F20")
    sheet.freeze_panes(11, 2)
    sheet.set_header("&L&G", {"image_left": "h.png", "image_data_left": png()})
    sheet.write_url("A15", "http://example.org")
    sheet.print_area("A1:G30")
    sheet.repeat_rows(0)
    other.write("A1", 1)
    other.write("C3", "乙")
    other.add_table("E1:F4")
    chart, whole = workbook.add_chart({"type": "line"}), workbook.add_chart({"type": "bar"})
    chart.add_series({"values": "='O''Neil!表'!$A$1:$A$3"})
    whole.add_series({"values": "=项目一!$E$1:$E$12"})
    other.insert_chart("H2", chart)
    workbook.add_chartsheet("图").set_chart(whole)
    workbook.add_worksheet("空表")
    hidden = workbook.add_worksheet("隐藏")
    hidden.hide()
    hidden.write("A1", "x")
    workbook.define_name("指标", "='项目一'!$D$12:$D$20")
    workbook.close()
    return path
