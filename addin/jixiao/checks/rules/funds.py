"""FND: whether the figures of a form agree; words are in ``funds_in_words``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.checks.checked_form import Form
from jixiao.checks.dates import several_years
from jixiao.checks.execution import some_give, wrong_sums
from jixiao.checks.finding import Finding
from jixiao.checks.outcome import Skip
from jixiao.checks.registry import rule
from jixiao.checks.rules.costs import cost_lines
from jixiao.checks.sources import explained, wrong_rows, wrong_sources, wrong_tasks
from jixiao.checks.texts import goal_texts, texts_of
from jixiao.checks.tolerance import TOLERANCE, same_amount
from jixiao.checks.wording import matcher, words
from jixiao.forms.general.label_words import without_of_which
from jixiao.forms.numbers import parse_number, plain_number
from jixiao.forms.text import tidy
from jixiao.late_patterns import late_pattern

_REVENUE = ("general_public", "government_fund", "special_account", "other")
# 300万立方米（农业240万: brackets divide what is counted in front of them
_COUNTED_MYRIADS = re.compile(r"\d万(?!元)[\u4e00-\u9fff]{1,4}[（(][^（()）]*\Z")
# 120万, but not 9/10万 and 每10万
_UNKNOWN_UNIT = late_pattern(r"(?:金额|货币)单位:.|单位:[^:]{0,6}[元圆镑币]$")  # 金额单位：美元, 单位：万美元
_BARE_MYRIAD = re.compile(r"(?<![\d/每])\d{1,9}(?:\.\d{1,4})?万(?=[，。；、,;\s)）]|$)")
_LARGE_IN_YUAN = 10_000


@rule("FND-001")
def sources_add_up(form: Form) -> Iterator[Finding]:
    """Yield totals that are not the sum of their sources (财预〔2015〕88号)."""
    for wrong in (*wrong_sums(form), *wrong_sources(form), *wrong_tasks(form), *wrong_rows(form)):
        total, added = wrong.total, wrong.added
        yield form.finding(
            "FND-001", wrong.cell, found=total, expected=added, related=wrong.sources, diff=abs(total - added)
        )


@rule("FND-002")
def header_amounts_agree(form: Form) -> Iterator[Finding]:
    """Yield headers of two amounts for the same money (财预〔2015〕88号)."""
    total, annual = form.funding("total"), form.funding("annual")
    whole = form.document.get("period_side", {}).get("funding", {}).get("total")
    if total is None and annual is not None and whole is not None and annual - whole * form.worth > TOLERANCE:
        cell, year = form.document["period_side"]["cells"]["funding.total"], form.where("funding.annual")
        yield form.finding("FND-002", cell, found=whole * form.worth, expected=annual, related=[year])
    if several_years(form.document.get("period") or ""):
        return
    if form.general and total is not None and annual is not None and total > annual:
        return  # a layout of its own may ask for the whole project beside the year
    if total is not None and annual is not None and not same_amount(total, annual):
        yield form.finding(
            "FND-002", form.where("funding.total"), found=total, expected=annual, related=[form.where("funding.annual")]
        )


@rule("FND-004")
def summary_total(form: Form) -> Iterator[Finding | Skip]:
    """Yield totals of a summary that are not the sum of its rows (own)."""
    for seen in form.observations.get("list-sum", ()):
        stated, added = (Decimal(text) * form.worth for text in seen["texts"])
        if not same_amount(stated, added):
            yield form.finding("FND-004", seen["cells"][0], found=stated, expected=added)
    rows = form.document.get("rows")
    total = form.document.get("total")
    if form.kind != "summary" or not rows:
        return
    if any(line["amount"] is None for line in rows):
        yield form.skip("FND-004", "有项目没有填写金额，合计无法复算")
        return
    if total is None:
        yield form.skip("FND-004", "没有合计行或合计未填写")
        return
    total *= form.worth
    amount = sum(((line["amount"] or Decimal(0)) * form.worth for line in rows), Decimal(0))
    columns = {line["cells"]["amount"].rstrip("0123456789") for line in rows}
    left = (each for each in form.leftovers.all if each.cell.rstrip("0123456789") in columns)
    unread = list(filter(None, (parse_number(each.text) for each in left)))  # 基本支出 | 150
    if not any(same_amount(amount + each * form.worth, total) for each in (Decimal(0), sum(unread), *unread)):
        yield form.finding(
            "FND-004",
            form.where("total"),
            found=total,
            expected=amount,
            related=[line["cells"]["amount"] for line in rows],
        )


def _side(form: Form, keys: Sequence[str], needed: Sequence[str]) -> Decimal | None:
    """Return the sum of one division of a budget; None with a needed blank."""
    if any(form.budget(key) is None for key in needed):
        return None
    return sum((form.budget(key) or Decimal(0) for key in keys), Decimal(0))


@rule("FND-006")
def budget_three_ways(form: Form) -> Iterator[Finding]:
    """Yield budgets whose revenue, expenditure and total differ (own)."""
    if form.kind != "department" or form.leftovers.amounts:
        return
    printed = [key for key in _REVENUE if key in form.document["budget"]]
    # Below 其中：一般公共预算 alone the rest of the revenue is not stated.
    revenue = _side(form, _REVENUE, ("general_public",)) if len(printed) > 1 else None
    spending = _side(form, ("basic", "project"), ("basic", "project"))
    ways = [("按收入性质合计", revenue), ("按支出性质合计", spending), ("资金总额", form.budget("total"))]
    known = [(name, amount) for name, amount in ways if amount is not None]
    low, high = min((a for _, a in known), default=Decimal(0)), max((a for _, a in known), default=Decimal(0))
    if not same_amount(high, low) and not explained(
        form, high - low, [f"budget.{key}" for key in ("total", *_REVENUE)]
    ):
        cells = [
            form.where(f"budget.{key}") for key in ("total", "general_public", "basic") if f"budget.{key}" in form.cells
        ]
        comparison = "、".join(f"{name}{plain_number(amount)}" for name, amount in known)
        yield form.finding("FND-006", cells, difference=high - low, comparison=comparison)
    yield from _basic_spending(form)
    yield from _sum_of_tasks(form)


def _sum_of_tasks(form: Form) -> Iterator[Finding]:
    """Yield the sums below a department's tasks that are not those of its tasks."""
    tasks = form.document.get("tasks", ())
    for key, stated in form.document.get("tasks_total", {}).items():
        amounts = [task.get("amount", {}).get(key) or Decimal(0) for task in tasks]
        added = sum(amounts, Decimal(0))
        if stated is None or same_amount(stated * form.worth, added * form.worth) or some_give(amounts, stated):
            continue  # a task with its parts below it
        comparison = f"年度主要任务合计{plain_number(stated)}与各任务之和{plain_number(added)}"
        yield form.finding(
            "FND-006", form.where(f"tasks_total.{key}"), found=stated, expected=added, comparison=comparison
        )


