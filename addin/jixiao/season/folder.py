"""The folder of a season: what lies where, and who is at work in it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jixiao.errors import OutputError, UsageError, os_reason
from jixiao.forms.learned.folders import add_folder
from jixiao.ownfiles import take_lock

SETTINGS, LAYOUTS = "设置.xlsx", "版式"
TEMPLATES, RETURNS, RETURNED, SUMMARY, APPROVED, PUBLIC = (
    *("1 模板", "2 报送", "3 退回", "4 汇总", "5 批复", "6 公开"),
)
_PARTS = (TEMPLATES, RETURNS, RETURNED, SUMMARY, APPROVED, PUBLIC)
STATE = ".jixiao"
_ROUND = re.compile(r"第(\d{1,6})轮")


class SeasonFolder:
    """Where the parts of a season lie (scripts/README.md, "The season").

    ``settings`` is the workbook of bureau, deadlines, roster and own rules, ``layouts`` what the bureau taught for this
    season; ``templates`` are issued; ``returns`` stay as they came in; ``returned`` has a folder for each round;
    ``state`` is Jixiao's own, with the history in ``database``.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.settings, self.layouts, self.state = (root / name for name in (SETTINGS, LAYOUTS, STATE))
        self.templates, self.returns, self.returned, _, self.approved, self.public = (root / part for part in _PARTS)
        self.summary = root / SUMMARY / "汇总.xlsx"
        self.database = self.state / "season.db"

    @property
    def begun(self) -> bool:
        """Whether a season lies here."""
        return self.settings.is_file() and self.returns.is_dir()

    def round(self, number: int) -> Path:
        """What goes back in a round."""
        return self.returned / f"第{number}轮"

    def rounds(self) -> list[int]:
        """The numbers of the rounds that have a folder."""
        if not self.returned.is_dir():
            return []
        found = (_ROUND.fullmatch(path.name) for path in self.returned.iterdir() if path.is_dir())
        return sorted(int(match[1]) for match in found if match)

    def require(self) -> None:
        """Raise ``UsageError`` unless a season lies here; make what is missing."""
        if not self.root.is_dir():
            raise UsageError(f"没有文件夹“{self.root}”", hint="请检查路径；新的一季用 jixiao season new 建立")
        if not self.settings.is_file():
            hint = f"请检查路径；文件夹里应当有“{SETTINGS}”，由 jixiao season new 建立"
            raise UsageError(f"“{self.root}”不是一季的文件夹", hint=hint)
        if self.layouts.is_dir():
            add_folder(self.layouts)
        self.make_parts()

    def make_parts(self) -> None:
        """Make the folders that are missing. Raises ``OutputError`` if one cannot be made."""
        for part in (*_PARTS, STATE):
            place = self.root / part
            try:
                place.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                reason = os_reason(error)
                raise OutputError(f"无法建立“{place}”：{reason}", hint="一季的文件夹要能写入，请换一个位置") from error


@contextmanager
def at_work(folder: SeasonFolder) -> Iterator[None]:
    """Hold the season for this process. Raises ``OutputError`` if it is taken."""
    lock = folder.state / "lock"
    try:
        descriptor = take_lock(lock)
    except PermissionError as error:
        raise OutputError(f"无法写入“{folder.state}”：没有权限", hint="一季的文件夹要能写入") from error
    except OSError as error:
        raise OutputError(f"无法写入“{lock}”：{os_reason(error)}") from error
    if isinstance(descriptor, str):
        told = f"（{descriptor}）" if descriptor else ""
        raise OutputError(f"另一个人正在处理这一季{told}", hint="请等对方结束后重试")
    try:
        yield
        with suppress(OSError):
            os.truncate(descriptor, 0)
    finally:
        os.close(descriptor)
