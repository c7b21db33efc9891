"""Results that a person goes on with: what somebody saved is not lost."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from jixiao.errors import OutputError, os_reason
from jixiao.output import free_name, make_folder, replacing
from jixiao.season.approved_forms import file_hash
from jixiao.season.folder import SUMMARY, SeasonFolder
from jixiao.season.history import History

KEPT, REPLACED = "手工改过的", "被替代的批复"


def write_result(folder: SeasonFolder, known: History, target: Path, content: bytes, *, stays: bool = False) -> str:
    """Write a result; return what became of an edited file, or an empty text.

    Her file is copied to 手工改过的 below the summary before the new one takes its place; if it ``stays``, this is done
    only where the new one is not what Jixiao wrote before. Raises ``OutputError``.
    """
    name = target.relative_to(folder.root).as_posix()
    new, before = hashlib.sha256(content).hexdigest(), known.written(name)
    now = file_hash(target) if target.is_file() else None
    note = ""
    if now is not None and now not in (new, before):
        if stays and new == before:
            return f"{name} 手工改过，内容没有别的变化，保留手工改过的"
        kept = free_name(folder.root / SUMMARY / KEPT / name, Path.exists)
        make_folder(kept.parent)
        with replacing(kept) as temporary:
            shutil.copyfile(target, temporary)
        note = f"{name} 手工改过，已重新写出；手工改的另存为 {kept.relative_to(folder.root).as_posix()}"
    with replacing(target) as temporary:
        temporary.write_bytes(content)
    known.note_written(name, new)
    return note


def set_aside(folder: SeasonFolder, path: Path) -> str:
    """Move a replaced result aside; return a remark. Raises ``OutputError``."""
    name = path.relative_to(folder.root).as_posix()
    kept = free_name(folder.root / SUMMARY / REPLACED / name, Path.exists)
    make_folder(kept.parent)
    try:
        path.replace(kept)
    except OSError as error:
        raise OutputError(f"无法移开“{path}”：{os_reason(error)}", hint="请关闭打开它的程序后重试") from error
    return f"{name} 不再是批复的表，移到 {kept.relative_to(folder.root).as_posix()}"
