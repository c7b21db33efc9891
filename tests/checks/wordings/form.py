"""A small form in order in which one text or one row is put: what the files of wordings beside it are tried on."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from jixiao.checks.finding import Finding
from jixiao.checks.rule_engine import check_documents
from sheet_table import read

FORM = """
2027年项目支出绩效目标表 | < | < | < | < | < | < | <
填报单位（盖章）：云岭县事务中心 | < | < | < | 金额单位：万元 | < | < | <
项目名称 | {project} | < | < | < | < | < | <
项目金额 | {amount} | < | < | 项目类别 | 特定目标类 | < | <
项目支出实施期 | 2027年度 | < | < | < | < | < | <
本年度绩效目标 | {goal} | < | < | < | < | < | <
本年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型 | 备注
^ | 成本指标 | 经济成本指标 | 项目总成本 | {amount} | 万元 | ≤ |
{rows}
"""
ROWS = {
    "数量指标": "完成处所数量 | 6 | 处 | ≥",
    "质量指标": "成果验收合格率 | 95 | % | ≥",
    "时效指标": "资金拨付及时率 | 100 | % | =",
    "社会效益指标": "受益村个数 | 6 | 个 | ≥",
    "服务对象满意度指标": "群众满意度 | 90 | % | ≥",
}
BLOCKS = {
    "数量指标": "产出指标", "质量指标": "产出指标", "时效指标": "产出指标", "经济效益指标": "效益指标", "社会效益指标": "效益指标",
    "生态效益指标": "效益指标", "可持续影响指标": "效益指标", "服务对象满意度指标": "满意度指标",
}  # fmt: skip
PROJECT, GOAL, AMOUNT = "便民设施维护", "维护便民设施6处，受益6个村，2027年11月底前完成。", "60"


class Wording(NamedTuple):
    """One line of a file: the codes any of which is due (none: the form is in order), and what is put in the form."""

    codes: frozenset[str]
    project: str
    amount: str
    goal: str
    rows: tuple[tuple[str, str], ...]

    def found(self) -> list[Finding]:
        """What the check says of the form."""
        lines = dict(ROWS)
        extra: list[tuple[str, str]] = []
        for level2, line in self.rows:
            if level2 in ("数量指标", "时效指标") or (level2 == "服务对象满意度指标"):
                lines[level2] = line
            else:
                extra.append((level2, line))
        order = list(BLOCKS)
        placed = sorted([*lines.items(), *extra], key=lambda item: order.index(item[0]))
        rows = "\n".join(f"^ | {BLOCKS[level2]} | {level2} | {line} |" for level2, line in placed)
        text = FORM.format(project=self.project, amount=self.amount, goal=self.goal.replace("\n", "\\n"), rows=rows)
        return check_documents(read(text)).findings


def wordings(file: Path) -> list[Wording]:
    """The lines of a file: ``CODES | key=value | …``; keys: 项目, 金额, 目标, or a level 2 with 名称,值,单位,符号."""
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        codes, *parts = [part.strip() for part in line.split("|")]
        given = {"项目": PROJECT if "目标=" not in line else "年度专项", "金额": AMOUNT, "目标": GOAL}
        rows = []
        for part in parts:
            key, _, value = part.partition("=")
            if key in given:
                given[key] = value.replace("\\n", "\n")
            else:
                name, target, unit, operator = value.split(",")
                rows.append((key, f"{name} | {target} | {unit} | {operator}"))
        found.append(Wording(frozenset(codes.split("/")) - {"-"}, *given.values(), tuple(rows)))
    return found
