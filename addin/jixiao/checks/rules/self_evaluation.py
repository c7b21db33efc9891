"""SEV: whether a self-evaluation agrees with itself and the targets."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from jixiao.checks.achievement import (
    achievement,
    blank,
    is_beyond,
    mismatch,
    must_be_explained,
    none_reached,
    without_aside,
)
from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.form_kinds import YEAR_END
from jixiao.checks.registry import rule
from jixiao.checks.rows import Row
from jixiao.checks.rules.sheet_structure import is_half
from jixiao.forms.all_money import scored_line
from jixiao.forms.document import Execution, value_at
from jixiao.forms.numbers import parse_number
from jixiao.forms.text import fold
from jixiao.grid.address import parse_address
from jixiao.textlayout import some_of

_FULL = Decimal(100)
_CENT = Decimal("0.01")
_FEWEST_TOGETHER = 4
"""So many blank results on a form are one finding."""
_GRADES = {"优": "优", "优秀": "优", "良": "良", "良好": "良", "中": "中", "中等": "中", "差": "差", "较差": "差"}


@rule("SEV-001")
def score_above_points(form: Form) -> Iterator[Finding]:
    """Yield scores above their points (财预〔2020〕10号)."""
    for row in form.rows:
        points, score = row.data.get("points"), row.data.get("score")
        own = row.shared.isdisjoint(("points", "score"))
        if own and points is not None and score is not None and score > points:
            yield form.row_finding("SEV-001", row, "score", "points", found=score, expected=points)
    if not form.rows and (total := form.document.get("total_score") or Decimal(0)) > _FULL:  # in a list
        yield form.finding("SEV-001", form.where("total_score"), found=total, expected=_FULL)
    for line in form.document.get("execution", ()):
        points, score = line.get("points"), line.get("score")
        if points is not None and score is not None and score > points:
            cell, other = (line["cells"].get(key, line["cell"]) for key in ("score", "points"))
            yield form.finding("SEV-001", cell, found=score, expected=points, related=[other])


@rule("SEV-002")
def scores_add_up(form: Form) -> Iterator[Finding]:
    """Yield totals that are not the sum of the scores (财预〔2020〕10号)."""
    total = form.document.get("total_score")
    scores = _figures(form, "score")
    if total is None or not scores or None in scores:
        return
    indicators = sum((score for score in scores if score is not None), Decimal(0))
    line = _scored_line(form)
    execution = None if line is None else line.get("score")
    if line is not None and line.get("points") is not None and execution is None:
        return  # what the execution rate was given is not known
    rest = Decimal(0) if _counts_indicators_only(form) else _FULL - _points_of_indicators(form)
    if execution is None and Decimal(0) <= total - indicators <= rest:
        return  # a form without a score of the execution rate: the rest of the hundred points may be its
    added = indicators + (execution or Decimal(0))
    if (
        abs(added - total) <= _CENT
        or _may_be_unread(form, total - added)
        or (abs(indicators - total) <= _CENT and _counts_indicators_only(form))
    ):
        return
    added_up = [form.at(row, "score") for row in form.rows]
    yield form.finding("SEV-002", form.where("total_score"), found=total, expected=added, related=added_up)


def _scored_line(form: Form) -> Execution | None:
    return scored_line(form.document.get("execution") or ())


def _counts_indicators_only(form: Form) -> bool:
    """Return whether the form's total of points leaves execution out."""
    stated = form.document.get("total_points")
    return stated is not None and stated == _points_of_indicators(form)


def _figures(form: Form, key: str) -> list[Decimal | None]:
    """Return the points or scores of the rows; one merged over several stands once."""
    return [value_at(row.data, key) for row in form.rows if (row.row, key) not in form.covered]


def _points_of_indicators(form: Form) -> Decimal:
    return sum((points or Decimal(0) for points in _figures(form, "points")), Decimal(0))


