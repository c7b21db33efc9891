"""Two folders, each with a 部门.xlsx: every finding, row, copy and link belongs to the right one."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from calling import Call
from jixiao_samples import write_samples

NAMES = ["甲/部门.xlsx", "乙/部门.xlsx"]


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """Two folders that hold a workbook of another department under the same name."""
    made = write_samples(tmp_path / "原", departments=2, seed=4, mistakes=1.0).files
    for path, name in zip(made, NAMES, strict=True):
        (tmp_path / name).parent.mkdir()
        path.rename(tmp_path / name)
    return [tmp_path / "甲", tmp_path / "乙"]


def departments(path: Path) -> set[str]:
    """The departments that the forms of a workbook name."""
    from jixiao.forms.reading import read_file

    return {document["department"] or "" for document in read_file(path, "x").documents}


def test_the_findings_name_the_file_they_are_in(jixiao: Call, folders: list[Path]) -> None:
    report = json.loads(jixiao("check", *folders, "--format", "json").out)
    assert [file["file"] for file in report["files"]] == NAMES
    for name in NAMES:
        alone = json.loads(
            jixiao("check", folders[0].parent / name, "--format", "json", "--skip", "STR-005,IND-013").out
        )
        here = [
            each for each in report["findings"] if each["file"] == name and each["code"] not in ("STR-005", "IND-013")
        ]
        assert [(each["code"], each["sheet"], each["cell"]) for each in here] == [
            (each["code"], each["sheet"], each["cell"]) for each in alone["findings"]
        ]


def test_each_marked_copy_is_of_its_own_workbook(jixiao: Call, folders: list[Path], tmp_path: Path) -> None:
    jixiao("check", *folders, "--annotate", tmp_path / "退回")
    for name in NAMES:
        copy = tmp_path / "退回" / name.replace(".xlsx", "（已标注）.xlsx")
        original, marked = load_workbook(tmp_path / name), load_workbook(copy)
        assert [sheet.title for sheet in original if sheet.title in marked.sheetnames] == original.sheetnames
        sheet = original.worksheets[0]
        assert [[c.value for c in row] for row in sheet.iter_rows()] == [
            [c.value for c in row]
            for row in marked[sheet.title].iter_rows(max_row=sheet.max_row, max_col=sheet.max_column)
        ]


def test_each_scored_copy_has_a_place_of_its_own(jixiao: Call, folders: list[Path], tmp_path: Path) -> None:
    result = jixiao("score", *folders, "-o", tmp_path / "评分")
    assert result.code in (0, 3)
    assert "Traceback" not in result.err


def test_every_merged_row_leads_to_the_right_file(jixiao: Call, folders: list[Path], tmp_path: Path) -> None:
    jixiao("merge", *folders, "-o", tmp_path / "汇总.xlsx")
    sheet = load_workbook(tmp_path / "汇总.xlsx")["指标明细"]
    header = [cell.value for cell in sheet[1]]
    seen: dict[str, set[str]] = {}
    for row in sheet.iter_rows(min_row=2):
        record = dict(zip(header, row, strict=True))
        name, link = record["来源文件"].value, record["单元格"].value
        assert unquote(link.split('"')[1]).startswith(f"{name}#")
        seen.setdefault(name, set()).add(record["部门"].value or "")
    for name, found in seen.items():
        assert found <= departments(tmp_path / name)
    assert set(seen) == set(NAMES)
    listed = load_workbook(tmp_path / "汇总.xlsx", data_only=True)["文件清单"]
    assert sorted(row[0] for row in listed.iter_rows(min_row=2, values_only=True)) == sorted(NAMES)
