"""The points of each block in a self-evaluation: the formula spreads what the settings of the bureau say."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from jixiao.forms.definition import load_definitions
from jixiao.forms.range_names import range_names
from jixiao.templates.single import new_form, with_weights
from office.live import LiveOffice

FORM = "selfeval-2020"
OTHER = {"产出指标": Decimal(45), "效益指标": Decimal(25), "满意度指标": Decimal(20)}


@pytest.mark.parametrize(
    "weights",
    [
        {},
        {**OTHER, "成本指标": Decimal(10)},
        {**OTHER, "产出指标": Decimal(55)},
        {**OTHER, "产出指标": Decimal("45.5"), "效益指标": Decimal("24.5")},
    ],
    ids=["none", "another block", "another sum", "parts of a point"],
)
def test_weights_that_do_not_fit_leave_the_form_as_it_is(weights: dict[str, Decimal]) -> None:
    definition = load_definitions()[FORM]
    assert with_weights(definition, weights) is definition


def test_the_prompt_names_the_weights_of_the_formula(tmp_path: Path) -> None:
    new_form(FORM, tmp_path / "自评表.xlsx", weights=OTHER)
    sheet = openpyxl.load_workbook(tmp_path / "自评表.xlsx").worksheets[0]
    prompts = [rule.prompt for rule in sheet.data_validations.dataValidation if rule.prompt]
    assert any("产出45分、效益25分、满意度20分" in prompt for prompt in prompts)
    assert not any("产出50分" in prompt for prompt in prompts)
    before = load_definitions()[FORM].raw["tables"]
    assert next(table for table in before if "points_weights" in table)["points_weights"]["产出指标"] == 50


@pytest.mark.office
def test_the_rows_of_a_block_come_to_its_weight(live: LiveOffice, tmp_path: Path) -> None:
    path = tmp_path / "自评表.xlsx"
    new_form(FORM, path, year=2026, weights=OTHER)
    names = range_names(load_definitions()[FORM]).columns
    level1, level3, points_name = (names["indicators", key] for key in ("level1", "level3", "points"))
    with live.open(path) as book:
        sheet = book.sheet_names[0]
        blocks = ["产出指标"] * 4 + ["效益指标"] * 2 + ["满意度指标"]
        for row, block in enumerate(blocks):
            book.type(sheet, level1, block, row)
            book.type(sheet, level3, f"第{row + 1}项", row)
        points = [book.value(sheet, points_name, row) for row in range(len(blocks))]
    assert points == [11, 12, 11, 11, 13, 12, 20]
