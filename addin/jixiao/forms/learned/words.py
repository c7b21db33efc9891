"""The vocabulary as one learned form understands it."""

from __future__ import annotations

from typing import cast

from jixiao.forms.general.vocabulary import HEADING, OTHER, Meaning, Side, Vocabulary
from jixiao.forms.labels import MAX_LABEL, cached_form
from jixiao.forms.learned import concepts
from jixiao.forms.learned.form import LearnedForm, LearnedLabel
from jixiao.remembered import remembered

NO_COLUMN = Meaning("sequence", "sequence")
"""What a column means that is kept under its own title."""


class LearnedWords(Vocabulary):
    """A vocabulary in which the labels of a form mean what the bureau said."""

    def __init__(self, base: Vocabulary, form: LearnedForm) -> None:
        self.__dict__.update(base.__dict__)
        labels = {cached_form(each.label): _meaning(each) for each in form.labels}
        columns = {cached_form(each.label): _column(each) for each in form.columns}
        known_field, known_column = base.field, base.indicator_column

        def field(text: str) -> Meaning | None:
            own = labels.get(cached_form(text)) if len(text) <= 2 * MAX_LABEL else None
            return own or known_field(text)

        def column(text: str) -> Meaning | None:
            own = columns.get(cached_form(text)) if len(text) <= 2 * MAX_LABEL else None
            return own or known_column(text)

        self.field = remembered(field)
        self.indicator_column = remembered(column)


def _meaning(label: LearnedLabel) -> Meaning:
    concept = concepts.fields().get(label.means)
    if concept is None:
        return Meaning(OTHER, "text")
    if concept.key == "heading":
        return Meaning(HEADING, "text")
    return Meaning(concept.key, concept.type, cast("Side | None", concept.side))


def _column(label: LearnedLabel) -> Meaning:
    concept = concepts.columns().get(label.means)
    return NO_COLUMN if concept is None else Meaning(concept.key, concept.type)
