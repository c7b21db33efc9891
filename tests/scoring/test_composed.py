"""Sentences composed at random are scored as they were meant, and not at all where more is said."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from jixiao.scoring.assembly import understand
from jixiao.scoring.context import Context
from jixiao.scoring.engine import score
from jixiao.scoring.standard import Standard
from scoring.composer import Composed, compose

BESIDES = (
    "；未提供佐证材料的不得分",
    "；如有弄虚作假的，扣全部分值",
    "，但得分不超过80%分值",
    "，连续两年未达标的不得分",
    "；按季度分别计分，取平均值",
    "；评价年度内受到通报批评的扣3分",
    "；抽查发现不合格的，该项得分减半",
    "，低于50%的倒扣2分",
    "，得分乘以调整系数",
    "；能够说明原因的酌情扣分",
    "，若为重点项目则按1.5倍计分",
)


def exact(value: Any) -> Any:
    """A number as the package takes it."""
    return Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else value


def understood(sentence: Composed, text: str) -> Standard:
    context = Context(exact(sentence.plan), sentence.unit, sentence.operator, Decimal(sentence.points), 2026)
    return understand(text, context)


@pytest.mark.parametrize("seed", range(300))
def test_a_composed_sentence_means_what_was_drawn(seed: int) -> None:
    sentence = compose(seed)
    standard = understood(sentence, sentence.text)
    scores = [score(standard, exact(actual)).score for actual, _ in sentence.worth]
    assert scores == [exact(worth) for _, worth in sentence.worth], (sentence, standard.unread, standard.contradiction)


@pytest.mark.parametrize("seed", range(300))
def test_nothing_is_scored_where_more_is_said(seed: int) -> None:
    sentence = compose(seed)
    text = sentence.text.rstrip("。；") + BESIDES[seed % len(BESIDES)]
    standard = understood(sentence, text)
    assert score(standard, exact(sentence.worth[0][0])).score is None, text
