"""The cases of the scoring tests: the corpus beside this file, and the published cases where they are at hand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from calling import ROOT
from jixiao.scoring.assembly import understand
from jixiao.scoring.context import Context, read_plan
from jixiao.scoring.standard import Standard

PUBLISHED = ROOT.parent / "shared" / "cases" / "scoring" / "standards.json"
YEAR = 2026


@dataclass(frozen=True)
class Case:
    """One sentence about one indicator, with actual values and what they must score."""

    text: str
    kind: str
    points: Decimal | None
    plan: Any
    unit: str | None
    operator: str | None
    expected: tuple[tuple[Any, float | None], ...]
    means: dict[str, Any]

    @property
    def context(self) -> Context:
        return Context(read_plan(self.plan, self.unit), self.unit, self.operator, self.points, YEAR)

    def understand(self) -> Standard:
        return understand(self.text, self.context)


def _points(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def corpus() -> list[Case]:
    """Sentences of our own wording, each with what it means in the terms of ``oracle``."""
    rows = json.loads((Path(__file__).parent / "corpus.json").read_text(encoding="utf-8"))
    return [
        Case(
            row["text"],
            row["kind"],
            _points(row["points"]),
            row.get("plan"),
            row.get("unit"),
            row.get("operator"),
            tuple((actual, score) for actual, score in row["cases"]),
            row["means"],
        )
        for row in rows
    ]


def published() -> list[tuple[Case, dict[Any, dict[str, float]]]]:
    """The cases of the contract with the alternatives of their ambiguous values; none where the file is absent."""
    if not PUBLISHED.is_file():
        return []
    found = []
    for row in json.loads(PUBLISHED.read_text(encoding="utf-8")):
        expected = tuple((case["actual"], case["expected_score"]) for case in row["cases"])
        case = Case(
            row["text"],
            row["kind"],
            _points(row["points"]),
            row["plan"],
            row.get("unit"),
            row.get("operator"),
            expected,
            row.get("params", {}),
        )
        found.append((case, {c["actual"]: c["alternatives"] for c in row["cases"] if "alternatives" in c}))
    return found
