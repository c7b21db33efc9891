"""The dictionaries of the rules: how a list of patterns becomes one pattern."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.checks.wording import matcher
from jixiao.forms.text import dictionary

_LISTS = sorted(
    name for name, entries in dictionary("wording").items() if isinstance(entries, list) and name != "look_alikes"
)


@pytest.mark.parametrize("name", _LISTS)
@given(data=st.data())
def test_a_list_finds_the_same_whether_or_not_its_choices_are_spelt_out(name: str, data: st.DataObject):
    entries = dictionary("wording")[name]
    letters = sorted({*"".join(entries), *"的年1，"})
    text = data.draw(st.lists(st.sampled_from([*letters, *(entry[:4] for entry in entries)]), max_size=12).map("".join))
    found, expected = matcher(name).search(text), re.search("|".join(entries), text)
    assert (found and found.span()) == (expected and expected.span())
    whole, expected = matcher(name).fullmatch(text), re.fullmatch("|".join(entries), text)
    assert bool(whole) == bool(expected)
