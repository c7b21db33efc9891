"""The end of a reading: what no key took, what may stand there, the share known."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from operator import itemgetter
from typing import Any, cast

from jixiao.forms.cell_text import is_placeholder, text_of
from jixiao.forms.document import Document
from jixiao.forms.general.column_contents import Rows
from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.label_words import is_note
from jixiao.forms.general.labelled_values import LabelledValues
from jixiao.forms.region import Region
from jixiao.grid.address import address

_DOUBTS = (
    ("funding", re.compile(r"资金|预算|金额|经费|投资|拨款|收入|支出")),
    ("goals", re.compile(r"目标")),
    ("department", re.compile(r"部门|单位")),
    ("project", re.compile(r"项目|名称")),
)
LONG = 12


def finished(region: Region, document: dict[str, Any], labelled: LabelledValues, tables: list[FoundTable]) -> Document:
    """Return the document with what was not read, and how much was understood."""
    document["unread"] = _unread(region, document)
    doubts: dict[str, list[str]] = document.get("doubts", {})
    for each in labelled.found:
        if each.meaning is None and each.place is not None and each.value is not None:
            for key, pattern in _DOUBTS:
                if pattern.search(each.label):
                    doubts.setdefault(key, []).append(address(*each.place))
    for left in document["unread"]:
        if len(left["text"]) > LONG and not is_note(left["text"]):
            doubts.setdefault("goals", []).append(left["cell"])
    if doubts:
        document["doubts"] = doubts
    titles = [title for table in tables for title in table.header.titles]
    known = labelled.known + sum(1 for t in titles if t.column or t.field or t.task)
    unknown = labelled.unknown + sum(1 for t in titles if not (t.column or t.field or t.task))
    document["source"]["fit"] = round(known / max(known + unknown, 1), 2)
    return cast(Document, document)


def _unread(region: Region, document: dict[str, Any]) -> list[dict[str, str]]:
    rows = document["source"].get("rows")
    found = []
    first, last = (0, len(region.rows)) if rows is None else _between(region.rows, rows[0], rows[1])
    for row, cells in region.rows[first:last]:
        for column, value in cells.items():
            if (row, column) in region.taken or is_placeholder(value):
                continue
            text = text_of(value, region.sheet.formats.get((row, column)))
            found.append({"cell": address(row, column), "text": text or str(value)})
    return found


def _between(rows: Rows, top: int, bottom: int) -> tuple[int, int]:
    """Return where in a block's ordered rows those of one document begin and end."""
    return bisect_left(rows, top, key=itemgetter(0)), bisect_right(rows, bottom, key=itemgetter(0))
