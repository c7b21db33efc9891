"""From a pressed button to its macro and back to the user with the outcome."""

from __future__ import annotations

import logging
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jixiao import __version__
from jixiao.errors import JixiaoError
from jixiao.excel.buttons import find_button
from jixiao.excel.host import BusyError, NoWorkbookError, folder_for_logs, is_busy
from jixiao.excel.program import OpenBook, Program, ProtectedError
from jixiao.excel.session import Session

LOG_NAME = "jixiao.log"
READ_ONLY = "工作簿是以只读方式打开的，不能直接保存；要保留结果，请另存为其他文件名。"
LEFT_TO_VBA = "Jixiao:"
"""Begins what VBA is to show, as it stands."""
_MOST_LOG = 1_000_000

Find = Callable[[], tuple[Program | None, OpenBook | None]]
"""Gives the program and the workbook that a button was pressed in."""


def press(tag: str, find: Find | None = None, version: str = "") -> str:
    """Run a button's macro on the workbook of ``find``; return the message.

    Raises nothing.
    Without ``find`` the button was pressed in Excel or WPS.
    ``version`` is that of the add-in, empty where any will do.
    """
    text, shown = _press(tag, find or _called_from_excel, version)
    if not shown:
        _write_error(f"{text}\n")
    return text


def press_in_excel(tag: str, version: str = "") -> None:
    """Run a button for VBA; the exit code says whether its message was shown."""
    text, shown = _press(tag, _called_from_excel, version)
    if not shown:
        _write_error(f"{LEFT_TO_VBA}{text}\n")
        sys.exit(1)


def _called_from_excel() -> tuple[Program, OpenBook]:
    from jixiao.excel.xlwings_adapter.calling import calling_book  # xlwings takes its time

    return calling_book()


def _press(tag: str, find: Find, version: str) -> tuple[str, bool]:
    """The message for the user, and whether it could be shown."""
    program: Program | None = None
    try:
        if version not in ("", __version__):
            message = f"插件是 {version} 版，程序是 {__version__} 版，两者不一致"
            raise JixiaoError(message, hint="请运行 jixiao addin install，再重新打开 Excel 或 LibreOffice")
        program, book = find()
        if program is None or book is None:
            raise NoWorkbookError("没有打开的工作簿")
        text = run(tag, program, book)
    except JixiaoError as error:
        text = str(error)
    except Exception as error:  # noqa: BLE001 - a clerk is never shown a traceback; it goes into the log
        text = _told_instead(error, tag)
    return text, _tell(program, text)


def _told_instead(error: Exception, tag: str) -> str:
    """Return the message for a foreign error: a busy program, or a defect."""
    if is_busy(error):
        return str(BusyError("单元格正在编辑，或 Excel 正在等待回答"))
    return f"程序内部错误（{type(error).__name__}）。工作簿没有损坏；请把日志文件发给维护人员：{_log(tag)}"


def run(tag: str, program: Program, book: OpenBook) -> str:
    """Run the macro of a button on a workbook. Raises ``JixiaoError``."""
    button = find_button(tag)
    if button is None:
        hint = "插件与程序版本不一致，请运行 jixiao addin install 重新安装插件"
        raise JixiaoError(f"没有“{tag}”按钮对应的功能", hint=hint)
    macro = button.load()
    with program.quiet():
        if not button.changes:
            return macro(Session(program, book, button.label))
        with changeable(book):
            text = macro(Session(program, book, button.label))
    return f"{text}\n{READ_ONLY}" if book.is_read_only() else text


def log_path() -> Path:
    """Where errors are written down."""
    return folder_for_logs() / LOG_NAME


def _log(tag: str) -> Path:
    """Log the error at hand, at worst in a temporary file; return where."""
    about = f"button {tag}, jixiao {__version__}, Python {platform.python_version()}, {platform.platform()}"
    record = logging.LogRecord("jixiao", logging.ERROR, "", 0, about, None, sys.exc_info())
    text = logging.Formatter("%(asctime)s %(message)s").format(record) + "\n"
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _MOST_LOG:
            path.unlink()
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError:
        # The folder is everybody's: a new file whose name nobody can foresee, readable by the user alone.
        number, name = tempfile.mkstemp(prefix="jixiao-", suffix=".log", text=True)
        with os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
        return Path(name)
    return path


def _tell(program: Program | None, text: str) -> bool:
    """Show the message; return whether there was a program to show it in."""
    if program is None:
        return False
    try:
        program.show_message(text)
    except Exception:  # noqa: BLE001 - the window may be gone by now, or the program does not answer
        return False
    return True


def _write_error(text: str) -> None:
    if sys.stderr is not None:  # as with a Python that has no console
        sys.stderr.write(text)


class SharedError(JixiaoError):
    """A workbook shared in the old way, from which sheets cannot be taken."""

    default_hint = "请先在“审阅”中停止共享（LibreOffice 为“工具－共享电子表格”），处理后再重新共享"


class ReadOnlyError(JixiaoError):
    """A workbook opened read-only in a program that lets nothing be changed then."""

    default_hint = "请点窗口上方的“编辑文档”，或另存为其他文件名后再按按钮"


class LockedError(ProtectedError):
    """A workbook to which no sheet may be added, locked with a password."""

    default_hint = "请先在“审阅－保护工作簿”（LibreOffice 为“工具－保护电子表格结构”）中撤销，处理后再重新保护"


@contextmanager
def changeable(book: OpenBook) -> Iterator[None]:
    """Open the structure. Raises ``SharedError``, ``LockedError``, ``ReadOnlyError``."""
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
