"""The rules across forms, on what goes into the summary, by form."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.checks.finding import Finding
from jixiao.checks.form_places import FormPlace, FormPlaces
from jixiao.checks.keys import FormKey, key_from_json
from jixiao.checks.profile import Profile
from jixiao.checks.rule_engine import check_keys
from jixiao.consolidate.content import KEYS, batch_finding
from jixiao.consolidate.contents import Contents
from jixiao.consolidate.records import DocumentRecord, FileRecord
from jixiao.consolidate.returns.supersede import SettledFile
from jixiao.consolidate.summary.merged import MergedDocument
from jixiao.reports.problem import count_findings


def check_together(
    documents: Sequence[MergedDocument], files: Sequence[SettledFile], contents: Contents, profile: Profile
) -> None:
    """Run the rules across forms on the documents. Raises ``RuleFailedError``."""
    # Forms that were superseded are not asked: what they say no longer counts, and they would pass for duplicates.
    # Copied sheets, and returns of which nothing tells the newer one, are only counted as such.

    def key(file: FileRecord, document: DocumentRecord) -> FormKey:
        return key_from_json(contents.rows(file, document, KEYS), file.file)

    copies = [key(file.record, document) for file in files for document in file.doubles if KEYS in document.spans]
    keys = [key(each.file, each.document) for each in documents if KEYS in each.document.spans]
    by_file: dict[str, list[MergedDocument]] = {}
    for each in documents:
        by_file.setdefault(each.file.file, []).append(each)
    found: dict[int, list[Finding]] = {}
    for finding in check_keys(keys, profile, copies=copies).findings:
        owner = _owner(by_file[finding.file], finding)
        line, data = batch_finding(finding)
        owner.batch_lines.append(line)
        owner.batch_data.append(data)
        found.setdefault(id(owner), []).append(finding)
    for each in documents:
        if id(each) in found:
            each.batch = count_findings(found[id(each)])


def _owner(candidates: Sequence[MergedDocument], finding: Finding) -> MergedDocument:
    forms = [each.document for each in candidates]
    places = FormPlaces(
        [FormPlace(form.sheet, form.title_cell, form.project, form.typed or form.department) for form in forms]
    )
    index = places.index(finding)
    return candidates[index or 0]
