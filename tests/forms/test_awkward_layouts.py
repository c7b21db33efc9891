"""Forms as departments type them: headings of two lines, stars, years in words, pages, units of their own."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from jixiao.forms.document import Document
from jixiao.forms.validation import validate
from sheet_table import read, read_one


def measures(document: Document) -> list[tuple[Any, ...]]:
    keys = ("level1", "level2", "level3", "operator", "target", "unit")
    rows: Any = document["indicators"]
    return [tuple(row[key] for key in keys) for row in rows]


def unread(document: Document) -> list[str]:
    return [left["text"] for left in document["unread"]]


DIVIDED = """
2026年度项目支出绩效目标申报表 | < | < | < | < | < | < | < | <
填报单位(盖章):石桥县文旅局 | < | < | < | < | < | 单位:元 | < | <
项目名称 | 非遗传承保护 | < | < | 项目类型 | 特定目标类 | < | < | <
项目金额 | 350000 | < | < | 项目起止时间 | 2026年1月至12月 | < | < | <
年度绩效目标 | 举办非遗展演8场，培训传承人60人次。 | < | < | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | < | < | 责任科室 | 备注
^ | ^ | ^ | ^ | 符号 | 数值 | 单位 | ^ | ^
^ | 产出指标 | 数量指标 | 展演场次 | ≥ | 8 | 场 | 非遗股 |
^ | ^ | ^ | 培训人次 | ≥ | 60 | 人次 | 非遗股 | 分两期
^ | 满意度指标 | 服务对象满意度指标 | 观众满意度 | ≥ | 90 | % | 办公室 |
"""


def test_a_heading_of_two_lines_divides_the_measure_into_its_parts():
    document = read_one(DIVIDED)
    assert measures(document) == [
        ("产出指标", "数量指标", "展演场次", "≥", Decimal(8), "场"),
        ("产出指标", "数量指标", "培训人次", "≥", Decimal(60), "人次"),
        ("满意度指标", "服务对象满意度指标", "观众满意度", "≥", Decimal(90), "%"),
    ]
    assert [row["remark"] for row in document["indicators"]] == [None, "分两期", None]
    assert document["notes"] == [{"code": "column-unknown", "cells": ["H6"]}]
    assert [row["other"] for row in document["indicators"]] == [{"责任科室": x} for x in ("非遗股", "非遗股", "办公室")]
    assert unread(document) == []


def test_the_lower_line_divides_where_the_other_titles_are_not_merged_down():
    plain = DIVIDED.replace("^ | ^ | ^ | ^ | 符号", "^ | | | | 符号").replace("单位 | ^ | ^", "单位 | |")
    assert measures(read_one(plain)) == measures(read_one(DIVIDED))


YEAR = """
二〇二六年项目支出绩效目标表 | < | < | < | < | < | <
填报单位：白沙县林业局 | < | < | < | < | 金额单位：万元 | <
项目名称 | 古树名木保护 | < | < | < | < | <
项目金额 | 45 | < | < | < | < | <
年度绩效目标 | 挂牌保护古树120株。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型 | 备注
产出指标 | 数量指标 | 挂牌古树 | 120 | 株 | ≥ |
"""


@pytest.mark.parametrize(
    "first_lines",
    [
        "二〇二六年项目支出绩效目标表 | < | < | < | < | < | <",
        "二○二六年度项目支出绩效目标表 | < | < | < | < | < | <",
        "项目支出绩效目标表 | < | < | < | < | < | <\n（二零二六年度） | < | < | < | < | < | <",
        "项目支出绩效目标表 | < | < | < | < | < | <\n预算年度：2026年 | < | < | < | < | < | <",
        "项目支出绩效目标表 | < | < | < | < | < | <\n所属年度 | 2026 | < | < | < | < | <",
        "项目支出绩效目标表 | < | < | < | < | < | <\n（预算年度：2026） | < | < | < | < | < | <",
        "2026 年 度 项目支出绩效目标表 | < | < | < | < | < | <",
    ],
)
def test_the_year_in_words_in_figures_or_behind_its_label_is_the_year(first_lines: str):
    document = read_one(YEAR.replace("二〇二六年项目支出绩效目标表 | < | < | < | < | < | <", first_lines))
    assert document["fiscal_year"] == 2026
    assert document["department"] == "白沙县林业局"
    assert unread(document) == []


STARRED = """
2026年项目支出绩效目标表 | < | < | < | < | < | <
填报单位：白沙县林业局 | < | < | < | < | 金额单位：万元 | <
注：带*号的为必填项 | < | < | < | < | < | <
项目名称* | 古树名木保护 | < | < | < | < | <
项目金额* | 45 | < | < | < | < | <
年度绩效目标* | 挂牌保护古树120株。 | < | < | < | < | <
注：绩效指标应细化、量化，每个二级指标至少填一条。 | < | < | < | < | < | <
一级指标* | 二级指标* | 三级指标* | 指标值* | 度量单位 | 指标值类型 | 备注
产出指标 | 数量指标 | 挂牌古树 | 120 | 株 | ≥ |
以下为效益指标 | < | < | < | < | < | <
效益指标 | 生态效益指标 | 古树存活率 | 98 | % | ≥ |
"""


def test_stars_at_labels_and_titles_and_notes_between_the_blocks_do_not_disturb():
    document = read_one(STARRED)
    assert (document["project"], document["funding"]["total"]) == ("古树名木保护", 45)
    assert document["goals"]["annual"] == "挂牌保护古树120株。"
    assert [row[2] for row in measures(document)] == ["挂牌古树", "古树存活率"]
    assert all(text.startswith(("注：", "以下")) for text in unread(document))


def test_a_star_in_front_of_a_label_is_no_part_of_it_nor_of_the_value():
    document = read_one(STARRED.replace("项目名称* | 古树名木保护", "*项目名称：古树名木保护 | <"))
    assert document["project"] == "古树名木保护"


CONTINUED = """
2026年项目支出绩效目标表 | < | < | < | < | < | <
填报单位：白沙县林业局 | < | < | < | < | 金额单位：万元 | <
项目名称 | 古树名木保护 | < | < | < | < | <
项目金额 | 45 | < | < | < | < | <
年度绩效目标 | 挂牌保护古树120株。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型 | 备注
产出指标 | 数量指标 | 挂牌古树 | 120 | 株 | ≥ |
 | | | 第1页 共2页 | | |
