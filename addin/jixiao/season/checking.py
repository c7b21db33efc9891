"""What a season's check is held against: the approved goals; and whose file is whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from jixiao.checks.approved_files import read_approved
from jixiao.checks.checked_file import WorkbookFile
from jixiao.checks.settings.bureau_settings import Settings
from jixiao.consolidate.returns.roster import Roster
from jixiao.consolidate.returns.supersede import SettledFile
from jixiao.season.folder import APPROVED, SeasonFolder
from jixiao.season.history import Approval

Progress = Callable[[int, int, str], None]


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
    """The department that a file is from; empty if nothing tells.

    What more of its forms say than anything else is a slip of the others; where they are divided, its path decides.
    """
    named = Counter(
        official(document.department, roster) or "" for document in file.record.documents if document.department
    )
    first, second = [*named.most_common(2), ("", 0), ("", 0)][:2]
    if first[1] > second[1]:
        return first[0]
    return (roster.named_in(file.record.file) if roster else None) or ""


def official(name: str | None, roster: Roster | None) -> str | None:
    """The name of a department as the roster has it, where it is certain whom the name means."""
    match = roster.match(name) if roster and name else None
    return match.entry.name if match and match.certain else name
