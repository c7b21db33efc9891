"""Words that a standard defines for itself: 超支率=（实际支出-预算）/预算."""

from __future__ import annotations

from decimal import Decimal

from jixiao.scoring.arithmetic import Expression, Literal, Operation, Shape, shape_of
from jixiao.scoring.arithmetic_text import zones
from jixiao.scoring.cued import Cued

DEFINITION = Cued(r"(?:其中[:,]?)?([\u4e00-\u9fff]{2,10}(?:率|比例|比))=(?=[(\[]?[\u4e00-\u9fff])", "=")


def with_definitions(text: str) -> str:
    """超支率=(实际支出-预算)/预算 defines a word of another clause: it is replaced there and taken out here."""
    match = DEFINITION.search(text)
    if match is None:
        return text
    name, plain = match[1], DEFINED.pattern.sub("", text).strip(",;")
    for zone in zones(text):
        if zone.start not in (match.end(), match.end() + 1) or text.count(name) < 2:
            continue
        meaning = None
        if shape_of(zone.expression)[0] is Shape.PROPORTIONAL:
            meaning = "(实际值/计划值)"
        elif _is_excess(zone.expression):
            meaning = "超支率"
        if meaning is not None:
            rest = text[: match.start()] + text[zone.end :]
            return rest.replace(name, meaning).strip(",;")
    return plain


DEFINED = Cued(
    r"(?:其中[:,]?)?[\u4e00-\u9fff]{2,12}(?:率|比例|比)=(?!(?:得分|[^;,]{0,40}分值))[^;,]{2,60}/[^;,]{2,40}(?=[;,]|$)[;,]?",
    "=",
)
"""A definition in terms that are neither the plan nor the actual value: the indicator's own, and no clause."""


def _is_excess(expression: Expression) -> bool:
    """Whether an expression is (actual−plan)/plan: one minus it falls linearly."""
    return shape_of(Operation("-", Literal(Decimal(1)), expression))[0] is Shape.REVERSE_LINEAR
