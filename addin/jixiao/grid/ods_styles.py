"""Number formats of an OpenDocument spreadsheet, written as Excel format codes."""

from __future__ import annotations

from jixiao.grid.numberformat import is_general
from jixiao.grid.xmlpart import local, whole

_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
_NUMBER = "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0 "
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "

_KINDS = {f"{_NUMBER}{kind}-style" for kind in ("number", "currency", "percentage", "date", "time", "boolean", "text")}
# Parts of dates by element: short and long form.
_PARTS = {
    "year": ("yy", "yyyy"), "month": ("m", "mm"), "day": ("d", "dd"), "hours": ("h", "hh"), "minutes": ("m", "mm"),
    "seconds": ("s", "ss"), "am-pm": ("AM/PM", "AM/PM"), "day-of-week": ("ddd", "dddd"),
}  # fmt: skip
_BARE = frozenset(" -/:()+")  # literals that need no quotes in a format code
_BARE_IN_DATES = frozenset(".,")  # which would be a decimal point and a scale in numbers
_DATES = ("date-style", "time-style")
_DEEPEST = 16  # styles inherit from styles; more than this is a circle


class OdsStyles:
    """Handlers for styles; then ``format_of``, ``strikes_out``, ``is_hidden_table``."""

    __slots__ = (
        "_cells", "_code", "_codes", "_hidden", "_inside", "_name", "_open", "_own", "_struck", "_table", "_text",
    )  # fmt: skip

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}  # data style → format code
        self._cells: dict[str, tuple[str | None, str | None]] = {}  # cell style → data style, parent style
        self._hidden: set[str] = set()  # table styles that are not shown
        self._struck: set[str] = set()  # styles of cells and runs that strike out
        self._open = ""  # name of the open style
        self._name: str | None = None  # of the open data style
        self._table: str | None = None  # name of the open table style
        self._code: list[str] = []
        self._text: list[str] | None = None
        self._inside: int | None = None  # how many digits stand behind the open literal
        self._own: str | frozenset[str] = ""  # what else needs no quotes in the open data style

    def start(self, element: str, attributes: dict[str, str]) -> None:
        """An element of a style part begins."""
        if self._name is not None:
            self._part(local(element), attributes)
        elif element in _KINDS:
            self._name, self._code = attributes.get(_STYLE + "name", ""), []
            kind = local(element)
            self._own = "%" if kind == "percentage-style" else _BARE_IN_DATES if kind in _DATES else ""
        elif element == _STYLE + "style":
            name, family = attributes.get(_STYLE + "name", ""), attributes.get(_STYLE + "family")
            self._table = name if family == "table" else None
            self._open = name
            if family == "table-cell":
                data, parent = attributes.get(_STYLE + "data-style-name"), attributes.get(_STYLE + "parent-style-name")
                self._cells[name] = data, parent
        elif element == _STYLE + "table-properties" and attributes.get(_TABLE + "display") == "false" and self._table:
            self._hidden.add(self._table)
        elif element == _STYLE + "text-properties" and any(
            attributes.get(f"{_STYLE}text-line-through-{what}", "none") != "none" for what in ("style", "type")
        ):
            self._struck.add(self._open)

    def characters(self, text: str) -> None:
        """Text inside a style part."""
        if self._text is not None:
            self._text.append(text)

    def end(self, element: str) -> None:
        """An element of a style part ends."""
        if self._name is None:
            return
        if self._text is not None:
            literal, self._text = "".join(self._text), None
            bare = all(letter in _BARE or letter in self._own for letter in literal)
            code = literal if bare else '"' + literal.replace('"', "") + '"'
            if self._inside is None:
                self._code.append(code)
            else:
                self._embed(code)
        elif element in _KINDS:
            self._codes[self._name] = "".join(self._code)
            self._name = None

    def _part(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _PARTS:
            is_long = attributes.get(_NUMBER + "style") == "long"
            part = _PARTS[tag][is_long]
            if tag == "month" and attributes.get(_NUMBER + "textual") == "true":
                part = "mmmm" if is_long else "mmm"
            self._code.append(part)
        elif tag in ("number", "scientific-number"):
            self._code.append(_digits(tag, attributes))
        elif tag == "text-content":
            self._code.append("@")
        elif tag in ("text", "currency-symbol", "embedded-text"):
            self._text = []
            self._inside = whole(attributes.get(_NUMBER + "position"), 0) if tag == "embedded-text" else None

    def _embed(self, code: str) -> None:
        """Put a literal between the digits of a whole number: ``0!.0``."""
        position, self._inside = self._inside or 0, None
        if self._code and self._code[-1].startswith("0") and 0 < position < 10 and "." not in self._code[-1]:
            scale = "," * self._code[-1].count(",")
            self._code[-1] = f"0{code}{'0' * position}{scale}"

    def format_of(self, style: str | None) -> str | None:
        """Return the format code of a cell style or its parents; None for General."""
        for _ in range(_DEEPEST):
            if style is None or style not in self._cells:
                return None
            data, style = self._cells[style]
            if data is not None:
                code = self._codes.get(data, "")
                return None if is_general(code) else code
        return None

    def strikes_out(self, style: str | None) -> bool:
        """Return whether a style strikes out its text, by itself or by a parent."""
        for _ in range(_DEEPEST):
            if style is None or style in self._struck:
                return style is not None
            style = self._cells.get(style, (None, None))[1]
        return False

    def is_hidden_table(self, style: str | None) -> bool:
        """Whether a sheet of this style is hidden."""
        return style in self._hidden


def _digits(tag: str, attributes: dict[str, str]) -> str:
    """Return the digits of a format code: ``0.00``, ``#,##0``; ``General`` if open."""
    decimals = attributes.get(_NUMBER + "decimal-places")
    grouped = attributes.get(_NUMBER + "grouping") == "true"
    if decimals is None and not grouped and tag == "number" and _NUMBER + "display-factor" not in attributes:
        return "General"
    count = min(int(decimals), 30) if decimals and decimals.isdecimal() and len(decimals) < 4 else 0
    code = ("#,##0" if grouped else "0") + ("." + "0" * count if count else "")
    factor = attributes.get(_NUMBER + "display-factor", "1")
    thousands = (len(factor) - 1) // 3 if factor.strip("0") == "1" and len(factor) % 3 == 1 else 0
    return code + "E+00" if tag == "scientific-number" else code + "," * min(thousands, 3)
