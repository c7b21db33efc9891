"""What limits a score without a condition of its own: 扣完为止, 最多扣5分, 最高不超过8分, 不足1个月按1个月计, 满分10分."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from jixiao.scoring.awards import Policy
from jixiao.scoring.phrase import phrases


class LimitKind(Enum):
    """What is limited, and how."""

    MOST_DEDUCTED = "最多扣"
    MOST_ADDED = "最多加"
    MOST = "最高得"
    LEAST_ZERO = "扣完为止"
    LEAST = "最低得"
    PARTIAL = "不足一个步长"
    STATED = "分值"
    REMARK = "说明"


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit; ``number`` are points, ``policy`` belongs to ``PARTIAL``."""

    kind: LimitKind
    number: Decimal | None = None
    policy: Policy | None = None


def _meaning(row: dict[str, str]) -> Callable[[re.Match[str]], Limit]:
    kind = LimitKind[row["means"]]
    policy = Policy(row["policy"]) if "policy" in row else None

    def build(match: re.Match[str]) -> Limit:
        found = next((group for group in match.groups() if group), None)
        return Limit(kind, None if found is None else Decimal(found), policy)

    return build


LIMITS = tuple(phrases("limits", _meaning))
PART_BY_SHARE = next(limit for limit in LIMITS if "不足10%的部分按比例计算" in limit.examples)
"""不足80%的按比例扣分 says how a part of a step counts only where there are steps."""
