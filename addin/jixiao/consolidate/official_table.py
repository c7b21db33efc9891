"""绩效目标汇总表: the official layout, grouped by department, with live sub-totals.

Columns 序号, 项目名称, 项目金额（万元）, 备注. Each department has a line with its name, its projects and a 小计; the
合计 at the end adds every numbered line. Formulas carry their values, so that a viewer without calculation shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from jixiao.consolidate.records import DocumentRecord
from jixiao.consolidate.row_height import row_height
from jixiao.consolidate.row_xml import Formula, Value, cell, row
from jixiao.consolidate.styles import OFFICIAL_SIZE, style_number
from jixiao.forms.text import fold

TITLE = "绩效目标汇总表"
HEADERS = ("序号", "项目名称", "项目金额（万元）", "备注")
WIDTHS = (8, 58, 20, 26)
HEADER_ROWS = 3
SIGNATURES = ("单位负责人：", "财务负责人：", "填表人：", "填报日期：")

_NO_DEPARTMENT = "（未填写填报单位）"
_MIN_HEIGHT = 22
_DIGITS = "零一二三四五六七八九"


@dataclass(slots=True)
class _Sum:
    """Money that was added, and how many projects had none that could be read."""

    amount: Decimal = Decimal(0)
    projects: int = 0
    unknown: int = 0

    def add(self, amount: Decimal | None) -> None:
        self.projects += 1
        if amount is None:
            self.unknown += 1
        else:
            self.amount += amount

    @property
    def remark(self) -> str | None:
        return f"其中{self.unknown}个项目无金额" if self.unknown else None


def title(years: Iterable[int | None]) -> str:
    """The heading for projects of these fiscal years."""
    known = sorted({year for year in years if year is not None})
    if not known:
        return f"项目支出{TITLE}"
    span = str(known[0]) if len(known) == 1 else f"{known[0]}—{known[-1]}"
    return f"{span}年项目支出{TITLE}"


def row_count(projects: Sequence[DocumentRecord]) -> int:
    """How many rows ``rows`` gives: two for each department, the projects, the total, a gap and the signatures."""
    return len(projects) + 2 * sum(1 for _ in groupby(projects, key=_department)) + 3


def rows(projects: Sequence[DocumentRecord]) -> Iterator[bytes]:
    """The rows below the header for project documents that are in the order of their departments."""
    several_years = len({project.fiscal_year for project in projects}) > 1
    number, line = 0, HEADER_ROWS
    total = _Sum()
    departments = 0
    for departments, (_, group) in enumerate(groupby(projects, key=_department), start=1):
        members = list(group)
        yield _department_row(departments, members)
        first, line = line + 2, line + 1
        subtotal = _Sum()
        for project in members:
            number, line = number + 1, line + 1
            subtotal.add(project.amount)
            total.add(project.amount)
            yield _project_row(number, project, several_years)
        yield _sum_row("subtotal", "小计", f"SUM(C{first}:C{line})", subtotal, subtotal.remark)
        line += 1
    yield _total_row(line, total, departments)
    yield row((), _MIN_HEIGHT)
    yield _signature_row()


def _department(project: DocumentRecord) -> str:
    return fold(project.department or "")


def _department_row(number: int, members: Sequence[DocumentRecord]) -> bytes:
    name = members[0].department or _NO_DEPARTMENT
    return _styled_row(
        ("group_number", chinese_number(number)),
        ("group_text", name),
        ("group_text", None),
        ("group_text", f"{len(members)}个项目"),
    )


def _project_row(number: int, project: DocumentRecord, several_years: bool) -> bytes:
    remarks = [f"{project.fiscal_year}年"] if several_years and project.fiscal_year else []
    if not project.project:
        remarks.append("未填写项目名称")
    if project.amount is None:
        remarks.append("金额未填写或无法识别")
    return _styled_row(
        ("official_number", number),
        ("official_text", project.project),
        ("official_money", project.amount),
        ("official_text", "；".join(remarks)),
    )


def _sum_row(style: str, label: str, formula: str, total: _Sum, remark: str | None) -> bytes:
    return _styled_row(
        (f"{style}_text", None),
        (f"{style}_label", label),
        (f"{style}_money", Formula(formula, total.amount)),
        (f"{style}_text", remark),
    )


def _total_row(last: int, total: _Sum, departments: int) -> bytes:
    first = HEADER_ROWS + 1
    # Only lines of projects have a number in column A; a line inserted by hand counts as soon as it is numbered.
    formula = f'SUMIF(A{first}:A{last},">0",C{first}:C{last})' if total.projects else "SUM(0)"
    counts = f"{departments}个单位，{total.projects}个项目"
    return _sum_row("total", "合计", formula, total, "；".join(filter(None, (counts, total.remark))))


def _signature_row() -> bytes:
    head, finance, preparer, date = SIGNATURES
    caption = style_number("caption")
    gap = "\u3000" * 6
    return row((cell(1, caption, f"{head}{gap}{finance}{gap}{preparer}"), cell(3, caption, date)), _MIN_HEIGHT)


def _styled_row(*cells: tuple[str, Value]) -> bytes:
    values = [value for _, value in cells]
    texts = [(value if isinstance(value, str) else None, width) for value, width in zip(values, WIDTHS, strict=True)]
    rendered = (cell(column, style_number(style), value) for column, (style, value) in enumerate(cells, start=1))
    return row(rendered, max(row_height(texts, OFFICIAL_SIZE), _MIN_HEIGHT))


def chinese_number(number: int) -> str:
    """A number below ten thousand as it is read: 12 → 十二, 105 → 一百零五; larger ones stay digits."""
    if number >= 10_000:
        return str(number)
    text = ""
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // size % 10
        if digit:
            text += _DIGITS[digit] + unit
        elif text and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零") or "零"
    return text[1:] if text.startswith("一十") else text
