"""Invented lists, exports and forms of the end of the year (see ``other_layouts.py``)."""

from __future__ import annotations

from forms.other_layouts import Layout

LAYOUTS: dict[str, Layout] = {}

LAYOUTS["a list with the sum of each department on a line of its name"] = Layout(
    """
预算05-2表 | < | < | < | < | < | < | <
部门项目支出绩效目标表 | < | < | < | < | < | < | <
单位名称：赤溪县财政局 | | | | | | | 单位：万元
单位名称、项目名称 | 项目金额 | 项目年度绩效目标 | 一级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位
合计 | 143.5 | | | | | |
赤溪县林业局 | 101 | | | | | |
苗圃灌溉改造 | 41 | 改造苗圃灌溉管网6公里。 | 产出指标 | 改造管网长度 | ≥ | 6 | 公里
^ | ^ | ^ | 满意度指标 | 职工满意度 | ≥ | 90 | %
防火瞭望塔维修 | 60 | 维修瞭望塔5座。 | 产出指标 | 维修瞭望塔数 | = | 5 | 座
赤溪县体育局 | 42.5 | | | | | |
苗圃灌溉改造 | 42.5 | 改造球场9片。 | 产出指标 | 改造球场数 | = | 9 | 片
""",
    [
        {
            "project": "苗圃灌溉改造",
            "department": "赤溪县林业局",
            "funding.total": 41,
            "indicators": """产出指标 | - | 改造管网长度 | ≥ | 6 | 公里
满意度指标 | - | 职工满意度 | ≥ | 90 | %""",
        },
        {"project": "防火瞭望塔维修", "department": "赤溪县林业局", "funding.total": 60},
        {
            "project": "苗圃灌溉改造",
            "department": "赤溪县体育局",
            "funding.total": 42.5,
            "observations": None,
            "indicators": "产出指标 | - | 改造球场数 | = | 9 | 片",
        },
    ],
)

LAYOUTS["a list of results with the sums of its departments among the lines"] = Layout(
    """
2025年度项目支出绩效自评结果一览表 | < | < | < | < | < | <
序号 | 单位及项目名称 | 年初预算数（万元） | 全年预算数（万元） | 全年执行数（万元） | 执行率 | 自评得分
一 | 赤溪县林业局 | 101 | 101 | 98 | 97.03% |
1 | 苗圃灌溉改造 | 41 | 41 | 39.5 | 96.34% | 96.6
2 | 防火瞭望塔维修 | 60 | 60 | 58.5 | 97.5% | 97.75
二 | 赤溪县体育局 | 42.5 | 42.5 | 42.5 | 100% |
1 | 球场改造 | 42.5 | 42.5 | 42.5 | 100% | 100
合计 | < | 143.5 | 143.5 | 140.5 | 97.91% |
""",
    [
        {"project": "苗圃灌溉改造", "department": "赤溪县林业局", "total_score": 96.6},
        {"project": "防火瞭望塔维修", "department": "赤溪县林业局", "total_score": 97.75},
        {"project": "球场改造", "department": "赤溪县体育局", "total_score": 100},
    ],
)

LAYOUTS["a self-evaluation whose 合计 leaves the execution rate out, with its score on a line below"] = Layout(
    """
2025年度项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 球场改造 | < | 主管部门 | 赤溪县体育局 | < | <
资金来源 | 全年预算数（万元） | 全年执行数（万元） | 执行率 | 分值 | 得分 |
资金总额 | 42.5 | 40.8 | 96% | 10 | 9.6 |
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 改造球场数 | =9片 | 9 | 50 | 50
效益指标 | 社会效益指标 | 健身人次 | ≥3万人次 | 3.2 | 40 | 40
合计 | < | < | < | < | 90 | 90
自评总分 | < | < | < | < | 99.6 | <
""",
    [{"project": "球场改造", "department": "赤溪县体育局", "total_score": 99.6}],
)
