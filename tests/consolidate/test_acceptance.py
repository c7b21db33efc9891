"""Published forms of five offices merged with a roster: counts, sums, who is missing, what was superseded.

What must come out is worked out from the documents that people read off the forms, not from the reader's own.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from calling import Call
from consolidate.traced import Traced
from jixiao.forms.text import fold

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "forms"

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the published forms are not there")

ROSTER = """部门,编码,别名,顺序,联系人,截止日期
中共永宁县委组织部,006001,永宁组织部,1,甲某,2025-12-31
中共株洲市渌口区委组织部,006002,中共株洲市渌口区组织部;中共株洲市株洲市娄口区委组织部,2,乙某,2025-12-31
中共株洲市渌口区委社会工作部,006003,,3,丙某,2025-12-31
中共芷江侗族自治县委组织部,006004,中共芷江侗族自治县组织部,4,丁某,2025-12-01
石峰区委组织部,006005,,5,戊某,2025-12-31
从不报送的局,006006,,6,己某,2025-12-31
"""
ALIASES = {
    "中共株洲市渌口区组织部": "中共株洲市渌口区委组织部",
    "中共株洲市株洲市娄口区委组织部": "中共株洲市渌口区委组织部",
    "中共芷江侗族自治县组织部": "中共芷江侗族自治县委组织部",
}


def expected() -> list[dict[str, Any]]:
    """The documents as people read them."""
    documents: list[dict[str, Any]] = []
    for path in sorted(CASES.glob("*.expected.json")):
        raw = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        documents += raw["documents"] if isinstance(raw, dict) else raw
    return documents


def money(document: dict[str, Any]) -> Decimal | None:
    funding = document.get("funding", {})
    amount = funding.get("total", funding.get("annual"))
    return None if amount is None else Decimal(amount)


def department(document: dict[str, Any]) -> str:
    return ALIASES.get(document["department"], document["department"])


@pytest.fixture
def season(tmp_path: Path) -> Path:
    """The forms, and an earlier copy of one in which a single amount was different."""
    folder = tmp_path / "报送"
    folder.mkdir()
    for path in CASES.glob("*.xlsx"):
        shutil.copy(path, folder)
    earlier = load_workbook(folder / "yongning-2024-a.xlsx")
    sheet = earlier["2办公经费"]
    sheet["C6"].value = str(sheet["C6"].value).replace("5", "4")
    earlier.save(folder / "a-第一次.xlsx")
    os.utime(folder / "a-第一次.xlsx", (1_700_000_000, 1_700_000_000))
    (tmp_path / "花名册.csv").write_text(ROSTER, encoding="utf-8-sig")
    return folder


@pytest.fixture
def merged(jixiao: Call, season: Path, tmp_path: Path) -> tuple[Traced, dict[str, Any], int]:
    result = jixiao("merge", season, "-o", tmp_path / "汇总.xlsx", "--roster", tmp_path / "花名册.csv", "--json")
    return Traced(tmp_path / "汇总.xlsx", season), json.loads(result.out), result.code


def test_counts_and_sums_are_those_people_read_off_the_forms(merged: tuple[Traced, dict[str, Any], int]) -> None:
    traced, report, code = merged
    documents = expected()
    projects = [document for document in documents if document["kind"] == "project"]
    assert code == 0
    assert report["documents"] == len(documents)
    assert report["indicators"] == sum(len(document.get("indicators", ())) for document in documents)
    sums: Counter[str] = Counter()
    for document in projects:
        sums[department(document)] += money(document) or 0  # type: ignore[assignment]
    filed = {record["部门"]: Decimal(str(record["项目金额（万元）"] or 0)) for record in traced.records("报送情况")}
    assert {name: amount for name, amount in filed.items() if amount} == dict(sums)
    assert traced.figures["项目金额合计（万元）"] == pytest.approx(float(sum(sums.values())))
    assert len(traced.records("项目")) == len(projects)


def test_an_alias_is_the_department_and_the_order_is_that_of_the_roster(
    merged: tuple[Traced, dict[str, Any], int],
) -> None:
    traced, _, _ = merged
    order = [line.split(",")[0] for line in ROSTER.splitlines()[1:]]
    filings = traced.records("报送情况")
    assert [record["部门"] for record in filings][: len(order)] == order
    assert [record["编码"] for record in filings][: len(order)] == [f"00600{number}" for number in range(1, 7)]
    listed = list(dict.fromkeys(record["部门"] for record in traced.records("项目")))
    assert listed[:5] == order[:5]
    typed = {fold(document["department"]) for document in expected()}
    assert typed & {fold(name) for name in ALIASES}
    assert not {fold(record["部门"]) for record in filings} & {fold(name) for name in ALIASES}


def test_who_is_missing_late_or_not_on_the_roster_is_told(merged: tuple[Traced, dict[str, Any], int]) -> None:
    traced, report, _ = merged
    assert report["missing"] == ["从不报送的局"]
    status = {record["部门"]: record["状态"] for record in traced.records("报送情况")}
    assert status["从不报送的局"] == "未报送"
    assert status["中共芷江侗族自治县委组织部"] == "逾期报送"
    assert status["中共永宁县委组织部"] == "已报送"
    unlisted = {name for name, state in status.items() if state == "名册外"}
    known = {fold(line.split(",")[0]) for line in ROSTER.splitlines()[1:]}
    assert {fold(name) for name in unlisted} == {fold(department(d)) for d in expected()} - known


def test_the_earlier_copy_is_superseded_form_by_form(merged: tuple[Traced, dict[str, Any], int]) -> None:
    traced, report, _ = merged
    assert {each["file"] for each in report["superseded"]} == {"a-第一次.xlsx"}
    assert {each["superseded_by"]["file"] for each in report["superseded"]} == {"yongning-2024-a.xlsx"}
    assert len(report["superseded"]) == 8
    (amount,) = [r["项目金额（万元）"] for r in traced.records("项目") if r["项目名称"] == "办公经费"]
    assert amount == 5
    files = {record["文件"]: record for record in traced.records("文件清单")}
    assert files["a-第一次.xlsx"]["状态"] == "已跳过"
    assert "替代" in files["a-第一次.xlsx"]["原因"]
    (filing,) = [r for r in traced.records("报送情况") if r["部门"] == "中共永宁县委组织部"]
    assert (filing["报送次数"], filing["被替代"]) == (2, 8)


def test_the_findings_are_those_of_the_check_on_the_same_forms(
    jixiao: Call, merged: tuple[Traced, dict[str, Any], int], season: Path
) -> None:
    traced, report, _ = merged
    (season / "a-第一次.xlsx").unlink()  # superseded forms are not checked together with those that count
    checked = json.loads(jixiao("check", season, "--format", "json").out)
    assert report["findings"] == checked["counts"]
    listed = Counter((r["规则"], r["来源文件"], r["工作表"], r["单元格"]) for r in traced.records("检查结果"))
    assert listed == Counter((f["code"], f["file"], f["sheet"], f["cell"] or "A1") for f in checked["findings"])
