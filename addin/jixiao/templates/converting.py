"""Convert a form from any file into a filled template; list what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, cast

from jixiao.errors import InputError
from jixiao.forms.definition import FormDefinition, load_definitions
from jixiao.forms.document import Document, value_at
from jixiao.forms.general.kinds import of_kind
from jixiao.forms.numbers import plain_number
from jixiao.forms.reading import read_file
from jixiao.output import replacing
from jixiao.templates.build import numbered_names, sheet_name, title_of
from jixiao.templates.forms_workbook import write_workbook
from jixiao.templates.formsheet import DEFAULT_ROWS
from jixiao.templates.prefilling import as_date, filled_form
from jixiao.templates.single import read_last

# Told in other words or in another place of the same form, or about the file and not the form.
_NOT_TOLD = frozenset(("form", "kind", "source", "notes", "observations", "cells", "cell", "unread", "nature"))


class LeftOut(NamedTuple):
    """A value of the original without a place in the workbook."""

    sheet: str
    cell: str | None
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """What was written: the number of forms, and what of the original is not in them."""

    forms: int
    left_out: tuple[LeftOut, ...]


def convert(path: Path, output: Path) -> Conversion:
    """Write every form of a file as a filled template into one workbook.

    The workbook is read back: what it does not say as the original does is in ``left_out``. Raises ``InputError`` for a
    file that cannot be read or has no form, ``UsageError`` or ``OutputError`` for an output that cannot be.
    """
    documents = read_last(path)
    if not documents:
        raise InputError("文件中没有可以转换的绩效目标表", file=path.name, hint="")
    definitions = [_definition_for(document) for document in documents]
    names = numbered_names(sheet_name(definitions[0]), list(map(title_of, documents)))
    forms = [
        filled_form(definition, document, name, max(DEFAULT_ROWS, _entries(document)))
        for definition, document, name in zip(definitions, documents, names, strict=True)
    ]
    with replacing(output, inputs=[path]) as temporary:
        write_workbook(temporary, forms)
        written = {each["source"]["sheet"]: each for each in read_file(temporary, output.name).documents}
    left_out = [
        entry
        for definition, document, name in zip(definitions, documents, names, strict=True)
        for entry in _left_out(definition, document, written.get(name))
    ]
    return Conversion(len(forms), tuple(left_out))


def _definition_for(document: Document) -> FormDefinition:
    """Return the form's definition, or the one of its kind that fits most values."""
    definitions = load_definitions()
    if document["form"] in definitions:
        return definitions[document["form"]]
    choices = [definitions[form] for form in of_kind(document["kind"])["templates"] if form in definitions]
    return max(choices, key=lambda choice: _places(choice, document))


def _places(definition: FormDefinition, document: Document) -> int:
    """How many of a document's values a form has a place for."""
    keys = {field.key for field in definition.fields}
    columns = {(table.key, column.key) for table in definition.tables for column in table.columns}
    return sum(
        path in keys or (table, path) in columns for path, table, _, _ in _values(cast("Mapping[str, Any]", document))
    )


def _entries(document: Document) -> int:
    values = cast("Mapping[str, Any]", document)
    return max((len(each) for each in values.values() if isinstance(each, list)), default=0)


class _Value(NamedTuple):
    """A value of a document: its key, its table and row, what names its place."""

    key: str
    table: str | None
    row: int
    held: Mapping[str, Any]


def _values(document: Mapping[str, Any]) -> Iterator[_Value]:
    for key, value in document.items():
        if key in _NOT_TOLD:
            continue
        if isinstance(value, list):
            for number, row in enumerate(value):
                if isinstance(row, Mapping):
                    yield from (_Value(name, key, number, row) for name in row if name not in _NOT_TOLD)
        elif isinstance(value, Mapping):
            yield from (_Value(f"{key}.{name}", None, 0, document) for name in value)
        else:
            yield _Value(key, None, 0, document)


def _left_out(definition: FormDefinition, original: Document, written: Document | None) -> Iterator[LeftOut]:
    sheet = original["source"]["sheet"]
    labels = {field.key: field.label for field in reversed(definition.fields)}
    labels |= {f"{table.key}.{column.key}": column.label for table in definition.tables for column in table.readable}
    other = cast("Mapping[str, Any]", written or {})
    for value in _values(cast("Mapping[str, Any]", original)):
        held = value_at(value.held, value.key)
        text = _text(held)
        rows: Sequence[Mapping[str, Any]] = (other.get(value.table) or []) if value.table else [other]
        there = rows[value.row] if value.row < len(rows) else {}
        if text and text != _text(value_at(there, value.key)):
            cell = value.held.get("cells", {}).get(value.key) or value.held.get("cell")
            name = f"{value.table}.{value.key}" if value.table else value.key
            label = value.held.get("label") if value.table == "other" else None
            yield LeftOut(sheet, cell, str(label or labels.get(name, _PLAIN.get(value.key, value.key))), str(held))
    for left in original["unread"]:
        yield LeftOut(sheet, left["cell"], "未读内容", left["text"])


_PLAIN = {"fiscal_year": "年度", "currency_unit": "金额单位", "department": "部门", "value": "其他内容"}


def _text(value: Any) -> str:
    """Return a value to compare: numbers and dates as such, texts without blanks."""
    if isinstance(value, Decimal):
        return plain_number(value)
    text = "".join(str(value).split()) if value is not None else ""
    return str(as_date(text))  # 20270305 and 2027年3月5日 say the same
