"""The document: what is read out of one form, by the keys of schema/README.md.

Amounts and targets are ``Decimal`` in the form's currency unit (万元 unless the form says otherwise); they become plain
JSON numbers only when written out. ``cells`` (of the document and of each row) maps a key to the address it was read
from, so that every figure can be traced.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal, NotRequired, TypedDict

from jixiao.grid.address import parse_address

CONTINUED = "continued"
"""Code of the note of a project of a list whose first rows stand on the sheet before."""
Kind = Literal["project", "department", "summary", "selfeval", "monitoring"]
Cells = dict[str, str]


class Source(TypedDict):
    """Where a form was found.

    ``hidden`` is there, and true, only on a hidden sheet, ``sample`` only on one that shows how to fill in the form.
    ``fit`` is the share (0–1) of the label-like cells that were understood, ``rows`` the first and last row of a project
    in a list of many.
    """

    file: str
    sheet: str
    title_cell: str
    hidden: NotRequired[bool]
    sample: NotRequired[bool]
    fit: NotRequired[float]
    rows: NotRequired[list[int]]


class Unread(TypedDict):
    """A filled cell inside a form that no key took."""

    cell: str
    text: str


class OtherValue(TypedDict):
    """A value with a label for which the document has no key."""

    label: str
    value: Decimal | str
    cell: str


class PeriodSide(TypedDict):
    """What a form says of the whole period beside the year, with its cells."""

    funding: dict[str, Decimal | None]
    indicators: list[Indicator]
    cells: Cells


class Note(TypedDict):
    """Something the reader decided, for the check to report: a code and its cells."""

    code: str
    cells: list[str]


class Observation(TypedDict):
    """Something the check must know: a code, cells, a text for each cell."""

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
    other: NotRequired[dict[str, str]]
    cell: str
    cells: Cells


class Task(TypedDict):
    """A line of 年度主要任务; ``amount`` has ``total``, ``fiscal``, ``other`` as printed."""

    name: str | None
    unit: NotRequired[str | None]
    content: NotRequired[str | None]
    amount: NotRequired[dict[str, Decimal | None]]
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
    """A line of the funding table at year end; ``rate`` in percentage points."""

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
    """One form; its kind and the labels found decide which optional keys are there.

    ``form`` is the id of a definition, or the kind where none fits. ``doubts`` names, for a kind of content (``funding``,
    ``goals``, ``department``, ``target`` …), the cells not understood in which it may stand: nothing may be called
    missing while such a cell is there.
    """

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
    deviation: NotRequired[str | None]
    department_code: NotRequired[str | None]
    project_code: NotRequired[str | None]
    basis: NotRequired[str | None]
    overview: NotRequired[str | None]
    tasks_total: NotRequired[dict[str, Decimal | None]]
    period_side: NotRequired[PeriodSide]
    last_year: NotRequired[list[OtherValue]]
    other: NotRequired[list[OtherValue]]
    doubts: NotRequired[dict[str, list[str]]]
    unread: list[Unread]
    notes: list[Note]
    observations: NotRequired[list[Observation]]
    cells: Cells


def is_continued(document: Document) -> bool:
    """Return whether a document has the rest of a project of the sheet before."""
    return any(note["code"] == CONTINUED for note in document["notes"])


def is_listed(document: Document) -> bool:
    """Return whether a document is a line of a list, no form of its own."""
    return "rows" in document["source"]


def is_left_out(document: Document) -> bool:
    """Return whether a form counts for nothing: on a hidden sheet, or an example."""
    source = document["source"]
    return source.get("hidden", False) or source.get("sample", False)


def has_indicators_alone(document: Document) -> bool:
    """Return whether a document has neither a name nor a place for one."""
    asked = (
        text for seen in document.get("observations", ()) for text in seen["texts"] if seen["code"] == "field-blank"
    )
    named = document.get("project") or document["department"] is not None or "project" in set(asked)
    return not named and has_only_indicators(document)


def has_only_indicators(document: Document) -> bool:
    """Return whether a document has indicators and neither money nor goals."""
    said = [*document.get("funding", {}).values(), *document.get("execution", ()), *document.get("goals", {}).values()]
    return bool(document.get("indicators")) and not any(said)


def lacks_names(document: Document) -> bool:
    """Return whether most indicators, and not a few, have no name."""
    names = [row["level3"] for row in document.get("indicators", ())]
    return 2 * names.count(None) > max(_FEW, len(names))


_FEW = 4
_OF_EACH = frozenset(("target", "actual", "actual_to_july", "expected"))


def shared_values(document: Document) -> list[frozenset[str]]:
    """Return for each indicator the keys whose value a merge gives to others as well.

    A rate that several indicators share is that of each; a count is that of all together.
    """
    seen = [each for each in document.get("observations", ()) if each["code"] == "covered"]
    covered: dict[str, set[int]] = {}
    for cell, key in (pair for each in seen for pair in zip(each["cells"], each["texts"], strict=True)):
        covered.setdefault(key, set()).add(parse_address(cell)[0])
    indicators = document.get("indicators") or []
    shared: list[set[str]] = [set() for _ in indicators]
    for key, rows in covered.items():
        first = 0
        for place, indicator in enumerate(indicators):
            if parse_address(indicator["cells"].get("target", indicator["cell"]))[0] not in rows:
                first = place
            elif indicators[first].get(key) is not None:
                shared[first].add(key)
                shared[place].add(key)
    return [
        frozenset(key for key in keys if row["unit"] != "%" or key not in _OF_EACH or row.get(key) is None)
        for row, keys in zip(indicators, shared, strict=True)
    ]


def value_at(values: Mapping[str, Any], key: str) -> Any:
    """Return the value of a document or a row under a key such as ``funding.total``."""
    if key in values:
        return values[key]
    group, dot, name = key.partition(".")
    inside = values.get(group) if dot else None
    return inside.get(name) if isinstance(inside, Mapping) else None
