"""What only follows from another finding of the form, and is left out.

- 定性 typed as the target (QLT-004) leaves the rest of its row empty, shifted or unread.
- An output under the wrong level 2 (IND-004) leaves its own level 2 empty (CMP-006).
- Two amounts that contradict each other are reported once, by the rule nearest to the cause: a wrong total differs from its
  sources (FND-001), from the other total of the header (FND-002) and from the words (FND-009). The cost (FND-003) is
  another cell that somebody has to mend, and stays.
- A month without a year (TIM-008) is no number that lacks its sign.
- A column without a header (STR-001) leaves its values unread: no number lacks a sign that nobody could read (OPR-005).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao.checks.finding import Finding, Severity

_OF_ITS_ROW = frozenset(
    {"STR-002", "VAL-001", "VAL-007", "CMP-008", "CMP-009", "CMP-010", "OPR-003", "OPR-005", "QLT-001"}
)
_AMOUNTS = ("FND-001", "FND-002", "FND-006", "FND-008", "FND-009")
"""Rules that hold two amounts of a form against each other, the nearest to the cause first."""


def causes(found: Sequence[Finding]) -> list[Finding]:
    """Return the findings that do not follow from others, in their order."""
    if len(found) < 2:
        return list(found)
    rows = {finding.row for finding in found if finding.code == "QLT-004"}
    places = {finding.expected for finding in found if finding.code == "IND-004"}
    unread = {finding.expected for finding in found if finding.code == "STR-001"}
    months = {finding.row for finding in found if finding.code == "TIM-008"}
    signs_unread = "指标值类型" in unread or "计算符号" in unread
    kept = [
        finding
        for finding in found
        if not (finding.row in rows and finding.code in _OF_ITS_ROW)
        and not (finding.code == "CMP-006" and finding.expected in places)
        and not (finding.code in ("OPR-005", "CMP-010") and (signs_unread or finding.row in months))
    ]
    return _amounts_once(kept)


def _amounts_once(found: list[Finding]) -> list[Finding]:
    pairs: dict[frozenset[Decimal], list[Finding]] = {}
    for finding in found:
        if finding.code in _AMOUNTS and finding.severity is not Severity.INFO:
            pair = _pair(finding)
            if pair is not None:
                pairs.setdefault(pair, []).append(finding)
    result = {id(finding): finding for finding in found}
    for same in pairs.values():
        first, *others = sorted(same, key=lambda finding: _AMOUNTS.index(finding.code))
        followers = [finding for finding in others if finding.code != first.code]
        if followers:
            result[id(first)] = replace(first, related=_with_places(first, followers))
            for finding in followers:
                del result[id(finding)]
    return list(result.values())


def _pair(finding: Finding) -> frozenset[Decimal] | None:
    """Return the two amounts of a finding, in whatever order."""
    if isinstance(finding.found, Decimal) and isinstance(finding.expected, Decimal):
        return frozenset((finding.found.normalize(), finding.expected.normalize()))
    return None


def _with_places(first: Finding, others: Sequence[Finding]) -> tuple[str, ...]:
    own = f"{first.file}!{first.sheet}!{first.cell}"
    cells = [f"{other.file}!{other.sheet}!{other.cell}" for other in others if other.cell]
    places = (*first.related, *cells, *(place for other in others for place in other.related))
    return tuple(place for place in dict.fromkeys(places) if place != own)
