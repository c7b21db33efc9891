"""What a label says: the concept, its side, the unit of money it prints.

``schema/vocabulary.json`` holds the words; the labels of the form definitions count as well. A label is understood as a
whole or not at all: 申报单位名称 is never 申报单位 with 名称 as its value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from itertools import chain
from typing import Any, Literal, NamedTuple

from jixiao.forms.definition import FormDefinition, load_definitions
from jixiao.forms.labels import Hit, LabelSet, cached_form
from jixiao.forms.levels import level_in_title
from jixiao.forms.money import Unit, is_foreign
from jixiao.forms.printed import check_words, spellings
from jixiao.forms.text import dictionary, fold, is_chinese, squeeze, without_unit
from jixiao.forms.total_words import total_forms
from jixiao.remembered import remembered

Side = Literal["annual", "period", "last", "aside", "local"]
MAX_LABEL = 30
"""A longer text is no label."""
OTHER, HEADING = "other", "heading"
"""Keys of labels that have no concept, and of those that only stand above others."""
CAPTION = "caption"  # the type of a label that a form prints over or beside others, and that has no value anywhere
_STAGED = re.compile(r"^([\u4e00-\u9fff]{2,12})[(（]([\u4e00-\u9fff]{2}|调整[前后]|变更[前后])[)）]$")
_WITH_CODE = re.compile(r"[(（](?:编码|代码|编号)[)）]$")  # 预算单位（编码） asks for the name as well
_BRACKETED = re.compile(r"[(（\[［【][^()（）\[\]［］【】]{0,24}[)）\]］】]|[①-⑳]")  # （B/A）, ③
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")
_PART_OF_A_YEAR = re.compile(r"\s*其中[:：]?\s*((?:19|20)\d{2})\s*年度?(?:安排|预算|资金|下达|计划)?\s*[:：]?\s*")
"""The part of an amount that is one year's: 其中：2026年."""
_SENTENCE = re.compile(r"[。；;！？!?]|[，,].*[，,]")
_ANY_WORD = r"[\u4e00-\u9fff]{1,8}"
"""What stands in a pattern for a word of the form's own: [\u4e00-\u9fff]{1,8}项目名称."""
_SIDELESS = ("amount.carryover", "period", "year", "signoff.", "execution.")  # 上年结转, 项目实施期 have no side


class Meaning(NamedTuple):
    """What a label says; ``side``, ``year`` tell twins apart, a lower ``rank`` wins."""

    key: str
    type: str
    side: Side | None = None
    year: int | None = None
    unit: str | None = None
    rank: int = 0
    weak: bool = False


class _Concept(NamedTuple):
    meaning: Meaning
    labels: frozenset[str]
    patterns: tuple[str, ...]


class _Concepts:
    """Concepts in order, asked which is the first that a label form belongs to.

    ``skipped`` are words that a text may have beside its label.
    """

    def __init__(self, concepts: Iterable[_Concept], skipped: Iterable[str]) -> None:
        self._meanings: list[Meaning] = []
        self._labels: dict[str, int] = {}
        self._patterns: list[tuple[int, str]] = []
        self._skipped = tuple(skipped)
        for place, concept in enumerate(concepts):
            self._meanings.append(concept.meaning)
            for label in concept.labels:
                self._labels.setdefault(label, place)
            self._patterns += ((place, pattern) for pattern in concept.patterns)

    @cached_property
    def _any_pattern(self) -> re.Pattern[str]:
        """All patterns as one that tells by its group which; none has groups of its own."""
        return re.compile("|".join(f"({pattern})" for _, pattern in self._patterns) or r"(?!)")

    @cached_property
    def _strange(self) -> re.Pattern[str]:
        """Matches a Chinese character that stands in no label and beside none."""
        known = {*"".join((*self._labels, *(pattern for _, pattern in self._patterns), *self._skipped))}
        return re.compile(f"[\u4e00-\u9fff](?<![{''.join(filter(is_chinese, sorted(known))) or '-'}])")

    @cached_property
    def _open_ends(self) -> tuple[str, ...]:
        return tuple(pattern.partition(_ANY_WORD)[2] for _, pattern in self._patterns if _ANY_WORD in pattern)

    def may_have(self, text: str) -> bool:
        """Return whether a text without brackets may be a label; never False wrongly.

        Most names and values have a Chinese character that no label has.
        """
        return self._strange.search(text) is None or any(end in text for end in self._open_ends)

    def find(self, form: str) -> Meaning | None:
        """Return the first concept with that label or a pattern matching all of it."""
        found = self._labels.get(form, len(self._meanings))
        if (match := self._any_pattern.fullmatch(form)) is not None:
            assert match.lastindex is not None
            found = min(found, self._patterns[match.lastindex - 1][0])
        return self._meanings[found] if found < len(self._meanings) else None


