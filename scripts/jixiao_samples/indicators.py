"""The indicator rows of the samples, in order, with standards that add up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import cast

from jixiao.forms.document import Indicator
from jixiao.forms.numbers import plain_number
from jixiao_samples.projects import Effect, Job, SampleProject
from jixiao_samples.texts import vocabulary

POINTS = {"成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10}
"""Points by level 1; with the 10 of the execution rate they make 100."""


@dataclass(frozen=True, slots=True)
class SampleIndicator:
    """An indicator before it is on a form; ``way`` leads to its standard."""

    block: str
    name: str
    operator: str | None
    target: Decimal | str
    unit: str | None
    explanation: str
    way: str


def project_lines(project: SampleProject) -> list[SampleIndicator]:
    """All indicators of a project, in no particular order of blocks."""
    jobs = project.jobs
    lines = [_line("total_cost", project.amount, name=project.total_cost)]
    lines += [_line("unit_cost", job.price, **asdict(job)) for job in jobs]
    lines += _harms(project)
    lines += [_quantity(job) for job in jobs]
    lines += [_share("quality", job.quality, job.rate) for job in jobs]
    lines += [_deadline(job) for job in jobs]
    lines += [_benefit(effect) for effect in project.effects]
    lines += [_satisfied(served, project.satisfaction) for served in project.served]
    return lines


def department_lines(projects: list[SampleProject], staff: Decimal, office: Decimal) -> list[SampleIndicator]:
    """Return a department's indicators: its costs (万元), and its projects' first."""
    total = sum((project.amount for project in projects), Decimal(0))
    lines = [
        _line("money", staff, name="人员经费支出", purpose="保障在职人员工资福利"),
        _line("money", office, name="公用经费支出", purpose="保障机关日常运转"),
        _line("money", total, name="项目经费支出", purpose="用于所附项目，与项目绩效目标表合计一致"),
    ]
    first = projects[:6]
    lines += _harms(first[0])
    lines += [_quantity(job) for project in first for job in project.jobs[:2]]
    lines += [_share("quality", project.jobs[0].quality, project.jobs[0].rate) for project in first]
    lines += [_deadline(project.jobs[0]) for project in first[:4]]
    for block, number in (("economic", 2), ("social", 3), ("ecological", 2), ("lasting", 2)):
        chosen = [next(e for e in project.effects if e.block == block) for project in first[:number]]
        lines += [_benefit(effect) for effect in chosen]
    lines += [_satisfied(project.served[0], project.satisfaction) for project in first[:3]]
    return lines


def _line(kind: str, target: Decimal | str, **told: object) -> SampleIndicator:
    """Return an indicator of a kind; ``told`` fills the places of its texts."""
    texts = vocabulary().indicators[kind]
    block, name, operator, unit, explanation, way = (
        text and text.format_map({"target": _shown(target), **told}) for text in texts
    )
    return SampleIndicator(str(block), str(name), operator, target, unit, str(explanation), str(way))


def _shown(target: Decimal | str) -> str:
    return plain_number(target) if isinstance(target, Decimal) else target


def _harms(project: SampleProject) -> list[SampleIndicator]:
    """What the project may cost society and nature at most."""
    theme = project.theme.name
    return [
        _line("complaints", Decimal(project.complaints), theme=theme),
        _line("waste", Decimal(project.waste), theme=theme),
    ]


def _quantity(job: Job) -> SampleIndicator:
    return _line("quantity", Decimal(job.quantity), **asdict(job))


def _share(block: str, name: str, target: int) -> SampleIndicator:
    return _line("all" if target == 100 else "share", Decimal(target), block=block, name=name)


def _deadline(job: Job) -> SampleIndicator:
    return _line("deadline", job.deadline, **asdict(job))


def _benefit(effect: Effect) -> SampleIndicator:
    if effect.unit == "%":
        return _share(effect.block, effect.name, effect.target)
    told = asdict(effect)
    return _line("harm" if effect.operator == "≤" else "benefit", Decimal(told.pop("target")), **told)


def _satisfied(served: str, per_cent: int) -> SampleIndicator:
    return _line("satisfied", Decimal(per_cent), served=served)


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
    most, some = (plain_number(Decimal(points) * part / 10) for part in (8, 6))
    told = {"target": _shown(line.target), "unit": line.unit, "points": points, "most": most, "some": some}
    return vocabulary().standards[line.way].format_map(told)
