"""One form as a workbook of its own."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

from jixiao.errors import UsageError
from jixiao.forms.definition import FormDefinition, load_definitions
from jixiao.output import replacing
from jixiao.templates.build import sheet_name
from jixiao.templates.formsheet import DEFAULT_ROWS, CellValue, FormSheet
from jixiao.templates.workbook import write_workbook


def new_form(
    form: str,
    output: Path,
    *,
    department: str | None = None,
    year: int | None = None,
    project: str | None = None,
    rows: int = DEFAULT_ROWS,
) -> None:
    """Write a blank form with what is known already.

    Raises ``UsageError`` for an unknown form or a name that the form has no place for, ``OutputError``.
    """
    definition = find_definition(form)
    values = given_values(definition, department=department, project=project)
    with replacing(output) as temporary:
        write_workbook(temporary, [FormSheet(definition, sheet_name(definition), year, values, rows=rows)])


def find_definition(form: str) -> FormDefinition:
    """The definition with that id. Raises ``UsageError``, naming what is near."""
    definitions = load_definitions()
    if form in definitions:
        return definitions[form]
    near = difflib.get_close_matches(form, definitions, n=2, cutoff=0.4)
    hint = f"相近的有 {'、'.join(near)}" if near else "运行 jixiao template list 查看全部模板"
    raise UsageError(f"没有编号为“{form}”的模板", hint=hint)


def given_values(definition: FormDefinition, **given: str | None) -> Mapping[str, CellValue]:
    """The values that were given. Raises ``UsageError`` where the form has no such field."""
    values: dict[str, CellValue] = {}
    keys = {field.key for field in definition.fields}
    for key, value in given.items():
        if value is None:
            continue
        if key not in keys:
            label = {"project": "项目名称", "department": "填报单位"}[key]
            raise UsageError(f"{definition.name}没有“{label}”栏", hint=f"请去掉 --{key}")
        values[key] = value
    return values
