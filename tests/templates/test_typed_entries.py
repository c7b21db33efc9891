"""Every way of typing an actual value × every kind of indicator: the form's formula and the engine say the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from jixiao.forms.definition import load_definitions
from jixiao.grid.open import open_workbook
from jixiao.scored.score_cells import fill
from jixiao.scoring.engine import ScoreState
from jixiao.templates.actual_formulas import ASKED, STEPS
from jixiao.templates.carrying import outcome_form
from jixiao.templates.forms_workbook import write_workbook
from jixiao.templates.formsheet import DEFAULT_ROWS
from jixiao.templates.sheet_plan import plan_sheet
from programs import Office
from templates.documents import read_back


@dataclass(frozen=True)
class Kind:
    """An indicator whose score is calculated."""

    name: str
    operator: str | None
    target: Decimal | str
    unit: str | None
    standard: str
    wanted: str = "number"


PROPORTIONAL = "达到计划值得10分，否则按实际值/计划值×指标分值计分。"
KINDS = (
    Kind("巡护覆盖率", "≥", Decimal(95), "%", PROPORTIONAL),
    Kind("护林员人数", "≥", Decimal(120), "人", PROPORTIONAL),
    Kind("惠及人口", "≥", Decimal(3), "万人", PROPORTIONAL),
    Kind("管护成本", "≤", Decimal(80), "万元", "控制在80万元以内得10分，每超出5%扣1分，不足5%的不扣分，扣完为止。"),
    Kind("防火道长度", "≥", Decimal(12), "公里", PROPORTIONAL),
    Kind("造林面积", "≥", Decimal(600), "亩", PROPORTIONAL),
    Kind("响应时间", "≤", Decimal(48), "小时", "不超过48小时得10分，每超过1小时扣1分，扣完为止。"),
    Kind("苗木数量", "≥", Decimal(2000), "株", PROPORTIONAL),
    Kind(
        "建成时间", None, "2026年10月31日前", None, "在2026年10月31日前完成得10分，每推迟10天扣1分，扣完为止。", "date"
    ),
    Kind("拨付时间", None, "2026年11月30日前", None, "在2026年11月30日前完成得10分，否则不得分。", "date"),
    Kind("生态改善", None, "效果明显", None, "效果明显得10分，效果一般得6分，否则不得分。", "label"),
)
NUMBERS = (
    *("95", "95.5", "96%", "45％", "４５%", "0.92", "0.92%", "1", "1%", "0", "0%", "-3", "95.", ".5", "+5", "(5)", "5-", "5-6", "5/6"),
    *("1,234", "12,34", "0,123", "1,234.5", "1，234", "1234567890123456789", "1e3", "00012", "1.2.3", "- 5", " 120 ", "1 20", "1 280", "95\n98"),
    *("120人", "１２０人", "1.2万人", "0.012万人", "120名", "120个", "１２０", "约120", "120左右", "一百二十", "120人次", "3千人", "120人以上"),
    *("80万元", "800000元", "0.008亿元", "￥80", "80万", "80万元整", "人民币80万元", "8.0", "79.999", "800 千元"),
    *("12公里", "12千米", "12000米", "1200000厘米", "12km", "7.5里", "40公顷", "400000平方米", "400000㎡", "0.4平方公里", "600 亩", "1.5万亩"),
    *("48小时", "2天", "2日", "2880分钟", "2年", "1个月", "2000株", "0.2万株", "2000棵", "95分", "95个百分点", "百分之九十五", "九成"),
)  # fmt: skip
DATES = (
    *("2026-10-20", "2026年10月20日", "2026.10.20", "2026/10/20", "２０２６年１１月２０日", "20261020", "2026年10月20号", "2026-11-5"),
    *("2026年2月30日", "2026-13-01", "2026年10月", "2026年10月底前", "10月20日", "26.10.20", "2026-10-20 00:00:00", "已完成", "按时完成"),
    *("2026年10月20", "2026 年 10 月 20 日", "1899-12-31", "2026年10月20日前", "2026--10-20", "2026-010-20", "日2026-10-20"),
)  # fmt: skip
LABELS = (
    "效果明显",
    "效果一般",
    "效果不明显",
    "明显",
    "效果 明显",
    "显著",
    "一般",
    "效果较好",
    "优",
    "无",
    "未开展",
    "差",
    "3级",
    "效果明显。",
)
NOTHING = ("", " ", "/", "／", "-", "—", "——")
# Not among them: a unit in the number format (0"人"), which Python sees and no formula can.
TYPED: tuple[tuple[Any, str], ...] = (
    *((text, "@") for text in (*NUMBERS, *DATES, *LABELS, *NOTHING)),
    *((number, form) for number in (0, 0.45, 1, 0.0092, 1.2, 46, 96, 120, 2000, -3, 12.5) for form in ("General", "0%", "0.0%", "#,##0.00")),
    *((day, "yyyy-mm-dd") for day in (datetime(2026, 10, 20), datetime(2026, 11, 12), datetime(2027, 3, 1, 8, 30))),
    *((number, "General") for number in (46315, 20261020, 20261345, 19_999, 80_001)),
    *((120, form) for form in ("0.00E+00", "@")),
)  # fmt: skip


ONLY_READ = (("1 280", "@"), ("2026-10-20 00:00:00", "@"), ("效果明显。", "@"), (46315, "General"))
"""Entries that ``score`` understands and the formula leaves to it: the cell stays without a score, and is asked for."""


def _goal() -> Any:
    rows = [
        {
            "level1": "产出指标", "level2": "数量指标", "level3": f"{kind.name}{number}", "operator": kind.operator,
            "target": kind.target, "unit": kind.unit, "nature": None, "scoring_standard": kind.standard, "points": Decimal(10),
        }
        for kind in KINDS
        for number in range(len(TYPED))
    ]  # fmt: skip
    return {
        "form": "project-scored", "kind": "project", "fiscal_year": 2026, "department": "云栖县林业局", "project": "森林管护",
        "currency_unit": "万元", "indicators": rows, "goals": {"annual": "管护森林。"}, "funding": {}, "signoff": {},
    }  # fmt: skip


@pytest.mark.office
def test_the_formula_scores_every_entry_as_the_engine_does_or_asks_for_it(office: Office, tmp_path: Path) -> None:
    definition = load_definitions()["selfeval-2020"]
    goal = _goal()
    form = outcome_form(definition, goal, "表", 2026, DEFAULT_ROWS)
    assert len(form.actuals) == len(goal["indicators"])
    write_workbook(tmp_path / "blank.xlsx", [form])
    (layout,) = [plan_sheet(definition, form.rows, {"indicators": len(goal["indicators"]), "execution": 4}, STEPS)]
    plan = layout.tables["indicators"]
    workbook = load_workbook(tmp_path / "blank.xlsx")
    for index in range(len(goal["indicators"])):
        value, number_format = TYPED[index % len(TYPED)]
        cell = workbook["表"].cell(plan.first + index, plan.columns["actual"][0], value)
        cell.number_format = number_format
        if isinstance(value, str):
            cell.data_type = "s"
    workbook.save(tmp_path / "typed.xlsx")
    converted = office.convert(tmp_path / "typed.xlsx", "xlsx", tmp_path / "computed")
    computed = load_workbook(converted, data_only=True)["表"]
    (document,) = read_back(converted)
    (sheet,) = [sheet for sheet in open_workbook(converted).sheets if sheet.name == "表"]
    rows = {row.indicator["level3"]: row for row in fill(document, sheet, frozenset(sheet.formulas)).form.rows}
    differing = []
    for index, entry in enumerate(goal["indicators"]):
        kind, typed = KINDS[index // len(TYPED)], TYPED[index % len(TYPED)]

        def at(column: int, index: int = index) -> Any:
            found = computed.cell(plan.first + index, column).value
            return None if found == "" else found

        row = rows[entry["level3"]]
        expected = row.result.score
        score, reading, asked = at(plan.columns["score"][0]), at(plan.hidden["reading"]), at(plan.hidden["asked"])
        if (None if score is None else Decimal(str(score))) != expected and not (score is None and typed in ONLY_READ):
            differing.append((kind.name, typed, score, expected, row.result.trace))
        if reading is None and asked != ASKED[kind.wanted] and row.result.state is not ScoreState.MISSING:
            differing.append((kind.name, typed, "not asked for", asked))
        if reading is not None and asked is not None:
            differing.append((kind.name, typed, "asked for", asked))
    assert not differing, "\n".join(map(str, differing))
