"""From a sentence to its clauses: conditions, award, limits, what was left over.

The text is scanned once for awards and limits; what stands between two of them is the condition of the later one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from jixiao.scoring import awards
from jixiao.scoring.arithmetic import OF_PLAN, Shape, names_in, shape_of
from jixiao.scoring.arithmetic_text import Zone, zones
from jixiao.scoring.condition_phrases import read_conditions, read_each
from jixiao.scoring.criteria import Within
from jixiao.scoring.interval_phrases import read_relation, read_within
from jixiao.scoring.notation import MAX_LENGTH, distribute, normalise, with_definitions
from jixiao.scoring.phrases import FORMULAS, PhraseList, find, pattern, phrases
from jixiao.scoring.sentence import (
    Clause,
    ClauseAward,
    Counted,
    Limit,
    LimitKind,
    Proportional,
    RawAward,
    SentenceReading,
    WordRelation,
)

MAX_CLAUSES = 24
"""A standard with more clauses is none that a form could hold in 300 characters."""

SPEAKS = re.compile(r"[分扣减得率例比插评定打酌视适综专否%％﹪×*＊]")
"""Characters of which every award holds one: most texts that are no standards hold none and need no further look."""


_AWARDS: dict[str, Callable[..., awards.Award]] = {
    "judged": awards.Judged,
    "interpolated": lambda: awards.Interpolated(""),
    "nothing": awards.Nothing,
    "full": lambda stated=None: awards.Full(stated=stated),
    "points": awards.Points,
    "share": awards.Share,
    "deduct": awards.Deduct,
    "deduct_share": awards.DeductShare,
    "add": awards.Add,
    "band": lambda *ends: awards.Band(min(ends), max(ends), share=False),
    "band_share": lambda *ends: awards.Band(min(ends), max(ends), share=True),
}


def _award(row: Mapping[str, str], match: re.Match[str]) -> RawAward:
    if row["means"] == "formula":
        return FORMULAS.index(match[1])
    if row["means"] == "proportional":
        return Proportional(match[1] or "", deducts=match[3][0] in "扣减递核")
    return _AWARDS[row["means"]](*_numbers(match))


def _limit(row: Mapping[str, str], match: re.Match[str]) -> Limit:
    policy, numbers = row.get("policy"), _numbers(match)
    return Limit(LimitKind[row["means"]], numbers[0] if numbers else None, awards.Policy(policy) if policy else None)


def _numbers(match: re.Match[str]) -> list[Decimal]:
    return [Decimal(group) for group in match.groups() if group]


AWARDS = phrases("awards", {*_AWARDS, "formula", "proportional"}, _award)
LIMITS = phrases("limits", LimitKind.__members__, _limit)
_STEPPED, _UNSTEPPED = (
    PhraseList(phrase for phrase in (*LIMITS, *AWARDS) if meant not in phrase.examples)
    for meant in ("四舍五入", "不足10%的部分按比例计算")
)
"""四舍五入 speaks of the score where there are no steps, 不足80%的按比例扣分 of a part of a step only where there are."""


@lru_cache(maxsize=8192)
def read(text: str) -> SentenceReading:
    """Return the clauses of a text; a reading without clauses was not understood."""
    if len(text) > MAX_LENGTH:
        return SentenceReading(unread=(text[:60] + "…",))
    if SPEAKS.search(text) is None:
        return SentenceReading(unread=(text,) if text.strip() else ())
    plain = with_definitions(distribute(normalise(text)))
    marked, found = _mark_arithmetic(plain)
    return _Scan(marked, found).run()


def _mark_arithmetic(text: str) -> tuple[str, list[Zone]]:
    """Put a private character for each formula; a compared ratio is 完成比例."""
    parts: list[str] = []
    kept: list[Zone] = []
    position = 0
    for zone in zones(text):
        heads = zone.start == 0 or text[zone.start - 1] in ",;"
        end = zone.end + (
            heads and pattern("compared_next").match(text, zone.end) is not None
        )  # 实际数/计划数，≥1得5分
        compared = pattern("compared").match(text, end)
        ratio = shape_of(zone.expression)[0] is Shape.PROPORTIONAL
        if len(kept) == len(FORMULAS) or (compared and not ratio):
            break
        parts.append(text[position : zone.start])
        position = end if compared else zone.end
        if compared:
            parts.append("完成比例")
        else:
            parts.append(FORMULAS[len(kept)])
            kept.append(zone)
    return "".join(parts) + text[position:], kept


class _Scan:
    """One pass over the marked text."""

    def __init__(self, text: str, formulas: list[Zone]) -> None:
        self._text = text
        self._formulas = formulas
        self._clauses: list[Clause] = []
        self._limits: list[Limit] = []
        self._unread: list[str] = []
        self._stated: Decimal | None = None
        self._pending = ""
        self._base = ""
        self._previous: Within | None = None

    def run(self) -> SentenceReading:
        position = 0
        for start, end, meaning in find(_STEPPED if "每" in self._text else _UNSTEPPED, self._text):
            self._pending += self._text[position:start]
            if isinstance(meaning, Limit):
                self._take_limit(meaning)
                if pattern("base_points").match(self._text, start):
                    self._base = self._text[start:end]
            else:
                self._take_award(meaning)
            position = end
            if len(self._clauses) == MAX_CLAUSES:
                break
        rest = _strip(self._pending + self._text[position:])
        if rest and not pattern("filler").fullmatch(rest) and not pattern("condition_target").fullmatch(rest):
            self._unread.append(rest)
        if self._base and any(isinstance(clause.award, awards.Add) for clause in self._clauses):
            self._unread.append(self._base)  # 基础分3分，每获表彰1次加1分: whether it is for nothing is not said
        said = [one for place, one in enumerate(self._clauses) if one not in self._clauses[:place]]  # it stands twice
        truncated = any(zone.truncated for zone in self._formulas)
        clauses = with_implied_steps(_without_announcements(said), self._limits, self._stated)
        clauses = clauses if self._base else _earned(clauses)
        return SentenceReading(tuple(clauses), tuple(self._limits), self._stated, tuple(self._unread), truncated)

    def _take_limit(self, limit: Limit) -> None:
        if limit.kind is LimitKind.STATED:
            self._stated = self._stated or limit.number
        elif limit.kind is LimitKind.MOST and limit.number is not None and self._stated is None:
            self._stated = limit.number
        self._limits.append(limit)

    def _take_award(self, raw: RawAward) -> None:
        text = _strip(self._pending)
        self._pending = ""
        if pattern("item_only").fullmatch(text):
            text = ""
        award = self._resolve(raw)
        if not text and isinstance(award, (awards.Full, awards.Points)) and self._is_header(award):
            return
        if not text and isinstance(award, awards.Nothing):
            return  # 一票否决，本项不得分: said twice
        if not text and (isinstance(award, awards.Share) or (self._clauses and isinstance(award, awards.Points))):
            self._unread.append(award.words())  # 优、良分别别得10分、8分: for what the 8 are is not said
            return
        required, _, rest = text.rpartition(",")
        first = not any(isinstance(clause.award, awards.Tier) for clause in self._clauses)
        if required and first and self._is_contrary(required, rest):  # 不低于85%，否则按比例得分: that alone is for all
            self._add_clause(required, awards.Full())
            text = rest
        for piece in _ranges(text, self._previous) or [text]:
            self._add_clause(piece, award)

    def _is_contrary(self, required: str, rest: str) -> bool:
        """Whether what follows denies a requirement: 否则; 应达到100%，未达到; 不超过5天，超过."""
        before, previous = read_conditions(required, self._previous)
        match read_relation(rest), before:
            case WordRelation.OTHERWISE, _:
                return True
            case ((WordRelation.SHORT | WordRelation.BELOW), (Within(scale, interval),)):
                return not scale.axis.distance and (interval.high is None or interval.exact)
            case WordRelation.EXCEEDED, (Within(scale, interval),):
                return not scale.axis.distance and (interval.low is None or interval.exact)
            case None, (Within(scale, interval),):  # 不得低于98%，低于98%扣2分
                after = [one for one in read_conditions(rest, previous)[0] if isinstance(one, Within)]
                return any(one.scale.axis is scale.axis and interval.intersect(one.interval).empty for one in after)
        return False

    def _add_clause(self, text: str, award: ClauseAward) -> None:
        conditions, self._previous = read_conditions(text, self._previous)
        self._clauses.append(Clause(conditions, award, text))

    def _is_header(self, award: awards.Full | awards.Points) -> bool:
        """满分10分 on its own states the points; so does 得满分，即10分."""
        number = award.stated if isinstance(award, awards.Full) else award.number
        if self._clauses and self._clauses[-1].award == awards.Full():
            self._clauses[-1] = replace(self._clauses[-1], award=awards.Full(stated=number))
            return True
        if isinstance(award, awards.Points) and self._clauses:
            return False
        self._stated = self._stated or number
        return True

    def _resolve(self, raw: RawAward) -> ClauseAward:
        """The award, with a formula recognised for what it amounts to."""
        if not isinstance(raw, int):
            return raw
        expression = self._formulas[raw].expression
        shape, constant = shape_of(expression)
        open_names = names_in(expression) & {"rate", "excess"}  # the indicator's unit will tell
        return awards.of_plan(shape, constant) if shape in OF_PLAN and not open_names else awards.Curve(expression)


def _ranges(text: str, previous: Within | None) -> list[str]:
    """Return the two ranges of 90%-95%或105%-110%, each of which earns the award."""
    pieces = text.split("或")
    ranged = len(pieces) == 2 and all(pattern("ranged").search(piece) for piece in pieces)
    read = [read_within(piece, previous) for piece in pieces] if ranged else []
    alone = read and all(read) and read[-1] and read[-1].subject.strip("的") in ("", previous and previous.subject)
    return pieces if alone else []


def _without_announcements(clauses: list[Clause]) -> list[Clause]:
    """根据满意度按比例计分，满意度×5分: the formula says what 按比例 means."""
    if not any(isinstance(c.award, awards.Curve) and not c.conditions for c in clauses):
        return clauses
    return [c for c in clauses if c.text or not isinstance(c.award, Proportional)]


def _strip(text: str) -> str:
    plain = text.strip(",;、:. ()[]-")
    signed = f"-{plain}" in text and pattern("signed").match(plain)
    return f"-{plain}" if signed else plain


def _earned(clauses: list[Clause]) -> list[Clause]:
    """每条加1分, alone or beside 全部完成得满分: with nothing to add to, from 0."""
    adding = [clause.award for clause in clauses if clause.each and isinstance(clause.award, awards.Add)]
    others = [clause for clause in clauses if not clause.each or clause.award not in adding]
    done = all(one.each is None or one.each.counted in (Counted.DONE, Counted.UNSAID) for one in clauses)
    if len(adding) != 1 or (others and not (done and all(isinstance(one.award, awards.Full) for one in others))):
        return clauses
    earned = awards.Points(adding[0].number)
    return [clause if clause in others else replace(clause, award=earned) for clause in clauses]


# ---- steps that do not say 每


def with_implied_steps(clauses: list[Clause], limits: list[Limit], stated: Decimal | None) -> list[Clause]:
    """少一次扣1分，扣完为止 and 完成一项得3分，最高9分 are steps although they do not say 每."""
    deducting = [clause for clause in clauses if isinstance(clause.award, awards.Deduct) and not clause.each]
    repeated = {clause: _repeated(clause) for clause in deducting if _counts_one(clause)}
    verbs = [each.verb for clause in (*clauses, *repeated.values()) if (each := clause.each)]
    if len(verbs) > 1 or any(clause.each for clause in clauses):  # 每迟报1次扣0.5分，漏报1次扣1分
        apart = all(verbs[-len(repeated) :]) and len(set(verbs)) == len(verbs)
        return [repeated.get(clause, clause) for clause in clauses] if apart else clauses
    endless = any(limit.kind in (LimitKind.LEAST_ZERO, LimitKind.MOST_DEDUCTED) for limit in limits)
    chosen = None
    if len(deducting) == 1 and (endless or repeated) and not _is_one_of_counts(clauses):
        chosen = deducting[0]
    elif len(clauses) == 1 and _counts_one(clauses[0]) and isinstance(award := clauses[0].award, awards.Points):
        chosen = clauses[0] if award.number < (stated or 0) else None
    if chosen is None or not any(map(_is_point, chosen.within)):
        return clauses
    return [_repeated(clause) if clause is chosen else clause for clause in clauses]


def _repeated(clause: Clause) -> Clause:
    """The clause with a step for its condition, if it reads as one behind 每: 少一次."""
    step = read_each("每" + pattern("before_a_step").sub("", clause.text))
    return clause if step is None else replace(clause, conditions=(step[1],))


def _is_one_of_counts(clauses: list[Clause]) -> bool:
    """Whether 1项扣5分 stands in a row of counts: 3项得10分，2项得8分，1项扣5分."""
    return sum(any(c.interval.exact for c in clause.within) for clause in clauses) > 2


def _is_point(condition: Within) -> bool:
    """Whether a condition names one number and no boundary word: 超支1%, 少一次, 未完成一项."""
    interval = condition.interval
    if interval.low is None:
        return interval.high == 1 and interval.high_in is not True
    return interval.exact or (interval.high is None and interval.low_in is True)


def _counts_one(clause: Clause) -> bool:
    return any(_is_point(c) and 1 in c.interval.ends for c in clause.within)
