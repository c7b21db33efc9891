"""What a file that is no workbook is called in Chinese, by its content."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Literal

# First bytes → name. Order matters where one is the beginning of another.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", " PDF 文档"),
    (b"\x89PNG", " PNG 图片"),
    (b"\xff\xd8\xff", " JPEG 图片"),
    (b"GIF8", " GIF 图片"),
    (b"BM", " BMP 图片"),
    (b"II*\0", " TIFF 图片"),
    (b"MM\0*", " TIFF 图片"),
    (b"{\\rtf", " RTF 文档"),
    (b"Rar!", " RAR 压缩包"),
    (b"7z\xbc\xaf", " 7z 压缩包"),
    (b"\x1f\x8b", " gzip 压缩包"),
    (b"MZ", "可执行程序"),
    (b"PK\x05\x06", "空的压缩包"),
    (b"SQLite format 3", " SQLite 数据库"),
    (b"\x09\x00\x04\x00", " Excel 2.0 表格"),
    (b"\x09\x02\x06\x00", " Excel 3.0 表格"),
    (b"\x09\x04\x06\x00", " Excel 4.0 表格"),
)
_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|table|meta|div)\b", re.IGNORECASE)
_WORKBOOK = re.compile(rb"<(?:\w+:)?Workbook\b")
_TABLE = re.compile(rb"<table\b", re.IGNORECASE)
_HEAD = 4096
_SEARCHED = 1 << 16
_LOCK_FILE_BYTES = 165  # what Excel and WPS leave beside a file that is open: ~$name


def name_of_flat(data: bytes) -> str:
    """A name for content that is neither a zip package nor a compound file."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return " WebP 图片"
    head = data[:_HEAD]
    text = _as_text(head)
    if text is None:
        is_lock = len(data) == _LOCK_FILE_BYTES and data[0] < 55
        return "表格打开时留下的临时文件" if is_lock else "无法识别的格式"
    if not text.strip("\0 \t\r\n"):
        return "空白数据"
    plain = text.encode()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in plain:
        return " Excel 2003 的 XML 表格"
    if text.startswith("MIME-Version"):
        return "网页归档（MHT）"
    if _HTML.search(plain):
        return "网页（HTML）"
    return " XML 文本" if text.lstrip("\ufeff \t\r\n").startswith("<?xml") else "纯文本（如 CSV）"


def kind_of_text(data: bytes) -> Literal["fods", "xml", "html"] | None:
    """Return the kind of workbook that a plain text is; None for other content."""
    text = _as_text(data[:_HEAD])
    if text is None:
        return None
    plain = text.encode()
    if b"urn:oasis:names:tc:opendocument:xmlns:office:1.0" in plain and b"<office:document" in plain:
        return "fods" if b"opendocument.spreadsheet" in data[:_SEARCHED] or b"<office:spreadsheet" in data else None
    if b"urn:schemas-microsoft-com:office:spreadsheet" in plain and _WORKBOOK.search(plain):
        return "xml"
    return "html" if _HTML.search(plain) and _TABLE.search(data) else None


def _as_text(head: bytes) -> str | None:
    """The beginning of a text in an encoding met here, or None for binary data."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "replace")
    if b"\0" in head and head.strip(b"\0"):
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        for cut in range(4):  # the last character may be cut in two
            try:
                text = head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            odd = sum(ord(letter) < 32 and letter not in "\t\r\n\f" for letter in text)
            return None if odd * 50 > len(text) and text.strip("\0") else text
    return None


def name_of_ooxml(content_type: str, part: str) -> str:
    """Name an Office package by the type or the folder of its main part."""
    if "wordprocessingml" in content_type or "ms-word" in content_type or part.startswith("word/"):
        return " Word 文档"
    if "presentationml" in content_type or "ms-powerpoint" in content_type or part.startswith("ppt/"):
        return " PowerPoint 演示文稿"
    if "visio" in content_type or part.startswith("visio/"):
        return " Visio 绘图"
    return "其他 Office 文件"


def name_of_opendocument(mimetype: bytes) -> str:
    """A name for an OpenDocument or similar package by its mimetype."""
    for mark, name in (
        (b".text", "文本文档"),
        (b".presentation", "演示文稿"),
        (b".graphics", "绘图"),
        (b".formula", "公式"),
    ):
        if b"opendocument" + mark in mimetype:
            return f" OpenDocument {name}"
    return "电子书（EPUB）" if b"epub" in mimetype else "普通压缩包"


def name_of_compound(streams: Container[str]) -> str:
    """A name for a compound file without a workbook stream, by the streams it has."""
    for stream, name in (
        ("WordDocument", " Word 文档"),
        ("PowerPoint Document", " PowerPoint 演示文稿"),
        ("VisioDocument", " Visio 绘图"),
        ("__properties_version1.0", " Outlook 邮件"),
        ("FileHeader", " HWP 文档"),
    ):
        if stream in streams:
            return name
    return "其他 OLE2 文件"
