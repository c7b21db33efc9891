"""A list of several projects and departments: what is found stands with the project it is about."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from calling import Call
from jixiao.consolidate.merge import merge

LIST = """
填报单位|项目名称|预算金额（万元）|年度绩效目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位
松江县林业局|苗圃扩建|120|2026年扩建苗圃80亩，出圃苗木30万株。|产出指标|数量指标|扩建苗圃面积|≥|80|亩
松江县林业局|苗圃扩建|120||产出指标|质量指标|苗木合格率|≥|95|
松江县粮食局|储备粮轮换|260|2026年轮换储备粮4000吨，质量合格率100%。|产出指标|数量指标|轮换储备粮数量|≥|4000|吨
松江县粮食局|储备粮轮换|260||产出指标|质量指标|储备粮质量合格率|=|100|%
松江县档案馆|馆藏档案修复|35|2026年修复馆藏档案900卷。|产出指标|数量指标|修复档案卷数|≥||卷
松江县档案馆|馆藏档案修复|35||产出指标|质量指标|修复验收合格率|≥|150|%
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    folder.mkdir()
    workbook = Workbook()
    for line in LIST.strip().splitlines():
        cells = [int(text) if text.isdigit() else text or None for text in line.split("|")]
        workbook.active.append(cells)
    workbook.save(folder / "导出.xlsx")
    return folder


def records(path: Path, sheet: str) -> list[dict[str, Any]]:
    header, *rows = load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_each_project_has_its_own_findings_and_none_counts_as_filed_twice(folder: Path, jixiao: Call) -> None:
    output = folder.parent / "汇总.xlsx"
    merge([str(folder)], output)
    listed = records(output, "检查结果")
    assert {each["项目名称"] for each in listed if each["规则"] == "CMP-008"} == {"馆藏档案修复"}
    assert {each["项目名称"] for each in listed if each["规则"] == "CMP-009"} == {"苗圃扩建"}
    for project in records(output, "项目"):
        own = [each["级别"] for each in listed if each["项目名称"] == project["项目名称"]]
        assert (project["错误"], project["警告"]) == (own.count("错误"), own.count("警告"))
        assert all(each["部门"] == project["部门"] for each in listed if each["项目名称"] == project["项目名称"])
    checked = json.loads(jixiao("check", folder, "--format", "json").out)
    assert sorted(each["code"] for each in checked["findings"]) == sorted(each["规则"] for each in listed)
    assert "STR-005" not in {each["规则"] for each in listed}


def test_a_project_is_known_by_the_cell_of_its_name(folder: Path, jixiao: Call) -> None:
    documents = json.loads(jixiao("read", folder).out)
    documents = documents["documents"] if isinstance(documents, dict) else documents
    assert [each["source"]["title_cell"] for each in documents] == ["B2", "B4", "B6"]


SCATTERED = """
部门|项目|预算数（元）|绩效目标|一级指标|二级指标|三级指标|指标值|度量单位
松江县水务局|设备采购|1200000|采购水泵20台|产出指标|数量指标|采购水泵数量|≥20|台
松江县林业局|设备采购|300000|采购割灌机15台|产出指标|数量指标|采购割灌机数量|≥15|台
松江县水务局|设备采购|1200000||产出指标|质量指标|水泵验收合格率|≥195|%
松江县林业局|设备采购|300000||产出指标|质量指标|割灌机验收合格率|≥98|%
"""


def test_projects_of_one_name_in_two_departments_are_two_wherever_their_rows_stand(tmp_path: Path) -> None:
    workbook = Workbook()
    for line in SCATTERED.strip().splitlines():
        workbook.active.append([int(text) if text.isdigit() else text or None for text in line.split("|")])
    workbook.save(tmp_path / "导出.xlsx")
    merge([str(tmp_path / "导出.xlsx")], tmp_path / "汇总.xlsx")
    listed = records(tmp_path / "汇总.xlsx", "检查结果")
    assert "STR-005" not in {each["规则"] for each in listed}
    assert [each["部门"] for each in listed if each["规则"] == "VAL-002"] == ["松江县水务局"]
    for project in records(tmp_path / "汇总.xlsx", "项目"):
        own = [each["级别"] for each in listed if each["部门"] == project["部门"]]
        assert (project["错误"], project["警告"]) == (own.count("错误"), own.count("警告"))


