"""The points of each block on a form that spreads them by a formula, as the settings of a bureau have them."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from jixiao.forms.definition import FormDefinition


def with_weights(definition: FormDefinition, weights: Mapping[str, Decimal]) -> FormDefinition:
    """Return the form with these weights in its formulas and prompts.

    It stays as it is where the weights do not fit it: other blocks, another sum, parts of a point.
    """
    raw = copy.deepcopy(dict(definition.raw))
    tables = [table for table in raw["tables"] if "points_weights" in table and _fit(weights, table)]
    for table in tables:
        before, table["points_weights"] = table["points_weights"], {block: int(weights[block]) for block in weights}
        for column in table["columns"]:
            if column["key"] == "points":
                column["help"] = column["help"].replace(_told(before), _told(table["points_weights"]))
    return replace(definition, raw=raw) if tables else definition


def _fit(weights: Mapping[str, Decimal], table: Mapping[str, Mapping[str, int]]) -> bool:
    whole = all(points == int(points) for points in weights.values())
    return whole and set(weights) == set(table["points_weights"]) and sum(weights.values()) == table["points_sum"]


def _told(weights: Mapping[str, int]) -> str:
    """Return the weights as a prompt names them: 产出50分、效益30分、满意度10分."""
    return "、".join(f"{block.removesuffix('指标')}{points}分" for block, points in weights.items())
