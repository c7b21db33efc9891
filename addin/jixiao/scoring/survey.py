"""Which standards of many forms are not understood, the most frequent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from jixiao.forms.document import Document
from jixiao.scoring.assembly import understand
from jixiao.scoring.inference import context_of
from jixiao.scoring.standard import Standard


@dataclass(slots=True)
class Unclear:
    """A wording not scored by itself, or broken off; ``pieces`` are what is left."""

    text: str
    kind: str | None
    pieces: tuple[str, ...]
    truncated: bool
    places: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How often it stands in the forms."""
        return len(self.places)

    def as_json(self) -> dict[str, Any]:
        """The entry of ``explain --from --json``."""
        return {
            "text": self.text,
            "count": self.count,
            "kind": self.kind,
            "truncated": self.truncated,
            "pieces": list(self.pieces),
            "places": self.places,
        }


@dataclass(slots=True)
class Survey:
    """How many standards and ``wordings`` were met, and the unclear among them."""

    total: int = 0
    wordings: set[str] = field(default_factory=set)
    unclear: dict[str, Unclear] = field(default_factory=dict)

    def add(self, document: Document) -> None:
        """Count the standards of one form."""
        for text, standard, place in _standards(document):
            self.total += 1
            self.wordings.add(text)
            if not standard.reliable or standard.truncated:
                pieces = (standard.unread or (standard.contradiction,)) if standard.understood else ()
                pieces = tuple(piece for piece in pieces if piece)
                entry = self.unclear.setdefault(text, Unclear(text, standard.kind, pieces, standard.truncated))
                entry.places.append(place)

    def pieces(self) -> list[tuple[str, int]]:
        """Return the pieces left open, with how many standards hold each."""
        counts: Counter[str] = Counter()
        for entry in self.unclear.values():
            for piece in entry.pieces:
                counts[piece] += entry.count
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))

    def ranked(self) -> list[Unclear]:
        """The unclear wordings, the most frequent first."""
        return sorted(self.unclear.values(), key=lambda entry: (-entry.count, entry.text))


def survey(documents: Iterable[Document]) -> Survey:
    """The survey of many forms."""
    result = Survey()
    for document in documents:
        result.add(document)
    return result


def _standards(document: Document) -> Iterator[tuple[str, Standard, str]]:
    source = document["source"]
    for indicator in document.get("indicators", []):
        text = indicator.get("scoring_standard")
        if text:
            cell = indicator["cells"].get("scoring_standard", indicator["cell"])
            standard = understand(text, context_of(indicator, year=document["fiscal_year"]))
            yield text, standard, f"{source['file']}!{source['sheet']}!{cell}"
