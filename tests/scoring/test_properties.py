"""What must hold for any text and any value: no exception, a score between 0 and P, more is never worth less."""

from __future__ import annotations

import random
import time
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.scoring.assembly import understand
from jixiao.scoring.clauses import read
from jixiao.scoring.context import Context
from jixiao.scoring.engine import score
from jixiao.scoring.formula import formula
from jixiao.scoring.problems import problems
from scoring.cases import Case, corpus

CORPUS = corpus()
WORDS = [
    *"的得扣分满超低每不足以上下内含按比例完成计划实际值目标逾期推迟天月次个项%0123456789.,，。；、（）()[]≥≤＜＞=-×÷/＊",
    "达到计划值",
    "得满分",
    "不得分",
    "每降低1个百分点",
    "扣完为止",
    "实际值/计划值",
    "2026年12月31日前",
    "否则",
    "效果明显",
    "最多扣",
]
chinese = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=60)
sentences = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)
values = st.one_of(
    st.none(),
    st.decimals(-1000, 1000, places=2),
    st.sampled_from(["", "效果明显", "2026-12-31", "95%", "未完成", "一般"]),
)


@settings(max_examples=400, deadline=None)
@given(text=st.one_of(chinese, sentences, st.text(max_size=60)), plan=values, actual=values)
def test_any_text_is_read_scored_and_written_without_an_exception(text, plan, actual):
    plain = None if plan == "" else plan
    standard = understand(text, Context(plain, "%", "≥", Decimal(10)))
    found = score(standard, actual)
    assert found.score is None or 0 <= found.score <= (standard.points or 0)
    written = formula(standard)
    assert written is None or written.startswith("=")
    list(problems(standard, Decimal(10)))


@settings(max_examples=200, deadline=None)
@given(case=st.sampled_from(CORPUS), actual=st.decimals(-10000, 10000, places=3))
def test_a_score_lies_between_0_and_the_points(case: Case, actual: Decimal):
    found = score(case.understand(), actual)
    assert found.score is None or 0 <= found.score <= (case.points or 0)


RISING = ("proportional", "proportional_floor", "step_under", "per_item_award", "linear_interpolation", "bonus")
FALLING = ("reverse_linear", "reverse_ratio", "step_over_pct", "step_over_abs")


@settings(max_examples=300, deadline=None)
@given(
    case=st.sampled_from([case for case in CORPUS if case.kind in RISING + FALLING]),
    one=st.decimals(0, 1000, places=2),
    other=st.decimals(0, 1000, places=2),
)
def test_more_of_what_is_wanted_is_never_worth_less(case: Case, one: Decimal, other: Decimal):
    low, high = sorted((one, other))
    standard = case.understand()
    if standard.plan == 0 or any(0 < each <= 1 for each in (one, other)):
        return  # 0.92 beside % or beside 120人 may be a share: asked for
    less, more = score(standard, low).score, score(standard, high).score
    assert less is not None
    assert more is not None
    assert (less <= more) if case.kind in RISING else (less >= more)


@settings(max_examples=200, deadline=None)
@given(case=st.sampled_from(CORPUS), blanks=st.lists(st.integers(0, 200), max_size=5))
def test_blanks_anywhere_change_nothing(case: Case, blanks: list[int]):
    text = case.text
    for place in blanks:
        place %= len(text) + 1
        text = f"{text[:place]} \u3000{text[place:]}"
    again = understand(text, case.context)
    assert again.kind == case.kind
    for actual, expected in case.expected:
        found = score(again, actual).score
        assert (None if found is None else float(found)) == expected


def test_reading_takes_time_in_proportion_to_the_length():
    def seconds(text: str) -> float:
        best = 9.0
        for _ in range(3):
            read.cache_clear()
            start = time.process_time()
            read(text)
            best = min(best, time.process_time() - start)
        return best

    for piece in ("得", "每", "按", "超", "（", "实际值/", "计划", "不足1", "0.1-", "达到90%以上", "按比例", "≥1"):
        short, long = seconds(piece * (200 // len(piece))), seconds(piece * (1600 // len(piece)))
        assert long < 40 * max(short, 1e-4), piece  # eight times the text; far from sixty-four times the time


def loops(start: float) -> float:
    """Return the time of this process since ``start`` in loops of the same interpreter, some 4 ms each."""
    took, began = time.process_time() - start, time.process_time()
    for _ in range(10):
        sum(number for number in range(100_000))
    return 10 * took / (time.process_time() - began)


def test_a_hundred_thousand_random_texts_are_read_quickly():
    source = random.Random(20260101)
    alphabet = "".join(chr(code) for code in range(0x4E00, 0x9FA6))
    start = time.process_time()
    for index in range(100_000):
        # One in ten is made of the language's own words, where there is something to try.
        letters = alphabet if index % 10 else WORDS
        read("".join(source.choices(letters, k=source.randrange(40))))
    assert loops(start) < 7500


def test_fifty_thousand_standards_are_read_and_scored_quickly():
    work = [(case, actual) for case in CORPUS for actual, _ in case.expected]
    jobs = [work[index % len(work)] for index in range(50_000)]
    start = time.process_time()
    for case, actual in jobs:
        score(understand(case.text, case.context), actual)
    assert loops(start) < 1250
