"""The self-check: what is left to do on a form, counted by formulas and shown by conditional formats.

Each condition is written once (see ``formulas``) and works twice. What it looks for follows from the definition:
required cells, numbers, lists, lengths, the classification, the sums that must agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from jixiao.forms.definition import FormDefinition
from jixiao.forms.text import dictionary
from jixiao.templates.actual_formulas import ASKED, BASIS_CHANGED
from jixiao.templates.entryrules import DEFAULT_LONGTEXT, DEFAULT_TEXT, OPERATORS
from jixiao.templates.formulas import References, criterion, quoted
from jixiao.templates.lists import suffix_of
from jixiao.templates.tablelayout import TablePlan

KINDS = (
    "必填项未填", "请填数字", "请填日期", "请填档次", "评分依据已改动", "应填数字", "一级与二级指标不对应", "未填度量单位", "未写计算符号", "计算符号方向不符", "百分比超过100",
    "资金合计不符", "成本超过预算", "三级指标重名", "缺少应设的指标", "分值合计不符", "得分超过分值", "未说明偏差原因", "完成可能性应选一项", "日期不在规定年度", "文字过长", "放不下",
)  # fmt: skip
"""The kinds of things to do, in the order in which the panel names them."""
BUDGET = ("funding.total", "funding.annual", "budget.total", "execution.annual")
"""Where the amount stands that a cost indicator must not exceed: the first of these that a form has."""
BROKEN = "错"
"""Stands for the count of a rule that cannot be calculated."""
NOTICES = frozenset(("放不下",))
"""Kinds that are worth a look and do not count: the row may have been made higher, which no formula sees."""
LAST_ROW = 1_000_000
"""More rows than a form has."""
TOLERANCE = "0.005"
"""万元; the same as in the check."""
_GROWTH = ("增", "提高")
"""Per cent of something that grows may exceed 100."""
_QUALITATIVE = quoted("定性")

Mark = Literal["todo", "error"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition: for each row of ``table``, or for the form if there is none. ``marks`` are the keys to be coloured.

    ``blank`` is what it counts on a form in which nothing has been filled in; ``place`` is the key of the cell that it is
    about where none is coloured.
    """

    kind: str
    condition: str
    marks: tuple[str, ...] = ()
    table: str | None = None
    mark: Mark = "error"
    blank: int = 0
    place: str | None = None

    @property
    def first_key(self) -> str | None:
        """The key of the cell that the panel leads to."""
        return self.marks[0] if self.marks else self.place


def rules_for(definition: FormDefinition, references: References, texts: Mapping[str, str]) -> list[Rule]:
    """The rules of a form that its layout has the cells for; ``texts`` stand in it already, in boxes that hold them."""
    found = [*_field_rules(definition, references, texts), *_sum_rules(definition)]
    for plan in references.layout.tables.values():
        found += _table_rules(plan)
        if plan.table.key == "indicators":
            found += _indicator_rules(definition, plan, references)
    there = [rule for rule in found if references.has(rule.condition, rule.table)]
    return sorted(there, key=lambda rule: KINDS.index(rule.kind))


def count_formula(rule: Rule, references: References) -> str:
    """The formula of how often a rule finds something; ``BROKEN`` where a cell in error keeps it from being told."""
    condition = references.over_rows(rule.condition, rule.table)
    # 1*: a comparison alone gives truth values, which SUMPRODUCT passes over in Excel; 0+: and SUM
    count = f"SUMPRODUCT(1*({condition}))" if rule.table else f"0+({condition})"
    return f"=IFERROR({count},{quoted(BROKEN)})"


def place_formula(rule: Rule, count: str, references: References) -> str:
    """The formula of the address of the first cell that a rule is about, ``count`` being the cell of its count."""
    key = rule.first_key
    if key is None:
        return '=""'
    if rule.table is None:
        cell = references.over_rows("{year}" if key == "year" else "{@" + key + "}")
        return f'=IF({count}=0,"",ADDRESS(ROW({cell}),COLUMN({cell}),4))'
    column = references.over_rows("{" + key + "}", rule.table)
    found = references.over_rows(rule.condition, rule.table)
    # The first row is the greatest distance from the end.
    row = f"{LAST_ROW}-SUMPRODUCT(MAX(({found}>0)*({LAST_ROW}-ROW({column}))))"
    return f'=IF({count}=0,"",IFERROR(ADDRESS({row},MIN(COLUMN({column})),4),""))'


