"""VAL-004: numbers of a goal against targets about the same thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from jixiao.checks.catalogue import plain_number
from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.likeness import content_letters, content_pairs
from jixiao.checks.money_tokens import normal
from jixiao.checks.quantities import MONEY, PERCENT, TIME, counters, in_digits, kind_of_unit, plain_unit
from jixiao.checks.registry import rule
from jixiao.checks.rows import Row
from jixiao.checks.rules.goal_values import named_values, rates_of_standards, values_to_name
from jixiao.checks.texts import has_digit, texts_of
from jixiao.checks.wording import words
from jixiao.forms.text import dictionary, longest_first

_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?")
_BREAK = re.compile(r"[\d，。；,;\n]")
_EXTENT = re.compile(r"(?:面积|长度|里程|总量|容积)(?:约|达|达到|不少于|共)?\Z")
# 放心示范店(商场、超市)180家: what stands between a thing and its number
_EXPLAINED = re.compile(r"\([^()\d]{1,20}\)(?=\d)")
# 每月发布3期，全年36期: the same thing, counted up
_ALL_TOLD = re.compile(r"\A(?:全年|年度|合计|共计|总计|累计|共)+\Z")
# 《云岭县志（1991—2020）》初稿80万字: a title says what is counted, but for its marks and years
_TITLE = re.compile(r"《([^《》]{1,60})》")
_NO_WORD = re.compile(r"[^\u4e00-\u9fff]+")
_SHORTEST_THING = 3
_VERB = 2
_BEFORE = 10
"""So many characters in front of a number say what it counts."""
_ANYTHING = frozenset({"个", "项", "处"})
"""What anything may be counted in."""
_MEASURE = re.compile(r"(?:数量|总数|[\u4e00-\u9fff]数|数|[人场批轮架]次)\Z")
_SPANS = "小时|分钟|秒|天|日|个?工作日"
# 每所学校配备3台, 其中女性20人, 较2025年新增6公里: no number of the whole
_EACH = re.compile(
    "|".join(
        rf"{word}\Z"
        for word in (
            "每(?!年)[^，。；,;\n]{0,20}",
            "[较比](?:上年|去年|往年|20\\d\\d年)[^，。；,;\n]{0,12}",
            *(
                f"{w}[^\\d，。；、,;\\n]{{0,4}}"
                for w in ("各(?![类种级项界地方族])", "平均", "其中", "不足", "超过", "提前")
            ),
        )
    )
)


def _of_units(units: str) -> re.Pattern[str]:
    return re.compile(rf"(\d(?<!\d\d)\d*+(?:\.\d+)?+)余?([万千]?)({units})(?![元年月日])([^\d，。；、,;\n]{{0,14}})")


@cache
def _mention() -> re.Pattern[str]:
    """Return the pattern of a number, what it counts, the words behind: 3000户."""
    return _of_units(f"{counters()}|{_SPANS}")


@lru_cache(maxsize=256)
def _mention_of(units: frozenset[str]) -> re.Pattern[str]:
    """Return the same of units that text seldom counts in: 80万字, 2400艘次."""
    return _of_units("|".join(longest_first(map(re.escape, units))))


def _seldom(unit: str) -> str | None:
    """Return the unit without 万 if text seldom counts in it, else None."""
    plain = unit.lstrip("万千")
    if not plain or _NO_WORD.search(plain) or kind_of_unit(unit) in (PERCENT, MONEY, TIME):
        return None
    usual = _mention().match(f"1{plain}")
    return None if usual is not None and usual[3] == plain else plain


@rule("VAL-004")
def goal_and_target(form: Form) -> Iterator[Finding]:
    """Yield targets that are not the goal's number (财预〔2015〕88号, relevant)."""
    values = values_to_name(form)
    seldom = frozenset(filter(None, map(_seldom, {row.unit for row in form.rows if row.unit})))
    for cell, text in _plans(form):
        plain = in_digits(text)
        if has_digit(plain):
            counted = list(_held_against(form, cell, plain, seldom))
            yield from counted
            known = {finding.cell for finding in counted}
            yield from (one for one in named_values(form, values, cell, plain) if one.cell not in known)
            yield from rates_of_standards(form, cell, plain)


