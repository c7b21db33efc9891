"""Records as JSON: the same again, and nothing else is taken for one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.caching.codec import RecordCodec


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Point(NamedTuple):
    x: int
    y: Decimal


@dataclass(frozen=True)
class Drawing:
    file: str
    title: str | None
    kind: Literal["plan", "map"]
    colour: Colour
    scale: Decimal | None
    value: str | int | Decimal | None
    points: tuple[Point, ...] = ()
    pair: tuple[int, str] = (1, "a")
    words: list[str] = field(default_factory=list)
    named: Mapping[str, str | Decimal | None] = field(default_factory=dict)
    hidden: bool = False
    weight: float = 0.0


CODEC = RecordCodec(Drawing)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=4)
drawings = st.builds(
    Drawing,
    file=st.text(),
    title=st.none() | st.text(),
    kind=st.sampled_from(["plan", "map"]),
    colour=st.sampled_from(Colour),
    scale=st.none() | numbers,
    value=st.none() | st.text() | st.integers() | numbers,
    points=st.lists(st.builds(Point, st.integers(), numbers)).map(tuple),
    pair=st.tuples(st.integers(), st.text()),
    words=st.lists(st.text()),
    named=st.dictionaries(st.text(), st.none() | st.text() | numbers),
    hidden=st.booleans(),
    weight=st.floats(allow_nan=False),
)


@given(drawings)
def test_a_record_comes_back_as_it_was(drawing: Drawing) -> None:
    back = CODEC.read(json.loads(json.dumps(CODEC.plain(drawing))))
    assert back == drawing
    assert type(back.value) is type(drawing.value)


@given(drawings)
def test_a_field_that_is_left_out_is_given_when_it_is_read(drawing: Drawing) -> None:
    codec = RecordCodec(Drawing, without=("file",))
    raw = json.loads(json.dumps(codec.plain(drawing)))
    assert len(raw) == len(CODEC.plain(drawing)) - 1
    assert codec.read(raw, file=drawing.file) == drawing


PLAIN = ["f", None, "plan", "red", "1", 2, [[1, "2"]], [1, "a"], ["w"], {"k": ["1"]}, False, 0.5]


def test_the_plain_form_is_a_list_of_the_fields_in_their_order() -> None:
    assert CODEC.plain(CODEC.read(PLAIN)) == PLAIN


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        *((0, wrong) for wrong in (None, 1, ["f"], {})),
        (1, 7),
        (2, "picture"),
        *((3, wrong) for wrong in ("green", None, [])),
        *((4, wrong) for wrong in ("many", {}, [[]])),
        *((5, wrong) for wrong in (True, 1.5, {}, [], ["1", "2"], [{}])),
        *((6, wrong) for wrong in (None, "ab", [1], [[1]], [["1", "2"]], {"0": [1, "2"]})),
        *((7, wrong) for wrong in ([1], [1, "a", 2], ["a", 1])),
        *((8, wrong) for wrong in ("word", [1], None)),
        *((9, wrong) for wrong in ([], {"k": 1}, None)),
        (10, 1),
        (11, "0.5"),
    ],
)
def test_what_is_of_another_type_is_no_record(place: int, wrong: Any) -> None:
    raw = [*PLAIN[:place], wrong, *PLAIN[place + 1 :]]
    with pytest.raises((ValueError, TypeError, LookupError, ArithmeticError)):
        CODEC.read(raw)


@pytest.mark.parametrize("wrong", [None, "text", {}, [], PLAIN[:-1], [*PLAIN, 1]])
def test_what_is_no_list_of_all_fields_is_no_record(wrong: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        CODEC.read(wrong)


def test_types_that_json_could_not_tell_apart_are_refused_beforehand() -> None:
    @dataclass
    class Unclear:
        value: Point | Decimal

    with pytest.raises((TypeError, NameError)):
        RecordCodec(Unclear)
