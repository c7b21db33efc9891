"""One spelling of signs, operators, numbers and dates; lists taken apart.

``normalise`` is applied to standards and to labels typed as actual values alike, so that both can be compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import cache, lru_cache

from jixiao.forms.numbers import chinese_number
from jixiao.forms.text import SPACES, clean, dictionary, longest_first
from jixiao.scoring.arithmetic import Shape, names_in, shape_of
from jixiao.scoring.arithmetic_text import zones
from jixiao.scoring.phrases import Phrase, PhraseList, cued, one_of, pattern, plan_pattern, spelled_out, unit_words
from jixiao.scoring.tier_labels import rank_of

MAX_LENGTH = 2000
"""Longer cells are no scoring standards; a form allows 300 characters."""

_TRANSLATION = str.maketrans(
    {spelled: sign for sign, spellings in dictionary("scoring")["signs"].items() for spelled in spellings}
)
WORDS = str.maketrans({"㎡": "平方米", "℃": "摄氏度", "\n": ";"})
"""Signs that stand for words: ℃ is to be 摄氏度, not °C."""


def _as_rank(numeral: str) -> str:
    return numeral if numeral.isdigit() else str(chinese_number(numeral))


def _and_so_on(verb: str, size: str, unit: str | None, points: str, more: str | None, then: str | None) -> str:
    """每超5%扣0.5分 of 超5%扣0.5分，超10%扣1分，以此类推; empty if these are no multiples."""
    if more and then and Decimal(more) * Decimal(points) != Decimal(size) * Decimal(then):
        return ""
    return f"每{verb.lstrip('每如若')}{size}{unit or ''}扣{points}分"


A_YEAR = {"季度": 4, "月": 12, "半年": 2, "年": 1}
_FUNCTIONS: dict[str, Callable[[re.Match[str]], str]] = {
    "@inclusion": lambda m: "不含" if "不含" in m.group() else "含",
    "@lower_inclusion": lambda m: f"{m['low']}{m['lu']}{'不含' if m['not'] else '含'}-{m['high']}{m['hu']}",
    "@upper_inclusion": lambda m: f"{m['low']}{m['lu']}-{m['high']}{m['hu']}{'不含' if m['not'] else '含'}",
    "@closed": lambda m: f"{m[2]}{'含' if m[1] == '[' else '不含'}-{m[3]}{'含' if m[4] == ']' else '不含'}",
    "@around": lambda m: f"{Decimal(m[1]) - Decimal(m[2])}%-{Decimal(m[1]) + Decimal(m[2])}%含",
    "@fraction": lambda m: f"得分值的{round(Decimal(m[1]) * 100 / Decimal(m[2]), 6)}%",
    "@tenths": lambda m: f"得分值的{Decimal(m[1]) * 100:f}%",
    "@part": lambda m: f"{Decimal(m[1]) * Decimal(m[3]) / 100:f}{m[2]}",
    "@and_so_on": lambda m: _and_so_on(*m.groups()) or m.group(),
    "@third": lambda m: {"上": "10日", "中": "20日", "下": "底"}[m[1]],
    "@of_parts": lambda m: f"{_as_rank(m[2])}/{_as_rank(m[1])}",
    "@rank": lambda m: f"{_as_rank(m[1])}名",
    "@ordinals": lambda m: f"{_as_rank(m[1])}-{_as_rank(m[2])}{m[3]}",
    "@first_ranks": lambda m: f"≤{_as_rank(m[1] or m[2])}名",
    "@ordinal": lambda m: f"第{chinese_number(m[1])}",
    "@a_year": lambda m: f"≥{int(m[2]) * A_YEAR[m[1].lstrip('个')]}",
    "@graded": lambda m: f"{m[1]}评分{m[2] or ''}{m[3]}{m[4]}评分{m[5] or ''}",
}


_POINTS_AHEAD = r"(?:该|本|此)?(?:项|指标)*(?:满分|分值|总分|权重)"


@cache
def rewrites() -> PhraseList:
    """Return the ``rewrites`` of the dictionary in the order in which they are made."""
    groups = {
        name: [
            Phrase(
                spelled_out("|".join(row["from"])), row["cues"], _FUNCTIONS.get(row["to"], row["to"]), [row["example"]]
            )
            for row in rows
        ]
        for name, rows in dictionary("phrases")["rewrites"].items()
    }
    groups["brackets"] += _comparators()
    return PhraseList(phrase for name in ("punctuation", "ranks", "brackets", "tidy") for phrase in groups[name])


def _comparators() -> list[Phrase]:
    """Return the forms' operator words that mean one thing before a number too."""
    ambiguous = {"控制在", "超过", "高于", "多于", "低于", "少于", "至少", "至多", "大于", "小于", "等于"}
    more = dictionary("phrases")["comparators"]
    found = []
    for symbol, spellings in dictionary("labels")["operators"].items():
        plain = {
            unicodedata.normalize("NFKC", word)
            for word in spellings
            if word not in ambiguous and word[-1] not in "上下内"
        }
        known = longest_first({*plain, *more.get(symbol, ())} - {symbol})
        # 不高于市场价 is a label: only before a number, the plan or the points is it an operator
        ahead = rf"(?=-?\d|[(±]|{plan_pattern()}|{_POINTS_AHEAD})"
        found.append(Phrase(one_of(known or [symbol]) + ahead, "".join(word[0] for word in known) or symbol, symbol))
    return sorted(found, key=lambda rewrite: (rewrite.meaning != "≥", rewrite.meaning != "≤"))


