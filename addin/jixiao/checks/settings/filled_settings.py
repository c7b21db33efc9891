"""A filled settings workbook as JSON with cells, and its doubts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from jixiao.checks.catalogue import catalogue
from jixiao.checks.settings.entered_values import converted, plain
from jixiao.checks.settings.settings_sheets import (
    GUIDE,
    ITEM_LABEL,
    SHEETS,
    VALUE_LABEL,
    Setting,
    SettingColumn,
    SettingPath,
    SettingSheet,
)
from jixiao.errors import InputError
from jixiao.forms.labels import cached_form
from jixiao.grid.address import address, parse_address
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.model import Sheet, Value, Workbook
from jixiao.grid.open import open_workbook

_MIB = 1 << 20
_LIMITS = DEFAULT_LIMITS._replace(
    file_bytes=16 * _MIB, part_bytes=32 * _MIB, total_bytes=96 * _MIB, cells=400_000, sheets=64
)
"""A settings workbook with 5,000 rules and 10,000 departments has some 200,000 cells."""
_HEADER_WITHIN = 20
_MOST_DOUBTS = 200


class Doubt(NamedTuple):
    """A settings cell that is ``wrong`` or contradicts another."""

    sheet: str
    cell: str
    text: str
    wrong: bool

    @property
    def place(self) -> str:
        """Sheet and cell; the sheet alone where no cell is meant."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


@dataclass(slots=True)
class SettingsRead:
    """The entries of a settings workbook; ``cells`` lead to sheet and cell."""

    raw: dict[str, Any] = field(default_factory=dict)
    cells: dict[SettingPath, tuple[str, str]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)

    @property
    def in_order(self) -> list[Doubt]:
        """The doubts in the order of the sheets, from top to bottom."""
        place = {name: number for number, name in enumerate(self.sheets)}
        return sorted(self.doubts, key=lambda d: (place.get(d.sheet, -1), parse_address(d.cell) if d.cell else (0, 0)))

    def doubt(self, sheet: str, cell: str, text: str, *, wrong: bool = True) -> None:
        """Remember a doubtful cell, once; of thousands the first are enough."""
        doubt = Doubt(sheet, cell, text, wrong)
        if len(self.doubts) < _MOST_DOUBTS and doubt not in self.doubts:
            self.doubts.append(doubt)

    def where(self, place: SettingPath) -> tuple[str, str]:
        """Return sheet and cell of an entry, or of what holds it."""
        for length in range(len(place), 0, -1):
            if (found := self.cells.get(place[:length])) is not None:
                return found
        return "", ""

    def put(self, place: SettingPath, value: Any, at: tuple[str, str]) -> None:
        """Enter a value of the JSON, making the objects that lead to it."""
        inside = self.raw
        for key in place[:-1]:
            inside = inside.setdefault(str(key), {})
        inside[str(place[-1])] = value
        self.cells[place] = at


def read_settings(path: Path) -> SettingsRead:
    """Read a settings workbook. Raises ``InputError`` if it is none."""
    workbook = open_workbook(path, _LIMITS)
    read = SettingsRead(sheets=[sheet.name for sheet in workbook.sheets])
    known: dict[str, SettingSheet] = {}
    for described in SHEETS:
        sheet = _sheet(workbook, described)
        if sheet is not None:
            known[sheet.name] = described
    for failure in workbook.failures:
        read.doubt(failure.sheet, "", f"这张工作表已损坏，读不出来（{failure.reason}）")
    if not known and not read.doubts:
        titles = "、".join(described.title for described in SHEETS)
        raise InputError(f"不是设置工作簿：没有名为{titles}的工作表", hint="请用 jixiao settings new 生成一份再填")
    for sheet in workbook.sheets:
        if sheet.name in known:
            _read_sheet(read, sheet, known[sheet.name])
        elif sheet.rows and cached_form(sheet.name) != cached_form(GUIDE):
            read.doubt(sheet.name, "", "不认识的工作表，内容没有读取", wrong=False)
    read.raw.setdefault("title", path.stem)
    return read


def _sheet(workbook: Workbook, described: SettingSheet) -> Sheet | None:
    """Return the sheet that the defined name leads to, else the one with the title."""
    reference = workbook.names.get((None, described.name), "")
    named = reference.rpartition("!")[0].strip("'").replace("''", "'")
    by_name = {sheet.name: sheet for sheet in workbook.sheets}
    if named in by_name:
        return by_name[named]
    wanted = cached_form(described.title)
    return next((sheet for sheet in workbook.sheets if cached_form(sheet.name) == wanted), None)


def _read_sheet(read: SettingsRead, sheet: Sheet, described: SettingSheet) -> None:
    for (row, column), error in sheet.errors.items():
        read.doubt(sheet.name, address(row, column), f"单元格是错误值 {error}")
    for row, column in sheet.formulas:
        if sheet.value(row, column) is None and (row, column) not in sheet.errors:
            read.doubt(sheet.name, address(row, column), "公式没有计算结果，请在 Excel 或 WPS 中打开并保存")
    if described.settings:
        _read_settings(read, sheet, described.settings)
    else:
        _read_table(read, sheet, described)


