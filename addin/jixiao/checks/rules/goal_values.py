"""VAL-004: shares, amounts, times and rates of a goal against targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from jixiao.checks.catalogue import plain_number
from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding
from jixiao.checks.likeness import content_pairs
from jixiao.checks.money_tokens import may_name_rate
from jixiao.checks.quantities import counters, plain_unit
from jixiao.checks.rows import Row
from jixiao.checks.wording import matcher, words
from jixiao.forms.numbers import money_units

_SHORTEST_NAMED = 4
_SHORTEST_SHARE = 3
_PAIRS_IN_COMMON = 2
_NOTHING: frozenset[str] = frozenset()
_WORDS_BEFORE = re.compile(r"[\u4e00-\u9fff]{1,16}\Z")
_MOST_BEFORE = 16
_ONLY_LEADS = re.compile(
    r"(?:[确要]?[保使]|预计|可|群众|公众|居民|市民|社会|保证|实现|力争|促使|达到|其中|并使|支付|安排|带动|做到|努力|同时|全[县市区省年]|项目|本年度?|年度|[使将以和且]|一是|二是|三是|四是)+\Z|\A(?:确保|力争|使|将)"
)
_OTHER_TIME = re.compile(
    r"[两三四五二2-5]年[内间来]|上年|去年|往年|上一年|每|各|其中|较|比|20\d\d年底前[^，。]{0,2}累计|以往"
)
_AMOUNT_OF = re.compile(
    r"(?<=下降|降低|减少|增长|提高|提升|上升|增加)(?:率|比例|幅度)\Z|(?:总额|金额|额|标准|数量|总数|量|[个户座处条件家台套次场人]数)\Z"
)
_MONEY_PER = re.compile(r"(元|万元)(/.+)")
_CLAUSE = re.compile(r"[，。；,;\n]")
_SENTENCE = re.compile(r"[。；;\n]")
_SIGN = re.compile("[*/+=xX×÷＊]")
_FAR = 40
# 能耗同比下降2%, 发案数较上年下降5%: what a change is held against
_COMPARED = re.compile(
    r"(?:同比|较(?:上年|去年)(?:同期)?|比(?:上年|去年)(?:同期)?)(?=下降|降低|减少|增长|提高|提升|上升|增加)"
)


@cache
def _value_told() -> re.Pattern[str]:
    """Return what follows a name: 达到95%以上; not 由85%提高到90%."""
    return re.compile(
        r"(?:率|幅度)?(?:均|应|要|须)?(?:保持|稳定|控制|增长|提高|提升|上升|下降|降低|压降|降|升)?(?:达到|达|到|至|不低于|不少于|不小于|不超过|不高于|超过|突破|高于|在|为|≥|≤|＞|：)?(\d{1,9}(?:\.\d+)?)"
        rf"(%|‰|亿元|万元|元|个?工作日|小时|分钟|天|日|公斤|千克|克|度|[万千]?(?:{counters()}))(?:及以上|及以下|以上|以下|左右|以内|之内|内)?(?=[，。；、,;）)\s]|\Z)"
    )


class _Told(NamedTuple):
    """A number that a goal gives for something it names, and how it is written."""

    number: Decimal
    text: str


class NamedValue(NamedTuple):
    """An indicator that is no count, its name in goals, that name's last end."""

    row: Row
    number: Decimal
    unit: str
    name: str
    end: str


def values_to_name(form: Form) -> list[NamedValue]:
    """Return the shares, amounts and times that a goal may name."""
    found = []
    for row in form.rows:
        if row.number is not None and row.unit and row.aspect != "quantity":
            name = _name_told(row.name)
            if len(name) >= _SHORTEST_NAMED or row.unit == "%":
                found.append(NamedValue(row, row.number, row.unit, name, name[-_SHORTEST_SHARE:]))
    return found


def named_values(form: Form, values: Sequence[NamedValue], cell: str, goal: str) -> Iterator[Finding]:
    """Yield targets for which the goal gives another number each time."""
    goal = _COMPARED.sub("", goal)
    for row, number, unit, name, shortest in values:
        if shortest not in goal:
            continue  # most names
        told = _told(goal, name, unit, f"{form.project or ''}{form.department or ''}")
        if not told and (unit == "%" or len(name) > _SHORTEST_NAMED):
            told = _told_in_short(form, goal, name, unit)
        if not told or row.name in words("total_costs") or matcher("whole_cost").search(row.name):
            continue  # the project's amount: FND-003, FND-009
        own = number * plain_unit(unit)[0]
        if all(one.number != own for one in told):
            expected = told[0].number * number / own if own else told[0].number
            yield form.finding(
                "VAL-004",
                form.at(row, "target"),
                found=number,
                expected=expected,
                related=[cell],
                text=told[0].text,
                value=plain_number(number),
            )


