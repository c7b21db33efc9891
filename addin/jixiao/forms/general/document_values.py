"""The document that labelled values go into, and what it keeps without a key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from jixiao.forms.cell_text import is_placeholder, text_of
from jixiao.forms.general.labelled_values import Labelled
from jixiao.forms.money import Unit
from jixiao.forms.numbers import parse_number
from jixiao.forms.region import Region
from jixiao.forms.text import squeeze


def keep(document: dict[str, Any], label: str, value: Any, cell: str, key: str = "other") -> None:
    """Keep a value with its label under ``other`` or ``last_year``."""
    document.setdefault(key, []).append({"label": squeeze(label).rstrip("：:"), "value": value, "cell": cell})


def in_known_money(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document with amounts in an unknown unit, 美元, under ``other``."""
    unit = document["currency_unit"]
    if unit is None or Unit.parse(unit) is not None:
        return document
    document["currency_unit"] = None
    for holder, part in ((document, "funding"), (document, "budget"), (document.get("period_side", {}), "funding")):
        held = holder.get(part, {})
        for key in [key for key, amount in held.items() if amount is not None]:
            keep(document, f"金额（{unit}）", f"{held.pop(key)}", holder["cells"].pop(f"{part}.{key}"))
    return document


def enter(document: dict[str, Any], key: str, value: Any, cell: str) -> None:
    """Enter a value of a document or one of its groups, with its address."""
    group, _, name = key.partition(".")
    target = document.setdefault(group, {}) if name else document
    target[name or group], document["cells"][key] = value, cell


def period_side(document: dict[str, Any]) -> dict[str, Any]:
    """Return what a document says of the whole period, made when first asked for."""
    side: dict[str, Any] = document.setdefault("period_side", {"funding": {}, "indicators": [], "cells": {}})
    return side


@dataclass(slots=True)
class DocumentValues:
    """A document while it is filled; ``blanks`` are labels without a value, by key."""

    region: Region
    document: dict[str, Any]
    blanks: dict[str, str] = field(default_factory=dict)

    @property
    def cells(self) -> dict[str, str]:
        """The addresses of the document's values by key."""
        cells: dict[str, str] = self.document["cells"]
        return cells

    def keep(self, each: Labelled) -> None:
        """Keep a value that has no key under ``other``."""
        if each.value is None or each.place is None:
            return
        cell = self.region.take(*each.place)
        if is_placeholder(each.value) and not any("\u4e00" <= char <= "\u9fff" for char in str(each.value)):
            return  # a stroke says nothing; 无 was stated
        value = text_of(each.value, self.region.sheet.formats.get(each.place))
        if value is not None:
            number = parse_number(value) if isinstance(each.value, float) else None
            keep(self.document, each.label, value if number is None else number, cell)
