"""From a file to its submission: open, extract, validate."""

from __future__ import annotations

import hashlib
from pathlib import Path

from jixiao.errors import os_reason
from jixiao.forms.appearance import tell_appearance
from jixiao.forms.document import Document
from jixiao.forms.extraction import Extractor, default_extractor
from jixiao.forms.monitored_month import tell_month
from jixiao.forms.next_page import PageReader
from jixiao.forms.paste_sheet import is_paste_sheet
from jixiao.forms.range_names import PANEL_ROWS, SELF_CHECK
from jixiao.forms.references import resolve
from jixiao.forms.stamps import read_stamps
from jixiao.forms.table_rows import count_from_table
from jixiao.forms.validation import validate
from jixiao.grid.guard import read_file as read_bytes
from jixiao.grid.limits import DEFAULT_LIMITS, Limits
from jixiao.grid.model import Workbook
from jixiao.grid.open import open_workbook
from jixiao.grid.recalculation import recalculate, take_out_errors
from jixiao.grid.shown_numbers import show_numbers
from jixiao.processes.guarded import reason_of
from jixiao.processes.worker import memory_limit, time_limit
from jixiao.submission import Submission

NO_FORM = "没有识别出绩效目标表"


def read_file(
    path: Path,
    name: str,
    limits: Limits = DEFAULT_LIMITS,
    extractor: Extractor | None = None,
    *,
    observing: bool = True,
) -> Submission:
    """Read every form of a workbook; ``name`` is its path for the user.

    Whoever reads a file is kept within the bounds of time and memory. The status is ``read``, ``skipped`` (a workbook
    without a form) or ``failed`` with the reason. A workbook of which a sheet cannot be read is failed as a whole: a
    merge must not take a part for the return. A defect that one file shows fails that file.
    """
    submission = Submission(name, "failed")
    try:
        with memory_limit(), time_limit():
            _read(submission, path, limits, extractor, observing=observing)
    except OSError as error:
        submission.reason = f"无法读取文件：{os_reason(error)}。请确认文件存在且有读取权限"
    except Exception as error:  # noqa: BLE001 - a defect met on one file must not lose the others
        submission.reason = reason_of(error)
    return submission


def _read(submission: Submission, path: Path, limits: Limits, extractor: Extractor | None, *, observing: bool) -> None:
    """Enter what is read; raise ``JixiaoError``, ``OSError`` or ``MemoryError``."""
    submission.modified = path.stat().st_mtime
    # Read once: what is hashed is what is read, though a program that synchronises may write to the file meanwhile.
    data = read_bytes(path, limits)
    submission.sha256 = hashlib.sha256(data).hexdigest()
    workbook = open_workbook(path, limits, data)
    if workbook.failures:
        submission.reason = "；".join(f"工作表“{f.sheet}”无法读取：{f.reason}" for f in workbook.failures)
        return
    submission.documents = documents_of(workbook, submission.file, extractor, observing=observing)
    submission.status = "read" if submission.documents else "skipped"
    submission.reason = None if submission.documents else NO_FORM


def calculate_missing(workbook: Workbook) -> None:
    """Work out formulas, then put what cells show in place of what they store."""
    _leave_self_checks(workbook)
    recalculate(workbook)
    for sheet in workbook.sheets:
        take_out_errors(sheet)
        show_numbers(sheet)


def _leave_self_checks(workbook: Workbook) -> None:
    """Forget the formulas of templates that count and tell what is left to do.

    They say nothing of a form, and working them out takes ten times as long as reading it.
    """
    sheets = {sheet.name: sheet for sheet in workbook.sheets if sheet.formulas}
    for (scope, name), reference in workbook.names.items():
        counts = resolve(reference) if name == SELF_CHECK else None
        if counts is not None and (sheet := sheets.get(scope or counts.sheet)) is not None:
            top, left = counts.area.top, counts.area.left
            for row, column in [place for place in sheet.formulas if place[1] >= left or place[1] == 1]:
                if top <= row < top + PANEL_ROWS:
                    del sheet.formulas[row, column]


def documents_of(
    workbook: Workbook, name: str, extractor: Extractor | None = None, *, observing: bool = True
) -> list[Document]:
    """Return the validated documents of a workbook in sheet order.

    Raises ``InvalidDocumentError`` if a document breaks its own schema.
    """
    calculate_missing(workbook)
    extractor = extractor or default_extractor()
    pages = PageReader(extractor)
    stamps = read_stamps(workbook)
    documents: list[Document] = []
    for sheet in workbook.sheets:
        if is_paste_sheet(sheet):
            continue
        before = len(documents)
        stamp = stamps.get(sheet.name)
        if sheet.lines_above or sheet.revised:
            found = list(extractor.documents(sheet, name, observing=observing))
            count_from_table(sheet, found)
            documents.extend(found)
        elif stamp is None:
            documents.extend(pages.documents(sheet, name, observing=observing))
        else:
            from jixiao.forms.named_reading import template_documents  # of our templates, few of all returns

            documents.extend(template_documents(extractor, sheet, stamp, workbook.names, name, observing=observing))
        tell_appearance(sheet, documents[before:])
        if observing:
            tell_month(sheet, documents[before:])
    for document in documents:
        validate(document)
    return documents
