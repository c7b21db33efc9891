"""The rules by family. Importing this package registers all of them."""

from __future__ import annotations

from jixiao.checks.rules import (
    across,
    completeness,
    departments,
    funds,
    funds_in_words,
    goals,
    indicators,
    measurability,
    names,
    operators,
    privacy,
    quality,
    satisfaction,
    scoring,
    signatures,
    structure,
    text,
    timing,
    units,
    values,
)

__all__ = [
    "across",
    "completeness",
    "departments",
    "funds",
    "funds_in_words",
    "goals",
    "indicators",
    "measurability",
    "names",
    "operators",
    "privacy",
    "quality",
    "satisfaction",
    "scoring",
    "signatures",
    "structure",
    "text",
    "timing",
    "units",
    "values",
]
