"""From a pressed button to its macro: finds the workbook, keeps the program in order, tells what went wrong."""

from __future__ import annotations

import logging
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jixiao import __version__
from jixiao.errors import JixiaoError
from jixiao.excel.buttons import TAB, find_button
from jixiao.excel.host import BusyError, NoWorkbookError, calling_book, folder_for_logs, is_busy
from jixiao.excel.locks import READ_ONLY, changeable, is_read_only
from jixiao.excel.session import Session

LOG_NAME = "jixiao.log"
LEFT_TO_VBA = "Jixiao:"
"""Begins what VBA is to show, as it stands."""
_MOST_LOG = 1_000_000
_IGNORE_ESCAPE, _INTERRUPT = 0, 1  # xlDisabled, xlInterrupt
_STEADY = (("screen_updating", False), ("calculation", "manual"), ("enable_events", False))
"""How the program is set while a macro runs: nothing flickers, nothing is calculated twice, no other macro wakes up."""


Find = Callable[[], tuple[Any, Any]]
"""Gives the program and the workbook that a button was pressed in."""


def press(tag: str, find: Find = calling_book, version: str = "") -> str:
    """Run the macro of a button on the workbook that ``find`` gives, and return the message. Raises nothing.

    ``version`` is that of the add-in, empty where any will do.
    """
    text, shown = _press(tag, find, version)
    if not shown:
        _write_error(f"{text}\n")
    return text


def press_in_excel(tag: str, version: str = "") -> None:
    """What the VBA of a button calls. What cannot be shown from here is left to VBA, with an exit code that says so."""
    text, shown = _press(tag, calling_book, version)
    if not shown:
        _write_error(f"{LEFT_TO_VBA}{text}\n")
        sys.exit(1)


def _press(tag: str, find: Find, version: str) -> tuple[str, bool]:
    """The message for the user, and whether it could be shown."""
    app: Any = None
    try:
        if version not in ("", __version__):
            message = f"插件是 {version} 版，程序是 {__version__} 版，两者不一致"
            raise JixiaoError(message, hint="请运行 jixiao addin install，再重新打开 Excel 或 LibreOffice")
        app, book = find()
        if book is None:
            raise NoWorkbookError("没有打开的工作簿")
        text = run(tag, app, book)
    except JixiaoError as error:
        text = str(error)
    except Exception as error:  # noqa: BLE001 - a clerk is never shown a traceback; it goes into the log
        text = _told_instead(error, tag)
    return text, _tell(app, text)


def _told_instead(error: Exception, tag: str) -> str:
    """Return the message for a foreign error: the program is busy, or there is a defect."""
    if is_busy(error):
        return str(BusyError("单元格正在编辑，或 Excel 正在等待回答"))
    return f"程序内部错误（{type(error).__name__}）。工作簿没有损坏；请把日志文件发给维护人员：{_log(tag)}"


def run(tag: str, app: Any, book: Any) -> str:
    """Run the macro of a button on a workbook. Raises ``JixiaoError``, and whatever a defect raises."""
    button = find_button(tag)
    if button is None:
        hint = "插件与程序版本不一致，请运行 jixiao addin install 重新安装插件"
        raise JixiaoError(f"没有“{tag}”按钮对应的功能", hint=hint)
    macro = button.load()
    with steady(app):
        if not button.changes:
            return macro(Session(app, book))
        with changeable(book):
            text = macro(Session(app, book))
    return f"{text}\n{READ_ONLY}" if is_read_only(book) else text


@contextmanager
def steady(app: Any) -> Iterator[None]:
    """The program quiet while a macro works; afterwards as it was, whatever happened."""
    before: list[tuple[str, Any]] = []
    try:
        for name, value in _STEADY:
            with suppress(Exception):  # some settings cannot be asked for while no workbook is open
                before.append((name, getattr(app, name)))
                setattr(app, name, value)
        _let_escape_interrupt(app, _IGNORE_ESCAPE)
        yield
    finally:
        _let_escape_interrupt(app, _INTERRUPT)
        for name, value in reversed(before):
            with suppress(Exception):
                setattr(app, name, value)
        with suppress(Exception):
            app.status_bar = False


def _let_escape_interrupt(app: Any, what: int) -> None:
    """Excel on Windows would end the VBA that waits for the macro at Esc, instead of leaving it to the macro."""
    if sys.platform == "win32":
        with suppress(Exception):
            app.api.EnableCancelKey = what


def log_path() -> Path:
    """Where errors are written down."""
    return folder_for_logs() / LOG_NAME


def _log(tag: str) -> Path:
    """Write the error being handled into the log file; if that cannot be, into a temporary one. Gives its path."""
    record = logging.LogRecord("jixiao", logging.ERROR, "", 0, _circumstances(tag), None, sys.exc_info())
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


def _circumstances(tag: str) -> str:
    return f"button {tag}, jixiao {__version__}, Python {platform.python_version()}, {platform.platform()}"


def _tell(app: Any, text: str) -> bool:
    """Show the message; gives whether there was a program to show it in."""
    try:
        app.alert(text, TAB)
    except Exception:  # noqa: BLE001 - the window may be gone by now, or the program does not answer
        return False
    return True


def _write_error(text: str) -> None:
    if sys.stderr is not None:  # as with a Python that has no console
        sys.stderr.write(text)
