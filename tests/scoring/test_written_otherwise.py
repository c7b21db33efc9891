"""A sentence written otherwise — numbered, twice, cut off — scores what it scored, or a person is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scoring.test_manners import ROWS, answer

WAYS: dict[str, Callable[[str], str]] = {
    "numbered": lambda text: f"1.{text}",
    "numbered with a blank": lambda text: f"1. {text}",
    "twice": lambda text: f"{text.rstrip('。；;')}。{text}",
    "with a source": lambda text: f"{text.rstrip('。；;')}。数据来源：统计年报。",
    "with blanks around signs": lambda text: text.replace("，", " ， ").replace("；", "； "),
    "without the bracket that closes": lambda text: text.rstrip("。；;").removesuffix("）"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_sentence_written_otherwise_scores_the_same_or_is_asked_for(way: str) -> None:
    wrong: list[tuple[str, Any, Any]] = []
    for row in ROWS[::2]:
        text = WAYS[way](row["text"])
        if text == row["text"] or row["text"][:3].strip().startswith(("1.", "1 .")):
            continue
        before, after = ([one["score"] for one in answer(row | {"text": one})["scores"]] for one in (row["text"], text))
        pairs = [(one, other) for one, other in zip(before, after, strict=True) if None not in (one, other)]
        if any(one != other for one, other in pairs):
            wrong.append((text, before, after))
    assert wrong == []
