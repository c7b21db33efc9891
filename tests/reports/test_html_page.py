"""The page as a file: one, self-contained, and nothing that a department typed is markup in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

import pytest

from jixiao.checks.outcome import Skip
from jixiao.reports.html_page import pieces
from reports.reported import NASTY, checked, everywhere, finding, many, report


class Elements(HTMLParser):
    """Collects elements with their attributes, and the text of style and script elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.elements and self.elements[-1][0] in ("style", "script"):
            self.texts.append((*self.elements[-1], data))


def data_of(text: str) -> Any:
    """The data block of a page."""
    blocks = [content for tag, attributes, content in Elements(text).texts if attributes.get("id") == "data"]
    return json.loads(blocks[0])


def test_the_page_refers_to_nothing_outside_itself() -> None:
    elements = Elements("".join(pieces(report(many(10))))).elements
    assert not [
        attributes for _, attributes in elements if {"src", "href", "action", "style", "onclick"} & set(attributes)
    ]
    assert not {tag for tag, _ in elements} & {"link", "img", "iframe", "object", "form", "base"}


def test_the_policy_allows_this_style_and_this_script_and_nothing_else() -> None:
    parsed = Elements("".join(pieces(report([]))))
    policy = next(str(a["content"]) for t, a in parsed.elements if a.get("http-equiv") == "Content-Security-Policy")
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        content = next(text for name, attributes, text in parsed.texts if name == tag and "type" not in attributes)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_the_script_puts_no_text_into_markup() -> None:
    script = next(
        text for tag, a, text in Elements("".join(pieces(report([])))).texts if tag == "script" and "type" not in a
    )
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser", script
    )
    assert "</" not in script and "<!--" not in script


@pytest.mark.parametrize("text", NASTY, ids=lambda text: repr(text[:12]))
def test_whatever_was_typed_the_markup_is_the_same(text: str) -> None:
    harmless = Elements("".join(pieces(report([everywhere("x")]))))
    given = "".join(pieces(report([everywhere(text)])))
    assert Elements(given).elements == harmless.elements
    given.encode("utf-8")


def test_a_text_is_stored_once() -> None:
    data = data_of("".join(pieces(report([finding("同一句话", cell=f"A{row}") for row in range(1, 50)]))))
    assert data["strings"].count("同一句话") == 1
    assert len(data["rows"]) == 49


def test_what_was_not_checked_is_on_the_page() -> None:
    files = [checked("a.xlsx"), checked("b.xls", "failed", "文件损坏"), checked("c.txt", "skipped", "不是电子表格")]
    given = report([finding("x")], files=files, skipped=[Skip("SCR-003", "a.xlsx", "表", "没有分值")])
    data = data_of("".join(pieces(given)))
    assert data["files"] == ["b.xls：文件损坏", "c.txt：不是电子表格"]
    assert data["skipped"] == ["SCR-003（1 张表）：没有分值"]
    assert data["facts"].endswith("检查 1 个文件、1 张表：错误 1")


def test_the_same_findings_give_the_same_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2026, 1, 1).timestamp())))
    assert "".join(pieces(report(many(20)))) == "".join(pieces(report(many(20))))
