"""CMP: what has to be filled and is not; each blank is reported once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.checked_form import Form
from jixiao.checks.dates import years
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.form_kinds import YEAR_END
from jixiao.checks.outcome import Skip
from jixiao.checks.placing import COST, SATISFACTION
from jixiao.checks.registry import rule
from jixiao.checks.rows import Row
from jixiao.checks.rules.execution_money import amounts_left_blank
from jixiao.checks.rules.sheet_structure import (
    asks_for,
    is_half,
    is_slash,
    missing_tail,
    places_named,
    said_with_target,
)
from jixiao.checks.wording import matcher, table
from jixiao.forms.labels import cached_form
from jixiao.forms.measures import is_unit
from jixiao.forms.money import amount_of
from jixiao.forms.numbers import plain_number
from jixiao.forms.text import fold
from jixiao.grid.address import parse_address
from jixiao.late_patterns import late_pattern

_DATE_ONLY = re.compile(r"[\d.年月日/\-]+")
_REVIEWS = ("business_review", "performance_review")
_REVIEW_LABELS = {"business_review": "业务股室审核", "performance_review": "绩效股审核", "head": "单位负责人签字"}
_ASPECTS = {"quantity": "数量指标", "quality": "质量指标", "time": "时效指标"}
_LARGEST_DURATION = 1900
_REMARK = ("注：", "注:", "说明：", "说明:", "备注")


@rule("CMP-001")
def department_blank(form: Form) -> Iterator[Finding]:
    """Yield the blank of a missing department (财预〔2015〕88号, 一体化规范)."""
    blank = form.blanks.get("department")
    if form.department is not None or form.leftovers.may_be("name", blank):
        return
    if blank is None and (form.document.get("implementing_unit") or _stands_on_another_sheet(form)):
        return  # a layout that asks for the unit that does the work, alone
    severity = Severity.WARNING if form.general and blank is None else None  # a layout without a place for it
    yield form.finding("CMP-001", blank or form.title_cell, severity=severity)


def _stands_on_another_sheet(form: Form) -> bool:
    """Return whether what a form lacks stands on another sheet of the file."""
    return is_half(form) or (form.project is not None and form.neighbours.projects.count(form.project) > 1)


@rule("CMP-002")
def project_blank(form: Form) -> Iterator[Finding]:
    """Yield forms without the project that they ask for (财预〔2015〕88号, 一体化规范)."""
    blank = form.blanks.get("project")
    listed = form.general and "project" not in form.document  # a list of units has no names of projects
    asked = blank is not None or (form.kind == "project" and (not form.general or "rows" in form.document["source"]))
    if form.project is None and asked and not listed and not is_half(form) and not form.leftovers.may_be("name", blank):
        yield form.finding("CMP-002", blank or form.title_cell)
    lines, unread = form.document.get("rows", ()), {each.cell for each in form.leftovers.all}
    nameless = [line["cell"] for line in lines if not line["project"] and line["amount"]]
    yield from (form.finding("CMP-002", cell) for cell in nameless if len(nameless) < len(lines) and cell not in unread)


@rule("CMP-003")
def amount_blank(form: Form) -> Iterator[Finding | Skip]:
    """Yield missing amounts; their sources may be blank (财预〔2015〕88号)."""
    if form.kind in YEAR_END:
        yield from amounts_left_blank(form)
        return
    if form.kind == "summary":
        if "amount" in (key for _, key in form.seen("column-missing")):
            return
        for line in form.document.get("rows", ()):
            row = parse_address(line["cell"])[0]
            left = (row, "amount") in form.covered or form.leftovers.in_row(row, "amount")
            if line["amount"] is None and not left:
                yield form.finding("CMP-003", line["cell"], field=f"“{line['project']}”的金额", suggestion="")
        return
    elsewhere = form.amount is None and not form.blanks and _stands_on_another_sheet(form)
    if form.fragment or elsewhere or (form.amount is not None and "funding.total" not in form.blanks):
        return
    keys = ("budget.total",) if form.kind == "department" else ("funding.total", "funding.annual")
    public = list(form.document.get("funding", ())) == ["fiscal"]  # 财政拨款 alone is asked for
    if (form.general or form.kind == "department" or public) and not any(key in form.blanks for key in keys):
        return  # a layout of another place that does not ask for the amount, as 05-1 and 05-2 tables do
    blank = next((form.blanks[key] for key in keys if key in form.blanks), None)
    cell = blank or form.title_cell
    label = next((entry.label for entry in form.definition.fields if entry.key in keys), "资金总额")
    if form.amount is not None:
        # Some places print it as the heading of the amounts: a warning.
        yield form.finding("CMP-003", cell, severity=Severity.WARNING, field=label, suggestion="")
        return
    if (formula := next((left for left in form.document["unread"] if left["text"].startswith("=")), None)) is not None:
        yield form.skip("CMP-003", f"{formula['cell']} 的公式没有计算结果")
        return
    if form.leftovers.may_be("money", blank):
        return
    costs = [cost for row in form.costs if row.number and (cost := amount_of(row.number, row.unit)) is not None]
    suggestion = f"（成本指标为{plain_number(costs[0])}万元，请补填）" if len(costs) == 1 else ""
    yield form.finding("CMP-003", cell, field=label, suggestion=suggestion)


@rule("CMP-004")
def goal_blank(form: Form) -> Iterator[Finding]:
    """Yield blank goals of the year where they are asked (财预〔2015〕88号)."""
    goals = form.document.get("goals", {})
    blank = form.blanks.get("goals.annual", form.cells.get("goals.annual"))
    asked = "annual" in goals and "annual" not in form.goals
    if asked and not form.fragment and not is_half(form) and not form.leftovers.may_be("goal", blank):
        yield form.finding("CMP-004", blank or form.title_cell)


def has_own_tree(form: Form) -> bool:
    """Return whether a department's form has blocks of its own: 部门管理, 履职效果."""
    # A form that follows a definition has them if at least half of its blocks are none of the catalogue.
    if form.kind != "department" or form.general:
        return form.kind == "department"
    names = {cached_form(row.data["level1"] or "") for row in form.rows}
    unknown = {cached_form(row.data["level1"] or "") for row in form.oddly_placed if row.place.level1 is None}
    return 2 * len(unknown - set(table("blocks_any"))) >= len(names) > 1


