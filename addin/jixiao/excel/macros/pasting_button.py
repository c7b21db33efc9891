"""粘贴带入: first it makes the sheet 粘贴区, then it brings in what is there."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.excel.filling import CellEntry, fill
from jixiao.excel.listsheet import tell
from jixiao.excel.marked_check import renew_marks
from jixiao.excel.session import NoFormError, Session, within_bounds
from jixiao.forms.definition import FormDefinition, load_definitions
from jixiao.forms.document import Document
from jixiao.forms.measures import measure_text
from jixiao.forms.paste_sheet import FIRST_ROW, MARKER, NAME, is_paste_sheet
from jixiao.forms.range_names import range_names
from jixiao.forms.reading import documents_of
from jixiao.forms.references import resolve
from jixiao.forms.stamps import read_stamps
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet, Workbook

_GUIDE = (
    f"从上年的 Word 表复制指标部分（连同“一级指标、二级指标、三级指标”那一行表头），选中 A{FIRST_ROW} 粘贴，"
    f"再按一次“粘贴带入”。"
)
_MOST_LEFT = 8


def bring_in(session: Session) -> str:
    """Make the sheet to paste into, or bring in what is there. Raises ``NoFormError``."""
    workbook = session.grid()
    tables = list(tables_of(workbook))
    if not tables:
        hint = "这个按钮只用于由模板生成的表（新建表单）；其他的表请用“从上年带入”"
        raise NoFormError("没有由模板生成的指标表", file=session.name, hint=hint)
    pasted = next((sheet for sheet in workbook.sheets if is_paste_sheet(sheet)), None)
    if pasted is None:
        return _make_sheet(session)
    if not any(row >= FIRST_ROW for row in pasted.rows):
        session.sheet(pasted.name).select((FIRST_ROW, 1))
        raise JixiaoError("粘贴区还是空的", sheet=pasted.name, hint=_GUIDE)
    table = _chosen(tables, session.book.active_sheet().name)
    with within_bounds():
        document = pasted_form(pasted, table)
    if document is None:
        hint = "请连同表头（一级指标、二级指标、三级指标、指标值）一起复制，重新粘贴"
        raise JixiaoError("粘贴的内容里没有认出指标", sheet=pasted.name, hint=hint)
    landed = landing(document, table)
    if landed is None:
        hint = "请先在表的中间用“增加指标行”加够行数"
        raise JixiaoError("表里的空行不够放粘贴的指标", sheet=table.sheet.name, hint=hint)
    with session.writing([table.sheet.name]):
        session.sheet(table.sheet.name).show_rows([row for row in landed.rows if row in table.sheet.hidden_rows])
    changes = fill(session, landed.entries)
    left = [f"“{label}”一栏目标表没有" for label in landed.homeless]
    left += [f"{pasted.name}!{each['cell']}“{each['text'][:20]}”没有认出" for each in document["unread"]]
    lines = [f"已把 {len(landed.rows)} 行指标带入“{table.sheet.name}”，可用“撤销填充”恢复。"]
    lines.append("指标值是粘贴来的，请逐行改成本年的。")
    lines += tell(session, changes)
    if left:
        lines += [f"以下没有带入，留在“{pasted.name}”，看完可以删除该工作表：", *left[:_MOST_LEFT]]
    else:
        session.delete_sheets([pasted.name])
    session.sheet(table.sheet.name).activate()
    return "\n".join((*lines, *renew_marks(session)))


def _make_sheet(session: Session) -> str:
    if NAME.casefold() in session.sheet_names():
        raise JixiaoError(f"已有一张名为“{NAME}”的工作表", hint="请把它改名后再按一次")
    sheet = session.add_sheet(NAME)
    sheet.write({(1, 1): MARKER, (2, 1): _GUIDE})
    sheet.embolden(Range(1, 1, 1, 1))
    sheet.set_column_widths(dict.fromkeys(range(1, 9), 16))
    sheet.select((FIRST_ROW, 1))
    return f"已增加“{NAME}”工作表。{_GUIDE}"


def _chosen(tables: Sequence[IndicatorTable], active: str) -> IndicatorTable:
    """Return the table in front, or the only one. Raises ``JixiaoError``."""
    in_front = next((table for table in tables if table.sheet.name == active), None)
    if in_front is None and len(tables) > 1:
        names = "、".join(table.sheet.name for table in tables[:4])
        raise JixiaoError("有几张表，不知道带入哪一张", hint=f"请先点到要带入的表（{names}…），再按一次“粘贴带入”")
    return in_front or tables[0]


_TABLE = "indicators"
_LEVELS = ("level1", "level2")
_QUALITATIVE = "定性"


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """The indicators of a template's sheet: its rows, its columns by key."""

    sheet: Sheet
    definition: FormDefinition
    first: int
    last: int
    columns: dict[str, int]

    def value(self, row: int, key: str) -> Any:
        """What stands in a row in the column of a key."""
        return self.sheet.value(row, self.columns[key])


