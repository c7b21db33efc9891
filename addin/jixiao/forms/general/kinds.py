"""What a block is: the word of its title is final, else columns and labels tell."""

from __future__ import annotations

import re
from collections.abc import Collection

from jixiao.forms.document import Kind
from jixiao.forms.text import fold

_NO_FORM = re.compile(
    r"审核|审查|评审|事前[\u4e00-\u9fff]{0,4}评估|指标库|指标体系|打分|评分表|评分细则|目录|抽查|核查|复核|评级"
)
_LISTING = re.compile(r"汇总|公开|一览|清单|台账|统计|明细|名册")
_TITLES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("monitoring", re.compile(r"监控|跟踪|运行监测")),
    ("selfeval", re.compile(r"自评|自我评价|评价(?:报告)?表|完成情况|评价得分")),
    ("summary", re.compile(r"汇总")),
    (
        "department",
        re.compile(
            r"(?:部门|单位|支出)[)）]?整体|整体(?:支出|预算)|职责.{0,4}活动|^(?!.*(?:转移支付|专项|项目)).*整体"
        ),
    ),
    ("project", re.compile(r"目标|申报|项目")),
)


def is_no_form(title: str) -> bool:
    """Return whether a title says that the table is about forms: 审核表, 指标库."""
    return _NO_FORM.search(fold(title)) is not None


def lists_projects(title: str) -> bool:
    """Whether a title says that the table has a line for each of many: 自评结果汇总表, 项目一览表."""
    return _LISTING.search(fold(title)) is not None


def kind_in_title(title: str) -> Kind | None:
    """The kind that a title names, None where it names none."""
    text = fold(title)
    return next((kind for kind, pattern in _TITLES if pattern.search(text)), None)


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
