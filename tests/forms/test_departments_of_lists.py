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
