"""Forms as departments lay them out: columns, rows and words of their own beside those of the standard form."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jixiao.checks.rule_engine import check_documents
from jixiao.forms.document import Document
from jixiao.forms.measures import is_unit
from sheet_table import read, read_one


def codes(document: Document) -> set[str]:
    return {finding.code for finding in check_documents([document]).findings}


def measures(document: Document) -> list[tuple[Any, ...]]:
    keys = ("level1", "level2", "level3", "operator", "target", "unit")
    rows: Any = document["indicators"]
    return [tuple(row[key] for key in keys) for row in rows]


def unread(document: Document) -> set[str]:
    return {left["text"] for left in document["unread"]}


WEIGHTED = """
部门预算项目支出绩效目标表 | < | < | < | < | < | < | <
（2025年度） | < | < | < | < | < | < | <
项目名称 | 农村公益性公墓维护 | < | < | 项目编码 | '430000250001' | < | <
主管部门 | 青禾县民政局 | < | < | 实施单位 | 青禾县殡葬管理所 | < | <
项目属性 | 延续性项目 | < | < | 项目期 | 1年 | < | <
项目资金（万元） | 年度资金总额： | < | < | 48 | < | < | <
^ | 其中：财政拨款 | < | < | 40 | < | < | <
^ | 上年结转 | < | < | 8 | < | < | <
^ | 其他资金 | < | < | 0 | < | < | <
年度总体目标 | 完成12处公益性公墓维护，群众祭扫环境改善。 | < | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 权重
^ | 产出指标 | 数量指标 | 维护公墓数量 | ≥ | 12 | 处 | 20
^ | ^ | 质量指标 | 维护验收合格率 | = | 100 | % | 15
^ | ^ | 成本指标 | 维护总成本 | ≤ | 48 | 万元 | 10
^ | 效益指标 | 社会效益指标 | 祭扫环境改善情况 | 定性 | 明显改善 | | 15
^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥ | 90 | % | 10
其他需要说明的问题 | 无 | < | < | < | < | < | <
"""


def test_a_weight_and_columns_of_another_layout_do_not_disturb_the_measures():
    document = read_one(WEIGHTED)
    assert document["kind"] == "project"
    assert measures(document) == [
        ("产出指标", "数量指标", "维护公墓数量", "≥", Decimal(12), "处"),
        ("产出指标", "质量指标", "维护验收合格率", "=", Decimal(100), "%"),
        ("产出指标", "成本指标", "维护总成本", "≤", Decimal(48), "万元"),
        ("效益指标", "社会效益指标", "祭扫环境改善情况", None, "明显改善", None),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "≥", Decimal(90), "%"),
    ]
    assert document["funding"] == {"annual": 48, "fiscal": 40, "carryover": 8, "other": 0}
    assert [row["points"] for row in document["indicators"]] == [20, 15, 10, 15, 10]
    assert document["unread"] == []
    assert document["project_code"] == "430000250001"
    assert codes(document).isdisjoint({"STR-002", "FND-001", "VAL-006", "VAL-007", "OPR-005"})


LONG_TERM = """
2026年项目支出绩效目标表 | < | < | < | < | < | <
编制单位：青禾县图书馆 | < | < | < | < | 金额单位：元 | <
项目名称 | 公共图书馆免费开放 | < | < | < | < | <
资金情况 | 年度资金总额 | < | < | 500,000.00 | < | <
^ | 其中：中央资金 | < | < | 300,000.00 | < | <
^ | 县级资金 | < | < | 200,000.00 | < | <
^ | 其他资金 | < | < | 0.00 | < | <
总体目标 | 中长期目标（2026年-2028年） | < | < | 年度目标 | < | <
^ | 三年内建成覆盖城乡的阅读服务网络。 | < | < | 全年免费开放300天以上。 | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型
^ | 产出指标 | 数量指标 | 免费开放天数 | 300 | 天 | ≥
^ | 成本指标 | 经济成本指标 | 免费开放支出 | 500000 | 元 | ≤
^ | 效益指标 | 社会效益指标 | 群众阅读氛围 | 浓厚 |  | 定性
^ | 满意度指标 | 服务对象满意度指标 | 读者满意度 | 95 | % | ≥
"""


def test_goals_below_their_headings_are_those_of_the_period_and_of_the_year():
    document = read_one(LONG_TERM)
    assert document["goals"] == {"period": "三年内建成覆盖城乡的阅读服务网络。", "annual": "全年免费开放300天以上。"}
    assert document["department"] == "青禾县图书馆"


def test_sources_in_words_of_the_forms_own_count_in_the_sum():
    assert "FND-001" not in codes(read_one(LONG_TERM))
    assert "FND-001" in codes(read_one(LONG_TERM.replace("200,000.00", "150,000.00")))


TASKS_WITH_AMOUNTS = """
部门整体支出绩效目标申报表 | < | < | < | < | < | <
（2026年度） | < | < | < | < | < | <
部门（单位）名称 | 青禾县林业局 | < | < | < | < | <
年度主要任务 | 任务名称 | 主要内容 | < | 预算金额（万元） | < | <
^ | ^ | ^ | < | 总额 | 财政拨款 | 其他资金
^ | 森林防火 | 组建防火队伍，开展巡护。 | < | 120 | 120 |
^ | 国土绿化 | 完成造林1.2万亩。 | < | 300 | 280 | 20
^ | 金额合计 | < | < | 420 | 400 | 20
年度总体目标 | 目标1：森林火灾受害率控制在0.9‰以内。\\n目标2：完成造林1.2万亩。 | < | < | < | < | <
年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | < | 指标值 | <
^ | 产出指标 | 数量指标 | 造林面积 | < | ≥1.2万亩 | <
^ | ^ | 成本指标 | 造林成本 | < | ≤250元/亩 | <
^ | 效益指标 | 生态效益指标 | 森林火灾受害率 | < | ≤0.9‰ | <
^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | < | ≥90% | <
"""


def test_tasks_with_amounts_under_a_heading_of_two_lines_are_read():
    document = read_one(TASKS_WITH_AMOUNTS)
    tasks: Any = document["tasks"]
    assert [(task["name"], task["content"]) for task in tasks] == [
        ("森林防火", "组建防火队伍，开展巡护。"),
        ("国土绿化", "完成造林1.2万亩。"),
    ]
    assert document["budget"] == {"total": 420}
    assert document["cells"]["budget.total"] == "E8"
    assert "FND-006" not in codes(document)


def test_a_cost_under_outputs_stays_there_and_its_price_is_no_amount():
    document = read_one(TASKS_WITH_AMOUNTS)
    assert measures(document)[1] == ("产出指标", "成本指标", "造林成本", "≤", Decimal(250), "元/亩")
    without_amounts = read_one(TASKS_WITH_AMOUNTS.replace("420 | 400 | 20", " | | "))
    missing = [f for f in check_documents([without_amounts]).findings if f.code == "CMP-003"]
    assert [finding.parameters["suggestion"] for finding in missing] == [""]


OTHER_WORDS = """
2023年部门整体支出绩效目标表 | < | < | < | <
填报单位：（盖章）麓泉区卫生健康局 | < | < | < | 单位：万元
部门名称 | 麓泉区卫生健康局 | < | < | <
年度预算申请（万元） | 资金总额：4521.6 | < | < | <
^ | 按收入性质分： | < | 按支出性质分： | <
^ | 其中：一般公共预算：4421.6 | < | 其中：基本支出：2100.6 | <
^ | 政府性基金收入：100 | < | 项目支出：2421 | <
部门主要职能 | 贯彻卫生健康法律法规，统筹公共卫生服务。 | < | < | <
年度重点工作计划 | 重点工作事项 | 责任科室 | 工作目标 | <
^ | 基本公共卫生服务 | 公卫股 | 建档率95%以上 | <
本部门绩效指标体系 | 一级指标 | 二级指标 | 三级指标 | 指标值及单位
^ | 产出指标 | 数量指标 | 规范化门诊数量 | ≥12个
^ | ^ | 成本指标 | 预算控制 | ≤4521.6万元
^ | 效益指标 | 社会效益指标 | 群众健康水平 | 稳步提高
财政部门审核意见 | （盖章）\\n年  月  日 | < | < | <
单位负责人：文某        填表人：匡某     联系电话：28880002 | < | < | < | <
"""


def test_a_header_beside_a_caption_in_other_words_ends_the_table_above():
    document = read_one(OTHER_WORDS)
    tasks: Any = document["tasks"]
    assert [task["name"] for task in tasks] == ["基本公共卫生服务"]
    assert [row[2] for row in measures(document)] == ["规范化门诊数量", "预算控制", "群众健康水平"]
    assert document["duties"] == "贯彻卫生健康法律法规，统筹公共卫生服务。"
    assert document["budget"]["government_fund"] == 100
    assert document["signoff"]["head"] == "文某"


CARRIED_OVER = """
2026年部门整体支出绩效目标表 | < | < | < | < | < | < | <
部门（单位）名称：青禾县供销合作社联合社 | < | < | < | < | < | 单位：万元 | <
部门职能职责 | 组织农资供应，建设再生资源回收体系。 | < | < | < | < | < | <
年度履职目标 | 完成供销网点改造20个。 | < | < | < | < | < | <
年度主要任务 | 任务名称 | < | 主要内容 | < | < | < | <
^ | 网点改造 | < | 改造村级供销网点20个。 | < | < | < | <
预算情况（万元） | 资金总额 | 按收入性质分 | < | < | < | 按支出性质分 | <
^ | ^ | 一般公共预算拨款收入 | 政府性基金预算拨款收入 | 纳入专户管理的非税收入 | 上年结转结余 | 基本支出 | 项目支出
^ | 210.8 | 180.8 |  | 10 | 20 | 150.8 | 60
整体绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值类型 | 指标值 | 度量单位 | 指标解释
^ | 产出指标 | 数量指标 | 网点改造数 | ≥ | 20 | 个 | 完成改造的网点
^ | 成本指标 | 经济成本指标 | 网点改造补助 | ≤ | 3 | 万元/个·年 | 每个网点每年
"""


def test_a_budget_with_a_source_of_its_own_adds_up():
    document = read_one(CARRIED_OVER)
    assert document["duties"] == "组织农资供应，建设再生资源回收体系。"
    assert document["budget"]["special_account"] == 10
    assert "FND-006" not in codes(document)
    assert "FND-006" in codes(read_one(CARRIED_OVER.replace("| 20 | 150.8", "| 30 | 150.8")))


SOURCES_IN_THE_SUMMARY = """
表12 | < | < | < | < | < | <
2026年项目支出绩效目标汇总表 | < | < | < | < | < | <
编制单位：青禾县城市管理局 | < | < | < | < | 金额单位：万元 | <
序号 | 项目名称 | 资金来源 | < | < | 绩效目标 | 备注
^ | ^ | 合计 | 财政拨款 | 其他资金 | ^ | ^
1 | 环卫保洁 | 800 | 780 | 20 | 保障城区保洁 |
2 | 路灯电费 | 260 | 260 |  | 路灯亮化 | 新增
合计 | < | 1060 | 1040 | 20 |  |
"""


def test_the_amount_of_a_summary_stands_under_the_total_of_its_sources():
    document = read_one(SOURCES_IN_THE_SUMMARY)
    rows: Any = document["rows"]
    assert [(row["project"], row["amount"], row["remark"]) for row in rows] == [
        ("环卫保洁", 800, None),
        ("路灯电费", 260, "新增"),
    ]
    assert document["total"] == 1060
    assert codes(document).isdisjoint({"STR-001", "CMP-003"})


HEADED_AMOUNTS = """
项目支出绩效目标表（2026年度） | < | < | < | < | < | <
单位：万元 | < | < | < | < | < | <
项目名称 | 农村饮水安全巩固提升 | < | < | < | < | <
主管部门 | 云岭县水务局 | < | 实施单位 | 农村供水服务中心 | < | <
项目资金 | 年度资金总额 | < | {amount} | < | < | <
^ | 其中：财政拨款 | < | 366.5 | < | < | <
^ | 其他资金 | < | 20 | < | < | <
年度绩效目标 | 改造供水管网46公里。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值类型 | 指标值 | 度量单位 | 备注
产出指标 | 数量指标 | 改造供水管网长度 | ≥ | 46 | 公里 |
"""


def test_the_heading_of_the_amounts_is_no_amount_left_blank():
    assert "CMP-003" not in codes(read_one(HEADED_AMOUNTS.format(amount=386.5)))
    assert "CMP-003" in codes(read_one(HEADED_AMOUNTS.format(amount="")))


ONE_GOAL = """
部门预算项目支出绩效目标申报表 | < | < | < | <
（2024年度） | < | < | < | <
项目名称 | < | 农村公路养护补助 | < | <
主管部门 | < | 沙泉县交通运输局 | 实施单位 | 沙泉县公路养护中心
项目属性 | < | 延续性项目 | 项目期 | 1年
项目资金（万元） | < | 年度资金总额： | 150.00 | <
^ | ^ | 其中：财政拨款 | 150.00 | <
^ | ^ | 其他资金 | 0.00 | <
年度绩效目标 | < | 养护农村公路320公里。 | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值
^ | 产出指标 | 数量指标 | 养护里程 | ≥320公里
^ | 满意度指标 | 服务对象满意度指标 | 沿线群众满意度 | 不低于90%
"""


def test_the_only_goal_of_a_form_is_that_of_the_year():
    assert read_one(ONE_GOAL)["goals"] == {"annual": "养护农村公路320公里。"}


@pytest.mark.parametrize("text", ["元/人·年", "元/平方米/月", "元/人·次", "吨/亩", "次/人·年"])
def test_a_unit_made_of_units_is_one(text: str):
    assert is_unit(text)


@pytest.mark.parametrize("text", ["无/无", "提升/人", "/", "元/"])
def test_what_is_not_made_of_units_alone_is_none(text: str):
    assert not is_unit(text)


PRICED = """
2023年专项资金支出方向绩效目标表 | < | < | < | < | <
项目主管部门：（盖章）麓泉区水利局 | < | < | < | 金额单位：万元 | <
支出方向（子项） | 小型水库管护 | < | 所属专项 | 水利发展资金 | <
项目金额 | 61.2 | < | 项目实施期 | 2023年 | <
年度绩效目标 | 完成17座小型水库日常管护。 | < | < | < | <
年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 绩效标准
^ | 产出指标 | 产出数量 | 管护水库数量 | ≥17座 | 计划标准
支出明细及测算说明 | 支出内容简介 | 支出明细 | 金额 | 支出测算依据及过程说明 | <
^ | 管护员补助 | 17名管护员 | 61.2 | 0.3万元/人·月×17人×12个月=61.2万元 | <
"""


def test_a_price_per_head_and_month_is_multiplied_out():
    assert "FND-010" not in codes(read_one(PRICED))
    assert "FND-010" in codes(read_one(PRICED.replace("=61.2万元", "=71.2万元")))


REVIEWED = """
项目支出绩效目标表 | < | < | < | < | < | < | < | < | < | <
（2026年度） | < | < | < | < | < | < | < | < | < | <
部门（单位）名称 | 沙泉县教育局 | < | < | < | < | < | < | < | < | <
项目名称 | 校园安保 | < | < | < | < | < | < | < | < | <
项目资金（万元） | 96 | 年度资金总额： | < | 96 | < | < | < | < | < | <
^ | ^ | 其中：财政拨款 | < | 90 | < | < | < | < | < | <
^ | ^ | 上级补助资金 | < | 6 | < | < | < | < | < | <
年度履职目标 | 全年为32所学校配备保安64名。 | < | < | < | < | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 指标解释(指标值内容) | 评(扣)分标准 | 分值 | 度量单位 | 指标值类型 | 备注
^ | 产出指标 | 数量指标 | 配备保安数 | 64 | 配备保安不少于64名 | 满分20分，每少1名扣1分，扣完为止。 | 20 | 名 | ≥ |
^ | 效益指标 | 社会效益指标 | 校园安全 | 有效保障 | 安全情况 | 满分20分，有效保障20分，较好10分。 | 20 | | 定性 |
财政业务股室审核意见： | < | < | < | 财政绩效股审核意见： | < | < | < | < | < | <
签字：蒲某 | < | < | < | 签字：阎某 | < | < | < | < | < | <
填表人： | 卜某 | < | < | 联系电话： | 0953-5550104 | < | < | 填报日期： | 2025-12-05 | <
"""


def test_points_beside_the_standard_and_reviews_in_the_words_of_the_bureau():
    document = read_one(REVIEWED)
    assert [row[2:] for row in measures(document)] == [
        ("配备保安数", "≥", Decimal(64), "名"),
        ("校园安全", None, "有效保障", None),
    ]
    signoff = document["signoff"]
    assert (signoff["business_review"], signoff["performance_review"]) == ("签字：蒲某", "签字：阎某")
    assert (signoff["preparer"], signoff["date"]) == ("卜某", "2025-12-05")
    assert codes(document).isdisjoint({"FND-001", "STR-002", "CMP-008", "CMP-011"})


UNKNOWN_TITLES = """
云岭县项目绩效申报表（2026年度） | < | < | < | < | <
项目名称 | 山塘加固 | < | 主管部门 | 云岭县水务局 | <
申报资金 | 80万元 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 计算符号 | 取值口径
产出指标 | 数量指标 | 加固山塘座数 | 6座 | ≥ | 定量
^ | 质量指标 | 加固质量 | 良好 | ≥ | 定性
填表人：尹晓芸  驻点会计：何雨田 | < | < | < | < | <
"""


def test_a_column_of_an_unknown_title_tells_what_is_no_number():
    document = read_one(UNKNOWN_TITLES)
    assert [(row["operator"], row["nature"]) for row in document["indicators"]] == [
        ("≥", "quantitative"),
        (None, "qualitative"),
    ]


def test_a_name_ends_at_the_unknown_label_behind_it():
    document = read_one(UNKNOWN_TITLES)
    assert document["signoff"]["preparer"] == "尹晓芸"
    assert [(each["label"], each["value"]) for each in document["other"]] == [("驻点会计", "何雨田")]


@pytest.mark.parametrize(
    "titles",
    [
        "指标名称（一级） | 指标名称（二级） | 指标名称（三级）",
        "第一级指标 | 第二级指标 | 第三级指标",
        "1级指标 | 2级指标 | 3级指标",
    ],
)
def test_levels_are_known_by_their_numbers_however_they_are_titled(titles: str):
    document = read_one(f"""
