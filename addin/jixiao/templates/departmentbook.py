"""A department's workbook: cover, summary, department form, projects, linked.

Department and year are typed on the cover, names and amounts on the project forms; everything else that repeats them
is a formula.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from jixiao.errors import InputError, UsageError
from jixiao.forms.cell_text import text_of
from jixiao.forms.definition import Field, FormDefinition, load_definitions
from jixiao.forms.document import Document
from jixiao.forms.labels import cached_form
from jixiao.forms.listed_names import names_one
from jixiao.forms.money import Unit, parse_money
from jixiao.grid.address import elsewhere
from jixiao.grid.model import Sheet
from jixiao.grid.open import open_workbook
from jixiao.output import Finish, replacing
from jixiao.templates.build import numbered_names
from jixiao.templates.carrying import carried_form
from jixiao.templates.cover import DEPARTMENT_CELL, SHEET, YEAR_CELL, CoverContents, write_cover
from jixiao.templates.forms_workbook import write_workbook
from jixiao.templates.formsheet import DEFAULT_ROWS, CellValue, FilledFormula, FormSheet
from jixiao.templates.sheet_formulas import absolute, first_cell
from jixiao.templates.sheet_plan import SheetLayout, plan_sheet

SUMMARY, DEPARTMENT, PROJECT = "summary-2026", "department-2026", "project-2026"
SCORED = "project-scored"
SUMMARY_SHEET, DEPARTMENT_SHEET = "汇总表", "部门整体"


_HINT = "名单的表头要有“项目名称”一栏，每行一个项目；要用填好的工作簿，请写 --from"
_MOST = 500
"""Each project is a sheet, and Excel is no pleasure to use long before."""
ProjectRow = dict[str, CellValue]
"""What is known of a project, by document key."""
_Columns = dict[int, tuple[Field, str | None]]
"""What the columns of a list are, and the unit of the amounts in them."""


def read_projects(path: Path, definition: FormDefinition) -> list[ProjectRow]:
    """Return the listed projects. Raises ``InputError`` for none or a repeated one."""
    for sheet in open_workbook(path).sheets:
        if sheet.hidden:
            continue
        header = _header(sheet, definition)
        if header is None:
            continue
        row, columns = header
        titles = next(field.labels for field, _ in columns.values() if field.key == "project")
        lines = [(_project(sheet, number, columns), cells) for number, cells in sheet.rows.items() if number > row]
        found = [project for project, cells in lines if names_one(str(project.get("project", "")), cells, titles)]
        if any(_is_label(project["project"], definition) for project in found):
            continue  # a form: beside 项目名称 stands the name, below it the next label
        if len(found) > _MOST:
            raise InputError(
                f"名单有 {len(found)} 个项目，一个工作簿最多 {_MOST} 个", file=path.name, hint="请分成几份名单"
            )
        _refuse_twins(found, path, sheet)
        if found:
            return found
    raise InputError("没有找到项目", file=path.name, hint=_HINT)


def _header(sheet: Sheet, definition: FormDefinition) -> tuple[int, _Columns] | None:
    """Return the first row with 项目名称, and what its columns are."""
    fields = [field for field in definition.fields if not field.key.startswith(("signoff.", "goals."))]
    for row, cells in sheet.rows.items():
        columns: _Columns = {}
        for column, value in cells.items():
            form = cached_form(value) if isinstance(value, str) else ""
            field = next((field for field in fields if form in field.labels), None)
            if field is not None and field.key not in {known.key for known, _ in columns.values()}:
                columns[column] = field, _unit(sheet, row, column)
        if any(field.key == "project" for field, _ in columns.values()):
            return row, columns
    return None


def _is_label(name: CellValue, definition: FormDefinition) -> bool:
    form = cached_form(str(name))
    return any(form in field.labels for field in definition.fields)


def _project(sheet: Sheet, row: int, columns: _Columns) -> ProjectRow:
    found: ProjectRow = {}
    for column, (field, unit) in columns.items():
        value = sheet.value(row, column)
        if value is None:
            continue
        shown = text_of(value, sheet.formats.get((row, column)))
        read = parse_money(value, stated_in=unit) if field.type == "money" else shown
        if read is not None:
            found[field.key] = read
    return found


def _unit(sheet: Sheet, header_row: int, column: int) -> str | None:
    """Return the unit of the amounts in a column: of its title, else of a line above."""
    above = (value for row, cells in sheet.rows.items() if row < header_row for value in cells.values())
    texts = (value for value in (sheet.value(header_row, column), *above) if isinstance(value, str))
    return next((unit.name for text in texts if (unit := Unit.of_label(text) or Unit.parse(text))), None)


def _refuse_twins(projects: list[ProjectRow], path: Path, sheet: Sheet) -> None:
    names = Counter(str(project["project"]) for project in projects)
    twins = sorted(name for name, times in names.items() if times > 1)
    if twins:
        raise InputError(
            f"项目重名：{'、'.join(twins)}", file=path.name, sheet=sheet.name, hint="请改成不同的名称后重试"
        )


def new_department_book(
    output: Path,
    *,
    department: str | None = None,
    year: int | None = None,
    projects: Path | None = None,
    rows: int = DEFAULT_ROWS,
    last: Sequence[Document] = (),
    inputs: Sequence[Path] = (),
    finish: Finish | None = None,
) -> int:
    """Write the workbook; gives the number of project forms.

    ``last`` are the documents of last year's workbook; ``finish`` makes the file out of the .xlsx. Raises ``UsageError`` if
    neither a list nor last year's workbook names a project, ``InputError`` for a list that cannot be read,
    ``OutputError``.
    """
    book = _Book(department, year, last, rows)
    listed = read_projects(projects, book.project_form) if projects is not None else []
    forms = book.forms(listed)
    if not forms:
        raise UsageError("没有项目", hint="请用 --projects 给出项目名单，或用 --from 给出上年工作簿")
    with replacing(output, inputs=[*inputs, *([projects] if projects else [])], finish=finish) as temporary:
        write_workbook(temporary, forms, book.cover(forms))
    return len(forms) - 2


class _Book:
    """What all sheets of the workbook share."""

    def __init__(self, department: str | None, year: int | None, last: Sequence[Document], rows: int) -> None:
        self.definitions = load_definitions()
        self.last = {kind: [d for d in last if d["kind"] == kind] for kind in ("department", "project")}
        self.rows = rows
        known = next((document["department"] for document in last if document["department"]), None)
        self.department = department or known
        old = next((document["fiscal_year"] for document in last if document["fiscal_year"]), None)
        self.year = year if year is not None else old + 1 if old is not None else None
        scored = sum(document["form"] == SCORED for document in self.last["project"])
        self.project_form = self.definitions[SCORED if 2 * scored > len(self.last["project"]) else PROJECT]
        self.links: dict[str, FilledFormula] = {"department": _repeat(SHEET, DEPARTMENT_CELL, self.department or "")}
        self.year_link = _repeat(SHEET, YEAR_CELL, self.year or "")

    def forms(self, listed: Sequence[ProjectRow]) -> list[FormSheet]:
        """Return the forms; without a list those of last year's projects."""
        known = {str(document.get("project")): document for document in self.last["project"]}
        entries = [(entry, known.get(str(entry["project"]))) for entry in listed] or [
            ({"project": document.get("project") or ""}, document) for document in self.last["project"]
        ]
        names = numbered_names("", [str(entry["project"]) for entry, _ in entries], prefix="项目")
        projects = [self._project(entry, name, last) for (entry, last), name in zip(entries, names, strict=True)]
        if not projects:
            return []
        layout = plan_sheet(self.project_form, self.rows)
        summary = self._summary(projects, layout)
        return [summary, self._department(summary), *projects]

    def _linked(self, form: FormSheet) -> FormSheet:
        form.year = self.year_link
        form.values = {**form.values, **self.links}
        return form

    def _project(self, entry: ProjectRow, name: str, last: Document | None) -> FormSheet:
        form = (
            FormSheet(self.project_form, name, rows=self.rows)
            if last is None
            else carried_form(self.project_form, last, name, self.year, self.rows)
        )
        form.values = {**form.values, **entry}
        return self._linked(form)

    def _summary(self, projects: Sequence[FormSheet], layout: SheetLayout) -> FormSheet:
        rows = [
            {
                "seq": Decimal(number),
                "project": _link(project, layout, "project"),
                "amount": _link(project, layout, "funding.total"),
            }
            for number, project in enumerate(projects, 1)
        ]
        return self._linked(
            FormSheet(self.definitions[SUMMARY], SUMMARY_SHEET, tables={"rows": rows}, rows=max(self.rows, len(rows)))
        )

    def _department(self, summary: FormSheet) -> FormSheet:
        """The department form; its 项目支出 is the summary's total."""
        definition = self.definitions[DEPARTMENT]
        last = self.last["department"]
        form = (
            carried_form(definition, last[0], DEPARTMENT_SHEET, self.year, self.rows)
            if last
            else FormSheet(definition, DEPARTMENT_SHEET, rows=self.rows)
        )
        filled = {key: len(rows) for key, rows in summary.tables.items()}
        total = plan_sheet(summary.definition, summary.rows, filled).tables["rows"].totals["total"]
        amounts = [row["amount"] for row in summary.tables["rows"]]
        known = [
            amount.value for amount in amounts if isinstance(amount, FilledFormula) and isinstance(amount.value, float)
        ]
        place = elsewhere(summary.name, absolute(first_cell(total)))
        linked = FilledFormula(f'IF({place}=0,"",{place})', sum(known) if known else "")
        form.values = {**form.values, "budget.project": linked}
        return self._linked(form)

    def cover(self, forms: Sequence[FormSheet]) -> CoverContents:
        """The sheet in front."""
        return write_cover(self.department, self.year, forms)


def _link(project: FormSheet, layout: SheetLayout, key: str) -> CellValue:
    """The formula that repeats a cell of a project form."""
    known = project.values.get(key)
    shown = float(known) if isinstance(known, Decimal) else known if isinstance(known, str) else ""
    return _repeat(project.name, absolute(first_cell(layout.inputs[key].area)), shown)


def _repeat(sheet: str, cell: str, shown: str | float) -> FilledFormula:
    place = elsewhere(sheet, cell)
    return FilledFormula(f'IF({place}="","",{place})', shown)
