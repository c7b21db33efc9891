"""填报检查."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jixiao.checks.outcome import EVERY_RULE, Skip
from jixiao.checks.profile import load_profile
from jixiao.checks.rule_engine import check_documents
from jixiao.excel.marks import clear, mark, select_first
from jixiao.excel.resultsheet import NAME, add_result_sheet
from jixiao.excel.session import Session, within_bounds
from jixiao.reports.report import Problem, count, make_report

_SHOWN = 5


def check(session: Session) -> str:
    """Check every form of the workbook, as ``jixiao check`` does, and mark what it finds."""
    clear(session)
    workbook = session.grid()
    documents = session.documents(workbook)
    with within_bounds():
        result = check_documents(documents, load_profile())
    files = [{"file": session.name, "status": "checked", "reason": None, "documents": len(documents)}]
    problems = [
        p for g in make_report(files, result.findings, result.skipped).groups() for f in g.files for p in f.problems
    ]
    unchecked = [skip for skip in result.skipped if skip.code == EVERY_RULE]
    forms = len(documents) - len(unchecked)
    if not problems:
        text = f"共检查 {forms} 张表，没有发现问题。" if forms else "没有可以检查的表。"
        return "\n".join((text, *_not_checked(unchecked)))
    mark(session, workbook, problems)
    add_result_sheet(session, problems)
    session.save_state()
    select_first(session, problems)
    return "\n".join((_summary(forms, problems), *_not_checked(unchecked)))


def _not_checked(skips: Sequence[Skip]) -> Iterator[str]:
    """The forms that no rule is made for."""
    for reason in dict.fromkeys(skip.reason for skip in skips):
        sheets = dict.fromkeys(skip.sheet for skip in skips if skip.reason == reason)
        yield f"没有检查“{'”“'.join(sheets)}”：{reason}。"


def _summary(forms: int, problems: Sequence[Problem]) -> str:
    lines = [f"共检查 {forms} 张表：{count(problems).told()}。"]
    lines += [f"{problem.place}：{problem.message}" for problem in problems[:_SHOWN]]
    if len(problems) > _SHOWN:
        lines.append(f"……全部 {len(problems)} 条见“{NAME}”工作表。")
    return "\n".join(lines)
