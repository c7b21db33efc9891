"""Counters, explanations and sides that a form prints around what it names."""

from __future__ import annotations

import pytest

from jixiao.checks.rule_engine import check_documents
from jixiao.forms.levels import level_name, name_of
from sheet_table import read_one

TWICE = """
项目支出绩效目标申报表 | < | < | < | < | <
（2026年度） | < | < | < | < | <
填报单位：溪源区文物保护所 | < | < | < | < | <
项目名称 | 石窟数字化采集 | < | 主管部门 | 溪源区文化和旅游局 | <
项目预算（万元） | 资金总额 | 185 | 其中：财政资金 | 185 | <
绩效目标描述 | 总目标 | 三年完成12座洞窟的采集。 | < | < | <
^ | 本年度目标 | 完成5座洞窟的采集。 | < | < | <
{} | 一级指标 | 二级指标 | 指标内容 | 指标值 | 备注
^ | 产出（工作量）指标（数量、质量、成本方面的指标） | | 采集洞窟数量 | ≥12座 |
^ | 效益指标 | | 线上展示访问量 | ≥30万人次 |
{} | 一级指标 | 二级指标 | 指标内容 | 指标值 | 备注
^ | 产出指标（数量、质量、成本方面的指标） | | 采集洞窟数量 | ≥5座 |
^ | ^ | | 三维模型合格率 | ≥98% |
^ | 效益指标 | | 线上展示访问量 | ≥8万人次 |
^ | 满意度指标 | | 观众满意度 | ≥90% |
"""


@pytest.mark.parametrize(
    "captions", [("总目标绩效指标", "本年度绩效指标"), ("长期绩效指标", "年度绩效指标"), ("总绩效指标", "当年绩效指标")]
)
def test_the_indicators_of_the_whole_project_do_not_mix_with_those_of_the_year(captions: tuple[str, str]) -> None:
    document = read_one(TWICE.format(*captions))
    rows = [(row["level1"], row["level3"], row["target"]) for row in document["indicators"]]
    assert rows == [
        ("产出指标", "采集洞窟数量", 5),
        ("产出指标", "三维模型合格率", 98),
        ("效益指标", "线上展示访问量", 8),
        ("满意度指标", "观众满意度", 90),
    ]
    of_period = [(row["level1"], row["target"]) for row in document["period_side"]["indicators"]]
    assert of_period == [("产出指标", 12), ("效益指标", 30)]
    assert {each.code for each in check_documents([document]).findings}.isdisjoint({"IND-001", "IND-007"})


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("项目总体绩效目标（长期目标）", "period"),
        ("绩效目标（实施期）", "period"),
        ("项目绩效目标（年度目标）", "annual"),
        ("项目年度绩效目标（定量目标）", "annual"),
    ],
)
def test_a_label_names_the_side_in_brackets_too(label: str, key: str) -> None:
    document = read_one(f"""
项目支出绩效目标申报表 | < | <
项目名称 | 绿肥种植推广 | <
{label} | 建立绿肥轮作示范区。 | <
二级指标 | 三级指标 | 指标值
数量指标 | 种植面积 | ≥4000亩
质量指标 | 出苗率 | ≥85%
""")
    assert {name: text for name, text in document["goals"].items() if text} == {key: "建立绿肥轮作示范区。"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("指标1：工程完工率", "工程完工率"),
        ("指标1工程完工率", "工程完工率"),
        ("指标 2 工程完工率", "工程完工率"),
        ("指标2", ""),
        ("指标一致率", "指标一致率"),
        ("指标达标率", "指标达标率"),
    ],
)
def test_the_counter_of_a_blank_form_is_no_part_of_a_name(text: str, name: str) -> None:
    assert name_of(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("产出指标\n（数量、质量、成本方面的指标）", "产出指标"),
        ("产出（工作量）指标", "产出（工作量）指标"),
        ("数量指标（高素质农民培训人数）", "数量指标（高素质农民培训人数）"),
        ("其他指标（创新方面）", "其他指标（创新方面）"),
    ],
)
def test_what_a_form_explains_of_a_level_is_no_part_of_it(text: str, name: str) -> None:
    assert level_name(text)[0] == name


@pytest.mark.parametrize(
    "label", ["年度目标{}：（40分）", "年度目标{}（40分）：", "年度目标{}（40分）", "年度目标{}："]
)
def test_points_beside_the_label_of_a_goal_are_no_goal(label: str) -> None:
    document = read_one(f"""
部门整体绩效自评表（2025年度） | < | < | <
单位名称 | 荆云市林业局 | < | <
{label.format(1)} | 巡护湿地4800公里。 | < | <
一级指标 | 三级指标 | 年初目标值 | 得分
产出指标 | 巡护里程 | 4800公里 | 40
{label.format(2)} | 成灾率控制在3‰以下。 | < | <
一级指标 | 三级指标 | 年初目标值 | 得分
效益指标 | 成灾率 | ≤3‰ | 38
""")
    assert document["goals"]["annual"] == "巡护湿地4800公里。\n成灾率控制在3‰以下。"
