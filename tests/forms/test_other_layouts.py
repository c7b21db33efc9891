"""Layouts that no definition knows are read as they stand (``other_layouts.py`` and those beside it)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from forms.bureau_layouts import LAYOUTS as BUREAUS
from forms.collected_lists import LAYOUTS as COLLECTED
from forms.goal_layouts import LAYOUTS as GOALS
from forms.list_layouts import LAYOUTS as LISTS
from forms.list_layouts import WRONG_TOTAL
from forms.other_layouts import LAYOUTS as OTHERS
from forms.other_layouts import Layout
from forms.provincial_layouts import LAYOUTS as PROVINCIAL
from forms.sheet_layouts import LAYOUTS as SHEETS
from forms.unusual_layouts import BLANK_DEPARTMENT, NAMELESS
from forms.unusual_layouts import LAYOUTS as UNUSUAL
from forms.year_end_layouts import LAYOUTS as YEAR_END
from forms.year_end_lists import LAYOUTS as YEAR_END_LISTS
from jixiao.checks.rule_engine import check_documents
from jixiao.forms.document import Document
from jixiao.forms.extraction import default_extractor
from jixiao.forms.validation import validate
from jixiao.grid.model import Sheet
from sheet_table import sheet

LAYOUTS = {
    **OTHERS, **PROVINCIAL, **UNUSUAL, **LISTS, **COLLECTED, **GOALS, **BUREAUS, **YEAR_END, **YEAR_END_LISTS, **SHEETS
}  # fmt: skip
INCOMPLETE = ("CMP-005", "CMP-006", "STR-007", "SCR-003")
"""What is rightly said of layouts that are kept short here."""


def read(table: str) -> list[Document]:
    """The documents of a sheet, each held against its schema."""
    documents = list(default_extractor().documents(sheet(table), "test.xlsx"))
    for document in documents:
        validate(document)
    return documents


def at(document: Any, path: str) -> Any:
    """The value under a dotted path; None where there is none."""
    for part in path.split("."):
        if isinstance(document, list):
            document = document[int(part)] if int(part) < len(document) else None
        else:
            document = None if document is None else document.get(part)
    return document


def rows_of(document: Any) -> str:
    """The indicators as lines."""
    keys = ("level1", "level2", "level3", "operator", "target", "unit")
    return "\n".join(
        " | ".join("-" if row[key] is None else str(row[key]) for key in keys) for row in document["indicators"]
    )


def same(wanted: Any, found: Any) -> bool:
    return (
        Decimal(str(wanted)) == found
        if isinstance(wanted, int | float) and isinstance(found, Decimal)
        else wanted == found
    )


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_layout_of_another_place_is_read_as_it_stands(layout: Layout) -> None:
    documents = read(layout.table)
    assert len(documents) == len(layout.expected)
    wrong = {}
    for document, expected in zip(documents, layout.expected, strict=True):
        for path, wanted in expected.items():
            if path == "findings without":
                codes = {finding.code for finding in check_documents([document]).findings}
                assert wanted not in codes
                continue
            found = rows_of(document) if path == "indicators" else at(document, path)
            if not same(wanted, found):
                wrong[path] = (wanted, found)
    assert wrong == {}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_layout_in_order_has_no_errors(layout: Layout) -> None:
    for document in read(layout.table):
        errors = [(f.code, f.cell) for f in check_documents([document]).findings if f.severity == "error"]
        assert [error for error in errors if error[0] not in INCOMPLETE] == []


def test_a_project_of_a_list_that_has_lost_its_name_is_one_of_its_own() -> None:
    test_a_layout_of_another_place_is_read_as_it_stands(NAMELESS)
    named, nameless = read(NAMELESS.table)
    assert "CMP-002" not in {finding.code for finding in check_documents([named]).findings}
    assert "CMP-002" in {finding.code for finding in check_documents([nameless]).findings}


@pytest.mark.parametrize(("second", "told"), [("2301", False), ("2300", True)])
def test_projects_of_one_name_in_a_list_are_told_apart_by_their_codes(second: str, told: bool) -> None:
    documents = read(f"""
主管部门编码 | 主管部门 | 单位编码 | 单位名称 | 项目编码 | 项目名称 | 预算总额（元） | 年度绩效目标 | 绩效指标
'305' | 赤溪县教育局 | '305012' | 赤溪县第三小学 | '2300' | 校园安保 | 186000 | 聘用保安4名 | 保安人数≥4人
'305' | 赤溪县教育局 | '305018' | 赤溪县幼儿园 | '{second}' | 校园安保 | 93000 | 聘用保安2名 | 保安人数≥2人
""")
    assert [each.get("department_code") for each in documents] == ["305", "305"]
    assert ("STR-005" in {each.code for each in check_documents(documents).findings}) is told


def test_the_label_below_an_empty_one_is_not_its_value() -> None:
    (document,) = read(BLANK_DEPARTMENT)
    assert document["department"] is None
    assert [finding.cell for finding in check_documents([document]).findings if finding.code == "CMP-001"] == ["A4"]
    assert at(document, "funding.fiscal") == 45


@pytest.mark.parametrize("forms", [2, 4, 5, 9])
def test_any_number_of_forms_side_by_side_are_read(forms: int) -> None:
    beside = Sheet("表")
    for place in range(forms):
        first = 1 + place * 6
        lines = {
            1: ("项目支出绩效目标申报表",),
            2: ("项目名称", f"甲{place}工程"),
            3: ("预算金额（万元）", 10.0 * (place + 1)),
            4: ("年度目标", f"建成甲{place}工程"),
            5: ("一级指标", "二级指标", "三级指标", "指标值"),
            6: ("产出指标", "数量指标", "设备数量", "≥5台"),
        }
        for row, values in lines.items():
            beside.rows.setdefault(row, {}).update(enumerate(values, start=first))
    documents = list(default_extractor().documents(beside, "并排.xlsx"))
    assert [each["project"] for each in documents] == [f"甲{place}工程" for place in range(forms)]
    assert [len(each["indicators"]) for each in documents] == [1] * forms


def test_a_total_of_a_list_of_results_that_is_no_sum_is_an_error() -> None:
    documents = read(WRONG_TOTAL.table)
    assert [at(document, "observations") for document in documents] == [
        each["observations"] for each in WRONG_TOTAL.expected
    ]
    (finding,) = [each for each in check_documents(documents).findings if each.code == "FND-004"]
    assert (finding.cell, finding.severity) == ("D5", "error")
