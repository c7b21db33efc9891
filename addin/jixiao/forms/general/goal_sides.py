"""A goal of several sides below one label: 中期（2026年—2028年） | 年度（2026年）."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from jixiao.forms.general.goal_lines import Place, RowsByNumber
from jixiao.forms.general.label_words import NUMBERED, is_label, names_side, partition
from jixiao.forms.general.vocabulary import Meaning, Side, Vocabulary
from jixiao.forms.labels import MAX_LABEL
from jixiao.forms.money import Unit
from jixiao.forms.region import Region
from jixiao.forms.text import squeeze
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

_YEARS = late_pattern(r"(?:19|20)\d{2}年?([-—–~～至到]+(?:19|20)\d{2}年?)?度?")
"""A year, or the first and last of several: 2026年, 2026—2028年."""


def under_sides(
    region: Region,
    words: Vocabulary,
    rows: RowsByNumber,
    used: set[Place],
    goal: Meaning | None,
    titles: Collection[Place],
) -> list[tuple[str, Meaning | None, Place, Value | None]]:
    """Return the texts of a goal below titles of its sides, with the lines 目标2, 目标3.

    Each is its title, what it means, its place and the text, None for 目标1： alone. The titles and lines are taken. A
    text merged below all titles is that of each side.
    """
    if goal is None or goal.key != "goals.annual" or len(titles) < 2:
        return []
    (row, _), *_ = titles
    below = rows.get(row + 1, {})
    sides = {column: _side_of(str(rows[row][column]), words) for _, column in titles}
    first, last = min(sides), max(sides)
    joint = list(below) == [first] and region.right_edge(row + 1, first) >= last  # one text for all sides
    if None in sides.values() or len(set(sides.values())) < len(sides) or not (joint or list(sides) == list(below)):
        return []
    region.take_all(row, sides)
    region.take_all(row + 1, [c for c, text in below.items() if _only_counts(str(text))])
    lines = [below, *_numbered_lines(region, rows, used, row + 2, below.keys())]
    found: list[tuple[str, Meaning | None, Place, Value | None]] = []
    for column, side in sides.items():
        place = first if joint else column
        texts = [str(cells[place]) for cells in lines if place in cells]
        text = "\n".join(each for each in texts if not _only_counts(each))
        found.append((str(rows[row][column]), goal._replace(side=side), (row + 1, place), text or None))
    return found


def _numbered_lines(
    region: Region, rows: RowsByNumber, used: set[Place], row: int, columns: Collection[int]
) -> Iterator[dict[int, Value]]:
    """Yield the lines 目标2, 目标3 from a row on in some columns, which are taken."""
    while (cells := rows.get(row)) and cells.keys() <= set(columns):
        if not all(isinstance(value, str) and NUMBERED.match(value) for value in cells.values()):
            return
        region.take_all(row, cells)
        used.update((row, column) for column in cells)
        yield cells
        row += 1


def _only_counts(line: str) -> bool:
    """Return whether a line says nothing behind its number: 目标1：."""
    return NUMBERED.fullmatch(squeeze(line)) is not None


def _side_of(title: str, words: Vocabulary) -> Side | None:
    """Return the side that a title names, a year or several years being one."""
    years = _YEARS.fullmatch(squeeze(title))
    known = words.field(title)
    goal = known is not None and known.key.startswith("goals.")
    if len(title) > MAX_LABEL or (years is None and known is not None and not goal and known.key != "year"):
        return None
    return words.side(title) if years is None else "period" if years[1] else "annual"


def is_side_of(text: str, following: Sequence[tuple[int, Value]], words: Vocabulary) -> bool:
    """Return whether a text is the side of the label behind it: 实施期 | 资金总额."""
    if not following or not names_side(text, words) or not is_label(following[0][1], words):
        return False
    # 2027年度 | 单位：万元 or 金额：万元 says the year of the form
    label, _, value = partition(str(following[0][1]))
    headed = None if Unit.parse(value) else words.field(label)
    return words.year(text) is None or (headed is not None and headed.type in ("money", "longtext"))
