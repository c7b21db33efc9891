"""Notes on cells: in a comments part of their own, or behind those of the sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from jixiao.checks.catalogue import spoken
from jixiao.reports.marking.xmledit import Edits, ElementSpan, attribute_text, cell_text, parse
from jixiao.reports.problem import Problem
from jixiao.textlayout import legible, shortened

AUTHOR = "绩效目标检查"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors/><commentList/></comments>'
)

# How Excel marks the shadow that it keeps of a threaded comment: it would overwrite what is added there.
_THREADED = "tc="

_OWN = re.compile(r"(?:^|\n|&#10;|&#xA;|_x000A_)\s*【(?:错误|警告|提示) [A-Z]{3}-\d{3}】")
"""How a note of Jixiao begins: ``【错误 CMP-009】第11行…``; programs that save the copy keep it."""


class Comments:
    """A comments part under way."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        # comments / commentList / comment / text / r / t
        self._root = parse(data, name, 5)
        self._authors, self._list = self._root.child("authors"), self._root.child("commentList")
        self._edits = Edits(data)
        self._existing = {element.get("ref"): element for element in self._list.children} if self._list else {}
        self._author_names = self._names()
        self._new: list[str] = []

    def add(self, cell: str, text: str) -> bool | None:
        """Put a note on a cell; return whether it is new or went behind another."""
        # None if the cell has a threaded comment, on which nothing can be put.
        run = self._run(text)
        comment = self._existing.get(cell)
        if comment is None:
            p = self._root.prefix
            author = len(self._author_names)
            self._new.append(f'<{p}comment ref="{cell}" authorId="{author}"><{p}text>{run}</{p}text></{p}comment>')
            return True
        if self._is_threaded(comment):
            return None
        self._append(comment, run)
        return False

    def take_own(self) -> tuple[list[str], list[str]]:
        """Take Jixiao's notes away; return their cells, and those left without a note."""
        # An own text behind a text of the department is cut off, the department's stays.
        touched, emptied = [], []
        for cell, comment in list(self._existing.items()):
            pieces = self._pieces(comment)
            texts = [self._text(piece) for piece in pieces]
            found = _OWN.search("".join(texts))  # programs part a text into runs: 【错误 | CMP-009 | 】第11行…
            if cell is None or found is None or self._is_threaded(comment):
                continue
            place, start = _piece_at(texts, found.start())
            touched.append(cell)
            if "".join([*texts[:place], texts[place][:start]]).strip():
                self._cut(pieces, place, len(texts[place][:start].rstrip().encode()))
            else:
                self._edits.replace(comment.start, comment.stop, b"")
                del self._existing[cell]
                emptied.append(cell)
        return touched, emptied

    def take_all(self) -> tuple[list[str], list[str]]:
        """As ``take_own``, with every note."""
        cells = [cell for cell in self._existing if cell is not None]
        for comment in self._existing.values():
            self._edits.replace(comment.start, comment.stop, b"")
        self._existing = {}
        return cells, cells

    def _cut(self, pieces: Sequence[ElementSpan], place: int, kept: int) -> None:
        """Keep the pieces before ``place`` and this number of bytes of that one's text."""
        holder = self._holder(pieces[place])
        if holder is not None and kept:
            self._edits.replace(holder.body + kept, holder.end, b"")
            place += 1
        if place < len(pieces):
            self._edits.replace(pieces[place].start, pieces[-1].stop, b"")

    def _pieces(self, comment: ElementSpan) -> list[ElementSpan]:
        text = comment.child("text")
        return [] if text is None else [piece for piece in text.children if piece.local in ("t", "r")]

    def _holder(self, piece: ElementSpan) -> ElementSpan | None:
        return piece if piece.local == "t" else piece.child("t")

    def _text(self, piece: ElementSpan) -> str:
        """The text of a piece, escapes as they are written."""
        holder = self._holder(piece)
        return "" if holder is None else self._data[holder.body : holder.end].decode("utf-8", "replace")

    def result(self) -> bytes:
        """The part with the new notes."""
        if self._new:
            p = self._root.prefix
            self._add_to(self._authors, "authors", f"<{p}author>{attribute_text(AUTHOR)}</{p}author>")
            self._add_to(self._list, "commentList", "".join(self._new))
        return self._edits.result()

    def _names(self) -> list[str]:
        if self._authors is None:
            return []
        pieces = (self._data[each.body : each.end] for each in self._authors.children)
        return [piece.decode("utf-8") for piece in pieces]

    def _is_threaded(self, comment: ElementSpan) -> bool:
        author = comment.get("authorId") or ""
        number = int(author) if author.isascii() and author.isdecimal() and len(author) < 10 else -1
        return 0 <= number < len(self._author_names) and self._author_names[number].startswith(_THREADED)

    def _run(self, text: str) -> str:
        p = self._root.prefix
        font = f'<{p}rPr><{p}sz val="9"/><{p}color indexed="81"/><{p}rFont val="宋体"/><{p}charset val="134"/></{p}rPr>'
        return f'<{p}r>{font}<{p}t xml:space="preserve">{cell_text(text)}</{p}t></{p}r>'

    def _append(self, comment: ElementSpan, run: str) -> None:
        """Put a run behind the runs of a comment; a plain text becomes a run."""
        text = comment.child("text")
        if text is None:
            self._edits.append_to(comment, f"<{comment.prefix}text>{run}</{comment.prefix}text>".encode())
            return
        p = comment.prefix
        gap = f'<{p}r><{p}t xml:space="preserve">\n\n</{p}t></{p}r>' if text.children else ""
        plain = text.child("t")
        if plain is not None:
            self._edits.insert(plain.start, f"<{p}r>".encode())
            self._edits.insert(plain.stop, f"</{p}r>".encode())
        pieces = [*text.all("t"), *text.all("r")]
        if pieces:
            self._edits.insert(max(piece.stop for piece in pieces), (gap + run).encode())
        else:
            self._edits.append_to(text, run.encode())

    def _add_to(self, element: ElementSpan | None, local: str, content: str) -> None:
        if element is not None:
            self._edits.append_to(element, content.encode())
            return
        name = f"{self._root.prefix}{local}"
        self._edits.append_to(self._root, f"<{name}>{content}</{name}>".encode())


