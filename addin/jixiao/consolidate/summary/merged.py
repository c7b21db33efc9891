"""What the summary workbook shows, gathered before any of it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from jixiao.consolidate.records import Counts, DocumentRecord, FileRecord, Place
from jixiao.consolidate.returns.filing import Filing, deadlines, open_errors
from jixiao.consolidate.summary import official_table
from jixiao.consolidate.summary.overview import DEADLINES_SHOWN, ERRORS_SHOWN, Figure, Overview, by_function, largest
from jixiao.consolidate.summary.placeholders import Filler, with_counts, with_department
from jixiao.consolidate.summary.row_xml import Formula
from jixiao.consolidate.summary.sheets import FINDINGS, INDICATORS, PROJECTS, SheetSpec
from jixiao.consolidate.summary.tables import FileRow, RoundRow, form_name
from jixiao.grid.address import MAX_ROW, column_letters

Tabs = Mapping[str, Sequence[tuple[str, int]]]
"""By key of a data sheet: the names of its tabs and the last row on each."""


@dataclass(slots=True)
class MergedDocument:
    """A document that goes into the summary, with the file it is from and what was found on it.

    ``batch``, ``batch_lines`` and ``batch_data`` (the same as plain data) come from the rules across forms.
    """

    file: FileRecord
    document: DocumentRecord
    filler: Filler
    batch: Counts = field(default_factory=Counts)
    batch_lines: list[bytes] = field(default_factory=list)
    batch_data: list[bytes] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """Where the content of the file lies."""
        assert self.file.place is not None
        return self.file.place

    @property
    def found(self) -> Counts:
        """All findings on the form."""
        return self.document.found.plus(self.batch)

    def filled(self, lines: bytes) -> bytes:
        """Rows of this form with everything that was left open."""
        lines = self.filler.fill(lines)
        if self.document.typed is not None:
            lines = with_department(lines, self.document.department or "")
        if self.document.kind == "project":
            return with_counts(lines, self.found.errors, self.found.warnings)
        return lines


@dataclass
class Summary:
    """Documents in the order of the rows, files in the order of their list; ``row_limit`` rows to a sheet.

    ``hrefs`` are the link targets of the files. ``missing`` is None without a roster, ``rounds`` is empty outside a season.
    ``bureau`` is who merges, ``functions`` the 职能 of the departments that a roster tells one of.
    """

    documents: Sequence[MergedDocument]
    files: Sequence[FileRow]
    hrefs: Sequence[str]
    filings: Sequence[Filing]
    missing: Sequence[str] | None = None
    row_limit: int = MAX_ROW
    rounds: Sequence[RoundRow] = ()
    bureau: str = ""
    functions: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def projects(self) -> list[DocumentRecord]:
        """The project forms."""
        return [each.document for each in self.documents if each.document.kind == "project"]

    @cached_property
    def found(self) -> Counts:
        """All findings."""
        found = Counts()
        for each in self.documents:
            found = found.plus(each.found)
        return found

    def official_title(self) -> str:
        """The heading of 绩效目标汇总表."""
        return official_table.title(project.fiscal_year for project in self.projects)

    def overview(self, tabs: Tabs) -> Overview:
        """The figures of 概览, as formulas over the tabs where they can be."""
        money: dict[str, Decimal] = {}
        for project in self.projects:
            name = project.department or ""
            money[name] = money.get(name, Decimal(0)) + (project.amount or Decimal(0))
        kinds = Counter(form_name(project.form) for project in self.projects)
        statuses = Counter(each.row.status for each in self.filings)
        return Overview(
            title="预算绩效目标汇总概览",
            bureau=self.bureau,
            figures=self._figures(tabs, sum(money.values(), Decimal(0)), statuses),
            money=largest(money),
            functions=by_function(money, self.functions),
            kinds=kinds.most_common(),
            findings=self.found,
            errors=open_errors(self.filings)[:ERRORS_SHOWN],
            filing=list(statuses.items()),
            deadlines=deadlines(self.filings)[-DEADLINES_SHOWN:],
        )

    def _figures(self, tabs: Tabs, money: Decimal, statuses: Mapping[str, int]) -> list[Figure]:
        files = Counter(file.status for file in self.files)
        figures = [Figure("报送部门", sum(each.row.projects > 0 or each.row.file is not None for each in self.filings))]
        if self.missing is not None:
            figures.append(Figure("未报送部门", len(self.missing)))
        kinds = Counter(each.document.kind for each in self.documents)
        figures += [
            Figure("项目", len(self.projects)),
            Figure("项目金额合计（万元）", _sum(tabs[PROJECTS.key], _column(PROJECTS, "amount"), money), money=True),
            Figure("绩效指标", sum(last - 1 for _, last in tabs[INDICATORS.key])),
        ]
        closing = (("绩效自评表", kinds["selfeval"]), ("绩效监控表", kinds["monitoring"]))
        figures += [Figure(name, number) for name, number in closing if number]
        levels = zip(("错误", "警告", "提示"), self.found, strict=True)
        column = _column(FINDINGS, "level")
        figures += [Figure(f"检查结果：{name}", _count(tabs[FINDINGS.key], column, name, n)) for name, n in levels]
        figures.append(Figure("输入文件", len(self.files)))
        figures += [Figure(f"其中：{name}", number) for name, number in sorted(files.items())]
        figures.append(Figure("被替代的表单", sum(file.superseded for file in self.files)))
        return figures


def _column(spec: SheetSpec, key: str) -> str:
    return column_letters(1 + [column.key for column in spec.columns].index(key))


def _sum(tabs: Sequence[tuple[str, int]], column: str, value: Decimal) -> Formula:
    ranges = ",".join(f"'{name}'!{column}2:{column}{max(last, 2)}" for name, last in tabs)
    return Formula(f"SUM({ranges})", value)


def _count(tabs: Sequence[tuple[str, int]], column: str, word: str, value: int) -> Formula:
    terms = (f"COUNTIF('{name}'!{column}2:{column}{max(last, 2)},\"{word}\")" for name, last in tabs)
    return Formula("+".join(terms), Decimal(value))
