"""The boxes in which notes are shown, as VML in the sheet's drawing or a new one."""

# An existing VML drawing is not parsed: Excel itself writes HTML into it that is no XML (``<br>``). The shapes go in
# front of its last end tag.

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from jixiao.errors import CannotMarkError
from jixiao.reports.marking.xmledit import Edits, with_attributes
from jixiao.textlayout import display_width

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
SHAPES_PER_CLUSTER = 1023
"""Shape numbers come in clusters of 1,024, of which the first is not used; a cluster belongs to one drawing."""

_NAMESPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
EMPTY = b"<xml>\n</xml>"
_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_ROOT = re.compile(rb"<xml\b(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")
_CLUSTERS = re.compile(rb"<\w+:idmap\b[^>]*?\bdata\s*=\s*(\"[^\"]*\"|'[^']*')")
_TYPE_THERE = re.compile(rb"<\w+:shapetype\b[^>]*?\bid\s*=\s*[\"']_x0000_t202[\"']")
_END = re.compile(rb"</xml\s*>\s*\Z")

_SHAPE = re.compile(rb"<(\w+:)?shape[\s>]")
_SHAPE_CELL = {name: re.compile(rb":%s>\s*(\d{1,7})\s*<" % name) for name in (b"Row", b"Column")}  # <x:Row>7</x:Row>

_WIDTH, _LINE, _PADDING = 300, 17, 14
_LETTERS_PER_LINE = 44
_MOST_LINES = 24
_INDENT, _DROP = 12, 6
_FAR = 100


class BoxedNote(NamedTuple):
    """A note that needs a box: its cell and its text."""

    row: int
    column: int
    text: str


Box = tuple[int, int, int, int, int, int, int, int]
"""Where a box stands: left, top, right and bottom, each with pixels into that column or row, from 0."""


def clusters(vml: bytes) -> list[int]:
    """The clusters of shape numbers that a drawing has taken."""
    found = (match[1][1:-1].decode("ascii", "replace") for match in _CLUSTERS.finditer(vml))
    return [int(number) for text in found for number in re.findall(r"\d{1,9}", text)]


def with_boxes(vml: bytes, notes: Sequence[tuple[BoxedNote, Box]], first_cluster: int) -> bytes:
    """Return the drawing with a hidden box per note, numbered from ``first_cluster``.

    Raises ``CannotMarkError`` if the drawing does not end as one must.
    """
    root, end = _ROOT.search(vml), _END.search(vml)
    if root is None or end is None:
        raise CannotMarkError("批注图形部件的结构特殊")
    needed = -(-len(notes) // SHAPES_PER_CLUSTER)
    kind = "" if _TYPE_THERE.search(vml) else _TYPE
    shapes = (_shape(note, box, _shape_number(first_cluster, place), place) for place, (note, box) in enumerate(notes))
    edits = Edits(vml)
    edits.replace(root.start(), root.end(), _declaring(root[0]))
    _claim(edits, vml, root.end(), range(first_cluster, first_cluster + needed))
    edits.insert(end.start(), (kind + "".join(shapes)).encode())
    return edits.result()


def without_boxes(vml: bytes, cells: Collection[tuple[int, int]]) -> bytes:
    """Return the drawing without the boxes on ``cells`` (1-based row and column)."""
    edits = Edits(vml)
    for start in _SHAPE.finditer(vml):
        end_tag = b"</" + (start[1] or b"") + b"shape>"
        end = vml.find(end_tag, start.end())
        if end < 0:
            break
        stop = end + len(end_tag)
        shape = vml[start.start() : stop]
        row, column = (pattern.search(shape) for pattern in _SHAPE_CELL.values())
        if row and column and (int(row[1]) + 1, int(column[1]) + 1) in cells:
            edits.replace(start.start(), stop, b"")
    return edits.result()


def _declaring(root: bytes) -> bytes:
    """The start tag of the drawing with the prefixes that the shapes use."""
    given = {f"xmlns:{prefix}": name for prefix, name in _NAMESPACES.items()}
    return with_attributes(root, {key: name for key, name in given.items() if f"{key}=".encode() not in root})


def _claim(edits: Edits, vml: bytes, behind_root: int, numbers: range) -> None:
    """State in the drawing that the clusters are its own."""
    text = ",".join(map(str, numbers))
    found = _CLUSTERS.search(vml)
    if found is not None:
        edits.insert(found.end() - 1, f",{text}".encode())
    else:
        layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{text}"/></o:shapelayout>'
        edits.insert(behind_root, layout.encode())


def _shape_number(first_cluster: int, place: int) -> int:
    cluster, rest = divmod(place, SHAPES_PER_CLUSTER)
    return (first_cluster + cluster) * 1024 + rest + 1


def _shape(note: BoxedNote, box: Box, number: int, order: int) -> str:
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" '
        f"style='position:absolute;margin-left:60pt;margin-top:1.5pt;width:{_WIDTH * 3 // 4}pt;height:60pt;"
        f'z-index:{order + 1};visibility:hidden\' fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        "<v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div></v:textbox>"
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{', '.join(map(str, box))}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{note.row - 1}</x:Row><x:Column>{note.column - 1}</x:Column></x:ClientData></v:shape>"
    )


def place_box(note: BoxedNote, column_pixels: Callable[[int], int], row_pixels: Callable[[int], int]) -> Box:
    """Return a box right of the cell, as large as its text needs; numbers from 1."""
    lines = sum(max(1, -(-display_width(line) // _LETTERS_PER_LINE)) for line in note.text.split("\n"))
    height = min(lines, _MOST_LINES) * _LINE + _PADDING
    left, top = note.column + 1, max(note.row - 1, 1)
    end = _reach(left, _INDENT + _WIDTH, column_pixels)
    if end is None:
        # All columns to the right are hidden, and a box there would be too.
        left = 1
        end = _reach(left, _INDENT + _WIDTH, column_pixels) or (note.column + 4, 0)
    bottom = _reach(top, _DROP + height, row_pixels) or (top + 4, 0)
    return left - 1, _INDENT, top - 1, _DROP, end[0] - 1, end[1], bottom[0] - 1, bottom[1]


def _reach(number: int, pixels: int, size: Callable[[int], int]) -> tuple[int, int] | None:
    """Return the column or row so many pixels on from ``number``, and how far into it."""
    # None if that is too far away.
    for place in range(number, number + _FAR):
        here = size(place)
        if pixels <= here:
            return place, pixels
        pixels -= here
    return None
