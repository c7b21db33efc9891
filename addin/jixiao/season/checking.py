"""The check of a season's returns, with departments called as the roster calls them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from jixiao.caching.store import cache_folder
from jixiao.checks.approved_files import read_approved
from jixiao.checks.checked_file import WorkbookFile
from jixiao.checks.profile import Profile
from jixiao.checks.settings.settings import RosterLine, Settings
from jixiao.checks.workbooks import check_files
from jixiao.consolidate.inputs import InputFile
from jixiao.consolidate.official_names import told_by_name
from jixiao.consolidate.roster import Entry, Roster
from jixiao.consolidate.settled_check import settling
from jixiao.consolidate.supersede import SettledFile
from jixiao.reports.report import Report, make_report
from jixiao.season.folder import APPROVED, SeasonFolder
from jixiao.season.history import Approval

Progress = Callable[[int, int, str], None]


def roster_of(settings: Settings) -> Roster | None:
    """The roster of the settings; None if no department is listed."""
    common = settings.deadlines.get("goals")

    def due(line: RosterLine) -> str:
        day = line.due or common
        return day.isoformat() if day else ""

    entries = [
        Entry(line.department, line.code, line.aliases, place, line.contact, due(line))
        for place, line in enumerate(settings.roster)
    ]
    return Roster(entries) if entries else None


def check_returns(
    inputs: Sequence[InputFile], profile: Profile, roster: Roster | None, jobs: int | None, progress: Progress | None
) -> Report:
    """Read and check what came in. Raises ``RuleFailedError``."""
    waiting = [WorkbookFile(file.path, file.name) for file in inputs if file.skip_reason is None]
    outcome = check_files(waiting, profile, jobs=jobs, progress=progress, cache=cache_folder(), settle=settling(roster))
    summaries = iter(outcome.files)
    files = []
    for file in inputs:
        settled = file.outcome()
        if settled is not None:
            reason = told_by_name(file.name, settled.status, settled.reason, roster)
            files.append({**settled.summary(), "reason": reason})
        else:
            one = next(summaries)
            files.append({**one.submission.summary(), "documents": one.documents})
    return make_report(files, outcome.findings, outcome.skipped, paths=[(file.name, file.path) for file in waiting])


def with_approved(
    settings: Settings, folder: SeasonFolder, approvals: Sequence[Approval], jobs: int | None
) -> Settings:
    """The settings with the approved goals, which year-end forms are held against."""
    files = [WorkbookFile(folder.approved / each.file, f"{APPROVED}/{each.file}") for each in approvals]
    known = [file for file in files if file.path.is_file()]
    if not known:
        return settings
    read = read_approved(known, settings.profile, jobs=jobs)
    return replace(settings, profile=replace(settings.profile, approved=read.approved))


def department_of(file: SettledFile, roster: Roster | None) -> str:
    """The department that a file is from: as its forms say, else as its path does; empty if neither tells."""
    names = {document.department for document in file.record.documents if document.department}
    if len(names) == 1:
        return official(names.pop(), roster) or ""
    return (roster.named_in(file.record.file) if roster else None) or ""


def official(name: str | None, roster: Roster | None) -> str | None:
    """The name of a department as the roster has it, where it is certain whom the name means."""
    match = roster.match(name) if roster and name else None
    return match.entry.name if match and match.certain else name
