"""The text of Word paragraphs as a reader sees it: changes accepted, boxes ticked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Protocol, TypeVar

TICKED, UNTICKED = "☑", "□"


class Element(Protocol):
    """What is asked of an XML element, whichever library parsed it."""

    @property
    def tag(self) -> object:
        """``{namespace}name``; no text for a comment."""

    @property
    def text(self) -> str | None:
        """The text up to the first child."""

    def __iter__(self) -> Iterator[Element]: ...

    def items(self) -> Iterable[tuple[str, str]]:
        """Attributes as ``{namespace}name`` and value."""


E = TypeVar("E", bound=Element)


@cache
def _local(tag: str) -> str:
    return tag[tag.rfind("}") + 1 :]


def name(element: Element) -> str:
    """Return an element's name without namespace, for strict and transitional files."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


def child(element: E, wanted: str) -> E | None:
    """The first child of that name."""
    return next((each for each in element if name(each) == wanted), None)  # type: ignore[return-value]


def attribute(element: Element | None, wanted: str) -> str | None:
    """An attribute by its name without the namespace."""
    if element is None:
        return None
    return next((value for key, value in element.items() if _local(key) == wanted), None)


def is_on(element: Element | None) -> bool:
    """Whether a property such as ``<w:vanish/>`` is there and not switched off."""
    return element is not None and attribute(element, "val") not in ("0", "false", "off", "none")


# What an accepted change leaves out, what a reader of the page does not see, and what has text of its own elsewhere.
LEFT_OUT = frozenset(
    ("del", "moveFrom", "delText", "instrText", "delInstrText", "Fallback", "rt", "pPr", "rPr", "sdtPr", "sdtEndPr")
)
CHANGES = frozenset(("ins", "del", "moveFrom", "moveTo"))
_LITERAL = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
# Private characters of the symbol fonts that forms use for boxes and comparisons.
_SIGNS: dict[str, dict[str, tuple[int, ...]]] = {
    "wingdings": {TICKED: (0x52, 0xFE, 0xFD), "√": (0xFC,), UNTICKED: (0x6F, 0x70, 0x71, 0xA8)},
    "wingdings 2": {"√": (0x50,), TICKED: (0x52, 0x53, 0x54), UNTICKED: (0x2A, 0xA3)},
    "symbol": {"≤": (0xA3,), "≥": (0xB3,), "±": (0xB1,), "×": (0xB4,), "÷": (0xB8,), "≠": (0xB9,)},
}
_SYMBOLS = {(font, code): sign for font, signs in _SIGNS.items() for sign, codes in signs.items() for code in codes}


class Paragraph:
    """The text of a paragraph, and what else has to be known of it.

    ``plain`` is what is not ``struck`` out, and the ``text`` but where all of it is. ``boxes`` are the contents of its text boxes, to be read as blocks of their own. A ``changed`` one holds tracked
    changes; with ``breaks_before`` or ``breaks_after`` a page or a section ends there.
    """

    __slots__ = (
        "_pieces",
        "_plain",
        "boxes",
        "breaks_after",
        "breaks_before",
        "centred",
        "changed",
        "element",
        "plain",
        "struck",
        "text",
    )

    def __init__(self, element: Element) -> None:
        self.element = element
        self._pieces: list[str] = []
        self._plain: list[str] = []
        self.struck: list[str] = []
        self.boxes: list[Element] = []
        self.changed = self.breaks_before = self.breaks_after = self.centred = False
        properties = child(element, "pPr")
        if properties is not None:
            self.breaks_before = is_on(child(properties, "pageBreakBefore"))
            self.breaks_after = child(properties, "sectPr") is not None
            self.centred = attribute(child(properties, "jc"), "val") == "center"
        self._walk(element, struck=False)
        self.plain = "".join(self._plain)
        self.text = self.plain if self.plain.strip() else "".join(self._pieces)

    def _say(self, text: str, *, struck: bool) -> None:
        self._pieces.append(text)
        (self.struck if struck else self._plain).append(text)

    def _walk(self, element: Element, *, struck: bool) -> None:
        for each in element:
            kind = name(each)
            if kind == "t":
                self._say(each.text or "", struck=struck)
            elif kind == "r":
                properties = child(each, "rPr")
                if properties is None:
                    self._walk(each, struck=struck)
                elif not is_on(child(properties, "vanish")):
                    crossed = is_on(child(properties, "strike")) or is_on(child(properties, "dstrike"))
                    self._walk(each, struck=struck or crossed)
            elif kind == "txbxContent":
                self.boxes.append(each)
            elif kind == "br":
                self._break(each)
            elif kind == "lastRenderedPageBreak":
                pass
            elif kind in _LITERAL:
                self._say(_LITERAL[kind], struck=struck)
            elif kind == "sym":
                self._say(_symbol(each), struck=struck)
            elif kind == "fldChar":
                self._say(_tick_box(each), struck=struck)
            else:
                self.changed = self.changed or kind in CHANGES
                if kind not in LEFT_OUT:
                    self._walk(each, struck=struck)

    def _break(self, element: Element) -> None:
        if attribute(element, "type") in ("page", "column"):
            if "".join(self._pieces).strip():
                self.breaks_after = True
            else:
                self.breaks_before = True
        else:
            self._say("\n", struck=False)


def _symbol(element: Element) -> str:
    code = attribute(element, "char") or ""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    # Symbol fonts stand in the private area: F0FE is the character FE of the font.
    private = number - 0xF000 if 0xF000 <= number < 0xF100 else number
    known = _SYMBOLS.get(((attribute(element, "font") or "").lower(), private))
    return known or (chr(number) if 0x20 <= number < 0xD800 else "")


def _tick_box(element: Element) -> str:
    """☑ or □ for a check box of the old form fields; nothing for any other field."""
    data = child(element, "ffData")
    box = child(data, "checkBox") if data is not None else None
    if box is None:
        return ""
    checked, default = child(box, "checked"), child(box, "default")
    return TICKED if is_on(checked if checked is not None else default) else UNTICKED
