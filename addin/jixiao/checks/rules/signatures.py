"""SIG: who filled in and who reviewed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding
from jixiao.checks.registry import rule
from jixiao.checks.wording import matcher, table, words
from jixiao.forms.text import is_chinese, tidy
from jixiao.late_patterns import late_pattern

_DATE = late_pattern(r"(?:19|20)\d{2}[\d.年月日/\-]*")
_BETWEEN = late_pattern(r"[\s,.;:、。，；：()/\-]+|(?:同意|已核|已审|通过|审核人|属实)[:：]?")
_APPLICANTS = ("preparer", "head")
_REVIEWS = ("business_review", "performance_review")


def person(text: str | None) -> str | None:
    """Return the person in a sign-off cell, neither a date nor 已核."""
    if not text:
        return None
    words = _BETWEEN.split(_DATE.sub(" ", unicodedata.normalize("NFKC", text)))
    return next((word for word in words if _is_name(word)), None)


def _is_name(word: str) -> bool:
    if not (2 <= len(word) <= 4 and is_chinese(word)) or matcher("review_remarks").search(word):
        return False
    surnames = table("surnames")
    return word[0] in surnames["single"] or word[:2] in surnames["double"]


@rule("SIG-001")
def same_person(form: Form) -> Iterator[Finding]:
    """Yield forms whose reviewer filled them in (《行政事业单位内部控制规范（试行）》)."""
    signoff = form.document["signoff"]
    applicants = {person(signoff.get(key)): key for key in _APPLICANTS}
    for key in _REVIEWS:
        name = person(signoff.get(key))
        if name is not None and name in applicants:
            cell = form.cells.get(f"signoff.{key}")
            other = form.cells.get(f"signoff.{applicants[name]}")
            yield form.finding("SIG-001", cell, found=name, related=[other] if other else [])
    preparer = person(signoff.get("preparer"))
    for entry in form.document.get("other", ()):
        if preparer is not None and entry["label"] in words("reviewers") and person(str(entry["value"])) == preparer:
            yield form.finding("SIG-001", entry["cell"], found=preparer, related=form.places("signoff.preparer"))


@rule("SIG-002")
def odd_review(form: Form) -> Iterator[Finding]:
    """Yield reviews that are no remark, name or date (own)."""
    signoff = form.document["signoff"]
    for key in _REVIEWS:
        text = signoff.get(key)
        if text and person(text) is None:
            plain = _DATE.sub("", tidy(text)).strip("。.,;:/-()（）")
            if plain and len(plain) < 5 and not matcher("review_remarks").search(plain):
                yield form.finding("SIG-002", form.cells.get(f"signoff.{key}"), found=text)
