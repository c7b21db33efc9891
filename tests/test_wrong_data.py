"""A file of ``schema`` that names what is not there is refused with file and place, not as a defect."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jixiao.errors import DefinitionError
from jixiao.excel import buttons
from jixiao.resources import schema_data
from jixiao.scoring import phrases as scoring_phrases


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"colour": "red"}, "buttons.json 的 check：字段 colour 缺少或不认识"),
        ({"tip": None}, "buttons.json 的 check：字段 tip 缺少或不认识"),
    ],
)
def test_a_wrong_field_of_a_button_is_refused(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], told: str
) -> None:
    groups = json.loads(json.dumps(schema_data("buttons")))
    button = groups[0]["buttons"][0]
    groups[0]["buttons"][0] = {name: value for name, value in (button | changes).items() if value is not None}
    monkeypatch.setattr(buttons, "schema_data", lambda _: groups)
    with pytest.raises(DefinitionError, match=told):
        list(buttons._read_groups())


@pytest.mark.parametrize("macro", ["checking_button:no_such", "no_such_module:check", "checking_button"])
def test_a_button_without_a_macro_is_refused(macro: str) -> None:
    wrong = buttons.all_buttons()[0]._replace(macro=macro)
    with pytest.raises(DefinitionError, match=f"buttons.json 的 check：没有名为 {macro} 的宏"):
        wrong.load()
    assert all(button.load() for button in buttons.all_buttons())


def test_a_phrase_that_means_nothing_known_is_refused() -> None:
    with pytest.raises(DefinitionError, match=r"phrases.json 的 awards，“.+”：没有 means formula"):
        scoring_phrases.phrases("awards", {"judged"}, lambda row, match: None)
