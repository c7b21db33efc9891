"""The text of a note: level, rule, what is wrong and what is due, per problem."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.reports.problem import Problem, told
from jixiao.textlayout import legible

_MOST = 400
"""Characters of one text in a note; a note is read in a small box, the whole text stands in the sheet of results."""

_MOST_PROBLEMS = 12
SHEET_OF_RESULTS = "“检查结果”工作表"


def note_text(said: Iterable[tuple[Problem, bool]], *, whole: str = SHEET_OF_RESULTS) -> str:
    """Return the text for a cell; the second of a pair says that it is only related.

    ``whole`` is where everything stands in full.
    """
    ordered = sorted(said, key=lambda each: (each[1], each[0].finding.severity.rank))
    pieces = [_piece(problem, related, whole) for problem, related in ordered[:_MOST_PROBLEMS]]
    rest = len(ordered) - len(pieces)
    if rest > 0:
        pieces.append(f"另有 {rest} 条，见{whole}")
    return "\n\n".join(pieces)


def _piece(problem: Problem, related: bool, whole: str) -> str:
    finding = problem.finding
    lines = [f"【{finding.severity.label} {finding.code}】{_short(problem.message, whole)}"]
    if related:
        lines.append(f"（与 {_short(problem.place, whole)} 有关）")
    elif finding.expected is not None:
        lines.append(f"建议值：{_short(told(finding.expected), whole)}")
    return "\n".join(lines)


def _short(text: str, whole: str) -> str:
    text = legible(text)
    return text if len(text) <= _MOST else f"{text[:_MOST]}…（全文见{whole}）"
