"""Sentences in the manner of many places, beyond what the corpus was made for: never a wrong score without a word.

Each case lists the scores that are right; None among them where a human may be asked. A sentence that is not understood
is no fault as long as it says so; most are understood.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jixiao.scoring.explanation import explain

ROWS: list[dict[str, Any]] = [
    row
    for file in ("manners.json", "provinces.json")
    for row in json.loads((Path(__file__).parent / file).read_text(encoding="utf-8"))
]
REMARKS = {"SCR-006", "SCR-007", "SCR-009"}
"""Codes that say something of a standard whose score stands all the same."""


def answer(row: dict[str, Any]) -> dict[str, Any]:
    return explain(
        row["text"],
        points=Decimal(str(row["points"])),
        plan=None if row["plan"] is None else str(row["plan"]),
        actuals=[str(actual) for actual, _ in row["cases"]],
        unit=row["unit"],
        operator=row["operator"],
    ).as_json()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_a_score_is_right_or_there_is_none_and_it_is_said_why(row: dict[str, Any]) -> None:
    said = answer(row)
    for (actual, right), score in zip(row["cases"], said["scores"], strict=True):
        if score["score"] is None and None not in right:
            assert set(said["problems"]) - REMARKS or "人工" in score["trace"], (actual, said)
        elif score["score"] is not None:
            assert any(wanted is not None and abs(score["score"] - wanted) < 0.006 for wanted in right), (actual, said)


def test_nearly_all_of_them_are_understood() -> None:
    missed = [
        row["text"]
        for row in ROWS
        if any(
            s["score"] is None and None not in right
            for (_, right), s in zip(row["cases"], answer(row)["scores"], strict=True)
        )
    ]
    assert len(missed) <= len(ROWS) * 0.05, missed
