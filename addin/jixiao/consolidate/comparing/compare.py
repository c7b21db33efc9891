"""What differs between returns or summaries: forms, amounts, indicators.

Forms belong together by department, form kind and project name; what is left over by the likeness of the names, within
the same department. The year does not divide: last year's form and this year's are compared too, and what only went on
with the year (by the end of 2025, by the end of 2026) is no difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from jixiao.checks.catalogue import spoken
from jixiao.checks.form_kinds import YEAR_END
from jixiao.checks.likeness import ratio
from jixiao.forms.labels import cached_form
from jixiao.forms.measures import measure_text
from jixiao.grouping import grouped

ChangeKind = Literal["added", "removed", "changed"]
ComparedValue = Decimal | str | int | None

_ALIKE_PROJECTS = 0.6
_ALIKE_INDICATORS = 0.7


class ComparedIndicator(NamedTuple):
    """An indicator as it is compared."""

    level1: str | None
    level2: str | None
    name: str
    operator: str | None
    target: Decimal | str | None
    unit: str | None
    cell: str

    @property
    def spoken(self) -> str:
        """Operator, target and unit as one reads them."""
        return measure_text(self.operator, self.target, self.unit)


class FormView(NamedTuple):
    """A form as it is compared; ``amounts`` in 万元 by label."""

    department: str | None
    project: str | None
    kind: str
    year: int | None
    amounts: dict[str, Decimal | None]
    texts: dict[str, str | None]
    measures: tuple[ComparedIndicator, ...]
    file: str
    sheet: str


class ChangedValue(NamedTuple):
    """One difference of a form; ``difference`` in 万元 for amounts."""

    kind: ChangeKind
    what: str
    old: ComparedValue
    new: ComparedValue
    difference: Decimal | None = None
    old_cell: str | None = None
    new_cell: str | None = None


@dataclass(slots=True)
class FormChange:
    """The differences of a form; ``similarity`` is 1 where the names are the same."""

    kind: ChangeKind
    old: FormView | None
    new: FormView | None
    similarity: float
    changes: list[ChangedValue] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)

    @property
    def form(self) -> FormView:
        """The form as it is now, else as it was."""
        form = self.new or self.old
        assert form is not None
        return form


def compare(old: Sequence[FormView], new: Sequence[FormView]) -> list[FormChange]:
    """All forms that differ, in the order of ``new``; those that are gone at the end."""
    pairs, gone = _paired(old, new)
    changed = []
    for before, after, similarity in pairs:
        if before is None:
            changed.append(FormChange("added", None, after, 0.0))
            continue
        changes = list(_changes(before, after))
        if changes:
            changed.append(
                FormChange("changed", before, after, similarity, changes, list(_hints(before, after, changes)))
            )
    return changed + [FormChange("removed", before, None, 0.0) for before in gone]


def _paired(
    old: Sequence[FormView], new: Sequence[FormView]
) -> tuple[list[tuple[FormView | None, FormView, float]], list[FormView]]:
    by_key = grouped((_key(form), form) for form in old)
    partner: dict[int, tuple[FormView, float]] = {}
    taken: set[int] = set()
    for form in new:
        same = [each for each in by_key.get(_key(form), ()) if id(each) not in taken]
        if same:
            partner[id(form)] = same[0], 1.0
            taken.add(id(same[0]))
    # What a year-end form reports on is the goal form of its project.
    goals = grouped((_reported(form), form) for form in old if id(form) not in taken)
    for form in new:
        reported = goals.get(_reported(form), ()) if id(form) not in partner else ()
        if len(reported) == 1 and YEAR_END & {form.kind, reported[0].kind}:
            partner[id(form)] = reported[0], 1.0
            taken.add(id(reported[0]))
    left_old = [form for form in old if id(form) not in taken]
    left_new = [form for form in new if id(form) not in partner]
    for score, before, after in _alike(left_old, left_new):
        if id(before) not in taken and id(after) not in partner:
            partner[id(after)] = before, score
            taken.add(id(before))
    pairs = [(*partner.get(id(form), (None, 0.0)), form) for form in new]
    return [(before, form, score) for before, score, form in pairs], [form for form in old if id(form) not in taken]


def _reported(form: FormView) -> tuple[str, str]:
    return cached_form(form.department or ""), cached_form(form.project or "")


def _key(form: FormView) -> tuple[str, str, str]:
    return cached_form(form.department or ""), form.kind, cached_form(form.project or "")


def _alike(old: Sequence[FormView], new: Sequence[FormView]) -> list[tuple[float, FormView, FormView]]:
    """Forms of one department whose names are alike, the most alike first."""
    groups = grouped((_key(form)[:2], form) for form in old)
    scored = [
        (ratio(before.project or "", after.project or ""), before, after)
        for after in new
        for before in groups.get(_key(after)[:2], ())
        if before.project and after.project
    ]
    return sorted((each for each in scored if each[0] >= _ALIKE_PROJECTS), key=lambda each: -each[0])


def _going_on(old: FormView, new: FormView) -> Callable[[str], str]:
    """What makes a text of the old form one of the new form's year."""
    if old.year is None or new.year is None or old.year == new.year:
        return lambda text: text
    year, now = re.compile(rf"(?<!\d){old.year}(?!\d)"), str(new.year)
    return lambda text: year.sub(now, text)