@rule("CMP-005")
def block_missing(form: Form) -> Iterator[Finding]:
    """Yield missing blocks, as the profile demands them (财预〔2021〕101号)."""
    # Where a block is only advised, its absence is a warning. A cost under the outputs counts, as in 财预〔2015〕88号.
    if form.table is None or not form.rows or missing_tail(form) or form.leftovers.may_be("block") or is_half(form):
        return
    present = {each.block for each in places_named(form, form.rows)}
    if None in present and (has_own_tree(form) or (form.general and len(present) == 1)):
        return
    if any(row.data["level2"] is None and row.name.endswith(SATISFACTION[:3]) for row in form.rows):
        present.add(SATISFACTION)  # 群众满意度 in a table of blocks alone: 产出指标 | 效益指标
    required = list(form.profile.mandatory.get("always", ()))
    if matcher("construction").search(form.project or ""):
        required += form.profile.mandatory.get("construction", ())
    advised = [block for block in form.profile.mandatory.get("advised", ()) if block not in required]
    # The older trees keep costs among the outputs, where they were optional; 101号 asks for those of projects.
    if form.classification != "2021" or form.kind == "department":
        required, advised = [b for b in required if b != COST], [b for b in advised if b != COST]
    for block in dict.fromkeys([*required, *advised]):
        if block not in present and asks_for(form, block):
            severity = Severity.WARNING if block in advised else None
            related = [form.rows[-1].cell]
            yield form.finding("CMP-005", form.title_cell, expected=block, related=related, severity=severity)


