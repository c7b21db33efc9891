"""A check from the inputs to the report, for command, season and library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from jixiao.checks.checked_file import WorkbookFile
from jixiao.checks.profile import Profile
from jixiao.checks.rule_engine import ALL_RULES, Selection
from jixiao.checks.workbooks import check_files
from jixiao.consolidate.returns.inputs import InputFile, discover
from jixiao.consolidate.returns.official_names import told_by_name
from jixiao.consolidate.returns.roster import Roster
from jixiao.consolidate.settled_check import settling
from jixiao.errors import UsageError
from jixiao.reports.report import Report, make_report


def check_inputs(
    inputs: Sequence[InputFile],
    profile: Profile,
    rules: Selection = ALL_RULES,
    *,
    roster: Roster | None = None,
    jobs: int | None = None,
    cache: Path | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> Report:
    """Read and check the inputs and word the findings. Raises ``RuleFailedError``."""
    waiting = readable(inputs)
    settle = settling(roster)
    outcome = check_files(waiting, profile, rules, jobs=jobs, progress=progress, cache=cache, settle=settle)
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
    named = [(file.name, file.path) for file in waiting]
    hashes = {one.submission.file: one.submission.sha256 for one in outcome.files if one.submission.sha256}
    left = outcome.not_read()
    return make_report(files, outcome.findings, outcome.skipped, paths=named, hashes=hashes, not_read=left)


def with_approved_goals(
    profile: Profile, against: Path, *, jobs: int | None = 1, cache: Path | None = None
) -> tuple[Profile, Sequence[tuple[str, str]]]:
    """Return the profile with the approved goals at ``against``, and what is unread.

    Year-end forms are held against them. A file that could not be read stands with the reason. Raises ``UsageError``
    where no goals lie.
    """
    from jixiao.checks.approved_files import read_approved  # needed with --against alone

    found = read_approved(readable(discover([str(against)])), profile, jobs=jobs, cache=cache)
    if not found.forms:
        raise UsageError(f"“{against}”里没有可以对照的目标表", hint="请给出批复的绩效目标表所在的文件或文件夹")
    return replace(profile, approved=found.approved), found.unread


def readable(inputs: Sequence[InputFile]) -> list[WorkbookFile]:
    """Return the files that are to be read."""
    return [WorkbookFile(file.path, file.name) for file in inputs if file.skip_reason is None]
