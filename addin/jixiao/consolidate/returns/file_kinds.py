"""Which kinds of files are read, and what the others are called, by their names."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from jixiao.consolidate.returns.own_output import NOTICE_PREFIX
from jixiao.errors import UsageError

_WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlt", ".xlsb", ".et", ".ett", ".ods", ".ots", ".fods")
READABLE = frozenset({*_WORKBOOKS, ".docx", ".docm", ".dotx", ".dotm"})
"""Suffixes of the files that are read: workbooks, and Word documents of the kind whose tables can be read."""
ARCHIVE = ".zip"
OWN_OUTPUT = "是 Jixiao 自己生成的结果文件"


def reason_not_read(name: str) -> str | None:
    """Return why a file of that name is not read; None if it is."""
    if name.startswith(NOTICE_PREFIX) and name.lower().endswith(".docx"):
        return OWN_OUTPUT
    suffix = suffix_of(name)
    readable = suffix in READABLE or suffix == ARCHIVE
    return None if readable else _OTHER_KINDS.get(suffix, "不是电子表格文件")


def suffix_of(name: str) -> str:
    """Return what tells the kind of a file: .xlsx; nothing of 2.目标表."""
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if suffix.isascii() else ""


def is_left_unread(name: str) -> bool:
    """Return whether a form may be in a file of a kind that is not read."""
    return suffix_of(name) in _OTHER_KINDS


def refuse_for_text(path: Path, what: str, hint: str) -> None:
    """Raise ``UsageError`` where other programs open a file of that name: 结果.pdf."""
    suffix = suffix_of(path.name)
    if suffix in READABLE or suffix in (ARCHIVE, ".pdf", ".doc", ".wps"):
        raise UsageError(f"{what}不能存为{'工作簿' if suffix in _WORKBOOKS else ''}“{path.name}”", hint=hint)


_ORIGINAL = "，不能读取其中的表；请报送表格原件（Excel 或 Word 文件）"
_UNPACK = "，未读取；请解压后报送，或改用 .zip 格式压缩"
_SAVE = "，未读取；请用 Word 或 WPS 打开，另存为 .docx 后重新报送"
_SAVE_TABLE = "，未读取；其中填有表的，请用 Excel 或 WPS 打开，另存为 .xlsx 后重新报送"
_RENAME = "，未读取；如果是表格，请改回 .xlsx 等原来的扩展名后重新报送"
_OTHER_KINDS = {
    "": f"没有扩展名，看不出是不是电子表格{_RENAME}",
    **dict.fromkeys((".bak", ".xlk", ".tmp", ".download", ".crdownload"), f"是备份或没有下载完的文件{_RENAME}"),
    **dict.fromkeys((".csv", ".tsv"), f"是文本表格{_SAVE_TABLE}"),
    **dict.fromkeys((".xml", ".mht", ".mhtml"), f"是 XML 文件或网页{_SAVE_TABLE}"),
    ".numbers": "是 Numbers 表格，未读取；请用 Numbers 打开，导出为 .xlsx 后重新报送",
    ".doc": f"是 Word 97–2003 文档（.doc）{_SAVE}",
    ".wps": f"是 WPS 文字文档{_SAVE}",
    ".rtf": f"是 RTF 文档{_SAVE}",
    ".odt": f"是 OpenDocument 文本文档{_SAVE}",
    ".pdf": f"是 PDF 文档{_ORIGINAL}",
    ".ofd": f"是 OFD 版式文件{_ORIGINAL}",
    ".rar": f"是 RAR 压缩包{_UNPACK}",
    ".7z": f"是 7z 压缩包{_UNPACK}",
    **dict.fromkeys((".gz", ".tgz", ".tar", ".bz2", ".xz"), f"是压缩包{_UNPACK}"),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".heic"), f"是图片{_ORIGINAL}"),
}
