"""How far each department is: filed, open, late, approved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from jixiao.checks.settings.bureau_settings import Settings, load_settings
from jixiao.consolidate.returns.inputs import discover
from jixiao.consolidate.summary.summary_rows import RoundRow
from jixiao.forms.labels import cached_form
from jixiao.forms.reading import NO_FORM
from jixiao.season.approved_forms import changed_since
from jixiao.season.folder import SeasonFolder
from jixiao.season.history import Approval, LogEntry, history
from jixiao.season.round_records import OpenFinding, Round, RoundProgress, progress, season_digest
from jixiao.statedtime import stated_time

READ = ("merged", "checked", "read")
"""The status of a file whose forms count."""


@dataclass(slots=True)
class DepartmentState:
    """A department's state; ``filed`` counts files, ``overdue`` days.

    One that is not ``listed`` filed under a name that the roster does not have. Of its files, the ``unreadable`` hold
    nothing that can be read, the ``formless`` no form. ``misaddressed`` counts errors in them that another department is
    told, because the form has nearly that one's name. ``misnamed`` are files under unlisted names whose errors this
    department is told.
    """

    department: str
    listed: bool = True
    filed: int = 0
    first: str = ""
    latest: str = ""
    files: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    formless: list[str] = field(default_factory=list)
    misnamed: list[str] = field(default_factory=list)
    errors: int = 0
    misaddressed: int = 0
    warnings: int = 0
    progress: RoundProgress = field(default_factory=RoundProgress)
    overdue: int = 0
    due: date | None = None
    approved: str = ""
    changed_since: bool = False

    @property
    def shown_name(self) -> str:
        """Its name, with a word where nobody knows who that is."""
        return self.department if self.listed else f"{self.department}（不在名单上）"

    @property
    def clear(self) -> bool:
        """Whether something is filed and no error is open."""
        return bool(self.files) and not self.errors and not self.misaddressed

    @property
    def approvable(self) -> bool:
        """Whether it is clear and not approved yet."""
        return self.clear and not self.approved

    @property
    def counts(self) -> tuple[int, int, int, int, int]:
        """Errors, warnings, what was mended, what was not, what is new."""
        changed = self.progress
        return self.errors, self.warnings, len(changed.mended), len(changed.unmended), len(changed.new)

    def as_json(self) -> dict[str, Any]:
        """The object of ``season status --json``."""
        names = ("errors", "warnings", "fixed", "remaining", "new")
        return {
            "department": self.department,
            "listed": self.listed,
            "filed": self.filed,
            "first_filed": self.first or None,
            "last_filed": self.latest or None,
            "files": self.files,
            "unreadable": self.unreadable,
            **dict(zip(names, self.counts, strict=True)),
            "days_overdue": self.overdue,
            "approved": self.approved or None,
            "changed_since_approval": self.changed_since,
        }

    def row(self, number: int) -> RoundRow:
        """The line of 轮次."""
        days = self.first or None, self.latest or None
        return RoundRow(self.department, self.filed, *days, number, *self.counts, self.overdue, self.approved or None)


def department_states(
    rounds: Sequence[Round], settings: Settings, today: date, approvals: Iterable[Approval] = ()
) -> list[DepartmentState]:
    """Return all states: the roster's in order, then others that filed."""
    # ``rounds`` are all rounds in their order; the last one tells what is open. A name that the roster has as an
    # alias by now stands for its department in earlier rounds too.
    rounds = _renamed(rounds, settings)
    listed = {entry.name for entry in settings.roster}
    states = {entry.name: DepartmentState(entry.name) for entry in settings.roster}
    _enter_files(states, rounds)
    if rounds:
        before = rounds[-2].findings if len(rounds) > 1 else ()
        changes = progress(before, rounds[-1].findings)
        _enter_findings(states, rounds[-1].findings, changes, listed, compared=len(rounds) > 1)
    for each in approvals:
        state = states.setdefault(each.department, DepartmentState(each.department))
        state.approved = f"{each.day}　{each.document}".strip()
    for state in states.values():
        state.listed = not listed or state.department in listed
        _count_days(state, settings, today)
    return [state for name, state in states.items() if name]


