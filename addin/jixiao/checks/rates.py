"""What each person, household or acre gets, times how many there are.

``为200名老人每人每月发放100元，全年共需24万元`` · ``1200元/人·年`` · ``人均3300元/年`` · ``购电脑10台，0.5万元每台``. A rate is paired with the
one count of its kind in its sentence; where several fit, or a bound (不低于) leaves the sum open, that is said or the rate
is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, repeat, zip_longest

from jixiao.checks.likeness import content_pairs
from jixiao.checks.money_tokens import amount_pattern, may_name_rate, normal
from jixiao.checks.quantities import counters
from jixiao.checks.wording import matcher, words
from jixiao.forms.numbers import money_units

_NOUNS = "学生|老人|儿童|教师|干部|职工|村民|队员|学员|农户|家庭|社区|学校|小时|乡镇|单位"
_THINGS = f"{_NOUNS}|{counters()}|[生校点站]"
_PERIODS = "学期|季度|年|月|天|日|季"
_PERIOD_WORDS = frozenset(_PERIODS.split("|"))
_SENTENCE_END = re.compile(r"[。;\n!?]")
# 每人 · 每名村医 · 每个行政村: 名, 户 and 所 say what is counted, whatever noun follows
_EACH = rf"每一?(?:(?P<classifier>[名位户所家])(?=[\u4e00-\u9fff])|个?(?P<per>{_THINGS}))"
# 每名老人每月发放补助
_EVERY = re.compile(rf"{_EACH}[^每\d]{{0,8}}(?:每个?(?P<period>{_PERIODS}))?[^每\d]{{0,12}}$")
# 每月每人
_EVERY_PERIOD = re.compile(rf"每个?(?P<period>{_PERIODS}){_EACH}[^每\d]{{0,12}}$")
# 月人均, 人均每年
_AVERAGE = re.compile(
    rf"(?P<period>[年月日])?(?P<per>[人户亩村校生台套所处间座辆])均(?:每?(?P<period2>{_PERIODS}))?[^每\d]{{0,10}}$"
)
# 更换水表5200块,单价180元 · 安装路灯300盏(单价2000元
_UNIT_PRICE = re.compile(rf"\d[余多]?[万千]?(?P<per>{counters()})[,(]?(?:采购|购置|购买|平均)?单价[为是]?$")
# /人·月, 每台, /(人·年)
_PER = re.compile(rf"(?:/|每)\(?(?P<a>{_THINGS}|{_PERIODS})(?:[/·.•每](?P<b>{_THINGS}|{_PERIODS}))?")
_COUNT = re.compile(
    r"(?<![\d.])(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?P<more>余|多)?(?P<myriad>万|千)?"
    rf"(?P<unit>{counters()}|小时)"
    r"(?!均|/)(?P<noun>[^\d,。;\n(]{0,8})"
)
_LENGTH = re.compile(r"(?P<n>\d{1,3})个?(?P<what>月|学期|季度|天|日)(?![底前初中末份\d内])")
_WHOLE_YEAR = re.compile(r"全年|按年|一年|年度内|每月足额")
_TOTAL_BEFORE = re.compile(
    r"(?:共计|合计|总计|小计|计|总共|共需|共|总额|总需|(?:年|约)?需(?:要)?(?:资金|经费|支出)?|所需(?:资金|经费)|全年)(?:[^,。;\d每均]{0,8})$"
)
_PUT_IN = re.compile(r"(?:投入|安排|拨付|下达|发放)(?:资金|经费|专项资金)?$")
_GRANTED = re.compile("[补奖贴]")
_AT_LEAST = re.compile(r"(?:不低于|不少于|至少|最低|(?<!不)超过)[^,。;\d]{0,12}$")
_AT_MOST = re.compile(r"(?:不超过|不高于|最高|上限|封顶)[^,。;\d]{0,12}$")
_UNSURE = re.compile(r"(?:约|近|提高到?|提标|增加|降低到?|由|从|调整[为到]|左右)[^,。;\d]{0,10}$")
_REACHED = re.compile(r"(?:惠及|受益|覆盖|带动|服务|涉及|其中)[^,。;\d]{0,6}$")
_EVENTS = frozenset({"次", "场", "期", "天", "课时", "小时"})
_PEOPLE = frozenset({"人", "名", "位", "学生", "老人", "儿童", "教师", "干部", "职工", "村民", "队员", "学员", "生"})
_KINDS = {
    **dict.fromkeys(_PEOPLE, "人"),
    **dict.fromkeys(("户", "农户", "家庭"), "户"),
    **dict.fromkeys(("所", "校", "学校"), "所"),
    **dict.fromkeys(("场", "场次"), "场"),
    **dict.fromkeys(("批", "批次"), "批"),
    **dict.fromkeys(("台", "套", "台套"), "台"),
    **dict.fromkeys(("千米", "公里"), "公里"),
    **dict.fromkeys(("村", "社区", "乡镇", "单位", "点", "站", "岗", "组"), "个"),
}
_NEAR = 14
_UP_TO = re.compile(r"[^,。;、\d\n]{0,14}")
_LIST = re.compile(r"[^,。;\d]{0,8}、[^,。;\d]{0,8}")
_DIGIT = re.compile(r"\d")
_MOST = {"月": 12, "季度": 4, "季": 4, "学期": 2}
"""How often a year has that period."""


@dataclass(frozen=True, slots=True)
class Entitlement:
    """A rate with its count: ``low`` to ``high`` in 万元 a year; None: open.

    ``stated`` is the total that its sentence names, ``stated_end`` where that ends.
    """

    working: str
    low: Decimal
    high: Decimal | None
    stated: Decimal | None
    stated_end: int | None
    start: int
    end: int

    @property
    def value(self) -> Decimal | None:
        """What it comes to, where that is sure."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True)
