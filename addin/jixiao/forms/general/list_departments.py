"""Which department the projects of a list belong to, where it names several."""

from __future__ import annotations

import re

from jixiao.forms.general.block_tables import FoundTable
from jixiao.forms.general.header_titles import HeaderTitle
from jixiao.forms.general.subtotals import is_organisation
from jixiao.forms.text import squeeze
from jixiao.forms.unit_names import name_and_code

FURTHEST = 2
"""How far 单位名称 is from the department."""
_BUREAU = re.compile(r"(?:局|委|委员会|厅)$")


def of_several_departments(table: FoundTable, beside: list[HeaderTitle], lines: dict[int, tuple[int, str]]) -> bool:
    """Return whether a list has the projects of several departments."""
    columns = [t for t in beside if t.field_key == "department"]
    places = [t.left for t in columns if t is min(columns, key=distance_from_department)]
    named = {squeeze(str(cells[place])) for place in places for _, cells in table.rows if place in cells}
    alone = (next(iter(cells.values())) for _, cells in table.rows if len(cells) == 1)
    named |= {squeeze(text) for _, text in lines.values()} | {squeeze(text) for text in map(str, alone)}
    return sum(is_organisation(text) for text in named) > 1


def distance_from_department(title: HeaderTitle) -> int:
    """How far from the department a column of names is: 主管部门 before 部门名称 before 单位名称."""
    return next((place for place, word in enumerate(("主管", "部门")) if word in title.text), FURTHEST)


def is_bureau_beside(text: str, above: str) -> bool:
    """Return whether a line names a department of its own, no unit of the one above.

    青禾县水务局 below 汇总单位：青禾县财政局 is one; 青禾县财政局本级 and 青禾县第一中学 are not.
    """
    name = name_and_code(squeeze(text))[0]
    return _BUREAU.search(name) is not None and name not in above and above not in name
