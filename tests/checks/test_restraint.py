"""Where rules have to hold back: blanks, merges, fragments, one fault under one code."""

from __future__ import annotations

import pytest

from checks.sample_forms import Change, document
from jixiao.checks.catalogue import message
from jixiao.checks.dates import several_years
from jixiao.checks.finding import Severity
from jixiao.checks.rule_engine import check_documents
from sheet_table import read

TIME = "时效指标 | 完工时间 | 2027年10月31日前 | | 定性"
COST = "成本指标 | 经济成本指标 | 清淤总成本 | 120.5 | 万元 | ≤"


def codes(form: str, *changes: Change) -> list[str]:
    findings = check_documents([document(form, *changes)]).findings
    return [finding.code for finding in findings if finding.severity is not Severity.INFO]


@pytest.mark.parametrize(
    ("form", "changes", "expected"),
    [
        pytest.param("project", [("清淤长度 | 12 | 公里 | ≥", "清淤长度 | | | ")], ["CMP-008"], id="a blank row is one blank"),
        pytest.param("project", [("清淤总成本 | 120.5 | 万元", "清淤总成本 | 120.5 | ")], ["UNT-003"], id="a cost without unit"),
        pytest.param("2024", [("≥6座", "6座")], ["OPR-005"], id="no column for operators"),
        pytest.param(
            "project",
            [("效益指标 | 社会效益指标 | 沿河受益群众人数 | 3000 | 人 | ≥", "效益指标 | 社会效益指标 | 沿河面貌 | 定性 | | 新建3处步道")],
            ["QLT-004"],
            id="nature as value is no shifted row",
        ),
        pytest.param("project", [("项目金额 | 120.5", "项目金额 | ")], ["CMP-003"], id="no amount, nothing to compare"),
        pytest.param("project", [("项目金额 | 120.5", "项目金额 | 1205000元")], [], id="an amount in another unit"),
        pytest.param(
            "project",
            [(COST, "成本指标 | 社会成本指标 | 占道施工天数 | 20 | | ≤")],
            ["CMP-009"],
            id="a social cost is no money",
        ),
        pytest.param("project", [("沿线群众满意度 | 90 | % | ≥", "信访群众满意度 | 90 | % | ≤")], ["OPR-001"], id="petitioners may be satisfied"),
        pytest.param("project", [("清淤长度 | 12 | 公里 | ≥", "故障闸门更换数量 | 12 | 扇 | ≤")], ["OPR-003"], id="faults that are mended are a quantity"),
        pytest.param("project", [("清淤长度 | 12 | 公里 | ≥", "闸门故障次数 | 12 | 次 | ≤")], [], id="faults are to be few"),
        pytest.param("project", [("清淤长度 | 12 | 公里 | ≥", "受灾人员救助数量 | 12 | 个 | ≥")], ["UNT-002"], id="people are counted as people"),
        pytest.param("project", [("项目支出实施期 | 2027年度", "项目支出实施期 | 三年"), (TIME, TIME.replace("2027", "2028"))], ["TIM-002"], id="a deadline of a project of three years"),
        pytest.param("project", [("项目金额 | 120.5", "项目金额 | 120.5（其中上级补助80）")], [], id="an amount with a remark"),
        pytest.param("project", [(TIME, "时效指标 | 完工时间 | 2027 | | ≤")], ["TIM-003"], id="a year typed as a number"),
        pytest.param("direction", [("12处×2万元/处=24万元", "12处×2万元/处=26万元")], ["FND-010"], id="a wrong calculation is no wrong amount"),
        pytest.param("scored", [("（2027年度）", "（2026年度）")], ["TIM-001"], id="a wrong title is no wrong deadline"),
        pytest.param("scored", [("项目资金(万元) | 40", "项目资金(万元) | 45"), ("预算成本 | 40", "预算成本 | 45"), ("不超过40万元", "不超过45万元")], ["FND-002"], id="two amounts in the head"),
        pytest.param("department", [("| 379.5 | 120.5", "| | 120.5")], [], id="a side of the budget left blank"),
    ],
)  # fmt: skip
def test_one_fault_is_reported_once(form: str, changes: list[Change], expected: list[str]):
    assert codes(form, *changes) == expected


def test_an_explanation_merged_over_rows_is_filled_for_all_of_them():
    merged = [("治理长度不少于12公里", "治理各项指标"), ("合格工程占比不低于95%", "^")]
    assert "CMP-015" not in codes("department", *merged)


def test_a_target_merged_over_rows_is_not_missing():
    merged = [
        ("断面验收合格率 | 95 | % | ≥", "断面平整度合格率 | ^ | ^ | ^"),
        ("清淤长度 | 12 | 公里 | ≥", "断面验收合格率 | 95 | % | ≥"),
    ]
    assert not {"CMP-008", "CMP-009", "CMP-010"} & set(codes("project", *merged))


def test_what_a_page_break_left_of_a_form_is_one_finding():
    rest = document("project", sheet="续")
    rest["indicators"], rest["goals"], rest["funding"] = [], {"annual": None}, {"total": None}
    found = check_documents([document("project"), rest]).findings
    assert [(finding.code, finding.sheet) for finding in found] == [("STR-005", "project")]


TITLE_AND_NAME = """
2027年项目支出绩效目标表 | <
填报单位（盖章）：云岭县水利局 | <
项目名称 | 河道清淤工程
"""


def test_a_title_with_a_project_name_alone_is_a_form_filed_twice():
    (rest,) = read(TITLE_AND_NAME)
    rest["source"]["sheet"] = "续"
    (finding,) = check_documents([document("project"), rest]).findings
    assert (finding.code, finding.sheet, finding.related) == ("STR-005", "project", ("test.xlsx!续!B3",))


