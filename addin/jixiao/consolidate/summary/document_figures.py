"""What 概览 needs of a form: indicators, last year's money, evaluation."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import cache

from jixiao.consolidate.records import BlockScore, Evaluation, LevelCount
from jixiao.consolidate.summary.summary_rows import canonical_levels, classification_of, in_wan, money_factor
from jixiao.forms.document import Document

EXECUTION = "预算执行"
_OTHER_FIGURE = re.compile(r"执行|支出数|完成|结转|结余|决算|其中|得分|分值")
"""What is no budget of the year before: 上年执行数, 上年结转资金, 其中：财政拨款."""
_WHOLE = re.compile(r"总额|合计|总计")  # 上年度资金总额


def levels_of(document: Document) -> tuple[LevelCount, ...]:
    """Count a form's indicators by level 2, old names as today's."""
    tree = classification_of(document)
    found = Counter(
        _todays_name(canonical_levels(tree, each["level1"], each["level2"])[1])
        for each in document.get("indicators", ())
    )
    return tuple(LevelCount(level2, number) for level2, number in found.items())


@cache
def _todays_name(level2: str | None) -> str:
    """The name of a level 2 in the newest classification that has it: 产出数量 is 数量指标."""
    for tree in ("2021", "2015"):
        leaf = canonical_levels(tree, None, level2)[1]
        if leaf is not None:
            return leaf
    return level2 or ""


def last_year_of(document: Document) -> Decimal | None:
    """Return the year before's budget in 万元; None if not stated once."""
    stated = [
        (each["label"], each["value"])
        for each in document.get("last_year", ())
        if isinstance(each["value"], Decimal) and not _OTHER_FIGURE.search(each["label"])
    ]
    whole = [each for each in stated if _WHOLE.search(each[0])] or stated
    return in_wan(whole[0][1], money_factor(document["currency_unit"])) if len(whole) == 1 else None


def evaluation_of(document: Document) -> Evaluation:
    """Return a self-evaluation's stated total, and what each level 1 got."""
    tree = classification_of(document)
    indicators: Counter[str] = Counter()
    points: dict[str, Decimal] = {}
    scores: dict[str, Decimal] = {}

    def add(block: str, given: Decimal | None, score: Decimal | None) -> None:
        if given is not None and score is not None and 0 <= score <= given:  # one beyond its points is an error
            indicators[block] += 1
            points[block] = points.get(block, Decimal(0)) + given
            scores[block] = scores.get(block, Decimal(0)) + score

    for line in (document.get("execution") or ())[:1]:
        add(EXECUTION, line.get("points"), line.get("score"))
    for each in document.get("indicators", ()):
        level1 = canonical_levels(tree, each["level1"], each["level2"])[0] or each["level1"]
        add(level1 or "", each.get("points"), each.get("score"))
    blocks = tuple(BlockScore(block, number, points[block], scores[block]) for block, number in indicators.items())
    return Evaluation(document.get("total_points"), document.get("total_score"), blocks)
