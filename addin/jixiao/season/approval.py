"""Approval: clean copies of what was filed, with the bureau's changes, frozen as the targets of the year.

A workbook that cannot be rewritten truly (.xls, .ods, Word) is approved as it was filed; its letter lists the changes.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePosixPath

from jixiao.checks.settings.bureau_settings import Settings, load_settings
from jixiao.consolidate.returns.filing import YEAR_END
from jixiao.consolidate.returns.inputs import InputFile, discover
from jixiao.consolidate.summary.summary_rows import project_money
from jixiao.errors import InputError, UsageError
from jixiao.forms.document import Document
from jixiao.forms.reading import read_file
from jixiao.grid.address import parse_address
from jixiao.grid.guard import examine
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.package import Package
from jixiao.grid.xlsx import read_package
from jixiao.output import make_folder, replacing
from jixiao.reports.annotate import file_name, unmarked_name
from jixiao.reports.letter import Letter
from jixiao.reports.marking.earlier_round import remove_sheet, take_away
from jixiao.reports.marking.working_copy import WorkingCopy
from jixiao.season.approval_letter import approval, write_list
from jixiao.season.bureau_changes import Change, approved_value, bureau_changes, target_cell
from jixiao.season.department_states import READ, DepartmentState, department_states
from jixiao.season.filled_cells import enter
from jixiao.season.folder import SeasonFolder, at_work
from jixiao.season.history import Approval, History, history
from jixiao.season.round_records import FiledFile, Round
from jixiao.season.rounds import refresh_summary
from jixiao.statedtime import stated_time

LIST = "批复汇总.xlsx"
UNLISTED_HINT = "请核实是哪个单位，写进单位名单或别名；确实要批复请加 --unlisted"


@dataclass(frozen=True, slots=True)
class ApprovedProject:
    """A project as approved; ``amount`` in 万元."""

    name: str
    amount: Decimal | None
    indicators: int


@dataclass(slots=True)
class Approved:
    """What was approved for one department."""

    department: str
    document: str
    files: list[Path] = field(default_factory=list)
    projects: list[ApprovedProject] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ask:
    """Whom to approve, under which number and date. ``number`` may have ``{n}``, which counts from ``first`` on.

    No departments: all that filed, have no open error and are not approved yet. ``despite`` approves open errors too,
    ``unlisted`` those that are not on the roster.
    """

    departments: Sequence[str] = ()
    number: str = ""
    first: int = 1
    day: date | None = None
    despite: bool = False
    unlisted: bool = False


@dataclass(frozen=True, slots=True)
class ApprovalOutcome:
    """What was approved, and who was left out for not being on the roster."""

    done: list[Approved]
    unlisted: list[str]


def approve(folder: SeasonFolder, ask: Ask) -> ApprovalOutcome:
    """Write the approved forms, their letters and the list of all. Raises ``UsageError`` and ``OutputError``."""
    folder.require()
    settings = load_settings(str(folder.settings))
    with at_work(folder), history(folder) as known:
        last = _last(known, folder)
        rounds = [each for number in known.numbers() if (each := known.round(number)) is not None]
        today = stated_time().date()
        states = department_states(rounds, settings, today, known.approvals())
        chosen = _chosen(states, settings, ask)
        left_out = [] if ask.unlisted or ask.departments else _unlisted(states, settings)
        inputs = {file.name: file for file in discover([str(folder.returns)])}
        changes = list(bureau_changes(folder))
        numbers = _Numbers(ask, {each.document for each in known.approvals()})
        done: list[Approved] = []
        for state in chosen:
            files = [file for file in last.files if file.department == state.department and file.status in READ]
            own = _goal_files(folder, files, inputs)
            if not own:
                if ask.departments:
                    raise UsageError(f"“{state.department}”没有报送绩效目标表", hint="自评表、监控表不批复")
                continue
            document = numbers.next()
            one = _approve_one(folder, state, document, own, changes)
            letter = _letter(settings, state.department, ask.day or today)
            with replacing(
                folder.approved / file_name(one.department) / f"批复-{file_name(one.department)}.docx"
            ) as temporary:
                temporary.write_bytes(approval(one, letter, stated_time()))
            done.append(one)
            known.approve(_records(folder, one, ask.day or today), stated_time().isoformat(sep=" "))
        if not done:
            raise UsageError("没有可以批复的单位", hint="没有错误的单位只报送了自评表、监控表")
        with replacing(folder.approved / LIST) as temporary:
            write_list(temporary, everything_approved(folder, known, settings), settings.profile.batch_year)
        refresh_summary(folder, settings, known)
    return ApprovalOutcome(done, left_out)


class _Numbers:
    """The document numbers of a run: ``{n}`` counts on, past the numbers that were given before."""

    def __init__(self, ask: Ask, taken: set[str]) -> None:
        self._ask = ask
        self._taken = taken
        self._next = ask.first

    def next(self) -> str:
        """Return the number of the next letter."""
        if "{n}" not in self._ask.number:
            return self._ask.number
        while (number := self._ask.number.replace("{n}", str(self._next))) in self._taken:
            self._next += 1
        self._next += 1
        return number


def _last(known: History, folder: SeasonFolder) -> Round:
    last = known.last()
    if last is None:
        raise UsageError("这一季还没有处理过报送", hint=f"请先运行 jixiao season run {folder.root}")
    return last


def _unlisted(states: Sequence[DepartmentState], settings: Settings) -> list[str]:
    """Return who filed but is not on the roster; nobody where there is no roster."""
    listed = {line.department for line in settings.roster}
    return [state.department for state in states if state.files and state.department not in listed] if listed else []


def _chosen(states: Sequence[DepartmentState], settings: Settings, ask: Ask) -> list[DepartmentState]:
    """The departments to approve. Raises ``UsageError`` for one that cannot be."""
    strangers = [] if ask.unlisted else _unlisted(states, settings)
    if not ask.departments:
        chosen = [state for state in states if state.approvable and state.department not in strangers]
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


def _goal_files(
    folder: SeasonFolder, files: Sequence[FiledFile], inputs: Mapping[str, InputFile]
) -> list[tuple[FiledFile, Path, Sequence[Document]]]:
    """Return the files with goal forms, where each lies and its forms.

    Raises ``UsageError`` for a file that has changed since the round.
    """
    found: list[tuple[FiledFile, Path, Sequence[Document]]] = []
    for file in files:
        source = inputs.get(file.file)
        if source is None or _hash(source.path) != file.sha256:
            raise UsageError(f"“{file.file}”在上一轮以后变了", hint=f"请先运行 jixiao season run {folder.root}")
        documents = read_file(source.path, file.file).documents
        if any(document["kind"] not in YEAR_END for document in documents):
            found.append((file, source.path, documents))
    return found


def _approve_one(
    folder: SeasonFolder,
    state: DepartmentState,
    document: str,
    files: Sequence[tuple[FiledFile, Path, Sequence[Document]]],
    changes: Sequence[Change],
) -> Approved:
    approved = Approved(state.department, document)
    place = folder.approved / file_name(state.department)
    make_folder(place)
    for file, source, documents in files:
        own = [change for change in changes if change.file == file.file]
        target = _free(place / unmarked_name(PurePosixPath(file.file).name), approved.files)
        _write_copy(source, target, file, documents, own, approved)
        approved.files.append(target)
        totals = [each["source"]["sheet"] for each in documents if each["kind"] in ("summary", "department")]
        if totals and any(each.kind == "amount" for each in own):
            approved.notes.append(
                f"{file.file}：调整了项目金额，{'、'.join(totals)}中的相应金额和合计没有改，请手工核对"
            )
        for each in documents:
            if each["kind"] == "project" and each["source"]["sheet"] not in file.replaced:
                approved.projects.append(_project(each, [each for each in approved.changes if each.file == file.file]))
    return approved


def _free(path: Path, taken: Sequence[Path]) -> Path:
    """The path, with a number if another file of the department has that name already."""
    names = (path.with_name(f"{path.stem}（{number}）{path.suffix}") for number in range(2, len(taken) + 3))
    return next(each for each in (path, *names) if each not in taken)


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _project(document: Document, changes: Sequence[Change]) -> ApprovedProject:
    money = project_money(document)
    amount = money.amount
    for change in changes:
        if (
            change.sheet == document["source"]["sheet"]
            and change.cell == money.cell
            and isinstance(change.after, Decimal)
        ):
            amount = change.after
    return ApprovedProject(document.get("project") or "", amount, len(document.get("indicators", ())))


def _write_copy(
    source: Path,
    target: Path,
    file: FiledFile,
    documents: Sequence[Document],
    changes: Sequence[Change],
    approved: Approved,
) -> None:
    """The filed workbook, clean, without what was replaced, with the bureau's figures."""
    try:
        examined = examine(source)
        if examined.kind != "xlsx" or examined.package is None:
            raise InputError(f"{examined.kind} 格式不能改写", file=file.file, hint="")
        package = Package(examined.data, DEFAULT_LIMITS)
        copy = WorkingCopy(package)
        take_away(copy, package)
        for sheet in file.replaced:
            if sheet in copy.sheets and len(copy.sheets) > 1:
                remove_sheet(copy, sheet)
        stored = {sheet.name: sheet for sheet in read_package(package).sheets}
        values: dict[str, dict[tuple[int, int], Decimal | str]] = {}
        entered: list[Change] = []
        notes: list[str] = []
        for change in changes:
            cell = target_cell(change, documents)
            place = parse_address(cell) if cell is not None else (0, 0)
            value = None if cell is None else approved_value(change, documents, stored[change.sheet].value(*place))
            if value is None:
                where = f"{change.sheet}!{cell or change.cell}"
                notes.append(f"{file.file}：{change.what}批复为{change.after}，没有写进原表（{where}），请手工修改")
            else:
                values.setdefault(change.sheet, {})[place] = value
                entered.append(change)
        enter(copy, values)
        content = copy.zipped()
        approved.changes += entered
        approved.notes += notes
    except InputError as error:
        approved.notes.append(f"{file.file}：原样复制，没有清除标注（{error.message}）")
        if changes:
            approved.notes.append(f"{file.file}：批复的改动没有写入，请手工修改")
        with replacing(target) as temporary:
            shutil.copyfile(source, temporary)
        return
    with replacing(target) as temporary:
        temporary.write_bytes(content)


