"""A column of amounts and the words above it."""

from __future__ import annotations

from typing import NamedTuple

from jixiao.forms.general.vocabulary import Meaning, Side


class AmountColumn(NamedTuple):
    """A column of amounts: the words above it, and what they say."""

    left: int
    right: int
    text: str
    side: Side | None
    year: int | None
    is_amount: bool
    part: Meaning | None = None
    """What the column of a matrix says beside the label of a row: 财政拨款 of 2026年, 项目支出 of 合计."""
    rank: int = 0
    """That of its words: 批复数 is 0, 核定数 1, 审核数 2, 申报数 3."""


def over(columns: list[AmountColumn], place: int) -> AmountColumn | None:
    """The column of amounts whose title stands over a sheet column."""
    return next((column for column in columns if column.left <= place <= column.right), None)


def whole_of_notices(columns: list[AmountColumn]) -> list[AmountColumn]:
    """Return columns with the sum of several notices as the year's: 提前下达 | 本次下达 | 合计."""
    notices = [column for column in columns if "下达" in column.text]
    if len(notices) < 2 or len(notices) == len(columns):
        return columns
    return [column._replace(side="aside" if column in notices else "annual") for column in columns]
