"""The month of a monitoring form: its title, the line below, the headers.

The month is told by an observation ``month`` (observations.py), where all that name one name the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from jixiao.forms.document import Document, Observation
from jixiao.forms.text import tidy
from jixiao.grid.address import Range, address, parse_address
from jixiao.grid.model import Sheet
from jixiao.late_patterns import late_pattern

_HEADER_ROWS = 3
_MAX_TEXT = 60
# 1—9月, 1月至9月, 2026年1月1日—9月30日, 截至2026年9月, 9月底; 7-9月 and 三季度 do not begin with the year
_TO_MONTH = late_pattern(
    r"(?:(?<!\d)1月?(?:份|1日)?[-—–~至到]+(?:20\d\d年)?|截[至止]到?(?:20\d\d年)?)(?P<to>1[0-2]|0?[1-9])月"
    r"|(?<![-—–~～至到\d])(?P<end>1[0-2]|0?[1-9])月[底末]|(?P<words>上半年|前三季度)"
)
_WORDS = {"上半年": 6, "前三季度": 9}


def tell_month(sheet: Sheet, documents: list[Document]) -> None:
    """Add to the monitoring forms of a sheet the month they go to."""
    monitoring = [document for document in documents if document["kind"] == "monitoring"]
    merged: dict[int, list[Range]] = {}
    for span in sheet.merges if monitoring else ():
        for row in range(span.top, min(span.bottom, span.top + _HEADER_ROWS - 1) + 1):
            merged.setdefault(row, []).append(span)
    for document in monitoring:
        named = [(month, place) for place in _headings(document, merged) for month in _months(sheet, place)]
        if len({month for month, _ in named}) == 1:
            month, place = named[0]
            seen: Observation = {"code": "month", "cells": [address(*place)], "texts": [str(month)]}
            document.setdefault("observations", []).append(seen)


def _months(sheet: Sheet, place: tuple[int, int]) -> Iterator[int]:
    text = sheet.value(*place)
    for found in _TO_MONTH.finditer(tidy(text)) if isinstance(text, str) and len(text) <= _MAX_TEXT else ():
        yield _WORDS[found["words"]] if found["words"] else int(found["to"] or found["end"])


def _headings(document: Document, merged: Mapping[int, Sequence[Range]]) -> Iterator[tuple[int, int]]:
    """Return the title, the line below it, and what is above the columns reached."""
    top, left = parse_address(document["source"]["title_cell"])
    yield from ((top, left), (top + 1, left))
    rows = (("actual_to_july", document.get("indicators", ())), ("executed_to_july", document.get("execution", ())))
    for key, lines in rows:
        places = [parse_address(line["cells"][key]) for line in lines if key in line["cells"]]
        first = min((parse_address(line["cell"])[0] for line in lines), default=0)
        for column in {column for _, column in places}:
            for row in range(max(top + 1, first - _HEADER_ROWS), first):
                spans = (span for span in merged.get(row, ()) if span.left <= column <= span.right)
                yield next(((span.top, span.left) for span in spans), (row, column))
