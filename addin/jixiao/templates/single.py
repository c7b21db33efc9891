"""One form as a workbook: blank, carried over, or made from the goal form."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from jixiao.errors import InputError, UsageError
from jixiao.forms.definition import FormDefinition, load_definitions
from jixiao.forms.document import Document
from jixiao.forms.learned.folders import learned_forms
from jixiao.output import Finish, replacing
from jixiao.templates.build import numbered_names, sheet_name, title_of
from jixiao.templates.carrying import KINDS, carried_form, outcome_form
from jixiao.templates.forms_workbook import write_workbook
from jixiao.templates.formsheet import DEFAULT_ROWS, CellValue, FormSheet
from jixiao.templates.ownsheet import own_sheet


def new_form(
    form: str,
    output: Path,
    *,
    department: str | None = None,
    year: int | None = None,
    project: str | None = None,
    rows: int = DEFAULT_ROWS,
    last: Path | None = None,
    weights: Mapping[str, Decimal] | None = None,
    finish: Finish | None = None,
) -> int:
    """Write a form with what is known already; gives the number of sheets.

    ``weights`` are the points of each level 1 in the settings of a bureau. ``last`` is a workbook to carry over: its forms
    of that kind get a sheet each, or that of ``project`` alone.
    ``finish`` makes the file out of the .xlsx, with macros for example; what it raises comes through.
    Raises ``UsageError`` for an unknown form or a name that the form has no place for, ``InputError`` for a workbook
    that cannot be read or has nothing to carry over, ``OutputError``.
    """
    learned = learned_forms().get(form)
    if learned is not None:
        if last is not None:
            raise UsageError(f"“{learned.name}”是本地版式，不能用 --from 结转", hint="请去掉 --from，生成空白表")
        own_sheet(learned, output, department=department, year=year, project=project, finish=finish)
        return 1
    definition = with_weights(find_definition(form), weights or {})
    given = given_values(definition, department=department, project=project)
    if last is None:
        forms = [FormSheet(definition, sheet_name(definition), year, given, rows=rows)]
    else:
        documents = documents_to_carry(definition, read_last(last), project, last)
        names = numbered_names(sheet_name(definition), [title_of(document) for document in documents])
        make = outcome_form if definition.kind in KINDS and documents[0]["kind"] == "project" else carried_form
        forms = [make(definition, document, name, year, rows) for document, name in zip(documents, names, strict=True)]
        for carried in forms:
            carried.values = {**carried.values, **given}
    with replacing(output, inputs=[last] if last else [], finish=finish) as temporary:
        write_workbook(temporary, forms)
    return len(forms)


def find_definition(form: str) -> FormDefinition:
    """The definition with that id. Raises ``UsageError``, naming what is near."""
    definitions = load_definitions()
    if form in definitions:
        return definitions[form]
    near = difflib.get_close_matches(form, [*definitions, *learned_forms()], n=2, cutoff=0.4)
    hint = f"相近的有 {'、'.join(near)}" if near else "运行 jixiao template list 查看全部模板"
    raise UsageError(f"没有编号为“{form}”的模板", hint=hint)


def given_values(definition: FormDefinition, **given: str | None) -> dict[str, CellValue]:
    """Return the given values. Raises ``UsageError`` for an unknown field."""
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


def read_last(path: Path) -> list[Document]:
    """Return last year's visible forms. Raises ``InputError`` without any."""
    from jixiao.forms.reading import read_file

    submission = read_file(path, path.name)
    if submission.status != "read":
        raise InputError(submission.reason or "无法读取", file=path.name, hint="")
    return [document for document in submission.documents if not document["source"].get("hidden")]


def documents_to_carry(
    definition: FormDefinition, documents: Sequence[Document], project: str | None, path: Path
) -> list[Document]:
    """Return the documents to make a form from: same form, same kind, or goals."""
    named = [document for document in documents if project is None or document.get("project") == project]
    choices = [[document for document in named if document["form"] == definition.id]]
    for kind in (definition.kind, *(("project",) if definition.kind in KINDS else ())):
        choices.append([document for document in named if document["kind"] == kind])
    for found in choices:
        if found:
            return found
    what = f"项目“{project}”的表" if project is not None else f"可以结转到“{definition.name}”的表"
    raise InputError(f"没有找到{what}", file=path.name, hint="请核对文件，或去掉 --from 生成空白表")


def with_weights(definition: FormDefinition, weights: Mapping[str, Decimal]) -> FormDefinition:
    """Return the form with these weights in its formulas and prompts."""
    # It stays as it is where the weights do not fit it: other blocks, another sum, parts of a point.
    raw = copy.deepcopy(dict(definition.raw))
    tables = [table for table in raw["tables"] if "points_weights" in table and _fit(weights, table)]
    for table in tables:
        before, table["points_weights"] = table["points_weights"], {block: int(weights[block]) for block in weights}
        for column in table["columns"]:
            if column["key"] == "points":
                column["help"] = column["help"].replace(_told(before), _told(table["points_weights"]))
    return replace(definition, raw=raw) if tables else definition


def _fit(weights: Mapping[str, Decimal], table: Mapping[str, Mapping[str, int]]) -> bool:
    whole = all(points == int(points) for points in weights.values())
    return whole and set(weights) == set(table["points_weights"]) and sum(weights.values()) == table["points_sum"]


def _told(weights: Mapping[str, int]) -> str:
    """Return the weights as a prompt names them: 产出50分、效益30分、满意度10分."""
    return "、".join(f"{block.removesuffix('指标')}{points}分" for block, points in weights.items())
