"""Self-evaluation forms of many files: read, scored, written as copies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from jixiao.checks.standards import prepare_scoring
from jixiao.consolidate.returns.inputs import InputFile, originals
from jixiao.consolidate.returns.own_output import keep_foreign
from jixiao.errors import InputError
from jixiao.forms.document import is_left_out
from jixiao.forms.reading import documents_of
from jixiao.grid.guard import examine, read_file
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.model import Workbook
from jixiao.grid.open import open_workbook
from jixiao.grid.package import Package
from jixiao.output import OutputNames, make_folder, write_bytes
from jixiao.processes.each_file import each_file
from jixiao.processes.worker import FileTimeLimitError
from jixiao.scored.score_cells import Filling, fill
from jixiao.scoring.awards import Policy

KIND = "selfeval"
NO_FORM = "没有识别出绩效自评表"


@dataclass(slots=True)
class ScoredFile:
    """What became of a file: its status, its scores, its copy or the reason.

    ``kept`` is where the copy lies now that stood there and that somebody had worked on.
    """

    name: str
    path: Path
    status: str = "failed"
    reason: str | None = None
    fillings: list[Filling] = field(default_factory=list)
    copy: Path | None = None
    no_copy: str | None = None
    kept: Path | None = None

    def summary(self) -> dict[str, Any]:
        """The FILE object of the JSON output (scripts/README.md)."""
        return {"file": self.name, "status": self.status, "reason": self.reason, "documents": len(self.fillings)}


def score_files(
    inputs: Sequence[InputFile],
    folder: Path,
    progress: Callable[[int, int, str], None],
    policy: Policy = Policy.FLOOR,
    *,
    jobs: int | None = 1,
) -> list[ScoredFile]:
    """Score every form of the files and write the copies below ``folder``.

    ``policy`` is how a part of a step counts where a standard does not say. ``jobs`` processes score, None for as many
    as are worth it.

    Raises ``UsageError`` if an output is one of the inputs, ``OutputError`` if it cannot be written.
    """
    make_folder(folder)
    names = OutputNames()
    wanted = [PurePosixPath(file.name) for file in inputs]
    copies = [folder / name.with_name(f"{name.stem}（已评分）{name.suffix}") for name in wanted]
    tasks = [_Task(file, names.free(copy)) for file, copy in zip(inputs, copies, strict=True)]
    found: list[ScoredFile] = []
    for scored in each_file(
        partial(_score, policy, originals(inputs)), tasks, _failed, jobs=jobs, prepare=prepare_scoring
    ):
        progress(len(found) + 1, len(inputs), scored.name)
        found.append(scored)
    return found


class _Task(NamedTuple):
    """A file to score, and where its copy goes."""

    file: InputFile
    copy: Path


def _score(policy: Policy, inputs: Sequence[Path], task: _Task) -> ScoredFile:
    """Score a file and write its filled copy, over none of ``inputs``."""
    file = task.file
    scored = ScoredFile(file.name, file.path)
    settled = file.outcome()
    if settled is not None:
        scored.status, scored.reason = settled.status, settled.reason
        return scored
    data = read_file(file.path, DEFAULT_LIMITS)
    workbook = open_workbook(file.path, data=data)
    if workbook.failures:
        scored.reason = "；".join(f"工作表“{each.sheet}”无法读取：{each.reason}" for each in workbook.failures)
        return scored
    before = workbook.copy()
    _score_workbook(scored, workbook, policy)
    content = _copy(scored, data, before) if scored.fillings else None
    if content is not None:
        scored.kept = keep_foreign(task.copy)
        write_bytes(task.copy, content, inputs=inputs, durable=False)
        scored.copy = task.copy
    return scored


def _failed(task: _Task, reason: str) -> ScoredFile:
    return ScoredFile(task.file.name, task.file.path, reason=reason)


def _score_workbook(scored: ScoredFile, workbook: Workbook, policy: Policy) -> None:
    # Before the reading: it forgets formulas that show nothing.
    formulas = {sheet.name: frozenset(sheet.formulas) for sheet in workbook.sheets}
    read = documents_of(workbook, scored.name)
    documents = [document for document in read if document["kind"] == KIND]
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    left_out: list[str] = []
    for document in documents:
        sheet = document["source"]["sheet"]
        if is_left_out(document):
            left_out.append(sheet)
        else:
            scored.fillings.append(fill(document, sheets[sheet], formulas[sheet], policy))
    scored.status = "scored" if scored.fillings else "skipped"
    if left_out:
        scored.reason = f"隐藏工作表或填写示例“{'”“'.join(left_out)}”未评分"
    elif not documents:
        scored.reason = NO_FORM


def _copy(scored: ScoredFile, data: bytes, before: Workbook) -> bytes | None:
    """Return the filled copy; None, with the reason noted, if it fails."""
    from jixiao.scored.copying import filled_copy

    try:
        examined = examine(scored.path, data=data)
        if examined.kind != "xlsx" or examined.package is None:
            scored.no_copy = f"{examined.kind} 格式无法在不损失内容的情况下填写，得分见评分概览；另存为 .xlsx 后可填写"
            return None
        return filled_copy(Package(examined.data, DEFAULT_LIMITS), before, scored.fillings)
    except FileTimeLimitError:
        raise
    except InputError as error:
        scored.no_copy = error.message
    except Exception as error:  # noqa: BLE001 - the scores of the file stand in the overview
        scored.no_copy = f"评分时程序内部错误（{type(error).__name__}），请将该文件反馈给软件维护人员"
    return None
