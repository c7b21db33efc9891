"""Which files and forms of a check count, by the code that settles them for a merge."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from jixiao.checks.checked_file import FileChecked, FiledForm, Settled, WorkbookFile
from jixiao.consolidate.returns.roster import Roster, RosterEntry
from jixiao.consolidate.settled_check import settling
from jixiao.submission import Submission


def form(project: str, **more: Any) -> FiledForm:
    values: dict[str, Any] = {
        "form": "project-2026", "kind": "project", "department": "云岭县水利局", "project": project, "fiscal_year": 2027,
        "sheet": project, "left_out": False, "date": None, "amount": Decimal(12), "indicators": 3, "title_cell": "A1",
    }  # fmt: skip
    return FiledForm(**{**values, **more})


def checked(name: str, *forms: FiledForm, **more: Any) -> FileChecked:
    stated: dict[str, Any] = {"sha256": name, "modified": 1.0, **more}
    return FileChecked(Submission(file=name, status=stated.pop("status", "checked"), **stated), forms=list(forms))


def settled(*files: FileChecked, roster: Roster | None = None) -> list[Settled]:
    return settling(roster)([WorkbookFile(Path(each.submission.file), each.submission.file) for each in files], files)


ROAD, LAMP = ("道路", "A1"), ("路灯", "A1")


def test_every_form_of_a_file_alone_counts() -> None:
    [one] = settled(checked("a.xlsx", form("道路"), form("路灯")))
    assert one == Settled("checked", None)


def test_a_copy_of_a_file_is_skipped_and_none_of_its_forms_counts_twice() -> None:
    first, second = (checked(name, form("道路"), form("路灯"), sha256="same") for name in ("a.xlsx", "b.xlsx"))
    one, other = settled(first, second)
    assert (one.status, one.replaced) == ("checked", frozenset())
    assert (other.status, other.replaced) == ("skipped", {ROAD, LAMP})


def test_a_later_return_takes_the_place_of_the_same_form_alone() -> None:
    older = checked("a.xlsx", form("道路", date="2027-01-05"), form("路灯"))
    newer = checked("b.xlsx", form("道路", date="2027-01-09", amount=Decimal(13)))
    one, other = settled(older, newer)
    assert (one.status, one.replaced) == ("checked", {ROAD})
    assert (other.status, other.replaced) == ("checked", frozenset())


def test_a_file_all_of_whose_forms_are_replaced_is_skipped_with_the_reason() -> None:
    one, _ = settled(checked("a.xlsx", form("道路", date="2027-01-05")),
                     checked("b.xlsx", form("道路", date="2027-01-09", amount=Decimal(13))))  # fmt: skip
    assert (one.status, one.replaced) == ("skipped", {ROAD})
    assert one.reason is not None
    assert "b.xlsx" in one.reason


def test_a_file_with_nothing_but_hidden_forms_is_checked() -> None:
    [one] = settled(checked("a.xlsx", form("道路", left_out=True)))
    assert (one.status, one.replaced) == ("checked", frozenset())


def test_a_file_that_cannot_be_read_stays_failed() -> None:
    [one] = settled(checked("a.xlsx", status="failed", reason="不是工作簿"))
    assert (one.status, one.reason) == ("failed", "不是工作簿")


def test_a_department_is_called_as_the_roster_calls_it() -> None:
    roster = Roster([RosterEntry("云岭县水务水利局", aliases=("云岭县水利局",))])
    typed, other = settled(
        checked("a.xlsx", form("道路")), checked("b.xlsx", form("路灯", department="云岭县林业局")), roster=roster
    )
    assert (dict(typed.departments), dict(other.departments)) == ({"云岭县水利局": "云岭县水务水利局"}, {})
