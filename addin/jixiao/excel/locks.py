"""What keeps a workbook as a whole from being changed: shared with others, structure protected, opened read-only.

The protection of single sheets is lifted where they are written to (``Session.writing``).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.excel.surface import ProtectedError

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
def changeable(book: Any) -> Iterator[None]:
    """The workbook with its structure open; afterwards as it was. Raises ``SharedError``, ``LockedError``, ``ReadOnlyError``."""
    locks = _locks_of(book)
    if locks.is_frozen():
        raise ReadOnlyError("工作簿是以只读方式打开的", file=str(book.name))
    if locks.is_shared():
        raise SharedError("工作簿正在共享，不能增加和删除工作表", file=str(book.name))
    before = locks.lift_structure()
    if before is None:
        yield
        return
    if locks.structure_locked():
        raise LockedError("工作簿的结构设有保护密码，不能增加工作表", file=str(book.name))
    try:
        yield
    finally:
        locks.lock_structure(before)


def is_read_only(book: Any) -> bool:
    """Whether the workbook cannot be saved under its own name."""
    return bool(_locks_of(book).is_read_only())


def _locks_of(book: Any) -> Any:
    """What tells of the locks of a workbook: its engine's own, or Excel itself."""
    own = getattr(book.impl, "locks", None)
    if own is not None:
        return own()
    return _ComLocks(book.api) if sys.platform == "win32" else _MacLocks(book.api)


def _asked(ask: Callable[[], Any]) -> bool:
    """An answer, False where the program does not know the question, as WPS may not."""
    with suppress(Exception):
        return bool(ask())
    return False


class _ComLocks:
    """Over COM on Windows."""

    def __init__(self, api: Any) -> None:
        self._api = api

    def is_frozen(self) -> bool:
        return False  # Excel lets a read-only workbook be changed and saved under another name

    def is_shared(self) -> bool:
        return _asked(lambda: self._api.MultiUserEditing)

    def is_read_only(self) -> bool:
        return _asked(lambda: self._api.ReadOnly)

    def structure_locked(self) -> bool:
        return _asked(lambda: self._api.ProtectStructure)

    def lift_structure(self) -> Any:
        if not self.structure_locked():
            return None
        before = {"Structure": True, "Windows": _asked(lambda: self._api.ProtectWindows)}
        with suppress(Exception):  # Excel refuses without the password
            self._api.Unprotect("")
        return before

    def lock_structure(self, before: Any) -> None:
        self._api.Protect(**before)


class _MacLocks:
    """Over Apple events on macOS."""

    def __init__(self, api: Any) -> None:
        self._api = api

    def is_frozen(self) -> bool:
        return False  # Excel lets a read-only workbook be changed and saved under another name

    def is_shared(self) -> bool:
        return _asked(lambda: self._api.multi_user_editing.get())

    def is_read_only(self) -> bool:
        return _asked(lambda: self._api.read_only.get())

    def structure_locked(self) -> bool:
        return _asked(lambda: self._api.protect_structure.get())

    def lift_structure(self) -> Any:
        if not self.structure_locked():
            return None
        with suppress(Exception):  # Excel refuses without the password
            self._api.unprotect()
        return True

    def lock_structure(self, before: Any) -> None:
        self._api.protect_workbook(structure=True)
