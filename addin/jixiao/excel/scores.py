"""The scores of a self-evaluation form: each indicator by its standard, the execution rate, the sum and the grade."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from jixiao.forms.document import Document, Indicator
from jixiao.scoring.assembly import understand
from jixiao.scoring.engine import Score, State, round_half_up, score
from jixiao.scoring.inference import PointsOfRow, context_of, infer_points

EXECUTION_POINTS = Decimal(10)
_GRADES = ((Decimal(90), "优"), (Decimal(80), "良"), (Decimal(60), "中"), (Decimal(0), "差"))


class Filled(NamedTuple):
    """What a cell is to hold, the working, and what it is about."""

    cell: str
    value: float | str
    note: str | None
    label: str


class NotScored(NamedTuple):
    """An indicator that a human has to score."""

    place: str
    reason: str


@dataclass
class ScoredForm:
    """The cells to fill, and the indicators left to a human."""

    cells: list[Filled] = field(default_factory=list)
    open: list[NotScored] = field(default_factory=list)
    total: Decimal = Decimal(0)
    complete: bool = True


def score_form(document: Document) -> ScoredForm:
    """Score every indicator that can be scored without judgement."""
    scored = ScoredForm()
    indicators = document.get("indicators") or []
    points = infer_points([(row.get("scoring_standard"), row.get("points")) for row in indicators]).rows
    column = _column(indicators)
    for indicator, worth in zip(indicators, points, strict=True):
        _score_row(document, indicator, worth, column, scored)
    _score_execution(document, scored)
    _conclude(document, scored)
    return scored


def _column(indicators: list[Indicator]) -> str | None:
    """The letters of the column 得分: that of a filled cell, else the one right of 分值."""
    from jixiao.grid.address import column_letters, parse_address

    for row in indicators:
        if "score" in row["cells"]:
            return row["cells"]["score"].rstrip("0123456789")
    for row in indicators:
        if "points" in row["cells"]:
            return column_letters(parse_address(row["cells"]["points"])[1] + 1)
    return None


def _score_row(
    document: Document, indicator: Indicator, worth: PointsOfRow, column: str | None, scored: ScoredForm
) -> None:
    cell = indicator["cells"].get("score")
    if cell is None and column is not None:
        cell = f"{column}{indicator['cell'].lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"
    result = _result(document, indicator, worth)
    place = f"{document['source']['sheet']}!{cell or indicator['cell']}"
    given = indicator.get("score")
    if result.state is not State.SCORED or result.score is None or cell is None:
        scored.open.append(NotScored(place, result.trace))
        scored.total += given or Decimal(0)
        scored.complete &= given is not None
        return
    note = f"{result.trace}（分值为推定）" if worth.inferred else result.trace
    scored.cells.append(Filled(cell, float(result.score), note, indicator["level3"] or "得分"))
    scored.total += result.score


def _result(document: Document, indicator: Indicator, worth: PointsOfRow) -> Score:
    text = indicator.get("scoring_standard")
    if not text:
        return Score(State.HUMAN, None, "没有评分标准，需人工评分")
    standard = understand(text, context_of(indicator, worth.points, document["fiscal_year"]))
    return score(standard, indicator.get("actual"), points=worth.points)


def _score_execution(document: Document, scored: ScoredForm) -> None:
    """10 × executed / budget, capped at 10 (财预〔2020〕10号)."""
    lines = document.get("execution") or []
    if not lines:
        return
    line = lines[0]
    annual, executed = line.get("annual"), line.get("executed")
    points = line.get("points") or EXECUTION_POINTS
    cell = line["cells"].get("score")
    if not annual or executed is None:
        scored.complete = False
        return
    result = round_half_up(max(Decimal(0), min(points, points * executed / annual)))
    scored.total += result
    if cell is not None:
        note = f"{points.normalize():f}×{executed.normalize():f}÷{annual.normalize():f}＝{result}"
        scored.cells.append(Filled(cell, float(result), note, "预算执行率得分"))


def _conclude(document: Document, scored: ScoredForm) -> None:
    """The sum and the grade, once nothing is left open."""
    if not scored.complete:
        return
    cells = document["cells"]
    if "total_score" in cells:
        scored.cells.append(Filled(cells["total_score"], float(scored.total), None, "总分"))
    if "grade" in cells:
        grade = next(name for least, name in _GRADES if scored.total >= least)
        scored.cells.append(Filled(cells["grade"], grade, None, "自评等级"))
