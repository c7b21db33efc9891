"""Which forms stand on a sheet, where, and which of the definitions each one is.

A form begins at its title, or, where the title is missing, at the block above an indicator header. What it is, its
labels decide: the title only breaks ties, for two layouts may share one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from jixiao.forms.definition import FormDefinition
from jixiao.forms.labels import MAX_LABEL, LabelSet, cached_form
from jixiao.forms.region import Region, filled_rows
from jixiao.forms.titles import TitleSet, of_first_page
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet, Value

BESIDE = 3
"""Titles at most this many rows apart, in different columns, are forms side by side."""
PAGE_GAP = 3
"""So many rows at most lie between a form and its title repeated on the next page."""
MIN_LABELS = 3
MIN_HEAD = 2
"""Without title and targets a table of indicators is a form only with so many labels above it."""
FRAGMENT_ROWS = 4
"""A title with a project's name and no more filled rows than this is what a page break left of a form."""
PRESENT_WEIGHT = 0.5
"""A form is the definition that knows most of the labels found; how many of its own are there counts half as much."""
TITLE_BONUS = 0.3


class Title(NamedTuple):
    """A cell that reads like the title of a form; ``alias`` is the title's label form."""

    row: int
    column: int
    text: str
    alias: str


class Recognizer:
    """Recognition by one set of definitions; built once, used for every sheet."""

    def __init__(self, definitions: Mapping[str, FormDefinition]) -> None:
        self.definitions = definitions
        self._known = {definition.id: definition.all_labels() for definition in definitions.values()}
        self._expected = {definition.id: _expected(definition) for definition in definitions.values()}
        self._labels = LabelSet(label for labels in self._known.values() for label in labels)
        self._fitting = lru_cache(maxsize=4096)(self._best_fitting)  # the same labels stand on form after form
        self._titles = TitleSet(definitions.values())
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
        fields = [entry for definition in definitions.values() for entry in definition.fields]
        heads = (entry.labels for entry in fields if not entry.key.startswith("signoff."))
        self._head_words = frozenset[str]().union(*heads) - self._columns

    def forms(self, sheet: Sheet) -> Iterator[tuple[Region, FormDefinition]]:
        """Every form of a sheet with its definition, from top to bottom."""
        last: tuple[Region, FormDefinition] | None = None
        for region in self._regions(sheet):
            if last is not None and self._continues(last[0], region):
                last[0].rows.extend(row for row in region.rows if row[0] != region.title[0])
                last[0].taken.add(region.title)
                continue
            definition = self._decide(region)
            if definition is not None:
                if last is not None:
                    yield last
                last = region, definition
        if last is not None:
            yield last

    def _continues(self, above: Region, region: Region) -> bool:
        """Whether a region goes on with the form above it: its title again, as on each page, and no head of its own."""
        if not (region.titled and above.titled) or of_first_page(region.title_text) != of_first_page(above.title_text):
            return False
        near = 0 < region.title[0] - above.rows[-1][0] <= PAGE_GAP and len(region.rows) > 1
        if not near or region.title[1] != above.title[1]:
            return False
        return self._labels_in(region).isdisjoint(self._head_words)

    def _find_titles(self, sheet: Sheet) -> list[Title]:
        found = []
        ends, alias_of = self._titles.ends, self._titles.alias
        for row, cells in sheet.rows.items():
            for column, value in cells.items():
                if isinstance(value, str) and value[-1] in ends:
                    alias = alias_of(value)
                    if alias is not None:
                        found.append(Title(row, column, value, alias))
        return found

    def _regions(self, sheet: Sheet) -> list[Region]:
        titles = self._find_titles(sheet)
        spans = {(merge.top, merge.left): merge for merge in sheet.merges}
        regions = [self._region(sheet, title, titles, spans) for title in titles]
        inside = {row for region in regions for row, _ in region.rows}
        for header in self._untitled_headers(sheet, inside):
            regions.append(self._untitled_region(sheet, header, titles, spans))
        return sorted(regions, key=lambda region: region.title)

    def _region(
        self, sheet: Sheet, title: Title, titles: Iterable[Title], spans: dict[tuple[int, int], Range]
    ) -> Region:
        beside = [
            other
            for other in titles
            if other is not title
            and abs(other.row - title.row) <= BESIDE
            and other.column != title.column
            and not _stacked(title, other, spans)
        ]
        right = min((other.column - 1 for other in beside if other.column > title.column), default=0)
        left = title.column if any(other.column < title.column for other in beside) else 1
        below = [
            other.row
            for other in titles
            if other.row > title.row
            and other not in beside
            and (not right or other.column <= right)
            and not (left > 1 and other.column < left)
        ]
        bottom = min(below, default=0)
        rows = filled_rows(sheet, title.row, bottom, left, right)
        return Region(sheet, (title.row, title.column), title.text, rows, spans)

    def _untitled_headers(self, sheet: Sheet, inside: set[int]) -> Iterator[int]:
        """Rows with an indicator header outside every titled form."""
        for row, cells in sheet.rows.items():
            if len(cells) < MIN_LABELS or row in inside:
                continue
            forms = {cached_form(v) for v in cells.values() if isinstance(v, str) and len(v) <= MAX_LABEL}
            if sum(1 for labels in _distinct(self._header_labels) if labels & forms) >= MIN_LABELS:
                yield row

    def _untitled_region(
        self, sheet: Sheet, header: int, titles: Iterable[Title], spans: dict[tuple[int, int], Range]
    ) -> Region:
        top = header
        filled = set(sheet.rows)
        stop = max((title.row for title in titles if title.row < header), default=0)
        while top - 1 > stop and (top - 1 in filled or (top - 2 in filled and top - 2 > stop)):
            top -= 1
        while top not in filled:
            top += 1
        below = min((title.row for title in titles if title.row > header), default=0)
        column = next(iter(sheet.rows[top]))
        text = sheet.rows[top][column]
        rows = filled_rows(sheet, top, below, 1, 0)
        return Region(sheet, (top, column), str(text), rows, spans, titled=False)

    def _decide(self, region: Region) -> FormDefinition | None:
        found = self._labels_in(region)
        if len(found) < MIN_LABELS:
            return self._fragment(region)
        if not region.titled and found.isdisjoint(self._targets) and len(found - self._columns) < MIN_HEAD:
            return None  # a catalogue of indicators
        alias = self._titles.alias(region.title_text) if region.titled else None
        return self._fitting(frozenset(found), alias)

    def _best_fitting(self, found: frozenset[str], alias: str | None) -> FormDefinition | None:
        """The definition that fits these labels under that title best, if one fits."""
        titled = self._titles.forms.get(alias, set()) if alias else set()
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
        """The project form of which a page break left only the title and the project's name, if it is that."""
        alias = self._titles.alias(region.title_text) if region.titled else None
        if alias is None or len(region.rows) > FRAGMENT_ROWS:
            return None
        for form in sorted(self._titles.forms[alias]):
            definition = self.definitions[form]
            names = {label for entry in definition.fields if entry.key == "project" for label in entry.labels}
            if definition.kind == "project" and any(self._names(cells, names) for _, cells in region.rows):
                return definition
        return None

    def _names(self, cells: Mapping[int, Value], labels: set[str]) -> bool:
        """Whether a row is one of these labels with a name behind it that is no label itself."""
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
        """The label forms in a region. Below the first header only rows that begin with a label are looked at."""
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
    """The labels of each field and column that decide what a form is; sign-off lines are alike on all."""
    fields = [entry.labels for entry in definition.fields if not (entry.extra or entry.key.startswith("signoff."))]
    columns = (column for table in definition.tables for column in table.columns)
    return fields + [column.labels for column in columns]


def _stacked(title: Title, other: Title, spans: dict[tuple[int, int], Range]) -> bool:
    """Whether two titles share columns, so that one form stands above the other."""
    first = spans.get((title.row, title.column)) or Range(title.row, title.column, title.row, title.column)
    second = spans.get((other.row, other.column)) or Range(other.row, other.column, other.row, other.column)
    return first.left <= second.right and second.left <= first.right


def _distinct(label_sets: Iterable[frozenset[str]]) -> Iterator[frozenset[str]]:
    """Label sets that share nothing with an earlier one: each column counted once."""
    seen: set[str] = set()
    for labels in label_sets:
        if not labels & seen:
            yield labels
        seen |= labels
