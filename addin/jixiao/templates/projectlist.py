"""The list of projects for a department's workbook, under 项目名称.

Other columns are taken by the labels of the project form: 项目金额, 项目类别, 实施期 and so on.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

from jixiao.errors import InputError
from jixiao.forms.cell_text import text_of
from jixiao.forms.definition import Field, FormDefinition
from jixiao.forms.labels import cached_form
from jixiao.forms.money import parse_money
from jixiao.grid.model import Sheet, Value
from jixiao.grid.open import open_workbook
from jixiao.templates.formsheet import CellValue

_HINT = "名单的表头要有“项目名称”一栏，每行一个项目；要用填好的工作簿，请写 --from"
_MOST = 500
"""Each project is a sheet, and Excel is no pleasure to use long before."""
ProjectRow = dict[str, CellValue]
"""What is known of a project, by document key."""


def read_projects(path: Path, definition: FormDefinition) -> list[ProjectRow]:
    """Return the listed projects. Raises ``InputError`` for none or a repeated one."""
    for sheet in open_workbook(path).sheets:
        if sheet.hidden:
            continue
        header = _header(sheet, definition)
        if header is None:
            continue
        row, columns = header
        projects = [_project(sheet, number, columns) for number in sheet.rows if number > row]
        found = [project for project in projects if project.get("project")]
        if any(_is_label(project["project"], definition) for project in found):
            continue  # a form: beside 项目名称 stands the name, below it the next label
        if len(found) > _MOST:
            raise InputError(
                f"名单有 {len(found)} 个项目，一个工作簿最多 {_MOST} 个", file=path.name, hint="请分成几份名单"
            )
        _refuse_twins(found, path, sheet)
        if found:
            return found
    raise InputError("没有找到项目", file=path.name, hint=_HINT)


def _header(sheet: Sheet, definition: FormDefinition) -> tuple[int, dict[int, Field]] | None:
    """Return the header row, with the field of each column."""
    fields = [field for field in definition.fields if not field.key.startswith(("signoff.", "goals."))]
    for row, cells in sheet.rows.items():
        columns: dict[int, Field] = {}
        for column, value in cells.items():
            form = cached_form(value) if isinstance(value, str) else ""
            field = next((field for field in fields if form in field.labels), None)
            if field is not None and field.key not in {known.key for known in columns.values()}:
                columns[column] = field
        if any(field.key == "project" for field in columns.values()):
            return row, columns
    return None


def _is_label(name: CellValue, definition: FormDefinition) -> bool:
    form = cached_form(str(name))
    return any(form in field.labels for field in definition.fields)


def _project(sheet: Sheet, row: int, columns: dict[int, Field]) -> ProjectRow:
    found: ProjectRow = {}
    for column, field in columns.items():
        value = sheet.value(row, column)
        read = None if value is None else _read(field, value, sheet.formats.get((row, column)))
        if read is not None:
            found[field.key] = read
    return found


def _read(field: Field, value: Value, number_format: str | None) -> Decimal | str | None:
    return parse_money(value) if field.type == "money" else text_of(value, number_format)


def _refuse_twins(projects: list[ProjectRow], path: Path, sheet: Sheet) -> None:
    names = Counter(str(project["project"]) for project in projects)
    twins = sorted(name for name, times in names.items() if times > 1)
    if twins:
        raise InputError(
            f"项目重名：{'、'.join(twins)}", file=path.name, sheet=sheet.name, hint="请改成不同的名称后重试"
        )
