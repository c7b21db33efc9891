"""The rules by family, a module each; importing the package registers all."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping

from jixiao.checks.registry import BatchRule, FormRule, registered_batch_rules, registered_form_rules

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")


def form_rules() -> Mapping[str, FormRule]:
    """Return the rules for single forms by code."""
    return registered_form_rules


def batch_rules() -> Mapping[str, BatchRule]:
    """Return the rules across forms by code."""
    return registered_batch_rules
