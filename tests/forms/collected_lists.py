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

LAYOUTS["cities with 其中 their counties, which add up; parts that do not"] = Layout(
    """
2026年衔接资金绩效目标分解表 | < | < | < | <
地区 | 资金额度（万元） | 产出指标 | < | 满意度指标
^ | ^ | 数量指标：道路硬化里程（公里） | 质量指标：验收合格率（%） | 受益群众满意度（%）
全省合计 | 5000 | 92 | 100 | 90
青山市 | 1600 | 32 | 100 | 90
其中：安平县 | 900 | 18 | 100 | 90
乐山县 | 700 | 14 | 100 | 90
绿水市 | 3400 | 60 | 100 | 90
其中：重点县 | 1200 | 20 | 100 | 90
""",
    [
        {"department": "安平县", "funding.total": 900},
        {"department": "乐山县", "funding.total": 700},
        {"department": "绿水市", "funding.total": 3400, "unread.0.text": "其中：重点县"},
    ],
)

LAYOUTS["cities above counties that the total does not count"] = Layout(
    """
2026年养护补助资金分配及绩效目标表 | < | < | <
地区 | 补助资金（万元） | 三级指标 | 指标值
青山市 | 1600 | 养护里程 | ≥320公里
安平县 | 900 | 养护里程 | ≥180公里
乐山县 | 700 | 养护里程 | ≥140公里
合计 | 1600 | |
""",
    [{"department": "安平县", "funding.fiscal": 900}, {"department": "乐山县", "funding.fiscal": 700}],
)

LAYOUTS["a county that has as much as two others is no city"] = Layout(
    """
2026年养护补助资金分配及绩效目标表 | < | < | <
地区 | 补助资金（万元） | 三级指标 | 指标值
青石县 | 100 | 养护里程 | ≥320公里
白鹿县 | 50 | 养护里程 | ≥180公里
黑石县 | 50 | 养护里程 | ≥140公里
合计 | 200 | |
""",
    [{"department": "青石县"}, {"department": "白鹿县"}, {"department": "黑石县", "funding.fiscal": 50}],
)

LAYOUTS["departments with their codes and sums above their projects"] = Layout(
    """
2026年部门预算项目支出绩效目标汇总表 | < | < | < | <
项目名称 | 预算数（万元） | 年度绩效目标 | 三级指标 | 指标值
白石区教育局（101001） | 1260 | | |
学前教育资助 | 460 | 资助幼儿3200人。 | 资助人数 | ≥3200人
校舍维修 | 800 | 维修校舍12处。 | 维修处数 | ≥12处
白石区卫生健康局（102001） | 356 | | |
基本药物补助 | 356 | 补助村卫生室98个。 | 补助个数 | =98个
总计 | 1616 | | |
""",
    [
        {"department": "白石区教育局", "funding.total": 460},
        {"department": "白石区教育局", "project": "校舍维修"},
        {"department": "白石区卫生健康局", "funding.total": 356, "findings without": "CMP-001"},
    ],
)

LAYOUTS["one project name merged over several units, each with its money"] = Layout(
    """
2026年项目支出绩效目标情况表 | < | < | < | < | <
项目名称 | 预算单位 | 预算数（万元） | 绩效目标 | 三级指标 | 指标值
校园安全保障 | 南渡县第一中学 | 36 | 聘用保安12名。 | 保安人数 | ≥12人
^ | ^ | ^ | ^ | 事故发生数 | =0起
^ | 南渡县第二中学 | 30 | 聘用保安10名。 | 保安人数 | ≥10人
图书采购 | 南渡县第一中学 | 15 | 采购图书6000册。 | 采购册数 | ≥6000册
""",
    [
        {
            "project": "校园安全保障",
            "department": "南渡县第一中学",
            "funding.total": 36,
            "indicators": "- | - | 保安人数 | ≥ | 12 | 人\n- | - | 事故发生数 | = | 0 | 起",
        },
        {
            "project": "校园安全保障",
            "department": "南渡县第二中学",
            "funding.total": 30,
            "goals.annual": "聘用保安10名。",
            "source.title_cell": "B5",
        },
        {"project": "图书采购", "funding.total": 15},
    ],
)

LAYOUTS["an export whose year is that of a column, not of the day it was made"] = Layout(
    """
打印日期：2026年1月12日 | < | < | < | <
年度 | 单位名称 | 项目名称 | 预算数（万元） | 绩效目标
2025 | 青禾县教育局 | 校园安保 | 120 | 聘用保安12人
2025 | 青禾县教育局 | 图书采购 | 20 | 采购图书1万册
""",
    [{"kind": "summary", "fiscal_year": 2025, "department": "青禾县教育局", "rows.0.amount": 120}],
)

LAYOUTS["a list of the whole goals of projects beside those of the year"] = Layout(
    """
2026—2028年项目库项目绩效目标一览表 | < | < | < | < | < | <
填报单位：南渡县交通运输局 | < | < | < | < | < | 单位：万元
项目名称 | 总投资 | 2026年 | 2027年 | 2028年 | 总体目标 | 2026年度目标
危桥改造 | 900 | 300 | 300 | 300 | 改造危桥18座 | 改造危桥6座
安防工程 | 450 | 200 | 150 | 100 | 安装护栏90公里 | 安装护栏40公里
""",
    [{"rows.0.amount": 300, "rows.0.goal_period": "改造危桥18座", "rows.0.goal_annual": "改造危桥6座"}],
)

LAYOUTS["sums of the classes of codes above a project of several indicators"] = Layout(
    """
2026年项目支出绩效目标表 | < | < | < | < | < | <
类 | 款 | 项 | 项目名称 | 项目金额（元） | 指标名称 | 指标值
'213' | | | | 1260000 | |
'213' | '01' | | | 1260000 | |
'213' | '01' | '08' | 动物疫病防控 | 860000 | 免疫密度 | ≥90%
'213' | '01' | '08' | 动物疫病防控 | 860000 | 免疫数量 | ≥120万头只
'213' | '01' | '22' | 绿色种植 | 400000 | 推广面积 | ≥2万亩
""",
    [
        {"project": "动物疫病防控", "funding.total": 860000, "unread": []},
        {"project": "绿色种植", "funding.total": 400000, "findings without": "FND-004"},
    ],
)