@pytest.mark.parametrize(
    "table",
    [
        "2027年项目支出绩效目标表 | <\n填报说明见附件 | <",
        "2027年项目支出绩效目标表 | <\n项目名称 | 项目类别",
        "2027年项目支出绩效目标表 | <\n项目名称 | ",
        "目录 | <\n2027年项目支出绩效目标表 | 3\n2027年部门整体支出绩效目标表 | 4",
    ],
    ids=["a note under a title", "a header", "a form left blank", "a table of contents"],
)
def test_a_title_without_a_project_is_no_form(table):
    assert read(table) == []


def test_a_fragment_alone_is_a_form_cut_off():
    rest = document("project")
    rest["indicators"], rest["goals"], rest["funding"] = [], {"annual": None}, {"total": None}
    (finding,) = check_documents([rest]).findings
    assert message(finding) == "绩效目标表不完整，缺少资金、绩效目标、绩效指标部分（可能截断）"


def test_the_same_text_in_many_cells_is_one_finding_with_all_cells():
    spoilt = document("project", ("95 | %", "95 | 百分比"), ("90 | % | ≥", "90 | 百分比 | ≥"))
    (finding,) = check_documents([spoilt]).findings
    assert (finding.code, finding.cell, finding.related) == ("UNT-001", "F10", ("test.xlsx!project!F13",))


@pytest.mark.parametrize(
    ("period", "several"),
    [
        ("2026年", False),
        ("2025年度", False),
        ("2026.01-2026.12", False),
        ("2026-2028年", True),
        ("三年", True),
        ("长期", True),
    ],
)
def test_how_long_a_project_runs(period: str, several: bool):
    assert several_years(period) is several


@pytest.mark.parametrize("name", ["项目经费支出", "预算总额控制", "清淤总成本"])
def test_the_amount_of_the_project_in_the_goal_is_left_to_the_rules_of_funds(name: str) -> None:
    changes = [("清淤总成本", name), ("清淤3条河道12公里", f"{name}100万元，清淤3条河道12公里")]
    assert "VAL-004" not in codes("project", *changes)


def test_another_cost_in_the_goal_has_to_be_that_of_its_indicator() -> None:
    changes = [("清淤总成本", "河道清淤机械费"), ("清淤3条河道12公里", "河道清淤机械费100万元，清淤3条河道12公里")]
    assert "VAL-004" in codes("project", *changes)


OWN_TREE = """
2026年部门整体支出绩效目标申报表 | < | < | < | < | < | <
部门名称 | 安澜市应急管理局 | < | < | < | < | <
年度预算申请（万元） | 资金总额 | 820 | 按支出性质分 | 基本支出 | 500 | <
^ | ^ | ^ | ^ | 项目支出 | 320 | <
部门职能概述 | 负责全市安全生产综合监管。 | < | < | < | < | <
年度总体目标 | 检查企业640家，隐患整改率达到96%。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标方向 | 目标值 | 计量单位 | 指标解释
部门管理 | 资金投入 | 预算执行率 | ≥ | 95 | % | 全年累计
履职效果 | 部门履职目标 | 检查企业数量 | ≥ | 640 | 家 | 全年累计
履职效果 | 部门效果目标 | 隐患整改率 | ≥ | 96 | % | 全年累计
能力建设 | 长效管理 | 应急演练场次 | ≥ | 4 | 场 | 全年累计
满意度 | 服务对象满意度 | 企业满意度 | ≥ | 90 | % | 全年累计
"""


def test_a_whole_department_may_have_blocks_of_its_own():
    findings = check_documents(read(OWN_TREE)).findings
    assert {"IND-001", "CMP-005"}.isdisjoint(finding.code for finding in findings)


def test_one_wrong_block_of_a_whole_department_is_none_of_its_own():
    table = OWN_TREE.replace("部门管理", "成本指标").replace("履职效果", "产出指标")
    findings = check_documents(read(table)).findings
    assert [finding.found for finding in findings if finding.code == "IND-001"] == ["能力建设"]


PROSE = """
2026年度项目支出绩效目标 | < | <
单位名称：梧川县教育局 | < | 单位：万元
项目名称 | 预算金额 | 绩效指标
校舍维修 | 120 | 数量指标：维修校舍6栋；质量指标：验收合格率100%；时效指标：12月底前完工；满意度指标：师生满意度≥90%
"""


def test_numbers_in_sentences_owe_no_sign_and_what_is_unread_among_them_may_be_what_is_missing() -> None:
    findings = check_documents(read(PROSE)).findings
    assert {finding.code for finding in findings}.isdisjoint({"OPR-005", "CMP-014"})


def test_a_department_form_that_asks_for_no_money_lacks_none() -> None:
    form = """
预算05-1表 | < | < | <
2026年部门整体支出绩效目标表 | < | < | <
部门名称：石林湾县残疾人联合会 | < | < | <
部门总体目标 | 部门职责 | 维护残疾人合法权益。 | <
部门年度目标 | 预算年度（2026年）绩效目标 | 为650名残疾人提供辅助器具适配。 | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 辅助器具适配人数 | ≥650人
^ | 质量指标 | 适配事故起数 | 0起
^ | 时效指标 | 适配完成时间 | 2026年11月30日前
效益指标 | 社会效益指标 | 基本康复服务覆盖率 | ≥92%
满意度指标 | 服务对象满意度指标 | 残疾人满意度 | ≥90%
"""
    found = check_documents(read(form)).findings
    assert {"CMP-003", "OPR-005"}.isdisjoint(finding.code for finding in found)
