"""What of a form's sign-off lines is a name that is masked before publication."""

from __future__ import annotations

from typing import Any, cast

import pytest

from jixiao.forms.document import Document
from jixiao.grid.model import Sheet
from jixiao.season.publication import masked_cells


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
