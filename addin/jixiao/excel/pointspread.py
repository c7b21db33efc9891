"""Points spread over the indicators of each block, up to its weight.

Only blank cells are filled: points that a department has given stay and are taken off the weight. The weights are those
of the bureau's settings; without settings those of the national rules that fit the blocks of the form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice

from jixiao.checks.checked_form import Form
from jixiao.checks.profile import Profile, load_profile
from jixiao.checks.rows import Row
from jixiao.excel.bureau_profile import FoundProfile
from jixiao.excel.cell_contents import Place
from jixiao.excel.filling import CellEntry
from jixiao.excel.slid_rows import applied, read_again
from jixiao.forms.document import Document
from jixiao.forms.general.definitions import definition_of
from jixiao.grid.address import address, parse_address
from jixiao.grid.model import Sheet

_NATIONAL = ("default", "2024")
"""With a block of costs, and without one as before 2021."""
_TRIAL = 7.0
_WHOLE = Decimal(1)


@dataclass(slots=True)
class Spread:
    """What is written on a form, what is left alone, and by which ``weights``.

    ``has_column`` tells whether the form has a column for points at all.
    """

    entries: list[CellEntry] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    weights: Mapping[str, Decimal] | None = None
    has_column: bool = True


def spread_points(document: Document, sheet: Sheet, found: FoundProfile) -> Spread:
    """Return points for blank cells, whole but for the last of a block."""
    rows = [row for row in Form(document, definition_of(document), found.profile).rows if row.data["level3"]]
    column = _points_column(document, sheet, rows)
    if column is None:
        return Spread(has_column=False)
    spread = Spread()
    outside = [row for row in rows if row.block is None]
    if outside:
        rows_told = "、".join(str(row.row) for row in outside)
        spread.left.append(f"{sheet.name}第{rows_told}行的一级指标不在分类中，没有分配分值")
        return spread
    blocks: dict[str, list[Row]] = {}
    for row in rows:
        blocks.setdefault(row.block or "", []).append(row)
    spread.weights = _weights(found, blocks)
    if spread.weights is None:
        names = "、".join(blocks) or "没有指标"
        spread.left.append(f"{sheet.name}的一级指标（{names}）与口径里有分值的一级指标不一致，没有分配分值")
        return spread
    for block, members in blocks.items():
        _spread_block(spread, sheet, block, members, column)
    return spread


def _weights(found: FoundProfile, blocks: Mapping[str, Sequence[Row]]) -> Mapping[str, Decimal] | None:
    """Return the weights that have just the form's blocks; None without any."""
    profiles: tuple[Profile, ...] = (found.profile,)
    if not found.told:
        profiles = tuple(load_profile(name) for name in _NATIONAL)
    return next((profile.weights for profile in profiles if set(profile.weights) == set(blocks)), None)


def _spread_block(spread: Spread, sheet: Sheet, block: str, rows: Sequence[Row], column: int) -> None:
    places = {row.row: sheet.anchor(row.row, column) for row in rows}
    assert spread.weights is not None
    weight = spread.weights[block]
    told = f"{sheet.name}的{block}应为 {weight:f} 分"
    if any(place[0] != number for number, place in places.items()):
        spread.left.append(f"{told}，分值单元格有合并，没有分配")
        return
    given: dict[int, Decimal] = {}
    for row in rows:
        points = row.data.get("points")
        if points is not None:
            given[row.row] = points
        elif not sheet.is_empty(*places[row.row]):
            spread.left.append(f"{told}，{sheet.name}!{address(*places[row.row])}填的不是数字，没有分配")
            return
    blank = [row for row in rows if row.row not in given]
    rest = weight - sum(given.values(), Decimal(0))
    if not blank and rest:
        spread.left.append(f"{told}，已填的合计 {weight - rest:f} 分")
    elif blank and rest < len(blank):
        spread.left.append(f"{told}，已填 {weight - rest:f} 分，余下的不够分给 {len(blank)} 行")
    else:
        shares = whole_shares(rest, len(blank))
        about = f"{block}{weight:f}分"
        spread.entries += [
            CellEntry(sheet.name, places[row.row], float(share), about=about)
            for row, share in zip(blank, shares, strict=True)
        ]


def whole_shares(weight: Decimal, count: int) -> list[Decimal]:
    """Return a weight in whole parts: 50 in three is 17, 16 and 17."""
    # What is no whole number goes into the last part.
    if not count:
        return []
    ends = [(weight * number / count).quantize(_WHOLE, ROUND_HALF_UP) for number in range(count)]
    return [end - start for start, end in zip(ends, [*ends[1:], weight], strict=True)]


def _points_column(document: Document, sheet: Sheet, rows: Sequence[Row]) -> int | None:
    """Return the column where points stand, or would be read as points."""
    for row in rows:
        if "points" in row.data["cells"]:
            return parse_address(row.data["cells"]["points"])[1]
    for place in _free_places(sheet, rows):
        read = read_again(document, applied(sheet, [CellEntry(sheet.name, place, _TRIAL)]))
        indicators = read.get("indicators", ()) if read is not None else ()
        if any(each["cells"].get("points") == address(*place) for each in indicators):
            return place[1]
    return None


def _free_places(sheet: Sheet, rows: Sequence[Row]) -> Iterator[Place]:
    """Yield the first empty cell of each column beside the indicators."""
    width = max((column for cells in sheet.rows.values() for column in cells), default=0)
    for column in range(1, width + 1):
        free = ((row.row, column) for row in rows if sheet.is_empty(row.row, column))
        yield from islice(free, 1)
