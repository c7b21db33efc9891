"""The drop-down lists of a workbook, on a hidden sheet behind names."""

# Never an inline list: beyond 255 characters Excel takes the file for damaged.

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from jixiao.forms.range_names import plain_name
from jixiao.forms.text import dictionary
from jixiao.grid.address import Range, elsewhere
from jixiao.templates.sheet_formulas import absolute

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

    from jixiao.templates.template_styles import TemplateStyles

SHEET = "_列表"
UNITS = "度量单位_选项"
_FIRST_UNITS = ("%", "万元", "元", "人", "次", "个", "人次", "项", "户", "公里")
"""What most indicators are measured in stands at the top of the list."""


class Lists:
    """Collects lists while forms are written, and writes them at the end."""

    def __init__(self) -> None:
        self._lists: dict[str, tuple[str, ...]] = {}

    def add(self, label: str, values: Sequence[str]) -> str:
        """The name of a list with these values; ``label`` is what the list is for."""
        wanted = tuple(values)
        for known, present in self._lists.items():
            if present == wanted:
                return known
        stem = f"{plain_name(label)}_选项"
        name, number = stem, 2
        while name in self._lists:
            name, number = f"{stem}{number}", number + 1
        self._lists[name] = wanted
        return name

    def units(self) -> str:
        """The name of the list of units."""
        self._lists[UNITS] = known_units()
        return UNITS

    def level1(self, classification: str) -> str:
        """Return the name of the level-1 list, with the level-2 lists entered."""
        suffix = suffix_of(classification)
        pairs: list[str] = []
        every: list[str] = []
        first: list[str] = []
        for branch in dictionary("classification")[classification]["level1"]:
            names = [leaf["name"] for leaf in branch["level2"]]
            if not names:
                continue
            first.append(branch["name"])
            self._lists[f"{branch['name']}{suffix}"] = tuple(names)
            every += names
            pairs += [f"{branch['name']}|{name}" for name in names]
        self._lists[f"一级指标{suffix}"] = tuple(first)
        self._lists[f"二级指标{suffix}"] = tuple(every)
        self._lists[f"指标目录{suffix}"] = tuple(pairs)
        return f"一级指标{suffix}"

    def write(self, workbook: Workbook, styles: TemplateStyles) -> None:
        """Add the hidden sheet and the names."""
        if not self._lists:
            return
        sheet = workbook.add_worksheet(SHEET)
        for column, (name, values) in enumerate(sorted(self._lists.items())):
            sheet.write_string(0, column, name, styles["list_head"])
            for row, value in enumerate(values, 1):
                sheet.write_string(row, column, value, styles["list_item"])
            area = Range(2, column + 1, len(values) + 1, column + 1)
            workbook.define_name(name, "=" + elsewhere(SHEET, absolute(area)))
        sheet.set_column(0, len(self._lists), 20)
        sheet.protect()
        sheet.hide()


def suffix_of(classification: str) -> str:
    """Return what tells one classification's lists from another's."""
    return f"_{plain_name('目录' + classification)}"


def known_units() -> tuple[str, ...]:
    """Return the units to choose from: usual ones, per cent, money, counted ones."""
    units = dictionary("units")
    every = [*_FIRST_UNITS, *units["percent"], *units["money"], *units["counted"]]
    return tuple(dict.fromkeys(unit for unit in every if unit not in ("无", "万", "亿")))
