"""XML parts as text: decoded, checked, and walked with expat."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.parsers import expat

from jixiao.errors import BrokenWorkbookError, HostileWorkbookError
from jixiao.grid.package import Package
from jixiao.remembered import remembered

_NO_MARKS = bytes(code for code in range(256) if code not in b'<>/"')
_DECLARATION = re.compile(r"\s*<\?xml\s[^<>]*?\?>")
_ENCODING = re.compile(rb"<\?xml\s[^<>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
# Python knows codecs that are no text encodings, and some that are dangerous to guess with; workbooks need these.
_ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "gb2312", "gbk", "gb18030", "big5"}

_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|([a-z]+)|);?")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Characters = Callable[[str], None]


def read_xml(package: Package, name: str) -> str:
    """The text of an XML part with line ends normalised to a line feed.

    Raises ``BrokenWorkbookError`` if it is missing, damaged or no text. Whether it is well-formed and free of a DTD is
    for ``walk`` or for the pattern that reads it to find out: no pattern of this folder accepts a ``<!``.
    """
    return decode_xml(package.read(name), name)


def decode_xml(data: bytes, name: str) -> str:
    """As ``read_xml``, from the bytes; ``name`` is for the messages."""
    try:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            text = data.decode("utf-16")
        elif data[:2] in (b"<\0", b"\0<"):
            text = data.decode("utf-16-le" if data[:1] == b"<" else "utf-16-be")
        else:
            text = data.decode(_declared_encoding(data, name))
    except UnicodeDecodeError as error:
        raise BrokenWorkbookError(f"部件 {name} 的文字编码有错") from error
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _declared_encoding(data: bytes, name: str) -> str:
    if data[:3] == b"\xef\xbb\xbf":
        return "utf-8-sig"
    declared = _ENCODING.match(data)
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    if encoding not in _ENCODINGS:
        raise BrokenWorkbookError(f"部件 {name} 的文字编码 {encoding} 不受支持")
    return encoding


def is_balanced(data: bytes) -> bool:
    """Whether as many elements are closed as opened, by counting alone."""
    # False for an unclosed or stray tag, and for a few ways to write XML that no workbook uses; then a parse decides.
    # It costs a tenth of one.
    marks = data.translate(None, _NO_MARKS)
    tags, ended = marks.count(b"<"), marks.count(b"/>")
    if data.startswith(b"<?"):
        ended += 1
    return tags == marks.count(b">") and tags - ended == data.count(b"</")


def walk(text: str, name: str, start: Start, end: End | None = None, characters: Characters | None = None) -> None:
    """Parse XML with expat; names come as ``namespace local``. Raises ``InputError``."""
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    if characters is not None:
        parser.CharacterDataHandler = characters

    def refuse(*_: object) -> None:
        raise HostileWorkbookError(f"部件 {name} 含有 DTD 或实体声明，正常表格不会有")

    parser.StartDoctypeDeclHandler = refuse
    # The declaration may name another encoding than the UTF-8 the text is handed over in.
    body = text[found.end() :] if (found := _DECLARATION.match(text)) else text
    try:
        parser.Parse(body.encode("utf-8"), True)
    except (expat.ExpatError, UnicodeEncodeError) as error:
        raise BrokenWorkbookError(f"部件 {name} 的内容有错，无法解析") from error


def local(name: str) -> str:
    """An element's or attribute's name without its namespace."""
    return name[name.rfind(" ") + 1 :]


def truth(text: str | None) -> bool:
    """An XML Schema boolean attribute; absent is false."""
    return text in ("1", "true")


def whole(text: str | None, otherwise: int = -1) -> int:
    """Return an attribute as a whole number from 0; ``otherwise`` for anything else."""
    if text is None or not (text.isascii() and text.isdecimal() and len(text) < 10):
        return otherwise
    return int(text)


def resolve_references(text: str) -> str:
    """Replace ``&amp;``, ``&#10;`` and their like. Raises ``ValueError``."""
    return _REFERENCE.sub(lambda found: _referred(found[0]), text)


@remembered
def _referred(reference: str) -> str:
    """Return the character of a reference. Raises ``ValueError``."""
    found = _REFERENCE.fullmatch(reference)
    if found is None or not reference.endswith(";"):
        raise ValueError(f"malformed reference {reference!r}")
    decimal, hexadecimal, name = found.groups()
    if name:
        if name not in _NAMED:
            raise ValueError(f"unknown entity {name!r}")
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal or "0", 16)
    if code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000:
        return chr(code)
    raise ValueError(f"no XML character: {code}")


def resolve_escapes(text: str) -> str:
    """Resolve the ``_xHHHH_`` escapes of SpreadsheetML (``_x000D_`` is a return)."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    if plain != text and not plain.isascii():
        # A pair of escapes may stand for one character outside the basic plane; half of one stands for nothing.
        plain = plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return plain
