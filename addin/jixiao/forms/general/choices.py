"""Choices of which one is ticked: ☑优 □良, 新增□ 延续√, 新增（ ）延续（√）."""

from __future__ import annotations

import re

from jixiao.forms.classification import is_level
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.region import Region
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern
from jixiao.remembered import remembered

EMPTY, TICKED = "□", "☑"
_SPELLINGS = (
    (late_pattern(r"[□☐][√✓✔☑]|[(（]\s*[√✓✔]\s*[)）]"), TICKED),
    (late_pattern(r"[☐○]|[(（]\s*[)）]"), EMPTY),
    (late_pattern(r"[■√✓✔☒●⊙◉]"), TICKED),
)
"""How boxes are written: 优□✓ and （√） are ticked, （ ） and ○ empty."""
_OF_WINGDINGS = str.maketrans("R£", f"{TICKED}{EMPTY}")
"""The letters of boxes in a font that was lost: 优秀R 良好£."""
_BOX = re.compile("[□☐☑■√✓✔☒]")
_CHOICE = late_pattern(r"[□☑]|[^□☑\s、，,；;/|]+")
MAX_CHOICE = 16
"""A cell with a choice has no more characters: □延续性项目."""


@remembered
def choices(text: str) -> tuple[tuple[str, bool | None], ...]:
    """Return what may be chosen in a text, each ticked, not ticked, or without a box."""
    text = text.translate(_OF_WINGDINGS) if "£" in text else text
    for pattern, plain in _SPELLINGS:
        text = pattern.sub(plain, text)
    pieces: list[str] = _CHOICE.findall(text)
    in_front = bool(pieces) and pieces[0] in (EMPTY, TICKED)
    found: list[tuple[str, bool | None]] = []
    box: str | None = None
    for piece in pieces:
        if piece not in (EMPTY, TICKED):
            found.append((piece, None if box is None else box == TICKED))
            box = None
        elif in_front:
            box = piece
        elif found and found[-1][1] is None:
            found[-1] = (found[-1][0], piece == TICKED)
    return tuple(found)


def ticked(text: str) -> str:
    """Return the one ticked choice: ☑优 □良 → 优; the text where none or more are."""
    names = [name for name, is_ticked in choices(text) if is_ticked]
    return names[0] if len(names) == 1 else text


def chosen(text: str) -> str | None:
    """Return the one ticked choice, or the text; None of empty boxes alone: □优 □良."""
    found = choices(text)
    return None if all(is_ticked is False for _, is_ticked in found) else ticked(text)


def join_choices(region: Region, words: Vocabulary) -> None:
    """Make one text of choices in cells beside one another: □新增 | ☑延续, 新增 | | 延续 | √.

    They stand behind a known label, and each has a box, or its mark in the next cell.
    """
    texts = (value for _, cells in region.rows for value in cells.values() if isinstance(value, str))
    if _BOX.search("".join(texts)) is None:
        return  # nearly every form
    for index, (row, cells) in enumerate(region.rows):
        marked = any(isinstance(value, str) and _is_marked(value) for value in cells.values())
        if not marked or any(is_level(str(value)) for value in cells.values()):
            continue  # 时效指标 | 完成时间 | 12月底前 | √
        said, columns = cells, list(cells)
        start = 1
        while start < len(columns):
            run = _run(said, columns[start:], words) if _is_field(said[columns[start - 1]], words) else []
            if len(run) > 1:
                text = "".join(f" {said[c]}" if choices(str(said[c])) else str(said[c]) for c in run).strip()
                cells = {c: text if c == run[0] else value for c, value in cells.items() if c not in run[1:]}
                region.rows[index] = (row, cells)
                region.take_all(row, run[1:])
            start += max(len(run), 1)


def _is_field(value: Value, words: Vocabulary) -> bool:
    return isinstance(value, str) and words.field(value) is not None


def _is_marked(value: str) -> bool:
    """Return whether a short text has a box or a mark: 延续√, □, （√）."""
    return len(value) <= MAX_CHOICE and _BOX.search(value) is not None


def _run(cells: dict[int, Value], columns: list[int], words: Vocabulary) -> list[int]:
    """Return the first cells that are choices or their marks."""
    run: list[int] = []
    for place, column in enumerate(columns):
        value = cells[column]
        if not isinstance(value, str) or len(value) > MAX_CHOICE or _is_field(value, words):
            break
        after = cells.get(columns[place + 1]) if place + 1 < len(columns) else None
        is_choice = _is_marked(value) or (isinstance(after, str) and not choices(after) and _is_marked(after))
        in_gap = (
            not run
            and place + 2 < len(columns)
            and columns[place + 1] > column + 1
            and _has_mark_behind(cells, columns[place + 1 :])
        )
        if not is_choice and not in_gap:
            break
        run.append(column)
    return run


def _has_mark_behind(cells: dict[int, Value], columns: list[int]) -> bool:
    """Return whether the next cell is followed by a mark alone: 延续 | √."""
    mark = cells[columns[1]]
    return columns[1] == columns[0] + 1 and isinstance(mark, str) and not choices(mark) and _is_marked(mark)
