"""Which files a command works on: nothing under a PATH is silently passed over.

A PATH is a file, a folder (walked to the bottom) or a glob. Everything met is listed; what is not to be read carries
the reason. Nothing is opened here but what ``own_output`` needs to know Jixiao's own workbooks.
"""

from __future__ import annotations

import glob
import itertools
import os
import stat
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from jixiao.consolidate.returns.archives import Archive
from jixiao.consolidate.returns.file_kinds import ARCHIVE, OWN_OUTPUT, READABLE, is_left_unread, reason_not_read
from jixiao.consolidate.returns.own_output import is_own_output
from jixiao.errors import InputError, UsageError, os_reason
from jixiao.submission import Submission

_WINDOWS_JUNCTION = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", 0xA0000003)
_WINDOWS_HIDDEN = 0x2


class InputFile(NamedTuple):
    """A file to read, or one that is listed only.

    ``name`` is what the user is shown: the path below the PATH given, with ``/``; it can always be encoded, and no two
    files of a run have the same: folders above the PATH are added where they are needed for that.
    ``skip_reason`` tells why the file is not read. ``failed`` is true where that is trouble rather than choice: a
    folder that may not be entered can hide forms that ought to have been read. ``archive`` is the .zip that the file was
    unpacked from; ``path`` is then a copy that goes when the program ends.
    """

    path: Path
    name: str
    skip_reason: str | None = None
    failed: bool = False
    archive: Path | None = None

    @property
    def lasting(self) -> Path:
        """What a link to the file can lead to: the file, or the archive it lies in."""
        return self.archive or self.path

    def outcome(self) -> Submission | None:
        """What became of the file if that is settled without reading it, else None."""
        if self.skip_reason is None:
            return None
        return Submission(file=self.name, status="failed" if self.failed else "skipped", reason=self.skip_reason)


def discover(paths: Sequence[str]) -> list[InputFile]:
    """Return every file of the PATHs once, sorted by name. Raises ``UsageError``."""
    found: dict[str, InputFile] = {}
    folders: dict[str, str] = {}
    for given in paths:
        for file in _expand(given):
            identity = _identity(file, folders)
            known = found.setdefault(identity, file)
            # A file that is passed over in its folder is read if the user names it as well.
            if known.skip_reason is not None and file.skip_reason is None:
                found[identity] = file
    return _told_apart(list(found.values()))


def originals(files: Iterable[InputFile]) -> list[Path]:
    """Return the files that no output may replace: read ones and possible forms."""
    # An archive stands for what lies in it. Jixiao's own outputs are left out: the next run writes them again.
    kept = (
        file
        for file in files
        if file.skip_reason is None or file.failed or file.archive or is_left_unread(file.path.name)
    )
    return list(dict.fromkeys(file.lasting for file in kept))


def _told_apart(files: list[InputFile]) -> list[InputFile]:
    """The files with names that differ: two PATHs may each hold a 部门.xlsx."""
    taken = Counter(file.name for file in files)
    if len(taken) == len(files):
        return files
    alike: dict[str, list[int]] = defaultdict(list)
    for index, file in enumerate(files):
        if taken[file.name] > 1:
            alike[file.name].append(index)
    told = list(files)
    for indexes in alike.values():
        for index, name in zip(indexes, _longer_names([files[index] for index in indexes], taken), strict=True):
            taken[name] += 1
            told[index] = files[index]._replace(name=name)
    return told


def _longer_names(files: list[InputFile], taken: Mapping[str, int]) -> list[str]:
    """Return names with as many folders as tell the files apart."""
    # Not resolved: the folders the user sees; without “..”, which would lead an output out of its folder.
    parts = [Path(os.path.abspath(file.path)).parts[1:] for file in files]  # noqa: PTH100 - absolute() keeps ..
    lengths = [file.name.count("/") + 1 for file in files]
    for more in range(1, max(map(len, parts))):
        tails = [each[-(length + more) :] for each, length in zip(parts, lengths, strict=True)]
        names = ["/".join(map(_encodable, tail)) for tail in tails]
        if len(set(names)) == len(names) and not any(name in taken for name in names):
            return names
    # Names that differ only in bytes that are no text.
    return [f"{number}/{file.name}" for number, file in enumerate(files, start=1)]


def _expand(given: str) -> Iterator[InputFile]:
    path = Path(given)
    # A name such as 汇总[1].xlsx is a glob by its looks; a file of that very name comes first.
    if given and os.path.lexists(path):
        if path.is_dir():
            yield from _walk(path)
        else:
            yield from _opened(_given_directly(path))
    elif given and glob.has_magic(given):
        yield from _match(given)
    else:
        raise UsageError(f"找不到“{given}”", hint="请检查文件或文件夹的路径；路径中有空格时请加引号")


def _match(pattern: str) -> Iterator[InputFile]:
    base = _fixed_part(pattern)
    matches = sorted(Path(match) for match in glob.glob(pattern, recursive=True))  # noqa: PTH207 - a PATH may be absolute
    if not matches:
        raise UsageError(f"没有文件与“{pattern}”相符", hint="请检查通配符，例如 报送/*.xlsx")
    for match in matches:
        yield from _descend(match, base)


def _fixed_part(pattern: str) -> Path:
    """The folder in front of the first wildcard."""
    folders = Path(pattern).parts[:-1]
    return Path(*itertools.takewhile(lambda part: not glob.has_magic(part), folders))


