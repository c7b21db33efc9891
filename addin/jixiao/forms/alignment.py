"""Putting the cells of a slid row back into their columns.

A page break, an inserted column or a merge that ended early moves the cells of a row sideways. The cells keep their
order, and most tell by themselves what they are: an operator, a unit, the name of a level. So the row is read as the
arrangement, left to right, that fits the contents best while moving as little as possible.
"""

from __future__ import annotations

from functools import lru_cache

from jixiao.forms.labels import cached_form
from jixiao.forms.measures import is_unit, nature_of, operator_of, split_measure
from jixiao.forms.text import fold, placeholders
from jixiao.grid.model import Value

SHIFT_CHANGE = 0.6
"""Cost of a change of the shift within a row: a row slides as a whole, or in two parts."""
HOME_AGAIN = 0.3
"""Cost of a change back to the columns in which the cells stand."""
DISTANCE = 0.05
UNPLACED = -2.6
"""Worse than most misfits: a cell is left out only where it disturbs all the others."""
LONG_TEXT = 12
MOST_CELLS = 100
"""More cells than that no row of a form has: what stands behind them is put nowhere."""

_FIT: dict[str, dict[str, float]] = {
    # what the cell is → how well it fits each kind of column
    "level1": {"level1": 3.0, "level2": -2.0, "item": -2.5, "target": -2.0, "unit": -3.0, "operator": -3.0},
    "level2": {"level1": -3.0, "level2": 3.0, "item": -2.5, "target": -2.0, "unit": -3.0, "operator": -3.0},
    "operator": {"level1": -3.0, "level2": -3.0, "item": -3.0, "target": -2.0, "unit": -3.0, "operator": 3.0},
    "nature": {"level1": -3.0, "level2": -3.0, "item": -2.0, "target": -1.0, "unit": -2.0, "operator": 3.0},
    "number": {"level1": -3.0, "level2": -3.0, "item": -2.0, "target": 2.0, "unit": -3.0, "operator": -3.0},
    "measure": {"level1": -3.0, "level2": -3.0, "item": -1.0, "target": 2.0, "unit": -3.0, "operator": -3.0},
    "unit": {"level1": -3.0, "level2": -3.0, "item": -2.0, "target": -1.5, "unit": 2.0, "operator": -2.0},
    "counter": {"level1": -3.0, "level2": -3.0, "item": 3.0, "target": -2.0, "unit": -3.0, "operator": -3.0},
    "standard": {"level1": -3.0, "level2": -3.0, "item": -1.0, "target": -1.0, "unit": -3.0, "operator": -3.0},
    "placeholder": {"level1": -1.0, "level2": -1.0, "item": 0.5, "target": 0.2, "unit": 0.2, "operator": -0.5},
    "text": {"level1": -1.0, "level2": -0.5, "item": 1.0, "target": 0.5, "unit": -1.0, "operator": -2.0},
    "long": {"level1": -3.0, "level2": -2.5, "item": 0.8, "target": 0.6, "unit": -3.0, "operator": -3.0},
}
_PLAIN = frozenset(("text", "long", "placeholder"))
"""The kinds of cells that may stand in more than one column."""
_SHARING = frozenset(("operator", "number", "measure", "unit"))
_SCORING_WORDS = ("得分", "扣", "计分", "满分", "不得分")


def kind_of(value: Value, level1: frozenset[str], level2: frozenset[str], counter: str) -> str:
    """Return the row kind of a cell, see above; levels are label forms of the tree."""
    if not isinstance(value, str):
        return "number"
    return _kind_of_text(value, level1, level2, counter)


def _kind_of_text(text: str, level1: frozenset[str], level2: frozenset[str], counter: str) -> str:
    form = cached_form(text)
    if form in level2:
        return "level2"
    if form in level1:
        return "level1"
    if fold(text) in placeholders() and fold(text) != "无":
        return "placeholder"
    if operator_of(text):
        return "operator"
    if nature_of(text):
        return "nature"
    if is_unit(text):
        return "unit"
    if counter and form.startswith(counter) and form[len(counter) : len(counter) + 1].isdigit():
        return "counter"
    measure = split_measure(text)
    if measure is not None:
        return "number" if measure.unit is None else "measure"
    if any(word in text for word in _SCORING_WORDS) and any(char.isdigit() for char in text):
        return "standard"
    return "long" if len(text) > LONG_TEXT else "text"