@rule("CMP-006")
def aspect_missing(form: Form) -> Iterator[Finding]:
    """Yield missing quantity, quality or time of outputs (财预〔2021〕101号)."""
    unknown = not form.outputs or any(row.aspect is None for row in form.outputs)
    if unknown or form.leftovers.may_be("block") or is_half(form):
        return
    present = {each.aspect for each in places_named(form, form.outputs)}
    for aspect, name in _ASPECTS.items():
        if aspect not in present and asks_for(form, aspect):
            related = [form.outputs[0].cell]
            yield form.finding("CMP-006", form.title_cell, expected=name, related=related, lv2=name)


@rule("CMP-007")
def placeholder_rows(form: Form) -> Iterator[Finding]:
    """Yield level 2 names that a stroke fills, to be deleted (local practice)."""
    for seen in form.observations.get("row-empty", ()):
        if is_slash(seen["texts"][0]):
            value, level2, *_ = *seen["texts"], "三级指标"
            yield form.finding("CMP-007", seen["cells"][0], found=value, lv2=level2)


@rule("CMP-008")
def target_blank(form: Form) -> Iterator[Finding]:
    """Yield indicators without a target (一体化规范)."""
    if _scored_without_targets(form):
        return
    of_period = form.document.get("period_side", {}).get("indicators", ())
    planned = {each["cell"] for each in of_period if each["target"] is not None}  # one name for both
    of_year = [row.blank for row in form.rows if row.cell in planned]
    planned = planned if 5 * sum(of_year) > len(of_year) else set()  # what nearly all others have, one lacks
    levelled = any(row.data["level1"] for row in form.rows)
    taken = {cell: row for row in form.rows for cell in row.data["cells"].values()}
    for row in [row for row in form.rows if row.blank and row.name and not form.is_filled(row, "target")]:
        left = row.name.startswith(_REMARK) or row.left_from_template or row.cell in planned  # STR-006
        left |= levelled and row.data["level1"] is None and row.data.get("score") is not None  # 预算执行率得分
        left |= taken.get(form.at(row, "target"), row) is not row  # 效益指标 | 指标 beside 指标 | 目标值
        left |= any(matcher("bonus_items").search(row.data[key] or "") for key in ("level1", "level2", "level3"))
        if not left:
            yield form.finding("CMP-008", form.at(row, "target"), row=row.row)


def _scored_without_targets(form: Form) -> bool:
    """Return whether standards or names stand in the place of targets: 满意度≥85%."""
    rows = [row.data for row in form.rows]
    targets = {row["cells"]["target"] == row["cell"] for row in rows if "target" in row["cells"]}
    described = all(row.get("scoring_standard") or row.get("explanation") for row in rows)
    return form.general and (targets == {True} or (not targets and described))


def _numbers_without(form: Form, key: str) -> Iterator[Row]:
    """Yield quantitative indicators that leave a column of the form blank."""
    if form.has_column(key) or (key == "unit" and said_with_target(form, key)):
        for row in form.rows:
            if row.number is None or row.data.get(key) is not None or row.data["nature"] != "quantitative":
                continue
            dated = row.aspect == "time" and row.number > _LARGEST_DURATION  # a date typed as a number: TIM-003
            if not dated and not form.is_filled(row, key):
                yield row


_UNITLESS = re.compile(r"(?:系数|指数|郁闭度|容积率|[pP][hH]值|比值|倍数|评分)(?:[(（][^()（）]{1,12}[)）])?\Z")
_UNIT_IN_NAME = late_pattern(r"[(（]([^()（）]{1,6})[)）]$")


