"""Form definitions: the data of ``schema/forms`` as checked, frozen objects."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jixiao.errors import DefinitionError
from jixiao.forms.contradictions import contradictions
from jixiao.forms.document import Kind
from jixiao.forms.labels import cached_form
from jixiao.forms.printed import completed, shared_forms
from jixiao.forms.total_words import first_words, total_form
from jixiao.grid.model import Value
from jixiao.resources import schema_data, schema_dir


class Field(NamedTuple):
    """A labelled value outside the tables.

    ``own`` are the labels that only this definition has, the others stand in the vocabulary. ``extra`` is what departments add to the standard form; ``alone`` is the key it has where that key's label is missing.
    """

    key: str
    label: str
    type: str
    labels: frozenset[str]
    own: frozenset[str] = frozenset()
    under: str | None = None
    required: bool = False
    extra: bool = False
    alone: str | None = None


class Column(NamedTuple):
    """A column of a table; ``values`` are the label forms of its drop-down list.

    ``own`` are the labels that only this definition has, the others stand in the vocabulary. ``unlabelled`` means that the header may leave it blank; ``many`` that several marks of its key may be set.
    """

    key: str
    label: str
    type: str
    labels: frozenset[str]
    own: frozenset[str] = frozenset()
    required: bool = False
    values: frozenset[str] = frozenset()
    unlabelled: bool = False
    many: bool = False


class Total(NamedTuple):
    """The total line of a table: document key, its label forms, the column it adds up.

    ``also`` are further (document key, column) that the line adds up.
    """

    key: str
    label: str
    labels: frozenset[str]
    column: str
    also: tuple[tuple[str, str], ...] = ()

    def sums(self) -> tuple[tuple[str, str], ...]:
        """All document keys of the line with their columns."""
        return (self.key, self.column), *self.also


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A block of rows under a header; ``item`` names a row, ``captions`` the block.

    ``extra`` are columns that departments add to those of the standard form.
    """

    key: str
    item: str
    columns: tuple[Column, ...]
    captions: frozenset[str]
    classification: str = "2021"
    counter: bool = False
    total: Total | None = None
    extra: tuple[Column, ...] = ()

    @property
    def readable(self) -> tuple[Column, ...]:
        """Every column that can be read, in the standard form or added to it."""
        return (*self.columns, *self.extra)

    def is_total(self, cells: Mapping[int, Value]) -> bool:
        """Whether a row is the line of the table's total."""
        return self.total is not None and any(total_form(text) in self.total.labels for text in first_words(cells))

    def column(self, key: str) -> Column | None:
        """The column with that key, if the form has it."""
        return next((column for column in self.columns if column.key == key), None)


@dataclass(frozen=True, slots=True, eq=False)
class FormDefinition:
    """One form. ``raw`` is the JSON itself, for layout, lists and help."""

    id: str
    version: int
    kind: Kind
    name: str
    titles: tuple[str, ...]
    echo: tuple[str, ...]
    captions: frozenset[str]
    fields: tuple[Field, ...]
    tables: tuple[Table, ...]
    raw: Mapping[str, Any] = field(repr=False, compare=False)

    def table(self, key: str) -> Table | None:
        """The table with that key, if the form has it."""
        return next((table for table in self.tables if table.key == key), None)

    def raw_field(self, entry: Field) -> Mapping[str, Any]:
        """Return what the JSON says of a field: its help, its limits."""
        raws: Iterable[Mapping[str, Any]] = self.raw["fields"]
        return next(raw for raw in raws if (raw["key"], raw["label"]) == (entry.key, entry.label))

    def all_labels(self) -> frozenset[str]:
        """Every label form that can stand on this form."""
        found = set(self.captions)
        for labelled in self.fields:
            found |= labelled.labels
        for table in self.tables:
            found |= table.captions
            for column in table.readable:
                found |= column.labels
        return frozenset(found)


