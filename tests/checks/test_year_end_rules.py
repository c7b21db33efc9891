"""The rules of year-end forms: one change makes a rule speak, a near miss leaves it silent; goals that were approved."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from checks.year_end_forms import FORMS, Change, document, write_form
from jixiao.checks.approved import ApprovedForms, approved_form
from jixiao.checks.catalogue import catalogue, message
from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.form_kinds import kinds_of
from jixiao.checks.profile import Profile, load_profile
from jixiao.checks.rule_engine import check_documents
from jixiao.checks.rules import form_rules
from jixiao.forms.definition import load_definitions
from jixiao.forms.document import Document


class Case(NamedTuple):
    code: str
    form: str
    spoil: tuple[Change, ...]
    cell: str
    words: str
    near_miss: tuple[Change, ...]


RATE = "120 | 120 | 114 | 10 | 95.00 | 9.5"
LENGTH = "≥12公里 | 12.5 | 20 | 20 | |"
TIME = "2026年10月20日 | 10 | 10 | |"
PEOPLE = "2850 | 20 | 19 | 两个小组搬迁，已核实名册"
SATISFIED = "≥90% | 92 | 10 | 10"
TOTAL = "100 | 98.5"
MONEY = "120 | < | 60 | < | '50%' | < | < | < | 120"

CASES = [
    Case("SEV-001", "selfeval", ((LENGTH, "≥12公里 | 12.5 | 20 | 21 | |"),), "H13", "得分21超过分值20",
         ((LENGTH, "≥12公里 | 12.5 | 20 | 20 | |"),)),
    Case("SEV-001", "selfeval", ((RATE, "120 | 120 | 114 | 10 | 95.00 | 10.5"),), "I6", "得分10.5超过分值10", ()),
    Case("SEV-002", "selfeval", ((TOTAL, "100 | 99.5"),), "H19", "得分合计98.5与总分99.5不一致",
         ((TOTAL, "100 | 98.50"),)),
    Case("SEV-002", "selfeval", ((RATE, "120 | 120 | 114 | | 95.00 | "), (TOTAL, "90 | 91")), "H19",
         "得分合计89与总分91不一致", ((RATE, "120 | 120 | 114 | | 95.00 | "), (TOTAL, "90 | 89"))),
    Case("SEV-003", "selfeval", ((SATISFIED, "≥90% | 92 | 15 | 10"),), "G19", "分值合计105，应为100", ()),
    Case("SEV-003", "selfeval", ((TOTAL, "110 | 98.5"),), "G19", "分值合计110，应为100", ((TOTAL, "90 | 98.5"),)),
    Case("SEV-004", "selfeval", ((RATE, "120 | 120 | 114 | 10 | 98.00 | 9.5"),), "H6", "执行率98%与执行数/预算数95%不一致",
         ((RATE, "120 | 120 | 114 | 10 | 95 | 9.5"),)),
    Case("SEV-005", "selfeval", ((RATE, "120 | 120 | 114 | 10 | 95.00 | 9"),), "I6", "执行率得分9应为9.5",
         ((RATE, "120 | 120 | 114 | 10 | 95.00 | 9.50"),)),
    Case("SEV-005", "selfeval", ((RATE, "120 | 120 | 114 | 10 | 95.00 | 10"),), "I6", "执行率得分10应为9.5",
         ((RATE, "120 | 120 | 117.6 | 10 | 98.00 | 10"),)),
    Case("SEV-005", "selfeval", ((RATE, "124 | 120 | 116.4 | 10 | 97 | 9"),), "I6", "执行率得分9应为9.7",
         ((RATE, "124 | 120 | 116.4 | 10 | 93.87 | 9.39"),)),
    Case("SEV-006", "selfeval", ((PEOPLE, "2850 | 20 | 20 | 两个小组搬迁，已核实名册"),), "H17",
         "“受益群众人数”得分20与评分标准计算19不符", ()),
    Case("SEV-007", "selfeval", ((PEOPLE, "2850 | 20 | 19 | "),), "I17", "“受益群众人数”偏差-5%未说明原因",
         ((PEOPLE, "3010 | 20 | 20 | "),)),
    Case("SEV-007", "selfeval", ((PEOPLE, "2850 | 20 | 19 | 无"),), "I17", "偏差-5%", ()),
    Case("SEV-007", "selfeval", ((LENGTH, "≥12公里 | 15 | 20 | 20 | |"),), "I13", "“清淤长度”偏差+25%未说明原因",
         ((LENGTH, "≥12公里 | 14 | 20 | 20 | |"),)),
    Case("SEV-007", "selfeval", ((TIME, "2026年11月12日 | 10 | 0 | |"),), "I15", "“完工时间”偏差逾期12天未说明原因",
         ((TIME, "2026年10月31日 | 10 | 10 | |"),)),
    Case("SEV-014", "selfeval", (("2026年10月31日前 | 2026年10月20日 | 10 | 10 | | 在2026年10月31日前完成得满分10分,否则不得分。",
                                  "2026年10月31日前 | 2026年11月 | 10 | 10 | 汛期延长 |"),), "H15", "（晚于指标值），得分10却是满分",
         (("2026年10月31日前 | 2026年10月20日 | 10 | 10 | | 在2026年10月31日前完成得满分10分,否则不得分。",
           "2026年10月31日前 | 2026年10月 | 10 | 10 | |"),)),
    Case("SEV-007", "selfeval", (("≤120万元 | 114", "≤120万元 | 131"),), "I16", "“清淤总成本”偏差+9.17%", ()),
    Case("SEV-008", "selfeval", (("自评等级 | < | 优", "自评等级 | < | 良"),), "C20", "等级“良”与总分98.5不符",
         (("自评等级 | < | 优", "自评等级 | < | 优秀"),)),
    Case("SEV-009", "selfeval", ((LENGTH, "≥12公里 | | 20 | 20 | |"),), "F13", "“清淤长度”实际完成值未填写", ()),
    Case("SEV-009", "selfeval", ((LENGTH, "≥12公里 | — | 20 | 20 | |"),), "F13", "“清淤长度”实际完成值未填写", ()),
    Case("SEV-009", "selfeval", (("受益群众人数 | ≥3000人 | 2850", "漫堤事故起数 | ≤3起 | 不涉及"),), "F17",
         "“漫堤事故起数”实际完成值未填写", (("受益群众人数 | ≥3000人 | 2850", "漫堤事故起数 | ≤3起 | 无"),)),
    Case("SEV-010", "selfeval", (("受益群众人数 | ≥3000人 | 2850", "漫堤事故起数 | =0起 | 未统计"),), "F17",
         "“漫堤事故起数”实际完成值未统计与指标值口径不一致",
         (("受益群众人数 | ≥3000人 | 2850", "漫堤事故起数 | =0起 | 全年未发生事故"),)),
    Case("SEV-010", "selfeval", ((SATISFIED, "≥90% | 0.92 | 10 | 10"),), "F18", "“沿线群众满意度”实际完成值0.92与指标值口径不一致",
         ((SATISFIED, "≥90% | '92%' | 10 | 10"),)),
    Case("CMP-003", "selfeval", ((RATE, "120 | 120 | | 10 | 95.00 | 9.5"),), "F6",
         "年度资金总额的全年执行数未填写（各来源合计114，请补填）", ((RATE, "| 120 | 114 | 10 | 95.00 | 9.5"),
          ("100 | 100 | 96", "| 100 | 96"), ("20 | 20 | 18", "| 20 | 18"))),
    Case("CMP-003", "monitoring", ((MONEY, "120 | < | | < | | < | < | < | 120"),), "G6", "执行数未填写（各来源合计60", ()),
    Case("CMP-016", "selfeval", (("断面验收合格率", ""),), "D14", "第14行填了指标值，三级指标名称未填写", ()),
    Case("OPR-003", "selfeval", ((LENGTH, "≤12公里 | 12 | 20 | 20 | |"),), "E13", "产出类指标使用“≤”", ()),
    Case("SEV-010", "selfeval", ((LENGTH, "≥12公里 | 已完成 | 20 | 20 | |"),), "F13", "实际完成值已完成",
         ((LENGTH, "≥12公里 | 已完成12.5公里 | 20 | 20 | |"),)),
    Case("SEV-010", "selfeval", (("≥3000人 | 2850", "2850人 | ≥3000人"),), "F17", "实际完成值≥3000人", ()),
    Case("SEV-010", "selfeval", (("≤120万元 | 114", "≤120万元 | 1140000"),), "F16", "实际完成值1140000", ()),
    Case("SEV-011", "selfeval", ((LENGTH, "≥12公里 | 24 | 20 | 20 | 新增河段 |"),), "F13", "（200%）",
         ((LENGTH, "≥12公里 | 15 | 20 | 20 | 新增河段 |"),)),
    Case("SEV-012", "selfeval", ((SATISFIED, "≥90% | 92 | 10 | "),), "H18", "“沿线群众满意度”已填实际完成值，得分未填写",
         ((SATISFIED, "≥90% | | 10 | "),)),
    Case("SEV-010", "selfeval", ((TIME, "100% | 10 | 10 | |"),), "F15", "“完工时间”实际完成值100%", ()),
    Case("SEV-013", "selfeval", (("清淤河道12.5公里", "清淤河道15.2公里"),), "F13",
         "完成情况文字中的“15.2公里”与实际完成值12.5不一致", (("清淤河道12.5公里", "计划清淤河道12公里，实际12.5公里"),)),
    Case("SEV-013", "selfeval", (("清淤河道12.5公里", "清淤河道13公里以上"),), "F13",
         "完成情况文字中的“13公里”与实际完成值12.5不一致", (("清淤河道12.5公里", "清淤河道12公里以上"),)),
    Case("SEV-014", "selfeval", (("≤120万元 | 114", "≤120万元 | 131"),), "H16", "未达到指标值（+9.17%），得分10却是满分",
         (("≤120万元 | 114", "≤120万元 | 120"),)),
    Case("SEV-014", "selfeval", (("沿线群众满意度 | ≥90% | 92 | 10 | 10 | | 达到计划值得10分,否则按实际值/计划值*指标分值计分。",
                                  "沿线群众满意度 | ≥90% | 86 | 10 | 10 | 样本偏少 |"),), "H18", "未达到指标值（-4.44%）",
         (("沿线群众满意度 | ≥90% | 92 | 10 | 10 | | 达到计划值得10分,否则按实际值/计划值*指标分值计分。",
           "沿线群众满意度 | ≥90% | 86 | 10 | 9.6 | 样本偏少 |"),)),
    Case("VAL-004", "selfeval", ((LENGTH, "≥21公里 | 21.5 | 20 | 20 | |"),), "E13", "“12公里”与指标值21不一致", ()),
    Case("FND-001", "selfeval", (("20 | 20 | 18 | —", "20 | 20 | 28 | —"),), "F6", "资金总额114≠各来源合计124", ()),
    Case("OPR-001", "selfeval", ((SATISFIED, "≤90% | 92 | 10 | 10"),), "E18", "满意度指标应使用“≥”", ()),
    Case("VAL-002", "selfeval", (("≥95% | 98", "≥120% | 121"),), "E14", "百分比指标值120%超出", ()),
    Case("MON-001", "monitoring", ((MONEY, "120 | < | 60 | < | '58%' | < | < | < | 120"),), "I6",
         "执行率58%与执行数/预算数50%不一致", ((MONEY, "120 | < | 60 | < | '50.0%' | < | < | < | 120"),)),
    Case("MON-002", "monitoring", (("| 6 | 12 |", "| 6 | 10 |"),), "G12", "全年预计完成10低于指标值12，未说明原因",
         (("| 6 | 12 | | | | | | |", "| 6 | 10 | √ | | | | | |"),)),
    Case("MON-003", "monitoring", (("√ | 两个小组搬迁 | | √", "√ | 两个小组搬迁 | √ | "),), "N14",
         "完成目标可能性“确定能”与预计完成情况矛盾", ()),
    Case("CMP-004", "selfeval", (("清淤河道12公里，沿线群众满意度达到90%。", ""),), "B11", "年度绩效目标未填写", ()),
    Case("MON-002", "monitoring", (("| 6 | 12 |", "| 6 | ≥10公里 |"),), "G12", "全年预计完成≥10公里低于指标值12", ()),
    Case("MON-002", "monitoring", (("清淤长度 | ≥12公里 | 6 | 12", "群众投诉件数 | ≤3件 | 2 | 5"),), "G12",
         "全年预计完成5高于指标值3，未说明原因", (("清淤长度 | ≥12公里 | 6 | 12", "群众投诉件数 | ≤3件 | 2 | 3"),)),
    Case("MON-002", "monitoring", (("| 6 | 12 |", "| 6 | 预计完成10公里 |"),), "G12", "低于指标值12，未说明原因",
         (("| 6 | 12 |", "| 6 | 预计完成12公里 |"),)),
    Case("MON-003", "monitoring", (("| 6 | 12 | | | | | | | √ | | |", "| 6 | 12 | | | | | | | | | √ |"),), "P12",
         "“完全不可能”", ()),
    Case("MON-007", "monitoring", (("√ | 两个小组搬迁 | | √", "√ | 两个小组搬迁 | √ | √"),), "N14", "勾选了多项", ()),
    Case("MON-008", "monitoring", (("| 6 | 12 |", "| | 12 |"),), "F12", "“清淤长度”监控期内的执行情况未填写",
         (("| 6 | 12 | | | | | | |", "| | 12 | √ | | | | | |"),)),
    Case("MON-006", "monitoring", (("清淤长度 | ≥12公里 | 6 | 12", "清淤面积 | ≥12万平方米 | 60000 | 12"),), "F12",
         "“清淤面积”填报的60000与指标值口径不一致", (("清淤长度 | ≥12公里 | 6 | 12", "清淤面积 | ≥12万平方米 | 60000平方米 | 12"),)),
    Case("MON-006", "monitoring", (("清淤长度 | ≥12公里 | 6 | 12", "栽植柳树数量 | ≥1200棵 | 500米 | 1200"),), "F12",
         "“栽植柳树数量”填报的500米与", (("清淤长度 | ≥12公里 | 6 | 12", "栽植柳树数量 | ≥1200棵 | 8月底栽植 | 1200"),)),
]  # fmt: skip


def findings(*documents: Document, profile: Profile | None = None) -> list[Finding]:
    return check_documents(documents, profile).findings


@pytest.mark.parametrize(
    "measure",
    [
        "≥45件（套） | 46件（套）",
        "≥45件（套） | 46件",
        "≤200元/人·月 | 200元/人·月",
        "≥3万人次 | 31200人次",
        "≥30台 | 31台（套）",
        "≥10场 | 12场次",
        "≥2处 | 已完成2处改造",
        "≥50批次 | 52批",
        "=12人 | 全年平均12人",
        "≤600元/人 | 560元",
        "≥3万人 | 3.1万",
        "≥8600亩 | 共保护9千亩",
        "≥860户 | 861户（另有3户在办）",
    ],
)
def test_a_result_in_the_unit_of_its_target_is_of_its_kind(measure: str) -> None:
    unlike = (LENGTH, f"{measure} | 20 | 20 | |"), ("清淤长度", "修复文物数"), ("清淤河道12.5公里，", "")
    assert told(findings(document("selfeval", *unlike)), "SEV-010") == []


def test_a_result_typed_in_ones_is_asked_for_once() -> None:
    ones = ("≥3000人 | 2850", "≥0.3万人 | 2850"), ("清淤河道12.5公里，", "清淤河道12.5公里，受益群众0.285万人，")
    found = findings(document("selfeval", *ones))
    assert [(finding.code, finding.cell) for finding in found] == [("SEV-010", "F17")]


def told(found: list[Finding], code: str) -> list[tuple[str | None, str]]:
    return [(finding.cell, message(finding)) for finding in found if finding.code == code]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.cell}")
def test_a_rule_speaks_at_its_cell_and_is_silent_on_a_near_miss(case: Case) -> None:
    [(cell, words)] = told(findings(document(case.form, *case.spoil)), case.code)
    assert (cell, case.words in words) == (case.cell, True), words
    if case.near_miss:
        assert told(findings(document(case.form, *case.near_miss)), case.code) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_form_in_order_has_no_findings(form: str) -> None:
    result = check_documents([document(form)])
    assert ([message(finding) for finding in result.findings], result.skipped) == ([], [])


def test_a_table_most_of_whose_names_were_not_read_is_not_judged() -> None:
    names = ["清淤长度", "断面验收合格率", "完工时间", "清淤总成本"]
    result = check_documents([document("selfeval", *((f"| {name} |", "| |") for name in names))])
    assert [skip.reason for skip in result.skipped] == ["多数三级指标名称没有读出，只检查了版式"]
    assert result.findings == []


def test_many_blank_results_are_one_finding() -> None:
    blank = (
        (LENGTH, "≥12公里 | | 20 | | |"),
        ("≥95% | 98", "≥95% | "),
        (PEOPLE, " | 20 | | "),
        (SATISFIED, "≥90% | | 10 | "),
    )
    found = [finding for finding in findings(document("selfeval", *blank)) if finding.code == "SEV-009"]
    assert [(finding.cell, len(finding.related)) for finding in found] == [("F13", 3)]
    assert message(found[0]) == "“清淤长度等4项”实际完成值未填写"


def test_a_form_without_a_definition_is_checked_by_its_kind() -> None:
    general = document("selfeval", (PEOPLE, "2850 | 20 | 19 | "), (TOTAL, "100 | 99.5"))
    general["form"] = "selfeval"
    assert {finding.code for finding in findings(general)} == {"SEV-002", "SEV-007"}
    monitoring = document("monitoring", ("| 6 | 12 |", "| 6 | 10 |"))
    monitoring["form"] = "monitoring"
    assert {finding.code for finding in findings(monitoring)} >= {"MON-002"}


def test_a_target_that_was_passed_asks_for_a_word_only_where_the_form_asks_what_was_missed() -> None:
    passed = document("selfeval", (LENGTH, "≥12公里 | 15 | 20 | 20 | |"))
    assert [f.severity for f in findings(passed) if f.code == "SEV-007"] == [Severity.ERROR]
    passed["form"] = "selfeval"
    assert [f.severity for f in findings(passed) if f.code == "SEV-007"] == [Severity.WARNING]


def test_a_single_source_that_is_a_part_of_the_total_is_no_sum() -> None:
    only = ("^ | ^ | 其他资金 | < | 20 | < | 10 | < | '50%' | < | < | < | 20 | < | < | < | <\n", "")
    assert told(findings(document("monitoring", only)), "FND-001") == []


def test_every_kind_of_form_has_rules() -> None:
    for kind in ("project", "department", "summary", "selfeval", "monitoring"):
        assert any(kind in kinds_of(code) for code in form_rules())
    assert {code for code in catalogue() if code.startswith(("SEV", "MON"))} <= set(form_rules())


def test_a_year_end_form_of_last_year_is_not_of_the_wrong_year() -> None:
    held = replace(load_profile(), batch_year=2027)
    assert told(findings(document("selfeval"), profile=held), "TIM-001") == []


# ---------------------------------------------------------------- against the goals that were approved


def approving(*documents: Document) -> Profile:
    profile = load_profile()
    definitions = load_definitions()
    forms = [approved_form(Form(each, definitions.get(each["form"]), profile)) for each in documents]
    return replace(profile, approved=ApprovedForms(form for form in forms if form is not None))


def against(kind: str, *changes: Change, goals: tuple[Change, ...] = ()) -> list[Finding]:
    approved = document("approved", *goals, file="批复.xlsx")
    return findings(document(kind, *changes), profile=approving(approved))


def test_a_form_that_reports_on_what_was_approved_is_in_order() -> None:
    assert against("selfeval") == []
    assert against("monitoring", goals=()) != []  # 清淤总成本 and 完工时间 are not monitored


def test_a_target_that_was_lowered_names_both_cells() -> None:
    [finding] = against("selfeval", ("≥95% | 98", "≥90% | 98"))
    assert (finding.code, finding.cell, finding.against) == ("SEV-020", "E14", "批复.xlsx!approved!E10")
    assert message(finding) == "指标值由批复的≥95%改为≥90%"
    assert (finding.found, finding.expected, finding.difference) == ("≥90%", "≥95%", -5)


def test_the_same_target_in_another_unit_is_the_same() -> None:
    assert against("selfeval", goals=(("清淤总成本 | 120 | 万元", "清淤总成本 | 1200000 | 元"),)) == []


def test_a_deadline_that_was_moved_is_a_changed_target() -> None:
    found = against("selfeval", ("2026年10月31日前 | 2026", "2026年11月30日前 | 2026"))
    assert "SEV-020" in {finding.code for finding in found}


def test_an_indicator_that_was_dropped_is_named_with_its_cell() -> None:
    row = "^ | 满意度指标 | 服务对象满意度指标 | 沿线群众满意度 | ≥90% | 92 | 10 | 10 | | 达到计划值得10分,否则按实际值/计划值*指标分值计分。\n"
    found = [f for f in against("selfeval", (row, "")) if f.code == "SEV-021"]
    assert [(message(f), f.against) for f in found] == [("批复的指标“沿线群众满意度”未自评", "批复.xlsx!approved!D13")]


def test_an_indicator_that_was_renamed_is_one_finding_and_its_target_is_still_compared() -> None:
    found = against("selfeval", ("断面验收合格率 | ≥95%", "清淤断面验收合格率 | ≥90%"))
    assert [(f.code, f.expected) for f in found] == [("SEV-022", "断面验收合格率"), ("SEV-020", "≥95%")]


def test_an_indicator_that_was_added_is_a_warning() -> None:
    [finding] = against("selfeval", goals=(("^ | ^ | 质量指标 | 断面验收合格率 | 95 | % | ≥ |\n", ""),))
    assert (finding.code, finding.cell, finding.against) == ("SEV-022", "D14", None)


def test_a_budget_that_differs_is_told_in_the_same_unit() -> None:
    [finding] = against("selfeval", goals=(("项目金额 | 120", "项目金额 | 150"),))
    assert (finding.code, finding.cell, finding.difference) == ("SEV-023", "D6", -30)


def test_a_cost_that_the_bureau_left_above_the_amount_it_cut_is_not_held_against_the_department() -> None:
    cost = ("≤120万元 | 114", "≤130万元 | 114")
    assert "FND-003" in {finding.code for finding in findings(document("selfeval", cost))}
    assert against("selfeval", cost, goals=(("清淤总成本 | 120 | 万元", "清淤总成本 | 130 | 万元"),)) == []
    assert {"FND-003", "SEV-020"} <= {finding.code for finding in against("selfeval", cost)}


def test_points_that_were_moved_are_a_warning() -> None:
    profile = approving(document("approved", file="批复.xlsx"))
    assert profile.approved is not None
    goals = profile.approved.forms[0]
    weighed = tuple(target._replace(points=15) if target.name == "清淤长度" else target for target in goals.targets)
    profile = replace(profile, approved=ApprovedForms([replace(goals, targets=weighed)]))
    [finding] = findings(document("selfeval"), profile=profile)
    assert (finding.code, finding.cell, message(finding)) == ("SEV-024", "G13", "分值由15改为20")


def test_an_indicator_that_is_not_monitored_is_an_error() -> None:
    found = against("monitoring")
    assert [message(f) for f in found if f.code == "MON-005"] == [
        "批复的指标“清淤总成本”未监控",
        "批复的指标“完工时间”未监控",
    ]


def test_a_result_that_shrank_since_the_last_monitoring_is_an_error() -> None:
    profile = approving(document("monitoring", file="上半年.xlsx"), document("approved", file="批复.xlsx"))
    [finding] = [
        f
        for f in findings(document("monitoring", ("| 6 | 12 |", "| 5 | 12 |")), profile=profile)
        if f.code == "MON-004"
    ]
    assert (finding.cell, finding.against) == ("F12", "上半年.xlsx!monitoring!F12")
    assert told(findings(document("monitoring", ("| 6 | 12 |", "| 7 | 12 |")), profile=profile), "MON-004") == []


@pytest.mark.parametrize(
    ("approved", "reason"),
    [
        ([document("approved", ("河道清淤工程", "水文站改造"))], "没有找到这个项目"),
        ([document("approved", ("2026年项目", "2025年项目"))], "是2025年的，本表是2026年的"),
        ([document("approved"), document("approved", ("95 | %", "90 | %"), file="另一份.xlsx")], "有几份对得上这个项目，内容不同"),
    ],
    ids=["no such project", "another year", "two that differ"],
)  # fmt: skip
def test_what_cannot_be_held_against_anything_says_so(approved: list[Document], reason: str) -> None:
    result = check_documents([document("selfeval")], approving(*approved))
    assert result.findings == []
    assert [skip.code for skip in result.skipped] == ["SEV-020"]
    assert reason in result.skipped[0].reason


def test_a_project_is_held_against_the_goals_of_its_own_department() -> None:
    other = document("approved", ("云岭县水利局", "云岭县林业局"), ("95 | %", "90 | %"), file="林业局.xlsx")
    result = check_documents([document("selfeval")], approving(other, document("approved")))
    assert (result.findings, result.skipped) == ([], [])


def test_two_copies_of_the_same_approval_are_one() -> None:
    profile = approving(document("approved"), document("approved", file="副本.xlsx"))
    assert check_documents([document("selfeval")], profile).skipped == []


def test_the_command_holds_a_folder_against_a_folder(jixiao, tmp_path: Path) -> None:
    write_form(tmp_path / "自评" / "水利局.xlsx", "selfeval", ("≥95% | 98", "≥90% | 98"))
    write_form(tmp_path / "批复" / "水利局.xlsx", "approved")
    result = jixiao("check", tmp_path / "自评", "--against", tmp_path / "批复", "--format", "json")
    [finding] = json.loads(result.out)["findings"]
    assert (result.code, finding["code"]) == (1, "SEV-020")
    assert finding["against"].startswith("水利局.xlsx!")
    nothing = jixiao("check", tmp_path / "自评", "--against", tmp_path / "自评")
    assert (nothing.code, "没有可以对照的目标表" in nothing.err) == (2, True)


def test_a_form_that_no_rule_was_run_on_is_never_told_to_be_in_order(jixiao, tmp_path: Path) -> None:
    write_form(tmp_path / "监控.xlsx", "monitoring")
    told = jixiao("check", tmp_path / "监控.xlsx", "--only", "SEV")
    assert "没有发现问题" not in told.out
    assert "未检查：1 张表都没有适用的规则" in told.out
    page = tmp_path / "页.html"
    jixiao("check", tmp_path / "监控.xlsx", "--only", "SEV", "-o", page)
    assert "没有问题" not in page.read_text(encoding="utf-8")
    write_form(tmp_path / "自评.xlsx", "selfeval")
    both = jixiao("check", tmp_path, "--only", "SEV")
    assert "检查过的表没有发现问题，另有 1 张表未检查" in both.out
    assert "没有发现问题" in jixiao("check", tmp_path / "监控.xlsx").out


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("完全不可能完成", True),
        ("不能完成目标", True),
        ("确定能完成", False),
        ("能如期完成", False),
        ("有可能完成", False),
        ("否", True),
        ("是", False),
    ],
)
def test_a_likelihood_is_understood_in_whatever_words(words: str, found: bool) -> None:
    form = document("monitoring")
    for row in form["indicators"]:
        row["likelihood"] = words if row["level3"] == "清淤长度" else None
    assert ["MON-003" for each in check_documents([form]).findings if each.code == "MON-003"] == ["MON-003"] * found


@pytest.mark.parametrize(
    ("form", "change", "code"),
    [
        ("selfeval", (SATISFIED, "≤90% | 92 | 10 | 10"), "OPR-001"),
        ("monitoring", ("≥90% | 91 | 91", "≤90% | 91 | 91"), "OPR-001"),
        ("selfeval", ("≥95% | 98", "≥120% | 98"), "VAL-002"),
        ("monitoring", ("≥95% | 96 | 96", "≥120% | 96 | 96"), "VAL-002"),
    ],
)
def test_what_a_wrong_target_makes_of_its_result_is_not_told(form: str, change: tuple[str, str], code: str) -> None:
    told_of = {each.code for each in findings(document(form, change)) if each.severity is not Severity.INFO}
    assert told_of == {code}
