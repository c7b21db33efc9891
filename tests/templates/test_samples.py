"""``jixiao sample --layouts template``: workbooks made from the templates themselves."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any, cast

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calling import Call
from jixiao.forms.stamps import read_stamps
from jixiao.grid.open import open_workbook
from jixiao_samples import sample_workbook
from templates.documents import read_back


def test_samples_in_template_layout_are_filled_templates(jixiao: Call, tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    assert jixiao("sample", folder, "--departments", 2, "--layouts", "template", "--mistakes", 0).code == 0
    for path in folder.iterdir():
        workbook = open_workbook(path)
        visible = [sheet.name for sheet in workbook.sheets if not sheet.hidden]
        assert list(read_stamps(workbook)) == visible
        assert all(document["notes"] == document["unread"] == [] for document in read_back(path))


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), forms=st.integers(1, 6), year=st.integers(2020, 2035))
def test_what_was_filled_into_templates_is_read_back_with_its_addresses(
    tmp_path: Path, seed: int, forms: int, year: int
) -> None:
    path = tmp_path / "报送.xlsx"
    expected, _ = sample_workbook(path, seed, seed % 40, forms, 0.0, "template", year)
    for by_labels in (False, True):
        found = copy.deepcopy(read_back(path, by_labels=by_labels))
        for document in found:
            cast("dict[str, Any]", document).pop("observations", None)
            # A sample says what it holds; a reader adds how much of it it understood.
            assert cast("dict[str, Any]", document["source"]).pop("fit") == 1
        assert found == expected
