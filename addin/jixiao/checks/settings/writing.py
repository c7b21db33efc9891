"""The blank settings workbook: names, lists to choose from, help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jixiao.checks.catalogue import catalogue
from jixiao.checks.local.form_values import subjects
from jixiao.checks.local.requirements import CONDITIONS
from jixiao.checks.settings.settings_sheets import (
    DEFAULT_LABEL,
    GUIDE,
    HELP_LABEL,
    ITEM_LABEL,
    LEVELS,
    SHEETS,
    VALUE_LABEL,
    Setting,
    SettingColumn,
    SettingPath,
    SettingSheet,
)
from jixiao.resources import list_styles

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_STYLES = list_styles("settings")
_LISTS: Mapping[str, tuple[str, Sequence[str]]] = {
    "对象": ("本地规则可用的对象", [subject.name for subject in subjects()]),
    "条件": ("本地规则可用的条件", [condition.name for condition in CONDITIONS]),
}
"""Label of a column → title and entries of the list to choose from, which stand on the guide."""
_TOP = 3
"""The 0-based row of the first entry: title, explanation and header stand above."""
_GUIDE = (
    "这是财政部门的设置：审核要求、单位名单、豁免和本地规则都写在这里，一处填写，检查、汇总、评分都用它。",
    "怎样用：填好后在命令里写 --profile 这个文件，例如 jixiao check 报送 --profile 设置.xlsx。",
    "只填淡黄色的格子；不需要的留空，留空就按默认。表头和项目名称不要改，工作表可以移动、改名，列可以加宽，行可以插入和删除。",
    "填完运行 jixiao settings check 设置.xlsx：写错的、互相矛盾的单元格会逐个列出。写错的设置不会被悄悄忽略，检查时会停下来指出单元格。",
    "几个内容写在一格时用顿号分开；日期写成 2026-11-30。",
)


def write_settings(path: Path, defaults: Mapping[str, Any]) -> None:
    """Write a blank settings workbook; ``defaults`` is the profile's JSON."""
    from xlsxwriter import Workbook

    workbook = Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    styles = {name: workbook.add_format(dict(style)) for name, style in _STYLES.items()}
    _write_guide(workbook, styles)
    for described in SHEETS:
        sheet = workbook.add_worksheet(described.title)
        sheet.write_string(0, 0, described.title, styles["title"])
        sheet.set_row(0, 28)
        sheet.set_row(1, 34)
        if described.settings:
            width = _write_settings(workbook, sheet, described, defaults, styles)
        else:
            width = _write_table(sheet, described, styles)
        sheet.merge_range(1, 0, 1, width - 1, described.about, styles["about"])
        sheet.freeze_panes(_TOP, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_TOP - 1)
        workbook.define_name(described.name, f"='{described.title}'!$A$1")
    workbook.close()


def _write_guide(workbook: Workbook, styles: Mapping[str, Format]) -> None:
    sheet = workbook.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, "绩效管理设置", styles["title"])
    sheet.set_row(0, 28)
    lines = (*_GUIDE, *(f"{described.title}：{described.about}" for described in SHEETS))
    for row, line in enumerate(lines, start=1):
        sheet.write_string(row, 0, line, styles["about"])
    for column, (title, names) in enumerate(_LISTS.values(), start=2):
        sheet.set_column(column, column, 24)
        sheet.write_string(0, column, title, styles["header"])
        for row, name in enumerate(names, start=1):
            sheet.write_string(row, column, name, styles["plain"])
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write_settings(
    workbook: Workbook,
    sheet: Worksheet,
    described: SettingSheet,
    defaults: Mapping[str, Any],
    styles: Mapping[str, Format],
) -> int:
    """Write rows of named settings; return the number of columns."""
    for column, (title, width) in enumerate(
        ((ITEM_LABEL, 26), (VALUE_LABEL, 36), (DEFAULT_LABEL, 24), (HELP_LABEL, 56))
    ):
        sheet.set_column(column, column, width)
        sheet.write_string(_TOP - 1, column, title, styles["header"])
    for row, setting in enumerate(described.settings, start=_TOP):
        sheet.write_string(row, 0, setting.label, styles["label"])
        sheet.write_blank(row, 1, None, styles[_style(setting)])
        sheet.write_string(row, 2, _shown(defaults, setting), styles["plain"])
        sheet.write_string(row, 3, setting.help, styles["plain"])
        _validate(sheet, row, 1, row, setting)
        workbook.define_name(f"{described.name}_{setting.label}", f"='{described.title}'!$B${row + 1}")
    return 4


