"""PII: what has to be hidden before a form is published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding
from jixiao.checks.prefilter import TEXTS
from jixiao.checks.registry import rule

_PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[-—－ ]?\d{7,8}|[2-8]\d{6,7})(?!\d)")
_MOBILE = re.compile(r"1(?<!\d1)[3-9]\d{9}(?!\d)")
_IDENTITY = re.compile(r"[1-9](?<!\d\d)\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\d)")


@TEXTS.test("PII-001")
def _is_personal(text: str) -> bool:
    return _MOBILE.search(text) is not None or _IDENTITY.search(text) is not None


@rule("PII-001")
def personal_data(form: Form) -> Iterator[Finding]:
    """Yield phone and identity numbers, once a form (《个人信息保护法》)."""
    signoff = form.document["signoff"]
    cells = [
        form.where(f"signoff.{key}")
        for key, text in signoff.items()
        if isinstance(text, str) and (_PHONE.search(text) if key == "phone" else _is_personal(text))
    ]
    cells += [cell for cell, _ in form.marked["PII-001"]]
    if cells:
        yield form.finding("PII-001", cells)
