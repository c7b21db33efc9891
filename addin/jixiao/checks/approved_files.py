"""Reading the goals that were approved: files of goal forms, each within the bounds of a check, several at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from jixiao.checks.approved import Approved, ApprovedForm, approved_form
from jixiao.checks.checked_file import WorkbookFile
from jixiao.checks.checked_form import Form
from jixiao.checks.profile import Profile
from jixiao.forms.definition import load_definitions
from jixiao.forms.reading import read_file
from jixiao.processes.guarded import KILLED, reason_of
from jixiao.processes.pool import alone, in_processes, usual_jobs
from jixiao.processes.worker import FILE_SECONDS, memory_limit, time_limit


@dataclass(slots=True)
class ApprovedRead:
    """What files of approved goals gave; ``unread`` are those that gave nothing, each with the reason."""

    forms: list[ApprovedForm] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)

    @property
    def approved(self) -> Approved:
        """All forms, found by department and project."""
        return Approved(self.forms)


class _Task(NamedTuple):
    place: int
    file: WorkbookFile
    profile: Profile


_Done = tuple[list[ApprovedForm], str | None]


def read_approved(files: Sequence[WorkbookFile], profile: Profile, *, jobs: int | None = None) -> ApprovedRead:
    """Read the goal forms of the files, in their order. One that cannot be read does not stop the others."""
    tasks = [_Task(place, file, profile) for place, file in enumerate(files)]
    jobs = jobs or usual_jobs(len(files))
    done: dict[int, _Done] = {}
    if jobs < 2 or len(files) < 2:
        with memory_limit():
            done = {task.place: _forms_of(task) for task in tasks}
    else:
        for task, found in in_processes(_forms_of, tasks, jobs):
            done[task.place] = found if found is not None else alone(_forms_of, task) or ([], KILLED)
    read = ApprovedRead()
    for task in tasks:
        forms, reason = done[task.place]
        read.forms += forms
        if reason is not None:
            read.unread.append((task.file.name, reason))
    return read


def _forms_of(task: _Task) -> _Done:
    try:
        with time_limit(FILE_SECONDS, hard=False):
            submission = read_file(task.file.path, task.file.name)
    except Exception as error:  # noqa: BLE001 - a defect met on one file must not lose the others
        return [], reason_of(error)
    definitions = load_definitions()
    shown = [document for document in submission.documents if not document["source"].get("hidden")]
    forms = [Form(document, definitions.get(document["form"]), task.profile) for document in shown]
    found = [each for form in forms if (each := approved_form(form)) is not None]
    if submission.status == "failed" or not found:
        return found, submission.reason or "没有可以对照的目标表"
    return found, None