def _write_table(sheet: Worksheet, described: SettingSheet, styles: Mapping[str, Format]) -> int:
    """Write a table to fill in; return the number of columns."""
    listed = _listed_rules() if described.key == "rules" else []
    last = _TOP + (len(listed) or described.rows) - 1
    for column, each in enumerate(described.columns):
        style = styles[_style(each) if each.own and not (listed and each.required) else "plain"]
        sheet.set_column(column, column, each.width)
        sheet.write_string(
            _TOP - 1, column, each.label + ("（必填）" if each.required and not listed else ""), styles["header"]
        )
        for row in range(_TOP, last + 1):
            text = listed[row - _TOP].get(each.key) if listed else None
            if text is None:
                sheet.write_blank(row, column, None, style)
            else:
                sheet.write_string(row, column, text, style)
        if each.own:
            _validate(sheet, _TOP, column, last, each)
    if listed:
        sheet.autofilter(_TOP - 1, 0, last, len(described.columns) - 1)
    return len(described.columns)


def _listed_rules() -> list[dict[str, str]]:
    names = {value: shown for shown, value in LEVELS.items()}
    return [
        {"code": entry.code, "message": entry.described, "default": names[entry.severity.value]}
        for entry in catalogue().values()
    ]


def _style(wanted: Setting | SettingColumn) -> str:
    return {"date": "date", "number": "number", "integer": "number"}.get(wanted.kind, "input")


def _validate(sheet: Worksheet, first: int, column: int, last: int, wanted: Setting | SettingColumn) -> None:
    """Offer choices, refuse wrong kinds, and show help beside the cell."""
    rule: dict[str, Any] = {"validate": "any", "input_title": wanted.label[:32], "input_message": wanted.help[:255]}
    if wanted.choices:
        rule |= {"validate": "list", "source": list(wanted.choices)}
    elif wanted.label in _LISTS:
        column_letter, names = "CD"[list(_LISTS).index(wanted.label)], _LISTS[wanted.label][1]
        rule |= {"validate": "list", "source": f"='{GUIDE}'!${column_letter}$2:${column_letter}${len(names) + 1}"}
    elif wanted.kind in ("number", "integer"):
        rule |= {"validate": "decimal" if wanted.kind == "number" else "integer", "criteria": ">=", "value": 0}
    elif wanted.kind == "date":
        from datetime import date

        rule |= {"validate": "date", "criteria": "between", "minimum": date(2000, 1, 1), "maximum": date(2100, 12, 31)}
    if rule["validate"] != "any":
        rule |= {"error_title": wanted.label[:32], "error_message": (wanted.help or "请从列表中选")[:255]}
    if rule["validate"] != "any" or wanted.help:
        sheet.data_validation(first, column, last, column, rule)


def _shown(defaults: Mapping[str, Any], setting: Setting) -> str:
    """Return the default of a setting as it would be typed."""
    value = _at(defaults, setting.place)
    names = {raw: shown for shown, raw in (setting.choices or {}).items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "、".join(map(str, value))
    return "" if value is None else names.get(str(value), str(value))


def _at(raw: Mapping[str, Any], place: SettingPath) -> Any:
    value: Any = raw
    for key in place:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