2026年项目支出绩效目标表（续） | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型 | 备注
 | 质量指标 | 复壮成活率 | 95 | % | ≥ |
效益指标 | 生态效益指标 | 古树存活率 | 98 | % | ≥ |
 | | | 第 2 页，共 2 页 | | |
"""


@pytest.mark.parametrize("mark", ["（续）", "(续)", "（续表）", "（续一）", "（接上页）", ""])
def test_a_title_that_says_it_continues_goes_on_with_the_form(mark: str):
    document = read_one(CONTINUED.replace("（续）", mark))
    assert [row[1:3] for row in measures(document)] == [
        ("数量指标", "挂牌古树"),
        ("质量指标", "复壮成活率"),
        ("生态效益指标", "古树存活率"),
    ]


OWN_UNIT = """
2026年项目支出绩效目标表 | < | < | < | <
填报单位：白沙县林业局 | < | < | < | 金额单位：万元
项目名称 | 古树名木保护 | < | < | <
项目金额（元） | 450000 | < | < | <
年度绩效目标 | 挂牌保护古树120株。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 计算符号 | 指标值（含单位）
产出指标 | 数量指标 | 挂牌古树 | ≥ | 120株
 | 质量指标 | 成活率 | ≥ | 95%
"""


def test_the_unit_in_a_label_is_that_of_its_amount_whatever_the_line_above_says():
    document = read_one(OWN_UNIT)
    assert (document["currency_unit"], document["funding"]["total"]) == ("万元", 45)
    in_yuan = read_one(OWN_UNIT.replace("金额单位：万元", "金额单位：元"))
    assert (in_yuan["currency_unit"], in_yuan["funding"]["total"]) == ("元", 450000)
    typed = read_one(OWN_UNIT.replace("| 450000 |", "| 45万元 |"))
    assert typed["funding"]["total"] == 45


COLUMN_IN_YUAN = """
2026年专项资金支出方向(子项)绩效目标表 | < | < | < | <
主管部门(盖章):麓泉区水利局 | < | < | 单位:万元 | <
支出方向(子项)名称 | 小型水库管护 | 所属专项名称 | 水利发展资金 | <
项目金额(万元) | 61.2 | 实施期 | 2026年度 | <
年度绩效目标 | 完成17座小型水库日常管护。 | < | < | <
年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值及单位
^ | 产出指标 | 数量指标 | 管护水库数量 | ≥17座
支出明细及测算说明 | 支出内容 | 明细 | 金额(元) | 测算依据
^ | 合计 | | 612000 |
^ | 管护员补助 | 17名管护员 | 612000 | 3000元/人·月×17人×12个月=612000元
"""


def test_the_unit_in_a_columns_title_is_that_of_its_amounts():
    document = read_one(COLUMN_IN_YUAN)
    assert document["currency_unit"] == "万元"
    assert [row["amount"] for row in document["expenditures"]] == [Decimal("61.2")]
    assert document["expenditure_total"] == Decimal("61.2")


NUMBERED_GOALS = """
2026年项目支出绩效目标表 | < | < | < | < | < | <
填报单位：白沙县林业局 | < | < | < | < | 金额单位：万元 | <
项目名称 | 古树名木保护 | < | < | < | < | <
项目金额 | 45 | < | < | < | < | <
年度绩效目标 | 目标1：挂牌保护古树120株。 | < | < | < | < | <
^ | 目标2：复壮古树15株。 | < | < | < | < | <
^ | 目标3：古树存活率98%以上。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型 | 备注
产出指标 | 数量指标 | 挂牌古树 | 120 | 株 | ≥ |
"""


def test_a_goal_in_several_rows_beside_its_label_is_read_whole():
    document = read_one(NUMBERED_GOALS)
    goals = "目标1：挂牌保护古树120株。\n目标2：复壮古树15株。\n目标3：古树存活率98%以上。"
    assert document["goals"]["annual"] == goals
    assert document["cells"]["goals.annual"] == "B5"
    assert unread(document) == []


GOALS_UNDER_TITLES = """
{title} | < | < | < | < | < | < | <
项目名称 | 湿地巡护 | < | < | 主管部门 | 白沙县林业局 | < | <
项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 48 | 48 | 36 | 10 | 75% | 7.5
{caption} | {goal} | < | < | {done} | < | < | <
^ | 目标1：巡护湿地40次。 | < | < | 巡护42次。 | < | < | <
^ | {second} | < | < | {done_second} | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
产出指标 | 数量指标 | 巡护次数 | ≥40次 | 42次 | 90 | 90 |
"""
GOALS_BY_DEFINITION = {
    "title": "项目支出绩效自评表",
    "caption": "年度总体目标",
    "goal": "预期目标",
    "done": "实际完成情况",
}
GOALS_BY_WORDS = {
    "title": "转移支付区域绩效目标自评表",
    "caption": "总体目标完成情况",
    "goal": "总体目标",
    "done": "全年实际完成情况",
}


@pytest.mark.parametrize("labels", [GOALS_BY_DEFINITION, GOALS_BY_WORDS])
def test_goals_and_what_was_done_in_several_rows_under_their_titles_are_read_whole(labels: dict[str, str]):
    text = GOALS_UNDER_TITLES.format(**labels, second="目标2：修复栈道。", done_second="修复完成。")
    document: Any = read_one(text)
    assert re.sub("目标[12]：", "", document["goals"]["annual"]) == "巡护湿地40次。\n修复栈道。"
    assert document["goals"]["actual"] == "巡护42次。\n修复完成。"
    assert unread(document) == []


def test_a_row_under_the_goals_that_is_no_line_of_a_list_is_no_part_of_them():
    text = GOALS_UNDER_TITLES.format(**GOALS_BY_DEFINITION, second="存在的困难", done_second="人手不足。")
    document: Any = read_one(text)
    assert document["goals"] == {"annual": "目标1：巡护湿地40次。", "actual": "巡护42次。"}
    assert document["other"] == [{"label": "存在的困难", "value": "人手不足。", "cell": "E7"}]


OTHER_SOURCES = """
部门预算项目支出绩效目标表 | < | < | < | <
（2026年度） | < | < | < | <
项目名称 | < | 农村公路养护 | < | <
主管部门 | < | 白沙县交通局 | 实施单位 | 县公路所
项目资金（元） | < | 资金总额： | 1,500,000.00 | <
^ | ^ | 其中：一般公共预算 | 1,000,000.00 | <
^ | ^ | 政府性基金 | 300,000.00 | <
^ | ^ | 上年结转结余 | 200,000.00 | <
总体目标 | < | 养护农村公路320公里。 | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 养护里程 | ≥320公里
^ | 满意度指标 | 服务对象满意度 | 沿线群众满意度 | ≥90%
"""


def test_a_project_of_2024_with_its_total_its_source_and_its_only_goal_in_other_words():
    document = read_one(OTHER_SOURCES)
    assert document["funding"] == {"annual": 1500000, "fiscal": 1000000, "carryover": 200000}
    assert document["goals"] == {"annual": "养护农村公路320公里。"}


REMARKED = """
2026年项目支出绩效目标表 | < | < | < | < | < | <
填报单位（全称）：白沙县林业局 | < | < | < | < | 金额单位：万元 | <
项目名称（全称） | 古树名木保护 | < | < | < | < | <
项目金额（含上级资金） | 45 | < | < | < | < | <
年度绩效目标（必填） | 挂牌保护古树120株。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型 | 备注
产出指标 | 数量指标 | 挂牌古树 | 120 | 株 | ≥ |
填报人（签字）： | 林某 | | 联系电话（手机）： | 5550101 | |
"""


def test_what_a_bracket_asks_for_behind_a_label_is_not_the_value():
    document = read_one(REMARKED)
    assert (document["department"], document["project"]) == ("白沙县林业局", "古树名木保护")
    assert (document["funding"]["total"], document["goals"]["annual"]) == (45, "挂牌保护古树120株。")
    assert (document["signoff"]["preparer"], document["signoff"]["phone"]) == ("林某", "5550101")
    assert unread(document) == []


CAPTIONS_ABOVE = """
2026年项目支出绩效目标表 | < | < | < | < | <
填报单位：白沙县林业局 | < | < | < | 金额单位：万元 | <
项目名称 | 古树名木保护 | < | < | < | <
项目金额 | 45 | < | < | < | <
年度绩效目标 | < | < | < | < | <
挂牌保护古树120株。 | < | < | < | < | <
绩效指标 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 符号 | 目标值 | 计量单位
产出指标 | 数量指标 | 挂牌古树 | ≥ | 120 | 株
 | 质量指标 | 复壮成活率 | ≥ | 95% |
