"""The scores of a self-evaluation form: indicators, execution, sums, grade.

Nothing is guessed: an indicator without an actual value has no score, one that a human has to judge says so, and a score
that stands on the form is the one that counts; where it is not what the standard gives, that is remarked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from jixiao.forms.actual_values import typed_in_ones
from jixiao.forms.document import Document, Indicator, lacks_names, shared_values
from jixiao.forms.money import Unit
from jixiao.forms.numbers import plain_number
from jixiao.scoring.assembly import understand
from jixiao.scoring.awards import Policy
from jixiao.scoring.budget_execution import ExecutionScore, score_execution
from jixiao.scoring.context import context_of
from jixiao.scoring.engine import Score, ScoreState, read_actual, round_half_up, score
from jixiao.scoring.row_points import NO_POINTS, PointsOfRow, infer_points

FULL_POINTS = Decimal(100)
EXECUTION_POINTS = Decimal(10)
DEVIATION_LIMIT = Decimal(20)
"""Per cent; a deviation of as much or more, in either direction, has to be explained (STANDARDS.md, Sums)."""
_GRADES = ((Decimal(90), "优"), (Decimal(80), "良"), (Decimal(60), "中"), (Decimal("-Infinity"), "差"))
_SHARED = ("target", "actual", "points", "score")
"""An indicator that shares one of these with others has no score of its own."""
ZERO = Decimal(0)


class Need(Enum):
    """What a remark asks for."""

    ACTUAL = "实际值未填"
    UNCLEAR = "实际值不明"
    HUMAN = "需人工评分"
    DIFFERS = "得分与标准不符"
    DEVIATION = "请说明偏差原因"
    POINTS = "分值"
    EXECUTION = "预算执行"


@dataclass(frozen=True, slots=True)
class Remark:
    """What the clerk has to look at, in the ``row`` of an indicator or the form."""

    need: Need
    text: str
    row: int | None = None


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """An indicator's points, its score by the standard, and the ``given`` one.

    ``stated`` are the points of the sentence. ``barred``: no sum counts what the cell of the score holds, a text.
    ``shared`` are the keys, of target, result, points and score, of which one cell serves several indicators.
    """

    indicator: Indicator
    points: PointsOfRow
    result: Score
    given: Decimal | None
    deviation: Decimal | None
    stated: Decimal | None
    barred: bool = False
    shared: frozenset[str] = frozenset()

    @property
    def scored_above(self) -> bool:
        """Whether the score is merged with that of an indicator above."""
        return "score" in self.shared and self.given is None

    @property
    def final(self) -> Decimal | None:
        """Return the score that counts, the form's or the standard's, if not ``barred``."""
        if self.barred:
            return None
        return self.result.score if self.given is None else self.given

    @property
    def trace(self) -> str:
        """Return the working in one line, with what was inferred and other readings."""
        text = self.result.explained
        if self.points.inferred and self.points.points is not None:
            text = f"{text}（分值{plain_number(self.points.points)}为推定）"
        return text

    @property
    def unexplained(self) -> bool:
        """Whether the deviation has to be explained and is not."""
        if self.deviation is None or abs(self.deviation) < DEVIATION_LIMIT or self.shared:
            return False
        # To stay far below a limit that is no money (complaints, accidents) is what the limit is for.
        saved = (
            self.deviation < 0
            and self.indicator["operator"] in ("≤", "<")
            and Unit.parse(self.indicator["unit"]) is None
        )
        return not saved and not (self.indicator.get("deviation") or "").strip()


@dataclass(frozen=True, slots=True)
class LevelSum:
    """Points and scores below a level 1; ``open`` indicators have no score."""

    level1: str
    points: Decimal
    score: Decimal
    open: int


@dataclass(frozen=True, slots=True)
class FormScore:
    """All scores of a form; the ``total`` of what there is stands if ``complete``.

    ``unread``: the form adds its points up to 100, fewer were read.
    """

    document: Document
    rows: tuple[IndicatorScore, ...]
    execution: ExecutionScore | None
    levels: tuple[LevelSum, ...]
    total: Decimal
    total_points: Decimal
    complete: bool
    unread: bool
    remarks: tuple[Remark, ...]

    @property
    def grade(self) -> str | None:
        """优, 良, 中 or 差; None while a score is open or the points do not add up to 100."""
        return grade_of(self.total) if self.complete and self.total_points == FULL_POINTS else None


def grade_of(total: Decimal) -> str:
    """The grade of a total of 100 points."""
    return next(name for least, name in _GRADES if total >= least)


def score_form(document: Document, policy: Policy = Policy.FLOOR, barred: Collection[int] = ()) -> FormScore:
    """Score a ``selfeval`` form; the score cells of ``barred`` rows hold no number."""
    indicators = document.get("indicators") or []
    given, lines = sum(row.get("points") or ZERO for row in indicators), document.get("execution") or []
    full = given == FULL_POINTS
    full |= given == document.get("total_points") and not any(line.get("score") for line in lines)  # 90 of 90
    full |= any("执行率" in (row["level3"] or "") for row in indicators)  # the rate is an indicator itself
    execution = score_execution(lines, EXECUTION_POINTS if not full else None)
    execution_points = ZERO if execution is None else execution.points
    shared = [keys.intersection(_SHARED) for keys in shared_values(document)]
    own = [place for place, row in enumerate(indicators) if "points" not in shared[place] or row.get("points")]
    inferred, known = infer_points(
        [(indicators[place].get("scoring_standard"), indicators[place].get("points")) for place in own],
        FULL_POINTS - execution_points,
    )
    points_of = dict(zip(own, inferred, strict=True))
    year = document["fiscal_year"]
    rows = tuple(
        _row(indicator, points_of.get(place, NO_POINTS), year, policy, barred=place in barred, shared=shared[place])
        for place, indicator in enumerate(indicators)
    )
    finals = [row.final for row in rows if not row.scored_above]
    total_points = known + execution_points
    remarks = [remark for place, row in enumerate(rows) for remark in _remarks(place, row)]
    if document.get("deviation"):
        remarks = [remark for remark in remarks if remark.need is not Need.DEVIATION]  # explained once for all
    if execution is not None:
        finals.append(execution.score)
        if execution.score is None or execution.added:
            added = "资金总额未填全，按各来源合计计算，请补填：" if execution.added else ""
            remarks.append(Remark(Need.EXECUTION, f"{added}{execution.trace}"))
    total = sum((final for final in finals if final is not None), ZERO)
    if misread := lacks_names(document):
        remarks.append(Remark(Need.UNCLEAR, "多数三级指标名称没有读出，总分未计算，请核对版式"))
    unread = misread or document.get("total_points") == FULL_POINTS > total_points
    if rows and total_points != FULL_POINTS:
        remarks.append(Remark(Need.POINTS, _about_points(rows, total_points, unread=unread)))
    pointed = any(row.points.points is not None for row in rows)
    complete = pointed and None not in finals and not unread
    return FormScore(document, rows, execution, _levels(rows), total, total_points, complete, unread, tuple(remarks))


def _about_points(rows: Sequence[IndicatorScore], total: Decimal, *, unread: bool) -> str:
    """Say why the points are not 100; ``unread``: the form adds them up to 100 itself."""
    if all(row.points.points is None for row in rows):
        return "各指标没有分值，总分和等级不能确定"
    if unread:
        return f"表中分值合计100分，只读出{plain_number(total)}分，其余分值和得分未读出；总分未计算，请核对"
    return f"分值合计{plain_number(total)}分，应为100分，请核对各指标分值"


def _row(
    indicator: Indicator, points: PointsOfRow, year: int | None, policy: Policy, *, barred: bool, shared: frozenset[str]
) -> IndicatorScore:
    context = context_of(indicator, points.points, year)
    text = indicator.get("scoring_standard")
    actual, plan = indicator.get("actual"), context.plan
    standard = understand(text, context) if text else None
    done, deviation, in_ones = read_actual(actual, context.unit, dates=False), None, False
    if isinstance(done, Decimal) and isinstance(plan, Decimal) and plan:
        in_ones = typed_in_ones(done, plan, context.unit)
        deviation = None if in_ones else (done - plan) / abs(plan) * 100
    if "actual" not in indicator:
        result = Score(ScoreState.HUMAN, None, "表中没有实际完成值，需人工评分", ZERO, points.points)
    elif actual is None and "actual" not in shared:
        result = Score(ScoreState.MISSING, None, "实际值未填")
    elif shared:
        result = Score(ScoreState.HUMAN, None, "与别的指标合用一个单元格，需人工评分", ZERO, points.points)
    elif in_ones:
        reason = f"指标值的单位是{context.unit}，实际完成值大了上万倍，请按{context.unit}填写"
        result = Score(ScoreState.UNCLEAR, None, reason)
    elif standard is None:
        result = Score(ScoreState.HUMAN, None, "表中没有评分标准，需人工评分", ZERO, points.points)
    else:
        result = score(standard, actual, points=points.points, policy=policy, typed=True)
    stated = None if standard is None else standard.stated
    return IndicatorScore(indicator, points, result, indicator.get("score"), deviation, stated, barred, shared)


def _remarks(place: int, row: IndicatorScore) -> Iterator[Remark]:
    state, given = row.result.state, row.given
    if row.points.inferred and row.points.points is not None:
        yield Remark(Need.POINTS, f"分值未写明，按合计推定为{plain_number(row.points.points)}分，请核对", place)
    if row.stated is not None and row.points.points not in (None, row.stated):
        text = f"分值为{plain_number(row.points.points or ZERO)}分，评分标准写明{plain_number(row.stated)}分，得分按后者计算，请核对"
        yield Remark(Need.POINTS, text, place)
    if state is ScoreState.MISSING:
        said = "" if given is None else f"，表中已有得分{plain_number(given)}分"
        yield Remark(Need.ACTUAL, f"实际完成值未填{said}，请补填", place)
    elif state is ScoreState.UNCLEAR:
        yield Remark(Need.UNCLEAR, row.result.trace, place)
    elif given is None and row.result.score is None and not row.scored_above:
        yield Remark(Need.HUMAN, f"{row.result.trace}{_between(row.result)}", place)
    if (wrong := _wrong(row)) is not None:
        yield Remark(Need.DIFFERS, wrong, place)
    if row.unexplained and row.deviation is not None:
        share = f"{'高于' if row.deviation > 0 else '低于'}指标值{plain_number(round_half_up(abs(row.deviation)))}%"
        yield Remark(Need.DEVIATION, f"实际完成值{share}，请说明偏差原因和改进措施", place)


def _between(result: Score) -> str:
    if result.low is None or result.high is None or "之间" in result.trace:
        return ""
    return f"（{plain_number(result.low)}－{plain_number(result.high)}分）"


def _wrong(row: IndicatorScore) -> str | None:
    """Return what is wrong with the score on the form; None if nothing is."""
    given, result = row.given, row.result
    if given is None or row.shared:
        return None
    if result.score is not None and given not in (result.score, *(amount for _, amount in result.alternatives)):
        return f"表中得分{plain_number(given)}分，按评分标准应得{plain_number(result.score)}分（{row.trace}）；未改动，请核对"
    if row.points.points is not None and given > row.points.points:
        return f"表中得分{plain_number(given)}分，超过分值{plain_number(row.points.points)}分，请核对"
    if given < 0 or (result.low is not None and result.high is not None and not result.low <= given <= result.high):
        return f"表中得分{plain_number(given)}分，不在评分标准的范围内{_between(result)}：{result.trace}"
    return None


def _levels(rows: Sequence[IndicatorScore]) -> tuple[LevelSum, ...]:
    levels: dict[str, list[IndicatorScore]] = {}
    for row in rows:
        levels.setdefault(row.indicator["level1"] or "（未填一级指标）", []).append(row)
    found = []
    for name, mine in levels.items():
        counted = [row.final for row in mine if not row.scored_above]
        reached = [final for final in counted if final is not None]
        points = sum((row.points.points or ZERO for row in mine), ZERO)
        found.append(LevelSum(name, points, sum(reached, ZERO), len(counted) - len(reached)))
    return tuple(found)
