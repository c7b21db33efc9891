"""VAL: whether a target is a value, one value, and one that can be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from jixiao.checks.catalogue import plain_number
from jixiao.checks.context import Form
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.likeness import content_pairs
from jixiao.checks.money_tokens import normal
from jixiao.checks.registry import rule
from jixiao.checks.rows import Row
from jixiao.checks.texts import has_digit
from jixiao.checks.word_tests import NAMES
from jixiao.checks.wording import is_vague, matcher, words
from jixiao.forms.text import tidy

_PERCENT = frozenset({"%", "百分比", "百分数", "百分点", "个百分点"})
# A number begins where a run of digits does: else a long run is tried from each of its digits.
_QUANTITY = re.compile(
    r"(?<!\d)(\d+(?:\.\d+)?)(人次|人|名|位|个|次|场|期|项|条|件|份|套|台|辆|部|册|块|处|座|所|间|栋|户|家|村|支|批|班|天|小时|公里|米|平方米|亩|吨|万元|元|%)"
)
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_RANGE = re.compile(r"(?<!\d)\d+(?:\.\d+)?%?[-~～—至到]\d")
# 惠及居民3000户 · 硬化村道12公里 · 服务12万人次
_MENTION = re.compile(
    r"(\d(?<!\d\d)\d*(?:\.\d+)?)余?([万千]?)"
    r"(人次|公里|千米|平方米|平方公里|立方米|公顷|千瓦时|场次|批次|课时|[个名人位次场期项条份件套台辆部册本处座所间户家支批班亩吨米株棵头只羽盏口张篇栋幢艘卷尾架具幅枚床块种宗起例组])"
    r"(?![元年月日])([^\d，。；、,;\n]{0,14})"
)
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?")
_BEFORE = re.compile(r"[^\d，。；、,;\n]{0,10}\Z")
_EACH = re.compile(r"(?:每|各|平均|其中|新增|不足|超过)[^\d，。；、,;\n]{0,4}\Z")
_THOUSANDS = {"万": 10_000, "千": 1000}
_UNIT_PARTS = re.compile(r"([万千]?)(.+)")
_SAME_UNIT = {"名": "人", "位": "人", "场次": "场", "㎡": "平方米", "座": "处", "株": "棵"}
_DEGREE = re.compile(r"(?<![进力制年季月高深长宽厚温湿密速强难态角程限尺精浓梯])度$")
_NO_SHARE = re.compile(r"(?:(?<!有)效|(?<!成)功|频|速|汇|利|税|费|曲)率$")
_SHARE = re.compile(
    r"(?:率|比例|占比|比重|百分比|比|(?<!制)度|覆盖面?|幅度|[增涨降跌]幅|增速|系数|指数|进度|(?:可用|准确|及时|完整|合规|有效|稳定|一致|真实|规范|安全)性)$"
)
_GROWTH = re.compile(r"增长|增幅|上升|下降|(?:提高|提升|降低|减少|增加)[^，。]{0,4}$")
_SHORTEST_SHARE = 5
# 合格率达到95%以上, 合格率不低于95%; not 合格率由85%提高到90%
_SHARE_TOLD = re.compile(
    r"(?:均|应|要|须)?(?:保持|稳定|控制)?(?:达到|达|不低于|不少于|不小于|不超过|在|为|≥|≤|＞|：)?(\d{1,3}(?:\.\d+)?)%"
    r"(?:及以上|以上|左右|以内)?(?=[，。；、,;）)\s]|\Z)"
)
_NAME_BEGINS = re.compile(r"[，。；、,;：:（(）)\s\d]\Z|(?:确保|保证|实现|力争|促使|达到|其中|并使)\Z")
_LARGEST_PERCENT = Decimal(100)


def is_rate(name: str) -> bool:
    """Whether a name ends as a share does: 覆盖率, but not 效率 or 频率."""
    return name.endswith("率") and _NO_SHARE.search(name) is None


def is_percent(row: Row) -> bool:
    """Whether a row's number is a percentage."""
    return row.unit in _PERCENT


@rule("VAL-001")
def number_expected(form: Form) -> Iterator[Finding]:
    """一体化规范: the target of a quantitative indicator is a number. A date beside ``=`` or ``≤`` is a warning."""
    for row in form.rows:
        if row.text is None or row.operator is None or row.block == "满意度指标" or several_values(row):
            continue
        dated = row.aspect == "time" and has_digit(row.text)
        yield form.finding(
            "VAL-001",
            form.at(row, "target"),
            found=row.text,
            severity=Severity.WARNING if dated else None,
            value=row.text,
        )


@rule("VAL-002")
def percent_in_range(form: Form) -> Iterator[Finding]:
    """Own: a share lies between 0 and 100; growth may exceed it."""
    for row in form.rows:
        if row.number is None or not is_percent(row) or 0 <= row.number <= _LARGEST_PERCENT:
            continue
        if not matcher("growth").search(row.name):
            value = plain_number(row.number)
            yield form.finding("VAL-002", form.at(row, "target"), found=row.number, value=value)