def _plans(form: Form) -> Iterator[tuple[str, str]]:
    """Yield (address, text) of the goal of the year and of tasks."""
    if "annual" in form.goals:
        yield form.where("goals.annual"), form.goals["annual"]
    yield from texts_of(form.document.get("tasks", ()), "content")


def _held_against(form: Form, cell: str, goal: str, seldom: frozenset[str]) -> Iterator[Finding]:
    told_of = _mentions(goal, seldom)
    if not told_of:
        return
    units = Counter(mention.unit for mention in told_of)
    counting = list(_counting(form, units))
    counted: dict[Decimal, list[Row]] = {}
    for row, _, own, _ in counting:
        counted.setdefault(own, []).append(row)
    # Where an indicator says just what the goal says, the mention is about no other indicator.
    mentions = [m for m in told_of if not any(_is_about(m, row) for row in counted.get(m.number, ()))]
    if not mentions:
        return
    told: dict[str, Decimal] = {}
    for mention in told_of:
        told[mention.unit] = told.get(mention.unit, Decimal(0)) + mention.number
    rows_of = Counter(unit for _, _, _, unit in counting)
    for row, number, own, unit in counting:
        if told[unit] == own or _tells(goal, plain_number(number), {"", row.unit, unit}):  # 建成1个，再建成3个
            continue
        alone = units[unit] == 1 == rows_of[unit]
        own_unit = [m for m in mentions if m.unit == unit]
        about = [m for m in own_unit if _is_about(m, row) or _is_same_deed(m, row, alone)]
        likely = [] if about else [m for m in own_unit if _sounds_alike(row.name, m.words, alone)]
        thing = _MEASURE.sub("", row.name)[_VERB:]
        if not about and not likely and len(thing) >= _SHORTEST_THING and "".join(form.names).count(thing) == 1:
            likely = [m for m in own_unit if thing in m.words]  # 新增停车位 for 配套停车位个数
        about = about or likely
        numbers = {mention.number for mention in about}
        if len(numbers) == 1 and own not in numbers and sum(mention.number for mention in about) != own:
            expected = about[0].number * number / own if own else about[0].number
            yield form.finding(
                "VAL-004",
                form.at(row, "target"),
                found=number,
                expected=expected,
                related=[cell],
                severity=Severity.INFO if likely else None,
                text=about[0].text,
                value=plain_number(number),
            )


def _counting(form: Form, units: Container[str]) -> Iterator[tuple[Row, Decimal, Decimal, str]]:
    """Yield counts in these plain units: row, number, plain number and unit."""
    for row in (*form.outputs, *form.benefits):
        if row.number is not None and row.unit is not None:
            times, unit = plain_unit(row.unit)
            if unit in units:
                yield row, row.number, row.number * times, unit


def _tells(text: str, number: str, units: set[str | None]) -> bool:
    """Return whether a text has the number, counting one of the units."""
    if number not in text:
        return False
    for match in _NUMBER.finditer(text):
        if match.group() != number:
            continue
        counted = _mention().match(text, match.start())
        unit = "" if counted is None or counted[2] or counted[3] in _ANYTHING else plain_unit(counted[3])[1]
        if unit in units:
            return True
    return False


class _Mention(NamedTuple):
    """A number of a goal with its unit, the words around it, and its text."""

    number: Decimal
    unit: str
    words: str
    text: str


