"""The checks run while merging: a row per finding that leads to its cell, counts beside each project."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from calling import Call
from jixiao.checks.catalogue import basis_of_rule
from jixiao.consolidate.merge import Options, merge
from jixiao_samples import write_samples


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples") / "报送"
    write_samples(folder, departments=5, seed=3, mistakes=0.4)
    return folder


@pytest.fixture(scope="module")
def summary(samples: Path) -> Any:
    path = samples.parent / "汇总.xlsx"
    report = merge([str(samples)], path)
    return report, load_workbook(path), load_workbook(path, data_only=True)


def records(workbook: Any, sheet: str) -> list[dict[str, Any]]:
    header, *rows = workbook[sheet].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_merge_finds_what_check_finds(samples: Path, summary: Any, jixiao: Call) -> None:
    checked = json.loads(jixiao("check", samples, "--format", "json").out)
    wanted = Counter((each["code"], each["file"], each["sheet"], each["cell"] or "A1") for each in checked["findings"])
    found = records(summary[2], "检查结果")
    assert Counter((each["规则"], each["来源文件"], each["工作表"], each["单元格"]) for each in found) == wanted
    assert summary[0].as_json()["findings"] == checked["counts"]


def test_the_columns_of_projects_add_up_to_the_list(summary: Any) -> None:
    listed = Counter((each["来源文件"], each["工作表"], each["级别"]) for each in records(summary[2], "检查结果"))
    projects = records(summary[2], "项目")
    assert sum(project["错误"] for project in projects) > 0
    for project in projects:
        place = project["来源文件"], project["工作表"]
        assert (project["错误"], project["警告"]) == (listed[*place, "错误"], listed[*place, "警告"])


def test_every_finding_is_linked_to_its_cell(summary: Any) -> None:
    _, formulas, values = summary
    for linked, shown in zip(records(formulas, "检查结果"), records(values, "检查结果"), strict=True):
        target = f"报送/{shown['来源文件']}#'{shown['工作表']}'!{shown['单元格']}"
        assert linked["单元格"] == f'=HYPERLINK("{target}","{shown["单元格"]}")'


def test_superseded_forms_are_not_asked(samples: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    first = min(samples.iterdir())
    (folder / "1.xlsx").write_bytes(first.read_bytes())
    os.utime(folder / "1.xlsx", (0, 0))  # long before the second: nothing is in doubt
    alone = merge([str(folder)], tmp_path / "1.xlsx")
    workbook = load_workbook(first)
    workbook.properties.title = "再次报送"
    workbook.save(folder / "2.xlsx")
    both = merge([str(folder)], tmp_path / "2.xlsx", Options())
    assert len(both.superseded) > 0
    # A resubmission is no duplicate, and its findings count once.
    assert "STR-005" not in {each["规则"] for each in records(load_workbook(tmp_path / "2.xlsx"), "检查结果")}
    assert abs(both.found.error - alone.found.error) <= 1


def test_every_finding_names_the_basis_of_its_rule(summary: Any) -> None:
    listed = records(summary[2], "检查结果")
    assert listed
    assert {each["规则"]: each["依据"] for each in listed} == {
        each["规则"]: basis_of_rule(each["规则"]) for each in listed
    }