ALLOWANCES = """
县区|项目名称|补助资金（万元）|年度绩效目标|数量指标
松江县|渔港维护|500|维护渔港3座|维护渔港≥3座
白沙县|渔船更新|380|更新渔船19艘|更新渔船≥19艘
"""
SUMMARY = """
2026年项目绩效目标汇总表
填报单位：松江县统计局||单位：万元
序号|项目名称|项目金额
1|人口抽样调查|28
合计||28
"""


def test_an_allowance_alone_is_the_money_and_a_summary_alone_says_that_it_has_none(tmp_path: Path) -> None:
    (tmp_path / "报送").mkdir()
    for name, text in (("分配", ALLOWANCES), ("汇总", SUMMARY)):
        workbook = Workbook()
        for line in text.strip().splitlines():
            workbook.active.append([int(cell) if cell.isdigit() else cell or None for cell in line.split("|")])
        workbook.save(tmp_path / "报送" / f"{name}.xlsx")
    output = tmp_path / "汇总.xlsx"
    merge([str(tmp_path / "报送")], output)
    money = {each["项目名称"]: each["项目金额（万元）"] for each in records(output, "项目")}
    assert money == {"渔港维护": 500, "渔船更新": 380}
    told = {each["部门"]: each["说明"] for each in records(output, "报送情况")}
    assert told["松江县统计局"] == "只报了汇总表，没有项目绩效目标表，项目和金额没有计入"
    overview = list(load_workbook(output, data_only=True)["概览"].iter_rows(values_only=True))
    assert any("1个文件只有汇总表，其中的项目和金额没有计入" in str(row[0]) for row in overview)
    assert ("只有汇总表的文件（金额未计入）", 1) in [row[:2] for row in overview]


def test_a_form_over_two_sheets_is_one_project(tmp_path: Path) -> None:
    workbook = Workbook()
    first, second = workbook.active, workbook.create_sheet()
    for line in (
        "2026年项目支出绩效目标表",
        "项目名称|水库加固|主管部门|松江县水务局",
        "项目资金（万元）|260",
        "年度目标|加固水库3座",
    ):
        first.append(line.split("|"))
    for line in (
        "一级指标|二级指标|三级指标|指标值",
        "产出指标|数量指标|加固水库数|3座",
        "效益指标|社会效益指标|保护人口|1.2万人",
    ):
        second.append(line.split("|"))
    workbook.save(tmp_path / "水务局.xlsx")
    merge([str(tmp_path / "水务局.xlsx")], tmp_path / "汇总.xlsx")
    assert [each["项目名称"] for each in records(tmp_path / "汇总.xlsx", "项目")] == ["水库加固"]
    assert [each["项目名称"] for each in records(tmp_path / "汇总.xlsx", "指标明细")] == ["水库加固"] * 2
    official = load_workbook(tmp_path / "汇总.xlsx", data_only=True)["绩效目标汇总表"]
    assert "1个单位，1个项目" in [row[3] for row in official.iter_rows(values_only=True)]


def test_money_without_a_unit_is_told_where_it_is_added_up(tmp_path: Path) -> None:
    workbook = Workbook()
    for line in LIST.replace("（万元）", "").strip().splitlines():
        workbook.active.append([int(text) if text.isdigit() else text or None for text in line.split("|")])
    workbook.save(tmp_path / "导出.xlsx")
    merge([str(tmp_path / "导出.xlsx")], tmp_path / "汇总.xlsx")
    book = load_workbook(tmp_path / "汇总.xlsx", data_only=True)
    remarks = [row[3] for row in book["绩效目标汇总表"].iter_rows(values_only=True)]
    assert remarks.count("表上未写金额单位，按万元计") == 3
    assert any("3个项目的表上未写金额单位" in str(row[0]) for row in book["概览"].iter_rows(values_only=True))
