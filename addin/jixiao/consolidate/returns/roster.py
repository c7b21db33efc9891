"""The roster of a season: which departments file, from a sheet or CSV file.

Columns 部门, 编码, 别名, 顺序, 联系人, 联系电话, 截止日期, 职能; only 部门 must be there. Labels are matched as those of forms are, codes
keep their leading zeros.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from jixiao.checks.likeness import nearest
from jixiao.checks.settings.bureau_settings import Settings
from jixiao.checks.settings.settings_sheets import ROSTER
from jixiao.consolidate.records import parse_date
from jixiao.errors import InputError, UsageError
from jixiao.forms.labels import cached_form
from jixiao.forms.text import fold, squeeze
from jixiao.grid.address import address
from jixiao.grid.guard import read_file
from jixiao.grid.limits import DEFAULT_LIMITS

_LABELS = {
    "name": ("部门", "部门名称", "单位", "单位名称", "填报单位", "预算单位", "预算部门"),
    "code": ("编码", "部门编码", "单位编码", "代码", "单位代码", "部门代码", "预算编码"),
    "aliases": ("别名", "简称", "曾用名", "又名", "其他名称"),
    "order": ("顺序", "排序", "序号", "次序"),
    "contact": ("联系人", "经办人", "联络人"),
    "phone": ("联系电话", "电话", "手机", "手机号码", "联系方式"),
    "due": ("截止日期", "截止时间", "报送截止日期", "报送期限", "期限"),
    "function": ("职能", "职能分类", "职能类别"),
}
KNOWN_COLUMNS = "部门、编码、别名、顺序、联系人、联系电话、截止日期、职能"
RosterRow = tuple[int, Sequence[str]]
"""The number of a line and the texts of its cells."""
_TEXTS = (".csv", ".txt", ".tsv")
_SEPARATORS = re.compile(r"[;；、,，|\n/]")
_HEADER_WITHIN = 20
_ALIKE = 0.6
"""Names less alike than this are not proposed (checks/README.md)."""
_MOST_COMPARED = 5_000_000
"""So many pairs of names are compared for proposals, some seconds of work; a province has a tenth of it."""
_LONGEST = 200
_MOST_BYTES = 32 << 20
_MOST_DEPARTMENTS = 50_000
_MOST_COLUMNS = 64
"""Whatever stands further to the right is no column of a roster."""
_TELLING = 3
"""A name shorter than this stands in the names of files by chance."""
_NO_HEADER = "花名册“{}”里没有“部门”一列"


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """A department that has to file."""

    name: str
    code: str = ""
    aliases: tuple[str, ...] = ()
    order: float | None = None
    contact: str = ""
    due: str = ""
    function: str = ""
    phone: str = ""

    def is_late(self, filed: date) -> bool:
        """Whether that day is after the one by which the return was due."""
        due = parse_date(self.due)
        return due is not None and (filed.year, filed.month, filed.day) > (due[0], due[1], due[2] or 31)


class NameMatch(NamedTuple):
    """The entry a name means: for certain, or as a proposal."""

    entry: RosterEntry
    certain: bool


class Roster:
    """The departments in their order; ``unknown`` columns were passed over."""

    def __init__(self, entries: Iterable[RosterEntry], unknown: Sequence[str] = ()) -> None:
        self.unknown = tuple(unknown)
        numbered = enumerate(entries)
        infinite = float("inf")
        ordered = sorted(numbered, key=lambda item: (infinite if item[1].order is None else item[1].order, item[0]))
        self.entries = [entry for _, entry in ordered]
        self._names: dict[str, RosterEntry] = {}
        for entry in self.entries:
            self._names.setdefault(cached_form(entry.name), entry)
        for entry in self.entries:
            for alias in entry.aliases:
                self._names.setdefault(cached_form(alias), entry)
        codes = Counter(cached_form(entry.code) for entry in self.entries)
        self._codes = {code: entry for entry in self.entries if codes[code := cached_form(entry.code)] == 1 and code}
        self._compared = 0
        self._matches: dict[str, NameMatch | None] = {}
        self._place = {entry.name: place for place, entry in enumerate(self.entries)}

    def functions(self) -> dict[str, str]:
        """Return the 职能 of each department that has one, by its name."""
        return {entry.name: entry.function for entry in self.entries if entry.function}

    def match(self, name: str | None, code: str | None = None) -> NameMatch | None:
        """Return the entry for a typed name: by name, alias, or likeness as proposal.

        A name that is nearly that of the department with the ``code`` beside it, or a part of it, means that one: 教育局
        with the code of 云岭县教育局.
        """
        form = cached_form(name or "")
        if form and form not in self._matches:
            self._matches[form] = self._find(form)
        found = self._matches.get(form)
        coded = self._codes.get(cached_form(code or ""))
        if form and coded is not None and (found is None or not found.certain):
            names = [cached_form(each) for each in (coded.name, *coded.aliases)]
            if (found is not None and found.entry is coded) or any(form in each or each in form for each in names):
                return NameMatch(coded, True)
        return found

    def _find(self, form: str) -> NameMatch | None:
        entry = self._names.get(form)
        if entry is not None:
            return NameMatch(entry, True)
        self._compared += len(self._names)
        if self._compared > _MOST_COMPARED or len(form) > _LONGEST:
            return None
        known = nearest(form, self._names, _ALIKE)
        return None if known is None else NameMatch(self._names[known], False)

    def named_in(self, file: str) -> str | None:
        """Return the one department that a path names, by the nearest folder."""
        for part in reversed(file.replace("\\", "/").split("/")):
            form = cached_form(part)
            found = {
                known: entry.name for known, entry in self._names.items() if len(known) >= _TELLING and known in form
            }
            # 教育局 stands in 云岭县教育局 as well: what is only a part of a longer name found says nothing.
            longest = [known for known in found if not any(known != other and known in other for other in found)]
            if longest:
                names = {found[known] for known in longest}
                return names.pop() if len(names) == 1 else None
        return None

    def place(self, name: str | None) -> int:
        """Return an official name's place; the last for a name not on the roster."""
        return self._place.get(name or "", len(self._place))


