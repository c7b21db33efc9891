"""Lines near the title without a label: year, department, project again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jixiao.forms.cell_text import text_of
from jixiao.forms.definition import FormDefinition
from jixiao.forms.document import Document
from jixiao.forms.fields import FieldValues
from jixiao.forms.general.blocks import rows_below_number
from jixiao.forms.general.kinds import YEAR_END, kind_in_title
from jixiao.forms.general.labelled_values import Labelled, LabelledValues
from jixiao.forms.general.subtotals import is_organisation
from jixiao.forms.labels import cached_form
from jixiao.forms.region import Region
from jixiao.forms.structure import Structure
from jixiao.forms.text import fold, squeeze, years_in_digits
from jixiao.forms.titles import names_years, only_year_in, year_in
from jixiao.forms.unit_names import name_and_code
from jixiao.grid.address import address
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

_YEAR_LABEL = "(?:预算|所属|填报|申报|编报|编制|财政|项目|实施|报告)年度|年度"


_YEAR_LINE = late_pattern(
    rf"\(?(?:(?:{_YEAR_LABEL}):?)?\(?(?:(?:19|20)\d{{2}}年?度?(?:1-\d{{1,2}}月份?)?|_+年度?)\)?年?度?\)?|\((?:{_YEAR_LABEL})\)|{_YEAR_LABEL}"
)
"""A year, with or without its label, or the place left for it on a blank form."""


_YEAR_BELOW = late_pattern(
    r"[(（]?\s*(?:19|20)\d{2}\s*(?:[)）]\s*)?年?度?(?:\s*(?:\d{1,2}\s*月?\s*[-—–~至到]{1,2}\s*\d{1,2}\s*月份?|上半年|前三季度|第?[一二三四]季度))?(?:\s*[，,、][^()（）。；;]{1,12})?\s*[)）]?"
)
_YEAR_ABOVE = late_pattern(r"[^。；;，,]{0,30}(?:19|20)\d{2}\s*年(?!\s*\d{1,2}\s*月)[^。；;，,]{0,30}")
# （2026年度）填报单位, （2026年度）单位
_YEAR_BEFORE = late_pattern(
    r"[(（]\s*(?:19|20)\d{2}\s*年?度?\s*[)）]\s*(?:填报|申报|预算|主管|编制|填表|金额)?(?:单位|部门)"
)
_YEAR_OF_GOALS = late_pattern(
    r"((?:19|20)\d{2})年?度?(?:绩效|工作|总体|整体|预期|部门|项目|支出){0,4}(?:目标|指标)值?(?:[(（][^()（）]{1,12}[)）])?"
    r"|预算年度[(（]((?:19|20)\d{2})年?度?[)）](?:绩效)?目标"
    r"|[\u4e00-\u9fff]{0,6}(?:年度|当年)(?:绩效|总体)?(?:目标|指标)值?[(（]((?:19|20)\d{2})年?度?[)）]"
)
"""A label that names the year of its goals: 2026年度绩效目标, 2026年目标值, 预算年度（2026年）绩效目标, 年度目标（2026年）."""
LINES_BELOW, MAX_NAME = 3, 30
"""A department alone on a line stands at most so many rows below the title, and its name is no longer."""
_IN_TITLE = late_pattern(
    r"(?:[(（]?[一二三四五六七八九十]{1,3}[)）、])?(?:(?:19|20)\d{2}年度?)?([\u4e00-\u9fff]{2,20}(?:局|厅|委员会|办公室|中心|学校|大学|学院|医院|法院|检察院|人民政府|办事处))"
    r"(?:(?:19|20)\d{2}|二〇|部门|单位|整体|项目|预算|财政|专项|重点|[“\"])"
)
"""A title that begins with the name of the department: 青禾县水务局2026年项目支出绩效目标表."""
_PROJECT_IN_TITLE = late_pattern(r"(\d{6,}[0-9A-Z]{6,24})[-—－_]([^-—－_]{2,40}?)(?:项目)?(?:支出)?绩效目标(?:申报)?表")
"""A title that begins with the code and name of its project: 13000026P00GH310002K-农村公路养护绩效目标表."""
ASKS_FOR_CODE = "单位代码及名称"


LINES_ABOVE = 3


_PART = late_pattern(r"\s*[一二三四五六七八九十]{1,3}、")
"""The title of a table of several."""
_HEADING_WITH_YEAR = late_pattern(r"[^:;,。月日\d]{0,20}\(?20\d{2}\)?年度?[^:;,。月日\d]{0,20}")


# ---------------------------------------------------------------- a form with a definition


def read_title_lines(region: Region, definition: FormDefinition, structure: Structure, document: Document) -> None:
    """Read lines under the title without a label: year, department, project."""
    for row, column, value in _free_cells(region, structure):
        text = text_of(value) or ""
        leads = next(iter(region.sheet.rows[row])) == column
        if _YEAR_LINE.fullmatch(years_in_digits(squeeze(fold(text)))):
            year = year_in(text)
            if document["fiscal_year"] is None and year is not None:
                document["fiscal_year"] = year
                document["cells"]["fiscal_year"] = address(row, column)
            region.take(row, column)
            continue
        repeated = [document.get(key) for key in (*definition.echo, "department", "project")]
        if any(isinstance(known, str) and cached_form(known) == cached_form(text) for known in repeated):
            region.take(row, column)
        elif leads and document["department"] is None and _is_name(text):
            document["department"] = text
            document["cells"]["department"] = region.take(row, column)


def read_year(region: Region, fields: FieldValues, document: Document) -> None:
    """Read the year of a label, else of what stands above the title."""
    if document["fiscal_year"] is None and (named := _year_of_label(fields.others)) is not None:
        document["fiscal_year"], document["cells"]["fiscal_year"] = named[0], region.take(*named[1])
    if document["fiscal_year"] is None:
        _read_year_above(region, document)
    if document["fiscal_year"] is None:
        document["fiscal_year"] = _year_before_label(region)
    if document["fiscal_year"] is None:
        texts = (value for _, cells in region.rows for value in cells.values() if isinstance(value, str))
        document["fiscal_year"] = year_of_goals(texts)


def _year_of_label(found: Iterable[Labelled]) -> tuple[int, tuple[int, int]] | None:
    """Return the year behind a label, with its place."""
    for each in found:
        if each.key == "year" and each.value is not None and each.place is not None:
            text = f"{each.value:.0f}" if isinstance(each.value, float) else str(each.value)
            year = only_year_in(text)  # 2024年7月至2025年6月 is of none
            if year is not None:
                return year, each.place
    return None


def _year_before_label(region: Region) -> int | None:
    """Return the only year in front of a label near the title: （2026年度）单位：元."""
    near = (cells for row, cells in region.rows if abs(row - region.title[0]) <= LINES_BELOW)
    texts = (value for cells in near for value in cells.values() if isinstance(value, str))
    years = {year_in(match.group()) for match in map(_YEAR_BEFORE.match, texts) if match is not None}
    return years.pop() if len(years) == 1 else None


def _read_year_above(region: Region, document: Document) -> None:
    """Read the year of a title in other words, or of the heading above."""
    last = region.title[0] - (1 if region.titled else 0)
    for row in range(last, max(last - LINES_ABOVE, 0), -1):
        for column, value in region.sheet.rows.get(row, {}).items():
            match = _HEADING_WITH_YEAR.fullmatch(years_in_digits(fold(value))) if isinstance(value, str) else None
            if match is not None:
                document["fiscal_year"] = year_in(match.group())
                document["cells"]["fiscal_year"] = region.take(row, column)
                return


def _free_cells(region: Region, structure: Structure) -> Iterator[tuple[int, int, Value]]:
    """Yield cells that nothing claimed, between title and first table."""
    first_block = min((block.header_row for block in structure.blocks), default=region.title[0] + 6)
    for row, cells in structure.head:
        if row > region.title[0] + 6 or row >= first_block:
            return
        for column, value in cells.items():
            if (row, column) not in region.taken:
                yield row, column, value


def _is_name(text: str) -> bool:
    """Return whether a text can name a department: a short one that is no title."""
    plain = 2 <= len(text) <= 50 and not any(char in "。；;，,：:" for char in text) and not text[0].isdigit()
    return plain and not cached_form(text).endswith(("表", "书"))


# ---------------------------------------------------------------- any other form


def year_of_title(title: str) -> int | None:
    """Return the fiscal year that a title names.

    A self-evaluation of several years, 自评表（2023—2025年）, is of none; a plan begins with its first.
    """
    several = names_years(title) and kind_in_title(title) in YEAR_END
    return None if several else year_in(title)


def year_near_title(region: Region) -> int | None:
    """Return the year of the title, else that of a line near it: （2026年度）."""
    year = year_of_title(region.title_text) if region.titled else None
    near = (cells for row, cells in region.rows if abs(row - region.title[0]) <= LINES_BELOW)
    texts = (squeeze(fold(value)) for cells in near for value in cells.values() if isinstance(value, str))
    lines = (text for text in texts if _YEAR_LINE.fullmatch(years_in_digits(text)))
    return year or next(filter(None, map(year_in, lines)), None) or _year_before_label(region)


def fiscal_year(region: Region, labelled: LabelledValues) -> int | None:
    """The fiscal year: of the title, of a line near it, of the label 年度."""
    of_title = year_of_title(region.title_text) if region.titled else None
    top = region.title[0]
    blank = ((*each.at, each.label) for each in labelled.found if each.value is None)  # （2026年预算）
    near = [(row, column, text) for row, column, text in (*labelled.texts, *blank) if abs(row - top) <= 3]
    if region.titled and kind_in_title(region.title_text) in YEAR_END:
        near = [line for line in near if not names_years(line[2])]  # （2024-2025年度） is of none
    if of_title is None and (before := _year_before_label(region)) is not None:
        return before
    for row, column, text in near:
        beside = {year_in(value) for value in region.sheet.rows[row].values() if isinstance(value, str)}
        alone = len(beside - {None}) == 1 and _YEAR_BELOW.fullmatch(years_in_digits(squeeze(fold(text)))) is not None
        if alone and of_title in (None, year_in(text)):  # another year than that of the title is left unread
            region.take(row, column)
            return year_in(text)
    if of_title is not None:
        return of_title
    if (labelled_year := _year_of_label(labelled.found)) is not None:
        return labelled_year[0]
    for row, column, text in near:
        if row <= top + 1 and _YEAR_ABOVE.fullmatch(years_in_digits(fold(text.strip()))):
            region.take(row, column)
            return year_in(text)
    rows = region.sheet.rows
    first = rows[next(rows_below_number(region.sheet), next(iter(rows)))]
    above = next(iter(first.values()))  # that of 二、项目支出绩效目标表 too
    of_sheet = isinstance(above, str) and (not region.titled or _PART.match(region.title_text) is not None)
    heading = _HEADING_WITH_YEAR.fullmatch(years_in_digits(fold(str(above)))) if of_sheet else None
    return None if heading is None else year_in(heading.group())


def year_of_goals(texts: Iterable[str]) -> int | None:
    """Return the only year that labels of goals and targets name, or both name."""
    named = (_YEAR_OF_GOALS.fullmatch(squeeze(text)) for text in texts if len(text) <= MAX_NAME)
    found: dict[bool, set[int]] = {True: set(), False: set()}
    for match in filter(None, named):
        found[match.group().endswith("目标")].add(int(match[match.lastindex or 0]))
    years = (found[True] & found[False]) or (found[True] | found[False])  # 2026年目标 beside 2026—2028年目标值
    return years.pop() if len(years) == 1 else None


def read_names(region: Region, document: dict[str, Any], labelled: LabelledValues, blanks: Mapping[str, str]) -> None:
    """Enter the department alone under the title; what the title begins with else."""
    _name_project(region, document)
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
    """Enter the department that the title begins with, or its code: [108]某某局2026年…."""
    title, code = name_and_code(squeeze(region.title_text))
    named = _IN_TITLE.match(title)
    if named is not None:
        document["department"] = named[1]
        document |= {} if code is None else {"department_code": code}
        document["cells"]["department"] = address(*region.title)


def _name_project(region: Region, document: dict[str, Any]) -> None:
    """Enter the project, with its code, that the title of a form begins with."""
    named = _PROJECT_IN_TITLE.match(squeeze(region.title_text)) if region.titled else None
    if named is not None and document["kind"] == "project" and document.get("project") is None:
        document["project_code"], document["project"] = named[1], named[2]
        document["cells"] |= dict.fromkeys(("project", "project_code"), address(*region.title))
