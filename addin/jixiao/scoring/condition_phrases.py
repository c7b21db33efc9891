"""The condition of a clause: pieces between separators, each read as a step, a date, an interval, a relation or a label.

``超支的,每超支1%`` → [超过计划, 每超出1%]; ``小于95%且≥80%`` → [80≤x＜95]; ``效果明显`` → [label].
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache

from jixiao.scoring.axes import Axis, Scale
from jixiao.scoring.each_phrases import is_frequency, read_each
from jixiao.scoring.interval_phrases import read_within
from jixiao.scoring.intervals import Interval
from jixiao.scoring.labels import rank_of
from jixiao.scoring.phrases import read_relation
from jixiao.scoring.reading import Condition, Counted, Each, Misread, Named, Within
from jixiao.scoring.time_phrases import read_time
from jixiao.scoring.vocabulary import NUMBER, is_counted, plan_pattern, unit_pattern

_SEPARATOR = re.compile(r"[,;:]")
_JOINT = re.compile(r"(?:而且|并且|同时|但是|且|但)")
_LEAD = re.compile(
    r"^(?:其中|如果|如有|如因|如|若是|若|当|对于|凡是|凡|对|则|即|的|另外|另|此外|再|、|若有|年度内|在此基础上|此基础上|剩余|其余部分|与|比|较)+(?=.)"
)
_TRAIL = re.compile(r"(?:的|(?<![小工课学])时|者|(?<!否)则|即|,|、|情况下?|的话|的情形)+$")
SUBJECT_ONLY = re.compile(
    r"(?:根据|依据|按照|按|以|对照|通过|结合|参照|考核|评价|反映).{0,30}|.{0,16}(?:率|度|数量|数|量|值|情况|金额|天数|次数|人数|指标|时间|成本|进度|质量|比例|结果|调查|部分|标准|规则|要点|内容)|(?:在|较|比|与|和).{0,12}|在.{0,10}基础上|(?:该|本|此|这)(?:项|指标|项指标)|.{1,14}(?:率|度|比例|比)=.+/.+"
)
_HEADING = re.compile(r"([^\d:;,]{2,20}):(?=.)")
_OF_NAMED = (Counted.OCCURRED, Counted.MISSING, Counted.UNSAID, Counted.DONE)
_TELLING = re.compile(r"[\d每扣]")


Conditions = tuple[tuple[Condition, ...], tuple[str, ...], Within | None]


@lru_cache(maxsize=8192)
def read_conditions(text: str, previous: Within | None) -> Conditions:
    """The conditions of one clause, the pieces that were passed over, and the interval the next clause may lean on."""
    conditions: list[Condition] = []
    unread: list[str] = []
    heading = _HEADING.match(text)
    if heading is not None and isinstance(_read_part(heading[1], None), Named):
        text = text[heading.end() :]  # 资金分配时限：在规定时间内下达
    pieces = [piece for piece in map(_trim, _SEPARATOR.split(text)) if piece]
    if len(pieces) > 1:
        pieces = [piece for piece in pieces if not is_frequency(piece)]  # 每季度末前报送，晚报一次扣1分
    for piece in pieces:
        if len(pieces) == 1 or _target().fullmatch(piece) is None:
            conditions.extend(_read_piece(piece, previous))
    conditions = _without_remarks(conditions, unread)
    within = [condition for condition in conditions if isinstance(condition, Within)]
    if not any(isinstance(condition, Each) for condition in conditions):
        previous = within[-1] if within else previous
    return _merged(conditions), tuple(unread), previous


@cache
def _target() -> re.Pattern[str]:
    """目标值95%: beside another condition it only states the target."""
    return re.compile(rf"{plan_pattern()}(?:为|是|=)?{NUMBER}{unit_pattern()}?")


def _trim(piece: str) -> str:
    return _TRAIL.sub("", _LEAD.sub("", piece.strip("、. ()[]"))).strip("、. ")


def _read_piece(piece: str, previous: Within | None) -> list[Condition]:
    step = read_each(piece)
    if step is not None:
        before = _trim(step[0])
        read_before = _read_piece(before, previous) if before else []
        # 增幅每降低1个百分点: what stands before 每 and is no condition only names what is measured
        return [*(condition for condition in read_before if not isinstance(condition, Named)), step[1]]
    parts = [part for part in map(_trim, _JOINT.split(piece)) if part]
    if len(parts) > 1:
        read = [_read_part(part, previous) for part in parts]
        if not any(isinstance(condition, Named) for condition in read):
            return read
        return [Misread(piece)] if any(isinstance(condition, Within) for condition in read) else [Named(piece)]
    return [_read_part(piece, previous)]


def _read_part(part: str, previous: Within | None) -> Condition:
    if not any(char.isdigit() for char in part):
        return _SIGNS.get(part) or read_time(part) or read_relation(part) or Named(part)
    return read_time(part) or read_relation(part) or read_within(part, previous) or Named(part)


_BELOW_ZERO = Within(Scale(Axis.VALUE, unit="%"), Interval(high=Decimal(0), high_in=False))
_SIGNS = {"负增长": _BELOW_ZERO, "增长率为负": _BELOW_ZERO, "负值": _BELOW_ZERO, "出现负增长": _BELOW_ZERO}


def _without_remarks(conditions: list[Condition], unread: list[str]) -> list[Condition]:
    """Without labels that are no conditions where others are: the indicator's name, 根据…."""
    if all(isinstance(condition, Named) for condition in conditions):
        if len(conditions) > 1:
            kept = [c for c in conditions if isinstance(c, Named) and not SUBJECT_ONLY.fullmatch(c.text)]
            if kept:
                return [Named(",".join(c.text for c in kept if isinstance(c, Named)))]
        return conditions
    counted = any(isinstance(c, Each) and is_counted(c.unit) and c.counted in _OF_NAMED for c in conditions)
    kept_all: list[Condition] = []
    for condition in conditions:
        if not isinstance(condition, Named):
            kept_all.append(condition)
        elif counted and not any(char.isdigit() for char in condition.text):
            continue  # 内控制度缺失的，每缺一项: what is counted by its name
        elif not SUBJECT_ONLY.fullmatch(condition.text) and rank_of(condition.text) is None:
            if _TELLING.search(condition.text):
                unread.append(condition.text)
            kept_all.append(Misread(condition.text))
    return kept_all


def _merged(conditions: list[Condition]) -> tuple[Condition, ...]:
    """Intervals along one scale joined: 80%以上,90%以下."""
    merged: list[Condition] = []
    for condition in conditions:
        last = merged[-1] if merged else None
        if isinstance(condition, Within) and isinstance(last, Within) and condition.scale.axis is last.scale.axis:
            joint = last.interval.intersect(condition.interval)
            if not joint.empty:
                merged[-1] = replace(last, interval=joint)
                continue
        merged.append(condition)
    return tuple(merged)
