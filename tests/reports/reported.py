"""Findings as a check would give them, with words of their own: the reports are tested without any rule."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from jixiao.checks import catalogue
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.outcome import Skip
from jixiao.reports.report import Report, make_report
from jixiao.submission import FileEntry

ERROR, WARNING, INFO = Severity

NASTY = [
    "</script><script>document.title='hacked'</script>",
    "<!--<script>",
    "<img src=x onerror=\"document.title='hacked'\">",
    "' \" ` & < > \\ {data} ${1} %s {0}",
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://example.org","点我")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\x00\x01\x1b[31m红\x7f\x85\x9b31m",
    "\ud800 和 \udfff 和 \udc80",
    "反\u202e序\u2066\u200b\ufeff\ufffe\uffff",
    "第一行\n第二行\r\n第三行\r第四行\t制表\u2028行\u2029段",
    "_x000D__x0041_",
    "]]>&amp;&#10;<?xml?><!DOCTYPE a>",
    "长" * 40_000,
    "😀" * 20_000,
    " ",
    "",
]
"""Texts that break out, execute or fall apart where they are not handled."""


class ReportedFinding(Finding):
    """A finding of no rule: its words are here."""


def _worded(real: Callable[[Finding], str], words: Callable[[Finding], str]) -> Callable[[Finding], str]:
    return lambda finding: words(finding) if isinstance(finding, ReportedFinding) else real(finding)


_REGULATION = "《项目支出绩效评价管理办法》（财预〔2020〕10号）"
for _name, _words in {
    "message": lambda each: str(each.parameters.get("text", f"{each.field or '内容'}有问题")),
    "basis": lambda each: _REGULATION if each.code.startswith("SCR") else "",
    "hint": lambda each: "请核实后修改",
}.items():
    setattr(catalogue, _name, _worded(getattr(catalogue, _name), _words))


def finding(text: str | None = None, **fields: Any) -> Finding:
    """A finding that says ``text``."""
    values: dict[str, Any] = {
        "code": "CMP-008",
        "severity": ERROR,
        "file": "教育局.xlsx",
        "sheet": "项目一",
        "cell": "E12",
        "project": "校舍维修",
        "department": "教育局",
        "field": "指标值",
    }
    values.update(fields)
    return ReportedFinding(**values, parameters={} if text is None else {"text": text})


def report(
    findings: Sequence[Finding],
    *,
    files: Sequence[FileEntry] | None = None,
    skipped: Sequence[Skip] = (),
    paths: Iterable[tuple[str, Path]] = (),
) -> Report:
    """A report on the findings; all their files were checked unless ``files`` says otherwise."""
    if files is None:
        files = [checked(name) for name in dict.fromkeys(each.file for each in findings)]
    return make_report(files, findings, skipped, paths=paths)


def checked(name: str, status: str = "checked", reason: str | None = None) -> FileEntry:
    """A FILE object."""
    return {"file": name, "status": status, "reason": reason, "documents": 1 if status == "checked" else 0}


def everywhere(text: str) -> Finding:
    """A finding with ``text`` wherever a text can stand."""
    return finding(
        text,
        file=f"{text}.xlsx",
        sheet=text,
        project=text,
        department=text,
        field=text,
        found=text,
        expected=text,
        related=(f"{text}.xlsx!{text}!B2",),
    )


def many(number: int, seed: int = 1) -> list[Finding]:
    """As many findings as from a big city: texts of realistic length, hundreds of departments."""
    chance = random.Random(seed)
    codes = [f"{family}-{place:03}" for family in ("CMP", "FND", "IND", "OPR", "VAL", "TIM") for place in range(1, 16)]
    levels = [ERROR, WARNING, WARNING, INFO, INFO]
    return [_random(chance, codes, levels, place) for place in range(number)]


def _random(chance: random.Random, codes: Sequence[str], levels: Sequence[Severity], place: int) -> Finding:
    department = f"{chance.choice('东西南北中')}区第{place // 60 % 330}单位"
    row = chance.randrange(8, 60)
    value = chance.choice(["效果显著", "≥95%", "按时完成", "各项工作顺利开展，群众满意度不断提高"])
    return dataclasses.replace(
        finding(
            f"第{row}行“{chance.choice(['培训人次', '设备验收合格率', '项目按期完成率'])}{place}”的指标值“{value}”无法衡量，请核实"
        ),
        code=chance.choice(codes),
        severity=chance.choice(levels),
        department=department,
        file=f"报送/{department}.xlsx",
        sheet=f"项目{place % 7 + 1}",
        cell=f"{chance.choice('CDEFG')}{row}",
        project=f"{department}专项业务经费项目{place % 7 + 1}",
        found=value,
        expected=chance.choice([None, "95", "≥", "2026年12月31日前"]),
        difference=chance.choice([None, None, Decimal("12.5")]),
    )
