"""NAM: names and document numbers within one form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding
from jixiao.checks.likeness import ratio
from jixiao.checks.prefilter import TEXTS
from jixiao.checks.registry import rule
from jixiao.checks.wording import endings, matcher, words
from jixiao.forms.labels import cached_form
from jixiao.late_patterns import late_pattern

# 《关于》, 《 的通知 》
_NAMELESS = late_pattern(r"《\s*(?:关于[^》]{0,4})?(?:(?:的通知|的意见|通知)\s*)?》")
_WRONG_BRACKETS = late_pattern(
    r"(?<=[\u4e00-\u9fff])\s*([\[【(（﹝]\s*(?:19|20)\d{2}\s*[\]】)）﹞])\s*(?:第\s*)?\d+\s*号"
)
_BLANK_INSIDE = late_pattern(r"〔(?:\s+\d{4}\s*|\d{4}\s+)〕\s*\d+\s*号|〔\d{4}〕(?:\s+\d+\s*号|\d+\s+号)")
_QUOTED = late_pattern(r"[“\"(（《][^”\")）》]*[”\")）》]")
# 装备购置、队站维修及宣传培训: 及 joins the last of a list
_JOINED = late_pattern(r"、|(?<=[\u4e00-\u9fff]{4})(?:及|和|与|以及)(?=[\u4e00-\u9fff]{4})")
_MONEY_AT_THE_END = late_pattern(r"(?:专项)?(?:经费|资金|项目|费用|费)$")
_MANY = 2
_ACTIVITY = 4
"""So many characters name a thing and what is done to it; shorter parts are verbs alone (宣传、培训、调查经费)."""
_JUDGED = 6
_ALIKE = 0.78


@rule("NAM-003")
def cost_name(form: Form) -> Iterator[Finding]:
    """Yield cost indicators that carry the project's name in part (own)."""
    project = form.project
    if not project or len(form.costs) != 1:
        return
    row = form.costs[0]
    name = cached_form(row.name)
    whole = cached_form(project)
    general = row.name in words("total_costs") or matcher("whole_cost").search(row.name)
    if name == whole or len(name) < _JUDGED or general:
        return
    if name in whole or whole in name:
        rest = whole.removeprefix(name)
        if rest == whole or rest.startswith(("经费", "项目", "资金", "专项", "费")):
            return
    elif not ratio(name, whole) >= _ALIKE:
        return
    yield form.finding("NAM-003", row.cell, found=row.name, expected=project)


TEXTS.test("NAM-004")(_NAMELESS.search)


@rule("NAM-004")
def nameless_document(form: Form) -> Iterator[Finding]:
    """Yield documents that are quoted without a name: 《关于》 (own)."""
    for cell, text in form.marked["NAM-004"]:
        match = _NAMELESS.search(text)
        if match is not None:
            yield form.finding("NAM-004", cell, found=match.group())


@TEXTS.test("NAM-005")
def _misprinted(text: str) -> re.Match[str] | None:
    """Return a document number with a misprinted year."""
    return (_WRONG_BRACKETS.search(text) or _BLANK_INSIDE.search(text)) if "号" in text else None


@rule("NAM-005")
def document_number(form: Form) -> Iterator[Finding]:
    """Yield document numbers whose year does not stand in 〔〕 (GB/T 9704)."""
    for cell, text in form.marked["NAM-005"]:
        match = _misprinted(text)
        if match is not None:
            value = match.group().strip()
            digits = re.findall(r"\d+", value)
            expected = f"〔{digits[0]}〕{digits[1]}号"
            yield form.finding("NAM-005", cell, found=value, expected=expected)


@rule("NAM-006")
def several_projects(form: Form) -> Iterator[Finding]:
    """Yield forms of several projects (own)."""
    project = form.project
    if form.kind != "project" or not project or "、" not in project:
        return
    parts = [part for part in _JOINED.split(_QUOTED.sub("", project)) if part]
    several = sum(1 for part in parts if part.endswith(endings("project_endings"))) >= _MANY
    if several or _lists_activities(parts):
        yield form.finding("NAM-006", form.where("project"), found=project)


def _lists_activities(parts: Sequence[str]) -> bool:
    """Return whether a name lists three things to do, or half of four and more."""
    bare = [_MONEY_AT_THE_END.sub("", part) for part in parts]
    doing = [part for part in bare if len(part) >= _ACTIVITY and part.endswith(endings("activities"))]
    if len(parts) > _MANY + 1 and all(len(part) >= _ACTIVITY for part in bare):
        return 2 * len(doing) >= len(parts)
    return len(parts) > _MANY and len(doing) >= max(_MANY + 1, len(parts) - 1)


@rule("NAM-007")
def direction_is_programme(form: Form) -> Iterator[Finding]:
    """Yield directions of spending with the programme's name (own)."""
    program = form.document.get("program")
    if program and form.project and cached_form(program) == cached_form(form.project):
        yield form.finding("NAM-007", form.where("project"), found=form.project, related=form.places("program"))
