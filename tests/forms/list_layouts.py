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

WRONG_TOTAL = Layout(
    """
2025年度项目支出绩效自评结果汇总表 | < | < | < | <
序号 | 项目名称 | 全年预算数（元） | 全年执行数（元） | 自评得分
1 | 苗圃灌溉改造 | 410000 | 395000 | 96.6
2 | 球场改造 | 425000 | 425000 | 100
合计 | < | 835000 | 802000 |
""",
    [
        {"project": "苗圃灌溉改造", "observations": None},
        {
            "project": "球场改造",
            "observations": [{"code": "list-sum", "cells": ["D5", "D5"], "texts": ["802000", "820000"]}],
        },
    ],
)
"""A list of results with an error: 802000 is not the sum of what was spent."""

LAYOUTS["a list that names each project with its code before it"] = Layout(
    """
2026年度部门预算项目绩效目标批复表 | < | < | < | < | < | <
部门 | 项目编码-项目名称 | 预算安排（百万元） | 总体目标 | 一级指标 | 三级指标 | 指标值及单位
赤溪县林业局 | 36112126T000000445120-苗圃灌溉改造 | 0.41 | 改造苗圃灌溉管网6公里。 | 产出指标 | 改造管网长度 | ≥6公里
^ | ^ | ^ | ^ | 满意度指标 | 职工满意度 | ≥90%
赤溪县林业局小计 | < | 0.41 | | | |
赤溪县体育局 | 36112126T000000445987-球场改造 | 0.425 | 改造球场9片。 | 产出指标 | 改造球场数 | =9片
赤溪县体育局小计 | < | 0.425 | | | |
""",
    [
        {
            "project": "苗圃灌溉改造",
            "project_code": "36112126T000000445120",
            "funding.total": 0.41,
            "indicators": """产出指标 | - | 改造管网长度 | ≥ | 6 | 公里
满意度指标 | - | 职工满意度 | ≥ | 90 | %""",
        },
        {"project": "球场改造", "department": "赤溪县体育局", "funding.total": 0.425, "observations": None},
    ],
)

LAYOUTS["an export of the monitoring with the money and what was reached of the same months"] = Layout(
    """
单位名称 | 项目名称 | 全年预算数(万元) | 1-8月执行数(万元) | 一级指标 | 三级指标 | 年度指标值 | 1-8月完成值 | 全年预计完成值
赤溪县林业局 | 苗圃灌溉改造 | 41 | 26 | 产出指标 | 改造管网长度 | ≥6公里 | 4.1 | 6
赤溪县林业局 | 苗圃灌溉改造 | 41 | 26 | 满意度指标 | 职工满意度 | ≥90% | 93 | 92
""",
    [
        {
            "kind": "monitoring",
            "execution.0.executed_to_july": 26,
            "indicators.0.actual_to_july": 4.1,
            "indicators.1.actual_to_july": 93,
            "indicators.1.expected": 92,
        }
    ],
)

LAYOUTS["the self-evaluation of a department with the money of its tasks"] = Layout(
    """
2025年度部门整体支出绩效自评表 | < | < | < | < | <
部门名称 | 赤溪县林业局 | < | < | < | <
任务名称 | 主要内容 | 全年预算数（万元） | < | 全年执行数（万元） | 执行率
^ | ^ | 总额 | 财政拨款 | ^ | ^
苗圃建设 | 改造灌溉管网 | 41 | 40 | 39.5 | 96.34%
防火巡护 | 维修瞭望塔 | 60 | 60 | 58.5 | 97.5%
金额合计 | < | 101 | 100 | 98 | 97.03%
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分
产出指标 | 数量指标 | 改造管网长度 | ≥6公里 | 6.2 | 50
满意度指标 | 服务对象满意度指标 | 职工满意度 | ≥90% | 93 | 50
""",
    [
        {
            "department": "赤溪县林业局",
            "execution": [],
            "tasks.0.name": "苗圃建设",
            "tasks.0.amount.total": 41,
            "tasks.1.content": "维修瞭望塔",
            "tasks.1.amount.fiscal": 60,
            "tasks_total.total": 101,
        }
    ],
)

LAYOUTS["a monitoring that closes with lines of its own words"] = Layout(
    """
赤溪县项目支出绩效监控表 | < | < | < | < | <
（2025年度） | < | < | < | < | <
项目名称 | 球场改造 | < | < | < | <
主管部门 | 赤溪县体育局 | < | < | < | <
项目资金（万元） | | | 年初预算数 | 1-6月执行数 | 全年预计执行数
^ | 年度资金总额： | < | 42.5 | 20 | 42.5
绩效指标 | 一级指标 | 二级指标 | 指标名称 | 指标值 | 半年度指标执行情况
^ | 产出指标 | 数量指标 | 改造球场数 | =9片 | 4
^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 91
偏差或不能完成目标原因分析 | 无 | < | < | < | <
相关建议或举措 | 加快招标 | < | < | < | <
""",
    [
        {
            "project": "球场改造",
            "indicators": """产出指标 | 数量指标 | 改造球场数 | = | 9 | 片
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥ | 90 | %""",
        }
    ],
)

