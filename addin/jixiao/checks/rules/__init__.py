"""The rules by family, a module each, loaded when they are first asked for.

To score or compare forms needs none of them; they are a tenth of the start.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

from jixiao.checks.registry import BatchRule, FormRule, registered_batch_rules, registered_form_rules


@cache
def _load() -> None:
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")


def form_rules() -> Mapping[str, FormRule]:
    """Return the rules for single forms by code."""
    _load()
    return registered_form_rules


def batch_rules() -> Mapping[str, BatchRule]:
    """Return the rules across forms by code."""
    _load()
    return registered_batch_rules
