"""The document: what is read out of one form, with the keys that documents.md fixes.

Amounts and targets are ``Decimal`` in the form's currency unit (万元 unless the form says otherwise); they become plain
JSON numbers only when written out. ``cells`` (of the document and of each row) maps a key to the address it was read
from, so that every figure can be traced.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NotRequired, TypedDict

Kind = Literal["project", "department", "summary", "selfeval", "monitoring"]
Cells = dict[str, str]


class Source(TypedDict):
    """Where a form was found. ``hidden`` is there, and true, only for a form on a hidden sheet."""

    file: str
    sheet: str
    title_cell: str
    hidden: NotRequired[bool]


class Unread(TypedDict):
    """A filled cell inside a form that no key took."""

    cell: str
    text: str


class Note(TypedDict):
    """Something the reader had to decide, for the check to report: a code and the cells it concerns."""

    code: str
    cells: list[str]


class Observation(TypedDict):
    """Something the check has to know about the sheet: a code, cells, and a text for each cell (observations.py)."""

    code: str
    cells: list[str]
    texts: list[str]


class Indicator(TypedDict):
    """One row of the indicator table; the columns a form does not have are absent."""

    level1: str | None
    level2: str | None
    level3: str | None
    operator: str | None
    target: Decimal | str | None
    unit: str | None
    nature: Literal["quantitative", "qualitative"]
    explanation: NotRequired[str | None]
    scoring_standard: NotRequired[str | None]
    standard: NotRequired[str | None]
    remark: NotRequired[str | None]
    actual: NotRequired[Decimal | str | None]
    points: NotRequired[Decimal | None]
    score: NotRequired[Decimal | None]
    deviation: NotRequired[str | None]
    actual_to_july: NotRequired[Decimal | str | None]
    expected: NotRequired[Decimal | str | None]
    deviation_causes: NotRequired[list[str]]
    likelihood: NotRequired[str | None]
    cell: str
    cells: Cells


class Task(TypedDict):
    """A line of 年度主要任务."""

    name: str | None
    unit: NotRequired[str | None]
    content: NotRequired[str | None]
    cell: str
    cells: Cells


class Expenditure(TypedDict):
    """A line of 支出明细及测算说明."""

    item: str | None
    detail: NotRequired[str | None]
    amount: Decimal | None
    basis: NotRequired[str | None]
    cell: str
    cells: Cells


class Execution(TypedDict):
    """A line of the funding table of a self-evaluation or monitoring form; ``rate`` in percentage points."""

    source: str | None
    initial: NotRequired[Decimal | None]
    annual: NotRequired[Decimal | None]
    executed: NotRequired[Decimal | None]
    points: NotRequired[Decimal | None]
    executed_to_july: NotRequired[Decimal | None]
    rate: NotRequired[Decimal | None]
    score: NotRequired[Decimal | None]
    expected_annual: NotRequired[Decimal | None]
    cell: str
    cells: Cells


class SummaryRow(TypedDict):
    """A line of a summary form."""

    seq: str | None
    project: str | None
    amount: Decimal | None
    goal_period: NotRequired[str | None]
    goal_annual: NotRequired[str | None]
    remark: NotRequired[str | None]
    cell: str
    cells: Cells


class Document(TypedDict):
    """One form. Which of the optional keys are there depends on the kind and on the labels found."""

    form: str
    kind: Kind
    fiscal_year: int | None
    department: str | None
    currency_unit: str | None
    source: Source
    signoff: dict[str, str | None]
    project: NotRequired[str | None]
    program: NotRequired[str | None]
    implementing_unit: NotRequired[str | None]
    category: NotRequired[str | None]
    period: NotRequired[str | None]
    funding: NotRequired[dict[str, Decimal | None]]
    goals: NotRequired[dict[str, str | None]]
    indicators: NotRequired[list[Indicator]]
    expenditures: NotRequired[list[Expenditure]]
    expenditure_total: NotRequired[Decimal | None]
    duties: NotRequired[str | None]
    tasks: NotRequired[list[Task]]
    budget: NotRequired[dict[str, Decimal | None]]
    rows: NotRequired[list[SummaryRow]]
    total: NotRequired[Decimal | None]
    execution: NotRequired[list[Execution]]
    total_points: NotRequired[Decimal | None]
    total_score: NotRequired[Decimal | None]
    grade: NotRequired[str | None]
    unread: list[Unread]
    notes: list[Note]
    observations: NotRequired[list[Observation]]
    cells: Cells
