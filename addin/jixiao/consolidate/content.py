"""What a workbook gives, whatever its name: records and rendered rows.

A content is what the store keeps: the record as JSON, the rows of each sheet as a part beside it, never as anything that
could run code when it is read.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from jixiao.caching.codec import Converter, RecordCodec
from jixiao.checks.counting import filed_form
from jixiao.checks.finding import Finding
from jixiao.checks.form_places import FormPlace, FormPlaces
from jixiao.checks.keys import FormKey, key_to_json
from jixiao.checks.rule_engine import Checked
from jixiao.checks.unread import not_read
from jixiao.consolidate.records import DocumentRecord, LevelCount, RowsSpan, Spans, shared_levels
from jixiao.consolidate.summary.column_specs import LateValue, SheetSpec
from jixiao.consolidate.summary.form_sheets import INDICATORS, SHEETS_OF_KINDS
from jixiao.consolidate.summary.links import source_links
from jixiao.consolidate.summary.row_xml import RowRenderer
from jixiao.consolidate.summary.sheets import FINDINGS, UNREAD, with_custom
from jixiao.consolidate.summary.summary_rows import SummaryForm, evaluation_of, last_year_of, levels_of
from jixiao.forms.document import Document, is_continued
from jixiao.reports.problem import count_findings
from jixiao.submission import Submission

KEYS = "keys"
"""Key of the part that holds what the rules across forms need of a form, as JSON."""


class Content(NamedTuple):
    """The outcome of reading a workbook, without its rows."""

    status: Literal["read", "skipped"]
    reason: str | None
    documents: tuple[DocumentRecord, ...]


PackedParts = Mapping[str, bytes]
"""The rows of all forms of a workbook by the key of their sheet; ``spans`` of the documents lie in them."""


def make_content(submission: Submission, checked: Checked, *, with_data: bool) -> tuple[Content, PackedParts]:
    """Render all rows of a workbook; ``with_data`` keeps plain data too."""
    assert submission.status in ("read", "skipped")
    documents = submission.documents
    found = _by_document(documents, checked.result.findings)
    keys = {(key.sheet, key.title_cell): key for key in checked.keys}
    pieces: dict[str, list[bytes]] = defaultdict(list)
    sizes: Counter[str] = Counter()
    records = []
    for document, findings in zip(documents, found, strict=True):
        spans: dict[str, RowsSpan] = {}
        for name, lines, rows in _pieces(document, findings, keys, with_data):
            if lines:
                spans[name] = RowsSpan(sizes[name], len(lines), rows)
                pieces[name].append(lines)
                sizes[name] += len(lines)
        records.append(document_record(document, findings, spans))
    status: Literal["read", "skipped"] = "read" if submission.status == "read" else "skipped"
    parts = {name: b"".join(lines) for name, lines in pieces.items()}
    return Content(status, submission.reason, tuple(records)), parts


def _by_document(documents: Sequence[Document], findings: Iterable[Finding]) -> list[list[Finding]]:
    forms = [(each["source"], each.get("project"), each["department"]) for each in documents]
    places = FormPlaces([FormPlace(source["sheet"], source["title_cell"], *names) for source, *names in forms])
    found: list[list[Finding]] = [[] for _ in documents]
    for finding in findings:
        index = places.index(finding)
        if index is None:
            raise AssertionError(f"a finding on sheet {finding.sheet}, which has no form")
        found[index].append(finding)
    return found


def _pieces(
    document: Document, findings: Sequence[Finding], keys: dict[tuple[str, str], FormKey], with_data: bool
) -> Iterable[tuple[str, bytes, int]]:
    """Yield the parts from one form, by the key of their span, with row counts."""
    source = document["source"]
    link_to = source_links(source["sheet"])
    for spec, rows in rows_of_form(document, findings):
        yield spec.key, _renderer(spec).lines(rows, link_to), len(rows)
        if with_data and spec.key != UNREAD.key:
            yield data_key(spec.key), as_lines(rows), len(rows)
    key = keys.get((source["sheet"], source["title_cell"]))
    if key is not None:
        yield KEYS, key_to_json(key), 1


def _renderer(spec: SheetSpec) -> RowRenderer:
    """The renderer of a sheet; it is made anew when a bureau's own columns come or go."""
    known = _RENDERERS.get(spec.key)
    if known is None or known[0] is not spec:
        known = _RENDERERS[spec.key] = spec, RowRenderer(spec)
    return known[1]


def batch_finding(finding: Finding) -> tuple[bytes, bytes]:
    """The row of a finding across forms, and the same as plain data."""
    rows = FINDINGS.rows(None, [finding])
    return _renderer(FINDINGS).lines(rows, source_links(finding.sheet)), as_lines(rows)


def document_record(document: Document, findings: Sequence[Finding], spans: dict[str, RowsSpan]) -> DocumentRecord:
    """What is kept of a form besides its rows."""
    return DocumentRecord(
        *filed_form(document),
        spans=Spans(spans),
        found=count_findings(findings),
        levels=shared_levels(levels_of(document)) if document["kind"] == "project" else (),
        last_year=last_year_of(document) if document["kind"] == "project" else None,
        evaluation=evaluation_of(document) if document["kind"] == "selfeval" else None,
        part=is_continued(document),
        unit_unsaid=document["currency_unit"] is None,
    )


_SPANS = Converter(
    lambda spans: {key: list(span) for key, span in spans.items()},
    lambda raw: Spans({key: RowsSpan(*map(int, span)) for key, span in raw.items()}),
)
_LEVELS = Converter(
    lambda levels: [list(each) for each in levels],
    lambda raw: shared_levels(LevelCount(str(level2), int(number)) for level2, number in raw),
)
CONVERTERS: Mapping[object, Converter] = {Spans: _SPANS, tuple[LevelCount, ...]: _LEVELS}
"""How the parts of a ``DocumentRecord`` that are no plain records are kept."""
CONTENTS = RecordCodec(Content, others=CONVERTERS)
_RENDERERS: dict[str, tuple[SheetSpec, RowRenderer]] = {}


def rows_of_form(document: Document, findings: Sequence[Finding]) -> Iterator[tuple[SheetSpec, list[Any]]]:
    """The rows of one form by their sheet, with the bureau's own columns."""
    form = SummaryForm(document)
    indicators = with_custom(INDICATORS)
    yield indicators, indicators.rows(form, form.indicators)
    own = SHEETS_OF_KINDS.get(document["kind"])
    if own is not None and not is_continued(document):
        own = with_custom(own)
        yield own, own.rows(form)
    yield FINDINGS, FINDINGS.rows(form, findings)
    yield UNREAD, UNREAD.rows(form, not_read(document))


def data_key(sheet: str) -> str:
    """The key of the span that has the rows of a sheet as data."""
    return f"data-{sheet}"


def as_lines(rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows of any kind, a line each."""
    return b"".join(json.dumps([_plain(value) for value in row], ensure_ascii=True).encode() + b"\n" for row in rows)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {"n": str(value)}  # a target may be a number or a text: the number is marked as one
    return None if isinstance(value, LateValue) else value
