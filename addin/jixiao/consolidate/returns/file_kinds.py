"""Which kinds of files are read, and what the others are called, by their names."""

from __future__ import annotations

from pathlib import PurePosixPath

from jixiao.consolidate.returns.own_output import NOTICE_PREFIX

READABLE = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".fods", ".et", ".xlsb", ".docx", ".docm"})
"""Suffixes of the files that are read: workbooks, and Word documents of the kind whose tables can be read."""
ARCHIVE = ".zip"
OWN_OUTPUT = "是 Jixiao 自己生成的结果文件"


def reason_not_read(name: str) -> str | None:
    """Return why a file of that name is not read; None if it is."""
    if name.startswith(NOTICE_PREFIX) and name.lower().endswith(".docx"):
        return OWN_OUTPUT
    suffix = PurePosixPath(name).suffix.lower()
    readable = suffix in READABLE or suffix == ARCHIVE
    return None if readable else _OTHER_KINDS.get(suffix, "不是电子表格文件")


def is_left_unread(name: str) -> bool:
    """Return whether a form may be in a file of a kind that is not read."""
    return PurePosixPath(name).suffix.lower() in _OTHER_KINDS


_ORIGINAL = "，不能读取其中的表；请报送表格原件（Excel 或 Word 文件）"
_UNPACK = "，未读取；请解压后报送，或改用 .zip 格式压缩"
_SAVE = "，未读取；请用 Word 或 WPS 打开，另存为 .docx 后重新报送"
_OTHER_KINDS = {
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
