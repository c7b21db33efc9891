"""The bureau's changes to what was filed: figures that an officer typed beside the rows of the summary.

They stand in two columns that she adds: 批复金额（万元） on 项目 and 批复指标值 on 指标明细. Each row names its file, sheet
and cell, so a change finds its way into the approved form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from jixiao.consolidate.edits.typed import SheetRows, shown_value, summary_rows
from jixiao.consolidate.tables import money_factor
from jixiao.forms.document import Document
from jixiao.grid.model import Value
from jixiao.grid.open import open_workbook
from jixiao.season.folder import SeasonFolder

AMOUNT, TARGET = "批复金额（万元）", "批复指标值"
_MONEY = "项目金额"


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that the bureau changed: where it stands in the filed form, what stood there, what was approved."""

    file: str
    sheet: str
    cell: str
    what: str
    before: str
    after: Decimal | str


def bureau_changes(folder: SeasonFolder) -> Iterator[Change]:
    """The figures that an officer typed beside the rows of the summary."""
    if not folder.summary.is_file():
        return
    rows = summary_rows(open_workbook(folder.summary))
    for found in rows.known.values():
        titles = {title: column for column, title in found.hers.items()}
        key = found.spec.key if found.spec else ""
        if key == "projects" and AMOUNT in titles:
            yield from _typed(found, titles[AMOUNT], "项目金额（万元）", _MONEY)
        elif key == "indicators" and TARGET in titles:
            yield from _typed(found, titles[TARGET], "指标值", "指标值")


def _typed(rows: SheetRows, column: int, title: str, what: str) -> Iterator[Change]:
    for row in rows.rows.values():
        after = _figure(rows.sheet.value(row, column))
        if after is not None:
            said = {
                name: _text(shown_value(rows.sheet, row, rows.own.get(name, 0)))
                for name in ("来源文件", "工作表", "单元格", title)
            }
            name = _text(shown_value(rows.sheet, row, rows.own.get("三级指标", 0))) or _text(
                shown_value(rows.sheet, row, rows.own.get("项目名称", 0))
            )
            yield Change(said["来源文件"], said["工作表"], said["单元格"], f"{name}{what}", said[title], after)


def _figure(value: Value | None) -> Decimal | str | None:
    if value is None:
        return None
    try:
        return Decimal(repr(value)) if isinstance(value, float) else Decimal(str(value).strip())
    except InvalidOperation:
        return str(value).strip() or None


def _text(value: Value | None) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def target_cell(change: Change, documents: Sequence[Document]) -> str | None:
    """The cell that holds the figure: the amount's own, or the target of the indicator whose name stands there."""
    for document in documents:
        if document["source"]["sheet"] != change.sheet:
            continue
        if change.what.endswith(_MONEY) and change.cell in document["cells"].values():
            return change.cell
        for indicator in document.get("indicators", ()):
            if indicator["cell"] == change.cell:
                return indicator["cells"].get("target")
    return None


def in_unit(change: Change, documents: Sequence[Document]) -> Decimal | str:
    """The approved amount in the unit of the form; the summary has it in 万元."""
    if not change.what.endswith(_MONEY) or not isinstance(change.after, Decimal):
        return change.after
    unit = next((each["currency_unit"] for each in documents if each["source"]["sheet"] == change.sheet), None)
    factor = money_factor(unit)
    return change.after if factor is None or factor == 1 else change.after / factor