LAYOUTS["projects in columns below a title of goal forms, levels in the lines"] = Layout(
    """
2026年部门项目绩效目标表 | < | < | <
部门名称：望江县审计局 | < | < | <
项目名称 | 经济责任审计 | 工程审计 | 审计信息化
预算金额（万元） | 86 | 150 | 42
年度绩效目标 | 审计领导干部18名 | 审计工程项目26个 | 建设系统1套
数量指标 | 审计干部数≥18名 | 审计项目数≥26个 | 建设系统数=1套
""",
    [
        {"project": "经济责任审计", "funding.total": 86},
        {"project": "工程审计", "indicators": "产出指标 | 数量指标 | 审计项目数 | ≥ | 26 | 个"},
        {"project": "审计信息化", "unread": []},
    ],
)

LAYOUTS["what counties are given in advance, the sum of them in a word of its own"] = Layout(
    """
提前下达2026年水利发展资金绩效目标表 | < | < | < | <
县（市、区） | 提前下达金额（万元） | 年度目标 | 产出指标 | 满意度指标
望江县 | 860 | 治理中小河流12公里 | 治理河长≥12公里 | 群众满意度≥90%
青田县 | 540 | 维修水闸8座 | 维修水闸数=8座 | 群众满意度≥90%
全域 | 1400 | | |
""",
    [{"department": "望江县", "funding.total": 860}, {"department": "青田县", "observations.1": None}],
)

LAYOUTS["a list in yuan below one in 万元, in words that nobody knows"] = Layout(
    """
2026年项目支出绩效目标公开表 | < | < | <
部门：望江县林业局 | | |
项目名称 | 预算金额（万元） | 绩效目标 | 绩效指标
防火巡护 | 56 | 巡护300天 | 巡护天数≥300天
项目名称 | 列支数（元） | 绩效目标 | 衡量指标
苗木繁育 | 120000 | 育苗30万株 | 育苗数量≥30万株
""",
    [{"project": "防火巡护", "funding.total": 56, "unread.4.text": "苗木繁育"}],
)

LAYOUTS["the second of two numbered tables below the title of the sheet"] = Layout(
    """
2026年部门项目支出绩效目标公开表 | < | < | < | <
一、项目支出预算汇总表（单位：万元） | < | < | < | <
项目名称 | 预算金额 | 绩效目标 | 备注 |
垃圾清运 | 1250 | 清运垃圾9万吨 | |
路灯电费 | 380 | 保障路灯6200盏 | |
二、项目支出绩效目标表（单位：万元） | < | < | < | <
项目名称 | 预算金额 | 绩效目标 | 绩效指标 | 指标值
垃圾清运 | 1250 | 清运垃圾9万吨 | 清运垃圾量 | ≥9万吨
路灯电费 | 380 | 保障路灯6200盏 | 保障路灯数 | ≥6200盏
""",
    [
        {"kind": "summary", "rows.1.amount": 380},
        {"project": "垃圾清运", "fiscal_year": 2026, "funding.total": 1250},
        {"project": "路灯电费", "findings without": "CMP-013"},
    ],
)

LAYOUTS["a collected list whose departments stand on the lines of their sums"] = Layout(
    """
2026年市级专项资金绩效目标汇总表 | < | < | <
部门名称 | 专项名称 | 资金总额（万元） | 绩效目标
榕城市工信局 | 小计 | 3000 |
^ | 技改专项 | 2000 | 支持技改项目60个
^ | 中小企业发展 | 1000 | 培育企业120家
榕城市商务局 | 小计 | 600 |
^ | 外贸稳增长 | 600 | 外贸增长5%
总计 | < | 3600 |
""",
    [
        {"kind": "project", "department": "榕城市工信局", "project": "技改专项", "funding.total": 2000},
        {"department": "榕城市工信局", "project": "中小企业发展", "funding.total": 1000},
        {"department": "榕城市商务局", "project": "外贸稳增长", "unread": [], "findings without": "CMP-001"},
    ],
)

LAYOUTS["the budgets of several units in the form of their department"] = Layout(
    """
2026年部门整体支出绩效目标表 | < | < | < | <
部门名称 | 岭南县农业农村局 | < | < | <
年度预算（万元） | 单位名称 | 基本支出 | 项目支出 | 合计
^ | 局机关 | 860 | 1200 | 2060
^ | 农技推广中心 | 320 | 260 | 580
年度总体目标 | 粮食播种面积保持48万亩。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 播种面积 | ≥48万亩 |
""",
    [{"department": "岭南县农业农村局", "budget": {}, "unread.5.text": "局机关"}],
)

LAYOUTS["bands with the label of the department between the projects of a list"] = Layout(
    """
2026年县级项目支出绩效目标批复明细 | < | < | < | <
序号 | 项目 | 批复数（万元） | 年度绩效目标 | 指标
部门：海平县交通运输局 | < | < | < | <
1 | 公路养护 | 520 | 养护310公里 | 养护里程≥310公里
2 | 公交补贴 | 800 | 补贴公交86辆 | 补贴车辆≥86辆
部门小计 | < | 1320 | |
部门：海平县水务局 | < | < | < | <
1 | 河道清淤 | 126 | 清淤12公里 | 清淤长度≥12公里
部门小计 | < | 126 | |
总计 | < | 1446 | |
""",
    [
        {"project": "公路养护", "department": "海平县交通运输局", "funding.total": 520},
        {"project": "公交补贴", "department": "海平县交通运输局", "funding.total": 800},
        {"project": "河道清淤", "department": "海平县水务局", "observations.1": None},
    ],
)

LAYOUTS["the budget of the department beside that of each project"] = Layout(
    """
2026年度项目支出绩效目标公开表 | < | < | < | < | <
部门 | 部门预算合计（万元） | 项目名称 | 项目预算（万元） | 绩效目标 | 绩效指标
海平县教育局 | 230 | 课后服务 | 150 | 服务学生1.2万人 | 服务学生≥1.2万人
^ | ^ | 实验考试 | 80 | 组织考试1次 | 考试次数=1次
海平县民政局 | 66 | 上门服务 | 66 | 服务3万人次 | 服务人次≥3万人次
合计 | 296 | | 296 | |
""",
    [
        {"project": "课后服务", "funding.total": 150, "other.0.value": "230"},
        {"project": "实验考试", "funding.total": 80},
        {"project": "上门服务", "findings without": "FND-004"},
    ],
)

LAYOUTS["a title without 表 that begins with the department"] = Layout(
    """
海平县卫生健康局2026年项目绩效目标公开 | < | < | <
单位：元 | < | < | <
项目 | 预算 | 目标 | 指标
1、家庭医生签约 | 1250000 | 签约6万人 | 签约人数≥6万人
2、两癌筛查 | 880000 | 筛查1.1万人 | 筛查人数≥1.1万人
合 计 | 2130000 | |
""",
    [
        {"project": "家庭医生签约", "department": "海平县卫生健康局", "fiscal_year": 2026, "funding.total": 1250000},
        {"project": "两癌筛查", "findings without": "CMP-001"},
    ],
)

