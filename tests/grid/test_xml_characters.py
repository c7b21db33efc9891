"""References to characters in XML parts: what is a character, and what the standard forbids."""

from __future__ import annotations

import pytest

from jixiao.grid.xmlpart import resolve_references

CHARACTERS = {
    "&#9;": "\t",
    "&#32;": " ",
    "&#xD7FF;": "\ud7ff",
    "&#xE000;": "\ue000",
    "&#xFFFD;": "\ufffd",
    "&#x10000;": "\U00010000",
    "&#x10FFFF;": "\U0010ffff",
    "&#31532;&amp;&lt;": "第&<",
}
FORBIDDEN = ["&#8;", "&#31;", "&#xD800;", "&#xDFFF;", "&#xFFFE;", "&#65535;", "&#x110000;", "&nbsp;", "&#12", "&;"]


@pytest.mark.parametrize("text", CHARACTERS)
def test_a_reference_is_its_character(text: str):
    assert resolve_references(text) == CHARACTERS[text]


@pytest.mark.parametrize("text", FORBIDDEN)
def test_what_is_no_character_is_refused(text: str):
    """XML 1.0, production [2]: no surrogates, no FFFE and FFFF, no controls."""
    with pytest.raises(ValueError):
        resolve_references(text)
