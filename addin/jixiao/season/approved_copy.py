"""What is approved of a department's files, as clean copies."""

# A workbook that cannot be rewritten truly (.xls, .ods, Word) is approved as it was filed; its letter lists the
# changes.

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from jixiao.caching.identity import file_hash
from jixiao.checks.finding import Severity
from jixiao.checks.form_kinds import YEAR_END
from jixiao.checks.profile import Profile
from jixiao.consolidate.returns.inputs import InputFile
from jixiao.errors import InputError, UsageError
from jixiao.forms.document import Document, is_left_out
from jixiao.forms.reading import read_file
from jixiao.grid.address import parse_address
from jixiao.grid.guard import examine
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.package import Package
from jixiao.grid.xlsx import read_package
from jixiao.reports.check_inputs import check_inputs
from jixiao.reports.marking.earlier_round import remove_sheet, take_away
from jixiao.reports.marking.working_copy import WorkingCopy
from jixiao.reports.problem import Problem
from jixiao.season.bureau_changes import BureauChange, approved_value, target_cells
from jixiao.season.folder import SeasonFolder
from jixiao.season.round_records import FiledFile

_BY_HAND = "请在“5 批复”里手工改好，再写明单位、加 --edited 重新批复"

GoalFile = tuple[FiledFile, Path, Sequence[Document]]
"""A filed file with goal forms, where it lies and its forms that count."""


def goal_files(folder: SeasonFolder, files: Sequence[FiledFile], inputs: Mapping[str, InputFile]) -> list[GoalFile]:
    """Return the files with goal forms, the sheets of examples among the replaced.

    Raises ``UsageError`` for a file that was changed since the round.
    """
    found: list[GoalFile] = []
    for file in files:
        source = inputs.get(file.file)
        if source is None or file_hash(source.path) != file.sha256:
            raise UsageError(f"“{file.file}”在上一轮以后变了", hint=f"请先运行 jixiao season run {folder.root}")
        read = read_file(source.path, file.file).documents
        documents = [each for each in read if not is_left_out(each)]
        examples = {each["source"]["sheet"] for each in read if each["source"].get("sample")}
        examples -= {each["source"]["sheet"] for each in documents}
        if any(document["kind"] not in YEAR_END for document in documents):
            without = replace(file, replaced=(*file.replaced, *sorted(examples)))
            found.append((without, source.path, documents))
    return found


def approved_copy(
    source: Path, file: FiledFile, documents: Sequence[Document], changes: Sequence[BureauChange], notes: list[str]
) -> tuple[bytes, list[BureauChange]]:
    """Return the filed workbook with the bureau's figures, and its changes.

    ``notes`` gets what a person has still to do. Raises ``OSError`` for a file that is gone.
    """
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
        entered: list[BureauChange] = []
        left: list[str] = []
        for change in changes:
            cells = target_cells(change, documents)
            own = {
                place: approved_value(change, documents, stored[change.sheet].value(*place))
                for place in map(parse_address, cells)
            }
            known = {place: value for place, value in own.items() if value is not None}
            if not own or len(known) < len(own):
                where = f"{change.sheet}!{'、'.join(cells) or change.cell}"
                left.append(f"{file.file}：{change.what}批复为{change.after}，没有写进原表（{where}），{_BY_HAND}")
            else:
                values.setdefault(change.sheet, {}).update(known)
                entered.append(change)
        copy.enter(values)
        content = copy.zipped()
    except InputError as error:
        notes.append(f"{file.file}：原样复制，没有清除标注（{error.message}）")
        if changes:
            notes.append(f"{file.file}：批复的改动没有写入，{_BY_HAND}")
        return source.read_bytes(), []
    notes += left
    return content, entered


def new_problems(filed: Path, approved: Path, name: str, profile: Profile) -> list[str]:
    """Return the errors and warnings, in words, that only the approved form has.

    A total that the bureau changed no longer is the sum of parts that it left.
    """
    before, after = (
        [each for each in check_inputs([InputFile(path, name)], profile, jobs=1).problems if _weighs(each)]
        for path in (filed, approved)
    )
    known = {(each.finding.code, each.place) for each in before}
    # A finding that has only moved, with a row or to the next cell of its kind, is none of the change.
    more = Counter(each.finding.code for each in after) - Counter(each.finding.code for each in before)
    return [
        f"{name}：批复表与改动对不上，{each.place}：{each.message}"
        for each in after
        if each.finding.code in more and (each.finding.code, each.place) not in known
    ]


def _weighs(problem: Problem) -> bool:
    return problem.finding.severity != Severity.INFO
