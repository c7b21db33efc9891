"""The words of a learned form: its labels mean what the bureau said."""

from __future__ import annotations

from typing import cast

from jixiao.forms.form_words import FormWords
from jixiao.forms.general.vocabulary import HEADING, OTHER, Meaning, Side, Vocabulary
from jixiao.forms.labels import cached_form
from jixiao.forms.learned import concepts
from jixiao.forms.learned.form import LearnedForm, LearnedLabel

NO_COLUMN = Meaning("sequence", "sequence")
"""What a column means that is kept under its own title."""


def words_of_learned(base: Vocabulary, form: LearnedForm) -> FormWords:
    """The vocabulary in which the labels of a form mean what the bureau said."""
    fields = {cached_form(each.label): _meaning(each) for each in form.labels}
    columns = {cached_form(each.label): _column(each) for each in form.columns}
    return FormWords(base, fields, columns)


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
