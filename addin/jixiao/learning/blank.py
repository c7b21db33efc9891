"""The labels of a blank form: where each stands, and what it seems to mean."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from jixiao.errors import InputError
from jixiao.forms.cell_text import is_placeholder
from jixiao.forms.classification import all_level2, framework
from jixiao.forms.document import Kind
from jixiao.forms.general.block_tables import cut
from jixiao.forms.general.blocks import blocks
from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.header_lines import HeaderFinder
from jixiao.forms.general.kinds import is_no_form, kind_of
from jixiao.forms.general.labelled import LabelReader
from jixiao.forms.general.vocabulary import HEADING, OTHER, Meaning, Vocabulary
from jixiao.forms.labels import MAX_LABEL, cached_form
from jixiao.forms.learned import concepts
from jixiao.forms.region import Region
from jixiao.forms.table_rows import displayed_address
from jixiao.grid.address import parse_address
from jixiao.grid.model import Sheet
from jixiao.grid.open import open_workbook

MIN_LABELS = 4
"""A sheet with fewer labels is no form."""
_TELLING = frozenset(("三级指标", "指标值", "年度绩效目标", "中长期绩效目标", "目标完成情况", "执行数", "执行率"))
"""The concepts of which a form has at least one: a list of figures or a notice has none."""
SIMILAR = 0.6
_SENTENCE = re.compile(r"[。；;！？!?，,]")
_NOTE = re.compile(r"^(?:注|备注|说明|填表说明|填报说明)[:：]?\d?|^\d+[.、．]|^[(（]?[一二三四五六七八九十]+[)）、.]")
_BLANK_VALUE = re.compile(r"[\d\s年月日_＿()（）:：.．、/\\—-]*|(?:19|20)\d{2}年?度?.{0,3}|[(（].{0,12}[)）]")
_PRINTED_VALUE = re.compile(r"[≤≥=<>＝＞＜]|定性|定量|%|万元|元")


@dataclass(frozen=True, slots=True)
class BlankLabel:
    """A label of the blank; ``means`` is its concept in Chinese, None if unknown.

    ``seems`` is the name of the concept that is nearest in words to one that is not understood.
    """

    text: str
    sheet: str
    cell: str
    is_column: bool
    means: str | None
    seems: str | None = None


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank form: its title, kind and labels, and how many have a value."""

    sheet: str
    title: str
    kind: Kind
    labels: tuple[BlankLabel, ...]
    filled: int

    @property
    def unknown(self) -> tuple[BlankLabel, ...]:
        """The labels that have to be asked about."""
        return tuple(label for label in self.labels if label.means is None)

    @property
    def is_filled(self) -> bool:
        """Whether the form seems to be filled in rather than blank."""
        return self.filled * 3 > len(self.labels)


def read_blank(path: Path, words: Vocabulary) -> Blank:
    """Return the form with most labels of a file. Raises ``InputError``."""
    return blank_of(open_workbook(path).sheets, words, path.name)


def blank_of(sheets: Iterable[Sheet], words: Vocabulary, file: str) -> Blank:
    """Return the form of sheets that have been read; ``file`` names it."""
    found = [blank for sheet in sheets if not sheet.hidden for blank in _of_sheet(sheet, words)]
    about = next((blank.title for blank in found if is_no_form(blank.title)), None)
    if about is not None and len(found) == 1:
        raise InputError(f"“{about}”不是填报绩效目标的表", file=file, hint="请给出单位要填的那张表")
    found = [blank for blank in found if len(blank.labels) >= MIN_LABELS and _TELLING & {x.means for x in blank.labels}]
    if not found:
        raise InputError("没有找到像绩效目标表的空白表", file=file, hint="请给出单位要填的那张表，表上要有栏目名")
    return max(found, key=lambda blank: len(blank.labels))


def _of_sheet(sheet: Sheet, words: Vocabulary) -> Iterator[Blank]:
    if not sheet.rows:
        return
    for region in blocks(sheet, words):
        yield _of_region(region, words)


