"""The line of all money among the lines of the execution, a source each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jixiao.forms.document import Execution
from jixiao.forms.text import dictionary

MONEY = ("initial", "annual", "executed", "executed_to_july", "expected_annual")
"""The keys of a line that hold money."""


def line_of_all_money(lines: Sequence[Execution]) -> Execution | None:
    """Return the line of all money: the one called so, else a first that is no part.

    A department may state 基本支出 and 项目支出 alone: neither is the sum of the other.
    """
    named = filter(
        names_all_money, sorted(lines, key=lambda line: line.get("points") is None)
    )  # 支出合计, not 收入合计
    first = lines[0] if lines and (len(lines) == 1 or not _names(lines[0], "kinds_of_money")) else None
    return next(named, first)


def scored_line(lines: Sequence[Execution]) -> Execution | None:
    """Return the line whose execution is scored: the one with points, else all money."""
    pointed = next((line for line in lines if line.get("points") is not None), None)
    return pointed or line_of_all_money(lines)


def sum_of_parts(lines: Sequence[Execution]) -> Execution:
    """Return what lines make together; no amount where one is part of another."""
    summed: Execution = {"source": None, "cell": "A1", "cells": {}}
    of_which = ["其中" in (line.get("source") or "") for line in lines]
    if any(of_which[1:]) and not all(of_which):
        return summed
    for key in MONEY:
        known: list[Decimal] = [line[key] for line in lines if line.get(key) is not None]  # type: ignore[literal-required]
        if known:
            summed[key] = sum(known, Decimal(0))  # type: ignore[literal-required]
    return summed


def names_all_money(line: Execution) -> bool:
    """Return whether a line is called a sum: 资金总额, 支出合计."""
    return _names(line, "sum_of_money_words")


def _names(line: Execution, words: str) -> bool:
    """Return whether a line says one of these words of ``labels.json``."""
    return any(word in (line.get("source") or "") for word in dictionary("labels")[words])
