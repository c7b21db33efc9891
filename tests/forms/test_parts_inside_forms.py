"""Parts of a form that are no part of another: tasks, years, sources, sub-projects; each in a short form."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jixiao.checks.rule_engine import check_documents
from jixiao.forms.document import Document
from sheet_table import read_one

DEPARTMENT = """
部门（单位）整体绩效目标表 | < | < | < | <
（2026年度） | < | < | < | <
部门（单位）名称 | 辽滨市退役军人事务局 | < | < | <"""
TREE = """
年度绩效目标 | 安置退役士兵180人。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 运算符号 | 指标值及单位
履职效能 | 重点工作履行情况 | 退役士兵安置率 | >= | 98%
可持续性 | 体制机制改革 | 制度建设情况 | 定性 | 健全
"""
PROJECT = """
2026年度项目支出绩效目标表 | < | < | < | <
单位：汾谷县残疾人联合会 | < | < | 金额单位：万元 | <
项目名称 | 康复救助 | < | {} | {}
年度目标 | 救助残疾儿童95名。 | < | < | <"""
ROWS = """
一级指标 | 二级指标 | 三级指标 | 目标值 | 说明
产出指标 | 数量指标 | 救助儿童数 | ≥95名 |
{}
满意度指标 | 服务对象满意度指标 | 家长满意度 | ≥90% |
"""


def codes_of(document: Document) -> set[str]:
    return {finding.code for finding in check_documents([document]).findings}


@pytest.mark.parametrize(
    "titles", ["年度主要任务 | 对应项目 | 预算资金情况（万元）", "核心事项 | 经办股室 | 保障额度（万元）"]
)
def test_the_first_line_of_tasks_is_no_budget(titles: str):
    tasks = f"""
{titles} | < | <
^ | ^ | 总额 | 财政拨款 | 其他
优抚保障 | 抚恤补助 | 1200 | 1200 | 0
士兵安置 | 一次性补助 | 300 | 300 | 0"""
    document: Any = read_one(DEPARTMENT + tasks + TREE)
    assert {amount for amount in document["budget"].values() if amount is not None} == set()
    if titles.startswith("年度"):
        assert [(task["name"], task["amount"]["total"]) for task in document["tasks"]] == [
            ("优抚保障", 1200),
            ("士兵安置", 300),
        ]
    assert "FND-006" not in codes_of(document)


def test_a_level_of_another_tree_does_not_move_its_row():
    document: Any = read_one(DEPARTMENT + TREE)
    last = document["indicators"][-1]
    assert (last["level1"], last["level2"], last["level3"]) == ("可持续性", "体制机制改革", "制度建设情况")
    assert document["unread"] == []


def test_a_sentence_about_other_years_titles_no_amounts():
    document: Any = read_one("""
2026年省级项目支出绩效目标申报表 | < | < | < | <
项目名称 | 档案数字化 | < | 项目主管部门 | 汉泽省档案馆
项目前两年预算及当年预算变动情况 | 新增项目，无前两年预算。 | < | < | <
项目资金来源（万元） | 合计 | 500 | < | <
^ | 一般公共预算财政拨款 | 480 | < | <
^ | 其他资金 | 20 | < | <
年度绩效目标 | 完成馆藏数字化600万页。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 数字化页数 | 600万页 |
""")
    assert document["funding"] == {"total": 500, "fiscal": 480, "other": 20}
    assert "last_year" not in document


def test_a_caption_of_the_execution_that_lost_its_merge_is_no_column():
    document: Any = read_one("""
项目支出绩效目标执行监控表 | | | | | |
（2026年度） | | | | | |
项目名称 | | 物资保障 | | 主管部门 | | 滨江市卫生健康委员会
项目资金（万元） | | | 年初预算数 | 1-7月执行数 | 执行率 | 全年预计执行数
 | | 年度资金总额： | 230 | 92 | 40% | 230
 | | 其中：财政拨款 | 200 | 92 | 46% | 200
年度总体目标 | | 保障医疗队2批。 | | | |
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1-7月执行情况 | 全年预计完成情况
 | 产出指标 | 数量指标 | 保障批次 | 2批 | 1批 | 2批
