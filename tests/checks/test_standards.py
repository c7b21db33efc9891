"""Standards that differ in the target only are read once, and nothing is lost by it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.checks.rows import make_row
from jixiao.checks.standards import _judged, _shape, judge

SENTENCES = [
    ("控制在{t}万元以内得5分，每超出10%扣1分，不足10%按10%计，扣完为止。", "≤", "万元"),
    ("控制在{t}万元以内得5分，每超出10%扣1分，扣完为止。", "≤", "万元"),
    ("达到{t}%得4分，每降低1个百分点扣0.5分，不足1个百分点按1个百分点计，扣完为止。", "≥", "%"),
    ("达到计划值得20分,否则按实际值/计划值*指标分值计分。", "≥", "次"),
    ("达到计划值得20分,否则按实际值/计划值*指标", "≥", "次"),
    ("大于等于{t}%的得10分,小于{t}%且大于等于60%的得6分,小于60%不得分。", "≥", "%"),
    ("大于等于95%的得10分,小于95%且大于等于60%的得6分,小于60%不得分。", "≥", "%"),
    ("不超过{t}吨得3分，每超过2吨扣1分，扣完为止。", "≤", "吨"),
    ("达到计划值得10分，超额完成的每超过10%加1分", "≥", "次"),
    ("按时完成得满分，否则不得分。", "≥", "次"),
]


@pytest.mark.parametrize("target", ["12", "50", "88.5", "95", "100"])
@pytest.mark.parametrize(("sentence", "operator", "unit"), SENTENCES)
def test_a_standard_read_by_its_shape_says_what_it_says_in_full(sentence: str, operator: str, unit: str, target: str):
    number = Decimal(target)
    text = sentence.format(t=target)
    row = make_row(
        {
            "level1": "产出指标",
            "level2": "数量指标",
            "level3": "甲",
            "operator": operator,
            "target": number,
            "unit": unit,
            "nature": "quantitative",
            "cell": "D1",
            "cells": {},
        },
        "2021",
    )
    assert _judged(row, text) == judge(text, number, operator, unit)


@pytest.mark.parametrize(
    ("text", "target", "shape"),
    [
        ("控制在12万元以内得5分", "12", "控制在100万元以内得5分"),
        ("控制在12万元以内得5分，每超出10%扣1分", "12", "控制在100万元以内得5分，每超出10%扣1分"),
        ("达到计划值得5分", "12", "达到计划值得5分"),
        ("大于等于95%得10分，大于等于80%得6分", "95", None),
        ("控制在12万元以内得5分", "13", None),
    ],
)
def test_a_sentence_has_a_shape_if_it_names_only_target_points_and_steps(text: str, target: str, shape: str | None):
    assert _shape(text, Decimal(target)) == shape
