"""Names of sheets: what Excel allows, and no two alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

MAX_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'!\s]+")


def numbered_names(alone: str, titles: Sequence[str], prefix: str = "") -> list[str]:
    """Return a numbered name per title; a single one without prefix is ``alone``."""
    if len(titles) == 1 and not prefix:
        return [alone]
    return [f"{prefix}{number}{_FORBIDDEN.sub('', title)}"[:MAX_NAME] for number, title in enumerate(titles, 1)]
