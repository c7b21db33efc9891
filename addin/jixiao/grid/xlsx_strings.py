"""Shared strings: the texts of a workbook, each stored once."""

from __future__ import annotations

import re
from functools import cache

from jixiao.errors import HostileWorkbookError
from jixiao.grid.limits import Limits
from jixiao.grid.lookalikes import plain_characters
from jixiao.grid.model import Value
from jixiao.grid.package import Package
from jixiao.grid.struck import PartlyStruck
from jixiao.grid.xmlpart import decode_xml, local, resolve_escapes, resolve_references, truth, walk

# An item as programs write it: plain text, perhaps with the phonetic settings of a Chinese Excel.
_PLAIN = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*+)</t>(?:<phoneticPr [^<>]*+/>)?</si>')
_RUN_TAGS = ("<t", '<t xml:space="preserve"')
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32)])
_PHONETIC = re.compile(r"<rPh [^<>]*+>.*?</rPh>", re.DOTALL)


def read_strings(package: Package, part: str | None) -> dict[str, Value | None]:
    """Return the shared texts by index (``"0"`` …); None where they are blank.

    A workbook without such a part has none. Raises ``BrokenWorkbookError`` for a damaged part.
    """
    if part is None:
        return {"": None}
    data = package.read(part)
    text = plain_characters(decode_xml(data, part))
    # A pattern would let control characters pass that XML forbids, and does not see which runs are struck out.
    plain = len(data.translate(None, _CONTROLS)) == len(data) and "strike" not in text
    texts = scan_strings(text) if plain else None
    if texts is None:
        texts = walk_strings(text, part, package.limits)
    if len(texts) > package.limits.strings:
        raise HostileWorkbookError(f"共享文本超过 {package.limits.strings} 条")
    keys = _usual_keys() if len(texts) <= len(_usual_keys()) else map(str, range(len(texts)))
    strings: dict[str, Value | None] = dict(zip(keys, texts, strict=False))
    strings[""] = None  # a cell of this type without an index
    return strings


@cache
def _usual_keys() -> tuple[str, ...]:
    return tuple(map(str, range(4096)))


def scan_strings(text: str) -> list[str | None] | None:
    """The texts in order by pattern, or None if anything in the part is not as usual."""
    if ("!" in text and "<!" in text) or not text[-40:].rstrip().endswith(("</sst>", "/>")):
        return None
    try:
        texts = _PLAIN.findall(text) if "<r>" not in text else _rich_items(text)
        items = text.count("<si")
        if len(texts) != items:
            texts = _rich_items(text)
        # Every item was taken, and each begins and ends with a plain tag.
        if len(texts) != items or text.count("si>") != 2 * items:
            return None
        if "&" in text:
            texts = [resolve_references(item) if "&" in item else item for item in texts]
    except ValueError:
        return None
    if "_" in text and "_x" in text:
        texts = [resolve_escapes(item) for item in texts]
    return [None if not item or item.isspace() else item for item in texts]


def _rich_items(text: str) -> list[str]:
    """Return items with rich text. Raises ``ValueError`` for unusual ones."""
    if "</t " in text:
        raise ValueError("unusual closing tag")
    return [_joined(item) for item in text.split("<si>")[1:]]


def _joined(item: str) -> str:
    """Join the runs of an item without phonetics. Raises ``ValueError``."""
    if "<rPh" in item:
        item = _PHONETIC.sub("", item)
    runs = []
    for piece in item.split("</t>")[:-1]:
        tag, _, run = piece[piece.rfind("<") :].partition(">")
        if tag not in _RUN_TAGS:
            raise ValueError("unusual rich text")
        runs.append(run)
    return "".join(runs)


def walk_strings(text: str, part: str, limits: Limits) -> list[str | None]:
    """The texts in order, by a full parse."""
    texts: list[str | None] = []
    pieces: list[str] = []
    out: list[str] = []
    depth = {"t": 0, "rPh": 0}
    struck = False

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal struck
        tag = local(element)
        if tag == "si":
            pieces.clear()
            out.clear()
            struck = False
        elif tag == "r":
            struck = False
        elif tag == "strike":
            struck = truth(attributes.get("val", "1"))
        elif tag in depth:
            depth[tag] += 1

    def end(element: str) -> None:
        tag = local(element)
        if tag == "si":
            item = resolve_escapes("".join(pieces))
            if any(piece.strip() for piece in out):
                texts.append(PartlyStruck.of(item, resolve_escapes("".join(out)).strip()))
            else:
                texts.append(None if not item or item.isspace() else item)
            if len(texts) > limits.strings:
                raise HostileWorkbookError(f"共享文本超过 {limits.strings} 条")
        elif tag in depth:
            depth[tag] -= 1

    def characters(chunk: str) -> None:
        if depth["t"] and not depth["rPh"]:
            (out if struck else pieces).append(chunk)

    walk(text, part, start, end, characters)
    return texts