LAYOUTS["projects called like labels and sources of money"] = Layout(
    """
2026年项目支出绩效目标公开表 | < | < | <
部门：望江县林业局 | | | 单位：万元
项目名称 | 预算金额 | 绩效目标 | 绩效指标
工作经费 | 11 | 培训护林员40人 | 培训人数≥40人
专项经费 | 12 | 育苗30万株 | 育苗数量≥30万株
奖补资金 | 16 | 补助林场6个 | 补助林场≥6个
基本支出 | 31 | 保障在职人员22人 | 保障人数≥22人
""",
    [
        {"project": "工作经费", "funding.total": 11},
        {"project": "专项经费", "funding.total": 12},
        {"project": "奖补资金", "funding.total": 16},
        {"project": "基本支出", "funding.total": 31, "unread": []},
    ],
)

LAYOUTS["a note that says the unit of money, indicators in the brackets of titles"] = Layout(
    """
2026年农业生产发展资金区域绩效目标公开表 | < | < | <
注：本表由省财政厅汇总，金额单位为元。 | < | < | <
地区 | 资金总额 | 数量指标（高素质农民培训人数） | 满意度指标（农民满意度）
青山市 | 3000000 | 900人 | ≥90%
绿水市 | 800000 | 240人 | ≥90%
合计 | 3800000 | 1140人 |
""",
    [
        {
            "department": "青山市",
            "currency_unit": "元",
            "funding.total": 3000000,
            "indicators": "产出指标 | 数量指标 | 高素质农民培训人数 | - | 900 | 人\n满意度指标 | - | 农民满意度 | ≥ | 90 | %",
            "findings without": "STR-011",
        },
        {"department": "绿水市", "currency_unit": "元"},
    ],
)

LAYOUTS["a summary with the projects of two departments below their captions"] = Layout(
    """
2026年项目支出绩效目标汇总表 | < | < | <
 | | | 单位：万元
序号 | 项目名称 | 项目金额 | 绩效目标
一、白沙县农业农村局 | < | < | <
1 | 农田管护 | 320 | 管护农田2.1万亩
2 | 增殖放流 | 45.5 | 放流鱼苗120万尾
小计 | < | 365.5 |
二、白沙县交通运输局 | < | < | <
1 | 公交站亭更新 | 76 | 更新站亭38座
合计 | < | 441.5 |
""",
    [
        {"kind": "project", "project": "农田管护", "department": "白沙县农业农村局", "funding.total": 320},
        {"project": "增殖放流", "department": "白沙县农业农村局"},
        {"project": "公交站亭更新", "department": "白沙县交通运输局", "funding.total": 76},
    ],
)

LAYOUTS["counties with a goal, each target below a name with its unit"] = Layout(
    """
2026年省级水产专项资金绩效目标分解表 | < | < | < | <
 | | | | 单位：万元
县（市、区） | 下达资金 | 区域绩效目标 | 养殖池塘改造面积（亩） | 养殖户满意度（%）
青石县 | 260 | 改造池塘1300亩 | ≥1300 | ≥90
龙头县 | 90 | 改造池塘450亩 | ≥450 | ≥88
合计 | 350 | | ≥1750 |
""",
    [
        {
            "department": "青石县",
            "funding.total": 260,
            "goals.annual": "改造池塘1300亩",
            "indicators": "- | - | 养殖池塘改造面积 | ≥ | 1300 | 亩\n- | - | 养殖户满意度 | ≥ | 90 | %",
        },
        {"department": "龙头县", "funding.total": 90, "findings without": "CMP-001"},
    ],
)

LAYOUTS["counties with their targets below levels below 绩效指标"] = Layout(
    """
2026年省级水产专项资金分配及绩效目标表 | < | < | <
 | | | 单位：万元
县（市、区） | 下达资金 | 绩效指标 | <
^ | ^ | 产出指标 | 满意度指标
^ | ^ | 改造面积（亩） | 养殖户满意度（%）
青石县 | 260 | ≥1300 | ≥90
龙头县 | 90 | ≥450 | ≥88
""",
    [
        {
            "department": "青石县",
            "funding.total": 260,
            "indicators": "产出指标 | - | 改造面积 | ≥ | 1300 | 亩\n满意度指标 | - | 养殖户满意度 | ≥ | 90 | %",
        },
        {"department": "龙头县", "funding.total": 90},
    ],
)

LAYOUTS["a note between the projects of a list, the unit of money below it"] = Layout(
    """
2026年部门项目支出绩效目标表 | < | < | <
填报部门：白沙县农业农村局 | < | < | <
项目名称 | 预算金额 | 年度绩效目标 | 绩效指标
农田管护 | 3200000 | 管护农田2.1万亩。 | 管护面积≥2.1万亩
注：农田管护含上年结转20万元。 | < | < | <
增殖放流 | 455000 | 放流鱼苗120万尾。 | 放流数量≥120万尾
合计 | 3655000 | |
（金额单位：元） | < | < | <
联系电话 | 5512345 | |
""",
    [
        {"project": "农田管护", "funding.total": 3200000, "currency_unit": "元"},
        {
            "project": "增殖放流",
            "funding.total": 455000,
            "currency_unit": "元",
        },
    ],
)

LAYOUTS["two projects of one name, each with its money and goal"] = Layout(
    """
2026年县级项目支出绩效目标表 | < | < | < | <
 | | | | 单位：万元
预算单位 | 项目名称 | 预算数 | 年度目标 | 数量指标1 | 数量指标2
白沙县第二中学 | 实验室建设 | 80 | 建设实验室4间 | 建设实验室数=4间 | 配备桌椅≥160套
白沙县第二中学 | 实验室建设 | 35 | 购置仪器70台 | 购置仪器数=70台 |
""",
    [
        {
            "project": "实验室建设",
            "funding.total": 80,
            "indicators": """产出指标 | 数量指标 | 建设实验室数 | = | 4 | 间
产出指标 | 数量指标 | 配备桌椅 | ≥ | 160 | 套""",
        },
        {"project": "实验室建设", "funding.total": 35, "indicators": "产出指标 | 数量指标 | 购置仪器数 | = | 70 | 台"},
    ],
)

