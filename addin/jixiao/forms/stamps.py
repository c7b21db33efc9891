"""The stamp of a template: which form a sheet is, by which definition.

A very hidden sheet holds form id, version and a hash of the definition; a name of each form's sheet leads to its row.
The name stays with the sheet when it is renamed, moved or copied within the workbook.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from jixiao.forms.definition import FormDefinition
from jixiao.forms.range_names import STAMP
from jixiao.forms.references import resolve
from jixiao.grid.model import Workbook

STAMP_SHEET = "_绩效"
HASH_DIGITS = 16


class Stamp(NamedTuple):
    """What a template says of itself."""

    form: str
    version: int
    hash: str


def definition_hash(definition: FormDefinition) -> str:
    """Return the first digits of a SHA-256 over what a template is made of.

    Other spellings of a label are no part of a template: it does not grow old by a synonym.
    """
    text = json.dumps(_without_synonyms(definition.raw), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_DIGITS]


def _without_synonyms(raw: Any) -> Any:
    if isinstance(raw, Mapping):
        return {key: _without_synonyms(value) for key, value in raw.items() if key not in ("aliases", "words")}
    return [_without_synonyms(value) for value in raw] if isinstance(raw, list) else raw


def read_stamps(workbook: Workbook) -> dict[str, Stamp]:
    """Return the stamps of a workbook by sheet name; none that was destroyed."""
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    found: dict[str, Stamp] = {}
    for (scope, name), reference in workbook.names.items():
        if name != STAMP or scope is None:
            continue
        place = resolve(reference)
        if place is None or place.sheet not in sheets:
            continue
        values = [sheets[place.sheet].value(place.area.top, place.area.left + offset) for offset in range(3)]
        form, version, digest = values
        if isinstance(form, str) and isinstance(version, float):
            found[scope] = Stamp(form, int(version), str(digest or ""))
    return found
