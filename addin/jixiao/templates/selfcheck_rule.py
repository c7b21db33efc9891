"""A rule of the self-check: a condition, its count, its first place, its colour.

Each condition is written once (see ``formulas``) and works three times: as a count, as a place, as a conditional format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from jixiao.grid.address import quoted
from jixiao.templates.sheet_formulas import References

KINDS = (
    "必填项未填", "请填数字", "请填日期", "请填档次", "评分依据已改动", "应填数字", "一级与二级指标不对应", "未填度量单位", "未写计算符号", "计算符号方向不符", "百分比超过100",
    "资金合计不符", "成本超过预算", "三级指标重名", "缺少应设的指标", "分值合计不符", "得分超过分值", "未说明偏差原因", "完成可能性应选一项", "日期不在规定年度", "文字过长", "放不下",
)  # fmt: skip
"""The kinds of things to do, in the order in which the panel names them."""
BROKEN = "错"
"""Stands for the count of a rule that cannot be calculated."""
NOTICES = frozenset(("放不下",))
"""Kinds that are worth a look and do not count: the row may have been made higher, which no formula sees."""
LAST_ROW = 1_000_000
"""More rows than a form has."""
TOLERANCE = "0.005"
"""万元; the same as in the check."""
MarkLevel = Literal["todo", "error"]


@dataclass(frozen=True, slots=True)
class SelfCheckRule:
    """A condition for each row of ``table`` or for the form; ``marks`` are coloured.

    ``blank`` is what it counts on a form in which nothing has been filled in; ``place`` is the key of the cell that it is
    about where none is coloured.
    """

    kind: str
    condition: str
    marks: tuple[str, ...] = ()
    table: str | None = None
    mark: MarkLevel = "error"
    blank: int = 0
    place: str | None = None

    @property
    def first_key(self) -> str | None:
        """The key of the cell that the panel leads to."""
        return self.marks[0] if self.marks else self.place


def count_formula(rule: SelfCheckRule, references: References) -> str:
    """Return the formula of a rule's count; ``BROKEN`` where an error bars it."""
    condition = references.over_rows(rule.condition, rule.table)
    # 1*: a comparison alone gives truth values, which SUMPRODUCT passes over in Excel; 0+: and SUM
    count = f"SUMPRODUCT(1*({condition}))" if rule.table else f"0+({condition})"
    return f"=IFERROR({count},{quoted(BROKEN)})"


def place_formula(rule: SelfCheckRule, count: str, references: References) -> str:
    """Return the formula of a rule's first cell; ``count`` holds its count."""
    key = rule.first_key
    if key is None:
        return '=""'
    if rule.table is None:
        cell = references.over_rows("{year}" if key == "year" else "{@" + key + "}")
        return f'=IF({count}=0,"",ADDRESS(ROW({cell}),COLUMN({cell}),4))'
    column = references.over_rows("{" + key + "}", rule.table)
    found = references.over_rows(rule.condition, rule.table)
    # The first row is the greatest distance from the end.
    row = f"{LAST_ROW}-SUMPRODUCT(MAX((1*({found})>0)*({LAST_ROW}-ROW({column}))))"
    return f'=IF({count}=0,"",IFERROR(ADDRESS({row},MIN(COLUMN({column})),4),""))'


def marks_of(rule: SelfCheckRule, references: References) -> Iterator[tuple[str, str]]:
    """Yield the key of each cell that a rule colours, with its formula."""
    formula = references.over_row(rule.condition, rule.table)
    for key in rule.marks:
        # 1*: a comparison alone gives a truth value, and to Excel even FALSE is more than any number
        yield key, f"=1*({formula})>0"