def several_values(row: Row) -> bool:
    """Whether a text target holds several numbers with units."""
    return row.text is not None and row.aspect != "time" and _several(row.text)


@lru_cache(maxsize=4096)
def _several(text: str) -> bool:
    if not has_digit(text):
        return False
    plain = _IN_BRACKETS.sub("", normal(text))
    return _RANGE.search(plain) is None and len(_QUANTITY.findall(plain)) > 1


@rule("VAL-003")
def one_value_per_cell(form: Form) -> Iterator[Finding]:
    """财预〔2015〕88号: one indicator, one target. What stands in brackets explains and does not count."""
    for row in form.rows:
        if several_values(row):
            yield form.finding("VAL-003", form.at(row, "target"), found=row.text, value=row.text)


@rule("VAL-004")
def goal_and_target(form: Form) -> Iterator[Finding]:
    """财预〔2015〕88号 (relevant): a number that the goal gives for the same thing is the target. Needs a common noun."""
    for cell, text in _plans(form):
        if has_digit(text):
            yield from _held_against(form, cell, text)
            if "%" in text:
                yield from _shares_held_against(form, cell, text)


def _plans(form: Form) -> Iterator[tuple[str, str]]:
    """The goal of the year and the tasks of a department, with where they stand."""
    goal = form.document.get("goals", {}).get("annual")
    if goal:
        yield form.where("goals.annual"), goal
    for task in form.document.get("tasks", ()):
        if content := task.get("content"):
            yield task["cells"].get("content", task["cell"]), content


def _held_against(form: Form, cell: str, goal: str) -> Iterator[Finding]:
    told_of = _mentions(goal)
    if not told_of:
        return
    counted: dict[Decimal, list[Row]] = {}
    for row in form.outputs:
        if row.number is not None and row.unit is not None:
            counted.setdefault(_plain_unit(row.number, row.unit)[0], []).append(row)
    # Where an indicator says just what the goal says, the mention is about no other indicator.
    mentions = [m for m in told_of if not any(_is_about(m, row) for row in counted.get(m.number, ()))]
    if not mentions:
        return
    numbers_told = _numbers(goal)
    told: dict[str, Decimal] = {}
    for mention in told_of:
        told[mention.unit] = told.get(mention.unit, Decimal(0)) + mention.number
    for row in form.outputs:
        if (
            row.number is None
            or row.unit is None
            or row.aspect != "quantity"
            or plain_number(row.number) in numbers_told
        ):
            continue
        about = [m for m in mentions if _is_about(m, row)]
        numbers = {mention.number for mention in about}
        own, unit = _plain_unit(row.number, row.unit)
        if told.get(unit) == own:
            continue  # 建成1个，再建成3个
        if len(numbers) == 1 and own not in numbers and sum(mention.number for mention in about) != own:
            number = about[0].number * row.number / own if own else about[0].number
            yield form.finding(
                "VAL-004",
                form.at(row, "target"),
                found=row.number,
                expected=number,
                difference=row.number - number,
                related=[cell],
                text=about[0].text,
                value=plain_number(row.number),
            )


def _shares_held_against(form: Form, cell: str, goal: str) -> Iterator[Finding]:
    """Shares that the goal names just as an indicator does, each time with another number."""
    for row in form.rows:
        if row.number is None or row.unit != "%" or len(row.name) < _SHORTEST_SHARE or row.name not in goal:
            continue
        told = _shares(goal, row.name)
        if told and row.number not in told:
            yield form.finding(
                "VAL-004",
                form.at(row, "target"),
                found=row.number,
                expected=told[0],
                difference=row.number - told[0],
                related=[cell],
                text=f"{row.name}{plain_number(told[0])}%",
                value=plain_number(row.number),
            )


@lru_cache(maxsize=1024)
def _shares(goal: str, name: str) -> tuple[Decimal, ...]:
    """What a goal says of a share of just that name, not of 老年读者满意度 for 读者满意度; () where one is unclear."""
    told: list[Decimal] = []
    at = goal.find(name)
    while at >= 0:
        match = _SHARE_TOLD.match(goal, at + len(name))
        if match is None or _NAME_BEGINS.search(goal[max(0, at - 2) : at] or "，") is None:
            return ()
        told.append(Decimal(match[1]))
        at = goal.find(name, at + 1)
    return tuple(told)


@lru_cache(maxsize=256)
def _numbers(text: str) -> frozenset[str]:
    """The numbers of a text as they stand there: 36 is not among those of 3600公里."""
    return frozenset(_NUMBER.findall(text))


class _Mention(NamedTuple):
    """A number in a goal with its unit, the words before and behind it, and how it is written."""

    number: Decimal
    unit: str
    words: str
    text: str


@lru_cache(maxsize=256)
def _mentions(goal: str) -> tuple[_Mention, ...]:
    plain = normal(goal)
    found = []
    last = 0
    for match in _MENTION.finditer(plain):
        number, myriad, unit, noun = match.groups()
        before = _BEFORE.search(plain, max(last, match.start() - 10), match.start())
        words_around = f"{before.group() if before else ''} {noun}"
        if before is None or _EACH.search(before.group()) is None:
            value, plain_unit = _plain_unit(Decimal(number), f"{myriad}{unit}")
            found.append(_Mention(value, plain_unit, words_around, match.group()))
        last = match.end()
    return tuple(found)


