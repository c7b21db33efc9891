"""A random document, written into a workbook in any layout, is read back as the same document."""

from __future__ import annotations

import copy
import tempfile
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao.forms.reading import read_file
from jixiao_samples.content import make_department
from jixiao_samples.plan import OFFICIAL, draw_style
from jixiao_samples.render import render

NAMES = st.text(alphabet="渠桥茶林坝溪岭渔窑塘笋棉蚕", min_size=4, max_size=18)
TEXTS = st.lists(NAMES, min_size=2, max_size=6).map("，".join)
AMOUNTS = st.decimals(min_value=0, max_value=10**7, places=2)
LONG_TEXTS = ("goals.period", "goals.annual", "goals.annual_local", "duties")


def rewrite(document: dict[str, Any], data: st.DataObject) -> None:
    """Put random values in the place of the sample's own, wherever the form has any."""
    for key in ("project", "program", "implementing_unit"):
        if isinstance(document.get(key), str):
            document[key] = data.draw(NAMES)
    for group in ("funding", "budget"):
        for key, value in document.get(group, {}).items():
            if value is not None:
                document[group][key] = data.draw(AMOUNTS)
    for key in document.get("goals", {}):
        if document["goals"][key] is not None:
            document["goals"][key] = data.draw(TEXTS)
    for row in document.get("rows", ()):
        row["project"], row["amount"] = data.draw(NAMES), data.draw(AMOUNTS)
    for row in document.get("expenditures", ()):
        row["item"], row["amount"] = data.draw(NAMES), data.draw(AMOUNTS)
    for task in document.get("tasks", ()):
        task["name"], task["content"] = data.draw(NAMES), data.draw(TEXTS)
    for indicator in document.get("indicators", ()):
        indicator["level3"] = data.draw(NAMES)
        if isinstance(indicator["target"], Decimal):
            indicator["target"] = data.draw(AMOUNTS)
        if indicator.get("remark") is not None:
            indicator["remark"] = data.draw(TEXTS)


def comparable(document: Any) -> Any:
    """The document without what the reader adds of its own."""
    kept = {key: value for key, value in document.items() if key not in ("notes", "observations", "unread")}
    kept["source"] = {key: value for key, value in kept["source"].items() if key not in ("file", "fit")}
    return kept


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    seed=st.integers(0, 10_000),
    layouts=st.sampled_from(["template", "legacy", "mixed"]),
    year=st.integers(2020, 2035),
    styled=st.booleans(),
    data=st.data(),
)
def test_a_random_document_in_any_layout_is_read_back_the_same(seed, layouts, year, styled, data):
    documents = make_department(seed, seed % 40, data.draw(st.integers(3, 5)), year, layouts)
    documents = copy.deepcopy(documents)
    for document in documents:
        rewrite(document, data)
    style = draw_style(Random(seed)) if styled else OFFICIAL
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "报送.xlsx"
        expected = render(documents, path, style)
        submission = read_file(path, path.name, observing=False)
    assert (submission.status, submission.reason) == ("read", None)
    for want, got in zip(expected, submission.documents, strict=True):
        assert comparable(got) == comparable(want)
        assert got["unread"] == []
