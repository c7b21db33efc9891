"""Rates in words: what they are for, and whether they are a bound."""

from __future__ import annotations

import pytest

from jixiao.checks.rates import rates


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("每村补助2万元", False, False),
        ("每村补助不少于2万元", True, False),
        ("每村补助2万元以上", True, False),
        ("每村补助不超过2万元", False, True),
        ("每村补助2万元以内", False, True),
        ("每村补助2万元以下", False, True),
    ],
)
def test_a_rate_is_a_bound_where_the_words_before_or_behind_it_say_so(text: str, least: bool, most: bool) -> None:
    [rate] = rates(text)
    assert (rate.kind, rate.least, rate.most) == ("个", least, most)


@pytest.mark.parametrize("text", ["共补助2万元", "补助2个村", "每村补助若干"])
def test_what_is_for_nothing_counted_is_no_rate(text: str) -> None:
    assert rates(text) == ()
