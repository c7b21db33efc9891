"""What rates of a text come to with what is counted: 200名 at 每人每月100元.

A rate is paired with the one count of its kind in its sentence, the one beside it or of its name; where several fit, or
a bound (不低于) leaves the sum open, that is said or the rate is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import repeat, zip_longest

from jixiao.checks.likeness import content_pairs
from jixiao.checks.money_tokens import amount_of, amount_pattern, normal
from jixiao.checks.quantities import counters
from jixiao.checks.rates import AT_LEAST, KINDS, Rate, clause_start, rates
from jixiao.checks.stated_totals import stated_total
from jixiao.checks.wording import matcher
from jixiao.forms.numbers import chinese_number

_SENTENCE_END = re.compile(r"[。;\n!?]")
_COUNT = re.compile(
    r"(?<![\d.])(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?P<more>余|多)?(?P<myriad>万|千)?"
    rf"(?P<unit>{counters()}|小时)"
    r"(?!均|/)(?P<noun>[^\d,。;\n(]{0,8})"
)
_LENGTH = re.compile(
    r"(?:(?P<n>\d{1,3})个?|(?<![第前后])(?P<spelt>[一两三四五六七八九十]{1,2})个)(?P<what>月|学期|季度|天|日)(?![底前初中末份\d内])"
)
_ROUNDED = 100
"""A mean that comes to the whole but for a hundredth is the whole divided."""
_GRANTED = re.compile("[补奖贴]")
_EVENTS = frozenset({"次", "场", "期", "天", "课时", "小时"})
_NEAR = 14
_UP_TO = re.compile(r"(?:,(?:全年|全学年|预计|计划|约|共))?[^,。;、\d\n]{0,14}")
_LIST = re.compile(r"[^,。;\d]{0,8}[、和及与][^,。;\d]{0,8}")
# 三项共308万元: the total of other sentences as well
_OF_SEVERAL = re.compile(r"[两二三四五六七八九十][项类部笔]|以上|上述")
_CLOSED = re.compile(r"[^\d(]{0,12}\)")
_APART = re.compile(r"[\d;。\n]")
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
    mean: bool = False

    @property
    def value(self) -> Decimal | None:
        """What it comes to, where that is sure."""
        return self.low if self.low == self.high else None

    def is_mean_of(self, amount: Decimal) -> bool:
        """Return whether it is only ``amount`` divided by those who get it: 户均596元."""
        return self.mean and abs(self.low - amount) * _ROUNDED <= amount


@dataclass(frozen=True, slots=True)
class _Count:
    number: Decimal
    kind: str
    words: str
    least: bool
    reached: bool
    part: bool  # 其中符合条件的80.4万亩
    together: Decimal  # all of its list: 300 of 土壤120批次、农产品180批次
    start: int
    end: int


def entitlements(text: str) -> tuple[Entitlement, ...]:
    """Return the rates of a text that can be paired with a count."""
    all_rates = rates(text)
    if not all_rates:
        return ()
    plain = normal(text)
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


def _counts(plain: str) -> Iterator[_Count]:
    # 土壤120批次、农产品120批次，均为500元/批次: a rate may be for all of a list
    lists: list[list[re.Match[str]]] = []
    for match in _COUNT.finditer(plain):
        last = lists[-1][-1] if lists else match
        if match["unit"] == last["unit"] and _LIST.fullmatch(plain, last.end("unit"), match.start()):
            lists[-1].append(match)
        else:
            lists.append([match])
    for listed in lists:
        together = sum(map(_number, listed), Decimal(0))
        for match in listed:
            unit, noun = match["unit"], match["noun"]
            before = plain[max(0, match.start() - 8) : match.start()]
            least = match["more"] is not None or AT_LEAST.search(before) is not None
            reached = matcher("counts_reached").search(before) is not None
            yield _Count(
                _number(match), KINDS.get(unit, unit), before + noun, least, reached,
                "其中" in before, together, match.start(), match.end("unit"),
            )  # fmt: skip


def _number(match: re.Match[str]) -> Decimal:
    return Decimal(match["n"].replace(",", "")) * {"万": 10_000, "千": 1000}.get(match["myriad"] or "", 1)


def _own_totals(plain: str, rates: Sequence[Rate], end: int) -> dict[int, tuple[Decimal, int]]:
    """Return place of a rate → its own total: 每人3000元，计33万元，…每盏2000元，计80万元."""
    # Where one has none, the next one may be of both: 每人500元…每户300元，共计16万元.
    found: dict[int, tuple[Decimal, int]] = {}
    for rate, following in zip_longest(rates, rates[1:]):
        stated, stop = stated_total(plain, rate, (rate.start, end if following is None else following.start))
        if stated is None or stop is None or (len(rates) == 1 and _OF_SEVERAL.search(plain, rate.end, stop)):
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
                fitting = _nearest([*fitting, *attending], own[0], stated_total(plain, own[0], (start, end))[0])
        others = {count.kind for count in counts if count.kind != kind}
        making = [count for rate in own if (count := _making(of_kind, rate, totals)) is not None]
        divided = _divided(of_kind, own, plain)
        if len(making) == len(own):
            fitting = making
        elif divided is not None:
            fitting = [divided]
        elif len(own) != len(fitting) or any(
            count.part and _stands_at(count, rate, plain) for count in of_kind for rate in own
        ):
            meant = [_meant(plain, of_kind, rate) for rate in own]
            fitting = [count for count in meant if count is not None]
            if len(own) != len(fitting):
                continue
        if kind in _EVENTS and others and not all(map(_stands_at, fitting, own, repeat(plain))):
            continue
        for rate, count in zip(own, fitting, strict=True):
            if count not in making and "其中" in plain[count.end : rate.start]:
                continue  # 改造186户，其中D级每户2.5万元: of how many is not said
            within = (start, end) if len(rates) == 1 else (rate.start, rate.end)
            yield _entitlement(
                plain, rate, count if len(own) < len(of_kind) else replace(count, together=count.number), within,
                totals.get(rate.start),
            )  # fmt: skip


def _together(
    plain: str, rates: Sequence[Rate], pairs: Sequence[Entitlement], within: tuple[int, int]
) -> Entitlement | None:
    """Return all rates of a sentence as one if it states their sum, or None."""
    if len(pairs) < 2 or len(pairs) != len(rates) or any(pair.value is None for pair in pairs):
        return None
    stated, end = stated_total(plain, rates[-1], within)
    if stated is None or len(amount_pattern().findall(plain, *within)) != len(rates) + 1:
        return None
    value = sum((pair.low for pair in pairs), Decimal(0))
    working = "＋".join(pair.working for pair in pairs)
    return Entitlement(working, value, value, stated, end, pairs[0].start, max(pair.end for pair in pairs))


def _fitting(counts: Sequence[_Count]) -> Sequence[_Count]:
    """Return the counts a rate may be for, without a total and those only reached."""
    together = sum(count.number for count in counts)
    parts = [count for count in counts if count.number * 2 != together]
    if len(counts) > 2 and len(parts) == len(counts) - 1 and all(part.part or not part.reached for part in parts):
        return parts  # 共550人，其中小学300人、初中250人
    served = [count for count in counts if not count.reached] or counts
    return served[:1] if len({count.number for count in served}) == 1 else served


def _divided(counts: Sequence[_Count], rates: Sequence[Rate], plain: str) -> _Count | None:
    """Return the whole in front of brackets that a rate behind is of: 90名(甲30名、乙60名)."""
    together = sum(count.number for count in counts)
    whole = next((count for count in counts[:-2] if count.number * 2 == together), None)
    closed = whole is not None and len(rates) == 1 and _CLOSED.match(plain, counts[-1].end)
    return whole if closed and counts[-1].end < rates[0].start else None


def _making(counts: Sequence[_Count], rate: Rate, totals: Mapping[int, tuple[Decimal, int]]) -> _Count | None:
    """Return the count that makes a total: 46套，其中新增8套，每套2000元，共9.2万元."""
    total, _ = totals.get(rate.start, (None, None))
    return next((count for count in counts if count.number * rate.value == total), None)


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
    pairs = content_pairs(rate.words)
    return [count for count in counts if any(map(count.words.__contains__, pairs))]


def _stands_at(count: _Count, rate: Rate, plain: str) -> bool:
    """Return whether a count stands next to its rate: 演练6场,每场经费5万元."""
    if rate.end <= count.start:  # 按每人每年1.2万元的标准托养160名
        return _UP_TO.fullmatch(plain, rate.end, count.start) is not None
    between = plain[count.end : rate.start]
    return len(between) <= _NEAR and _APART.search(between) is None


def _entitlement(
    plain: str, rate: Rate, count: _Count, within: tuple[int, int], total: tuple[Decimal, int] | None
) -> Entitlement:
    alone = within != (rate.start, rate.end)
    fewest, most = _times(rate, plain if alone else plain[within[0] : within[1]])
    number, together = count.number, count.together
    if rate.mean or "均" in plain[count.end : rate.start]:
        number = together  # 户均, 每户均补助: what all of the list get
    once = number * rate.value
    start = min(rate.start, count.start)
    stated, stated_end = total or (None, None)
    if alone and total is None and _GRANTED.search(rate.words) is None:
        ahead = _put_in(plain, count)
        if ahead is not None:
            start, stated, stated_end = ahead.start(), amount_of(ahead), rate.end
    low = Decimal(0) if rate.most else once * fewest
    high = None if rate.least or count.least or most is None else together * rate.value * most
    times = f"×{fewest}" if fewest == most and fewest > 1 else f"×{fewest}至{most or '若干'}" if fewest != most else ""
    working = f"{number.normalize():f}×{rate.text}{times}"
    return Entitlement(working, low, high, stated, stated_end, start, max(rate.end, count.end), rate.mean)


def _put_in(plain: str, count: _Count) -> re.Match[str] | None:
    """Return the amount put into what is counted: 投入72万元更新火化炉4台，每台20万元."""
    clause = clause_start(plain, count.start)
    found = list(amount_pattern().finditer(plain, clause, count.start))
    return found[0] if len(found) == 1 and matcher("put_in").search(plain[clause : found[0].start()]) else None


def _times(rate: Rate, text: str) -> tuple[int, int | None]:
    """Return how often a year a rate is paid, at least and at most (None: open)."""
    period = rate.period
    if period in (None, "年"):
        return 1, 1
    lengths = {
        int(m["n"] or chinese_number(m["spelt"]) or 0)
        for m in _LENGTH.finditer(text)
        if m["what"] == {"日": "天", "季": "季度"}.get(period or "", period)
    }
    if len(lengths) == 1:
        number = next(iter(lengths))
        return number, number
    most = _MOST.get(period or "")
    if most is not None and not lengths and matcher("whole_year").search(text):
        return most, most
    return 1, most