def marks_of(rule: Rule, references: References) -> Iterator[tuple[str, str]]:
    """The key of each cell that a rule colours, with the formula of its conditional format."""
    formula = references.over_row(rule.condition, rule.table)
    for key in rule.marks:
        yield key, f"=({formula})>0"


def _field_rules(definition: FormDefinition, references: References, texts: Mapping[str, str]) -> Iterator[Rule]:
    yield Rule("必填项未填", '({year}="")', ("year",), mark="todo", blank=1)
    raw_fields = {(raw["key"], raw["label"]): raw for raw in definition.raw["fields"]}
    for key, cell in references.layout.inputs.items():
        if cell.entry is None:
            continue
        raw, place = raw_fields[key, cell.entry.label], "{@" + key + "}"
        if cell.entry.required:
            yield Rule("必填项未填", f"(LEN(TRIM({place}))=0)", (key,), mark="todo", blank=1)
        if cell.entry.type in ("money", "number", "percent"):
            yield Rule("应填数字", f'({place}<>"")*(1-ISNUMBER({place})+ISNUMBER({place})*({place}<0))', (key,))
        elif cell.entry.type in ("text", "longtext"):
            limit = raw.get("max_length", DEFAULT_LONGTEXT if cell.entry.type == "longtext" else DEFAULT_TEXT)
            yield Rule("文字过长", f"(LEN({place})>{limit})", (key,))
            if cell.entry.type == "longtext":
                room = max(references.layout.room(cell), len(texts.get(key, "")))
                yield Rule("放不下", f"(LEN({place})>{room})*(LEN({place})<={limit})", place=key)
        elif cell.entry.type == "date":
            yield _date_rule(key, place, raw)


def _date_rule(key: str, place: str, raw: Mapping[str, Any]) -> Rule:
    """A date outside the years in which a form is filed. Typed text is no date; a day is told by its number."""
    first, last = raw.get("years", (-1, 0))
    early = f"({place}<DATE(MAX(2000,N({{year}})){first:+d},1,1))"
    late = f"({place}>DATE(MAX(2000,N({{year}})){last:+d},12,31))"
    bad = f'({place}<>"")*(1-ISNUMBER({place})+ISNUMBER({place})*ISNUMBER({{year}})*(({early}+{late})>0))'
    return Rule("日期不在规定年度", bad, (key,))


def _sum_rules(definition: FormDefinition) -> Iterator[Rule]:
    for entry in definition.raw.get("sums", ()):
        total = "{@" + entry["total"] + "}"
        parts = ",".join("{@" + part + "}" for part in entry["parts"])
        differs = f"(ABS(SUM({total})-SUM({parts}))>{TOLERANCE})"
        yield Rule("资金合计不符", f"ISNUMBER({total})*(COUNT({parts})>0)*{differs}", (entry["total"],))


def _table_rules(plan: TablePlan) -> Iterator[Rule]:
    """Required cells of rows in use, numbers, lengths."""
    table, columns = plan.table.key, plan.columns
    started = in_use(plan)
    if plan.table.key != "indicators" and plan.raw.get("required") and not plan.raw.get("fixed"):
        item = plan.table.item
        yield Rule("必填项未填", f'(SUMPRODUCT(1*({{@{table}.{item}}}<>""))=0)', blank=1)
    for column in plan.table.columns:
        if column.key not in columns:
            continue
        place, raw = "{" + column.key + "}", plan.raw_column(column.key)
        if column.required and not plan.raw.get("fixed"):
            yield Rule("必填项未填", f'{started}*({place}="")', (column.key,), table, "todo")
        if column.type in ("money", "number", "percent"):
            wrong = f'({place}<>"")*({place}<>"—")*(1-ISNUMBER({place})+ISNUMBER({place})*({place}<0))'
            yield Rule("应填数字", wrong, (column.key,), table)
        elif column.type in ("text", "longtext"):
            limit = raw.get("max_length", DEFAULT_LONGTEXT if column.type == "longtext" else DEFAULT_TEXT)
            yield Rule("文字过长", f"(LEN({place})>{limit})", (column.key,), table)


