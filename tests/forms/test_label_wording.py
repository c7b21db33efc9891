"""Labels in the words of the field: every spelling gives the same document, with nothing left over."""

from __future__ import annotations

import pytest

from checks.sample_forms import FORMS
from forms.test_variations import complaints, content, read
from sheet_table import sheet

WORDS = [
    ("project", "项目名称", "支出项目名称"),
    ("project", "项目名称", "项目（政策）名称"),
    ("project", "填报单位（盖章）：云岭县水利局", "填报单位：云岭县水利局（盖章）"),
    ("project", "填报单位（盖章）：云岭县水利局", "填报单位(公章): 云岭县水利局"),
    ("project", "填报单位（盖章）：云岭县水利局", "单位名称：云岭县水利局"),
    ("project", "填报单位（盖章）：云岭县水利局", "预算单位：云岭县水利局"),
    ("project", "填报单位（盖章）：云岭县水利局", "部门：云岭县水利局"),
    ("project", "金额单位：万元", "单位：万元"),
    ("project", "金额单位：万元", "单位:人民币万元"),
    ("project", "项目金额", "项目资金总额"),
    ("project", "项目金额", "预算金额（万元）"),
    ("project", "项目金额", "年度本级预算金额"),
    ("project", "项目金额", "资金总额"),
    ("project", "项目金额", "项目预算金额"),
    ("project", "项目金额", "本年预算金额"),
    ("project", "项目支出实施期", "实施期限"),
    ("project", "项目支出实施期", "项目实施周期"),
    ("project", "项目支出实施期", "项目起止时间"),
    ("project", "项目支出实施期", "项目期限"),
    ("project", "项目类别", "项目类型"),
    ("project", "项目类别", "项目属性"),
    ("project", "本年度绩效目标", "年度绩效总目标"),
    ("project", "本年度绩效目标", "年度绩效目标"),
    ("project", "本年度绩效目标", "年度目标"),
    ("project", "本年度绩效目标", "绩效目标"),
    ("project", "本年度绩效目标", "项目年度绩效目标"),
    ("project", "本年度绩效目标", "总体目标"),
    ("project", "本年度绩效指标", "绩效指标"),
    ("project", "本年度绩效指标", "年度绩效指标"),
    ("project", "指标值 |", "指标值（目标值） |"),
    ("project", "指标值 |", "目标值 |"),
    ("project", "指标值 |", "年度指标值 |"),
    ("project", "度量单位", "计量单位"),
    ("project", "度量单位", "单位"),
    ("project", "指标值类型", "指标性质"),
    ("project", "指标值类型", "计算符号"),
    ("project", "指标值类型", "指标方向"),
    ("project", "三级指标", "三级指标（指标内容）"),
    ("project", "三级指标", "指标名称"),
    ("project", "备注", "说明"),
    ("department", "部门(单位)名称", "部门（单位）名称"),
    ("department", "部门(单位)名称", "单位名称"),
    ("department", "年度履职目标", "年度绩效目标"),
    ("department", "年度履职目标", "整体绩效目标"),
    ("department", "年度履职目标", "年度总体目标"),
    ("department", "年度履职目标", "部门（单位）年度履职目标"),
    ("department", "年度主要任务", "年度主要工作任务"),
    ("department", "年度主要任务", "年度重点工作任务"),
    ("department", "任务名称", "工作任务"),
    ("department", "主要内容", "任务主要内容"),
    ("department", "预算情况", "部门预算情况"),
    ("department", "预算情况", "部门预算情况（万元）"),
    ("department", "资金总额", "总额"),
    ("department", "资金总额", "预算资金总额"),
    ("department", "一般公共预算 ", "一般公共预算拨款 "),
    ("department", "一般公共预算 ", "一般公共预算收入 "),
    ("department", "政府性基金拨款", "政府性基金预算拨款"),
    ("department", "政府性基金拨款", "政府性基金收入"),
    ("department", "财政专户管理资金", "财政专户管理资金收入"),
    ("department", "财政专户管理资金", "纳入财政专户管理的非税收入拨款"),
    ("department", "其他资金", "单位资金"),
    ("department", "其他资金", "其他收入"),
    ("department", "指标值说明(指标解释)", "指标说明"),
    ("department", "指标值说明(指标解释)", "指标解释"),
    ("department", "指标值说明(指标解释)", "指标值说明"),
    ("summary", "项目名称", "支出方向"),
    ("summary", "项目名称", "支出方向（子项）"),
    ("summary", "项目名称", "支出项目名称"),
    ("summary", "项目金额（万元）", "金额"),
    ("summary", "项目金额（万元）", "预算金额（万元）"),
    ("summary", "项目金额（万元）", "项目资金（万元）"),
    ("summary", "项目金额（万元）", "年度预算金额"),
    ("summary", "序号", "编号"),
    ("summary", "合计金额", "合计"),
    ("summary", "合计金额", "总计"),
    ("scored", "部门(单位)名称", "主管部门"),
    ("scored", "项目资金(万元)", "项目资金（万元）"),
    ("scored", "年度资金总额：", "年度资金总额"),
    ("scored", "其中:财政拨款", "其中：本年财政拨款"),
    ("scored", "其中:财政拨款", "财政拨款"),
    ("scored", "其中:财政拨款", "其中：当年财政拨款"),
    ("scored", "上年结转", "上年结转资金"),
    ("scored", "其他资金", "其它资金"),
    ("scored", "年度绩效目标", "年度总体目标"),
    ("scored", "指标解释(指标值内容)", "指标解释"),
    ("scored", "指标解释(指标值内容)", "指标值内容"),
    ("scored", "评(扣)分标准", "评分标准"),
    ("scored", "评(扣)分标准", "评（扣）分标准"),
    ("scored", "评(扣)分标准", "扣分标准"),
    ("scored", "评(扣)分标准", "计分标准"),
    ("scored", "评(扣)分标准", "指标评分标准"),
    ("scored", "业务股室审核：", "业务科室审核："),
    ("scored", "填报日期：", "填表日期："),
    ("2024", "项目名称", "项 目 名 称"),
    ("2024", "主管部门", "项目主管部门"),
    ("2024", "实施单位", "项目实施单位"),
    ("2024", "项目属性", "项目类型"),
    ("2024", "项目期", "项目起止年限"),
    ("2024", "年度资金总额(含本级和市县)30", "年度资金总额（含本级和市县）：30"),
    ("2024", "年度资金总额(含本级和市县)30", "年度资金总额(含本级和市县):30万元"),
    ("2024", "其中:财政拨款30", "其中：财政拨款 30"),
    ("2024", "年度总体绩效目标(含本级和市县) ", "年度总体绩效目标（含本级和市县）："),
    ("2024", "年度绩效目标(含本级) ", "年度绩效目标（含本级）\\n"),
    ("2024", "指标1：", "指标1."),
    ("2024", "指标1：", ""),
    ("direction", "项目主管部门（盖章）：", "主管部门（盖章）："),
    ("direction", "支出方向（子项）", "支出方向"),
    ("direction", "支出方向（子项）", "项目名称"),
    ("direction", "所属专项", "所属专项资金"),
    ("direction", "所属专项", "专项资金名称"),
    ("direction", "项目实施期", "实施期"),
    ("direction", "实施期绩效目标", "实施期目标"),
    ("direction", "年度绩效目标", "年度目标"),
    ("direction", "指标值及单位", "指标值"),
    ("direction", "绩效标准", "指标标准"),
    ("direction", "支出内容简介", "支出内容"),
    ("direction", "支出测算依据及过程说明", "测算依据及说明"),
    ("direction", "支出测算依据及过程说明", "测算依据"),
    ("direction", "支出测算依据及过程说明", "测算过程及说明"),
]


