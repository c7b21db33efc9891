"""The one family of exceptions: exit code, place, next step for the user.

Messages and hints are Chinese, one line each, and name what a clerk can do next. Nothing in the package raises a bare
``Exception`` at a user; everything else that escapes is an internal error (exit code 4).
"""

from __future__ import annotations

import errno
from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line (scripts/README.md)."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    UNPROCESSED = 3
    INTERNAL = 4


class JixiaoError(Exception):
    """Base of all errors that reach the user as one line.

    ``message`` says what is wrong; ``hint`` the next step; ``file``, ``sheet`` and ``cell`` where, as far as known.
    """

    exit_code: ExitCode = ExitCode.INTERNAL
    default_hint: str = ""

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        file: str | None = None,
        sheet: str | None = None,
        cell: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = self.default_hint if hint is None else hint
        self.file = file
        self.sheet = sheet
        self.cell = cell

    @property
    def place(self) -> str:
        """File, sheet and cell joined with ``!``, as far as they are known."""
        return "!".join(part for part in (self.file, self.sheet, self.cell) if part)

    @property
    def reason(self) -> str:
        """The message and the next step, as a list of files shows them beside a name."""
        inside = "!".join(part for part in (self.sheet, self.cell) if part)
        text = f"{inside}：{self.message}" if inside else self.message
        return f"{text}。{self.hint}" if self.hint else text

    def __str__(self) -> str:
        text = f"{self.place}：{self.message}" if self.place else self.message
        return f"{text}。{self.hint}" if self.hint else text


class UsageError(JixiaoError):
    """The command was called wrongly: a missing path, an option that does not fit."""

    exit_code = ExitCode.USAGE


class InputError(JixiaoError):
    """An input file cannot be processed; the other files are not affected."""

    exit_code = ExitCode.UNPROCESSED


class UnreadableFileError(InputError):
    """The file cannot be opened at all: missing, no permission, a folder, empty."""

    default_hint = "请确认文件存在、可以打开，再重新报送"


class NotAWorkbookError(InputError):
    """The content is of another kind (a picture, plain text) than the extension says."""

    default_hint = "请用 Excel 或 WPS 打开原表，另存为 .xlsx 后重新报送"


class EncryptedWorkbookError(InputError):
    """The workbook needs a password to open."""

    default_hint = "请取消打开密码后另存，再重新报送"


class BrokenWorkbookError(InputError):
    """The package is damaged: truncated, bad check sum, missing part, malformed XML."""

    default_hint = "请用 Excel 或 WPS 打开修复并另存为 .xlsx，再重新报送"


class HostileWorkbookError(InputError):
    """The file breaks a safety limit or carries what a form never has (DTD, zip bomb)."""

    default_hint = "请核实文件来源；确属正常表格的，由管理员放宽限制后重试"


class CannotMarkError(InputError):
    """No marked copy would be true to the workbook: its findings go into a list."""


class DefinitionError(JixiaoError):
    """A data file of the project contradicts itself or its schema."""

    exit_code = ExitCode.USAGE
    default_hint = "请按提示修改 schema 目录中的定义文件"


class OutputError(JixiaoError):
    """The result cannot be written: no folder, a full disk, a file open in Excel."""

    exit_code = ExitCode.USAGE
    default_hint = "请关闭正在打开该文件的程序，或换一个输出位置后重试"


_OS_REASONS = {
    errno.ENOENT: "文件或文件夹不存在",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.EEXIST: "已有同名的文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在磁盘是只读的",
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额已用完",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EINVAL: "文件名或路径不被系统接受",
    errno.ELOOP: "链接绕成了圈",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正被别的程序占用",
    errno.EFBIG: "文件太大，或磁盘空间不足",
    errno.EBADF: "标准输出已关闭",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
}


def os_reason(error: OSError) -> str:
    """Return why the system refused, in Chinese where a clerk may meet it."""
    return _OS_REASONS.get(error.errno or 0) or error.strerror or str(error)
