"""What a rule sees: one form, its rows, and the way to a finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jixiao.checks.execution import budget
from jixiao.checks.finding import Finding
from jixiao.checks.finding_source import FindingSource
from jixiao.checks.form_kinds import YEAR_END
from jixiao.checks.neighbours import ALONE, Neighbours
from jixiao.checks.pairing import Pairing, pair_indicators
from jixiao.checks.placing import BENEFIT, COST, OUTPUT, SATISFACTION
from jixiao.checks.prefilter import NAMES, TARGETS, TEXTS
from jixiao.checks.profile import Profile
from jixiao.checks.rows import Row, make_row, stands_apart
from jixiao.checks.standards import Scored, read_standards
from jixiao.checks.texts import collect
from jixiao.checks.unread import Leftovers
from jixiao.forms.cell_text import is_placeholder
from jixiao.forms.definition import Column, FormDefinition, Table
from jixiao.forms.document import Document, shared_values
from jixiao.forms.general.definitions import definition_of, is_general
from jixiao.forms.money import unit_of_document
from jixiao.grid.address import parse_address
from jixiao.grouping import grouped

if TYPE_CHECKING:
    from jixiao.checks.approved import ApprovedForm, ApprovedMatch
    from jixiao.scoring.problems import StandardProblem


class Form(FindingSource):
    """One document with its definition and the profile it is held against."""

    def __init__(
        self, document: Document, definition: FormDefinition | None, profile: Profile, neighbours: Neighbours = ALONE
    ) -> None:
        """Take a form; without ``definition`` that of its document or kind serves."""
        self.document = document
        self.definition = definition or definition_of(document)
        self.profile = profile
        self.neighbours = neighbours
        source = document["source"]
        self.file = source["file"]
        self.sheet = source["sheet"]
        self.title_cell = source["title_cell"]
        self.kind = document["kind"]
        self.year = document["fiscal_year"]
        self.department = document["department"]
        self.project = document.get("project")
        self.cells = document["cells"]
        self.table: Table | None = self.definition.table("indicators")
        printed = self.table.classification if self.table is not None else "2021"
        self.classification = profile.framework(document["form"], printed)
        self.observations = grouped((each["code"], each) for each in document.get("observations", ()))
        rows = zip(document.get("indicators", ()), shared_values(document), strict=True)
        self.rows = [make_row(data, self.classification, shared) for data, shared in rows]
        self.costs, self.outputs, self.benefits, self.satisfactions = (
            [row for row in self.rows if row.block == block] for block in (COST, OUTPUT, BENEFIT, SATISFACTION)
        )
        bare = [row for row in self.rows if row.data["level1"] is row.block is None]  # 改造公厕数量 | 居民满意度
        self.satisfactions += [row for row in bare if row.name.endswith("满意度")]
        self.costs += [row for row in bare if row.name.endswith("成本")]
        self.timely = [row for row in self.rows if row.aspect == "time"]
        self._letters: dict[str, str | None] = {}

    # ------------------------------------------------------------ what stands on the form

    @property
    def general(self) -> bool:
        """Whether no built-in definition fits: labels or a bureau's layout served."""
        return is_general(self.document)

    @cached_property
    def leftovers(self) -> Leftovers:
        """What was not read of the form."""
        return Leftovers(self.document)

    def has_column(self, key: str) -> bool:
        """Return whether the indicator table of this sheet has that column."""
        return key in self.columns

    @cached_property
    def columns(self) -> frozenset[str]:
        """The keys of the indicator columns that this sheet has."""
        if self.table is None:
            return frozenset(key for line in self.document.get("indicators", ()) for key in line)
        missing = {key for _, key in self.seen("column-missing")}
        extra = {
            column.key
            for column in self.table.extra
            for line in self.document.get("indicators", ())
            if stands_apart(line, column.key)
            or (self.general and column.key in line and column.key not in ("unit", "operator"))
        }
        return (frozenset(column.key for column in self.table.columns) - missing) | extra

    def letter(self, key: str) -> str | None:
        """Return the column where most rows have that value; None without one."""
        if key not in self._letters:
            filled = [cell for row in self.rows if (cell := row.data["cells"].get(key)) is not None]
            cells = filled or [cell for cell, empty in self.seen("column-empty") if empty == key]
            counts = Counter(cell.rstrip("0123456789") for cell in cells)
            self._letters[key] = max(counts, key=counts.__getitem__, default=None)
        return self._letters[key]

    def at(self, row: Row, key: str) -> str:
        """Return the address of a row's value, or where it would have to stand."""
        if (cell := row.data["cells"].get(key)) is not None:
            return cell
        return row.cell if (column := self.letter(key)) is None else f"{column}{row.row}"

    def row_finding(self, code: str, row: Row, key: str, *beside: str, **more: Any) -> Finding:
        """Return a finding on a row's value, with the values ``beside`` it."""
        return self.finding(code, self.at(row, key), related=[self.at(row, other) for other in beside], **more)

    @cached_property
    def covered(self) -> frozenset[tuple[int, str]]:
        """(row, key) of values that stand in an earlier row and cover this one by a merge."""
        return frozenset((parse_address(cell)[0], key) for cell, key in self.seen("covered"))

    def is_filled(self, row: Row, key: str) -> bool:
        """Return whether a merge covers a blank of a row, or its value stands unread."""
        return (row.row, key) in self.covered or self.leftovers.in_row(row.row, key)

    @cached_property
    def blanks(self) -> dict[str, str]:
        """Key of a field that was left blank → the address of its label."""
        return {key: cell for cell, key in self.seen("field-blank")}

    def seen(self, code: str) -> Iterator[tuple[str, str]]:
        """Yield (address, text) of what the reader observed under that code."""
        for each in self.observations.get(code, ()):
            yield from zip(each["cells"], each["texts"], strict=True)

    def column(self, key: str) -> Column | None:
        """Return the column of the indicator table with that key."""
        return None if self.table is None else self.table.column(key)

    @cached_property
    def levels_asked(self) -> list[str] | None:
        """The levels a list has columns for, if any are left out; None if not."""
        asked = self.observations.get("levels-asked")
        return None if asked is None else [text for seen in asked for text in seen["texts"]]

    @cached_property
    def goals(self) -> dict[str, str]:
        """The goals that are filled in, by key: ``annual``, ``period`` …."""
        return {k: goal for k, goal in self.document.get("goals", {}).items() if goal and not is_placeholder(goal)}

    @cached_property
    def texts(self) -> list[tuple[str, str]]:
        """(address, text) of every running text of the form, the same text once."""
        return collect(self.document)

    @cached_property
    def joined(self) -> str:
        """All texts in one string: what is not in it is in none of them."""
        return "\n".join(text for _, text in self.texts)

    @cached_property
    def names(self) -> list[str]:
        """The names of all indicators."""
        return [row.name for row in self.rows]

    @cached_property
    def named(self) -> Mapping[str, Sequence[Row]]:
        """The indicators by the rules that look at their names."""
        return NAMES.sort([(row.name, row) for row in self.rows])

    @cached_property
    def worded(self) -> Mapping[str, Sequence[Row]]:
        """The indicators by the rules that look at their worded targets."""
        return TARGETS.sort([(row.text, row) for row in self.rows if row.text is not None])

    @cached_property
    def marked(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """(address, text) of each running text by the rules that look at it."""
        return TEXTS.sort([(place[1], place) for place in self.texts])

    @cached_property
    def oddly_placed(self) -> list[Row]:
        """The indicators whose levels are not just named as in the catalogue of the form."""
        return [row for row in self.rows if not row.place.neat]

    @cached_property
    def standards(self) -> list[Scored]:
        """The indicators with a scoring standard and what it says, read once."""
        return list(read_standards(self.rows, self.at)) if self.has_column("scoring_standard") else []

    @cached_property
    def problems(self) -> dict[str, list[tuple[Scored, StandardProblem]]]:
        """What is wrong with the standards by code, with the standard."""
        found: dict[str, list[tuple[Scored, StandardProblem]]] = {}
        for one in self.standards:
            for problem in one.judged.problems:
                found.setdefault(problem.code, []).append((one, problem))
        return found

    def where(self, key: str) -> str:
        """Return where a field stands; the title if nowhere."""
        return self.cells.get(key, self.title_cell)

    def places(self, *keys: str) -> list[str]:
        """Return where fields stand, without those that stand nowhere."""
        return [self.cells[key] for key in keys if key in self.cells]

    def notes(self, code: str) -> Iterator[list[str]]:
        """Yield the cells of each note with that code."""
        return (note["cells"] for note in self.document["notes"] if note["code"] == code)

    @cached_property
    def fragment(self) -> bool:
        """Whether the form is a mere head that a page break left behind."""
        stated = self.rows or self.goals or "rows" in self.document["source"]
        return self.kind == "project" and self.amount is None and not stated

    # ------------------------------------------------------------ money

    @cached_property
    def worth(self) -> Decimal:
        """How many 万元 one of the form's currency unit is."""
        unit = unit_of_document(self.document["currency_unit"])
        return Decimal(1) if unit is None else unit.worth

    def funding(self, key: str) -> Decimal | None:
        """Return an amount of ``funding`` in 万元."""
        value = self.document.get("funding", {}).get(key)
        return None if value is None else value * self.worth

    def budget(self, key: str) -> Decimal | None:
        """Return an amount of ``budget`` in 万元."""
        value = self.document.get("budget", {}).get(key)
        return None if value is None else value * self.worth

    @cached_property
    def amount(self) -> Decimal | None:
        """What may be spent, in 万元: 项目金额, else the year's amount or budget."""
        if self.kind == "department":
            return self.budget("total")
        if self.kind in YEAR_END:
            return None if self._year_budget is None else self._year_budget[0]
        total = self.funding("total")
        return total if total is not None else self.funding("annual")

    @cached_property
    def amount_cell(self) -> str:
        """Where ``amount`` stands; the title if nowhere."""
        if self.kind in YEAR_END:
            return self.title_cell if self._year_budget is None else self._year_budget[1]
        keys = ("budget.total",) if self.kind == "department" else ("funding.total", "funding.annual")
        return next((self.cells[key] for key in keys if key in self.cells), self.title_cell)

    @cached_property
    def _year_budget(self) -> tuple[Decimal, str] | None:
        return None if self.leftovers.amounts else budget(self)

    @cached_property
    def approved_goals(self) -> ApprovedMatch | None:
        """The approved goals, or why there are none; None if none were given."""
        approved = self.profile.approved
        return None if approved is None or self.kind not in YEAR_END else approved.goals_of(self)

    @cached_property
    def pairing(self) -> Pairing:
        """The indicators beside those of the approved goals, empty without them."""
        goals = self.approved_goals
        return Pairing() if goals is None or goals.form is None else pair_indicators(goals.form.targets, self.rows)

    @cached_property
    def month(self) -> int | None:
        """The month up to which a monitoring form says that it tells what was done."""
        seen = self.observations.get("month")
        return int(seen[0]["texts"][0]) if seen else None

    @cached_property
    def earlier_monitoring(self) -> tuple[ApprovedForm, ...]:
        """The given monitoring form of an earlier period, or the season's last ones."""
        approved, monitored = self.profile.approved, self.profile.monitored
        if self.kind != "monitoring":
            return ()
        given = approved.earlier_monitoring(self) if approved is not None else None
        if given is not None:
            return (given,)
        return monitored.to_the_month_before(self) if monitored is not None else ()

    def parameter(self, code: str, name: str) -> Any:
        """Return a parameter of a rule."""
        return self.profile.parameter(code, name)
