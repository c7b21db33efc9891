"""Lists of provinces: projects, units and departments as rows, under names of their own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.checks.rule_engine import check_documents
from sheet_table import read, read_one

LIST_OF_FUNDS = """
项目支出绩效目标表 | < | < | < | < | < | < | <
单位：安澜市民政局 | < | < | < | < | < | < | 金额单位：万元
单位代码 | 单位（专项）名称 | 资金总额 | 绩效目标 | 绩效指标 | < | < | <
^ | ^ | ^ | ^ | 一级指标 | 二级指标 | 三级指标 | 指标值
366001 | 社区助餐点建设 | 58 | 建成助餐点14个。 | 产出指标 | 数量指标 | 助餐点数量 | ≥14个
^ | ^ | ^ | ^ | 满意度指标 | 服务对象满意度指标 | 老年人满意度 | ≥92%
366001 | 未成年人关爱 | 23.4 | 走访儿童310人次。 | 产出指标 | 数量指标 | 走访儿童人次 | ≥310人次
^ | ^ | ^ | ^ | 满意度指标 | 服务对象满意度指标 | 监护人满意度 | ≥90%
"""


def test_a_unit_or_a_fund_under_one_title_is_a_project_of_the_list():
    documents = read(LIST_OF_FUNDS)
    assert [(each["project"], each["funding"]["total"]) for each in documents] == [
        ("社区助餐点建设", 58),
        ("未成年人关爱", Decimal("23.4")),
    ]
    assert [len(each["indicators"]) for each in documents] == [2, 2]


STAGES = """
预算年度 | 部门名称 | 单位名称 | 项目编码 | 项目名称 | 申报金额 | 审核金额 | 批复金额 | 一级指标 | 二级指标 | 三级指标 | 指标值
2026 | 安澜市水利局 | 安澜市排涝站 | 45001 | 泵站检修 | 90 | 82 | 75.5 | 产出指标 | 数量指标 | 检修泵站数 | ≥6座
2026 | 安澜市水利局 | 安澜市排涝站 | 45001 | 泵站检修 | 90 | 82 | 75.5 | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
2026 | 安澜市水利局 | 安澜市灌区处 | 45002 | 渠系清淤 | 60 | 60 | 51 | 产出指标 | 数量指标 | 清淤渠道长度 | ≥18公里
2026 | 安澜市水利局 | 安澜市灌区处 | 45002 | 渠系清淤 | 60 | 60 | 51 | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
"""


def test_of_amounts_asked_for_reviewed_and_granted_the_granted_counts():
    first, second = read(STAGES)
    assert (first["funding"], second["funding"]) == ({"total": Decimal("75.5")}, {"total": 51})
    assert {(each["label"], each["value"]) for each in first["other"]} == {("申报金额", 90), ("审核金额", 82)}


PARALLEL = """
2026年预算项目绩效目标表 | < | < | < | < | < | < | <
部门（单位）名称：安澜市林业局 | < | < | < | < | < | < | 单位：万元
单位编码（项目编码） | 项目单位（项目名称） | 项目金额（万元） | < | 产出指标 | < | 满意度指标 | <
^ | ^ | 资金总额 | 单位资金 | 三级指标 | 指标值 | 三级指标 | 指标值
370 | 安澜市林业局 | 71 | 6 | | | |
450900261000041 | 古树名木养护 | 71 | 6 | 养护古树株数 | ≥260株 | 市民满意度 | ≥90%
^ | ^ | ^ | ^ | 养护合格率 | ≥97% | |
"""


def test_the_code_of_a_project_stands_in_the_column_of_the_codes_of_units():
    document = read_one(PARALLEL)
    assert (document["project"], document["project_code"]) == ("古树名木养护", "450900261000041")
    assert document["funding"] == {"total": 71, "other": 6}
    assert [row["level1"] for row in document["indicators"]] == ["产出指标", "产出指标", "满意度指标"]


DEPARTMENTS = """
整体支出绩效目标表 | < | < | < | < | < | < | <
部门：安澜市水利局 | < | < | < | < | < | < | 单位：万元
单位编码 | 单位名称 | 年度预算申请 | < | 部门职能职责描述 | 整体绩效目标 | 部门整体支出年度绩效指标 | <
^ | ^ | 资金总额 | 项目支出 | ^ | ^ | 产出指标 | 效益指标
371001 | 安澜市水利局本级 | 940 | 610 | 管水 | 检修泵站6座。 | 数量指标：检修泵站数≥6座；质量指标：泵站完好率≥97% | 社会效益指标：受益农户≥4200户；满意度指标：农户满意度≥90%
371002 | 安澜市灌区处 | 380.5 | 120.5 | 管渠 | 清淤渠道18公里。 | 清淤渠道长度≥18公里 | 生态效益指标：水质达标率≥92%
合计 | < | 1320.5 | 730.5 | | | |
"""


def test_a_line_for_each_whole_department_is_a_form_of_it():
    first, second = read(DEPARTMENTS)
    assert (first["kind"], first["department"], first["department_code"]) == (
        "department",
        "安澜市水利局本级",
        "371001",
    )
    assert (first["budget"], first["duties"]) == ({"total": 940, "project": 610}, "管水")
    assert second["goals"] == {"annual": "清淤渠道18公里。"}
    assert second["budget"] == {"total": Decimal("380.5"), "project": Decimal("120.5")}
    keys = ("level1", "level2", "level3", "operator", "target", "unit", "cell")
    assert [tuple(row[key] for key in keys) for row in first["indicators"]] == [
        ("产出指标", "数量指标", "检修泵站数", "≥", 6, "座", "G5"),
        ("产出指标", "质量指标", "泵站完好率", "≥", 97, "%", "G5"),
        ("效益指标", "社会效益指标", "受益农户", "≥", 4200, "户", "H5"),
        ("满意度指标", None, "农户满意度", "≥", 90, "%", "H5"),
    ]
    assert [row["level2"] for row in second["indicators"]] == [None, "生态效益指标"]


FUND = """
2026年市级财政专项资金绩效目标表 | < | < | <
专项资金名称 | 渔业发展资金 | 主管部门 | 安澜市农业农村局
资金规模（万元） | 260 | 执行期限 | 2025—2027年
支出方向 | 年度金额（万元） | 占比 | 主要内容
增殖放流 | 160 | 61.54% | 放流鱼苗
渔港维护 | 100 | 38.46% | 疏浚港池
设立依据 | 市政府令第36号 | < | <
总体绩效目标 | 三年改善渔港条件。 | < | <
年度绩效目标 | 放流鱼苗320万尾。 | < | <
一级指标 | 二级指标 | 三级指标 | 本年目标值
产出指标 | 数量指标 | 放流鱼苗数量 | ≥320万尾
满意度指标 | 服务对象满意度指标 | 渔民满意度 | ≥90%
"""


def test_the_directions_of_a_fund_are_no_list_of_projects():
    document = read_one(FUND)
    assert (document["kind"], document["project"], document["funding"]) == ("project", "渔业发展资金", {"total": 260})
    assert document["goals"] == {"period": "三年改善渔港条件。", "annual": "放流鱼苗320万尾。"}
    assert [row["level3"] for row in document["indicators"]] == ["放流鱼苗数量", "渔民满意度"]
    assert {"增殖放流", "渔港维护"} <= {left["text"] for left in document["unread"]}


TWO_YEARS = """
预算项目名称 | 单位名称 | 2025年预算数（千元） | 年度预算数（千元） | 一级指标 | 二级指标 | 三级指标 | 指标值
泵站检修 | 安澜市水利局 | 315 | 350 | 产出指标 | 数量指标 | 检修泵站数 | ≥6座
^ | ^ | ^ | ^ | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
渠系清淤 | 安澜市水利局 | 90 | 120 | 产出指标 | 数量指标 | 清淤渠道长度 | ≥18公里
^ | ^ | ^ | ^ | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
"""


def test_an_earlier_year_is_not_the_year_of_a_list_that_names_none():
    assert [each["funding"] for each in read(TWO_YEARS)] == [{"total": 350}, {"total": 120}]


CODED_TWICE = """
部门预算项目支出绩效目标表 | < | < | < | < | <
项目名称 | < | 渠系清淤 | < | < | <
主管部门 | 371安澜市水利局-450900000 | < | 实施单位 | 371002安澜市灌区处-450900000 | <
预算资金总额 | 120 | < | 总体目标 | 清淤渠道18公里。 | <
一级指标 | 二级指标 | 三级指标 | 运算符号 | 2026年指标值 | 度量单位
产出指标 | 数量指标 | 清淤渠道长度 | ≥ | 18 | 公里
效益指标 | 可持续影响指标 | 管护制度 | 文字描述 | 按月巡查 |
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥ | 90 | %
"""


def test_a_code_on_either_side_is_no_part_of_a_name():
    document = read_one(CODED_TWICE)
    assert (document["department"], document["department_code"]) == ("安澜市水利局", "371")
    assert document["implementing_unit"] == "安澜市灌区处"


def test_a_target_in_words_is_one_that_the_operator_says():
    document = read_one(CODED_TWICE)
    kept = [(row["operator"], row["target"], row["nature"]) for row in document["indicators"]]
    assert kept[1] == (None, "按月巡查", "qualitative")
    assert document["unread"] == []


def test_the_year_of_the_targets_is_that_of_the_form():
    assert read_one(CODED_TWICE)["fiscal_year"] == 2026
    two = CODED_TWICE.replace("总体目标", "2025年度绩效目标")
    assert read_one(two)["fiscal_year"] is None


SUMMARY_BY_LEVELS = """
2026年项目支出绩效目标汇总表 | < | < | < | < | <
部门：安澜市水利局 | < | < | < | < | 单位：万元
序号 | 项目名称 | 预算金额 | 产出指标 | < | 满意度指标
^ | ^ | ^ | 数量指标 | 质量指标 | 服务对象满意度指标
1 | 泵站检修 | 350 | 检修泵站数≥6座；更换水泵≥9台 | 泵站完好率≥97% | 农户满意度≥90%
2 | 渠系清淤 | 120 | 清淤渠道长度≥18公里 | | 农户满意度≥88%
合计 | < | 470 | | |
"""


def test_a_summary_that_states_indicators_has_a_form_for_each_project():
    first, second = read(SUMMARY_BY_LEVELS)
    assert (first["kind"], first["project"], first["funding"]) == ("project", "泵站检修", {"total": 350})
    keys = ("level1", "level2", "level3", "target", "cell")
    assert [tuple(row[key] for key in keys) for row in first["indicators"]] == [
        ("产出指标", "数量指标", "检修泵站数", 6, "D5"),
        ("产出指标", "数量指标", "更换水泵", 9, "D5"),
        ("产出指标", "质量指标", "泵站完好率", 97, "E5"),
        ("满意度指标", "服务对象满意度指标", "农户满意度", 90, "F5"),
    ]
    assert [row["target"] for row in second["indicators"]] == [18, 88]


OF_THE_DEPARTMENT = """
安澜市水利局2026年项目支出绩效目标表 | < | < | < | < | <
项目名称 | 预算金额（元） | 绩效指标 | 指标名称 | 指标值 | 单位
渠系清淤 | 1200000 | 产出指标/数量指标 | 清淤渠道长度 | ≥18 | 公里
^ | ^ | 满意度指标/服务对象满意度指标 | 农户满意度 | ≥90 | %
泵站检修 | 3500000 | 产出指标/数量指标 | 检修泵站数 | ≥6 | 座
^ | ^ | 满意度指标/服务对象满意度指标 | 农户满意度 | ≥91 | %
"""


def test_a_list_is_of_the_department_that_its_title_begins_with():
    assert [each["department"] for each in read(OF_THE_DEPARTMENT)] == ["安澜市水利局"] * 2


def test_a_column_of_indicators_may_hold_both_levels():
    levels = [(row["level1"], row["level2"]) for each in read(OF_THE_DEPARTMENT) for row in each["indicators"]]
    assert levels == [("产出指标", "数量指标"), ("满意度指标", "服务对象满意度指标")] * 2


DEPARTMENTS_OF_TWO_YEARS = """
整体支出绩效目标表 | < | < | < | <
部门：安澜市水利局 | < | < | < | 单位：元
序号 | 单位名称 | 2025年预算 | 2026年预算 | 整体绩效目标
1 | 安澜市水利局本级 | 9100000 | 9400000 | 检修泵站6座。
2 | 安澜市灌区处 | 3700000 | 3805000 | 清淤18公里。
小计 | < | 12800000 | 13205000 |
"""


def test_last_year_in_a_list_of_departments_is_no_budget_of_the_year():
    first, second = read(DEPARTMENTS_OF_TWO_YEARS)
    assert (first["budget"], second["budget"]) == ({"total": 9400000}, {"total": 3805000})
    assert [(each["label"], each["value"]) for each in first["last_year"]] == [("2025年预算", 9100000)]
    assert "other" not in first


NAMES_AS_TITLES = """
2026年衔接资金项目绩效目标表 | < | < | < | < | < | <
填报单位：安澜市农业农村局 | < | < | < | < | 单位：万元 | <
序号 | 项目名称 | 资金规模 | 产出指标 | < | 效益指标 | 满意度指标
^ | ^ | ^ | 数量指标 | 质量指标 | 社会效益指标 | 服务对象满意度指标
^ | ^ | ^ | 新建冷库容量（立方米） | 验收合格率（%） | 受益农户（户） | 群众满意度（%）
1 | 后湾冷链仓 | 120 | ≥1500 | 100 | ≥48 | ≥95
2 | 上塘产业路 | 86.5 | | 100 | ≥75 | ≥96
"""


def test_names_of_indicators_over_their_targets_are_those_of_each_project():
    first, second = read(NAMES_AS_TITLES)
    assert (first["project"], first["funding"]["total"], len(first["indicators"])) == ("后湾冷链仓", 120, 4)
    row = second["indicators"][1]
    assert (row["level1"], row["level2"], row["level3"]) == ("效益指标", "社会效益指标", "受益农户")
    assert (row["operator"], row["target"], row["unit"]) == ("≥", 75, "户")


DEPARTMENTS_WITH_INDICATORS = """
2026年部门整体支出绩效目标公开表（单位：万元） | < | < | < | < | < | <
部门名称 | 预算总额 | 项目支出 | 年度总体目标 | 指标类型 | 绩效指标 | 指标值
安澜市水利局 | 1860.5 | 700 | 检修泵站6座。 | 数量指标 | 检修泵站数量 | ≥6座
^ | ^ | ^ | ^ | 服务对象满意度指标 | 农户满意度 | ≥92%
安澜市图书馆 | 620 | 200 | 夜间开放280天。 | 数量指标 | 夜间开放天数 | ≥280天
"""


def test_the_indicators_of_one_department_are_not_those_of_another():
    documents = read(DEPARTMENTS_WITH_INDICATORS)
    assert [(each["department"], each["budget"]["total"]) for each in documents] == [
        ("安澜市水利局", Decimal("1860.5")),
        ("安澜市图书馆", 620),
    ]
    assert [[row["level3"] for row in each["indicators"]] for each in documents] == [
        ["检修泵站数量", "农户满意度"],
        ["夜间开放天数"],
    ]


LOTTERY_FUND = """
2026年彩票公益金项目支出绩效目标表 | < | < | < | <
编制部门：安澜市民政局 | < | < | 金额单位：千元 | <
一级项目名称 | 社区助餐 | < | 联系人及电话 | 白榆 86001122
资金来源 | 上年预算 | 上年执行 | 本年预算 | 增减额
彩票公益金 | 500 | 480 | 640 | 140
其他资金 | 300 | 300 | 320 | 20
合计 | 800 | 780 | 960 | 160
本年度目标 | 建成助餐点14个。 | < | < | <
一级目标 | 二级目标 | 三级目标 | 指标目标值 | 权重
产出目标 | 数量 | 助餐点数量 | ≥14个 | 60%
满意度目标 | 服务对象满意度 | 老年人满意度 | ≥92% | 40%
"""


def test_spending_of_last_year_between_two_budgets_does_not_make_it_this_years():
    document = read_one(LOTTERY_FUND)
    assert document["funding"] == {"annual": 960, "other": 320}
    assert document["project"] == "社区助餐"
    assert [row["points"] for row in document["indicators"]] == [60, 40]
    assert "IND-001" not in {each.code for each in check_documents([document]).findings}


def test_a_unit_behind_the_year_in_brackets_is_that_of_the_form():
    table = LOTTERY_FUND.replace(
        "编制部门：安澜市民政局 | < | < | 金额单位：千元 | <", "（2026年度，金额单位：千元） | < | < | < | <"
    )
    assert read_one(table)["currency_unit"] == "千元"


BANDS_OF_SUMS = """
2026年部门预算项目绩效目标汇总表 | < | < | < | <
编制单位：安澜市文化局 | < | < | 金额单位：万元 | <
序号 | 项目名称 | 项目类别 | 预算金额 | 年度绩效目标
| 合计 | | 76.7 |
一 | 公共文化 | | 45.2 |
1 | 夜间开放 | 其他运转类 | 45.2 | 夜间开放280天。
二 | 非遗保护 | | 31.5 |
1 | 传承补助 | 特定目标类 | 31.5 | 补助传承人63人。
"""


def test_bands_with_chinese_numerals_add_up_the_projects_below():
    document = read_one(BANDS_OF_SUMS)
    assert [(row["project"], row["amount"]) for row in document["rows"]] == [
        ("夜间开放", Decimal("45.2")),
        ("传承补助", Decimal("31.5")),
    ]


NESTED_IN_YUAN = """
2026年项目支出绩效目标表 | < | < | < | < | < | < | <
编报单位：[522301]安澜市公路中心 | < | < | < | < | < | 单位：元 | <
项目名称 | 522301261000000071-农村公路护栏（2026） | < | < | < | 项目负责单位 | 安澜市公路一所 | <
项目资金 | 年度资金总额 | 6,428,000.00 | 其中： | 上级资金 | 0.00 | 本级资金 | 5,200,000.00
^ | | | | 单位自筹 | 1,228,000.00 | 其他 | 0.00
绩效目标 | 安装护栏42公里。 | < | < | < | < | < | <
绩效指标 | 一级 | 二级 | 三级 | < | 运算符号 | 目标值 | 单位
^ | 产出指标 | 数量指标 | 安装护栏长度 | < | ≥ | 42 | 公里
^ | 产出指标 | 数量指标 | 警示标志牌数量 | < | | 315块左右 |
^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | < | ≥ | 93 | %
"""


def test_the_code_before_the_name_of_a_project_is_its_own_and_a_year_behind_it_belongs_to_it():
    document = read_one(NESTED_IN_YUAN)
    assert (document["project"], document["project_code"]) == ("农村公路护栏（2026）", "522301261000000071")
    assert document["implementing_unit"] == "安澜市公路一所"
    assert (document["funding"]["annual"], document["funding"]["fiscal"]) == (6428000, 5200000)
    assert {"上级资金", "单位自筹"} <= {each["label"] for each in document["other"]}
    assert [(row["target"], row["unit"]) for row in document["indicators"]] == [(42, "公里"), (315, "块"), (93, "%")]
    assert document["unread"] == []


SUM_OF_A_DEPARTMENT = """
安澜市2026年部门预算项目支出绩效目标公开表 | < | < | < | < | < | <
部门：安澜市交通运输局 | < | < | < | < | 金额单位：万元 | <
单位名称 | 项目名称 | 资金来源 | < | 年度绩效目标 | 三级指标 | 指标值
^ | ^ | 小计 | 一般公共预算 | ^ | ^ | ^
安澜市交通运输局（小计） | | 162.8 | 150 | | |
安澜市公路中心 | 农村公路护栏 | 62.8 | 50 | 安装护栏42公里。 | 安装护栏长度 | ≥42公里
安澜市运输中心 | 公交补贴 | 100 | 100 | 补贴线路38条。 | 补贴线路条数 | ≥38条
"""


def test_the_sum_of_a_department_is_no_project_and_a_subtotal_of_sources_is_the_amount():
    documents = read(SUM_OF_A_DEPARTMENT)
    assert [(each["project"], each["funding"]) for each in documents] == [
        ("农村公路护栏", {"total": Decimal("62.8"), "fiscal": 50}),
        ("公交补贴", {"total": 100, "fiscal": 100}),
    ]


ASKED_AND_GRANTED_LIST = """
安澜市2026年项目绩效目标批复表 | < | < | < | < | < | <
部门：安澜市教育局 | < | < | < | < | < | 单位：万元
项目名称 | 申报金额 | < | 批复金额 | < | 绩效目标 | 三级指标
^ | 合计 | 其中：财政 | 合计 | 其中：财政 | ^ | ^
校园安防 | 210 | 180 | 150 | 130 | 更换探头1600个。 | 更换探头数量≥1600个
膳食补助 | 90 | 90 | 80 | 80 | 补助1.7万人。 | 补助人数≥1.7万人
"""


def test_the_granted_amount_of_a_list_counts_below_titles_of_two_lines():
    amounts = [each["funding"]["total"] for each in read(ASKED_AND_GRANTED_LIST)]
    assert amounts == [150, 80]
    without = "\n".join(line.rpartition("|")[0] for line in ASKED_AND_GRANTED_LIST.strip().splitlines())
    assert [row["amount"] for row in read_one(without)["rows"]] == [150, 80]


WHOLE_BEFORE_YEAR = """
2026年部门项目绩效目标汇总表 | < | < | < | <
编制单位：安澜市农机站 | < | < | < | <
序号 | 项目名称 | 项目总投资（元） | 2026年预算（万元） | 年度绩效目标
1 | 机库修缮 | '3,600,000.00' | 120 | 修缮机库8座。
2 | 机手培训 | 862000 | 86.2 | 培训机手600人次。
 | 合计 | 4462000 | 206.2 |
