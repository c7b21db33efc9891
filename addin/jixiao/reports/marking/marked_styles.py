"""Cell styles of the copy: those of marked cells with a fill, and of the results."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jixiao.checks.finding import Severity
from jixiao.errors import CannotMarkError
from jixiao.grid.xmlpart import whole
from jixiao.reports.marking.xmledit import (
    Edits,
    ElementSpan,
    attribute_text,
    insert_in_order,
    parse,
    tag_end,
    with_attributes,
)

Mark = Severity | None
"""How a cell is marked: by its worst problem; None: it is only related to a finding in another one."""
COLOURS: dict[Mark, str] = {
    Severity.ERROR: "FFFFC7CE",
    Severity.WARNING: "FFFFEB9C",
    Severity.INFO: "FFDDEBF7",
    None: "FFE7E6E6",
}
"""The fill of each mark; grey differs from the others on paper as well."""

# The children of styleSheet in the order of the schema.
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles")
MOST_FORMATS = 64_000
"""What Excel opens; a workbook that has nearly as many cannot be marked."""

_MARK_COLOURS = {colour[2:].encode() for colour in COLOURS.values()}
_COLOUR = re.compile(rb'fgColor[^>]*?\brgb="[0-9A-Fa-f]{2}([0-9A-Fa-f]{6})"')  # <fgColor rgb="FFFFC7CE"/>

_PREFIX = re.compile(rb"<(/?)[\w.-]+:")  # <x:fill>

_FIRST_OWN_NUMBER = 164
"""Number formats below are those that every program knows."""

_HEADER_COLOUR = "FFD9E1F2"

_PLAIN_XF = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
_FONTS = {
    "text": '<font><sz val="10"/><name val="宋体"/><family val="3"/><charset val="134"/></font>',
    "bold": '<font><b/><sz val="10"/><name val="宋体"/><family val="3"/><charset val="134"/></font>',
    "title": '<font><b/><sz val="16"/><name val="宋体"/><family val="3"/><charset val="134"/></font>',
    "link": '<font><u/><sz val="10"/><color rgb="FF0563C1"/><name val="宋体"/><family val="3"/><charset val="134"/></font>',
}
_SIDES = "".join(
    f'<{side} style="thin"><color rgb="FFBFBFBF"/></{side}>' for side in ("left", "right", "top", "bottom")
)
_BORDER = f"<border>{_SIDES}<diagonal/></border>"


def _plain(xml: bytes) -> bytes:
    """XML without the prefixes of its part."""
    return _PREFIX.sub(rb"<\1", xml)


def _changed(xf: bytes, attributes: Mapping[str, str | None]) -> bytes:
    """Return a format with other attributes."""
    end = tag_end(xf, 0)
    return with_attributes(xf[:end], attributes) + xf[end:]


def _at(entries: Sequence[bytes], number: int) -> bytes:
    return entries[number] if 0 <= number < len(entries) else b""


class _Table:
    """A list of styles (fills, fonts, …) to which entries are added."""

    def __init__(self, data: bytes, root: ElementSpan, local: str) -> None:
        self.local = local
        self.element = root.child(local)
        self.entries = [data[child.start : child.stop] for child in self.element.children] if self.element else []
        self._had = len(self.entries)
        self._prefix = root.prefix
        self._added: dict[bytes, int] = {}

    def add(self, xml: bytes) -> int:
        """The number of a new entry, of which there is one only."""
        number = self._added.setdefault(xml, len(self.entries))
        if number == len(self.entries):
            self.entries.append(xml)
        return number

    def edit(self, edits: Edits, root: ElementSpan) -> None:
        """Write the new entries."""
        added = b"".join(self.entries[self._had :])
        if not added:
            return
        total = str(len(self.entries))
        if self.element is not None:
            edits.append_to(self.element, added, {"count": total})
            return
        name = f"{self._prefix}{self.local}"
        insert_in_order(
            edits, root, _ORDER, self.local, f'<{name} count="{total}">'.encode() + added + f"</{name}>".encode()
        )


class CellLook(NamedTuple):
    """How a cell looks, without a workbook's numbers: font, fill, border, format."""

    font: bytes
    fill: bytes
    border: bytes
    format: bytes
    number: str | None


