"""Surface noise taken away: one spelling for signs, operators, numbers, dates.

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
from jixiao.scoring.phrases import Cued, pattern, spelled_out
from jixiao.scoring.word_patterns import one_of, plan_pattern, unit_words

MAX_LENGTH = 2000
"""Longer cells are no scoring standards; a form allows 300 characters."""

# NFKC would turn ① into 1 and glue it to the number that follows.
_LIST_MARKS = re.compile(
    r"[①-⑳⑴-⒇⒈-⒛❶-❿➀-➓]|(?<![\d.])[(（][\s\u3000]{0,4}\d{1,2}[\s\u3000]{0,4}[)）]|(?<=分)[ \u3000]{1,4}\d[.．、](?=[\d≥≤])"
)
_TRANSLATION = str.maketrans(
    {
        **dict.fromkeys("。;!?\n\r", ";"),
        **dict.fromkeys("“”\"'‘’「」『』《》", None),
        **dict.fromkeys("—–‐‑‒―−~〜～﹣－", "-"),
        **dict.fromkeys("×*✕✖╳·•∙⋅", "×"),
        **dict.fromkeys("÷/∕⁄", "/"),
        **dict.fromkeys("【〔{", "("),
        **dict.fromkeys("】〕}", ")"),
        "﹪": "%",
        "號": "日",
    }
)
_WORDS = str.maketrans({"㎡": "平方米", "℃": "摄氏度", "\n": ";"})


class Rewrite(Cued):
    """What people write → the one spelling that the phrases know."""

    def __init__(self, source: str, by: str | Callable[[re.Match[str]], str], cues: str, example: str = "") -> None:
        super().__init__(source, cues)
        self.by = by
        self.example = example


_A_YEAR = {"季度": 4, "月": 12, "半年": 2, "年": 1}
_FUNCTIONS: dict[str, Callable[[re.Match[str]], str]] = {
    "@inclusion": lambda m: "不含" if "不含" in m.group() else "含",
    "@lower_inclusion": lambda m: f"{m['low']}{m['lu']}{'不含' if m['not'] else '含'}-{m['high']}{m['hu']}",
    "@upper_inclusion": lambda m: f"{m['low']}{m['lu']}-{m['high']}{m['hu']}{'不含' if m['not'] else '含'}",
    "@closed": lambda m: f"{m[2]}{'含' if m[1] == '[' else '不含'}-{m[3]}{'含' if m[4] == ']' else '不含'}",
    "@around": lambda m: f"{Decimal(m[1]) - Decimal(m[2])}%-{Decimal(m[1]) + Decimal(m[2])}%含",
    "@fraction": lambda m: f"得分值的{round(Decimal(m[1]) * 100 / Decimal(m[2]), 6)}%",
    "@rank": lambda m: f"{m[1] if m[1].isdigit() else chinese_number(m[1])}名",
    "@ordinal": lambda m: f"第{chinese_number(m[1])}",
    "@a_year": lambda m: f"≥{int(m[2]) * _A_YEAR[m[1].lstrip('个')]}",
    "@graded": lambda m: f"{m[1]}评分{m[2] or ''}{m[3]}{m[4]}评分{m[5] or ''}",
}


def _rewrites(group: str) -> tuple[Rewrite, ...]:
    """Return a group of ``rewrites`` of ``schema/phrases.json``, in their order."""
    return tuple(
        Rewrite(
            spelled_out("|".join(row["from"])),
            _FUNCTIONS.get(row["to"], row["to"]),
            spelled_out(row["cues"]),
            row["example"],
        )
        for row in dictionary("phrases")["rewrites"][group]
    )


PUNCTUATION, BRACKETS, RANKS, TIDY = map(_rewrites, ("punctuation", "brackets", "ranks", "tidy"))
_POINTS_AHEAD = r"(?:该|本|此)?(?:项|指标)*(?:满分|分值|总分|权重)"


@cache
def comparators() -> tuple[Rewrite, ...]:
    """Return the forms' operator words that mean one thing only in a sentence too."""
    ambiguous = {"控制在", "超过", "高于", "多于", "低于", "少于", "至少", "至多", "大于", "小于", "等于"}
    more = dictionary("phrases")["comparators"]
    found = []
    for symbol, spellings in dictionary("labels")["operators"].items():
        plain = {unicodedata.normalize("NFKC", word) for word in spellings if word not in ambiguous}
        known = longest_first({*plain, *more.get(symbol, ())} - {symbol})
        # 不高于市场价 is a label: only before a number, the plan or the points is it an operator
        ahead = rf"(?=[\d(±]|{plan_pattern()}|{_POINTS_AHEAD})"
        found.append(Rewrite(one_of(known or [symbol]) + ahead, symbol, "".join(word[0] for word in known) or symbol))
    order = {"≥": 0, "≤": 1}
    return tuple(sorted(found, key=lambda rewrite: order.get(str(rewrite.by), 2)))


