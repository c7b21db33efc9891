"""A cause is told, what only follows from it is not."""

from __future__ import annotations

import pytest

from checks.sample_forms import Change, document
from jixiao.checks.finding import Severity
from jixiao.checks.rule_engine import check_documents
from sheet_table import read

BENEFIT = "效益指标 | 社会效益指标 | 沿河受益群众人数 | 3000 | 人 | ≥"
QUALITY = "质量指标 | 断面验收合格率 | 95 | % | ≥"


def codes(form: str, *changes: Change) -> list[str]:
    findings = check_documents([document(form, *changes)]).findings
    return [finding.code for finding in findings if finding.severity is not Severity.INFO]


@pytest.mark.parametrize(
    "row",
    [
        "沿河面貌 | 定性 | | 显著提升",
        "沿河面貌 | 定性 | 显著提升 | ",
        "沿河面貌 | 定性 | 90 | ≥",
        "沿河面貌 | 定性 | ≥ | 90",
        "沿河面貌 | 定性 | % | ≥",
        "沿河面貌 | 定性 | 定性 | 良好",
        "沿河面貌 | 定性 | | 定性",
        "沿河面貌 | 定性 | | ",
    ],
)
def test_a_nature_as_target_is_one_finding_whatever_else_moved_in_its_row(row: str) -> None:
    assert codes("project", (BENEFIT, f"效益指标 | 社会效益指标 | {row}")) == ["QLT-004"]


def test_a_misplaced_output_does_not_leave_its_own_level_empty() -> None:
    assert codes("project", (QUALITY, QUALITY.replace("质量指标", "数量指标"))) == ["IND-004"]


def test_a_level_that_nothing_was_meant_for_is_missing() -> None:
    assert codes("project", (QUALITY, "数量指标 | 护岸长度 | 95 | 米 | ≥")) == ["CMP-006"]


def test_two_amounts_that_differ_are_told_once_with_all_their_places() -> None:
    wrong = [
        ("其中:财政拨款 | < | 30", "其中:财政拨款 | < | 35"),
        ("隐患整改率达到95%。", "隐患整改率达到95%，共需资金45万元。"),
    ]
    found = check_documents([document("scored", *wrong)]).findings
    (finding,) = [each for each in found if each.severity is not Severity.INFO]
    assert finding.code == "FND-001"
    assert "B9" in {place.rpartition("!")[2] for place in finding.related}


def test_two_faults_in_other_amounts_are_two_findings() -> None:
    wrong = [("项目资金(万元) | 40", "项目资金(万元) | 45"), ("预算成本 | 40", "预算成本 | 50")]
    assert {"FND-002", "FND-003"} <= set(codes("scored", *wrong))


def test_shares_typed_as_fractions_are_one_question_of_their_standards() -> None:
    standard = "达到{0}%得10分，每降低1个百分点扣1分，不足1个百分点按1个百分点计，扣完为止。"
    by_plan = "达到计划值得10分,否则按实际值/计划值*指标分值计分。"
    wrong = [
        (f"{rate} | {said} | {by_plan}", f"0.{rate} | {said} | {standard.format(rate)}")
        for rate, said in ((95, "整改数占发现数的比例不低于95%"), (90, "问卷调查结果不低于90%"))
    ]
    found = check_documents([document("scored", *wrong)]).findings
    asked = [(each.code, each.cell, len(each.related)) for each in found if each.code.startswith("SCR")]
    assert asked == [("SCR-005", "G13", 1)]


def test_a_wrong_sum_is_told_of_a_form_whose_amounts_have_no_cells() -> None:
    form = document("scored", ("其中:财政拨款 | < | 30", "其中:财政拨款 | < | 35"))
    form["cells"] = {key: cell for key, cell in form["cells"].items() if not key.startswith("funding.")}
    assert "FND-001" in {finding.code for finding in check_documents([form]).findings}


def test_figures_older_than_the_year_before_are_told_with_the_year_that_is_due() -> None:
    old = ("12处每处1万元", "按2024年价格测算，12处每处1万元")
    (found,) = [each for each in check_documents([document("direction", old)]).findings if each.code == "TIM-007"]
    assert (found.found, found.expected) == (2024, 2026)


def test_an_operator_that_points_the_wrong_way_spoils_no_standard() -> None:
    turned = (
        "不少于50次 | 达到计划值得20分,否则按实际值/计划值*指标分值计分。 | 次 | ≥",
        "不少于50次 | 达到计划值得20分,否则按实际值/计划值*指标分值计分。 | 次 | ≤",
    )
    assert codes("scored", turned) == ["OPR-003"]


ONE_ROW = """
2026年项目支出绩效目标表 | < | < | < | < | < | <
填报单位：青岚县水务局 | < | < | < | < | < | 单位：万元
项目名称 | 河道清淤 | < | 项目金额 | 60 | < | <
年度绩效目标 | 清理淤泥3万立方米，群众满意度90%以上。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 计算符号 | 指标值 | 度量单位 | 评分标准
"""


def _told(row: str) -> set[str]:
    return {each.code for each in check_documents(read(ONE_ROW + row)).findings}


def test_a_standard_is_not_blamed_for_the_unit_of_its_row() -> None:
    told = _told("产出指标 | 数量指标 | 清淤河道长度 | ≥ | 12 | 人 | 完成12公里得10分，未完成的按完成比例得分")
    assert "UNT-002" in told and "SCR-001" not in told


def test_tiers_that_give_more_for_less_are_told_beside_their_other_threshold() -> None:
    standard = "满意度≥90%得10分，≥80%得12分，＜80%不得分。"
    assert {"SCR-005", "SCR-008"} <= _told(f"满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥ | 90 | % | {standard}")
