"""Where learned forms lie, and which of them are in force.

In this order, a later one replacing an earlier one of the same id: the user's own folder, the folders of the environment
variable ``JIXIAO_FORMS`` (which ``--forms`` sets), the folders that a season adds. The package's own definitions come
before all of them and cannot be replaced.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path

from jixiao.errors import DefinitionError
from jixiao.forms.learned.form import LearnedForm, read_learned

VARIABLE = "JIXIAO_FORMS"
"""The environment variable: folders separated as in ``PATH``. Processes started from this one inherit it."""
MAX_FORMS = 500

_Stamp = tuple[str, int, int]


def user_folder() -> Path:
    """The user's own folder of learned forms; it need not exist."""
    return _user_folder(os.environ.get("XDG_DATA_HOME"), os.environ.get("HOME"))


@lru_cache(maxsize=1)
def _user_folder(*_environment: str | None) -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("jixiao", appauthor=False, roaming=True)) / "forms"


def folders() -> list[Path]:
    """The folders that are looked into, each once."""
    return list(_folders(user_folder(), os.environ.get(VARIABLE, "")))


@lru_cache(maxsize=1)
def _folders(own: Path, named: str) -> tuple[Path, ...]:
    return tuple(dict.fromkeys((own, *(Path(part) for part in named.split(os.pathsep) if part.strip()))))


def add_folder(folder: Path) -> None:
    """Look into a folder too, here and in child processes; it must exist."""
    if not folder.is_dir():
        raise DefinitionError(f"找不到版式文件夹“{folder}”", hint="请检查 --forms 后面的文件夹")
    given = str(folder.absolute())
    known = [part for part in os.environ.get(VARIABLE, "").split(os.pathsep) if part.strip()]
    if given not in known:
        os.environ[VARIABLE] = os.pathsep.join((*known, given))


def learned_forms() -> dict[str, LearnedForm]:
    """Return the learned forms in force by id; ``DefinitionError`` if one is broken."""
    return _read(_stamps())


def state() -> tuple[_Stamp, ...]:
    """Return what changes with a definition: path, size, time of each file."""
    return _stamps()


def _stamps() -> tuple[_Stamp, ...]:
    return tuple(_files())


def _files() -> Iterator[_Stamp]:
    count = 0
    for folder in folders():
        try:
            names = os.listdir(folder)  # noqa: PTH208 - asked for every form, and mostly there is no such folder
        except OSError:
            if folder == user_folder():
                continue
            hint = f"请检查环境变量 {VARIABLE}"
            raise DefinitionError(f"找不到版式文件夹“{folder}”", hint=hint) from None
        for path in [folder / name for name in sorted(names) if fnmatch(name, "*.json")]:
            try:
                status = path.stat()
            except OSError:
                continue
            count += 1
            if count > MAX_FORMS:
                raise DefinitionError(f"版式文件夹中的定义超过 {MAX_FORMS} 个", hint="请检查文件夹是否给错")
            yield str(path), status.st_size, status.st_mtime_ns


@lru_cache(maxsize=8)
def _read(stamps: tuple[_Stamp, ...]) -> dict[str, LearnedForm]:
    from jixiao.forms.definition import load_definitions

    found: dict[str, LearnedForm] = {}
    for path, _, _ in stamps:
        form = read_learned(Path(path))
        if form.id in load_definitions():
            raise DefinitionError(f"id：编号“{form.id}”是内置的表", file=Path(path).name, hint="请换一个编号")
        earlier = found.get(form.id)
        if earlier is not None and earlier.path is not None and earlier.path.parent == Path(path).parent:
            raise DefinitionError(
                f"id：编号“{form.id}”与 {earlier.path.name} 重复", file=Path(path).name, hint="请换一个编号"
            )
        found[form.id] = form
    return found