class Rate:
    """An amount for each of a kind and period; ``least``, ``most``: bounds.

    ``words`` are those in front of it, which may say whom it is for: 每名特派员工作经费.
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


@dataclass(frozen=True, slots=True)
class _Count:
    number: Decimal
    kind: str
    words: str
    least: bool
    reached: bool
    start: int
    end: int


def entitlements(text: str) -> tuple[Entitlement, ...]:
    """Return the rates of a text that can be paired with a count."""
    if not may_name_rate(text):
        return ()
    plain = normal(text)
    all_rates = rates(text)
    if not all_rates:
        return ()
    counts = list(_counts(plain))
    found: list[Entitlement] = []
    start = 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(plain)), len(plain)]:
        own = [rate for rate in all_rates if start <= rate.start < end]
        here = [count for count in counts if start <= count.start < end]
        pairs = list(_paired(plain, own, here if here or len(all_rates) > 1 else counts, start, end))
        together = _together(plain, own, pairs, (start, end))
        found += pairs if together is None else [together]
        start = end
    return tuple(found)


def rates(text: str) -> tuple[Rate, ...]:
    """Return the rates of a text, whatever is counted."""
    return tuple(_rates(normal(text))) if may_name_rate(text) else ()


def _rates(plain: str) -> Iterator[Rate]:
    for match in amount_pattern().finditer(plain):
        start, end = match.start(), match.end("money")
        clause = plain[_last(plain, start) : start][-26:]
        before = (
            _EVERY_PERIOD.search(clause)
            or _EVERY.search(clause)
            or _AVERAGE.search(clause)
            or _UNIT_PRICE.search(plain[max(0, start - 16) : start])
        )
        after = _PER.match(plain, end)
        if (before is None and after is None) or _UNSURE.search(clause) or matcher("not_spending").search(clause):
            continue
        per = _words(before, after)
        kind = next((_KINDS.get(word, word) for word in per if word not in _PERIOD_WORDS), None)
        period = next((word for word in per if word in _PERIOD_WORDS), None)
        if kind is None:
            continue
        value = _value(match)
        stop = after.end() if after is not None else end
        least = _AT_LEAST.search(clause) is not None or plain[stop : stop + 2] == "以上"
        most = _AT_MOST.search(clause) is not None or plain[stop : stop + 2] in ("以内", "以下")
        yield Rate(value, plain[start:end], kind, clause.rpartition("每")[2], period, least, most, start, stop)


def kind_and_period(unit: str) -> tuple[str, str | None] | None:
    """Return kind and period of a unit: 元/人·月 is 人, 月; None if unknown."""
    match = _PER.match(unit)
    if match is None:
        return None
    per = _words(None, match)
    kind = next((_KINDS.get(word, word) for word in per if word not in _PERIOD_WORDS), None)
    return None if kind is None else (kind, next((word for word in per if word in _PERIOD_WORDS), None))


def _words(before: re.Match[str] | None, after: re.Match[str] | None) -> list[str]:
    named = [] if before is None else list(before.groupdict().values())
    named += [] if after is None else [after["a"], after["b"]]
    return [word for word in named if word]


def _last(plain: str, at: int) -> int:
    """Return where the clause of a place begins."""
    return max((plain.rfind(sign, 0, at) + 1 for sign in ",。;\n"), default=0)


def _counts(plain: str) -> Iterator[_Count]:
    matches = list(_COUNT.finditer(plain))
    # 土壤120批次、农产品120批次，均为500元/批次: a rate may be for all of a list
    listed: set[int] = set()
    for match, other in pairwise(matches):
        if match["unit"] == other["unit"] and _LIST.fullmatch(plain, match.end("unit"), other.start()):
            listed |= {match.start(), other.start()}
    for match in matches:
        unit, noun = match["unit"], match["noun"]
        number = Decimal(match["n"].replace(",", "")) * {"万": 10_000, "千": 1000}.get(match["myriad"] or "", 1)
        kind = _KINDS.get(unit, unit)
        if unit == "个" and noun.startswith("月"):
            continue
        before = plain[max(0, match.start() - 8) : match.start()]
        least = match["more"] is not None or match.start() in listed or _AT_LEAST.search(before) is not None
        reached = _REACHED.search(before) is not None
        yield _Count(number, kind, before + noun, least, reached, match.start(), match.end("unit"))


def _own_totals(plain: str, rates: Sequence[Rate], end: int) -> dict[int, tuple[Decimal, int]]:
    """Return place of a rate → its own total: 每人3000元，计33万元，…每盏2000元，计80万元.

    Where one has none, the next one may be of both: 每人500元…每户300元，共计16万元.
    """
    found: dict[int, tuple[Decimal, int]] = {}
    for rate, following in zip_longest(rates, rates[1:]):
        stated, stop = _stated(plain, rate, (rate.start, end if following is None else following.start))
        if stated is None or stop is None:
            break
        found[rate.start] = (stated, stop)
    return found


def _paired(plain: str, rates: Sequence[Rate], counts: Sequence[_Count], start: int, end: int) -> Iterator[Entitlement]:
    """Yield the rates of a sentence with the counts of their kind, in order."""
    totals = _own_totals(plain, rates, end)
    for kind in dict.fromkeys(rate.kind for rate in rates):
        own = [rate for rate in rates if rate.kind == kind]
        of_kind = [count for count in counts if count.kind == kind]
        fitting = _fitting(of_kind)
        if kind == "人" and all(rate.period is None for rate in own):
            attending = _fitting([count for count in counts if count.kind == "人次"])
            if not fitting:
                fitting = attending  # 培训500人次，人均800元
            elif attending and len(own) == 1 and not _named(fitting, own[0]):
                fitting = _nearest([*fitting, *attending], own[0], _stated(plain, own[0], (start, end))[0])
        others = {count.kind for count in counts if count.kind != kind}
        if len(own) != len(fitting):
            meant = [_meant(plain, of_kind, rate) for rate in own]
            fitting = [count for count in meant if count is not None]
            if len(own) != len(fitting):
                continue
        if kind in _EVENTS and others and not all(map(_stands_at, fitting, own, repeat(plain))):
            continue
        for rate, count in zip(own, fitting, strict=True):
            within = (start, end) if len(rates) == 1 else (rate.start, rate.end)
            yield _entitlement(plain, rate, count, within, totals.get(rate.start))


def _together(
    plain: str, rates: Sequence[Rate], pairs: Sequence[Entitlement], within: tuple[int, int]
) -> Entitlement | None:
    """Return all rates of a sentence as one if it states their sum, or None."""
    if len(pairs) < 2 or len(pairs) != len(rates) or any(pair.value is None for pair in pairs):
        return None
    stated, end = _stated(plain, rates[-1], within)
    if stated is None or len(amount_pattern().findall(plain, *within)) != len(rates) + 1:
        return None
    value = sum((pair.low for pair in pairs), Decimal(0))
    working = "＋".join(pair.working for pair in pairs)
    return Entitlement(working, value, value, stated, end, pairs[0].start, max(pair.end for pair in pairs))


def _fitting(counts: Sequence[_Count]) -> Sequence[_Count]:
    """Return the counts a rate may be for, without those only reached (惠及)."""
    served = [count for count in counts if not count.reached] or counts
    return served[:1] if len({count.number for count in served}) == 1 else served


def _nearest(counts: Sequence[_Count], rate: Rate, stated: Decimal | None) -> Sequence[_Count]:
    """Return the one count of heads or attendances that a rate is for."""
    if stated is None:
        return ()
    before = [count for count in counts if count.end <= rate.start] or counts
    making = [count for count in counts if count.number * rate.value == stated]
    return making[:1] or [max(before, key=lambda count: count.start)]


def _meant(plain: str, counts: Sequence[_Count], rate: Rate) -> _Count | None:
    """Return the count a rate is for: beside it (基地16个，每个补助2万元) or named alike."""
    beside = [count for count in counts if _stands_at(count, rate, plain)]
    likely = beside or _named(counts, rate)
    return likely[0] if len(likely) == 1 else None


def _named(counts: Sequence[_Count], rate: Rate) -> Sequence[_Count]:
    """Return the counts of what a rate names: 选派特派员126名, 每名特派员工作经费1万元."""
    pairs = content_pairs(rate.words, words("empty_words"))
    return [count for count in counts if any(map(count.words.__contains__, pairs))]


def _stands_at(count: _Count, rate: Rate, plain: str) -> bool:
    """Return whether a count stands next to its rate: 演练6场,每场经费5万元."""
    if rate.end <= count.start:  # 按每人每年1.2万元的标准托养160名
        return _UP_TO.fullmatch(plain, rate.end, count.start) is not None
    between = plain[count.end : rate.start]
    return len(between) <= _NEAR and _DIGIT.search(between) is None


def _entitlement(
    plain: str, rate: Rate, count: _Count, within: tuple[int, int], total: tuple[Decimal, int] | None
) -> Entitlement:
    alone = within != (rate.start, rate.end)
    fewest, most = _times(rate, plain if alone else plain[within[0] : within[1]])
    once = count.number * rate.value
    start = min(rate.start, count.start)
    stated, stated_end = total or (None, None)
    if alone and total is None and _GRANTED.search(rate.words) is None:
        ahead = _put_in(plain, count)
        if ahead is not None:
            start, stated, stated_end = ahead.start(), _value(ahead), rate.end
    low = Decimal(0) if rate.most else once * fewest
    high = None if rate.least or count.least or most is None else once * most
    times = f"×{fewest}" if fewest == most and fewest > 1 else f"×{fewest}至{most or '若干'}" if fewest != most else ""
    return Entitlement(
        f"{count.number.normalize():f}×{rate.text}{times}",
        low,
        high,
        stated,
        stated_end,
        start,
        max(rate.end, count.end),
    )


def _put_in(plain: str, count: _Count) -> re.Match[str] | None:
    """Return the amount put into what is counted: 投入72万元更新火化炉4台，每台20万元."""
    clause = _last(plain, count.start)
    found = list(amount_pattern().finditer(plain, clause, count.start))
    return found[0] if len(found) == 1 and _PUT_IN.search(plain[clause : found[0].start()]) else None


def _value(amount: re.Match[str]) -> Decimal:
    return Decimal(amount["number"].replace(",", "")) * money_units()[amount["money"]]


def _times(rate: Rate, text: str) -> tuple[int, int | None]:
    """Return how often a year a rate is paid, at least and at most (None: open)."""
    period = rate.period
    if period in (None, "年"):
        return 1, 1
    lengths = {
        int(m["n"]) for m in _LENGTH.finditer(text) if m["what"] == {"日": "天", "季": "季度"}.get(period or "", period)
    }
    if len(lengths) == 1:
        number = next(iter(lengths))
        return number, number
    most = _MOST.get(period or "")
    if most is not None and not lengths and _WHOLE_YEAR.search(text):
        return most, most
    return 1, most


def _stated(plain: str, rate: Rate, within: tuple[int, int]) -> tuple[Decimal | None, int | None]:
    """Return the one total of a sentence behind its rate, and where it ends."""
    found = []
    for match in amount_pattern().finditer(plain, rate.end, within[1]):
        clause = plain[_last(plain, match.start()) : match.start()]
        if match["per"] is None and _TOTAL_BEFORE.search(clause):
            found.append((_value(match), match.end("money")))
    return found[0] if len(found) == 1 else (None, None)
