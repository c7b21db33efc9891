"""What a case is: a rule, a form, a change that makes it speak, a near miss; and the texts that many cases change."""

from __future__ import annotations

from typing import NamedTuple

from checks.sample_forms import Change


class Case(NamedTuple):
    """A rule, a form, what makes the rule speak and at which cell, and a near miss on the same form."""

    code: str
    form: str
    spoil: tuple[Change, ...]
    cell: str
    near_miss: tuple[Change, ...] = ()


TIME = "时效指标 | 完工时间 | 2027年10月31日前 | | 定性"
BENEFIT = "效益指标 | 社会效益指标 | 沿河受益群众人数 | 3000 | 人 | ≥"
GOAL = "清淤3条河道12公里，汛期不发生漫溢，沿线群众满意度达到90%。"
BOTH_COLUMNS = "加固山塘6座，改善灌溉面积800亩。"


def benefit(name: str, value: str, level2: str = "社会效益指标") -> Change:
    return (BENEFIT, f"效益指标 | {level2} | {name} | {value} | | 定性")


def goal(text: str) -> Change:
    return (GOAL, text)


def deadline(text: str) -> Change:
    return ("2027年10月31日前", text)
