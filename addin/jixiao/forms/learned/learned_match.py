"""Which learned form a block is, and what its documents are called and keep."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, cast

from jixiao.forms.cell_text import text_of
from jixiao.forms.document import Document
from jixiao.forms.general.kinds import kind_in_title
from jixiao.forms.general.vocabulary import HEADING, OTHER, FormWords, Meaning, Side, Vocabulary
from jixiao.forms.labels import MAX_LABEL, cached_form
from jixiao.forms.learned import concepts
from jixiao.forms.learned.concepts import CUSTOM, IGNORED
from jixiao.forms.learned.form import LearnedForm, LearnedLabel
from jixiao.forms.region import Region
from jixiao.grid.address import address, parse_address

SHARE = 0.75
"""A block is a learned form if its title is the form's and at least this share of what the blank prints stands there."""
SHARE_OTHERWISE = 0.9
"""The share without that title: the name of a county may stand in it, or there is none."""
# 2027年度 / （公章） / ____年 / XX年
_YEAR = re.compile(r"(?:19|20)\d{2}年?度?|[(（][^()（）]{0,24}[)）]|[_＿×Xx*]{1,4}年?度?")
_COLON = re.compile(r"[:：]")


def title_key(title: str) -> str:
    """Return a title without year and remarks in brackets, to be compared."""
    return cached_form(_YEAR.sub("", title)).removeprefix("年度").removeprefix("年")


def printed(region: Region) -> set[str]:
    """Return the label forms of the short texts of a block, up to a colon."""
    found: set[str] = set()
    for _, cells in region.rows:
        for value in cells.values():
            if isinstance(value, str) and (len(value) <= 2 * MAX_LABEL or _COLON.search(value[: 2 * MAX_LABEL])):
                found.add(cached_form(_COLON.split(value[: 4 * MAX_LABEL], maxsplit=1)[0]))
    return found


class Learned(NamedTuple):
    """A form with its words."""

    form: LearnedForm
    words: FormWords


class LearnedForms:
    """The learned forms in force, to be asked for every block of a sheet."""

    def __init__(self, base: Vocabulary, forms: Iterable[LearnedForm]) -> None:
        self._base = base
        self._by_title: dict[str, list[Learned]] = {}
        self._all = [Learned(form, words_of_learned(base, form)) for form in forms]
        for each in self._all:
            self._by_title.setdefault(title_key(each.form.title), []).append(each)

    def __bool__(self) -> bool:
        return bool(self._all)

    def match(self, region: Region) -> Learned | None:
        """Return the form whose title and labels a block has; None for none of them."""
        named = self._by_title.get(title_key(region.title_text), []) if region.titled else []
        kind = kind_in_title(region.title_text) if region.titled else None
        choices = named or [each for each in self._all if kind in (None, each.form.kind)]
        if not choices:
            return None
        texts = printed(region)
        share, best = max(((_share(each.form.prints, texts), each) for each in choices), key=lambda item: item[0])
        return best if share >= (SHARE if named else SHARE_OTHERWISE) else None


def _share(prints: Collection[str], texts: Collection[str]) -> float:
    return sum(1 for text in prints if text in texts) / len(prints) if prints else 0.0


def named_as_learned(document: Document, form: LearnedForm, region: Region) -> Document:
    """Return the document under the form's id, with all under custom labels."""
    values = cast("dict[str, Any]", document)
    values["form"] = form.id
    values["source"]["fit"] = 1.0
    entries = (*form.labels, *form.columns)
    ignored = {cached_form(each.label) for each in entries if each.means == IGNORED}
    if ignored:
        if "other" in values:
            values["other"] = [each for each in values["other"] if cached_form(each["label"]) not in ignored]
        for row in _rows(values):
            other = row.get("other")
            if isinstance(other, dict):
                row["other"] = {name: held for name, held in other.items() if not _is_one(name, ignored)}
    _add_placeholders(values, form, region)
    if any(each.means in (CUSTOM, IGNORED) for each in entries):
        values["notes"] = [note for note in values["notes"] if note["code"] != "column-unknown"]
    return document


def _add_placeholders(values: dict[str, Any], form: LearnedForm, region: Region) -> None:
    """Enter a 无 or / under custom labels: the bureau may have asked for it."""
    places = {
        cached_form(_COLON.split(str(v), maxsplit=1)[0]): (r, c) for r, cells in region.rows for c, v in cells.items()
    }
    known = {cached_form(each["label"]) for each in values.get("other", ())}
    for label in form.labels:
        at = places.get(cached_form(label.label)) if label.is_custom else None
        if at is not None and cached_form(label.label) not in known and not values["source"].get("rows"):
            beside = (at[0], region.right_edge(*at) + 1)
            typed = region.sheet.value(*beside)
            if typed is None:
                blank = {"code": "field-blank", "cells": [address(*beside)], "texts": [f"other.{label.label}"]}
                values.setdefault("observations", []).append(blank)
            elif cached_form(str(typed)) not in form.prints:
                entry = {"label": label.label, "value": text_of(typed), "cell": region.take(*beside)}
                values.setdefault("other", []).append(entry)
    for label in form.columns:
        at = places.get(cached_form(label.label)) if label.is_custom else None
        if at is None:
            continue
        for row in _rows(values):
            place = (parse_address(row["cell"])[0], at[1])
            typed = region.sheet.value(*place)
            other = row.get("other") or {}
            if typed is not None and not any(_is_one(name, {cached_form(label.label)}) for name in other):
                row["other"] = {**other, label.label: text_of(typed)}
                row["cells"][f"other.{label.label}"] = region.take(*place)


def _rows(values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    yield from values.get("indicators", ())
    yield from values.get("period_side", {}).get("indicators", ())


def _is_one(name: str, forms: Collection[str]) -> bool:
    """Whether a column is one of these; its name may carry the titles above it."""
    return cached_form(name) in forms or cached_form(name.split(" ")[-1]) in forms


NO_COLUMN = Meaning("sequence", "text")
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
