"""The report as JSON keeps the keys of the contract, whatever the texts."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import Any

from jixiao.checks.outcome import Skip
from jixiao.reports import json_report
from jixiao.reports.report import Report
from reports.reported import INFO, NASTY, checked, everywhere, finding, report


def written(given: Report) -> Any:
    stream = io.StringIO()
    json_report.write(given, stream)
    stream.getvalue().encode("utf-8")
    return json.loads(stream.getvalue())


def test_the_object_has_the_keys_of_the_contract() -> None:
    data = written(
        report([finding("一"), finding("二", severity=INFO)], skipped=[Skip("SCR-003", "a.xlsx", "表", "没有分值")])
    )
    assert list(data) == ["files", "findings", "skipped", "not_read", "counts"]
    assert data["files"] == [checked("教育局.xlsx")]
    assert data["skipped"] == [{"code": "SCR-003", "file": "a.xlsx", "sheet": "表", "reason": "没有分值"}]
    assert data["counts"] == {"error": 1, "warning": 0, "info": 1}


def test_a_finding_has_all_its_fields_and_its_words() -> None:
    one = finding(
        "相差",
        code="SCR-003",
        row=12,
        found=Decimal("90.50"),
        expected=Decimal("100"),
        difference=Decimal("-9.5"),
        related=("a!b!C1",),
    )
    assert written(report([one]))["findings"] == [
        {
            "code": "SCR-003",
            "severity": "error",
            "message": "相差",
            "file": "教育局.xlsx",
            "sheet": "项目一",
            "cell": "E12",
            "row": 12,
            "project": "校舍维修",
            "department": "教育局",
            "field": "指标值",
            "found": 90.5,
            "expected": 100,
            "difference": -9.5,
            "basis": "《项目支出绩效评价管理办法》（财预〔2020〕10号）",
            "related": ["a!b!C1"],
        }
    ]


def test_nothing_is_an_object_too() -> None:
    assert written(report([])) == {
        "files": [],
        "findings": [],
        "skipped": [],
        "not_read": [],
        "counts": {"error": 0, "warning": 0, "info": 0},
    }


def test_every_text_comes_back_as_it_was() -> None:
    data = written(report([everywhere(text) for text in NASTY]))
    assert [each["message"] for each in data["findings"]] == NASTY
    assert [each["found"] for each in data["findings"]] == NASTY


def test_no_character_in_it_commands_a_terminal() -> None:
    stream = io.StringIO()
    json_report.write(report([finding("\x1b[31m\x9b31m\x7f")]), stream)
    assert not set(stream.getvalue()) & {"\x1b", "\x9b", "\x7f"}
