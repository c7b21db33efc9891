"""The examples in prompts are of the form's own year."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from jixiao.forms.definition import load_definitions
from jixiao.templates.entryrules import in_year, years_on
from jixiao.templates.single import new_form


def test_a_year_is_moved_on_and_other_numbers_are_not() -> None:
    assert in_year("例如：2026年度，或 2026.01-2026.12，100字。", 2) == "例如：2028年度，或 2028.01-2028.12，100字。"
    assert in_year("例如：2026年度。", 0) == "例如：2026年度。"


@pytest.mark.parametrize(("form", "year", "later"), [("project-2026", 2029, 3), ("project-scored", 2027, 1)])
def test_examples_are_counted_from_the_year_of_the_definition(form: str, year: int, later: int) -> None:
    definition = load_definitions()[form]
    assert years_on(definition, year) == later
    assert years_on(definition, None) == 0


def test_the_prompts_of_a_form_speak_of_its_year(tmp_path: Path) -> None:
    new_form("project-2026", tmp_path / "a.xlsx", year=2031)
    rules = load_workbook(tmp_path / "a.xlsx").worksheets[0].data_validations.dataValidation
    told = " ".join(str(rule.prompt) for rule in rules)
    assert "2031年度" in told
    assert "2026" not in told
