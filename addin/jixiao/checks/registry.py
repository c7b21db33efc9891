"""The rules by code. A rule is a generator of findings on forms.

The registry is filled by plain imports, once: ask ``jixiao.checks.rules`` for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from jixiao.checks.checked_form import Form
    from jixiao.checks.finding import Finding
    from jixiao.checks.form_batch import Batch
    from jixiao.checks.outcome import Skip

FormRule = Callable[["Form"], Iterator["Finding | Skip"]]
BatchRule = Callable[["Batch"], Iterator["Finding | Skip"]]
_F = TypeVar("_F", bound=FormRule)
_B = TypeVar("_B", bound=BatchRule)

registered_form_rules: dict[str, FormRule] = {}
registered_batch_rules: dict[str, BatchRule] = {}


def rule(code: str) -> Callable[[_F], _F]:
    """Register a rule of one form. Raises ``ValueError`` for a taken code."""

    def register(function: _F) -> _F:
        _claim(code)
        registered_form_rules[code] = function
        return function

    return register


def batch_rule(code: str) -> Callable[[_B], _B]:
    """Register a rule across forms. Raises ``ValueError`` for a taken code."""

    def register(function: _B) -> _B:
        _claim(code)
        registered_batch_rules[code] = function
        return function

    return register


def _claim(code: str) -> None:
    if code in registered_form_rules or code in registered_batch_rules:
        raise ValueError(f"two rules for {code}")
