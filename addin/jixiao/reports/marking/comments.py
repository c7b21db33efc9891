"""Notes on cells: a comments part of the sheet's own, or the one it has with the new texts behind the old."""

from __future__ import annotations

from jixiao.reports.marking.xmledit import Edits, Element, attribute_text, cell_text, parse

AUTHOR = "绩效目标检查"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors/><commentList/></comments>'
)

# How Excel marks the shadow that it keeps of a threaded comment: it would overwrite what is added there.
_THREADED = "tc="


class Comments:
    """A comments part under way."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        # comments / commentList / comment / text / t, r
        self._root = parse(data, name, 4)
        self._authors, self._list = self._root.child("authors"), self._root.child("commentList")
        self._edits = Edits(data)
        self._existing = {element.get("ref"): element for element in self._list.children} if self._list else {}
        self._author_names = self._names()
        self._new: list[str] = []

    def add(self, cell: str, text: str) -> bool | None:
        """Put a note on a cell: True if it is new, False if it went behind the one that was there.

        None if the cell has a threaded comment, on which nothing can be put.
        """
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

    def _is_threaded(self, comment: Element) -> bool:
        author = comment.get("authorId") or ""
        number = int(author) if author.isascii() and author.isdecimal() and len(author) < 10 else -1
        return 0 <= number < len(self._author_names) and self._author_names[number].startswith(_THREADED)

    def _run(self, text: str) -> str:
        p = self._root.prefix
        font = f'<{p}rPr><{p}sz val="9"/><{p}color indexed="81"/><{p}rFont val="宋体"/><{p}charset val="134"/></{p}rPr>'
        return f'<{p}r>{font}<{p}t xml:space="preserve">{cell_text(text)}</{p}t></{p}r>'

    def _append(self, comment: Element, run: str) -> None:
        """Put a run behind the runs of a comment. A plain text becomes a run, which is the same to the reader."""
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

    def _add_to(self, element: Element | None, local: str, content: str) -> None:
        if element is not None:
            self._edits.append_to(element, content.encode())
            return
        name = f"{self._root.prefix}{local}"
        self._edits.append_to(self._root, f"<{name}>{content}</{name}>".encode())