@rule("SEV-003")
def points_add_up(form: Form) -> Iterator[Finding]:
    """Yield points that are not 100 with the execution's (财预〔2020〕10号)."""
    points = _figures(form, "points")
    if not points or None in points:
        return
    indicators = _points_of_indicators(form)
    line = _scored_line(form)
    execution = (None if line is None else line.get("points")) or Decimal(0)
    added = indicators + execution
    stated = form.document.get("total_points")
    wanted = {_FULL, form.profile.points_sum + execution} | ({form.profile.points_sum} if not execution else set())
    rows = {parse_address(cell)[0] for cell in line["cells"].values()} if line is not None and not execution else ()
    if any(map(form.leftovers.in_row, rows)) or _may_be_unread(form, _FULL - added):
        return
    if added not in wanted:
        places = [form.at(row, "points") for row in form.rows]
        cell = form.cells.get("total_points", places[0])
        expected = _FULL if form.profile.points_sum <= _FULL - execution else form.profile.points_sum
        yield form.finding("SEV-003", cell, found=added, expected=expected, related=places, sum=added)
        return
    # A form that scores the execution rate may print no points for it, here or on another sheet.
    half = is_half(form) or _scores_execution(form, line) or (line is not None and added == form.profile.points_sum)
    if stated not in (None, added, indicators) and not (half and stated == _FULL and not execution):
        yield form.finding("SEV-003", form.where("total_points"), found=stated, expected=added, sum=stated)


def _may_be_unread(form: Form, rest: Decimal) -> bool:
    """Return whether figures of blocks not read may be the rest: 使用规范性 分值.

    What stands in the rows of indicators, or in that of their total, is no block: 复评得分.
    """
    rows = {row.row for row in form.rows} | {
        parse_address(form.where(key))[0] for key in ("total_score", "total_points")
    }
    left = (each for each in form.leftovers.all if (each.label or "分值").endswith(("分值", "得分")))
    figures = [parse_number(each.text) for each in left if parse_address(each.cell)[0] not in rows]
    return Decimal(0) < rest <= sum((figure for figure in figures if figure is not None), Decimal(0))


def _scores_execution(form: Form, line: Execution | None) -> bool:
    """Return whether the execution has a score, read or left under its label."""
    scored = line is not None and line.get("score") is not None
    return scored or any("执行" in (each.label or each.text) for each in form.leftovers.all)


@rule("SEV-006")
def score_fits_the_standard(form: Form) -> Iterator[Finding]:
    """Yield scores that the standard does not give (财预〔2020〕10号)."""
    if not any(row.data.get("scoring_standard") and row.data.get("score") is not None for row in form.rows):
        return
    from jixiao.scoring.awards import Policy
    from jixiao.scoring.selfeval import score_form  # only forms with standards and scores need the language

    for row, scored in zip(form.rows, score_form(form.document, Policy(form.profile.partial_step)).rows, strict=True):
        given, due = scored.given, scored.result.score
        if given is None or due is None or is_beyond(row) or not row.data.get("scoring_standard"):
            continue
        if all(abs(given - each) > _CENT for each in (due, *(other for _, other in scored.result.alternatives))):
            more = {"found": given, "expected": due, "name": row.name, "calc": due}
            yield form.row_finding("SEV-006", row, "score", "scoring_standard", "actual", **more)


@rule("SEV-014")
def full_score_for_less(form: Form) -> Iterator[Finding]:
    """Yield full scores of what was not reached, without a standard (财预〔2020〕10号)."""
    for row in form.rows:
        points, score = row.data.get("points"), row.data.get("score")
        if not points or score != points or row.data.get("scoring_standard"):
            continue
        reached = achievement(row, row.data.get("actual"))
        if reached is not None and reached.missed:
            more = {"found": score, "name": row.name, "dev": reached.told}
            yield form.row_finding("SEV-014", row, "score", "actual", "target", **more)


@rule("SEV-007")
def deviation_is_explained(form: Form) -> Iterator[Finding]:
    """Yield targets missed or far passed without a reason (财预〔2020〕10号)."""
    # Layouts of other places mostly ask for the reasons of what was not reached (未完成原因): there passing it is a
    # warning.
    if not asks_for_reasons(form):
        return
    for row in form.rows:
        reached = achievement(row, row.data.get("actual"))
        if reached is not None and must_be_explained(row, reached) and not is_explained(form, row):
            yield form.finding(
                "SEV-007",
                place_of_reason(form, row),
                found=row.data.get("deviation"),
                severity=Severity.WARNING if form.general and not reached.missed else None,
                related=[form.at(row, "actual")],
                name=row.name,
                dev=reached.told,
            )


def asks_for_reasons(form: Form) -> bool:
    """Return whether a form asks for reasons, beside each indicator or once."""
    return form.has_column("deviation") or "deviation" in form.document


