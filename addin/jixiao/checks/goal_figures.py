"""The figures of a goal, each with its unit and the words that say what it counts."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property, lru_cache

from jixiao.checks.likeness import content_pairs
from jixiao.checks.money_tokens import normal
from jixiao.checks.quantities import counters, plain_unit
from jixiao.checks.texts import CLAUSE, PHRASE, SENTENCE
from jixiao.checks.wording import matcher
from jixiao.forms.text import dictionary, is_chinese, longest_first
from jixiao.late_patterns import late_pattern

# 放心示范店(商场、超市)180家: what stands between a thing and its number
_EXPLAINED = late_pattern(r"\([^()\d]{1,20}\)(?=\d)")
# 《云岭县志（1991—2020）》初稿80万字: a title says what is counted, but for its marks and years
_TITLE = late_pattern(r"《([^《》]{1,60})》")
# 3000名3周岁以下婴幼儿, 340名0—14岁儿童: how old they are
_AGED = late_pattern(r"(?<=[名人位])\d{1,2}(?:[-—~至到]\d{1,2})?周?岁(?:及?以[上下])?")
_OR_SO = late_pattern(r"[(（][^()（）]*[)）]\Z")
_NO_WORD = late_pattern(r"[^\u4e00-\u9fff]+")
# 12600名学生(小学8400名、初中4200名): the brackets behind a figure divide it
_DIVIDED = late_pattern(r"\d[^\d，。；、,;\n()]{1,16}(\([^()]{1,80}\))")
# 有效利用系数达到0.68
_INDEX = late_pattern(r"([\u4e00-\u9fff]{2,12}[系指]数)([^\d，。；、,;\n%]{0,6})(\d{1,6}(?:\.\d{1,4})?)(?![\d.%])")
# 10月底, 2026年11月30日前
_DEADLINE = late_pattern(r"(?:(20\d\d)年)?(?<!\d)(\d{1,2})月(?:(\d{1,2})[日号]|[底末])(?:之?前)?")
DAY = "日期"
"""The unit of a deadline, which is counted as the ordinal of its day."""
_FARTHEST = 16
"""So many characters in front of a number say what it counts."""
ANYTHING = frozenset({"个", "项", "处"})
"""What anything may be counted in."""
_SHORT = 2
"""So few characters between two numbers are the noun of the first."""
_NEAR = 24
"""So many characters in front of a number say that it is none of the whole."""
_YEARS = 1900
_UNNAMED = "其中"
"""A part that no word tells from the whole: 其中20公里."""
_MEASURES = "%|‰|/10万|个百分点|元|小时|分钟|秒|天|日|个?工作日|公斤|千克|克|度"
_MEASURED = late_pattern(_MEASURES)
# 每月在村20天, 日均服务230人次: a number for each of something
_PER = late_pattern(
    r"每(?!年)(?![^，。；,;\n]{0,6}(?:终了|结束|届满))[一个]?([^，。；,;\n])[^每，。；,;\n]{0,20}\Z|([日月人户亩]均)[^\d，。；、,;\n]{0,16}\Z"
)
_NAMED_PER = late_pattern(r"每(?!年)[一个]?([\u4e00-\u9fff])(?![^每]*每)|([日月人户亩]均)")


@dataclass(eq=False)
class GoalFigure:
    """A number of a goal in its plain unit, the words around it, and its text.

    ``change``: the number says by how much something rises or falls. ``rough``: 近10万人次, 约1200户. ``per``: what
    it is for each of (月 of 每月). ``part``: it is a part of another number, and this is what (女性 of 其中女性20人).
    """

    number: Decimal
    unit: str
    before: str
    behind: str
    text: str
    change: bool
    rough: bool = False
    per: str = ""
    part: str = ""

    @property
    def name(self) -> str:
        """What a goal calls it, without the words that lead to the number."""
        return matcher("reaching").sub("", self.before.lstrip("、")).removeprefix("全年")

    def allows(self, number: Decimal) -> bool:
        """Return whether a number is within the bound that this tells: 98.6 of 98%以上."""
        above, below = self.behind.startswith(("以上", "及以上")), self.behind.startswith(("以下", "以内", "及以下"))
        return (above and number > self.number) or (below and number < self.number)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of letters of the words around it."""
        return content_pairs(f"{self.before} {self.behind}")


