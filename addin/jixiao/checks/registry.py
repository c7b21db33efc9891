"""The rules by code. A rule is a generator: it looks at a form, or at the forms of a batch, and yields its findings.

The registry is filled by plain imports (``jixiao.checks.rules``), once: asking for it a second time gives the same rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from jixiao.checks.batch import Batch
    from jixiao.checks.context import Form
    from jixiao.checks.finding import Finding
    from jixiao.checks.outcome import Skip

FormRule = Callable[["Form"], Iterator["Finding | Skip"]]
BatchRule = Callable[["Batch"], Iterator["Finding | Skip"]]
_F = TypeVar("_F", bound=FormRule)
_B = TypeVar("_B", bound=BatchRule)

_form_rules: dict[str, FormRule] = {}
_batch_rules: dict[str, BatchRule] = {}


def rule(code: str) -> Callable[[_F], _F]:
    """Register a rule that needs one form only. Raises ``ValueError`` for a code that is taken."""

    def register(function: _F) -> _F:
        _claim(code)
        _form_rules[code] = function
        return function

    return register


def batch_rule(code: str) -> Callable[[_B], _B]:
    """Register a rule that compares forms. Raises ``ValueError`` for a code that is taken."""

    def register(function: _B) -> _B:
        _claim(code)
        _batch_rules[code] = function
        return function

    return register


def _claim(code: str) -> None:
    if code in _form_rules or code in _batch_rules:
        raise ValueError(f"two rules for {code}")


def form_rules() -> Mapping[str, FormRule]:
    """The rules for single forms by code."""
    import jixiao.checks.rules  # noqa: F401 - importing the families registers their rules

    return _form_rules


def batch_rules() -> Mapping[str, BatchRule]:
    """The rules across forms by code."""
    import jixiao.checks.rules  # noqa: F401 - importing the families registers their rules

    return _batch_rules
