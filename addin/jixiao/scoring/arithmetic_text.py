"""Finding arithmetic in a sentence: a lexer over the words for actual, plan, points and rates, then precedence climbing.

Examples, and what they come to:
``按实际值/计划值×指标分值计分`` · ``得分=[1-(实际值-计划值)/计划值]×10`` · ``按执行率×10分计算`` ·
``(实际值-60%)/(90%-60%)×10分`` · ``计划值/实际值×指标`` (truncated) · ``10×(1-逾期天数/30)``
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from jixiao.scoring.arithmetic import Expression, Literal, Name, Operation, is_constant, names_in, renamed
from jixiao.scoring.vocabulary import NUMBER, any_word, counted_words, one_of

MAX_TOKENS = 40
MAX_DEPTH = 8
_QUOTIENTS = ("pair", "reverse")
_SCORE_IS = ("按", "按照", "得分=", "得分为")
_QUANTITY = r"(?:数量|数额|数|量|值|金额|额|成本|费用|支出|时长|时间|工期|天数|人数|次数|面积|里程|单价|价格|耗时|用时|周期|能耗|产量|产值|收入|率)"


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the sentence that is arithmetic."""

    start: int
    end: int
    expression: Expression
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


@cache
def _lexer() -> re.Pattern[str]:
    rated = (
        r"(?:完成|执行|达成|实现|到位|支付|支出|合格|满意|覆盖|达标|使用|通过|及格|参与|出勤|就业|上报|办结|回收)"
        r"(?:率|度|比例|进度率?|百分比)"
    )
    actual, plan, adjectives = any_word("actual_words"), any_word("plan_words"), any_word("plan_adjectives")
    return re.compile(
        rf"(?P<number>{NUMBER}(?:%|分(?!值))?)"
        rf"|(?P<ratio>{adjectives}{{0,2}}{actual}(?:指标值|值|数|量)?(?:与|占|和|同|比){adjectives}{{0,2}}{plan}(?:相比)?"
        r"(?:之|的)?(?:比例|比值|比率|比重|百分比|比))"
        r"|(?P<pair>实际(?P<done>[\u4e00-\u9fff]{1,6}?)/(?:计划|目标|预算)(?P=done))"
        r"|(?P<reverse>(?:计划|目标|预算)(?P<due>[\u4e00-\u9fff]{1,6}?)/实际(?P=due))"
        rf"|(?P<cut>(?<=×)(?:(?:该|本)?指标分?|分)(?=[;,]*$))"
        rf"|(?P<late>(?:实际)?(?:{any_word('late')})的?(?:工作日|天|日)数)"
        r"|(?P<excess>(?:超支|超出|超预算|超计划)(?:率|比例|幅度|百分比))"
        rf"|(?P<points>{any_word('points_words')})"
        rf"|(?P<off>\|(?:{actual}[-]{adjectives}{{0,2}}{plan}|{adjectives}{{0,2}}{plan}[-]{actual})\|)"
        rf"|(?P<planned>(?:计划|预算|目标|应)(?:[\u4e00-\u9fff]{{0,6}}?{_QUANTITY}{{1,2}}|{rated})|(?:目标|年度指标|指标){_QUANTITY})"
        rf"|(?P<rate>(?:实际)?[^\W\d_的按以为则得其与和及实计]{{0,6}}?{rated})"
        rf"|(?P<actual>(?:全年|年度|当年|本年|项目|累计)?(?:实际[\u4e00-\u9fff]{{0,6}}?{_QUANTITY}{{1,2}}|{actual})|全年执行数)"
        rf"|(?P<plan>{adjectives}{{0,2}}{plan})"
        r"|(?P<variable>(?<![A-Za-z])[XxYy](?![A-Za-z]))"
        r"|(?P<own>[^\W\d_a-zA-Z的按以为则得其与和及计分]{1,10}率)"
        r"|(?P<operator>[+\-×/])|(?P<open>[(\[])|(?P<close>[)\]])|(?P<unit>万元|元)"
        rf"|(?<=\d)(?P<counted>{one_of(counted_words())})"
    )


def zones(text: str) -> Iterator[Zone]:
    """Every stretch of arithmetic in a normalised text, left to right."""
    if "×" not in text and "/" not in text and "-" not in text:
        return
    for run in _runs(text):
        if len(run) > 2 or any(token.kind in _QUOTIENTS for token in run):
            zone = _zone(run, text)
            if zone is not None:
                yield zone


def _runs(text: str) -> Iterator[list[_Token]]:
    """Stretches of tokens without a gap; two operands side by side belong to different ones."""
    run: list[_Token] = []
    position = 0
    for match in _lexer().finditer(text):
        if match.start() > position:
            yield run
            run = []
        kind = str(match.lastgroup)
        if kind not in ("unit", "counted"):
            if run and ((_operand_ends(run[-1]) and kind not in ("operator", "close")) or len(run) >= MAX_TOKENS):
                yield run
                run = []
            run.append(_Token(kind, match.group(), match.start(), match.end()))
        position = match.end()
    yield run


def _operand_ends(token: _Token) -> bool:
    return token.kind not in ("operator", "open")


