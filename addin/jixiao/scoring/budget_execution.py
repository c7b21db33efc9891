"""The score of the execution rate: points by what was spent of the budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from jixiao.forms.all_money import scored_line, sum_of_parts
from jixiao.forms.document import Execution
from jixiao.forms.numbers import plain_number
from jixiao.scoring.engine import round_half_up


@dataclass(frozen=True, slots=True)
class ExecutionScore:
    """The execution rate in per cent, its score, and how it came about.

    ``added``: its line leaves an amount blank, for which the sum of the sources serves.
    """

    line: Execution
    points: Decimal
    rate: Decimal | None
    score: Decimal | None
    trace: str
    added: bool = False


def score_execution(lines: Sequence[Execution], usual: Decimal | None) -> ExecutionScore | None:
    """Return points × executed / budget, capped; of all money or the sum of its parts.

    A form without points for it has the ``usual``, none where its indicators make the hundred.
    """
    whole = scored_line(lines)
    points = None if whole is None else whole.get("points")
    points = usual if points is None else points
    if not lines or points is None:
        return None
    line = whole or lines[0]
    if (line.get("score") or Decimal(0)) > points:
        return ExecutionScore(line, points, None, None, "预算执行的分值未读出，得分需人工核对")
    annual, executed = _amount(lines, whole, "annual"), _amount(lines, whole, "executed")
    if annual is None or executed is None or annual <= 0:
        missing = f"全年{'预算' if annual is None else '执行'}数未填或未读出，执行率未计算"
        reason = "全年预算数为0，执行率无法计算，需人工评分" if annual is not None and executed is not None else missing
        return ExecutionScore(line, points, None, None, reason)
    result = round_half_up(max(Decimal(0), min(points, points * executed / annual)))
    working = f"{plain_number(executed)}÷{plain_number(annual)}×{plain_number(points)}"
    trace = f"{working}，最高得{plain_number(result)}分" if executed > annual else f"{working}＝{plain_number(result)}"
    blank = whole is not None and (whole.get("annual", annual) is None or whole.get("executed") is None)
    return ExecutionScore(line, points, executed * 100 / annual, result, trace, added=blank)


def _amount(lines: Sequence[Execution], whole: Execution | None, name: Literal["annual", "executed"]) -> Decimal | None:
    """Return the amount of the line of all money, else the sum of the others.

    A form without a column for 全年预算数 has its budget in 年初预算数.
    """
    stated = None if whole is None else whole.get(name)
    if name == "annual" and whole is not None and not any("annual" in line for line in lines):
        initial, executed, rate = whole.get("initial"), whole.get("executed"), whole.get("rate")
        known = not initial or executed is None or rate is None or abs(executed * 100 / initial - rate) < 1
        return initial if known else None  # the rate is of a changed budget that was not read
    return sum_of_parts([line for line in lines if line is not whole]).get(name) if stated is None else stated
