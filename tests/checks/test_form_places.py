"""To which form of a file a finding belongs."""

from __future__ import annotations

import pytest

from jixiao.checks.finding import Finding, Severity
from jixiao.checks.form_places import FormPlace, FormPlaces


def index(forms: list[FormPlace], cell: str | None, project: str | None = None, sheet: str = "表") -> int | None:
    return FormPlaces(forms).index(Finding("CMP-008", Severity.ERROR, "a.xlsx", sheet, cell, project=project))


STACKED = [FormPlace("表", "A1", "修路"), FormPlace("表", "A20", "修路"), FormPlace("别的", "A1", "修路")]
BESIDE = [FormPlace("表", "A1", None), FormPlace("表", "J1", None), FormPlace("表", "A40", None)]
LISTED = [FormPlace("表", "B4", "修路"), FormPlace("表", "B6", "架桥"), FormPlace("表", "B9", "植树")]


@pytest.mark.parametrize(
    ("forms", "cell", "project", "expected"),
    [
        (STACKED, "C19", "修路", 0),
        (STACKED, "C20", "修路", 1),
        (STACKED, None, "修路", 0),
        (BESIDE, "C12", None, 0),
        (BESIDE, "K12", None, 1),
        (BESIDE, "K41", None, 2),
        (LISTED, "D5", "修路", 0),
        (LISTED, "D12", "架桥", 1),  # a row of it that stands below another's
        (LISTED, "D7", "架桥及引道", 1),  # a finding may name what it is about
        (LISTED, "A1", None, 0),
    ],
)
def test_the_name_of_the_project_decides_then_the_title_above(
    forms: list[FormPlace], cell: str | None, project: str | None, expected: int
) -> None:
    assert index(forms, cell, project) == expected


def test_a_sheet_without_a_form_has_none() -> None:
    assert index(LISTED, "A1", sheet="说明") is None
