"""The approved forms in 5 批复: projects, contradictions, later edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from jixiao.caching.identity import file_hash
from jixiao.checks.settings.bureau_settings import Settings
from jixiao.checks.tolerance import TOLERANCE
from jixiao.forms.document import Document, is_left_out
from jixiao.forms.labels import cached_form
from jixiao.forms.project_money import in_wan, money_factor, project_money
from jixiao.forms.reading import read_file
from jixiao.season.bureau_changes import BureauChange
from jixiao.season.folder import SeasonFolder
from jixiao.season.history import Approval, History


@dataclass(frozen=True, slots=True)
class ApprovedProject:
    """A project as approved, in 万元; ``remark`` names another amount in the same file."""

    name: str
    amount: Decimal | None
    indicators: int
    remark: str = ""


@dataclass(slots=True)
class DepartmentApproval:
    """What was approved for one department.

    ``outdated`` are the sheets, by file, whose sums still hold an amount as it was filed, though the bureau changed it.
    """

    department: str
    document: str
    files: list[Path] = field(default_factory=list)
    projects: list[ApprovedProject] = field(default_factory=list)
    changes: list[BureauChange] = field(default_factory=list)
    outdated: dict[Path, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


ApprovedFile = tuple[Approval, list[ApprovedProject]]
"""An approved workbook with its projects as they stand there now."""


def everything_approved(
    folder: SeasonFolder, known: History, settings: Settings, without: Sequence[str] = ()
) -> list[ApprovedFile]:
    """Return every approved workbook in the order of the roster.

    ``without`` are files that are left out: what was edited after its approval is not what was approved.
    """
    places = {entry.name: place for place, entry in enumerate(settings.roster)}
    approvals = [each for each in known.approvals() if each.file not in without]
    approvals.sort(key=lambda each: (places.get(each.department, len(places)), each.file))
    shown = [
        [
            document
            for document in read_file(folder.approved / each.file, each.file).documents
            if not is_left_out(document)
        ]
        for each in approvals
    ]
    lists: dict[str, list[Document]] = {}
    for each, documents in zip(approvals, shown, strict=True):
        lists.setdefault(each.department, []).extend(one for one in documents if one["kind"] == "summary")
    return [
        (
            each,
            [
                _with_remark(approved_project(one), lists[each.department])
                for one in documents
                if one["kind"] == "project"
            ],
        )
        for each, documents in zip(approvals, shown, strict=True)
    ]


def approved_project(document: Document, changes: Sequence[BureauChange] = ()) -> ApprovedProject:
    """Return the project of a form with the amount that the bureau changed, if it did."""
    money = project_money(document)
    amount = money.amount
    for change in changes:
        if (
            change.sheet == document["source"]["sheet"]
            and change.cell == money.cell
            and isinstance(change.after, Decimal)
        ):
            amount = change.after
    return ApprovedProject(document.get("project") or "", amount, len(document.get("indicators", ())))


def _with_remark(project: ApprovedProject, lists: Sequence[Document]) -> ApprovedProject:
    """Return the project with the cells of lists with another amount."""
    remarks = []
    for each in lists:
        rows = [row for row in each.get("rows", ()) if cached_form(row["project"] or "") == cached_form(project.name)]
        listed = in_wan(rows[0]["amount"], money_factor(each["currency_unit"])) if len(rows) == 1 else None
        if listed is not None and project.amount is not None and abs(listed - project.amount) > TOLERANCE:
            place = f"{each['source']['sheet']}!{rows[0]['cell']}"
            remarks.append(f"报送的汇总表（{place}）为{listed.normalize():f}万元，以批复金额为准")
    return replace(project, remark="；".join(remarks))


def changed_since(folder: SeasonFolder, approvals: Sequence[Approval]) -> list[str]:
    """Return the approved workbooks that were edited or removed after their approval."""
    changed = []
    for each in approvals:
        path = folder.approved / each.file
        if not path.is_file() or file_hash(path) != each.sha256:
            changed.append(each.file)
    return changed
