"""What keeps a reading from taking too much: a goal of another project, the side of a half, hidden helpers."""

from __future__ import annotations

from jixiao.forms.extraction import default_extractor
from sheet_table import read, sheet

LIST = """
2027年项目支出绩效目标表 | < | < | < | <
单位：柳溪县林业局 | < | < | < | 金额单位：万元
项目名称 | 预算金额 | 年度绩效目标 | 三级指标 | 指标值
造林补助 | 50 | 造林1200亩 | 造林面积 | ≥1200亩
 | | 造林1200亩 | 造林成活率 | ≥90%
 | | 巡护林区1200公里 | 巡护里程 | ≥1200公里
病虫害防治 | 30 | 防治800亩 | 防治面积 | ≥800亩
"""


def test_a_nameless_row_with_another_goal_is_another_project():
    documents = read(LIST)
    assert [(each["project"], each["goals"]["annual"], len(each["indicators"])) for each in documents] == [
        ("造林补助", "造林1200亩", 2),
        (None, "巡护林区1200公里", 1),
        ("病虫害防治", "防治800亩", 1),
    ]


HALVES = """
2027年项目支出绩效目标表 | < | < | <
项目名称 | 造林补助 | 主管部门 | 柳溪县林业局
年度资金总额（万元） | 50 | < | <
年度目标 | < | 实施期目标 | <
造林1200亩。 | < | 三年造林3600亩。 | <
三级指标 | 指标值 | 三级指标 | 指标值
造林面积 | ≥1200亩 | 造林面积 | ≥3600亩
造林成活率 | ≥90% | 森林覆盖率 | ≥49%
"""


def test_the_year_may_stand_left_of_the_whole_period():
    (document,) = read(HALVES)
    rows = document["indicators"], document["period_side"]["indicators"]
    assert [[row["target"] for row in side] for side in rows] == [[1200, 90], [3600, 49]]


def test_hidden_columns_behind_a_blank_one_are_no_part_of_a_form():
    checked = sheet(HALVES)
    for row, text in ((4, "项目名称"), (6, "校验"), (7, "≥9999亩")):
        checked.rows[row][7] = text
    assert [each["text"] for each in next(default_extractor().documents(checked, "a.xlsx"))["unread"]] != []
    checked.hidden_columns = [(7, 8)]
    (document,) = default_extractor().documents(checked, "a.xlsx")
    assert (document["unread"], document["project"]) == ([], "造林补助")