LAYOUTS["what is needed in each of three years beside the whole"] = Layout(
    """
白沙县2026—2028年项目库入库项目一览表 | < | < | < | < | < | < | <
 | | | | | | | 单位：万元
序号 | 主管部门 | 项目名称 | 项目总投资 | 分年度资金需求 | < | < | 绩效目标
^ | ^ | ^ | ^ | 2026年 | 2027年 | 2028年 | ^
1 | 白沙县交通运输局 | 农村公路提质 | 2700 | 900 | 950 | 850 | 提质公路45公里
2 | 白沙县农业农村局 | 池塘改造 | 480 | 300 | 180 | 0 | 改造池塘800亩
""",
    [{"funding.annual": 900, "period_side.funding.total": 2700}, {"funding.annual": 300}],
)

LAYOUTS["results below functions of government, which add them up, without a column of departments"] = Layout(
    """
2025年度项目支出绩效自评情况表 | < | < | < | < | <
单位：白沙县农业农村局 | < | | | | 单位：元
项目名称 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 得分
208 社会保障和就业支出 | 200000 | 200000 | 180000 | 90% |
渔民转产培训 | 200000 | 200000 | 180000 | 90% | 96
213 农林水支出 | 900000 | 860000 | 860000 | 100% |
增殖放流 | 500000 | 460000 | 460000 | 100% | 100
池塘改造 | 400000 | 400000 | 400000 | 100% | 100
合计 | 1100000 | 1060000 | 1040000 | 98.11% |
""",
    [
        {"kind": "selfeval", "project": "渔民转产培训", "execution.0.executed": 180000, "total_score": 96},
        {"project": "增殖放流", "execution.0.annual": 460000},
        {"project": "池塘改造", "department": "白沙县农业农村局", "observations": None},
    ],
)

LAYOUTS["a collected list with its departments merged over their projects, what was spent called 支出金额"] = Layout(
    """
2025年度重点项目绩效自评结果汇总表 | < | < | < | < | <
 | | | | | 单位：万元
主管部门 | 序号 | 项目名称 | 预算金额 | 支出金额 | 自评得分
白沙县农业农村局 | 1 | 池塘改造 | 40 | 38 | 95
^ | 2 | 增殖放流 | 46 | 46 | 100
白沙县交通运输局 | 3 | 公交站亭更新 | 76 | 76 | 100
合计 | < | < | 162 | 160 |
""",
    [
        {"department": "白沙县农业农村局", "execution.0.annual": 40, "execution.0.executed": 38},
        {"department": "白沙县农业农村局", "project": "增殖放流"},
        {"department": "白沙县交通运输局", "project": "公交站亭更新", "other": None},
    ],
)

LAYOUTS["a list that goes on below its title and head again, without titles of columns"] = Layout(
    """
2026年部门项目绩效目标一览表 | < | < | <
部门：白沙县农业农村局 | < | | 单位：万元
项目名称 | 金额 | 目标 | 主要指标
农田管护 | 320 | 管护农田2.1万亩 | 管护面积≥2.1万亩
—1— | < | < | <
2026年部门项目绩效目标一览表 | < | < | <
部门：白沙县农业农村局 | < | | 单位：万元
增殖放流 | 45.5 | 放流鱼苗120万尾 | 放流数量≥120万尾
合计 | 365.5 | |
""",
    [
        {"project": "农田管护", "funding.total": 320},
        {"project": "增殖放流", "department": "白沙县农业农村局", "funding.total": 45.5, "observations.1": None},
    ],
)

LAYOUTS["a list of two pages, each with its head and titles, the total of both below"] = Layout(
    """
2026年部门项目绩效目标一览表 | < | < | <
部门：白沙县农业农村局 | < | | 单位：万元
项目名称 | 金额 | 目标 | 主要指标
农田管护 | 320 | 管护农田2.1万亩 | 管护面积≥2.1万亩
本页小计 | 320 | |
2026年部门项目绩效目标一览表 | < | < | <
部门：白沙县农业农村局 | < | | 单位：万元
项目名称 | 金额 | 目标 | 主要指标
增殖放流 | 45.5 | 放流鱼苗120万尾 | 放流数量≥120万尾
本页小计 | 45.5 | |
合计 | 365.5 | |
""",
    [{"project": "农田管护"}, {"project": "增殖放流", "funding.total": 45.5, "findings without": "FND-004"}],
)

LAYOUTS["results with sums of sources below the budget and below what was spent"] = Layout(
    """
2025年度项目支出绩效自评汇总表 | < | < | < | < | < | <
填报单位：白沙县农业农村局 | < | | | | | 单位：万元
项目名称 | 预算数 | < | 执行数 | < | 得分 |
^ | 小计 | 财政拨款 | 小计 | 财政拨款 | ^ |
池塘改造 | 90 | 80 | 85 | 78 | 95.4 |
增殖放流 | 21 | 21 | 20.6 | 20.6 | 98 |
合计 | 111 | 101 | 105.6 | 98.6 | |
""",
    [
        {"execution.0.annual": 90, "execution.0.executed": 85},
        {"execution.0.executed": 20.6, "total_score": 98, "findings without": "FND-004"},
    ],
)

LAYOUTS["levels parted by a dash in each title, a budget before and after it was changed"] = Layout(
    """
部门 | 项目名称 | 年初预算(万元) | 调整后预算(万元) | 绩效目标 | 产出指标-数量指标 | 效益指标-社会效益指标
白沙县农业农村局 | 池塘改造 | 40 | 46 | 改造池塘230亩 | 改造面积≥230亩 | 带动就业≥60人
白沙县农业农村局 | 增殖放流 | 46 | 40 | 放流鱼苗96万尾 | 放流数量≥96万尾 |
""",
    [
        {
            "funding.total": 46,
            "indicators": """产出指标 | 数量指标 | 改造面积 | ≥ | 230 | 亩
效益指标 | 社会效益指标 | 带动就业 | ≥ | 60 | 人""",
        },
        {"funding.total": 40, "indicators": "产出指标 | 数量指标 | 放流数量 | ≥ | 96 | 万尾"},
    ],
)

LAYOUTS["what the money of each project is for, line by line, with its sum"] = Layout(
    """
2026年部门预算项目绩效目标表 | < | < | < | < | <
填报单位：白沙县农业农村局 | < | | | | 单位：万元
序号 | 项目名称 | 支出明细 | 金额 | 年度目标 | 绩效指标
1 | 池塘改造 | 挖机租赁 | 30 | 改造池塘230亩 | 改造面积≥230亩
^ | ^ | 护坡材料 | 16 | ^ |
^ | ^ | 小计 | 46 | ^ |
2 | 增殖放流 | 鱼苗采购 | 36 | 放流鱼苗96万尾 | 放流数量≥96万尾
^ | ^ | 船只租赁 | 4 | ^ |
^ | ^ | 小计 | 40 | ^ |
合计 | < | < | 86 | |
""",
    [{"funding.total": 46}, {"funding.total": 40, "unread.0.text": "鱼苗采购", "findings without": "FND-004"}],
)

