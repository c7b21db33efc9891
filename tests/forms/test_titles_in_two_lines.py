"""Titles of indicators whose second line holds what the first one only names."""

from __future__ import annotations

from sheet_table import read, read_one


def test_unit_and_target_below_the_standard_that_parts_into_them() -> None:
    form = read_one(
        """
财政支出项目绩效目标表 | < | < | < | <
项目名称 | 特困人员供养 | 预算单位 | 青溪市民政局 | <
预算数（万元） | 510 | 项目类型 | 民生类 | <
绩效指标 | 指标类型 | 指标名称 | 绩效标准 | <
^ | ^ | ^ | 计量单位 | 目标值
^ | 投入指标 | 预算执行率 | % | 100
^ | 产出指标 | 供养特困人员数 | 人 | 630
^ | 效果指标 | 生活改善程度 | 定性 | 明显改善
"""
    )
    rows = [(row["level3"], row["target"], row["unit"]) for row in form["indicators"]]
    assert rows == [("预算执行率", 100, "%"), ("供养特困人员数", 630, "人"), ("生活改善程度", "明显改善", None)]
    assert form["unread"] == []


def test_what_is_done_of_a_task_is_not_what_is_reached_of_the_goal() -> None:
    form = read_one(
        """
部门整体支出绩效自评表（2026年度） | < | < | < | < | <
部门名称 | 青溪市统计局 | < | < | < | <
主要任务完成情况 | 任务 | 完成情况 | < | < | <
^ | 经济普查 | 已完成普查登记 | < | < | <
^ | 统计调查 | 完成调查26项 | < | < | <
四、绩效指标 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 得分
产出指标 | 数量指标 | 调查项目数 | ≥26项 | 26项 | 50
"""
    )
    assert "goals" not in form or "actual" not in form["goals"]
    assert [task["name"] for task in form["tasks"]] == ["经济普查", "统计调查"]
    assert form["unread"] == []


def test_forms_below_one_title_begin_with_the_name_in_the_cell_of_its_label() -> None:
    forms = read(
        """
重点项目绩效目标情况表（2027年度） | < | < | <
项目名称：校舍安全工程 | < | < | <
项目单位：青溪县教育局 | < | 项目金额：1200万元 | <
总体目标：加固校舍8栋，惠及学生5000人。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 加固校舍数量 | 8栋
项目名称：营养改善计划 | < | < | <
项目单位：青溪县教育局 | < | 项目金额：640万元 | <
总体目标：为1.6万名学生提供营养餐。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 受益学生人数 | 1.6万人
"""
    )
    assert [(form["project"], form["funding"]["total"], len(form["indicators"])) for form in forms] == [
        ("校舍安全工程", 1200, 1),
        ("营养改善计划", 640, 1),
    ]
