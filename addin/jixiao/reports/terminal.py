"""The report on a terminal: by department and file, the worst first."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO

from jixiao.checks.catalogue import spoken
from jixiao.checks.finding import Severity
from jixiao.reports.common_hints import CommonHint, HintKey, common_hints, without
from jixiao.reports.problem import Counts, Problem
from jixiao.reports.report import DepartmentGroup, FileGroup, Report, not_read_lines, skip_lines
from jixiao.textlayout import printable, wrap

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_BOLD, _FAINT, _GREEN = "1", "2", "32"
_WINDOWS_TERMINALS = ("WT_SESSION", "ANSICON", "ConEmuANSI", "TERM")
_MOST_NOT_READ = 20
_FILE_INDENT = "  "
_LEVEL_INDENT = "    "
# Below the level and the two blanks behind it: where the text of a finding starts on every line.
_TEXT_INDENT = " " * 10


def wants_colour(stream: IO[str], environ: Mapping[str, str] = os.environ, system: str = os.name) -> bool:
    """Return whether a person looks at the stream and wants colour (no-color.org)."""
    if not stream.isatty() or environ.get("NO_COLOR") or environ.get("TERM") == "dumb":
        return False
    # The old console of Windows shows the sequences as they are; those that obey them say so.
    return system != "nt" or any(name in environ for name in _WINDOWS_TERMINALS)


def lines(report: Report, *, width: int, colour: bool = False) -> Iterator[str]:
    """The lines of the report, no wider than ``width`` columns where words allow it."""
    paint = _Paint(colour)
    groups = report.groups
    common = common_hints(report.problems)
    for group in groups:
        own = list(_department(group, common, width, paint))
        if own:
            yield from own
            yield ""
    yield from _common(common.values(), width, paint)
    yield from _listed("未执行的规则", skip_lines(report.skipped), width, paint)
    yield from _listed("未读内容", not_read_lines(report.not_read, _MOST_NOT_READ), width, paint)
    yield _closing(report, groups, paint)


class _Paint:
    """Colours, or none."""

    def __init__(self, on: bool) -> None:
        self._on = on

    def __call__(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._on and text else text


def _department(
    group: DepartmentGroup, common: Mapping[HintKey, CommonHint], width: int, paint: _Paint
) -> Iterator[str]:
    """Yield the lines of a department; none where all are common hints."""
    lines = [text for file in group.files for text in _file(file, common, width, paint)]
    if lines:
        yield f"{paint(printable(group.department), _BOLD)}　{_coloured(group.counts, paint)}"
        yield from lines


def _file(group: FileGroup, common: Mapping[HintKey, CommonHint], width: int, paint: _Paint) -> Iterator[str]:
    problems = without(group.problems, common)
    if problems:
        yield f"{_FILE_INDENT}{printable(group.file)}"
    for problem in problems:
        yield from _problem(problem, width, paint)


def _common(hints: Iterable[CommonHint], width: int, paint: _Paint) -> Iterator[str]:
    """The hints that many forms share, each once."""
    told_once = list(hints)
    if not told_once:
        return
    yield paint("多张表相同的提示", _BOLD)
    for hint in told_once:
        code = hint.first.finding.code
        yield from _hanging(f"{code}　{hint.first.message}（{hint.counted}）", width)
        for line in wrap(printable(hint.places), width - len(_LEVEL_INDENT)):
            yield f"{_LEVEL_INDENT}{paint(line, _FAINT)}"
    yield ""


def _problem(problem: Problem, width: int, paint: _Paint) -> Iterator[str]:
    level = problem.finding.severity
    text = wrap(printable(f"[{problem.place}] {problem.message}"), width - len(_TEXT_INDENT))
    yield f"{_LEVEL_INDENT}{paint(level.label, _COLOURS[level])}  {text[0]}"
    for line in text[1:]:
        yield f"{_TEXT_INDENT}{line}"
    for line in wrap(printable(_detail(problem)), width - len(_TEXT_INDENT)):
        yield f"{_TEXT_INDENT}{paint(line, _FAINT)}"


def _detail(problem: Problem) -> str:
    """Return the line below a finding: rule, expectation, difference, basis."""
    finding = problem.finding
    parts = [finding.code]
    if finding.expected is not None:
        parts.append(f"应为：{spoken(finding.expected)}")
    if finding.difference is not None:
        parts.append(f"相差：{spoken(finding.difference)}")
    if problem.related:
        parts.append(f"另见：{problem.related}")
    if problem.basis:
        parts.append(f"依据：{problem.basis}")
    return "；".join(parts)


def _listed(title: str, lines: Sequence[str], width: int, paint: _Paint) -> Iterator[str]:
    """A title and lines below it; nothing where there are none."""
    if not lines:
        return
    yield paint(title, _BOLD)
    for line in lines:
        yield from _hanging(line, width)
    yield ""


def _hanging(line: str, width: int) -> Iterator[str]:
    first, *rest = wrap(printable(line), width - len(_LEVEL_INDENT))
    yield f"{_FILE_INDENT}{first}"
    yield from (f"{_LEVEL_INDENT}{each}" for each in rest)


def _closing(report: Report, groups: Sequence[DepartmentGroup], paint: _Paint) -> str:
    if not groups:
        return paint(report.verdict, _GREEN) if report.verdict == "没有发现问题" else report.verdict
    files = len({file.file for group in groups for file in group.files})
    return f"合计：{_coloured(report.counts(), paint)}；涉及 {len(groups)} 个单位、{files} 个文件"


def _coloured(counts: Counts, paint: _Paint) -> str:
    named = zip(Severity, counts, strict=True)
    return "，".join(paint(f"{level.label} {number}", _COLOURS[level]) for level, number in named if number)