def _letter(settings: Settings, department: str, day: date) -> Letter:
    line = next((line for line in settings.roster if line.department == department), None)
    bureau = settings.bureau
    return Letter(
        bureau=bureau.name,
        contact=bureau.contact,
        phone=bureau.phone,
        day=day,
        recipient=line.contact if line else "",
        recipient_phone=line.phone if line else "",
    )


def _records(folder: SeasonFolder, approved: Approved, day: date) -> list[Approval]:
    return [
        Approval(
            path.relative_to(folder.approved).as_posix(),
            approved.department,
            approved.document,
            day.isoformat(),
            _hash(path),
        )
        for path in approved.files
    ]


def everything_approved(
    folder: SeasonFolder, known: History, settings: Settings, without: Sequence[str] = ()
) -> list[tuple[Approval, list[ApprovedProject]]]:
    """Every approved workbook with its projects as they stand there now, in the order of the roster.

    ``without`` are files that are left out: what was edited after its approval is not what was approved.
    """
    listed = []
    places = {line.department: place for place, line in enumerate(settings.roster)}
    approvals = [each for each in known.approvals() if each.file not in without]
    for each in sorted(approvals, key=lambda each: (places.get(each.department, len(places)), each.file)):
        path = folder.approved / each.file
        projects = [
            _project(document, ())
            for document in read_file(path, each.file).documents
            if document["kind"] == "project" and not document["source"].get("hidden")
        ]
        listed.append((each, projects))
    return listed


def changed_since(folder: SeasonFolder, approvals: Sequence[Approval]) -> list[str]:
    """The approved workbooks that were edited or removed after their approval."""
    changed = []
    for each in approvals:
        path = folder.approved / each.file
        if not path.is_file() or _hash(path) != each.sha256:
            changed.append(each.file)
    return changed
