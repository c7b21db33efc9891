"""Finds arithmetic in a sentence by the words for actual, plan, points, rates.

Examples, and what they come to:
``按实际值/计划值×指标分值计分`` · ``得分=[1-(实际值-计划值)/计划值]×10`` · ``按执行率×10分计算`` ·
``(实际值-60%)/(90%-60%)×10分`` · ``计划值/实际值×指标`` (truncated) · ``10×(1-逾期天数/30)``
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from jixiao.forms.numbers import plain_number
from jixiao.scoring import arithmetic
from jixiao.scoring.arithmetic import OF_PLAN, QUANTITIES, Expression, Shape, names_in, with_terms
from jixiao.scoring.phrases import pattern

MAX_TOKENS = 40
_QUOTIENTS = ("pair", "reverse")
_SCORE_IS = ("按", "按照", "得分=", "得分为")


class Zone(NamedTuple):
    """A stretch of the sentence that is arithmetic."""

    start: int
    end: int
    expression: Expression
    truncated: bool = False


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


def zones(text: str) -> Iterator[Zone]:
    """Every stretch of arithmetic in a normalised text, left to right."""
    if "×" not in text and "/" not in text and pattern("minus").search(text) is None:
        return
    for run in _runs(text):
        if len(run) > 2 or any(token.kind in _QUOTIENTS for token in run):
            yield from _zone(run, text)


def _runs(text: str) -> Iterator[list[_Token]]:
    """Yield stretches of tokens without a gap; two operands never stand together."""
    run: list[_Token] = []
    position = 0
    for match in pattern("arithmetic").finditer(text):
        if match.start() > position:
            yield run
            run = []
        kind = str(match.lastgroup)
        if kind not in ("unit", "counted"):
            ended = run and run[-1].kind not in ("operator", "open")
            if (ended and kind not in ("operator", "close")) or len(run) >= MAX_TOKENS:
                yield run
                run = []
            run.append(_Token(kind, match.group(), match.start(), match.end()))
        position = match.end()
    yield run


def _zone(run: list[_Token], text: str) -> Iterator[Zone]:
    """Yield the arithmetic of a run, if any: a ×, ÷ or 1−… and a quantity by name."""
    first = next((place for place, token in enumerate(run) if token.kind not in ("operator", "close")), len(run))
    last = next(
        (place for place in range(len(run), first, -1) if run[place - 1].kind not in ("operator", "open")), first
    )
    tokens = _settled(_balanced(run[first:last]))
    quotient = any(token.kind in _QUOTIENTS for token in tokens)
    operated = any(token.text in ("×", "/") or _minus_name(tokens, i) for i, token in enumerate(tokens))
    expression = _written(tokens)
    if not (quotient or (len(tokens) > 2 and operated)) or not arithmetic.is_valid(expression):
        return
    if names_in(expression) >= {"rate", "plan"}:  # 实际完成率/计划完成率: the rate is the actual value
        expression = with_terms(expression, {"rate": "actual"})
    if _speaks_of_two(tokens) or arithmetic.is_constant(expression):
        return
    broken = any(token.text in "×/" for token in run[last:]) or _lacks_points(text, tokens, expression)
    truncated = tokens[-1].kind == "cut" or (broken and not text[run[-1].end :].strip(";,"))
    yield Zone(tokens[0].start, run[-1].end if truncated else tokens[-1].end, expression, truncated)


def _lacks_points(text: str, tokens: list[_Token], expression: Expression) -> bool:
    """Whether a score is a mere quotient, 否则按实际值/计划值, without points."""
    figures = {token.text for token in tokens if token.kind == "number"}
    quotient = names_in(expression) == {"actual", "plan"} and figures <= {"100%"}
    return quotient and text[: tokens[0].start].endswith(_SCORE_IS)


def _minus_name(tokens: list[_Token], index: int) -> bool:
    """1-超支率: a subtraction is a formula where no range could be meant."""
    return tokens[index].text == "-" and any(token.kind in _NAMED_RATES for token in tokens[index:])


_NAMED_RATES = ("late", "excess", "rate", "own", "off")
_MEASURED = (*_NAMED_RATES, "actual", "variable", "pair", "ratio", "reverse")
_RATED = ("率", "度", "比例", "百分比")


def _settled(tokens: list[_Token]) -> list[_Token]:
    """Return tokens where a word for the plan means what was measured: 预算执行率×10."""
    if any(token.kind in _MEASURED for token in tokens):
        return tokens  # else the formula would give the same points to everybody
    kinds = {token.text: "rate" for token in tokens if token.kind == "planned" and token.text.endswith(_RATED)}
    kinds |= dict.fromkeys(("指标值", "指标数值", "指标数"), "actual")
    return [token._replace(kind=kinds.get(token.text, token.kind)) for token in tokens]


def _speaks_of_two(tokens: list[_Token]) -> bool:
    """合格率×出勤率×10: two rates are two values, and the form has one."""
    rates = {token.text.removeprefix("实际") for token in tokens if token.kind in ("rate", "own")}
    longest = max(rates, key=len, default="")
    return any(rate not in longest for rate in rates)


def _balanced(tokens: list[_Token]) -> list[_Token]:
    """The tokens without a bracket that was opened or closed outside of the run."""
    kinds = [token.kind for token in tokens]
    more = kinds.count("open") - kinds.count("close")
    first, last = more > 0 and kinds[0] == "open", more < 0 and kinds[-1] == "close"
    return tokens[first : len(tokens) - last]


def _written(tokens: list[_Token]) -> Expression:
    return "".join(map(_term, tokens)).translate({ord("×"): "*", ord("["): "(", ord("]"): ")"})


def _term(token: _Token) -> str:
    """One token as it stands in an expression."""
    if token.kind == "number":
        return plain_number(Decimal(token.text.rstrip("%分"))) + "%" * token.text.endswith("%")
    return token.kind if token.kind in QUANTITIES else _NAMES.get(token.kind, token.text)


_NAMES: dict[str, Expression] = {
    **dict.fromkeys(("ratio", "pair"), f"({OF_PLAN[Shape.PROPORTIONAL]})"),
    "reverse": f"({OF_PLAN[Shape.REVERSE_RATIO]})",
    "variable": "actual",
    "planned": "plan",
    "cut": "points",
}