@cache
def _numerals() -> re.Pattern[str]:
    """Chinese numerals where a unit follows: 三次, 一个百分点, 十五日; not 一般, 三公经费, 第一季度, 十分明显."""
    ordinal = set(dictionary("units")["ordinal"]) - {"日", "月", "年", "分"}
    units = longest_first(word for word in unit_words() if word not in ordinal)
    return re.compile(
        rf"(?<![第之/\d.])(?:(?<![上下])|(?<=以[上下]))([〇零一二两三四五六七八九十百千万亿]{{1,9}})(?:点([零一二三四五六七八九]{{1,3}}))?"
        rf"(?=个?{one_of(units)}(?![性化把]|通过|合格|过关)|[至到-][一二三四五六七八九十]{{1,3}}个?{one_of(units)}(?![性化把])|分(?![之别明散析类布配解期批阶级工管数点比率制])|成[以至到得的,;\-])"
        r"|(?<=百分之)([〇零一二三四五六七八九十百]{1,6})"
    )


_GIVEN = ("得", "扣", "计", "给", "记", "加", "减", "为", "到", "满", "分值", "满分")


def _as_digits(match: re.Match[str]) -> str:
    whole, decimals, percent = match.groups()
    before, after = match.string[: match.start()], match.string[match.end() :]
    if whole == "十" and after.startswith("分") and not before.endswith(_GIVEN):
        return match.group()  # 十分明显
    if whole and len(whole) > 1 and pattern("digit_by_digit").fullmatch(whole) and not after.startswith("年"):
        return match.group()  # 每发生一一项
    number = chinese_number(whole or percent)
    if number is None:  # pragma: no cover - the pattern admits only Chinese numerals
        return match.group()
    if decimals:
        number += Decimal("0." + "".join(str(chinese_number(digit)) for digit in decimals))
    return str(number)


def _rewritten(text: str) -> str:
    known = rewrites()
    start, changed = 0, 1
    while changed:
        changed = 0
        for place in known.possible(text, start):
            text, changed = known[place].pattern.subn(known[place].meaning, text)
            if changed:
                start = place + 1  # another text may hold others
                break
    return text


@lru_cache(maxsize=8192)
def normalise(text: str) -> str:
    """Return the text as the phrases expect it: ``１０分，否则…＊…`` → ``10分,否则…×…``.

    Terminates in linear time on any string: every pattern has bounded repetition only.
    """
    text = pattern("list_marks").sub(";", clean(text))
    text = unicodedata.normalize("NFKC", text.translate(WORDS)).translate(_TRANSLATION)
    text = _numerals().sub(_as_digits, SPACES.sub("", text))
    return _with_points_last(_rewritten(text))


def _with_points_last(text: str) -> str:
    """Turn about tiers that begin with their points: ``5分:≥90%`` → ``≥90%得5分``."""
    if "分:" not in text and "分(" not in text:
        return text
    pieces = pattern("next_tier").split(text.strip(",;"))
    heading = [pieces.pop(0)] if pattern("tiers_heading").fullmatch(pieces[0]) else []
    tiers = [pattern("labelled_tier").fullmatch(piece) for piece in pieces]
    if len(tiers) < 2 or None in tiers:
        return text
    turned = [
        f"{tier['condition']}{'' if tier['award'].startswith(('不得分', '扣')) else '得'}{tier['award']}"
        for tier in tiers
        if tier
    ]
    return ";".join([*heading, *turned])


# ---- lists taken apart into clauses: 优、良、差分别得10分、6分、0分


BAND_LABELS = ("达成年度指标", "部分达成年度指标并具有一定效果", "未达成年度指标且效果较差")
"""The three bands of 10号, where a sentence gives their shares but not their names."""


