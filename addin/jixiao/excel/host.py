"""Which program and which workbook a button was pressed in: the only place that tells Excel from WPS."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from jixiao.errors import JixiaoError

_WPS = ("Ket.Application", "ET.Application")


class NoWorkbookError(JixiaoError):
    """No workbook is open, or what is open is none."""

    default_hint = "请先打开要处理的工作簿；上方有“受保护的视图”黄色提示时，请先点“启用编辑”"


class NoExcelError(JixiaoError):
    """Python was started, but the program that did it cannot be found."""

    default_hint = "请结束单元格编辑、关闭多余的 Excel 窗口后重试；仍不行时运行 jixiao addin status"


class BusyError(JixiaoError):
    """The program takes no orders at the moment."""

    default_hint = "请先按回车或 Esc 结束单元格编辑，关闭打开的对话框，再点按钮"


_EDITING = -2146777998  # 0x800AC472 (VBA_E_IGNORE): a cell is being edited
_REJECTED = -2147418111  # 0x80010001 (RPC_E_CALL_REJECTED): a dialog is open, or the same
_MOST_ATTEMPTS = 50_000


def is_busy(error: BaseException | None) -> bool:
    """Whether an error, or what it came from, is COM's way to say that the program takes no orders at the moment."""
    while error is not None:
        arguments = error.args
        details = arguments[2] if len(arguments) > 2 and isinstance(arguments[2], tuple) else ()
        if {_EDITING, _REJECTED} & {getattr(error, "hresult", None), *arguments[:1], *details[-1:]}:
            return True
        error = error.__cause__ or error.__context__
    return False


def calling_book() -> tuple[Any, Any]:
    """The program and the workbook. Raises ``NoWorkbookError``, ``NoExcelError``."""
    import xlwings

    if sys.platform == "win32":
        # Otherwise it asks for ever: a program that rejects calls, or WPS for what it does not have.
        xlwings._xlwindows.N_COM_ATTEMPTS = _MOST_ATTEMPTS
    try:
        caller = xlwings.Book.caller()
        app = caller.app
    except Exception as error:
        if is_busy(error):
            raise BusyError("单元格正在编辑，或 Excel 正在等待回答") from error
        found = _wps() if sys.platform == "win32" else xlwings.apps.active if sys.platform == "darwin" else None
        if found is None:
            raise NoExcelError("没有找到正在运行的 Excel") from error
        app = found
    # The caller is the workbook that holds the VBA; with a ribbon that is the add-in. What the user sees counts.
    book = active_book(app)
    if book is None:
        raise NoWorkbookError("没有打开的工作簿")
    return app, book


def active_book(app: Any) -> Any:
    """The workbook in front, or None."""
    try:
        # Asked of the engine: of "none" xlwings would make a new workbook.
        active = app.books.impl.active
        return None if active is None or active.api is None else app.books.active
    except Exception:  # noqa: BLE001 - every engine has an error of its own for "there is none"
        return None


def _wps() -> Any:
    """A running WPS: its windows are not laid out as Excel's are, so xlwings does not find it by itself."""
    import xlwings

    try:
        import win32com.client  # type: ignore[import-not-found,import-untyped,unused-ignore]
        from xlwings import _xlwindows
    except ImportError:
        return None
    for name in _WPS:
        try:
            running = win32com.client.GetActiveObject(name)
        except Exception:  # noqa: BLE001 - COM tells "not running" with an error of its own
            continue
        windows: Any = _xlwindows  # untyped
        return xlwings.App(impl=windows.App(xl=windows.COMRetryObjectWrapper(running)))
    return None


def folder_for_logs() -> Path:
    """The user's own folder for such files on this system."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "jixiao"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Logs" / "jixiao"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "jixiao"