@lru_cache(maxsize=256)
def _figure(seldom: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of a number with its unit and the words behind it: 3000户."""
    units = "|".join([*longest_first(map(re.escape, seldom)), _MEASURES, counters()])
    return re.compile(
        rf"(?<!月)(\d(?<!\d\d)\d*+(?:\.\d+)?+)余?([亿万千]?)({units})(?![元年月日])([^\d，。；、,;\n]{{0,14}})"
    )


@lru_cache(maxsize=4096)
def seldom_unit(unit: str) -> str | None:
    """Return a unit without 万 that text seldom counts in (字, 艘次), else None."""
    plain = plain_unit(unit)[1]
    usual = plain in dictionary("measures")["counters"] or _MEASURED.fullmatch(plain) or "元/" in plain
    return plain if is_chinese(plain.replace("/", "")) and not usual else None


def counted_in(unit: str) -> tuple[Decimal, str]:
    """Return times and the plain unit that goals and targets are compared in."""
    times, plain = plain_unit(_OR_SO.sub("", unit) if unit.endswith((")", "）")) else unit)  # 86件（套）, 240家（次）
    worth, base = _bases().get(plain, (Decimal(1), plain))
    return times * worth, base


@cache
def _bases() -> dict[str, tuple[Decimal, str]]:
    """Return unit → its size in the main unit of its kind: 小时 → 60, 分钟."""
    found: dict[str, tuple[Decimal, str]] = {}
    for kind in (*dictionary("units")["kinds"], dictionary("measures")["rates"]):
        main = next(unit for unit, worth in kind.items() if worth == "1")
        found |= {
            unit: (Decimal(worth), main) for unit, worth in kind.items() if "/" not in worth
        }  # 亩, 秒: no decimals
    return found


def goal_figures(goal: str, seldom: Iterable[str]) -> list[GoalFigure]:
    """Return the figures of a goal; ``seldom`` are the indicators' rarer units.

    Numbers of another year or a longer period, or of a part that is not named behind 其中, are left out.
    """
    goal = matcher("of_the_period").sub("", goal)
    # 能耗同比下降2%, 发案数较上年下降5%: what a change is held against
    plain = normal(_AGED.sub("", matcher("compared").sub("", goal)))
    plain = _EXPLAINED.sub("", _TITLE.sub(lambda match: _NO_WORD.sub("", match[1]), plain))
    reader = _FigureReader(plain)
    figures = (reader.figure(match) for match in _figure(frozenset(seldom)).finditer(plain))
    return [*(figure for figure in figures if figure is not None), *_indices(plain)]


class _FigureReader:
    """Reads the figures of a goal from left to right, as each may go on from the last.

    ``end`` is where the last one ends, ``words`` what stands before it, ``noun`` what behind, ``unit`` its own, ``per``
    what it is for each of, ``divided`` the unit of the last one outside brackets.
    """

    def __init__(self, plain: str) -> None:
        self.plain = plain
        self.end = 0
        self.words = self.noun = self.unit = self.divided = self.per = ""
        self._divisions = [match.span(1) for match in _DIVIDED.finditer(plain)] if "(" in plain else []
        self._apart = "每" in plain or "均" in plain

    def figure(self, match: re.Match[str]) -> GoalFigure | None:
        """Return the next figure; None for a part, another year, or what brackets divide."""
        start = match.start()
        number, thousands, unit, behind = match.groups()
        between = self.plain[max(self.end, start - _FARTHEST) : start]
        times, own_unit = counted_in(thousands + unit)
        before = self._words_before(between, own_unit)
        if matcher("all_told").match(matcher("reaching").sub("", before)):
            before = self._words_of_sum(start, own_unit)
        if not matcher("former").match(between):
            self.per = ""  # 人均2.4平方米提高到2.6平方米
        self.end, self.words, self.noun, self.unit = match.end(3), before, behind, own_unit
        if not any(begin < start < end for begin, end in self._divisions):
            self.divided = own_unit
        elif own_unit == self.divided:
            return None
        ahead = max(0, start - _NEAR), start
        self.per = (_per(_PER.search(self.plain, *ahead), unit) if self._apart else "") or self.per
        of_year = unit == "年" and Decimal(number) > _YEARS
        part = matcher("part_named").search(self.plain, *ahead)
        if of_year or (part is None and self._is_of_part(ahead, unit)) or matcher("former").match(behind):
            return None
        change = matcher("change_before").search(between) is not None
        rough = between.endswith(("近", "约")) or behind.startswith(("左右", "上下"))
        said = without_measure_of_change(before) if change else before
        text = self.plain[start : self.end]
        named = "" if part is None else matcher("reaching").sub("", part[1]) or _UNNAMED
        return GoalFigure(Decimal(number) * times, own_unit, said, behind, text, change, rough, self.per, named)

    def _words_before(self, between: str, unit: str) -> str:
        """Return what is said of a number: its own words, or those of the last number."""
        # 培训6期540人次, 5个班250人, 平台2个(面积4800平方米, 26.5万头生猪、3.8万头肉牛, 由85%提高到90%: the same is said of both
        told_on = between == self.noun and (len(between) <= _SHORT or between.startswith("("))
        if told_on and unit != self.unit:
            return self.words + between.lstrip("(")
        rest = between.removeprefix(self.noun)
        goes_on = self.end and (matcher("former").match(between) or matcher("come_to").match(rest))
        if goes_on or between in ("", f"{self.noun}、"):
            return matcher("reaching").sub("", self.words) + rest.strip("、,，")
        return CLAUSE.split(between)[-1]

    def _words_of_sum(self, start: int, unit: str) -> str:
        """Return what is said of a number that is counted up."""
        # 每月发布3期，全年36期: the same thing; 监测12个断面、每月1次，全年144点次
        # 开展检查，每月不少于2次，全年不少于24次: what is done stands before both
        if self.unit == unit and len(matcher("reaching").sub("", self.words)) > _SHORT:
            return self.words
        return SENTENCE.split(self.plain[max(0, start - _NEAR) : start])[-1]

    def _is_of_part(self, ahead: tuple[int, int], unit: str) -> bool:
        """Return whether a number is none of the whole."""
        # 其中女性20人, 较2025年新增6公里, 超过8人的班组
        if matcher("part_before").search(self.plain, *ahead):
            return True
        return not _MEASURED.fullmatch(unit) and matcher("bound_of_things").search(self.plain, *ahead) is not None


def _indices(plain: str) -> Iterator[GoalFigure]:
    """Yield the figures without a unit: 有效利用系数达到0.68."""
    for match in _INDEX.finditer(plain) if "系数" in plain or "指数" in plain else ():
        name, between, number = match.groups()
        if not matcher("change_before").search(between) and not matcher("former").match(plain[match.end() :]):
            yield GoalFigure(Decimal(number), "", name, "", number, change=False)


def without_measure_of_change(text: str) -> str:
    """Return 案件下降 of 案件发生率下降 and of 案件数下降."""
    # 发案率下降3% is the 发案下降率, 案件发生数下降3% the 案件下降率
    return matcher("measure_of_change").sub("", text)


def named_per(name: str, unit: str) -> str:
    """Return what an indicator measures for each of: 月 of 每月在村天数, "" for nothing."""
    return _per(_NAMED_PER.search(name), unit) if "每" in name or "均" in name else ""


def _per(match: re.Match[str] | None, unit: str) -> str:
    # 亩均增产60公斤 is often an indicator of 单产: a mean of what is measured is no other thing
    mean = match is not None and match[1] is None
    return "" if match is None or (mean and _MEASURED.fullmatch(unit)) else match[1] or match[2]


def deadlines(text: str, year: int) -> list[GoalFigure]:
    """Return the days of a text as ordinals, of ``year`` where none is named: 10月底."""
    found = []
    for match in _DEADLINE.finditer(normal(text)) if "月" in text else ():
        named, month, day = match.groups()
        try:
            first = date(int(named or year), int(month), int(day or 1))
        except ValueError:
            continue  # TIM-004
        last = first if day else first.replace(day=monthrange(first.year, first.month)[1])
        before = PHRASE.split(text[max(0, match.start() - _FARTHEST) : match.start()])[-1]
        behind = PHRASE.split(text[match.end() : match.end() + _FARTHEST])[0]
        found.append(GoalFigure(Decimal(last.toordinal()), DAY, before, behind, match.group(), change=False))
    return found


@cache
def _unit_here() -> re.Pattern[str]:
    return re.compile(rf"余?(?:[年月日号]|[亿万千]?(?:{_MEASURES}|{counters()}))")


def unit_at(text: str, place: int) -> str:
    """Return the unit that stands there, "" for none."""
    match = _unit_here().match(text, place)
    return "" if match is None else match.group().removeprefix("余")