@dataclass(slots=True)
class Landing:
    """What is written, the rows to be seen, the columns that the form lacks."""

    entries: list[CellEntry] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    homeless: list[str] = field(default_factory=list)


def tables_of(workbook: Workbook) -> Iterator[IndicatorTable]:
    """Yield the indicator tables of visible template sheets, by sheet name."""
    stamps = read_stamps(workbook)
    definitions = load_definitions()
    for sheet in workbook.sheets:
        stamp = stamps.get(sheet.name)
        definition = definitions.get(stamp.form) if stamp is not None else None
        if definition is None or sheet.hidden:
            continue
        areas = {}
        for (table, key), name in range_names(definition).columns.items():
            place = resolve(workbook.names.get((sheet.name, name), ""))
            if table == _TABLE and place is not None and place.sheet == sheet.name:
                areas[key] = place.area
        if "level3" in areas:
            area = areas["level3"]
            columns = {key: each.left for key, each in areas.items()}
            yield IndicatorTable(sheet, definition, area.top, area.bottom, columns)


def pasted_form(pasted: Sheet, table: IndicatorTable) -> Document | None:
    """Return what was pasted, read as a form; None if no indicator is recognised."""
    # A table alone has no title: it is given that of the form it is to go to.
    bare = copy.deepcopy(pasted)
    bare.rows = {row: cells for row, cells in bare.rows.items() if row >= FIRST_ROW}
    titled = copy.deepcopy(bare)
    titled.rows = {1: {1: table.definition.titles[0]}, **titled.rows}
    found = [document for sheet in (bare, titled) for document in documents_of(Workbook(sheets=[sheet]), pasted.name)]
    found = [document for document in found if _named(document)]
    return max(found, key=lambda document: len(_named(document)), default=None)


def _named(document: Document) -> list[Any]:
    return [indicator for indicator in document.get("indicators", ()) if indicator["level3"]]


def landing(document: Document, table: IndicatorTable) -> Landing | None:
    """Return where the indicators go; None if the table has too few rows."""
    # Where the form has none yet, the levels that a template has prepared make room for those that were pasted.
    indicators = _named(document)
    used = [row for row in range(table.first, table.last + 1) if table.value(row, "level3") is not None]
    start = max(used) + 1 if used else table.first
    if start + len(indicators) - 1 > table.last:
        return None
    landed = Landing()
    homeless: dict[str, None] = {}
    for row, indicator in enumerate(indicators, start=start):
        values = _values(indicator, table)
        for key, value in values.items():
            if key in table.columns:
                landed.entries.append(_entry(table, row, key, value, indicator["level3"]))
            elif value is not None:
                homeless[_label(table.definition, key)] = None
        landed.rows.append(row)
    if not used:
        prepared = range(start + len(indicators), table.last + 1)
        landed.entries += [
            _entry(table, row, key, None, "")
            for row in prepared
            for key in _LEVELS
            if key in table.columns and table.value(row, key) is not None
        ]
    landed.homeless = list(homeless)
    return landed


def _values(indicator: Any, table: IndicatorTable) -> dict[str, Any]:
    """Return the values by column, in one text where the form has one for all."""
    skipped = {"cell", "cells", "nature", "other", "operator", "target", "unit"}
    values = {key: value for key, value in indicator.items() if key not in skipped and not isinstance(value, list)}
    operator, target, unit = (indicator[key] for key in ("operator", "target", "unit"))
    if "operator" in table.columns:
        qualitative = operator is None and target is not None and not isinstance(target, Decimal)
        values |= {"operator": _QUALITATIVE if qualitative else operator, "target": target, "unit": unit}
    elif target is not None:
        values["target"] = measure_text(operator, target, unit)
    return values


def _entry(table: IndicatorTable, row: int, key: str, value: Any, about: str) -> CellEntry:
    written = float(value) if isinstance(value, Decimal) else value
    return CellEntry(table.sheet.name, (row, table.columns[key]), written, about=about)


def _label(definition: FormDefinition, key: str) -> str:
    columns: Sequence[Any] = [column for table in definition.tables for column in table.columns]
    return next((column.label for column in columns if column.key == key), key)
