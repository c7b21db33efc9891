"""A look at a file before any parser: what it is, and whether it is safe.

The extension is never asked: departments send Word files named .xls, web pages named .xls and .xlsx files without one.
"""

from __future__ import annotations

import stat
from os import PathLike
from pathlib import Path
from typing import Literal, NamedTuple

from jixiao.errors import EncryptedWorkbookError, HostileWorkbookError, NotAWorkbookError, UnreadableFileError
from jixiao.grid.compound import SIGNATURE as COMPOUND
from jixiao.grid.compound import CompoundFile
from jixiao.grid.contentkind import kind_of_text, name_of_compound, name_of_flat, name_of_ooxml, name_of_opendocument
from jixiao.grid.limits import DEFAULT_LIMITS, Limits
from jixiao.grid.package import Package
from jixiao.grid.xlsx_workbook import content_type, main_part
from jixiao.grid.xmlpart import decode_xml

FileKind = Literal["xlsx", "xls", "ods", "xlsb", "docx", "fods", "xml", "html"]
"""How a file is stored: ``xlsx`` stands for .xlsm, .xltx and an .et saved as OOXML too, ``xls`` for BIFF and .et, ``docx``
for .docm and .dotx too, ``xml`` for the XML Spreadsheet of Excel 2003, ``html`` for tables of a web page named .xls."""

SAVE_AS_DOCX = "请用 Word 或 WPS 打开，另存为 .docx 后重新报送"
_XML_SUFFIXES = (".xml", ".rels", ".vml")
# Themes and document properties are the same in thousands of workbooks; a part once found clean stays so.
_known_clean: set[int] = set()
_KNOWN_PARTS = 10_000
_WORD_KINDS = ("wordprocessingml.document", "wordprocessingml.template", "ms-word.document", "ms-word.template")
_FILEPASS, _BOF, _WITHIN = 0x2F, 0x809, 4096


class Examined(NamedTuple):
    """A file that may be read: its kind, its bytes, the package of zipped kinds."""

    kind: FileKind
    data: bytes
    package: Package | None


def examine(path: str | PathLike[str], limits: Limits = DEFAULT_LIMITS, data: bytes | None = None) -> Examined:
    """Inspect a file and hand over what was read of it.

    The parts of a package are looked into when they are read.
    ``data`` are the bytes of the file where they have been read already.
    """
    if data is None:
        data = read_file(Path(path), limits)
    if data.startswith(b"PK\x03\x04"):
        package = Package(data, limits)
        return Examined(_kind_of_package(package), data, package)
    if data.startswith(COMPOUND):
        file = CompoundFile(data)
        if is_encrypted(file):
            # Imported where needed: few files are.
            from jixiao.grid.legacy import decrypt

            data = decrypt(data, limits)
            if data.startswith(b"PK\x03\x04"):
                package = Package(data, limits)
                return Examined(_kind_of_package(package), data, package)
            file = CompoundFile(data)
        return Examined(_kind_of_compound(file), data, None)
    kind = kind_of_text(data)
    if kind is not None:
        return Examined(kind, data, None)
    raise NotAWorkbookError(f"内容是{name_of_flat(data)}，不是工作簿")


