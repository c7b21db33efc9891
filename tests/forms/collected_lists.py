"""Invented lists that collect the projects of several departments or counties (see ``other_layouts.py``)."""

from __future__ import annotations

from forms.other_layouts import Layout

LAYOUTS: dict[str, Layout] = {}

LAYOUTS["two lists beside one another, a department alone above each"] = Layout(
    """
2026年部门项目支出绩效目标表 | < | < | < | < | < | <
单位：万元 | < | < | < | < | < | <
白沙县农业农村局 | < | < | | 白沙县交通运输局 | < | <
项目名称 | 预算金额 | 绩效指标 | | 项目名称 | 预算金额 | 绩效指标
农田管护 | 320 | 管护面积≥2.1万亩 | | 农村公路养护 | 560 | 养护里程≥310公里
增殖放流 | 45.5 | 放流数量≥120万尾 | | 公交站亭更新 | 76 | 更新站亭=38座
""",
    [
        {"project": "农田管护", "department": "白沙县农业农村局", "funding.total": 320, "cells.department": "A3"},
        {"project": "增殖放流", "department": "白沙县农业农村局"},
        {"project": "农村公路养护", "department": "白沙县交通运输局", "cells.department": "E3"},
        {"project": "公交站亭更新", "department": "白沙县交通运输局", "funding.total": 76},
    ],
)

LAYOUTS["a department alone between the title and the list"] = Layout(
    """
2026年部门项目支出绩效目标表 | < | < | <
白沙县农业农村局 | < | < | <
 | | | 单位：万元
项目名称 | 预算金额 | 年度绩效目标 | 三级指标
农田管护 | 320 | 管护农田2.1万亩。 | 管护面积≥2.1万亩
增殖放流 | 45.5 | 放流鱼苗120万尾。 | 放流数量≥120万尾
""",
    [
        {"department": "白沙县农业农村局", "findings without": "CMP-001"},
        {"department": "白沙县农业农村局", "project": "增殖放流"},
    ],
)

LAYOUTS["cities that add up their counties, an indicator in each title"] = Layout(
    """
2026年林草资金区域绩效目标分解表 | < | < | < | < | <
序号 | 市县 | 下达资金（万元） | 年度总体目标 | 数量指标：造林面积（亩） | 满意度指标：群众满意度（%）
 | 合计 | 5200 | | 26000 |
一 | 海平市小计 | 3100 | | 15500 |
1 | 市本级 | 600 | 完成造林3000亩 | 3000 | ≥90
2 | 青石县 | 2500 | 完成造林12500亩 | 12500 | ≥90
二 | 云岭市小计 | 2100 | | 10500 |
1 | 龙头县 | 2100 | 完成造林10500亩 | 10500 | ≥85
""",
    [
        {"department": "市本级", "funding.total": 600},
        {
            "department": "青石县",
            "funding.total": 2500,
            "goals.annual": "完成造林12500亩",
            "indicators": "产出指标 | 数量指标 | 造林面积 | - | 12500 | 亩\n满意度指标 | - | 群众满意度 | ≥ | 90 | %",
        },
        {"department": "龙头县", "findings without": "FND-004", "observations.1": None},
    ],
)

LAYOUTS["the sum of one department above its projects, of another below them"] = Layout(
    """
2026年部门预算项目支出绩效目标公开表 | < | < | < | <
主管部门 | 项目名称 | 预算金额（元） | 三级指标 | 指标值
青禾县教育局小计 | < | 2400000 | |
青禾县教育局 | 课后服务 | 1500000 | 服务学生数 | ≥2600人
青禾县教育局 | 教师培训 | 900000 | 培训人次 | ≥1800人次
青禾县民政局 | 高龄津贴 | 4500000 | 发放人次 | ≥3.2万人次
青禾县民政局 | 养护服务 | 720000 | 养护人数 | ≥95人
青禾县民政局小计 | < | 5220000 | |
总计 | < | 7620000 | |
""",
    [
        {"department": "青禾县教育局", "funding.total": 1500000},
        {"department": "青禾县教育局", "funding.total": 900000},
        {"department": "青禾县民政局", "funding.total": 4500000},
        {"department": "青禾县民政局", "funding.total": 720000, "observations": None},
    ],
)
