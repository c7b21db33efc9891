"""绩效目标汇总表: the official layout, grouped by department, with live sub-totals.

Columns 序号, 项目名称, 项目金额（万元）, 备注. Each department has a line with its name, its projects and a 小计; the
合计 at the end adds every numbered line. Formulas carry their values, so that a viewer without calculation shows them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple

from jixiao.consolidate.records import DocumentRecord
from jixiao.consolidate.summary.layout import OFFICIAL_SIZE, STYLE_NUMBERS, set_print
from jixiao.consolidate.summary.row_height import row_height
from jixiao.consolidate.summary.row_xml import SummaryFormula, SummaryValue, cell, row
from jixiao.consolidate.summary.sheet_stream import StreamedRows
from jixiao.forms.text import fold
from jixiao.textlayout import in_chinese, legible

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

TITLE = "绩效目标汇总表"
HEADERS = ("序号", "项目名称", "项目金额（万元）", "备注")
WIDTHS = (8, 58, 20, 26)
HEADER_ROWS = 3
SIGNATURES = ("单位负责人：", "财务负责人：", "填表人：", "填报日期：")

UNNAMED_DEPARTMENT = "（未填写填报单位）"
_MIN_HEIGHT = 22


def title(years: Iterable[int | None]) -> str:
    """The heading for projects of these fiscal years."""
    known = sorted({year for year in years if year is not None})
    if not known:
        return f"项目支出{TITLE}"
    span = str(known[0]) if len(known) == 1 else f"{known[0]}—{known[-1]}"
    return f"{span}年项目支出{TITLE}"


class _Block(NamedTuple):
    """The projects of one department on a page; ``part`` counts its pages."""

    department: int
    part: int
    first: int
    members: Sequence[DocumentRecord]

    @property
    def height(self) -> int:
        """Rows it takes: the name of the department, the projects, the sub-total."""
        return len(self.members) + 2


_END_ROWS = 3
"""The total, a gap, the signatures."""
_ROW_BYTES = 1000
"""How long a row is, roughly."""


def page_name(number: int) -> str:
    """The name of the tab with that number."""
    return TITLE if number == 1 else f"{TITLE}{number}"


def pages(projects: Sequence[DocumentRecord], room: int) -> list[StreamedRows]:
    """Return the tabs for project documents, ``room`` rows below each header."""
    # A department stays on one page if it fits there; the last page has the total of all.
    divided = _divided(projects, room - _END_ROWS)
    several_years = len({project.fiscal_year for project in projects}) > 1
    heights = [sum(block.height for block in blocks) for blocks in divided]
    rows = [_blocks_rows(blocks, several_years) for blocks in divided]
    rows[-1] = chain(rows[-1], _end_rows(projects, heights))
    counts = [*heights[:-1], heights[-1] + _END_ROWS]
    first, columns = HEADER_ROWS + 1, len(HEADERS)
    return [
        StreamedRows(lines, first, count, _ROW_BYTES * count, columns)
        for lines, count in zip(rows, counts, strict=True)
    ]


def _divided(projects: Sequence[DocumentRecord], room: int) -> list[list[_Block]]:
    divided: list[list[_Block]] = [[]]
    used, number = 0, 1
    most = max(room - 2, 1)
    for department, (_, group) in enumerate(groupby(projects, key=_department), start=1):
        members = list(group)
        for part, start in enumerate(range(0, len(members), most), start=1):
            block = _Block(department, part, number, members[start : start + most])
            if divided[-1] and used + block.height > room:
                divided.append([])
                used = 0
            divided[-1].append(block)
            used += block.height
            number += len(block.members)
    return divided


def _blocks_rows(blocks: Sequence[_Block], several_years: bool) -> Iterator[bytes]:
    line = HEADER_ROWS
    for block in blocks:
        yield _department_row(block)
        first, line = line + 2, line + 1 + len(block.members)
        alike = Counter(map(_stated, block.members))
        for number, project in enumerate(block.members, start=block.first):
            yield _project_row(number, project, several_years, again=alike[_stated(project)] > 1)
        yield _sum_row("subtotal", "小计", f"SUM(C{first}:C{line})", block.members)
        line += 1


def _end_rows(projects: Sequence[DocumentRecord], heights: Sequence[int]) -> Iterator[bytes]:
    # Only lines of projects have a number in column A; a line inserted by hand counts as soon as it is numbered.
    first = HEADER_ROWS + 1
    terms = []
    for number, height in enumerate(heights, start=1):
        tab = "" if number == len(heights) else f"'{page_name(number)}'!"
        last = HEADER_ROWS + height
        terms.append(f'SUMIF({tab}A{first}:A{last},">0",{tab}C{first}:C{last})')
    departments = sum(1 for _ in groupby(projects, key=_department))
    counts = f"{departments}个单位，{len(projects)}个项目"
    yield _sum_row("total", "合计", "+".join(terms) if projects else "SUM(0)", projects, counts)
    yield row((), _MIN_HEIGHT)
    caption, (*people, date) = STYLE_NUMBERS["caption"], SIGNATURES
    yield row((cell(1, caption, ("\u3000" * 6).join(people)), cell(3, caption, date)), _MIN_HEIGHT)


def _department(project: DocumentRecord) -> str:
    return fold(project.department or "")


def _department_row(block: _Block) -> bytes:
    name = block.members[0].department or UNNAMED_DEPARTMENT
    return _styled_row(
        ("group_number", in_chinese(block.department)),
        ("group_text", name if block.part == 1 else f"{name}（续）"),
        ("group_text", None),
        ("group_text", f"{len(block.members)}个项目"),
    )


def _stated(project: DocumentRecord) -> tuple[str | None, Decimal | None, int | None]:
    return project.project, project.amount, project.fiscal_year


def _project_row(number: int, project: DocumentRecord, several_years: bool, *, again: bool) -> bytes:
    remarks = [f"{project.fiscal_year}年"] if several_years and project.fiscal_year else []
    if not project.project:
        remarks.append("未填写项目名称")
    if project.amount is None:
        remarks.append("金额未填写或无法识别")
    elif project.unit_unsaid:
        remarks.append("表上未写金额单位，按万元计")
    if again and project.project and project.amount:
        remarks.append("本单位另有同名同额的项目，请核实是否重复")
    return _styled_row(
        ("official_number", number),
        ("official_text", project.project),
        ("official_money", project.amount),
        ("official_text", "；".join(remarks)),
    )


def _sum_row(
    style: str, label: str, formula: str, projects: Sequence[DocumentRecord], counts: str | None = None
) -> bytes:
    amounts = [project.amount for project in projects if project.amount is not None]
    unknown = len(projects) - len(amounts)
    remarks = filter(None, (counts, f"其中{unknown}个项目无金额" if unknown else None))
    return _styled_row(
        (f"{style}_text", None),
        (f"{style}_label", label),
        (f"{style}_money", SummaryFormula(formula, sum(amounts, Decimal(0)))),
        (f"{style}_text", "；".join(remarks) or None),
    )


def _styled_row(*cells: tuple[str, SummaryValue]) -> bytes:
    values = [value for _, value in cells]
    texts = [(value if isinstance(value, str) else None, width) for value, width in zip(values, WIDTHS, strict=True)]
    rendered = [cell(column, STYLE_NUMBERS[style], value) for column, (style, value) in enumerate(cells, start=1)]
    return row(rendered, max(row_height(texts, OFFICIAL_SIZE), _MIN_HEIGHT))


def lay_out_official(worksheet: Worksheet, formats: Mapping[str, Format], title: str, bureau: str) -> None:
    """Lay out 绩效目标汇总表; an empty ``bureau`` is left for the hand."""
    last = len(HEADERS) - 1
    for index, (header, width) in enumerate(zip(HEADERS, WIDTHS, strict=True)):
        worksheet.set_column(index, index, width)
        worksheet.write_string(2, index, header, formats["official_header"])
    worksheet.merge_range(0, 0, 0, last, title, formats["title"])
    worksheet.write_string(1, 0, f"汇总单位（盖章）：{legible(bureau)}", formats["caption"])
    worksheet.write_string(1, last, "金额单位：万元", formats["caption_right"])
    for number, height in enumerate((36, 22, 28)):
        worksheet.set_row(number, height)
    worksheet.freeze_panes(HEADER_ROWS, 0)
    worksheet.repeat_rows(0, HEADER_ROWS - 1)
    set_print(worksheet, landscape=False)