LAYOUTS["a summary with numbered parts of a project below it, which add up to it"] = Layout(
    """
2026年部门预算绩效目标汇总表 | < | <
单位名称：白沙县农业农村局 | < | 金额：元
项目 | 预算金额 | 年度目标
1.池塘改造 | 460000 | 改造池塘230亩
1.1 其中：护坡 | 160000 | 护坡3公里
1.2 其中：清淤 | 300000 | 清淤230亩
2.增殖放流 | 400000 | 放流鱼苗96万尾
合计 | 860000 |
""",
    [
        {
            "rows.0.project": "池塘改造",
            "rows.1.project": "增殖放流",
            "rows.1.amount": 400000,
            "rows.2": None,
            "findings without": "FND-004",
        }
    ],
)

LAYOUTS["a list of names with what they hold, the units of its money in brackets below their titles"] = Layout(
    """
2026年区级部门项目绩效目标公开一览表 | < | < | <
单位名称：白沙县农业农村局 | < | < | <
项目名称及主要内容 | 总投资 | 申请补助 | 绩效目标
 | （万元） | （元） |
池塘改造 | 160 | 600000 | 改造池塘230亩
增殖放流 | 40 | 400000 | 放流鱼苗96万尾
""",
    [
        {
            "department": "白沙县农业农村局",
            "currency_unit": "万元",
            "rows.0.project": "池塘改造",
            "rows.0.amount": 160,
            "other.0.label": "申请补助（元）",
        }
    ],
)

LAYOUTS["the self-evaluation of a department with its projects in a table of the execution"] = Layout(
    """
2025年度部门整体支出绩效自评表 | < | < | < | <
部门名称 | 白沙县农业农村局 | < | < | <
项目名称 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率
池塘改造 | 40 | 46 | 46 | 100%
增殖放流 | 46 | 40 | 40 | 100%
合计 | 86 | 86 | 86 | 100%
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值
产出指标 | 数量指标 | 改造面积 | ≥230亩 | 230
效益指标 | 社会效益指标 | 带动就业 | ≥60人 | 66
""",
    [
        {
            "department": "白沙县农业农村局",
            "execution.0.source": "池塘改造",
            "indicators.1.level3": "带动就业",
            "unread": [],
        }
    ],
)

LAYOUTS["departments and units under 部门/单位, those in numbered titles above a list"] = Layout(
    """
县直部门2026年项目绩效目标批复表（第二批） | < | < | < | <
金额单位：元 | < | < | < | <
部门/单位 | 项目 | 批复数 | 绩效目标 | 绩效指标
白沙县林草局 | 草原防火 | 360000 | 巡护草原20万亩 | ①巡护面积≥20万亩 ②出勤率≥98%
白沙县林草局苗圃 | 良种繁育 | 120000 | 培育苗木20万株 | ①苗木株数≥20万株
""",
    [
        {"department": "白沙县林草局", "project": "草原防火", "funding.total": 360000},
        {"department": "白沙县林草局苗圃", "project": "良种繁育"},
    ],
)

LAYOUTS["lists of two departments below numbered titles that name them"] = Layout(
    """
2026年县级部门项目绩效目标汇编 | < | < | <
（一）白沙县林草局项目绩效目标表 | < | < | <
项目名称 | 金额（万元） | 绩效目标 | 主要指标
草原防火 | 36 | 巡护草原20万亩 | 巡护面积≥20万亩
（二）白沙县能源局项目绩效目标表 | < | < | <
项目名称 | 金额（万元） | 绩效目标 | 主要指标
充电桩建设 | 150 | 建设充电桩80台 | 建设台数≥80台
""",
    [
        {"department": "白沙县林草局", "project": "草原防火"},
        {"department": "白沙县能源局", "project": "充电桩建设", "funding.total": 150},
    ],
)

LAYOUTS["a monitored list with what was spent of two periods, the rate of the later one"] = Layout(
    """
2026年度项目绩效监控情况一览表 | < | < | < | < | <
单位：白沙县林草局 | < | < | < | < | 单位：万元
项目名称 | 预算数 | 1-6月支出 | 1-9月支出 | 1-9月执行率 | 绩效目标完成情况
草原防火 | 36 | 12 | 27 | 75% | 巡护草原15万亩
良种繁育 | 20 | 8 | 15 | 75% | 培育苗木15万株
""",
    [
        {"execution.0.executed_to_july": 27, "execution.0.rate": 75, "findings without": "MON-001"},
        {"execution.0.executed_to_july": 15},
    ],
)

LAYOUTS["results with what was spent in each half of the year beside the whole"] = Layout(
    """
2025年度预算绩效自评汇总表 | < | < | < | < | <
单位：白沙县林草局 | < | < | < | < | 单位：元
序号 | 项目名称 | 预算数 | 上半年支出 | 全年支出 | 自评得分
1 | 草原防火 | 360000 | 120000 | 340000 | 97
2 | 良种繁育 | 120000 | 60000 | 120000 | 100
合计 | | 480000 | 180000 | 460000 |
""",
    [
        {"execution.0.annual": 360000, "execution.0.executed": 340000, "execution.0.executed_to_july": 120000},
        {"execution.0.executed": 120000, "observations": None},
    ],
)

LAYOUTS["a project added below the total and a note"] = Layout(
    """
2026年部门项目绩效目标表 | < | < | <
部门：白沙县林草局 | < | | 单位：万元
项目名称 | 金额 | 绩效目标 | 绩效指标
草原防火 | 36 | 巡护草原20万亩 | 巡护面积≥20万亩
合计 | 36 | |
备注：以下项目为年中追加。 | < | < | <
良种繁育 | 12 | 培育苗木20万株 | 苗木株数≥20万株
""",
    [{"project": "草原防火"}, {"project": "良种繁育", "funding.total": 12, "findings without": "FND-004"}],
)

