"""What is found in lists of projects: blanks in a line, the lines of classes, indicators without a name."""

from __future__ import annotations

import pytest

from jixiao.checks.finding import Severity
from jixiao.checks.rule_engine import check_documents
from sheet_table import read

PLAIN = """
2026年部门预算项目支出绩效目标表 | < | < | < | <
序号 | 单位名称 | 项目名称 | 年初预算数（万元） | 绩效目标
1 | 柳溪县水务局 | 泵站运行维护 | 320 | 运行泵站16座，完好率95%以上。
2 | 柳溪县水务局 | 渠道清淤 | 84 | 清淤渠道26公里，受益农户900户。
3 | 柳溪县林业局 | 林道养护 | 57 | 养护林道40公里，巡查12次。
4 | 柳溪县林业局 | 苗圃管护 | 36 | 管护苗圃150亩，成活率90%以上。
"""
CLASSES = """
2026年部门预算项目支出绩效目标表 | < | < | < | < | < | < | <
序号 | 单位名称 | 项目名称 | 年初预算数（元） | 绩效目标 | 一级指标 | 三级指标 | 指标值
一 |  | 基础设施类 | 4040000 |  |  |  |
1 | 柳溪县水务局 | 泵站运行维护 | 3200000 | 运行泵站16座，完好率95%以上。 | 产出指标 | 运行泵站数量 | =16座
 |  |  |  |  | 满意度指标 | 居民满意度 | ≥90%
2 | 柳溪县水务局 | 渠道清淤 | 840000 | 清淤渠道26公里，受益农户900户。 | 产出指标 | 清淤渠道长度 | ≥26公里
 |  |  |  |  | 满意度指标 | 农户满意度 | ≥90%
二 |  | 民生保障类 | 570000 |  |  |  |
1 | 柳溪县林业局 | 林道养护 | 570000 | 养护林道40公里，巡查12次。 | 产出指标 | 养护林道里程 | ≥40公里
 |  |  |  |  | 满意度指标 | 林农满意度 | ≥90%
 |  | 合计 | 4610000 |  |  |  |
"""


def found(table: str) -> list[tuple[str, str | None]]:
    """Return code and cell of the errors of a list, but for the blocks that it leaves out."""
    told = (each for each in check_documents(read(table)).findings if each.code != "CMP-005")
    return [(each.code, each.cell) for each in told if each.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("value", "instead", "code", "cell"),
    [
        ("84", "", "CMP-003", "D4"),
        ("84", "/", "CMP-003", "D4"),
        ("36", "—", "CMP-003", "D6"),
        ("养护林道40公里，巡查12次。", "略", "CMP-004", "E5"),
        ("养护林道40公里，巡查12次。", "/", "CMP-004", "E5"),
    ],
)
def test_what_one_project_of_a_list_leaves_is_told(value: str, instead: str, code: str, cell: str) -> None:
    assert found(PLAIN) == []
    assert found(PLAIN.replace(f"| {value}", f"| {instead}")) == [(code, cell)]


def test_an_amount_that_is_none_is_told_as_what_it_says() -> None:
    told = [(each.code, each.cell) for each in check_documents(read(PLAIN.replace("| 84", "| 待定"))).findings]
    assert ("STR-018", "D4") in told
    assert "CMP-003" not in dict(told)


def test_the_line_of_a_class_with_a_wrong_sum_is_no_project() -> None:
    assert found(CLASSES) == []
    assert [document["project"] for document in read(CLASSES.replace("840000", "850000"))] == [
        "泵站运行维护", "渠道清淤", "林道养护",
    ]  # fmt: skip
    assert found(CLASSES.replace("840000", "850000")) == [("FND-004", "D3"), ("FND-004", "D11")]


def test_a_goal_is_held_against_no_indicator_without_a_name() -> None:
    table = CLASSES.replace("受益农户900户", "受益村9个").replace("| 清淤渠道长度 | ≥26公里", "|  | ≥12个")
    assert "VAL-004" not in [each.code for each in check_documents(read(table)).findings]


def test_a_satisfaction_in_a_list_without_levels_is_one() -> None:
    table = """
2026年城区本级项目支出绩效目标公开表 | < | < | < | < | <
序号 | 主管部门 | 项目名称 | 绩效目标 | 三级指标 | 指标值
1 | 柳溪县园林局 | 行道树修剪 | 修剪行道树8600株，清运枝叶1200吨。 | 修剪行道树数量 | ≥8600株
^ | ^ | ^ | ^ | 市民满意度 | ≥90%
2 | 柳溪县环卫局 | 公厕保洁 | 保洁公厕130座，每日保洁不少于4次。 | 保洁公厕数量 | ≥130座
^ | ^ | ^ | ^ | 居民满意度 | ≥90%
"""
    assert [each.code for each in check_documents(read(table)).findings if each.severity is Severity.ERROR] == []
    assert found(table.replace("居民满意度 | ≥", "居民满意度 | ≤")) == [("OPR-001", "F6")]


def test_a_name_left_blank_on_the_first_of_its_rows_is_that_of_the_next() -> None:
    goal = "运行泵站16座，完好率95%以上。"
    rows = ["产出指标 | 运行泵站数量 | =16座", "产出指标 | 泵站完好率 | ≥95%", "满意度指标 | 居民满意度 | ≥90%"]
    table = CLASSES.splitlines()[1:3] + [f"1 | 柳溪县水务局 | 泵站运行维护 | 3200000 | {goal} | {row}" for row in rows]
    blank = table[2].replace("泵站运行维护", "")
    (document,) = read("\n".join([*table[:2], blank, *table[3:]]))
    assert (document["project"], len(document["indicators"])) == ("泵站运行维护", 3)
    other = blank.replace(goal, "清淤渠道26公里，受益农户900户。")
    assert [each["project"] for each in read("\n".join([*table[:2], other, *table[3:]]))] == [None, "泵站运行维护"]