"""


def test_the_budget_of_the_year_is_the_amount_of_a_summary_and_not_the_whole_investment():
    summary = read_one(WHOLE_BEFORE_YEAR)
    assert ([row["amount"] for row in summary["rows"]], summary["total"]) == ([1200000, 862000], 2062000)


BY_DUTY = """
2026年安澜市住建局“职能—活动—项目”预算绩效编制表 | < | < | < | < | < | <
单位：万元 | < | < | < | < | < | <
部门职能 | 项目名称 | 项目预算 | < | 项目绩效目标 | 绩效指标 | <
^ | ^ | 合计 | 其中：财政拨款 | ^ | 指标名称 | 指标值
城市建设管理 | 道路大修 | 1280 | 1280 | 大修道路4条。 | 大修道路长度 | ≥6.4公里
^ | 井盖整治 | 96.5 | 80 | 更换井盖1900套。 | 更换井盖数 | ≥1900套
合计 | < | 1376.5 | 1360 | | |
"""


def test_the_department_of_a_title_may_stand_behind_the_year():
    documents = read(BY_DUTY)
    assert [(each["project"], each["funding"]["total"]) for each in documents] == [
        ("道路大修", 1280),
        ("井盖整治", Decimal("96.5")),
    ]
    assert {each["department"] for each in documents} == {"安澜市住建局"}


REGIONS = """
2026年农房改造补助资金区域绩效目标及分配表 | < | < | < | < | <
省级主管部门：陇川省住建厅 | < | < | < | < | 单位：万元
地区 | 项目名称 | 补助金额 | 改造户数（户） | 农户满意度 | 验收率
合计 | | 4200 | 2100 | |
临岑县 | 农房改造 | 2400 | 1200 | ≥90% | 100%
苍河县 | 农房改造 | 1800 | 900 | ≥90% | 100%
"""


def test_a_list_whose_titles_are_mostly_names_with_units_is_one():
    regions = [(each["implementing_unit"], each["project"], each["funding"]) for each in read(REGIONS)]
    assert regions == [("临岑县", "农房改造", {"fiscal": 2400}), ("苍河县", "农房改造", {"fiscal": 1800})]


GRANTED_AND_TOTALLED = """
部门 | 单位 | 项目 | 申报数 | 审核数 | 年度目标 | 一级指标 | 三级指标 | 符号 | 值
安澜市教育局 | 一小 | 校园安保 | 460000 | 420000 | 配备保安14名 | 产出指标 | 配备保安人数 | ≥ | 14
安澜市教育局 | 一小 | 校园安保 | 460000 | 420000 | 配备保安14名 | 效益指标 | 安全事故数 | = | 0
安澜市教育局 | 二中 | 实验室更新 | 880000 | 800000 | 更新实验室3间 | 产出指标 | 更新实验室数 | ≥ | 3
合计 | | | 1340000 | 1220000 | | | | |
"""


def test_the_total_of_a_list_is_that_of_the_column_whose_amounts_are_taken():
    documents = read(GRANTED_AND_TOTALLED)
    assert [each["funding"]["total"] for each in documents] == [420000, 800000]
    assert "FND-004" not in {finding.code for finding in check_documents(documents).findings}


def test_amounts_without_a_unit_anywhere_are_told():
    def told(table: str) -> list[str]:
        found = check_documents(read(table)).findings
        return [str(finding.parameters["labels"]) for finding in found if finding.code == "STR-011"]

    assert [labels.startswith("金额单位（表上未写，按万元计）") for labels in told(GRANTED_AND_TOTALLED)] == [
        True,
        True,
    ]
    with_unit = GRANTED_AND_TOTALLED.replace("申报数", "申报数（元）").replace("审核数", "审核数（元）")
    assert not any("金额单位" in labels for labels in told(with_unit))


BY_COUNTY = """
2026年就业补助资金分市县绩效目标表 | < | < | < | < | <
单位名称 | 资金额度（万元） | 年度绩效目标 | 一级指标 | 三级指标 | 指标值
安澜县人社局 | 820 | 新增就业3200人。 | 产出指标 | 新增就业人数 | ≥3200人
 | | | 满意度指标 | 就业人员满意度 | ≥90%
