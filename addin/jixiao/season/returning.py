"""What goes back in a round: copies, notices, reminders, the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jixiao.checks.settings.bureau_settings import RosterLine, Settings
from jixiao.output import make_folder, replacing
from jixiao.reports import xlsx_list
from jixiao.reports.annotate import annotate, file_name
from jixiao.reports.letter import Letter
from jixiao.reports.notice import reminder, to_act_on
from jixiao.reports.report import DepartmentGroup, Report
from jixiao.season.department_states import DepartmentState
from jixiao.season.page import write_page
from jixiao.season.round_records import open_finding

LIST = "检查结果.xlsx"
PAGE = "进度.html"
REMINDER_PREFIX = "催报通知-"


@dataclass(slots=True)
class RoundWritten:
    """How much was written for a round; ``notes`` tell what could not be marked."""

    copies: int = 0
    notices: int = 0
    reminders: int = 0
    notes: list[str] = field(default_factory=list)


def write_round(
    folder: Path,
    report: Report,
    settings: Settings,
    states: Sequence[DepartmentState],
    number: int,
    *,
    compared: bool,
) -> RoundWritten:
    """Write everything of a round to ``folder``. Raises ``OutputError``."""
    make_folder(folder)
    lines = {line.department: line for line in settings.roster}
    by_department = {state.department: state for state in states}
    frame = _Frame(settings, lines, by_department, report, number, compared)
    returns = annotate(report, folder, frame.letter, hints=False, jobs=None)
    written = RoundWritten(copies=sum(each.marked for each in returns.files), notices=len(returns.notices))
    written.notes = [f"未标注　{each.file}：{each.reason}" for each in returns.files if not each.marked]
    for state in states:
        if not state.files and state.department in lines:
            target = folder / f"{REMINDER_PREFIX}{file_name(state.department)}.docx"
            letter = frame.reminder(state)
            with replacing(target) as temporary:
                content = reminder(
                    state.department,
                    made=report.made,
                    letter=letter,
                    overdue=state.overdue,
                    unreadable=state.unreadable,
                    misnamed=state.misnamed,
                )
                temporary.write_bytes(content)
            written.reminders += 1
    with replacing(folder / LIST) as temporary:
        xlsx_list.write(report, temporary, beside=folder / LIST)
    with replacing(folder / PAGE) as temporary:
        write_page(temporary, settings, states, number, report.made)
    return written


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the letters of a round share."""

    settings: Settings
    lines: Mapping[str, RosterLine]
    states: Mapping[str, DepartmentState]
    report: Report
    number: int
    compared: bool

    def letter(self, group: DepartmentGroup) -> Letter:
        """The frame of the notice to a department."""
        state = self.states.get(group.department)
        unmended: set[int] = set()
        if state is not None and self.compared:
            waiting = [each.identity for each in state.progress.unmended]
            for place, (_, problem) in enumerate(to_act_on(group)):
                identity = open_finding(problem).identity
                if identity in waiting:
                    waiting.remove(identity)
                    unmended.add(place)
        mended = None
        # A department that was asked nothing before, or reports for the first time, has nothing to compare.
        if self.compared and state is not None and (state.progress.mended or state.progress.unmended):
            mended = tuple(f"{each.project or each.sheet}：{each.message}" for each in state.progress.mended)
        return self._letter(group.department, "corrections", unmended=unmended, mended=mended)

    def reminder(self, state: DepartmentState) -> Letter:
        """The frame of the letter to a department that has not filed."""
        return self._letter(state.department, "goals")

    def _letter(
        self, department: str, deadline: str, *, unmended: set[int] | None = None, mended: tuple[str, ...] | None = None
    ) -> Letter:
        bureau, line = self.settings.bureau, self.lines.get(department)
        due = self.settings.deadlines.get(deadline)
        if deadline == "goals" and line is not None and line.due is not None:
            due = line.due
        return Letter(
            bureau=bureau.name,
            contact=bureau.contact,
            phone=bureau.phone,
            day=self.report.made.date(),
            due=due,
            recipient=line.contact if line else "",
            recipient_phone=line.phone if line else "",
            number=self.number,
            unmended=frozenset(unmended or ()),
            mended=mended,
        )