def _labels(entry: Mapping[str, Any]) -> frozenset[str]:
    """Return the label forms of an entry; ``N月`` in an alias stands for each month."""
    texts = (entry["label"], *entry.get("aliases", ()))
    return frozenset(cached_form(one) for text in texts for one in _in_each_month(text))


def _in_each_month(text: str) -> Iterable[str]:
    return [text.replace("N月", f"{month}月") for month in range(1, 13)] if "N月" in text else (text,)


def _given(entry: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return what an entry says under some names, its labels, and those of its own."""
    labels = _labels(entry)
    given = {name: entry[name] for name in names if name in entry}
    return given | {"labels": labels, "own": labels - shared_forms(entry["words"])}


def _column(entry: Mapping[str, Any], lists: Mapping[str, list[str]]) -> Column:
    values = frozenset(map(cached_form, lists.get(entry.get("list", ""), ())))
    return Column(**_given(entry, Column._fields) | {"values": values})


def _table(entry: Mapping[str, Any], lists: Mapping[str, list[str]]) -> Table:
    total = entry.get("total")
    return Table(
        key=entry["key"],
        item=entry["item"],
        columns=tuple(_column(column, lists) for column in entry["columns"] if not column.get("extra")),
        extra=tuple(_column(column, lists) for column in entry["columns"] if column.get("extra")),
        captions=_labels(entry) if "label" in entry else frozenset(),
        classification=entry.get("classification", "2021"),
        counter=entry.get("counter", False),
        total=_total(total) if total else None,
    )


def _total(entry: Mapping[str, Any]) -> Total:
    also = tuple((more["key"], more["column"]) for more in entry.get("also", ()))
    return Total(entry["key"], entry["label"], _labels(entry), entry["column"], also)


def parse_definition(raw: Mapping[str, Any]) -> FormDefinition:
    """A definition from its JSON, which must already satisfy the meta-schema.

    Raises ``DefinitionError`` where it names what it does not have, or two columns of one table claim a label.
    """
    raw = completed(raw)
    definition = FormDefinition(
        id=raw["id"],
        version=raw["version"],
        kind=raw["kind"],
        name=raw["name"],
        titles=tuple(cached_form(text) for text in raw["title"]["aliases"]),
        echo=tuple(raw["title"].get("echo", ())),
        captions=frozenset(cached_form(text) for text in raw.get("captions", ())),
        fields=tuple(Field(**_given(entry, Field._fields)) for entry in raw["fields"]),
        tables=tuple(_table(entry, raw.get("lists", {})) for entry in raw["tables"]),
        raw=raw,
    )
    for problem in contradictions(definition):
        raise DefinitionError(f"表单定义 {definition.id}：{problem}")
    return definition


def _explain(raw: object, path: Path) -> str:
    """The meta-schema's first complaint about a definition, in words."""
    from jsonschema import Draft202012Validator  # slow to import, needed only when something is wrong

    for error in Draft202012Validator(schema_data("forms.schema")).iter_errors(raw):
        place = "/".join(str(part) for part in error.absolute_path)
        return f"{path.name} 的 {place or '根'}：{error.message}"
    return f"{path.name} 不符合 forms.schema.json"


def load_definitions_from(folder: Path) -> dict[str, FormDefinition]:
    """All definitions of a folder by form id, in file-name order.

    Raises ``DefinitionError`` for a file that is no JSON, does not satisfy the meta-schema or contradicts itself.
    """
    import jsonschema_rs

    validator = jsonschema_rs.validator_for(schema_data("forms.schema"))
    found: dict[str, FormDefinition] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise DefinitionError(f"{path.name} 不是有效的 JSON：{error}") from error
        if not validator.is_valid(raw):
            raise DefinitionError(_explain(raw, path))
        definition = parse_definition(raw)
        if definition.id in found:
            raise DefinitionError(f"{path.name}：表单编号 {definition.id} 重复")
        found[definition.id] = definition
    return found


@cache
def load_definitions() -> dict[str, FormDefinition]:
    """The definitions that ship with Jixiao, by form id."""
    return load_definitions_from(schema_dir() / "forms")
