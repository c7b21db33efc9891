"""A workbook that Jixiao did not write is never lost to a result of its name."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from calling import Call
from scoring.selfeval_forms import write_form


def write_ledger(path: Path) -> bytes:
    workbook = Workbook()
    workbook.active["A1"] = "经费台账"
    workbook.save(path)
    return path.read_bytes()


@pytest.mark.parametrize(
    "command",
    [
        ("merge", "报送", "-o", "结果.xlsx"),
        ("check", "报送", "-o", "结果.xlsx"),
        ("diff", "报送", "报送", "-o", "结果.xlsx"),
    ],
    ids=lambda command: command[0],
)
def test_it_is_kept_beside_and_named_once(
    jixiao: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "报送").mkdir()
    jixiao("template", "new", "project-2026", "-o", "报送/表.xlsx")
    ledger = write_ledger(tmp_path / "结果.xlsx")
    first = jixiao(*command)
    assert "原有的同名文件已另存为" in first.err
    assert "结果（原有）.xlsx，其中" in first.err
    assert (tmp_path / "结果（原有）.xlsx").read_bytes() == ledger
    assert load_workbook("结果.xlsx").worksheets[0]["A1"].value != "经费台账"
    assert "另存为" not in jixiao(*command).err  # that one was a result of Jixiao


def test_a_scored_copy_that_was_worked_on_is_kept_beside_the_next(jixiao: Call, tmp_path: Path) -> None:
    write_form(tmp_path / "a.xlsx")
    command = ("score", tmp_path / "a.xlsx", "-o", tmp_path / "评分")
    jixiao(*command)
    copy = tmp_path / "评分" / "a（已评分）.xlsx"
    workbook = load_workbook(copy)
    workbook.worksheets[0]["Z1"] = "复核：同意"
    workbook.save(copy)
    worked_on = copy.read_bytes()
    kept = tmp_path / "评分" / "a（已评分）（原有）.xlsx"
    assert f"另存为 {kept}" in jixiao(*command).err
    assert (kept.read_bytes(), copy.read_bytes() == worked_on) == (worked_on, False)
    assert "另存为" not in jixiao(*command).err