LAYOUTS["an export with numbered columns for the names and targets of each project"] = Layout(
    """
单位名称 | 项目名称 | 年初预算数(元) | 年度绩效目标 | 指标名称1 | 指标值1 | 指标名称2 | 指标值2
白沙县林草局 | 草原防火 | 360000 | 巡护草原20万亩 | 巡护面积 | ≥20万亩 | 牧民满意度 | ≥90%
白沙县能源局 | 充电桩建设 | 1500000 | 建设充电桩80台 | 建设台数 | ≥80台 | |
""",
    [
        {"indicators": "- | - | 巡护面积 | ≥ | 20 | 万亩\n- | - | 牧民满意度 | ≥ | 90 | %", "unread": []},
        {"department": "白沙县能源局", "indicators": "- | - | 建设台数 | ≥ | 80 | 台"},
    ],
)

LAYOUTS["results with the units of all figures below their titles, numbers in brackets before the names"] = Layout(
    """
2025年度项目绩效自评结果一览表 | < | < | < | <
单位：白沙县林草局 | < | < | < | <
项目名称 | 预算数 | 执行数 | 执行率 | 自评得分
 | （万元） | （元） | （%） | （分）
（1）草原防火 | 36 | 340000 | 94.4 | 97
（2）良种繁育 | 12 | 120000 | 100 | 100
""",
    [
        {"project": "草原防火", "currency_unit": "万元", "execution.0.annual": 36, "execution.0.executed": 34},
        {"project": "良种繁育", "execution.0.executed": 12, "total_score": 100},
    ],
)

LAYOUTS["a project paid for on two lines, which say its goal and indicator alike"] = Layout(
    """
2026年上级专项资金项目绩效目标备案表 | < | < | < | <
单位：白沙县农业农村局 | < | | | 单位：万元
下达文号 | 项目名称 | 下达金额 | 绩效目标 | 绩效指标
清财农〔2026〕12号 | 良种补贴 | 200 | 推广3万亩 | 推广面积≥3万亩
清财农〔2026〕18号 | 良种补贴 | 60 | 推广3万亩 | 推广面积≥3万亩
清财农〔2026〕25号 | 农机补贴 | 300 | 补贴620台 | 补贴台数≥620台
""",
    [
        {
            "project": "良种补贴",
            "funding": {},
            "indicators": "- | - | 推广面积 | ≥ | 3 | 万亩",
            "findings without": "IND-007",
        },
        {"project": "农机补贴", "funding.total": 300},
    ],
)

LAYOUTS["a department alone above the title of its list"] = Layout(
    """
附件3 | < | < | <
白沙县林草局 | < | < | <
2026年项目支出绩效目标公开表 | < | < | <
（单位：万元） | < | < | <
项目名称 | 预算 | 目标 | 指标
草原防火 | 36 | 巡护草原20万亩 | 巡护面积≥20万亩
良种繁育 | 12 | 培育苗木20万株 | 苗木株数≥20万株
""",
    [
        {"department": "白沙县林草局", "project": "草原防火", "cells.department": "A2", "unread": []},
        {"department": "白沙县林草局", "project": "良种繁育"},
    ],
)

LAYOUTS["cities that add up their counties in a list of projects"] = Layout(
    """
2026年省对市县林业补助资金分配表 | < | < | < | <
 | | | | 单位：万元
序号 | 地区 | 项目名称 | 补助金额 | 绩效目标
 | 全省总计 | | '3,680' |
一 | 东明市 | | '2,080' |
1 | 市本级 | 森林抚育 | '480' | 抚育森林6000亩。
2 | 双河县 | 退化林修复 | '1,600' | 修复退化林2万亩。
二 | 西宁州 | | '1,600' |
3 | 平远县 | 森林抚育 | '1,600' | 抚育森林2万亩。
""",
    [
        {"department": "市本级", "project": "森林抚育", "funding.fiscal": 480},
        {"department": "双河县", "project": "退化林修复", "funding.fiscal": 1600},
        {"department": "平远县", "funding.fiscal": 1600, "findings without": "FND-004"},
    ],
)

LAYOUTS["the fund above the counties among which it is parted"] = Layout(
    """
2026年中央农村综合改革转移支付资金绩效目标分解表 | < | < | < | <
资金名称：农村综合改革转移支付 | < | < | 单位：万元 | <
市县 | 分配金额 | 年度绩效目标 | 三级指标 | 指标值
兰溪市 | 640 | 建设和美乡村8个。 | 建设村数 | ≥8个
 | | | 村民满意度 | ≥90%
武阳县 | 480 | 建设和美乡村6个。 | 建设村数 | ≥6个
合计 | 1120 | | |
""",
    [
        {"department": "兰溪市", "project": "农村综合改革转移支付", "funding.total": 640, "cells.project": "A2"},
        {"department": "武阳县", "project": "农村综合改革转移支付", "funding.total": 480},
    ],
)

LAYOUTS["a date below the level that its title stands under"] = Layout(
    """
2026年省级水利发展资金绩效目标分解表 | < | < | <
序号 | 市县名称 | 资金额度（万元） | 产出指标 | <
^ | ^ | ^ | 数量指标 | 时效指标
^ | ^ | ^ | 治理河长（公里） | 完成时间
1 | 桐河县 | 860 | 12.5 | 2026年12月
2 | 石门县 | 1240 | 18 | 2026年11月
""",
    [
        {
            "department": "桐河县",
            "indicators": "产出指标 | 数量指标 | 治理河长 | - | 12.5 | 公里\n产出指标 | 时效指标 | 完成时间 | - | 2026年12月 | -",
            "other": None,
        },
        {"department": "石门县", "indicators.1.target": "2026年11月"},
    ],
)

LAYOUTS["a class of functions with its sum above its projects"] = Layout(
    """
2026年项目支出预算及绩效目标表 | < | < | < | <
部门：澄江市残疾人联合会 | < | < | < | 单位：万元
功能科目 | 项目名称 | 预算数 | 绩效目标 | 绩效指标
2081104 残疾人康复 | | 96 | |
 | 辅具适配 | 60 | 适配辅具800件。 | 适配件数≥800件
 | 康复训练 | 36 | 训练儿童90名。 | 训练人数≥90人
2081105 残疾人就业 | | 40 | |
 | 技能培训 | 40 | 培训300人次。 | 培训人次≥300人次
合计 | | 136 | |
""",
    [
        {"project": "辅具适配", "funding.total": 60},
        {"project": "康复训练", "funding.total": 36, "unread.0": None},
        {"project": "技能培训", "funding.total": 40},
    ],
)