"""


def test_captions_with_a_row_to_themselves_and_the_goal_below_its_own():
    document = read_one(CAPTIONS_ABOVE)
    assert document["goals"]["annual"] == "挂牌保护古树120株。"
    assert [row[3:] for row in measures(document)] == [("≥", 120, "株"), ("≥", 95, "%")]
    assert unread(document) == []


def test_a_goal_left_blank_below_its_caption_stays_blank():
    document = read_one(CAPTIONS_ABOVE.replace("挂牌保护古树120株。 | < | < | < | < | <", " | | | | |"))
    assert document["goals"] == {"annual": None}


CAPTION_FOR_TITLE = """
 | | 附表2 | | | | |
 | | | | | | |
 | | 2026年项目支出绩效目标表 | < | < | < | <
 | | 填报单位：白沙县林业局 | < | < | 单位：万元 | <
 | | 项目名称 | 古树名木保护 | < | < | <
 | | 项目金额 | 45 | < | < | <
 | | 年度绩效目标 | 挂牌保护古树120株。 | < | < | <
 | | 绩效指标 | 二级指标 | 三级指标 | 指标值 | 指标值类型
 | | 产出指标 | 数量指标 | 挂牌古树 | 120株 | ≥
 | | ^ | 质量指标 | 成活率 | 95% | ≥
 | | 效益指标 | 生态效益指标 | 存活率 | 98% | ≥