def _changes(old: FormView, new: FormView) -> Iterator[ChangedValue]:
    later = _going_on(old, new)
    if old.project != new.project and cached_form(old.project or "") != cached_form(new.project or ""):
        yield ChangedValue("changed", "项目名称", old.project, new.project)
    across = old.kind != new.kind and bool(YEAR_END & {old.kind, new.kind})
    for label in dict.fromkeys((*old.amounts, *new.amounts)):
        if across and not (label in old.amounts and label in new.amounts):
            continue  # a year-end form has another table of money
        before, after = old.amounts.get(label), new.amounts.get(label)
        if before != after:
            difference = None if before is None or after is None else after - before
            yield ChangedValue(_kind(before, after), label, before, after, difference)
    for label in dict.fromkeys((*old.texts, *new.texts)):
        text, changed = old.texts.get(label), new.texts.get(label)
        if cached_form(later(text or "")) != cached_form(changed or ""):
            yield ChangedValue(_kind(text, changed), label, text, changed)
    yield from _measure_changes(old.measures, new.measures, later)


def _kind(old: ComparedValue, new: ComparedValue) -> ChangeKind:
    return "added" if old is None else "removed" if new is None else "changed"


def _measure_changes(
    old: Sequence[ComparedIndicator], new: Sequence[ComparedIndicator], later: Callable[[str], str]
) -> Iterator[ChangedValue]:
    for before, after in _measure_pairs(old, new, later):
        if before is None and after is not None:
            yield ChangedValue("added", f"指标：{after.name}", None, after.spoken, None, None, after.cell)
        elif after is None and before is not None:
            yield ChangedValue("removed", f"指标：{before.name}", before.spoken, None, None, before.cell)
        elif before is not None and after is not None:
            renamed = cached_form(later(before.name)) != cached_form(after.name)
            if renamed or later(before.spoken) != after.spoken:
                name = f"{before.name} → {after.name}" if renamed else after.name
                yield ChangedValue(
                    "changed", f"指标：{name}", before.spoken, after.spoken, None, before.cell, after.cell
                )


def _measure_pairs(
    old: Sequence[ComparedIndicator], new: Sequence[ComparedIndicator], later: Callable[[str], str]
) -> list[tuple[ComparedIndicator | None, ComparedIndicator | None]]:
    """Pair indicators by name in order, then by likeness under one level 2."""
    left = grouped((cached_form(later(measure.name)), measure) for measure in old)
    pairs: list[tuple[ComparedIndicator | None, ComparedIndicator | None]] = []
    for measure in new:
        same = left.get(cached_form(measure.name))
        pairs.append((same.pop(0) if same else None, measure))
    rest = [measure for measures in left.values() for measure in measures]
    for index, (before, after) in enumerate(pairs):
        if before is None and after is not None and rest:
            near = max(rest, key=lambda each: _measure_likeness(each, after))
            if _measure_likeness(near, after) >= _ALIKE_INDICATORS:
                rest = [each for each in rest if each is not near]
                pairs[index] = near, after
    return pairs + [(measure, None) for measure in rest]


def _measure_likeness(old: ComparedIndicator, new: ComparedIndicator) -> float:
    return ratio(old.name, new.name) if cached_form(old.level2 or "") == cached_form(new.level2 or "") else 0.0


def _hints(old: FormView, new: FormView, changes: Sequence[ChangedValue]) -> Iterator[str]:
    """What an examiner asks about from one year to the next."""
    lowered = [
        after.name
        for before, after in _measure_pairs(old.measures, new.measures, _going_on(old, new))
        if before is not None and after is not None and _is_lowered(before, after)
    ]
    if lowered:
        yield f"指标值降低：{'、'.join(lowered)}"
    main = next(iter(new.amounts), None)
    before, now = (old.amounts.get(main), new.amounts.get(main)) if main else (None, None)
    unchanged = not any(change.what.startswith("指标：") for change in changes)
    if before is not None and now is not None and now > before and unchanged and new.measures:
        yield f"金额增加{spoken(now - before)}万元，指标未变"


def _is_lowered(old: ComparedIndicator, new: ComparedIndicator) -> bool:
    if not (isinstance(old.target, Decimal) and isinstance(new.target, Decimal)) or old.unit != new.unit:
        return False
    # What must not be exceeded becomes easier by rising. Costs are left out: less money is no lower aim.
    if old.operator != new.operator or "成本" in f"{new.level1}{new.level2}":
        return False
    return new.target > old.target if new.operator in ("≤", "<") else new.target < old.target
