"""Sentences of our own over all kinds, read by the package and by an oracle that shares no code with it."""

from __future__ import annotations

from collections import Counter

import pytest

from jixiao.scoring.engine import score
from jixiao.scoring.standard import KINDS
from scoring.cases import Case, corpus
from scoring.oracle import expected

CORPUS = corpus()
IDS = [f"{case.kind}-{case.text}" for case in CORPUS]


def test_the_corpus_is_large_and_covers_every_kind() -> None:
    counts = Counter(case.kind for case in CORPUS)
    assert len(CORPUS) >= 300
    assert set(counts) == {kind.kind for kind in KINDS}
    assert len({(case.text, str(case.plan)) for case in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize("case", CORPUS, ids=IDS)
def test_the_oracle_agrees_with_the_corpus(case: Case) -> None:
    for actual, wanted in case.expected:
        assert expected(case.kind, case.means, float(case.points or 0), case.plan, actual) == wanted


@pytest.mark.parametrize("case", CORPUS, ids=IDS)
def test_a_sentence_is_understood_as_meant(case: Case) -> None:
    standard = case.understand()
    assert standard.kind == case.kind
    assert standard.unread == ()
    assert standard.stated in (None, case.points)
    for actual, wanted in case.expected:
        result = score(standard, actual)
        assert (None if result.score is None else float(result.score)) == wanted, result.trace
        assert result.trace
        if "bands" in case.means:
            assert [float(result.low or 0), float(result.high or 0)] == case.means["bands"][actual]
