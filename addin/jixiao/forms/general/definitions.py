"""Definitions for forms that have none, one for each kind."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from types import MappingProxyType

from jixiao.forms.classification import all_level2, framework
from jixiao.forms.definition import Column, Field, FormDefinition, Table, load_definitions
from jixiao.forms.document import Document, Kind
from jixiao.forms.general.kinds import KINDS, of_kind
from jixiao.forms.labels import cached_form
from jixiao.forms.learned import concepts

_COLUMNS = ("level1", "level2", "level3", "target")
"""The columns that every table of indicators has."""


def definition_of(document: Document) -> FormDefinition:
    """The definition of a document's form; one made for its kind where there is none."""
    found = load_definitions().get(document["form"])
    if found is not None:
        return found
    levels = (level for row in document.get("indicators", ()) for level in (row["level1"], row["level2"]))
    return _definition(document["kind"], _classification(levels))


def is_general(document: Document) -> bool:
    """Whether a document is of a layout that no built-in definition describes."""
    return document["form"] not in load_definitions()


def name_of_kind(form: str) -> str | None:
    """The Chinese name of a form without a definition; None for another form."""
    return next((of_kind(kind)["name"] for kind in KINDS if kind == form), None)


def _classification(levels: Iterable[str | None]) -> str:
    """Return the classification of levels: costs are a level 1 since 2021."""
    forms = {cached_form(level) for level in levels if level is not None}
    newest = framework("2021")
    cost = {form for form, (branch, _) in newest.level2.items() if branch == "成本指标"}
    if forms & cost or not forms & all_level2():
        return "2021"
    return "2020"


@cache
def _definition(kind: Kind, classification: str) -> FormDefinition:
    labels = {each.key: each.name for each in concepts.columns().values() if each.key != "sequence"}
    labels |= of_kind("monitoring")["columns"]
    titled = [Column(key, label, "text", frozenset()) for key, label in labels.items()]
    columns = tuple(each for each in titled if each.key in _COLUMNS)
    further = tuple(each for each in titled if each.key not in _COLUMNS)
    table = Table("indicators", "level3", columns, frozenset(), classification, extra=further)
    return FormDefinition(
        id=kind,
        version=1,
        kind=kind,
        name=of_kind(kind)["name"],
        titles=(),
        echo=(),
        captions=frozenset(),
        fields=tuple(Field(key, label, "text", frozenset()) for key, label in of_kind(kind)["fields"].items()),
        tables=() if kind == "summary" else (table,),
        raw=MappingProxyType({"fields": [], "tables": [], "layout": {"rows": []}}),
    )
