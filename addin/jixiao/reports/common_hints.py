"""Hints that stand on many forms in the same words, told once with their places."""

# Errors and warnings are never put together: each asks somebody to do something.

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jixiao.checks.finding import Severity
from jixiao.reports.problem import Problem

_MANY_FORMS = 3
_OF_THE_BATCH = frozenset({"PII-001"})
"""Hints that concern all that is published together, not one form: two forms are enough."""
_NAMED = 12

HintKey = tuple[str, str]
"""Code and words of a hint."""


@dataclass(slots=True)
class CommonHint:
    """A hint with the forms it stands on: how many places, which files, examples."""

    first: Problem
    times: int = 0
    files: set[str] = field(default_factory=set)
    forms: set[tuple[str, str]] = field(default_factory=set)
    departments: set[str] = field(default_factory=set)
    _places: list[str] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        """One more place."""
        finding = problem.finding
        self.times += 1
        self.files.add(finding.file)
        self.forms.add((finding.file, finding.sheet))
        self.departments.add(problem.department)
        if len(self._places) < _NAMED:
            self._places.append(f"{finding.file} {problem.place}")

    @property
    def counted(self) -> str:
        """For example ``62 处，60 个文件``."""
        return f"{self.times} 处，{len(self.files)} 个文件"

    @property
    def asked(self) -> str:
        """The department, or how many there are."""
        return self.first.department if len(self.departments) == 1 else f"{len(self.departments)} 个单位"

    @property
    def filed(self) -> str:
        """The file, or how many there are."""
        return self.first.finding.file if len(self.files) == 1 else f"{len(self.files)} 个文件"

    @property
    def message(self) -> str:
        """The words of the hint with its places."""
        return f"{self.first.message}（{self.counted}：{self.places}）"

    @property
    def places(self) -> str:
        """The first places, and how many more there are."""
        more = self.times - len(self._places)
        return "；".join(self._places) + (f"；另有 {more} 处" if more else "")


def common_hints(problems: Iterable[Problem]) -> dict[HintKey, CommonHint]:
    """Return the hints that stand on three forms or more, in their first order."""
    found: dict[HintKey, CommonHint] = {}
    for problem in problems:
        if problem.finding.severity is Severity.INFO:
            key = key_of(problem)
            hint = found.get(key)
            if hint is None:
                hint = found[key] = CommonHint(problem.alone())
            hint.add(problem)
    return {
        key: hint
        for key, hint in found.items()
        if len(hint.forms) >= _MANY_FORMS or (key[0] in _OF_THE_BATCH and hint.times > 1)
    }


def key_of(problem: Problem) -> HintKey:
    """What makes two hints the same."""
    return problem.finding.code, problem.message


def without(problems: Sequence[Problem], common: Mapping[HintKey, CommonHint]) -> list[Problem]:
    """Return the problems without the hints that are listed together."""
    if not common:
        return list(problems)
    return [each for each in problems if each.finding.severity is not Severity.INFO or key_of(each) not in common]