LAYOUTS["a self-evaluation with its rate, points and score on the row below the money"] = Layout(
    """
财政支出项目绩效自我评价表 | < | < | < | < | <
项目名称 | 球场改造 | < | 主管部门 | 赤溪县体育局 | <
全年预算数（A） | 42.5 | 其中：财政资金 | 42.5 | 全年执行数（B） | 40.8
执行率（B/A） | 96% | 分值 | 10 | 得分 | 9.6
年初设定目标 | < | < | 年终完成情况 | < | <
改造球场9片。 | < | < | 改造球场9片，全部开放。 | < | <
一级指标 | 三级指标 | 目标值 | 实际值 | 指标分值 | 指标得分
产出指标 | 改造球场数 | =9片 | 9 | 50 | 50
效益指标 | 健身人次 | ≥3万人次 | 3.2 | 40 | 40
自评得分合计 | < | < | < | 100 | 99.6
""",
    [
        {
            "goals.annual": "改造球场9片。",
            "goals.actual": "改造球场9片，全部开放。",
            "execution.0.annual": 42.5,
            "execution.0.rate": 96,
            "execution.0.points": 10,
            "execution.0.score": 9.6,
            "total_points": 100,
            "total_score": 99.6,
        }
    ],
)

LAYOUTS["lists below one another, each with its department and its header"] = Layout(
    """
项目绩效目标表（2026年） | < | < | < | <
部门：赤溪县林业局 | | | | 单位：元
项目名称 | 本年预算 | 年度目标 | 三级指标 | 目标值
苗圃灌溉改造 | 410000 | 改造苗圃灌溉管网6公里。 | 改造管网长度 | ≥6公里
 | | | |
部门：赤溪县体育局 | | | | 单位：元
项目名称 | 本年预算 | 年度目标 | 三级指标 | 目标值
球场改造 | 425000 | 改造球场9片。 | 改造球场数 | =9片
""",
    [
        {"project": "苗圃灌溉改造", "department": "赤溪县林业局", "funding.annual": 410000},
        {
            "project": "球场改造",
            "department": "赤溪县体育局",
            "funding.annual": 425000,
            "indicators": "- | - | 改造球场数 | = | 9 | 片",
        },
    ],
)

LAYOUTS["published results with the scores of each part"] = Layout(
    """
赤溪县2025年度项目支出绩效自评结果公开表 | < | < | < | < | <
单位名称 | 项目名称 | 预算数（A，元） | 执行数（B，元） | 产出指标得分（50分） | 总得分
赤溪县体育局 | 球场改造 | 425000 | 408000 | 50 | 99.6
""",
    [
        {
            "project": "球场改造",
            "department": "赤溪县体育局",
            "currency_unit": "元",
            "execution.0.annual": 425000,
            "execution.0.executed": 408000,
            "total_score": 99.6,
        }
    ],
)

LAYOUTS["indicators in cells, counted in the line, rates without a sign, one in words"] = Layout(
    """
2026年部门预算项目绩效目标公开表 | < | < | < | < | < | <
编制单位：赤溪县民政局 | | | | | | 单位：万元
序号 | 项目名称 | 预算金额 | 年度绩效目标 | 绩效指标 | < | <
^ | ^ | ^ | ^ | 产出指标 | 效益指标 | 满意度指标
1 | 社工站运行 | 45.2 | 运行社工站6个。 | （1）社工站：6个（2）活动场次≥72场（3）按时开放 | 受益人次≥5000人次 | 满意度：不低于92%
2 | 火化炉更新 | 86 | 更新火化炉2台。 | 更新数量=2台；验收合格率100%；完成时间：10月底前 | 减少废气排放≥30% | 群众满意度≥90%
""",
    [
        {
            "indicators": """产出指标 | - | 社工站 | - | 6 | 个
产出指标 | - | 活动场次 | ≥ | 72 | 场
效益指标 | - | 受益人次 | ≥ | 5000 | 人次
满意度指标 | - | 满意度 | ≥ | 92 | %""",
            "other.0.value": "（3）按时开放",
            "findings without": "CMP-014",
        },
        {
            "indicators": """产出指标 | - | 更新数量 | = | 2 | 台
产出指标 | - | 验收合格率 | - | 100 | %
产出指标 | - | 完成时间 | - | 10月底前 | -
效益指标 | - | 减少废气排放 | ≥ | 30 | %
满意度指标 | - | 群众满意度 | ≥ | 90 | %""",
        },
    ],
)

LAYOUTS["departments and projects in one column, their indicators in another"] = Layout(
    """
2026年部门预算项目支出绩效目标汇总表 | < | < | < | <
部门/项目 | 合计 | 一般公共预算 | 绩效目标 | 主要绩效指标
总计 | 241 | 241 | |
一、赤溪县林业局 | 101 | 101 | |
苗圃灌溉改造 | 41 | 41 | 改造灌溉管网6公里。 | 改造管网长度≥6公里\\n职工满意度≥90%
防火瞭望塔维修 | 60 | 60 | 维修瞭望塔5座。 | 维修瞭望塔数=5座
二、赤溪县体育局 | 140 | 140 | |
球场改造 | 140 | 140 | 改造球场9片。 | 改造球场数=9片
""",
    [
        {
            "project": "苗圃灌溉改造",
            "department": "赤溪县林业局",
            "funding.total": 41,
            "indicators": "- | - | 改造管网长度 | ≥ | 6 | 公里\n- | - | 职工满意度 | ≥ | 90 | %",
        },
        {"project": "防火瞭望塔维修", "department": "赤溪县林业局", "funding.total": 60},
        {"project": "球场改造", "department": "赤溪县体育局", "funding.total": 140},
    ],
)

