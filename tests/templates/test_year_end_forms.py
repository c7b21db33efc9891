"""The forms that close a year, made from a goal form: indicators, targets, points and standards come along."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest

from jixiao.forms.definition import load_definitions
from jixiao.forms.document import Document
from jixiao.scoring.assembly import understand
from jixiao.scoring.context import Context, read_plan
from jixiao.scoring.engine import score
from jixiao.templates.carrying import _funding
from jixiao.templates.prefilling import write_filled
from jixiao.templates.single import new_form
from office.live import LiveOffice
from templates.documents import all_documents, read_back, said

DEFINITIONS = load_definitions()
GOAL = all_documents()["project-scored"]


@pytest.fixture
def goal_file(tmp_path: Path) -> Path:
    path = tmp_path / "目标表.xlsx"
    write_filled([GOAL], ["表"], path)
    return path


def made(form: str, goal_file: Path) -> Document:
    output = goal_file.with_name(f"{form}.xlsx")
    new_form(form, output, last=goal_file)
    (document,) = read_back(output)
    return document


@pytest.mark.parametrize("form", ["selfeval-2020", "monitoring-2019"])
def test_indicators_and_targets_are_those_of_the_goal_form(goal_file: Path, form: str) -> None:
    document = made(form, goal_file)
    assert document["fiscal_year"] == GOAL["fiscal_year"]
    assert document["project"] == GOAL["project"]
    assert document["implementing_unit"] == GOAL["department"]
    assert document["goals"]["annual"] == GOAL["goals"]["annual"]
    for key in ("level1", "level2", "level3", "operator", "target", "unit"):
        assert [row[key] for row in document["indicators"]] == [row[key] for row in GOAL["indicators"]], key


def test_the_initial_budget_is_entered_by_source(goal_file: Path) -> None:
    lines = {str(line["source"]): line for line in said(made("selfeval-2020", goal_file))["execution"]}
    assert lines["其中：当年财政拨款"]["initial"] == GOAL["funding"]["fiscal"]
    assert lines["其他资金"]["initial"] == GOAL["funding"]["other"]
    assert {line["executed"] for line in lines.values()} == {None}


def test_sources_that_are_not_the_approved_whole_are_left_to_the_department() -> None:
    goal = {**GOAL, "funding": {**GOAL["funding"], "annual": GOAL["funding"]["annual"] - 5}}
    funding = _funding(DEFINITIONS["selfeval-2020"], cast(Document, goal))
    assert [line for line in funding if line] == []


def test_points_come_from_the_standards_and_the_standards_stand_beside(goal_file: Path) -> None:
    rows = made("selfeval-2020", goal_file)["indicators"]
    assert [row["scoring_standard"] for row in rows] == [row["scoring_standard"] for row in GOAL["indicators"]]
    assert sum(row["points"] or 0 for row in rows) == 90


@pytest.mark.office
def test_actual_values_typed_give_the_scores_of_the_engine(live: LiveOffice, goal_file: Path, tmp_path: Path) -> None:
    output = tmp_path / "selfeval.xlsx"
    new_form("selfeval-2020", output, last=goal_file)
    (blank,) = read_back(output)
    expected: list[Decimal | None] = []
    with live.open(output) as book:
        sheet = book.sheet_names[0]
        for index, row in enumerate(blank["indicators"]):
            target = row["target"]
            if not isinstance(target, Decimal):
                expected.append(None)
                continue
            actual = (target * Decimal("0.9")).quantize(Decimal("0.01"))
            book.type(sheet, "实际完成值", str(actual), index)
            plan = read_plan(target, row["unit"])
            context = Context(plan, row["unit"], row["operator"], row["points"], GOAL["fiscal_year"])
            expected.append(score(understand(str(row["scoring_standard"]), context), actual).score)
        assert book.errors() == []
        saved = book.save(tmp_path / "scored.xlsx")
    (document,) = read_back(saved)
    found = [row["score"] for row in document["indicators"]]
    assert sum(1 for value in expected if value is not None) >= 5
    assert [(a, b) for a, b in zip(found, expected, strict=True) if b is not None and a != b] == []
