"""Whether a goal plans more than what its amounts are for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jixiao.checks.calculations import TextCalculation, WrittenAmount, entitlements_in
from jixiao.checks.checked_form import Form
from jixiao.checks.texts import CLAUSE, PHRASE, SENTENCE
from jixiao.checks.wording import matcher
from jixiao.forms.numbers import plain_number
from jixiao.late_patterns import late_pattern

_NUMBER = late_pattern(r"\d+(?:\.\d+)?")
_COUNTED = late_pattern(r"(?<![\d.])(\d+(?:\.\d+)?)万?(?=[\u4e00-\u9fff㎡])(?!年|月|日|元|万元|亿元|千元|%)")


def goes_on(text: str, totals: Sequence[WrittenAmount]) -> bool:
    """Return whether more is planned behind a total: 共计14万元，筛查3万人次."""
    for total in totals:
        before = SENTENCE.split(text[: total.start])[-1]
        later = CLAUSE.split(SENTENCE.split(text[total.start :])[0])[1:]
        planned = "，".join(
            clause for clause in later if "元" not in clause and not matcher("only_reached").search(clause)
        )
        if _COUNTED.search(before) and _COUNTED.search(planned):
            return True
    return False


def is_all(form: Form, text: str, calculated: Sequence[TextCalculation], value: Decimal, amount: Decimal) -> bool:
    """Return whether what the money is for is all that the form plans."""
    if matcher("the_rest").search(text):
        return False
    told: set[str] = set()
    for sentence in SENTENCE.split(text):
        numbers = _COUNTED.findall(sentence)
        if "元" in sentence:
            told.update(numbers)
            if _plans_more(text, calculated, sentence):
                return False
        elif any(_COUNTED.search(one) and not matcher("only_reached").search(one) for one in CLAUSE.split(sentence)):
            return False
    rows = [row for row in form.outputs if row.aspect == "quantity" and row.number is not None]
    counted = [plain_number(row.number or Decimal(0)) in told for row in rows]
    return bool(rows) and (all(counted) or (any(counted) and value > amount / 2))


def _plans_more(text: str, calculated: Sequence[TextCalculation], sentence: str) -> bool:
    """Return whether a clause without money plans more: 补助民办园22所."""
    used = {number for one in entitlements_in(text) for number in _NUMBER.findall(one.working)}
    used |= {number for item in calculated for number in _NUMBER.findall(item.expression)}
    clauses = [
        clause for clause in CLAUSE.split(sentence) if "元" not in clause and not matcher("only_reached").search(clause)
    ]
    counted = [set(_COUNTED.findall(phrase)) for clause in clauses for phrase in PHRASE.split(clause)]
    # 43所学校12600名学生: what stands beside a number that is paid for tells where it is
    return bool(used) and any(numbers and numbers.isdisjoint(used) for numbers in counted)