""")
    lines = [(line["source"].rstrip("："), line["initial"], line["executed_to_july"]) for line in document["execution"]]
    assert lines == [("年度资金总额", 230, 92), ("其中：财政拨款", 200, 92)]


def test_the_money_of_the_whole_period_alone_is_not_missing():
    document: Any = read_one("""
部门专项业务经费绩效目标表 | | | |
项目名称 | | 水质监测站运维 | |
主管部门 | | 秦原市生态环境局 | |
资金金额（万元） | | 实施期资金总额： | | 168
 | | 其中：财政拨款 | | 168
总体目标 | | 运维水质自动站14座。 | |
一级指标 | 二级指标 | 指标内容 | 指标值 |
产出指标 | 数量指标 | 运维水质自动站 | ≥14座 |
""")
    assert document["period_side"]["funding"]["total"] == 168
    assert "CMP-003" not in codes_of(document)


def test_no_one_of_several_sources_of_their_own_is_all_other_money():
    document: Any = read_one("""
2026年度项目支出绩效目标表 | < | < | < | <
主管部门：绥原县卫生健康局 | < | < | 金额单位：元 | <
项目名称 | 公共卫生服务补助 | < | < | <
资金构成 | 中央补助资金 | 省级配套 | 县级配套 | 合计
^ | 6800000 | 1200000 | 1000000 | 9000000
绩效目标 | 建档率92%以上。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 绩效值 | 说明
产出指标 | 数量指标 | 健康档案建档率 | 92%以上 |
""")
    assert document["funding"] == {"total": 9000000}
    assert [each["value"] for each in document["other"]] == [6800000, 1200000, 1000000]
    assert "FND-001" not in codes_of(document)


def test_the_goal_of_the_year_may_name_the_year_behind_it():
    document: Any = read_one("""
二级项目绩效目标表 | < | < | <
项目名称 | 查验设施运维 | 主管部门 | 岭海海关
总体目标 | 实施期目标（2025年-2027年） | < | 年度目标（2026年）
^ | 查验设施稳定运行。 | < | 设备完好率98%以上。
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 质量指标 | 设备完好率 | ≥98%
""")
    assert document["fiscal_year"] == 2026
    assert document["goals"]["annual"] == "设备完好率98%以上。"


def test_parts_of_a_named_project_are_no_projects():
    document: Any = read_one("""
2026年项目支出绩效目标表 | < | < | < | < | <
单位名称：云坡县水务局 | < | < | < | < | 单位：万元
项目名称 | 饮水安全巩固提升 | < | < | 资金总额 | 860
年度绩效目标 | 维修水厂6座，新增设备12台套。 | < | < | < | <
子项目名称 | 子项目金额 | 一级指标 | 二级指标 | 三级指标 | 指标值
水厂维修 | 520 | 产出指标 | 数量指标 | 维修水厂 | ≥6座
^ | ^ | 产出指标 | 质量指标 | 验收合格率 | ≥98%
设备购置 | 340 | 产出指标 | 数量指标 | 购置净化设备 | ≥12台套
""")
    assert (document["project"], document["funding"]["total"]) == ("饮水安全巩固提升", 860)
    assert [row["level3"] for row in document["indicators"]] == ["维修水厂", "验收合格率", "购置净化设备"]
    assert document["indicators"][2]["other"]["子项目名称"] == "设备购置"


def test_of_which_is_no_level():
    rows = ROWS.format("其中： | | 孤独症儿童 | ≥60名 |\n | | 听力障碍儿童 | ≥15名 |")
    document: Any = read_one(PROJECT.format("项目资金", 142) + rows)
    assert [(row["level1"], row["level2"]) for row in document["indicators"][:3]] == [("产出指标", "数量指标")] * 3
    assert "IND-001" not in codes_of(document)


def test_a_target_merged_over_two_rows_is_missing_in_neither():
    rows = ROWS.format(" | 质量指标 | 评估率 | ≥98% |\n | ^ | 建档率 | ^ |")
    document: Any = read_one(PROJECT.format("项目资金", 142) + rows)
    assert [row["target"] for row in document["indicators"]] == [95, 98, None, 90]
    assert "CMP-008" not in codes_of(document)


def test_of_two_sources_alone_none_is_the_total():
    document: Any = read_one("""
