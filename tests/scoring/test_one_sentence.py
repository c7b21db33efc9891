"""The page of the scoring language shows one sentence's way as it is."""

from __future__ import annotations

from decimal import Decimal

from calling import ROOT
from jixiao.scoring.clauses import read
from jixiao.scoring.explanation import clause_words, explain
from jixiao.scoring.notation import normalise

PAGE = (ROOT / "addin" / "jixiao" / "scoring" / "README.md").read_text(encoding="utf-8")
SENTENCE = "达到90%得10分，每降低1个百分点扣1分，低于60%不得分"


def test_every_step_of_the_way_is_on_the_page() -> None:
    found = explain(SENTENCE, plan=90, unit="%", operator="≥", points=Decimal(10), actuals=(85,))
    (_, score), standard = found.scores[0], found.standard
    shown = [
        SENTENCE,
        normalise(SENTENCE),
        *(clause.text for clause in read(SENTENCE).clauses),
        *(clause_words(branch, standard.plan) for branch in standard.branches),
        str(standard.kind),
        score.trace,
    ]
    assert [step for step in shown if f"`{step}`" not in PAGE] == []
    assert (standard.unread, standard.contradiction) == ((), "")
