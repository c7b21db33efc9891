"""The bureau's changes: figures typed beside the summary's rows.

They stand in two columns that she adds: 批复金额（万元） on 项目 and 批复指标值 on 指标明细. Each row names its file, sheet
and cell, so a change finds its way into the approved form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from jixiao.consolidate.edits.typed import SheetRows, shown_value, summary_rows, text_of_value
from jixiao.forms.document import Document, Indicator
from jixiao.forms.measures import measure_text, split_measure
from jixiao.forms.project_money import money_factor, project_money
from jixiao.forms.text import tidy
from jixiao.grid.model import Value
from jixiao.grid.open import open_workbook
from jixiao.season.folder import SeasonFolder

AMOUNT, TARGET = "批复金额（万元）", "批复指标值"
FigureKind = Literal["amount", "target"]
_READ = ("来源文件", "工作表", "单元格", "三级指标", "项目名称", "计算符号", "度量单位")
_SAID: Mapping[FigureKind, str] = {"amount": "项目金额", "target": "指标值"}
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,10})?")  # 95 of ≥95%


@dataclass(frozen=True, slots=True)
class BureauChange:
    """A changed figure: its cell in the filed form, the old and the new value.

    A target has the operator and the unit of its row; its new value is a number where it repeats them.
    """

    file: str
    sheet: str
    cell: str
    kind: FigureKind
    name: str
    before: str
    after: Decimal | str
    operator: str = ""
    unit: str = ""

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
        typed = _figure(rows.sheet.value(row, column))
        if typed is not None:
            said = {
                name: text_of_value(shown_value(rows.sheet, row, rows.own.get(name, 0))) for name in (*_READ, title)
            }
            measured = (said["计算符号"], said["度量单位"]) if kind == "target" else ("", "")
            after = _plain(typed, *measured)
            name = said["三级指标"] or said["项目名称"]
            if _number(said[title]) != after and said[title] != after:  # what she approved is filed by now
                place = said["来源文件"], said["工作表"], said["单元格"]
                yield BureauChange(*place, kind, name, said[title], after, *measured)


def _plain(typed: Decimal | str, operator: str, unit: str) -> Decimal | str:
    """Return the number of a target that repeats operator or unit of its row: 11.8公里."""
    measure = split_measure(typed) if isinstance(typed, str) else None
    if measure is None or measure.number is None:
        return typed
    same = measure.operator in (None, operator) and tidy(measure.unit or unit) == tidy(unit)
    return measure.number if same else typed


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
    # ``≥95%`` keeps its sign and its unit. None where the cell does not plainly hold the figure that was changed (0.95
    # shown as 95% by its format, a unit that is not known), or where words take the place of a number.
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
        same = Decimal(repr(stored)) * factor == before
        return after / factor if same and isinstance(after, Decimal) else None
    numbers = _NUMBER.findall(str(stored or ""))
    if len(numbers) != 1 or Decimal(numbers[0]) * factor != before:
        return None
    if isinstance(after, Decimal):
        return str(stored).replace(numbers[0], format((after / factor).normalize(), "f"))
    return after if _gives_an_operator(change, after) else None


def _gives_an_operator(change: BureauChange, after: str) -> bool:
    """Return whether a target gets the operator that its row lacks: ≥99% for 100%."""
    measure = split_measure(after)
    return measure is not None and not change.operator and tidy(measure.unit or "") == tidy(change.unit)


def edited_figures(file: str, filed: Sequence[Document], edited: Sequence[Document]) -> list[BureauChange]:
    """Return the amounts and targets that an officer edited in an approved workbook.

    A form is held against that of its name on its sheet; one alone on its sheet may have another name by now.
    """
    found: list[BureauChange] = []
    left = list(filed)
    counts = [Counter(each["source"]["sheet"] for each in documents) for documents in (filed, edited)]
    for after in edited:
        sheet = after["source"]["sheet"]
        alone = all(count[sheet] == 1 for count in counts)
        own = [each for each in left if each["source"]["sheet"] == sheet]
        before = next((each for each in own if alone or each.get("project") == after.get("project")), None)
        if before is None:
            continue  # a form that she added
        left.remove(before)
        old, new = project_money(before), project_money(after)
        if new.amount is not None and new.cell is not None and old.amount != new.amount:
            said = "" if old.amount is None else f"{old.amount:f}"
            found.append(BureauChange(file, sheet, new.cell, "amount", after.get("project") or "", said, new.amount))
        known = _by_name(before)
        for key, row in _by_name(after).items():
            old_text, new_text = (
                measure_text(each["operator"], each["target"], each["unit"]) for each in (known.get(key, row), row)
            )
            if old_text != new_text:
                found.append(BureauChange(file, sheet, row["cell"], "target", key[0], old_text, new_text))
    return found


def _by_name(document: Document) -> dict[tuple[str, int], Indicator]:
    """Return the indicators by name; the number tells those of one name apart."""
    count: Counter[str] = Counter()
    found = {}
    for row in document.get("indicators", ()):
        name = row["level3"] or ""
        count[name] += 1
        found[name, count[name]] = row
    return found


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