def in_use(plan: TablePlan) -> str:
    """The condition that a row has been begun: something stands in it besides the prepared levels and computed cells."""
    own = [
        column.key
        for column in plan.table.columns
        if column.key in plan.columns
        and column.key not in ("level1", "level2")
        and "computed" not in plan.raw_column(column.key)
    ]
    return "((" + "+".join(f'({{{key}}}<>"")' for key in own) + ")>0)"


def _indicator_rules(definition: FormDefinition, plan: TablePlan, references: References) -> Iterator[Rule]:
    suffix = suffix_of(plan.table.classification)
    pair = criterion('{level1}&"|"&{level2}')
    yield Rule(
        "一级与二级指标不对应",
        f'({{level1}}<>"")*({{level2}}<>"")*(COUNTIF(指标目录{suffix},{pair})=0)',
        ("level2",),
        "indicators",
    )
    twice = f'({{level3}}<>"")*(COUNTIF({{level3*}},{criterion("{level3}")})>1)'
    yield Rule("三级指标重名", twice, ("level3",), "indicators")
    yield from _missing_levels(plan)
    yield from _outcome_rules(plan)
    separate = "operator" in plan.columns
    yield from _measure_rules(plan, references) if separate else _combined_rules(plan)
    yield Rule(
        "日期不在规定年度",
        'ISNUMBER({year})*(MID({target},5,1)="年")*(LEFT({target},4)<>TEXT({year},"0"))',
        ("target",),
        "indicators",
    )
    if "points_sum" in plan.raw:
        total = plan.raw["points_sum"]
        yield Rule(
            "分值合计不符",
            f"(COUNT({{@indicators.points}})>0)*(ABS(SUM({{@indicators.points}})-{total})>{TOLERANCE})",
        )


def _outcome_rules(plan: TablePlan) -> Iterator[Rule]:
    """What was reached: points and their reasons, the likelihood that the goal is reached."""
    if "score" in plan.columns and "points" in plan.columns:
        above = "ISNUMBER({score})*ISNUMBER({points})*({score}>{points})"
        yield Rule("得分超过分值", above, ("score",), "indicators")
        short = 'ISNUMBER({score})*ISNUMBER({points})*({score}<{points})*({deviation}="")'
        yield Rule("未说明偏差原因", short, ("deviation",), "indicators", "todo")
    for kind in (*ASKED.values(), BASIS_CHANGED):
        yield Rule(kind, f"({{asked}}={quoted(kind)})", ("actual",), "indicators")
    likely = [key for key in plan.columns if key.startswith("likelihood.")]
    if likely:
        ticked = "+".join(f'({{{key}}}<>"")' for key in likely)
        yield Rule("完成可能性应选一项", f'({{level3}}<>"")*(({ticked})<>1)', tuple(likely), "indicators", "todo")
        doubtful = "+".join(f'({{{key}}}<>"")' for key in likely if key != "likelihood.certain")
        yield Rule("未说明偏差原因", f'({doubtful})*({{deviation}}="")', ("deviation",), "indicators", "todo")


def _measure_rules(plan: TablePlan, references: References) -> Iterator[Rule]:
    """Operator, target and unit in columns of their own."""
    symbol = "(" + "+".join(f"({{operator}}={quoted(operator)})" for operator in OPERATORS) + ")"
    target = ("target",)
    yield Rule("应填数字", f'{symbol}*({{target}}<>"")*(1-ISNUMBER({{target}}))', target, "indicators")
    yield Rule("未填度量单位", f'{symbol}*({{target}}<>"")*({{unit}}="")', ("unit",), "indicators")
    cost, satisfaction = _is_cost(plan), _is_satisfaction(plan)
    chosen = f'({{operator}}<>"")*({{operator}}<>{_QUALITATIVE})'
    if cost:
        yield Rule(
            "计算符号方向不符", f'{cost}*{chosen}*({{operator}}<>"≤")*({{operator}}<>"<")', ("operator",), "indicators"
        )
    if satisfaction:
        wrong = f'{satisfaction}*({{operator}}<>"")*({{operator}}<>"≥")'
        yield Rule("计算符号方向不符", wrong, ("operator",), "indicators")
    no_growth = "*".join(f"ISERROR(FIND({quoted(word)},{{level3}}))" for word in _GROWTH)
    # 120% typed as such is the number 1.2; nobody aims at a satisfaction of at least 1.2 per cent.
    typed = f'({satisfaction or 0}+({{level2}}="质量指标"))*({{operator}}="≥")*({{target}}>1)*({{target}}<=2)'
    yield Rule(
        "百分比超过100",
        f'({{unit}}="%")*ISNUMBER({{target}})*((({{target}}>100)+{typed})>0)*{no_growth}',
        target,
        "indicators",
    )
    budget = next((key for key in BUDGET if references.has("{@" + key + "}")), None)
    if cost and budget is not None:
        limit = "{@" + budget + "}"
        over = (
            f'({{unit}}="万元")*({{target}}>N({limit})+{TOLERANCE})'
            f'+({{unit}}="元")*({{target}}>(N({limit})+{TOLERANCE})*10000)'
        )
        yield Rule("成本超过预算", f"{cost}*ISNUMBER({{target}})*ISNUMBER({limit})*({over})", target, "indicators")


