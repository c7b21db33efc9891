"""What is kept of a form to tell it from others: the amount in 万元 and whose it is."""

from __future__ import annotations

from typing import Any

import pytest

from jixiao.checks.counting import filed_form


def document(**more: Any) -> Any:
    return {
        "form": "project-2026",
        "kind": "project",
        "department": "云岭县水利局",
        "project": "河道清淤",
        "fiscal_year": 2027,
        "currency_unit": "万元",
        "source": {"sheet": "清淤", "title_cell": "A1"},
        "signoff": {},
        "cells": {},
        **more,
    }


@pytest.mark.parametrize(
    ("more", "amount"),
    [
        ({"funding": {"total": 120, "annual": 40}}, 120),
        ({"funding": {"total": None, "annual": 40}}, 40),
        ({"funding": {"annual": 40}}, 40),
        ({"funding": {"fiscal": 30}, "source": {"sheet": "清单", "title_cell": "A1", "rows": [5]}}, 30),
        ({"funding": {"total": 120}, "currency_unit": "两"}, None),
        ({"funding": {"total": 1200000}, "currency_unit": "元"}, 120),
        ({"funding": {"total": 120}, "currency_unit": None}, 120),
        ({"kind": "department", "budget": {"total": 900}, "funding": {"total": 1}}, 900),
        ({}, None),
    ],
)
def test_the_amount_of_a_form_is_its_total_else_that_of_the_year_in_wan(more: Any, amount: int | None) -> None:
    assert filed_form(document(**more)).amount == amount


def test_a_form_is_known_by_its_sheet_and_title_and_counts_its_indicators() -> None:
    form = filed_form(document(indicators=[{}, {}], signoff={"date": "2026-12-01"}))
    assert (form.sheet, form.title_cell, form.left_out, form.date, form.indicators) == (
        "清淤", "A1", False, (2026, 12, 1), 2,
    )  # fmt: skip