def load_roster(path: Path) -> Roster:
    """Reads a roster. Raises ``UsageError`` that says what is wrong with it."""
    try:
        data = read_file(path, replace(DEFAULT_LIMITS, file_bytes=_MOST_BYTES))
    except InputError as error:
        raise UsageError(f"花名册“{path}”无法读取：{error.message}", hint="请检查路径和权限") from error
    sheet, lines = ("", _csv_lines(data, path)) if path.suffix.lower() in _TEXTS else _sheet_lines(path, data)
    header, unknown, body = _header(lines, sheet, path)
    entries = [entry for line in body if (entry := _entry(line, header)) is not None]
    if not entries:
        raise UsageError(f"花名册“{path.name}”里没有部门", hint="每行写一个部门，“部门”一列不能空")
    if len(entries) > _MOST_DEPARTMENTS:
        raise UsageError(
            f"花名册“{path.name}”有 {len(entries)} 行，超过 {_MOST_DEPARTMENTS} 行", hint="请检查是否选错了文件"
        )
    _refuse_doubles(entries, path)
    _refuse_unclear_dates(entries, path)
    return Roster(entries, unknown)


def roster_of(settings: Settings) -> Roster | None:
    """Return the roster of a bureau's settings; None if it names nobody."""
    common = settings.deadlines.get("goals")
    entries = [
        RosterEntry(
            each.department, each.code, each.aliases, None, each.contact, str(each.due or common or ""), each.function
        )
        for each in settings.roster
    ]
    return Roster(entries) if entries else None


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
    from jixiao.forms.cell_text import text_of
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
    return sheet.name, [
        (
            row,
            [
                _shown(
                    text_of(cells[column], sheet.formats.get((row, column))),
                    cells[column],
                    sheet.formats.get((row, column)),
                )
                if column in cells
                else ""
                for column in range(1, width + 1)
            ],
        )
        for row, cells in sheet.rows.items()
    ]


def _shown(text: str | None, value: object, number_format: str | None) -> str:
    # A code typed as a number and shown as 007 by its format is 007.
    if isinstance(value, float) and value.is_integer() and number_format and set(number_format) == {"0"}:
        return f"{int(value):0{len(number_format)}d}"
    return text or ""


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
        if "name" in found:
            return found, unknown, [line for _, line in lines[number + 1 :]]
    raise UsageError(_NO_HEADER.format(path.name), hint=f"表头可用：{KNOWN_COLUMNS}")


def _entry(line: Sequence[str], header: dict[str, int]) -> RosterEntry | None:
    texts = {key: line[column].strip() if column < len(line) else "" for key, column in header.items()}
    if not texts["name"]:
        return None
    aliases = (alias.strip() for alias in _SEPARATORS.split(texts.get("aliases", "")))
    return RosterEntry(
        name=texts["name"],
        code=texts.get("code", ""),
        aliases=tuple(alias for alias in aliases if alias),
        order=_number(texts.get("order", "")),
        contact=texts.get("contact", ""),
        due=texts.get("due", ""),
        function=texts.get("function", ""),
        phone=texts.get("phone", ""),
    )


def _number(text: str) -> float | None:
    try:
        number = float(unicodedata.normalize("NFKC", text))
    except ValueError:
        return None
    return number if number == number else None


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
        if entry.due and parse_date(entry.due) is None:
            raise UsageError(
                f"花名册“{path.name}”中“{entry.name}”的截止日期“{entry.due}”认不出",
                hint="请写成 2026-03-31 这样的日期，或留空",
            )