@cache
def _numerals() -> re.Pattern[str]:
    """Chinese numerals where a unit follows: 三次, 一个百分点, 十五日; not 一般, 三公经费, 第一季度, 十分明显."""
    ordinal = set(dictionary("units")["ordinal"]) - {"日", "月", "年", "分"}
    units = longest_first(word for word in unit_words() if word not in ordinal)
    return re.compile(
        rf"(?<![第之/\d.])(?:(?<![上下])|(?<=以[上下]))([〇零一二两三四五六七八九十百千万亿]{{1,9}})(?:点([零一二三四五六七八九]{{1,3}}))?"
        rf"(?=个?{one_of(units)}(?![性化把])|[至到-][一二三四五六七八九十]{{1,3}}个?{one_of(units)}(?![性化把])|分(?![之别明散析类布配解期批阶级工管数点比率制])|成[以至到得的,;\-])"
        r"|(?<=百分之)([〇零一二三四五六七八九十百]{1,6})"
    )


def _as_digits(match: re.Match[str]) -> str:
    whole, decimals, percent = match.groups()
    if whole == "十" and match.string[match.end() : match.end() + 1] == "分" and not _scores(match):
        return match.group()  # 十分明显
    number = chinese_number(whole or percent)
    if number is None:  # pragma: no cover - the pattern admits only Chinese numerals
        return match.group()
    if decimals:
        number += Decimal("0." + "".join(str(chinese_number(digit)) for digit in decimals))
    return str(number)


def _scores(match: re.Match[str]) -> bool:
    return match.string[: match.start()].endswith(
        ("得", "扣", "计", "给", "记", "加", "减", "为", "到", "满", "分值", "满分")
    )


def _apply(text: str, rewrites: tuple[Rewrite, ...]) -> str:
    characters = frozenset(text)
    for rewrite in rewrites:
        if not rewrite.cues.isdisjoint(characters):
            changed = rewrite.pattern.sub(rewrite.by, text)
            if changed != text:
                text, characters = changed, frozenset(changed)
    return text


@lru_cache(maxsize=8192)
def normalise(text: str) -> str:
    """Return the text as the phrases expect it: ``１０分，否则…＊…`` → ``10分,否则…×…``.

    Terminates in linear time on any string: every pattern has bounded repetition only.
    """
    text = _LIST_MARKS.sub(";", clean(text))
    text = unicodedata.normalize("NFKC", text.translate(_WORDS)).translate(_TRANSLATION)
    text = SPACES.sub("", text)
    text = _numerals().sub(_as_digits, text)
    text = _apply(text, PUNCTUATION)
    text = _apply(text, RANKS)
    text = _apply(text, BRACKETS)
    text = _apply(text, comparators())
    return _with_points_last(_apply(text, TIDY))


def _with_points_last(text: str) -> str:
    """Turn about tiers that begin with their points: ``5分:≥90%`` → ``≥90%得5分``."""
    if "分:" not in text and "分(" not in text:
        return text
    tiers = [pattern("labelled_tier").fullmatch(piece) for piece in text.strip(";").split(";")]
    if len(tiers) < 2 or None in tiers:
        return text
    return ";".join(
        f"{tier['condition']}{'' if tier['award'].startswith(('不得分', '扣')) else '得'}{tier['award']}"
        for tier in tiers
        if tier
    )