def distribute(text: str) -> str:
    """The text with such lists taken apart; anything else unchanged."""
    if "分别" not in text and "依次" not in text and "对应" not in text:
        return _name_bands(text)
    return pattern("list").sub(_take_apart, text, count=1)


def _take_apart(match: re.Match[str]) -> str:
    labels = list(filter(None, pattern("list_labels").split(match["labels"])))
    values = list(filter(None, pattern("list_values").split(match["values"])))
    labels[-1] = pattern("list_levels").sub("", labels[-1])
    extra = len(labels) - len(values)  # 满分10分，优、良、差分别…: what stands before the list
    if extra < 0 or any(rank_of(label) is not None for label in labels[:extra]):
        return match.group()  # 优、良、中、差分别得10分、8分、5分: of which a value is missing
    before, labels = labels[:extra], labels[extra:]
    labels[0] = pattern("list_lead").sub("", labels[0]) or labels[0]
    return "".join(f"{word}," for word in before) + _clauses(labels, values, match["tail"])


def _clauses(labels: list[str] | tuple[str, ...], values: list[str], tail: str) -> str:
    shares = any(word in tail for word in ("分值", "权重", "满分")) or any("%" in value for value in values)
    return ",".join(f"{label}{_award(value, shares)}" for label, value in zip(labels, values, strict=True))


def _award(value: str, shares: bool) -> str:
    if value == "不得分":
        return value
    plain = value.removeprefix("得").removesuffix("分值").removesuffix("的").removesuffix("分")
    return f"得{plain}分{'值' if shares and '%' in plain else ''}"


def _name_bands(text: str) -> str:
    match = cued("bare_bands").search(text)
    if match is not None:
        named = _clauses(BAND_LABELS, pattern("list_values").split(match["values"]), "分值")
        return text[: match.start()] + named + text[match.end() :]
    bands = [pattern("band").fullmatch(piece) for piece in re.split("[,;]", text.strip(",;"))]
    if not 2 <= len(bands) <= 4 or None in bands or "部分" not in text:
        return text
    # 达成年度指标100%-80%(含),部分达成…80%-60%(含),未达成…60%-0%: shares of the points, though it does not say so
    return ",".join(f"{band['label']}得{band['share']}分值" for band in bands if band)


# ---- words that a standard defines for itself: 超支率=（实际支出-预算）/预算


def with_definitions(text: str) -> str:
    """Replace a word that the text defines, 超支率=(实际支出-预算)/预算."""
    while letter := cued("definition_of_letter").search(text):  # A为实际完成率
        quantity = "计划值" if letter["plan"] else "完成率" if letter[2][-1] in "率度" else "实际值"
        rest = f"{text[: letter.start()]};{text[letter.end() :]}".strip(",;")
        text = re.sub(rf"(?<![A-Za-z]){letter[1]}(?![A-Za-z])", quantity, rest)
    match = cued("definition").search(text)
    if match is None:
        return text
    name, plain = match[1], pattern("definition_of_others").sub("", text).strip(",;")
    if text.count(name) < 2:  # 成本差异率=…,差异率≤5%
        shorter = (name[cut:] for cut in range(1, len(name) - 2))
        name = next((one for one in shorter if re.search(rf"(?<![\u4e00-\u9fff]){one}", text)), name)
    for zone in zones(text):
        if zone.start not in (match.end(), match.end() + 1) or text.count(name) < 2:
            continue
        meaning, places = None, name
        if not pattern("definition_end").match(text, zone.end):
            continue
        if shape_of(zone.expression)[0] is Shape.PROPORTIONAL:
            # 0.8≤完成比例<1 is a quotient; 完成率×10 is one or the actual value, as the unit will tell
            one = rf"{name}[≥≤<>=]?[01](?:\.\d+)?(?![\d%.])|(?<![\d.])[01](?:\.\d+)?[≥≤<>=]{name}"
            of_plan = f"{name}×" not in text and pattern("defined_of_plan").search(text, zone.start, zone.end)
            meaning = "(实际值/计划值)" if re.search(one, text) else "完成比例" if of_plan else "完成率"
        elif shape_of(f"1-({zone.expression})")[0] is Shape.REVERSE_LINEAR:
            meaning = "超支率"  # (actual−plan)/plan: one minus it falls linearly
        elif names_in(zone.expression) == {"off", "plan"}:  # |实际值-计划值|/计划值: in a formula, not 偏离度≤10%
            meaning, places = f"({text[zone.start : zone.end]})", rf"(?<=[-×]){name}|{name}(?=×)"
        if meaning is not None:
            rest = text[: match.start()] + pattern("definition_end").sub("", text[zone.end :], count=1)
            return re.sub(places, meaning, rest).strip(",;")
    return plain
