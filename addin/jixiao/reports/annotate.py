"""What goes back to the departments: marked copies and a return notice each."""

# A workbook that cannot be marked without loss (.xls, .ods and a few rare kinds) gets a list of its findings beside
# it.

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from jixiao.checks.unread import OURS
from jixiao.consolidate.returns.own_output import NOTICE_PREFIX, keep_foreign
from jixiao.errors import InputError
from jixiao.grid.guard import check_unread_parts, examine, read_file
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.package import Package
from jixiao.output import OutputNames, make_folder, refuse_inputs, replacing, write_bytes
from jixiao.processes.each_file import each_file
from jixiao.reports.letter import Letter
from jixiao.reports.notice import notice
from jixiao.reports.problem import Problem
from jixiao.reports.report import DepartmentGroup, FileGroup, Report

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
    """What was written for one file; without ``path`` or marks, ``reason`` says why.

    Where somebody had worked on the copy of the round before, that one now lies at ``kept``.
    """

    file: str
    path: Path | None
    reason: str | None = None
    kept: Path | None = None

    @property
    def marked(self) -> bool:
        """Whether it is a marked copy."""
        return self.path is not None and self.reason is None


@dataclass(frozen=True, slots=True)
class Returns:
    """All that was written: for the files, and the notices."""

    files: tuple[Returned, ...]
    notices: tuple[Path, ...]
    kept: tuple[Path, ...] = ()
    """Files that somebody had worked on and whose places were taken: where they lie now."""


Letters = Callable[[DepartmentGroup], Letter]
"""The frame of the letter to a department."""


def annotate(
    report: Report,
    folder: Path,
    letters: Letters = lambda group: Letter(),
    *,
    hints: bool = True,
    jobs: int | None = 1,
    progress: Callable[[int, int, str], None] | None = None,
) -> Returns:
    """Write to ``folder`` a copy or list per file with findings, and the notices.

    Without ``hints`` a file in which nothing but hints was found is left alone. ``jobs`` processes write, None for as
    many as are worth it.

    Raises ``UsageError`` if an output is one of the inputs, ``OutputError`` if it cannot be written.
    """
    make_folder(folder)
    if any(problem.finding.code in OURS for problem in report.problems):
        report = replace(report, problems=[each for each in report.problems if each.finding.code not in OURS])
    names = OutputNames()
    groups = report.groups
    by_file: dict[str, list[FileGroup]] = {}
    for group in groups:
        for part in group.files:
            if hints or part.counts.error or part.counts.warning:
                by_file.setdefault(part.file, []).append(part)
    by_file |= _copies(report, by_file)
    tasks = _Tasks(report, by_file, folder, names)
    refuse_inputs(tasks.outputs(), report.paths.values())
    files: list[Returned] = []
    for each in each_file(partial(_return, report.made), tasks, _not_returned, jobs=jobs):
        files.append(each)
        if progress is not None:
            progress(len(files), len(tasks), each.file)
    notices = list(_notices(report, groups, files, folder, names, letters))
    kept = (*(each.kept for each in files), *(each for _, each in notices))
    return Returns(tuple(files), tuple(path for path, _ in notices), tuple(each for each in kept if each is not None))


def _copies(report: Report, by_file: Mapping[str, list[FileGroup]]) -> dict[str, list[FileGroup]]:
    """Return the files with the same bytes as one with findings: they go back too."""
    checked = {report.hashes[file]: groups for file, groups in by_file.items() if file in report.hashes}
    passed_over = (str(file["file"]) for file in report.files if file["status"] == "skipped")
    return {
        file: checked[report.hashes[file]]
        for file in passed_over
        if file not in by_file and report.hashes.get(file) in checked
    }


class _Task(NamedTuple):
    """A file to mark: its path, the hash of what was checked, where results go."""

    file: str
    path: Path | None
    sha256: str | None
    marked: Path
    listed: Path
    problems: list[Problem]


class _Tasks(Sequence[_Task]):
    """The files to mark; the problems of each are made when it is asked for."""

    def __init__(
        self, report: Report, by_file: Mapping[str, Sequence[FileGroup]], folder: Path, names: OutputNames
    ) -> None:
        self._report = report
        self._files = [(file, *_places(file, folder, names), parts) for file, parts in by_file.items()]

    def outputs(self) -> Iterator[Path]:
        """All paths that may be written."""
        return (path for _, marked, listed, _ in self._files for path in (marked, listed))

    def __len__(self) -> int:
        return len(self._files)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        file, marked, listed, parts = self._files[place]
        problems = [problem.alone() for part in parts for problem in part.problems]
        return _Task(file, self._report.paths.get(file), self._report.hashes.get(file), marked, listed, problems)


