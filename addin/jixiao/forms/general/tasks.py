"""The tasks of a department: a line for each, with its amounts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.header_titles import Header, HeaderTitle, is_grade, numbers_the_columns
from jixiao.forms.region import Region
from jixiao.forms.table_line import read_titled
from jixiao.forms.total_words import is_total
from jixiao.grid.address import address, parse_address

_AMOUNT = "amount."


def read_tasks(
    region: Region, table: FoundTable, unit: str | None, other: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], dict[str, tuple[Decimal | None, str]]]:
    """Return the tasks, and what their total says: key → amount, address."""
    columns = [(title, key) for title, key in _task_columns(table.header) if not _measures(title)]
    measures = table.measures() is not None
    tasks: list[dict[str, Any]] = []
    totals: dict[str, tuple[Decimal | None, str]] = {}
    of_money = any(key is not None and key.startswith(_AMOUNT) for _, key in columns)
    for row, cells in table.rows:
        if numbers_the_columns(cells):
            region.take_all(row, cells)
            continue
        if is_total(cells):
            sums = [(title, key) for title, key in columns if key is not None and key.startswith(_AMOUNT)]
            line = read_titled(region, row, cells, sums, unit)
            totals |= {key.removeprefix(_AMOUNT): (line.values[key], cell) for key, cell in line.cells.items()}
            cell = region.take(row, next(iter(cells)))
            if not totals and of_money:
                totals["total"] = (None, cell)
            continue
        line = read_titled(region, row, cells, columns, unit, "name")
        task: dict[str, Any] = {key: value for key, value in line.values.items() if not key.startswith(_AMOUNT)}
        name = next((title for title, key in columns if key == "name"), columns[0][0])
        amounts = {key.removeprefix(_AMOUNT): v for key, v in line.values.items() if key.startswith(_AMOUNT)}
        tells = task.get("content") is not None or any(value is not None for value in amounts.values())
        covered = bool(tasks) and row <= region.bottom_edge(*parse_address(tasks[-1]["cell"]))
        if task.get("name") is None and tells and covered:
            task["name"] = tasks[-1]["name"]  # one name is merged over several lines
            line.cells["name"] = tasks[-1]["cell"]
        other += line.other(task.get("name"))
        if task.get("name") is None and not any(value is not None for value in amounts.values()):
            continue
        if amounts:
            task["amount"] = amounts
        if tasks and measures and task == {key: tasks[-1][key] for key in task}:
            continue  # repeated beside each of its indicators
        at = line.cells.get("name", address(row, name.left))
        tasks.append({"name": None, **task, "cell": at, "cells": line.cells})
    return tasks, totals


def _measures(title: HeaderTitle) -> bool:
    """Return whether a column numbers the lines, or is one of a task's indicator."""
    told = title.column_key in ("level3", "target", "sequence") or is_grade(title)
    return told and not title.field_key.startswith("goals.")


def _task_columns(header: Header) -> list[tuple[HeaderTitle, str | None]]:
    """Return the columns with their keys: name, content, unit, ``amount.total`` …."""
    found: list[tuple[HeaderTitle, str | None]] = []
    used: set[str | None] = set()
    totals = [t for t in header.titles if _money_role(t) == "total"]
    best = next((t for t in totals if t.side == "annual"), totals[0] if totals else None)
    for title in header.titles:
        key: str | None = None
        role = _money_role(title)
        if role is not None:
            key = f"amount.{role}" if role != "total" or title is best else None
        elif title.task is not None and title.task.key in ("name", "content", "unit"):
            key = title.task.key
        elif title.field_key == "project":
            key = "name"
        found.append((title, None if key in used else key))
        used.add(key)
    return found


def _money_role(title: HeaderTitle) -> str | None:
    if title.field_key in ("execution.annual", "execution.initial"):
        return "total"
    group, _, role = title.field_key.partition(".")
    return role if group == "amount" and role in ("total", "fiscal", "other") else None