临岑县人社局 | 640 | 新增就业2400人。 | 产出指标 | 新增就业人数 | ≥2400人
 | | | 满意度指标 | 就业人员满意度 | ≥90%
"""


def test_a_fund_that_is_parted_among_departments_has_a_form_of_each():
    documents = read(BY_COUNTY)
    assert [(each["department"], each["funding"]["total"], len(each["indicators"])) for each in documents] == [
        ("安澜县人社局", 820, 2),
        ("临岑县人社局", 640, 2),
    ]
    assert not {"CMP-002", "IND-007"} & {finding.code for finding in check_documents(documents).findings}


BELOW_ONE_TITLE = """
安澜市航道局2026年项目支出绩效目标一览表 | < | < | < | < | < | < | <
序号 | 项目名称 | 预算金额（万元） | < | 绩效目标 | 绩效指标 | < | <
^ | ^ | 2025年预算数 | 2026年预算数 | ^ | {levels}
1 | 航标养护 | 120 | 150 | 养护航标80座 | 养护航标≥80座；正常率≥98% | 事故率≤1% | 船员满意度≥90%
2 | 渡口改造 | 60 | 58 | 改造渡口5处 | 改造渡口≥5处 | 停渡天数≤3天 | 群众满意度≥92%
"""


@pytest.mark.parametrize("levels", ["产出指标 | 效益指标 | 满意度指标", "产出 | 效益 | 满意度"])
def test_levels_below_one_title_of_indicators_hold_the_indicators_of_each(levels: str):
    first, second = read(BELOW_ONE_TITLE.format(levels=levels))
    assert [row["target"] for row in first["indicators"]] == [80, 98, 1, 90]
    assert [row["level1"][:2] for row in second["indicators"]] == ["产出", "效益", "满意"]
    assert (first["funding"], second["funding"]) == ({"total": 150}, {"total": 58})


@pytest.mark.parametrize("second", [" | ", "40 | 修缮护林站6座。"])
def test_a_project_whose_name_comes_again_further_down_goes_on_there(second: str):
    documents = read(f"""
