"""What forms print, by name: words of ``schema/vocabulary.json`` plus one's own.

A name stands for a label as it is printed, the other spellings of it, and what such a field is like on every form
(``signoff.date``: a date, beside or below its label). So no label stands in two files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from jixiao.errors import DefinitionError
from jixiao.forms.labels import cached_form
from jixiao.forms.text import dictionary

_OF_WORDS = frozenset(("name", "label", "aliases"))
"""What an entry of the vocabulary says of the words themselves; the rest it says of the field."""

PrintedEntry = Mapping[str, Any]


@cache
def printed_words() -> dict[str, PrintedEntry]:
    """Return name → what forms print; a column's name is its key with its table."""
    raw = dictionary("vocabulary")
    found: dict[str, PrintedEntry] = {}
    for group, concepts in {"": raw["fields"], **raw["columns"]}.items():
        for concept in concepts:
            for entry in concept.get("printed", ()):
                found[entry.get("name", f"{group}.{concept['key']}".lstrip("."))] = entry
    return found


@cache
def printed_captions() -> dict[str, PrintedEntry]:
    """Name → the captions of that name: words that own no value."""
    return {entry["name"]: entry for entry in dictionary("vocabulary")["captions"]}


def spellings(entry: PrintedEntry) -> tuple[str, ...]:
    """The label of an entry and its aliases."""
    return (entry["label"], *entry.get("aliases", ()))


def shared_forms(names: Iterable[str]) -> frozenset[str]:
    """The label forms of the words with these names."""
    return frozenset(cached_form(text) for name in names for text in spellings(printed_words()[name]))


def completed(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return a definition with label and aliases of its words in each entry.

    Raises ``DefinitionError`` for a name that the vocabulary does not have, and for a field without label or type.
    """
    whole = dict(raw)
    if "captions" in raw:
        whole["captions"] = list(_captions(raw["id"], raw["captions"]))
    whole["fields"] = [_completed(raw["id"], entry, entry["key"]) for entry in raw["fields"]]
    whole["tables"] = [_completed_table(raw["id"], table) for table in raw["tables"]]
    return whole


def _captions(form: str, captions: Sequence[str | PrintedEntry]) -> Iterator[str]:
    for caption in captions:
        if isinstance(caption, str):
            yield caption
        else:
            for entry in _found(form, caption["words"], {**printed_words(), **printed_captions()}):
                yield from spellings(entry)


def _completed_table(form: str, table: PrintedEntry) -> dict[str, Any]:
    whole = dict(table)
    if "words" in table:
        _print(whole, _found(form, table["words"], printed_captions()))
    if "total" in table:
        whole["total"] = total = dict(table["total"])
        _print(total, [_list_of(name) for name in total.get("words", ())])
    whole["columns"] = [_completed(form, entry, f"{table['key']}.{entry['key']}") for entry in table["columns"]]
    return whole


def _list_of(name: str) -> PrintedEntry:
    """A list of words for totals as an entry: the first is what is printed."""
    first, *others = dictionary("labels")[name]
    return {"label": first, "aliases": others}


def _completed(form: str, entry: PrintedEntry, default: str) -> dict[str, Any]:
    """Return a field or column with its words: named ones, or those of its key."""
    names = entry.get("words", () if "label" in entry else (default,))
    found = _found(form, names, printed_words())
    inherited = {key: value for key, value in found[0].items() if key not in _OF_WORDS} if found else {}
    whole = {"key": entry["key"], "words": list(names), **inherited, **entry}
    _print(whole, found)
    if "type" not in whole:
        raise DefinitionError(f"表单定义 {form}：{default} 缺少 type")
    return whole


def _found(form: str, names: Iterable[str], words: Mapping[str, PrintedEntry]) -> list[PrintedEntry]:
    for name in names:
        if name not in words:
            raise DefinitionError(
                f"表单定义 {form}：词汇表（vocabulary.json）里没有 {name}，请改用已有的名称，或写明 label"
            )
    return [words[name] for name in names]


def _print(whole: dict[str, Any], found: Sequence[PrintedEntry]) -> None:
    """Enter the label, own or the first of the words, and other spellings."""
    if found:
        whole.setdefault("label", found[0]["label"])
    shared = (text for entry in found for text in spellings(entry))
    aliases = dict.fromkeys((*whole.get("aliases", ()), *shared))
    aliases.pop(whole["label"], None)
    if aliases:
        whole["aliases"] = list(aliases)


def check_words(raw: Mapping[str, Any]) -> None:
    """Refuse a vocabulary in which a label or a name stands twice.

    Raises ``DefinitionError`` that names the label or name and the concepts.
    """
    names: set[str] = set()
    for group, concepts in {"fields": raw["fields"], **raw["columns"]}.items():
        seen: dict[str, str] = {}
        for concept in concepts:
            words = [*concept.get("labels", ())]
            for entry in concept.get("printed", ()):
                words += spellings(entry)
                name = entry.get("name", concept["key"] if group == "fields" else f"{group}.{concept['key']}")
                if name in names:
                    raise DefinitionError(f"词汇表 {group}：名称 {name} 出现两次，请改用别的名称")
                names.add(name)
            for label in map(cached_form, words):
                if label in seen:
                    raise DefinitionError(
                        f"词汇表 {group}：“{label}”既是 {seen[label]} 又是 {concept['key']}，请只留一处"
                    )
                seen[label] = concept["key"]