def _mentions(goal: str, seldom: frozenset[str]) -> tuple[_Mention, ...]:
    plain = _EXPLAINED.sub("", _TITLE.sub(lambda match: _NO_WORD.sub("", match[1]), normal(goal)))
    matches = {match.start(): match for match in _mention().finditer(plain)}
    if seldom:
        matches |= {match.start(): match for match in _mention_of(seldom).finditer(plain)}
    found: list[_Mention] = []
    last, thing = 0, ("", "")
    for start, match in sorted(matches.items()):
        number, myriad, unit, noun = match.groups()
        between = plain[max(last, start - _BEFORE) : start]
        # 培训6期540人次: both say what is done to the same
        before = found[-1].words.split(" ")[0] if found and between in ("", "、") else _BREAK.split(between)[-1]
        times, own_unit = plain_unit(myriad + unit)
        if thing[0] == own_unit and _ALL_TOLD.match(before):
            before = thing[1]
        thing = (own_unit, before)
        if _EACH.search(plain, max(0, start - 24), start) is None:
            found.append(_Mention(Decimal(number) * times, own_unit, f"{before} {noun}", match.group()))
        last = match.end()
    return tuple(found)


def _is_about(mention: _Mention, row: Row) -> bool:
    if row.unit is None or mention.unit != plain_unit(row.unit)[1]:
        return False
    added = "新增" in mention.words.split(" ")[0]
    return (not added or "新" in row.name or _deed(row.name) is not None) and _same_thing(row.name, mention.words)


def _same_thing(name: str, noun: str) -> bool:
    """Return whether names share two pairs of characters, or all they have."""
    empty = words("empty_words")
    said = content_pairs(noun, empty)
    own = content_pairs(_MEASURE.sub("", name), empty)
    common = len(own & said)
    if common >= 2 or (common == 1 and len(own) == 1):
        return True
    # 农户 of 农户数, where 户数 says nothing
    return common == 1 and name.endswith("数") and len(content_pairs(name[:-1], empty) & said) >= 2


def _sounds_alike(name: str, words_of: str, alone: bool) -> bool:
    """Return whether most characters of a thing are said: 免除殡葬费, 减免殡葬服务费."""
    own = content_letters(_MEASURE.sub("", name), words("empty_words"))
    common = own.intersection(words_of)
    if common == own:
        return len(own) >= (2 if alone else _SHORTEST_THING)
    return alone and len(own) >= _SHORTEST_THING and len(common) * 5 >= len(own) * 3


def _is_same_deed(mention: _Mention, row: Row, alone: bool) -> bool:
    """Return whether a goal says a deed in other words: 采购帐篷 for 购置救灾帐篷."""
    # ``alone``: nothing else on the form and in the goal is counted in that unit; else the thing has to be named
    # longer.
    if _EXTENT.search(mention.words.split(" ")[0]) and _EXTENT.search(row.name):
        empty = words("empty_words")
        return alone and bool(content_pairs(row.name, empty) & content_pairs(mention.words, empty))
    if alone and _are_those(mention.words.split(" ")[1], _MEASURE.sub("", row.name)):
        return True
    ours, theirs = _deed(row.name), _deed(mention.words)
    if ours is None or theirs is None or ours[0] != theirs[0]:
        return False
    shorter, longer = sorted((ours[1], theirs[1]), key=len)
    return longer.endswith(shorter) and (alone or len(shorter) >= _SHORTEST_THING)


def _are_those(noun: str, thing: str) -> bool:
    """Return whether a noun is the name's and the deed too: 烟农购买保险, 投保烟农."""
    return len(thing) > 2 and noun.startswith(thing[-2:]) and not set(thing[:-2]).isdisjoint(noun[2:])


def _deed(text: str) -> tuple[int, str] | None:
    """Return the verb group a text begins with and the thing; None if unclear."""
    for group, verbs in enumerate(_deeds()):
        match = verbs.match(text)
        if match is not None:
            thing = _MEASURE.sub("", _NO_WORD.sub("", text[match.end() :]))
            return (group, thing) if len(thing) >= 2 else None
    return None


@cache
def _deeds() -> tuple[re.Pattern[str], ...]:
    """Return the verbs of each group: buying, building, mending, holding."""
    return tuple(map(re.compile, dictionary("wording")["deeds"]))
