"""The running texts of a document with their addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.forms.document import Document

_PLAIN_DIGIT = re.compile("[0-9]")


def has_digit(text: str) -> bool:
    """Return whether any character is a digit, of full or half width."""
    return _PLAIN_DIGIT.search(text) is not None or any(map(str.isdigit, text))


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
    for key, goal in document.get("goals", {}).items():
        yield cells.get(f"goals.{key}", title), goal
    yield cells.get("duties", title), document.get("duties")
    for task in document.get("tasks", ()):
        yield task["cell"], task["name"]
        yield task["cells"].get("content", task["cell"]), task.get("content")
    for line in document.get("expenditures", ()):
        yield line["cell"], line["item"]
        yield line["cells"].get("detail", line["cell"]), line.get("detail")
        yield line["cells"].get("basis", line["cell"]), line.get("basis")
    for entry in document.get("rows", ()):
        yield entry["cell"], entry["project"]
        yield entry["cells"].get("goal_period", entry["cell"]), entry.get("goal_period")
        yield entry["cells"].get("goal_annual", entry["cell"]), entry.get("goal_annual")
