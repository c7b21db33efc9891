"""Findings that are kept packed come back as they were, in their order, one by one or all together."""

from __future__ import annotations

import tracemalloc
from decimal import Decimal
from typing import Any

import pytest

from jixiao.checks.finding import Finding, Severity
from jixiao.checks.packed import Findings, pack, pack_across


def finding(**fields: Any) -> Finding:
    return Finding(
        **{"code": "FND-001", "severity": Severity.ERROR, "file": "甲.xlsx", "sheet": "一", "cell": "B2", **fields}
    )


AWKWARD = [
    finding(cell="B2", row=2, found=Decimal("1.50"), expected=Decimal("1E+2"), difference=Decimal("-0.005")),
    finding(found="两行\n文字\r\u2028", expected=3, parameters={"a": Decimal("0.10"), "b": None, "c": "\udc80"}),
    finding(
        severity=Severity.INFO,
        project="",
        department="水利局",
        field="分值",
        related=("甲.xlsx!一!B2", "甲.xlsx!二!C3"),
    ),
    finding(severity=Severity.WARNING, sheet="甲.xlsx!二", cell=None),
]
"""In one file."""
ELSEWHERE = [finding(file="乙.xlsx", related=("甲.xlsx!一!B2", "丙.xlsx!三!A1")), finding(file="丙.xlsx", cell="A1")]


@pytest.mark.parametrize("file", ["甲.xlsx", None], ids=["of one file", "of several"])
def test_findings_come_back_as_they_were(file: str | None) -> None:
    found = AWKWARD if file else AWKWARD + ELSEWHERE
    packed = pack(found, file)
    assert packed.findings() == found
    assert [str(each.found) for each in packed.findings()] == [str(each.found) for each in found]
    assert packed.levels == (sum(each.severity is Severity.ERROR for each in found), 1, 1)


def test_all_findings_of_a_check_are_a_sequence() -> None:
    findings = Findings()
    for part in (pack(AWKWARD, "甲.xlsx"), pack((), "空.xlsx"), *pack_across(ELSEWHERE * 40)):
        findings.append(part)
    expected = AWKWARD + ELSEWHERE * 40
    assert list(findings) == expected
    assert len(findings) == len(expected)
    assert [findings[place] for place in range(len(findings))] == expected
    assert findings[-1] == expected[-1]
    assert findings[2:9] == expected[2:9]
    assert findings.counts() == {"error": 82, "warning": 1, "info": 1}
    with pytest.raises(IndexError):
        findings[len(findings)]


def test_no_findings_are_none() -> None:
    findings = Findings()
    assert (list(findings), len(findings)) == ([], 0)
    assert findings.counts() == {"error": 0, "warning": 0, "info": 0}


def test_a_packed_finding_takes_a_few_hundred_bytes() -> None:
    tracemalloc.start()
    try:
        findings = Findings()
        for number in range(200):
            name = f"{number}.xlsx"
            found = [
                finding(file=name, cell=f"B{row}", found="文字" * 20, parameters={"a": Decimal(row)})
                for row in range(20)
            ]
            findings.append(pack(found, name))
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(findings) == 4000
    assert held / len(findings) < 400
