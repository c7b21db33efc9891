"""One fault planted in forms that are composed at random is told in its row, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from jixiao.checks.finding import Finding, Severity
from jixiao.checks.rule_engine import check_documents
from jixiao.checks.unread import OURS
from jixiao.forms.document import Document
from jixiao.forms.extraction import default_extractor
from jixiao.grid.address import address, parse_address
from jixiao.grid.model import Sheet, Value
from sheet_table import sheet

PROJECTS = {
    "农村饮水管网改造|青岚县水务局|480|改造供水管网36公里，更换水表2400只，12月20日前完工。": [
        "产出指标|数量指标|改造供水管网长度|≥|36|公里",
        "产出指标|数量指标|更换水表数量|≥|2400|只",
        "产出指标|质量指标|工程验收合格率|=|100|%",
        "产出指标|时效指标|工程完工时间||{y}年12月20日前|",
        "成本指标|经济成本指标|改造工程总成本|≤|480|万元",
        "效益指标|社会效益指标|受益群众人数|≥|8500|人",
        "满意度指标|服务对象满意度指标|受益群众满意度|≥|90|%",
    ],
    "职业技能提升培训|凤阳市人力资源和社会保障局|360|组织培训60期，培训学员2400人，取证率85%以上。": [
        "产出指标|数量指标|组织培训期数|≥|60|期",
        "产出指标|数量指标|培训学员人数|≥|2400|人",
        "产出指标|质量指标|学员取证率|≥|85|%",
        "产出指标|时效指标|培训任务完成时间||{y}年11月底前|",
        "成本指标|经济成本指标|人均培训补贴标准|≤|1500|元/人",
        "效益指标|社会效益指标|学员就业率|≥|70|%",
        "满意度指标|服务对象满意度指标|参训学员满意度|≥|92|%",
    ],
}


class Planted:
    """A form while it is composed and spoilt: its sheet, what was read, where the fault is."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.year = self.rng.choice([2025, 2026, 2027])
        self.joint = self.rng.random() < 0.5
        project, rows = self.rng.choice(sorted(PROJECTS.items()))
        self.sheet: Sheet = sheet(self._table(*project.split("|"), rows=rows))
        self.place = 0
        self.document: Document = self.read()

    def _table(self, project: str, department: str, amount: str, goal: str, *, rows: list[str]) -> str:
        rng, unit = self.rng, self.rng.choice(["万元", "元"])
        times = 1 if unit == "万元" else 10000
        whole, share = int(amount) * times, int(amount) * times * 4 // 5
        extra = rng.choice(["", "责任科室", "指标来源"])
        measure = ["指标值"] if self.joint else ["计算符号", "指标值", "度量单位"]
        head = ["一级指标", "二级指标", "三级指标", *measure, *([extra] if extra else [])]
        width = max(len(head), 6)
        money = [f"资金总额 | {whole}", f"其中：财政拨款 | {share}", f"其他资金 | {whole - share}"]
        caption = f"项目资金（{unit}）"
        named = [f"项目名称 | {project}", f"主管部门 | {department}"]
        lines = [rng.choice([f"{self.year}年项目支出绩效目标表", f"项目支出绩效目标申报表（{self.year}年度）"])]
        lines += [" | ".join(named)] if rng.random() < 0.5 else named
        if rng.random() < 0.5:
            lines += [f"{'^' if n else caption} | {line}" for n, line in enumerate(money)]
        else:
            lines += [f"{caption} | 来源 | 金额 | 备注", *(f"^ | {line} |" for line in money)]
        lines += [f"年度绩效目标 | {goal}"] if rng.random() < 0.5 else ["年度绩效目标", goal]
        lines.append(" | ".join(head))
        for row in rows:
            *levels, sign, value, counted = row.format(y=self.year).split("|")
            stated = [f"{sign}{value}{counted}"] if self.joint else [sign or "定性", value, counted]
            lines.append(" | ".join([*levels, *stated, *(["业务股"] if extra else [])]))
        filled = (line + " | <" * (width - line.count("|") - 1) if line.count("|") < 3 else line for line in lines)
        return "\n".join(filled)

    def read(self) -> Document:
        (document,) = default_extractor().documents(self.sheet, "t.xlsx")
        return document

    def put(self, cell: str, value: Value | None) -> None:
        row, column = parse_address(cell)
        self.place = row
        self.sheet.rows[row].pop(column, None)
        if value is not None:
            self.sheet.rows[row][column] = value
            self.sheet.rows[row] = dict(sorted(self.sheet.rows[row].items()))

    def indicator(self, word: str) -> dict[str, str]:
        """The cells of the last indicator with a word in its levels or name."""
        rows = [row for row in self.document["indicators"] if word in f"{row['level2']}{row['level3']}"]
        return rows[-1]["cells"]

    def target(self, word: str, sign: str, value: str, unit: str) -> None:
        cells = self.indicator(word)
        if self.joint:
            self.put(cells["target"], f"{sign}{value}{unit}" or None)
            return
        keys = {"operator": sign, "target": float(value) if value.isdigit() else value, "unit": unit}
        row, column = parse_address(cells["target"])
        for beside, text in zip((-1, 0, 1), keys.values(), strict=True):
            self.put(address(row, column + beside), text or None)

    def told(self) -> list[Finding]:
        findings = check_documents([self.read()]).findings
        return [each for each in findings if each.severity is not Severity.INFO and each.code not in OURS]


