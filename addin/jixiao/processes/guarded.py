"""Messages for the user when the reading of a file goes wrong."""

from __future__ import annotations

import os
import traceback

from jixiao.errors import JixiaoError

DEBUG_VARIABLE = "JIXIAO_DEBUG"
"""Of the environment, so that it reaches every process that works on files."""
KILLED = "读取时进程意外终止，可能是内存不足或文件损坏。请用 Excel 或 WPS 打开检查并另存后重新报送"
_NO_MEMORY = "读取所需的内存超过限度。请删除多余的工作表和空白行列，另存后重新报送"


def reason_of(error: Exception) -> str:
    """Return one line for an error that ended the reading of a file."""
    # Where ``DEBUG_VARIABLE`` is set, standard error gets the traceback of a defect.
    if isinstance(error, JixiaoError):
        return error.reason
    if isinstance(error, MemoryError):
        return _NO_MEMORY
    if os.environ.get(DEBUG_VARIABLE):
        traceback.print_exception(error)
    return f"程序内部错误（{type(error).__name__}），请将该文件反馈给软件维护人员"