2026年1-6月项目绩效监控表 | < | < | < | < | <
项目名称 | 薄弱环节改善 | < | 主管部门 | 凤岭县教育局 | <
资金 | 预算数（万元） | 执行数（元） | 执行率 | 预计全年执行数（万元） |
财政资金 | 1200 | 5400000 | 45% | 1200 |
自筹资金 | 100 | 300000 | 30% | 100 |
年度目标 | 改造校舍8所。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度目标值 | 1-6月完成值 | 预计全年完成值
产出指标 | 数量指标 | 改造校舍所数 | 8所 | 3所 | 8所
""")
    assert [line["executed_to_july"] for line in document["execution"]] == [Decimal(540), Decimal(30)]
    assert "FND-001" not in codes_of(document)


def test_the_score_of_the_execution_needs_no_target():
    document: Any = read_one("""
部门整体支出绩效自评表 | < | < | < | < | < | <
（2025年度） | < | < | < | < | < | <
部门名称 | 桐坪市生态环境局 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 监测断面数 | 36个 | 36个 | 60 | 60
效益指标 | 生态效益指标 | 优良天数比例 | ≥88% | 90.1% | 30 | 30
预算执行率得分 | < | < | < | < | 10 | 9.8
总分 | < | < | < | < | 100 | 99.8
""")
    assert document["total_score"] == Decimal("99.8")
    assert "CMP-008" not in codes_of(document)


def test_figures_below_labels_are_theirs_beside_a_tall_caption():
    document: Any = read_one("""
2026年部门预算项目绩效目标表 | < | < | < | <
预算部门：赣阳省气象局 | < | < | < | 单位:万元
项目名称 | 人影作业 | < | 实施单位 | 人影中心
预算资金 | 合计 | 基本建设 | 购买服务 | 其他
^ | 640 | 200 | 420 | 20
资金来源 | 合计 | 中央 | 市县 | 其他
^ | 640 | 600 | 40 | 0
年度目标 | 作业120架次。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 单位
产出指标 | 数量指标 | 飞行作业 | ≥120 | 架次
""")
    assert document["funding"] == {"total": 640}
    kept = [(each["label"], each["value"]) for each in document["other"]]
    assert kept[:3] == [("基本建设", 200), ("购买服务", 420), ("中央", 600)]
    assert "FND-001" not in codes_of(document)


def test_a_budget_parted_in_columns_is_read_below_a_header_of_two_lines():
    document: Any = read_one("""
2026年部门整体支出绩效目标申报表 | < | < | < | < | <
部门（单位）名称 | 洣江县财政局 | < | < | < | <
年度预算申请（万元） | 资金总额 | 按收入性质分 | < | 按支出性质分 | <
^ | ^ | 一般公共预算 | 其他资金 | 基本支出 | 项目支出
^ | 1860 | 1800 | 60 | 1260 | 600
年度目标 | 财政收入增长5%。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 单位 | 说明
产出指标 | 数量指标 | 评审项目数 | ≥260 | 个 |
""")
    assert document["budget"] == {"total": 1860, "general_public": 1800, "other": 60, "basic": 1260, "project": 600}


def test_a_budget_in_parts_below_its_title_is_no_total():
    document: Any = read_one("""
