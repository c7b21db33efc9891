"""From a pressed button to its macro: finds the workbook, keeps the program in order, tells what went wrong."""

from __future__ import annotations

import logging
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
from jixiao.excel.host import NoWorkbookError, calling_book, folder_for_logs
from jixiao.excel.session import Session

LOG_NAME = "jixiao.log"
_MOST_LOG = 1_000_000
_STEADY = (("screen_updating", False), ("calculation", "manual"), ("enable_events", False))
"""How the program is set while a macro runs: nothing flickers, nothing is calculated twice, no other macro wakes up."""


def press(tag: str, find: Callable[[], tuple[Any, Any]] = calling_book) -> str:
    """Run the macro of a button on the workbook that ``find`` gives; never raises. Gives what the user was told."""
    app: Any = None
    try:
        app, book = find()
        if book is None:
            raise NoWorkbookError("没有打开的工作簿")
        text = run(tag, app, book)
    except JixiaoError as error:
        text = str(error)
    except Exception as error:  # noqa: BLE001 - a clerk is never shown a traceback; it goes into the log
        text = f"程序内部错误（{type(error).__name__}）。工作簿没有损坏；请把日志文件发给维护人员：{_log(tag)}"
    _tell(app, text)
    return text


def run(tag: str, app: Any, book: Any) -> str:
    """Run the macro of a button on a workbook. Raises ``JixiaoError``, and whatever a defect raises."""
    button = find_button(tag)
    if button is None:
        hint = "插件与程序版本不一致，请运行 jixiao addin install 重新安装插件"
        raise JixiaoError(f"没有“{tag}”按钮对应的功能", hint=hint)
    macro = button.load()
    with steady(app):
        return macro(Session(app, book))


@contextmanager
def steady(app: Any) -> Iterator[None]:
    """The program quiet while a macro works; afterwards as it was, whatever happened."""
    before: list[tuple[str, Any]] = []
    try:
        for name, value in _STEADY:
            with suppress(Exception):  # some settings cannot be asked for while no workbook is open
                before.append((name, getattr(app, name)))
                setattr(app, name, value)
        yield
    finally:
        for name, value in reversed(before):
            with suppress(Exception):
                setattr(app, name, value)
        with suppress(Exception):
            app.status_bar = False


def log_path() -> Path:
    """Where errors are written down."""
    return folder_for_logs() / LOG_NAME


def _log(tag: str) -> Path:
    """Write the error being handled into the log file; if that cannot be, into a temporary one."""
    for path in (log_path(), Path(tempfile.gettempdir()) / LOG_NAME):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and path.stat().st_size > _MOST_LOG:
                path.unlink()
            handler = logging.FileHandler(path, encoding="utf-8")
        except OSError:
            continue
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        record = logging.LogRecord("jixiao", logging.ERROR, "", 0, _circumstances(tag), None, sys.exc_info())
        handler.emit(record)
        handler.close()
        break
    return path


def _circumstances(tag: str) -> str:
    return f"button {tag}, jixiao {__version__}, Python {platform.python_version()}, {platform.platform()}"


def _tell(app: Any, text: str) -> None:
    """Show the message; without a program to show it, it goes where xlwings shows what Python printed."""
    if app is None:
        sys.stderr.write(f"{text}\n")
        return
    with suppress(Exception):  # the window may be gone by now
        app.alert(text, TAB)
