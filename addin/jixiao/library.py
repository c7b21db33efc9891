"""The library: what the command line and the buttons do, as functions.

``import jixiao`` gives these names. Nothing heavy is imported before it is needed. Paths are files, folders (walked to
the bottom) or globs. ``jobs`` is the number of processes, None for as many as are worth it. ``progress`` is called with
how many files are done, how many there are, and a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jixiao.templates import DEPARTMENT_BOOK

if TYPE_CHECKING:
    from jixiao.consolidate.merge_report import MergeReport
    from jixiao.forms.document import Document
    from jixiao.learning.learn import Learning
    from jixiao.reports.report import Report
    from jixiao.scored.scored_files import ScoredFile
    from jixiao.scoring.explanation import Explanation
    from jixiao.submission import Submission

AnyPath = str | PathLike[str]
Paths = AnyPath | Sequence[AnyPath]
Progress = Callable[[int, int, str], None]

SCORE_OVERVIEW = "评分概览.xlsx"


def read(paths: Paths, *, failures: list[Submission] | None = None) -> list[Document]:
    """Return the documents of all forms, in the order of the files and sheets.

    The keys of a document are in schema/README.md. Amounts and targets are ``Decimal`` in the form's own unit, which
    ``currency_unit`` names. Files that are no workbooks are passed over. One that ought to be read and cannot be raises
    ``InputError``; with a list of ``failures`` it is appended there instead, with its reason.

    >>> from jixiao import read
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = new_template("project-2026", f"{folder}/表.xlsx", department="某某局", year=2027, project="桥梁维修")
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
    paths: Paths,
    *,
    profile: AnyPath = "default",
    roster: AnyPath | None = None,
    against: AnyPath | None = None,
    only: str | None = None,
    skip: str | None = None,
    jobs: int | None = 1,
    progress: Progress | None = None,
) -> Report:
    """Check forms and return the report: ``problems`` in words, ``files`` with status.

    ``profile`` is the name of a profile or the path of a settings workbook; ``roster`` the path of a list of
    departments, in place of that of the settings; ``against`` leads to the approved goals for year-end forms; ``only``
    and ``skip`` name rules, as in ``FND-001,STR``. Raises ``UsageError`` for a path, a profile or a name of a rule that
    cannot be used.

    >>> from jixiao import check
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = new_template("project-2026", f"{folder}/表.xlsx", department="某某局", year=2027)
    ...     for problem in check(folder).problems:
    ...         if problem.finding.code == "CMP-002":
    ...             print(problem.place, problem.message)
    项目绩效目标表!A6 项目名称未填写
    """
    from jixiao.checks.rule_engine import rules_named
    from jixiao.checks.settings.bureau_settings import load_settings
    from jixiao.consolidate.returns.inputs import discover
    from jixiao.consolidate.returns.roster_file import roster_given
    from jixiao.reports.check_inputs import check_inputs, with_approved_goals

    settings = load_settings(fspath(profile))
    listed = roster_given(None if roster is None else Path(roster), settings)
    held_against = settings.profile
    if against is not None:
        held_against, _ = with_approved_goals(held_against, Path(against), jobs=jobs)
    rules = rules_named(held_against, only, skip)
    return check_inputs(discover(_texts(paths)), held_against, rules, roster=listed, jobs=jobs, progress=progress)


def merge(
    paths: Paths,
    output: AnyPath,
    *,
    profile: AnyPath = "default",
    roster: AnyPath | None = None,
    data: AnyPath | None = None,
    jobs: int | None = 1,
    progress: Callable[..., None] | None = None,
) -> MergeReport:
    """Merge the forms of all workbooks into the summary workbook ``output``.

    The report says what became of each file. Figures in the summary are in 万元. ``data`` is a folder for Parquet files.
    ``progress`` is called with the files done, all files, the findings by level and the number of forms. Raises
    ``UsageError`` and ``OutputError``; ``output`` is there whole or not at all.

    >>> from jixiao import merge
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = new_template("project-2026", f"{folder}/表.xlsx", department="某某局", year=2027, project="桥梁维修")
    ...     report = merge(f"{folder}/表.xlsx", f"{folder}/汇总.xlsx")
    ...     [(file.file, file.status) for file in report.files], report.documents, report.output.name
    ([('表.xlsx', 'merged')], 1, '汇总.xlsx')
    """
    from jixiao.checks.settings.bureau_settings import load_settings
    from jixiao.consolidate.merge import Options
    from jixiao.consolidate.merge import merge as merge_forms
    from jixiao.consolidate.returns.roster_file import roster_given

    settings = load_settings(fspath(profile))
    listed = roster_given(None if roster is None else Path(roster), settings)
    folder = None if data is None else Path(data)
    options = Options(jobs=jobs, roster=listed, profile=settings.profile, data=folder, bureau=settings.bureau.name)
    return merge_forms(_texts(paths), Path(output), options, progress=progress)


