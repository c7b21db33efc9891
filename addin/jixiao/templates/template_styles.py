"""How a template looks: the official fonts, colours only where they guide.

方正小标宋 is what official titles are set in and not on every machine; its family and character set are stated, so that
the substitute is 宋体 and not a western font. Everything is printed in black and white: the colours are for the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

MONEY = "#,##0.00"
DATE = 'yyyy"年"m"月"d"日"'
TEXT = "@"

_CHINESE = {"font_charset": 134}
_SONG = {**_CHINESE, "font_name": "宋体", "font_family": 1, "font_size": 10.5, "valign": "vcenter"}
_HEI = {**_CHINESE, "font_name": "黑体", "font_family": 2, "font_size": 10.5, "valign": "vcenter"}
_BOX = {"border": 1, "text_wrap": True}
_INPUT = {**_SONG, **_BOX, "locked": False}
_LABEL = {**_HEI, **_BOX, "align": "center", "bg_color": "#F2F5F9"}
_FIXED = {**_SONG, **_BOX, "align": "center", "bg_color": "#F5F5F5"}
_LINE = {**_SONG, "text_wrap": False}

STYLES: dict[str, dict[str, Any]] = {
    "title": {**_CHINESE, "font_name": "方正小标宋简体", "font_family": 1, "font_size": 18, "align": "center",
              "valign": "vcenter"},
    "year_line": {**_LINE, "align": "center"},
    "echo": {**_LINE, "align": "center"},
    "line_label": {**_LINE, "align": "left"},
    "line_label_right": {**_LINE, "align": "right"},
    "line_value": {**_LINE, "align": "left", "bottom": 4, "bottom_color": "#A6A6A6", "locked": False},
    "line_date": {**_LINE, "align": "left", "bottom": 4, "bottom_color": "#A6A6A6", "locked": False, "num_format": DATE},
    "line_fixed": {**_LINE, "align": "left"},
    "label": _LABEL,
    "blank": {**_SONG, **_BOX},
    "text": {**_INPUT, "align": "left", "indent": 1},
    "short": {**_INPUT, "align": "center"},
    "operator": {**_INPUT, "align": "center", "num_format": TEXT},
    "longtext": {**_INPUT, "align": "left", "indent": 1},
    "money": {**_INPUT, "align": "right", "indent": 1, "num_format": MONEY},
    "amount": {**_INPUT, "align": "center", "num_format": MONEY},
    "number": {**_INPUT, "align": "center", "num_format": "General"},
    "percent": {**_INPUT, "align": "center", "num_format": "0.00%"},
    "date": {**_INPUT, "align": "center", "num_format": DATE},
    "fixed_text": {**_FIXED},
    "fixed_number": {**_FIXED, "num_format": "0.00"},
    "fixed_percent": {**_FIXED, "num_format": "0.00%"},
    "fixed_amount": {**_FIXED, "num_format": MONEY},
    "fixed_money": {**_FIXED, "align": "right", "indent": 1, "num_format": MONEY},
    "gutter": {**_SONG, "font_size": 18},
    "panel": {**_HEI, "font_size": 12, "align": "left", "indent": 1, "bg_color": "#FFF2CC", "bottom": 1,
              "bottom_color": "#BFBFBF"},
    "panel_detail": {**_SONG, "font_size": 10, "align": "left", "indent": 1, "text_wrap": True, "bg_color": "#FFFBEF",
                     "font_color": "#7F3F00"},
    "panel_label": {**_SONG, "align": "right", "bg_color": "#F2F5F9"},
    "panel_year": {**_SONG, "bold": True, "align": "center", "border": 1, "locked": False, "num_format": "0"},
    "panel_hint": {**_SONG, "font_size": 9, "align": "left", "indent": 1, "text_wrap": True, "bg_color": "#F2F5F9",
                   "font_color": "#595959"},
    "cover_text": {**_SONG, "align": "left", "indent": 1, "text_wrap": True},
    "cover_name": {**_SONG, **_BOX, "align": "left", "indent": 1},
    "link": {**_SONG, "border": 1, "text_wrap": True, "align": "left", "indent": 1, "font_color": "#0563C1", "underline": 1},
    "helper": {**_SONG, "font_color": "#808080"},
    "list_head": {**_HEI, "bg_color": "#F2F5F9"},
    "list_item": {**_SONG, "num_format": TEXT},
}  # fmt: skip
"""Format properties by name."""

MARKS: dict[str, dict[str, Any]] = {
    "todo": {"bg_color": "#FFF2CC"},
    "error": {"bg_color": "#FFC7CE", "font_color": "#9C0006"},
    "done": {"bg_color": "#E2EFDA", "font_color": "#375623"},
    "row_todo": {"bg_color": "#FFF2CC", "border": 1},
    "row_error": {"bg_color": "#FFC7CE", "font_color": "#9C0006", "border": 1},
    "frame": {"border": 1},
}
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