LAYOUTS["sums of the classes of expenditure above the projects"] = Layout(
    """
2026年部门项目预算公开表（含绩效目标） | < | < | < | < | <
科目编码 | 科目名称 | 部门名称 | 项目名称 | 2026年预算数（万元） | 绩效目标
'205' | 教育支出 | | | 230 |
'20502' | 普通教育 | | | 230 |
'2050202' | 小学教育 | 赤溪县教育局 | 课后服务 | 150 | 服务学生1.2万人。
'2050203' | 初中教育 | 赤溪县教育局 | 实验考试 | 80 | 组织考试1次。
'208' | 社会保障支出 | | | 66 |
'2080505' | 养老服务 | 赤溪县民政局 | 上门服务 | 66 | 服务3万人次。
""",
    [
        {"project": "课后服务", "department": "赤溪县教育局", "funding.total": 150},
        {"project": "实验考试", "department": "赤溪县教育局", "funding.total": 80},
        {"project": "上门服务", "department": "赤溪县民政局", "funding.total": 66},
    ],
)

LAYOUTS["a project on a line for each class of its money"] = Layout(
    """
部门项目支出预算及绩效目标明细表 | < | < | < | < | <
单位名称 | 项目名称 | 部门经济科目编码 | 部门经济科目名称 | 金额（元） | 年度绩效目标
赤溪县计量所 | 标准器送检 | '30227' | 委托业务费 | 180000 | 送检标准器120台。
^ | ^ | '30211' | 差旅费 | 20000 | ^
^ | 标准器送检小计 | < | < | 200000 |
赤溪县药检所 | 药品抽检 | '30218' | 材料费 | 350000 | 抽检药品400批次。
赤溪县药检所 | 药品抽检 | '30226' | 劳务费 | 50000 | 抽检药品400批次。
合计 | < | < | < | 600000 |
""",
    [
        {"project": "标准器送检", "funding.total": 200000},
        {"project": "药品抽检", "funding.total": None, "findings without": "STR-005"},
    ],
)

LAYOUTS["the sum of three years beside each of them"] = Layout(
    """
2026—2028年部门中期支出规划项目绩效目标表 | < | < | < | < | < | <
填报部门：赤溪县住房和城乡建设局 | | | | | | 单位：万元
项目名称 | 三年合计 | 2026年 | 2027年 | 2028年 | 三年绩效目标 | 2026年绩效目标
电梯更新补助 | 1500 | 400 | 500 | 600 | 更新电梯150部 | 更新电梯40部
监测站点建设 | 900 | 300 | 300 | 300 | 建成站点90处 | 建成站点30处
""",
    [{"kind": "summary", "rows.0.amount": 400, "rows.1.amount": 300, "rows.0.goal_annual": "更新电梯40部"}],
)

LAYOUTS["whole departments in a table that collects them"] = Layout(
    """
2026年度县级部门整体支出绩效目标汇总表 | < | < | < | < | < | <
序号 | 部门名称 | 年度预算总额（万元） | < | 年度总体目标 | 三级指标 | 指标值
^ | ^ | 合计 | 项目支出 | ^ | ^ | ^
1 | 赤溪县教育局 | 12500.5 | 2700 | 新增学位1200个。 | 新增学位数 | ≥1200个
2 | 赤溪县体育局 | 8600 | 3400 | 改造球场90片。 | 改造球场数 | ≥90片
合计 | < | 21100.5 | 6100 | | |
""",
    [
        {"kind": "department", "department": "赤溪县教育局", "budget.total": 12500.5, "budget.project": 2700},
        {"kind": "department", "department": "赤溪县体育局", "budget.total": 8600, "goals.annual": "改造球场90片。"},
    ],
)

LAYOUTS["the money and targets of a fund by counties"] = Layout(
    """
2026年农村客运补贴资金绩效目标分解表 | < | < | < | < | <
市县 | 补助资金（万元） | 一级指标 | 二级指标 | 三级指标 | 指标值
全省合计 | 1500 | | | |
安陵县 | 900 | 产出指标 | 数量指标 | 补贴车辆数 | ≥120辆
^ | ^ | 满意度指标 | 服务对象满意度指标 | 乘客满意度 | ≥85%
白鹿县 | 600 | 产出指标 | 数量指标 | 补贴车辆数 | ≥76辆
""",
    [
        {"department": "安陵县", "funding.fiscal": 900, "indicators.0.target": 120, "indicators.1.target": 85},
        {"department": "白鹿县", "funding.fiscal": 600, "findings without": "IND-007"},
    ],
)

