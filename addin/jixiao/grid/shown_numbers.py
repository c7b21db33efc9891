"""What a cell shows under a format that scales its number or adds words.

``0!.0,"万元"`` shows 365000 as 36.5万元, ``"≥"0"公里"`` shows 12 as ≥12公里. Dates and plain percentages are not of this kind:
they are read by ``numberformat``. Rounding is left aside: a form is read with the digits it was filled with.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from jixiao.grid.formula_values import compare, decimal_of
from jixiao.grid.model import Sheet
from jixiao.grid.numberformat import is_date_format
from jixiao.late_patterns import late_pattern

_LONGEST = 255
_PIECE = late_pattern(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)'
    r"|(?P<exponent>E[+-])|(?P<digit>[0#?])|(?P<mark>[.,%/@;])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = late_pattern(r"(<=|>=|<>|=|<|>)(-?[0-9]{1,15}(?:\.[0-9]{1,15})?)")
_CURRENCY = late_pattern(r"\$([^-\]]*)")
_SIGNS = frozenset(" \u00a0+-()¥￥$€£,，.　")
"""Literals that say nothing about what the number counts."""


class Shown(NamedTuple):
    """The text in a cell and its unrounded ``number`` (None without one)."""

    text: str
    number: Decimal | None
    has_words: bool


class _Section(NamedTuple):
    """One section of a format: the words around the digits, the power of ten.

    ``condition`` are the operator and number that choose it.
    """

    condition: tuple[str, Decimal] | None
    before: str
    behind: str
    shift: int
    digits: bool

    @property
    def plain(self) -> bool:
        """Whether the number is shown as it is."""
        return not self.shift and not self.words

    @property
    def words(self) -> bool:
        """Whether the section says something in words."""
        return not set(self.before + self.behind) <= _SIGNS


class _Format(NamedTuple):
    sections: tuple[_Section, ...]
    text: tuple[str, str] | None
    """What stands before and behind a text."""


def show_numbers(sheet: Sheet) -> None:
    """Put what cells show in place of what is stored; ``stored`` keeps that."""
    for place, code in list(sheet.formats.items()):
        known = _format(code)
        if known is None:
            continue
        row, column = place
        value = sheet.value(row, column)
        if isinstance(value, str):
            if known.text is not None and not set("".join(known.text)) <= _SIGNS:
                sheet.rows[row][column] = value.join(known.text)
        elif isinstance(value, float) and not isinstance(value, bool):
            number = decimal_of(value)
            found = show(number, code)
            if found is None or not (found.has_words or found.number != number):
                continue
            sheet.rows[row][column] = found.text if found.has_words or found.number is None else float(found.number)
            sheet.formats.pop(place)
            scaled = found.number != number and not found.text.endswith("%")
            if scaled or "元" in found.text or found.text.endswith(("万", "亿")):
                sheet.stored.setdefault(place, value)


def show(number: Decimal, code: str) -> Shown | None:
    """Return how a number is shown; None for dates, plain percentages and fractions."""
    known = _parsed(code)
    section = None if known is None else _chosen(known.sections, number)
    if section is None:
        return None
    if not section.digits:
        return Shown(section.before, None, section.words) if section.words else None
    scaled = number.scaleb(-section.shift)
    plain = format(scaled, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    before, behind = section.before.strip(), section.behind.strip()
    if number < 0:  # its section writes the sign itself, or brackets around the number
        before, behind = before.lstrip("-−(（"), behind.lstrip(")）")
    return Shown(f"{before}{plain}{behind}", scaled, section.words)


@lru_cache(maxsize=1024)
def _format(code: str) -> _Format | None:
    """The format if it may show anything else than is stored."""
    known = _parsed(code)
    if known is None:
        return None
    own = known.text is not None and not set("".join(known.text)) <= _SIGNS
    return known if own or any(not section.plain for section in known.sections) else None


@lru_cache(maxsize=1024)
def _parsed(code: str) -> _Format | None:
    if len(code) > _LONGEST or is_date_format(code):
        return None
    sections: list[_Section] = []
    text: tuple[str, str] | None = None
    for pieces in _sections(code):
        if any(piece.lastgroup == "mark" and piece["mark"] == "@" for piece in pieces):
            text = _around_text(pieces)
            continue
        section = _section(pieces)
        if section is None:
            return None
        sections.append(section)
    return _Format(tuple(sections[:3]), text)


def _sections(code: str) -> list[list[re.Match[str]]]:
    sections: list[list[re.Match[str]]] = [[]]
    for piece in _PIECE.finditer(code):
        if piece["mark"] == ";":
            sections.append([])
        else:
            sections[-1].append(piece)
    return sections


def _literal(piece: re.Match[str]) -> str | None:
    """The text that a piece shows as it stands; None for one that stands for digits."""
    if piece["bracket"] is not None:
        currency = _CURRENCY.match(piece["bracket"])
        return currency[1] if currency else ""
    for name in ("quoted", "escaped", "other"):
        if piece[name] is not None:
            return str(piece[name])
    return None if piece.lastgroup in ("digit", "mark", "general", "exponent") else ""


def _around_text(pieces: list[re.Match[str]]) -> tuple[str, str]:
    at = next(index for index, piece in enumerate(pieces) if piece["mark"] == "@")
    before, behind = ("".join(_literal(piece) or "" for piece in part) for part in (pieces[:at], pieces[at + 1 :]))
    return before, behind


def _section(pieces: list[re.Match[str]]) -> _Section | None:
    """Return a section's pieces; None where it shows no plain decimal number."""
    condition: tuple[str, Decimal] | None = None
    before = behind = inner = ""
    percent = False
    places: list[str] = []  # digits, points and commas in their order; "!" for a point that was written as a literal
    for piece in pieces:
        if piece["bracket"] is not None and (found := _CONDITION.fullmatch(piece["bracket"])):
            condition = found[1], Decimal(found[2])
            continue
        if piece["exponent"] or piece["mark"] == "/" or (piece["mark"] == "%" and not places):
            return None
        if piece["mark"] == "%":
            behind, percent = f"{behind}%", True
            continue
        if piece["digit"] or piece["general"]:
            if behind:
                inner, behind = behind, ""
                if inner.strip() != "." or "!" in places:
                    return None
                places.append("!")
            places.append("g" if piece["general"] else "0")
        elif piece["mark"]:
            if not places:
                if piece["mark"] == ".":
                    places.append(".")
                continue
            if behind:
                return None
            places.append(piece["mark"])
        elif (text := _literal(piece)) is not None:
            if places:
                behind += text
            else:
                before += text
    section = _measured(condition, before, behind, "".join(places))
    if section is None or not percent:
        return section
    says_sign = behind == "%" and not set(before) <= _SIGNS  # "≥"0%; 0% alone is a percentage
    return section._replace(shift=section.shift - 2) if says_sign else None


def _measured(condition: tuple[str, Decimal] | None, before: str, behind: str, places: str) -> _Section | None:
    digits = "0" in places or "g" in places
    whole, point, fraction = places.partition(".")
    if "." in fraction or ("!" in places and point):
        return None
    thousands = len(whole) - len(whole.rstrip(",")) + fraction.count(",")
    shift = 3 * thousands + places.partition("!")[2].count("0")
    return _Section(condition, before, behind, shift, digits)


def _chosen(sections: tuple[_Section, ...], number: Decimal) -> _Section | None:
    """The section for a number: by conditions, else positive; negative; zero."""
    if not sections:
        return None
    if any(section.condition for section in sections):
        fitting = (each for each in sections if each.condition is None or compare(number, *each.condition))
        return next(fitting, None)
    if number == 0 and len(sections) > 2:
        return sections[2]
    return sections[1] if number < 0 and len(sections) > 1 else sections[0]