class MarkedStyles:
    """The styles part under way."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._root = parse(data, name, 2)
        self._fonts, self._fills, self._borders, self._formats, self._numbers, self._differences = (
            _Table(data, self._root, local) for local in ("fonts", "fills", "borders", "cellXfs", "numFmts", "dxfs")
        )
        self._looks = (("fontId", self._fonts), ("fillId", self._fills), ("borderId", self._borders))
        self._adopted: dict[CellLook, int] = {}
        if not self._fills.entries:
            # Excel takes the first two for its own, whatever they say.
            for pattern in ("none", "gray125"):
                self._fills.add(self._xml(f'<fill><patternFill patternType="{pattern}"/></fill>'))
        for table, first in (
            (self._fonts, _FONTS["text"]),
            (self._borders, "<border/>"),
            (self._formats, _PLAIN_XF.decode()),
        ):
            if not table.entries:
                table.add(self._xml(first))

    def marked(self, base: int, mark: Mark) -> int:
        """The style that is ``base`` but for the fill of a mark."""
        changes = {"fillId": str(self._fill(COLOURS[mark])), "applyFill": "1"}
        number = self._formats.add(_changed(self._format(base), changes))
        if number >= MOST_FORMATS:
            raise CannotMarkError(f"单元格样式超过 {MOST_FORMATS} 种")
        return number

    def unlocked(self, base: int) -> int:
        """Return the style ``base`` without its lock, to fill on a protected sheet."""
        xf = self._format(base)
        element = parse(xf, "xf", 1)
        alignment = element.child("alignment")
        kept = b"" if alignment is None else xf[alignment.start : alignment.stop]
        tag = with_attributes(xf[: element.body], {"applyProtection": "1"})
        opened = tag[:-2].rstrip() + b">" if element.empty_tag else tag
        return self._formats.add(opened + kept + self._xml('<protection locked="0"/></xf>'))

    def add_difference(self, colour: str) -> int:
        """The number of a conditional style with that fill."""
        colours = f'<fgColor rgb="{colour}"/><bgColor rgb="{colour}"/>'
        return self.adopt_difference(
            f'<dxf><fill><patternFill patternType="solid">{colours}</patternFill></fill></dxf>'.encode()
        )

    def is_marked(self, style: int) -> bool:
        """Whether the fill of a style is the colour of a mark."""
        colour = _COLOUR.search(self.fill_of(style))
        return colour is not None and colour[1].upper() in _MARK_COLOURS

    def fill_of(self, style: int) -> bytes:
        """The fill of a style as XML without prefixes; empty if it has none."""
        if not 0 <= style < len(self._formats.entries):
            return b""
        number = whole(parse(self._formats.entries[style], "xf", 0).get("fillId"), 0)
        return _plain(self._fills.entries[number]) if 1 < number < len(self._fills.entries) else b""

    def unmarked(self, style: int, fill: bytes) -> int:
        """Return the style with the fill from before the mark; none for an empty one."""
        number = self._fills.add(self._xml(fill.decode())) if fill else 0
        changes = {"fillId": str(number), "applyFill": "1" if fill else None}
        return self._formats.add(_changed(self._formats.entries[style], changes))

    def look(self, style: int) -> CellLook:
        """How a cell of that style looks."""
        entry = self._formats.entries[style] if 0 <= style < len(self._formats.entries) else _PLAIN_XF
        xf = parse(entry, "xf", 0)
        font, fill, border = (_plain(_at(table.entries, whole(xf.get(key), 0))) for key, table in self._looks)
        number = whole(xf.get("numFmtId"), 0)
        return CellLook(font, fill, border, _plain(entry), self._number_formats().get(number, f"#{number}"))

    def adopt(self, look: CellLook) -> int:
        """The style of a cell that looks so, which another workbook may have."""
        if look not in self._adopted:
            changes = {"xfId": "0", "quotePrefix": None, "numFmtId": str(self._number(look.number))}
            for (key, table), piece in zip(self._looks, (look.font, look.fill, look.border), strict=True):
                changes[key] = str(table.add(self._xml(piece.decode())) if piece else 0)
            self._adopted[look] = self._formats.add(self._xml(_changed(look.format, changes).decode()))
        return self._adopted[look]

    def difference(self, number: int) -> bytes:
        """The XML of a style of conditional formats; empty for one that is not there."""
        return _plain(_at(self._differences.entries, number))

    def adopt_difference(self, xml: bytes) -> int:
        """The number of a style of conditional formats."""
        return self._differences.add(self._xml(xml.decode()))

    def _number_formats(self) -> dict[int, str]:
        found = {}
        for entry in self._numbers.entries:
            element = parse(entry, "numFmt", 0)
            found[whole(element.get("numFmtId"), 0)] = element.get("formatCode") or ""
        return found

    def _number(self, code: str | None) -> int:
        """Return a number format: ``#14`` for one that every program knows, else its code."""
        if code is None or (code.startswith("#") and code[1:].isdecimal()):
            return int(code[1:]) if code else 0
        known = self._number_formats()
        for number, other in known.items():
            if other == code:
                return number
        number = max([_FIRST_OWN_NUMBER, *(each + 1 for each in known)])
        self._numbers.add(self._xml(f'<numFmt numFmtId="{number}" formatCode="{attribute_text(code)}"/>'))
        return number

    def own(self, font: str, *, align: str = "left", colour: str | None = None, border: bool = True) -> int:
        """A style for the sheet of results: ``font`` is one of text, bold, title, link."""
        numbers = {
            "fontId": self._fonts.add(self._xml(_FONTS[font])),
            "fillId": self._fill(colour) if colour else 0,
            "borderId": self._borders.add(self._xml(_BORDER)) if border else 0,
        }
        given = " ".join(f'{name}="{number}"' for name, number in numbers.items())
        alignment = f'<alignment horizontal="{align}" vertical="center" wrapText="1"/>'
        return self._formats.add(
            self._xml(
                f'<xf numFmtId="0" {given} applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">{alignment}</xf>'
            )
        )

    def header(self) -> int:
        """The style of a column title in the sheet of results."""
        return self.own("bold", align="center", colour=_HEADER_COLOUR)

    def result(self) -> bytes:
        """The part with the new styles."""
        edits = Edits(self._data)
        for table in (self._numbers, self._fonts, self._fills, self._borders, self._formats, self._differences):
            table.edit(edits, self._root)
        return edits.result()

    def _format(self, number: int) -> bytes:
        known = 0 <= number < len(self._formats.entries)
        return self._formats.entries[number] if known else self._xml(_PLAIN_XF.decode())

    def _fill(self, colour: str) -> int:
        pattern = f'<patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/></patternFill>'
        return self._fills.add(self._xml(f"<fill>{pattern}</fill>"))

    def _xml(self, text: str) -> bytes:
        """XML with the prefix of the part."""
        prefix = self._root.prefix
        return (
            text.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}") if prefix else text
        ).encode()