2027年部门项目支出绩效目标批复表 | < | < | < | < | < | <
部门：白沙县林业局 | < | < | < | < | 单位：万元 | <
项目名称 | 金额 | 年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
护林站修缮 | 40 | 修缮护林站6座。 | 产出指标 | 数量指标 | 修缮护林站 | ≥6座
病虫防治 | 25 | 防治病虫害3000亩。 | 产出指标 | 数量指标 | 防治面积 | ≥3000亩
护林站修缮 | {second} | 效益指标 | 社会效益指标 | 受益护林员 | ≥30人
""")
    names = [(each["project"], [row["level3"] for row in each["indicators"]]) for each in documents]
    assert names == [("护林站修缮", ["修缮护林站", "受益护林员"]), ("病虫防治", ["防治面积"])]


ONE_OF_SEVERAL = """
{above}
项目名称 | {project} | < | < | <
项目资金（万元） | 40 | < | < | <
年度目标 | 修缮护林站6座。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 修缮护林站 | ≥6座 |
效益指标 | 社会效益指标 | 受益护林员 | ≥30人 |
"""


@pytest.mark.parametrize("title", ["", "2027年项目支出绩效目标申报表 | < | < | < | <"])
@pytest.mark.parametrize("above", ["主管部门 | {0} | < | < | <", "填报单位：{0} | < | < | < | <"])
@pytest.mark.parametrize("code", [False, True])
def test_the_lines_above_the_name_of_a_project_are_of_its_form(title: str, above: str, code: bool):
    names = {"护林站修缮": "白沙县林业局", "水库巡查": "白沙县水务局", "苗圃扩建": "白沙县农业局"}
    lines = above + "\n项目编码 | 编{1} | < | < | <" * code
    forms = [ONE_OF_SEVERAL.format(above=lines.format(unit, name), project=name) for name, unit in names.items()]
    documents = read(title + "".join(forms))
    assert {each["project"]: each["department"] for each in documents} == names
    assert [left["text"] for each in documents for left in each["unread"]] == []
    if code:
        assert [each["project_code"] for each in documents] == [f"编{name}" for name in names]


def test_a_department_above_all_projects_is_that_of_each():
    forms = [ONE_OF_SEVERAL.format(above="", project=name) for name in ("护林站修缮", "苗圃扩建")]
    documents = read(
        "2027年项目支出绩效目标申报表 | < | < | < | <\n填报单位：白沙县林业局 | < | < | < | <" + "".join(forms)
    )
    assert [each["department"] for each in documents] == ["白沙县林业局", "白沙县林业局"]


def test_a_city_with_a_goal_of_its_own_adds_up_nothing_below_it() -> None:
    documents = read("""
