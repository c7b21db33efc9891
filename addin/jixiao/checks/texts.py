"""The running texts of a document with their addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from jixiao.forms.document import Document
from jixiao.late_patterns import late_pattern

SENTENCE = late_pattern(r"[。；;\n!！?？]")
CLAUSE = late_pattern(r"[，。；,;\n!！?？]")
PHRASE = late_pattern(r"[，、。；,;\n!！?？]")
"""What parts sentences, their clauses, and what is listed in these."""
_LONG_ENOUGH = 8
"""A shorter text that a layout of its own asks for is a name or a choice."""
_PLAIN_DIGIT = re.compile("[0-9]")


def has_digit(text: str) -> bool:
    """Return whether any character is a digit, of full or half width."""
    return _PLAIN_DIGIT.search(text) is not None or any(map(str.isdigit, text))


def goal_texts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield (address, text) of the goals that are filled in."""
    for key, goal in document.get("goals", {}).items():
        if goal:
            yield document["cells"].get(f"goals.{key}", document["source"]["title_cell"]), goal


def texts_of(entries: Iterable[Any], *keys: str) -> Iterator[tuple[str, str]]:
    """Yield (address, text) of what tasks, expenditures or rows have under keys."""
    for entry in entries:
        for key in keys:
            if text := entry.get(key):
                yield entry["cells"].get(key, entry["cell"]), text


def collect(document: Document) -> list[tuple[str, str]]:
    """Return (address, text) of all running texts, the same text once."""
    found: dict[str, str] = {}
    for cell, text in _named(document):
        if text and text not in found:
            found[text] = cell
    for row in document.get("indicators", ()):
        cells = row["cells"]
        name, target, explanation = row["level3"], row["target"], row.get("explanation")
        if name and name not in found:
            found[name] = row["cell"]
        if isinstance(target, str) and target not in found:
            found[target] = cells.get("target", row["cell"])
        if explanation and explanation not in found:
            found[explanation] = cells.get("explanation", row["cell"])
    return [(cell, text) for text, cell in found.items()]


def _named(document: Document) -> Iterator[tuple[str, str | None]]:
    cells, title = document["cells"], document["source"]["title_cell"]
    yield cells.get("project", title), document.get("project")
    yield from goal_texts(document)
    yield cells.get("duties", title), document.get("duties")
    for task in document.get("tasks", ()):
        yield task["cell"], task["name"]
        yield from texts_of((task,), "content")
    for line in document.get("expenditures", ()):
        yield line["cell"], line["item"]
        yield from texts_of((line,), "detail", "basis")
    for entry in document.get("rows", ()):
        yield entry["cell"], entry["project"]
        yield from texts_of((entry,), "goal_period", "goal_annual")
    yield from kept_texts(document)


def kept_texts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield (address, text) of what a layout asks in words of its own: 立项依据, 测算依据."""
    for text, key in ((document.get("basis"), "basis"), (document.get("overview"), "overview")):
        if text:
            yield document["cells"].get(key, document["source"]["title_cell"]), text
    for entry in document.get("other", ()):
        if isinstance(entry["value"], str) and len(entry["value"]) >= _LONG_ENOUGH:
            yield entry["cell"], entry["value"]
