"""Cell styles of a workbook, as far as a reader needs them: the number format of each, and whether it strikes out."""

from __future__ import annotations

from jixiao.grid.numberformat import BUILTIN, is_general
from jixiao.grid.package import Package, PartMemo
from jixiao.grid.struck import StruckFormat
from jixiao.grid.xmlpart import decode_xml, local, truth, walk, whole

_LONGEST = 255  # characters of a format code, Excel's own limit


def read_formats(package: Package, part: str | None) -> tuple[str | None, ...]:
    """The number format of each cell style by index; None for General, a ``StruckFormat`` for one that strikes out.

    Raises ``BrokenWorkbookError`` for a damaged part.
    """
    if part is None:
        return ()
    return _formats.get(package, part, lambda data: _parse(decode_xml(data, part), part))


_formats: PartMemo[tuple[str | None, ...]] = PartMemo()


def _parse(text: str, part: str) -> tuple[str | None, ...]:
    own: dict[str, str] = {}
    ids: list[tuple[str, int]] = []
    inside = in_fonts = False
    fonts = 0
    struck: set[int] = set()

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal inside, in_fonts, fonts
        tag = local(element)
        if tag == "fonts":
            in_fonts = True
        elif tag == "font" and in_fonts:
            fonts += 1
        elif tag == "strike" and in_fonts and truth(attributes.get("val", "1")):
            struck.add(fonts - 1)
        if tag == "numFmt":
            own.setdefault(attributes.get("numFmtId", ""), attributes.get("formatCode", "")[:_LONGEST])
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            ids.append((attributes.get("numFmtId", "0"), whole(attributes.get("fontId"), 0)))

    def end(element: str) -> None:
        nonlocal inside, in_fonts
        in_fonts = in_fonts and local(element) != "fonts"
        if local(element) == "cellXfs":
            inside = False

    walk(text, part, start, end)
    codes = ((own.get(number) or BUILTIN.get(number, "General"), font) for number, font in ids)
    return tuple(StruckFormat(code) if font in struck else None if is_general(code) else code for code, font in codes)
