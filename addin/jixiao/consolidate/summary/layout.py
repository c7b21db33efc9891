"""How the sheets of the summary look before their rows come in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from jixiao.consolidate.summary.column_specs import SheetSpec

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
MONEY = "#,##0.00"

DATA_SIZE = 10
OFFICIAL_SIZE = 11

_DATA = {"font_name": "宋体", "font_size": DATA_SIZE, "valign": "vcenter", "border": 1, "border_color": "#BFBFBF"}
_OFFICIAL = {**FONT, "font_size": OFFICIAL_SIZE, "valign": "vcenter", "border": 1}
_LEFT = {"align": "left", "indent": 1, "text_wrap": True}
_MONEY = {"align": "right", "indent": 1, "num_format": MONEY}
_GROUP = {**_OFFICIAL, "bold": True, "bg_color": "#DDEBF7"}
_SUBTOTAL = {**_OFFICIAL, "bold": True, "bg_color": "#F2F2F2"}
_TOTAL = {**_OFFICIAL, "bold": True, "bg_color": "#FFF2CC"}
_OVERVIEW = {**_DATA, "indent": 1, "border_color": "#D0D0D0"}
_OVERVIEW_NUMBER = {**_OVERVIEW, "align": "right"}
_OVERVIEW_STYLES: dict[str, dict[str, Any]] = {
    "count": {**_OVERVIEW_NUMBER, "num_format": "#,##0"},
    "money": {**_OVERVIEW_NUMBER, "num_format": MONEY},
    "percent": {**_OVERVIEW_NUMBER, "num_format": "0.0%"},
    "change": {**_OVERVIEW_NUMBER, "num_format": "+0.0%;-0.0%;0.0%"},
    "score": {**_OVERVIEW_NUMBER, "num_format": "0.00"},
    "text": {**_OVERVIEW, "align": "left"},
}

STYLES: dict[str, dict[str, Any]] = {
    "text": {**_DATA, "text_wrap": True},
    "center": {**_DATA, "align": "center", "text_wrap": True},
    "money": {**_DATA, **_MONEY},
    "count": {**_DATA, "num_format": "0", "align": "center"},
    "link": {**_DATA, "font_color": "#0563C1", "underline": 1, "text_wrap": True},
    "link_center": {**_DATA, "font_color": "#0563C1", "underline": 1, "align": "center"},
    "code": {**_DATA, "font_name": "Consolas", "font_size": 9, "text_wrap": True},
    "header": {**_DATA, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#D9E1F2"},
    "title": {"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter"},
    "caption": {**FONT, "valign": "vcenter"},
    "caption_right": {**FONT, "valign": "vcenter", "align": "right"},
    "official_header": {**_OFFICIAL, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#D9E1F2"},
    "official_text": {**_OFFICIAL, **_LEFT},
    "official_number": {**_OFFICIAL, "align": "center"},
    "official_money": {**_OFFICIAL, **_MONEY},
    "group_text": {**_GROUP, **_LEFT},
    "group_number": {**_GROUP, "align": "center"},
    "subtotal_text": {**_SUBTOTAL, **_LEFT},
    "subtotal_label": {**_SUBTOTAL, "align": "center"},
    "subtotal_money": {**_SUBTOTAL, **_MONEY},
    "total_text": {**_TOTAL, **_LEFT},
    "total_label": {**_TOTAL, "align": "center"},
    "total_money": {**_TOTAL, **_MONEY},
    "overview_header": {**_DATA, "border_color": "#D0D0D0", "bold": True, "align": "center", "bg_color": "#D9E1F2"},
    "overview_sentence": {**FONT, "valign": "vcenter", "text_wrap": True, "bg_color": "#F2F6FC"},
    "overview_note": {**_DATA, "border": 0, "font_size": 9, "font_color": "#595959"},
    **{f"overview_{name}": style for name, style in _OVERVIEW_STYLES.items()},
    **{
        f"overview_{name}_total": {**style, "bold": True, "bg_color": "#F2F2F2"}
        for name, style in _OVERVIEW_STYLES.items()
    },
}

SIGNALS: dict[str, dict[str, Any]] = {
    "bad": {"font_color": "#9C0006", "bg_color": "#FFC7CE"},
    "fair": {"font_color": "#7F6000", "bg_color": "#FFEB9C"},
    "off": {"font_color": "#595959", "bg_color": "#E7E6E6"},
}
"""What conditional formats make of a cell; they have no number of their own."""


STYLE_NUMBERS = {name: number for number, name in enumerate(STYLES, start=1)}
"""The number that a cell of a style carries in the sheet XML."""


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
