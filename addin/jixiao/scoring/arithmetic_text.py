"""Finding arithmetic in a sentence: a lexer over the words for actual, plan, points and rates, then precedence climbing.

Examples, and what they come to:
``按实际值/计划值×指标分值计分`` · ``得分=[1-(实际值-计划值)/计划值]×10`` · ``按执行率×10分计算`` ·
``(实际值-60%)/(90%-60%)×10分`` · ``计划值/实际值×指标`` (truncated) · ``10×(1-逾期天数/30)``
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao.scoring.arithmetic import Expression, Literal, Name, Operation, is_constant, names_in, renamed
from jixiao.scoring.phrases import pattern

MAX_TOKENS = 40
MAX_DEPTH = 8
_QUOTIENTS = ("pair", "reverse")
_SCORE_IS = ("按", "按照", "得分=", "得分为")


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
    for match in pattern("arithmetic").finditer(text):
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