@rule("CMP-009")
def unit_blank(form: Form) -> Iterator[Finding]:
    """Yield quantities without a unit, but for costs and indices (一体化规范)."""
    for row in _numbers_without(form, "unit"):
        named = _UNIT_IN_NAME.search(row.name)  # 保洁面积（万平方米）
        unitless = _UNITLESS.search(row.name) or (row.number == 0 and row.name.endswith(("率", "比", "比例")))
        if not (row.is_money or unitless or (named and is_unit(named[1]))):
            yield form.finding("CMP-009", form.at(row, "unit"), row=row.row)


@rule("CMP-010")
def operator_blank(form: Form) -> Iterator[Finding]:
    """Yield numbers without operator, where a column asks for it (一体化规范)."""
    if form.general and not any(row.operator for row in form.rows):
        return  # a column of natures, 定量 and 定性, that asks for no sign
    for row in _numbers_without(form, "operator"):
        yield form.finding("CMP-010", form.at(row, "operator"), row=row.row)


def _blank_column(form: Form, code: str, key: str) -> Iterator[Finding]:
    """Yield one finding for all rows that leave a column blank."""
    if not form.has_column(key):
        return
    left = [row for row in form.rows if row.data.get(key) is None and not form.is_filled(row, key) and row.name]
    if left:
        yield form.finding(code, [form.at(row, key) for row in left], row="、".join(str(row.row) for row in left))


@rule("CMP-011")
def standard_blank(form: Form) -> Iterator[Finding]:
    """Yield indicators without a scoring standard (local form)."""
    yield from _blank_column(form, "CMP-011", "scoring_standard")


@rule("CMP-012")
def review_incomplete(form: Form) -> Iterator[Finding]:
    """Yield reviews that are a date alone (local form)."""
    # Before anyone has signed or reviewed there is nothing to say.
    signoff = form.document["signoff"]
    left = [key for key in _REVIEWS if signoff.get(key) and _DATE_ONLY.fullmatch(fold(signoff[key] or ""))]
    if any(signoff.get(key) for key in _REVIEWS):
        left += [key for key in _REVIEWS if f"signoff.{key}" in form.blanks]
    if any(signoff.values()) and "signoff.head" in form.blanks:
        left.append("head")
    if left:
        left.sort(key=list(_REVIEW_LABELS).index)
        cells = [form.blanks.get(f"signoff.{key}") or form.where(f"signoff.{key}") for key in left]
        names = "、".join(map(_REVIEW_LABELS.__getitem__, left))
        yield form.finding("CMP-012", cells, found=signoff.get(left[0]), field=names)


@rule("CMP-013")
def date_blank(form: Form) -> Iterator[Finding]:
    """Yield a missing year, and a missing day where it is asked (local form)."""
    told = form.year or form.leftovers.years or years(form.document.get("period") or "")
    if not told and not is_half(form):
        yield form.finding("CMP-013", form.title_cell, field="年度")
    if "signoff.date" in form.blanks and form.document["signoff"].get("preparer"):
        yield form.finding("CMP-013", form.blanks["signoff.date"], field="填报日期")


@rule("CMP-014")
def few_indicators(form: Form) -> Iterator[Finding]:
    """Yield forms with much money and few indicators (local practice)."""
    profile, amount = form.profile, form.amount
    if form.kind != "project" or amount is None or amount < profile.minimum_from:
        return
    if not form.outputs or form.leftovers.may_be("block") or is_half(form) or form.levels_asked is not None:
        return  # a list with one column for 数量指标 asks for no more
    counted = (("产出指标", form.outputs, profile.minimum_outputs), ("绩效指标", form.rows, profile.minimum_total))
    for field, rows, fewest in counted:
        if (n := len(rows)) < fewest:
            yield form.finding("CMP-014", form.title_cell, found=n, expected=fewest, n=n, money=amount, field=field)
            return


@rule("CMP-015")
def explanation_blank(form: Form) -> Iterator[Finding]:
    """Yield indicators without an explanation where it is asked (local form)."""
    yield from _blank_column(form, "CMP-015", "explanation")
