"""The condition of a clause: its pieces as steps, dates, intervals or labels.

``超支的,每超支1%`` → [超过计划, 每超出1%]; ``小于95%且≥80%`` → [80≤x＜95]; ``效果明显`` → [label].
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache

from jixiao.forms.text import longest_first
from jixiao.scoring.axes import Axis, Scale
from jixiao.scoring.criteria import Undecided, Within
from jixiao.scoring.interval_phrases import read_relation, read_within
from jixiao.scoring.intervals import Interval
from jixiao.scoring.phrases import PERCENT_UNITS, TIME_UNITS, cued, one_of, pattern, words
from jixiao.scoring.sentence import Condition, Counted, Deadline, Each, InTime, Late, Named
from jixiao.scoring.tier_labels import is_grade

_SEPARATOR = re.compile(r"[,;:]")
_OF_NAMED = (Counted.OCCURRED, Counted.MISSING, Counted.UNSAID, Counted.DONE)
_UNNAMED = (*PERCENT_UNITS, *TIME_UNITS)
_SHORT_TIMES = ("小时", "分钟", "秒")


@lru_cache(maxsize=8192)
def read_conditions(text: str, previous: Within | None) -> tuple[tuple[Condition, ...], Within | None]:
    """Return the conditions, and what the next clause leans on."""
    conditions: list[Condition] = []
    heading = pattern("condition_heading").match(text)
    if heading is not None and isinstance(_read_part(heading[1], None), Named):
        text = text[heading.end() :]  # 资金分配时限：在规定时间内下达
    pieces = [piece for piece in map(_trim, _SEPARATOR.split(text)) if piece]
    if len(pieces) > 1:
        pieces = [piece for piece in pieces if not is_frequency(piece)]  # 每季度末前报送，晚报一次扣1分
    for piece in pieces:
        if len(pieces) == 1 or pattern("condition_target").fullmatch(piece) is None:
            conditions.extend(_read_piece(piece, previous))
    conditions = _without_remarks(conditions)
    within = [condition for condition in conditions if isinstance(condition, Within)]
    if not any(isinstance(condition, Each) for condition in conditions):
        previous = within[-1] if within else previous
    return _merged(conditions), previous


def _trim(piece: str) -> str:
    return pattern("condition_trail").sub("", pattern("condition_lead").sub("", piece.strip("、. ()[]"))).strip("、. ")


def _read_piece(piece: str, previous: Within | None) -> list[Condition]:
    step = read_each(piece)
    if step is not None:
        before = _trim(step[0])
        if before.endswith("且"):
            return [Undecided(piece)]
        read_before = _read_piece(before, previous) if before else []
        # 增幅每降低1个百分点: what stands before 每 and is no condition only names what is measured
        return [*(condition for condition in read_before if not isinstance(condition, Named)), step[1]]
    parts = [part for part in map(_trim, pattern("joint").split(piece)) if part]
    if len(parts) > 1:
        read = [_read_part(part, previous) for part in parts]
        if not any(isinstance(condition, Named) for condition in read):
            return read
        return [Undecided(piece)] if any(isinstance(condition, Within) for condition in read) else [Named(piece)]
    return [_read_part(piece, previous)]


def _read_part(part: str, previous: Within | None) -> Condition:
    read = _BELOW_ZERO if pattern("negative").fullmatch(part) else read_time(part) or read_relation(part)
    if read is None:
        return read_within(part, previous) or Named(part) if any(map(str.isdigit, part)) else Named(part)
    return Undecided(part) if _passes_over_denial(part, read) else read


def _passes_over_denial(part: str, read: Condition) -> bool:
    """Whether a 未 or 不 was not taken in: without it the piece reads the same."""
    for match in pattern("denial").finditer(part):
        affirmed = part[: match.start()] + part[match.end() :]
        if affirmed and (read_time(affirmed) or read_relation(affirmed)) == read:
            return True
    return False


_BELOW_ZERO = Within(Scale(Axis.VALUE, unit="%"), Interval(high=Decimal(0), high_in=False))


def _without_remarks(conditions: list[Condition]) -> list[Condition]:
    """Drop labels that are no conditions where others are: a name, 根据…."""
    named = [condition.text for condition in conditions if isinstance(condition, Named)]
    labels = [text for text in named if not pattern("subject_only").fullmatch(text)]
    if len(named) == len(conditions):
        return [Named(",".join(labels))] if len(conditions) > 1 and labels else conditions
    counted = any(isinstance(c, Each) and c.unit not in _UNNAMED and c.counted in _OF_NAMED for c in conditions)
    kept: list[Condition] = []
    for condition in conditions:
        if not isinstance(condition, Named):
            kept.append(condition)
        elif counted and pattern("name_counted").fullmatch(condition.text):
            continue  # 内控制度缺失的，每缺一项: what is counted by its name
        elif condition.text in labels and not is_grade(condition.text):
            kept.append(Undecided(condition.text))
    return kept


def _merged(conditions: list[Condition]) -> tuple[Condition, ...]:
    """Intervals along one scale joined: 80%以上,90%以下."""
    merged: list[Condition] = []
    for condition in conditions:
        last = merged[-1] if merged else None
        if isinstance(condition, Within) and isinstance(last, Within) and condition.scale.axis is last.scale.axis:
            joint = last.interval.intersect(condition.interval)
            apart = {last.scale.unit, condition.scale.unit, ""}  # 达到20期且每期不少于50人
            if not joint.empty and len(apart) < 3:
                merged[-1] = replace(last, interval=joint)
                continue
        merged.append(condition)
    return tuple(merged)


# ---- steps that repeat: 每超出10%, 每降低1个百分点, 每少开展1次, 每发现1起, 每推迟10天, 每完成1期, 每偏离1个百分点


def is_frequency(piece: str) -> bool:
    """Whether a piece only says how often something is done: 每季度末前报送."""
    return pattern("step_frequency").match(piece) is not None and not any(char.isdigit() for char in piece)


def read_each(piece: str) -> tuple[str, Each] | None:
    """Return what stands before a step, and the step: ``超支的每超支1%``."""
    start = piece.rfind("每")
    if start < 0 or pattern("step_frequency").match(piece, start):
        return None
    body = piece[start + 1 :]
    before = piece[:start]
    threshold = pattern("step_threshold").match(body)  # 每低于90%一个百分点 is 低于90%, 每低1个百分点
    if threshold is not None:
        before, body = before + threshold.group(), threshold["verb"] + body[threshold.end() :]
    match = pattern("step_with_number").match(body) or pattern("step_without_number").match(body)
    if match is None:
        return None
    number, unit = Decimal(match.groupdict().get("number", 1)), match["unit"] or ""
    lead, noun = match["lead"], match["noun"]
    if pattern("unit_misplaced").search(f"{noun};{lead}"):
        return None
    to_plan = pattern("plan").search(lead) is not None
    return (before, Each(_counted(lead, unit, noun), number, unit, to_plan, lead, noun)) if number else None


_VERBS = {
    "occur": Counted.OCCURRED,
    "under": Counted.UNDER,
    "over": Counted.OVER,
    "missing": Counted.MISSING,
    "deviate": Counted.OFF,
    "late": Counted.LATE,
    "early": Counted.EARLY,
}
"""What the verbs of each list count; of a word in two lists the later decides."""


@cache
def _directions() -> dict[str, Counted]:
    return {word: counted for name, counted in _VERBS.items() for word in words(name)}


@cache
def _step_verbs() -> re.Pattern[str]:
    """Any verb of a step, the longest first: 拖欠1笔 occurs, though 拖 alone is late."""
    return re.compile(one_of(longest_first(_directions())))


def _counted(lead: str, unit: str, noun: str) -> Counted:
    """What is counted: by the first verb that says so, and by what was not done."""
    if pattern("step_both_ways").search(lead):
        return Counted.OFF
    timed = not unit or unit in TIME_UNITS
    for verb in _step_verbs().findall(lead):
        counted = _directions()[verb]
        if counted is Counted.LATE and (verb == "超过" or not timed):
            if unit in PERCENT_UNITS and verb in ("滞后", "落后"):
                return Counted.UNDER
            if verb != "超过" and unit not in _SHORT_TIMES:  # 半小时内到场，每晚10分钟
                continue
            counted = Counted.OVER
        if counted is Counted.OCCURRED and pattern("step_unfinished").search(noun):
            counted = Counted.MISSING
        return Counted.UNDER if counted is Counted.MISSING and unit in PERCENT_UNITS else counted
    if pattern("step_unfinished").search(noun):
        return Counted.MISSING
    return Counted.DONE if lead else Counted.UNSAID


# ---- deadlines: 在2026年12月31日前完成, 10月底前, 年底前, 按时完成, 逾期, 未按时拨付的, 12月31日后完成


def read_time(piece: str) -> InTime | Late | None:
    """Return what a piece says of the deadline; None if of none, or of every month."""
    if "每" in piece or len(piece) > 60:
        return None
    return _with_date(piece) or _in_words(piece)


def _with_date(piece: str) -> InTime | Late | None:
    span = cued("dates").search(piece)
    if span is not None:
        first, last = _deadline(span, "1"), _deadline(span, "2")
        # 7月至7月31日: a range begins with the first day of a month that is named alone
        return InTime(last, since=replace(first, day=first.day or 1))
    if cued("next_year").search(piece) and not any(map(str.isdigit, piece)):
        return Late(Deadline(12, 31))  # 跨年完成
    for name, build in _DATES.items():
        match = cued(name).search(piece)
        if match is not None:
            deadline = build(match)
            before, rest = piece[: match.start()], piece[match.end() :]
            negated = pattern("deadline_not_before").search(before) or pattern("deadline_not_behind").search(rest)
            negated = negated or pattern("deadline_past").search(before)  # 晚于6月30日
            if deadline is None or any(char.isdigit() for char in rest):
                return None
            if not negated and pattern("deadline_from").match(rest):
                whole = deadline.day is None and rest[0] not in "以之"  # 5月及以后: from its first day
                return Late(replace(deadline, day=1) if whole else deadline, included=deadline.day is not None or whole)
            return Late(deadline) if negated or pattern("deadline_after").match(rest) else InTime(deadline)
    return None


def _deadline(match: re.Match[str], end: str) -> Deadline:
    """One end of a range of dates; the later one may leave out its year."""
    day, year, following = match[f"d{end}"], match[f"y{end}"] or match["y1"], match[f"n{end}"] or match["n1"]
    return Deadline(int(match[f"m{end}"]), int(day) if day else None, int(year) if year else None, bool(following))


def _from_date(match: re.Match[str]) -> Deadline | None:
    deadline = _deadline(match, "1")
    # 2月 alone may be a span of time; a day, an end of the month or 前 makes it a date.
    rest = match.string[match.end() : match.end() + 2]
    named = (
        match["d1"] or match["y1"] or match.group().endswith(("底", "末", "份")) or rest[:1] in ("前", "内", "底", "末")
    )
    if not named and cued("late_words").search(match.string) is None:  # 4月启动, 5月及以后
        named = pattern("deadline_month").match(match.string, match.end())
        named = named or match.string.endswith(("早于", "晚于", "迟于"), 0, match.start())
    valid = 1 <= deadline.month <= 12 and (deadline.day is None or 1 <= deadline.day <= 31)
    return deadline if valid and (named or rest in ("之前", "以前", "完成")) else None


def _from_period(match: re.Match[str]) -> Deadline:
    """The end of a quarter, half a year or a year: 第3季度末, 上半年, 2026年底."""
    said = match.groupdict()
    quarter, month = said.get("q"), 6 if said.get("h") == "上半年" else 12
    if quarter:
        month = ("一二三四".find(quarter) + 1 or int(quarter)) * 3
    return Deadline(month, None if "q" in said else 31, int(said["y"] or 0) or None, bool(said.get("n")))


_DATES: dict[str, Callable[[re.Match[str]], Deadline | None]] = {
    "date": _from_date,
    "quarter": _from_period,
    "year_end": _from_period,
}


def _in_words(piece: str) -> InTime | Late | None:
    if any(char.isdigit() for char in piece) or cued("timely_rate").search(piece):
        return None
    match, late = pattern("on_time_words").search(piece), cued("late_words").search(piece)
    if match is not None and late is not None and late.start() < match.start() < late.end():
        return Late()  # 超出规定时限
    if match is not None:
        if match["not"]:
            return Late()
        words = {found["word"] for found in pattern("on_time_words").finditer(piece)}
        return InTime(early=words == {"提前"} and "或" not in piece)  # 提前或一致
    if late is None:
        return None
    return InTime() if pattern("deadline_not_missed").search(piece[: late.start()]) else Late()  # 未超期
