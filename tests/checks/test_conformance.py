"""What the check must, may and must not report on real forms (../shared/cases/findings.json)."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

from jixiao.checks.catalogue import message
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.rule_engine import check_documents
from jixiao.forms.reading import read_file

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
EXPECTED = json.loads((CASES / "findings.json").read_text(encoding="utf-8")) if CASES.is_dir() else {"workbooks": {}}
WORKBOOKS = sorted(EXPECTED["workbooks"])

pytestmark = pytest.mark.skipif(not WORKBOOKS, reason="the cases are not beside this checkout")


@cache
def findings(name: str) -> tuple[Finding, ...]:
    submission = read_file(CASES / "forms" / name, name)
    assert submission.reason is None
    return tuple(check_documents(submission.documents).findings)


def places(finding: Finding) -> set[tuple[str, int | None]]:
    """(sheet, row) of every cell of a finding."""
    found = {(finding.sheet, finding.row)}
    for other in finding.related:
        _, sheet, cell = other.split("!")
        found.add((sheet, int(re.sub(r"\D", "", cell))))
    return found


def wanted(entry: dict) -> list[tuple[str | None, int]]:
    """(sheet, row) of every cell an entry names."""
    found = []
    for cell in entry["cells"]:
        sheet, _, address = cell.rpartition("!")
        found.append((sheet or entry["sheet"], int(re.sub(r"\D", "", address))))
    return found


def touches(finding: Finding, entry: dict) -> bool:
    if finding.code not in {entry["code"], *entry.get("or", ())}:
        return False
    cells = places(finding)
    if entry["sheet"] is not None and entry["sheet"] not in {sheet for sheet, _ in cells}:
        return False
    rows = wanted(entry)
    return not rows or any(row in cells for row in rows)


def met(entry: dict, found: tuple[Finding, ...]) -> bool:
    hits = [finding for finding in found if touches(finding, entry)]
    if entry.get("each"):
        named = set().union(*(places(finding) for finding in hits)) if hits else set()
        return all(row in named for row in wanted(entry))
    return bool(hits)


def told(entry: dict) -> str:
    return f"{entry['code']} {entry['sheet']} {','.join(entry['cells'])} {entry.get('note', '')}"


@pytest.mark.parametrize("name", WORKBOOKS)
def test_everything_that_must_be_found_is_found(name: str) -> None:
    found = findings(name)
    assert [told(entry) for entry in EXPECTED["workbooks"][name]["must"] if not met(entry, found)] == []


@pytest.mark.parametrize("name", WORKBOOKS)
def test_nothing_is_reported_that_is_in_order(name: str) -> None:
    found = findings(name)
    assert [
        told(entry) for entry in EXPECTED["workbooks"][name]["must_not"] if met({**entry, "each": False}, found)
    ] == []


@pytest.mark.parametrize("name", WORKBOOKS)
def test_no_error_is_reported_beyond_those_that_are_there(name: str) -> None:
    book = EXPECTED["workbooks"][name]
    known = [*book["must"], *book["may"]]
    false = [
        f"{finding.code} {finding.sheet} {finding.cell} {message(finding)}"
        for finding in findings(name)
        if finding.severity is Severity.ERROR
        and finding.code in book["complete_for"]
        and not any(touches(finding, entry) for entry in known)
    ]
    assert false == []
