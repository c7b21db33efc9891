"""A check of the open workbook with its marks, renewed by other buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jixiao.checks.outcome import EVERY_RULE, Skip
from jixiao.checks.rule_engine import check_documents
from jixiao.errors import JixiaoError
from jixiao.excel.bureau_profile import profile_for
from jixiao.excel.listsheet import add_result_sheet
from jixiao.excel.marks import clear, mark
from jixiao.excel.session import Session, within_bounds
from jixiao.reports.problem import Problem, count
from jixiao.reports.report import make_report


@dataclass(frozen=True, slots=True)
class MarkedCheck:
    """Forms that were checked, forms without rules, and whose rules hold (``by``)."""

    forms: int
    problems: Sequence[Problem]
    unchecked: Sequence[Skip]
    by: str


def check_and_mark(session: Session) -> MarkedCheck:
    """Check every form as ``jixiao check`` does, and renew the marks."""
    clear(session)
    workbook = session.grid()
    documents = session.documents(workbook)
    found = profile_for(session.book.path)
    with within_bounds():
        result = check_documents(documents, found.profile)
    files = [{"file": session.name, "status": "checked", "reason": None, "documents": len(documents)}]
    groups = make_report(files, result.findings, result.skipped).groups
    problems = [problem for group in groups for file in group.files for problem in file.problems]
    unchecked = [skip for skip in result.skipped if skip.code == EVERY_RULE]
    if problems:
        mark(session, workbook, problems)
        add_result_sheet(session, problems)
        session.save_state()
    return MarkedCheck(len(documents) - len(unchecked), problems, unchecked, found.told)


def renew_marks(session: Session) -> list[str]:
    """Check again if there are marks; return the line for the user."""
    # What the button did before is done: a check that fails now is told, and the old marks are gone.
    added = session.state.added
    if not (session.state.marks or added):
        return []
    list_in_front = session.book.active_sheet().name in added
    try:
        checked = check_and_mark(session)
    except JixiaoError as error:
        return [f"检查的标记已去掉，没有重新检查：{error}"]
    if list_in_front and session.state.added:
        session.sheet(session.state.added[-1]).activate()
    return [f"已重新检查并更新标记：{count(checked.problems).told()}。"]
