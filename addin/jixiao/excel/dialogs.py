"""Asking the user: for a folder, for a file, for a choice. None means that the user cancelled."""

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


class CancelledError(JixiaoError):
    """The user stopped what was going on."""

    def __init__(self) -> None:
        super().__init__("已取消，没有改动任何文件")


def _own(app: Any) -> Any:
    return getattr(app.impl, "dialogs", None)


def choose_folder(app: Any, title: str) -> Path:
    """A folder. Raises ``CancelledError``."""
    return _path(app, title, _PICK_FOLDER)


def choose_file(app: Any, title: str) -> Path:
    """A workbook. Raises ``CancelledError``."""
    return _path(app, title, _PICK_FILE)


def _path(app: Any, title: str, kind: int) -> Path:
    own = _own(app)
    if own is not None:
        found = own.folder(title) if kind == _PICK_FOLDER else own.file(title)
    elif sys.platform == "win32":
        dialog = app.api.FileDialog(kind)
        dialog.Title = title
        dialog.AllowMultiSelect = False
        found = dialog.SelectedItems(1) if dialog.Show() == _CHOSEN else None
    else:
        what = "folder" if kind == _PICK_FOLDER else "file"
        found = _ask_mac(f"POSIX path of (choose {what} with prompt {_quoted(title)})")
    if not found:
        raise CancelledError
    return Path(found)


def choose(app: Any, title: str, options: Mapping[str, str]) -> str:
    """One of the options (key → words), by its number. Raises ``CancelledError``, ``JixiaoError`` for another answer."""
    listed = "\n".join(f"{number}. {words}" for number, words in enumerate(options.values(), start=1))
    answer = _text(app, f"{title}\n\n{listed}\n\n请输入序号：", "1")
    keys = list(options)
    plain = answer.strip().rstrip(".、")
    if plain in options:
        return plain
    if not plain.isdecimal() or not 1 <= int(plain) <= len(keys):
        raise JixiaoError(f"没有序号“{answer}”", hint=f"请输入 1 至 {len(keys)}")
    return keys[int(plain) - 1]


def _text(app: Any, prompt: str, default: str) -> str:
    own = _own(app)
    if own is not None:
        answer = own.text(prompt, default)
    elif sys.platform == "win32":
        answer = app.api.InputBox(prompt, TAB, default, Type=_TEXT)  # False when cancelled
    else:
        script = f"text returned of (display dialog {_quoted(prompt)} default answer {_quoted(default)})"
        answer = _ask_mac(script)
    if answer is None or answer is False:
        raise CancelledError
    return str(answer)


def _ask_mac(script: str) -> str | None:
    done = subprocess.run(["osascript", "-e", script], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def cancel_wanted(app: Any) -> bool:
    """Whether Esc is held down."""
    own = _own(app)
    if own is not None:
        return bool(own.cancelled())
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.user32.GetAsyncKeyState(_ESCAPE) & 0x8000)
    return False