@remembered
def _year_in(label: str) -> int | None:
    """Return the year that a label names: 2024年."""
    match = _YEAR.search(fold(label))
    return int(match.group()) if match is not None else None


class Vocabulary:
    """The words of the vocabulary with those of definitions; asked for every cell."""

    def __init__(self, raw: Mapping[str, Any], definitions: Iterable[FormDefinition]) -> None:
        self._sides = [(entry["side"], re.compile(entry["pattern"])) for entry in raw["sides"]]
        self.head: LabelSet | None = None
        definitions = list(definitions)
        fields = (*_concepts(raw["fields"]), *_other(raw), *_printed(raw["fields"]), *_own_labels(definitions))
        skipped = (
            *dictionary("labels")["ignored_prefixes"],
            *(entry["pattern"] for entry in raw["sides"]),
            *"一二三四五六七八九十年度",
        )
        self._fields = _Concepts(fields, skipped)
        columns = {table: _concepts(entries) for table, entries in raw["columns"].items()}
        columns["indicators"] += (*_printed(raw["columns"]["indicators"]), *_own_titles(definitions))
        self._columns = {table: _Concepts(entries, skipped) for table, entries in columns.items()}
        self.field = remembered(self._field)
        self.indicator_column = remembered(self._indicator_column)
        self.task_column = remembered(self._task_column)
        self.knows = remembered(self._knows)
        self.side = remembered(self._side)
        self.year = _year_in

    def labels_in(self, text: str) -> tuple[Hit, ...]:
        """Return the labels that a cell begins with, as the form prints them."""
        return self.head.match_all(text) if self.head is not None else ()

    def unit(self, label: str) -> str | None:
        """The unit of money that a label prints: 项目总预算（元）."""
        unit = Unit.of_label(label)
        return None if unit is None else unit.name

    def source(self, text: str) -> Meaning | None:
        """Return the amount of which a title of money names the source: 财政拨款, 省级."""
        if cached_form(text) in total_forms("source_words"):
            return Meaning("amount.fiscal", "money")
        found = self.field(text)
        return found if found is not None and found.type == "money" else None

    def stage(self, text: str) -> Meaning | None:
        """Return the amount that a stage alone names: 2026年申报, 2026年核定."""
        amount = None if self.field(text) else self.field(f"{text}数")
        return amount if amount is not None and amount.key == "amount.total" else None

    def _side(self, text: str) -> Side | None:
        """The side that a label or caption names, None where it names none."""
        form = "" if text.isascii() else fold(text)
        return next((side for side, pattern in self._sides if pattern.search(form)), None)

    def _field(self, text: str) -> Meaning | None:
        part = _PART_OF_A_YEAR.fullmatch(text) if "其中" in text else None
        if part is not None:
            return Meaning("amount.total", "money", year=int(part[1]))
        if text.strip(" :：") == "其中":
            return Meaning(HEADING, CAPTION)
        found = self._look_up(text, self._fields)
        foreign = found is not None and found.type == "money" and is_foreign(text)
        return Meaning(OTHER, "money") if foreign else found

    def _indicator_column(self, text: str) -> Meaning | None:
        columns = self._columns["indicators"]
        texts = (text, text.rstrip("0123456789"), level_in_title(text)[1])  # 指标值1 beside 指标值2
        known = next((found for each in dict.fromkeys(texts) if (found := self._look_up(each, columns))), None)
        if known is not None and known.key == "points" and (bare := _BRACKETED.sub("", text)) != text:
            item = self._look_up(bare, columns)  # 三级指标（权重） over 清淤长度（10分）
            known = item if item is not None and item.key == "level3" else known
        return known

    def _task_column(self, text: str) -> Meaning | None:
        return self._look_up(text, self._columns["tasks"])

    def _knows(self, text: str) -> bool:
        """Return whether a text is a label or a title of any kind."""
        return any(look_up(text) is not None for look_up in (self.field, self.indicator_column, self.task_column))

    def _look_up(self, text: str, concepts: _Concepts) -> Meaning | None:
        if len(text) > 2 * MAX_LABEL or text.isascii() or _SENTENCE.search(text):
            return None  # no label is without a Chinese character
        if not concepts.may_have(bare := without_unit(_BRACKETED.sub("", text))):
            return None
        text = _WITH_CODE.sub("", squeeze(text))
        staged = _STAGED.sub(r"\2\1", text)  # 总体目标（申报） is 申报总体目标
        forms = dict.fromkeys(map(cached_form, (text, staged, bare)))
        for form in forms:
            if not form or len(form) > MAX_LABEL:
                continue
            plain = _YEAR.sub("", form)
            found = concepts.find(form) or self._find_without_side(plain, concepts)
            if found is not None:
                side = None if found.key.startswith(_SIDELESS) else self._side(form) or self._side(text)
                return found._replace(side=side, year=self.year(form), unit=self.unit(text))
        return None

    def without_side(self, text: str) -> str:
        """Return a text without its words of sides: 年度目标 → 目标."""
        for _, pattern in self._sides:
            text = pattern.sub("", text)
        return text

    def _find_without_side(self, form: str, concepts: _Concepts) -> Meaning | None:
        """The concept of a label once its words of time are taken away: 项目当年预算 → 项目预算."""
        bare = self.without_side(form)
        bare = bare.lstrip("年度") if bare != form or form.startswith("年") else bare
        return concepts.find(bare) if bare and bare != form else None


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
        self.base = base
        self.field = _with_own(fields, base.field)
        self.indicator_column = _with_own(columns, base.indicator_column)
        self.knows = remembered(self._knows)
        self.head = head or self.head


