"""填报检查."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jixiao.checks.outcome import Skip
from jixiao.excel.listsheet import RESULTS
from jixiao.excel.marked_check import check_and_mark
from jixiao.excel.marks import select_first
from jixiao.excel.session import Session
from jixiao.reports.problem import Problem, count

_SHOWN = 5


def check(session: Session) -> str:
    """Check every form of the workbook as ``jixiao check`` does, and mark it."""
    checked = check_and_mark(session)
    told = [*_not_checked(checked.unchecked), *([checked.by] if checked.by else [])]
    if not checked.problems:
        text = f"共检查 {checked.forms} 张表，没有发现问题。" if checked.forms else "没有可以检查的表。"
        return "\n".join((text, *told))
    select_first(session, checked.problems)
    return "\n".join((_summary(checked.forms, checked.problems), *told))


def _not_checked(skips: Sequence[Skip]) -> Iterator[str]:
    """The forms that no rule is made for."""
    for reason in dict.fromkeys(skip.reason for skip in skips):
        sheets = dict.fromkeys(skip.sheet for skip in skips if skip.reason == reason)
        yield f"没有检查“{'”“'.join(sheets)}”：{reason}。"


def _summary(forms: int, problems: Sequence[Problem]) -> str:
    lines = [f"共检查 {forms} 张表：{count(problems).told()}。"]
    lines += [f"{problem.place}：{problem.message}" for problem in problems[:_SHOWN]]
    if len(problems) > _SHOWN:
        lines.append(f"……全部 {len(problems)} 条见“{RESULTS}”工作表。")
    return "\n".join(lines)