def _rows(finding: Finding) -> set[int]:
    places = [finding.cell, *(place.rpartition("!")[2] for place in finding.related)]
    return {parse_address(place)[0] for place in places if place}


FAULTS: dict[str, Callable[[Planted], None]] = {
    "FND-001": lambda form: form.put(form.document["cells"]["funding.other"], 12.0),
    "FND-003": lambda form: form.target("改造工程总成本", "≤", "580", "万元"),
    "CMP-001": lambda form: form.put(form.document["cells"]["department"], None),
    "CMP-002": lambda form: form.put(form.document["cells"]["project"], None),
    "CMP-004": lambda form: form.put(form.document["cells"]["goals.annual"], form.rng.choice([None, "略", "/"])),
    "CMP-008": lambda form: form.put(form.indicator("数量")["target"], None),
    "IND-001": lambda form: form.put(form.indicator("社会")["level1"], "管理指标"),
    "IND-004": lambda form: form.put(form.indicator("质量")["level3"], "任务按时办结及时率"),
    "OPR-001": lambda form: form.target("满意度", "≤", "90", "%"),
    "OPR-002": lambda form: form.target("经济成本", "≥", "30", "万元"),
    "VAL-002": lambda form: form.target("满意度", "≥", "950", "%"),
    "VAL-004": lambda form: form.target("培训学员", "≥", "1200", "人"),
    "UNT-002": lambda form: form.target("受益群众人数", "≥", "8500", "公里"),
    "TIM-001": lambda form: form.target("时效", "", f"{form.year - 2}年11月底前", ""),
    "TIM-004": lambda form: form.target("时效", "", f"{form.year}年11月31日前", ""),
    "QLT-004": lambda form: form.target("社会", "" if form.joint else "定性", "定性", ""),
}


ALONG = {"FND-003": ("FND-011",), "IND-001": ("CMP-005",), "OPR-002": ("FND-003", "FND-011")}
"""What a fault brings with it that is a question of its own."""


@pytest.mark.parametrize("code", FAULTS)
def test_a_planted_fault_is_told_in_its_row_and_nothing_else(code: str) -> None:
    for seed in range(8):
        form = Planted(seed)
        assert form.told() == [], seed
        try:
            FAULTS[code](form)
        except IndexError:
            continue  # the other project
        told = form.told()
        assert any(each.code == code and form.place in _rows(each) for each in told), (seed, told)
        assert {each.code for each in told} <= {code, *ALONG.get(code, ())}, (seed, told)
