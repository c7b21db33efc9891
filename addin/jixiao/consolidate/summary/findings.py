"""Findings as 检查结果 tells them."""

from __future__ import annotations

from jixiao.checks.catalogue import basis, basis_of_rule, is_local
from jixiao.checks.finding import Finding, Severity

LEVELS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}


def basis_told(finding: Finding) -> str:
    """The regulation that a finding rests on."""
    return basis(finding) if is_local(finding.code) else basis_of_rule(finding.code)
