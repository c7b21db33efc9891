"""A season begins: its folder and settings, or next year's."""

from __future__ import annotations

import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

from jixiao.checks.dates import typed_date
from jixiao.checks.profile import raw_profile
from jixiao.checks.settings.bureau_settings import RosterEntry, load_settings
from jixiao.checks.settings.filled_settings import read_settings
from jixiao.checks.settings.settings_sheets import BASICS, ROSTER, SettingPath
from jixiao.checks.settings.writing import write_settings
from jixiao.consolidate.returns.roster_file import load_roster
from jixiao.errors import UsageError
from jixiao.grid.address import parse_address
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.model import Workbook
from jixiao.grid.package import Package
from jixiao.grid.xlsx import read_xlsx
from jixiao.output import replacing, write_bytes
from jixiao.reports.marking.cell_marks import WrittenValue
from jixiao.reports.marking.working_copy import SheetValues, WorkingCopy
from jixiao.season.folder import SeasonFolder
from jixiao.season.history import history

PREVIOUS = "上一季"
_REFERENCE = re.compile(r"'?([^'!]+)'?!\$([A-Z]{1,3})\$(\d{1,7})")  # '基本信息'!$B$9
_FIRST_ROSTER_ROW = 4
_DAY_ZERO = date(1899, 12, 30)


def begin(folder: SeasonFolder, *, year: int | None = None, bureau: str = "", roster: Path | None = None) -> int:
    """Make the folder of a season; gives the number of departments on its roster.

    What is not known stays empty in its settings. Raises ``UsageError`` if there is a season already, or for a roster
    that cannot be read; ``OutputError``.
    """
    if folder.settings.exists():
        raise UsageError(f"“{folder.root}”里已经有一季，不会覆盖", hint="请换一个文件夹")
    entries = load_roster(roster).entries if roster is not None else []
    folder.make_parts()
    with replacing(folder.settings) as temporary:
        write_settings(temporary, raw_profile())
        _fill(temporary, _entries(read_xlsx(temporary), year, bureau, entries))
    with history(folder) as known:
        known.log("建立这一季")
    return len(entries)


def begin_next(folder: SeasonFolder, target: SeasonFolder) -> int:
    """Make the coming year's season from this one; return the year.

    What was approved is what ``season issue`` carries over. Raises ``UsageError`` if there is a season already, or if
    the settings name no year; ``OutputError``.
    """
    folder.require()
    if target.settings.exists():
        raise UsageError(f"“{target.root}”里已经有一季，不会覆盖", hint="请用 -o 给出另一个文件夹")
    settings = load_settings(str(folder.settings))
    year = settings.profile.batch_year
    if year is None:
        raise UsageError(f"“{folder.settings.name}”没有写预算年度", hint="请在“基本信息”中填写预算年度后重试")
    target.make_parts()
    read = read_settings(folder.settings)
    values: dict[str, dict[tuple[int, int], WrittenValue]] = {}

    def put(place: SettingPath, value: WrittenValue) -> None:
        sheet, cell = read.cells.get(place, ("", ""))
        if sheet and cell:
            values.setdefault(sheet, {})[parse_address(cell)] = value

    put(("batch_year",), Decimal(year + 1))
    put(("title",), settings.profile.title.replace(str(year), str(year + 1)))
    for what, day in settings.deadlines.items():
        put(("deadlines", what), _serial(_year_on(day)))
    for number, entry in enumerate(settings.roster):
        if entry.last_day is not None:
            put(("roster", number, "due"), _serial(_year_on(entry.last_day)))
    with replacing(target.settings) as temporary:
        shutil.copyfile(folder.settings, temporary)
        _fill(temporary, values)
    (target.state / PREVIOUS).write_text(str(folder.root.resolve()), encoding="utf-8")
    with history(target) as known:
        known.log(f"由“{folder.root.name}”建立 {year + 1} 年这一季")
    return year + 1


def previous(folder: SeasonFolder) -> SeasonFolder | None:
    """Return the season of the year before if it is still there."""
    try:
        before = SeasonFolder(Path((folder.state / PREVIOUS).read_text(encoding="utf-8").strip()))
    except (OSError, ValueError):
        return None
    return before if before.settings.is_file() else None


def _entries(
    workbook: Workbook, year: int | None, bureau: str, entries: list[RosterEntry]
) -> dict[str, dict[tuple[int, int], WrittenValue]]:
    """The cells of blank settings that are known at the beginning."""
    known: dict[SettingPath, WrittenValue] = {("bureau", "name"): bureau}
    if year is not None:
        known["batch_year",] = Decimal(year)
    values: dict[str, dict[tuple[int, int], WrittenValue]] = {}
    for setting in BASICS.settings:
        value = known.get(setting.place)
        found = _REFERENCE.fullmatch(workbook.names.get((None, f"{BASICS.name}_{setting.label}"), ""))
        if value and found:
            values.setdefault(found[1], {})[parse_address(found[2] + found[3])] = value
    columns = {column.key: place for place, column in enumerate(ROSTER.columns, start=1)}
    roster = values.setdefault(ROSTER.title, {})
    for row, entry in enumerate(entries, start=_FIRST_ROSTER_ROW):
        cells = {
            "department": entry.name,
            "code": entry.code,
            "aliases": "、".join(entry.aliases),
            "contact": entry.contact,
            "phone": entry.phone,
            "function": entry.function,
        }
        roster |= {(row, columns[key]): text for key, text in cells.items() if text}
        due = typed_date(entry.due)
        if due is not None and due[2]:
            roster[row, columns["due"]] = _serial(date(*due))
    return values


def _year_on(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)


def _fill(path: Path, values: SheetValues) -> None:
    """Write values into our own workbook. Raises ``InputError``, ``OutputError``."""
    copy = WorkingCopy(Package(path.read_bytes(), DEFAULT_LIMITS))
    copy.enter(values)
    write_bytes(path, copy.zipped())


def _serial(day: date) -> Decimal:
    """The number that a cell with a date format shows as that day."""
    return Decimal((day - _DAY_ZERO).days)
