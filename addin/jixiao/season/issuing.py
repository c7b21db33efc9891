"""Handing out: one workbook per department, blank or carried over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jixiao.checks.checked_file import FileChecked
from jixiao.checks.counting import filed_form
from jixiao.checks.settings.bureau_settings import RosterEntry, Settings, load_settings
from jixiao.consolidate.returns.file_kinds import is_left_unread
from jixiao.consolidate.returns.inputs import discover
from jixiao.consolidate.returns.roster import roster_of
from jixiao.consolidate.settled_check import settling
from jixiao.errors import InputError, UsageError
from jixiao.forms.document import Document, is_left_out
from jixiao.forms.reading import read_file
from jixiao.output import Finish
from jixiao.reports.annotate import file_name
from jixiao.reports.check_inputs import readable
from jixiao.season.beginning import previous
from jixiao.season.folder import SeasonFolder, at_work
from jixiao.season.history import history
from jixiao.season.last_year import note_last_year
from jixiao.templates import DEPARTMENT_BOOK
from jixiao.templates.departmentbook import new_department_book
from jixiao.templates.single import new_form

BLANK_FORM = "project-2026"


@dataclass(slots=True)
class Issued:
    """What was handed out, what was there already, what went wrong.

    ``not_carried`` are last year's files and forms of which nothing could be taken over, with the reason.
    """

    written: dict[str, Path] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    carried: int = 0
    failures: list[str] = field(default_factory=list)
    not_carried: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Issue:
    """How workbooks are handed out.

    ``form`` is a form id; None for a department's whole workbook where last year's projects are known, else a blank
    project form. ``last`` holds last year's workbooks; ``finish`` puts in the buttons; ``again`` replaces what is there.
    """

    form: str | None = None
    last: Path | None = None
    finish: Finish | None = None
    again: bool = False


def issue(folder: SeasonFolder, options: Issue) -> Issued:
    """Write a workbook for each department of the roster into ``1 模板``.

    One that is there already stays, unless it is asked for again. Raises ``UsageError`` and ``OutputError``.
    """
    folder.require()
    settings = load_settings(str(folder.settings))
    if not settings.roster:
        raise UsageError(f"“{folder.settings.name}”的单位名单是空的", hint="请在“单位名单”中逐行填写应当报送的单位")
    before = previous(folder)
    last = options.last or (before.approved if before is not None else None)
    issued = Issued()
    with at_work(folder), history(folder) as known:
        documents = _by_department(last, settings, issued.not_carried) if last is not None else {}
        if last is not None:
            note_last_year(folder, _source(settings, options.last), documents)
        for entry in settings.roster:
            _issue_one(folder, settings, entry, documents.get(entry.name, ()), options, issued)
        known.log(f"下发模板 {len(issued.written)} 份")
    return issued


def _source(settings: Settings, given: Path | None) -> str:
    """Where last year's figures are from, in the words of 概览."""
    if given is not None:
        return f"“{given.name}”中的上年报送"
    year = settings.profile.batch_year
    return f"{year - 1}年批复" if year else "上年批复"


def _issue_one(
    folder: SeasonFolder,
    settings: Settings,
    entry: RosterEntry,
    documents: Sequence[Document],
    options: Issue,
    issued: Issued,
) -> None:
    suffix = ".xlsm" if options.finish else ".xlsx"
    target = folder.templates / f"{file_name(entry.code + entry.name)}{suffix}"
    if target.exists() and not options.again:
        issued.kept.append(entry.name)
        return
    year = settings.profile.batch_year
    try:
        if options.form in (None, DEPARTMENT_BOOK) and any(each["kind"] == "project" for each in documents):
            new_department_book(target, department=entry.name, year=year, last=documents, finish=options.finish)
            issued.carried += 1
        elif options.form == DEPARTMENT_BOOK:
            issued.failures.append(f"{entry.name}：没有上年的项目，不能生成整套表")
            return
        else:
            form = options.form or BLANK_FORM
            new_form(form, target, department=entry.name, year=year, finish=options.finish)
    except (InputError, UsageError) as error:
        issued.failures.append(f"{entry.name}：{error.message}")
        return
    issued.written[entry.name] = target


def _by_department(last: Path, settings: Settings, not_carried: list[str]) -> dict[str, list[Document]]:
    """Return last year's forms that count by the department of the roster."""
    asked = {entry.name for entry in settings.roster}
    found: dict[str, list[Document]] = {}
    inputs = discover([str(last)])
    files = readable(inputs)
    read = [read_file(file.path, file.name) for file in files]
    forms = [[filed_form(document) for document in one.documents] for one in read]
    filed = [FileChecked(one, len(own), forms=own) for one, own in zip(read, forms, strict=True)]
    for one, its in zip(read, settling(roster_of(settings))(files, filed), strict=True):
        for document in one.documents:
            source, typed = document["source"], document["department"]
            if (source["sheet"], source["title_cell"]) in its.replaced | its.copied or is_left_out(document):
                continue
            department = its.departments.get(typed or None, typed)
            if department in asked:
                found.setdefault(department, []).append(document)
            else:
                not_carried.append(f"{one.file}!{source['sheet']}：填报单位“{typed or ''}”不在单位名单上")
    not_carried += [f"{one.file}：{one.reason}" for one in read if one.status == "failed"]
    skipped = [file for file in inputs if file.skip_reason is not None]
    not_carried += [f"{file.name}：{file.skip_reason}" for file in skipped if file.failed or is_left_unread(file.name)]
    return found
