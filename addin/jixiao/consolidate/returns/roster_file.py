"""Reading a roster from a sheet or a CSV file.

Columns 部门, 编码, 别名, 顺序, 联系人, 联系电话, 截止日期, 职能; only 部门 must be there. Labels are matched as those of forms are, codes
keep their leading zeros.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from io import StringIO
from math import inf
from pathlib import Path

from jixiao.checks.dates import typed_date
from jixiao.checks.settings.bureau_settings import RosterEntry, Settings
from jixiao.checks.settings.entered_values import shown_text
from jixiao.checks.settings.settings_sheets import ROSTER
from jixiao.consolidate.returns.roster import Roster, roster_of
from jixiao.errors import InputError, UsageError
from jixiao.forms.labels import cached_form
from jixiao.forms.listed_names import names_one
from jixiao.forms.text import fold, squeeze
from jixiao.grid.address import address
from jixiao.grid.guard import read_file
from jixiao.grid.limits import DEFAULT_LIMITS

_LABELS = {column.key: (column.label, *column.aliases) for column in ROSTER.columns} | {
    "order": ("顺序", "排序", "序号", "次序")
}
"""The titles of each column: those of 单位名单 in the settings, and the order."""


KNOWN_COLUMNS = "部门、编码、别名、顺序、联系人、联系电话、截止日期、职能"


RosterRow = tuple[int, Sequence[str]]
"""The number of a line and the texts of its cells."""


_TEXTS = (".csv", ".txt", ".tsv")


_SEPARATORS = re.compile(r"[;；、,，|\n/]")


_HEADER_WITHIN = 20


_MOST_BYTES = 32 << 20


_MOST_DEPARTMENTS = 50_000


_MOST_COLUMNS = 64
"""Whatever stands further to the right is no column of a roster."""


_NO_HEADER = "花名册“{}”里没有“部门”一列"


def roster_given(path: Path | None, settings: Settings) -> Roster | None:
    """Return the roster of a file, else that of the settings, if they name anybody."""
    return roster_of(settings) if path is None else load_roster(path)


def load_roster(path: Path) -> Roster:
    """Read a roster. Raises ``UsageError`` that says what is wrong with it."""
    try:
        data = read_file(path, DEFAULT_LIMITS._replace(file_bytes=_MOST_BYTES))
    except InputError as error:
        raise UsageError(f"花名册“{path}”无法读取：{error.message}", hint="请检查路径和权限") from error
    sheet, lines = ("", _csv_lines(data, path)) if path.suffix.lower() in _TEXTS else _sheet_lines(path, data)
    header, unknown, body = _header(lines, sheet, path)
    body.sort(key=lambda line: _order(line, header))
    titles = frozenset(map(cached_form, _LABELS["department"]))
    entries = [_entry(line, header) for line in body if _names_department(line, header, titles)]
    if not entries:
        raise UsageError(f"花名册“{path.name}”里没有部门", hint="每行写一个部门，“部门”一列不能空")
    if len(entries) > _MOST_DEPARTMENTS:
        raise UsageError(
            f"花名册“{path.name}”有 {len(entries)} 行，超过 {_MOST_DEPARTMENTS} 行", hint="请检查是否选错了文件"
        )
    _refuse_doubles(entries, path)
    _refuse_unclear_dates(entries, path)
    return Roster(entries, unknown)


def _csv_lines(data: bytes, path: Path) -> list[RosterRow]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
        try:
            return list(enumerate(csv.reader(StringIO(text, newline=None), delimiter=delimiter), start=1))
        except csv.Error as error:
            raise UsageError(
                f"花名册“{path.name}”不是完整的 CSV 文件（{error}）", hint="请另存为 .xlsx 后重试"
            ) from error
    raise UsageError(f"花名册“{path.name}”的文字编码无法识别", hint="请另存为 UTF-8 编码的 CSV，或存为 .xlsx")


def _sheet_lines(path: Path, data: bytes) -> tuple[str, list[RosterRow]]:
    """The name of the sheet with the roster, and its lines."""
    from jixiao.grid.open import open_workbook

    try:
        workbook = open_workbook(path, data=data)
    except InputError as error:
        raise UsageError(f"花名册“{path.name}”无法读取：{error.message}", hint=error.hint) from error
    shown = [sheet for sheet in workbook.sheets if not sheet.hidden and sheet.rows]
    # A settings workbook has its roster on a sheet of that name; other workbooks are taken by their first sheet.
    sheet = next((sheet for sheet in shown if sheet.name == ROSTER.title), shown[0] if shown else None)
    if sheet is None:
        return "", []
    width = min(max(max(cells) for cells in sheet.rows.values()), _MOST_COLUMNS)
    columns = range(1, width + 1)
    return sheet.name, [
        (row, [shown_text(cells.get(column), sheet.formats.get((row, column))) for column in columns])
        for row, cells in sheet.rows.items()
    ]


def _header(
    lines: Sequence[RosterRow], sheet: str, path: Path
) -> tuple[dict[str, int], list[str], list[Sequence[str]]]:
    """Return the known columns, the titles of others, and the lines below."""
    known = {cached_form(label): key for key, labels in _LABELS.items() for label in labels}
    for number, (row, line) in enumerate(lines[:_HEADER_WITHIN]):
        found: dict[str, int] = {}
        unknown: list[str] = []
        for column, text in enumerate(line):
            key = known.get(cached_form(text))
            if key is not None:
                found.setdefault(key, column)
            elif text.strip():
                place = f"工作表“{sheet}”{address(row, column + 1)}" if sheet else f"第{row}行第{column + 1}列"
                unknown.append(f"{place}“{squeeze(text)}”")
        if "department" in found:
            return found, unknown, [line for _, line in lines[number + 1 :]]
    raise UsageError(_NO_HEADER.format(path.name), hint=f"表头可用：{KNOWN_COLUMNS}")


def _texts(line: Sequence[str], header: dict[str, int]) -> dict[str, str]:
    return {key: line[column].strip() if column < len(line) else "" for key, column in header.items()}


def _names_department(line: Sequence[str], header: dict[str, int], titles: frozenset[str]) -> bool:
    cells = {column: text for column, text in enumerate(line) if text.strip()}
    return names_one(_texts(line, header)["department"], cells, titles)


def _entry(line: Sequence[str], header: dict[str, int]) -> RosterEntry:
    texts = _texts(line, header)
    texts.pop("order", None)
    name = texts.pop("department")
    aliases = (alias.strip() for alias in _SEPARATORS.split(texts.pop("aliases", "")))
    return RosterEntry(name if name.isascii() else squeeze(name), aliases=tuple(filter(None, aliases)), **texts)


def _order(line: Sequence[str], header: dict[str, int]) -> float:
    """Return the number under 顺序; lines without one come last."""
    try:
        number = float(unicodedata.normalize("NFKC", _texts(line, header).get("order", "")))
    except ValueError:
        return inf
    return number if number == number else inf


def _refuse_doubles(entries: Sequence[RosterEntry], path: Path) -> None:
    """One name must mean one department, and a department stand there once."""
    listed = Counter(cached_form(entry.name) for entry in entries)
    for entry in entries:
        if (times := listed[cached_form(entry.name)]) > 1:
            raise UsageError(f"花名册“{path.name}”中“{entry.name}”出现了 {times} 次", hint="请只留一行")
    owners: dict[str, str] = {}
    for entry in entries:
        for name in {fold(text): text for text in (entry.name, *entry.aliases)}.values():
            owner = owners.setdefault(cached_form(name), entry.name)
            if owner != entry.name:
                raise UsageError(
                    f"花名册“{path.name}”中“{name}”既指“{owner}”又指“{entry.name}”",
                    hint="请改名称或别名，使每个名称只指一个部门",
                )


def _refuse_unclear_dates(entries: Iterable[RosterEntry], path: Path) -> None:
    """A due date that cannot be read would make nobody late."""
    for entry in entries:
        if entry.due and typed_date(entry.due) is None:
            raise UsageError(
                f"花名册“{path.name}”中“{entry.name}”的截止日期“{entry.due}”认不出",
                hint="请写成 2026-03-31 这样的日期，或留空",
            )