LAYOUTS["是/否 for a unit beside 定性指标"] = Layout(
    """
预算05-2表 | < | < | < | < | < | <
2026年项目支出绩效目标表（本次下达） | < | < | < | < | < | <
单位名称、项目名称 | 项目年度绩效目标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 指标属性
湿地巡护 | 巡护湿地300天。 | 巡护天数 | >= | 300 | 天 | 定量指标
^ | ^ | 湿地生态状况 | = | 持续改善 | 是/否 | 定性指标
""",
    [
        {
            "indicators": "- | - | 巡护天数 | ≥ | 300 | 天\n- | - | 湿地生态状况 | - | 持续改善 | 是/否",
            "findings without": "VAL-001",
        }
    ],
)

LAYOUTS["purchased services with their indicators on lines of a cell"] = Layout(
    """
2026年政府购买服务项目绩效目标表 | < | < | < | < | <
序号 | 购买服务项目名称 | 购买主体 | 承接主体类别 | 预算金额（万元） | 绩效指标
1 | 人民调解服务 | 赤溪县司法局 | 社会组织 | 58 | 调解件数≥900件\\n调解成功率≥96%
2 | 社区矫正服务 | 赤溪县司法局 | 企业 | 33.6 | 走访次数≥4次\\n再犯罪率≤0.2%
""",
    [
        {"project": "人民调解服务", "indicators.0.target": 900, "indicators.1.target": 96},
        {"project": "社区矫正服务", "funding.total": 33.6, "indicators.1.operator": "≤"},
    ],
)

LAYOUTS["the total of a project beside its name, its parts below"] = Layout(
    """
2026年项目支出预算表（含绩效目标） | < | < | < | <
部门：赤溪县司法局 | | | | 单位：万元
项目名称 | 资金用途 | 功能科目 | 预算金额 | 绩效目标
法律援助 | 小计 | | 36 | 办理案件420件
^ | 办案补贴 | 2040607 | 30 | ^
^ | 宣传费 | 2040607 | 6 | ^
社区矫正 | 小计 | | 22.5 | 矫正对象310人
^ | 设备购置 | 2040610 | 22.5 | ^
总计 | | | 58.5 |
""",
    [{"rows.0.project": "法律援助", "rows.0.amount": 36, "rows.1.amount": 22.5, "rows.2": None, "total": 58.5}],
)

LAYOUTS["units of a department whose sum goes on below the first of them"] = Layout(
    """
2026年部门预算项目支出绩效目标表 | < | < | < | <
科目编码 | 单位及项目名称 | 合计（万元） | 年度绩效目标 | 绩效指标
'210' | 赤溪县卫生健康局 | 312 | |
'210001' | 赤溪县卫生健康局本级 | 150 | |
'2100199' | 健康促进 | 150 | 开展讲座60场 | 讲座场次≥60场
'210002' | 赤溪县疾控中心 | 162 | |
'2100401' | 疫苗冷链 | 162 | 更新设备18台 | 更新设备=18台
""",
    [
        {"project": "健康促进", "department": "赤溪县卫生健康局", "implementing_unit": "赤溪县卫生健康局本级"},
        {"project": "疫苗冷链", "department": "赤溪县卫生健康局", "implementing_unit": "赤溪县疾控中心"},
    ],
)

LAYOUTS["two lists below one title, each with its unit of money"] = Layout(
    """
2026年项目支出绩效目标公开表 | < | < | <
一、本级项目（单位：万元） | < | < | <
项目名称 | 采购金额 | 绩效目标 | 绩效指标
街面巡防 | 66 | 巡防300天 | 巡防天数≥300天
二、对下转移支付项目（单位：元） | < | < | <
项目名称 | 采购金额 | 绩效目标 | 绩效指标
辅警补助 | 2400000 | 补助辅警100名 | 补助人数=100人
""",
    [
        {"project": "街面巡防", "funding.total": 66, "currency_unit": "万元"},
        {"project": "辅警补助", "funding.total": 2400000, "currency_unit": "元"},
    ],
)

LAYOUTS["the results of whole departments"] = Layout(
    """
2025年度部门整体支出绩效自评情况一览表 | < | < | < | < | <
序号 | 部门名称 | 年初预算数（万元） | 调整后预算数（万元） | 决算数（万元） | 自评得分
1 | 赤溪县教育局 | 8600 | 8900 | 8750 | 95.5
2 | 赤溪县民政局 | 2300 | 2450 | 2300 | 92
合计 | < | 10900 | 11350 | 11050 |
""",
    [
        {"kind": "selfeval", "department": "赤溪县教育局", "total_score": 95.5, "execution.0.executed": 8750},
        {"kind": "selfeval", "department": "赤溪县民政局", "total_score": 92, "execution.0.annual": 2450},
    ],
)

