"""Files that are not what they seem, made by code: each builder returns the bytes of one.

``HOSTILE`` maps a name to the builder and the exception class the file must be refused with.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from grid.compound_writer import biff, compound
from grid.workbook_parts import package, sheet_xml, strings_xml, xlsx, xlsx_parts
from hostile import hostile_zips
from jixiao.errors import (
    BrokenWorkbookError,
    EncryptedWorkbookError,
    HostileWorkbookError,
    InputError,
    NotAWorkbookError,
    UnreadableFileError,
)

DTD = '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def dtd_in(part: str) -> Callable[[], bytes]:
    def build() -> bytes:
        parts = xlsx_parts(sheet_xml(hostile_zips.GOOD_ROWS), strings=strings_xml(["甲"]))
        text = str(parts.get(part, "<theme/>"))
        head, mark, body = text.partition("?>")
        parts[part] = f"{head}{mark}{DTD}{body}" if mark else DTD + text
        return package(parts)

    return build


def dtd_in_utf16() -> bytes:
    text = sheet_xml(hostile_zips.GOOD_ROWS).replace("UTF-8", "UTF-16").replace("?>", "?>" + DTD)
    return xlsx(text.encode("utf-16"), strings=strings_xml(["甲"]))


def dtd_in_unread_utf16_part() -> bytes:
    return package({**xlsx_parts(sheet_xml()), "docProps/custom.xml": (DTD + "<a/>").encode("utf-16")})


def swelling_shared_formula() -> bytes:
    """A formula of 8,000 characters shared by 20,000 cells: 160 million characters from a small file."""
    formula = "+".join(["A1"] * 2_700)
    cells = "".join(f'<row r="{n}"><c r="B{n}"><f t="shared" si="0"/></c></row>' for n in range(2, 20_002))
    return xlsx(sheet_xml(f'<row r="1"><c r="B1"><f t="shared" ref="B1:B20001" si="0">{formula}</f></c></row>{cells}'))


def one_part_many_sheets() -> bytes:
    """A thousand sheets that all point to the same part of five megabytes."""
    parts = xlsx_parts(*[sheet_xml()] * 1_000)
    parts["xl/worksheets/sheet1.xml"] = sheet_xml("".join(f'<row r="{n}"/>' for n in range(1, 300_000)))
    rels = str(parts["xl/_rels/workbook.xml.rels"])
    for number in range(2, 1_001):
        rels = rels.replace(f"worksheets/sheet{number}.xml", "worksheets/sheet1.xml")
    parts["xl/_rels/workbook.xml.rels"] = rels
    return package(parts)


def other_package(main: str, content_type: str) -> Callable[[], bytes]:
    def build() -> bytes:
        parts = xlsx_parts(sheet_xml())
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        text = str(parts["[Content_Types].xml"]).replace("/xl/workbook.xml", f"/{main}").replace(kind, content_type)
        rels = str(parts["_rels/.rels"]).replace("xl/workbook.xml", main)
        return package({"[Content_Types].xml": text, "_rels/.rels": rels, main: "<x/>"})

    return build


def ods(
    content: str, mimetype: str = "application/vnd.oasis.opendocument.spreadsheet", manifest: str = "<m/>"
) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return stream.getvalue()


ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def ods_repeated_cells() -> bytes:
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    return ods(f'{ODS_HEAD}<table:table table:name="表">{row}</table:table>{ODS_TAIL}')


def ods_encrypted() -> bytes:
    return ods("x", manifest='<m:file-entry><m:encryption-data m:checksum="x"/></m:file-entry>')


def xls_far_cell() -> bytes:
    """Cells in the first and the last corner: reading the rectangle between them takes all memory there is."""
    return biff([[(0, 0, 1.0), (65_535, 255, 2.0)]])


HOSTILE: dict[str, tuple[Callable[[], bytes], type[InputError]]] = {
    "zip bomb": (hostile_zips.bomb, HostileWorkbookError),
    "bomb of many parts": (hostile_zips.bomb_of_many_parts, HostileWorkbookError),
    "too many parts": (hostile_zips.too_many_parts, HostileWorkbookError),
    "part larger than declared": (hostile_zips.larger_than_declared, HostileWorkbookError),
    "duplicate names": (hostile_zips.duplicate_names, HostileWorkbookError),
    "names that differ in case only": (hostile_zips.names_that_differ_in_case, HostileWorkbookError),
    "path traversal": (hostile_zips.path_traversal, HostileWorkbookError),
    "path traversal with backslashes": (hostile_zips.path_traversal_with_backslashes, HostileWorkbookError),
    "absolute path": (hostile_zips.absolute_path, HostileWorkbookError),
    "path with a drive": (hostile_zips.drive_path, HostileWorkbookError),
    "other name in local header": (hostile_zips.other_name_in_local_header, HostileWorkbookError),
    "other size in local header": (hostile_zips.other_size_in_local_header, HostileWorkbookError),
    "other method in local header": (hostile_zips.other_method_in_local_header, HostileWorkbookError),
    "entry inside another": (hostile_zips.entries_sharing_their_data, HostileWorkbookError),
    "DTD in a sheet": (dtd_in("xl/worksheets/sheet1.xml"), HostileWorkbookError),
    "DTD in the workbook part": (dtd_in("xl/workbook.xml"), HostileWorkbookError),
    "DTD in the shared strings": (dtd_in("xl/sharedStrings.xml"), HostileWorkbookError),
    "DTD in the relations": (dtd_in("xl/_rels/workbook.xml.rels"), HostileWorkbookError),
    "DTD in the content types": (dtd_in("[Content_Types].xml"), HostileWorkbookError),
    "DTD in a part nobody reads": (dtd_in("xl/theme/theme1.xml"), HostileWorkbookError),
    "DTD in UTF-16": (dtd_in_utf16, HostileWorkbookError),
    "DTD in UTF-16 in a part nobody reads": (dtd_in_unread_utf16_part, HostileWorkbookError),
    "swelling shared formula": (swelling_shared_formula, HostileWorkbookError),
    "one part for a thousand sheets": (one_part_many_sheets, HostileWorkbookError),
    "ods of repeated cells": (ods_repeated_cells, HostileWorkbookError),
    "ods with DTD": (lambda: ods(DTD + ODS_HEAD + ODS_TAIL), HostileWorkbookError),
    "encrypted entries": (hostile_zips.encrypted_entries, EncryptedWorkbookError),
    "password-protected xlsx": (
        lambda: compound({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"x"}),
        EncryptedWorkbookError,
    ),
    "password-protected xls": (lambda: biff([[]], password=True), EncryptedWorkbookError),
    "password-protected ods": (ods_encrypted, EncryptedWorkbookError),
    "cut to a third": (hostile_zips.truncated(0.3), BrokenWorkbookError),
    "cut in the directory": (hostile_zips.truncated(0.95), BrokenWorkbookError),
    "wrong directory offset": (hostile_zips.wrong_directory_offset, BrokenWorkbookError),
    "wrong check sum": (hostile_zips.wrong_check_sum, BrokenWorkbookError),
    "damaged data": (hostile_zips.damaged_data, BrokenWorkbookError),
    "unknown compression": (hostile_zips.unknown_compression, BrokenWorkbookError),
    "cut compound file": (lambda: biff([[(0, 0, 1.0)]])[:700], BrokenWorkbookError),
    "ods without content": (lambda: ods(""), BrokenWorkbookError),
    "ods without a sheet": (lambda: ods(ODS_HEAD + ODS_TAIL), BrokenWorkbookError),
    "Word document without a body": (
        other_package(
            "word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        ),
        BrokenWorkbookError,
    ),
    "PowerPoint": (
        other_package(
            "ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
        ),
        NotAWorkbookError,
    ),
    "old Word document": (lambda: compound({"WordDocument": b"x" * 5000}), NotAWorkbookError),
    "odt": (lambda: ods("<x/>", "application/vnd.oasis.opendocument.text"), NotAWorkbookError),
    "ordinary zip": (lambda: package({"报送/表.xlsx": hostile_zips.good()}), NotAWorkbookError),
    "OFD": (lambda: package({"OFD.xml": "<x/>"}), NotAWorkbookError),
    "empty zip": (lambda: package({}), NotAWorkbookError),
    "only the end of a zip": (hostile_zips.end_record_only, NotAWorkbookError),
    "PDF": (lambda: b"%PDF-1.7\n%\xe2\xe3", NotAWorkbookError),
    "PNG": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", NotAWorkbookError),
    "web page": (lambda: "<html><body><p>绩效</p></body></html>".encode("gbk"), NotAWorkbookError),
    "Excel 2003 XML": (
        lambda: (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
            b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
        ),
        BrokenWorkbookError,
    ),
    "CSV": (lambda: "项目,金额\n甲,1\n".encode("gb18030"), NotAWorkbookError),
    "RAR": (lambda: b"Rar!\x1a\x07\x01\0", NotAWorkbookError),
    "zeros": (lambda: b"\0" * 4096, NotAWorkbookError),
    "lock file": (lambda: b"\x05clerk" + b"\x20" * 49 + b"\x05\0" + b"c\0l\0" * 27, NotAWorkbookError),
    "empty": (lambda: b"", UnreadableFileError),
}

SAYS = {
    "Word document without a body": "正文",
    "PowerPoint": "PowerPoint",
    "old Word document": "Word 97–2003 文档",
    "odt": "OpenDocument 文本文档",
    "ordinary zip": "压缩包",
    "OFD": "OFD",
    "PDF": "PDF",
    "PNG": "PNG",
    "web page": "网页",
    "Excel 2003 XML": "没有工作表",
    "CSV": "纯文本",
    "RAR": "RAR",
    "lock file": "临时文件",
    "empty": "空",
}
"""What the message must name the content."""
