"""The tasks of a department: a line for each, with its amounts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from jixiao.forms.cell_text import is_placeholder, text_of
from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.header_titles import Header, HeaderTitle, is_grade, numbers_the_columns
from jixiao.forms.money import parse_money
from jixiao.forms.region import Region
from jixiao.forms.total_words import is_total
from jixiao.grid.address import address
from jixiao.grid.model import Value


def read_tasks(
    region: Region, table: FoundTable, unit: str | None, other: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], dict[str, tuple[Decimal | None, str]]]:
    """Return the tasks, and what their total says: key → amount, address."""
    columns = [(title, key) for title, key in _task_columns(table.header) if not _measures(title)]
    measures = table.measures() is not None
    tasks: list[dict[str, Any]] = []
    totals: dict[str, tuple[Decimal | None, str]] = {}
    for row, cells in table.rows:
        if numbers_the_columns(cells):
            region.take_all(row, cells)
            continue
        if is_total(cells):
            for title, key in columns:
                found = _amount(region, row, cells, title, unit) if key and key.startswith("amount.") else None
                if key is not None and found is not None:
                    totals[key.partition(".")[2]] = found
            cell = region.take(row, next(iter(cells)))
            if not totals and any(key is not None and key.startswith("amount.") for _, key in columns):
                totals["total"] = (None, cell)
            continue
        task: dict[str, Any] = {}
        addresses: dict[str, str] = {}
        amounts: dict[str, Decimal | None] = {}
        at = None
        for title, key in columns:
            place = title.place(cells)
            if key is not None and key.startswith("amount."):
                amounts[key.partition(".")[2]] = None
                found = _amount(region, row, cells, title, unit)
                if found is not None:
                    amounts[key.partition(".")[2]], addresses[key] = found
                continue
            if key is not None:
                task.setdefault(key, None)
            if place is None:
                continue
            text = text_of(cells[place], region.sheet.formats.get((row, place)))
            cell = region.take(row, place)
            if key is None:
                if text is not None and not is_placeholder(cells[place]):
                    label = " ".join(filter(None, (task.get("name"), title.name)))
                    other.append({"label": label, "value": text, "cell": cell})
            elif text is not None and not (key == "name" and is_placeholder(cells[place])):
                task[key], addresses[key] = text, cell
                at = at or (cell if key == "name" else None)
        if task.get("name") is None and not any(value is not None for value in amounts.values()):
            continue
        if amounts:
            task["amount"] = amounts
        if tasks and measures and task == {key: tasks[-1][key] for key in task}:
            continue  # repeated beside each of its indicators
        name = next(title for title, key in columns if key == "name")
        tasks.append({"name": None, **task, "cell": at or address(row, name.left), "cells": addresses})
    return tasks, totals


def _measures(title: HeaderTitle) -> bool:
    """Return whether a column is one of a task's indicator: its name, target, grades."""
    return not title.field_key.startswith("goals.") and (title.column_key in ("level3", "target") or is_grade(title))


def _amount(
    region: Region, row: int, cells: dict[int, Value], title: HeaderTitle, unit: str | None
) -> tuple[Decimal, str] | None:
    column = title.place(cells)
    amount = None if column is None else parse_money(cells[column], unit or "万元", title.unit)
    return None if column is None or amount is None else (amount, region.take(row, column))


def _task_columns(header: Header) -> list[tuple[HeaderTitle, str | None]]:
    """Return the columns with their keys: name, content, unit, ``amount.total`` …."""
    found: list[tuple[HeaderTitle, str | None]] = []
    used: set[str] = set()
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
        if key in used:
            key = None
        if key is not None:
            used.add(key)
        found.append((title, key))
    return found


def _money_role(title: HeaderTitle) -> str | None:
    if title.field_key in ("execution.annual", "execution.initial"):
        return "total"
    group, _, role = title.field_key.partition(".")
    return role if group == "amount" and role in ("total", "fiscal", "other") else None
