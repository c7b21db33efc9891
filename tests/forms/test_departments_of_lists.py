"""Whose a project of a list is: lines of pages and blank cells give it to no other department."""

from __future__ import annotations

import pytest

from jixiao.checks.rule_engine import check_documents
from sheet_table import read

BANDED = """
2026年重点项目绩效目标公开表 | < | < | <
序号 | 项目名称 | 预算安排（万元） | 年度绩效目标
一、石滩区林业局 | < | < | <
1 | 防火隔离带维护 | 46 | 维护隔离带23公里。
{line} | | |
2 | 苗圃改造 | 30.5 | 改造苗圃12亩。
二、石滩区水利局 | < | < | <
1 | 渠道清淤 | 82 | 清淤渠道18公里。
"""


@pytest.mark.parametrize("line", ["（接上页）", "第2页 共3页", "续上表", "(续)", "- 2 页 -", "接上表"])
def test_the_line_of_a_page_in_a_list_leaves_its_department_to_the_rows_below(line: str) -> None:
    documents = read(BANDED.format(line=line))
    assert [(d["project"], d["department"]) for d in documents] == [
        ("防火隔离带维护", "石滩区林业局"),
        ("苗圃改造", "石滩区林业局"),
        ("渠道清淤", "石滩区水利局"),
    ]
    assert [d["unread"] for d in documents] == [[], [], []]


OWNERS = """
2026年部门项目支出绩效目标公开表 | < | < | < | <
主管部门 | 项目名称 | 预算金额（万元） | 三级指标 | 指标值
青禾县水务局 | 河道清淤 | 30 | 清淤长度 | ≥12公里
^ | ^ | ^ | 验收合格率 | ≥98%
{owner} | 森林防火 | 12 | 清理面积 | ≥300亩
^ | ^ | ^ | 群众满意度 | ≥90%
青禾县教育局 | 校园安保 | 18 | 保安人数 | ≥4人
"""
EACH_OWNER = """
2026年部门项目支出绩效目标公开表 | < | < | < | <
主管部门 | 项目名称 | 预算金额（万元） | 三级指标 | 指标值
青禾县水务局 | 河道清淤 | 30 | 清淤长度 | ≥12公里
青禾县水务局 | 渠道维修 | 8 | 维修长度 | ≥3公里
{owner} | 森林防火 | 12 | 清理面积 | ≥300亩
青禾县教育局 | 校园安保 | 18 | 保安人数 | ≥4人
"""


@pytest.mark.parametrize(("table", "cell"), [(OWNERS, "A5"), (EACH_OWNER, "A5")])
def test_a_blank_department_of_a_list_is_not_the_one_above(table: str, cell: str) -> None:
    owners = {d["project"]: d["department"] for d in read(table.format(owner="青禾县林业局"))}
    assert owners["森林防火"] == "青禾县林业局"
    documents = read(table.format(owner=""))
    assert {d["project"]: d["department"] for d in documents} == owners | {"森林防火": None}
    assert [f.cell for f in check_documents(documents).findings if f.code == "CMP-001"] == [cell]


DIRECTIONS = """
2026年专项资金绩效目标汇总表 | < | < | < | < | <
主管部门：云岭县商务局 | < | < | | | 单位：万元
{titles} | 绩效目标 | 绩效指标
商贸发展专项 | 300 | 商圈提升 | 180 | 提升商圈2个 | 商圈数≥2个；客流增长率≥5%
^ | ^ | 电商培训 | 120 | 培训电商1000人 | 培训人数≥1000人
外贸专项 | 90 | 外贸稳增长 | 90 | 进出口增长5% | 进出口增速≥5%
"""


@pytest.mark.parametrize(
    "titles",
    [
        "专项名称 | 专项金额 | 支出方向 | 支出方向金额",
        "专项名称 | 专项金额 | 支出方向 | 方向金额",
        "专项资金名称 | 专项资金金额 | 子项 | 子项金额",
        "支出项目 | 合计 | 子项目 | 子项目金额",
    ],
)
def test_a_part_of_a_program_has_its_own_money_and_indicators(titles: str) -> None:
    told = [(d["project"], d["funding"]["total"], len(d["indicators"])) for d in read(DIRECTIONS.format(titles=titles))]
    assert told == [("商圈提升", 180, 2), ("电商培训", 120, 1), ("外贸稳增长", 90, 1)]


