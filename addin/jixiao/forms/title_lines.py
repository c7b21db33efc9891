"""Lines near the title without a label: year, department, project again."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.forms.cell_text import text_of
from jixiao.forms.definition import FormDefinition
from jixiao.forms.document import Document
from jixiao.forms.fields import FieldValues
from jixiao.forms.labels import cached_form
from jixiao.forms.region import Region
from jixiao.forms.structure import Structure
from jixiao.forms.text import fold, years_in_digits
from jixiao.forms.titles import year_in
from jixiao.grid.address import address
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

_YEAR_LABEL = "(?:预算|所属|填报|申报|编报|编制|财政|项目|实施|报告)年度|年度"


_YEAR_LINE = late_pattern(
    rf"\(?(?:(?:{_YEAR_LABEL}):?)?\(?(?:(?:19|20)\d{{2}}年?度?(?:1-\d{{1,2}}月份?)?|_+年度?)\)?年?度?\)?|{_YEAR_LABEL}"
)
"""A year, with or without its label, or the place left for it on a blank form."""


LINES_ABOVE = 3


_HEADING_WITH_YEAR = late_pattern(r"[^:;,。月日\d]{0,20}\(?20\d{2}\)?年度?[^:;,。月日\d]{0,20}")


def read_title_lines(region: Region, definition: FormDefinition, structure: Structure, document: Document) -> None:
    """Read lines under the title without a label: year, department, project."""
    for row, column, value in _free_cells(region, structure):
        text = text_of(value) or ""
        leads = next(iter(region.sheet.rows[row])) == column
        if _YEAR_LINE.fullmatch(years_in_digits(fold(text))):
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
    for each in fields.others:
        if each.key == "year" and each.value is not None and each.place:
            year = year_in(f"{each.value:.0f}" if isinstance(each.value, float) else str(each.value))
            if year is not None and document["fiscal_year"] is None:
                document["fiscal_year"], document["cells"]["fiscal_year"] = year, region.take(*each.place)
    if document["fiscal_year"] is None:
        _read_year_above(region, document)


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
    """Return whether a text can name a department: short, no sentence, no figure."""
    return 2 <= len(text) <= 50 and not any(char in "。；;，,：:" for char in text) and not text[0].isdigit()
