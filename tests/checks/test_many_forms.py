"""The rules across forms on five thousand forms: how often they compare two names, whatever stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

import pytest

from jixiao.checks import likeness
from jixiao.checks.keys import FormKey, SummaryLine
from jixiao.checks.outcome import CheckResult
from jixiao.checks.profile import Profile, load_profile
from jixiao.checks.rule_engine import check_keys
from jixiao.checks.rules import department_names
from jixiao.checks.rules.across import TOO_MANY

MANY = 5000
_DIGITS = "零一二三四五六七八九"


def numbered(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in f"{number:04}")


def key(number: int, kind: str = "project", **changes: Any) -> FormKey:
    plain = FormKey(
        file=f"{number}.xlsx",
        sheet="表",
        form=kind,
        kind=kind,  # type: ignore[arg-type]
        department=f"云岭县{numbered(number)}局",
        department_cell="B2",
        project=f"{numbered(number)}号桥加固",
        project_cell="B3",
        year=2026,
        title_cell="A1",
        amount=Decimal(10),
        amount_cell="B4",
        lines=(),
        benefits=((number, "D9"), (7, "D10")),
        pattern=None,
        counts=(),
        goal=number,
    )
    return replace(plain, **changes)


def summary(count: int, name: Callable[[int], str], **changes: Any) -> FormKey:
    lines = tuple(SummaryLine(name(n), Decimal(n + 1), f"B{n + 5}", f"C{n + 5}") for n in range(count))
    return key(MANY, "summary", project=None, lines=lines, **changes)


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many pairs of names were compared, letter by letter."""
    count = [0]

    class Counted(SequenceMatcher):  # type: ignore[type-arg]
        def real_quick_ratio(self) -> float:
            count[0] += 1
            return super().real_quick_ratio()

    omission = department_names._omission

    def counted(a: str, b: str) -> bool:
        count[0] += 1
        return omission(a, b)

    monkeypatch.setattr(likeness, "SequenceMatcher", Counted)
    monkeypatch.setattr(department_names, "_omission", counted)
    yield count


def check(keys: list[FormKey], profile: Profile | None = None) -> CheckResult:
    return check_keys(keys, profile or load_profile())


def of_one_department(number: int, **changes: Any) -> FormKey:
    return key(number, file="全部.xlsx", department="云岭县交通局", sheet=f"表{number}", **changes)


def test_of_five_thousand_returns_of_as_many_departments_none_is_compared_with_each(compared: list[int]):
    check([key(number) for number in range(MANY)])
    assert compared[0] <= 10 * MANY


def test_long_names_of_departments_are_not_compared_each_with_each(compared: list[int]):
    long = "云岭县" + "综合行政服务与公共资源交易监督管理" * 4
    result = check([key(number, department=f"{long}{numbered(number)}中心") for number in range(MANY)])
    assert compared[0] <= 10 * MANY
    assert len(result.findings) <= MANY


def test_five_thousand_departments_in_one_workbook_are_compared_with_the_usual_ones(compared: list[int]):
    check([key(number, file="全部.xlsx", department=f"{numbered(number // 2)}县教育局") for number in range(MANY)])
    assert compared[0] <= 2 * department_names.MOST_NAMES * MANY


def test_a_department_off_the_list_is_looked_for_once(compared: list[int]):
    profile = replace(load_profile(), departments=("云岭县交通局", "云岭县水利局"))
    keys = [key(number, department="云岭县交通居") for number in range(MANY)]
    result = check(keys, profile)
    assert compared[0] <= 10
    assert sum(finding.code == "NAM-002" for finding in result.findings) == MANY


def test_projects_that_stand_on_the_summary_are_not_compared(compared: list[int]):
    forms = [of_one_department(number) for number in range(MANY)]
    listed = summary(MANY, lambda n: f"{numbered(n)}号桥加固", file="全部.xlsx", department="云岭县交通局")
    result = check([*forms, listed])
    assert compared[0] <= MANY
    assert not [skip for skip in result.skipped if skip.reason == TOO_MANY]


def test_too_many_projects_under_other_names_are_told_and_not_called_missing(compared: list[int]):
    forms = [of_one_department(number) for number in range(MANY)]
    listed = summary(MANY, lambda n: f"{numbered(n)}号公路养护", file="全部.xlsx", department="云岭县交通局")
    result = check([*forms, listed])
    assert compared[0] <= MANY
    assert {(skip.code, skip.sheet) for skip in result.skipped if skip.reason == TOO_MANY} == {
        ("FND-014", "表"),
        ("FND-015", "表"),
    }
    assert not {finding.code for finding in result.findings} & {"FND-014", "FND-015", "NAM-001"}


def test_a_few_projects_under_other_names_are_still_compared():
    forms = [of_one_department(number, amount=Decimal(number + 1)) for number in range(20)]
    listed = summary(20, lambda n: f"{numbered(n)}号桥梁加固", file="全部.xlsx", department="云岭县交通局")
    result = check([*forms, listed])
    assert [finding.code for finding in result.findings].count("NAM-001") == 20


def test_copies_of_one_project_are_looked_up_once(compared: list[int]):
    forms = [key(number, department="云岭县交通局", project="危桥加固", goal=None) for number in range(MANY // 2)]
    copies = [key(number + MANY, department=None, project="危桥加固", goal=None) for number in range(MANY // 2)]
    result = check_keys(forms, load_profile(), copies=copies)
    assert compared[0] <= MANY
    assert [finding.code for finding in result.findings].count("STR-005") == 1
