"""What goes wrong between a button and its program, and where it is written down."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from jixiao.errors import JixiaoError


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


def is_busy(error: BaseException | None) -> bool:
    """Return whether an error means that the program takes no orders now (COM)."""
    while error is not None:
        arguments = error.args
        details = arguments[2] if len(arguments) > 2 and isinstance(arguments[2], tuple) else ()
        if {_EDITING, _REJECTED} & {getattr(error, "hresult", None), *arguments[:1], *details[-1:]}:
            return True
        error = error.__cause__ or error.__context__
    return False


def folder_for_logs() -> Path:
    """The user's own folder for such files on this system."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "jixiao"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Logs" / "jixiao"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "jixiao"
