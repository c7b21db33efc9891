"""From a file to its submission: open, extract, validate. One file never stops the others."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from jixiao.errors import InputError
from jixiao.forms.document import Document
from jixiao.forms.extraction import Extractor, default_extractor
from jixiao.forms.named_reading import template_documents
from jixiao.forms.repeats import repeated_value
from jixiao.forms.stamps import read_stamps
from jixiao.forms.validation import validate
from jixiao.grid.formulas import evaluate
from jixiao.grid.limits import DEFAULT_LIMITS, Limits
from jixiao.grid.model import Sheet, Value, Workbook
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
    stamps = read_stamps(workbook)
    documents: list[Document] = []
    for sheet in workbook.sheets:
        stamp = stamps.get(sheet.name)
        if stamp is None:
            documents.extend(extractor.documents(sheet, name, observing=observing))
        else:
            documents.extend(template_documents(extractor, sheet, stamp, workbook.names, name, observing=observing))
    for document in documents:
        validate(document)
    return documents


def calculate_missing(workbook: Workbook) -> None:
    """Give formulas that were never calculated their value: plain arithmetic, SUM, the repetition of another cell.

    A spreadsheet program that was never asked to calculate leaves the value out; so do most libraries. Repetitions come
    first, for sums may stand over them.
    """
    for sheet in workbook.sheets:
        repeated = {place: repeated_value(workbook, sheet, sheet.formulas[place]) for place in _valueless(sheet)}
        _enter(sheet, repeated)
    for sheet in workbook.sheets:
        _enter(sheet, {place: _number(evaluate(workbook, sheet, *place)) for place in _valueless(sheet)})


def _valueless(sheet: Sheet) -> list[tuple[int, int]]:
    return [place for place in sheet.formulas if sheet.value(*place) is None and place not in sheet.errors]


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _enter(sheet: Sheet, values: Mapping[tuple[int, int], Value | None]) -> None:
    """Put values into a sheet, keeping rows and columns in order."""
    changed: set[int] = set()
    for (row, column), value in values.items():
        if value is not None:
            sheet.rows.setdefault(row, {})[column] = value
            changed.add(row)
    for row in changed:
        sheet.rows[row] = dict(sorted(sheet.rows[row].items()))
    if changed:
        sheet.rows = dict(sorted(sheet.rows.items()))


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
