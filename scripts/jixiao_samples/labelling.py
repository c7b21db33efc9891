"""Labels, amounts and measures as a clerk of the given style types them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from jixiao_samples.projects import plain
from jixiao_samples.style import LayoutStyle

_HALF = str.maketrans("（）：", "():")
_FULL = str.maketrans("():", "（）：")
_WORTH_BREAKING = 5
"""Labels of fewer characters fit into a narrow column without a line break."""


def label_text(label: str, style: LayoutStyle, *, alone: bool) -> str:
    """Return a label in this style; blanks and breaks only where it stands alone."""
    text = label
    if style.punctuation == "half":
        text = text.translate(_HALF)
    elif style.punctuation == "full":
        text = text.translate(_FULL)
    if not alone:
        return text
    if style.spaced_labels and len(text) == 2:
        return "  ".join(text)
    if style.spaced_labels and len(text) == 4 and "(" not in text and "（" not in text:
        return " ".join(text)
    if style.label_breaks and len(text) >= _WORTH_BREAKING and ":" not in text and "：" not in text:
        middle = (len(text) + 1) // 2
        return f"{text[:middle]}\n{text[middle:]}"
    return text


def money_cell(amount: Decimal, style: LayoutStyle) -> Decimal | str:
    """Return an amount as a cell's value: a number, or text with or without commas."""
    if style.numbers == "thousands":
        return f"{amount:,.2f}"
    return plain(amount) if style.numbers == "text" else amount


def measure_cell(
    indicator: Mapping[str, Any], key: str, style: LayoutStyle, *, combined: bool
) -> tuple[Decimal | str | None, str | None]:
    """Value and number format of an indicator's target, unit or operator cell.

    ``combined`` means a form without a unit column: operator, number and unit share the target's cell (``≥95%``).
    """
    target, unit = indicator["target"], indicator["unit"]
    if key == "operator":
        return (indicator["operator"] or ("定性" if indicator["nature"] == "qualitative" else None)), None
    if key == "unit":
        return ("百分比" if unit == "%" and style.percent == "word" else unit), None
    if not isinstance(target, Decimal):
        text = f"{indicator['operator'] or ''}{target or ''}" if combined else target
        return text or None, None
    if combined:
        return f"{indicator['operator'] or ''}{plain(target)}{unit or ''}", None
    if unit == "%" and style.percent == "format":
        return target / 100, "0%"
    if style.numbers == "thousands":
        return f"{target:,}", None
    return (plain(target) if style.numbers == "text" else target), None
