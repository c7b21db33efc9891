"""The self-check of indicators: levels, names, targets, units, operators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jixiao.forms.text import dictionary
from jixiao.grid.address import quoted
from jixiao.templates.actual_formulas import ASKED, BASIS_CHANGED
from jixiao.templates.dropdowns import suffix_of
from jixiao.templates.entryrules import OPERATORS
from jixiao.templates.selfcheck_rule import TOLERANCE, SelfCheckRule
from jixiao.templates.sheet_formulas import References, criterion
from jixiao.templates.tablelayout import TablePlan

BUDGET = ("funding.total", "funding.annual", "budget.total", "execution.annual")
"""Where the amount stands that a cost indicator must not exceed: the first of these that a form has."""
_GROWTH = ("增", "提高")
"""Per cent of something that grows may exceed 100."""
_SIGNS = {"≥": (">=", "=>", "≧", "⩾"), "≤": ("<=", "=<", "≦", "⩽"), ">": ("＞",), "<": ("＜",)}
"""Other ways to type a sign in front of a number."""
_QUALITATIVE = quoted("定性")


def indicator_rules(plan: TablePlan, references: References) -> Iterator[SelfCheckRule]:
    """The rules of a table of indicators."""
    suffix = suffix_of(plan.table.classification)
    pair = criterion('{level1}&"|"&{level2}')
    yield SelfCheckRule(
        "一级与二级指标不对应",
        f'({{level1}}<>"")*({{level2}}<>"")*(COUNTIF(指标目录{suffix},{pair})=0)',
        ("level2",),
        "indicators",
    )
    twice = f'({{level3}}<>"")*(COUNTIF({{level3*}},{criterion("{level3}")})>1)'
    yield SelfCheckRule("三级指标重名", twice, ("level3",), "indicators")
    yield from _missing_levels(plan)
    yield from _outcome_rules(plan)
    separate = "operator" in plan.columns
    yield from _measure_rules(plan, references) if separate else _combined_rules(plan)
    yield SelfCheckRule(
        "日期不在规定年度",
        'ISNUMBER({year})*(MID({target},5,1)="年")*(LEFT({target},4)<>TEXT({year},"0"))',
        ("target",),
        "indicators",
    )
    if "points_sum" in plan.raw:
        total = plan.raw["points_sum"]
        yield SelfCheckRule(
            "分值合计不符", f"(COUNT({{@indicators.points}})>0)*(ABS(SUM({{@indicators.points}})-{total})>{TOLERANCE})"
        )


def _outcome_rules(plan: TablePlan) -> Iterator[SelfCheckRule]:
    """Yield the rules of what was reached: points, reasons, likelihood."""
    if "score" in plan.columns and "points" in plan.columns:
        above = "ISNUMBER({score})*ISNUMBER({points})*({score}>{points})"
        yield SelfCheckRule("得分超过分值", above, ("score",), "indicators")
        short = 'ISNUMBER({score})*ISNUMBER({points})*({score}<{points})*({deviation}="")'
        yield SelfCheckRule("未说明偏差原因", short, ("deviation",), "indicators", "todo")
    for kind in (*ASKED.values(), BASIS_CHANGED):
        yield SelfCheckRule(kind, f"({{asked}}={quoted(kind)})", ("actual",), "indicators")
    likely = [key for key in plan.columns if key.startswith("likelihood.")]
    if likely:
        ticked = "+".join(f'({{{key}}}<>"")' for key in likely)
        yield SelfCheckRule(
            "完成可能性应选一项", f'({{level3}}<>"")*(({ticked})<>1)', tuple(likely), "indicators", "todo"
        )
        doubtful = "+".join(f'({{{key}}}<>"")' for key in likely if key != "likelihood.certain")
        yield SelfCheckRule("未说明偏差原因", f'({doubtful})*({{deviation}}="")', ("deviation",), "indicators", "todo")


def _spelt(key: str, words: Iterable[str]) -> str:
    """The condition that a cell says one of these words."""
    return "(" + "+".join(f"({{{key}}}={quoted(word)})" for word in words) + ")"


def _operator_is(*symbols: str) -> str:
    """Return the condition that the operator is one of these in any spelling."""
    known = dictionary("labels")["operators"]
    return _spelt("operator", (word for symbol in symbols for word in known[symbol]))


def _above(limit: str) -> str:
    """Return the condition that money in any unit is above a limit in 万元."""
    parts = (
        f"({{unit}}={quoted(unit)})*({{target}}>(N({limit})+{TOLERANCE})/{worth})"
        for unit, worth in dictionary("units")["money"].items()
    )
    return "+".join(parts)


def _measure_rules(plan: TablePlan, references: References) -> Iterator[SelfCheckRule]:
    """Operator, target and unit in columns of their own."""
    symbol = _operator_is(*OPERATORS)
    target = ("target",)
    yield SelfCheckRule("应填数字", f'{symbol}*({{target}}<>"")*(1-ISNUMBER({{target}}))', target, "indicators")
    yield SelfCheckRule("未填度量单位", f'{symbol}*({{target}}<>"")*({{unit}}="")', ("unit",), "indicators")
    cost, satisfaction = _named(plan, "成本"), _named(plan, "满意度")
    chosen = f'({{operator}}<>"")*({{operator}}<>{_QUALITATIVE})'
    if cost:
        wrong = f"{cost}*{chosen}*(1-{_operator_is('≤', '<')})"
        yield SelfCheckRule("计算符号方向不符", wrong, ("operator",), "indicators")
    if satisfaction:
        wrong = f'{satisfaction}*({{operator}}<>"")*(1-{_operator_is("≥")})'
        yield SelfCheckRule("计算符号方向不符", wrong, ("operator",), "indicators")
    percent = _spelt("unit", dictionary("units")["percent"]["%"])
    no_growth = "*".join(f"ISERROR(FIND({quoted(word)},{{level3}}))" for word in _GROWTH)
    # 120% typed as such is the number 1.2; nobody aims at a satisfaction of at least 1.2 per cent.
    typed = f'({satisfaction or 0}+({{level2}}="质量指标"))*{_operator_is("≥")}*({{target}}>1)*({{target}}<=2)'
    yield SelfCheckRule(
        "百分比超过100",
        f"{percent}*ISNUMBER({{target}})*((({{target}}>100)+{typed})>0)*{no_growth}",
        target,
        "indicators",
    )
    budget = next((key for key in BUDGET if references.has("{@" + key + "}")), None)
    if cost and budget is not None:
        limit = "{@" + budget + "}"
        yield SelfCheckRule(
            "成本超过预算", f"{cost}*ISNUMBER({{target}})*ISNUMBER({limit})*({_above(limit)})", target, "indicators"
        )


def _combined_rules(plan: TablePlan) -> Iterator[SelfCheckRule]:
    """Yield the rules of targets in one text, such as ≥95%."""
    one_sign = "{target}"
    for sign, spellings in _SIGNS.items():
        for spelling in spellings:
            one_sign = f"SUBSTITUTE({one_sign},{quoted(spelling)},{quoted(sign)})"
    first = f"LEFT({one_sign},1)"
    digit = f'({first}>="0")*({first}<="9")'
    dated = '(MID({target},5,1)="年")'
    number = f'((ISNUMBER({{target}})+({digit}*(1-{dated})))>0)*({{target}}<>"")'
    yield SelfCheckRule("未写计算符号", number, ("target",), "indicators")
    for condition, allowed in ((_named(plan, "成本"), "≤<"), (_named(plan, "满意度"), "≥")):
        if condition:
            symbols = "+".join(f"({first}={quoted(symbol)})" for symbol in "≤≥=<>" if symbol not in allowed)
            yield SelfCheckRule("计算符号方向不符", f"{condition}*({symbols})", ("target",), "indicators")
    unsigned = f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({one_sign},"≥",""),"=",""),">",""),"％","%")'
    no_growth = "*".join(f"ISERROR(FIND({quoted(word)},{{level3}}))" for word in _GROWTH)
    # Three digits and the sign, and not 100%: a number above 100 without converting text, which would give errors.
    big = f'(RIGHT({unsigned},1)="%")*(LEN({unsigned})>=4)*({unsigned}<>"100%")*ISERROR(FIND(".",{{target}}))'
    yield SelfCheckRule(
        "百分比超过100",
        f'{big}*(LEFT({unsigned},1)>="1")*(LEFT({unsigned},1)<="9")*{no_growth}',
        ("target",),
        "indicators",
    )


def _missing_levels(plan: TablePlan) -> Iterator[SelfCheckRule]:
    """Outputs and benefits must be there, and of the outputs number, quality and time."""
    named = '({@indicators.level3}<>"")'
    for level1 in ("产出指标", "效益指标"):
        yield SelfCheckRule(
            "缺少应设的指标", f"(SUMPRODUCT(({{@indicators.level1}}={quoted(level1)})*{named})=0)", blank=1
        )
    for level2 in _levels(plan, "产出指标"):
        if any(word in level2 for word in ("数量", "质量", "时效")):
            outputs = f"(SUMPRODUCT(({{@indicators.level1}}={quoted('产出指标')})*{named})>0)"
            missing = f"(SUMPRODUCT(({{@indicators.level2}}={quoted(level2)})*{named})=0)"
            yield SelfCheckRule("缺少应设的指标", f"{outputs}*{missing}")


def _levels(plan: TablePlan, level1: str) -> list[str]:
    tree = dictionary("classification")[plan.table.classification]["level1"]
    return [leaf["name"] for branch in tree if branch["name"] == level1 for leaf in branch["level2"]]


def _named(plan: TablePlan, word: str) -> str:
    """Return the condition that a level has that word; empty if none does."""
    tree = dictionary("classification")[plan.table.classification]["level1"]
    parts = [f"({{level1}}={quoted(branch['name'])})" for branch in tree if word in branch["name"] and branch["level2"]]
    if not parts:
        leaves = [leaf["name"] for branch in tree for leaf in branch["level2"] if word in leaf["name"]]
        parts = [f"({{level2}}={quoted(name)})" for name in leaves]
    return f"({'+'.join(parts)})" if parts else ""
