"""Approval: clean copies with the bureau's changes, frozen as targets."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from jixiao.caching.identity import file_hash
from jixiao.checks.profile import Profile
from jixiao.checks.settings.bureau_settings import load_settings
from jixiao.consolidate.merge_report import MergeReport
from jixiao.consolidate.returns.inputs import discover
from jixiao.errors import UsageError
from jixiao.forms.document import Document, is_left_out
from jixiao.forms.reading import read_file
from jixiao.output import free_name, make_folder
from jixiao.reports.annotate import file_name, unmarked_name
from jixiao.season.approval_letter import approval, list_of_approvals
from jixiao.season.approved_copy import GoalFile, approved_copy, goal_files, new_problems
from jixiao.season.approved_forms import DepartmentApproval, approved_project, everything_approved
from jixiao.season.bureau_changes import BureauChange, bureau_changes, edited_figures
from jixiao.season.department_states import READ, DepartmentState, department_states
from jixiao.season.folder import SeasonFolder, at_work
from jixiao.season.history import Approval, History, history, is_edited, keep_approvals, set_aside, write_result
from jixiao.season.returning import letter_to
from jixiao.season.round_records import Round
from jixiao.season.rounds import refresh_summary
from jixiao.statedtime import stated_time

LIST = "批复汇总.xlsx"
OPEN_ERRORS, MISSING, NO_GOALS, STRANGERS = "还有错误的", "没有报送的", "没有报送绩效目标表的", "不在单位名单上的"
SHARED = "报在其他单位的文件里的，请分开报送"
UNLISTED_HINT = "请核实是哪个单位，写进单位名单或别名；确实要批复请加 --unlisted"


@dataclass(frozen=True, slots=True)
class Ask:
    """Whom to approve, under which number and date.

    ``number`` may have ``{n}``, which counts from ``first`` on.
    No departments: all that filed, have no open error and are not approved yet. ``despite`` approves open errors too,
    ``unlisted`` those that are not on the roster. ``edited`` takes approved forms that an officer edited as they are.
    """

    departments: Sequence[str] = ()
    number: str = ""
    first: int = 1
    day: date | None = None
    despite: bool = False
    unlisted: bool = False
    edited: bool = False


@dataclass(frozen=True, slots=True)
class ApprovalOutcome:
    """What was approved, who was left out for which reason, and the summary.

    ``notes`` name results that somebody had edited.
    """

    done: list[DepartmentApproval]
    left_out: dict[str, list[str]]
    merged: MergeReport
    notes: list[str]


def approve(folder: SeasonFolder, ask: Ask) -> ApprovalOutcome:
    """Write approved forms, letters, list. Raises ``UsageError``, ``OutputError``."""
    folder.require()
    settings = load_settings(str(folder.settings))
    with at_work(folder), history(folder) as known:
        last = _last(known, folder)
        rounds = known.rounds()
        today = stated_time().date()
        states = department_states(rounds, settings, today, known.approvals())
        chosen = _chosen(states, ask)
        left_out = {} if ask.departments else _left_out(states, ask)
        inputs = {file.name: file for file in discover([str(folder.returns)])}
        changes = list(bureau_changes(folder))
        numbers = _numbers(ask, {each.document for each in known.approvals()})
        done: list[DepartmentApproval] = []
        for state in chosen:
            files = [file for file in last.files if file.department == state.department and file.status in READ]
            own = goal_files(folder, files, inputs)
            if not own:
                shared = any(state.department in file.also for file in last.files)
                if ask.departments and shared:
                    raise UsageError(f"“{state.department}”的表报在其他单位的文件里", hint="请该单位单独报送后再批复")
                if ask.departments:
                    raise UsageError(f"“{state.department}”没有报送绩效目标表", hint="自评表、监控表不批复")
                left_out.setdefault(SHARED if shared else NO_GOALS, []).append(state.department)
                continue
            document = next(numbers)
            one = _approve_one(folder, known, state, document, own, changes, settings.profile, edited=ask.edited)
            letter = letter_to(settings, state.department, ask.day or today)
            name = file_name(one.department)
            content = approval(one, letter, stated_time())
            one.notes.append(write_result(folder, known, folder.approved / name / f"批复-{name}.docx", content))
            one.notes = [note for note in one.notes if note]
            done.append(one)
            known.approve(_records(folder, one, ask.day or today), stated_time().isoformat(sep=" "))
            keep_approvals(folder, known)
        if not done:
            raise UsageError("没有可以批复的单位", hint="没有错误的单位只报送了自评表、监控表")
        listed = list_of_approvals(everything_approved(folder, known, settings), settings.profile.batch_year)
        note = write_result(folder, known, folder.approved / LIST, listed)
        merged = refresh_summary(folder, settings, known)
    return ApprovalOutcome(done, left_out, merged, [note] if note else [])


def _numbers(ask: Ask, taken: set[str]) -> Iterator[str]:
    """Yield the document numbers of a run: ``{n}`` counts past those given before."""
    for number in itertools.count(ask.first):
        document = ask.number.replace("{n}", str(number))
        if document == ask.number or document not in taken:
            yield document


def _last(known: History, folder: SeasonFolder) -> Round:
    last = known.last()
    if last is None:
        raise UsageError("这一季还没有处理过报送", hint=f"请先运行 jixiao season run {folder.root}")
    return last


def _unlisted(states: Sequence[DepartmentState]) -> list[str]:
    """Return who filed but is not on the roster."""
    return [state.department for state in states if state.files and not state.listed]


def _left_out(states: Sequence[DepartmentState], ask: Ask) -> dict[str, list[str]]:
    """Return the departments that are not approved unless they are named, by reason."""
    strangers = [] if ask.unlisted else _unlisted(states)
    open_errors = [
        state.department for state in states if state.files and not state.clear and state.department not in strangers
    ]
    missing = [state.department for state in states if state.listed and not state.files]
    reasons = {OPEN_ERRORS: open_errors, MISSING: missing, STRANGERS: strangers}
    return {reason: names for reason, names in reasons.items() if names}


def _chosen(states: Sequence[DepartmentState], ask: Ask) -> list[DepartmentState]:
    """The departments to approve. Raises ``UsageError`` for one that cannot be."""
    strangers = [] if ask.unlisted else _unlisted(states)
    if not ask.departments:
        chosen = [state for state in states if state.approvable and state.department not in strangers]
        if not chosen and any(state.approved for state in states):
            raise UsageError("没有还要批复的单位", hint="要重新批复，请写明单位；手工改过批复表的加 --edited")
        if not chosen:
            raise UsageError("没有可以批复的单位", hint="还有错误的单位改正后再批复，或写明单位并加 --despite-errors")
        return chosen
    by_name = {state.department: state for state in states}
    chosen = []
    for name in ask.departments:
        state = by_name.get(name)
        if state is None or not state.files:
            raise UsageError(f"“{name}”没有报送", hint="请写单位名单中的全称；jixiao season status 列出各单位")
        if name in strangers:
            raise UsageError(f"“{name}”不在单位名单上", hint=UNLISTED_HINT)
        errors = state.errors + state.misaddressed
        if errors and not ask.despite:
            raise UsageError(f"“{name}”还有 {errors} 处错误没有改", hint="改正后再批复；仍要批复请加 --despite-errors")
        chosen.append(state)
    return chosen


# ------------------------------------------------------------------ one department


def _approve_one(
    folder: SeasonFolder,
    known: History,
    state: DepartmentState,
    document: str,
    files: Sequence[GoalFile],
    changes: Sequence[BureauChange],
    profile: Profile,
    *,
    edited: bool,
) -> DepartmentApproval:
    approved = DepartmentApproval(state.department, document)
    place = folder.approved / file_name(state.department)
    make_folder(place)
    before = {folder.approved / each.file for each in known.approvals() if each.department == state.department}
    for file, source, documents in files:
        target = free_name(place / unmarked_name(PurePosixPath(file.file).name), approved.files.__contains__)
        shown: Sequence[Document] = documents
        if edited and is_edited(folder, known, target):
            shown = [each for each in read_file(target, file.file).documents if not is_left_out(each)]
            entered = edited_figures(file.file, documents, shown)
            approved.notes.append(f"{file.file}：以手工改过的批复表为准，批复函只列出金额和指标值的改动")
        else:
            own = [change for change in changes if change.file == file.file]
            content, entered = approved_copy(source, file, documents, own, approved.notes)
            approved.notes.append(write_result(folder, known, target, content))
        approved.files.append(target)
        approved.changes += entered
        if entered:
            approved.notes += new_problems(source, target, file.file, profile)
        for each in shown:
            if each["kind"] == "project" and each["source"]["sheet"] not in file.replaced:
                approved.projects.append(approved_project(each, entered))
    for path in sorted(before.difference(approved.files)):
        if path.is_file():
            approved.notes.append(set_aside(folder, path))
    _tell_outdated(approved, files)
    return approved


def _tell_outdated(approved: DepartmentApproval, files: Sequence[GoalFile]) -> None:
    """Note the sheets with sums that the changes of the bureau outdate."""
    if any(each.kind == "amount" for each in approved.changes):
        for path, (file, _, documents) in zip(approved.files, files, strict=True):
            own = (each["source"]["sheet"] for each in documents if _is_outdated(each, approved.changes))
            if left := [sheet for sheet in own if sheet not in file.replaced]:
                approved.outdated[path] = left
    if approved.outdated:
        sheets = "、".join(sheet for each in approved.outdated.values() for sheet in each)
        approved.notes.append(f"调整了项目金额，{sheets}中的相应金额和合计仍是报送的数，批复函已请单位更正，请核对")


def _is_outdated(document: Document, changes: Sequence[BureauChange]) -> bool:
    """Return whether a form keeps filed sums though an amount was changed."""
    sheet, funding = document["source"]["sheet"], document.get("funding", {})
    annual, total = funding.get("annual"), funding.get("total")
    if document["kind"] != "project":
        return document["kind"] in ("summary", "department")
    several = None not in (annual, total) and annual != total
    return several and any(each.kind == "amount" and each.sheet == sheet for each in changes)


def _records(folder: SeasonFolder, approved: DepartmentApproval, day: date) -> list[Approval]:
    return [
        Approval(
            path.relative_to(folder.approved).as_posix(),
            approved.department,
            approved.document,
            day.isoformat(),
            file_hash(path),
            tuple(approved.outdated.get(path, ())),
        )
        for path in approved.files
    ]
