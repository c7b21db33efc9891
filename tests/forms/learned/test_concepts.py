"""The meanings to choose from are those that the reader knows."""

from __future__ import annotations

from typing import get_args

import pytest

from jixiao.forms.document import Kind
from jixiao.forms.learned import concepts
from jixiao.forms.text import dictionary


def test_every_concept_has_a_key_of_the_vocabulary() -> None:
    vocabulary = dictionary("vocabulary")
    fields = {entry["key"] for entry in vocabulary["fields"]} | {"heading"}
    assert {each.key for each in concepts.fields().values()} <= fields
    columns = {entry["key"] for entry in vocabulary["columns"]["indicators"]}
    assert {each.key for each in concepts.columns().values()} <= columns


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("of_columns", [False, True])
def test_what_is_offered_is_short_and_told_apart(kind: Kind, of_columns: bool) -> None:
    names = concepts.names(kind, of_columns=of_columns)
    assert len(set(names)) == len(names) < 50
    assert names[-2:] == [concepts.CUSTOM, concepts.IGNORED]
