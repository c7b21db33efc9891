"""How a template looks: the official fonts, colours only where they guide."""

# 方正小标宋 is what official titles are set in and not on every machine; its family and character set are stated, so that
# the substitute is 宋体 and not a western font. Everything is printed in black and white: the colours are for the
# screen.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.resources import list_styles

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

STYLES = list_styles("template")
"""Format properties by name."""

MARKS = list_styles("template_marks")
"""What conditional formats do to a cell: something is to be filled in, something is wrong, all is well, a row is in use."""


class TemplateStyles:
    """The formats of one workbook, made when first asked for."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, tuple[tuple[str, Any], ...]], Format] = {}

    def __getitem__(self, name: str) -> Format:
        return self.varied(name)

    def varied(self, name: str, **changes: object) -> Format:
        """A named style with some properties changed."""
        key = (name, tuple(sorted(changes.items())))
        if key not in self._made:
            self._made[key] = self._workbook.add_format({**STYLES[name], **changes})
        return self._made[key]

    def mark(self, name: str) -> Format:
        """The format of a conditional format."""
        key = (f"mark {name}", ())
        if key not in self._made:
            self._made[key] = self._workbook.add_format(MARKS[name])
        return self._made[key]
