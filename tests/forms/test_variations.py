"""The same form laid out differently is read the same, and gives no new error or warning (``variations.py``)."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checks.sample_forms import FORMS
from forms.test_year_end_forms import MONITORING, SELF_EVALUATION
from forms.variations import VARIATIONS, Form, forms_of, stacked
from jixiao.checks.finding import Severity
from jixiao.checks.rule_engine import check_documents
from jixiao.forms.document import Document
from jixiao.forms.extraction import default_extractor
from jixiao.forms.jsonout import to_json
from jixiao.forms.labels import cached_form
from jixiao.forms.reading import calculate_missing
from jixiao.grid.model import Sheet
from jixiao.grid.open import open_workbook
from sheet_table import sheet

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "forms"
PLACES = ("cell", "cells", "source", "notes", "observations", "unread")
MAY_ADD = {"the header again": {"STR-004"}, "the title again": {"STR-004"}}
"""What a variation is rightly reported for."""
TABLES = {**FORMS, "selfeval": SELF_EVALUATION, "monitoring": MONITORING}


def read(made: Sheet) -> list[Document]:
    return list(default_extractor().documents(made, "test.xlsx"))


def content(document: Document) -> dict[str, Any]:
    """Every value of a document by its path, without the places; white space, widths and numbering do not count."""
    found: dict[str, Any] = {}

    def walk(path: str, value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key not in PLACES:
                    walk(f"{path}.{key}", inner)
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                walk(f"{path}[{number}]", inner)
        elif isinstance(value, str):
            plain = "".join(unicodedata.normalize("NFKC", value).split()).rstrip(":")
            found[path] = cached_form(plain) if path.endswith((".level1", ".level2")) else plain.replace("百分比", "%")
        elif value is not None:
            found[path] = value

    walk("", to_json(document))
    return found


def complaints(document: Document) -> Counter[str]:
    found = check_documents([document]).findings
    return Counter(finding.code for finding in found if finding.severity is not Severity.INFO)


Originals = list[tuple[str, Form, dict[str, Any], Counter[str]]]


@pytest.fixture(scope="module")
def originals() -> Originals:
    """Name, form, content and complaints of every form to vary: the tests' own, and real ones where they are at hand."""
    found = []
    for name, made in _sheets():
        for form in forms_of(made):
            documents = read(made)
            assert len(documents) == 1, name
            found.append((name, form, content(documents[0]), complaints(documents[0])))
    return found


def _sheets() -> Iterator[tuple[str, Sheet]]:
    for name, table in TABLES.items():
        yield name, sheet(table)
    for path in sorted(CASES.glob("*.xlsx")):
        workbook = open_workbook(path)
        calculate_missing(workbook)
        for made in workbook.sheets:
            yield f"{path.stem} {made.name}", made


@pytest.mark.parametrize("variation", VARIATIONS)
def test_a_form_laid_out_differently_is_read_the_same(originals: Originals, variation: str) -> None:
    wrong = []
    tried = 0
    for name, form, expected, known in originals:
        made = VARIATIONS[variation](form)
        if made is None:
            continue
        tried += 1
        documents = read(made)
        if len(documents) != 1:
            wrong.append((name, f"{len(documents)} forms"))
            continue
        found = content(documents[0])
        wrong += [
            (name, key, expected.get(key), found.get(key))
            for key in sorted(expected.keys() | found.keys())
            if expected.get(key) != found.get(key)
        ]
        new = complaints(documents[0]) - known
        wrong += [(name, code) for code in new if code not in MAY_ADD.get(variation, ())]
    assert wrong == []
    assert tried


@pytest.mark.parametrize("gap", [0, 1, 3])
def test_forms_below_one_another_are_read_like_forms_on_sheets_of_their_own(originals: Originals, gap: int) -> None:
    documents = read(stacked([form.sheet for _, form, _, _ in originals], gap))
    assert [content(document) for document in documents] == [expected for _, _, expected, _ in originals]


INSTRUCTIONS = """
填报说明 | <
一、项目名称：填写预算项目的全称。 | <
二、项目类别：分为特定目标类和其他运转类。 | <
三、年度绩效目标：概括说明项目在本年度达到的产出和效果。 | <
四、绩效指标：一级指标、二级指标按目录选择，三级指标根据项目实际填写。 | <
五、填报单位：填写单位全称；金额单位：万元。 | <
附：项目支出绩效目标表 | <
"""
CATALOGUE = """
绩效指标参考目录 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标说明
产出指标 | 数量指标 | 培训人次 | 实际培训的人次
 | 质量指标 | 培训合格率 | 合格人数占比
"""


@pytest.mark.parametrize("table", [INSTRUCTIONS, CATALOGUE], ids=["instructions", "a catalogue of indicators"])
def test_sheets_beside_the_forms_are_no_forms(table: str) -> None:
    assert read(sheet(table)) == []