def _basic_spending(form: Form) -> Iterator[Finding]:
    """Yield a basic spending that is not what is spent on staff and offices."""
    basic, staff, office = form.budget("basic"), _spent_on(form, "staff_costs"), _spent_on(form, "office_costs")
    if basic is None or len(staff) != 1 or len(office) != 1:
        return
    (of_staff, staff_cell), (of_office, office_cell) = staff[0], office[0]
    amount = of_staff + of_office
    others = [value for _, value, cell in _amounts_kept(form) if cell not in (staff_cell, office_cell)]
    if not same_amount(amount, basic) and not any(same_amount(basic - amount, other) for other in others):
        comparison = (
            f"人员经费{plain_number(of_staff)}＋公用经费{plain_number(of_office)}与基本支出{plain_number(basic)}"
        )
        yield form.finding(
            "FND-006",
            form.where("budget.basic"),
            found=basic,
            expected=amount,
            related=[staff_cell, office_cell],
            comparison=comparison,
        )


def _spent_on(form: Form, purpose: str) -> list[tuple[Decimal, str]]:
    """Return (万元, cell) of a purpose among the costs, else of the budget."""
    costs = [(amount, form.at(row, "target")) for row, amount in cost_lines(form) if row.name in words(purpose)]
    return costs or [(amount, cell) for label, amount, cell in _amounts_kept(form) if label in words(purpose)]


