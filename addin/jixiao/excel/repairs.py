"""Repairs that lose nothing: another spelling, or the right column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jixiao.checks.checked_form import Form
from jixiao.checks.profile import load_profile
from jixiao.checks.rows import Row
from jixiao.checks.wording import table
from jixiao.excel.cell_contents import Place
from jixiao.excel.filling import CellEntry
from jixiao.excel.slid_rows import applied, read_again, slid_rows
from jixiao.forms.document import Document
from jixiao.forms.general.definitions import definition_of
from jixiao.forms.measures import operator_of, split_measure
from jixiao.forms.numbers import parse_number
from jixiao.forms.text import clean, dictionary, has_markup, longest_first, tidy
from jixiao.grid.address import address, parse_address
from jixiao.grid.model import Sheet

_BLANK = "留空"
_MONEY_OR_NUMBER = frozenset({"万", "亿"})
"""万 is 万元 in a cost and 10,000 elsewhere."""
_TYPED = {
    "operator": "operator", "unit": "unit", "target": "target", "actual": "target", "money": "number",
    "number": "number", "percent": "number", "date": "short", "phone": "short",
}  # fmt: skip
"""Type of a column or field → how its cells are repaired."""
_WIDE = {
    code: code - 0xFEE0 for a, z in (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ")) for code in range(ord(a), ord(z) + 1)
}
_WIDE_MARKS = ((re.compile(r"(?<=\d)．(?=\d)"), "."), (re.compile(r"(?<=\d)[％﹪]"), "%"))
_NUMBER = re.compile(r"-?[\d,]*\.?\d+")
_MOST_DIGITS = 15  # more are not kept by a spreadsheet
_MOST_ROUNDS = 5
_PLAIN_WORDS = ("大于等于", "大于或等于", "小于等于", "小于或等于", "等于")
"""Names of operators; 不低于 and the like read well in front of a number and stay."""


@dataclass(slots=True)
class Repairs:
    """What is to be written, and what a user has to put right."""

    entries: list[CellEntry] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def repairs_of(document: Document, sheet: Sheet) -> Repairs:
    """Return what is rewritten on a form, each cell once."""
    entries, rows = slid_rows(document, sheet)
    left = [f"{sheet.name}第{row}行错列，移回会盖住别的内容、公式或合并单元格，请手工移回" for row in rows]
    by_place = {entry.place: entry for entry in entries}
    if entries:
        sheet = applied(sheet, entries)
        document = read_again(document, sheet) or document
    spellings = _Spellings(document, sheet)
    for entry in spellings.entries():
        moved = by_place.get(entry.place)
        about = f"{moved.about}、{entry.about}" if moved is not None else entry.about
        like = moved.like if moved is not None else None
        by_place[entry.place] = CellEntry(entry.sheet, entry.place, entry.value, about=about, like=like)
    return Repairs(list(by_place.values()), left + spellings.left)


class _Spellings:
    """How the values of a form are written."""

    def __init__(self, document: Document, sheet: Sheet) -> None:
        self.document = document
        self.sheet = sheet
        self.form = Form(document, definition_of(document), load_profile())
        self.left: list[str] = []
        self._units: dict[Place, Row] = {}
        for row in self.form.rows:
            cell = row.data["cells"].get("unit")
            if cell is not None and row.unit is not None:
                self._units[parse_address(cell)] = row

    def entries(self) -> Iterator[CellEntry]:
        """The cells that are to be rewritten."""
        for place, kind in self._kinds().items():
            value = self.sheet.value(*place)
            if not isinstance(value, str):
                continue
            written: str | float | None = value
            about = []
            for name, change in _CHANGES:
                if not isinstance(written, str):
                    break
                changed = change(self, place, kind, written)
                if changed != written:
                    written = changed
                    about.append(name)
            if about:
                yield CellEntry(self.sheet.name, place, written, about="、".join(about))

    def _kinds(self) -> dict[Place, str]:
        """Every cell of the form that was read, and how it is repaired."""
        definition = self.form.definition
        types = {each.key: each.type for each in definition.fields}
        kinds = {
            parse_address(cell): _TYPED.get(types.get(key, ""), "text") for key, cell in self.document["cells"].items()
        }
        for each in definition.tables:
            types = {column.key: column.type for column in each.columns}
            rows: list[dict[str, dict[str, str]]] = self.document.get(each.key) or []  # type: ignore[assignment]
            for row in rows:
                for key, cell in row["cells"].items():
                    kind = _TYPED.get(types.get(key, "target" if key in ("operator", "unit") else ""), "text")
                    place = parse_address(cell)
                    kinds[place] = kind if kinds.get(place, kind) == kind else "target"
        for note in self.document["notes"]:
            if note["code"] == "markup":
                for cell in note["cells"]:
                    kinds.setdefault(parse_address(cell), "text")
        return kinds

    def markup(self, _place: Place, _kind: str, text: str) -> str:
        """Without the tags and entities of a web page."""
        for _ in range(_MOST_ROUNDS):
            if not has_markup(text):
                break
            text = clean(text)
        return text

    def half_width(self, _place: Place, kind: str, text: str) -> str | float:
        """Return full-width digits and letters as plain ones; a mere number as such."""
        if kind == "text":
            return text
        plain = text.translate(_WIDE)
        for pattern, mark in _WIDE_MARKS:
            plain = pattern.sub(mark, plain)
        number = tidy(text)
        is_number = kind in ("target", "number") and parse_number(text) is not None and _NUMBER.fullmatch(number)
        if number != text.strip() and is_number and sum(map(str.isdigit, number)) <= _MOST_DIGITS:
            return float(number.replace(",", ""))
        return plain

    def operator(self, _place: Place, kind: str, text: str) -> str:
        """>= and 大于等于 as ≥."""
        if kind == "operator":
            return operator_of(text) or text
        if kind != "target" or (measure := split_measure(text)) is None or measure.operator is None:
            return text
        word = next((word for word in _prefixes() if text.strip().startswith(word)), None)
        return measure.operator + text.strip()[len(word) :].lstrip() if word is not None else text

    def unit(self, place: Place, kind: str, text: str) -> str | None:
        """百分比 as %; a unit that is no unit as nothing."""
        row = self._units.get(place)
        if row is None or row.unit is None or kind not in ("unit", "target"):
            return text
        unit = tidy(row.unit)
        expected = table("unit_spellings").get(unit) or table("unit_variants").get(unit)  # both right, one wanted
        if expected is None:
            return text
        if tidy(row.unit) in _MONEY_OR_NUMBER and not row.is_money:
            where = f"{self.sheet.name}!{address(*place)}"
            self.left.append(f"{where}的“{row.unit}”可能是数量，也可能是金额单位，请自行改正")
            return text
        spelt = "" if expected == _BLANK else str(expected)
        if kind == "unit":
            return spelt or None
        unit = row.unit.translate(_WIDE)
        return text.replace(unit, spelt) if text.count(unit) == 1 else text


def _prefixes() -> list[str]:
    """Return the operators' spellings before a number, the longest first."""
    words = [
        (word, symbol)
        for symbol, spellings in dictionary("labels")["operators"].items()
        for word in spellings
        if word != symbol and (word in _PLAIN_WORDS or not any("\u4e00" <= char <= "\u9fff" for char in word))
    ]
    wide = str.maketrans("<>=", "＜＞＝")
    mixed = {
        each for word, _ in words for each in (word, word.translate(wide), f"{word[:1].translate(wide)}{word[1:]}")
    }
    mixed |= {f"{word[:1]}{word[1:].translate(wide)}" for word, _ in words}
    return longest_first(mixed | {"＜", "＞", "＝"})


_CHANGES = (
    ("网页标签", _Spellings.markup),
    ("全角字符", _Spellings.half_width),
    ("计算符号", _Spellings.operator),
    ("度量单位", _Spellings.unit),
)
"""In this order; a number ends them."""