LAYOUTS["a summary that has the money of the year before alone"] = Layout(
    """
2026年项目支出绩效目标汇总表 | < | < | <
部门：武阳县水务局 | < | < | <
项目名称 | 2025年预算（万元） | 2026年绩效目标 | 备注
河道保洁 | 120 | 保洁河道86公里。 |
水质监测 | 45 | 监测断面12个。 |
""",
    [
        {
            "rows.0.amount": None,
            "rows.0.goal_annual": "保洁河道86公里。",
            "other.0.value": "120",
            "findings without": "CMP-003",
        }
    ],
)

LAYOUTS["the goal of the year beside that of the project, last year's beside this one's"] = Layout(
    """
2026年项目库绩效目标汇总表 | < | < | < | <
部门：石门县交通运输局 | < | < | < | 单位：万元
项目名称 | 2026年预算 | 项目绩效总目标 | 2025年绩效目标 | 2026年绩效目标
农村公路提质 | 1200 | 改造公路180公里。 | 改造公路50公里。 | 改造公路60公里。
公交运营 | 300 | 保障18条线路运营。 | 保障16条线路运营。 | 保障17条线路运营。
""",
    [
        {
            "rows.0.goal_period": "改造公路180公里。",
            "rows.0.goal_annual": "改造公路60公里。",
            "rows.1.goal_annual": "保障17条线路运营。",
            "unread.0.text": "改造公路50公里。",
        }
    ],
)

LAYOUTS["the code of the department above its projects"] = Layout(
    """
项目支出绩效目标表 | < | < | < | <
年度：2026 | 单位编码：315001 | 单位名称：澄江市自然资源局 | | 单位：元
项目名称 | 项目金额 | 年度目标 | 三级指标 | 指标值
地灾监测 | 420000 | 监测隐患点36处。 | 监测点数 | =36处
变更调查 | 850000 | 调查1200平方公里。 | 调查面积 | ≥1200平方公里
""",
    [{"department_code": "315001", "other": None}, {"department": "澄江市自然资源局", "department_code": "315001"}],
)

LAYOUTS["indicators with their values below one title of the third level"] = Layout(
    """
2026年项目支出绩效目标公开表 | < | < | < | <
单位名称 | 项目名称 | 2026年预算（万元） | 绩效目标 | 三级指标及指标值
澄江市档案馆 | 档案数字化 | 50 | 数字化60万页。 | 数字化页数≥60万页
澄江市党史办 | 党史编撰 | 12 | 编印书籍2种。 | 编印种类=2种
""",
    [
        {"department": "澄江市档案馆", "indicators": "- | - | 数字化页数 | ≥ | 60 | 万页"},
        {"department": "澄江市党史办", "indicators": "- | - | 编印种类 | = | 2 | 种"},
    ],
)

LAYOUTS["the whole of each project before its budget of the year"] = Layout(
    """
2026年县级部门项目支出绩效目标一览表 | < | < | < | <
部门 | 项目名称 | 总投资（亿元） | 年度预算（万元） | 绩效指标
青禾县教育局 | 课后服务 | 0.5 | 150 | 服务学生数≥2600人
青禾县民政局 | 高龄津贴 | 0.2 | 450 | 发放人次≥3.2万人次
""",
    [
        {"funding.total": 0.015, "period_side.funding.total": 0.5, "currency_unit": "亿元"},
        {"funding.total": 0.045, "period_side.funding.total": 0.2},
    ],
)

LAYOUTS["what counties get before and after it was changed"] = Layout(
    """
2026年水利发展资金绩效目标分解表 | < | < | < | <
 | | | | 单位：万元
市县 | 分配资金 | 调整后预算 | 三级指标 | 指标值
青禾县 | 150 | 160 | 治理河长 | ≥12公里
白石区 | 90 | 85 | 治理河长 | ≥8公里
""",
    [{"department": "青禾县", "funding.total": 160}, {"department": "白石区", "funding.total": 85}],
)

LAYOUTS["lines below and between those of a list, which are no projects"] = Layout(
    """
2026年县级部门项目支出绩效目标一览表 | < | < | < | <
 | | | | 单位：元
部门 | 项目名称 | 预算金额 | 年度绩效目标 | 绩效指标
青禾县教育局 | 课后服务 | '1,500,000' | 服务学生2600人。 | 服务学生数≥2600人
续上表 | | | |
青禾县教育局 | 教师培训 | '900,000' | 培训教师1800人次。 | 培训人次≥1800人次
 | 其中：本级 | '600,000' | |
 | 乡镇 | '300,000' | |
合计2个项目 | | '2,400,000' | |
2026年1月9日 | | | |
制表：王小明 | | | 复核：李雷 |
""",
    [
        {"project": "课后服务", "funding.total": 1500000, "department": "青禾县教育局"},
        {"project": "教师培训", "funding.total": 900000, "signoff.preparer": "王小明"},
    ],
)

LAYOUTS["titles of two groups beside one that reaches down"] = Layout(
    """
部门（单位）2026年重点项目绩效目标表 | < | < | < | < | <
单位：万元 | < | < | < | < | <
项目名称及预算 | < | 绩效目标 | 绩效指标 | < | <
项目名称 | 预算安排 | ^ | 指标类型 | 指标名称 | 目标值
乡镇卫生院改造 | 680 | 改造卫生院8所。 | 数量指标 | 改造卫生院数 | 8所
^ | ^ | ^ | 满意度指标 | 群众满意度 | ≥90%
疾控能力建设 | 240 | 购置检测设备36台套。 | 数量指标 | 购置设备数 | 36台套
""",
    [
        {"project": "乡镇卫生院改造", "goals.annual": "改造卫生院8所。", "funding.total": 680},
        {"project": "疾控能力建设", "goals.annual": "购置检测设备36台套。"},
    ],
)

LAYOUTS["the budget of whole departments behind the whole money of their projects, as it was changed"] = Layout(
    """
2026年部门整体支出绩效目标汇总表 | < | < | < | <
部门名称 | 项目总投资（万元） | 预算总额（万元） | 调整后预算（万元） | 年度总体目标
青禾县教育局 | 450 | 150 | 160 | 服务学生2600人。
青禾县民政局 | 270 | 90 | 85 | 发放津贴3.2万人次。
""",
    [{"budget.total": 160, "other.0.value": 450}, {"budget.total": 85}],
)