def _amounts_kept(form: Form) -> Iterator[tuple[str, Decimal, str]]:
    """Yield (label, 万元, cell) of what has no key: 其中：人员经费."""
    for each in form.document.get("other", ()):
        if isinstance(each["value"], Decimal):
            yield without_of_which(each["label"]), each["value"] * form.worth, each["cell"]


@rule("FND-008")
def expenditures_add_up(form: Form) -> Iterator[Finding | Skip]:
    """Yield 支出明细 that do not add up to their total or the amount (own)."""
    lines = form.document.get("expenditures")
    if not lines:
        return
    if any(line["amount"] is None for line in lines):
        yield form.skip("FND-008", "有支出明细没有填写金额，合计无法复算")
        return
    amount = sum((line["amount"] or Decimal(0) for line in lines), Decimal(0)) * form.worth
    total = form.document.get("expenditure_total")
    stated = [(form.amount, form.amount_cell)] if form.amount is not None else []
    if total is not None:
        stated.append((total * form.worth, form.where("expenditure_total")))
    wrong = [(value, cell) for value, cell in stated if not same_amount(value, amount)]
    if wrong:
        value, cell = wrong[0]
        yield form.finding(
            "FND-008",
            cell,
            found=value,
            expected=amount,
            difference=amount - value,
            related=[other for _, other in wrong[1:]] + [line["cells"]["amount"] for line in lines],
            amount=value,
        )


@rule("FND-012")
def money_units_mixed(form: Form) -> Iterator[Finding]:
    """Yield money of mixed units, an unknown one or none: 万 for 万元, 美元 (own)."""
    if form.document["currency_unit"] is None:
        said = [(each.cell, f"{each.label or ''}：{each.text}".lstrip("：")) for each in form.leftovers.all]
        unknown = [(cell, text) for cell, text in said if _UNKNOWN_UNIT.match(tidy(text))]
        if not unknown and form.amount is not None and "currency_unit" in form.blanks:
            unknown = [(form.blanks["currency_unit"], "未填写，按万元计")]
        for cell, text in unknown:
            yield form.finding("FND-012", cell, found=text, expected="万元")
    for row in form.costs:
        large = row.number is not None and row.number >= _LARGE_IN_YUAN
        if large and row.unit == "元" and form.worth == 1 and not matcher("unit_costs").search(row.name):
            value = f"{plain_number(row.number or Decimal(0))}元"
            yield form.finding("FND-012", form.at(row, "target"), found=value, expected="万元")
    seen: set[str] = set()
    for cell, text in texts_with_money(form):
        # 安排310万兑现补助, but not 投入2万人次
        match = _BARE_MYRIAD.search(text) or matcher("bare_myriad_put_in").search(text)
        if match is not None and text not in seen and _COUNTED_MYRIADS.search(text[: match.start()]) is None:
            seen.add(text)
            start = max(0, match.start() - 6)
            value = text[start : match.end()]
            yield form.finding("FND-012", cell, found=value, expected=f"{value}元")


def texts_with_money(form: Form) -> Iterator[tuple[str, str]]:
    """Yield address and text of goals and expenditures that may hold amounts."""
    spending = texts_of(form.document.get("expenditures", ()), "detail", "basis")
    yield from ((cell, text) for cell, text in (*goal_texts(form.document), *spending) if "万" in text)


@rule("FND-013")
def basis_without_figures(form: Form) -> Iterator[Finding]:
    """Yield expenditures without a figure as basis (财预〔2015〕88号, feasible)."""
    left = [
        line["cells"].get("basis", line["cell"])
        for line in form.document.get("expenditures", ())
        if line["amount"] and "basis" in line and not any(char.isdigit() for char in line.get("basis") or "")
    ]
    if left:
        yield form.finding("FND-013", left)
