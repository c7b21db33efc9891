"""FND-009 and FND-010: words about money against figures, silent if unsure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.checks.calculations import (
    AmountReading,
    TextCalculation,
    added,
    amounts,
    calculations,
    items,
    of_others,
    total_of,
)
from jixiao.checks.checked_form import Form
from jixiao.checks.divisions import wrong_divisions
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.money_tokens import may_name_rate
from jixiao.checks.quantities import in_digits
from jixiao.checks.registry import rule
from jixiao.checks.rules.goal_amounts import contradiction, is_shared
from jixiao.checks.texts import SENTENCE, goal_texts, has_digit, kept_texts, texts_of
from jixiao.checks.tolerance import same_amount
from jixiao.checks.wording import matcher
from jixiao.forms.document import Expenditure
from jixiao.forms.numbers import plain_number
from jixiao.late_patterns import late_pattern

_BEFORE = 14
"""So many characters in front of an amount say whose it is."""
_TOTAL_BEFORE = late_pattern(r"(?:合计|共计|总计|共需|总共|小计|总额)[^，。；,;\d]{0,4}$")
_OTHER_NUMBER = late_pattern(r"(\d{1,9}(?:\.\d{1,4})?)\s*([%％])?")
_FACTORS = 8
_MONEY_OR_RESULT = late_pattern("[元万亿=＝]")


@rule("FND-009")
def words_and_figures(form: Form) -> Iterator[Finding]:
    """Yield amounts in words that the figures contradict (财预〔2015〕88号)."""
    # A goal contradicts where its points together cost more than the project has, or where the one calculation in it
    # comes to another amount; a line of expenditure where the one amount in its words is another. ``年度`` is never
    # held against ``实施期``, and what can be read in several ways is not reported.
    yield from _goals(form)
    for line in form.document.get("expenditures", ()):
        yield from _expenditure(form, line)


def _goal_texts(form: Form) -> Iterator[tuple[str, list[str]]]:
    """Yield the year's goals that may hold money, with their cells, once each."""
    texts: dict[str, list[str]] = {}
    for key in ("annual", "annual_local"):
        text = form.goals.get(key)
        if text and ("元" in text or "万" in text):
            texts.setdefault(in_digits(text), []).append(form.where(f"goals.{key}"))
    yield from texts.items()


def _goals(form: Form) -> Iterator[Finding]:
    amount = form.amount
    if form.kind != "project" or amount is None:
        return
    texts = list(_goal_texts(form))
    read = [(found, cells) for text, cells in texts if (found := contradiction(form, text, amount)) is not None]
    annual = form.funding("annual") or amount
    read = [each for each in read if not same_amount(each[0].value, annual)]
    if read:
        (working, value), cells = max(read, key=lambda item: item[0].value)
        others = [cell for _, own in texts for cell in own if cell != cells[0]]
        yield form.finding(
            "FND-009",
            cells[0],
            found=value,
            expected=amount,
            related=[*others, form.amount_cell],
            severity=None if value > amount and not is_shared(form) else Severity.WARNING,
            text=f"{working}={plain_number(value)}万元",
            num=f"{plain_number(amount)}万元",
        )


def _expenditure(form: Form, line: Expenditure) -> Iterator[Finding]:
    if line["amount"] is None:
        return
    amount = line["amount"] * form.worth
    texts = {key: text for key, text in (("detail", line.get("detail")), ("basis", line.get("basis"))) if text}
    readings: dict[str, Sequence[AmountReading]] = {}
    for key, text in texts.items():
        readings[key] = _readings(text)
        if key == "detail" and any(same_amount(value, amount) for _, value in readings[key]):
            return  # the calculation is in the detail, the basis speaks of something else
    for key, found in readings.items():
        claim = _claim(found, texts[key])
        stated = [item.stated for item in calculations(texts[key]) if item.stated is not None]
        if claim is None or any(same_amount(value, amount) for value in (*stated, *(value for _, value in found))):
            continue
        if _is_rate_of(texts[key], amount):
            continue  # 单价4万元, 3台
        working, value = claim
        yield form.finding(
            "FND-009",
            line["cells"].get(key, line["cell"]),
            found=value,
            expected=amount,
            related=[line["cells"]["amount"], *(line["cells"][k] for k in readings if k != key and k in line["cells"])],
            text=working,
            num=f"{plain_number(amount)}万元",
        )
        return


