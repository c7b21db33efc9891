"""Indicators below no line of titles: their first row begins the table.

数量指标 | 演出场次 | ≥20 | 场. The columns are told by what stands in all the rows.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

from jixiao.forms.classification import all_level1, all_level2
from jixiao.forms.general.header_titles import Header, HeaderTitle
from jixiao.forms.general.kinds import YEAR_END, kind_in_title
from jixiao.forms.general.vocabulary import Meaning
from jixiao.forms.labels import cached_form
from jixiao.forms.levels import without_points
from jixiao.forms.measures import is_unit, says_operator, split_measure
from jixiao.forms.region import Region
from jixiao.grid.model import Value

MIN_ROWS = 2
"""So many rows at least make a table."""
_SHARE = 3
"""Of three targets one at most may be in words, one cell of three may be blank."""
_LOOKS: dict[str, Callable[[Value], bool]] = {
    "level3": lambda value: isinstance(value, str) and split_measure(value) is None and not is_unit(value),
    "target": lambda value: not isinstance(value, str) or split_measure(value) is not None,
    "unit": lambda value: isinstance(value, str) and is_unit(value),
    "operator": lambda value: isinstance(value, str) and says_operator(value),
}
"""What the cells of a column look like."""
_ORDERS = (
    ("level3", "target"),
    ("level3", "target", "unit"),
    ("level3", "unit", "target"),
    ("level3", "operator", "target"),
    ("level3", "operator", "target", "unit"),
)
"""The columns behind the levels, as forms have them."""


def untitled_header(region: Region, rows: dict[int, dict[int, Value]], first: int) -> Header | None:
    """Return the header that indicators lack whose first row this is; None for others."""
    if not any(map(_is_level, list(rows[first].values())[:3])):
        return None  # nearly every row
    if region.titled and kind_in_title(region.title_text) in YEAR_END:
        return None  # 产出指标 | 得分率 | 96%
    before = first - 1 if first - 1 in rows else first - 2  # a blank row may stand below the caption
    if _is_row(region, rows, before):
        return None  # a table that is not understood from its first row on
    goes_on = (row for row in range(first, first + 2 * len(rows)) if row in rows or row - 1 not in rows)
    table = list(takewhile(lambda row: _is_row(region, rows, row), goes_on))
    levels = sorted({column for row in table for column, value in rows[row].items() if _is_level(value)})
    full = [rows[row] for row in table if max(rows[row]) > levels[-1]]
    behind = sorted({column for cells in full for column in cells if column > levels[-1]})
    if len(full) < MIN_ROWS or len(levels) > 2:
        return None
    above = rows.get(before)
    if above and behind and min(above) >= behind[0]:
        return None  # a row of the table whose level stands further up, not merged
    keys = next((keys for keys in _ORDERS if len(keys) == len(behind) and _fit(keys, behind, full)), None)
    if keys is None:
        return None
    first_level = all(
        cached_form(without_points(str(cells.get(levels[0], "产出指标")))) in all_level1() for cells in full
    )
    names = ["level1", "level2"] if len(levels) == 2 else ["level1" if first_level else "level2"]
    titles = [
        HeaderTitle("", first, column, right - 1, column=Meaning(key, key))
        for key, column, right in zip(
            (*names, *keys), (*levels, *behind), (*levels[1:], *behind, behind[-1] + 1), strict=True
        )
    ]
    header = Header("indicators", first, first - 1, titles)
    for row, column in ((before, None), (first, levels[0])):
        caption = _caption(rows.get(row, {}), column)
        if caption is not None:
            header.caption = header.caption or str(rows[row][caption])
            region.take(row, caption)
    return header


def _caption(cells: dict[int, Value], before: int | None) -> int | None:
    """Return the column of 年度绩效指标 alone in a row, or ``before`` the levels of one."""
    column, value = next(iter(cells.items()), (0, None))
    stands = len(cells) == 1 if before is None else column < before
    named = isinstance(value, str) and value.rstrip("：:").endswith("指标") and not _is_level(value)
    return column if stands and named else None


def _is_level(value: Value) -> bool:
    form = cached_form(without_points(value)) if isinstance(value, str) else ""
    return form in all_level1() or form in all_level2()


def _is_row(region: Region, rows: dict[int, dict[int, Value]], row: int) -> bool:
    """Return whether a row begins with a level, or one above is merged over it."""
    cells = rows.get(row, {})
    if not cells:
        return False
    if any(map(_is_level, list(cells.values())[:3])):
        return True
    column = next(iter(cells))
    above = (region.sheet.value(*region.sheet.anchor(row, place)) for place in range(1, column))
    return any(value is not None and _is_level(value) for value in above)


def _fit(keys: tuple[str, ...], columns: list[int], rows: list[dict[int, Value]]) -> bool:
    """Return whether the columns of rows hold what these keys look like."""
    for key, column in zip(keys, columns, strict=True):
        values = [cells[column] for cells in rows if column in cells]
        unlike = sum(not _LOOKS[key](value) for value in values)
        in_words = len(rows) // _SHARE if key == "target" else 0
        blanks = len(rows) // _SHARE if key in ("level3", "target") else len(rows)
        if key == "level3" and 2 * len(set(values)) <= len(values):
            return False  # 权重 | 20% behind each level
        if not values or unlike > in_words or len(rows) - len(values) > blanks:
            return False
    return True
