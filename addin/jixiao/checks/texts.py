"""The running texts of a form with their addresses, the same text once."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.context import Form


def texts(form: Form) -> list[tuple[str, str]]:
    """(address, text) of goals, duties, tasks, expenditures, summary goals, names and values; collected once per form."""
    if form.texts is None:
        form.texts = list(_texts(form))
    return form.texts


def _texts(form: Form) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for cell, text in _all(form):
        if text and text not in seen:
            seen.add(text)
            yield cell, text


def _all(form: Form) -> Iterator[tuple[str, str | None]]:
    document, cells, title = form.document, form.cells, form.title_cell
    yield cells.get("project", title), form.project
    for key, goal in document.get("goals", {}).items():
        yield cells.get(f"goals.{key}", title), goal
    yield cells.get("duties", title), document.get("duties")
    for task in document.get("tasks", ()):
        yield task["cell"], task["name"]
        yield task["cells"].get("content", task["cell"]), task["content"]
    for line in document.get("expenditures", ()):
        for key in ("item", "detail", "basis"):
            yield line["cells"].get(key, line["cell"]), line.get(key)  # type: ignore[misc]
    for entry in document.get("rows", ()):
        yield entry["cell"], entry["project"]
        yield entry["cells"].get("goal_period", entry["cell"]), entry.get("goal_period")
        yield entry["cells"].get("goal_annual", entry["cell"]), entry.get("goal_annual")
    for row in form.rows:
        yield row.cell, row.name
        yield form.at(row, "target"), row.text
        yield form.at(row, "explanation"), row.data.get("explanation")
