"""The return of an invented department, with all figures in agreement."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any, Literal, cast, get_args

from jixiao.forms.definition import FormDefinition, load_definitions
from jixiao.forms.document import Document
from jixiao.forms.numbers import plain_number
from jixiao.textlayout import in_chinese
from jixiao_samples.indicators import department_lines, indicators, project_lines
from jixiao_samples.projects import (
    CENT,
    Department,
    Job,
    SampleProject,
    department_name,
    goal_sentences,
    invent_department,
    long_term_goal,
)
from jixiao_samples.texts import vocabulary

Layouts = Literal["mixed", "template", "legacy"]
LAYOUTS: tuple[Layouts, ...] = get_args(Layouts)

_FAMILIES: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    # family → summary form, department form, project forms
    "template": ("summary-2026", "department-2026", ("project-2026", "project-scored")),
    "legacy": ("summary-2023", "department-2023", ("direction-2023", "project-2024")),
}
_SIGNOFF = ("preparer", "phone", "date", "head", "finance_head", "business_review", "performance_review")


def make_department(seed: int, index: int, forms: int, year: int, layouts: Layouts) -> list[Document]:
    """Return the documents of one return in sheet order, without addresses.

    ``index`` numbers the departments from 0, ``forms`` is the number of documents; with one only a project is made,
    with two a summary and its project.
    """
    name, _, _ = department_name(seed, index)
    rng = Random(f"{seed}-{name}")
    family = rng.choice(tuple(_FAMILIES)) if layouts == "mixed" else layouts
    summary_form, department_form, project_forms = _FAMILIES[family]
    project_form = rng.choice(project_forms)
    leading = max(0, min(forms - 1, 2))
    department = invent_department(rng, seed, index, max(1, forms - leading), year)
    definitions = load_definitions()
    documents = [
        _project_document(rng, definitions[project_form], department, project) for project in department.projects
    ]
    if leading == 2:
        documents.insert(0, _department_document(definitions[department_form], department))
    if leading:
        documents.insert(0, _summary_document(rng, definitions[summary_form], department))
    for document in documents:
        keep_printed(document, definitions[document["form"]])
    return documents


def keep_printed(document: Document, definition: FormDefinition) -> None:
    """Drop the keys that the layout does not print; other sign-offs become null."""
    printed = {
        cell[role]
        for row in definition.raw["layout"]["rows"]
        if isinstance(row, list)
        for cell in row
        for role in ("value", "inline")
        if role in cell
    }
    values = cast("dict[str, Any]", document)
    for key in ("project", "program", "implementing_unit", "category", "period", "duties"):
        if key not in printed:
            values.pop(key, None)
    for group in ("funding", "goals", "budget"):
        if group in values:
            values[group] = {key: value for key, value in values[group].items() if f"{group}.{key}" in printed}
            if not values[group] and (group != "goals" or document["kind"] != "project"):
                del values[group]
    document["signoff"] = {
        key: value if f"signoff.{key}" in printed else None for key, value in document["signoff"].items()
    }


def _shell(definition: FormDefinition, department: Department) -> dict[str, Any]:
    return {
        "form": definition.id,
        "kind": definition.kind,
        "fiscal_year": department.year,
        "department": department.name,
        "currency_unit": "万元",
        "source": {"file": "", "sheet": "", "title_cell": ""},
        "signoff": {key: department.signoff[key] for key in _SIGNOFF},
        "unread": [],
        "notes": [],
        "cells": {},
    }


def _columns(definition: FormDefinition, table: str) -> tuple[str, ...]:
    found = definition.table(table)
    return tuple(column.key for column in found.columns) if found else ()


def _classification(definition: FormDefinition) -> str:
    table = definition.table("indicators")
    assert table is not None, definition.id
    return table.classification


def _project_document(
    rng: Random, definition: FormDefinition, department: Department, project: SampleProject
) -> Document:
    columns = _columns(definition, "indicators")
    goal = "".join(goal_sentences(project))
    if definition.id == "project-2024":
        goal = "\n".join(f"目标{number}：{text}" for number, text in enumerate(goal_sentences(project), 1))
    fiscal = project.amount - (project.carryover or 0) - (project.other or 0)
    amount_and_more = project.amount - (project.other or 0)
    document = _shell(definition, department)
    document |= {
        "project": project.name,
        "program": project.theme.program,
        "implementing_unit": department.name,
        "category": "一年期项目" if definition.id == "project-2024" else rng.choice(("特定目标类", "其他运转类")),
        "period": _period(rng, definition.id, department.year),
        "funding": {
            "total": project.amount,
            "annual": project.amount,
            "annual_local": project.amount,
            "fiscal": amount_and_more if definition.id == "project-2024" else fiscal,
            "fiscal_local": amount_and_more,
            "carryover": project.carryover,
            "other": project.other,
            "other_local": project.other,
        },
        "goals": {"period": long_term_goal(project), "annual": goal, "annual_local": goal},
        "indicators": indicators(project_lines(project), _classification(definition), columns),
    }
    if definition.table("expenditures") is not None:
        document["expenditures"] = [_expenditure(job) for job in project.jobs]
        document["expenditure_total"] = project.amount
    return cast(Document, document)


def _period(rng: Random, form: str, year: int) -> str:
    if form == "direction-2023":
        return f"{year}-{year + 2}年"
    if form == "project-2024":
        return f"{year}年1-12月"
    return rng.choice((f"{year}年度", f"{year}.01-{year}.12"))


def _expenditure(job: Job) -> dict[str, Any]:
    price, quantity, amount = plain_number(job.price), plain_number(job.quantity), plain_number(job.amount)
    return {
        "item": job.stem,
        "detail": f"{job.counted}{quantity}{job.unit}",
        "amount": job.amount,
        "basis": f"{price}万元/{job.unit}×{quantity}{job.unit}={amount}万元",
        "cell": "",
        "cells": {},
    }


def _department_document(definition: FormDefinition, department: Department) -> Document:
    document = _shell(definition, department)
    fund = (department.total * 5 / 100).quantize(CENT) if len(department.projects) % 2 else None
    other = (department.total * 3 / 100).quantize(CENT)
    document |= {
        "duties": "；".join(department.bureau.duties) + "。",
        "goals": {"annual": _annual_duties(department)},
        "tasks": [_task(definition, number, project) for number, project in enumerate(department.projects)],
        "budget": {
            "total": department.total,
            "general_public": department.total - (fund or 0) - other,
            "government_fund": fund,
            "special_account": None,
            "other": other,
            "basic": department.staff + department.office,
            "project": department.project_total,
        },
        "indicators": indicators(
            department_lines(department.projects, department.staff, department.office),
            _classification(definition),
            _columns(definition, "indicators"),
        ),
    }
    return cast(Document, document)


def _annual_duties(department: Department) -> str:
    """A line per project with the figure that the department's own indicators repeat."""
    lines = []
    for number, project in enumerate(department.projects, 1):
        job = project.jobs[0]
        lines.append(f"{number}.{project.theme.purpose}，完成{job.counted}{plain_number(job.quantity)}{job.unit}；")
    return "\n".join(lines)[:-1] + "。"


def _task(definition: FormDefinition, number: int, project: SampleProject) -> dict[str, Any]:
    offices = vocabulary().offices
    done = "、".join(f"{job.counted}{plain_number(job.quantity)}{job.unit}" for job in project.jobs[:3])
    task: dict[str, Any] = {
        "name": project.name.removesuffix("项目"),
        "content": f"{project.theme.purpose}，完成{done}。",
    }
    if "unit" in _columns(definition, "tasks"):
        task["unit"] = offices[number % len(offices)]
    return task | {"cell": "", "cells": {}}


def _summary_document(rng: Random, definition: FormDefinition, department: Department) -> Document:
    columns = _columns(definition, "rows")
    document = _shell(definition, department)
    rows = []
    for number, project in enumerate(department.projects, 1):
        filled = {
            "seq": in_chinese(number) if "goal_period" in columns else str(number),
            "project": project.name,
            "amount": project.amount,
            "goal_period": long_term_goal(project),
            "goal_annual": "".join(goal_sentences(project)),
            "remark": rng.choice(("新增", "延续", None)),
        }
        rows.append({key: filled[key] for key in columns} | {"cell": "", "cells": {}})
    document["rows"] = rows
    document["total"] = department.project_total
    return cast(Document, document)
