"""OPR: whether the sign points the right way and is there at all."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.placing import OUTPUT
from jixiao.checks.quantities import TIME, kind_of_unit
from jixiao.checks.registry import rule
from jixiao.checks.rows import Row
from jixiao.checks.rules.target_values import is_percent
from jixiao.checks.wording import endings, matcher
from jixiao.forms.numbers import plain_number
from jixiao.grouping import grouped
from jixiao.late_patterns import late_pattern

_LITTLE, _MUCH = 10, 80
_FALL = late_pattern(r"(?:下降|降低|减少|压减)(?:率|幅度|比例)$")
_UP, _DOWN = ("≥", ">"), ("≤", "<")


def typed(row: Row) -> str:
    """Return a target as typed: with its unit where both share a cell."""
    if row.number is None:
        return row.text or ""
    together = row.data["cells"].get("unit") == row.data["cells"].get("target")
    return plain_number(row.number) + ((row.unit or "") if together else "")


@rule("OPR-001")
def satisfaction_direction(form: Form) -> Iterator[Finding]:
    """Yield satisfaction without a lower limit, but complaints (common practice)."""
    for row in form.satisfactions:
        if row.number is None or row.operator is None or row.operator in _UP:
            continue
        if not matcher("complaints").search(row.name):
            yield form.finding("OPR-001", form.at(row, "operator"), found=row.operator, expected="≥")


@rule("OPR-002")
def cost_direction(form: Form) -> Iterator[Finding]:
    """Yield costs without an upper limit, as the profile asks (common practice)."""
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
        elif row.operator == "=" and "/" in (row.unit or ""):
            severity = Severity.INFO  # a policy or a contract says what each costs: 补助标准 = 1200元/人
        yield form.finding("OPR-002", form.at(row, "operator"), found=row.operator, expected="≤", severity=severity)


@rule("OPR-003")
def output_direction(form: Form) -> Iterator[Finding]:
    """Yield outputs with the wrong direction of their limit (common practice)."""
    for row in form.outputs + form.benefits:
        output = row.aspect in ("quantity", "quality")
        if row.operator is None or row.number is None or row.aspect in ("cost", "satisfaction"):
            continue
        if row.operator in _UP and row.number == 0:
            wrong = True  # any number is
        elif row.aspect == "time":
            # 维保期限 ≥ 3年 is as good as 响应时间 ≤ 2小时
            wrong = row.operator in _UP and matcher("the_less").search(row.name) is not None
        elif row.operator in _UP:
            share = row.unit in ("%", "‰") and matcher("bad_rates").search(row.name) is not None
            wrong = (
                share
                or (row.aspect != "quantity" and _is_bad_count(row.name))
                or matcher("the_less").search(row.name) is not None
            )
        elif row.operator in _DOWN and _falls(row.name):
            wrong = True  # 物流成本降低率 ≤ 20%
        elif not (output or _is_wanted(row.name) or _is_high_share(row)):
            continue
        elif kind_of_unit(row.unit or "") == TIME and row.aspect == "quality":
            continue  # 响应时间, 抢修时间: the shorter the better
        else:
            # 路面超限率 ≤ 0.5%: so little is wanted of no rate that is good
            down = row.operator in _DOWN and not (is_percent(row) and row.number <= _LITTLE)
            wrong = down and (
                not matcher("downward").search(row.name) or matcher("handled").search(row.name) is not None
            )
        if wrong:
            block = "产出" if row.block == OUTPUT else "效益"
            yield form.finding("OPR-003", form.at(row, "operator"), found=row.operator, block=block)


def _is_wanted(name: str) -> bool:
    """Return whether the more of a benefit the better: 受益人数, 创建品牌个数."""
    return name.endswith(endings("wanted_ends")) or matcher("wanted_counts").search(name) is not None


def _is_high_share(row: Row) -> bool:
    """Return whether a target is a share of which much is wanted: 接种率 90%."""
    much = is_percent(row) and row.number is not None and row.number >= _MUCH and row.name.endswith("率")
    return (much and not matcher("limited_rates").search(row.name)) or matcher("high_rates").search(
        row.name
    ) is not None


def _falls(name: str) -> bool:
    """Return whether a name says how far something bad falls: 投诉下降率."""
    fall = _FALL.search(name)
    return fall is not None and matcher("downward").search(name[: fall.start()]) is not None


def _is_bad_count(name: str) -> bool:
    """Return whether the fewer there are the better: 群众投诉件数, but not 受理投诉件数."""
    return (
        name.endswith(("数", "数量"))
        and matcher("bad_counts").search(name) is not None
        and not matcher("handled").search(name)
    )


@rule("OPR-004")
def operator_and_explanation(form: Form) -> Iterator[Finding]:
    """Yield operators that the explanation contradicts: 不低于 is ≥ (own)."""
    for row in form.rows:
        text = row.data.get("explanation")
        if not text or row.operator is None or row.number is None:
            continue
        said = _said(text)
        if said is not None and row.operator not in (_UP if said[0] == "≥" else _DOWN):
            more = {"found": row.operator, "expected": said[0], "text": said[1]}
            yield form.row_finding("OPR-004", row, "operator", "explanation", **more)


def _said(explanation: str) -> tuple[str, str] | None:
    """Return the operator that an explanation means and its word, or None."""
    low, high = matcher("at_least").search(explanation), matcher("at_most").search(explanation)
    if low is not None:
        return ("≥", low.group()) if high is None else None
    return ("≤", high.group()) if high is not None else None


@rule("OPR-005")
def number_without_operator(form: Form) -> Iterator[Finding]:
    """Yield numbers without a sign in a cell of their own (财预〔2021〕101号)."""
    if form.has_column("operator"):
        return
    apart = [row for row in form.rows if row.data["cells"].get("target") != row.cell]  # not in a sentence: 维修校舍6栋
    bare = [row for row in apart if row.number and row.operator is None]  # 0起 leaves nothing open
    for value, rows in grouped((typed(row), row) for row in bare).items():
        yield form.finding("OPR-005", [form.at(row, "target") for row in rows], found=value)


@rule("OPR-006")
def typed_together(form: Form) -> Iterator[Finding]:
    """Yield sign, number and unit in one cell despite columns for each (own)."""
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
        value = f"{first.operator or ''}{typed(first)}"
        yield form.finding("OPR-006", cells_of, found=value)
