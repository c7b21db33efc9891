"""A field that is left blank is told where it belongs, whatever else of the form was not read."""

from __future__ import annotations

import pytest

from jixiao.checks.finding import Severity
from jixiao.checks.rule_engine import check_documents
from jixiao.checks.unread import OURS
from sheet_table import read

FORM = """
2027年度专项资金绩效目标表 | < | < | < | < | <
预算项目名称 | < | 校舍维修 | < | < | <
项目主管部门： | 云溪区教育体育局 | < | 项目实施单位 | 云溪区教育基建中心 | <
项目资金（万元） | 项目 | < | 金额 | < | 说明
^ | 年度资金总额 | < | 504 | < |
^ | 财政拨款 | < | 403.2 | < |
^ | 其他资金 | < | 100.8 | < |
实施方案 | 采购材料并组织施工，完工后由教育基建中心统一组织验收。 | < | < | < | <
绩效目标 | 实施期目标 | < | 本年度目标 | < | <
^ | 三年维修校舍3.6万平方米。 | < | 维修校舍12000平方米，8月31日前完工。 | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 取数方式
^ | 产出指标 | 数量指标 | 维修校舍面积 | ≥12000平方米 | 台账
^ | ^ | 质量指标 | 验收合格率 | =100% | 台账
^ | ^ | 时效指标 | 维修完工时间 | 2027年8月31日前 | 台账
^ | 成本指标 | 经济成本指标 | 单位维修成本 | ≤420元/平方米 | 台账
^ | 效益指标 | 社会效益指标 | 受益学生人数 | ≥5600人 | 台账
^ | 满意度指标 | 服务对象满意度指标 | 师生满意度 | ≥95% | 问卷
注：本表由项目单位填写，主管部门审核后报财政部门，随部门预算一并公开。 | < | < | < | < | <
"""


def found(table: str) -> list[tuple[str, str | None]]:
    """Return code and cell of what a department is told but hints."""
    told = (each for each in check_documents(read(table)).findings if each.code not in OURS)
    return [(each.code, each.cell) for each in told if each.severity is not Severity.INFO]


def test_titles_over_amounts_and_their_labels_are_no_fields() -> None:
    assert found(FORM) == []


@pytest.mark.parametrize(
    ("value", "instead", "code", "cell"),
    [
        ("校舍维修 |", "|", "CMP-002", "A2"),
        ("云溪区教育体育局", "", "CMP-001", "A3"),
        ("504", "", "CMP-003", "B5"),
        ("维修校舍12000平方米，8月31日前完工。", "", "CMP-004", "D10"),
        ("维修校舍12000平方米，8月31日前完工。", "略", "CMP-004", "D10"),
    ],
)
def test_a_blank_is_told_where_its_value_belongs(value: str, instead: str, code: str, cell: str) -> None:
    assert found(FORM.replace(value, instead)) == [(code, cell)]


TWO_SIDES = """
2027年度项目支出绩效目标表 | < | < | < | < | <
项目名称 | 泵站运行维护 | < | 主管部门 | 柳溪县水务局 | <
项目实施内容 | 巡检泵站并更换老化水泵。 | < | < | < | <
资金情况（万元） | 项目总金额 | 960 | 年度资金总额 | 320 | <
^ | 其中：财政拨款 | 900 | 其中：财政拨款 | 300 | <
^ | 其他资金 | 60 | 其他资金 | 20 | <
测算依据及说明 | 按每座泵站20万元测算。 | < | < | < | <
年度绩效目标 | 运行泵站16座，完好率95%以上。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 实施期指标值 | 年度指标值 | 取数方式
产出指标 | 数量指标 | 运行泵站数量 | =16座 | =16座 | 台账
^ | 质量指标 | 设备完好率 | ≥95% | ≥95% | 台账
^ | 时效指标 | 故障修复及时率 | ≥98% | ≥98% | 台账
成本指标 | 经济成本指标 | 单座泵站运行成本 | ≤60万元/座 | ≤20万元/座 | 账簿
效益指标 | 社会效益指标 | 内涝积水点减少数 | ≥9处 | ≥3处 | 台账
满意度指标 | 服务对象满意度指标 | 沿线居民满意度 | ≥90% | ≥90% | 问卷
"""


@pytest.mark.parametrize(
    ("value", "instead", "code", "cell"),
    [
        ("年度资金总额 | 320", "年度资金总额 | ", "CMP-003", "D4"),
        ("柳溪县水务局", "", "CMP-001", "D2"),
        ("泵站运行维护", "", "CMP-002", "A2"),
        ("60万元/座 | ≤20万元/座", "60万元/座 | ", "CMP-008", "E13"),
        ("≥95% | ≥95%", "≥95% | 略", "CMP-008", "E11"),
    ],
)
def test_what_is_understood_and_something_else_excuses_no_blank(value: str, instead: str, code: str, cell: str) -> None:
    # 其中：财政拨款, 项目实施内容 and a rate in words stand near, unread, and are neither the amount nor a name.
    assert found(TWO_SIDES) == []
    assert found(TWO_SIDES.replace(value, instead)) == [(code, cell)]


def test_an_amount_in_words_near_a_blank_may_be_it() -> None:
    blank = TWO_SIDES.replace("年度资金总额 | 320", "年度资金总额 | ")
    blank = blank.replace("其中：财政拨款 | 900 |", "概算及安排 | 概算960万元，当年投入320万元 |")
    assert "CMP-003" not in [code for code, _ in found(blank)]


def test_targets_that_several_indicators_lack_for_the_year_are_of_the_period_alone() -> None:
    two = TWO_SIDES.replace("≥9处 | ≥3处", "≥9处 | ").replace("≤60万元/座 | ≤20万元/座", "≤60万元/座 | ")
    assert found(two) == []


def test_a_label_as_wide_as_the_form_lacks_its_value_in_itself():
    table = """
2026年项目支出绩效目标表 | < | < | <
填报单位：柳溪县水务局 | < | < | 单位：万元
项目名称 | 滩涂清理工程 | 项目金额 | 85
年度绩效目标 | 清理滩涂12公里，堤岸整洁。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 清理长度 | ≥12公里
业务股室审核： | < | < | <
绩效股审核：同意。2026年1月9日 | < | < | <
"""
    (found,) = [each for each in check_documents(read(table)).findings if each.code == "CMP-012"]
    assert found.cell == "A7"
