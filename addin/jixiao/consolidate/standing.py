"""A summary that still stands: when nothing it was made from has changed, it need not be written again.

What is remembered of a merge is a hash of everything that decides about the summary: names, bytes and times of the
inputs, roster, profile, rules, the program itself. And a hash of the summary, for one that was edited since is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from jixiao.caching.identity import identity
from jixiao.caching.store import Store
from jixiao.caching.version import canonical
from jixiao.consolidate.content import record_from_json, record_to_json
from jixiao.consolidate.inputs import InputFile
from jixiao.consolidate.records import Counts, FileRecord
from jixiao.consolidate.report import MergeReport
from jixiao.consolidate.roster import Roster
from jixiao.consolidate.supersede import SettledFile, Superseded

_KIND = "merge-standing"


class Standing:
    """What is known of the summary at ``output``. ``version`` stands for program, rules and profile."""

    def __init__(self, cache: Path | None, version: str, output: Path, roster: Roster | None, row_limit: int) -> None:
        self._cache = cache
        self._version = version
        self._output = output
        made_at = os.environ.get("SOURCE_DATE_EPOCH", "")
        self._settings = canonical([roster.entries if roster is not None else None, row_limit, made_at])

    def find(self, inputs: Sequence[InputFile], hrefs: Sequence[str]) -> MergeReport | None:
        """The report of the merge that made the summary, if all is as it was then."""
        if self._cache is None or not self._output.is_file():
            return None
        with Store(self._cache, _KIND, self._version) as store:
            stored = store.get([str(self._output)])
        if stored is None:
            return None
        try:
            raw = json.loads(stored)
            if raw["summary"] != _digest_of(self._output) or raw["inputs"] != self._hash(inputs, hrefs):
                return None
            return _report(raw["report"], inputs, hrefs, self._output)
        except (ValueError, LookupError, TypeError, OSError):
            return None

    def remember(self, report: MergeReport, inputs: Sequence[InputFile], hrefs: Sequence[str]) -> None:
        """Keeps what ``find`` needs. A merge with a file that could not be read is not kept: it may be readable next time."""
        if self._cache is None or any(file.record.sha256 is None for file in report.files if file.status == "failed"):
            return
        known = [(file.record.sha256, file.record.modified) for file in report.files]
        with suppress(OSError), Store(self._cache, _KIND, self._version) as store:
            raw = {
                "summary": _digest_of(self._output),
                "inputs": self._hash(inputs, hrefs, known),
                "report": _to_json(report),
            }
            store.put([([str(self._output)], json.dumps(raw, ensure_ascii=True, separators=(",", ":")).encode())])

    def _hash(
        self,
        inputs: Sequence[InputFile],
        hrefs: Sequence[str],
        known: Sequence[tuple[str | None, float | None]] | None = None,
    ) -> str:
        state = hashlib.sha256(self._settings.encode("utf-8", "surrogatepass"))
        for index, (file, href) in enumerate(zip(inputs, hrefs, strict=True)):
            content: object = file.skip_reason
            if file.skip_reason is None:
                content = known[index] if known is not None else identity(file.path)
            state.update(repr((file.name, href, content)).encode("utf-8", "surrogatepass"))
        return state.hexdigest()


def _digest_of(path: Path) -> str:
    with path.open("rb", buffering=0) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _to_json(report: MergeReport) -> dict[str, Any]:
    # By file as well: a file and its copy have their documents in common.
    places = {
        (file.record.file, id(document)): (place, number)
        for place, file in enumerate(report.files)
        for number, document in enumerate(file.record.documents)
    }
    return {
        "files": [_file_to_json(file) for file in report.files],
        "superseded": [
            [*places[each.file, id(each.document)], each.by_file, each.by_sheet] for each in report.superseded
        ],
        "documents": report.documents,
        "indicators": report.indicators,
        "found": list(report.found),
        "missing": report.missing,
    }


def _file_to_json(file: SettledFile) -> list[Any]:
    record = file.record
    merged = {id(document) for document in file.merged}
    return [
        file.status,
        file.reason,
        record.status,
        record.sha256,
        record.modified,
        [record_to_json(document, spans=False) for document in record.documents],
        [index for index, document in enumerate(record.documents) if id(document) in merged],
    ]


def _report(raw: dict[str, Any], inputs: Sequence[InputFile], hrefs: Sequence[str], output: Path) -> MergeReport:
    records = [_record(each, file.name, href) for each, file, href in zip(raw["files"], inputs, hrefs, strict=True)]
    superseded: dict[int, list[Superseded]] = {}
    for place, number, by_file, by_sheet in raw["superseded"]:
        old = Superseded(records[place].file, records[place].documents[number], by_file, by_sheet)
        superseded.setdefault(place, []).append(old)
    files = [
        SettledFile(
            record,
            each[0],
            each[1],
            tuple(record.documents[number] for number in each[6]),
            tuple(superseded.get(place, ())),
        )
        for place, (each, record) in enumerate(zip(raw["files"], records, strict=True))
    ]
    return MergeReport(
        files=files,
        output=output,
        documents=raw["documents"],
        indicators=raw["indicators"],
        superseded=[each for file in files for each in file.superseded],
        found=Counts(*raw["found"]),
        missing=raw["missing"],
        known=sum(file.record.known for file in files),
        standing=True,
    )


def _record(raw: Sequence[Any], name: str, href: str) -> FileRecord:
    _, reason, status, sha256, modified, documents, _ = raw
    read = tuple(record_from_json(each) for each in documents)
    return FileRecord(name, status, href, reason, sha256, modified, documents=read, known=status == "read")
