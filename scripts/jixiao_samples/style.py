"""How a clerk laid a form out: the variations that a reader has to bear."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

Levels = Literal["merged", "repeated", "sparse"]
Numbers = Literal["number", "text", "thousands"]
Percent = Literal["sign", "word", "format"]
SheetNames = Literal["form", "number", "project"]


@dataclass(frozen=True, slots=True)
class LayoutStyle:
    """The layout of one workbook; the default is the official form.

    ``row_offset`` and ``column_offset`` move the form away from A1; ``spacer_column`` is the number of the form's own
    column (from 0) in front of which a blank one was inserted. ``merged`` is false where somebody undid all merges.
    ``levels``: level 1 and 2 merged over their rows, repeated on every row, or written on the first only.
    ``punctuation``: labels as printed, or all their brackets and colons half or full width. ``numbers``: as numbers, as
    text, as text with thousands separators. ``percent``: unit ``%``, unit ``百分比``, or 0.98 in a per cent format.
    """

    row_offset: int = 0
    column_offset: int = 0
    spacer_column: int | None = None
    spacer_rows: bool = False
    merged: bool = True
    levels: Levels = "merged"
    punctuation: Literal["printed", "half", "full"] = "printed"
    spaced_labels: bool = False
    label_breaks: bool = False
    numbers: Numbers = "number"
    percent: Percent = "sign"
    attachment: bool = False
    separate_signoff: bool = False
    sheet_names: SheetNames = "form"
    font: str = "宋体"
    title_font: str = "黑体"


OFFICIAL = LayoutStyle()


def draw_style(rng: Random) -> LayoutStyle:
    """A layout as departments send it in: most things as printed, a few not."""
    merged = rng.random() < 0.85
    return LayoutStyle(
        row_offset=rng.choice((0, 0, 0, 0, 1, 3)),
        column_offset=rng.choice((0, 0, 0, 0, 1, 2)),
        spacer_column=rng.randint(1, 3) if rng.random() < 0.1 else None,
        spacer_rows=rng.random() < 0.15,
        merged=merged,
        levels=rng.choice(("merged", "merged", "merged", "repeated", "sparse"))
        if merged
        else rng.choice(("repeated", "sparse")),
        punctuation=rng.choice(("printed", "printed", "half", "full")),
        spaced_labels=rng.random() < 0.2,
        label_breaks=rng.random() < 0.2,
        numbers=rng.choice(("number", "number", "number", "number", "text", "thousands")),
        percent=rng.choice(("sign", "sign", "sign", "word", "format")),
        attachment=rng.random() < 0.3,
        separate_signoff=rng.random() < 0.3,
        sheet_names=rng.choice(("form", "number", "project")),
        font=rng.choice(("宋体", "宋体", "仿宋")),
        title_font=rng.choice(("黑体", "方正小标宋简体", "宋体")),
    )
