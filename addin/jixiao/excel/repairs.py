"""Repairs that lose nothing: the content stays, only how it is written and in which column it stands changes."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.wording import table
from jixiao.excel.filling import Entry
from jixiao.forms.document import Document, Indicator
from jixiao.forms.text import clean, has_markup
from jixiao.grid.address import parse_address
from jixiao.grid.model import Sheet, Value

CLAIMED = ("GOL-005", "UNT-001")
"""The findings that are gone after a repair, wherever the cell holds no formula."""

_MOVED = ("operator", "target", "unit")
_BLANK = "留空"
_SHIFTED = frozenset({"values-rotated"})


def repairs_of(document: Document, sheet: Sheet) -> Iterator[Entry]:
    """What is to be rewritten on a form. A cell is rewritten once: the first repair that applies counts."""
    done: set[tuple[int, int]] = set()
    for entry in (
        *_shifted(document, sheet),
        *_units(document),
        *_spellings(document, sheet),
        *_markup(document, sheet),
    ):
        if entry.place not in done:
            done.add(entry.place)
            yield entry


def _entry(document: Document, cell: str, value: str | float | None, about: str) -> Entry:
    return Entry(document["source"]["sheet"], parse_address(cell), value, about=about)


def _shifted(document: Document, sheet: Sheet) -> Iterator[Entry]:
    """Rows whose sign, value and unit stand in each other's columns: each back into its own.

    Only where the three cells hold all that is moved, so that nothing is overwritten.
    """
    columns = _usual_columns(document)
    rotated = {
        parse_address(cell)[0]: note["cells"]
        for note in document["notes"]
        if note["code"] in _SHIFTED
        for cell in note["cells"][:1]
    }
    for indicator in document.get("indicators") or []:
        cells = {key: cell for key, cell in indicator["cells"].items() if key in _MOVED}
        row = parse_address(cells["target"])[0] if "target" in cells else 0
        if row not in rotated or not set(cells) <= set(columns) or len(set(cells.values())) != len(cells):
            continue
        homes = {key: f"{columns[key]}{row}" for key in cells}
        if set(homes.values()) != set(cells.values()) or homes == cells:
            continue
        for key, home in homes.items():
            value = sheet.value(*parse_address(cells[key]))
            if isinstance(value, str | float) and not isinstance(value, bool):
                yield _entry(document, home, value, "移回本列")


def _usual_columns(document: Document) -> dict[str, str]:
    """Key → letters of the column in which most rows have it."""
    seen: dict[str, Counter[str]] = {key: Counter() for key in _MOVED}
    for indicator in document.get("indicators") or []:
        for key in _MOVED:
            if key in indicator["cells"]:
                seen[key][indicator["cells"][key].rstrip("0123456789")] += 1
    return {key: counts.most_common(1)[0][0] for key, counts in seen.items() if counts}


def _units(document: Document) -> Iterator[Entry]:
    """百分比 → %; only where the unit has a cell of its own."""
    spellings = table("unit_spellings")
    for indicator in document.get("indicators") or []:
        unit, cell = indicator["unit"], _own_cell(indicator, "unit")
        if unit is None or cell is None:
            continue
        expected = spellings.get(unit.replace(" ", "").replace("\u3000", ""))
        if expected is not None:
            yield _entry(document, cell, _spelt(expected), "度量单位")


def _spelt(expected: str) -> str | None:
    """The spelling, or None where the dictionary says to leave the cell blank."""
    return None if expected == _BLANK else expected


def _own_cell(indicator: Indicator, key: str) -> str | None:
    """The cell of a key if nothing else was read from it."""
    cell = indicator["cells"].get(key)
    shared = sum(other == cell for other in indicator["cells"].values()) > 1
    return None if shared else cell


def _spellings(document: Document, sheet: Sheet) -> Iterator[Entry]:
    """Signs and numbers: >= and 大于等于 become ≥, full-width digits plain ones, a number typed as text a number."""
    for indicator in document.get("indicators") or []:
        operator, cell = indicator["operator"], _own_cell(indicator, "operator")
        if operator is not None and cell is not None and sheet.value(*parse_address(cell)) != operator:
            yield _entry(document, cell, operator, "计算符号")
        target = _own_cell(indicator, "target")
        if target is not None:
            yield from _number(document, sheet, target, indicator["target"])
    for key, cell in document["cells"].items():
        group, _, name = key.partition(".")
        if group in ("funding", "budget"):
            value = document.get(group, {}).get(name)  # type: ignore[attr-defined]
            yield from _number(document, sheet, cell, value)


def _number(document: Document, sheet: Sheet, cell: str, read: object) -> Iterator[Entry]:
    """A number that stands there as text in full-width digits."""
    value: Value | None = sheet.value(*parse_address(cell))
    if not isinstance(value, str) or not isinstance(read, Decimal):
        return
    folded = unicodedata.normalize("NFKC", value).strip()
    if folded != value.strip() and folded.replace(",", "").replace(".", "", 1).isdecimal():
        yield _entry(document, cell, float(folded.replace(",", "")), "全角数字")


def _markup(document: Document, sheet: Sheet) -> Iterator[Entry]:
    """Texts without the tags of a web page."""
    for note in document["notes"]:
        if note["code"] == "markup":
            for cell in note["cells"]:
                value = sheet.value(*parse_address(cell))
                if isinstance(value, str) and has_markup(value):
                    yield _entry(document, cell, clean(value), "网页标签")