2025年度市级项目支出绩效自评表 | < | < | < | < | <
项目名称：堤岸绿化 | < | < | 主管部门：天港市园林局 | < | <
资金（万元） | 预算（全年） | < | 决算（全年） | < | 执行率
^ | 财政 | 其他 | 财政 | 其他 | ^
^ | 520 | 30 | 494 | 30 | 95.3%
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 得分
产出指标 | 数量指标 | 绿化长度 | ≥12公里 | 12.4公里 | 90
""")
    assert [(line.get("annual"), line.get("executed")) for line in document["execution"]] == [(None, None)]
    assert "SEV-004" not in codes_of(document)
    assert {each["text"] for each in document["unread"]} == {"520", "30", "494"}


def test_the_unit_behind_the_word_for_an_amount_is_none_that_cannot_be_read():
    form = PROJECT.replace("金额单位：万元", "金额：万元").format("项目资金", 142) + ROWS.format(
        " | | 建档数 | ≥95份 |"
    )
    document: Any = read_one(form)
    assert (document["currency_unit"], document["funding"]["total"]) == ("万元", 142)
    assert "STR-018" not in codes_of(document)


def test_targets_with_words_beside_them_are_targets():
    rows = ROWS.format(" | | 补助标准 | 每人每月不超过800元 |").replace("目标值 | 说明", "指标值及说明 | 备注")
    document: Any = read_one(PROJECT.format("项目资金", 142) + rows)
    assert [row["target"] for row in document["indicators"]] == [95, "每人每月不超过800元", 90]
    assert "CMP-008" not in codes_of(document)


def test_a_level_alone_above_a_header_is_that_of_the_rows():
    document: Any = read_one("""
2025年度项目支出绩效自评表 | < | < | < | <
项目名称 | 血吸虫病防治 | 主管部门 | 洪湖滩县疾控局 | <
（一）产出指标（50分） | < | < | < | <
三级指标 | 目标值 | 完成值 | 分值 | 得分
查螺面积 | ≥8000亩 | 8200亩 | 50 | 50
（二）满意度指标（10分） | < | < | < | <
三级指标 | 目标值 | 完成值 | 分值 | 得分
居民满意度 | ≥90% | 94% | 10 | 10
""")
    assert [row["level1"] for row in document["indicators"]] == ["产出指标", "满意度指标"]
    assert document["unread"] == []


def test_a_goal_as_wide_as_all_quarters_stands_under_none():
    quarters = """
年度资金计划 | 一季度 | 二季度 | 三季度 | 合计
^ | 60 | 40 | 42 | 142
年度绩效目标 | 救助残疾儿童95名。 | < | < | <"""
    head = PROJECT.replace("\n年度目标 | 救助残疾儿童95名。 | < | < | <", quarters).format("项目类别", "延续项目")
    document: Any = read_one(head + ROWS.format(" | | 建档数 | ≥95份 |"))
    assert document["goals"] == {"annual": "救助残疾儿童95名。"}


def test_the_money_granted_is_the_amount_not_the_money_asked_for():
    head = PROJECT.replace("\n年度目标", "\n批复资金（万元） | 120 | < | < | <\n年度目标").format(
        "申报资金（万元）", 142
    )
    document: Any = read_one(head + ROWS.format(" | | 建档数 | ≥95份 |"))
    assert document["funding"]["total"] == 120


def test_what_was_spent_in_half_a_year_is_no_budget():
    document: Any = read_one("""
2026年度二季度项目绩效监控表 | < | < | < | <
填报单位：罗浮县林场 | < | < | < | 单位：元
项目名称 | 森林抚育 | < | 项目预算 | 2400000
支出情况 | 一季度 | 二季度 | 上半年合计 | 执行率
^ | 300000 | 780000 | 1080000 | 45%
年度目标 | 抚育森林1.5万亩。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 上半年完成值
产出指标 | 数量指标 | 抚育面积 | ≥1.5万亩 | 0.7万亩
""")
    assert 1080000 not in [value for line in document["execution"] for value in line.values()]


def test_a_self_evaluation_of_two_years_is_read_for_the_later():
    document: Any = read_one("""
财政支出项目绩效自评表 | < | < | < | < | < | <
（2024-2025年度） | < | < | < | < | < | <
项目名称 | 美丽河湖建设 | < | < | 主管部门 | 瓯溪县水利局 | <
一级指标 | 二级指标 | 三级指标 | 2024年完成值 | 2025年目标值 | 2025年完成值 | 得分
产出指标 | 数量指标 | 整治河道 | 12公里 | ≥15公里 | 15.4公里 | 50
满意度指标 | 满意度指标 | 居民满意度 | 90% | ≥90% | 94% | 10
""")
    assert [row["actual"] for row in document["indicators"]] == [Decimal("15.4"), 94]
