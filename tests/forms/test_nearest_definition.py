"""Which definition is nearest to a block: what its weights decide is pinned from both sides."""

from typing import Any

import pytest

from jixiao.forms.definition import FormDefinition, parse_definition
from jixiao.forms.recognition import Recognizer
from jixiao.forms.region import Region
from jixiao.grid.model import Sheet

CHARACTERS = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳"
LABELS = [f"{character}字栏目" for character in CHARACTERS]


def definition(name: str, labels: list[str], title: str) -> FormDefinition:
    fields = [{"key": f"k{number}", "label": label, "type": "text"} for number, label in enumerate(labels)]
    raw: dict[str, Any] = {
        "id": name, "version": 1, "kind": "project", "title": {"text": title, "aliases": [title]}, "name": title,
        "fields": fields, "tables": [], "layout": {"widths": [10], "rows": []},
    }  # fmt: skip
    return parse_definition(raw)


def nearest(labels: list[str], *definitions: FormDefinition) -> str | None:
    """The id of the definition nearest to a form with these labels and the title 甲类目标表."""
    rows: dict[int, Any] = {1: {1: "甲类目标表"}}
    rows |= {row: {1: label, 2: "某项内容"} for row, label in enumerate(labels, start=2)}
    region = Region(Sheet("表", rows=rows), (1, 1), "甲类目标表", sorted(rows.items()), {})
    found = Recognizer({each.id: each for each in definitions}).definition_of(region)
    return None if found is None else found.id


@pytest.mark.parametrize(("known", "winner"), [(8, "small-1"), (7, "large-1")])
def test_the_labels_of_its_own_count_half_as_much_as_the_labels_that_are_known(known: int, winner: str) -> None:
    large = definition("large-1", LABELS[:20], "甲类目标表")  # knows all 10, has half of its own 20
    small = definition("small-1", LABELS[:known], "甲类目标表")  # has all of its own, knows 8 or 7 of 10
    assert nearest(LABELS[:10], large, small) == winner


@pytest.mark.parametrize(("known", "winner"), [(15, "titled-1"), (13, "other-1")])
def test_the_title_counts_as_much_as_three_labels_in_ten(known: int, winner: str) -> None:
    titled = definition("titled-1", LABELS[:known], "甲类目标表")
    other = definition("other-1", LABELS[:20], "乙类目标表")
    assert nearest(LABELS[:20], titled, other) == winner


def test_a_title_that_no_definition_has_is_nobody_s_form() -> None:
    assert nearest(LABELS[:10], definition("other-1", LABELS[:10], "乙类目标表")) is None


@pytest.mark.parametrize(("count", "winner"), [(2, None), (3, "titled-1")])
def test_three_labels_make_a_form(count: int, winner: str | None) -> None:
    assert nearest(LABELS[:count], definition("titled-1", LABELS[:count], "甲类目标表")) == winner
