"""Whether a definition knows the form it was taken for, being the nearest one.

It is not, where the title names another kind, the sheet is a list, a column or an amount has a second side, numbers stand
under the titles, or a label of what every form needs (project, amount, goal, target) is known to the vocabulary alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, pairwise

from jixiao.forms.classification import is_level
from jixiao.forms.definition import FormDefinition
from jixiao.forms.form_labels import FormLabels
from jixiao.forms.general.amount_relations import is_part_of_source
from jixiao.forms.general.block_projects import names_project
from jixiao.forms.general.cell_labels import labels_of_cell
from jixiao.forms.general.column_contents import Rows
from jixiao.forms.general.header_kinds import kind_of_header
from jixiao.forms.general.kinds import YEAR_END, is_no_form, kind_in_title
from jixiao.forms.general.label_words import is_closing, partition
from jixiao.forms.general.misfitting_rows import closing_as_wide, misfits_of_head, misfits_of_rows
from jixiao.forms.general.misfitting_titles import MIN_TITLES, levels_below, titles_before, titles_below
from jixiao.forms.general.vocabulary import OTHER, Vocabulary
from jixiao.forms.headers import RESULTS
from jixiao.forms.labels import MAX_LABEL, cached_form
from jixiao.forms.money import Unit, is_foreign, says_amount
from jixiao.forms.region import Region
from jixiao.forms.structure import Block, Structure
from jixiao.forms.text import clean
from jixiao.forms.title_lines import year_near_title
from jixiao.forms.total_words import is_total_word
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

_CLOSING = late_pattern(r"结论|问题|措施|建议|做法|总分")
_CAPTION = late_pattern(r"(?:指标|(?:指标|目标)表)[:：]*$")
_NEEDED = ("project", "department", "amount.total", "goals.annual", "goals.actual", "execution.")
"""Beginnings of the keys that a form cannot do without."""
_OF_DEFINITION = {
    "amount.total": ("funding.total", "funding.annual", "budget.total"),
    "amount.fiscal": ("funding.fiscal", "budget.general_public"),
    "goals.annual": ("goals.annual", "duties"),
    "execution.": (),
}
"""The keys under which a definition has what the vocabulary calls so."""
_COLUMNS_NEEDED = frozenset(("level1", "level2", "level3", "target"))
_TOLD_APART = _COLUMNS_NEEDED.union(RESULTS, ("operator",))
"""Columns of indicators of which none may stand twice, as none of the execution may: 年初预算数 beside 全年预算数."""
_COLUMNS_OF_USE = frozenset(("scoring_standard", "explanation", "points"))
"""Columns that a definition without them would leave unread; points stand in the standards as well."""
_LABELLED_AMOUNT = late_pattern(r"(?<=[\u4e00-\u9fff])[:：]\s*\d[\d,.]*\s*(?:[千万亿]?元|[；;])")
"""财政拨款：40万元."""
_OF_PROJECTS = ("amount.", "project", "department", "goals.", "execution.")  # keys that no list can leave unread


class Fit:
    """Weighs definitions against blocks."""

    def __init__(self, words: Vocabulary, labels: Mapping[str, FormLabels]) -> None:
        self.words = words
        self.labels = labels

    def is_good(self, region: Region, definition: FormDefinition, structure: Structure) -> bool:
        """Return whether a definition can read a block without losing something."""
        named = kind_in_title(region.title_text) if region.titled else definition.kind
        of_another = named in (*YEAR_END, "summary") and named != definition.kind
        if of_another or (region.titled and is_no_form(region.title_text)):
            return False
        if not structure.blocks and any(len(cells) >= MIN_TITLES for _, cells in structure.head):
            return False  # no table of the definition, and more than a title with names
        return not any(self._misfits(region, structure, self.labels[definition.id]))

    def _misfits(self, region: Region, structure: Structure, labels: FormLabels) -> Iterator[str]:
        """What only the general reading understands."""
        lines = [(row, cells) for row, cells in structure.head if row != region.title[0] or not region.titled]
        titles = [line for line in lines if labels.titles_columns(line[1])]
        yield from _amounts_twice(structure.head, labels)
        yield from self._misfits_of_lines(region, lines, structure, labels)
        for _, cells in titles:
            yield from self._columns(cells, labels, of_indicators=False, is_header=False)
        yield from self._misfits_of_labels([line for line in lines if line not in titles], structure, labels)
        year = year_near_title(region)
        for block in structure.blocks:
            yield from self._misfits_of_table(region, block, labels, year)

    def _misfits_of_lines(self, region: Region, lines: Rows, structure: Structure, labels: FormLabels) -> Iterator[str]:
        """Yield what rows out of the tables say: a header, a department, a closing."""
        first = min((block.header_row for block in structure.blocks), default=0)
        below = max((block.header_row for block in structure.blocks), default=1 << 30)
        if sum(names_project(cells, self.words) for _, cells in lines) > 1:
            yield "several projects"
        for row, cells in lines:
            yield from misfits_of_head(cells, region.title[1], self.words)
            if self._heads_lines(cells, labels.definition.kind):
                yield "tasks or projects under other titles"
            if labels.definition.kind == "summary" and first < row < below and self._names_department(cells):
                yield "a list of another department"
            if len(cells) <= 2 and row > below:
                yield from self._closing(region, structure.blocks[-1], row, cells, labels)

    def _misfits_of_labels(self, lines: Rows, structure: Structure, labels: FormLabels) -> Iterator[str]:
        """Yield labels out of the tables that state what the definition does not read."""
        in_table = any(block.table.key == "indicators" and block.rows for block in structure.blocks)
        found: set[str] = set()
        missing: dict[str, list[str]] = {}
        amounts: dict[str, str] = {}
        for _, cells in lines:
            texts = [value for value in cells.values() if isinstance(value, str)]
            for text in texts:
                if (not in_table and self._names_indicators(text)) or self._states_other_amounts(text, labels):
                    yield text
                if len(text) <= MAX_LABEL and is_foreign(text):
                    yield text  # 金额单位：万美元
                if (":" in text[:8] or "：" in text[:8]) and self._names_unit(text):
                    missing.setdefault("department", []).append(text)
                short = len(text) <= 2 * MAX_LABEL
                hits = labels.head.match_all(text) if short else ()
                found.update(entry.key for hit in hits for entry in labels.fields_of.get(hit.form, ()))
                known = self.words.field(text) if short and cached_form(text) in labels.captions else None
                if known is not None and known.key == "goals.annual" and not labels.head.match_all(clean(texts[-1])):
                    missing.setdefault("goals.annual", []).append(text)  # no caption where the goal is beside it
                if known is not None and self._amount_before_figure(text, cells) is not None:
                    yield text  # nor where the amount is: 年度预算申请 | 420
                if not hits and len(text) <= MAX_LABEL and not labels.split(text):
                    yield from self._label(text, missing)
                    if (key := self._amount_before_figure(text, cells)) is not None:
                        amounts[key] = text
        for key, texts in missing.items():
            if found.isdisjoint(_OF_DEFINITION.get(key, (key,))) or (key == "amount.total" and len(set(texts)) > 1):
                yield texts[0]
        for key, text in amounts.items():
            if not found.isdisjoint(_OF_DEFINITION.get(key, ())):
                yield text  # 财政拨款小计 over 一般公共预算, 项目总金额 beside 年度资金总额

    def _misfits_of_table(self, region: Region, block: Block, labels: FormLabels, year: int | None) -> Iterator[str]:
        """Yield titles and rows of a table that the definition has no column for."""
        by_row, of_indicators = region.sheet.rows, block.table.key == "indicators"
        for row, slots in block.headers:
            if of_indicators and "target" not in slots.lefts:
                yield "targets under another title"  # 绩效标准 over ≥95%
            if of_indicators:
                yield from titles_before(region, row, slots, block, labels)
                yield from titles_below(region, slots, block)
                yield from levels_below(slots, block, by_row.get(row - 1, {}))
            for cells in (by_row.get(title_row, {}) for title_row in block.lines):
                yield from self._columns(cells, labels, of_indicators=of_indicators, is_header=True)
                yield from self._caption(cells, year)
        yield from misfits_of_rows(block, self.words)
        for line in block.rows:
            if len(line.cells) == 1:
                yield from self._caption(line.cells, year)

    def _heads_lines(self, cells: Mapping[int, Value], kind: str) -> bool:
        """Return whether a row taken for labels heads tasks, projects, or the execution."""
        sought = {"department": "tasks", "project": "list"}.get(kind, "execution" if kind in YEAR_END else None)
        if sought is None:
            return False
        ask, key = {
            "tasks": (self.words.task_column, "name"),
            "list": (self.words.field, "project"),
            "execution": (self.words.field, "execution."),
        }[sought]
        known = (ask(value) for value in cells.values() if isinstance(value, str))
        if not any(meaning is not None and meaning.key.startswith(key) for meaning in known):
            return False  # nearly every row
        return kind_of_header(cells, self.words, department=kind == "department", listing=False) == sought

    def _caption(self, cells: Mapping[int, Value], year: int | None) -> Iterator[str]:
        """Yield what captions a second table, above it or beside: 长期绩效指标, 2026年绩效指标."""
        text = next(iter(cells.values()), None)
        if isinstance(text, str) and _CAPTION.search(text):
            of_another = year is not None and self.words.year(text) not in (None, year)
            if of_another or self.words.side(text) in ("period", "last"):
                yield text

    def _closing(
        self, region: Region, block: Block, row: int, cells: Mapping[int, Value], labels: FormLabels
    ) -> Iterator[str]:
        """A line below the tables that closes the form in words which no definition knows."""
        first = next(iter(cells.values()))
        if not isinstance(first, str) or labels.head.match(first) is not None or is_closing(first):
            return
        meaning = self.words.field(first) if _CLOSING.search(first) else None
        if meaning is not None and meaning.key in (OTHER, "grade"):
            yield first
        yield from closing_as_wide(region, block, row, cells)

    def _names_department(self, cells: Mapping[int, Value]) -> bool:
        """Return whether a row begins with the label of a department and its name."""
        label, _, name = partition(str(next(iter(cells.values()))))
        meaning = self.words.field(label) if name else None
        return meaning is not None and meaning.key == "department"

    def _names_unit(self, text: str) -> bool:
        """Whether the word for the unit of money stands before a name: 单位：青禾县水务局."""
        label, _, rest = partition(text)
        if not rest or len(label) > len("金额单位") or Unit.within(rest) is not None:
            return False
        meaning = self.words.field(label)
        return meaning is not None and meaning.key == "currency_unit"

    def _names_indicators(self, text: str) -> bool:
        """Return whether a label outside a table is that of indicators: 三级指标, 数量指标."""
        column = self.words.indicator_column(text) if len(text) <= MAX_LABEL else None
        return (column is not None and column.key == "level3") or is_level(partition(text)[0])

    def _states_other_amounts(self, text: str, labels: FormLabels) -> bool:
        """Return whether a cell states amounts that are not on the form: 财政拨款：40万元；自筹：8万元."""
        stated = _LABELLED_AMOUNT.search(text) is not None
        found = labels_of_cell(text, self.words) if stated else None
        others = [label for label, _ in found.labels if cached_form(label) not in labels.fields_of] if found else []
        known = map(self.words.field, others)
        return any(meaning is not None and meaning.type == "money" for meaning in known)

    def _label(self, text: str, missing: dict[str, list[str]]) -> Iterator[str]:
        """Yield a label only the vocabulary knows: of a side, or of what a form needs."""
        label, colon, _ = partition(text)
        meaning = self.words.field(label if colon else text)
        if meaning is None:
            if self.words.side(text) in ("period", "last") and _CAPTION.search(text):
                yield text  # the caption of a second table
            return
        told = meaning.side in ("period", "last", "aside") or meaning.year is not None or is_total_word(text)
        if meaning.type == "money" and told:
            yield text  # 实施期资金总额, 其中：2026年预算, 合计
        for key in _NEEDED:
            if meaning.key.startswith(key) and meaning.side not in ("period", "last", "aside"):
                missing.setdefault(key, []).append(text)

    def _amount_before_figure(self, text: str, cells: Mapping[int, Value]) -> str | None:
        """Return the key of an amount that stands behind its label: 项目总金额 | 240."""
        meaning = self.words.field(text)
        figure = any(label == text and says_amount(value) for label, value in pairwise(cells.values()))
        if not figure or meaning is None or meaning.type != "money" or is_part_of_source(meaning.key, text):
            return None
        return meaning.key

    def _columns(
        self, cells: Mapping[int, Value], labels: FormLabels, *, of_indicators: bool, is_header: bool
    ) -> Iterator[str]:
        """Titles that stand twice, name a project, or that only the vocabulary knows."""
        seen: set[str] = set()
        for value in cells.values():
            if not isinstance(value, str):
                continue
            words = labels.split(value)
            meant = [(table.key, c.key) for word in words for table, c in labels.header_words[word]]
            twice = {key for table, key in meant if table == "execution" or key in _TOLD_APART}
            if twice & seen:
                yield value
            seen |= twice
            if not of_indicators:
                meaning = None if words or cached_form(value) in labels.captions else self.words.field(value)
                if is_header and meaning is not None and meaning.key.startswith(_OF_PROJECTS):
                    yield value
                column = self.words.indicator_column(value) if is_header else None
                if is_header and ((column is not None and column.key == "level3") or is_level(value)):
                    yield value  # an export: money and indicators under one header
                tables = {table.key for word in words for table, _ in labels.header_words[word]}
                if column is not None and column.key == "points" and tables <= {"indicators"}:
                    yield value  # 权重 over the points of the execution
                continue
            if words or cached_form(value) in labels.captions:
                continue
            column = self.words.indicator_column(value)
            field = self.words.field(value)
            before = labels.definition.kind in ("project", "department")
            keys_needed = _COLUMNS_NEEDED if before else _COLUMNS_NEEDED.union(RESULTS)
            if column is not None and column.key == "points" and _titles("scoring_standard", cells, labels):
                continue
            if (self.words.side(value) or self.words.year(value)) and not _titles("target", cells, labels):
                yield value  # 上年 beside 本年, of which one is the target
            needed = (
                column is not None
                and (column.key in keys_needed or column.key in _COLUMNS_OF_USE)
                and (not column.weak or not _titles("level3", cells, labels))
                and column.side != "last"
            )
            if needed or (field is not None and field.key in ("project", "department", "project_code")):
                yield value


def _titles(key: str, cells: Mapping[int, Value], labels: FormLabels) -> bool:
    """Return whether the definition knows a title of a header as that of a column."""
    words = chain.from_iterable(labels.split(value) for value in cells.values() if isinstance(value, str))
    return any(column.key == key for word in words for _, column in labels.header_words[word])


def _amounts_twice(head: list[tuple[int, dict[int, Value]]], labels: FormLabels) -> Iterator[str]:
    """Yield the label of an amount that stands twice: 财政拨款 of two sides."""
    texts = (value for _, cells in head for value in cells.values() if isinstance(value, str))
    hits = (hit for text in texts if len(text) <= MAX_LABEL for hit in labels.head.match_all(text))
    forms = [hit.form for hit in hits if hit.form in labels.money]
    yield from (form for form in forms if forms.count(form) > 1)
