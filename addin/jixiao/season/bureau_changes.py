"""The bureau's changes: figures typed beside the summary's rows.

They stand in two columns that she adds: 批复金额（万元） on 项目 and 批复指标值 on 指标明细. Each row names its file, sheet
and cell, so a change finds its way into the approved form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from jixiao.consolidate.edits.typed import SheetRows, shown_value, summary_rows, text_of_value
from jixiao.consolidate.summary.summary_rows import money_factor
from jixiao.forms.document import Document
from jixiao.grid.model import Value
from jixiao.grid.open import open_workbook
from jixiao.season.folder import SeasonFolder

AMOUNT, TARGET = "批复金额（万元）", "批复指标值"
FigureKind = Literal["amount", "target"]
_SAID: Mapping[FigureKind, str] = {"amount": "项目金额", "target": "指标值"}
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,10})?")  # 95 of ≥95%


@dataclass(frozen=True, slots=True)
class BureauChange:
    """A changed figure: its cell in the filed form, the old and the new value."""

    file: str
    sheet: str
    cell: str
    kind: FigureKind
    name: str
    before: str
    after: Decimal | str

    @property
    def what(self) -> str:
        """What was changed, as letters say it: 清淤工程项目金额, 合格率指标值."""
        return f"{self.name.removesuffix('项目') if self.kind == 'amount' else self.name}{_SAID[self.kind]}"


def bureau_changes(folder: SeasonFolder) -> Iterator[BureauChange]:
    """The figures that an officer typed beside the rows of the summary."""
    if not folder.summary.is_file():
        return
    rows = summary_rows(open_workbook(folder.summary))
    for found in rows.known.values():
        titles = {title: column for column, title in found.hers.items()}
        key = found.spec.key if found.spec else ""
        if key == "projects" and AMOUNT in titles:
            yield from _typed(found, titles[AMOUNT], "项目金额（万元）", "amount")
        elif key == "indicators" and TARGET in titles:
            yield from _typed(found, titles[TARGET], "指标值", "target")


def _typed(rows: SheetRows, column: int, title: str, kind: FigureKind) -> Iterator[BureauChange]:
    for row in rows.rows.values():
        after = _figure(rows.sheet.value(row, column))
        if after is not None:
            said = {
                name: text_of_value(shown_value(rows.sheet, row, rows.own.get(name, 0)))
                for name in ("来源文件", "工作表", "单元格", title)
            }
            name = text_of_value(shown_value(rows.sheet, row, rows.own.get("三级指标", 0))) or text_of_value(
                shown_value(rows.sheet, row, rows.own.get("项目名称", 0))
            )
            if _number(said[title]) != after and said[title] != after:  # what she approved is filed by now
                yield BureauChange(said["来源文件"], said["工作表"], said["单元格"], kind, name, said[title], after)


def _figure(value: Value | None) -> Decimal | str | None:
    if value is None:
        return None
    try:
        return Decimal(repr(value)) if isinstance(value, float) else Decimal(str(value).strip())
    except InvalidOperation:
        return str(value).strip() or None


def target_cells(change: BureauChange, documents: Sequence[Document]) -> list[str]:
    """Return the cells of a figure: those of the amount, or of the named target."""
    for document in documents:
        if document["source"]["sheet"] != change.sheet:
            continue
        if change.kind == "amount" and change.cell in document["cells"].values():
            funding, cells = document.get("funding", {}), document["cells"]
            of_one_year = funding.get("total") == funding.get("annual")
            both = [cells[key] for key in ("funding.total", "funding.annual") if key in cells] if of_one_year else []
            return list(dict.fromkeys([change.cell, *both]))
        for indicator in document.get("indicators", ()):
            if indicator["cell"] == change.cell and "target" in indicator["cells"]:
                return [indicator["cells"]["target"]]
    return []


def approved_value(change: BureauChange, documents: Sequence[Document], stored: Value | None) -> Decimal | str | None:
    """Return the cell's new value in the unit and words of the form."""
    # ``≥95%`` keeps its sign and its unit. None where the cell does not plainly hold the figure that was changed: a
    # number shown by its format (0.95 as 95%), a unit that is not known.
    before, after = _number(change.before), change.after
    if before is None:
        return after if text_of_value(stored).strip() == change.before.strip() else None
    factor = Decimal(1)
    if change.kind == "amount":
        unit = next((each["currency_unit"] for each in documents if each["source"]["sheet"] == change.sheet), None)
        known = money_factor(unit)
        if known is None or not isinstance(after, Decimal):
            return None
        factor = known
    if isinstance(stored, float):
        if Decimal(repr(stored)) * factor != before:
            return None
        return after / factor if isinstance(after, Decimal) else after
    numbers = _NUMBER.findall(str(stored or ""))
    if len(numbers) != 1 or not isinstance(after, Decimal) or Decimal(numbers[0]) * factor != before:
        return None
    return str(stored).replace(numbers[0], format((after / factor).normalize(), "f"))


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
