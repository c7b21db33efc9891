"""The vocabulary as one form understands it: its own labels mean what it says."""

from __future__ import annotations

from collections.abc import Mapping

from jixiao.forms.general.vocabulary import Meaning, Vocabulary
from jixiao.forms.labels import MAX_LABEL, LabelSet, cached_form
from jixiao.remembered import remembered


class FormWords(Vocabulary):
    """A vocabulary in which some labels and titles mean something of their own."""

    def __init__(
        self,
        base: Vocabulary,
        fields: Mapping[str, Meaning],
        columns: Mapping[str, Meaning],
        head: LabelSet | None = None,
    ) -> None:
        self.__dict__.update(base.__dict__)
        known_field, known_column = base.field, base.indicator_column

        def field(text: str) -> Meaning | None:
            own = fields.get(cached_form(text)) if len(text) <= 2 * MAX_LABEL else None
            return own or known_field(text)

        def column(text: str) -> Meaning | None:
            own = columns.get(cached_form(text)) if len(text) <= 2 * MAX_LABEL else None
            return own or known_column(text)

        self.field = remembered(field)
        self.indicator_column = remembered(column)
        if head is not None:
            self.head = head
