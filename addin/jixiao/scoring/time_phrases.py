"""Deadlines: 在2026年12月31日前完成, 10月底前, 年底前, 按时完成, 逾期, 未按时拨付的, 12月31日后完成."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from jixiao.scoring.phrases import Cued
from jixiao.scoring.reading import Deadline, InTime, Late
from jixiao.scoring.vocabulary import any_word

_DAY = r"(?:(?P<y{0}>\d{{4}})年|当年|本年|(?P<n{0}>次年|下一?年|第二年|翌年)度?的?)?(?P<m{0}>\d{{1,2}})月(?:(?P<d{0}>\d{{1,2}})日|份?(?:底|末)|份)?"
DATE = Cued(_DAY.format(1), "月")
DATES = Cued(rf"{_DAY.format(1)}(?:-|至|到){_DAY.format(2)}", "月")
YEAR_END = Cued(r"(?:(?P<y>\d{4})年度?|当年|本年度?|年度?)(?:底|末|内|终)(?:之?前|以前)?", "年")
QUARTER = Cued(
    r"(?:(?P<y>\d{4})年)?(?:第?(?P<q>[1-4一二三四])季度|(?P<h>上半年|下半年))(?:底|末|内|结束)?(?:之?前|以前)?",
    "季半",
)
_AFTER = re.compile(r"(?:以|之)?后|起")
_FROM = re.compile(r"(?:及|或)?(?:以后|之后)|起")
_NOT = r"(?:未能?|没有?能?|不能|不)"
LATE_WORDS = Cued(
    r"逾期|超期|延期|延迟|推迟|延误|滞后|超时|拖延|误期|超(?:过|出)(?:[规约要计]?[定划求]?的?)?(?:时限|期限|时间|截止时间|截止日期|完成时限|完成时间)",
    "逾超延推滞拖误",
)
_NOT_LATE = re.compile(rf"(?:{_NOT}|无)(?:发生|出现|存在|有)?$")  # 未超期
RATE = Cued(r"及时(?:率|性|度)|准时率|按时[^,;]{0,4}率|按期[^,;]{0,4}率", "率性度")


@cache
def _on_time() -> re.Pattern[str]:
    within = r"(?:规定|计划|约定|要求|合同)(?:约定)?的?(?:完成|办理|工作|办结)?(?:时间|时限|期限|工期)(?:之?内)?"
    return re.compile(rf"(?P<not>{_NOT}(?:在|按)?)?(?P<word>{any_word('on_time')}|(?:在|按)?{within})")


def read_time(piece: str) -> InTime | Late | None:
    """What a piece says about the deadline; None if it speaks of none, or of one in every month."""
    if "每" in piece or len(piece) > 60:
        return None
    return _with_date(piece) or _in_words(piece)


def _with_date(piece: str) -> InTime | Late | None:
    span = DATES.search(piece)
    if span is not None:
        first = _deadline(span["y1"], span["m1"], span["d1"], span["n1"])
        last = _deadline(span["y2"] or span["y1"], span["m2"], span["d2"], span["n2"] or span["n1"])
        # 7月至7月31日: a range begins with the first day of a month that is named alone
        return InTime(last, since=replace(first, day=first.day or 1))
    for pattern, build in ((DATE, _from_date), (QUARTER, _from_quarter), (YEAR_END, _from_year)):
        match = pattern.search(piece)
        if match is not None:
            deadline = build(match)
            rest = piece[match.end() :]
            negated = re.search(rf"{_NOT}(?:在|于)?$", piece[: match.start()]) or re.search(
                rf"^(?:之?前|以前|前)?{_NOT}", rest
            )
            if deadline is None or any(char.isdigit() for char in rest):
                return None
            if not negated and _FROM.match(rest):
                return Late(deadline, included=True)
            return Late(deadline) if negated or _AFTER.match(rest) else InTime(deadline)
    return None


def _deadline(year: str | None, month: str, day: str | None, following: str | None = None) -> Deadline:
    return Deadline(int(month), int(day) if day else None, int(year) if year else None, 1 if following else 0)


def _from_date(match: re.Match[str]) -> Deadline | None:
    deadline = _deadline(match["y1"], match["m1"], match["d1"], match["n1"])
    # 2月 alone may be a span of time; a day, an end of the month or 前 makes it a date.
    rest = match.string[match.end() : match.end() + 2]
    named = (
        match["d1"] or match["y1"] or match.group().endswith(("底", "末", "份")) or rest[:1] in ("前", "内", "底", "末")
    )
    valid = 1 <= deadline.month <= 12 and (deadline.day is None or 1 <= deadline.day <= 31)
    return deadline if valid and (named or rest in ("之前", "以前", "完成")) else None


def _from_quarter(match: re.Match[str]) -> Deadline | None:
    year = int(match["y"]) if match["y"] else None
    if match["h"]:
        return Deadline(6 if match["h"] == "上半年" else 12, None, year)
    quarter = "一二三四".find(match["q"]) + 1 or int(match["q"])
    return Deadline(quarter * 3, None, year)


def _from_year(match: re.Match[str]) -> Deadline | None:
    return Deadline(12, 31, int(match["y"]) if match["y"] else None)


def _in_words(piece: str) -> InTime | Late | None:
    if any(char.isdigit() for char in piece) or RATE.search(piece):
        return None
    match = _on_time().search(piece)
    if match is not None:
        if match["not"]:
            return Late()
        words = {found["word"] for found in _on_time().finditer(piece)}
        return InTime(early=words == {"提前"})
    late = LATE_WORDS.search(piece)
    if late is None:
        return None
    return InTime() if _NOT_LATE.search(piece[: late.start()]) else Late()
