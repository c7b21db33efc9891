"""CUS-001, CUS-002: what a bureau asks of its own columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.checks.rule_engine import check_documents
from jixiao.forms.learned import folders
from jixiao.forms.reading import read_file
from learning.layouts import own_columns
from learning.test_learning import taught


@pytest.fixture(autouse=True)
def nothing_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "user_folder", lambda: tmp_path / "用户")
    monkeypatch.setenv(folders.VARIABLE, "")


# That an indicator's own column is empty is said at the indicator's name.
_PLACES = {"H10": "D10"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"C6": ""}, [("CUS-001", "镇级配套承诺数")]),
        ({"C6": "待定"}, [("CUS-002", "镇级配套承诺数")]),
        ({"G4": "也许"}, [("CUS-002", "是否民生实事")]),
        ({"H10": ""}, [("CUS-001", "佐证材料")]),
        ({"H11": "回头补"}, [("CUS-002", "佐证材料")]),
    ],
)
def test_the_bureaus_own_columns_are_checked(
    tmp_path: Path, changes: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    taught(tmp_path)
    folders.add_folder(tmp_path / "版式")
    path = own_columns(tmp_path / "报送.xlsx", filled=True, **changes)
    documents = read_file(path, path.name).documents
    for _ in range(2):
        found = [each for each in check_documents(documents).findings if each.code.startswith("CUS")]
        assert [(each.code, each.parameters["label"]) for each in found] == expected
        assert [each.cell for each in found] == [_PLACES.get(place, place) for place in changes]
