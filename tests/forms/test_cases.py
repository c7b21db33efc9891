"""Forms as departments really filed them: read exactly, also when their rows slide. Skipped where the cases are not."""

from __future__ import annotations

import copy
import importlib.util
import json
import sys
from pathlib import Path

import pytest

from jixiao.forms.extraction import default_extractor
from jixiao.forms.jsonout import to_json
from jixiao.forms.labels import cached_form
from jixiao.forms.reading import calculate_missing, read_file
from jixiao.grid.open import open_workbook

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
EXPECTED = sorted(CASES.glob("forms/*.expected.json")) + sorted(CASES.glob("variants/*.expected.json"))
pytestmark = pytest.mark.skipif(not EXPECTED, reason="the folder of real forms is not beside this checkout")


def workbook_of(expected: Path) -> Path:
    stem = expected.name.removesuffix(".expected.json")
    return next(path for path in expected.parent.glob(f"{stem}.*") if path != expected)


def compare_module():
    spec = importlib.util.spec_from_file_location("compare_cases", CASES / "compare.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.name.removesuffix(".expected.json"))
def test_every_field_of_a_real_form_is_read(expected):
    submission = read_file(workbook_of(expected), workbook_of(expected).name)
    assert (submission.status, submission.reason) == ("read", None)
    score, notes = compare_module().compare(
        json.loads(expected.read_text(encoding="utf-8")), [to_json(document) for document in submission.documents]
    )
    assert score.mismatches == []
    assert [note for note in notes if "missing" in note or "too many" in note] == []
    assert sum(score.right.values()) == sum(score.total.values()) > 50


def test_nothing_that_was_typed_into_a_real_form_is_lost():
    for expected in EXPECTED:
        for document in read_file(workbook_of(expected), "x").documents:
            assert document["unread"] == [], document["source"]


def shifted(sheet, row, by):
    """The sheet with one row moved sideways, its block caption left where it is; None where that is impossible."""
    cells = sheet.rows[row]
    first = next(iter(cells))
    caption = isinstance(cells[first], str) and "绩效指标" in cached_form(cells[first])
    body = {column: value for column, value in cells.items() if not (caption and column == first)}
    if min(body) + by < (first + 1 if caption else 1):
        return None
    moved = copy.deepcopy(sheet)
    kept = {first: cells[first]} if caption else {}
    moved.rows[row] = dict(sorted((kept | {column + by: value for column, value in body.items()}).items()))
    moved.merges = [
        merge._replace(left=merge.left + by, right=merge.right + by)
        if merge.top == row and not (caption and merge.left == first)
        else merge
        for merge in moved.merges
    ]
    return moved


def content(document):
    return [
        {key: value for key, value in indicator.items() if key not in ("cell", "cells", "remark")}
        for indicator in document.get("indicators", [])
    ]


@pytest.mark.parametrize("expected", sorted(CASES.glob("forms/*.expected.json")), ids=lambda p: p.name.split(".")[0])
def test_a_row_that_slides_by_one_or_two_columns_is_read_the_same(expected):
    extractor = default_extractor()
    workbook = open_workbook(workbook_of(expected))
    calculate_missing(workbook)
    tried = 0
    for sheet in workbook.sheets:
        for document in extractor.documents(sheet, "x"):
            for indicator in document.get("indicators", []):
                row = int("".join(char for char in indicator["cell"] if char.isdigit()))
                for by in (-2, -1, 1):
                    moved = shifted(sheet, row, by)
                    if moved is not None:
                        again = next(extractor.documents(moved, "x"))
                        assert content(again) == content(document), (sheet.name, row, by)
                        tried += 1
    assert tried > 20