def _renamed(rounds: Sequence[Round], settings: Settings) -> list[Round]:
    """Return the rounds with departments as the roster calls them today."""
    names = {cached_form(alias): entry.name for entry in settings.roster for alias in entry.aliases}
    if not names:
        return list(rounds)

    def today(name: str) -> str:
        return names.get(cached_form(name), name)

    return [
        replace(
            each,
            files=tuple(
                replace(file, department=today(file.department), also=tuple(map(today, file.also)))
                for file in each.files
            ),
            findings=tuple(replace(finding, department=today(finding.department)) for finding in each.findings),
        )
        for each in rounds
    ]


def _enter_files(states: dict[str, DepartmentState], rounds: Sequence[Round]) -> None:
    seen: set[tuple[str, str]] = set()
    for each in rounds:
        for file in each.files:
            for name in file.departments if file.status in READ else ():
                if (name, file.sha256) not in seen:
                    seen.add((name, file.sha256))
                    state = states.setdefault(name, DepartmentState(name))
                    state.filed += 1
                    state.first = state.first or each.at[:10]
                    state.latest = each.at[:10]
    for file in rounds[-1].files if rounds else ():
        if file.status in READ:
            for name in file.departments:
                states[name].files.append(file.file)
        elif file.department and (file.unreadable or file.reason == NO_FORM):
            state = states.setdefault(file.department, DepartmentState(file.department))
            (state.unreadable if file.unreadable else state.formless).append(file.file)


def _enter_findings(
    states: dict[str, DepartmentState],
    findings: Iterable[OpenFinding],
    changes: Mapping[str, RoundProgress],
    listed: Collection[str],
    *,
    compared: bool,
) -> None:
    for each in findings:
        state = states.setdefault(each.department, DepartmentState(each.department))
        state.errors += each.severity == "error"
        state.warnings += each.severity == "warning"
    whose = {file: state for state in states.values() for file in state.files}
    for each in findings:
        filed = whose.get(each.file)
        own = each.file in states[each.department].files
        if filed is not None and filed.department != each.department and not own:
            filed.misaddressed += each.severity == "error"
            told = states[each.department]
            if filed.department not in listed and each.file not in told.misnamed:
                told.misnamed.append(each.file)
    for name, change in changes.items():
        state = states.setdefault(name, DepartmentState(name))
        state.progress = change if compared else RoundProgress(new=change.new)


def _count_days(state: DepartmentState, settings: Settings, today: date) -> None:
    """Set how many days a return or an open correction is late."""
    own = next((entry.last_day for entry in settings.roster if entry.name == state.department), None)
    due = own or settings.deadlines.get("goals")
    if state.files and state.errors and not state.approved:
        due = settings.deadlines.get("corrections") or due
    elif state.files:
        return
    state.due = due
    state.overdue = max(0, (today - due).days) if due else 0


@dataclass(frozen=True, slots=True)
class SeasonStatus:
    """The last round, each department's state, whether something came in.

    ``changed`` are approved workbooks that were edited after their approval. If the history had to be made from the
    folders, ``rebuilt`` tells why.
    """

    round: int
    states: list[DepartmentState]
    waiting: bool
    changed: list[str]
    log: list[LogEntry]
    rebuilt: str = ""

    def as_json(self) -> dict[str, Any]:
        """The object of ``season status --json``."""
        return {
            "round": self.round,
            "waiting": self.waiting,
            "departments": [state.as_json() for state in self.states],
            "changed_approvals": self.changed,
            "log": [entry._asdict() for entry in self.log],
        }


def season_status(folder: SeasonFolder) -> SeasonStatus:
    """Tell how far a season is. Raises ``UsageError`` if there is none."""
    folder.require()
    settings = load_settings(str(folder.settings))
    with history(folder) as known:
        rounds = known.rounds()
        approvals = known.approvals()
        inputs = discover([str(folder.returns)])
        states = department_states(rounds, settings, stated_time().date(), approvals)
        changed = changed_since(folder, approvals)
        for state in states:
            own = [each.file for each in approvals if each.department == state.department]
            state.changed_since = any(file in changed for file in own)
        number = rounds[-1].number if rounds else 0
        waiting = rounds[-1].digest != season_digest(inputs, folder) if rounds else bool(inputs)
        return SeasonStatus(number, states, waiting, changed, known.entries(), known.rebuilt)
