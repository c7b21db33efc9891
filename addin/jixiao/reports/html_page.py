"""The report as one HTML file that works offline: filters, search, sorting."""

# The findings lie in the page as JSON in a data block; the script puts them on the page as text, never as markup. The
# content security policy names the one style and the one script by their hashes: even if a text of a department found
# a way into the markup, nothing in it would run or load.

from __future__ import annotations

import base64
import hashlib
import html
import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from jixiao import __version__
from jixiao.checks.catalogue import spoken
from jixiao.checks.finding import Severity
from jixiao.reports.problem import Problem
from jixiao.reports.report import Report, not_read_lines, skip_lines
from jixiao.resources import page_text
from jixiao.textlayout import legible

_FIELDS: Mapping[str, Callable[[Problem], str]] = {
    "department": lambda problem: problem.department,
    "file": lambda problem: problem.finding.file,
    "project": lambda problem: problem.finding.project or "",
    "sheet": lambda problem: problem.finding.sheet,
    "cell": lambda problem: problem.finding.cell or "",
    "code": lambda problem: problem.finding.code,
    "field": lambda problem: problem.finding.field or "",
    "message": lambda problem: problem.message,
    "hint": lambda problem: problem.hint,
    "found": lambda problem: spoken(problem.finding.found),
    "expected": lambda problem: spoken(problem.finding.expected),
    "difference": lambda problem: spoken(problem.finding.difference),
    "related": lambda problem: problem.related,
    "basis": lambda problem: problem.basis,
}
_SEARCHED = ("department", "file", "project", "sheet", "cell", "code", "message", "found", "expected", "hint", "basis")
# Inside a script element "</script" ends it and "<!--" changes its meaning; JSON has an escape for all of them. The
# line separators are for scripts of the time before ES2019 that treat JSON as a part of the language.
_IN_SCRIPT = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
_AT_ONCE = 1000


def pieces(report: Report) -> Iterator[str]:
    """The page from its beginning to its end, piece by piece."""
    style, script = page_text("reports/page.css"), page_text("reports/page.js")
    sources = f"style-src {_hash(style)}; script-src {_hash(script)}"
    policy = f"default-src 'none'; {sources}; base-uri 'none'; form-action 'none'"
    generator = html.escape(f"Jixiao {__version__}")
    page = page_text("reports/page.html", POLICY=policy, GENERATOR=generator, STYLE=style, SCRIPT=script)
    before, _, after = page.partition("@DATA@")
    yield before
    yield from _data(report)
    yield after


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _embedded(data: object) -> str:
    """JSON that can stand in a script element."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)


def _data(report: Report) -> Iterator[str]:
    """Yield the page's data: every text once, findings as numbers of texts."""
    numbers: dict[str, int] = {}
    rows = array("I")  # lists of numbers would take five times as much
    for problem, texts in _rows(report):
        rows.append(problem.finding.severity.rank)
        rows.extend([numbers.setdefault(text, len(numbers)) for text in texts])
    before = {
        "facts": _facts(report),
        "levels": [level.label for level in Severity],
        "classes": [level.value for level in Severity],
        "fields": tuple(_FIELDS),
        "searched": _SEARCHED,
    }
    after = {
        "files": [legible(f"{file['file']}：{file['reason']}") for file in report.unchecked],
        "skipped": [legible(line) for line in skip_lines(report.skipped)],
        "notRead": [legible(line) for line in not_read_lines(report.not_read)],
    }
    width = 1 + len(_FIELDS)
    yield _embedded(before)[:-1] + ',"strings":['
    yield from _items(numbers)
    yield '],"rows":['
    yield from _items(rows[start : start + width].tolist() for start in range(0, len(rows), width))
    yield "]," + _embedded(after)[1:]


def _items(values: Iterable[object]) -> Iterator[str]:
    """The inside of a JSON array."""
    waiting = iter(values)
    separator = ""
    while some := list(islice(waiting, _AT_ONCE)):
        yield separator + _embedded(some)[1:-1]
        separator = ","


def _facts(report: Report) -> str:
    checked = len(report.files) - len(report.unchecked)
    told = report.counts().told() if len(report.problems) else report.verdict
    left = f"；{report.forms_unchecked} 张表未检查" if report.forms_unchecked and len(report.problems) else ""
    return f"{report.made:%Y-%m-%d %H:%M} 检查 {checked} 个文件、{report.forms} 张表：{told}{left}"


def _rows(report: Report) -> Iterator[tuple[Problem, list[str]]]:
    for group in report.groups:
        for file in group.files:
            for problem in file.problems:
                yield problem, [legible(read(problem)) for read in _FIELDS.values()]
