"""Whole forms of one field each, in order, and the edits that put one fault in or only look like one (``fields/*.txt``).

::

    [航道] 临沣县港航事务中心 | 内河航道日常养护 | 186
    对境内内河航道128公里开展日常养护，疏浚浅滩9处。
    成本 项目总成本 186 万元 ≤
    数量 疏浚浅滩处数 9 处 ≥
    VAL-004 | 疏浚浅滩9处 → 疏浚浅滩12处
    UNT-002 | 疏浚浅滩处数.单位 = 公里
    - | +社会 碍航事故发生起数 0 起 =

A form is its heading, its goal, its rows, and then the edits: the codes any of which is due (``-`` for none above info),
then what is changed.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from jixiao.checks.finding import Finding
from jixiao.checks.rule_engine import check_documents
from sheet_table import read

FORM = """
2026年项目支出绩效目标表 | < | < | < | < | < | < | <
填报单位（盖章）：{department} | < | < | < | 金额单位：万元 | < | < | <
项目名称 | {project} | < | < | < | < | < | <
项目金额 | {amount} | < | < | 项目类别 | 特定目标类 | < | <
项目支出实施期 | 2026年度 | < | < | < | < | < | <
本年度绩效目标 | {goal} | < | < | < | < | < | <
本年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型 | 备注
{rows}
"""
LEVELS = {
    "成本": ("成本指标", "经济成本指标"), "数量": ("产出指标", "数量指标"), "质量": ("产出指标", "质量指标"),
    "时效": ("产出指标", "时效指标"), "经济": ("效益指标", "经济效益指标"), "社会": ("效益指标", "社会效益指标"),
    "生态": ("效益指标", "生态效益指标"), "持续": ("效益指标", "可持续影响指标"), "满意": ("满意度指标", "服务对象满意度指标"),
}  # fmt: skip
COLUMNS = {"二级": 0, "名称": 1, "值": 2, "单位": 3, "符号": 4}
FIELDS = {"单位名称": "department", "项目": "project", "金额": "amount", "目标": "goal"}


@dataclass
class WholeForm:
    """One form: its head, its goal and its rows of (level 2, name, target, unit, operator)."""

    department: str
    project: str
    amount: str
    goal: str = ""
    rows: list[list[str]] = field(default_factory=list)

    def edited(self, edits: list[str]) -> WholeForm:
        """The form with the edits of a line."""
        form = deepcopy(self)
        for edit in edits:
            form._edit(edit)
        return form

    def _edit(self, edit: str) -> None:
        if edit.startswith("+"):
            self._add(row_of(edit[1:]))
        elif edit.startswith("−"):
            self.rows = [row for row in self.rows if row[1] != edit[1:]]
        elif "→" in edit:
            old, new = (part.strip() for part in edit.split("→"))
            assert old in self.goal, edit
            self.goal = self.goal.replace(old, new)
        else:
            place, _, value = (part.strip() for part in edit.partition("="))
            if place in FIELDS:
                setattr(self, FIELDS[place], value.replace("\\n", "\n"))
            else:
                name, column = place.rsplit(".", 1)
                row = next(row for row in self.rows if row[1] == name)
                row[COLUMNS[column]] = "" if value == "空" else value

    def _add(self, row: list[str]) -> None:
        order = list(LEVELS)
        before = [n for n, other in enumerate(self.rows) if order.index(other[0]) <= order.index(row[0])]
        self.rows.insert(before[-1] + 1 if before else 0, row)

    def found(self) -> list[Finding]:
        """What the check says of the form."""
        rows = "\n".join(
            f"^ | {LEVELS[row[0]][0]} | {LEVELS[row[0]][1]} | {' | '.join(row[1:])} |" for row in self.rows
        )
        goal = self.goal.replace("\n", "\\n")
        text = FORM.format(department=self.department, project=self.project, amount=self.amount, goal=goal, rows=rows)
        return check_documents(read(text)).findings


@dataclass(frozen=True)
class Edited:
    """A line of a file: the codes of which one is due, the form it is about and the edits."""

    codes: frozenset[str]
    form: WholeForm
    edits: tuple[str, ...]


def row_of(line: str) -> list[str]:
    """``数量 更换航标座数 240 座 ≥``; ``-`` is a blank cell."""
    cells = [("" if cell == "-" else cell) for cell in line.split(" ")]
    return cells + [""] * (len(COLUMNS) - len(cells))


def edited_forms(file: Path) -> list[Edited]:
    """The lines of a file, the forms themselves (in order) among them."""
    found: list[Edited] = []
    form: WholeForm | None = None
    for line in filter(None, file.read_text(encoding="utf-8").splitlines()):
        if line.startswith("["):
            form = WholeForm(*(part.strip() for part in line.split("]")[1].split("|")))
            found.append(Edited(frozenset(), form, ()))
        elif form is not None and not form.goal:
            form.goal = line
        elif form is not None and " | " in line:
            codes, *edits = (part.strip() for part in line.split(" | "))
            found.append(Edited(frozenset(codes.split("/")) - {"-"}, form, tuple(edits)))
        elif form is not None and not line.startswith("#"):
            form.rows.append(row_of(line))
    return found