def _readings(text: str) -> Sequence[AmountReading]:
    """Return what the words of a line of expenditure may come to."""
    if _MONEY_OR_RESULT.search(text) is None or not has_digit(text):
        return []
    found: list[AmountReading] = []
    written = [amount for amount in amounts(text) if not amount.rate]
    calculated = [item for item in calculations(text) if item.money and item.whole]
    if any(amount.bound for amount in written) or (any(a.rate for a in amounts(text)) and not calculated):
        return []
    found += [AmountReading(_working(item), item.value) for item in calculated]
    stated = [i for i in calculations(text) if i.stated is not None and i.agrees]
    found += [AmountReading(item.expression, item.stated) for item in stated if item.stated is not None]
    free = [a for a in written if not any(item.start <= a.start < item.end for item in (*calculated, *stated))]
    if of_others(text, free):
        return []
    found += [AmountReading(amount.text, amount.value) for amount in free]
    parts = [item.value for item in calculated]
    parts += [item.stated for item in stated if item not in calculated and item.stated is not None]
    parts += [amount.value for amount in free]
    return [*found, *([added(parts)] if len(parts) > 1 else []), *_points(text)]


def _points(text: str) -> list[AmountReading]:
    """Return the numbered points added up, if each has one cost."""
    points = items(text)
    if len(points) < 2:
        return []
    known = [cost for cost in map(total_of, points) if cost is not None]
    if len(known) < len(points) or amounts(text[: text.find(points[0])]):
        return []
    return [added(known)]


def _claim(found: Sequence[AmountReading], text: str) -> AmountReading | None:
    """Return what a text surely says: its points, its total, its one reading."""
    if not found:
        return None
    points = _points(text)
    if points:
        return points[0]
    totals = [
        a for a in amounts(text) if not a.rate and _TOTAL_BEFORE.search(text[max(0, a.start - _BEFORE) : a.start])
    ]
    others = [a.value for a in amounts(text) if not a.rate and a not in totals]
    if len(totals) == 1 and len(others) > 1 and same_amount(sum(others, Decimal(0)), totals[0].value):
        return AmountReading(totals[0].text, totals[0].value)
    return found[0] if len({value for _, value in found}) == 1 else None


def _is_rate_of(text: str, amount: Decimal) -> bool:
    """Return whether the text's amount times other numbers is the one filled in."""
    money = [item for item in amounts(text) if not item.rate]
    if len(money) != 1:
        return False
    numbers = [
        Decimal(match[1]) / (100 if match[2] else 1)
        for match in _OTHER_NUMBER.finditer(text)
        if not money[0].start <= match.start() < money[0].start + len(money[0].text)
    ][:_FACTORS]
    products = numbers + [a * b for n, a in enumerate(numbers) for b in numbers[n + 1 :]]
    return any(same_amount(money[0].value * product, amount) for product in products)


def _working(item: TextCalculation) -> str:
    return item.expression if "=" in item.expression else f"{item.expression}={plain_number(item.value)}万元"


@rule("FND-010")
def wrong_calculation(form: Form) -> Iterator[Finding]:
    """Yield expressions that state a wrong result, as rounded (own)."""
    seen: set[str] = set()
    for cell, text in _texts(form):
        divided = (item for item in wrong_divisions(text) if not _is_told(form, item.stated))
        for item in (*calculations(text), *divided):
            if item.worded and cell == form.where("goals.annual") and not _is_plain_total(form, text, item):
                continue
            if item.agrees is False and item.stated is not None and item.expression not in seen:
                seen.add(item.expression)
                unit = "万元" if item.money else ""
                yield form.finding(
                    "FND-010",
                    cell,
                    found=item.stated,
                    expected=item.value,
                    expr=item.expression.split("=")[0],
                    calc=f"{plain_number(item.value)}{unit}",
                    given=item.expression.rsplit("=", 1)[-1].strip(),
                )


def _is_told(form: Form, whole: Decimal | None) -> bool:
    """Return whether FND-009 speaks of an amount: the project's own."""
    return same_amount(whole, form.amount) and any(_goals(form))


def _is_plain_total(form: Form, goal: str, item: TextCalculation) -> bool:
    """Return whether a total is only of the rate before it, not FND-009's."""
    totals = [one for one in amounts(goal) if not one.rate and item.start <= one.start < item.end]
    if form.amount is None or len(totals) != 1 or _is_shared_before(goal, item) or of_others(goal, totals, form.year):
        return False
    return contradiction(form, in_digits(goal), form.amount) is None


def _is_shared_before(goal: str, item: TextCalculation) -> bool:
    """Return whether a sentence says that others pay a part, before its total is told."""
    return matcher("shared_costs").search(SENTENCE.split(goal[: item.end])[-1]) is not None


def _texts(form: Form) -> Iterator[tuple[str, str]]:
    tasks = texts_of(form.document.get("tasks", ()), "content")
    for cell, goal in (*goal_texts(form.document), *tasks, *kept_texts(form.document)):
        if "=" in goal or "＝" in goal or "其中" in goal or may_name_rate(goal):
            yield cell, goal
    for cell, text in texts_of(form.document.get("expenditures", ()), "detail", "basis"):
        if "=" in text or "＝" in text:
            yield cell, text
    for row in form.rows:
        explained = row.data.get("explanation")
        if explained and ("=" in explained or "＝" in explained) and not matcher("scoring_formula").search(explained):
            yield form.at(row, "explanation"), explained