LAYOUTS["goals and amounts before and after a change"] = Layout(
    """
2026年部门预算项目绩效目标调整汇总表 | < | < | < | < | <
填报单位：赤溪县应急局 | | | | | 单位：万元
项目名称 | 调整前预算 | 调整后预算 | 调整前绩效目标 | 调整后绩效目标 | 调整后绩效指标
防汛物资 | 90 | 120 | 储备物资8类 | 储备物资12类 | 储备物资种类≥12类
应急演练 | 40 | 30 | 演练6场 | 演练4场 | 演练场次≥4场
""",
    [
        {"funding.total": 120, "goals.annual": "储备物资12类", "findings without": "VAL-004"},
        {"funding.total": 30, "goals.annual": "演练4场"},
    ],
)

LAYOUTS["projects of the second level, the first written once"] = Layout(
    """
一级项目 | 二级项目 | 实施单位 | 2026年预算（元） | 年度绩效目标 | 三级指标 | 指标值
公共卫生 | 妇幼健康 | 赤溪县妇幼保健院 | 450000 | 两癌筛查6000人 | 筛查人数 | ≥6000人
 | | | | | 筛查率 | ≥90%
 | 结核病防治 | 赤溪县疾控中心 | 180000 | 管理患者210人 | 规范管理率 | ≥95%
""",
    [
        {"project": "妇幼健康", "program": "公共卫生", "funding.total": 450000, "indicators.1.level3": "筛查率"},
        {"project": "结核病防治", "program": "公共卫生", "implementing_unit": "赤溪县疾控中心"},
    ],
)

LAYOUTS["numbered bands with the names of departments"] = Layout(
    """
2026年县级部门项目绩效目标一览表 | < | < | < | <
项目名称 | 预算金额（万元） | 绩效目标 | 指标名称 | 目标值
（一）赤溪县水务局 | < | < | < | <
山洪预警 | 45 | 预警站点120个 | 站点数 | ≥120个
（二）赤溪县乡村振兴局 | < | < | < | <
其中：防返贫监测 | 26 | 监测户数560户 | 监测户数 | ≥560户
""",
    [
        {"project": "山洪预警", "department": "赤溪县水务局"},
        {"project": "防返贫监测", "department": "赤溪县乡村振兴局", "funding.total": 26},
    ],
)

LAYOUTS["levels on lines of a cell above their indicators"] = Layout(
    """
2026年度预算绩效目标公开表（项目支出） | < | <
项目名称 | 预算安排（万元） | 绩效指标
平台运维 | 68 | 产出指标：\\n1.运维系统4个\\n2.故障次数≤3次\\n满意度指标：\\n用户满意度≥90%
广播维护 | 32.8 | 产出指标：维护终端≥1500个；覆盖率100%；服务对象满意度：不低于88%
""",
    [
        {
            "indicators": """产出指标 | - | 运维系统 | - | 4 | 个
产出指标 | - | 故障次数 | ≤ | 3 | 次
满意度指标 | - | 用户满意度 | ≥ | 90 | %"""
        },
        {
            "indicators": """产出指标 | - | 维护终端 | ≥ | 1500 | 个
产出指标 | - | 覆盖率 | - | 100 | %
满意度指标 | - | 服务对象满意度 | ≥ | 88 | %"""
        },
    ],
)

LAYOUTS["an allowance for the only amount of a summary"] = Layout(
    """
2026年度镇级项目绩效目标汇总表 | < | < | <
序号 | 项目名称 | 补助金额（元） | 绩效目标
1 | 上坝村道硬化 | 120000 | 硬化村道1.2公里
2 | 河口路灯安装 | 48000 | 安装路灯40盏
合计 | < | 168000 |
""",
    [{"kind": "summary", "rows.0.amount": 120000, "rows.1.amount": 48000, "total": 168000}],
)

LAYOUTS["sums of codes in three columns, a total first"] = Layout(
    """
项目支出预算及绩效目标表 | < | < | < | < | < | <
部门：赤溪县残疾人联合会 | | | | | | 单位：万元
科目编码 | < | < | 科目名称 | 项目名称 | 2026年预算 | 绩效目标
类 | 款 | 项 | ^ | ^ | ^ | ^
合计 | < | < | < | | 214 |
'208' | | | 社会保障和就业支出 | | 196 |
'208' | '11' | | 残疾人事业 | | 196 |
'208' | '11' | '04' | 残疾人康复 | 辅具适配 | 76 | 为380名残疾人适配辅具
'208' | '11' | '05' | 残疾人就业 | 就业扶持 | 120 | 扶持就业240人
'221' | | | 住房保障支出 | | 18 |
'221' | '01' | '99' | 其他保障性安居工程支出 | 无障碍改造 | 18 | 改造60户
""",
    [
        {
            "kind": "summary",
            "department": "赤溪县残疾人联合会",
            "total": 214,
            "rows.0.amount": 76,
            "rows.1.project": "就业扶持",
            "rows.2.amount": 18,
            "rows.3": None,
            "findings without": "FND-004",
        }
    ],
)

