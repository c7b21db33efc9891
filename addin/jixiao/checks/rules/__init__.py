"""The rules by family. Importing this package registers all of them; asked a second time it gives the same rules."""

from __future__ import annotations

from collections.abc import Mapping

from jixiao.checks.registry import BatchRule, FormRule, registered_batch_rules, registered_form_rules
from jixiao.checks.rules import (
    across,
    approved_goals,
    completeness,
    custom,
    departments,
    funds,
    funds_in_words,
    goal_targets,
    goals,
    indicators,
    measurability,
    monitoring,
    names,
    operators,
    privacy,
    quality,
    reading,
    satisfaction,
    scoring,
    self_evaluation,
    signatures,
    structure,
    text,
    timing,
    units,
    values,
    word,
)

__all__ = [
    "across",
    "approved_goals",
    "batch_rules",
    "completeness",
    "custom",
    "departments",
    "form_rules",
    "funds",
    "funds_in_words",
    "goal_targets",
    "goals",
    "indicators",
    "measurability",
    "monitoring",
    "names",
    "operators",
    "privacy",
    "quality",
    "reading",
    "satisfaction",
    "scoring",
    "self_evaluation",
    "signatures",
    "structure",
    "text",
    "timing",
    "units",
    "values",
    "word",
]


def form_rules() -> Mapping[str, FormRule]:
    """The rules for single forms by code."""
    return registered_form_rules


def batch_rules() -> Mapping[str, BatchRule]:
    """The rules across forms by code."""
    return registered_batch_rules
