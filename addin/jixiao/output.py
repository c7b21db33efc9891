"""Write a result whole or not at all, and never over what the user handed in."""

from __future__ import annotations

import errno
import filecmp
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import chain, count
from pathlib import Path

from jixiao.errors import OutputError, UsageError, os_reason
from jixiao.ownfiles import locked_temporary, remove_left_over

_cleaned: set[Path] = set()
"""Folders in which this process has looked for what killed runs have left."""

Finish = Callable[[bytes], bytes]
"""Makes the final content of a file from what was written first."""


@contextmanager
def replacing(
    path: Path,
    *,
    inputs: Iterable[Path] = (),
    finish: Finish | None = None,
    last_look: Callable[[], None] | None = None,
    durable: bool = True,
) -> Iterator[Path]:
    """Yield a temporary path beside ``path``, which it replaces when all went well.

    What can be known beforehand is checked on entry, before the work of the block is done. If the block raises, the
    temporary file is removed and what stood at ``path`` before is untouched. ``finish`` makes the final content out of
    what the block wrote; what it raises counts as raised by the block. ``last_look`` is called when
    only the renaming is left to do. If the process is killed, the next run that writes into the same folder removes the
    temporary file.

    Raises ``UsageError`` if ``path`` is one of ``inputs``, ``OutputError`` if it cannot be written; an ``OSError`` of
    the block becomes an ``OutputError`` too.
    """
    target = Path(os.path.realpath(path))  # a link stays a link; the file it leads to is replaced
    refuse_inputs([path], inputs)
    _check_target(path, target)
    temporary = _name_beside(target)
    try:
        with _created(temporary, path):
            yield temporary
            if finish is not None:
                temporary.write_bytes(finish(temporary.read_bytes()))
            if durable:
                _flush_to_disk(temporary)
            if last_look is not None:
                last_look()
        temporary.replace(target)
    except BrokenPipeError:
        raise  # the terminal is gone, not the output file
    except OSError as error:
        raise _output_error(path, error) from error
    except Exception as error:
        # A library may wrap it: xlsxwriter's own error has the system's as its argument.
        wrapped = next((each for each in error.args if isinstance(each, OSError)), None)
        if wrapped is None:
            raise
        raise _output_error(path, wrapped) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def copy_beside(path: Path, label: str) -> Path:
    """Copy a file beside itself under a free name: 汇总.xlsx as 汇总（合并前）.xlsx.

    Raises ``OutputError`` if that cannot be done; the file stays where it is.
    """
    names = (f"{path.stem}（{label}{number}）{path.suffix}" for number in ("", *range(2, 10_000)))
    place = next(place for name in names if not (place := path.with_name(name)).exists())
    with replacing(place) as temporary:
        shutil.copyfile(path, temporary)
    return place


def free_name(path: Path, is_taken: Callable[[Path], bool]) -> Path:
    """Return the path, with a number behind its name if it is taken: 表（2）.xlsx."""
    numbered = (path.with_name(f"{path.stem}（{number}）{path.suffix}") for number in count(2))
    return next(each for each in chain([path], numbered) if not is_taken(each))


class OutputNames:
    """Output names of this run: none is used twice, whatever the case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, path: Path) -> Path:
        """Return the path, with a number if another output has it."""
        found = free_name(path, lambda each: str(each).casefold() in self._taken)
        self._taken.add(str(found).casefold())
        return found


def write_bytes(target: Path, content: bytes, *, inputs: Iterable[Path] = (), durable: bool = True) -> None:
    """Write a file and the folders above it, as ``replacing`` does."""
    make_folder(target.parent)
    with replacing(target, inputs=inputs, durable=durable) as temporary:
        temporary.write_bytes(content)


@contextmanager
def keeping_earlier(path: Path) -> Iterator[list[Path]]:
    """Keep a copy of the file that the block replaces: it may be filled in.

    The list that is yielded holds the copy after the block, unless there was no file or the block wrote the same one.
    If the block raises, the file is still there and the copy is removed. Raises ``OutputError``.
    """
    kept = [copy_beside(path, "原有")] if path.is_file() else []
    try:
        yield kept
    except BaseException:
        for copy in kept:
            copy.unlink(missing_ok=True)
        raise
    for copy in list(kept):
        if filecmp.cmp(copy, path, shallow=False):
            copy.unlink()
            kept.remove(copy)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it. Raises ``OutputError``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"无法建立文件夹“{folder}”：{os_reason(error)}", hint="请换一个输出位置") from error


@contextmanager
def writing_to(folder: Path) -> Iterator[None]:
    """Raise ``OutputError`` for what the system refuses: an open workbook, no right."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"无法写入“{folder}”：{os_reason(error)}") from error


