"""What a block is: the word of its title is final, else columns and labels tell."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from jixiao.forms.document import Kind
from jixiao.forms.text import dictionary, fold
from jixiao.remembered import remembered

_NO_FORM = re.compile(
    r"^(?!.*(?:自评|目标[及和与、]评分)).*(?:指标体系|打分|评分表|评分细则|复核)|(?<!已)审核(?!后|通过|合格|\))|审查|评审(?!申报)|事前[\u4e00-\u9fff]{0,4}评估|指标库|目录|抽查|核查|评级|结果应用|整改"
)
KINDS: tuple[Kind, ...] = ("monitoring", "selfeval", "summary", "department", "project")
"""The kinds in the order in which their words are looked for in a title."""
YEAR_END: frozenset[str] = frozenset(("selfeval", "monitoring"))
"""The kinds that tell what was reached."""
_LISTING = re.compile(r"汇总|公开|一览|清单|台账|统计|明细|名册")


@cache
def of_kind(kind: Kind) -> Mapping[str, Any]:
    """Return what ``schema/kinds.json`` says of the forms of a kind."""
    found: Mapping[str, Any] = dictionary("kinds")[kind]
    return found


@remembered
def is_no_form(title: str) -> bool:
    """Return whether a title says that the table is about forms: 审核表, 指标库."""
    return _NO_FORM.search(fold(title)) is not None


def lists_projects(title: str) -> bool:
    """Whether a title says that the table has a line for each of many: 自评结果汇总表, 项目一览表."""
    return _LISTING.search(fold(title)) is not None


@remembered
def kind_in_title(title: str) -> Kind | None:
    """The kind that a title names, None where it names none."""
    text = fold(title)
    return next((kind for kind in KINDS if re.search(of_kind(kind)["title"][0], text)), None)


def kind_of(title: str, columns: Collection[str], fields: Collection[str]) -> Kind:
    """Return the kind of a block by its title, else by its columns and labels."""
    named = kind_in_title(title)
    if named == "project" and "目标" not in fold(title) and "申报" not in fold(title):
        named = None
    if named is not None and not (named == "summary" and "level3" in columns):
        return named
    if "actual_to_july" in columns or "executed_to_july" in columns:
        return "monitoring"
    reached = "score" in columns or "actual" in columns or "goals.actual" in fields
    if reached or "total_score" in columns or {"executed", "rate"} <= set(columns):
        return "selfeval"
    if "project" not in fields and ("tasks" in columns or "amount.basic" in fields):
        return "department"
    return "project"
