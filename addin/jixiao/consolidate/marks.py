"""What was left open when a row was rendered, filled in when it is written: file name, path, numbers of findings.

Rows are rendered from the content of a workbook alone. So the rows of a workbook that was read before, under another
name or in another folder, need not be rendered again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jixiao.consolidate.links import can_lead, link_target
from jixiao.consolidate.row_height import height, lines_needed
from jixiao.consolidate.row_xml import ERRORS, FILE, HREF, ROW_NUMBER, WARNINGS, escape, shorten
from jixiao.consolidate.sheets import FILE_WIDTH
from jixiao.consolidate.styles import DATA_SIZE

_LINK = re.compile(rb'<f>HYPERLINK\("' + HREF.character.encode() + rb"[^<]*</f>")
_MARKS = (FILE.character.encode(), HREF.character.encode())


@dataclass(frozen=True, slots=True)
class Filler:
    """Fills the marks of rows that come from one file."""

    name: bytes
    target: bytes | None
    heights: tuple[tuple[bytes, bytes], ...]

    @classmethod
    def of(cls, file: str, href: str) -> Filler:
        """For a file shown as ``file``, to which ``href`` leads from the folder of the summary."""
        lines = lines_needed(file, FILE_WIDTH)
        # A long name needs a higher row than the rest of the row knew of.
        heights = tuple((_row_start(number), _row_start(lines)) for number in range(1, lines))
        return cls(
            escape(shorten(file)).encode("utf-8", "replace"),
            link_target(href).encode() if can_lead(href) else None,
            tuple((low, high) for low, high in heights if low != high),
        )

    def fill(self, lines: bytes) -> bytes:
        """The rows with the name and the path of the file."""
        for low, high in self.heights:
            lines = lines.replace(low, high)
        name, href = _MARKS
        lines = lines.replace(name, self.name)
        # Text without a link is honest; a link that leads nowhere is not.
        return _LINK.sub(b"", lines) if self.target is None else lines.replace(href, self.target)


def with_counts(lines: bytes, errors: int, warnings: int) -> bytes:
    """The row of a project with its numbers of findings."""
    lines = lines.replace(ERRORS.character.encode(), b"%d" % errors)
    return lines.replace(WARNINGS.character.encode(), b"%d" % warnings)


def _row_start(lines: int) -> bytes:
    # The NUL in front keeps it apart from anything typed.
    return ROW_NUMBER + f'" ht="{height(lines, DATA_SIZE):g}">'.encode()
