"""XML edited in place: expat finds elements, all other bytes stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from xml.parsers import expat
from xml.sax.saxutils import escape

from jixiao.consolidate.summary.row_xml import FORBIDDEN
from jixiao.errors import BrokenWorkbookError, HostileWorkbookError
from jixiao.grid.model import Value
from jixiao.grid.xmlpart import decode_xml
from jixiao.textlayout import legible

# <c r="A1" t='s'>: what is not quoted is passed over in one step, not character by character
TAG = re.compile(rb"<[^\"'>]*(?:(?:\"[^\"]*\"|'[^']*')[^\"'>]*)*>")
_ATTRIBUTE = re.compile(rb"\s+([^\s=/>]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_DECLARATION = re.compile(r"\s*<\?xml\s[^<>]*?\?>")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# SpreadsheetML reads _x000D_ as the character of that number; typed as such it must be escaped itself.
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(slots=True)
class ElementSpan:
    """Where an element stands in the bytes of its part.

    ``name`` and the keys of ``attributes`` are as written, prefix included. The start tag is ``start:body``, the end tag
    ``end:stop``; an empty tag ``<a/>`` has ``end == stop == body``.
    """

    name: str
    attributes: dict[str, str]
    start: int
    body: int
    end: int = -1
    stop: int = -1
    children: list[ElementSpan] = field(default_factory=list)

    @property
    def empty_tag(self) -> bool:
        """Whether it is written as ``<a/>``."""
        return self.end == self.body == self.stop

    @property
    def prefix(self) -> str:
        """The prefix of the name with its colon; empty if there is none."""
        return self.name[: self.name.find(":") + 1]

    @property
    def local(self) -> str:
        """The name without prefix."""
        return self.name[self.name.find(":") + 1 :]

    def child(self, local: str) -> ElementSpan | None:
        """The first child of that local name."""
        return next((child for child in self.children if child.local == local), None)

    def all(self, local: str) -> Iterator[ElementSpan]:
        """The children of that local name."""
        return (child for child in self.children if child.local == local)

    def get(self, local: str) -> str | None:
        """An attribute by its name without prefix."""
        for key, value in self.attributes.items():
            if key == local or key.rpartition(":")[2] == local:
                return value
        return None


def as_utf8(data: bytes, name: str) -> bytes:
    """Return the part in UTF-8, in which offsets are counted.

    Raises ``BrokenWorkbookError`` for an encoding that no reader accepts.
    """
    try:
        data.decode("utf-8")
        if b"\0" not in data[:4]:
            return data
    except UnicodeDecodeError:
        pass
    text = decode_xml(data, name)
    found = _DECLARATION.match(text)
    return (_HEAD + (text[found.end() :] if found else text)).encode()


def parse(
    data: bytes, name: str, depth: Callable[[Sequence[str]], bool] | int, within: ElementSpan | None = None
) -> ElementSpan:
    """The root of a part in UTF-8 with its descendants down to ``depth``.

    ``depth`` is a number of levels below the root, or a function that says of the local names above an element whether
    it is wanted. ``within`` is an element of the part to be the root instead. Raises ``BrokenWorkbookError`` if the part
    is not well-formed, ``HostileWorkbookError`` for a DTD.
    """
    return _Builder(data, name, depth, within).build()


class _Builder:
    """expat handlers that note offsets."""

    def __init__(
        self, data: bytes, name: str, depth: Callable[[Sequence[str]], bool] | int, within: ElementSpan | None
    ) -> None:
        self._data = data
        self._parsed = data if within is None else data[within.start : within.stop]
        self._offset = 0 if within is None else within.start
        self._name = name
        self._wanted = depth if callable(depth) else lambda path: len(path) <= depth
        self._path: list[str] = []
        self._open: list[ElementSpan] = []
        self._into = True
        """Whether the children of the element under way are wanted."""
        self._below = 0
        """How many elements are open below one whose children are not wanted."""
        self._root: ElementSpan | None = None
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse

    def build(self) -> ElementSpan:
        try:
            self._parser.Parse(self._parsed, True)
        except expat.ExpatError as error:
            raise BrokenWorkbookError(f"部件 {self._name} 的内容有错，无法解析") from error
        assert self._root is not None
        return self._root

    def _refuse(self, *_: object) -> None:
        raise HostileWorkbookError(f"部件 {self._name} 含有 DTD 或实体声明，正常表格不会有")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._below or not self._into:
            self._below += 1
            return
        start = self._parser.CurrentByteIndex + self._offset
        element = ElementSpan(name, attributes, start, tag_end(self._data, start))
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._root = element
        self._open.append(element)
        self._path.append(element.local)
        self._into = self._wanted(self._path)

    def _end(self, name: str) -> None:
        if self._below:
            self._below -= 1
            return
        self._path.pop()
        self._into = True
        element = self._open.pop()
        if self._data[element.body - 2] == 0x2F:  # "/>"
            element.end = element.stop = element.body
        else:
            element.end = self._parser.CurrentByteIndex + self._offset
            element.stop = self._data.index(b">", element.end) + 1


def tag_end(data: bytes, start: int) -> int:
    """The offset behind the start tag that begins at ``start``."""
    found = TAG.match(data, start)
    assert found is not None, "expat reported a tag where none begins"
    return found.end()


class Edits:
    """Replacements in the bytes of a part, given in any order."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._edits: list[tuple[int, int, bytes]] = []

    def replace(self, start: int, stop: int, content: bytes) -> None:
        """Put ``content`` in the place of ``start:stop``."""
        self._edits.append((start, stop, content))

    def insert(self, place: int, content: bytes) -> None:
        """Put ``content`` in front of what stands at ``place``."""
        self._edits.append((place, place, content))

    def append_to(
        self, element: ElementSpan, content: bytes, attributes: Mapping[str, str | None] | None = None
    ) -> None:
        """Put ``content`` at the end of an element and change its attributes."""
        tag = with_attributes(self._data[element.start : element.body], attributes or {})
        if element.empty_tag:
            opened = tag[:-2].rstrip() + b">"
            self.replace(element.start, element.stop, opened + content + f"</{element.name}>".encode())
        else:
            self.replace(element.start, element.body, tag)
            self.insert(element.end, content)

    def set_attributes(self, element: ElementSpan, attributes: Mapping[str, str | None]) -> None:
        """Change attributes of an element; None removes one."""
        tag = self._data[element.start : element.body]
        self.replace(element.start, element.body, with_attributes(tag, attributes))

    def result(self) -> bytes:
        """The bytes with all edits made."""
        parts: list[bytes] = []
        at = 0
        for start, stop, content in sorted(self._edits, key=lambda edit: (edit[0], edit[1])):
            if start < at:
                raise AssertionError("two edits of the same bytes")
            parts += (self._data[at:start], content)
            at = stop
        return b"".join([*parts, self._data[at:]])


