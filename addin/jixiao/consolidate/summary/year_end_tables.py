"""The forms that close a year as rows of the summary workbook: self-evaluation and monitoring.

As in ``summary_rows.py``: amounts are ``Decimal`` in 万元, what a form does not say is None, every row ends with its source.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from jixiao.consolidate.summary.row_xml import FILE, Mark
from jixiao.consolidate.summary.summary_rows import in_wan, money_factor
from jixiao.forms.document import Document, Execution


class SelfEvaluationRow(NamedTuple):
    """A line of 绩效自评. ``rate`` in percentage points; ``cell`` is that of the total score, else of the title."""

    department: str | None
    project: str | None
    unit: str | None
    fiscal_year: int | None
    annual: Decimal | None
    executed: Decimal | None
    rate: Decimal | None
    total_points: Decimal | None
    total_score: Decimal | None
    grade: str | None
    goal: str | None
    result: str | None
    indicators: int
    file: str | Mark
    sheet: str
    cell: str


class MonitoringRow(NamedTuple):
    """A line of 绩效监控. ``rate`` in percentage points; ``cell`` is that of the amount spent, else of the title.

    ``certain``, ``possible`` and ``impossible`` count the indicators by the likelihood the department gives.
    """

    department: str | None
    project: str | None
    unit: str | None
    fiscal_year: int | None
    initial: Decimal | None
    executed: Decimal | None
    rate: Decimal | None
    expected: Decimal | None
    goal: str | None
    indicators: int
    certain: int
    possible: int
    impossible: int
    file: str | Mark
    sheet: str
    cell: str


def self_evaluation_row(document: Document, file: str | Mark = FILE) -> SelfEvaluationRow:
    """The line of 绩效自评 for a document of kind ``selfeval``."""
    factor = money_factor(document["currency_unit"])
    money, cells = _total_line(document)
    goals = document.get("goals", {})
    return SelfEvaluationRow(
        department=document["department"],
        project=document.get("project"),
        unit=document.get("implementing_unit"),
        fiscal_year=document["fiscal_year"],
        annual=in_wan(money.get("annual"), factor),
        executed=in_wan(money.get("executed"), factor),
        rate=money.get("rate"),
        total_points=document.get("total_points"),
        total_score=document.get("total_score"),
        grade=document.get("grade"),
        goal=goals.get("annual"),
        result=goals.get("actual"),
        indicators=len(document.get("indicators", ())),
        file=file,
        sheet=document["source"]["sheet"],
        cell=document["cells"].get("total_score") or cells.get("executed") or document["source"]["title_cell"],
    )


def monitoring_row(document: Document, file: str | Mark = FILE) -> MonitoringRow:
    """The line of 绩效监控 for a document of kind ``monitoring``."""
    factor = money_factor(document["currency_unit"])
    money, cells = _total_line(document)
    indicators = document.get("indicators", ())
    likelihood = Counter(indicator.get("likelihood") for indicator in indicators)
    return MonitoringRow(
        department=document["department"],
        project=document.get("project"),
        unit=document.get("implementing_unit"),
        fiscal_year=document["fiscal_year"],
        initial=in_wan(money.get("initial"), factor),
        executed=in_wan(money.get("executed_to_july"), factor),
        rate=money.get("rate"),
        expected=in_wan(money.get("expected_annual"), factor),
        goal=document.get("goals", {}).get("annual"),
        indicators=len(indicators),
        certain=likelihood["确定能"],
        possible=likelihood["有可能"],
        impossible=likelihood["完全不可能"],
        file=file,
        sheet=document["source"]["sheet"],
        cell=cells.get("executed_to_july") or document["source"]["title_cell"],
    )


_NOTHING: Execution = {"source": None, "cell": "A1", "cells": {}}


def _total_line(document: Document) -> tuple[Execution, dict[str, str]]:
    """The line of the funding table that holds the total, which is its first, and the cells of its numbers."""
    lines = document.get("execution") or [_NOTHING]
    return lines[0], dict(lines[0]["cells"])