2026年省对市县林业补助资金分配表 | < | < | < | <
 | | | | 单位：万元
序号 | 地区 | 项目名称 | 补助金额 | 绩效目标
1 | 东明市 | | 2080 | 抚育森林6000亩。
2 | 西宁州 | | 2080 | 修复退化林2万亩。
3 | 平远县 | 森林抚育 | 1600 | 抚育森林2万亩。
""")
    assert [(each["department"], each["funding"]["fiscal"]) for each in documents] == [
        ("东明市", 2080),
        ("西宁州", 2080),
        ("平远县", 1600),
    ]


def test_the_next_number_is_no_part_of_the_project_above() -> None:
    documents = read("""
2026年部门项目支出绩效目标表 | < | < | < | < | <
编制单位：松溪县农业农村局 | < | < | < | 单位：万元 | <
序号 | 项目名称 | 预算金额 | 绩效目标 | 指标名称 | 指标值
1 | 高标准农田 | 100 | 建设农田5处。 | 建设面积 | ≥500亩
1.1 | 田间道路 | 30 | 修路6公里。 | 修路长度 | ≥6公里
1.2 | 灌溉渠 | 20 | 修渠4公里。 | 修渠长度 | ≥4公里
2 | 农机补贴 | 50 | 补贴农机80台。 | 补贴台数 | ≥80台
合计 | < | 200 | | |
""")
    assert [(each["project"], str(each["funding"]["total"]), len(each["indicators"])) for each in documents] == [
        ("高标准农田", "100", 1),
        ("田间道路", "30", 1),
        ("灌溉渠", "20", 1),
        ("农机补贴", "50", 1),
    ]


def test_a_project_that_comes_again_below_another_shares_no_money_with_it():
    documents = read(
        """