def refuse_other_extension(path: Path, what: str, option: str = "-o ") -> None:
    """Raise ``UsageError`` unless the extension is ``.xlsx``: Excel opens no other."""
    if path.name and path.suffix.lower() != ".xlsx":  # a folder such as . is told when it is written
        raise UsageError(f"{what}须存为 .xlsx，不能是“{path.name}”", hint=f"请写 {option}{path.with_suffix('.xlsx')}")


def refuse_unwritable_file(path: Path, *, inputs: Iterable[Path] = ()) -> None:
    """Raise, before the work, what ``replacing`` would raise on entry."""
    target = Path(os.path.realpath(path))
    refuse_inputs([path], inputs)
    _check_target(path, target)
    temporary = _name_beside(target)
    with _created(temporary, path):
        pass
    temporary.unlink(missing_ok=True)


def refuse_unwritable_folder(folder: Path) -> None:
    """Raise, before the work, what writing to a folder would; it need not exist yet.

    Raises ``OutputError`` if it is a file, or if nothing can be written to it or to where it is to be made.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"无法建立文件夹“{folder}”：已有同名的文件", hint="请换一个输出位置")
    nearest = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
    if not nearest.is_dir():
        raise OutputError(f"无法建立文件夹“{folder}”：“{nearest}”是文件，不是文件夹", hint="请换一个输出位置")
    probe = nearest / f".jixiao-{secrets.token_hex(4)}"
    try:
        probe.mkdir()
        probe.rmdir()
    except OSError as error:
        raise OutputError(f"无法写入文件夹“{folder}”：{os_reason(error)}", hint="请换一个输出位置") from error


def refuse_inputs(outputs: Iterable[Path], inputs: Iterable[Path]) -> None:
    """Raise ``UsageError`` if an output is one of the inputs, by any name."""
    there = [path for path in outputs if path.exists()]
    known = {_identity(path) for path in inputs} if there else set()
    for path in there:
        if (identity := _identity(path)) is not None and identity in known:
            raise UsageError(f"输出文件“{path}”就是输入文件之一", hint="原表不会被改写，请换一个输出文件名")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _check_target(path: Path, target: Path) -> None:
    if target.is_dir():
        raise OutputError(f"“{path}”是文件夹，不能作为输出文件", hint="请给出文件名")
    if not target.exists():
        return
    if not target.is_file():
        raise OutputError(f"“{path}”不是普通文件，不能作为输出文件", hint="请给出普通的文件名")
    try:
        # Windows refuses here when the file is open in Excel: better now than after all the work.
        with target.open("r+b"):
            pass
    except OSError as error:
        raise _output_error(path, error) from error


def _name_beside(target: Path) -> Path:
    # The leading dot makes it a hidden file: should it be left behind, no later run takes it for a submission. The
    # extension stays, some writers go by it.
    return target.with_name(f".jixiao-{secrets.token_hex(4)}{target.suffix}")


@contextmanager
def _created(temporary: Path, path: Path) -> Iterator[None]:
    """The temporary file made and held. Raises ``OutputError`` where it cannot be."""
    if temporary.parent not in _cleaned:
        _cleaned.add(temporary.parent)
        remove_left_over(temporary.parent)
    with ExitStack() as stack:
        try:
            stack.enter_context(locked_temporary(temporary))
        except FileNotFoundError as error:
            raise OutputError(f"输出位置“{path}”所在的文件夹不存在", hint="请先建立文件夹，或换一个输出位置") from error
        except OSError as error:
            raise _output_error(path, error) from error
        yield


def _flush_to_disk(file: Path) -> None:
    # Opened for writing because Windows flushes no handle that is only for reading.
    with file.open("r+b") as stream:
        os.fsync(stream.fileno())


def _output_error(path: Path, error: OSError) -> OutputError:
    if isinstance(error, PermissionError):
        return OutputError(
            f"无法写入“{path}”：没有权限，或文件正在 Excel、WPS 中打开", hint="请关闭该文件或换一个输出位置后重试"
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return OutputError(f"无法写入“{path}”：磁盘空间不足", hint="请清理磁盘或换一个输出位置后重试")
    return OutputError(f"无法写入“{path}”：{os_reason(error)}")
