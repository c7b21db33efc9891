"""Lists taken apart into clauses: ``优、良、差分别得10分、6分、0分``.

The sentence of 财预〔2020〕10号 is one of them: 分为达成年度指标、部分达成年度指标并具有一定效果、未达成年度指标且效果较差三档，
分别按照100%-80%（含）、80%-60%（含）、60%-0%合理确定分值.
"""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.scoring.arithmetic import Literal, Operation, Shape, shape_of
from jixiao.scoring.arithmetic_text import zones
from jixiao.scoring.phrases import cued, pattern

BAND_LABELS = ("达成年度指标", "部分达成年度指标并具有一定效果", "未达成年度指标且效果较差")
"""The three bands of 10号, where a sentence gives their shares but not their names."""


def distribute(text: str) -> str:
    """The text with such lists taken apart; anything else unchanged."""
    if "分别" not in text and "依次" not in text and "对应" not in text:
        return _name_bands(text)
    return pattern("list").sub(_take_apart, text, count=1)


def _take_apart(match: re.Match[str]) -> str:
    labels = [label for label in pattern("list_labels").split(match["labels"]) if label]
    values = [value for value in pattern("list_values").split(match["values"]) if value]
    labels[-1] = pattern("list_levels").sub("", labels[-1])
    extra = len(labels) - len(values)  # 满分10分，优、良、差分别…: what stands before the list
    if extra < 0:
        return match.group()
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
    if shares and "%" in plain:
        return f"得{plain}分值"
    return f"得{plain}分"


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


_END_OF_DEFINITION = re.compile(r"[)\]]?(?:×100%?)?(?=[,;]|$)")


def with_definitions(text: str) -> str:
    """Replace a word that the text defines, 超支率=(实际支出-预算)/预算."""
    match = cued("definition").search(text)
    if match is None:
        return text
    name, plain = match[1], pattern("definition_of_others").sub("", text).strip(",;")
    for zone in zones(text):
        if zone.start not in (match.end(), match.end() + 1) or text.count(name) < 2:
            continue
        meaning = None
        if not _END_OF_DEFINITION.match(text, zone.end):
            continue
        if shape_of(zone.expression)[0] is Shape.PROPORTIONAL:
            # 0.8≤完成比例<1 is a quotient; 完成率×10 is one or the actual value, as the unit will tell
            one = rf"{name}[≥≤<>=][01](?:\.\d+)?(?![\d%.])|(?<![\d.])[01](?:\.\d+)?[≥≤<>=]{name}"
            meaning = "(实际值/计划值)" if re.search(one, text) else "完成率"
        elif shape_of(Operation("-", Literal(Decimal(1)), zone.expression))[0] is Shape.REVERSE_LINEAR:
            meaning = "超支率"  # (actual−plan)/plan: one minus it falls linearly
        if meaning is not None:
            rest = text[: match.start()] + _END_OF_DEFINITION.sub("", text[zone.end :], count=1)
            return rest.replace(name, meaning).strip(",;")
    return plain
