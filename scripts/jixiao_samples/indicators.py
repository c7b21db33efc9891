"""The indicator rows of the samples, in order, with standards that add up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, cast

from jixiao.forms.document import Indicator
from jixiao.forms.numbers import plain_number
from jixiao_samples.projects import Effect, Job, SampleProject
from jixiao_samples.texts import vocabulary

POINTS = {"成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10}
"""Points by level 1; with the 10 of the execution rate they make 100."""

Way = Literal["share", "ratio", "cost", "count", "date", "satisfaction"]


@dataclass(frozen=True, slots=True)
class SampleIndicator:
    """An indicator before it is put on a form. ``way`` says how it is scored."""

    block: str
    name: str
    operator: str | None
    target: Decimal | str
    unit: str | None
    explanation: str
    way: Way


def project_lines(project: SampleProject) -> list[SampleIndicator]:
    """All indicators of a project, in no particular order of blocks."""
    jobs = project.jobs
    lines = [_total_cost(project.total_cost, project.amount)]
    lines += [_unit_cost(job) for job in jobs]
    lines += [_complaints(project), _waste(project)]
    lines += [_quantity(job) for job in jobs]
    lines += [_rate(job) for job in jobs]
    lines += [_deadline(job) for job in jobs]
    lines += [_benefit(effect) for effect in project.effects]
    lines += [_satisfied(served, project.satisfaction) for served in project.served]
    return lines


def department_lines(projects: list[SampleProject], staff: Decimal, office: Decimal) -> list[SampleIndicator]:
    """Return a department's indicators: its costs (万元), and its projects' first."""
    total = sum((project.amount for project in projects), Decimal(0))
    lines = [
        _money("人员经费支出", staff, "保障在职人员工资福利"),
        _money("公用经费支出", office, "保障机关日常运转"),
        _money("项目经费支出", total, "用于所附项目，与项目绩效目标表合计一致"),
    ]
    first = projects[:6]
    lines += [_complaints(first[0]), _waste(first[0])]
    lines += [_quantity(job) for project in first for job in project.jobs[:2]]
    lines += [_rate(project.jobs[0]) for project in first]
    lines += [_deadline(project.jobs[0]) for project in first[:4]]
    for block, number in (("economic", 2), ("social", 3), ("ecological", 2), ("lasting", 2)):
        chosen = [next(e for e in project.effects if e.block == block) for project in first[:number]]
        lines += [_benefit(effect) for effect in chosen]
    lines += [_satisfied(project.served[0], project.satisfaction) for project in first[:3]]
    return lines


def _total_cost(name: str, amount: Decimal) -> SampleIndicator:
    text = f"考核项目成本控制情况，总成本不超过{plain_number(amount)}万元"
    return SampleIndicator("economic_cost", name, "≤", amount, "万元", text, "cost")


def _money(name: str, amount: Decimal, purpose: str) -> SampleIndicator:
    text = f"{purpose}，不超过{plain_number(amount)}万元"
    return SampleIndicator("economic_cost", name, "≤", amount, "万元", text, "cost")


def _unit_cost(job: Job) -> SampleIndicator:
    unit = f"万元/{job.unit}"
    text = f"平均每{job.unit}成本不超过{plain_number(job.price)}万元"
    return SampleIndicator("economic_cost", f"{job.stem}单位成本", "≤", job.price, unit, text, "cost")


def _complaints(project: SampleProject) -> SampleIndicator:
    text = f"项目实施引起的有效投诉不超过{project.complaints}件"
    name = f"{project.theme.name}引发投诉件数"
    return SampleIndicator("social_cost", name, "≤", Decimal(project.complaints), "件", text, "count")


def _waste(project: SampleProject) -> SampleIndicator:
    text = f"项目实施产生的废弃物不超过{project.waste}吨"
    name = f"{project.theme.name}废弃物产生数量"
    return SampleIndicator("ecological_cost", name, "≤", Decimal(project.waste), "吨", text, "count")


def _quantity(job: Job) -> SampleIndicator:
    text = f"全年{job.counted}不低于{plain_number(job.quantity)}{job.unit}"
    return SampleIndicator("quantity", job.counted, "≥", Decimal(job.quantity), job.unit, text, "ratio")


def _share(block: str, name: str, target: int) -> SampleIndicator:
    if target == 100:
        return SampleIndicator(block, name, "=", Decimal(100), "%", f"计划{name}达到100%", "share")
    return SampleIndicator(block, name, "≥", Decimal(target), "%", f"计划{name}不低于{target}%", "share")


def _rate(job: Job) -> SampleIndicator:
    return _share("quality", job.quality, job.rate)


def _deadline(job: Job) -> SampleIndicator:
    text = f"考核{job.stem}在规定时间内完成的情况"
    return SampleIndicator("deadline", f"{job.stem}完成时限", None, job.deadline, None, text, "date")


def _benefit(effect: Effect) -> SampleIndicator:
    if effect.unit == "%":
        return _share(effect.block, effect.name, effect.target)
    amount = Decimal(effect.target)
    if effect.operator == "≤":
        text = f"计划{effect.name}不超过{effect.target}{effect.unit}"
        return SampleIndicator(effect.block, effect.name, "≤", amount, effect.unit, text, "count")
    text = f"计划{effect.name}不低于{effect.target}{effect.unit}"
    return SampleIndicator(effect.block, effect.name, effect.operator, amount, effect.unit, text, "ratio")


def _satisfied(served: str, per_cent: int) -> SampleIndicator:
    text = f"问卷调查{served}，满意度不低于{per_cent}%"
    return SampleIndicator("satisfaction", f"{served}满意度", "≥", Decimal(per_cent), "%", text, "satisfaction")


def indicators(lines: Iterable[SampleIndicator], classification: str, columns: Iterable[str]) -> list[Indicator]:
    """Return the rows of a form in the order and columns of its classification."""
    present = set(columns)
    found = list(lines)
    placed = [
        (level1, level2, line)
        for block, level1, level2 in vocabulary().levels[classification]
        for line in found
        if line.block == block
    ]
    points = list(_points([level1 for level1, _, _ in placed]))
    return [_row(*entry, share, present) for entry, share in zip(placed, points, strict=True)]


def _points(level1: list[str]) -> Iterator[int]:
    """Yield whole points per row: each level 1 shares its points evenly."""
    count = {name: level1.count(name) for name in level1}
    seen = dict.fromkeys(count, 0)
    for name in level1:
        share, left = divmod(POINTS[name], count[name])
        yield share + (1 if seen[name] < left else 0)
        seen[name] += 1


def _row(level1: str, level2: str, line: SampleIndicator, points: int, present: set[str]) -> Indicator:
    row: dict[str, object] = {
        "level1": level1,
        "level2": level2,
        "level3": line.name,
        "operator": line.operator,
        "target": line.target,
        "unit": line.unit,
        "nature": "qualitative" if line.operator is None else "quantitative",
        "cell": "",
        "cells": {},
    }
    if "explanation" in present:
        row["explanation"] = line.explanation
    if "scoring_standard" in present:
        row["scoring_standard"] = scoring_standard(line, points)
    if "standard" in present:
        row["standard"] = "历史标准" if line.way == "satisfaction" else "计划标准"
    if "remark" in present:
        row["remark"] = None
    return cast(Indicator, row)


def scoring_standard(line: SampleIndicator, points: int) -> str:
    """How a row is scored, worth ``points``; every step says how a part of it counts."""
    target = plain_number(line.target) if isinstance(line.target, Decimal) else line.target
    if line.way == "cost":
        return f"控制在{target}{line.unit}以内得{points}分，每超出10%扣1分，不足10%按10%计，扣完为止。"
    if line.way == "count":
        return f"不超过{target}{line.unit}得{points}分，每超过1{line.unit}扣1分，不足1{line.unit}按1{line.unit}计，扣完为止。"
    if line.way == "date":
        return f"在{target}完成得满分{points}分，每推迟10天扣1分，不足10天按10天计，扣完为止。"
    if line.way == "share":
        return f"达到{target}%得{points}分，每降低1个百分点扣0.5分，不足1个百分点按1个百分点计，扣完为止。"
    if line.way == "satisfaction":
        return (
            f"满意度大于等于{target}%得{points}分，小于{target}%且大于等于80%得{plain_number(Decimal(points) * 8 / 10)}分，"
            f"小于80%且大于等于60%得{plain_number(Decimal(points) * 6 / 10)}分，小于60%不得分。"
        )
    return f"达到计划值得{points}分，否则按实际值/计划值×指标分值计分。"