def _zone(run: list[_Token], text: str) -> Zone | None:
    """The arithmetic of a run: at least one ×, ÷ or 1−…, and at least one quantity by name."""
    tokens = list(run)
    while tokens and tokens[0].kind in ("operator", "close"):
        tokens.pop(0)
    truncated = False
    while tokens and tokens[-1].kind in ("operator", "open"):
        truncated = truncated or tokens[-1].text in "×/"
        tokens.pop()
    tokens = _settled(_balanced(tokens))
    quotient = any(token.kind in _QUOTIENTS for token in tokens)
    operated = any(token.text in ("×", "/") or _minus_name(tokens, i) for i, token in enumerate(tokens))
    if not quotient and (len(tokens) < 3 or not operated):
        return None
    parser = _Parser(tokens)
    expression = parser.sum(0)
    if expression is None or not parser.done or not names_in(expression) - {Name.POINTS, Name.PLAN}:
        return None
    if {Name.RATE, Name.PLAN} <= names_in(expression):  # 实际完成率/计划完成率: the rate is the actual value
        expression = renamed(expression, Name.RATE, Name.ACTUAL)
    if _speaks_of_two(tokens) or is_constant(expression):
        return None
    end = tokens[-1].end
    ends_text = not text[run[-1].end :].strip(";,")
    truncated = ((truncated or _lacks_points(text, tokens, expression)) and ends_text) or tokens[-1].kind == "cut"
    return Zone(tokens[0].start, run[-1].end if truncated else end, expression, truncated)


def _lacks_points(text: str, tokens: list[_Token], expression: Expression) -> bool:
    """Whether a score is a mere quotient, 否则按实际值/计划值: what it is to be multiplied with is missing."""
    figures = {token.text for token in tokens if token.kind == "number"}
    quotient = {Name.ACTUAL, Name.PLAN} == names_in(expression) and figures <= {"100%"}
    return quotient and text[: tokens[0].start].endswith(_SCORE_IS)


def _minus_name(tokens: list[_Token], index: int) -> bool:
    """1-超支率: a subtraction is a formula where no range could be meant."""
    return tokens[index].text == "-" and any(token.kind in _NAMED_RATES for token in tokens[index:])


_NAMED_RATES = ("late", "excess", "rate", "own", "off")
_MEASURED = (*_NAMED_RATES, "actual", "variable", "pair", "ratio", "reverse")
_RATED = ("率", "度", "比例", "百分比")


def _settled(tokens: list[_Token]) -> list[_Token]:
    """The tokens where a word for the plan must mean what was measured: 预算执行率×10, 指标值/95×5.

    A formula in which nothing else is measured would give the same points to everybody.
    """
    if any(token.kind in _MEASURED for token in tokens):
        return tokens
    return [
        replace(token, kind="rate")
        if token.kind == "planned" and token.text.endswith(_RATED)
        else replace(token, kind="actual")
        if token.text in ("指标值", "指标数值", "指标数")
        else token
        for token in tokens
    ]


def _speaks_of_two(tokens: list[_Token]) -> bool:
    """合格率×出勤率×10: two rates are two values, and the form has one."""
    rates = {token.text.removeprefix("实际") for token in tokens if token.kind in ("rate", "own")}
    longest = max(rates, key=len, default="")
    return any(rate not in longest for rate in rates)


def _balanced(tokens: list[_Token]) -> list[_Token]:
    """The tokens without brackets that were opened or closed outside of the run."""
    unmatched: set[int] = set()
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind == "open":
            opened.append(index)
        elif token.kind == "close":
            if opened:
                opened.pop()
            else:
                unmatched.add(index)
    unmatched.update(opened)
    return [token for index, token in enumerate(tokens) if index not in unmatched]


class _Parser:
    """Precedence climbing over at most ``MAX_TOKENS`` tokens, at most ``MAX_DEPTH`` brackets deep."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._next = 0

    @property
    def done(self) -> bool:
        """Whether every token was used."""
        return self._next == len(self._tokens)

    def sum(self, depth: int) -> Expression | None:
        """Terms joined by ``+ -``."""
        return self._chain("+-", depth)

    def _chain(self, signs: str, depth: int) -> Expression | None:
        left = self._chain("×/", depth) if signs == "+-" else self._operand(depth)
        while (
            left is not None
            and (token := self._peek()) is not None
            and token.kind == "operator"
            and token.text in signs
        ):
            self._next += 1
            right = self._chain("×/", depth) if signs == "+-" else self._operand(depth)
            left = None if right is None else Operation(token.text, left, right)
        return left

    def _operand(self, depth: int) -> Expression | None:
        token = self._peek()
        if token is None or depth > MAX_DEPTH:
            return None
        self._next += 1
        if token.kind == "number":
            digits = token.text.rstrip("%分")
            return Literal(Decimal(digits), token.text.endswith("%"))
        if token.kind == "open":
            inner = self.sum(depth + 1)
            closing = self._peek()
            if inner is None or closing is None or closing.kind != "close":
                return None
            self._next += 1
            return inner
        if token.kind in ("ratio", "pair"):
            return Operation("/", Name.ACTUAL, Name.PLAN)
        if token.kind == "reverse":
            return Operation("/", Name.PLAN, Name.ACTUAL)
        return _NAMES.get(token.kind)

    def _peek(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None


_NAMES: dict[str, Expression] = {
    "actual": Name.ACTUAL,
    "variable": Name.ACTUAL,
    "own": Name.OWN,
    "off": Name.OFF,
    "planned": Name.PLAN,
    "plan": Name.PLAN,
    "points": Name.POINTS,
    "cut": Name.POINTS,
    "rate": Name.RATE,
    "late": Name.LATE,
    "excess": Name.EXCESS,
}
