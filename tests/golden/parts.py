"""The parts inside an .xlsx as lines of text, so that a comparison shows what changed."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

LINE_BREAKS = re.compile(r">(?=<)")
"""Every element on a line of its own."""


def lines_of(path: Path) -> dict[str, str]:
    """Each part of the package, an element per line, in the order of its names."""
    with zipfile.ZipFile(path) as archive:
        return {name: LINE_BREAKS.sub(">\n", archive.read(name).decode()) + "\n" for name in sorted(archive.namelist())}
