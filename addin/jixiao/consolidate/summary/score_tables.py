"""Scores on 概览 and 评分概览: ranking, spread, and blocks.

All scores are on a scale of 100. Those of a summary are the ones that the forms state; nobody has verified them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from jixiao.consolidate.records import BlockScore, DocumentRecord, Evaluation
from jixiao.consolidate.summary.overview import (
    AMBER,
    BLUE,
    GREEN,
    GREY,
    RED,
    TEAL,
    Drawing,
    OverviewTable,
    OverviewValue,
    Series,
)
from jixiao.scoring.engine import round_half_up

FIRST_SHOWN, LAST_SHOWN = 8, 4
_HUNDRED = Decimal(100)
_BANDS = (
    (Decimal(90), "90分及以上"),
    (Decimal(80), "80分至不到90分"),
    (Decimal(60), "60分至不到80分"),
    (Decimal(0), "60分以下"),
)
_NONE = "没有总分"
_COLOURS = (GREEN, BLUE, AMBER, RED, GREY)
_NOTE = "得分以自评表填写的为准，折合百分制，未经复核"


def score_of(evaluation: Evaluation) -> Decimal | None:
    """Return a self-evaluation's total of 100; None if it states no sound one."""
    if evaluation.score is None:
        return None
    points = evaluation.points or _HUNDRED
    return evaluation.score * _HUNDRED / points if 0 <= evaluation.score <= points else None


def score_tables(documents: Sequence[DocumentRecord]) -> Iterator[OverviewTable]:
    """Yield the tables of the self-evaluations; none without any."""
    evaluated = [(each.department or "", each.evaluation) for each in documents if each.evaluation is not None]
    if not evaluated:
        return
    scores = [(name, score) for name, each in evaluated if (score := score_of(each)) is not None]
    yield from tables_of_scores(
        scores,
        [score_of(each) for _, each in evaluated],
        [block for _, each in evaluated for block in each.blocks],
        _NOTE,
    )


def tables_of_scores(
    scores: Sequence[tuple[str, Decimal]],
    all_scores: Sequence[Decimal | None] | None,
    blocks: Sequence[BlockScore],
    note: str,
) -> Iterator[OverviewTable]:
    """Yield the tables of scores: by department, of all, and of blocks."""
    if scores:
        yield _ranking(ranks(scores), note)
    if all_scores is not None:
        yield _spread(all_scores)
    table = _blocks(blocks)
    if table is not None:
        yield table


def score_sentence(documents: Sequence[DocumentRecord]) -> list[str]:
    """Return the number of self-evaluations and their mean, if any."""
    scores = [score_of(each.evaluation) for each in documents if each.evaluation is not None]
    known = [each for each in scores if each is not None]
    if not known:
        return []
    return [f"自评表{len(scores)}份，平均得分{_mean(known)}分（自评，未经复核）"]


class Rank(NamedTuple):
    """A department's place by its mean score; equal means share it."""

    place: int
    department: str
    scores: Sequence[Decimal]

    @property
    def mean(self) -> Decimal:
        """The mean, rounded to two digits."""
        return _mean(self.scores)


def ranks(scores: Sequence[tuple[str, Decimal]]) -> list[Rank]:
    """Return the departments of some scores, the highest mean first."""
    by_department: dict[str, list[Decimal]] = {}
    for name, score in scores:
        by_department.setdefault(name, []).append(score)
    ranked: list[Rank] = []
    ordered = sorted(by_department.items(), key=lambda item: (-_mean(item[1]), item[0]))
    for place, (name, own) in enumerate(ordered, start=1):
        same = ranked and ranked[-1].mean == _mean(own)
        ranked.append(Rank(ranked[-1].place if same else place, name, own))
    return ranked


def _mean(scores: Sequence[Decimal]) -> Decimal:
    return round_half_up(sum(scores, Decimal(0)) / len(scores))


def _ranking(ranked: Sequence[Rank], note: str) -> OverviewTable:
    shown = ranked if len(ranked) <= FIRST_SHOWN + LAST_SHOWN else [*ranked[:FIRST_SHOWN], *ranked[-LAST_SHOWN:]]
    rows: list[Sequence[OverviewValue]] = [
        [
            f"{each.place}. {each.department or '（未填写部门）'}",
            len(each.scores),
            each.mean,
            max(each.scores),
            min(each.scores),
        ]
        for each in shown
    ]
    notes = [note] if note else []
    if len(shown) < len(ranked):
        notes.append(f"中间{len(ranked) - len(shown)}个部门略")
    title = f"平均得分：前{FIRST_SHOWN}名和后{LAST_SHOWN}名" if len(shown) < len(ranked) else "各部门平均得分"
    return OverviewTable(
        "自评得分排名",
        [("自评表", "count"), ("平均得分", "score"), ("最高", "score"), ("最低", "score")],
        rows,
        Drawing("bar", title, [Series(2, "平均得分", BLUE)], len(rows), "0.00"),
        note="；".join(notes),
    )


def _spread(scores: Sequence[Decimal | None]) -> OverviewTable:
    names = [name for _, name in _BANDS]
    found = Counter(
        _NONE if score is None else next(name for least, name in _BANDS if score >= least) for score in scores
    )
    if found[_NONE]:
        names.append(_NONE)
    rows: list[Sequence[OverviewValue]] = [[name, found[name], Decimal(found[name]) / len(scores)] for name in names]
    return OverviewTable(
        "自评得分区间",
        [("自评表", "count"), ("占比", "percent")],
        rows,
        Drawing(
            "column", "自评得分的分布（份）", [Series(1, "自评表", BLUE)], len(rows), "0", colours=_COLOURS[: len(rows)]
        ),
    )


def _blocks(blocks: Sequence[BlockScore]) -> OverviewTable | None:
    """Return points and scores by level 1; None where no form states them."""
    points: Counter[str] = Counter()
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for block in blocks:
        points[block.level1] += block.indicators
        given, reached = sums.get(block.level1, (Decimal(0), Decimal(0)))
        sums[block.level1] = given + block.points, reached + block.score
    rows: list[Sequence[OverviewValue]] = [
        [name or "（没有归类）", points[name], given, reached, reached / given]
        for name, (given, reached) in sums.items()
        if given > 0
    ]
    if not rows:
        return None
    return OverviewTable(
        "一级指标",
        [("指标数", "count"), ("分值", "score"), ("得分", "score"), ("得分率", "percent")],
        rows,
        Drawing("column", "各类指标的得分率", [Series(4, "得分率", TEAL)], len(rows), "0.0%"),
        note="只计填了分值和得分、得分不超过分值的指标",
    )
