"""No document that a reader can make breaks a rule."""

from __future__ import annotations

import copy
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.sample_forms import FORMS, document
from jixiao.checks.catalogue import message
from jixiao.checks.rule_engine import check_documents
from jixiao.forms.document import Document

CLEAN = {form: document(form) for form in FORMS}

TEXT = st.one_of(
    st.sampled_from(
        [
            "",
            "、",
            "（",
            "每月30日前",
            "2027年13月45日",
            "0元×0=0",
            "1/0",
            "≥",
            "12各村",
            "《关于》",
            "<p>",
            "定性",
            "率",
            "100%",
            "9" * 40,
            "元/元/元",
            "满意度",
            "“",
            "及时率",
        ]
    ),
    st.text(
        alphabet="0123456789.,%≥≤=×*/+-()（）“”《》年月日前元万亿人个次率度数及和与、。，\n 成本指标产出", max_size=30
    ),
)
NUMBER = st.one_of(st.none(), st.decimals(-10, 10**9, places=2), st.just(Decimal("1E+20")), st.just(Decimal(0)))
VALUES = {str: TEXT, Decimal: NUMBER}


def places(node: object, path: tuple = ()) -> list[tuple]:
    """The paths of everything a department types: texts and numbers outside of ``cells`` and ``source``."""
    if isinstance(node, dict):
        return [
            p
            for key, item in node.items()
            if key not in ("cells", "cell", "source", "form", "kind")
            for p in places(item, (*path, key))
        ]
    if isinstance(node, list):
        return [p for index, item in enumerate(node) for p in places(item, (*path, index))]
    return [path] if path and path[0] not in ("notes", "observations", "unread", "fiscal_year") else []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_content_breaks_a_rule(data: st.DataObject):
    documents: list[Document] = []
    for form, clean in CLEAN.items():
        spoilt = copy.deepcopy(clean)
        for path in data.draw(st.lists(st.sampled_from(places(clean)), max_size=8), label=form):
            node = spoilt
            for step in path[:-1]:
                node = node[step]
            if path[-1] == "nature":
                continue
            kinds = [Decimal, str] if path[-1] == "target" else [type(node[path[-1]])]
            strategy = st.one_of(*(VALUES.get(kind, st.none()) for kind in kinds), st.none())
            required = path[-1] in ("project", "name") and path[0] in ("rows", "tasks")
            node[path[-1]] = data.draw(TEXT if required else strategy)
        documents.append(spoilt)
    for finding in check_documents(documents).findings:
        message(finding)
