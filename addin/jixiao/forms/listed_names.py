"""Which rows of a list name what is listed: rosters, lists of projects."""

from __future__ import annotations

from collections.abc import Container, Mapping

from jixiao.forms.general.label_words import COLON, is_closing, is_note
from jixiao.forms.labels import cached_form
from jixiao.forms.text import fold, placeholders
from jixiao.forms.total_words import adds_up, is_total
from jixiao.grid.model import Value


def names_one(name: str, cells: Mapping[int, Value], titles: Container[str]) -> bool:
    """Return whether a row names one of the listed; a sum or a note does not.

    Nor do the titles once more; ``titles`` are the label forms of what stands above the names.
    """
    if not fold(name) or fold(name) in placeholders() or cached_form(name) in titles:
        return False
    return not (is_total(cells) or adds_up(cells) or is_note(name) or (COLON.search(name) and is_closing(name)))