SOURCES_IN_ROWS = """
2026年石滩区重点项目绩效目标表 | < | < | < | < | <
单位：万元 | < | < | < | < | <
项目名称 | 主管部门 | 资金来源 | 金额 | 绩效目标 | 绩效指标
污水管网 | 石滩区住建局 | 专项债 | 5000 | 新建管网30公里 | 管网长度≥30公里
{} | {} | 区级配套 | 800 | {} | {}
小区改造 | 石滩区住建局 | 中央补助 | 1200 | 改造小区6个 | 小区数≥6个
{} | {} | 区级配套 | 300 | {} | {}
合计 | | | 7300 | |
"""


@pytest.mark.parametrize("below", ["^", ""])
def test_a_list_whose_second_line_is_a_source_of_money_is_no_form_of_one_project(below: str) -> None:
    documents = read(SOURCES_IN_ROWS.format(*[below] * 8))
    assert [(d["project"], d["department"], len(d["indicators"])) for d in documents] == [
        ("污水管网", "石滩区住建局", 1),
        ("小区改造", "石滩区住建局", 1),
    ]
    assert not [f.code for f in check_documents(documents).findings if f.code.startswith("FND")]


LEVELS_OVER_NAMES = """
2026年部门项目绩效目标表 | < | < | < | < | < | <
部门：石滩区档案馆 | | | | | | 单位：万元
项目名称 | 金额 | 产出指标 | < | < | 效益指标 | <
^ | ^ | 数量指标 | < | 质量指标 | 指标名称 | 指标值
^ | ^ | 指标名称 | 指标值 | ^ | ^ | ^
档案修复 | 22 | 修复页数 | ≥3万页 | 合格率≥98% | 利用人次 | ≥2000人次
档案征集 | 9 | 征集件数 | ≥300件 | 入库率=100% | 利用人次 | ≥500人次
"""


def test_a_level_without_names_of_its_own_is_no_level_of_the_names_beside() -> None:
    levels = [[(i["level1"], i["level2"]) for i in d["indicators"]] for d in read(LEVELS_OVER_NAMES)]
    assert levels == [[("产出指标", "数量指标"), ("效益指标", None)]] * 2


SCORED = """
2025年度项目支出绩效自评情况表 | < | < | < | < | < | <
部门：石滩区水利局 | | | | | | 单位：万元
项目名称 | 全年预算数 | 全年执行数 | 三级指标 | 年度指标值 | 分值 | 得分
灌区维护 | 80 | 78 | 维护灌区数 | ≥2处 | 90 | 90
^ | ^ | ^ | {word} | | 100 | 99.75
水质监测 | 70 | 70 | 监测断面数 | ≥12个 | 90 | 88
^ | ^ | ^ | {word} | | 100 | 98
"""


@pytest.mark.parametrize("word", ["总分", "自评总分"])
def test_the_line_of_the_score_of_a_project_is_its_score(word: str) -> None:
    documents = read(SCORED.format(word=word))
    assert [(d["project"], float(d["total_score"]), len(d["indicators"])) for d in documents] == [
        ("灌区维护", 99.75, 1),
        ("水质监测", 98, 1),
    ]


WITHOUT_TARGETS = """
2026年部门预算绩效目标批复表 | < | < | < | < | <
部门 | 项目 | 年初预算（万元） | 产出指标 | < | 效益指标
^ | ^ | ^ | 指标 | 目标值 | 指标
石滩区档案馆 | 档案数字化 | 58 | 数字化卷数 | ≥3万卷 | 查阅利用率提升
"""


def test_an_indicator_without_a_column_of_targets_does_not_lack_that_of_another() -> None:
    assert "CMP-008" not in [f.code for f in check_documents(read(WITHOUT_TARGETS)).findings]
