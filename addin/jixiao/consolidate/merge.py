"""Many workbooks → one summary workbook.

Files are read and checked one by one (or by several processes), each document becomes rendered rows in a store and a
small record; the records decide what supersedes what and in which order everything stands; the final pass streams the
rows into the workbook. Memory holds one file's documents and all records, never the rows.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from jixiao.caching.store import LASTING, Store, StoreError
from jixiao.checks.profile import Profile, load_profile
from jixiao.checks.result_keys import stamp_of_goals, version_of_results
from jixiao.checks.workbooks import prepare
from jixiao.consolidate.batch import check_together
from jixiao.consolidate.cluster import Tls
from jixiao.consolidate.content import CONTENTS
from jixiao.consolidate.contents import Contents, Shelf
from jixiao.consolidate.earlier import EarlierSummary, SummaryCache, refuse_emptying
from jixiao.consolidate.intake import (
    FileReader,
    ReadTask,
    ReturnReader,
    enter_copies,
    failed,
    known_from_before,
    tasks_of,
    without_copies,
)
from jixiao.consolidate.merge_report import MergeReport
from jixiao.consolidate.records import FileRecord
from jixiao.consolidate.returns.filing import filings
from jixiao.consolidate.returns.inputs import InputFile, discover, originals
from jixiao.consolidate.returns.official_names import with_official_names
from jixiao.consolidate.returns.roster import Roster
from jixiao.consolidate.returns.supersede import SettledFile, settle
from jixiao.consolidate.summary.links import Filler, hrefs_from
from jixiao.consolidate.summary.merged import LastYear, MergedDocument, Summary
from jixiao.consolidate.summary.sheets import UNREAD
from jixiao.consolidate.summary.summary_rows import RoundRow
from jixiao.consolidate.summary.summary_workbook import write_summary
from jixiao.consolidate.working_folder import is_working_file, left_stores, working_folder_of
from jixiao.forms.text import fold
from jixiao.grid.address import MAX_ROW
from jixiao.output import refuse_unwritable_file, refuse_unwritable_folder, replacing
from jixiao.processes.each_file import each_file
from jixiao.processes.worker import FILE_SECONDS, Interrupts
from jixiao.reports.problem import Counts
from jixiao.statedtime import stated_time

_ON_CLUSTER = 8
"""For so many workers files are divided on a cluster, which may have fewer or more of them."""
MergeProgress = Callable[[int, int, Counts, int], None]
"""Told how many files are done, how many there are, the findings and the forms so far."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a merge is done.

    ``jobs`` processes read (None: as many as are worth it), or the workers of the Dask cluster at ``cluster`` (an
    address, or ``local``), reached with ``tls``. ``cache`` is the folder of the cache, ``data`` that of the Parquet
    files. ``read`` takes the place of the form reader, a function of a module if there are several processes.
    ``row_limit`` rows stand on a sheet before the next one goes on; a file may take ``seconds``. ``bureau`` is the
    汇总单位 that the summary names.

    A season gives three more: ``rounds`` makes the lines of 轮次, ``last_year`` is the money of the year before, and
    ``known_since`` the day by which a department is known to have filed.
    """

    jobs: int | None = 1
    roster: Roster | None = None
    profile: Profile = field(default_factory=load_profile)
    resume: bool = False
    cache: Path | None = None
    data: Path | None = None
    cluster: str | None = None
    tls: Tls | None = None
    read: FileReader | None = None
    row_limit: int = MAX_ROW
    seconds: float = FILE_SECONDS
    rounds: Callable[[Sequence[SettledFile]], Sequence[RoundRow]] | None = None
    bureau: str = ""
    last_year: LastYear = field(default_factory=LastYear)
    known_since: Mapping[str, date] = field(default_factory=dict)


def merge(
    paths: Sequence[str], output: Path, options: Options | None = None, *, progress: MergeProgress | None = None
) -> MergeReport:
    """Merge the forms of all workbooks under ``paths`` into ``output``.

    ``output`` appears whole or not at all. Raises ``UsageError`` if it is one of the inputs, or a summary with forms where
    there are none now, ``OutputError`` if it cannot be written, ``RuleFailedError`` if a rule across forms breaks.
    """
    options = options or Options()
    stated_time()  # that it can be told is known before the work
    started = time.perf_counter()
    if options.data is not None:
        refuse_unwritable_folder(options.data)
    inputs = [file for file in discover(paths) if not is_working_file(file)]
    target = Path(os.path.realpath(output))
    hrefs = hrefs_from(target.parent, [file.lasting for file in inputs])
    stamp = version_of_results(options.profile, options.data is not None)
    goals = stamp_of_goals(options.profile)
    in_season = options.rounds is not None or options.last_year != LastYear()
    remembers = options.data is None and options.read is None and not in_season
    cache = SummaryCache(
        options.cache if remembers else None, stamp + goals, target, options.roster, options.row_limit, options.bureau
    )
    unchanged = cache.find(inputs, hrefs)
    if unchanged is not None:
        return replace(unchanged, output=output, seconds={"核对": time.perf_counter() - started})
    refuse_unwritable_file(output, inputs=originals(inputs))
    earlier = EarlierSummary(target)
    with (
        working_folder_of(target, resume=options.resume) as work,
        replacing(output, inputs=originals(inputs), last_look=earlier.keep_if_saved) as temporary,
    ):
        for shelf in _shelves(work, stamp, goals, options):
            try:
                report = _merge(inputs, hrefs, temporary, shelf, options, progress, earlier=output)
                break
            except StoreError:
                if not shelf.lasting:  # the cache may be lost at any time, and the next shelf is there
                    raise
        edits = earlier.enter_into(temporary)
    report = replace(
        report,
        output=output,
        kept_edits=edits.kept,
        lost_edits=edits.lost,
        kept_beside=earlier.beside,
        saved_meanwhile=earlier.saved_meanwhile,
    )
    cache.remember(report, inputs, hrefs)
    return report


def _shelves(work: Path, stamp: str, goals: str, options: Options) -> Iterator[Shelf]:
    """Yield where contents are kept: the cache, else the working folder."""
    if options.cache is not None and options.read is None and options.cluster is None:
        with Store(options.cache / LASTING, CONTENTS, stamp) as store:
            is_open = store.is_open
        if is_open:
            yield Shelf(options.cache, stamp, goals, lasting=True)
    yield Shelf(work, stamp, goals, earlier=left_stores(work) if options.resume else ())


def _merge(
    inputs: Sequence[InputFile],
    hrefs: Sequence[str],
    temporary: Path,
    shelf: Shelf,
    options: Options,
    progress: MergeProgress | None,
    *,
    earlier: Path,
) -> MergeReport:
    """Read, check, and write the summary to ``temporary``."""
    # Raises ``StoreError`` if what was read could not be kept.
    seconds: dict[str, float] = {}
    records, tasks = tasks_of(inputs, hrefs)
    with _timed(seconds, "读取和检查"):
        tasks, copies = (tasks, {}) if options.read is not None else without_copies(tasks)
        _read(tasks, records, shelf, options, progress)
        left = enter_copies(records, copies)
        if left:
            _read(left, records, shelf, options, None)
    with Contents(shelf) as contents:
        with _timed(seconds, "跨表检查"):
            named = with_official_names([records[index] for index in range(len(inputs))], options.roster)
            files = settle(named, options.roster)
            documents = _ordered(files, options.roster)
            if not documents:
                refuse_emptying(Path(os.path.realpath(earlier)), earlier, files)
            check_together(documents, files, contents, options.profile)
        summary = _summary(files, documents, options)
        with _timed(seconds, "写出汇总"):
            write_summary(summary, contents, temporary)
        if options.data is not None:
            with _timed(seconds, "写出数据文件"):
                from jixiao.consolidate.summary.parquet import write_parquet

                write_parquet(summary, contents, options.data)
    return MergeReport(
        files=[file.outcome() for file in files],
        output=temporary,
        documents=len(documents),
        indicators=sum(merged.document.indicators for merged in documents),
        superseded=[each.as_json() for file in files for each in file.superseded],
        found=summary.found,
        missing=list(summary.missing or ()),
        known=sum(file.record.known for file in files),
        not_read=sum(span.rows for each in documents if (span := each.document.spans.get(UNREAD.key)) is not None),
        years=sorted({year for each in summary.projects if (year := each.fiscal_year) is not None}),
        seconds=seconds,
    )


@contextmanager
def _timed(seconds: dict[str, float], step: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    seconds[step] = time.perf_counter() - started


def _read(
    tasks: Sequence[ReadTask],
    records: dict[int, FileRecord],
    shelf: Shelf,
    options: Options,
    progress: MergeProgress | None,
) -> None:
    """Reads what remains to be read; ``records`` gets a record of each."""
    found, forms = Counts(), 0
    with Interrupts() as interrupts:
        for done, (place, record) in enumerate(_finished(tasks, shelf, options), start=1):
            interrupts.check()
            records[place] = record
            for document in record.documents:
                found = found.plus(document.found)
            forms += len(record.documents)
            if progress is not None:
                progress(done, len(tasks), found, forms)
            if done == 1 and options.jobs != 1:
                import xlsxwriter  # noqa: F401 - a tenth of a second, while the others read


def _finished(tasks: Sequence[ReadTask], shelf: Shelf, options: Options) -> Iterator[tuple[int, FileRecord]]:
    """Yield the place of each file among the inputs, and what became of it."""
    known = known_from_before(tasks, shelf)
    yield from known.items()
    left = [task for task in tasks if task.place not in known]
    jobs, processes = options.jobs, None
    if options.cluster is not None:
        from jixiao.consolidate.cluster import on_cluster

        processes, jobs = partial(on_cluster, options.cluster, jobs or 1, options.tls), _ON_CLUSTER
    reader = ReturnReader(shelf, options.profile, options.read, with_data=options.data is not None)
    with closing(reader):
        read = each_file(reader, left, failed, jobs=jobs, prepare=prepare, seconds=options.seconds, processes=processes)
        yield from zip([task.place for task in left], read, strict=True)


def _ordered(files: Sequence[SettledFile], roster: Roster | None) -> list[MergedDocument]:
    """The merged documents by department, then file name, then place in the file."""
    merged = []
    for file in files:
        if file.merged:
            filler = Filler.of(file.record.file, file.record.href)
            merged += [MergedDocument(file.record, document, filler) for document in file.merged]
    return sorted(merged, key=lambda each: _order(each, roster))


def _order(each: MergedDocument, roster: Roster | None) -> tuple[int, bool, str, str]:
    # Forms without a department come last; sorting keeps the place in the file where all else is equal.
    name = each.document.department
    department = fold(name or "")
    return roster.place(name) if roster else 0, not department, department, each.file.file


def _summary(files: Sequence[SettledFile], documents: Sequence[MergedDocument], options: Options) -> Summary:
    counts = {id(each.document): each.found for each in documents}
    rows, missing = filings(files, counts, options.roster, options.known_since)
    return Summary(
        documents=documents,
        files=sorted((file.outcome() for file in files), key=lambda outcome: outcome.file),
        filings=rows,
        missing=None if options.roster is None else missing,
        row_limit=options.row_limit,
        rounds=options.rounds(files) if options.rounds is not None else (),
        bureau=options.bureau,
        functions=options.roster.functions() if options.roster is not None else {},
        last_year=options.last_year,
    )