"""


def test_the_caption_of_the_table_in_place_of_the_first_columns_title():
    document = read_one(CAPTION_FOR_TITLE)
    assert [row[:3] for row in measures(document)] == [
        ("产出指标", "数量指标", "挂牌古树"),
        ("产出指标", "质量指标", "成活率"),
        ("效益指标", "生态效益指标", "存活率"),
    ]
    assert [row["cells"]["level1"] for row in document["indicators"]] == ["C9", "C9", "C11"]
    assert unread(document) == []


SHORT_TITLES = """
2026年项目支出绩效目标表 | < | < | < | < | <
填报单位：白沙县林业局 | < | < | < | 单位：万元 | <
项目名称 | 古树名木保护 | < | < | < | <
项目金额 | 45 | < | < | < | <
年度绩效目标 | 挂牌保护古树120株。 | < | < | < | <
一级 | 二级 | 三级指标内容 | 目标值 | 计量单位 | 性质
产出 | 数量 | 挂牌古树 | 120 | 株 | ≥
产出 | 质量 | 成活率 | 95 | % | ≥
"""


def test_short_titles_and_short_names_of_levels():
    assert measures(read_one(SHORT_TITLES)) == [
        ("产出", "数量", "挂牌古树", "≥", Decimal(120), "株"),
        ("产出", "质量", "成活率", "≥", Decimal(95), "%"),
    ]


YEAR_IN_TITLE = """
2026年项目支出绩效目标表 | < | < | < | < | <
填报单位：白沙县林业局 | < | < | < | 单位：万元 | <
项目名称 | 古树名木保护 | < | < | < | <
年度预算安排 | 45 | < | < | < | <
本年绩效目标 | 挂牌保护古树120株。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 2025年完成值 | 2026年目标值 | 单位
产出指标 | 数量指标 | 挂牌古树 | 100 | ≥120 | 株
产出指标 | 质量指标 | 成活率 | 93 | ≥95 | %
"""


def test_a_column_of_the_year_beside_one_of_the_year_before():
    document = read_one(YEAR_IN_TITLE)
    assert [row[2:] for row in measures(document)] == [
        ("挂牌古树", "≥", Decimal(120), "株"),
        ("成活率", "≥", Decimal(95), "%"),
    ]
    assert (document["funding"]["total"], document["goals"]["annual"]) == (45, "挂牌保护古树120株。")
    assert [row["other"] for row in document["indicators"]] == [{"2025年完成值": "100"}, {"2025年完成值": "93"}]
    assert unread(document) == []


def test_a_project_of_a_list_in_foreign_money_breaks_no_reading() -> None:
    documents = read("""
2026年项目绩效目标一览表 | < | < | < | < | <
主管部门 | 项目名称 | 预算金额 | 金额单位 | 三级指标 | 指标值
林业局 | 松林防火 | 150 | 万元 | 巡护里程 | ≥4800公里
水利局 | 河道清淤 | 30 | 美元 | 清淤长度 | ≥12公里
""")
    assert [(each["currency_unit"], each["funding"]) for each in documents] == [("万元", {"total": 150}), (None, {})]
    assert [(each["label"], each["value"]) for each in documents[1]["other"]] == [("金额（美元）", "30")]
    for each in documents:
        validate(each)
