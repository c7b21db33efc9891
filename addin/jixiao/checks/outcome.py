"""What a check leaves: findings, and the rules that could not be run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from jixiao.checks.finding import Finding, Severity
from jixiao.errors import JixiaoError

EVERY_RULE = "*"
"""Stands for the code where all rules were left out at once."""
LEFT_OUT = "工作表已隐藏或是填写示例，表内未检查，也不参与汇总；请删除，或取消隐藏、改名后重新报送"
"""The reason of a form that counts for nothing."""


class Skip(NamedTuple):
    """A rule that was not run on a form, and why."""

    code: str
    file: str
    sheet: str
    reason: str


@dataclass(slots=True)
class CheckResult:
    """The outcome of a check."""

    findings: list[Finding] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)

    def extend(self, other: CheckResult) -> None:
        """Take over what another check found."""
        self.findings.extend(other.findings)
        self.skipped.extend(other.skipped)

    def counts(self) -> dict[str, int]:
        """Return the number of findings of each level, 0 included."""
        found = Counter(finding.severity for finding in self.findings)
        return {level.value: found[level] for level in Severity}


class RuleFailedError(JixiaoError):
    """A rule broke: a defect of Jixiao, told instead of passed over."""

    default_hint = "这是程序缺陷，请附上该文件反馈；急用时可加 --skip 跳过这条规则"

    def __init__(self, code: str, *, file: str | None = None, sheet: str | None = None, cause: Exception) -> None:
        super().__init__(f"检查规则 {code} 运行出错（{type(cause).__name__}: {cause}）", file=file, sheet=sheet)
        self.code = code
