"""What a bureau's rule can look at, by the names that officers use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from jixiao.checks.execution import total_line
from jixiao.forms.labels import cached_form

if TYPE_CHECKING:
    from jixiao.checks.checked_form import Form
    from jixiao.checks.rows import Row

Scope = Literal["form", "row"]
Found = tuple[Decimal | str | None, str]
"""A value and its cell."""


class Subject(NamedTuple):
    """A field or an indicator's column; ``number``: a number, money in 万元."""

    name: str
    scope: Scope
    key: str
    number: bool = False
    aliases: tuple[str, ...] = ()


INDICATORS = "指标"
"""The subject of rules that count rows."""

_FORM = (
    Subject("填报单位", "form", "department", aliases=("部门", "单位名称", "主管部门")),
    Subject("项目名称", "form", "project"),
    Subject("预算年度", "form", "fiscal_year", True, ("年度",)),
    Subject("项目类别", "form", "category", aliases=("项目属性",)),
    Subject("实施单位", "form", "implementing_unit"),
    Subject("所属专项", "form", "program"),
    Subject("实施期", "form", "period", aliases=("项目期",)),
    Subject("项目金额", "form", "amount", True, ("资金总额", "预算数", "金额")),
    Subject("财政拨款", "form", "funding.fiscal", True),
    Subject("上年结转", "form", "funding.carryover", True),
    Subject("其他资金", "form", "funding.other", True),
    Subject("基本支出", "form", "budget.basic", True),
    Subject("项目支出", "form", "budget.project", True),
    Subject("执行数", "form", "execution.executed", True, ("全年执行数",)),
    Subject("执行率", "form", "execution.rate", True),
    Subject("年度绩效目标", "form", "goals.annual", aliases=("绩效目标", "年度目标")),
    Subject("实施期绩效目标", "form", "goals.period", aliases=("中期目标",)),
    Subject("目标完成情况", "form", "goals.actual", aliases=("实际完成情况",)),
    Subject("部门职责", "form", "duties"),
    Subject("总分", "form", "total_score", True),
    Subject("自评等级", "form", "grade", aliases=("等级",)),
    Subject("填表人", "form", "signoff.preparer"),
    Subject("联系电话", "form", "signoff.phone"),
    Subject("填报日期", "form", "signoff.date"),
    Subject("单位负责人", "form", "signoff.head"),
)
_ROWS = (
    Subject(INDICATORS, "row", "level3"),
    Subject("三级指标", "row", "level3", aliases=("指标名称", "名称")),
    Subject("一级指标", "row", "level1"),
    Subject("二级指标", "row", "level2"),
    Subject("指标值", "row", "target"),
    Subject("计算符号", "row", "operator", aliases=("指标值类型",)),
    Subject("度量单位", "row", "unit", aliases=("计量单位",)),
    Subject("指标解释", "row", "explanation"),
    Subject("评分标准", "row", "scoring_standard", aliases=("评扣分标准",)),
    Subject("备注", "row", "remark"),
    Subject("分值", "row", "points", True, ("权重",)),
    Subject("实际完成值", "row", "actual", aliases=("完成值",)),
    Subject("得分", "row", "score", True),
    Subject("偏差原因", "row", "deviation"),
    Subject("监控期完成值", "row", "actual_to_july"),
    Subject("全年预计完成", "row", "expected"),
)
SUBJECTS = (*_FORM, *_ROWS)


@cache
def _by_name() -> dict[str, Subject]:
    return {cached_form(name): subject for subject in SUBJECTS for name in (subject.name, *subject.aliases)}


def subject_of(name: str) -> Subject | None:
    """Return the subject of a name; an indicator's may begin with 指标."""
    plain = cached_form(name.replace("．", ".").removeprefix("指标."))
    return _by_name().get(plain)


def of_row(form: Form, subject: Subject, row: Row) -> Found:
    """Return an indicator's value in a column, and the cell where it belongs."""
    value: Any = row.data.get(subject.key)
    return value, form.at(row, subject.key)


def of_form(form: Form, subject: Subject) -> Found | None:
    """Return a field's value and cell; None if the form has no such field."""
    read = _READERS.get(subject.key.partition(".")[0])
    if read is not None:
        return read(form, subject.key.partition(".")[2])
    document: Mapping[str, Any] = form.document
    value = document.get(subject.key)
    if subject.key not in document and subject.key not in form.blanks:
        return None
    return (Decimal(value) if isinstance(value, int) else value), form.blanks.get(subject.key, form.where(subject.key))


def _amount(form: Form, _key: str) -> Found | None:
    if form.kind == "summary":
        total = form.document.get("total")
        return (None if total is None else total * form.worth), form.where("total")
    return form.amount, form.amount_cell


def _funding(form: Form, key: str) -> Found | None:
    known = key in form.document.get("funding", {})
    return (form.funding(key), form.where(f"funding.{key}")) if known else None


def _budget(form: Form, key: str) -> Found | None:
    known = key in form.document.get("budget", {})
    return (form.budget(key), form.where(f"budget.{key}")) if known else None


def _execution(form: Form, key: str) -> Found | None:
    line = total_line(form)
    if line is None or key not in line:
        return None
    value: Any = line.get(key)
    worth = form.worth if key != "rate" else Decimal(1)
    return (None if value is None else value * worth), line["cells"].get(key, line["cell"])


def _goal(form: Form, key: str) -> Found | None:
    goals = form.document.get("goals", {})
    return (goals[key], form.where(f"goals.{key}")) if key in goals else None


def _signoff(form: Form, key: str) -> Found | None:
    signed = form.document["signoff"]
    place = f"signoff.{key}"
    known = signed.get(key) is not None or place in form.blanks
    return (signed.get(key), form.blanks.get(place, form.where(place))) if known else None


_READERS: Mapping[str, Callable[[Form, str], Found | None]] = {
    "amount": _amount,
    "funding": _funding,
    "budget": _budget,
    "execution": _execution,
    "goals": _goal,
    "signoff": _signoff,
}
