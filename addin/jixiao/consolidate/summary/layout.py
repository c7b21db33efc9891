"""How the sheets of the summary look before their rows come in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from jixiao.consolidate.summary import official_table
from jixiao.consolidate.summary.column_specs import SheetSpec
from jixiao.textlayout import legible

if TYPE_CHECKING:
    from xlsxwriter.format import Format
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


def lay_out_official(worksheet: Worksheet, formats: Mapping[str, Format], title: str, bureau: str) -> None:
    """Lay out 绩效目标汇总表; an empty ``bureau`` is left for the hand."""
    last = len(official_table.HEADERS) - 1
    for index, (header, width) in enumerate(zip(official_table.HEADERS, official_table.WIDTHS, strict=True)):
        worksheet.set_column(index, index, width)
        worksheet.write_string(2, index, header, formats["official_header"])
    worksheet.merge_range(0, 0, 0, last, title, formats["title"])
    worksheet.write_string(1, 0, f"汇总单位（盖章）：{legible(bureau)}", formats["caption"])
    worksheet.write_string(1, last, "金额单位：万元", formats["caption_right"])
    for row, height in enumerate((36, 22, 28)):
        worksheet.set_row(row, height)
    worksheet.freeze_panes(official_table.HEADER_ROWS, 0)
    worksheet.repeat_rows(0, official_table.HEADER_ROWS - 1)
    set_print(worksheet, landscape=False)


def set_print(worksheet: Worksheet, *, landscape: bool, large: bool = False, pages: int = 0) -> None:
    """Set A4, or A3 for a ``large`` sheet, to a page's width and ``pages``.

    Page numbers stand at the foot.
    """
    if landscape:
        worksheet.set_landscape()
    worksheet.set_paper(_A3 if large else _A4)
    worksheet.fit_to_pages(1, pages)
    worksheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    worksheet.center_horizontally()
    worksheet.set_footer(_FOOTER)
