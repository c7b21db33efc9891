"""Every row of every sheet of a summary leads back to where it was read: file, sheet, cell, and the value there.

Tried with workbooks of the product's own, typical mistakes in them, and with published forms where those are at hand.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from consolidate.test_year_end_sheets import write_table
from consolidate.traced import Traced, numbers
from forms.test_year_end_forms import MONITORING
from jixiao.consolidate.merge import Options, merge
from jixiao.consolidate.merge_report import MergeReport
from jixiao.consolidate.returns.roster import Roster, RosterEntry
from jixiao.forms.text import fold
from jixiao_samples import write_samples
from scoring.selfeval_forms import write_form

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "forms"

Merged = tuple[Traced, MergeReport]
DERIVED = {"SCR-004", "FND-009", "IND-013", "GOL-005", "TIM-005"}
"""Rules whose present value is worked out: a sum of a text, the weights of all levels, other projects, a date spelt out."""


def samples(folder: Path) -> Path:
    """Workbooks of five departments with mistakes, one of them twice, and the two forms that close a year."""
    files = write_samples(folder, departments=5, seed=6, mistakes=0.6).files
    (folder / "二次").mkdir()
    newer = write_samples(folder / "二次", departments=1, seed=6, mistakes=0.0).files[0]
    newer.rename(folder / "二次" / "重报.xlsx")
    write_form(folder / "自评.xlsx", department="云岭县水利局", total=93, grade="优")
    write_table(folder / "监控.xlsx", MONITORING)
    (folder / "坏.xlsx").write_bytes(files[0].read_bytes()[:3000])
    (folder / "说明.txt").write_text("随表报送", encoding="utf-8")
    return folder


@pytest.fixture(scope="module", params=["samples", "published forms"])
def merged(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Merged:
    output = tmp_path_factory.mktemp("merge") / "汇总.xlsx"
    if request.param == "samples":
        folder = samples(output.parent / "报送")
    else:
        folder = CASES
        if not folder.is_dir():
            pytest.skip("the published forms are not there")
    roster = Roster([RosterEntry("没有报的局"), RosterEntry("云岭县水利局", aliases=("水利局",))])
    report = merge([str(folder)], output, Options(roster=roster))
    return Traced(output, folder), report


def test_every_link_leads_to_the_cell_it_shows(merged: Merged) -> None:
    traced, _ = merged
    checked = 0
    for name in traced.values.sheetnames:
        if "单元格" not in [cell.value for cell in traced.values[name][1]]:
            continue
        for record, (target, label) in zip(traced.records(name), traced.links(name, "单元格"), strict=True):
            path, _, place = target.partition("#")
            sheet, _, cell = place.rpartition("!")
            assert (traced.summary.parent / path).resolve() == (traced.folder / record["来源文件"]).resolve()
            assert sheet == "'" + record["工作表"].replace("'", "''") + "'"
            assert record["工作表"] in traced.source(record["来源文件"]).sheetnames
            assert cell == label == record["单元格"]
            checked += 1
    assert checked > 200


def test_every_amount_stands_in_its_cell(merged: Merged) -> None:
    traced, _ = merged
    amounts = [record for record in traced.records("项目") if record["项目金额（万元）"] is not None]
    assert len(amounts) > 15
    for record in amounts:
        amount = Decimal(str(record["项目金额（万元）"]))
        assert {amount, amount * 10_000} & numbers(traced.cell(record)), record


def test_every_indicator_stands_in_its_cell_and_its_value_in_the_row(merged: Merged) -> None:
    traced, _ = merged
    indicators = traced.records("指标明细")
    assert len(indicators) > 200
    for record in indicators:
        texts = traced.row_texts(record)
        if record["三级指标"] is not None:
            assert fold(record["三级指标"]) in fold(str(traced.cell(record))), record
        for column in ("一级指标", "二级指标", "度量单位", "备注", "指标解释"):
            if record[column] is not None and record["性质"] == "定量" and column == "度量单位":
                assert fold(record[column]).strip("%") in fold("".join(texts)), (column, record)
        target = record["指标值"]
        if isinstance(target, int | float):
            value = Decimal(str(target))
            assert {value, value / 100} & numbers("|".join(texts)), record
        elif target is not None:
            assert fold(target) in fold("".join(texts)), record


def test_every_budget_stands_in_its_cell(merged: Merged) -> None:
    traced, _ = merged
    totals = [record for record in traced.records("部门整体") if record["资金总额（万元）"] is not None]
    assert totals
    for record in totals:
        assert Decimal(str(record["资金总额（万元）"])) in numbers(traced.cell(record)), record


def test_every_finding_leads_to_a_cell_in_which_its_present_value_stands(merged: Merged) -> None:
    traced, report = merged
    findings = traced.records("检查结果")
    assert Counter(record["级别"] for record in findings) == {
        word: number for word, number in zip(("错误", "警告", "提示"), report.found, strict=True) if number
    }
    elsewhere = Counter[str]()
    for record in findings:
        found = record["现值"]
        if found is None:
            continue
        here = fold(str(traced.cell(record)))
        row = fold("".join(traced.row_texts(record)))
        same_number = numbers(found) and numbers(found) <= numbers(row) | {n * 100 for n in numbers(row)}
        if not (fold(str(found)) in here or fold(str(found)) in row or same_number):
            elsewhere[record["规则"]] += 1
    assert elsewhere.keys() <= DERIVED, elsewhere


def test_the_official_table_has_the_projects_in_their_order_with_live_sums(merged: Merged) -> None:
    traced, _ = merged
    rows = list(traced.values["绩效目标汇总表"].iter_rows(min_row=4, max_col=4, values_only=True))
    listed = [(row[1], row[2]) for row in rows if isinstance(row[0], int)]
    projects = traced.records("项目")
    assert listed == [(record["项目名称"], record["项目金额（万元）"]) for record in projects]
    subtotals = [row[2] for row in rows if row[1] == "小计"]
    (total,) = [row[2] for row in rows if row[1] == "合计"]
    expected = sum(Decimal(str(record["项目金额（万元）"] or 0)) for record in projects)
    assert Decimal(str(total)) == pytest.approx(expected)
    assert sum(subtotals) == pytest.approx(float(expected))
    headings = [row[1] for row in rows if isinstance(row[0], str) and row[1] is not None]
    departments = dict.fromkeys(record["部门"] or "（未填写填报单位）" for record in projects)
    assert [fold(name) for name in headings] == [fold(name) for name in departments]


def test_every_file_is_listed_with_its_hash_its_outcome_and_a_link(merged: Merged) -> None:
    traced, report = merged
    listed = traced.records("文件清单")
    given = {path.relative_to(traced.folder).as_posix() for path in traced.folder.rglob("*") if path.is_file()}
    assert {record["文件"] for record in listed} == given
    for record, (target, label) in zip(listed, traced.links("文件清单", "文件"), strict=True):
        path = (traced.summary.parent / target).resolve()
        assert path == (traced.folder / record["文件"]).resolve()
        assert label == record["文件"]
        if record["sha256"] is not None:
            assert hashlib.sha256(path.read_bytes()).hexdigest() == record["sha256"]
        else:
            assert record["状态"] in ("已跳过", "失败")
            assert record["原因"]
        assert record["识别表单"] == record["并入"] + record["被替代"] + record["未并入"]
    assert sum(record["并入"] for record in listed) == report.documents


def test_every_department_has_the_files_and_the_money_of_its_projects(merged: Merged) -> None:
    traced, report = merged
    filings, projects = traced.records("报送情况"), traced.records("项目")
    assert [record["部门"] for record in filings if record["状态"] == "未报送"] == report.missing
    for record, (target, label) in zip(filings, traced.links("报送情况", "报送文件"), strict=True):
        own = [each for each in projects if fold(each["部门"] or "") == fold(record["部门"])]
        assert record["项目数"] == len(own)
        assert Decimal(str(record["项目金额（万元）"] or 0)) == pytest.approx(
            sum(Decimal(str(each["项目金额（万元）"] or 0)) for each in own)
        )
        if record["报送文件"] is not None:
            assert (traced.summary.parent / target).resolve() == (traced.folder / label).resolve()
    assert sum(record["错误"] for record in filings) <= report.found.error


def test_the_figures_at_a_glance_are_those_of_the_sheets(merged: Merged) -> None:
    traced, report = merged
    figures, projects = traced.figures, traced.records("项目")
    findings = Counter(record["级别"] for record in traced.records("检查结果"))
    files = Counter(record["状态"] for record in traced.records("文件清单"))
    filings = traced.records("报送情况")
    assert figures["项目"] == len(projects)
    money = sum(record["项目金额（万元）"] or 0 for record in projects)
    assert figures["项目金额合计（万元）"] == pytest.approx(money)
    assert figures["绩效指标"] == len(traced.records("指标明细")) == report.indicators
    assert [figures[f"检查结果：{word}"] for word in ("错误", "警告", "提示")] == [
        findings[word] for word in ("错误", "警告", "提示")
    ]
    assert figures["输入文件"] == sum(files.values()) == len(report.files)
    assert {name.removeprefix("其中："): n for name, n in figures.items() if name.startswith("其中：")} == files
    assert figures.get("被替代的表单", 0) == len(report.superseded)
    assert figures["未报送部门"] == len(report.missing)
    statuses = Counter(record["状态"] for record in filings)
    assert figures["报送部门"] == statuses["已报送"] + statuses["逾期报送"]
    assert {row["报送进度"]: row["部门数"] for row in traced.table("报送进度")} == statuses
    assert traced.table("部门")[-1]["项目数"] == len(projects)
    assert traced.table("部门")[-1]["金额（万元）"] == pytest.approx(money)


def test_the_result_as_json_says_the_same(merged: Merged) -> None:
    traced, report = merged
    raw = json.loads(json.dumps(report.as_json()))
    assert raw["documents"] == sum(record["并入"] for record in traced.records("文件清单"))
    statuses = {"merged": "已汇总", "skipped": "已跳过", "failed": "失败"}
    assert {file["file"]: (statuses[file["status"]], file["reason"]) for file in raw["files"]} == {
        record["文件"]: (record["状态"], record["原因"]) for record in traced.records("文件清单")
    }