LAYOUTS["numbered names and targets across, each level a pair of columns"] = Layout(
    """
2026年度专项资金绩效目标表 | < | < | < | < | < | < | < | <
部门：赤溪县卫生健康局 | | | | | | | | 单位：万元
项目名称 | 预算数 | 年度目标 | 数量指标1 | 数量指标1目标值 | 数量指标2 | 数量指标2目标值 | 质量指标 | 质量指标目标值
免费孕检 | 88 | 为2600对夫妇提供检查 | 检查对数 | ≥2600对 | 随访人次 | ≥2580人次 | 结果准确率 | ≥98%
村医补助 | 156.6 | 发放312名村医补助 | 补助村医人数 | ≥312人 | | | 发放准确率 | ≥99%
""",
    [
        {
            "project": "免费孕检",
            "funding.total": 88,
            "indicators": """产出指标 | 数量指标 | 检查对数 | ≥ | 2600 | 对
产出指标 | 数量指标 | 随访人次 | ≥ | 2580 | 人次
产出指标 | 质量指标 | 结果准确率 | ≥ | 98 | %""",
        },
        {
            "indicators": """产出指标 | 数量指标 | 补助村医人数 | ≥ | 312 | 人
产出指标 | 质量指标 | 发放准确率 | ≥ | 99 | %"""
        },
    ],
)

LAYOUTS["two levels as titles over numbered indicators"] = Layout(
    """
2026年部门预算项目绩效目标情况表 | < | < | < | < | <
 | | | | | 单位：元
单位名称 | 项目名称 | 预算金额 | 绩效目标 | 产出指标 | 效益指标
赤溪县气象局 | 人工增雨 | 480000 | 减轻旱情。 | 1.增雨次数≥30次；2.弹药合格率≥99% | 1.受益农田面积≥20万亩
赤溪县地震台 | 台站运维 | 127500 | 保障台站连续运行。 | 1、运行台站6个 | 1、受众知晓率有所提升
""",
    [
        {
            "department": "赤溪县气象局",
            "funding.total": 480000,
            "indicators": """产出指标 | - | 增雨次数 | ≥ | 30 | 次
产出指标 | - | 弹药合格率 | ≥ | 99 | %
效益指标 | - | 受益农田面积 | ≥ | 20 | 万亩""",
        },
        {"indicators": "产出指标 | - | 运行台站 | - | 6 | 个", "other.0.label": "效益指标"},
    ],
)

LAYOUTS["counties with their money and targets across"] = Layout(
    """
2026年农村危房改造补助资金区域绩效目标分解表 | < | < | < | <
 | | | | 单位：万元
县（市、区） | 补助资金 | 产出指标 | < | 满意度指标
^ | ^ | 数量指标 | 质量指标 | 服务对象满意度指标
^ | ^ | 改造危房户数（户） | 验收合格率（%） | 农户满意度（%）
合计 | 1160 | 580 | |
东河区 | 600 | 300 | 100 | ≥90
西岭县 | 560 | 280 | 100 | ≥88
""",
    [
        {
            "department": "东河区",
            "funding.fiscal": 600,
            "indicators": """产出指标 | 数量指标 | 改造危房户数 | - | 300 | 户
产出指标 | 质量指标 | 验收合格率 | - | 100 | %
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥ | 90 | %""",
        },
        {"department": "西岭县", "indicators.2.target": 88},
    ],
)

LAYOUTS["a list below a title of a form for one project"] = Layout(
    """
2026年项目支出绩效目标表 | < | < | < | <
部门名称：赤溪县统计局 | | | | 单位：万元
序号 | 项目名称 | 预算金额 | 绩效目标 | 备注
1 | 人口抽样调查 | 28 | 调查2000户 |
2 | 企业一套表 | 15 | 培训企业180家 |
合计 | < | 43 | |
""",
    [
        {
            "kind": "summary",
            "department": "赤溪县统计局",
            "rows.1.project": "企业一套表",
            "rows.1.amount": 15,
            "total": 43,
        }
    ],
)

LAYOUTS["lists of two departments in two units below a title of one"] = Layout(
    """
2026年度预算项目绩效目标表 | < | < | < | <
部门名称：赤溪县统计局 | | | | 单位：万元
序号 | 项目名称 | 预算金额 | 绩效目标 | 备注
1 | 人口抽样调查 | 28 | 调查2000户 |
2 | 企业一套表 | 15 | 培训企业180家 |
合计 | < | 43 | |
部门名称：赤溪县审计局 | | | | 单位：元
序号 | 项目名称 | 预算金额 | 绩效目标 | 备注
1 | 政府投资审计 | 600000 | 完成审计项目20个 |
2 | 经济责任审计 | 120000 | 完成审计12人 |
合计 | < | 720000 | |
""",
    [
        {"department": "赤溪县统计局", "currency_unit": "万元", "rows.1.amount": 15, "rows.2": None, "unread": []},
        {"department": "赤溪县审计局", "currency_unit": "元", "rows.1.amount": 120000, "total": 720000},
    ],
)

LAYOUTS["a library of projects whose year only a column names"] = Layout(
    """
项目库项目明细表 | < | < | < | < | <
单位：万元 | | | | |
部门 | 项目名称 | 项目类别 | 项目总额 | 2026年安排数 | 绩效目标
赤溪县体育局 | 全民健身中心 | 新建 | 8600 | 2500 | 完成主体结构封顶
赤溪县文联 | 文艺创作扶持 | 经常性 | 60 | 60 | 扶持作品15部
""",
    [
        {"project": "全民健身中心", "fiscal_year": 2026, "funding.total": 2500, "period_side.funding.total": 8600},
        {"department": "赤溪县文联", "funding.total": 60},
    ],
)

