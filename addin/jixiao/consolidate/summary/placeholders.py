"""Fill in what a rendered row left open: file name, path, numbers of findings.

Rows are rendered from the content of a workbook alone. So the rows of a workbook that was read before, under another
name or in another folder, need not be rendered again.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from jixiao.consolidate.summary.column_specs import ERRORS, FILE, HREF, WARNINGS
from jixiao.consolidate.summary.form_sheets import FILE_WIDTH
from jixiao.consolidate.summary.links import link_room, link_target
from jixiao.consolidate.summary.row_height import height, lines_needed
from jixiao.consolidate.summary.row_xml import ROW_NUMBER, escape, marked_text, shorten
from jixiao.consolidate.summary.sheets import DATA_SHEETS
from jixiao.consolidate.summary.styles import DATA_SIZE

# The target behind the path ends at the first quote that is not doubled.
_LINK = re.compile(rb'<f>HYPERLINK\("' + HREF.character.encode() + rb'((?:[^"<]|"")*)"[^<]*</f>')
_DEPARTMENT = re.compile(rb'(<c r="A' + ROW_NUMBER + rb'" s="\d+")(?:/>| t="inlineStr">.*?</c>)')
_DEPARTMENT_WIDTH = min(sheet.columns[0].width for sheet in DATA_SHEETS if sheet.columns[0].key == "department")
_MARKS = (FILE.character.encode(), HREF.character.encode())


@dataclass(frozen=True, slots=True)
class Filler:
    """Fills the placeholders of rows that come from one file.

    ``target`` is its path as formulas have it; ``room`` how long sheet and cell behind it may be, None for enough.
    """

    name: bytes
    target: bytes
    room: int | None
    heights: tuple[tuple[bytes, bytes], ...]

    @classmethod
    def of(cls, file: str, href: str) -> Filler:
        """Return placeholders of a file shown as ``file`` with the link ``href``."""
        lines = lines_needed(file, FILE_WIDTH)
        # A long name needs a higher row than the rest of the row knew of.
        heights = tuple((_row_start(number), _row_start(lines)) for number in range(1, lines))
        return cls(
            escape(shorten(file)).encode("utf-8", "replace"),
            link_target(href).encode("utf-8", "replace"),
            link_room(href),
            tuple((low, high) for low, high in heights if low != high),
        )

    def fill(self, lines: bytes) -> bytes:
        """The rows with the name and the path of the file."""
        for low, high in self.heights:
            lines = lines.replace(low, high)
        name, href = _MARKS
        lines = lines.replace(name, self.name)
        if self.room is not None:
            lines = _LINK.sub(self._link_if_it_fits, lines)
        return lines.replace(href, self.target)

    def _link_if_it_fits(self, link: re.Match[bytes]) -> bytes:
        # Text without a link is honest; a link that leads nowhere is not.
        place = html.unescape(link[1].decode()).replace('""', '"')
        return link[0] if len(place) <= (self.room or 0) else b""


def with_counts(lines: bytes, errors: int, warnings: int) -> bytes:
    """The row of a project with its numbers of findings."""
    lines = lines.replace(ERRORS.character.encode(), b"%d" % errors)
    return lines.replace(WARNINGS.character.encode(), b"%d" % warnings)


def with_department(lines: bytes, name: str) -> bytes:
    """Return a form's rows with the official name of its department."""
    needed = lines_needed(name, _DEPARTMENT_WIDTH)
    for number in range(1, needed):
        lines = lines.replace(_row_start(number), _row_start(needed))
    cell = f"{marked_text(escape(shorten(name)))}".encode("utf-8", "replace")
    return _DEPARTMENT.sub(lambda found: found[1] + cell, lines)


def _row_start(lines: int) -> bytes:
    # The NUL in front keeps it apart from anything typed.
    return ROW_NUMBER + f'" ht="{height(lines, DATA_SIZE):g}">'.encode()