def _read_settings(read: SettingsRead, sheet: Sheet, settings: tuple[Setting, ...]) -> None:
    by_label = {cached_form(setting.label): setting for setting in settings}
    header = _header(sheet, {cached_form(ITEM_LABEL): "item", cached_form(VALUE_LABEL): "value"}, "item", "value")
    if header is None:
        read.doubt(sheet.name, "", f"没有找到表头“{ITEM_LABEL}”“{VALUE_LABEL}”")
        return
    top, columns = header
    seen: dict[SettingPath, str] = {}
    for row in (row for row in sheet.rows if row > top):
        label, value = sheet.value(row, columns["item"]), sheet.value(row, columns["value"])
        if value is None:
            continue
        cell = address(row, columns["value"])
        setting = by_label.get(cached_form(str(label or "")))
        if setting is None:
            read.doubt(sheet.name, cell, f"没有“{label or '（空白）'}”这一项，填写的内容不起作用")
        elif setting.place in seen:
            read.doubt(sheet.name, cell, f"“{setting.label}”写了两次，另一处在 {seen[setting.place]}")
        else:
            seen[setting.place] = cell
            typed = _converted(read, sheet, row, columns["value"], setting)
            if typed is not None:
                read.put(setting.place, typed, (sheet.name, cell))


def _read_table(read: SettingsRead, sheet: Sheet, described: SettingSheet) -> None:
    labels = {cached_form(name): each.key for each in described.columns for name in (each.label, *each.aliases)}
    needed = next(column for column in described.columns if column.required)
    header = _header(sheet, labels, needed.key)
    if header is None:
        if sheet.rows:
            read.doubt(sheet.name, "", f"没有找到“{needed.label}”一列的表头")
        return
    top, columns = header
    _doubt_unknown_columns(read, sheet, top, set(columns.values()))
    taken = [each for each in described.columns if each.own and each.key in columns]
    for row in (row for row in sheet.rows if row > top):
        typed = [(each, columns[each.key]) for each in taken if sheet.value(row, columns[each.key]) is not None]
        if not typed or (described.key == "rules" and len(typed) < 2):  # the listed rules stand there unchanged
            continue
        missing = [
            each.label for each in described.columns if each.required and all(each is not other for other, _ in typed)
        ]
        if missing:
            read.doubt(sheet.name, address(row, typed[0][1]), f"这一行缺少：{'、'.join(missing)}")
            continue
        values = {each.key: _converted(read, sheet, row, column, each) for each, column in typed}
        cells = {each.key: (sheet.name, address(row, column)) for each, column in typed}
        if None not in values.values():
            _enter(read, described.key, values, cells)


def _header(sheet: Sheet, labels: Mapping[str, str], *needed: str) -> tuple[int, dict[str, int]] | None:
    """Return the header row and the column of each key."""
    for row, cells in sheet.rows.items():
        if row > _HEADER_WITHIN:
            break
        found: dict[str, int] = {}
        for column, value in cells.items():
            key = labels.get(cached_form(str(value)))
            if key is not None:
                found.setdefault(key, column)
        if all(key in found for key in needed):
            return row, found
    return None


def _doubt_unknown_columns(read: SettingsRead, sheet: Sheet, top: int, known: set[int]) -> None:
    told: set[int] = set()
    for row, cells in sheet.rows.items():
        for column, value in cells.items() if row > top else ():
            if column not in known and column not in told:
                told.add(column)
                title = sheet.value(top, column)
                text = f"不认识的栏目“{title}”" if title is not None else "没有表头的一列"
                read.doubt(sheet.name, address(row, column), f"{text}，内容“{str(value)[:20]}”没有读取", wrong=False)


def _converted(read: SettingsRead, sheet: Sheet, row: int, column: int, wanted: Setting | SettingColumn) -> Any:
    """Return a cell's value; None, with a doubt, if its setting refuses it."""
    value: Value | None = sheet.value(row, column)
    assert value is not None
    try:
        return converted(value, sheet.formats.get((row, column)), wanted.kind, wanted.choices)
    except ValueError as error:
        read.doubt(sheet.name, address(row, column), f"“{wanted.label}”{error}")
        return None


def _enter(read: SettingsRead, key: str, values: dict[str, Any], cells: Mapping[str, tuple[str, str]]) -> None:
    """Put a row of a table where the JSON has it."""
    if key == "rules":
        _enter_rule(read, values, cells)
        return
    codes = values.pop("code") if key == "waivers" else [None]
    for code in codes:
        entries = read.raw.setdefault(key, [])
        at = (key, len(entries))
        entries.append(values if code is None else {"code": code, **values})
        read.cells[at] = next(iter(cells.values()))
        read.cells.update({(*at, name): cell for name, cell in cells.items()})


def _enter_rule(read: SettingsRead, values: dict[str, Any], cells: Mapping[str, tuple[str, str]]) -> None:
    for code in values["code"]:
        if "severity" in values:
            read.put(("severities", code), values["severity"], cells["severity"])
        if "until" in values:
            entries = read.raw.setdefault("trials", [])
            read.cells |= {("trials", len(entries), "code"): cells["code"], ("trials", len(entries)): cells["until"]}
            entries.append({"code": code, "until": values["until"]})
        for name, value in _parameters(code, values.get("parameters", "")):
            read.put(("parameters", code, name), value, cells["parameters"])


def _parameters(code: str, text: str) -> Iterator[tuple[str, Any]]:
    """Yield a rule's parameters, typed as ``longest=30；other=词一、词二``."""
    defaults = catalogue()[code].parameters if code in catalogue() else {}
    for part in plain(text).replace("；", ";").split(";"):
        name, _, typed = (piece.strip() for piece in part.partition("="))
        if not part.strip():
            continue
        if isinstance(defaults.get(name), list):
            yield name, [word for word in typed.split("、") if word]
        elif isinstance(defaults.get(name), str):
            yield name, typed
        else:
            try:
                yield name, json.loads(typed) if len(typed) <= 20 else typed
            except ValueError:
                yield name, typed
