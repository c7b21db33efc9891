"""Laying out a table of a form: header, rows, total line, levels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from jixiao.forms.numbers import plain_number
from jixiao.grid.address import address
from jixiao_samples.plan import LayoutStyle, SheetPlan

_MEASURE = ("target", "unit", "operator")


def lay_table(plan: SheetPlan, block: dict[str, Any], row: int) -> int:
    """Put a table block at ``row``; gives the first row below it."""
    return _Table(plan, block).lay(row)


class _Table:
    """One table block of a layout on its way into the plan."""

    def __init__(self, plan: SheetPlan, block: dict[str, Any]) -> None:
        self.plan = plan
        self.style = plan.style
        self.key: str = block["table"]
        self.raw = next(entry for entry in plan.definition.raw["tables"] if entry["key"] == self.key)
        self.values = cast("dict[str, Any]", plan.document)
        self.entries: list[dict[str, Any]] = self.values[self.key]
        self.caption: str = block.get("caption", "none")
        self.caption_span: int = 0 if self.caption == "none" else block.get("caption_span", 1)
        self.spans: list[tuple[str, int, int]] = []  # column key, form column it starts in, columns it covers
        left = self.caption_span
        for key, span in block["columns"]:
            self.spans.append((key, left, span))
            left += span
        self.combined = "unit" not in {key for key, _, _ in self.spans}

    def lay(self, row: int) -> int:
        """Put header, rows and total; gives the first row below."""
        total = self.raw.get("total")
        header = row
        self._header(row)
        row += 1
        if total and total.get("first"):
            self._total(row, total)
            row += 1
        first = row
        self._rows(row)
        row += len(self.entries)
        if total and not total.get("first"):
            self._total(row, total)
            row += 1
        if self.caption != "none":
            top = header if self.caption == "header" else first
            text = label_text(self.raw["label"], self.style, alone=True)
            self.plan.put(top, 0, text, "label", span=self.caption_span, rows=row - top)
            if top > header:
                self.plan.put(header, 0, None, "label", span=self.caption_span)
        return row

    def _header(self, row: int) -> None:
        labels = {column["key"]: column["label"] for column in self.raw["columns"]}
        for key, left, span in self.spans:
            self.plan.put(row, left, label_text(labels[key], self.style, alone=True), "label", span=span)
            self.plan.spots[f"{self.key}/header/{key}"] = (row, self.plan.column(left))

    def _rows(self, row: int) -> None:
        for key, left, span in self.spans:
            if key in ("level1", "level2"):
                self._levels(row, key, left, span)
                continue
            for index, entry in enumerate(self.entries):
                self._cell(row + index, left, span, key, index, entry)
        for entry in self.entries:
            entry["cell"] = entry["cells"].get(self.raw["item"], "")

    def _cell(self, row: int, left: int, span: int, key: str, index: int, entry: dict[str, Any]) -> None:
        number_format = None
        value: Decimal | str | None
        if self.key == "indicators" and key in _MEASURE:
            value, number_format = measure_cell(entry, key, self.style, combined=self.combined)
            entry[key] = "百分比" if key == "unit" and value == "百分比" else entry[key]
        elif self.key == "indicators" and key == "level3" and self.raw.get("counter"):
            value = f"指标{self._number(index)}{'：' if self.style.punctuation == 'full' else ':'}{entry[key] or ''}"
        elif isinstance(entry[key], Decimal):
            value = money_cell(entry[key], self.style)
        elif key == "seq" and str(entry[key]).isdigit():
            value = Decimal(entry[key])
        else:
            value = entry[key]
        long = isinstance(value, str) and self._too_long(value, left, span)
        spot = self.plan.put(row, left, value, "text" if long else "short", span=span)
        self.plan.cells[spot].number_format = number_format
        self.plan.spots[f"{self.key}/{index}/{key}"] = spot
        if value is None:
            return
        entry["cells"][key] = address(*spot)
        if key == "target" and self.combined:
            self._share_cell(entry, spot)

    def _too_long(self, text: str, left: int, span: int) -> bool:
        """Whether a text needs more than a line, so that it is set left and not centred."""
        width = sum(self.plan.definition.raw["layout"]["widths"][left : left + span])
        return "\n" in text or 2 * len(text) >= width

    def _share_cell(self, entry: dict[str, Any], spot: tuple[int, int]) -> None:
        for part in ("operator", "unit"):
            if entry[part] is not None:
                entry["cells"][part] = address(*spot)

    def _number(self, index: int) -> int:
        """Position of a row within its level 2, from 1."""
        level = self.entries[index]["level2"]
        return sum(1 for entry in self.entries[: index + 1] if entry["level2"] == level)

    def _levels(self, row: int, key: str, left: int, span: int) -> None:
        for start, stop in _runs(self.entries, key):
            height = stop - start if self.style.levels == "merged" else 1
            for index in range(start, stop):
                first = index == start
                if not first and self.style.levels == "merged":
                    pass
                else:
                    shown = self.entries[index][key] if first or self.style.levels == "repeated" else None
                    spot = self.plan.put(row + index, left, shown, "label", span=span, rows=height if first else 1)
                here = spot if self.style.levels == "repeated" or first else (row + start, self.plan.column(left))
                self.plan.spots[f"{self.key}/{index}/{key}"] = here
                if self.entries[index][key] is not None:
                    self.entries[index]["cells"][key] = address(*here)

    def _total(self, row: int, total: dict[str, Any]) -> None:
        """Lay out the total line: its label before the amount, blanks around it."""
        label = label_text(total["label"], self.style, alone=True)
        before = next(left for key, left, _ in self.spans if key == total["column"])
        self.plan.put(row, self.caption_span, label, "label", span=before - self.caption_span)
        amount = self.values[total["key"]]
        for key, left, span in self.spans:
            if key == total["column"]:
                shown = None if amount is None else money_cell(amount, self.style)
                spot = self.plan.put(row, left, shown, "short", span=span)
                self.plan.spots[total["key"]] = spot
                if amount is not None:
                    self.plan.document["cells"][total["key"]] = address(*spot)
            elif left > before:
                self.plan.put(row, left, None, "text", span=span)


def _runs(entries: Sequence[dict[str, Any]], key: str) -> Iterator[tuple[int, int]]:
    """Yield ranges of rows with the same level; a level 2 ends with its level 1."""
    start = 0
    for index in range(1, len(entries) + 1):
        ended = index == len(entries) or entries[index][key] != entries[start][key]
        if ended or (key == "level2" and entries[index]["level1"] != entries[start]["level1"]):
            yield start, index
            start = index


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
    return plain_number(amount) if style.numbers == "text" else amount


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
        return f"{indicator['operator'] or ''}{plain_number(target)}{unit or ''}", None
    if unit == "%" and style.percent == "format":
        return target / 100, "0%"
    if style.numbers == "thousands":
        return f"{target:,}", None
    return (plain_number(target) if style.numbers == "text" else target), None
