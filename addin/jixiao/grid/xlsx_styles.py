"""Cell styles of a workbook, as far as a reader needs them: the number format of each."""

from __future__ import annotations

from jixiao.grid.numberformat import BUILTIN, is_general
from jixiao.grid.package import Package, PartMemo
from jixiao.grid.xmlpart import decode_xml, local, walk

_LONGEST = 255  # characters of a format code, Excel's own limit


def read_formats(package: Package, part: str | None) -> tuple[str | None, ...]:
    """The number format of each cell style by index; None for General.

    Raises ``BrokenWorkbookError`` for a damaged part.
    """
    if part is None:
        return ()
    return _formats.get(package, part, lambda data: _parse(decode_xml(data, part), part))


_formats: PartMemo[tuple[str | None, ...]] = PartMemo()


def _parse(text: str, part: str) -> tuple[str | None, ...]:
    own: dict[str, str] = {}
    ids: list[str] = []
    inside = False

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        tag = local(element)
        if tag == "numFmt":
            own.setdefault(attributes.get("numFmtId", ""), attributes.get("formatCode", "")[:_LONGEST])
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            ids.append(attributes.get("numFmtId", "0"))

    def end(element: str) -> None:
        nonlocal inside
        if local(element) == "cellXfs":
            inside = False

    walk(text, part, start, end)
    codes = (own.get(number) or BUILTIN.get(number, "General") for number in ids)
    return tuple(None if is_general(code) else code for code in codes)
