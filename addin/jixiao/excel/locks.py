"""What keeps a workbook as a whole from being changed: shared with others, structure protected, opened read-only.

The protection of single sheets is lifted where they are written to (``Session.writing``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from jixiao.errors import JixiaoError
from jixiao.excel.program import OpenBook, ProtectedError

READ_ONLY = "工作簿是以只读方式打开的，不能直接保存；要保留结果，请另存为其他文件名。"


class SharedError(JixiaoError):
    """A workbook that several people edit at once in the old way, in which sheets cannot be taken away."""

    default_hint = "请先在“审阅”中停止共享（LibreOffice 为“工具－共享电子表格”），处理后再重新共享"


class ReadOnlyError(JixiaoError):
    """A workbook opened read-only in a program that lets nothing be changed then."""

    default_hint = "请点窗口上方的“编辑文档”，或另存为其他文件名后再按按钮"


class LockedError(ProtectedError):
    """A workbook to which no sheet may be added, locked with a password."""

    default_hint = "请先在“审阅－保护工作簿”（LibreOffice 为“工具－保护电子表格结构”）中撤销，处理后再重新保护"


@contextmanager
def changeable(book: OpenBook) -> Iterator[None]:
    """The workbook with its structure open; afterwards as it was. Raises ``SharedError``, ``LockedError``, ``ReadOnlyError``."""
    if book.is_frozen():
        raise ReadOnlyError("工作簿是以只读方式打开的", file=book.name)
    if book.is_shared():
        raise SharedError("工作簿正在共享，不能增加和删除工作表", file=book.name)
    before = book.lift_structure()
    if before is None:
        yield
        return
    if book.structure_locked():
        raise LockedError("工作簿的结构设有保护密码，不能增加工作表", file=book.name)
    try:
        yield
    finally:
        book.lock_structure(before)
