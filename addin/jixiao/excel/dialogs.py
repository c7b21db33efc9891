"""Asking the user for a folder, a file or a choice; 取消 ends the macro."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from jixiao.errors import JixiaoError
from jixiao.excel.program import Program

T = TypeVar("T")


class CancelledError(JixiaoError):
    """The user stopped what was going on."""

    def __init__(self) -> None:
        super().__init__("已取消，没有改动任何文件")


def choose_folder(program: Program, title: str) -> Path:
    """Return a folder. Raises ``CancelledError``."""
    return _answered(program.ask_folder(title))


def choose_workbook(program: Program, title: str) -> Path:
    """Return the file of a workbook. Raises ``CancelledError``."""
    return _answered(program.ask_workbook(title))


def choose(program: Program, title: str, options: Mapping[str, str]) -> str:
    """Return the key of one of the options.

    Raises ``CancelledError``, and ``JixiaoError`` for no option.
    """
    return _answered(program.ask_choice(title, options))


def _answered(answer: T | None) -> T:
    if answer is None:
        raise CancelledError
    return answer
