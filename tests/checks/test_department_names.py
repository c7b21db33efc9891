"""NAM-002 across workbooks: a name with characters left out is found among all others without comparing each with each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.sample_forms import document
from jixiao.checks.profile import load_profile
from jixiao.checks.rule_engine import check_batch
from jixiao.checks.rules import department_names
from jixiao.checks.rules.department_names import _omission, _omissions, is_meant

_NAMES = st.text("县水利局教第一二", min_size=1, max_size=7) | st.text("县局第一", min_size=39, max_size=43)


@st.composite
def names(draw: st.DrawFn) -> list[str]:
    """Names, some of them with characters left out of others."""
    found = draw(st.lists(_NAMES, min_size=1, max_size=8))
    for name in draw(st.lists(st.sampled_from(found), max_size=6)):
        gone = draw(st.sets(st.integers(0, len(name) - 1), max_size=3))
        found.append("".join(char for place, char in enumerate(name) if place not in gone))
    return draw(st.permutations(list(dict.fromkeys(name for name in found if name))))


@given(names())
def test_the_same_is_found_as_by_comparing_each_with_each(names: list[str]) -> None:
    expected = {}
    for place, name in enumerate(names):
        behind = [other for other in range(place + 1, len(names)) if _omission(name, names[other])]
        if behind:
            expected[place] = behind[0]
    assert _omissions(names) == expected


def test_ten_thousand_departments_are_not_compared_each_with_each(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[str, str]] = []
    monkeypatch.setattr(department_names, "_omission", lambda a, b: (compared.append((a, b)), _omission(a, b))[1])
    characters = [chr(ord("一") + number) for number in range(100)]
    many = [f"{a}{b}县水利局" for a in characters for b in characters]
    assert _omissions([*many, "一丁水利局"]) == {many.index("一丁县水利局"): len(many)}
    assert len(compared) < 20


def named(*departments: str) -> list[str | None]:
    """What a check of a workbook for each department would rather call them."""
    batch = []
    for number, name in enumerate(departments):
        form = document("project", ("云岭县水利局", name), ("河道清淤工程", f"河道清淤工程{number}"))
        form["source"]["file"] = f"{number}.xlsx"
        batch.append([form])
    found = check_batch(batch).findings
    return [str(finding.expected) for finding in found if finding.code == "NAM-002"]


def test_a_division_in_a_character_that_looks_like_it_is_seen_on_a_single_form() -> None:
    assert named("青川具林业局") == ["青川县林业局"]


def test_names_that_look_alike_across_workbooks_are_one_department() -> None:
    assert len(named("青川县淮北中心", "青川县准北中心")) == 1


@pytest.mark.parametrize("name", ["青川县家具协会", "文具厂", "青川县农具推广站", "淮安区教育局"])
def test_a_name_that_holds_such_a_character_by_right_is_left_alone(name: str) -> None:
    assert named(name) == []


def test_different_counties_are_different_departments() -> None:
    assert named("青川县教育局", "青山县教育局") == []


def test_of_two_departments_as_near_that_of_the_other_formsis_meant() -> None:
    listed = replace(load_profile(), departments=("华山县水利局", "武山县水利局", "武山县水务局"))
    forms = [
        document("project", ("云岭县水利局", name), ("河道清淤工程", f"河道清淤工程{number}"))
        for number, name in enumerate(("武山县水务局", "武山县水利局", "山县水利局"))
    ]
    found = check_batch([forms], profile=listed).findings
    assert [finding.expected for finding in found if finding.code == "NAM-002"] == ["武山县水利局"]


@pytest.mark.parametrize(
    ("written", "listed", "meant"),
    [
        ("云溪县体育局", "云溪县教育局", False),
        ("云溪县水务局", "云溪县水利局", False),
        ("云溪县第三小学", "云溪县第二小学", False),
        ("云溪县人民法院", "云溪县人民检察院", False),
        ("云溪县水力局", "云溪县水利局", True),
        ("云溪县教肓局", "云溪县教育局", True),
        ("云溪县农业农局", "云溪县农业农村局", True),
    ],
)
def test_an_office_that_is_not_on_the_list_is_no_other_misspelt(written: str, listed: str, meant: bool) -> None:
    assert is_meant(written, listed) is meant