2026年部门预算项目支出绩效目标公开表 | < | < | < | <
部门 | 项目名称 | 金额（万元） | 年度绩效目标 | 绩效指标
长宁县林业局 | 护林站修缮 | 40 | 修缮护林站6座 | 修缮数量≥6座
长宁县林业局本级 | 病虫防治 | 25 | 防治病虫害3000亩 | 防治面积≥3000亩
长宁县林业局 | 护林站修缮 | 40 | 修缮护林站6座 | 修缮数量≥6座
"""
    )
    assert [(each["project"], each["funding"]["total"]) for each in documents] == [("护林站修缮", 40), ("病虫防治", 25)]


def test_a_number_before_a_project_and_the_unit_behind_a_title_are_no_part_of_them():
    documents = read(
        """
2026年预算项目绩效目标公开情况表 | < | < | <
预算部门（单位） | 项目名称 | 项目资金（单位：万元） | 总体绩效目标
长宁县林业局 | 项目1：护林站修缮 | 40 | 修缮护林站6座
长宁县水利局 | 项目2：病虫防治 | 25 | 防治病虫害3000亩
"""
    )
    assert [(each["project"], each["funding"]["total"]) for each in documents] == [("护林站修缮", 40), ("病虫防治", 25)]


def test_a_figure_is_neither_the_name_nor_the_goal_of_a_project() -> None:
    documents = read(
        """
2026年部门预算项目支出绩效目标公开表 | < | < | < | <
部门 | 项目名称 | 金额（万元） | 年度绩效目标 | 绩效指标
长宁县人防办 | 警报器维护 | 18 | 维护警报器42台 | 维护台数≥42台
长宁县人防办 | 人防宣传 | 宣传12场 | 9 | 宣传场次≥12场
长宁县档案馆 | 40 | 档案整理 | 整理档案1.5万卷 | 整理卷数≥15000卷
"""
    )
    assert [(each["project"], each["goals"].get("annual")) for each in documents] == [
        ("警报器维护", "维护警报器42台"),
        ("人防宣传", None),
        (None, "整理档案1.5万卷"),
    ]
    assert [each["cell"] for document in documents for each in document["unread"]] == ["C4", "D4", "B5", "C5"]
    told = [finding for finding in check_documents(documents).findings if finding.code == "STR-011"]
    assert [finding.severity for finding in told] == ["warning", "warning"]
