"""What goes back in a round: copies, notices, reminders, the page."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jixiao.checks.settings.bureau_settings import Settings
from jixiao.output import make_folder, replacing, write_bytes
from jixiao.reports import xlsx_list
from jixiao.reports.annotate import annotate, file_name
from jixiao.reports.letter import Letter
from jixiao.reports.notice import reminder, to_act_on
from jixiao.reports.report import DepartmentGroup, Report
from jixiao.resources import page_text
from jixiao.season.department_states import DepartmentState
from jixiao.season.round_records import open_finding
from jixiao.textlayout import legible

LIST = "检查结果.xlsx"
PAGE = "进度.html"
REMINDER_PREFIX = "催报通知-"


def write_page(path: Path, settings: Settings, states: Sequence[DepartmentState], number: int, made: datetime) -> None:
    """Write the page of round ``number`` to ``path``."""
    listed = [state for state in states if state.listed]
    filed = sum(bool(state.files) for state in listed)
    figures = [
        ("单位", len(listed)),
        ("已报送", filed),
        ("未报送", len(listed) - filed),
        ("没有错误", sum(state.clear for state in listed)),
        ("逾期", sum(state.overdue > 0 for state in listed)),
        ("已批复", sum(bool(state.approved) for state in listed)),
    ]
    if len(listed) < len(states):
        figures.append(("名单外", len(states) - len(listed)))
    worst_first = sorted(states, key=lambda s: (-s.overdue, bool(s.files), -s.errors, -s.warnings))
    page = page_text(
        "season/progress.html",
        TITLE=f"第{number}轮报送进度",
        BUREAU=_text(settings.bureau.name or settings.profile.title),
        MADE=f"{made:%Y-%m-%d %H:%M}",
        FIGURES="".join(f"<li>{name}<b>{count}</b></li>" for name, count in figures),
        ROWS="\n".join(map(_row, worst_first)),
    )
    path.write_text(page, encoding="utf-8")


def _row(state: DepartmentState) -> str:
    counts = zip((*state.counts, state.overdue), ("bad", "", "done", "bad", "", "late"), strict=True)
    first = state.first or ("读不出来" if state.unreadable else "未报送")
    days = "".join(f'<td class="day">{day}</td>' for day in (first, state.latest))
    numbers = "".join(f'<td class="{name if count else ""}">{count or ""}</td>' for count, name in counts)
    approved = _text(state.approved) + ("（批复后又有报送）" if state.changed_since else "")
    return f"<tr><td>{_text(state.shown_name)}</td><td>{state.filed or ''}</td>{days}{numbers}<td>{approved}</td></tr>"


def _text(text: str) -> str:
    return html.escape(legible(text))


@dataclass(slots=True)
class RoundWritten:
    """How much was written for a round; ``notes`` tell what could not be marked."""

    copies: int = 0
    notices: int = 0
    reminders: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def told(self) -> str:
        """The numbers in words."""
        return f"标注副本 {self.copies} 个，退回通知 {self.notices} 份，催报通知 {self.reminders} 份"


def write_round(
    folder: Path, report: Report, settings: Settings, states: Sequence[DepartmentState], number: int, *, compared: bool
) -> RoundWritten:
    """Write everything of a round to ``folder``. Raises ``OutputError``."""
    make_folder(folder)
    frame = _Frame(settings, {state.department: state for state in states}, report, number, compared)
    returns = annotate(report, folder, frame.letter, hints=False, jobs=None)
    written = RoundWritten(copies=sum(each.marked for each in returns.files), notices=len(returns.notices))
    written.notes = [f"未标注　{each.file}：{each.reason}" for each in returns.files if not each.marked]
    asked = {entry.name for entry in settings.roster}
    for state in states:
        if not state.files and state.department in asked:
            target = folder / f"{REMINDER_PREFIX}{file_name(state.department)}.docx"
            content = reminder(
                state.department,
                made=report.made,
                letter=frame.letter_to(state.department, due=state.due),
                overdue=state.overdue,
                unreadable=state.unreadable,
                formless=state.formless,
                misnamed=state.misnamed,
            )
            write_bytes(target, content)
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
        due = self.settings.deadlines.get("corrections")
        return self.letter_to(group.department, due=due, unmended=frozenset(unmended), mended=mended)

    def letter_to(self, department: str, **said: Any) -> Letter:
        """The frame of any letter of this round."""
        return letter_to(self.settings, department, self.report.made.date(), number=self.number, **said)


def letter_to(settings: Settings, department: str, day: date, **said: Any) -> Letter:
    """Return the frame of a letter of that day; ``said`` are further fields."""
    bureau = settings.bureau
    entry = next((entry for entry in settings.roster if entry.name == department), None)
    recipient, recipient_phone = (entry.contact, entry.phone) if entry else ("", "")
    return Letter(
        bureau=bureau.name,
        contact=bureau.contact,
        phone=bureau.phone,
        day=day,
        recipient=recipient,
        recipient_phone=recipient_phone,
        **said,
    )
