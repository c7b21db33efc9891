"""What of a form's sign-off lines is a name that is masked before publication."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from openpyxl import Workbook

from jixiao.errors import InputError
from jixiao.forms.document import Document
from jixiao.grid.model import Sheet
from jixiao.season.publication import _public_copy, masked_cells


@pytest.mark.parametrize(
    ("signed", "public"),
    [
        ("绩效股审核：同意", None),
        ("业务股室审核：已核", None),
        ("业务股室审核：审核通过，同意上报", None),
        ("绩效股审核：沈同意", "绩效股审核：沈**"),
        ("绩效股审核：同意　何通", "绩效股审核：同意　何*"),
    ],
)
def test_an_opinion_is_no_name(signed: str, public: str | None) -> None:
    text = signed.partition("：")[2]
    form: Any = {"signoff": {"performance_review": text}, "cells": {"signoff.performance_review": "A1"}}
    found = masked_cells(Sheet("表", rows={1: {1: signed}}), [cast(Document, form)])
    assert [each.text for each in found] == ([] if public is None else [public])


@pytest.mark.parametrize(
    ("label", "value", "public"),
    [
        ("项目负责人", "苗小满", "苗**"),
        ("联系人", "何通", "何*"),
        ("项目类型", "延续性", None),
        ("责任人", "水利站2人", None),
    ],
)
def test_a_person_behind_a_label_of_the_form_is_masked(label: str, value: str, public: str | None) -> None:
    form: Any = {"signoff": {}, "cells": {}, "other": [{"label": label, "value": value, "cell": "B1"}]}
    found = masked_cells(Sheet("表", rows={1: {1: label, 2: value}}), [cast(Document, form)])
    assert [each.text for each in found] == ([] if public is None else [public])


def test_a_workbook_with_a_hidden_sheet_is_not_published(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active.append(["项目名称", "水库管护"])
    workbook.create_sheet("旧稿").append(["资金总额", 777])
    workbook["旧稿"].sheet_state = "hidden"
    workbook.save(tmp_path / "水利局.xlsx")
    with pytest.raises(InputError, match="隐藏的工作表“旧稿”"):
        _public_copy(tmp_path / "水利局.xlsx")
