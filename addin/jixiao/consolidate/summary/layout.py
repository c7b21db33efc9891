"""How the sheets of the summary look before their rows come in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from jixiao.resources import list_styles

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_A4, _A3 = 9, 8
# What fits across a page of A4, upright or on its side, at a size that is still read with ease, in characters.
_UPRIGHT_WIDTH, _LANDSCAPE_WIDTH = 120, 180
_FOOTER = "&C第 &P 页 共 &N 页"


def lay_out(
    sheet: Worksheet,
    formats: Mapping[str, Format],
    title: str,
    columns: Sequence[tuple[str, float]],
    count: int,
    *,
    frozen: int,
    height: float,
    large: bool = True,
) -> None:
    """Lay out a list: header, widths, filter over ``count`` rows, print set-up.

    ``columns`` are titles and widths, ``frozen`` of them stay in view; ``height`` is that of the header. A wide sheet is
    printed on A3, unless it must not be ``large``.
    """
    for index, (name, width) in enumerate(columns):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, name, formats["header"])
    sheet.set_row(0, height)
    sheet.freeze_panes(1, frozen)
    sheet.autofilter(0, 0, count, len(columns) - 1)
    sheet.repeat_rows(0)
    sheet.set_header(f'&C&"黑体,常规"&14{title}')
    wide = sum(width for _, width in columns)
    set_print(sheet, landscape=wide > _UPRIGHT_WIDTH, large=large and wide > _LANDSCAPE_WIDTH)


def set_print(worksheet: Worksheet, *, landscape: bool, large: bool = False, pages: int = 0) -> None:
    """Set A4, or A3 for a ``large`` sheet, to a page's width and ``pages``."""
    if landscape:
        worksheet.set_landscape()
    worksheet.set_paper(_A3 if large else _A4)
    worksheet.fit_to_pages(1, pages)
    worksheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    worksheet.center_horizontally()
    worksheet.set_footer(_FOOTER)


STYLES = list_styles("summary")
DATA_SIZE: float = STYLES["text"]["font_size"]
OFFICIAL_SIZE: float = STYLES["official_text"]["font_size"]
SIGNALS = list_styles("signals")
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
