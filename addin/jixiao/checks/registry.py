"""The rules by code. A rule is a generator of findings on forms.

The registry is filled by plain imports, once: ask ``jixiao.checks.rules`` for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from jixiao.checks.checked_form import Form
    from jixiao.checks.finding import Finding
    from jixiao.checks.form_batch import Batch
    from jixiao.checks.outcome import Skip

FormRule = Callable[["Form"], Iterator["Finding | Skip"]]
BatchRule = Callable[["Batch"], Iterator["Finding | Skip"]]
_R = TypeVar("_R", bound=Callable[..., Any])

registered_form_rules: dict[str, FormRule] = {}
registered_batch_rules: dict[str, BatchRule] = {}


def _registering(code: str, rules: dict[str, Any]) -> Callable[[_R], _R]:
    def register(function: _R) -> _R:
        if code in registered_form_rules or code in registered_batch_rules:
            raise ValueError(f"two rules for {code}")
        rules[code] = function
        return function

    return register


def rule(code: str) -> Callable[[FormRule], FormRule]:
    """Register a rule of one form. Raises ``ValueError`` for a taken code."""
    return _registering(code, registered_form_rules)


def batch_rule(code: str) -> Callable[[BatchRule], BatchRule]:
    """Register a rule across forms. Raises ``ValueError`` for a taken code."""
    return _registering(code, registered_batch_rules)
