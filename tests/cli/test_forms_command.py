"""``jixiao forms`` prints from the definitions that do the reading."""

from __future__ import annotations

import json
from typing import Any

import pytest

from calling import ROOT, Call
from jixiao.forms.definition import load_definitions
from jixiao.forms.general.kinds import KINDS, of_kind
from jixiao.forms.text import dictionary

DEFINITIONS: dict[str, Any] = {form: dict(definition.raw) for form, definition in load_definitions().items()}
"""The files of ``schema/forms``, with the labels of ``schema/vocabulary.json`` in place of its words."""


def test_every_file_is_a_form() -> None:
    assert list(DEFINITIONS) == sorted(path.stem for path in (ROOT / "schema" / "forms").glob("*.json"))


def test_every_definition_is_listed(jixiao: Call) -> None:
    result = jixiao("forms")
    assert (result.code, result.err) == (0, "")
    for form, definition in DEFINITIONS.items():
        assert any(line.startswith(form) and definition["name"] in line for line in result.out.splitlines())
    assert f"共 {len(DEFINITIONS)} 种表" in result.out


def test_the_list_as_json(jixiao: Call) -> None:
    listed = json.loads(jixiao("forms", "--json").out)
    assert [form["id"] for form in listed] == list(DEFINITIONS)
    assert set(listed[0]) == {"id", "name", "kind", "title", "fields", "columns"}


@pytest.mark.parametrize("form", DEFINITIONS)
def test_a_form_is_shown_with_all_its_labels_helps_and_lists(jixiao: Call, form: str) -> None:
    result = jixiao("forms", form)
    assert result.code == 0
    shown = "".join(result.out.split())  # long lines are wrapped
    definition = DEFINITIONS[form]
    entries = [*definition["fields"], *(column for block in definition["tables"] for column in block["columns"])]
    words = [definition["name"], definition["help"]]
    for entry in entries:
        words += [entry["label"], entry["key"], entry.get("help", ""), *entry.get("aliases", [])]
    for choices in definition.get("lists", {}).values():
        words += choices
    missing = [word for word in words if "".join(word.split()) not in shown]
    assert not missing


@pytest.mark.parametrize("form", DEFINITIONS)
def test_a_form_as_json_is_its_definition(jixiao: Call, form: str) -> None:
    assert json.loads(jixiao("forms", form, "--json").out) == DEFINITIONS[form]


def test_every_type_and_kind_has_a_chinese_name() -> None:
    schema = json.loads((ROOT / "schema" / "forms.schema.json").read_text(encoding="utf-8"))
    for part in ("field", "column"):
        assert set(schema["$defs"][part]["properties"]["type"]["enum"]) <= set(dictionary("concepts")["types"])
    assert set(schema["properties"]["kind"]["enum"]) == {kind for kind in KINDS if of_kind(kind)["short"]}


@pytest.mark.parametrize(
    ("given", "hint"),
    [("project", "project-2026"), ("部门整体支出绩效目标表", "department-2026"), ("完全不相干", "jixiao forms")],
)
def test_an_unknown_form_is_answered_with_the_nearest(jixiao: Call, given: str, hint: str) -> None:
    result = jixiao("forms", given)
    assert result.code == 2
    assert given in result.err
    assert hint in result.err


@pytest.mark.parametrize(("command", "argument"), [("forms", "[FORM]"), ("rules", "[CODE]")])
def test_the_help_shows_that_the_argument_may_be_left_out(jixiao: Call, command: str, argument: str) -> None:
    assert jixiao(command, "-h").out.splitlines()[0].endswith(argument)