@pytest.mark.parametrize(("form", "printed", "typed"), WORDS, ids=[f"{f}: {b}" for f, _, b in WORDS])
def test_a_label_in_other_words_is_understood(form: str, printed: str, typed: str) -> None:
    assert printed in FORMS[form]
    (expected,) = read(sheet(FORMS[form]))
    (document,) = read(sheet(FORMS[form].replace(printed, typed)))
    assert content(document) == content(expected)
    assert document["unread"] == []
    assert complaints(document) == complaints(expected)


IN_ONE_CELL = """
2027年项目绩效目标申报表 | < | < | <
项目名称 码头维护 | < | 实施单位 港航中心 | <
年度资金总额（万元） 75 | < | 其中：财政拨款 70 | 自筹资金 5
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 维护码头数 | ≥3座
效益指标 | 社会效益指标 | 停靠船只 | ≥1200艘次
"""


@pytest.mark.parametrize("blank", [" ", "　", "  "])
def test_a_blank_parts_a_label_from_a_name_of_a_few_letters(blank: str) -> None:
    (document,) = read(sheet(IN_ONE_CELL.replace("名称 ", f"名称{blank}").replace("单位 ", f"单位{blank}")))
    assert [document[key] for key in ("project", "implementing_unit")] == ["码头维护", "港航中心"]
    assert "other" not in document
