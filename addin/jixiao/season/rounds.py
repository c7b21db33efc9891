"""A round: what is new in 2 报送 is settled, checked, merged and answered.

The work is done aside and put in place at the end: the summary, then the history, then the folder of the round. A run
that was killed in between is done again under the same number.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from jixiao.caching.store import cache_folder
from jixiao.checks.approved import ApprovedForms
from jixiao.checks.approved_files import read_approved
from jixiao.checks.cached import files_with
from jixiao.checks.checked_file import WorkbookFile
from jixiao.checks.settings.bureau_settings import Settings, load_settings
from jixiao.consolidate.merge import Options, merge
from jixiao.consolidate.merge_report import MergeReport
from jixiao.consolidate.returns.inputs import InputFile, discover
from jixiao.consolidate.returns.official_names import is_unreadable, most_have
from jixiao.consolidate.returns.roster import Roster, roster_of
from jixiao.consolidate.returns.supersede import SettledFile
from jixiao.consolidate.summary.summary_rows import RoundRow
from jixiao.consolidate.working_folder import is_working_file
from jixiao.errors import OutputError, os_reason
from jixiao.output import make_folder, replacing
from jixiao.ownfiles import is_own_folder, who
from jixiao.reports.check_inputs import check_inputs, readable
from jixiao.reports.report import Report
from jixiao.season.department_states import READ, DepartmentState, department_states
from jixiao.season.folder import APPROVED, SeasonFolder, at_work
from jixiao.season.history import ROUND_FILE, Approval, History, history, keep_approvals
from jixiao.season.last_year import last_year
from jixiao.season.returning import RoundWritten, write_round
from jixiao.season.round_records import FiledFile, Round, open_finding, season_digest
from jixiao.statedtime import stated_time

Progress = Callable[[int, int, str], None]
"""Told how many files are checked, how many there are, and the name of the next."""


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """What a run did in round ``number``; ``unchanged`` if nothing new came in.

    Where nobody has filed anything yet there is no round, and ``number`` is 0.
    """

    number: int
    unchanged: bool
    states: Sequence[DepartmentState]
    report: Report | None = None
    merged: MergeReport | None = None
    folder: Path | None = None
    written: RoundWritten = field(default_factory=RoundWritten)
    notes: list[str] = field(default_factory=list)


def run(folder: SeasonFolder, *, jobs: int | None = None, progress: Progress | None = None) -> RunOutcome:
    """Close a due round. Raises ``UsageError``, ``OutputError``, ``RuleFailedError``."""
    folder.require()
    settings = load_settings(str(folder.settings))
    with at_work(folder), history(folder) as known:
        inputs = discover([str(folder.returns)])
        today = stated_time().date()
        digest = season_digest(inputs, folder)
        last = known.last()
        if (
            last is not None
            and last.digest == digest
            and folder.round(last.number).is_dir()
            and folder.summary.is_file()
        ):
            states = department_states(known.rounds(), settings, today, known.approvals())
            return RunOutcome(last.number, True, states, folder=folder.round(last.number), notes=_notes(known))
        if last is None and all(is_working_file(file) for file in inputs):
            return RunOutcome(0, True, department_states([], settings, today), notes=_notes(known))
        settings = _with_approved(settings, folder, known.approvals(), jobs)
        number = 1 if last is None else last.number + 1
        if last is not None and (last.digest == digest or not folder.round(last.number).is_dir()):
            number = last.number  # it was never finished
        return _close(folder, settings, inputs, known, number, digest, today, jobs, progress)


def _close(
    folder: SeasonFolder,
    settings: Settings,
    inputs: Sequence[InputFile],
    known: History,
    number: int,
    digest: str,
    today: date,
    jobs: int | None,
    progress: Progress | None,
) -> RunOutcome:
    roster = roster_of(settings)
    cache = cache_folder()
    check = partial(check_inputs, inputs, roster=roster, jobs=jobs, cache=cache, progress=progress)
    report = check(settings.profile)
    alone, settings = settings, with_earlier_months(settings, inputs, jobs)
    if settings is not alone:
        report = check(settings.profile)
    findings = tuple(open_finding(problem) for problem in report.problems)
    before = [each for each in known.rounds() if each.number < number]
    closed = Round(number, report.made.isoformat(sep=" "), who(), digest, (), findings)
    states: list[DepartmentState] = []

    def rows(files: Sequence[SettledFile]) -> list[RoundRow]:
        nonlocal closed
        closed = replace(closed, files=tuple(_filed(file, roster) for file in files))
        states.extend(department_states([*before, closed], settings, today, known.approvals()))
        return [state.row(number) for state in states]

    merged = _merge(folder, settings, jobs, rows, before)
    for left in folder.state.glob("第*轮"):  # by a run that was killed
        _remove(left)
    aside = folder.state / f"第{number}轮"
    written = write_round(aside, report, settings, states, number, compared=bool(before))
    with replacing(aside / ROUND_FILE) as temporary:
        temporary.write_text(json.dumps(closed.as_json(), ensure_ascii=False), encoding="utf-8")
    known.close_round(closed)
    keep_approvals(folder, known)
    place = folder.round(number)
    if os.path.lexists(place):  # left by a run that was killed
        _remove(place)
    make_folder(place.parent)
    aside.replace(place)
    return RunOutcome(
        number=number,
        unchanged=False,
        states=states,
        report=report,
        merged=merged,
        folder=place,
        written=written,
        notes=[*_notes(known), *written.notes],
    )


def _remove(folder: Path) -> None:
    """Remove a round's folder. Raises ``OutputError`` for a link or a foreign one."""
    if not is_own_folder(folder):
        raise OutputError(f"“{folder}”不是 Jixiao 写的文件夹，不会删除", hint="请查看它是谁的，移走后重试")
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise OutputError(f"无法更新“{folder}”：{os_reason(error)}", hint="请关闭其中打开的文件后重试") from error