def _is_about(mention: _Mention, row: Row) -> bool:
    if row.unit is None or mention.unit != _plain_unit(Decimal(1), row.unit)[1]:
        return False
    return _same_thing(row.name, mention.words)


@lru_cache(maxsize=4096)
def _plain_unit(number: Decimal, unit: str) -> tuple[Decimal, str]:
    """A number with its unit without 万 and 千, people and lengths in one unit each: 12万人次 → 120000人次."""
    match = _UNIT_PARTS.fullmatch(unit)
    if match is None or unit in ("千瓦时", "千克"):
        return number, unit
    plain = "公里" if unit == "千米" else match[2]
    times = 1 if unit == "千米" else _THOUSANDS.get(match[1], 1)
    return number * times, _SAME_UNIT.get(plain, plain)


def _same_thing(name: str, noun: str) -> bool:
    """Whether two pairs of characters are in common, or all there are of the name."""
    empty = words("empty_words")
    own = content_pairs(name, empty)
    common = len(own & content_pairs(noun, empty))
    return common >= 2 or (common == 1 and len(own) == 1)


@rule("VAL-006")
def satisfaction_in_percent(form: Form) -> Iterator[Finding]:
    """财预〔2021〕101号: satisfaction is measured by a survey and stated in per cent."""
    for row in form.satisfactions:
        if (
            row.text is not None
            and not matcher("no_benefit").search(row.text)
            and tidy(row.text) not in words("natures")
        ):
            yield form.finding("VAL-006", form.at(row, "target"), found=row.text, value=row.text)


@rule("VAL-007")
def rate_in_percent(form: Form) -> Iterator[Finding]:
    """Own: what is called a rate is stated in per cent, not as a text or a date."""
    for row in form.rows:
        if row.text is None or row.operator is not None or row.block == "满意度指标" or not row.name:
            continue
        if not is_rate(row.name) and (not _DEGREE.search(row.name) or is_vague(row.text)):
            continue
        if "满意" not in row.name and not matcher("no_benefit").search(row.text) and not several_values(row):
            yield form.finding("VAL-007", form.at(row, "target"), found=row.text, value=row.text)


@rule("VAL-008")
def without_challenge(form: Form) -> Iterator[Finding]:
    """财预〔2015〕88号 (reasonable): a rate that ought to be near 100 and is set low."""
    lowest = Decimal(form.parameter("VAL-008", "lowest"))
    for row in form.rows:
        if row.number is None or row.number >= lowest or not is_percent(row) or row.operator in ("≤", "<"):
            continue
        near_100 = row.block == "满意度指标" or matcher("high_rates").search(row.name)
        if near_100 and not matcher("growth").search(row.name) and not matcher("downward").search(row.name):
            value = f"{plain_number(row.number)}%"
            yield form.finding("VAL-008", form.at(row, "target"), found=row.number, name=row.name, value=value)


@rule("VAL-009")
def satisfaction_very_high(form: Form) -> Iterator[Finding]:
    """财预〔2015〕88号 (reasonable): hardly any survey reaches so much; or the same form asks very different things."""
    highest = Decimal(form.parameter("VAL-009", "highest"))
    spread = Decimal(form.parameter("VAL-009", "spread"))
    rated = [row for row in form.satisfactions if row.number is not None and 0 <= row.number <= _LARGEST_PERCENT]
    high = [row for row in rated if row.number is not None and row.number >= highest and "投诉" not in row.name]
    numbers = [row.number for row in rated if row.number is not None and is_percent(row)]
    apart = len(numbers) > 1 and max(numbers) - min(numbers) >= spread and not high
    for row in high or (rated if apart else []):
        yield form.finding(
            "VAL-009", form.at(row, "target"), found=row.number, value=plain_number(row.number or Decimal(0))
        )
        if apart:
            return


@rule("VAL-010")
def percent_of_nothing(form: Form) -> Iterator[Finding]:
    """财预〔2015〕88号 (specific): a percentage on a slogan; of what it is a share nobody can tell."""
    for row in form.named("VAL-010"):
        if row.number is not None and is_percent(row) and row.block != "满意度指标":
            value = f"{row.operator or ''}{plain_number(row.number)}%"
            yield form.finding(
                "VAL-010", row.cell, found=value, related=[form.at(row, "target")], name=row.name, value=value
            )


@NAMES.test("VAL-010")
def _is_slogan(name: str) -> bool:
    """Whether a name is a wish (促进…发展, 提高办学质量, 社会影响力) and no share of anything that can be counted."""
    if not name or _SHARE.search(name) or matcher("measurable").search(name):
        return False
    return matcher("no_share").search(name) is not None or (
        matcher("slogan").search(name) is not None and _GROWTH.search(name) is None
    )
