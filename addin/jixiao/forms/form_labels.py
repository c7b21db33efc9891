"""The labels of a definition, prepared for look-up."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jixiao.forms.definition import Field, FormDefinition, Table
from jixiao.forms.general.header_kinds import is_figure
from jixiao.forms.general.label_words import is_note
from jixiao.forms.headers import header_words
from jixiao.forms.labels import LabelSet, cached_form
from jixiao.forms.total_words import is_total_word
from jixiao.grid.model import Value
from jixiao.remembered import remembered

MAX_HEADER = 60
_REMARK = re.compile(r"\s*[(（][^()（）]{1,20}[)）]\s*$")
_YEAR = re.compile(r"^\s*20\d{2}\s*年度?\s*")
MIN_TITLES = 3


class FormLabels:
    """The labels of one definition, prepared for look-up; built once per definition."""

    def __init__(self, definition: FormDefinition) -> None:
        self.definition = definition
        self.fields_of: dict[str, tuple[Field, ...]] = {}
        for entry in definition.fields:
            for label in entry.labels:
                self.fields_of[label] = (*self.fields_of.get(label, ()), entry)
        self.money = {form for form, each in self.fields_of.items() if [entry.type for entry in each] == ["money"]}
        table_captions = {label for table in definition.tables for label in table.captions}
        self.captions = definition.captions | table_captions
        self.head = LabelSet(self.captions | self.fields_of.keys())
        self.header_words = header_words(definition)
        self._header_starts = LabelSet(self.header_words)
        self._starts = LabelSet(self.head.forms | self._header_starts.forms)
        self.split = remembered(self._split)

    def table_of(self, cells: Mapping[int, Value], *, below: bool = False) -> Table | None:
        """Return the table a row titles: three of its columns, or all if fewer."""
        texts = [value for value in cells.values() if isinstance(value, str)]
        if below and not any(map(self.split, texts[:2])):
            return None  # nearly every row of a table
        words = [word for text in texts for word in self.split(text)]
        if len(words) < 2:
            return None
        for table in self.definition.tables:
            keys = {column.key for word in words for owner, column in self.header_words[word] if owner is table}
            if len(keys) >= min(MIN_TITLES, len(table.columns)):
                amounts_beside = table.key == "execution" and any(map(is_figure, cells.values()))
                return None if amounts_beside else table  # 年初预算数 | 1860 | 全年执行数 | 1772.4
        return None

    def is_plain(self, text: str) -> bool:
        """Return whether a text is no label or title, no sum, and begins no note."""
        begins = self._starts.may_begin(text) or text.startswith("20")
        return not ((begins and (self.split(text) or self.head.match(text))) or is_note(text) or is_total_word(text))

    def leaves(self, table: Table, cells: Mapping[int, Value]) -> bool:
        """Return whether a row below a table begins with another label of the form.

        The table's own caption may stand in front, where its merge was undone and its text copied down.
        """
        for value in cells.values():
            hit = self.head.match(value) if isinstance(value, str) else None
            if hit is None:
                return False
            if hit.form not in table.captions:
                return hit.separator in ("alone", "colon")
        return False

    def titles_columns(self, cells: Mapping[int, Value]) -> bool:
        """Return whether a row titles three columns or more."""
        return sum(1 for value in cells.values() if isinstance(value, str) and self.split(value)) >= MIN_TITLES

    def _split(self, text: str) -> tuple[str, ...]:
        """Return the header words of a cell, one or several: ``三级指标 指标值``.

        A remark in brackets behind them does not count, nor a year before: ``分值（10分）``, ``2026年目标值``.
        """
        if text.startswith("20"):
            text = _YEAR.sub("", text)
        if len(text) > MAX_HEADER or not self._header_starts.may_begin(text):
            return ()
        words = self._words(cached_form(text))
        if words:
            return words
        short = _REMARK.sub("", text)
        return self._words(cached_form(short)) if len(short) < len(text) else ()

    def _words(self, form: str) -> tuple[str, ...]:
        if form in self.header_words:
            return (form,)
        words: list[str] = []
        rest = form
        while rest:
            longest = min(len(rest), self._header_starts.longest)
            word = next((rest[:n] for n in range(longest, 1, -1) if rest[:n] in self.header_words), None)
            if word is None:
                return ()
            words.append(word)
            rest = rest[len(word) :]
        return tuple(words)
