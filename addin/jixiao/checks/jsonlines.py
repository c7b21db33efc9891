"""The line of a JSON text on which a value stands, for messages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from json import JSONDecoder
from json.decoder import scanstring  # type: ignore[attr-defined]

_BLANK = re.compile(r"[\s,:]*")
_DECODER = JSONDecoder()


def line_of(text: str, place: Sequence[str | int]) -> int:
    """Return the 1-based line of the value at ``place``, or of what holds it."""
    # ``text`` must be valid JSON.
    position = _BLANK.match(text, 0).end()  # type: ignore[union-attr]
    for step in place:
        found = _child(text, position, step)
        if found is None:
            break
        position = found
    return text.count("\n", 0, position) + 1


def _child(text: str, position: int, step: str | int) -> int | None:
    """Return where the value under ``step`` of what is at ``position`` begins."""
    opening = text[position]
    if opening not in "[{":
        return None
    position = _skip_blank(text, position + 1)
    index = 0
    while text[position] not in "]}":
        key: str | int = index
        if opening == "{":
            key, position = scanstring(text, position + 1)
            position = _skip_blank(text, position)
        if key == step:
            return position
        position = _skip_blank(text, _DECODER.raw_decode(text, position)[1])
        index += 1
    return None


def _skip_blank(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position
