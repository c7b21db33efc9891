"""A cell of a settings workbook as the value that its setting takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from jixiao.checks.dates import date_of
from jixiao.checks.settings.settings_sheets import ColumnKind
from jixiao.forms.cell_text import text_of
from jixiao.forms.labels import cached_form
from jixiao.grid.model import Value
from jixiao.textlayout import shortened

LONGEST = 2000
"""Characters of a cell; more is no setting but a text that got there by mistake."""
_LONGEST_NUMBER = 20
_SEPARATORS = re.compile(r"[;；、,，|\n]")
_WHOLE_DATE = re.compile(r"\d{8}|\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?")
"""For example ``20261130``, ``2026-11-30``, ``2026年11月30日``."""


def converted(value: Value, number_format: str | None, kind: ColumnKind, choices: Mapping[str, str] | None) -> Any:
    """Return a setting's int, float or ISO date. Raises ``ValueError`` in Chinese."""
    text = text_of(value, number_format) or ""
    if len(text) > LONGEST:
        raise ValueError(f"太长（{len(text)}字），最多 {LONGEST} 字")
    if kind == "number":
        return _number(text)
    if kind == "integer":
        return _integer(text)
    if kind == "date":
        return _date(text)
    if kind == "choice" and choices is not None:
        return _choice(text, choices)
    if kind in ("list", "codes"):
        parts = [part.strip() for part in _SEPARATORS.split(text)]
        return [plain(part).upper() if kind == "codes" else part for part in parts if part]
    return shown_text(value, number_format)


def plain(text: str) -> str:
    """Return the text in half-width characters, without blanks around it."""
    return unicodedata.normalize("NFKC", text).strip()


def _number(text: str) -> int | float:
    try:
        number = Decimal(plain(text).replace(",", "")) if len(text) <= _LONGEST_NUMBER else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ValueError(f"“{shortened(text, 20)}”不是数字")
    return int(number) if number == number.to_integral_value() else float(number)


def _integer(text: str) -> int:
    number = _number(plain(text).removesuffix("年"))
    if not isinstance(number, int):
        raise ValueError(f"“{shortened(text, 20)}”不是整数")
    return number


def _date(text: str) -> str:
    typed = "".join(plain(text).split())
    found = date_of(typed) if _WHOLE_DATE.fullmatch(typed) else None
    if found is None:
        raise ValueError(f"“{shortened(text, 20)}”不是存在的日期，请写成 2026-11-30 这样")
    return found.isoformat()


def _choice(text: str, choices: Mapping[str, str]) -> str:
    for shown, value in choices.items():
        if cached_form(text) in (cached_form(shown), value):
            return value
    raise ValueError(f"“{shortened(text, 20)}”不在可选范围内，可选：{'、'.join(choices)}")


def shown_text(value: Value | None, number_format: str | None) -> str:
    """Return what a cell shows: 007 for a code typed as 7 with that format."""
    if isinstance(value, float) and value.is_integer() and number_format and set(number_format) == {"0"}:
        return f"{int(value):0{len(number_format)}d}"
    return "" if value is None else text_of(value, number_format) or ""
