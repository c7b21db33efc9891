"""Data validation: what may be typed, with prompt and refusal."""

# Excel, WPS and LibreOffice apply these rules to typing, not to pasting; what slips through is found by
# ``selfcheck``.

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jixiao.forms.definition import Field, FormDefinition
from jixiao.grid.address import quoted
from jixiao.templates.actual_formulas import PROMPTS, REFUSALS, ActualEntry, entry_test
from jixiao.templates.dropdowns import Lists, suffix_of
from jixiao.templates.fitting import DEFAULT_LONGTEXT
from jixiao.templates.sheet_formulas import References
from jixiao.templates.tablelayout import TablePlan

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
EntryRule = dict[str, Any]
"""Options of XlsxWriter's ``data_validation``."""

MAX_TITLE = 32
MAX_MESSAGE = 255
MAX_TARGET = 100
DEFAULT_TEXT = 200
_LIMITS = {"name": 20, "phone": 40, "longtext": DEFAULT_LONGTEXT}
"""Characters of a type of text that has another limit."""
_NUMBERS = ("money", "number", "percent")

OPERATORS = ("≤", "≥", "=", "<", ">")
FILING_YEARS = (-1, 0)
"""Years in which a form may be dated, seen from its fiscal year: goals are filed in the year before."""


def year_rule() -> EntryRule:
    """The fiscal year: a whole number."""
    prompt = "填写预算年度，例如 2027。标题和日期检查都用它。"
    rule = {"validate": "integer", "criteria": "between", "minimum": 2000, "maximum": 2199}
    return rule | _messages("预算年度", prompt, "预算年度应是四位数的年份，例如 2027。")


def years_on(definition: FormDefinition, year: int | None) -> int:
    """Return how many years a form is after its definition's examples."""
    if year is None:
        return 0
    named = re.search(r"(?:19|20)\d{2}$", definition.id)
    shown = [int(found) for raw in definition.raw["fields"] for found in _YEAR.findall(str(raw.get("help", "")))]
    base = int(named.group()) if named is not None else max(shown, default=year)
    return year - base


def in_year(text: str, later: int) -> str:
    """A prompt with the years of its examples moved on: 例如：2026年度 → 例如：2027年度."""
    return _YEAR.sub(lambda match: str(int(match.group()) + later), text) if later else text


def field_rule(entry: Field, raw: Mapping[str, Any], lists: Lists, references: References, later: int) -> EntryRule:
    """The rule for the cell of a field; ``later`` moves the years of its examples on."""
    label, prompt = str(raw["label"]), in_year(str(raw.get("help", "")), later)
    if entry.type == "date":
        rule, refusal = _date(tuple(raw.get("years", FILING_YEARS)), references)
        return rule | _messages(label, prompt, in_year(refusal, later))
    if entry.type == "currency_unit":
        return _listed(label, prompt, ["万元"], lists, "模板统一以万元为单位。")
    return _plain_rule(entry.type, "{@" + entry.key + "}", raw, prompt, lists, references)


def column_rule(plan: TablePlan, key: str, lists: Lists, references: References) -> EntryRule | None:
    """The rule for the cells of a table column; None where anything may be typed."""
    raw = plan.raw_column(key)
    kind, label, prompt = raw["type"], str(raw["label"]), str(raw.get("help", ""))
    if kind in ("sequence", "mark") and "list" not in raw:
        return None
    if kind in ("level1", "level2"):
        rule, refusal = _level(plan, key, lists, references)
    elif kind == "unit":
        rule = {"validate": "list", "source": "=" + lists.units(), "error_type": "warning"}
        refusal = "这个度量单位不在常用单位中，请核对写法；确需使用的可以继续。"
    elif kind == "target" and "list" not in raw:
        rule, refusal = _target(plan, references)
    else:
        return _plain_rule(kind, "{" + key + "}", raw, prompt, lists, references, plan.table.key)
    return rule | _messages(label, prompt, refusal)


