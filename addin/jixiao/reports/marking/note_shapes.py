"""The boxes in which notes are shown: VML, added to the sheet's drawing or to a new one.

An existing VML drawing is not parsed: Excel itself writes HTML into it that is no XML (``<br>``). The shapes go in front
of its last end tag.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from jixiao.reports.marking.refusal import CannotMarkError
from jixiao.textlayout import display_width

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
SHAPES_PER_CLUSTER = 1023
"""Shape numbers come in clusters of 1,024, of which the first is not used; a cluster belongs to one drawing."""

_NAMESPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
EMPTY = f"<xml {_NAMESPACES}>\n</xml>".encode()
_TYPE = (
    f'<v:shapetype {_NAMESPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_CLUSTERS = re.compile(rb"<o:idmap\b[^>]*?\bdata\s*=\s*(\"[^\"]*\"|'[^']*')")
_TYPE_THERE = re.compile(rb"<v:shapetype\b[^>]*?\bid\s*=\s*[\"']_x0000_t202[\"']")
_END = re.compile(rb"</xml\s*>\s*\Z")

_WIDTH, _LINE, _PADDING = 300, 17, 14
_LETTERS_PER_LINE = 44
_MOST_LINES = 24


class Note(NamedTuple):
    """A note that needs a box: its cell and its text."""

    row: int
    column: int
    text: str


class Box(NamedTuple):
    """Where a box stands: column, pixels into it, row, pixels into it; twice. 0-based, as VML counts."""

    left: int
    left_pixels: int
    top: int
    top_pixels: int
    right: int
    right_pixels: int
    bottom: int
    bottom_pixels: int


def clusters(vml: bytes) -> list[int]:
    """The clusters of shape numbers that a drawing has taken."""
    found = (match[1][1:-1].decode("ascii", "replace") for match in _CLUSTERS.finditer(vml))
    return [int(number) for text in found for number in re.findall(r"\d{1,9}", text)]


def with_boxes(vml: bytes, notes: Sequence[tuple[Note, Box]], first_cluster: int) -> bytes:
    """The drawing with a hidden box for each note; shapes take numbers from ``first_cluster`` on.

    Raises ``CannotMarkError`` if the drawing does not end as one must.
    """
    end = _END.search(vml)
    if end is None:
        raise CannotMarkError("批注图形部件的结构特殊")
    needed = -(-len(notes) // SHAPES_PER_CLUSTER)
    vml, end_at = _claim(vml, end.start(), range(first_cluster, first_cluster + needed))
    kind = "" if _TYPE_THERE.search(vml) else _TYPE
    shapes = (
        _shape(note, box, _shape_number(first_cluster, place), place) for place, (note, box) in enumerate(notes)
    )
    return vml[:end_at] + (kind + "".join(shapes)).encode() + vml[end_at:]


def _claim(vml: bytes, end: int, numbers: range) -> tuple[bytes, int]:
    """State the clusters in the drawing; the drawing and where it ends now."""
    text = ",".join(map(str, numbers))
    found = _CLUSTERS.search(vml)
    if found is not None:
        added = f",{text}".encode()
        at = found.end() - 1
    else:
        layout = f'<o:shapelayout {_NAMESPACES} v:ext="edit"><o:idmap v:ext="edit" data="{text}"/></o:shapelayout>'
        added = layout.encode()
        at = _behind_root_tag(vml)
    return vml[:at] + added + vml[at:], end + len(added)


def _behind_root_tag(vml: bytes) -> int:
    found = re.search(rb"<xml\b(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>", vml)
    if found is None:
        raise CannotMarkError("批注图形部件的结构特殊")
    return found.end()


def _shape_number(first_cluster: int, place: int) -> int:
    cluster, rest = divmod(place, SHAPES_PER_CLUSTER)
    return (first_cluster + cluster) * 1024 + rest + 1


def _shape(note: Note, box: Box, number: int, order: int) -> str:
    return (
        f'<v:shape {_NAMESPACES} id="_x0000_s{number}" type="#_x0000_t202" '
        f"style='position:absolute;margin-left:60pt;margin-top:1.5pt;width:{_WIDTH * 3 // 4}pt;height:60pt;"
        f"z-index:{order + 1};visibility:hidden' fillcolor=\"#ffffe1\" o:insetmode=\"auto\">"
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        "<v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div></v:textbox>"
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{', '.join(map(str, box))}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{note.row - 1}</x:Row><x:Column>{note.column - 1}</x:Column></x:ClientData></v:shape>"
    )


def place_box(note: Note, column_pixels: Callable[[int], int], row_pixels: Callable[[int], int]) -> Box:
    """A box to the right of the cell, as large as its text needs; the sizes are by 1-based number."""
    lines = sum(max(1, -(-display_width(line) // _LETTERS_PER_LINE)) for line in note.text.split("\n"))
    height = min(lines, _MOST_LINES) * _LINE + _PADDING
    top = max(note.row - 1, 1)
    right, right_pixels = _reach(note.column + 1, 12 + _WIDTH, column_pixels)
    bottom, bottom_pixels = _reach(top, 6 + height, row_pixels)
    return Box(note.column, 12, top - 1, 6, right - 1, right_pixels, bottom - 1, bottom_pixels)


def _reach(number: int, pixels: int, size: Callable[[int], int]) -> tuple[int, int]:
    """The column or row in which one stands after so many pixels from the beginning of ``number``, and how far in it."""
    while pixels > (here := size(number)):
        pixels -= here
        number += 1
    return number, pixels
