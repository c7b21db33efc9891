"""How the sheets of the summary look before their rows come in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING

from jixiao.consolidate.returns.own_output import OUTPUT_PROPERTY
from jixiao.consolidate.summary.column_specs import SheetSpec
from jixiao.resources import list_styles

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_A4, _A3 = 9, 8
# What fits across a page of A4, upright or on its side, at a size that is still read with ease, in characters.
UPRIGHT_WIDTH, LANDSCAPE_WIDTH = 120, 180
_FOOTER = "&C第 &P 页 共 &N 页"


def lay_out(worksheet: Worksheet, formats: Mapping[str, Format], spec: SheetSpec, count: int) -> None:
    """Header, widths, filter over ``count`` rows and print layout of a data sheet."""
    for index, column in enumerate(spec.columns):
        worksheet.set_column(index, index, column.width)
        worksheet.write_string(0, index, column.title, formats["header"])
        for condition, signal in column.signals if count else ():
            criteria, value = condition[0], condition[1:]
            rule = {"type": "cell", "criteria": criteria, "value": value if value.isdigit() else f'"{value}"'}
            worksheet.conditional_format(1, index, count, index, rule | {"format": formats[signal]})
    worksheet.set_row(0, 30)
    worksheet.freeze_panes(1, spec.frozen)
    worksheet.autofilter(0, 0, count, len(spec.columns) - 1)
    worksheet.repeat_rows(0)
    worksheet.set_header(f'&C&"黑体,常规"&14{spec.title}')
    set_print(worksheet, landscape=spec.width > UPRIGHT_WIDTH, large=spec.width > LANDSCAPE_WIDTH)


def set_print(worksheet: Worksheet, *, landscape: bool, large: bool = False, pages: int = 0) -> None:
    """Set A4, or A3 for a ``large`` sheet, to a page's width and ``pages``."""
    if landscape:
        worksheet.set_landscape()
    worksheet.set_paper(_A3 if large else _A4)
    worksheet.fit_to_pages(1, pages)
    worksheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    worksheet.center_horizontally()
    worksheet.set_footer(_FOOTER)


FONT = MappingProxyType({"font_name": "宋体", "font_size": 11})

STYLES = list_styles("summary")
DATA_SIZE: float = STYLES["text"]["font_size"]
OFFICIAL_SIZE: float = STYLES["official_text"]["font_size"]
SIGNALS = list_styles("signals")
"""What conditional formats make of a cell; they have no number of their own."""


STYLE_NUMBERS = {name: number for number, name in enumerate(STYLES, start=1)}
"""The number that a cell of a style carries in the sheet XML."""


def new_workbook(kind: str, title: str, created: datetime) -> tuple[Workbook, BytesIO, dict[str, Format]]:
    """Return a workbook of ours that writes to a buffer, and its formats by style."""
    from xlsxwriter import Workbook

    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = Workbook(buffer, {**options, "default_format_properties": dict(FONT)})  # XlsxWriter adds to it
    workbook.set_properties({"title": title, "author": "Jixiao", "created": created})
    workbook.set_custom_property(OUTPUT_PROPERTY, kind)
    return workbook, buffer, register(workbook)


def register(workbook: Workbook) -> dict[str, Format]:
    """Register all styles as formats, numbered as ``STYLE_NUMBERS`` says."""
    formats = {}
    for name, properties in STYLES.items():
        added = workbook.add_format(properties)
        # XlsxWriter numbers a format when it is first used; asking for the number now fixes the order.
        number = added._get_xf_index()
        if number != STYLE_NUMBERS[name]:
            raise AssertionError(f"style {name} got number {number}, expected {STYLE_NUMBERS[name]}")
        formats[name] = added
    return formats | {name: workbook.add_format(properties) for name, properties in SIGNALS.items()}
