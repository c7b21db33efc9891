"""Questions in Excel: its dialogs on Windows, the system's on macOS."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.excel.buttons import TAB

_PICK_FILE, _PICK_FOLDER = 3, 4  # msoFileDialogFilePicker, msoFileDialogFolderPicker
_TEXT = 2  # the type of an InputBox
_CHOSEN = -1
_ESCAPE = 0x1B


def ask_folder(app: Any, title: str) -> Path | None:
    """Ask for a folder."""
    return _ask_path(app, title, _PICK_FOLDER)


def ask_workbook(app: Any, title: str) -> Path | None:
    """Ask for a file."""
    return _ask_path(app, title, _PICK_FILE)


def _ask_path(app: Any, title: str, kind: int) -> Path | None:
    if sys.platform == "win32":
        dialog = app.api.FileDialog(kind)
        dialog.Title = title
        dialog.AllowMultiSelect = False
        return Path(dialog.SelectedItems(1)) if dialog.Show() == _CHOSEN else None
    what = "folder" if kind == _PICK_FOLDER else "file"
    found = _ask_mac(f"POSIX path of (choose {what} with prompt {_quoted(title)})")
    return Path(found) if found else None


def ask_choice(app: Any, title: str, options: Mapping[str, str]) -> str | None:
    """Ask for an option, by number or in a list (macOS). Raises ``JixiaoError``."""
    if sys.platform == "win32":
        answer = app.api.InputBox(_numbered(title, options), TAB, "1", Type=_TEXT)  # False for 取消
        return None if answer is False else _by_number(str(answer), options)
    words = ", ".join(map(_quoted, options.values()))
    script = f"choose from list {{{words}}} with title {_quoted(TAB)} with prompt {_quoted(title)}"
    answer = _ask_mac(script)  # "false" for 取消
    return next((key for key, each in options.items() if each == answer), None)


def _numbered(title: str, options: Mapping[str, str]) -> str:
    """Return the question with the options and their numbers."""
    listed = "\n".join(f"{number}. {words}" for number, words in enumerate(options.values(), start=1))
    return f"{title}\n\n{listed}\n\n请输入序号："


def _by_number(answer: str, options: Mapping[str, str]) -> str:
    """Return the key of the option typed as a number. Raises ``JixiaoError``."""
    keys = list(options)
    number = answer.strip().rstrip(".、")
    if not number.isdecimal() or not 1 <= int(number) <= len(keys):
        raise JixiaoError(f"没有序号“{answer}”", hint=f"请输入 1 至 {len(keys)}")
    return keys[int(number) - 1]


def _ask_mac(script: str) -> str | None:
    done = subprocess.run(["osascript", "-e", script], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def is_escape_pressed() -> bool:
    """Return whether Esc is held down."""
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.user32.GetAsyncKeyState(_ESCAPE) & 0x8000)
    return False