def _with_own(own: Mapping[str, Meaning], known: Callable[[str], Meaning | None]) -> Callable[[str], Meaning | None]:
    """Return what looks a text up among a form's own labels, then among all."""
    return remembered(lambda text: own.get(cached_form(text)) or known(text) if len(text) <= 2 * MAX_LABEL else None)


def _concepts(entries: Iterable[Mapping[str, Any]]) -> list[_Concept]:
    found = []
    for entry in entries:
        meaning = Meaning(entry["key"], entry["type"], rank=entry.get("rank", 0), weak=entry.get("weak", False))
        labels = frozenset(map(cached_form, entry.get("labels", ())))
        patterns = tuple(pattern for pattern, _ in entry.get("patterns", ()))
        found.append(_Concept(meaning, labels, patterns))
    return found


def _other(raw: Mapping[str, Any]) -> list[_Concept]:
    return [
        _Concept(Meaning(key, "text"), frozenset(), tuple(pattern for pattern, _ in raw[name]))
        for key, name in ((OTHER, "other_labels"), (HEADING, "headings"))
    ]


def _printed(entries: Iterable[Mapping[str, Any]]) -> Iterator[_Concept]:
    """Yield what forms print, behind all other words: 负责人 only where a form says so."""
    for entry in entries:
        if "printed" in entry:
            labels = frozenset(map(cached_form, chain.from_iterable(map(spellings, entry["printed"]))))
            yield _Concept(Meaning(entry["key"], entry["type"], rank=entry.get("rank", 0)), labels, ())


def _own_labels(definitions: list[FormDefinition]) -> Iterator[_Concept]:
    """Yield labels of one definition for fields that mean the same on every form."""
    for definition in definitions:
        for entry in definition.fields:
            if not entry.key.startswith(("funding.", "budget.", "currency")) and entry.key != "goals.annual_local":
                yield _Concept(Meaning(entry.key, entry.type), entry.own, ())


def _own_titles(definitions: list[FormDefinition]) -> Iterator[_Concept]:
    """The titles that one definition alone prints over a column of indicators."""
    for definition in definitions:
        table = definition.table("indicators")
        readable = table.readable if table is not None else ()
        yield from (_Concept(Meaning(each.key, each.type), each.own, ()) for each in readable if each.type != "mark")


def vocabulary_with(definitions: Mapping[str, FormDefinition]) -> Vocabulary:
    """The vocabulary that ships with Jixiao, with the labels of these definitions."""
    raw = dictionary("vocabulary")
    check_words(raw)
    return Vocabulary(raw, definitions.values())


@cache
def default_vocabulary() -> Vocabulary:
    """The vocabulary with the labels of the definitions that ship with Jixiao."""
    return vocabulary_with(load_definitions())
