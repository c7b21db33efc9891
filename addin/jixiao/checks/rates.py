"""What each person, household or acre gets, in words.

``每人每月发放100元`` · ``1200元/人·年`` · ``人均3300元/年`` · ``购电脑10台，0.5万元每台``. What it comes to is in ``entitlements``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from jixiao.checks.money_tokens import amount_of, amount_pattern, may_name_rate, normal
from jixiao.checks.quantities import counters
from jixiao.checks.wording import matcher
from jixiao.forms.text import dictionary
from jixiao.late_patterns import late_pattern

_NOUNS = "学生|老人|儿童|教师|干部|职工|村民|队员|学员|农户|家庭|社区|学校|小时|乡镇|单位"
_THINGS = f"{_NOUNS}|{counters()}|[生孩车校点站屋店]"
_PERIODS = "学年|学期|季度|年|月|天|日|季"
_PERIOD_WORDS = frozenset(_PERIODS.split("|"))
# 每人 · 每名村医 · 每个行政村: 名, 户 and 所 say what is counted, whatever noun follows
_EACH = rf"每一?(?:(?P<classifier>[名位户所家])(?=[\u4e00-\u9fff])|个?(?P<per>{_THINGS}))"
# 每名老人每月发放补助
_EVERY = late_pattern(rf"{_EACH}[^每\d]{{0,8}}(?:每个?(?P<period>{_PERIODS}))?[^每\d]{{0,12}}$")
# 每月每人
_EVERY_PERIOD = late_pattern(rf"每个?(?P<period>{_PERIODS}){_EACH}[^每\d]{{0,12}}$")
# 月人均, 人均每年, 单具
_AVERAGE = late_pattern(
    rf"(?:(?P<period>[年月日])?(?P<per>[人户亩村校生台套所处间座辆])均|(?<![订菜名清账保表传简])单(?!位)(?P<one>{counters()}))"
    rf"(?:每?(?P<period2>{_PERIODS}))?[^每\d]{{0,10}}$"
)
# 更换水表5200块,单价180元 · 电脑20台、打印机10台,单价分别为0.5万元 · 安装路灯300盏(单价2000元
_UNIT_PRICE = late_pattern(rf"\d[余多]?[万千]?(?P<per>{counters()})[,(]?(?:采购|购置|购买|平均)?单价(?:分别)?[为是]?$")
# /人·月, 每台, /(人·年)
_PER = late_pattern(rf"(?:/|每)\(?(?P<a>{_THINGS}|{_PERIODS})(?:[/·.•每](?P<b>{_THINGS}|{_PERIODS}))?")
# 5万元的40%
_SHARE = late_pattern(r"的(\d{1,3}(?:\.\d+)?)%")
AT_LEAST = late_pattern(r"(?:不低于|不少于|至少|最低|(?<!不)超过)[^,。;\d]{0,12}$")
"""Words before a number that make it a lower bound."""
_AT_MOST = late_pattern(r"(?:不超过|不高于|最高|上限|封顶)[^,。;\d]{0,12}$")
KINDS: dict[str, str] = dictionary("measures")["same"]["paid_for"]
"""What a classifier or noun counts, where several count the same."""


class Rate(NamedTuple):
    """An amount for each of a kind and period; ``least``, ``most``: bounds.

    ``words`` are those in front of it, which may say whom it is for: 每名特派员工作经费. ``mean``: 户均596元.
    """

    value: Decimal
    text: str
    kind: str
    words: str
    period: str | None
    least: bool
    most: bool
    start: int
    end: int
    mean: bool


def rates(text: str) -> tuple[Rate, ...]:
    """Return the rates of a text, whatever is counted."""
    return tuple(_rates(normal(text))) if may_name_rate(text) else ()


def _rates(plain: str) -> Iterator[Rate]:
    last: Rate | None = None
    for match in amount_pattern().finditer(plain):
        start, end = match.start(), match.end("money")
        clause = plain[clause_start(plain, start) : start][-26:]
        mean = _AVERAGE.search(clause) if "均" in clause or "单" in clause else None
        before = (
            _EVERY_PERIOD.search(clause)
            or _EVERY.search(clause)
            or mean
            or _UNIT_PRICE.search(plain[max(0, start - 16) : start])
        )
        after = _PER.match(plain, end)
        # 电脑20台、打印机10台，单价分别为0.5万元、0.3万元
        goes_on = last is not None and "分别" in clause and plain[last.end : start] in ("、", "和")
        # 码洋45元: what a thing would cost otherwise
        if (
            (before is None and after is None and not goes_on)
            or matcher("unsure_price").search(clause)
            or matcher("not_spending").search(clause)
        ):
            continue
        kind, period = _kind_and_period(before, after)
        if last is not None and goes_on and kind is None:
            kind, period = last.kind, last.period
        if kind is None:
            continue
        value = amount_of(match)
        share = _SHARE.match(plain, end)
        if share is not None:
            value, end = value * Decimal(share[1]) / 100, share.end()
        stop = end if after is None else after.end()
        least = AT_LEAST.search(clause) is not None or plain[stop : stop + 2] == "以上"
        most = _AT_MOST.search(clause) is not None or plain[stop : stop + 2] in ("以内", "以下")
        words, averages = clause.rpartition("每")[2], mean is not None
        last = Rate(value, plain[start:end], kind, words, period, least, most, start, stop, averages)
        yield last


def kind_and_period(unit: str) -> tuple[str, str | None] | None:
    """Return kind and period of a unit: 元/人·月 is 人, 月; None if unknown."""
    kind, period = _kind_and_period(None, _PER.match(unit) if unit.startswith(("/", "每")) else None)
    return None if kind is None else (kind, period)


def _kind_and_period(before: re.Match[str] | None, after: re.Match[str] | None) -> tuple[str | None, str | None]:
    named = [] if before is None else list(before.groupdict().values())
    named += [] if after is None else [after["a"], after["b"]]
    kind = next((KINDS.get(word, word) for word in named if word and word not in _PERIOD_WORDS), None)
    return kind, next((KINDS.get(word, word) for word in named if word in _PERIOD_WORDS), None)


def clause_start(plain: str, at: int) -> int:
    """Return where the clause of a place begins."""
    return max((plain.rfind(sign, 0, at) + 1 for sign in ",。;\n"), default=0)
