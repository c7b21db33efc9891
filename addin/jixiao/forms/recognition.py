"""Which of the definitions is nearest to a block of a sheet.

Its labels decide: the title only breaks ties, for two layouts may share one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from jixiao.forms.definition import FormDefinition
from jixiao.forms.labels import MAX_LABEL, LabelSet, cached_form
from jixiao.forms.region import Region
from jixiao.forms.titles import TitleSet
from jixiao.grid.model import Value

MIN_LABELS = 3
MIN_HEAD = 2
"""Without title and targets a table of indicators is a form only with so many labels above it."""
FRAGMENT_ROWS = 4
"""A title with a project's name and no more filled rows than this is what a page break left of a form."""
PRESENT_WEIGHT = 0.5
"""A form is the definition that knows most of the labels found; how many of its own are there counts half as much."""
TITLE_BONUS = 0.3


class Recognizer:
    """Recognition by one set of definitions; built once, used for every sheet."""

    def __init__(self, definitions: Mapping[str, FormDefinition]) -> None:
        self.definitions = definitions
        self._known = {definition.id: definition.all_labels() for definition in definitions.values()}
        self._expected = {definition.id: _expected(definition) for definition in definitions.values()}
        self._labels = LabelSet(label for labels in self._known.values() for label in labels)
        self._fitting = lru_cache(maxsize=4096)(self._best_fitting)  # the same labels stand on form after form
        self.titles = TitleSet(definitions.values())
        columns = [
            column
            for definition in definitions.values()
            for table in definition.tables
            if table.key == "indicators"
            for column in table.readable
        ]
        self._header_labels = [c.labels for c in columns if c.key in ("level1", "level2", "level3", "target")]
        self._targets = frozenset(label for c in columns if c.key == "target" for label in c.labels)
        self._columns = frozenset(label for c in columns for label in c.labels)

    def definition_of(self, region: Region) -> FormDefinition | None:
        """Return the definition nearest to a block; None if hardly a label is known."""
        if region.titled and self.titles.alias(region.title_text) is None:
            return None
        found = self._labels_in(region)
        if len(found) < MIN_LABELS:
            return self._fragment(region)
        if not region.titled:
            catalogue = found.isdisjoint(self._targets) and len(found - self._columns) < MIN_HEAD
            if catalogue or not any(map(self._is_header, (cells for _, cells in region.rows))):
                return None
        alias = self.titles.alias(region.title_text) if region.titled else None
        return self._fitting(frozenset(found), alias)

    def _is_header(self, cells: Mapping[int, Value]) -> bool:
        """Whether a row titles the columns of a table of indicators."""
        forms = {cached_form(value) for value in cells.values() if isinstance(value, str) and len(value) <= MAX_LABEL}
        return sum(1 for labels in _distinct(self._header_labels) if labels & forms) >= MIN_LABELS

    def _best_fitting(self, found: frozenset[str], alias: str | None) -> FormDefinition | None:
        """The definition that fits these labels under that title best, if one fits."""
        titled = self.titles.forms.get(alias, set()) if alias else set()
        best: FormDefinition | None = None
        best_score = 0.0
        known = {form: len(found & labels) for form, labels in self._known.items()}
        for definition in sorted(self.definitions.values(), key=lambda definition: -known[definition.id]):
            bonus = TITLE_BONUS if definition.id in titled else 0.0
            share = known[definition.id] / len(found)
            if known[definition.id] < MIN_LABELS or share + PRESENT_WEIGHT + bonus <= best_score:
                continue
            score = share + PRESENT_WEIGHT * self._present(definition.id, found) + bonus
            if score > best_score:
                best, best_score = definition, score
        return best

    def _fragment(self, region: Region) -> FormDefinition | None:
        """Return the form of which a page break left title and project, if it is one."""
        alias = self.titles.alias(region.title_text) if region.titled else None
        if alias is None or len(region.rows) > FRAGMENT_ROWS:
            return None
        for form in sorted(self.titles.forms[alias]):
            definition = self.definitions[form]
            names = {label for entry in definition.fields if entry.key == "project" for label in entry.labels}
            if definition.kind == "project" and any(self._names(cells, names) for _, cells in region.rows):
                return definition
        return None

    def _names(self, cells: Mapping[int, Value], labels: set[str]) -> bool:
        """Return whether a row is one of these labels with a name that is no label."""
        texts = [value for value in cells.values() if isinstance(value, str)]
        hit = self._labels.match(texts[0]) if texts else None
        if hit is None or hit.form not in labels:
            return False
        name = hit.rest or (texts[1] if len(texts) > 1 else "")
        return bool(name) and self._labels.match(name) is None

    def _present(self, form: str, found: frozenset[str]) -> float:
        """The share of a form's own fields and columns whose label was found."""
        expected = self._expected[form]
        return sum(1 for labels in expected if not labels.isdisjoint(found)) / max(len(expected), 1)

    def _labels_in(self, region: Region) -> set[str]:
        """Return the label forms of a region; below a header of rows that begin with one."""
        found: set[str] = set()
        header_seen = False
        exact, match = self._labels.exact, self._labels.match
        for row, cells in region.rows:
            if row == region.title[0] and region.titled:
                continue
            if header_seen:
                for first in cells.values():
                    if isinstance(first, str):
                        break
                else:
                    continue
                if exact(first) is None:
                    continue
            values = [value for value in cells.values() if isinstance(value, str)]
            hits = [hit for hit in map(match, values) if hit is not None]
            if hits:
                found.update([hit.form for hit in hits])
                header_seen = header_seen or sum([hit.separator == "alone" for hit in hits]) >= MIN_LABELS
        return found


def _expected(definition: FormDefinition) -> list[frozenset[str]]:
    """Return the labels of each field and column that decide what a form is."""
    fields = [entry.labels for entry in definition.fields if not (entry.extra or entry.key.startswith("signoff."))]
    columns = (column for table in definition.tables for column in table.columns)
    return fields + [column.labels for column in columns]


def _distinct(label_sets: Iterable[frozenset[str]]) -> Iterator[frozenset[str]]:
    """Label sets that share nothing with an earlier one: each column counted once."""
    seen: set[str] = set()
    for labels in label_sets:
        if not labels & seen:
            yield labels
        seen |= labels
