"""The columns and rows of a ``layout``, before they become a sheet's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jixiao.errors import DefinitionError
from jixiao.forms.definition import Field, FormDefinition
from jixiao.templates.fitting import printed_width
from jixiao.templates.tablelayout import prepared_levels

Raw = Mapping[str, Any]
"""A part of a definition as it stands in ``schema/forms``."""

LABEL_SHARE = 0.6
"""Of a column that label and value share, the label takes at most this part and wraps."""
LABEL_WIDTH = 16
"""A column is made as wide as the labels in it, up to this: seven characters on one line."""


def split_columns(definition: FormDefinition) -> list[list[float]]:
    """Return the widths of each layout column: one, or two for label and value.

    Raises ``DefinitionError`` for a row that is wider than the form.
    """
    widths: list[float] = definition.raw["layout"]["widths"]
    for place, right in _right_ends(definition.raw["layout"]["rows"]):
        if right > len(widths):
            raise DefinitionError(
                f"表单定义 {definition.id}：layout 的{place} 有 {right} 列，widths 只有 {len(widths)} 列"
            )
    needed: dict[int, int] = {}
    labels: dict[int, int] = _level_widths(definition)
    for row in laid_out_rows(definition.raw["layout"]["rows"]):
        for left, cell in row:
            if "inline" in cell and cell.get("span", 1) == 1 and "\n" not in cell.get("separator", ""):
                label = printed_width(str(field_of(definition, cell["inline"], cell.get("as")).label)) + 3
                needed[left] = max(needed.get(left, 0), label)
            elif "label" in cell and cell.get("span", 1) == 1:
                width = printed_width(str(field_of(definition, cell["label"], cell.get("as")).label)) + 2
                labels[left] = max(labels.get(left, 0), min(width, LABEL_WIDTH))
    split = {index: min(float(label), round(widths[index] * LABEL_SHARE, 1)) for index, label in needed.items()}
    return [
        [split[index], width - split[index]] if index in split else [max(width, float(labels.get(index, 0)))]
        for index, width in enumerate(widths)
    ]


def _right_ends(rows: Sequence[Any]) -> Iterator[tuple[str, int]]:
    """Yield where each laid-out row and table ends: its place in words, its columns."""
    for number, row in enumerate(laid_out_rows(rows), start=1):
        yield f"第 {number} 行（表格不数）", max((left + cell.get("span", 1) for left, cell in row), default=0)
    for block in rows:
        if isinstance(block, Mapping):
            yield f"表 {block['table']}", _caption_span(block) + sum(span for _, span in block["columns"])


def _caption_span(block: Raw) -> int:
    """Return how many columns the caption of a table takes."""
    return block.get("caption_span", 1) if block.get("caption", "none") != "none" else 0


def _level_widths(definition: FormDefinition) -> dict[int, int]:
    """Return the widths of level columns for the classification's longest name."""
    found: dict[int, int] = {}
    for block in definition.raw["layout"]["rows"]:
        table = definition.table(block["table"]) if isinstance(block, Mapping) else None
        if table is None or table.key != "indicators":
            continue
        names = prepared_levels(table)
        left = _caption_span(block)
        for key, span in block["columns"]:
            if key in ("level1", "level2") and span == 1:
                found[left] = 2 + max(printed_width(pair[key == "level2"]) for pair in names)
            left += span
    return found


def laid_out_rows(rows: Sequence[Any]) -> Iterator[list[tuple[int, Raw]]]:
    """Yield laid-out rows as lists of (column from 0, cell)."""
    # Columns taken by a cell from above are skipped.
    taken: dict[int, int] = {}
    for row in rows:
        if isinstance(row, Mapping):
            continue
        covered, taken = taken, {column: left - 1 for column, left in taken.items() if left > 1}
        found: list[tuple[int, Raw]] = []
        left = 0
        for cell in row:
            while left in covered:
                left += 1
            found.append((left, cell))
            span, height = cell.get("span", 1), cell.get("rows", 1)
            if height > 1:
                taken |= dict.fromkeys(range(left, left + span), height - 1)
            left += span
        yield found


def field_of(definition: FormDefinition, key: str, label: str | None) -> Field:
    """Return the key's field with that label, else its first one."""
    fields = [entry for entry in definition.fields if entry.key == key]
    return next((entry for entry in fields if entry.label == label), fields[0])
