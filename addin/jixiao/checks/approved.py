"""The approved goals that year-end forms are held against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple

from jixiao.checks.checked_form import Form
from jixiao.checks.form_kinds import GOALS, YEAR_END
from jixiao.checks.likeness import ratio
from jixiao.checks.pairing import ApprovedTarget
from jixiao.checks.rows import Row
from jixiao.forms.labels import cached_form
from jixiao.grouping import grouped

_ALIKE_PROJECTS = 0.8


@dataclass(frozen=True, slots=True)
class ApprovedForm:
    """An approved goal form, or a monitoring form of an earlier period.

    ``budget`` is the money of the year in 万元: a project of several years is evaluated by what it has for one. Places are
    ``file!sheet!cell``.
    ``month`` is the one up to which a monitoring form says that it tells what was done.
    """

    file: str
    sheet: str
    kind: str
    department: str
    project: str
    year: int | None
    budget: Decimal | None
    budget_cell: str
    targets: tuple[ApprovedTarget, ...]
    implementing_unit: str = ""
    month: int | None = None

    def says_the_same(self, other: ApprovedForm) -> bool:
        """Return whether two forms approve the same, wherever it stands."""
        said = [[(t.name, t.operator, t.target, t.unit, t.points) for t in form.targets] for form in (self, other)]
        return self.budget == other.budget and said[0] == said[1]


class ApprovedMatch(NamedTuple):
    """The approved form of a year-end form, or why there is none."""

    form: ApprovedForm | None = None
    reason: str = ""


def approved_form(form: Form) -> ApprovedForm | None:
    """Return what a form approves; None for summaries, or without any name."""
    if form.kind not in ("project", "department", "monitoring") or not (form.project or form.department):
        return None
    annual = form.funding("annual") if form.kind == "project" else None
    return ApprovedForm(
        form.file,
        form.sheet,
        form.kind,
        cached_form(form.department or ""),
        cached_form(form.project or ""),
        form.year,
        form.amount if annual is None else annual,
        form.reference(form.amount_cell if annual is None else form.cells.get("funding.annual", form.amount_cell)),
        tuple(_target(form, row) for row in form.rows),
        cached_form(form.document.get("implementing_unit") or ""),
        form.month,
    )


def _target(form: Form, row: Row) -> ApprovedTarget:
    cells = row.data["cells"]
    return ApprovedTarget(
        name=row.name,
        level2=row.data["level2"],
        operator=row.operator,
        target=row.target,
        unit=row.unit,
        points=row.data.get("points"),
        reached=row.data.get("actual_to_july"),
        cell=form.reference(row.cell),
        target_cell=form.reference(form.at(row, "target")),
        points_cell=form.reference(cells.get("points", row.cell)),
        reached_cell=form.reference(cells.get("actual_to_july", row.cell)),
    )


class ApprovedForms:
    """All approved forms, found by department and project."""

    def __init__(self, forms: Iterable[ApprovedForm]) -> None:
        self.forms = tuple(forms)
        self._by_department = grouped((form.department, form) for form in self.forms)
        # A result that was found against these goals is not one against others.
        self._stamp = sha256(repr(self.forms).encode("utf-8", "surrogatepass")).hexdigest()

    def __repr__(self) -> str:
        return f"Approved({self._stamp})"

    def goals_of(self, form: Form) -> ApprovedMatch:
        """Return the goal form that a year-end form reports on."""
        kinds = GOALS - {"summary"} if form.project else frozenset({"department"})
        found = self._of(form, kinds)
        if not found:
            return ApprovedMatch(reason="批复的目标表中没有找到这个项目，未作对照")
        same_year = [each for each in found if form.year is None or each.year in (None, form.year)]
        if not same_year:
            return ApprovedMatch(
                reason=f"批复的目标表“{found[0].file}”是{found[0].year}年的，本表是{form.year}年的，未作对照"
            )
        first, *others = same_year
        other = next((each for each in others if not first.says_the_same(each)), None)
        if other is not None:
            places = "、".join(f"“{each.file}”的“{each.sheet}”" for each in (first, other))
            return ApprovedMatch(
                reason=f"批复的目标表中有几份对得上这个项目，内容不同：{places}，未作对照；请只保留一份"
            )
        if not first.targets:
            return ApprovedMatch(reason=f"批复的目标表“{first.file}”没有读出指标，未作对照")
        return ApprovedMatch(first)

    def earlier_monitoring(self, form: Form) -> ApprovedForm | None:
        """Return the one monitoring form of an earlier period, or None."""
        found = [each for each in self._of(form, YEAR_END) if each.year in (None, form.year) and each.file != form.file]
        return found[0] if len(found) == 1 else None

    def to_the_month_before(self, form: Form) -> tuple[ApprovedForm, ...]:
        """Return the same project's latest monitoring forms before the form's month."""
        own = approved_form(form)
        if own is None or own.month is None or not own.project:
            return ()
        of_project = [
            each
            for each in self._by_department.get(own.department, ())
            if (each.project, each.implementing_unit, each.year) == (own.project, own.implementing_unit, own.year)
            and each.month is not None
            and each.month < own.month
        ]
        last = max((each.month or 0 for each in of_project), default=0)
        return tuple(each for each in of_project if each.month == last)

    def _of(self, form: Form, kinds: frozenset[str]) -> list[ApprovedForm]:
        """Return forms of these kinds of the department and project, or the most alike."""
        department, project = cached_form(form.department or ""), cached_form(form.project or "")
        own = [each for each in self._by_department.get(department, ()) if each.kind in kinds] if department else []
        exact = [each for each in own if each.project == project]
        if exact or not project:
            return exact
        alike = [(ratio(each.project, project), each) for each in own if each.project]
        best = max((score for score, _ in alike), default=0.0)
        if best >= _ALIKE_PROJECTS:
            return [each for score, each in alike if score == best]
        # The department is not named on one of the two, or the unit that carried the project out is.
        anywhere = [each for each in self.forms if each.kind in kinds and each.project == project]
        return anywhere if len({each.department for each in anywhere}) == 1 else []
