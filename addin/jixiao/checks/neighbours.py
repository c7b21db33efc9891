"""What the forms of one workbook say together, beside the one checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from jixiao.checks.form_kinds import YEAR_END
from jixiao.forms.document import Document, is_left_out

Half = Literal["head", "indicators"]
"""The part of a form over two sheets that one of them has."""


class Neighbours(NamedTuple):
    """What the forms of one workbook say together, beside the one checked.

    ``years`` are (department, fiscal year) of each form, ``halves`` the parts of forms over two sheets.
    """

    years: tuple[tuple[str | None, int], ...] = ()
    projects: tuple[str, ...] = ()
    halves: frozenset[Half] = frozenset()


ALONE = Neighbours()


def neighbours_of(documents: Sequence[Document]) -> Mapping[tuple[str, bool], Neighbours]:
    """Return what the visible forms of each file say, before and after the year."""
    found: dict[tuple[str, bool], tuple[list[tuple[str | None, int]], list[str], set[Half]]] = {}
    for document in documents:
        file = document["source"]["file"], document["kind"] in YEAR_END
        years, projects, halves = found.setdefault(file, ([], [], set()))
        if not is_left_out(document):
            halves |= {half} if (half := half_of(document)) is not None else set()
            year = document["fiscal_year"]
            years += [(document["department"], year)] if year is not None else []
            projects += [project] if (project := document.get("project")) else []
    return {
        file: Neighbours(tuple(years), tuple(projects), frozenset(halves))
        for file, (years, projects, halves) in found.items()
    }


def half_of(document: Document) -> Half | None:
    """Return which half of a form a document can be, None for a whole one."""
    if document["kind"] in ("department", "summary") or "rows" in document["source"]:
        return None
    if document.get("project"):
        return None if document.get("indicators") else "head"
    amounts = [*document.get("funding", {}).values(), *document.get("execution", ())]
    bare = document["department"] is None and not any(amounts)
    return "indicators" if bare and document.get("indicators") else None