@lru_cache(maxsize=8192)
def _name_told(name: str) -> str:
    """Return an amount's name in goals: 医疗费用补助 for 医疗费用补助金额."""
    return _AMOUNT_OF.sub("", name)


def _told_in_short(form: Form, goal: str, name: str, unit: str) -> tuple[_Told, ...]:
    """Return what a goal says by the end of a name: 亮灯率 for 城区亮灯率."""
    shortest = _SHORTEST_SHARE if unit == "%" else _SHORTEST_NAMED
    ends = [name[start:] for start in range(1, len(name) - shortest + 1)]
    said = next((place for place, end in enumerate(ends) if end in goal), None)
    if said is None:
        return ()
    end = ends[said]
    if goal.count(end) > 1 or sum([other.endswith(end) for other in form.names]) > 1:
        return ()
    common = any(matcher("high_rates").fullmatch(each) for each in ends[: said + 1])
    return _told(goal, end, unit, "", name, common)


def _told(goal: str, name: str, unit: str, about: str, name_of: str = "", common: bool = False) -> tuple[_Told, ...]:
    """Return what a goal says of just that name; () where one is unclear."""
    # ``name`` may be the end of ``name_of``; what many names end in (``common``: 及时率) needs its words in front.
    found: list[_Told] = []
    at = goal.find(name)
    while at >= 0:
        match = _value_told().match(goal, at + len(name))
        before = _WORDS_BEFORE.search(goal, max(0, at - _MOST_BEFORE), at)
        ahead = "" if before is None else _ONLY_LEADS.sub("", before.group())
        if (
            match is None
            or ((ahead or common) and not _is_of(ahead, about, name_of, common))
            or _OTHER_TIME.search(_clause_before(goal, at))
        ):
            return ()
        times, plain = plain_unit(match[2])
        if plain != plain_unit(unit)[1]:
            return ()
        found.append(_Told(Decimal(match[1]) * times, goal[at : match.end(2)]))
        at = goal.find(name, at + 1)
    return tuple(found)


def _is_of(ahead: str, about: str, name: str, common: bool) -> bool:
    """Return whether words before a name are its own or the project's."""
    if not common and (ahead in about or set(ahead) <= set(name)):
        return True
    return bool(name) and len(content_pairs(ahead, _NOTHING) & content_pairs(name, _NOTHING)) >= _PAIRS_IN_COMMON


def _clause_before(goal: str, at: int) -> str:
    """Return the words of a clause in front of a place."""
    return _CLAUSE.split(goal[max(0, at - _FAR) : at])[-1]


def rates_of_standards(form: Form, cell: str, goal: str) -> Iterator[Finding]:
    """Yield rates that differ from their indicator's (每亩补助800元, 元/亩)."""
    if not may_name_rate(goal):
        return
    from jixiao.checks.rates import kind_and_period, rates

    told = rates(goal)
    for row in form.rows:
        unit = _MONEY_PER.fullmatch(row.unit or "")
        per = kind_and_period(unit[2]) if unit is not None and row.number is not None else None
        if unit is None or per is None or row.number is None:
            continue
        own = [one for one in told if one.kind == per[0]]
        signs = [goal[max(0, one.start - 1) : one.start] + goal[one.end : one.end + 1] for one in own]
        if any(_SIGN.search(sign) for sign in signs):
            continue  # a price in a calculation: 2000元/批次×600批次
        if len(own) != 1 or own[0].period != per[1] or own[0].least or own[0].most:
            continue
        value = own[0].value / money_units()[unit[1]]
        sentence = _SENTENCE.split(goal[: own[0].start])[-1] + goal[own[0].start : own[0].end]
        alone = sum(1 for other in form.rows if (other.unit or "").endswith(unit[2])) == 1
        if (
            value != row.number
            and alone
            and content_pairs(row.name, words("empty_words")) & content_pairs(sentence, words("empty_words"))
        ):
            yield form.finding(
                "VAL-004",
                form.at(row, "target"),
                found=row.number,
                expected=value,
                related=[cell],
                text=own[0].text,
                value=plain_number(row.number),
            )
