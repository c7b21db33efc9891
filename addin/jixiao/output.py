"""Write a result whole or not at all, and never over what the user handed in."""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, count
from pathlib import Path

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
) -> Iterator[Path]:
    """Yield a temporary path beside ``path``, which it replaces when all went well.

    What can be known beforehand is checked on entry, before the work of the block is done. If the block raises, the
    temporary file is removed and what stood at ``path`` before is untouched. ``finish`` makes the final content out of
    what the block wrote; what it raises counts as raised by the block. ``last_look`` is called when only the renaming is left to do. Should the process be killed, the next run that writes
    into the same folder removes the temporary file.

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


def write_bytes(target: Path, content: bytes, *, inputs: Iterable[Path] = ()) -> None:
    """Write a file and the folders above it, as ``replacing`` does."""
    make_folder(target.parent)
    with replacing(target, inputs=inputs) as temporary:
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
