"""An officer's regular expressions, matched in linear time."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jsonschema_rs

LONGEST = 300
_LARGEST = 1 << 18
"""Bytes of a compiled pattern; ``(.{1000}){1000}`` would be larger."""


class PatternError(ValueError):
    """A pattern that is not understood, or that would be too large."""


def matches(pattern: str, text: str) -> bool:
    """Return whether a text holds the pattern. Raises ``PatternError``."""
    return _compiled(pattern).is_valid(text)


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> jsonschema_rs.Validator:
    """Return the pattern as a schema, whose engine needs linear time."""
    import jsonschema_rs  # few bureaus have rules with patterns

    if len(pattern) > LONGEST:
        raise PatternError(f"正则太长（{len(pattern)}字），最多 {LONGEST} 字")
    options = jsonschema_rs.RegexOptions(size_limit=_LARGEST)
    try:
        return jsonschema_rs.validator_for({"type": "string", "pattern": pattern}, pattern_options=options)
    except (jsonschema_rs.ValidationError, ValueError) as error:
        raise PatternError("正则写得不对、太大，或用了不支持的写法（前后查找、反向引用）") from error