def _piece_at(texts: Sequence[str], at: int) -> tuple[int, int]:
    """Return which of some texts holds a place in all of them, and where in it."""
    for place, text in enumerate(texts):
        if at < len(text):
            return place, at
        at -= len(text)
    return len(texts) - 1, len(texts[-1])


_MOST = 400
"""Characters of one text in a note; a note is read in a small box, the whole text stands in the sheet of results."""

_MOST_PROBLEMS = 12
SHEET_OF_RESULTS = "“检查结果”工作表"


def note_text(said: Iterable[tuple[Problem, bool]], *, whole: str = SHEET_OF_RESULTS) -> str:
    """Return the text for a cell; the second of a pair says that it is only related."""
    # ``whole`` is where everything stands in full.
    ordered = sorted(said, key=lambda each: (each[1], each[0].finding.severity.rank))
    pieces = [_piece(problem, related, whole) for problem, related in ordered[:_MOST_PROBLEMS]]
    rest = len(ordered) - len(pieces)
    if rest > 0:
        pieces.append(f"另有 {rest} 条，见{whole}")
    return "\n\n".join(pieces)


def _piece(problem: Problem, related: bool, whole: str) -> str:
    finding = problem.finding
    lines = [f"【{finding.severity.label} {finding.code}】{_short(problem.message, whole)}"]
    if related:
        lines.append(f"（与 {_short(problem.place, whole)} 有关）")
    elif finding.expected is not None:
        lines.append(f"建议值：{_short(spoken(finding.expected), whole)}")
    return "\n".join(lines)


def _short(text: str, whole: str) -> str:
    return shortened(legible(text), _MOST, f"…（全文见{whole}）")
