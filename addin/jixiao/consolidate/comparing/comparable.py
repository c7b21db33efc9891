"""Forms as ``jixiao diff`` compares them, out of returns or a summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from jixiao.caching.codec import RecordCodec
from jixiao.caching.identity import identity
from jixiao.caching.store import LASTING, Store, StoreError
from jixiao.caching.version import version
from jixiao.checks.form_kinds import YEAR_END
from jixiao.consolidate.comparing.compare import ComparedIndicator, FormView
from jixiao.consolidate.content import CONVERTERS, document_record
from jixiao.consolidate.records import FileRecord
from jixiao.consolidate.returns.inputs import InputFile, discover
from jixiao.consolidate.returns.own_output import is_own_output
from jixiao.consolidate.returns.supersede import SettledFile, settle
from jixiao.consolidate.summary.column_specs import SheetSpec
from jixiao.consolidate.summary.form_sheets import DEPARTMENTS, INDICATORS, PROJECTS
from jixiao.consolidate.summary.summary_rows import SummaryForm
from jixiao.errors import InputError, UsageError
from jixiao.forms.all_money import line_of_all_money
from jixiao.forms.document import Document
from jixiao.forms.money import unit_of_document
from jixiao.grid.model import Value, Workbook
from jixiao.processes.each_file import each_file
from jixiao.processes.pool import usual_jobs
from jixiao.submission import FileEntry, Submission

_AMOUNTS = {
    kind: (sheet, {title.removesuffix("（万元）"): key for title, key, kind, *_ in sheet.columns if kind == "decimal"})
    for kind, sheet in (("project", PROJECTS), ("department", DEPARTMENTS))
}
"""By kind of goal form: its sheet in a summary, and the columns of money, by label."""
_GOAL = "绩效目标"
_COMPARED = YEAR_END | _AMOUNTS.keys()


class _Read(NamedTuple):
    """What a process returns of a file: its record, its comparable forms."""

    record: FileRecord
    forms: list[FormView | None]


_READS = RecordCodec(_Read, others=CONVERTERS)


class _Reads:
    """What earlier comparisons read, by hash; without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._store = Store(None, _READS, "") if folder is None else Store(folder / LASTING, _READS, version())

    def find(self, file: InputFile) -> _Read | None:
        """What was read of the bytes of a file, under its name of today."""
        own = identity(file.path) if self._store.is_open and file.outcome() is None else None
        known = self._store.get(own[0]) if own is not None else None
        if own is None or known is None:
            return None
        forms = [form and form._replace(file=file.name) for form in known.forms]
        return _Read(known.record._replace(file=file.name, modified=own[1]), forms)

    def add(self, read: _Read) -> None:
        """Keep what was read, but no failure: the file may open next time."""
        if read.record.status != "failed" and read.record.sha256 is not None and self._store.is_open:
            with suppress(StoreError):
                self._store.put(read.record.sha256, read)

    def close(self) -> None:
        """Done."""
        with suppress(StoreError):
            self._store.close()


