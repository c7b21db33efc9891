"""The self-check: what is left to do, by formulas and conditional formats.

What it looks for follows from the definition: required cells, numbers, lists, lengths, the classification, the sums
that must agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jixiao.forms.definition import FormDefinition
from jixiao.templates.entryrules import DEFAULT_TEXT
from jixiao.templates.fitting import DEFAULT_LONGTEXT
from jixiao.templates.indicatorrules import indicator_rules
from jixiao.templates.selfcheck_rule import KINDS, TOLERANCE, SelfCheckRule
from jixiao.templates.sheet_formulas import References
from jixiao.templates.tablelayout import TablePlan


def rules_for(definition: FormDefinition, references: References, texts: Mapping[str, str]) -> list[SelfCheckRule]:
    """Return a form's rules with cells in its layout; ``texts`` stand there."""
    found = [*_field_rules(definition, references, texts), *_sum_rules(definition)]
    for plan in references.layout.tables.values():
        found += _table_rules(plan)
        if plan.table.key == "indicators":
            found += indicator_rules(plan, references)
    there = [rule for rule in found if references.has(rule.condition, rule.table)]
    return sorted(there, key=lambda rule: KINDS.index(rule.kind))


def _field_rules(
    definition: FormDefinition, references: References, texts: Mapping[str, str]
) -> Iterator[SelfCheckRule]:
    yield SelfCheckRule("必填项未填", '({year}="")', ("year",), mark="todo", blank=1)
    for key, cell in references.layout.inputs.items():
        if cell.entry is None:
            continue
        raw, place = definition.raw_field(cell.entry), "{@" + key + "}"
        if cell.entry.required:
            yield SelfCheckRule("必填项未填", f"(LEN(TRIM({place}))=0)", (key,), mark="todo", blank=1)
        if cell.entry.type in ("money", "number", "percent"):
            yield SelfCheckRule(
                "应填数字", f'({place}<>"")*(1-ISNUMBER({place})+ISNUMBER({place})*({place}<0))', (key,)
            )
        elif cell.entry.type in ("text", "longtext"):
            limit = raw.get("max_length", DEFAULT_LONGTEXT if cell.entry.type == "longtext" else DEFAULT_TEXT)
            yield SelfCheckRule("文字过长", f"(LEN({place})>{limit})", (key,))
            if cell.entry.type == "longtext":
                room = max(references.layout.room(cell), len(texts.get(key, "")))
                yield SelfCheckRule("放不下", f"(LEN({place})>{room})*(LEN({place})<={limit})", place=key)
        elif cell.entry.type == "date":
            yield _date_rule(key, place, raw)


def _date_rule(key: str, place: str, raw: Mapping[str, Any]) -> SelfCheckRule:
    """Return the rule for a date outside the filing years; text is no date."""
    first, last = raw.get("years", (-1, 0))
    early = f"({place}<DATE(MAX(2000,N({{year}})){first:+d},1,1))"
    late = f"({place}>DATE(MAX(2000,N({{year}})){last:+d},12,31))"
    bad = f'({place}<>"")*(1-ISNUMBER({place})+ISNUMBER({place})*ISNUMBER({{year}})*(({early}+{late})>0))'
    return SelfCheckRule("日期不在规定年度", bad, (key,))


def _sum_rules(definition: FormDefinition) -> Iterator[SelfCheckRule]:
    for entry in definition.raw.get("sums", ()):
        total = "{@" + entry["total"] + "}"
        parts = ",".join("{@" + part + "}" for part in entry["parts"])
        differs = f"(ABS(SUM({total})-SUM({parts}))>{TOLERANCE})"
        yield SelfCheckRule("资金合计不符", f"ISNUMBER({total})*(COUNT({parts})>0)*{differs}", (entry["total"],))


def _table_rules(plan: TablePlan) -> Iterator[SelfCheckRule]:
    """Required cells of rows in use, numbers, lengths."""
    table, columns = plan.table.key, plan.columns
    started = in_use(plan)
    if plan.table.key != "indicators" and plan.raw.get("required") and not plan.raw.get("fixed"):
        item = plan.table.item
        yield SelfCheckRule("必填项未填", f'(SUMPRODUCT(1*({{@{table}.{item}}}<>""))=0)', blank=1)
    for column in plan.table.columns:
        if column.key not in columns:
            continue
        place, raw = "{" + column.key + "}", plan.raw_column(column.key)
        if column.required and not plan.raw.get("fixed"):
            yield SelfCheckRule("必填项未填", f'{started}*({place}="")', (column.key,), table, "todo")
        if column.type in ("money", "number", "percent"):
            wrong = f'({place}<>"")*({place}<>"—")*(1-ISNUMBER({place})+ISNUMBER({place})*({place}<0))'
            yield SelfCheckRule("应填数字", wrong, (column.key,), table)
        elif column.type in ("text", "longtext"):
            limit = raw.get("max_length", DEFAULT_LONGTEXT if column.type == "longtext" else DEFAULT_TEXT)
            yield SelfCheckRule("文字过长", f"(LEN({place})>{limit})", (column.key,), table)


def in_use(plan: TablePlan) -> str:
    """Return the condition that a row has begun beyond its prepared cells."""
    own = [
        column.key
        for column in plan.table.columns
        if column.key in plan.columns
        and column.key not in ("level1", "level2")
        and "computed" not in plan.raw_column(column.key)
    ]
    return "((0+" + "+".join(f'({{{key}}}<>"")' for key in own) + ")>0)"
