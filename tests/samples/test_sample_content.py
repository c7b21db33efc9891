"""What the clean samples say: complete, in agreement with themselves, nothing for a strict reviewer to find."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from jixiao.forms.definition import load_definitions
from jixiao.forms.document import Document
from jixiao_samples.content import LAYOUTS, Layouts, make_department
from jixiao_samples.indicators import POINTS
from jixiao_samples.projects import department_name
from jixiao_samples.texts import vocabulary

CASES = [(layouts, index) for layouts in LAYOUTS for index in range(0, 60, 7)]
cases = pytest.mark.parametrize(("layouts", "index"), CASES)


def department(layouts: Layouts, index: int, forms: int = 8) -> list[Document]:
    return make_department(5, index, forms, 2026, layouts)


def projects(documents: list[Document]) -> list[Any]:
    return [document for document in documents if document["kind"] == "project"]


def of_kind(documents: list[Document], kind: str) -> Any:
    return next(document for document in documents if document["kind"] == kind)


@cases
def test_funding_sources_add_up(layouts: Layouts, index: int) -> None:
    for document in projects(department(layouts, index)):
        funding = document["funding"]
        if "annual" in funding:
            sources = [funding.get(key) or 0 for key in ("fiscal", "carryover", "other")]
            assert funding["annual"] == sum(sources)
        if "total" in funding and "annual" in funding:
            assert funding["total"] == funding["annual"]


@cases
def test_summary_repeats_the_project_forms(layouts: Layouts, index: int) -> None:
    documents = department(layouts, index)
    summary = of_kind(documents, "summary")
    amounts = [p["funding"].get("total", p["funding"].get("annual")) for p in projects(documents)]
    assert [row["project"] for row in summary["rows"]] == [p["project"] for p in projects(documents)]
    assert [row["amount"] for row in summary["rows"]] == amounts
    assert summary["total"] == sum(amounts)


@cases
def test_department_budget_adds_up(layouts: Layouts, index: int) -> None:
    documents = department(layouts, index)
    budget = of_kind(documents, "department")["budget"]
    income = [budget.get(key) or 0 for key in ("general_public", "government_fund", "special_account", "other")]
    assert sum(income) == budget["total"] == budget["basic"] + budget["project"]
    assert budget["project"] == of_kind(documents, "summary")["total"]


@cases
def test_total_cost_is_the_amount_of_the_project(layouts: Layouts, index: int) -> None:
    for document in projects(department(layouts, index)):
        amount = document["funding"].get("total", document["funding"].get("annual"))
        cost = [row for row in document["indicators"] if row["level3"] == f"{document['project']}总成本"]
        assert [(row["target"], row["operator"], row["unit"]) for row in cost] == [(amount, "≤", "万元")]


@pytest.mark.parametrize("index", range(0, 40, 5))
def test_expenditures_are_calculated_right(index: int) -> None:
    for document in projects(department("legacy", index)):
        if "expenditures" not in document:
            continue
        assert document["expenditure_total"] == sum(row["amount"] for row in document["expenditures"])
        assert document["expenditure_total"] == document["funding"]["total"]
        for row in document["expenditures"]:
            price, quantity, amount = re.findall(r"(\d+(?:\.\d+)?)(?:万元)?", row["basis"])
            assert Decimal(price) * Decimal(quantity) == Decimal(amount) == row["amount"]


@cases
def test_goal_names_the_figures_of_the_indicators(layouts: Layouts, index: int) -> None:
    for document in projects(department(layouts, index)):
        goal = document["goals"]["annual"]
        counted = [row for row in document["indicators"] if "数量" in row["level2"]]
        assert counted
        for row in counted:
            assert f"{row['level3']}{row['target']}{row['unit']}" in goal


@cases
def test_every_block_of_the_classification_is_there_in_order(layouts: Layouts, index: int) -> None:
    for document in department(layouts, index):
        if "indicators" not in document:
            continue
        table = load_definitions()[document["form"]].table("indicators")
        assert table is not None
        catalogue = [(one, two) for _, one, two in vocabulary().levels[table.classification]]
        found = list(dict.fromkeys((row["level1"], row["level2"]) for row in document["indicators"]))
        assert found == catalogue


@cases
def test_operators_point_the_right_way(layouts: Layouts, index: int) -> None:
    for document in department(layouts, index):
        for row in document.get("indicators", []):
            if "成本" in str(row["level2"]):
                assert row["operator"] == "≤"
            if "满意度" in str(row["level2"]):
                assert (row["operator"], row["unit"]) == ("≥", "%")
            if "时效" in str(row["level2"]):
                assert re.fullmatch(r"2026年\d{1,2}月(30|31)日前", str(row["target"]))


@cases
def test_names_are_short_whole_and_unique(layouts: Layouts, index: int) -> None:
    for document in department(layouts, index, forms=24):
        names = [str(row["level3"]) for row in document.get("indicators", [])]
        assert len(set(names)) == len(names)
        for name in names:
            assert len(name) <= 25
            assert not re.search(r"[与及和、，。/\s]", name)


def test_same_indicator_has_one_value_within_a_department() -> None:
    for index in range(20):
        seen: dict[str, object] = {}
        for document in department("template", index):
            for row in document.get("indicators", []):
                value = (row["operator"], row["target"], row["unit"])
                assert seen.setdefault(str(row["level3"]), value) == value


def test_points_make_ninety() -> None:
    scored = [d for index in range(12) for d in department("template", index) if d["form"] == "project-scored"]
    assert scored
    for document in scored:
        points = {}
        for row in document["indicators"]:
            match = re.search(r"得(?:满分)?(\d+)分", str(row["scoring_standard"]))
            assert match, row["scoring_standard"]
            points[row["level1"]] = points.get(row["level1"], 0) + int(match.group(1))
        assert points == POINTS


def test_project_names_are_unique_across_departments() -> None:
    names = [p["project"] for index in range(80) for p in projects(department("mixed", index))]
    assert len(set(names)) == len(names)


def test_department_names_never_repeat() -> None:
    names = [department_name(3, index)[0] for index in range(2000)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("forms", "kinds"),
    [
        (1, ["project"]),
        (2, ["summary", "project"]),
        (3, ["summary", "department", "project"]),
        (8, ["summary", "department", *["project"] * 6]),
    ],
)
def test_number_of_forms(forms: int, kinds: list[str]) -> None:
    assert [document["kind"] for document in department("mixed", 0, forms)] == kinds


def test_a_family_keeps_to_its_forms() -> None:
    forms = {layouts: {d["form"] for i in range(30) for d in department(layouts, i)} for layouts in LAYOUTS}
    assert forms["template"] == {"summary-2026", "department-2026", "project-2026", "project-scored"}
    assert forms["legacy"] == {"summary-2023", "department-2023", "direction-2023", "project-2024"}
    goals = ("project", "department", "summary")
    assert forms["mixed"] == {form for form, definition in load_definitions().items() if definition.kind in goals}


def test_a_workbook_of_eight_forms_is_as_long_as_a_real_one() -> None:
    rows = [sum(len(d.get("indicators", [])) for d in department("mixed", index)) for index in range(30)]
    assert 170 <= sum(rows) / len(rows) <= 230
