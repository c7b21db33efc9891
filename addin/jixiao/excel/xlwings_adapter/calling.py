"""Which program and workbook a button was pressed in: Excel or WPS."""

from __future__ import annotations

import sys
from typing import Any

from jixiao.excel.host import BusyError, NoExcelError, NoWorkbookError, is_busy
from jixiao.excel.program import OpenBook, Program
from jixiao.excel.xlwings_adapter.excel_program import ExcelProgram

_WPS = ("Ket.Application", "ET.Application")
_MOST_ATTEMPTS = 50_000


def calling_book() -> tuple[Program, OpenBook]:
    """Return program and workbook.

    Raises ``NoWorkbookError``, ``NoExcelError``, ``BusyError``.
    """
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
    program = ExcelProgram(app)
    book = program.active_book()
    if book is None:
        raise NoWorkbookError("没有打开的工作簿")
    return program, book


def _wps() -> Any:
    """Return a running WPS, which xlwings does not find by its windows."""
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