def load_forms(path: Path, jobs: int | None = 1, cache: Path | None = None) -> tuple[list[FormView], list[FileEntry]]:
    """Return the forms under a path, and what became of each file.

    Raises ``UsageError`` if nothing is there.
    As in a merge the newest return of each form counts, a copy does not, and hidden sheets are left out. ``jobs``
    processes read, None for as many as are worth it; ``cache`` is the folder of the cache.
    """
    if path.is_file() and is_own_output(path):
        return _from_summary(path), []
    from jixiao.forms.extraction import default_extractor

    files = files_under(path)
    reads = _Reads(cache)
    found = [reads.find(file) for file in files]
    unknown = [file for file, known in zip(files, found, strict=True) if known is None]
    jobs = jobs or usual_jobs(len(unknown) // 2)  # only read: half the work of a check, for the same start of a process
    fresh = each_file(_read, unknown, _failed, jobs=jobs, prepare=default_extractor)
    read: list[_Read] = []
    for known in found:
        if known is None:
            reads.add(known := next(fresh))
        read.append(known)
    next(fresh, None)  # no more come: the processes end
    reads.close()
    settled = settle([each.record for each in read])
    forms = [form for file, each in zip(settled, read, strict=True) for form in _views_of(file, each)]
    return forms, [file.outcome().entry() for file in settled]


def _read(file: InputFile) -> _Read:
    from jixiao.forms.reading import read_file

    submission = file.outcome() or read_file(file.path, file.name, observing=False)
    views = [form_view(each, file.name) if each["kind"] in _COMPARED else None for each in submission.documents]
    return _Read(_record(submission), views)


def _failed(file: InputFile, reason: str) -> _Read:
    return _Read(_record(Submission(file.name, "failed", reason)), [])


def files_under(path: Path) -> list[InputFile]:
    """What a path leads to. Raises ``UsageError`` if it leads nowhere."""
    return discover([str(path)])


def _record(submission: Submission) -> FileRecord:
    documents = tuple(document_record(document, (), {}) for document in submission.documents)
    told = submission.reason, submission.sha256, submission.modified
    return FileRecord(submission.file, submission.status, "", *told, documents=documents)


def _views_of(file: SettledFile, read: _Read) -> Iterator[FormView]:
    """The forms of a file that no other has replaced, as they are compared."""
    merged = {id(document) for document in file.merged}
    for form, record in zip(read.forms, file.record.documents, strict=True):
        if form is not None and id(record) in merged:
            yield form


def form_view(document: Document, file: str) -> FormView:
    """A document as it is compared; amounts in 万元."""
    amounts: dict[str, Decimal | None]
    if document["kind"] in YEAR_END:
        amounts, goal = _year_end_budget(document), document.get("goals", {}).get("annual")
    else:
        sheet, columns = _AMOUNTS[document["kind"]]
        (row,) = sheet.rows(SummaryForm(document))
        amounts, goal = {label: getattr(row, key) for label, key in columns.items()}, row.goal
    return FormView(
        document["department"],
        document.get("project"),
        document["kind"],
        document["fiscal_year"],
        amounts,
        {_GOAL: goal},
        tuple(map(_measure, document.get("indicators", ()))),
        file,
        document["source"]["sheet"],
    )


def _year_end_budget(document: Document) -> dict[str, Decimal | None]:
    """Return the budget of a year-end form in 万元, under the goals' label."""
    line = line_of_all_money(document.get("execution", ()))
    budget = None if line is None else line.get("initial", line.get("annual"))
    unit = unit_of_document(document["currency_unit"])
    label = "项目金额" if document.get("project") else "资金总额"
    return {label: budget if budget is None or unit is None else unit.in_wan(budget)}


def _measure(indicator: Any) -> ComparedIndicator:
    name, cell = indicator["level3"] or "", indicator["cell"] or ""
    target = indicator["operator"], indicator["target"], indicator["unit"]
    return ComparedIndicator(indicator["level1"], indicator["level2"], name, *target, cell)


def _from_summary(path: Path) -> list[FormView]:
    """The projects and departments of a summary workbook with their indicators."""
    # Raises ``UsageError`` if it is no summary.
    from jixiao.grid.open import open_workbook

    try:
        workbook = open_workbook(path)
    except InputError as error:
        raise UsageError(f"“{path.name}”无法读取：{error.message}", hint=error.hint) from error
    if not any(sheet.name == PROJECTS.title for sheet in workbook.sheets):
        raise UsageError(f"“{path.name}”不是汇总工作簿", hint="请给出 jixiao merge 写出的汇总，或报送的文件夹")
    measures: dict[tuple[Any, ...], list[ComparedIndicator]] = {}
    for record in _records(workbook, INDICATORS):
        target = record["target"]
        number = _number(target) if isinstance(target, float) else _text(target)
        told = {key: _text(value) for key, value in record.items()} | {"target": number}
        measures.setdefault((record["file"], record["sheet"], record["project"]), []).append(_measure(told))
    return [
        _view(record, kind, columns, measures)
        for kind, (sheet, columns) in _AMOUNTS.items()
        for record in _records(workbook, sheet)
    ]


def _records(workbook: Workbook, spec: SheetSpec) -> Iterator[dict[str, Value | None]]:
    """The rows of a data sheet on all its tabs, by the keys of its columns."""
    for sheet in workbook.sheets:
        if sheet.name.rstrip("0123456789") == spec.title:
            titles = {cell: column for column, cell in sheet.rows.get(1, {}).items()}
            columns = {column.key: titles.get(column.title) for column in spec.columns}
            for row in sheet.rows:
                if row > 1:
                    yield {key: sheet.value(row, at) if at else None for key, at in columns.items()}


def _view(
    record: dict[str, Any],
    kind: str,
    columns: Mapping[str, str],
    measures: Mapping[tuple[Any, ...], Sequence[ComparedIndicator]],
) -> FormView:
    year = record["fiscal_year"]
    project = record["project"] if kind == "project" else None  # in the table of departments it is money
    return FormView(
        _text(record["department"]),
        _text(project),
        kind,
        int(year) if isinstance(year, float) else None,
        {label: _number(record[key]) for label, key in columns.items()},
        {_GOAL: _text(record["goal"])},
        tuple(measures.get((record["file"], record["sheet"], project), ())),
        _text(record["file"]) or "",
        _text(record["sheet"]) or "",
    )


def _number(value: Any) -> Decimal | None:
    return Decimal(repr(value)) if isinstance(value, float) else None


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