def refresh_summary(folder: SeasonFolder, settings: Settings, known: History) -> MergeReport:
    """Write the summary again with what is approved by now. Raises ``OutputError``."""
    settings = _with_approved(settings, folder, known.approvals(), None)
    settings = with_earlier_months(settings, discover([str(folder.returns)]), None)
    states = department_states(known.rounds(), settings, stated_time().date(), known.approvals())
    number = max(known.numbers(), default=0)
    rows = [state.row(number) for state in states]
    return _merge(folder, settings, None, lambda files: rows, known.rounds())


def _merge(
    folder: SeasonFolder,
    settings: Settings,
    jobs: int | None,
    rows: Callable[[Sequence[SettledFile]], list[RoundRow]],
    closed: Sequence[Round],
) -> MergeReport:
    options = Options(
        jobs=jobs,
        roster=roster_of(settings),
        profile=settings.profile,
        cache=cache_folder(),
        rounds=rows,
        bureau=settings.bureau.name,
        last_year=last_year(folder),
        known_since=_known_since(closed),
    )
    make_folder(folder.summary.parent)
    return merge([str(folder.returns)], folder.summary, options)


def _known_since(rounds: Sequence[Round]) -> dict[str, date]:
    """Return the day of the round when each department first sent anything."""
    known: dict[str, date] = {}
    for each in rounds:
        for file in each.files:
            if file.department and (file.status in READ or file.unreadable):
                known.setdefault(file.department, date.fromisoformat(each.at[:10]))
    return known


def _filed(file: SettledFile, roster: Roster | None) -> FiledFile:
    record, department = file.record, _department_of(file, roster)
    listed = {entry.name for entry in roster.entries} if roster else set()
    named = (_official(document.department, roster) for document in record.documents)
    also = tuple(dict.fromkeys(name for name in named if name in listed and name != department))
    left = {document.sheet for document in file.merged}
    replaced = tuple(dict.fromkeys(each.document.sheet for each in file.superseded if each.document.sheet not in left))
    return FiledFile(
        record.file,
        record.sha256 or "",
        file.status,
        file.reason or "",
        department,
        replaced,
        is_unreadable(record),
        also,
    )


def _notes(known: History) -> list[str]:
    return [known.rebuilt] if known.rebuilt else []


def _with_approved(
    settings: Settings, folder: SeasonFolder, approvals: Sequence[Approval], jobs: int | None
) -> Settings:
    """The settings with the approved goals, which year-end forms are held against."""
    files = [WorkbookFile(folder.approved / each.file, f"{APPROVED}/{each.file}") for each in approvals]
    known = [file for file in files if file.path.is_file()]
    if not known:
        return settings
    read = read_approved(known, settings.profile, jobs=jobs, cache=cache_folder())
    # The sums of a form in which the bureau changed a project's amount are no targets.
    outdated = {(f"{APPROVED}/{each.file}", sheet) for each in approvals for sheet in each.outdated}
    forms = [replace(form, budget=None) if (form.file, form.sheet) in outdated else form for form in read.forms]
    return settings._replace(profile=replace(settings.profile, approved=ApprovedForms(forms)))


def _department_of(file: SettledFile, roster: Roster | None) -> str:
    """The department that a file is from; empty if nothing tells."""
    # What more of its forms say than anything else is a slip of the others; where they are divided, its path decides.
    named = [_official(document.department, roster) for document in file.record.documents if document.department]
    return most_have(named) or (roster.named_in(file.record.file) if roster else None) or ""


def _official(name: str | None, roster: Roster | None) -> str | None:
    """Return a department's official name where it is certain."""
    match = roster.match(name) if roster and name else None
    return match.entry.name if match and match.certain else name


def with_earlier_months(settings: Settings, inputs: Sequence[InputFile], jobs: int | None) -> Settings:
    """Return the settings with the earlier months that were filed, if any."""
    # The inputs have been checked with these settings: what is known of them tells which are worth reading.
    files = readable(inputs)
    cache = cache_folder()
    monitoring = files_with("monitoring", files, settings.profile, cache)
    forms = read_approved(monitoring, settings.profile, jobs=jobs, cache=cache).forms
    last = max((form.month or 0 for form in forms), default=0)
    earlier = [form for form in forms if form.month is not None and form.month < last]
    if not earlier:
        return settings
    return settings._replace(profile=replace(settings.profile, monitored=ApprovedForms(earlier)))
