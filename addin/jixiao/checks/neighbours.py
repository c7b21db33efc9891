"""What the forms of one workbook say together, beside the one checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from jixiao.checks.form_kinds import YEAR_END
from jixiao.forms.document import Document, has_indicators_alone, has_only_indicators, is_continued, is_left_out


class Neighbours(NamedTuple):
    """What the forms of one workbook say together, beside the one checked.

    ``years`` are (department, fiscal year) of each form, ``parts`` sheet and title cell of what is not a form alone.
    """

    years: tuple[tuple[str | None, int], ...] = ()
    projects: tuple[str, ...] = ()
    parts: frozenset[tuple[str, str]] = frozenset()


ALONE = Neighbours()


def neighbours_of(documents: Sequence[Document]) -> Mapping[tuple[str, bool], Neighbours]:
    """Return what the visible forms of each file say, before and after the year."""
    filed: dict[tuple[str, bool], list[Document]] = {}
    for document in documents:
        forms = filed.setdefault((document["source"]["file"], document["kind"] in YEAR_END), [])
        if not is_left_out(document):
            forms.append(document)
    return {
        file: Neighbours(
            tuple((each["department"], year) for each in forms if (year := each["fiscal_year"]) is not None),
            tuple(project for each in forms if (project := each.get("project"))),
            frozenset((each["source"]["sheet"], each["source"]["title_cell"]) for each in _parts(forms)),
        )
        for file, forms in filed.items()
    }


def _parts(forms: Sequence[Document]) -> Iterator[Document]:
    """Yield the forms of a file that are parts of others.

    They are indicators without names and the form before, what lacks indicators then, what has the same project's
    indicators alone, and the lines of a project that goes on on the next page of its list.
    """
    single = [each for each in forms if each["kind"] not in ("department", "summary") and "rows" not in each["source"]]
    named = [each for each in single if each.get("project")]
    bare = [each for each in single if has_indicators_alone(each)] if named else []
    heads = [each for each in named if not each.get("indicators")]
    yield from bare
    yield from heads if bare else ()
    for before, each in pairwise(forms):
        if each in bare or is_continued(each):
            yield before
            yield each
    for head in heads:
        rest = [each for each in named if each["project"] == head["project"] and has_only_indicators(each)]
        yield from (head, *rest) if rest else ()