LAYOUTS["each fund with its money before its projects, which have their own"] = Layout(
    """
2026年专项资金绩效目标汇总表 | < | < | < | < | <
主管部门：武阳县农业农村局 | < | < | < | < | 单位：万元
专项资金名称 | 资金总额 | 项目名称 | 金额 | 绩效目标 | 绩效指标
农业产业发展专项 | 500 | 茶叶提升 | 300 | 新建茶园2000亩。 | 茶园面积≥2000亩
农业产业发展专项 | 500 | 蔬菜基地 | 200 | 建设基地6个。 | 基地数量≥6个
动物防疫专项 | 120 | 强制免疫 | 120 | 免疫牲畜42万头。 | 免疫头数≥42万头
合计 | 620 | | 620 | |
""",
    [
        {
            "project": "茶叶提升",
            "program": "农业产业发展专项",
            "funding.total": 300,
            "other.0.value": 500,
            "period_side": None,
        },
        {"project": "蔬菜基地", "program": "农业产业发展专项", "funding.total": 200},
        {"project": "强制免疫", "program": "动物防疫专项", "funding.total": 120, "findings without": "FND-004"},
    ],
)

LAYOUTS["a project whose parts are merged beside it"] = Layout(
    """
2026年专项资金绩效目标汇总表 | < | < | < | < | <
主管部门：武阳县农业农村局 | < | < | < | < | 单位：万元
项目名称 | 项目金额 | 子项目名称 | 子项目金额 | 绩效目标 | 绩效指标
产业发展 | 500 | 茶叶提升 | 300 | 新建茶园2000亩。 | 茶园面积≥2000亩
^ | ^ | 蔬菜基地 | 200 | 建设基地6个。 | 基地数量≥6个
动物防疫 | 120 | 强制免疫 | 120 | 免疫牲畜42万头。 | 免疫头数≥42万头
""",
    [
        {"project": "茶叶提升", "program": "产业发展", "funding.total": 300},
        {"project": "蔬菜基地", "program": "产业发展", "funding.total": 200, "goals.annual": "建设基地6个。"},
        {"project": "强制免疫", "program": "动物防疫", "funding.total": 120},
    ],
)

LAYOUTS["a page of another department, its name and the unit alone above it"] = Layout(
    """
2026年部门项目支出绩效目标表 | < | < | < | <
部门名称：武阳县教育局 | < | < | < | 单位：万元
项目名称 | 预算数 | 绩效目标 | 三级指标 | 指标值
营养改善计划 | 720 | 为9000名学生供餐。 | 供餐学生数 | ≥9000人
合计 | 720 | | |
武阳县民政局 | < | < | < | 单位：万元
特困供养 | 460 | 供养特困人员520人。 | 供养人数 | ≥520人
合计 | 460 | | |
""",
    [
        {"project": "营养改善计划", "department": "武阳县教育局", "unread": []},
        {"project": "特困供养", "department": "武阳县民政局", "funding.total": 460, "cells.department": "A6"},
    ],
)

LAYOUTS["a page of another department in another unit, which is left unread"] = Layout(
    """
2026年部门项目支出绩效目标表 | < | < | < | <
部门名称：武阳县教育局 | < | < | < | 单位：万元
项目名称 | 预算数 | 绩效目标 | 三级指标 | 指标值
营养改善计划 | 720 | 为9000名学生供餐。 | 供餐学生数 | ≥9000人
武阳县民政局 | < | < | < | 单位：元
特困供养 | 4600000 | 供养特困人员520人。 | 供养人数 | ≥520人
""",
    [{"project": "营养改善计划", "funding.total": 720, "unread.0.text": "武阳县民政局"}],
)

LAYOUTS["lists of two years, each with its unit below the year"] = Layout(
    """
武阳县水务局项目绩效目标表 | < | < | <
2025年（单位：万元） | < | < | <
项目名称 | 金额 | 绩效目标 | 绩效指标
河道保洁 | 110 | 保洁河道80公里。 | 保洁里程≥80公里
2026年（单位：万元） | < | < | <
项目名称 | 金额 | 绩效目标 | 绩效指标
河道保洁 | 120 | 保洁河道86公里。 | 保洁里程≥86公里
""",
    [{"fiscal_year": 2025, "funding.total": 110}, {"fiscal_year": 2026, "funding.total": 120}],
)

LAYOUTS["years away from the money of all of them, names behind the money of each"] = Layout(
    """
2026年项目库绩效目标汇总表 | < | < | < | < | <
单位：万元 | < | < | < | < | <
专项名称 | 总投资 | 总体目标 | 2026年 | 2027年 | 项目名称
产业专项 | 300 | 新建茶园4000亩。 | 160 | 140 | 茶叶提升
产业专项 | 180 | 建设基地12个。 | 80 | 100 | 蔬菜基地
水利专项 | 900 | 治理河长24公里。 | 450 | 450 | 治理河道
""",
    [
        {
            "kind": "summary",
            "rows.0.project": "茶叶提升",
            "rows.0.amount": 160,
            "rows.1.project": "蔬菜基地",
            "rows.1.amount": 80,
            "rows.2.amount": 450,
        }
    ],
)

LAYOUTS["the sum of a project over the units that share it, its name merged over all"] = Layout(
    """
2026年项目支出绩效目标表 | < | < | < | <
主管部门：石溪区卫健委 | < | < | < | 单位：万元
项目名称 | 实施单位 | 金额 | 绩效目标 | 指标
村卫生室补助 | 小计 | 90 | 补助村卫生室60个。 | 补助个数≥60个
^ | 甲镇卫生院 | 40 | ^ | 培训次数≥26次
^ | 乙镇卫生院 | 50 | ^ | 检查次数≥34次
疫苗采购 | 石溪区疾控中心 | 120 | 采购疫苗2万支。 | 采购支数≥20000支
合计 | | 210 | |
""",
    [
        {"project": "村卫生室补助", "funding.total": 90, "unread.1.text": "乙镇卫生院", "findings without": "FND-004"},
        {"project": "疫苗采购", "funding.total": 120},
    ],
)

LAYOUTS["both levels before indicators in one cell"] = Layout(
    """
2026年石溪区水务局项目绩效目标公开表 | < | < | <
项目名称 | 2026年预算（万元） | 绩效目标 | 绩效指标
泵站运维 | 86 | 运维泵站12座。 | 产出指标：数量指标：运维泵站数≥12座；质量指标：完好率≥95%。满意度指标：群众满意度≥90%。
管网普查 | 140 | 普查管网86公里。 | 产出指标：数量指标：普查里程≥86公里
""",
    [
        {
            "indicators": "产出指标 | 数量指标 | 运维泵站数 | ≥ | 12 | 座\n"
            "产出指标 | 质量指标 | 完好率 | ≥ | 95 | %\n满意度指标 | - | 群众满意度 | ≥ | 90 | %"
        },
        {"project": "管网普查", "indicators.0.level2": "数量指标"},
    ],
)