def read_file(path: Path, limits: Limits) -> bytes:
    """All bytes of a file, opened for reading only.

    Raises ``UnreadableFileError`` if it is missing, no ordinary file, empty or closed to the user, and
    ``HostileWorkbookError`` if it is larger than allowed.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableFileError("这是文件夹，不是文件")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFileError("这不是普通文件")
        if status.st_size > limits.file_bytes:
            raise HostileWorkbookError(f"文件超过 {limits.file_bytes >> 20} MB")
        with path.open("rb", buffering=0) as file:
            data = file.read(limits.file_bytes + 1)
    except FileNotFoundError:
        raise UnreadableFileError("文件不存在") from None
    except PermissionError:
        raise UnreadableFileError("没有读取权限，或文件正被其他程序独占") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise UnreadableFileError("文件无法读取") from error
    if len(data) > limits.file_bytes:  # it has grown since
        raise HostileWorkbookError(f"文件超过 {limits.file_bytes >> 20} MB")
    if not data:
        raise UnreadableFileError("文件是空的（0 字节）")
    return data


def check_unread_parts(package: Package) -> None:
    """Refuse a DTD in a part that no reader has looked into. Raises ``InputError``."""
    for name in package.unread():
        if not name.casefold().endswith(_XML_SUFFIXES):
            continue
        fingerprint = package.fingerprint(name)
        if fingerprint in _known_clean:
            continue
        data = package.read(name)
        # In UTF-16 the declaration is spread over twice the bytes.
        text = data if b"\0" not in data[:4] else decode_xml(data, name).encode()
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise HostileWorkbookError(f"部件 {name} 含有 DTD 或实体声明，正常表格不会有")
        if len(_known_clean) < _KNOWN_PARTS:
            _known_clean.add(fingerprint)


def _kind_of_package(package: Package) -> FileKind:
    if package.find("[Content_Types].xml"):
        part = main_part(package)
        kind = content_type(package, part)
        is_open = kind in ("", "application/xml", "text/xml")  # then the name of the part must do
        if "excel.sheet.binary" in kind or (is_open and part.endswith(".bin")):
            return "xlsb"
        if "spreadsheetml" in kind or "ms-excel" in kind or (is_open and part.startswith("xl/")):
            return "xlsx"
        if any(word in kind for word in _WORD_KINDS) or (is_open and part.startswith("word/")):
            return "docx"
        raise NotAWorkbookError(f"内容是{name_of_ooxml(kind, part)}，不是工作簿")
    if package.find("mimetype") or package.find("META-INF/manifest.xml"):
        return _kind_of_opendocument(package)
    if package.find("xl/workbook.xml"):
        return "xlsx"
    if package.find("OFD.xml"):
        raise NotAWorkbookError("内容是 OFD 版式文件，不是工作簿")
    raise NotAWorkbookError("内容是普通压缩包，不是工作簿", hint="请解压后报送其中的工作簿")


def _kind_of_opendocument(package: Package) -> FileKind:
    manifest = package.read("META-INF/manifest.xml") if package.find("META-INF/manifest.xml") else b""
    if b"encryption-data" in manifest:
        raise EncryptedWorkbookError("文件设有打开密码")
    kind = package.read("mimetype", at_most=1 << 16) if package.find("mimetype") else manifest
    if b"opendocument.spreadsheet" in kind:
        return "ods"
    raise NotAWorkbookError(f"内容是{name_of_opendocument(kind)}，不是工作簿")


def _kind_of_compound(file: CompoundFile) -> FileKind:
    names = file.streams
    book = file.find("Workbook", "Book")
    if book is None and file.find("WordDocument"):
        raise NotAWorkbookError("内容是 Word 97–2003 文档（.doc）", hint=SAVE_AS_DOCX)
    if book is None:
        raise NotAWorkbookError(f"内容是{name_of_compound(names)}，不是工作簿")
    return "xls"


def is_encrypted(file: CompoundFile) -> bool:
    """Whether a compound file holds an encrypted package or an encrypted workbook."""
    if "EncryptedPackage" in file.streams:
        return True
    book = file.find("Workbook", "Book")
    return book is not None and _needs_password(file.read(book, _WITHIN))


def _needs_password(records: bytes) -> bool:
    """Return whether a FILEPASS record stands at the start of a BIFF stream."""
    at = 0
    while at + 4 <= len(records):
        kind, size = int.from_bytes(records[at : at + 2], "little"), int.from_bytes(records[at + 2 : at + 4], "little")
        if kind == _FILEPASS:
            return True
        if at == 0 and kind & 0xFF != _BOF & 0xFF:
            return False
        at += 4 + size
    return False
