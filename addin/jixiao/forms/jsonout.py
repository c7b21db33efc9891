"""Documents as plain JSON values: decimals become numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from jixiao.forms.document import Document


def plain(value: Any) -> Any:
    """A value with every ``Decimal`` inside as ``int`` or ``float``."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def to_json(document: Document) -> dict[str, Any]:
    """The DOCUMENT object of the JSON output (schema/README.md)."""
    result: dict[str, Any] = plain(document)
    return result