def is_explained(form: Form, row: Row) -> bool:
    """Return whether a reason stands beside an indicator, behind it, or once for all."""
    reasons = (row.data.get("deviation"), form.document.get("deviation"))
    actual = row.data.get("actual")
    told = not all(map(blank, reasons)) or bool(row.data.get("deviation_causes"))
    return told or form.is_filled(row, "deviation") or without_aside(actual) != actual


def place_of_reason(form: Form, row: Row) -> str:
    """Return where the missing reason of an indicator belongs."""
    if form.has_column("deviation"):
        return form.at(row, "deviation")
    return form.blanks.get("deviation", form.where("deviation"))


@rule("SEV-008")
def grade_fits_the_total(form: Form) -> Iterator[Finding]:
    """Yield grades that do not fit the total: 优 from 90 (财预〔2020〕10号)."""
    total, grade = form.document.get("total_score"), form.document.get("grade")
    known = _GRADES.get(fold(grade or "").removesuffix("等").removesuffix("级"))
    if total is None or known is None or form.document.get("total_points") not in (None, _FULL):
        return
    from jixiao.scoring.selfeval import grade_of

    due = grade_of(total)
    if known != due:
        yield form.finding(
            "SEV-008", form.where("grade"), found=grade, expected=due, related=[form.where("total_score")], total=total
        )


@rule("SEV-009")
def result_is_missing(form: Form) -> Iterator[Finding]:
    """Yield indicators without result, all as one finding (财预〔2020〕10号)."""
    yield from missing_results(form, "SEV-009", "actual")


@rule("MON-008")
def progress_is_missing(form: Form) -> Iterator[Finding]:
    """Yield indicators without progress and without a reason (财预〔2019〕136号)."""
    yield from missing_results(form, "MON-008", "actual_to_july")


def missing_results(form: Form, code: str, key: str) -> Iterator[Finding]:
    """Yield indicators without a result in ``key``; many are one finding."""
    if not form.has_column(key):
        return
    asked = (row for row in form.rows if not row.blank and (key == "actual" or not is_explained(form, row)))
    open_rows = (row for row in asked if not none_reached(row, _result(row, key)))
    rows = [row for row in open_rows if blank(_result(row, key)) and not form.is_filled(row, key)]
    groups = [rows] if len(rows) >= _FEWEST_TOGETHER else [[row] for row in rows]
    for group in filter(None, groups):
        cells = [form.at(row, key) for row in group]
        yield form.finding(code, cells, name=some_of([row.name for row in group], 1, "等{}项"))


def _result(row: Row, key: str) -> Decimal | str | None:
    value: Decimal | str | None = row.data.get(key)  # type: ignore[assignment]
    return value


@rule("SEV-010")
def result_is_of_another_kind(form: Form) -> Iterator[Finding]:
    """Yield results of another kind or unit than their target (own)."""
    for row in form.rows:
        actual = row.data.get("actual")
        if actual is not None and not blank(actual) and mismatch(row, actual):
            yield form.row_finding("SEV-010", row, "actual", "target", found=actual, name=row.name)


@rule("SEV-011")
def target_was_too_low(form: Form) -> Iterator[Finding]:
    """Yield results far above their target (财预〔2020〕10号)."""
    least = Decimal(str(form.parameter("SEV-011", "ratio")))
    for row in form.rows:
        reached = achievement(row, row.data.get("actual"))
        if reached is None or reached.ratio is None or row.operator in ("≤", "<") or row.is_money:
            continue
        if isinstance(reached.target, Decimal) and reached.target > 0 and reached.ratio >= least:
            ratio = f"{reached.ratio.quantize(Decimal(1), ROUND_HALF_UP)}%"
            found = row.data.get("actual")
            yield form.row_finding("SEV-011", row, "actual", "target", found=found, ratio=ratio, name=row.name)


@rule("SEV-012")
def score_is_missing(form: Form) -> Iterator[Finding]:
    """Yield results with points and no score (财预〔2020〕10号)."""
    if form.kind not in YEAR_END or not form.has_column("score"):
        return
    due = [row for row in form.rows if row.data.get("points") is not None and not blank(row.data.get("actual"))]
    rows = [row for row in due if row.data.get("score") is None and not form.is_filled(row, "score")]
    if not rows:
        return
    cells = [form.at(row, "score") for row in rows]
    level = Severity.INFO if len(rows) == len(due) else None
    yield form.finding("SEV-012", cells, severity=level, name=some_of([row.name for row in rows], 1, "等{}项"))
