"""What the bureau changes goes into a form in the form's own words, or is left to a person."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

import pytest

from jixiao.consolidate.edits.typed import text_of_value
from jixiao.forms.document import Document
from jixiao.season.bureau_changes import BureauChange, FigureKind, approved_value, edited_figures, target_cells


def change(kind: FigureKind, before: str, after: Decimal | str) -> BureauChange:
    return BureauChange("水务局.xlsx", "表", "B8", kind, "河道清淤项目金额", before, after)


def form(unit: str | None) -> list[Document]:
    return [cast(Document, {"currency_unit": unit, "source": {"sheet": "表"}})]


@pytest.mark.parametrize(
    ("before", "stored", "after", "written"),
    [
        ("95", 95.0, Decimal(97), Decimal(97)),
        ("95", "≥95%", Decimal(97), "≥97%"),
        ("95", 0.95, Decimal(97), None),  # shown as 95% by its format
        ("12", "12公里，3座", Decimal(15), None),
        ("95", "≥90%", Decimal(97), None),
        ("", None, Decimal(97), Decimal(97)),
        ("效果明显", "效果明显", "达到二级标准", "达到二级标准"),
        ("效果明显", "有所改善", "达到二级标准", None),
    ],
)
def test_a_target_keeps_its_sign_and_unit(before: str, stored: Any, after: Decimal | str, written: Any) -> None:
    assert approved_value(change("target", before, after), form("万元"), stored) == written


@pytest.mark.parametrize(
    ("unit", "stored", "written"),
    [
        ("万元", 36.5, Decimal(40)),
        ("元", 365000.0, Decimal(400000)),
        ("元", "365000元", "400000元"),
        ("斤", 36.5, None),
    ],
)
def test_an_amount_goes_in_in_the_unit_of_the_form(unit: str, stored: Any, written: Any) -> None:
    assert approved_value(change("amount", "36.5", Decimal(40)), form(unit), stored) == written


def test_a_number_in_words_has_all_its_digits() -> None:
    assert [text_of_value(value) for value in (1234567.89, 40.0, 1e-05, "甲", None)] == [
        "1234567.89",
        "40",
        "0.00001",
        "甲",
        "",
    ]


@pytest.mark.parametrize(
    ("annual", "cells"),
    [("36.5", ["B8", "B9"]), ("12", ["B8"])],
    ids=["of one year", "of several years"],
)
def test_an_amount_goes_in_wherever_the_form_states_it(annual: str, cells: list[str]) -> None:
    document = {
        "source": {"sheet": "表"},
        "cells": {"funding.total": "B8", "funding.annual": "B9"},
        "funding": {"total": Decimal("36.5"), "annual": Decimal(annual)},
    }
    assert target_cells(change("amount", "36.5", Decimal(40)), [cast(Document, document)]) == cells


def project(sheet: str, amount: int, name: str = "") -> Document:
    return cast(
        Document,
        {
            "currency_unit": "万元",
            "project": name or sheet,
            "source": {"sheet": sheet},
            "cells": {"funding.total": "B4"},
            "funding": {"total": Decimal(amount)},
        },
    )


def test_forms_are_held_against_those_of_their_own_sheet() -> None:
    filed = [project("清淤", 20), project("护坡", 30)]
    assert edited_figures("水务局.xlsx", filed, [project("护坡", 30), project("泵站", 9)]) == []
    (changed,) = edited_figures("水务局.xlsx", filed, [project("护坡", 28)])
    assert (changed.sheet, changed.before, changed.after) == ("护坡", "30", Decimal(28))


def test_projects_of_one_sheet_are_held_against_those_of_their_name() -> None:
    filed = [project("清单", 30, "护坡"), project("清单", 9, "泵站")]
    assert edited_figures("水务局.xlsx", filed, [project("清单", 9, "泵站")]) == []  # 护坡 was struck out
    assert edited_figures("水务局.xlsx", filed, [project("清单", 9, "泵站"), project("清单", 5, "清淤")]) == []
    (changed,) = edited_figures("水务局.xlsx", filed, [project("清单", 30, "护坡"), project("清单", 8, "泵站")])
    assert (changed.name, changed.before, changed.after) == ("泵站", "9", Decimal(8))
    (renamed,) = edited_figures("水务局.xlsx", filed[:1], [project("清单", 25, "河道护坡")])
    assert (renamed.name, renamed.before, renamed.after) == ("河道护坡", "30", Decimal(25))