def with_attributes(tag: bytes, attributes: Mapping[str, str | None]) -> bytes:
    """Return a start tag with attributes set, or removed for None."""
    left = dict(attributes)

    def change(found: re.Match[bytes]) -> bytes:
        name = found[1].decode()
        if name not in left:
            return found[0]
        value = left.pop(name)
        return b"" if value is None else _attribute(name, value)

    head = re.match(rb"<[^\s/>]+", tag)
    assert head is not None
    body = _ATTRIBUTE.sub(change, tag[head.end() :])
    added = b"".join(_attribute(name, value) for name, value in left.items() if value is not None)
    closing = 2 if body.endswith(b"/>") else 1
    return head[0] + body[:-closing].rstrip() + added + body[-closing:]


def _attribute(name: str, value: str) -> bytes:
    return f' {name}="{attribute_text(value)}"'.encode()


def attribute_text(text: str) -> str:
    """A text as the value of an attribute in double quotes, without what XML forbids."""
    return escape(FORBIDDEN.sub("", text), {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def cell_text(text: str) -> str:
    """A text to be read, as the content of an element of SpreadsheetML."""
    return _ESCAPE_LIKE.sub("_x005F_", escape(legible(text)))


def cell_xml(place: str, style: int, value: Value | None = None, formula: str | None = None) -> str:
    """Return a cell; a formula has no result until a program calculates it."""
    start = f'<c r="{place}" s="{style}"'
    if formula is not None:
        return f"{start}><f>{escape(formula)}</f></c>"
    if value is None:
        return f"{start}/>"
    if isinstance(value, bool):
        return f'{start} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, float):
        return f"{start}><v>{format(Decimal(repr(value)).normalize(), 'f')}</v></c>"
    return f'{start} t="inlineStr"><is><t xml:space="preserve">{cell_text(value)}</t></is></c>'


def insert_in_order(edits: Edits, root: ElementSpan, order: Sequence[str], local: str, content: bytes) -> None:
    """Put a new child into ``root`` where the schema's order wants it."""
    before = set(order[: order.index(local)])
    last = max(
        (child.stop for child in root.children if child.local in before and child.prefix == root.prefix), default=None
    )
    if last is not None:
        edits.insert(last, content)
    elif root.empty_tag:
        edits.append_to(root, content)
    else:
        edits.insert(root.body, content)