def _of_region(region: Region, words: Vocabulary) -> Blank:
    title = region.title_text if region.titled else ""
    tables, rest = cut(region, HeaderFinder(region, words, department="整体" in title), words)
    labelled = LabelReader(region, words, rest).read()
    columns = {title.column.key for table in tables for title in table.header.titles if title.column is not None}
    fields = {each.meaning.key for each in labelled.found if each.meaning is not None}
    labels = [*_columns(region, tables)]
    taken = {region.title} if region.titled else set()
    filled = 0
    for each in labelled.found:
        if each.meaning is not None or _may_be_label(region, each.label, each.at[0]):
            labels.append(_label(region, each.label, each.at, each.meaning))
        taken.add(each.at)
        if each.value is None or is_placeholder(each.value) or each.place is None:
            continue
        if not (isinstance(each.value, str) and _stands_apart(region, each.at, each.place)):
            filled += 1
            taken.add(each.place)
    captions = {cached_form(table.header.caption) for table in tables}
    for row, cells in rest:
        for column, value in cells.items():
            if (row, column) not in taken and isinstance(value, str) and cached_form(value) not in captions:
                meaning = words.field(value)
                if meaning is not None or _may_be_label(region, value, row):
                    labels.append(_label(region, value, (row, column), meaning))
    rows = sum(1 for table in tables for _, cells in table.rows if len(cells) > 3)
    return Blank(region.sheet.name, title.strip(), kind_of(title, columns, fields), tuple(_once(labels)), filled + rows)


def _columns(region: Region, tables: Iterable[FoundTable]) -> Iterator[BlankLabel]:
    for table in tables:
        for title in table.header.titles:
            at = (title.row, title.left)
            of_indicators = table.header.kind == "indicators"
            if of_indicators and (title.field is None or title.column is not None):
                yield _label(region, title.text, at, title.column, is_column=True)
            else:
                known = title.field or title.task
                yield _label(region, title.text, at, known or title.column, is_column=known is None)


def _stands_apart(region: Region, label: tuple[int, int], place: tuple[int, int]) -> bool:
    """Return whether the text right of a label is another label, not its value."""
    beside = region.right_edge(*label) + 1
    if place[0] == label[0]:
        return place[1] > beside
    last = max(max(region.right_edge(row, column) for column in cells) for row, cells in region.rows)
    return place[0] > label[0] and beside <= last and region.sheet.value(label[0], beside) is None


def _label(
    region: Region, text: str, at: tuple[int, int], meaning: Meaning | None, *, is_column: bool = False
) -> BlankLabel:
    plain = " ".join(text.split())
    means = None if meaning is None else _name(meaning, is_column=is_column)
    label = BlankLabel(plain, region.sheet.name, displayed_address(region.sheet, *at), is_column, means)
    return label if means is not None else replace(label, seems=_nearest(plain, is_column=is_column))


def _name(meaning: Meaning, *, is_column: bool) -> str:
    """Return the Chinese name of a meaning; its key where it has no name."""
    known = concepts.columns() if is_column else concepts.fields()
    same = [concept for concept in known.values() if concept.key == meaning.key]
    exact = next((concept.name for concept in same if concept.side == meaning.side), None)
    if exact is None and meaning.key in (OTHER, HEADING):
        return "小标题" if meaning.key == HEADING else concepts.CUSTOM
    return exact or (same[0].name if same else meaning.key)


def _nearest(text: str, *, is_column: bool) -> str | None:
    known = concepts.columns() if is_column else concepts.fields()
    found = difflib.get_close_matches(text, known, n=1, cutoff=SIMILAR)
    if found:
        return found[0]
    inside = [name for name in known if name in text or (len(text) > 2 and text in name)]
    return max(inside, key=len, default=None)


def _may_be_label(region: Region, text: str, row: int) -> bool:
    """Return whether an unknown text may be a label: short, below the title, no note."""
    if region.titled and row < region.title[0]:
        return False
    plain = text.strip()
    form = cached_form(plain)
    if not 1 < len(form) <= MAX_LABEL or _SENTENCE.search(plain) or _NOTE.match(plain):
        return False
    if _BLANK_VALUE.fullmatch(plain) or _PRINTED_VALUE.fullmatch(plain) or is_placeholder(plain):
        return False
    levels = framework("2021").level1.keys() | framework("2020").level1.keys() | all_level2()
    return form not in levels


def _once(labels: Iterable[BlankLabel]) -> Iterator[BlankLabel]:
    """Yield the labels in reading order, each once."""
    seen: set[tuple[str, bool]] = set()
    for label in sorted(labels, key=lambda each: parse_address(each.cell)):
        key = (cached_form(label.text), label.is_column)
        if key not in seen:
            seen.add(key)
            yield label
