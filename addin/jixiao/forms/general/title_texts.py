"""What the title and the lines near it say without a label: year, department."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jixiao.forms.general.labelled_values import LabelledValues
from jixiao.forms.general.subtotals import is_organisation
from jixiao.forms.region import Region
from jixiao.forms.text import squeeze, years_in_digits
from jixiao.forms.titles import year_in
from jixiao.forms.unit_names import name_and_code
from jixiao.grid.address import address
from jixiao.late_patterns import late_pattern

_YEAR_LINE = late_pattern(
    r"[(（]?\s*(?:19|20)\d{2}\s*年?度?(?:\s*\d{1,2}\s*[-—~至到]\s*\d{1,2}\s*月)?(?:\s*[，,、][^()（）。；;]{1,12})?\s*[)）]?"
)
_YEAR_ABOVE = late_pattern(r"[^。；;，,]{0,30}(?:19|20)\d{2}\s*年[^。；;，,]{0,30}")
_YEAR_OF_GOALS = late_pattern(
    r"((?:19|20)\d{2})年?度?(?:绩效|工作|总体|整体|预期|部门|项目|支出){0,4}(?:目标|指标)值?(?:[(（][^()（）]{1,12}[)）])?"
)
"""A label that names the year of its goals: 2026年度绩效目标, 2026年目标值."""
LINES_BELOW, MAX_NAME = 3, 30
"""A department alone on a line stands at most so many rows below the title, and its name is no longer."""
_IN_TITLE = late_pattern(
    r"([\u4e00-\u9fff]{2,20}(?:局|厅|委员会|办公室|中心|学校|大学|学院|医院|法院|检察院|人民政府|办事处))"
    r"(?:(?:19|20)\d{2}|二〇|部门|单位|整体|项目|预算|财政|专项|重点)"
)
"""A title that begins with the name of the department: 青禾县水务局2026年项目支出绩效目标表."""
ASKS_FOR_CODE = "单位代码及名称"


def fiscal_year(region: Region, labelled: LabelledValues) -> int | None:
    """The fiscal year: of the title, of a line near it, of the label 年度."""
    texts = [region.title_text] if region.titled else []
    top = region.title[0]
    near = [(row, column, text) for row, column, text in labelled.texts if abs(row - top) <= 3]
    for text in texts:
        year = year_in(text)
        if year is not None:
            return year
    for row, column, text in near:
        if _YEAR_LINE.fullmatch(years_in_digits(text.strip())):
            region.take(row, column)
            return year_in(text)
    for each in labelled.found:
        if each.key == "year" and each.value is not None:
            year = year_in(str(int(each.value)) if isinstance(each.value, float) else str(each.value))
            if year is not None:
                return year
    for row, column, text in near:
        if row <= top + 1 and _YEAR_ABOVE.fullmatch(years_in_digits(text.strip())):
            region.take(row, column)
            return year_in(text)
    return year_in(region.title_text) if not region.titled else None


def year_of_goals(texts: Iterable[str]) -> int | None:
    """Return the only year that labels of goals and targets name."""
    named = (_YEAR_OF_GOALS.fullmatch(squeeze(text)) for text in texts if len(text) <= MAX_NAME)
    years = {int(match[1]) for match in named if match is not None}
    return years.pop() if len(years) == 1 else None


def read_department(
    region: Region, document: dict[str, Any], labelled: LabelledValues, blanks: Mapping[str, str]
) -> None:
    """Enter the department alone under the title, or that the title begins with."""
    if document["department"] is not None or not region.titled or "department" in blanks:
        return
    top = region.title[0]
    for row, column, text in labelled.texts:
        name, code = name_and_code(text.strip(), ASKS_FOR_CODE)
        if top < row <= top + LINES_BELOW and len(name) <= MAX_NAME and is_organisation(name):
            document["department"] = name
            document["cells"]["department"] = region.take(row, column)
            if code is not None:
                document.setdefault("department_code", code)
            return
    name_department(region, document)


def name_department(region: Region, document: dict[str, Any]) -> None:
    """Enter the department that the title begins with."""
    named = _IN_TITLE.match(squeeze(region.title_text)) if region.titled else None
    if named is not None:
        document["department"] = named[1]
        document["cells"]["department"] = address(*region.title)
