"""Shared strings: the texts of a workbook, each stored once."""

from __future__ import annotations

import re
from functools import cache

from jixiao.errors import HostileWorkbookError
from jixiao.grid.limits import Limits
from jixiao.grid.package import Package
from jixiao.grid.xmlpart import local, read_xml, resolve_escapes, resolve_references, walk

# One item as programs write it: plain text, perhaps with the phonetic settings of a Chinese Excel, or anything else.
_ITEM = re.compile(
    r'<si>(?:<t(?: xml:space="preserve")?>([^<]*+)</t>(?:<phoneticPr [^<>]*+/>)?</si>|<t/></si>|(.*?)</si>)', re.DOTALL
)
_RUN = re.compile(r'<t(?: xml:space="preserve")?>([^<]*+)</t>')
_PHONETIC = re.compile(r"<rPh [^<>]*+>.*?</rPh>", re.DOTALL)


def read_strings(package: Package, part: str | None) -> dict[str, str]:
    """The shared texts by their index as it is written in cells (``"0"``, ``"1"`` …); blank ones are empty.

    A workbook without such a part has none. Raises ``BrokenWorkbookError`` for a damaged part.
    """
    if part is None:
        return {}
    text = read_xml(package, part)
    texts = scan_strings(text)
    if texts is None:
        texts = walk_strings(text, part, package.limits)
    if len(texts) > package.limits.strings:
        raise HostileWorkbookError(f"共享文本超过 {package.limits.strings} 条")
    return dict(zip(_keys(len(texts)), texts, strict=False))


def _keys(count: int) -> tuple[str, ...] | map[str]:
    return _usual_keys() if count <= len(_usual_keys()) else map(str, range(count))


@cache
def _usual_keys() -> tuple[str, ...]:
    return tuple(map(str, range(4096)))


def scan_strings(text: str) -> list[str] | None:
    """The texts in order by pattern, or None if anything in the part is not as usual."""
    if "<!" in text or not text.rstrip().endswith(("</sst>", "/>")):
        return None
    items = _ITEM.findall(text)
    if len(items) != text.count("<si>") or "<si/" in text or "<si " in text or len(items) != text.count("</si"):
        return None
    try:
        texts = [plain if not other else _joined(other) for plain, other in items]
        if "&" in text:
            texts = [resolve_references(item) if "&" in item else item for item in texts]
    except ValueError:
        return None
    if "_x" in text:
        texts = [resolve_escapes(item) for item in texts]
    return ["" if item.isspace() else item for item in texts]


def _joined(item: str) -> str:
    """The runs of a rich text in one, without its phonetics. Raises ``ValueError`` if a run is written unusually."""
    if "<rPh" in item:
        item = _PHONETIC.sub("", item)
    runs = _RUN.findall(item)
    if len(runs) != item.count("<t"):
        raise ValueError("unusual rich text")
    return "".join(runs)


def walk_strings(text: str, part: str, limits: Limits) -> list[str]:
    """The texts in order, by a full parse."""
    texts: list[str] = []
    pieces: list[str] = []
    depth = {"t": 0, "rPh": 0}

    def start(element: str, _: dict[str, str]) -> None:
        tag = local(element)
        if tag == "si":
            pieces.clear()
        elif tag in depth:
            depth[tag] += 1

    def end(element: str) -> None:
        tag = local(element)
        if tag == "si":
            item = resolve_escapes("".join(pieces))
            texts.append("" if item.isspace() else item)
            if len(texts) > limits.strings:
                raise HostileWorkbookError(f"共享文本超过 {limits.strings} 条")
        elif tag in depth:
            depth[tag] -= 1

    def characters(chunk: str) -> None:
        if depth["t"] and not depth["rPh"]:
            pieces.append(chunk)

    walk(text, part, start, end, characters)
    return texts
