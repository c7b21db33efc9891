"""OPR: whether the sign points the right way and is there at all."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.catalogue import plain_number
from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.quantities import TIME, kind_of_unit
from jixiao.checks.registry import rule
from jixiao.checks.rows import Row, grouped
from jixiao.checks.wording import matcher

_UP, _DOWN = ("≥", ">"), ("≤", "<")


def typed(form: Form, row: Row) -> str:
    """A target as it was typed: with its unit where both stand in one cell."""
    if row.number is None:
        return row.text or ""
    together = row.data["cells"].get("unit") == row.data["cells"].get("target")
    return plain_number(row.number) + ((row.unit or "") if together else "")


@rule("OPR-001")
def satisfaction_direction(form: Form) -> Iterator[Finding]:
    """Own, common practice: satisfaction is at least so much. Complaints are at most so many."""
    for row in form.satisfactions:
        if row.number is None or row.operator is None or row.operator in _UP:
            continue
        if not matcher("complaints").search(row.name):
            yield form.finding("OPR-001", form.at(row, "operator"), found=row.operator, expected="≥", op=row.operator)


@rule("OPR-002")
def cost_direction(form: Form) -> Iterator[Finding]:
    """Own, common practice: a cost is at most so much. ``=`` is a fixed allocation in some places: the profile decides."""
    for row in form.costs:
        if row.number is None or row.operator is None or row.operator in _DOWN:
            continue
        if matcher("savings").search(row.name):
            continue
        severity = form.profile.cost_equals if row.operator == "=" else None
        if row.operator == "=" and severity is None:
            continue
        if not row.is_money:
            severity = Severity.WARNING  # 社会成本 is often stated as something to be reached
        elif row.operator == "=" and row.name.endswith("标准") and "/" in (row.unit or ""):
            severity = Severity.INFO  # a policy says what each gets: 补助标准 = 1200元/人
        yield form.finding(
            "OPR-002",
            form.at(row, "operator"),
            found=row.operator,
            expected="≤",
            severity=severity,
            op=row.operator,
        )


@rule("OPR-003")
def output_direction(form: Form) -> Iterator[Finding]:
    """Own, common practice: outputs are at least so much, but for faults and what is to be cut, which are at most."""
    for row in form.outputs:
        if row.operator is None or row.number is None or row.aspect not in ("quantity", "quality"):
            continue
        if row.operator in _UP:
            wrong = row.unit in ("%", "‰") and matcher("bad_rates").search(row.name) is not None
        elif kind_of_unit(row.unit or "") == TIME and row.aspect == "quality":
            continue  # 响应时间, 抢修时间: the shorter the better
        else:
            down = row.operator in _DOWN
            wrong = down and (
                not matcher("downward").search(row.name) or matcher("handled").search(row.name) is not None
            )
        if wrong:
            yield form.finding("OPR-003", form.at(row, "operator"), found=row.operator, op=row.operator)


@rule("OPR-004")
def operator_and_explanation(form: Form) -> Iterator[Finding]:
    """Own: 不低于 in the explanation is ≥, 不超过 is ≤."""
    for row in form.rows:
        text = row.data.get("explanation")
        if not text or row.operator is None or row.number is None:
            continue
        said = _said(text)
        if said is not None and row.operator not in (_UP if said[0] == "≥" else _DOWN):
            yield form.finding(
                "OPR-004",
                form.at(row, "operator"),
                found=row.operator,
                expected=said[0],
                related=[form.at(row, "explanation")],
                op=row.operator,
                text=said[1],
            )


def _said(explanation: str) -> tuple[str, str] | None:
    """The operator that an explanation means and the word it says it with; None where it says neither or both."""
    low, high = matcher("at_least").search(explanation), matcher("at_most").search(explanation)
    if low is not None:
        return ("≥", low.group()) if high is None else None
    return ("≤", high.group()) if high is not None else None


@rule("OPR-005")
def number_without_operator(form: Form) -> Iterator[Finding]:
    """财预〔2021〕101号: a quantitative target has a sign, also on forms that print no column for it."""
    if form.has_column("operator"):
        return
    bare = [row for row in form.rows if row.number is not None and row.operator is None]
    for value, rows in grouped((typed(form, row), row) for row in bare).items():
        cells = [form.at(row, "target") for row in rows]
        yield form.finding("OPR-005", cells[0], found=value, related=cells[1:], value=value)


@rule("OPR-006")
def typed_together(form: Form) -> Iterator[Finding]:
    """Own: sign, number and unit in one cell of a form that has columns for them. The reader takes them apart."""
    together = []
    operators, units = form.has_column("operator"), form.has_column("unit")
    for row in form.rows:
        cells = row.data["cells"]
        target = cells.get("target")
        if row.number is None or target is None:
            continue
        if (operators and cells.get("operator") == target) or (
            units and cells.get("unit") == target and row.unit != "%"
        ):
            together.append(row)
    if together:
        cells_of = [form.at(row, "target") for row in together]
        first = together[0]
        value = f"{first.operator or ''}{typed(form, first)}"
        yield form.finding("OPR-006", cells_of[0], found=value, related=cells_of[1:], value=value)