LAYOUTS["amounts of three years, none of them that of the list"] = Layout(
    """
部门项目滚动规划及绩效目标表 | < | < | < | < | <
单位：万元 | | | | |
部门 | 项目名称 | 2026年预算 | 2027年预算 | 2028年预算 | 绩效目标
赤溪县体育局 | 社区球场 | 200 | 120 | 90 | 建成球场41片
赤溪县文化馆 | 文化下乡 | 36 | 36 | 38 | 每年演出40场
""",
    [
        {"project": "社区球场", "fiscal_year": None, "funding.total": None, "other.0.value": 200},
        {"project": "文化下乡", "funding.total": None},
    ],
)

LAYOUTS["the unit of money in a column, another for the second project"] = Layout(
    """
2026年省级部门预算项目绩效目标申报明细 | < | < | < | < | <
序号 | 主管部门 | 预算单位 | 项目名称 | 2026年预算数 | 年度目标 | 金额单位
1 | 赤溪省水利厅 | 赤溪省水文局 | 1.测站更新 | 210 | 更新测站32处 | 万元
2 | 赤溪省广播电视局 | 赤溪省广播电视局本级 | 2.应急广播 | 2600000 | 覆盖行政村820个 | 元
合计 | | | | 470 | |
""",
    [
        {
            "project": "测站更新",
            "currency_unit": "万元",
            "funding.total": 210,
            "other": None,
            "findings without": "FND-004",
        },
        {"project": "应急广播", "currency_unit": "元", "funding.total": 2600000},
    ],
)

LAYOUTS["projects called alike of several units, each with its rows"] = Layout(
    """
2026年项目支出绩效目标表 | < | < | < | < | < | <
部门：赤溪县卫生健康局 | | | | | | 金额单位：元
项目名称 | 项目单位 | 金额 | 总体目标 | 二级指标 | 三级指标 | 指标值
设备购置 | 赤溪县人民医院 | 3600000 | 购置CT1台 | 数量指标 | 购置设备台数 | 1台
 | | | | 质量指标 | 验收合格率 | 100%
设备购置 | 赤溪县中医院 | 1500000 | 购置彩超2台 | 数量指标 | 购置设备台数 | 2台
小计 | | 5100000 | | | |
疫苗冷链 | 赤溪县疾控中心 | 260000 | 维护冷链设备30台 | 数量指标 | 维护台数 | ≥30台
合计 | | 5360000 | | | |
""",
    [
        {
            "project": "设备购置",
            "implementing_unit": "赤溪县人民医院",
            "funding.total": 3600000,
            "indicators.1.target": 100,
        },
        {"implementing_unit": "赤溪县中医院", "funding.total": 1500000, "goals.annual": "购置彩超2台"},
        {"project": "疫苗冷链", "funding.total": 260000, "findings without": "IND-007"},
    ],
)

LAYOUTS["departments, units and projects in one column of three names"] = Layout(
    """
2026年市直部门项目支出预算及绩效目标批复表 | < | < | < | <
 | | | | 单位：万元
部门/单位/项目 | 批复金额 | 绩效目标 | 产出指标 | 效益指标
总计 | 930 | | |
赤溪市教育局 | 930 | | |
赤溪市教育局本级 | 300 | | |
教师培训 | 180 | 培训教师2400人次 | 培训人次≥2400人次 | 教学质量提升
教育督导 | 120 | 督导学校86所 | 督导学校数≥86所 | 问题整改率≥95%
赤溪市第一中学 | 630 | | |
实验室改造 | 630 | 改造实验室14间 | 改造实验室数=14间 | 受益学生≥3200人
""",
    [
        {"project": "教师培训", "department": "赤溪市教育局", "funding.total": 180, "indicators.0.target": 2400},
        {"project": "教育督导", "implementing_unit": "赤溪市教育局本级", "indicators.1.target": 95},
        {"project": "实验室改造", "department": "赤溪市教育局", "funding.total": 630},
    ],
)

LAYOUTS["units of the department that lists its projects"] = Layout(
    """
2026年度部门预算项目绩效目标一览表 | < | < | < | < | <
填报单位（盖章）：赤溪县农业农村局 | | | | | 金额单位：万元
序号 | 单位名称 | 项目名称 | 金额 | 年度绩效目标 | 三级指标 | 指标值
1 | 局本级 | 农产品检测 | 68 | 检测样品3000批次 | 检测批次 | ≥3000批次
2 | 农技推广中心 | 良种推广 | 145.5 | 推广良种12万亩 | 推广面积 | ≥12万亩
""",
    [
        {"department": "赤溪县农业农村局", "implementing_unit": "局本级", "project": "农产品检测"},
        {"department": "赤溪县农业农村局", "implementing_unit": "农技推广中心", "funding.total": 145.5},
    ],
)

