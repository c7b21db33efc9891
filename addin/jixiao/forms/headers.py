"""The words of a table's header, and the sheet columns that each of them titles."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jixiao.forms.definition import Column, FormDefinition, Table
from jixiao.forms.text import dictionary, label_form

HeaderWords = Mapping[str, tuple[tuple[Table, Column], ...]]
"""Label form → the columns it titles, each with its table."""
RESULTS = ("actual", "actual_to_july", "expected")
"""The keys of columns that say what was reached, or will be."""


@cache
def amount_words() -> frozenset[str]:
    """What the lower line of a header calls the column of amounts: 总额, 合计."""
    words = dictionary("labels")
    return frozenset(map(label_form, [*words["total_words"], *words["amount_words"]]))


def header_words(definition: FormDefinition) -> HeaderWords:
    """Every word that may stand in a header of the form."""
    words: dict[str, tuple[tuple[Table, Column], ...]] = {}
    for table in definition.tables:
        for column in table.readable:
            for label in column.labels:
                words[label] = (*words.get(label, ()), (table, column))
    return words


@cache
def lower_titles() -> Mapping[str, str]:
    """Return the lower titles of the parts of a measure: label form → key."""
    words = dictionary("labels")["lower_titles"]
    return {label_form(word): key for key, spellings in words.items() for word in spellings}