def _walk(folder: Path) -> Iterator[InputFile]:
    entries = _entries(folder, folder)
    if isinstance(entries, InputFile):
        yield entries
        return
    for entry in entries:
        yield from _descend(entry, folder)


def _descend(start: Path, base: Path) -> Iterator[InputFile]:
    """Yield a file, or all files below a folder, met on the way."""
    # A list of what is still to visit, not recursion: folders can be nested deeper than Python's stack.
    waiting = [(start, _name(start, base))]
    while waiting:
        path, name = waiting.pop()
        met = _met(path, name)
        if met is None:
            entries = _entries(path, base)
            if isinstance(entries, InputFile):
                met = entries
            else:
                above = "" if path == base else f"{name}/"
                waiting.extend((entry, above + _encodable(entry.name)) for entry in reversed(entries))
        if met is not None:
            yield from _opened(met)


def _opened(file: InputFile) -> Iterator[InputFile]:
    """The file, or the files inside if it is an archive."""
    if file.skip_reason is not None or file.path.suffix.lower() != ARCHIVE:
        yield file
        return
    try:
        archive = Archive(file.path)
        members = [] if archive.is_workbook else list(archive.members(READABLE))
    except InputError as error:
        yield file._replace(skip_reason=error.reason, failed=True)
        return
    if archive.is_workbook:
        yield file
    elif not members:
        yield file._replace(skip_reason="压缩包中没有文件")
    for member in sorted(members, key=lambda member: member.name):
        name = PurePosixPath(member.name)
        shown = f"{file.name}/{_encodable(member.name)}"
        reason = next(filter(None, map(_reason_by_name, name.parts)), None) or member.reason
        if member.path is None:
            reason = reason or reason_not_read(name.name)
            yield InputFile(file.path / member.name, shown, reason, member.reason is not None, file.path)
        else:
            reason = reason or (OWN_OUTPUT if is_own_output(member.path) else None)
            yield InputFile(member.path, shown, reason, archive=file.path)


def _entries(folder: Path, base: Path) -> list[Path] | InputFile:
    """Return a folder's content, sorted, or the folder with the reason."""
    try:
        return sorted(folder.iterdir(), key=lambda path: os.path.normcase(path.name))
    except OSError as error:
        reason = f"文件夹无法打开（{os_reason(error)}），其中的文件未读取；请检查权限"
        return InputFile(folder, _name(folder, base), reason, failed=True)


def _met(path: Path, name: str) -> InputFile | None:
    """Return a file met on the way as ``name``; None for a folder to enter."""
    try:
        status = path.lstat()
    except OSError as error:
        return InputFile(path, name, f"无法访问（{os_reason(error)}）；请检查权限", failed=True)
    reason = _reason_by_name(path.name) or _reason_by_status(status)
    if reason is None and stat.S_ISDIR(status.st_mode):
        return None
    reason = reason or reason_not_read(path.name)
    if reason is None and is_own_output(path):
        reason = OWN_OUTPUT
    return InputFile(path, name, reason)


def _given_directly(path: Path) -> InputFile:
    """Return a file the user named: tried whatever it is, its link followed."""
    name = _name(path, path.parent)
    if _is_lock_file(path.name):
        return InputFile(path, name, _LOCK_FILE)
    try:
        regular = stat.S_ISREG(path.stat().st_mode)
    except OSError as error:
        return InputFile(path, name, f"无法访问（{os_reason(error)}）；请检查链接和权限", failed=True)
    if not regular:
        return InputFile(path, name, "不是普通文件，无法读取；请给出工作簿文件", failed=True)
    return InputFile(path, name, OWN_OUTPUT if is_own_output(path) else None)


_LOCK_FILE = "是打开文件时产生的临时锁文件"


def _is_lock_file(name: str) -> bool:
    return name.startswith(("~$", ".~"))


def _reason_by_name(name: str) -> str | None:
    if _is_lock_file(name):
        return _LOCK_FILE
    if name == "__MACOSX":
        return "是压缩软件附带的文件"
    return "是隐藏文件" if name.startswith(".") else None


def _reason_by_status(status: os.stat_result) -> str | None:
    if stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _WINDOWS_JUNCTION:
        return "是链接，未跟随；请给出链接所指的文件或文件夹"
    if getattr(status, "st_file_attributes", 0) & _WINDOWS_HIDDEN:
        return "是隐藏文件"
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
        return "不是普通文件"
    return None


def _name(path: Path, base: Path) -> str:
    relative = path.absolute().name if path == base else path.relative_to(base).as_posix()
    return _encodable(relative)


def _encodable(text: str) -> str:
    # Undecodable bytes arrive as lone surrogates, which no output encoding takes; they are shown as \xNN.
    return os.fsencode(text).decode("utf-8", "backslashreplace")


def _identity(file: InputFile, folders: dict[str, str]) -> str:
    """Return what tells a file from all others; ``folders`` are resolved ones."""
    # A link that is listed as a link is itself; a link that is read is the file it leads to.
    if file.skip_reason is None and (sys.platform == "win32" or file.path.is_symlink()):
        return os.path.normcase(file.path.resolve())
    folder, name = os.path.split(file.path)
    if folder not in folders:
        folders[folder] = os.path.realpath(folder)
    return os.path.normcase(os.path.join(folders[folder], name))  # noqa: PTH118 - thousands of them
