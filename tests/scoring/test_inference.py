"""Points that a form leaves out, and explanations of single sentences."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from calling import ROOT
from jixiao.scoring.context import context_of, read_plan
from jixiao.scoring.explanation import explain
from jixiao.scoring.row_points import DEFAULT_SUM, infer_points

FIVE = "达到计划值得5分，否则按比例计分"
TEN = "达到计划值得10分，否则按比例计分"
OPEN = "按时完成得满分，逾期不得分"


def test_points_come_from_the_column_else_the_sentence():
    rows, total = infer_points([(FIVE, Decimal(8)), (TEN, None)], Decimal(18))
    assert [(row.points, row.source) for row in rows] == [(8, "column"), (10, "text")]
    assert total == 18


def test_the_one_that_is_missing_is_the_remainder():
    rows, total = infer_points([(TEN, None)] * 8 + [(OPEN, None)])
    assert rows[-1].points == 10
    assert rows[-1].inferred
    assert total == 90


@pytest.mark.parametrize(
    "rows", [[(TEN, None), (OPEN, None), (OPEN, None)], [(TEN, None)] * 9 + [(OPEN, None)]], ids=["two", "no room"]
)
def test_nothing_is_guessed_where_two_are_missing_or_nothing_is_left(rows):
    found, _ = infer_points(rows)
    assert found[-1].points is None


def test_the_context_of_an_indicator_is_what_its_row_says():
    context = context_of({"target": "2026年12月31日前", "operator": None, "unit": None}, Decimal(10), 2026)
    assert str(context.plan) == "2026-12-31"
    assert context_of({"target": Decimal(95), "operator": "≥", "unit": "%"}).is_percent


def test_a_sentence_without_points_is_tried_with_ten_and_says_so():
    found = explain(OPEN, plan="2026-12-31", actuals=["2026-12-31"]).as_json()
    assert (found["points"], found["points_inferred"]) == (None, 10)
    assert found["scores"][0]["score"] == 10
    assert found["problems"] == ["SCR-002"]


@pytest.mark.skipif(
    not (ROOT.parent / "shared" / "cases" / "forms" / "tongxin-scored-a.xlsx").is_file(), reason="no forms at hand"
)
def test_the_published_forms_sum_to_90():
    from jixiao.forms.reading import read_file

    path = ROOT.parent / "shared" / "cases" / "forms" / "tongxin-scored-a.xlsx"
    documents = read_file(path, path.name).documents
    sums = [
        infer_points([(indicator.get("scoring_standard"), None) for indicator in document["indicators"]])
        for document in documents
        if document.get("indicators")
    ]
    assert len(sums) == 5
    assert all(total == DEFAULT_SUM for _, total in sums)


@pytest.mark.parametrize(
    ("typed", "unit", "plan"),
    [
        ("5公里", "米", Decimal(5000)),
        ("3万元", "元", Decimal(30000)),
        ("2小时", "分钟", Decimal(120)),
        ("90%", "百分点", Decimal(90)),
        ("12个", "个", Decimal(12)),
        ("90%", "个", "90%"),
        ("2026年6月底", None, date(2026, 6, 30)),
        ("2026年6月30日前", None, date(2026, 6, 30)),
    ],
)
def test_a_target_is_read_in_the_unit_of_the_indicator(typed, unit, plan):
    assert read_plan(typed, unit) == plan