def _plain_rule(
    kind: str,
    place: str,
    raw: Mapping[str, Any],
    prompt: str,
    lists: Lists,
    references: References,
    table: str | None = None,
) -> EntryRule:
    """Return the rule of a choice, an amount or a text."""
    label = str(raw["label"])
    if "list" in raw and (table is not None or kind not in _NUMBERS):
        return _listed(
            label, prompt, references.layout.definition.raw["lists"][raw["list"]], lists, "请从下拉列表中选择。"
        )
    if kind in _NUMBERS:
        rule, refusal = _amount(place, references, table)
        return rule | _messages(label, prompt, refusal)
    limit = int(raw.get("max_length", 0)) or _LIMITS.get(kind, DEFAULT_TEXT)
    rule, refusal = _length(limit)
    return rule | _messages(label, prompt if str(limit) in prompt else f"{prompt}最多 {limit} 个字。", refusal)


def _listed(label: str, prompt: str, choices: list[str], lists: Lists, refusal: str) -> EntryRule:
    return {"validate": "list", "source": "=" + lists.add(label, choices)} | _messages(label, prompt, refusal)


def actual_rule(entry: ActualEntry, place: str, rule: EntryRule) -> EntryRule:
    """Return the rule for the actual value of a row with a calculated score."""
    prompt = PROMPTS[entry.wanted].format(unit=entry.unit or "指标值的单位")
    test = entry_test(entry, place)
    checked: EntryRule = rule if test is None else {"validate": "custom", "value": f"={test}"}
    refusal: str = REFUSALS.get(entry.wanted) or rule["error_message"]
    return checked | _messages(rule["error_title"], prompt, "") | {"error_message": refusal[:MAX_MESSAGE]}


def _amount(place: str, references: References, table: str | None) -> tuple[EntryRule, str]:
    # Not the type "decimal": it cannot limit the digits.
    formula = references.over_row(f"IF(ISNUMBER({place}),AND({place}>=0,ROUND({place},2)={place}),FALSE)", table)
    return {"validate": "custom", "value": f"={formula}"}, "应填写不小于 0 的数字，最多两位小数，不带单位。"


def _date(years: tuple[int, ...], references: References) -> tuple[EntryRule, str]:
    first, last = years
    year = references.over_row("{year}")
    rule: EntryRule = {
        "validate": "date",
        "criteria": "between",
        "minimum": f'=IF({year}="",DATE(2000,1,1),DATE({year}{first:+d},1,1))',
        "maximum": f'=IF({year}="",DATE(2199,12,31),DATE({year}{last:+d},12,31))',
    }
    span = "预算年度内" if (first, last) == (0, 0) else "预算年度或上一年内" if first < 0 else "预算年度或下一年内"
    return rule, f"应填写{span}的日期，例如 2026-12-12。"


def _length(limit: int) -> tuple[EntryRule, str]:
    return {"validate": "length", "criteria": "<=", "value": limit}, f"文字过长，最多 {limit} 个字。"


def _level(plan: TablePlan, key: str, lists: Lists, references: References) -> tuple[EntryRule, str]:
    name = lists.level1(plan.table.classification)
    suffix = suffix_of(plan.table.classification)
    if key == "level1":
        return {"validate": "list", "source": f"={name}"}, "请从下拉列表中选择一级指标。"
    level1 = references.over_row("{level1}", plan.table.key)
    source = f'=IF({level1}="",二级指标{suffix},INDIRECT({level1}&{quoted(suffix)}))'
    return {"validate": "list", "source": source}, "二级指标要属于左边的一级指标，请从下拉列表中选择。"


def _target(plan: TablePlan, references: References) -> tuple[EntryRule, str]:
    """Return the rule of a target: a number where an operator says so."""
    if "operator" not in plan.columns:
        return _length(MAX_TARGET)
    chosen = "+".join(f"({{operator}}={quoted(operator)})" for operator in OPERATORS)
    formula = references.over_row(
        f"(ISNUMBER({{target}})+({chosen}=0))*(LEN({{target}})<={MAX_TARGET})", plan.table.key
    )
    return {
        "validate": "custom",
        "value": f"={formula}>0",
    }, "计算符号为 ≤ ≥ = < > 的指标，指标值应是数字，不带单位；不能用数字衡量的，计算符号选“定性”。"


def _messages(label: str, prompt: str, refusal: str) -> EntryRule:
    title = label.strip("：:")[:MAX_TITLE]
    told = refusal if not prompt or "下拉列表" in prompt else f"{refusal}{prompt}"
    found: EntryRule = {"error_title": title, "error_message": told[:MAX_MESSAGE]}
    if prompt:
        found |= {"input_title": title, "input_message": prompt[:MAX_MESSAGE]}
    return found
