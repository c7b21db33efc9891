"""What the check must know of a form beyond its values.

The reader forgives all of this silently; the check reports it. An observation is a code and cells, with what stands in
each cell, or the key it is about:

``label`` a label with blanks inside, in other words than printed or bracketed in another way · ``field-blank`` the place of
a value that its label lacks, or the label in its row, and the field's key · ``row-empty`` the item cell of an indicator row that holds placeholders
only, and the level 2 it stands under · ``header-repeated`` a header repeated inside its table · ``column-missing`` a
header without one of its columns, and the column's key · ``column-untitled`` an empty cell of a header above a filled
column, and that column's key · ``covered`` a cell under a merge that begins in an earlier row, or the label beside it, and its key ·
``row-columns`` where the columns begin in a row whose values stand in others' columns, and the columns' keys ·
``column-guessed`` the title of a column that only its cells tell, and the column's key ·
``column-empty`` the title of a column of results without any, and the column's key ·
``year-line`` the cell that named the fiscal year, if it was not the title · ``month`` the month up to which a monitoring
form goes (monitored_month.py) · ``levels-asked`` the levels that a list has
columns for, where it has none for others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import Any

from jixiao.forms.cell_text import is_placeholder, text_of
from jixiao.forms.document import Document, Note, Observation, value_at
from jixiao.forms.form_labels import FormLabels
from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.labels import MAX_LABEL, cached_form
from jixiao.forms.money import says_amount
from jixiao.forms.region import Region
from jixiao.forms.slots import Slot, Slots
from jixiao.forms.structure import Block, Structure
from jixiao.forms.tables import without_caption
from jixiao.forms.text import dictionary, fold, has_blank_inside
from jixiao.forms.total_words import is_total
from jixiao.grid.address import Range, address, parse_address
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

_BRACKETS = late_pattern(r"[()\[\]【】]")
# 指标2：, 指标 3:…… : a line of a blank form, whether the form prints counters or not
_EMPTY_COUNTER = late_pattern(r"\s*指标\s*\d{0,3}[\s:：.…。·—_]*")
_SLID = frozenset(("row-realigned", "values-rotated", "nature-in-remark"))
_CARRIED = frozenset(
    (
        "target",
        "unit",
        "operator",
        "explanation",
        "scoring_standard",
        "actual",
        "actual_to_july",
        "expected",
        "points",
        "score",
        "deviation",
    )
)
"""The keys that one cell may state for several rows of indicators."""
_RESULTS = frozenset(("actual", "actual_to_july", "expected", "score", "deviation"))


def observe(region: Region, labels: FormLabels, structure: Structure, document: Document) -> list[Observation]:
    """Everything worth an observation, in a fixed order."""
    found = [*_labels(region, labels, structure, document), *_blank_fields(region, labels, structure, document)]
    for block in structure.blocks:
        found.extend(_missing_columns(block))
        found.extend(_repeated_headers(block, structure))
        for (row, column), key in block.guessed.items():
            texts = [_raw(region, row, column), key]
            found.append({"code": "column-guessed", "cells": [address(row, column)] * 2, "texts": texts})
        if block.table.key == "indicators":
            found.extend(observe_rows(region, block, document["indicators"], document["notes"]))
    cell = document["cells"].get("fiscal_year")
    if cell is not None:
        row, column = parse_address(cell)
        found.append({"code": "year-line", "cells": [cell], "texts": [_raw(region, row, column)]})
    return found


def _raw(region: Region, row: int, column: int) -> str:
    value = region.sheet.value(row, column)
    return "" if value is None else str(text_of(value) or "")


def _labels(region: Region, labels: FormLabels, structure: Structure, document: Document) -> Iterator[Observation]:
    """Yield labels, headers and levels that are not typed as the form prints them."""
    cells: list[str] = []
    texts: list[str] = []
    headers = {row for block in structure.blocks for row in block.lines}
    labelled = [*structure.head, *(line for line in region.rows if line[0] in headers)] if headers else structure.head
    for row, values in sorted(labelled, key=itemgetter(0)):
        for column in values:
            value = region.sheet.value(row, column)  # with its blanks
            if (
                isinstance(value, str)
                and len(value) <= MAX_LABEL
                and (row, column) in region.taken
                and _is_odd_label(labels, value, row in headers)
            ):
                cells.append(address(row, column))
                texts.append(value.strip())
    for cell in _level_cells(document):
        level = region.sheet.value(*parse_address(cell))
        if isinstance(level, str) and len(level) <= MAX_LABEL and has_blank_inside(level):
            cells.append(cell)
            texts.append(level.strip())
    if cells:
        yield {"code": "label", "cells": cells, "texts": texts}


@lru_cache(maxsize=4096)
def _is_odd_label(labels: FormLabels, text: str, in_header: bool) -> bool:
    """Return whether a label is typed with blanks, in other words or brackets."""
    form = cached_form(text)
    if form not in labels.head.forms and not (in_header and len(labels.split(text)) == 1):
        return False
    return (
        has_blank_inside(text)
        or form in dictionary("wording")["label_names"]
        or _bracketed_otherwise(text, _printed(labels).get(form))
    )


def _level_cells(document: Document) -> Iterator[str]:
    """The cells that name a level 1 or a level 2, each once."""
    named: dict[str | None, None] = {}
    for row in document.get("indicators", ()):
        cells = row["cells"]
        named[cells.get("level1")] = named[cells.get("level2")] = None
    return (cell for cell in named if cell is not None)


@lru_cache(maxsize=64)
def _printed(labels: FormLabels) -> dict[str, str]:
    """Label form → the label as the form prints it, for labels that have brackets."""
    raw = labels.definition.raw
    columns = [column for table in raw["tables"] for column in table["columns"]]
    entries = [*raw["fields"], *columns]
    return {cached_form(entry["label"]): entry["label"] for entry in reversed(entries) if "(" in fold(entry["label"])}


def _bracketed_otherwise(text: str, printed: str | None) -> bool:
    if printed is None or not _BRACKETS.search(fold(text)):
        return False
    return _BRACKETS.split(fold(text).replace(":", "")) != _BRACKETS.split(fold(printed))


def _blank_fields(
    region: Region, labels: FormLabels, structure: Structure, document: Document
) -> Iterator[Observation]:
    """Fields whose label is there and whose value is not."""
    blank = [entry for entry in labels.definition.fields if value_at(document, entry.key) is None]
    if not blank:
        return
    forms = {form: entry.key for entry in reversed(blank) for form in entry.labels}
    cells: dict[str, str] = {}
    for row, values in structure.head:
        for column, value in values.items():
            if isinstance(value, str):
                for hit in labels.head.match_all(value):
                    key = forms.get(hit.form)
                    headed = str(key).startswith("funding.") and _heads_labels(region, row, column)
                    if key is not None and key not in cells and not headed:
                        cells[key] = address(row, column)
    if cells:
        places = [region.place_left_blank(cell) for cell in cells.values()]
        yield {"code": "field-blank", "cells": places, "texts": list(cells)}
        yield from covered_amounts(region, document, cells)


def covered_amounts(region: Region, document: Mapping[str, Any], blanks: Mapping[str, str]) -> Iterator[Observation]:
    """Yield the blank sources (key → label) that the amount above is merged over."""
    amounts = [parse_address(cell) for key, cell in document["cells"].items() if key.startswith("funding.")]
    for key, (row, label) in ((key, parse_address(cell)) for key, cell in blanks.items()):
        over = (top < row <= region.bottom_edge(top, column) for top, column in amounts if column > label)
        if key.startswith("funding.") and any(over):
            yield {"code": "covered", "cells": [address(row, label)], "texts": [key]}


def _heads_labels(region: Region, row: int, column: int) -> bool:
    """Return whether a label has other labels beside it and no place for a value."""
    filled = sorted({each for _, cells in region.rows for each in cells})  # blank columns between are no places
    place = next((each for each in filled if each > region.right_edge(row, column)), 0)
    beside = region.sheet.value(row, place)
    amount = next((value for each, value in sorted(region.sheet.rows[row].items()) if each > place), None)
    if not isinstance(beside, str) or says_amount(beside):
        return False
    return region.bottom_edge(row, column) > row or ":" in fold(beside) or says_amount(amount)


def _missing_columns(block: Block) -> Iterator[Observation]:
    row, slots = block.headers[0]
    present = {slot.column.key for slot in slots}
    missing = [column.key for column in block.table.columns if column.key not in present]
    if missing and slots:
        yield {"code": "column-missing", "cells": [address(row, slots[0].left)] * len(missing), "texts": missing}
    if slots.untitled:
        untitled = [slot for slot in slots if slot.column.key in slots.untitled]
        cells = [address(row, slot.left) for slot in untitled]
        yield {"code": "column-untitled", "cells": cells, "texts": [slot.column.key for slot in untitled]}


def _repeated_headers(block: Block, structure: Structure) -> Iterator[Observation]:
    """Yield the headers of a table but its first that a page break left, not （二）效益指标."""
    first = next(other for other in structure.blocks if other.table is block.table)
    headings = {line.row for line in block.rows if len(line.cells) == 1}
    headers = [each for each in block.headers[first is block :] if each[0] - 1 not in headings]
    if headers:
        cells = [address(row, slots[0].left) for row, slots in headers]
        yield {"code": "header-repeated", "cells": cells, "texts": [slots[0].column.label for _, slots in headers]}


def repeated_headers(tables: Iterable[FoundTable]) -> Iterator[Observation]:
    """Yield the headers that stand once more right below rows of the same table."""
    indicators = (table for table in tables if table.header.kind == "indicators")
    again = [after.header for table, after in pairwise(indicators) if after.goes_on_from(table)]
    if again:
        cells = [address(header.top, header.left) for header in again]
        yield {"code": "header-repeated", "cells": cells, "texts": [header.titles[0].text for header in again]}


def observe_rows(
    region: Region, block: Block, indicators: Sequence[Mapping[str, Any]], notes: Sequence[Note]
) -> Iterator[Observation]:
    """Yield rows without an indicator, cells below a merge, columns of slid rows."""
    by_row = {parse_address(row["cells"].get("target", row["cell"]))[0]: row for row in indicators}
    by_row |= {parse_address(row["cell"])[0]: row for row in indicators}
    carried = {slot.left for _, slots in block.headers for slot in slots if slot.column.key in _CARRIED}
    tall = [
        span
        for span in region.spans.values()
        if span.bottom > span.top
        and span.bottom > block.header_row
        and not carried.isdisjoint(range(span.left, span.right + 1))
    ]
    cells: list[str] = []
    texts: list[str] = []
    for line in block.rows:
        indicator = by_row.get(line.row)
        if indicator is None and is_total(line.cells):
            continue
        if indicator is None:
            item = _item_of_empty_row(block, line.row, without_caption(block, line, region), line.slots)
            if item is not None:
                yield item
            continue
        for slot in line.slots if tall else ():
            key = slot.column.key
            if key in _CARRIED and key not in indicator["cells"] and _covered(tall, line.row, slot):
                cells.append(address(line.row, slot.left))
                texts.append(key)
    if cells:
        yield {"code": "covered", "cells": cells, "texts": texts}
    stated = {key for indicator in indicators for key in indicator["cells"]}
    for row, slots in block.headers[:1] if stated else ():
        empty = [slot for slot in slots if slot.column.key in _RESULTS - stated]
        titles = [address(row, slot.left) for slot in empty]
        if empty:
            yield {"code": "column-empty", "cells": titles, "texts": [slot.column.key for slot in empty]}
    yield from _columns_of_slid_rows(block, notes)


def _columns_of_slid_rows(block: Block, notes: Sequence[Note]) -> Iterator[Observation]:
    """Where the values of rows that slid belong."""
    slid = {parse_address(cell)[0] for note in notes if note["code"] in _SLID for cell in note["cells"][:1]}
    for line in block.rows:
        if line.row in slid:
            cells = [address(line.row, slot.left) for slot in line.slots]
            yield {"code": "row-columns", "cells": cells, "texts": [slot.column.key for slot in line.slots]}


def _item_of_empty_row(block: Block, row: int, cells: dict[int, Value], slots: Slots) -> Observation | None:
    """Return the cell of a placeholder or empty counter, with the level 2 beside it."""
    left = [(column, value) for column, value in cells.items() if isinstance(value, str)]
    level2 = [column for slot in slots if slot.column.key == "level2" for column in range(slot.left, slot.right + 1)]
    for column, value in left:
        counted = block.table.counter and cached_form(value).startswith("指标")
        if is_placeholder(value) or counted or _EMPTY_COUNTER.fullmatch(value):
            beside = next((str(v) for c, v in left if c != column and c in level2), "")
            texts = [value.strip(), beside.strip()] if beside else [value.strip()]
            return {"code": "row-empty", "cells": [address(row, column)] * len(texts), "texts": texts}
    return None


def _covered(tall: list[Range], row: int, slot: Slot) -> bool:
    return any(span.top < row <= span.bottom and span.left <= slot.left <= span.right for span in tall)
