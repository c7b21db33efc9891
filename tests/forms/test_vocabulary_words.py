"""The words of forms: each stands in one place, and a definition gets those it names."""

import copy
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from jixiao.errors import DefinitionError
from jixiao.forms import printed
from jixiao.forms.definition import load_definitions, load_definitions_from, parse_definition
from jixiao.forms.general import vocabulary
from jixiao.forms.text import dictionary
from jixiao.resources import schema_dir

RAW = json.loads((schema_dir() / "vocabulary.json").read_text(encoding="utf-8"))


def spelled(entry: dict[str, Any]) -> list[str]:
    return [*([entry["label"]] if "label" in entry else []), *entry.get("aliases", ())]


def words_of_files() -> Iterator[tuple[str, str, str]]:
    """Every label with its file and whether it is that of a field, a caption or a column of which table."""
    for group, concepts in {"fields": RAW["fields"], **RAW["columns"]}.items():
        for concept in concepts:
            for text in (*concept.get("labels", ()), *(t for e in concept.get("printed", ()) for t in spelled(e))):
                yield "vocabulary.json", group, text
    for entry in RAW["captions"]:
        for text in spelled(entry):
            yield "vocabulary.json", "captions", text
    for path in sorted((schema_dir() / "forms").glob("*.json")):
        raw = json.loads(path.read_text(encoding="utf-8"))
        for entry in raw["fields"]:
            for text in spelled(entry):
                yield path.name, "fields", text
        for text in raw.get("captions", ()):
            if isinstance(text, str):
                yield path.name, "captions", text
        for table in raw["tables"]:
            for text in spelled(table):
                yield path.name, "captions", text
            for column in table["columns"]:
                for text in spelled(column):
                    yield path.name, table["key"], text


def test_no_label_stands_in_two_files_of_the_schema() -> None:
    files: dict[tuple[str, str], set[str]] = defaultdict(set)
    for file, group, text in words_of_files():
        files[group, text].add(file)
    assert {label: sorted(where) for label, where in files.items() if len(where) > 1} == {}


def test_no_pattern_has_groups_of_its_own_for_the_group_around_it_tells_the_concept() -> None:
    entries = [*RAW["fields"], *(entry for table in RAW["columns"].values() for entry in table)]
    patterns = [pattern for entry in entries for pattern, _ in entry.get("patterns", ())]
    patterns += [pattern for name in ("other_labels", "headings") for pattern, _ in RAW[name]]
    assert patterns and [pattern for pattern in patterns if re.compile(pattern).groups] == []


def test_no_field_of_the_signatures_is_described_twice() -> None:
    own = {"key", "required", "help", "years"}
    for path in (schema_dir() / "forms").glob("*.json"):
        raw = json.loads(path.read_text(encoding="utf-8"))
        entries = [entry for entry in raw["fields"] if entry["key"].startswith("signoff.")]
        assert all(set(entry) <= own for entry in entries), path.name


def test_a_field_without_a_label_gets_that_of_its_key() -> None:
    fields = {entry.key: entry for entry in load_definitions()["project-2026"].fields}
    assert fields["project"].label == "项目名称"
    assert "支出项目名称" in fields["project"].labels
    assert fields["signoff.date"].type == "date"


def test_a_label_of_its_own_needs_no_words_and_gets_none() -> None:
    entry = printed.completed(
        {"id": "a-1", "fields": [{"key": "project", "label": "课题", "type": "text"}], "tables": []}
    )["fields"][0]
    assert (entry["label"], entry.get("aliases", []), entry["words"]) == ("课题", [], [])


def test_a_name_that_the_vocabulary_lacks_is_refused_with_the_form(tmp_path) -> None:
    raw = json.loads((schema_dir() / "forms" / "project-2026.json").read_text(encoding="utf-8"))
    raw["fields"][0]["words"] = ["department.nowhere"]
    (tmp_path / "project-2026.json").write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"project-2026.*department\.nowhere"):
        load_definitions_from(tmp_path)


def test_a_synonym_is_one_line_for_every_form(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = copy.deepcopy(RAW)
    next(c for c in raw["fields"] if c["key"] == "project" and "printed" in c)["printed"][0]["aliases"].append(
        "课题名目"
    )
    monkeypatch.setattr(printed, "dictionary", lambda name: raw if name == "vocabulary" else dictionary(name))
    monkeypatch.setattr(vocabulary, "dictionary", lambda name: raw if name == "vocabulary" else dictionary(name))
    for cached in (printed.printed_words, printed.printed_captions):
        cached.cache_clear()
    try:
        files = [json.loads(path.read_text(encoding="utf-8")) for path in (schema_dir() / "forms").glob("*.json")]
        definitions = {raw["id"]: parse_definition(raw) for raw in files}
        knowing = {d.id for d in definitions.values() if any("课题名目" in entry.labels for entry in d.fields)}
        printing = {
            raw["id"] for raw in files for entry in raw["fields"] if "project" in entry.get("words", [entry["key"]])
        }
        assert knowing == printing
        meaning = vocabulary.vocabulary_with(definitions).field("课题名目")
        assert meaning is not None and meaning.key == "project"
    finally:
        monkeypatch.undo()
        for cached in (printed.printed_words, printed.printed_captions):
            cached.cache_clear()


@pytest.mark.parametrize(
    ("other", "what"),
    [
        ({"key": "b", "type": "text", "labels": ["名 称"]}, "名称"),
        ({"key": "b", "type": "text", "printed": [{"label": "名称"}]}, "名称"),
        ({"key": "b", "type": "text", "printed": [{"label": "别名", "aliases": ["名称"]}]}, "名称"),
        ({"key": "b", "type": "text", "printed": [{"name": "a", "label": "别名"}]}, "名称 a "),
    ],
)
def test_a_vocabulary_with_a_label_or_a_name_twice_is_refused(other: dict[str, Any], what: str) -> None:
    first = {"key": "a", "type": "text", "printed": [{"label": "名称"}]}
    with pytest.raises(DefinitionError, match=what):
        printed.check_words({"fields": [first, other], "columns": {}})


def test_no_label_has_a_character_that_is_in_no_label() -> None:
    words = vocabulary.default_vocabulary()
    asked: dict[str, Any] = {"indicators": words.indicator_column, "tasks": words.task_column, "": words.field}
    for group, concepts in {"": [*RAW["fields"], *({"patterns": RAW["other_labels"]},)], **RAW["columns"]}.items():
        for concept in concepts:
            for _, example in concept.get("patterns", ()):
                assert asked[group](example) is not None, example
    assert words.field("购买服务项目名称") is not None
    assert words.field("绿萝县灌溉渠道管护") is None