def score(
    paths: Paths,
    folder: AnyPath,
    *,
    profile: AnyPath = "default",
    jobs: int | None = 1,
    progress: Progress | None = None,
) -> list[ScoredFile]:
    """Score self-evaluation forms and return each file with its filled forms.

    Copies with scores and the overview 评分概览.xlsx go to ``folder``. A row whose standard or actual value is not
    understood has no score, and its form no grade. Raises ``UsageError`` and ``OutputError``.

    >>> from jixiao import score
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = new_template("selfeval-2020", f"{folder}/自评.xlsx", department="某某局", year=2026)
    ...     [(each.name, len(each.fillings)) for each in score(f"{folder}/自评.xlsx", f"{folder}/评分")]
    [('自评.xlsx', 1)]
    """
    from jixiao.checks.profile import load_profile
    from jixiao.consolidate.returns.inputs import discover, originals
    from jixiao.output import replacing
    from jixiao.scored.score_overview import write_overview
    from jixiao.scored.scored_files import score_files
    from jixiao.scoring.awards import Policy

    policy = Policy(load_profile(fspath(profile)).partial_step)
    inputs = discover(_texts(paths))
    files = score_files(inputs, Path(folder), progress or (lambda *_: None), policy, jobs=jobs)
    overview = Path(folder) / SCORE_OVERVIEW
    with replacing(overview, inputs=originals(inputs)) as temporary:
        write_overview(files, temporary, beside=overview)
    return files


def explain(
    text: str,
    *,
    points: Decimal | float | None = None,
    plan: Decimal | float | str | None = None,
    actuals: Iterable[Decimal | float | str] = (),
    unit: str | None = None,
    operator: str | None = None,
    policy: str = "floor",
) -> Explanation:
    """Explain a scoring standard.

    The answer has its kind, its scores for the actual values, its Excel formula and what is unclear. ``policy`` says how a
    part of a step counts where the text does not: ``floor``, ``ceil`` or ``linear``. Raises ``UsageError`` for another.

    >>> from jixiao import explain
    >>> said = explain("完成率每低于1个百分点扣1分，扣完为止", points=Decimal(10), plan="95", actuals=["92"], unit="%")
    >>> said.standard.kind, said.scores[0][1].score
    ('step_under', Decimal('7.00'))
    """
    from jixiao.errors import UsageError
    from jixiao.scoring.awards import Policy
    from jixiao.scoring.explanation import explain as explain_standard

    if policy not in (known := [each.value for each in Policy]):
        raise UsageError(f"参数 policy 不能是“{policy}”", hint=f"可选 {'、'.join(known)}")
    return explain_standard(
        text,
        points=None if points is None else Decimal(str(points)),
        plan=_exact(plan),
        actuals=[_exact(each) for each in actuals],
        unit=unit,
        operator=operator,
        policy=Policy(policy),
    )


def new_template(
    form: str,
    output: AnyPath,
    *,
    department: str | None = None,
    year: int | None = None,
    project: str | None = None,
    rows: int = 30,
    last: AnyPath | None = None,
    projects: AnyPath | None = None,
    profile: AnyPath = "default",
    macros: bool = False,
) -> int:
    """Write a blank form, or one carried over from ``last``; return how many.

    ``last`` is a workbook of last year, or the goals that a self-evaluation reports on. ``form`` is an id of ``jixiao
    forms``, or ``department-book``: then ``projects`` may be a list of projects. ``profile`` decides how a self-evaluation
    spreads its points over the indicators. With ``macros`` the form has buttons. Raises ``UsageError`` for a form or a wish
    that is not known, ``InputError`` and ``OutputError``.

    >>> from jixiao import new_template
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     new_template("selfeval-2020", f"{folder}/自评.xlsx", department="某某局", year=2027)
    1
    """
    from jixiao.errors import UsageError

    carried = None if last is None else Path(last)
    finish = None
    if macros:
        from jixiao.excel.building.macrobook import buttons

        finish = buttons()
    if form == DEPARTMENT_BOOK:
        from jixiao.templates.departmentbook import new_department_book
        from jixiao.templates.single import read_last

        if project is not None:
            raise UsageError("department-book 不用 --project", hint="项目由 --projects 名单给出")
        return new_department_book(
            Path(output),
            department=department,
            year=year,
            projects=None if projects is None else Path(projects),
            rows=rows,
            last=[] if carried is None else read_last(carried),
            inputs=[] if carried is None else [carried],
            finish=finish,
        )
    if projects is not None:
        raise UsageError("--projects 只用于 department-book", hint="请去掉 --projects")
    from jixiao.checks.profile import load_profile
    from jixiao.templates.single import new_form

    weights = load_profile(fspath(profile)).weights if profile != "default" else None
    given = {"department": department, "project": project}
    return new_form(form, Path(output), year=year, rows=rows, last=carried, weights=weights, finish=finish, **given)


def learn(blank: AnyPath, folder: AnyPath, *, filled: Sequence[AnyPath] = (), form_id: str | None = None) -> Learning:
    """Learn a bureau's own form from its blank sheet.

    The definition, and what has to be asked, go to ``folder``. ``filled`` are forms to try it on; ``form_id`` is its id,
    else made of the name of the file. Raises ``InputError`` if the sheet is no form, ``UsageError`` for an id that is
    taken, ``OutputError``.

    >>> from jixiao import learn
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = new_template("project-2026", f"{folder}/空白.xlsx")
    ...     learned = learn(f"{folder}/空白.xlsx", f"{folder}/版式", form_id="our-form")
    ...     learned.form.kind, learned.path.name
    ('project', 'our-form.json')
    """
    from jixiao.learning.learn import learn as learn_form

    return learn_form(Path(blank), [Path(each) for each in filled], Path(folder), form_id)


def _exact(value: Decimal | float | str | None) -> Any:
    """Return a number as it is written: 9.1 is 9.1, not the nearest binary fraction."""
    return Decimal(str(value)) if isinstance(value, int | float) else value


def _texts(paths: Paths) -> list[str]:
    return [fspath(paths)] if isinstance(paths, str | PathLike) else [fspath(path) for path in paths]
