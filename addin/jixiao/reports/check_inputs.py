"""A check from the list of inputs to the report: what the command, the season and the library call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from jixiao.caching.identity import Identities
from jixiao.checks.checked_file import WorkbookFile
from jixiao.checks.engine import ALL_RULES, Selection
from jixiao.checks.profile import Profile
from jixiao.checks.workbooks import check_files
from jixiao.consolidate.returns.inputs import InputFile
from jixiao.consolidate.returns.official_names import told_by_name
from jixiao.consolidate.returns.roster import Roster
from jixiao.consolidate.settled_check import settling
from jixiao.reports.report import Report, make_report


def check_inputs(
    inputs: Sequence[InputFile],
    profile: Profile,
    rules: Selection = ALL_RULES,
    *,
    roster: Roster | None = None,
    jobs: int | None = None,
    cache: Path | None = None,
    identities: Identities | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> Report:
    """Read and check the inputs, settle which returns count, and put the findings into words.

    Raises ``RuleFailedError`` if a rule breaks; a file that cannot be read is in the report with its reason.
    """
    waiting = [WorkbookFile(file.path, file.name) for file in inputs if file.skip_reason is None]
    outcome = check_files(
        waiting,
        profile,
        rules,
        jobs=jobs,
        progress=progress,
        cache=cache,
        identities=identities or Identities(),
        settle=settling(roster),
    )
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