云岭县项目支出绩效目标表（2026年度） | < | < | < | < | <
项目名称 | 山塘加固 | < | 主管部门 | 云岭县水务局 | <
预算金额（万元） | 80 | < | 年度目标 | 加固山塘6座。 | <
{titles} | 符号 | 目标值 | 单位
产出指标 | 数量指标 | 加固山塘座数 | ≥ | 6 | 座
""")
    assert measures(document) == [("产出指标", "数量指标", "加固山塘座数", "≥", 6, "座")]


OF_A_CENTRE = """
部门名称 | {name} | < | <
{amount} | {total} | 项目支出 | 100
年度目标 | 做好疾病预防控制 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 疫苗接种 | ≥20万剂
"""
WHOLE = "2026年部门整体支出绩效目标表 | < | < | <"
ABOVE = "主管部门 | 湖东区卫生健康委员会 | < | <"


@pytest.mark.parametrize("above", ["", ABOVE])
def test_forms_of_departments_below_one_title_are_one_each(above: str) -> None:
    forms = [
        OF_A_CENTRE.format(name=name, amount="预算总额（万元）", total=total)
        for name, total in (("湖东区疾控中心", 420), ("湖东区妇幼保健院", 300))
    ]
    documents = read("\n".join((WHOLE, above, forms[0], above, forms[1])))
    assert [(each["department"], each["budget"]["total"], len(each["indicators"])) for each in documents] == [
        ("湖东区疾控中心", 420, 1),
        ("湖东区妇幼保健院", 300, 1),
    ]


def test_a_department_named_once_more_below_the_table_begins_no_form() -> None:
    form = OF_A_CENTRE.format(name="湖东区疾控中心", amount="预算总额（万元）", total=420)
    document = read_one(f"{WHOLE}\n{form}\n填报单位 | 湖东区疾控中心 | 填报日期 | 2026年1月8日")
    assert (document["department"], len(document["indicators"])) == ("湖东区疾控中心", 1)


def test_a_form_of_a_whole_department_is_not_that_of_the_one_above() -> None:
    form = OF_A_CENTRE.format(name="湖东区疾控中心", amount="年度预算申请（万元）", total=420)
    document = read_one(f"{WHOLE}\n{ABOVE}\n{form}")
    assert (document["department"], document["budget"]["total"]) == ("湖东区疾控中心", 420)
    assert ("主管部门", "湖东区卫生健康委员会") in [(each["label"], each["value"]) for each in document["other"]]
    alone = read_one("\n".join((WHOLE, ABOVE, *form.strip().splitlines()[1:])))
    assert alone["department"] == "湖东区卫生健康委员会"


def test_a_second_form_read_into_the_first_is_told_as_a_warning() -> None:
    document = read_one(
        """
2026年部门项目支出绩效目标表 | < | < | <
填报单位：彭泽县商务局 | < | < | 单位：万元
一、项目名称：电商扶持 | < | < | 预算：80
绩效目标：培育电商企业30家 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 培育企业 | ≥30家
二、项目名称：外贸促进 | < | < | 预算：60
绩效目标：组织参展10次 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 参展次数 | ≥10次
"""
    )
    told = [finding for finding in check_documents([document]).findings if finding.code == "STR-011"]
    assert [(finding.severity, "外贸促进" in str(document["other"])) for finding in told] == [("warning", True)]