LAYOUTS["a summary of a department by its units"] = Layout(
    """
2026年度预算项目绩效目标汇总表 | < | < | < | <
填报单位（盖章）：赤溪县农业农村局 | | | | 金额单位：万元
序号 | 单位名称 | 项目名称 | 金额 | 年度绩效目标
1 | 局本级 | 农产品检测 | 68 | 检测样品3000批次
2 | 农技推广中心 | 良种推广 | 145.5 | 推广良种12万亩
 | ^ | 小计 | 145.5 |
总计 | < | < | 213.5 |
""",
    [{"kind": "summary", "department": "赤溪县农业农村局", "total": 213.5, "rows.1.amount": 145.5, "rows.2": None}],
)

LAYOUTS["tasks called by the duties that they are of"] = Layout(
    """
部门整体支出绩效目标表 | < | < | < | < | <
部门名称 | 赤溪县烟草办 | < | < | < | <
部门年度目标 | 收购烟叶30万担，户均收入6万元。 | < | < | < | <
部门职能职责 | 主要内容 | 对应项目 | 预算申报金额（元） | < | <
^ | ^ | ^ | 总额 | 财政拨款 | 其他资金
烟叶生产 | 扶持烟农3200户 | 烟农扶持 | 4600000 | 4000000 | 600000
基础设施 | 修建烤房120座 | 烤房建设 | 2400000 | 2400000 |
一级指标 | 二级指标 | 三级指标 | 指标值 | 指标说明 | 备注
产出指标 | 数量指标 | 收购烟叶数量 | ≥30万担 | 收购量 |
""",
    [
        {
            "department": "赤溪县烟草办",
            "budget.total": None,
            "tasks.0.name": "烟叶生产",
            "tasks.0.amount.total": 4600000,
            "tasks.1.content": "修建烤房120座",
            "tasks.1.amount.other": None,
        }
    ],
)

LAYOUTS["sums of codes in the column of names"] = Layout(
    """
2026年财政拨款项目支出绩效目标表 | < | < | < | <
部门：赤溪县残疾人联合会 | | | | 单位：元
功能科目/项目名称 | 金额 | 年度绩效目标 | 三级指标 | 指标值
208 社会保障和就业支出 | 1960000 | | |
2081104 残疾人康复 | 760000 | | |
辅具适配 | 760000 | 为380名残疾人适配辅具 | 适配人数 | ≥380人
2081105 残疾人就业 | 1200000 | | |
就业扶持 | 800000 | 扶持就业240人 | 扶持人数 | ≥240人
技能培训 | 400000 | 培训300人 | 培训人数 | ≥300人
合计 | 1960000 | | |
""",
    [
        {"project": "辅具适配", "funding.total": 760000, "department": "赤溪县残疾人联合会"},
        {"project": "就业扶持", "funding.total": 800000, "indicators.0.target": 240},
        {"project": "技能培训", "funding.total": 400000, "findings without": "FND-004"},
    ],
)

LAYOUTS["most titles of a list are unknown, its rows tell it"] = Layout(
    """
2026年衔接资金项目绩效目标分解表 | < | < | < | < | <
 | | | | | 单位：万元
乡镇 | 项目名称 | 衔接资金 | 绩效目标 | 受益户数（户） | 建设规模
合计 | | 500 | | 580 |
青山镇 | 灌溉渠建设 | 320 | 新建渠道6.4公里 | 420 | 6.4公里
石桥乡 | 产业路硬化 | 180 | 硬化道路4公里 | 160 | 4公里
石桥乡 | 冷库建设 | 90 | 建设冷库2座 | 120 | 2座
""",
    [
        {"project": "灌溉渠建设", "department": "青山镇", "goals.annual": "新建渠道6.4公里", "funding.fiscal": 320},
        {"project": "产业路硬化", "department": "石桥乡"},
        {"project": "冷库建设", "department": "石桥乡"},
    ],
)

LAYOUTS["units of money in a column below that of the amounts"] = Layout(
    """
2026年度部门项目支出绩效目标统计表 | < | < | < | < | < | <
序号 | 部门名称 | 所属单位 | 项目名称 | 预算金额 | < | 绩效目标
^ | ^ | ^ | ^ | 金额 | 单位 | ^
1 | 赤溪县林业局 | 赤溪县林场 | 抚育间伐 | 320 | 万元 | 抚育林木1.6万亩
2 | 赤溪县民政局 | 赤溪县救助站 | 流浪救助 | 185000 | 元 | 救助260人次
""",
    [
        {"currency_unit": "万元", "funding.total": 320},
        {"currency_unit": "元", "funding.total": 185000, "implementing_unit": "赤溪县救助站"},
    ],
)

LAYOUTS["allowances called by what they are for"] = Layout(
    """
2026年衔接资金项目绩效目标分配表 | < | < | <
 | | | 单位：万元
乡镇 | 项目名称 | 衔接资金 | 绩效目标
青山镇 | 灌溉渠建设 | 320 | 新建渠道6.4公里
石桥乡 | 冷库建设 | 180 | 建设冷库2座
""",
    [
        {"project": "灌溉渠建设", "department": "青山镇", "funding.fiscal": 320},
        {"project": "冷库建设", "department": "石桥乡", "funding.fiscal": 180},
    ],
)
