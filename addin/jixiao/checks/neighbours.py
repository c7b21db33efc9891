"""What the forms of one workbook say together, beside the one checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jixiao.checks.form_kinds import YEAR_END
from jixiao.forms.document import Document, is_left_out


class Neighbours(NamedTuple):
    """What the forms of one workbook say together, beside the one checked.

    ``years`` are (department, fiscal year) of each form.
    """

    years: tuple[tuple[str | None, int], ...] = ()
    projects: tuple[str, ...] = ()


ALONE = Neighbours()


def neighbours_of(documents: Sequence[Document]) -> Mapping[tuple[str, bool], Neighbours]:
    """Return what the visible forms of each file say, before and after the year."""
    found: dict[tuple[str, bool], tuple[list[tuple[str | None, int]], list[str]]] = {}
    for document in documents:
        years, projects = found.setdefault((document["source"]["file"], document["kind"] in YEAR_END), ([], []))
        if not is_left_out(document):
            year = document["fiscal_year"]
            years += [(document["department"], year)] if year is not None else []
            projects += [project] if (project := document.get("project")) else []
    return {file: Neighbours(tuple(years), tuple(projects)) for file, (years, projects) in found.items()}
