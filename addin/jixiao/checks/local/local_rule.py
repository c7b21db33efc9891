"""A bureau's rule as its settings say it, and what they cannot say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from jixiao.checks.finding import Severity
from jixiao.checks.local.form_values import INDICATORS, Subject, subject_of
from jixiao.checks.local.requirements import PatternError, RequirementCondition, condition_of, matches
from jixiao.forms.labels import cached_form
from jixiao.forms.numbers import parse_number

CODE = re.compile(r"LOC-\d{3,4}")
KINDS = {
    "项目": "project", "项目支出": "project", "项目绩效目标表": "project", "部门整体": "department", "部门": "department",
    "汇总": "summary", "汇总表": "summary", "自评": "selfeval", "自评表": "selfeval", "监控": "monitoring",
    "监控表": "monitoring",
}  # fmt: skip
"""How the kinds of form are called in 适用表种; 全部 or an empty cell means all."""
EVERY_KIND = frozenset(KINDS.values())
_ALL = "全部"
_FILTERS = ("level1", "level2", "name", "unit")
_MOST_DIGITS = 20


class LocalRule(NamedTuple):
    """A rule of a bureau: names of subject and condition, label forms to filter."""

    code: str
    kinds: frozenset[str]
    subject: str
    level1: str
    level2: str
    name: str
    unit: str
    condition: str
    number: Decimal | None
    words: tuple[str, ...]
    column: str
    typed: str
    severity: Severity
    text: str
    basis: str
    exempt: frozenset[str]


def local_rule(raw: Mapping[str, Any]) -> LocalRule:
    """Return the rule of an entry in which ``local_problems`` finds nothing."""
    condition = condition_of(raw["condition"])
    assert condition is not None
    typed = str(raw.get("value", ""))
    return LocalRule(
        code=raw["code"],
        kinds=_kinds(raw.get("kinds", ()))[0],
        subject=raw["subject"],
        level1=cached_form(raw.get("level1", "")),
        level2=cached_form(raw.get("level2", "")),
        name=cached_form(raw.get("name", "")),
        unit=cached_form(raw.get("unit", "")),
        condition=raw["condition"],
        number=_number(typed),
        words=_words(condition, typed),
        column=raw.get("column", ""),
        typed=typed,
        severity=Severity(raw["severity"]),
        text=raw["message"],
        basis=raw.get("basis", ""),
        exempt=frozenset(map(cached_form, raw.get("exempt", ()))),
    )


def local_problems(entries: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, str, str]]:
    """Yield what entries that fit the schema get wrong: number, key, words."""
    seen: dict[str, int] = {}
    for number, raw in enumerate(entries):
        first = seen.setdefault(raw["code"], number)
        if first != number:
            yield number, "code", f"编号 {raw['code']} 写了两次（第 {first + 1} 条和第 {number + 1} 条规则）"
        for key, text in _problems(raw):
            yield number, key, text


def _problems(raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    unknown = _kinds(raw.get("kinds", ()))[1]
    if unknown:
        yield "kinds", f"没有“{unknown}”这种表，可写：{_ALL}、项目、部门整体、汇总、自评、监控"
    if "since" in raw and "until" in raw and raw["since"] > raw["until"]:
        yield "until", f"截止日期 {raw['until']} 早于起始日期 {raw['since']}"
    subject, condition = subject_of(raw["subject"]), condition_of(raw["condition"])
    if subject is None:
        yield "subject", f"没有“{raw['subject']}”这个对象，可写的见填写说明"
    elif subject.scope == "form" and (given := next((key for key in _FILTERS if raw.get(key)), None)):
        yield given, f"“{subject.name}”不是指标的栏目，不能按指标筛选"
    if condition is None:
        yield "condition", f"没有“{raw['condition']}”这个条件，可写的见填写说明"
    if subject is not None and condition is not None:
        yield from _unfit(raw, subject, condition)


def _unfit(raw: Mapping[str, Any], subject: Subject, condition: RequirementCondition) -> Iterator[tuple[str, str]]:
    """Yield where subject, condition and value do not go together."""
    if condition.asked != "value" and subject.scope != "row":
        yield "condition", f"“{condition.name}”只用于指标，“{subject.name}”不是指标的栏目"
    if condition.asked == "sum" and not subject.number and subject.key not in ("target", "actual"):
        yield "subject", f"“{subject.name}”不是数字，不能求合计"
    if condition.asked == "value" and cached_form(raw["subject"]) == cached_form(INDICATORS):
        yield "subject", f"“{INDICATORS}”只用于条数；查指标的内容请写指标值、分值、度量单位等栏目"
    typed, column = str(raw.get("value", "")), raw.get("column", "")
    if condition.operand == "none":
        return
    if column:
        yield from _unfit_column(column, subject, condition)
        if typed:
            yield "column", "“值”和“比较栏目”只能填一个"
    elif not typed.strip():
        yield "condition", f"“{condition.name}”要写明值" + ("或比较栏目" if condition.operand != "list" else "")
    elif condition.operand == "number" and _number(typed) is None:
        yield "value", f"“{typed[:20]}”不是数字"
    elif condition.operand == "list" and not _words(condition, typed):
        yield "value", "列表里没有内容；几个内容用顿号分开"
    elif condition.operand == "pattern":
        try:
            matches(typed, "")
        except PatternError as error:
            yield "value", str(error)


def _unfit_column(column: str, subject: Subject, condition: RequirementCondition) -> Iterator[tuple[str, str]]:
    other = subject_of(column)
    if condition.operand not in ("value", "number") or condition.asked == "count" or "长度" in condition.name:
        yield "column", f"“{condition.name}”不能与另一栏比较，请在“值”中写明"
    elif other is None:
        yield "column", f"没有“{column}”这个栏目，可写的见填写说明"
    elif other.scope == "row" and (subject.scope == "form" or condition.asked == "sum"):
        yield "column", f"“{other.name}”是指标的栏目，一张表有许多个，不能与它比较"


def _kinds(names: Iterable[str]) -> tuple[frozenset[str], str]:
    """Return the kinds that are named, and the first name that is none."""
    given = [name for name in names if name != _ALL]
    unknown = next((name for name in given if name not in KINDS), "")
    found = frozenset(KINDS[name] for name in given if name in KINDS)
    return (found if given else EVERY_KIND), unknown


def _number(typed: str) -> Decimal | None:
    if len(typed) > _MOST_DIGITS:
        return None
    try:
        return parse_number(typed)
    except InvalidOperation:
        return None


def _words(condition: RequirementCondition, typed: str) -> tuple[str, ...]:
    if condition.operand == "pattern":
        return (typed,)
    if condition.operand != "list":
        return ()
    return tuple(cached_form(word) for word in re.split(r"[、;；,，|\n]", typed) if word.strip())
