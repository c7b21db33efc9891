"""The library: what the command line does, as functions. ``import jixiao`` gives these names.

Nothing heavy is imported before it is needed. Paths are files, folders (walked to the bottom) or globs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jixiao.consolidate.report import MergeReport
    from jixiao.forms.document import Document
    from jixiao.learning.learn import Learning
    from jixiao.reports.report import Report
    from jixiao.scored.files import ScoredFile
    from jixiao.scoring.explanation import Explanation
    from jixiao.submission import Submission

AnyPath = str | PathLike[str]
Paths = AnyPath | Sequence[AnyPath]


def read(paths: Paths, *, failures: list[Submission] | None = None) -> list[Document]:
    """Return the documents of all forms, in the order of the files and sheets (schema/README.md has their keys).

    Amounts and targets are ``Decimal`` in the form's own unit, which ``currency_unit`` names. Files that are no
    workbooks are passed over. One that ought to be read and cannot be raises ``InputError``; with a list of
    ``failures`` it is appended there instead, with its reason.

    >>> from jixiao import read
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     new_template("project-2026", f"{folder}/表.xlsx", department="某某局", year=2027, project="桥梁维修")
    ...     [(each["form"], each["department"], each["project"]) for each in read(folder)]
    [('project-2026', '某某局', '桥梁维修')]
    """
    from jixiao.consolidate.returns.inputs import discover
    from jixiao.errors import InputError
    from jixiao.forms.reading import read_file

    documents: list[Document] = []
    for file in discover(_texts(paths)):
        submission = file.outcome() or read_file(file.path, file.name)
        if submission.status == "failed":
            if failures is None:
                raise InputError(submission.reason or "无法读取", file=file.name, hint="")
            failures.append(submission)
        documents += submission.documents
    return documents


def check(
    paths: Paths, *, profile: AnyPath = "default", against: AnyPath | None = None, jobs: int | None = 1
) -> Report:
    """Check forms and return the report: ``problems`` in words with file, sheet and cell; ``files`` with their status.

    ``profile`` is the name of a profile or the path of a settings workbook; ``against`` leads to the approved goals for
    year-end forms. Raises ``UsageError`` for a path or a profile that cannot be used.

    >>> from jixiao import check
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     new_template("project-2026", f"{folder}/表.xlsx", department="某某局", year=2027)
    ...     for problem in check(folder).problems:
    ...         if problem.finding.code == "CMP-002":
    ...             print(problem.place, problem.message)
    项目绩效目标表!A6 项目名称未填写
    """
    from dataclasses import replace

    from jixiao.checks.approved_files import read_approved
    from jixiao.checks.checked_file import WorkbookFile
    from jixiao.checks.settings.settings import load_settings
    from jixiao.consolidate.returns.inputs import discover
    from jixiao.consolidate.returns.roster import roster_of
    from jixiao.reports.check_inputs import check_inputs

    settings = load_settings(fspath(profile))
    held_against = settings.profile
    if against is not None:
        approved = [each for each in discover([fspath(against)]) if each.skip_reason is None]
        files = [WorkbookFile(each.path, each.name) for each in approved]
        held_against = replace(held_against, approved=read_approved(files, held_against, jobs=jobs).approved)
    return check_inputs(discover(_texts(paths)), held_against, roster=roster_of(settings), jobs=jobs)


def merge(
    paths: Paths,
    output: AnyPath,
    *,
    profile: AnyPath = "default",
    roster: AnyPath | None = None,
    data: AnyPath | None = None,
    jobs: int | None = 1,
) -> MergeReport:
    """Merge the forms of all workbooks into the summary workbook ``output`` and return what became of each file.

    Figures in the summary are in 万元. ``data`` is a folder for Parquet files. Raises ``UsageError`` and
    ``OutputError``; ``output`` is there whole or not at all.
    """
    from jixiao.checks.settings.settings import load_settings
    from jixiao.consolidate.merge import Options
    from jixiao.consolidate.merge import merge as merge_forms
    from jixiao.consolidate.returns.roster import load_roster, roster_of

    settings = load_settings(fspath(profile))
    listed = load_roster(Path(roster)) if roster is not None else roster_of(settings)
    folder = None if data is None else Path(data)
    options = Options(jobs=jobs, roster=listed, profile=settings.profile, data=folder, bureau=settings.bureau.name)
    return merge_forms(_texts(paths), Path(output), options)


def score(paths: Paths, folder: AnyPath, *, profile: AnyPath = "default", jobs: int | None = 1) -> list[ScoredFile]:
    """Score self-evaluation forms: copies with scores go to ``folder``; return each file with its filled forms.

    A row whose standard or actual value is not understood has no score, and its form no grade.
    """
    from jixiao.checks.profile import load_profile
    from jixiao.consolidate.returns.inputs import discover
    from jixiao.scored.files import score_files
    from jixiao.scoring.awards import Policy

    policy = Policy(load_profile(fspath(profile)).partial_step)
    return score_files(discover(_texts(paths)), Path(folder), _silent, policy, jobs=jobs)


def explain(
    text: str,
    *,
    points: Decimal | None = None,
    plan: Decimal | str | None = None,
    actuals: Iterable[Decimal | str] = (),
    unit: str | None = None,
    operator: str | None = None,
) -> Explanation:
    """Explain a scoring standard: its kind, its scores for the actual values, its Excel formula, what is unclear.

    >>> from jixiao import explain
    >>> said = explain("完成率每低于1个百分点扣1分，扣完为止", points=Decimal(10), plan="95", actuals=["92"], unit="%")
    >>> said.standard.kind, said.scores[0][1].score
    ('step_under', Decimal('7.00'))
    """
    from jixiao.scoring.explanation import explain as explain_standard

    return explain_standard(text, points=points, plan=plan, actuals=list(actuals), unit=unit, operator=operator)


def new_template(
    form: str,
    output: AnyPath,
    *,
    department: str | None = None,
    year: int | None = None,
    project: str | None = None,
    last: AnyPath | None = None,
) -> None:
    """Write a blank form, or one carried over from the workbook ``last``.

    ``form`` is an id of ``jixiao forms``. Raises ``UsageError`` for one that is not known, ``InputError`` and
    ``OutputError``.
    """
    from jixiao.templates.single import new_form

    carried = None if last is None else Path(last)
    new_form(form, Path(output), department=department, year=year, project=project, last=carried)


def learn(blank: AnyPath, folder: AnyPath, *, filled: Sequence[AnyPath] = ()) -> Learning:
    """Learn a bureau's own form from its blank sheet; the definition, and what has to be asked, go to ``folder``.

    Raises ``InputError`` if the sheet is no form, ``OutputError``.
    """
    from jixiao.learning.learn import learn as learn_form

    return learn_form(Path(blank), [Path(each) for each in filled], Path(folder))


def _silent(done: int, total: int, name: str) -> None:
    """Take the progress without showing it."""


def _texts(paths: Paths) -> list[str]:
    return [fspath(paths)] if isinstance(paths, str | PathLike) else [fspath(path) for path in paths]
