"""The published cases, exact: the kind, every score to the hundredth, the alternatives of a partial step."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jixiao.scoring.engine import score
from scoring.cases import PUBLISHED, Case, published

pytestmark = pytest.mark.skipif(not PUBLISHED.is_file(), reason="the published cases are not beside this checkout")
CASES = published()
REMAINDER = Decimal(10)
"""What is missing in the one form that does not state all its points: 90 less the 80 of the others."""


@pytest.mark.parametrize(("case", "alternatives"), CASES, ids=[f"{n}-{case.text}" for n, (case, _) in enumerate(CASES)])
def test_a_published_sentence(case: Case, alternatives: dict[Any, dict[str, float]]) -> None:
    standard = case.understand()
    assert standard.kind == case.kind
    for actual, expected in case.expected:
        result = score(standard, actual, points=REMAINDER)
        assert (None if result.score is None else float(result.score)) == expected, result.trace
        found = {policy.value: float(amount) for policy, amount in result.alternatives}
        if actual in alternatives:
            assert found == alternatives[actual]


def test_the_truncated_sentence_is_scored_and_told_of() -> None:
    truncated = [case.understand() for case, _ in CASES if case.text.endswith("*指标")]
    assert truncated
    assert all(standard.truncated and standard.kind == "proportional" for standard in truncated)
