"""From a file to its submission: open, extract, validate. One file never stops the others."""

from __future__ import annotations

import hashlib
from pathlib import Path

from jixiao.errors import InputError
from jixiao.forms.document import Document
from jixiao.forms.extraction import Extractor, default_extractor
from jixiao.forms.validation import validate
from jixiao.grid.formulas import evaluate
from jixiao.grid.limits import DEFAULT_LIMITS, Limits
from jixiao.grid.model import Workbook
from jixiao.grid.open import open_workbook
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
    """Read every form of a workbook; ``name`` is what the user sees of its path, ``observing`` is for the check.

    The status is ``read``, ``skipped`` (a workbook without a form) or ``failed`` with the reason. A workbook of which
    a sheet cannot be read is failed as a whole: a merge must not take a part for the return.
    """
    submission = Submission(name, "failed")
    try:
        submission.modified = path.stat().st_mtime
        submission.sha256 = _sha256(path)
        workbook = open_workbook(path, limits)
    except InputError as error:
        submission.reason = error.reason
        return submission
    except OSError as error:
        submission.reason = f"无法读取文件：{error.strerror or error}。请确认文件存在且有读取权限"
        return submission
    if workbook.failures:
        submission.reason = "；".join(f"工作表“{f.sheet}”无法读取：{f.reason}" for f in workbook.failures)
        return submission
    submission.documents = documents_of(workbook, name, extractor, observing=observing)
    submission.status = "read" if submission.documents else "skipped"
    submission.reason = None if submission.documents else NO_FORM
    return submission


def documents_of(
    workbook: Workbook, name: str, extractor: Extractor | None = None, *, observing: bool = True
) -> list[Document]:
    """The validated documents of a workbook in sheet order; ``observing`` adds what only the check needs.

    Raises ``InvalidDocumentError`` if a document breaks its own schema.
    """
    calculate_missing(workbook)
    extractor = extractor or default_extractor()
    documents = [
        document for sheet in workbook.sheets for document in extractor.documents(sheet, name, observing=observing)
    ]
    for document in documents:
        validate(document)
    return documents


def calculate_missing(workbook: Workbook) -> None:
    """Give formulas that were never calculated their value, where plain arithmetic or SUM allows it.

    A spreadsheet program that was never asked to calculate leaves the value out; so do most libraries.
    """
    for sheet in workbook.sheets:
        changed: set[int] = set()
        for row, column in sheet.formulas:
            if sheet.value(row, column) is None and (row, column) not in sheet.errors:
                value = evaluate(workbook, sheet, row, column)
                if value is not None:
                    sheet.rows.setdefault(row, {})[column] = float(value)
                    changed.add(row)
        for row in changed:
            sheet.rows[row] = dict(sorted(sheet.rows[row].items()))
        if changed:
            sheet.rows = dict(sorted(sheet.rows.items()))


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
