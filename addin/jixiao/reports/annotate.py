"""What goes back to the departments: marked copies of their workbooks and a return notice each.

A workbook that cannot be marked without loss (.xls, .ods and a few rare kinds) gets a list of its findings beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from jixiao.consolidate.own_output import NOTICE_PREFIX
from jixiao.errors import InputError
from jixiao.grid.guard import Examined, check_unread_parts, examine
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.package import Package
from jixiao.output import make_folder, replacing
from jixiao.reports.letter import Letter
from jixiao.reports.report import DepartmentGroup, FileGroup, Problem, Report

_FORBIDDEN = '\\/:*?"<>|'
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
_LONGEST_NAME = 60
MARKED, LISTED = "（已标注）", "（检查结果）"
_EARLIER_SUFFIX = re.compile(r"(?:（(?:已标注|检查结果)）(?:（\d{1,4}）)?){1,20}$")
"""What earlier rounds put behind a name: 水务局（已标注）, 水务局（已标注）（2）."""
_LONGEST_FILE_NAME = 200
"""Bytes; systems allow 255, and a number may have to be put behind, or a sync client's words."""
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Returned:
    """What was written for one file. ``path`` is None if nothing could be, ``reason`` why there is no marked copy."""

    file: str
    path: Path | None
    reason: str | None = None

    @property
    def marked(self) -> bool:
        """Whether it is a marked copy."""
        return self.path is not None and self.reason is None


@dataclass(frozen=True, slots=True)
class Returns:
    """All that was written: for the files, and the notices."""

    files: tuple[Returned, ...]
    notices: tuple[Path, ...]


Letters = Callable[[DepartmentGroup], Letter]
"""The frame of the letter to a department."""


def annotate(report: Report, folder: Path, letters: Letters = lambda group: Letter(), *, hints: bool = True) -> Returns:
    """Write to ``folder`` a copy or a list for each file with findings, and a notice for each department to act.

    Without ``hints`` a file in which nothing but hints was found is left alone.

    Raises ``UsageError`` if an output is one of the inputs, ``OutputError`` if it cannot be written.
    """
    make_folder(folder)
    names = _Names()
    by_file: dict[str, list[FileGroup]] = {}
    for group in report.groups():
        for part in group.files:
            if hints or part.counts.error or part.counts.warning:
                by_file.setdefault(part.file, []).append(part)
    files = tuple(
        _return(report, file, [problem for part in parts for problem in part.problems], folder, names)
        for file, parts in by_file.items()
    )
    return Returns(files, tuple(_notices(report, files, folder, names, letters)))


def _return(report: Report, file: str, problems: Sequence[Problem], folder: Path, names: _Names) -> Returned:
    path = report.paths.get(file)
    if path is None:
        return Returned(file, None, "有同名的输入文件，无法区分各自的问题；请分开检查")
    relative = PurePosixPath(file)
    try:
        content = _marked(path, problems)
    except InputError as error:
        return _list(report, file, problems, folder, names, error.message)
    except Exception as error:  # noqa: BLE001 - a defect met on one workbook must not keep back the others
        reason = f"标注时程序内部错误（{type(error).__name__}），请将该文件反馈给软件维护人员"
        return _list(report, file, problems, folder, names, reason)
    target = names.free(folder / _suffixed(relative, MARKED))
    _write_bytes(target, content, report.paths.values())
    return Returned(file, target)


def _marked(path: Path, problems: Sequence[Problem]) -> bytes:
    from jixiao.reports.marking.refusal import CannotMarkError
    from jixiao.reports.marking.verification import verify
    from jixiao.reports.marking.workbook import marked_copy

    examined = examine(path)
    if examined.kind == "docx" and examined.package is not None:
        from jixiao.reports.marking.word import marked_document

        check_unread_parts(examined.package)
        return marked_document(Package(examined.data, DEFAULT_LIMITS), problems)
    if examined.kind != "xlsx" or examined.package is None:
        raise CannotMarkError(_why_not(examined))
    check_unread_parts(examined.package)
    content = marked_copy(Package(examined.data, DEFAULT_LIMITS), problems)
    verify(examined.data, content)
    return content


def _why_not(examined: Examined) -> str:
    return f"{examined.kind} 格式无法在不损失内容的情况下标注"


def _list(report: Report, file: str, problems: Sequence[Problem], folder: Path, names: _Names, reason: str) -> Returned:
    from jixiao.reports import xlsx_list

    relative = PurePosixPath(file)
    target = names.free(folder / _suffixed(relative, LISTED).with_suffix(".xlsx"))
    own = replace(report, files=(), problems=problems, skipped=())
    make_folder(target.parent)
    with replacing(target, inputs=report.paths.values()) as temporary:
        xlsx_list.write(own, temporary, beside=target)
    return Returned(file, target, reason)


def _notices(
    report: Report, files: Sequence[Returned], folder: Path, names: _Names, letters: Letters
) -> Iterator[Path]:
    from jixiao.reports import notice

    marked = {each.file for each in files if each.marked}
    for group in report.groups():
        if not _has_to_act(group):
            continue
        target = names.free(folder / f"{NOTICE_PREFIX}{file_name(group.department)}.docx")
        with replacing(target, inputs=report.paths.values()) as temporary:
            with_copies = any(file.file in marked for file in group.files)
            temporary.write_bytes(notice.notice(group, made=report.made, marked=with_copies, letter=letters(group)))
        yield target


def _has_to_act(group: DepartmentGroup) -> bool:
    return bool(group.counts.error or group.counts.warning)


def _write_bytes(target: Path, content: bytes, inputs: Iterable[Path]) -> None:
    make_folder(target.parent)
    with replacing(target, inputs=inputs) as temporary:
        temporary.write_bytes(content)


def _suffixed(relative: PurePosixPath, suffix: str) -> PurePosixPath:
    """The name of a copy: the suffix once, whatever rounds went before, and short enough for every system."""
    stem = _EARLIER_SUFFIX.sub("", relative.stem) or relative.stem
    room = _LONGEST_FILE_NAME - len(f"{suffix}{relative.suffix}".encode())
    if len(stem.encode()) > room:
        stem = stem.encode()[: room - len(_CUT.encode())].decode(errors="ignore").rstrip(". ") + _CUT
    return relative.with_name(f"{stem}{suffix}{relative.suffix}")


def file_name(department: str) -> str:
    """A department's name as a part of a file name on every system."""
    kept = "".join("_" if char in _FORBIDDEN or not char.isprintable() else char for char in department)
    kept = kept.strip(". ")[:_LONGEST_NAME].rstrip(". ")
    return kept if kept and kept.casefold() not in _RESERVED else f"单位{kept}"


class _Names:
    """Output names of this run: none is used twice, whatever the case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, path: Path) -> Path:
        """The path, with a number if another output has it."""
        number, candidate = 1, path
        while str(candidate).casefold() in self._taken:
            number += 1
            candidate = path.with_name(f"{path.stem}（{number}）{path.suffix}")
        self._taken.add(str(candidate).casefold())
        return candidate