def _fitness(cell: str, column: str) -> float:
    if cell.startswith("list:"):
        return 2.5 if cell == f"list:{column}" else _FIT["text"].get(column, 0.3)
    if column in ("explanation", "content", "basis", "detail", "deviation"):
        return {"long": 0.8, "text": 0.6, "standard": -1.0}.get(cell, -1.0)
    if column == "amount":
        return {"number": 2.5, "measure": 1.5, "placeholder": 0.2}.get(cell, -3.0)
    if column == "actual":  # what was reached may be a word: 健全
        return {"number": 2.5, "measure": 1.5, "placeholder": 0.2, "text": 0.3, "long": 0.1}.get(cell, -3.0)
    if column == "sequence":
        return {"number": 0.5, "text": -0.5}.get(cell, -2.0)
    if column == "scoring_standard":
        return {"standard": 2.5, "long": 0.3, "text": -0.2}.get(cell, -1.0)
    if column in ("remark", "standard", "likelihood", "mark"):
        return {"nature": -0.5, "text": 0.6, "long": 0.2, "unit": -0.2, "placeholder": 0.2}.get(cell, -1.0)
    return _FIT[cell].get(column, -1.0)


def stands(kinds: tuple[str, ...], homes: tuple[int, ...], columns: tuple[str, ...]) -> bool:
    """Return whether a row has its name in place and no cell that belongs elsewhere.

    部门管理, 财务管理, 财务制度健全性: names of one's own do not tell that a row has slid; nor does 可持续性 before 体制机制改革.
    """
    if len({-1, *homes}) <= len(homes):
        return False  # a cell left of the columns, or two in one
    cells = [(kind, columns[home]) for kind, home in zip(kinds, homes, strict=True)]
    telling = [(kind, column) for kind, column in cells if kind not in _PLAIN]
    named = any(column == "item" and kind in _PLAIN for kind, column in cells)
    measured = any(each in cells for each in (("number", "target"), ("measure", "target"), ("nature", "operator")))
    levels = {column: kind for kind, column in cells if column in ("level1", "level2")}
    if measured and levels.get("level2") in _PLAIN:
        telling = [each for each in telling if each != ("level2", "level1")]
    if ("level2", "item") in cells and not _PLAIN.isdisjoint(levels.values()):
        named, telling = True, [each for each in telling if each[1] not in levels | {"item": ""}]
    words = {"deviation"} if "target" in columns else {"deviation", "explanation"}  # 1个村未启动, 计划30个村
    telling = [each for each in telling if each[0] != "measure" or each[1] not in words]
    return named and all(_fitness(kind, column) >= 0 for kind, column in telling)


@lru_cache(maxsize=8192)
def align(cells: tuple[str, ...], homes: tuple[int, ...], columns: tuple[str, ...]) -> tuple[int | None, ...]:
    """Return the best column for each cell, from left to right; None if it fits none.

    ``cells`` are kinds (``kind_of``) in sheet order, ``homes`` the index of the column each stands in (-1: left of the
    first), ``columns`` the kinds of the table's columns in order. Two cells may share a column only if both stand in
    it (a header merged over two columns). Remembered: whole pages slide in the same way.
    """
    # state: (cells placed, last column used, shift of the last placed cell) → (score, choices)
    states: dict[tuple[int, int | None], tuple[float, tuple[int | None, ...]]] = {(-1, None): (0.0, ())}
    for index, cell in enumerate(cells[:MOST_CELLS]):
        following: dict[tuple[int, int | None], tuple[float, tuple[int | None, ...]]] = {}
        for (last, shift), (score, choices) in states.items():
            _keep(following, (last, shift), score + UNPLACED, (*choices, None))
            for column in range(max(last, 0), len(columns)):
                shared = column == last
                if shared and not _may_share(index, column, cells, homes):
                    continue
                moved = column - homes[index]
                cost = DISTANCE * abs(moved)
                if moved != (0 if shift is None else shift):
                    cost += SHIFT_CHANGE if moved else HOME_AGAIN
                fits = 0.0 if shared and cell == "unit" else _fitness(cell, columns[column])  # 9000 | 颗 under 指标值
                _keep(following, (column, moved), score + fits - cost, (*choices, column))
        states = following
    choices = max(states.values(), key=lambda state: state[0])[1]
    return (*choices, *(None for _ in cells[MOST_CELLS:]))


def _may_share(index: int, column: int, cells: tuple[str, ...], homes: tuple[int, ...]) -> bool:
    """Return whether two cells are one value under a wide header: 9000, 颗."""
    if index == 0 or homes[index] != column or homes[index - 1] != column:
        return False
    new_unit = cells[index - 1] == "number" and cells[index] == "text"
    return cells[index - 1] in _SHARING and (cells[index] in _SHARING or new_unit)


def _keep(
    states: dict[tuple[int, int | None], tuple[float, tuple[int | None, ...]]],
    key: tuple[int, int | None],
    score: float,
    choices: tuple[int | None, ...],
) -> None:
    known = states.get(key)
    if known is None or score > known[0]:
        states[key] = (score, choices)