def _combined_rules(plan: TablePlan) -> Iterator[Rule]:
    """Operator, number and unit in one text, such as ≥95%: the first character tells the operator."""
    first = "LEFT({target},1)"
    digit = f'({first}>="0")*({first}<="9")'
    dated = '(MID({target},5,1)="年")'
    number = f'((ISNUMBER({{target}})+({digit}*(1-{dated})))>0)*({{target}}<>"")'
    yield Rule("未写计算符号", number, ("target",), "indicators")
    for condition, allowed in ((_is_cost(plan), "≤<"), (_is_satisfaction(plan), "≥")):
        if condition:
            symbols = "+".join(f"({first}={quoted(symbol)})" for symbol in "≤≥=<>" if symbol not in allowed)
            yield Rule("计算符号方向不符", f"{condition}*({symbols})", ("target",), "indicators")
    unsigned = 'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({target},"≥",""),"=",""),">","")'
    no_growth = "*".join(f"ISERROR(FIND({quoted(word)},{{level3}}))" for word in _GROWTH)
    # Three digits and the sign, and not 100%: a number above 100 without converting text, which would give errors.
    big = f'(RIGHT({{target}},1)="%")*(LEN({unsigned})>=4)*({unsigned}<>"100%")*ISERROR(FIND(".",{{target}}))'
    yield Rule(
        "百分比超过100",
        f'{big}*(LEFT({unsigned},1)>="1")*(LEFT({unsigned},1)<="9")*{no_growth}',
        ("target",),
        "indicators",
    )


def _missing_levels(plan: TablePlan) -> Iterator[Rule]:
    """Outputs and benefits must be there, and of the outputs number, quality and time."""
    named = '({@indicators.level3}<>"")'
    for level1 in ("产出指标", "效益指标"):
        yield Rule("缺少应设的指标", f"(SUMPRODUCT(({{@indicators.level1}}={quoted(level1)})*{named})=0)", blank=1)
    for level2 in _levels(plan, "产出指标"):
        if any(word in level2 for word in ("数量", "质量", "时效")):
            outputs = f"(SUMPRODUCT(({{@indicators.level1}}={quoted('产出指标')})*{named})>0)"
            missing = f"(SUMPRODUCT(({{@indicators.level2}}={quoted(level2)})*{named})=0)"
            yield Rule("缺少应设的指标", f"{outputs}*{missing}")


def _levels(plan: TablePlan, level1: str) -> list[str]:
    tree = dictionary("classification")[plan.table.classification]["level1"]
    return [leaf["name"] for branch in tree if branch["name"] == level1 for leaf in branch["level2"]]


def _named(plan: TablePlan, word: str) -> str:
    """The condition that a row's level 1 or level 2 is one with that word; empty if there is none."""
    tree = dictionary("classification")[plan.table.classification]["level1"]
    parts = [f"({{level1}}={quoted(branch['name'])})" for branch in tree if word in branch["name"] and branch["level2"]]
    if not parts:
        leaves = [leaf["name"] for branch in tree for leaf in branch["level2"] if word in leaf["name"]]
        parts = [f"({{level2}}={quoted(name)})" for name in leaves]
    return f"({'+'.join(parts)})" if parts else ""


def _is_cost(plan: TablePlan) -> str:
    return _named(plan, "成本")


def _is_satisfaction(plan: TablePlan) -> str:
    return _named(plan, "满意度")