def _places(file: str, folder: Path, names: OutputNames) -> tuple[Path, Path]:
    """Where the marked copy of a file goes, and where its list."""
    relative = PurePosixPath(file)
    marked = names.free(folder / _suffixed(relative, MARKED))
    return marked, names.free(folder / _suffixed(relative, LISTED).with_suffix(".xlsx"))


def _return(made: datetime, task: _Task) -> Returned:
    if task.path is None:
        return Returned(task.file, None, "有同名的输入文件，无法区分各自的问题；请分开检查")
    try:
        content = _marked(task.path, task.problems, task.sha256)
    except InputError as error:
        return _list(task, made, error.message)
    except Exception as error:  # noqa: BLE001 - a defect met on one workbook must not keep back the others
        return _list(task, made, f"标注时程序内部错误（{type(error).__name__}），请将该文件反馈给软件维护人员")
    kept = keep_foreign(task.marked)
    write_bytes(task.marked, content, durable=False)
    return Returned(task.file, task.marked, kept=kept)


def _not_returned(task: _Task, reason: str) -> Returned:
    return Returned(task.file, None, reason)


def _marked(path: Path, problems: Sequence[Problem], sha256: str | None) -> bytes:
    """The marked copy of a file that is still the one which was checked."""
    from jixiao.errors import CannotMarkError
    from jixiao.reports.marking.marked_workbook import marked_copy, verify

    data = read_file(path, DEFAULT_LIMITS)
    if sha256 is not None and hashlib.sha256(data).hexdigest() != sha256:
        raise CannotMarkError("文件在检查以后被改动过，请重新检查")
    examined = examine(path, data=data)
    if examined.kind == "docx" and examined.package is not None:
        from jixiao.reports.marking.marked_word import marked_document

        check_unread_parts(examined.package)
        return marked_document(Package(examined.data, DEFAULT_LIMITS), problems)
    if examined.kind != "xlsx" or examined.package is None:
        raise CannotMarkError(f"{examined.kind} 格式无法在不损失内容的情况下标注")
    check_unread_parts(examined.package)
    content = marked_copy(Package(examined.data, DEFAULT_LIMITS), problems)
    verify(examined.data, content)
    return content


def _list(task: _Task, made: datetime, reason: str) -> Returned:
    from jixiao.reports import xlsx_list

    assert task.path is not None
    own = Report((), task.problems, paths={task.file: task.path}, made=made)
    make_folder(task.listed.parent)
    kept = keep_foreign(task.listed)
    with replacing(task.listed) as temporary:
        xlsx_list.write(own, temporary, beside=task.listed)
    return Returned(task.file, task.listed, reason, kept)


def _notices(
    report: Report,
    groups: Sequence[DepartmentGroup],
    files: Sequence[Returned],
    folder: Path,
    names: OutputNames,
    letters: Letters,
) -> Iterator[tuple[Path, Path | None]]:
    """Write the notices; yield each with the edited one that was kept."""
    marked = {each.file for each in files if each.marked}
    for group in groups:
        if not (group.counts.error or group.counts.warning):
            continue
        target = names.free(folder / f"{NOTICE_PREFIX}{file_name(group.department)}.docx")
        refuse_inputs([target], report.paths.values())
        kept = keep_foreign(target)
        with_copies = any(file.file in marked for file in group.files)
        content = notice(group, made=report.made, marked=with_copies, letter=letters(group))
        write_bytes(target, content, durable=False)
        yield target, kept


def _suffixed(relative: PurePosixPath, suffix: str) -> PurePosixPath:
    """Return the name of a copy: the suffix once, short enough for every system."""
    stem = _EARLIER_SUFFIX.sub("", relative.stem) or relative.stem
    room = _LONGEST_FILE_NAME - len(f"{suffix}{relative.suffix}".encode())
    if len(stem.encode()) > room:
        stem = stem.encode()[: room - len(_CUT.encode())].decode(errors="ignore").rstrip(". ") + _CUT
    return relative.with_name(f"{stem}{suffix}{relative.suffix}")


def unmarked_name(name: str) -> str:
    """Return the name of a file before it was marked (水务局（已标注）.xlsx → 水务局.xlsx)."""
    stem, dot, suffix = name.rpartition(".")
    return f"{_EARLIER_SUFFIX.sub('', stem) or stem}{dot}{suffix}"


def file_name(department: str) -> str:
    """A department's name as a part of a file name on every system."""
    kept = "".join("_" if char in _FORBIDDEN or not char.isprintable() else char for char in department)
    kept = kept.strip(". ")[:_LONGEST_NAME].rstrip(". ")
    return kept if kept and kept.casefold() not in _RESERVED else f"单位{kept}"
