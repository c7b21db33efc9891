"""Invented exports, lists of results and forms of the end of the year (see ``other_layouts.py``)."""

from __future__ import annotations

from forms.other_layouts import Layout

LAYOUTS: dict[str, Layout] = {}

LAYOUTS["an export of whose titles the vocabulary knows a third"] = Layout(
    """
序号 | 一级预算单位 | 二级项目名称 | 密级 | 录入人 | 单据状态 | 分配方式 | 业务处室 | 版本号 | 预算金额（元） | 年度绩效目标
1 | 柳溪县水利局 | 灌渠防渗改造 | 否 | system | 已终审 | 因素法 | 农业科 | 3 | 860000 | 改造灌渠4.3公里。
2 | 柳溪县林业局 | 苗木补植 | 否 | system | 已终审 | 因素法 | 农业科 | 1 | 214000 | 补植苗木120亩。
""",
    [
        {"kind": "project", "project": "灌渠防渗改造", "department": "柳溪县水利局", "funding.total": 860000},
        {"kind": "project", "project": "苗木补植", "department": "柳溪县林业局", "currency_unit": "元"},
    ],
)

LAYOUTS["results without a title, the total above the projects, a department on a line of its own"] = Layout(
    """
项目编码 | 预算项目名称 | 预算单位 | 预算执行情况 | < | < | 自评总分 | 年度总体目标
^ | ^ | ^ | 年初预算（元） | 全年预算数（元） | 全年执行数（元） | ^ | ^
| 合计 | | 1430000 | 1430000 | 1370000 | |
柳溪县水利局 | | | | | | |
5300A | 灌渠防渗改造 | 柳溪县灌区管理所 | 860000 | 860000 | 830000 | 99.65 | 改造灌渠4.3公里。
5300B | 泵站检修 | 柳溪县泵站管理所 | 570000 | 570000 | 540000 | 99.47 | 检修泵站6座。
""",
    [
        {
            "kind": "selfeval",
            "project": "灌渠防渗改造",
            "project_code": "5300A",
            "department": "柳溪县水利局",
            "implementing_unit": "柳溪县灌区管理所",
            "goals.annual": "改造灌渠4.3公里。",
            "execution.0.annual": 860000,
            "execution.0.executed": 830000,
            "total_score": 99.65,
            "observations": None,
        },
        {"kind": "selfeval", "project": "泵站检修", "department": "柳溪县水利局", "total_score": 99.47},
    ],
)

LAYOUTS["the score of the project beside those of its indicators"] = Layout(
    """
2025年项目支出绩效自评明细表 | < | < | < | < | < | < | < | <
主管部门 | 项目名称 | 自评总分 | 一级指标 | 三级指标 | 年初目标值 | 实际完成情况 | 分值 | 自评得分
柳溪县水利局 | 灌渠防渗改造 | 98.5 | 产出指标 | 改造灌渠长度 | ≥4公里 | 4.3 | 60 | 60
^ | ^ | ^ | 效益指标 | 受益农田 | ≥800亩 | 760 | 40 | 38.5
""",
    [
        {
            "kind": "selfeval",
            "total_score": 98.5,
            "indicators.0.actual": 4.3,
            "indicators.0.score": 60,
            "indicators.1.score": 38.5,
            "findings without": "SEV-001",
        }
    ],
)

LAYOUTS["the sources of money beside one another, budget and spending below"] = Layout(
    """
2025年度项目支出绩效自评表 | < | < | < | < | <
项目名称 | 灌渠防渗改造 | < | 主管部门 | 柳溪县水利局 | <
项目资金（元） | 资金来源 | 年度资金总额 | 其中：财政拨款 | 上年结转 | 其他资金
^ | 年初批复预算数 | 860000 | 800000 | | 60000
^ | 预算调整数 | 40000 | 40000 | | 0
^ | 预算数（调整后） | 900000 | 840000 | | 60000
^ | 支出数 | 855000 | 798000 | | 57000
^ | 执行率 | 95% | 95% | | 95%
预算执行率分值 | < | 10 | 预算执行率得分 | 9.5 | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 全年完成值 | 偏差原因
产出指标 | 数量指标 | 改造灌渠长度 | ≥4公里 | 4.3公里 | 无
效益指标 | 可持续影响指标 | 管护机制 | 健全 | 健全 | 无
""",
    [
        {
            "kind": "selfeval",
            "currency_unit": "元",
            "execution.0.source": "年度资金总额",
            "execution.0.initial": 860000,
            "execution.0.annual": 900000,
            "execution.0.executed": 855000,
            "execution.0.rate": 95,
            "execution.0.points": 10,
            "execution.0.score": 9.5,
            "execution.1.source": "其中：财政拨款",
            "execution.1.executed": 798000,
            "execution.1.cell": "D3",
            "execution.3.annual": 60000,
            "indicators.1.actual": "健全",
            "findings without": "SEV-009",
        }
    ],
)

LAYOUTS["the execution in labels, one amount in its first row"] = Layout(
    """
2025年度部门整体支出绩效自评表 | < | < | < | < | <
部门名称 | 柳溪县水利局 | < | 金额单位：万元 | < | <
年初预算数 | 401.6 | < | 年中调整数 | 100.4 | <
全年预算数 | 502 | < | 全年执行数 | 489.5 | <
预算执行率 | 97.51% | < | 执行率得分 | 9.75 | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 全年完成值 | 未完成原因
产出指标 | 数量指标 | 改造灌渠长度 | ≥4公里 | 4.3 |
""",
    [
        {
            "kind": "selfeval",
            "execution.0.initial": 401.6,
            "execution.0.annual": 502,
            "execution.0.executed": 489.5,
            "execution.0.rate": 97.51,
            "execution.0.score": 9.75,
        }
    ],
)

LAYOUTS["指标名称 beside 指标内容, the likelihood in a word"] = Layout(
    """
2026年项目支出绩效监控表 | < | < | < | < | < | < | <
项目名称 | 灌渠防渗改造 | < | 主管部门 | 柳溪县水利局 | < | < | <
资金来源 | 年初批复预算数（万元） | 调整后预算（万元） | 1～8月执行数（万元） | 执行率 | | |
资金总额 | 80 | 90 | 54 | 60% | | |
一级指标 | 二级指标 | 指标名称 | 指标内容 | 目标值 | 1～8月实际完成 | 全年预计完成值 | 完成目标可能性
产出指标 | 数量指标 | 改造灌渠长度 | 完成防渗改造的灌渠 | ≥4公里 | 2.6 | 4.3 | 确定能
""",
    [
        {
            "kind": "monitoring",
            "execution.0.initial": 80,
            "execution.0.annual": 90,
            "execution.0.executed_to_july": 54,
            "indicators.0.level3": "改造灌渠长度",
            "indicators.0.explanation": "完成防渗改造的灌渠",
            "indicators.0.actual_to_july": 2.6,
            "indicators.0.expected": 4.3,
            "indicators.0.likelihood": "确定能",
        }
    ],
)

LAYOUTS["a list whose titles stand on three lines"] = Layout(
    """
2026年项目绩效目标表 | < | < | < | < | <
项目名称 | 绩效指标 | < | < | < | <
^ | 一级指标 | 二级指标 | 三级指标 | 指标情况 | <
^ | ^ | ^ | ^ | 指标值 | 指标单位
柳溪县水利局 | | | | |
灌渠防渗改造 | 产出指标 | 数量指标 | 改造灌渠长度 | ≥4 | 公里
^ | 满意度指标 | 服务对象满意度指标 | 灌区农户满意度 | ≥90 | %
泵站检修 | 产出指标 | 数量指标 | 检修泵站数 | =6 | 座
""",
    [
        {"kind": "project", "project": "灌渠防渗改造", "department": "柳溪县水利局", "indicators.1.target": 90},
        {"kind": "project", "project": "泵站检修", "department": "柳溪县水利局", "indicators.0.unit": "座"},
    ],
)

LAYOUTS["activities with grades, repeated beside each of their indicators"] = Layout(
    """
2026年部门职责活动绩效目标表 | < | < | < | < | < | <
填报部门：柳溪县水利局 | < | < | < | < | 单位：万元 | <
职责 | 活动名称 | 活动目标 | 绩效指标 | 评价标准 | < | <
^ | ^ | ^ | ^ | 优 | 良 | 中
工程管护 | 灌渠巡护 | 渠道畅通 | 巡护次数 | ≥24次 | ≥22次 | ≥20次
工程管护 | 灌渠巡护 | 渠道畅通 | 险情处置率 | ≥98% | ≥95% | ≥90%
用水管理 | 水量调度 | 按时供水 | 供水及时率 | ≥99% | ≥95% | ≥90%
""",
    [
        {
            "kind": "department",
            "tasks.0.name": "灌渠巡护",
            "tasks.1.name": "水量调度",
            "tasks.2": None,
            "indicators.1.level3": "险情处置率",
            "indicators.1.target": 98,
        }
    ],
)

LAYOUTS["columns under the names of level 2 alone"] = Layout(
    """
2026年项目支出绩效目标一览表 | < | < | < | < | < | <
主管部门 | 项目名称 | 预算数（万元） | 数量指标 | < | 满意度指标 | <
^ | ^ | ^ | 指标名称 | 指标值 | 指标名称 | 指标值
柳溪县水利局 | 灌渠防渗改造 | 86 | 改造灌渠长度 | ≥4公里 | 灌区农户满意度 | ≥90%
柳溪县林业局 | 苗木补植 | 21.4 | 补植面积 | ≥120亩 | |
""",
    [
        {"project": "灌渠防渗改造", "indicators.0.level1": "产出指标", "indicators.1.level1": "满意度指标"},
        {"project": "苗木补植", "indicators.0.target": 120, "indicators.1": None},
    ],
)

LAYOUTS["what was reached last year beside what was reached"] = Layout(
    """
2025年度项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 灌渠防渗改造 | < | 主管部门 | 柳溪县水利局 | < | <
项目资金（万元） | 预算数 | 支出数 | 执行率 | 分值 | 得分 |
年度资金总额： | 86 | 83 | 96.51% | 10 | 9.65 |
一级指标 | 三级指标 | 上年完成值 | 指标值 | 完成值 | 分值 | 实得分
产出指标 | 改造灌渠长度 | 3.1 | ≥4公里 | 4.3 | 50 | 50
效益指标 | 管护机制 | | 健全 | 健全 | 40 | 40
""",
    [
        {
            "kind": "selfeval",
            "execution.0.source": "年度资金总额",
            "execution.0.annual": 86,
            "execution.0.executed": 83,
            "indicators.0.actual": 4.3,
            "indicators.1.actual": "健全",
            "indicators.1.score": 40,
        }
    ],
)

LAYOUTS["an untitled list of results with last year's budget"] = Layout(
    """
项目（名称） | 预算单位名称 | 上年预算数（元） | 年初预算（元） | 1-9月执行数（元） | 执行率
合  计 | | 1300000 | 1430000 | 715000 | 50%
柳溪县水利局 | | | | |
灌渠防渗改造 | 柳溪县灌区管理所 | 800000 | 860000 | 430000 | 50%
泵站检修 | 柳溪县泵站管理所 | 500000 | 570000 | 285000 | 50%
""",
    [
        {
            "kind": "monitoring",
            "project": "灌渠防渗改造",
            "department": "柳溪县水利局",
            "execution.0.initial": 860000,
            "execution.0.annual": None,
            "execution.0.executed_to_july": 430000,
        },
        {"project": "泵站检修", "implementing_unit": "柳溪县泵站管理所", "observations": None},
    ],
)

LAYOUTS["a list of two years' amounts, columns of indicators beside them"] = Layout(
    """
2026年项目支出绩效目标一览表 | < | < | < | < | <
填报部门：柳溪县水利局 | < | < | < | < | <
序号 | 项目名称 | 2025年预算数（万元） | 2026年预算数（万元） | 数量指标 | <
^ | ^ | ^ | ^ | 指标名称 | 指标值
1 | 灌渠防渗改造 | 80 | 86 | 改造灌渠长度 | ≥4公里
2 | 苗木补植 | 19 | 21.4 | 补植面积 | ≥120亩
""",
    [
        {"project": "灌渠防渗改造", "funding.total": 86, "last_year.0.value": 80, "indicators.0.target": 4},
        {"project": "苗木补植", "funding.total": 21.4, "indicators.0.unit": "亩"},
    ],
)

LAYOUTS["marks in circles behind titles, balances in a column of their own, a total as a formula would show"] = Layout(
    """
2025年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 灌渠防渗改造 | < | < | 主管部门 | 柳溪县水利局 | 单位：元 | <
资金来源 | 年初预算数① | 调整后预算数② | 实际执行数③ | 结转结余 | 分值 | 执行率（③/②） | 得分
资金总额 | 860000 | 900000 | 855000 | 45000 | 10 | 95% | 9.5
其中：财政拨款 | 800000 | 840000 | 798000 | 42000 | - | 95% | -
年度目标 | 设定目标 | < | < | 目标完成情况 | < | < | <
1 | 改造灌渠4公里 | < | < | 改造灌渠4.3公里 | < | < | <
2 | 受益农田800亩 | < | < | 受益农田820亩 | < | < | <
一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 分值 | 得分 | 未完成原因
产出指标 | 数量指标 | 改造灌渠长度 | ≥4公里 | 4.3公里 | 60分 | 60分 |
效益指标 | 社会效益指标 | 受益农田 | ≥800亩 | 820亩 | 30分 | 30分 |
总分 | < | < | < | < | 100分 | 99.5分 |
""",
    [
        {
            "execution.0.initial": 860000,
            "execution.0.annual": 900000,
            "execution.0.executed": 855000,
            "execution.0.score": 9.5,
            "execution.1.rate": 95,
            "goals.annual": "改造灌渠4公里\n受益农田800亩",
            "goals.actual": "改造灌渠4.3公里\n受益农田820亩",
            "total_points": 100,
            "total_score": 99.5,
            "other.0.label": "资金总额 结转结余",
            "other.2": None,
        }
    ],
)

LAYOUTS["money by level of government side by side, the unit beside, levels called kind, name and content"] = Layout(
    """
项目支出绩效自评表 | < | < | < | < | < | < | <
自评年度 | 2025 | < | < | < | < | < | <
项目名称 | 校舍维修 | < | < | 主管部门 | 柳溪县教育局 | < | <
资金来源 | 合计 | 其中：中央 | 省级 | 市级 | 县级 | 其他 | 金额单位：万元
年初预算 | 850 | 300 | 200 | 100 | 250 | 0 |
全年预算数 | 900 | 300 | 250 | 100 | 250 | 0 |
全年执行数 | 873 | 300 | 240 | 95 | 238 | 0 |
指标类别 | 指标名称 | 指标内容 | 目标值 | 实际值 | 偏离度 | 分值 | 得分
产出指标 | 数量指标 | 维修校舍所数 | ≥12所 | 12所 | 0% | 60 | 60
^ | 质量指标 | 验收合格率 | ≥95% | 100% | 5.26% | 20 | 20
满意度指标 | 服务对象满意度指标 | 师生满意度 | ≥90% | 95% | 5.56% | 10 | 10
""",
    [
        {
            "fiscal_year": 2025,
            "currency_unit": "万元",
            "execution.0.executed": 873,
            "execution.2.source": "省级",
            "execution.2.annual": 250,
            "execution.4.executed": 238,
            "unread": [],
            "indicators": """产出指标 | 数量指标 | 维修校舍所数 | ≥ | 12 | 所
产出指标 | 质量指标 | 验收合格率 | ≥ | 95 | %
满意度指标 | 服务对象满意度指标 | 师生满意度 | ≥ | 90 | %""",
        }
    ],
)

LAYOUTS["a monitored period in a line, initial and changed budget as labels, what was reached of the goal"] = Layout(
    """
县级项目支出绩效运行监控表 | < | < | < | < | < | < | <
监控时段：2026年1月1日至9月30日 | < | < | < | < | < | 单位：万元 | <
项目名称 | 免费开放补助 | < | < | 主管部门 | 柳溪县文化局 | < | <
年初预算数 | 180 | 调整后预算数 | 172 | 截至9月底支出数 | 120.4 | 支出进度 | 70%
预计全年支出数 | 172 | < | < | < | < | < | <
年度绩效目标 | 免费开放300天。 | < | < | < | < | < | <
1-9月目标完成情况 | 免费开放228天。 | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1-9月完成值 | 预计全年完成值 | 偏差原因 | <
产出指标 | 数量指标 | 免费开放天数 | ≥300天 | 228天 | 305天 | |
效益指标 | 社会效益指标 | 接待读者 | ≥25万人次 | 18.7万人次 | 25万人次 | |
""",
    [
        {
            "kind": "monitoring",
            "fiscal_year": 2026,
            "goals.actual": "免费开放228天。",
            "execution.0.initial": 180,
            "execution.0.annual": 172,
            "execution.0.executed_to_july": 120.4,
            "execution.0.rate": 70,
            "execution.0.expected_annual": 172,
        }
    ],
)

LAYOUTS["a self-evaluation that the bureau has reviewed, both scores beside each other"] = Layout(
    """
2025年度项目绩效自评复核表 | < | < | < | < | < | < | <
项目名称：设备更新 | < | < | 主管部门：柳溪县卫生健康局 | < | 单位：万元 | < | <
一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 分值 | 自评得分 | 复核得分
产出指标 | 数量指标 | 更新设备台数 | ≥24台 | 24台 | 60 | 60 | 60
满意度指标 | 服务对象满意度指标 | 患者满意度 | ≥90% | 93% | 40 | 40 | 38
""",
    [{"kind": "selfeval", "indicators.1.score": 40, "indicators.1.other": {"复核得分": "38"}}],
)

LAYOUTS["points of every level behind it, one level called like the money, scores of two side by side"] = Layout(
    """
2025年度财政支出绩效评价得分表 | < | < | < | < | < | < | <
被评价单位：柳溪县水利局 | < | < | < | 项目：河道治理 | < | < | <
一级指标 | 权重 | 二级指标 | 权重 | 三级指标 | 权重 | 得分 | <
^ | ^ | ^ | ^ | ^ | ^ | 单位自评 | 主管部门审核
决策 | 15 | 立项 | 15 | 立项程序规范性 | 15 | 15 | 13
过程 | 25 | 资金 | 15 | 资金使用合规性 | 15 | 15 | 15
^ | ^ | 管理 | 10 | 监理制度执行 | 10 | 9 | 9
产出 | 50 | 数量 | 50 | 治理河道长度 | 50 | 50 | 48
预算执行率得分 | < | < | < | < | 10 | 9.5 | 9.5
合计 | 100 | | 100 | | 100 | 98.5 | 94.5
""",
    [
        {
            "kind": "selfeval",
            "funding.total": None,
            "indicators.2.level1": "过程",
            "indicators.2.level2": "管理",
            "indicators.2.points": 10,
            "indicators.2.score": 9,
            "indicators.2.other.得分主管部门审核": "9",
            "indicators.4.level1": None,
            "indicators.4.score": 9.5,
            "total_score": 98.5,
            "findings without": "SEV-003",
        }
    ],
)

LAYOUTS["causes to be ticked under one title, parts of the year, what is expected of it"] = Layout(
    """
2026年项目支出绩效运行监控表 | < | < | < | < | < | < | < | < | <
项目名称：数字图书馆 | < | < | 主管部门：柳溪县文化局 | < | < | < | 单位：万元 | < | <
预算数 | 150 | 1-9月执行数 | 105 | 执行率 | 70% | 预计全年执行数 | 150 | < | <
三级指标 | 指标值 | 上半年 | 前三季度 | 全年预计 | 偏差原因 | < | < | < | 纠偏措施
^ | ^ | ^ | ^ | ^ | 经费 | 制度 | 人员 | 其他 | ^
数字资源采购量 | ≥20万册 | 8万册 | 16万册 | 21万册 | | | | |
线上访问量 | ≥60万人次 | 26万人次 | 41万人次 | 52万人次 | √ | | | √ | 加强推广
办结时限 | 5个工作日内 | 4个工作日 | 4个工作日 | 4个工作日 | | | | |
""",
    [
        {
            "kind": "monitoring",
            "indicators.0.actual_to_july": 16,
            "indicators.0.expected": 21,
            "indicators.0.other.上半年": "8万册",
            "indicators.1.deviation_causes": ["经费", "其他"],
            "indicators.1.deviation": "加强推广",
            "indicators.2.operator": "≤",
            "indicators.2.unit": "个工作日",
            "findings without": "MON-002",
        }
    ],
)

LAYOUTS["points in the names, evidence called like money, a total of points below the names"] = Layout(
    """
柳溪县部门整体绩效自评打分表 | < | < | < | < | < | <
自评单位：柳溪县水利局 | < | < | < | 年度：2025 | < | <
一级指标 | 二级指标 | 三级指标及分值 | 计分方法 | 佐证材料 | 自评分 | 复核分
投入 | 预算编制 | 预算编制质量（40分） | 预算调整率≤5%得满分，每超1个百分点扣1分 | 预算批复 | 40 | 40
产出 | 数量 | 走访慰问人次（60分） | ≥3600人次得60分，否则按比例得分 | 台账 | 57.6 | 56
总计 | | 100分 | | | 97.6 | 96
""",
    [
        {
            "kind": "selfeval",
            "department": "柳溪县水利局",
            "execution": [],
            "indicators.0.points": 40,
            "indicators.0.level3": "预算编制质量",
            "indicators.1.score": 57.6,
            "total_score": 97.6,
        }
    ],
)

LAYOUTS["a budget called the last one, the whole investment above that of the year, a class over two levels"] = Layout(
    """
柳溪县文旅项目绩效自评表 | < | < | < | < | < | <
自评单位：柳溪县文旅中心 | < | < | 项目名称：标识更新 | < | < | <
项目总投资：188万元 | < | < | 自评等级：□优 □良 □中 | < | < | <
2025年预算：88万元 | < | < | 2025年支出：85.36万元 | < | 执行率：97% | <
指标分类 | < | 具体指标 | 计划数 | 完成数 | 标准分 | 自评
产出 | 数量 | 更新标识牌（块） | 320 | 320 | 60 | 60
效益 | 社会效益 | 识别便利度 | 显著提升 | 显著提升 | 30 | 28
预算执行率 | < | < | 100% | 97% | 10 | 9.7
总分 | < | < | | | 100 | 97.7
""",
    [
        {
            "grade": None,
            "execution.0.annual": 88,
            "execution.0.executed": 85.36,
            "execution.0.rate": 97,
            "indicators.0.level1": "产出",
            "indicators.0.level2": "数量",
            "indicators.0.target": 320,
            "indicators.2.level1": None,
            "indicators.2.score": 9.7,
            "total_score": 97.7,
            "findings without": "CMP-009",
        }
    ],
)

LAYOUTS["halves of indicators beside each other, below a row of labels with a share and a quotient"] = Layout(
    """
柳溪县2025年度项目绩效自评简表 | < | < | < | < | < | < | < | < | <
项目名称 | 渔港清淤 | < | 主管部门 | 柳溪县交通局 | < | 执行数/预算数（万元） | 194/200 | 执行率 | 97%
产出指标 | 指标值 | 完成值 | 分值 | 得分 | 效益指标 | 指标值 | 完成值 | 分值 | 得分
清淤方量 | ≥12万立方米 | 12.4万立方米 | 60 | 60 | 进港船只 | ≥260艘 | 268艘 | 40 | 40
""",
    [
        {
            "kind": "selfeval",
            "project": "渔港清淤",
            "indicators.0.level1": "产出指标",
            "indicators.1.level1": "效益指标",
            "indicators.1.actual": 268,
        }
    ],
)

LAYOUTS["numbered bands over indicators without levels, sums of them between"] = Layout(
    """
柳溪县项目支出绩效自评打分表（2025年） | < | < | < | < | <
项目名称：公园养护 | < | < | 部门：柳溪县园林中心 | < | <
指标 | 目标值 | 完成值 | 分值 | 得分 | 备注
一、产出指标（60分） | < | < | < | < | <
养护面积 | 186公顷 | 186公顷 | 40 | 40 |
苗木成活率 | ≥95% | 96.4% | 20 | 20 |
小计 | | | 60 | 60 |
二、满意度指标（30分） | < | < | < | < | <
市民满意度 | ≥90% | 91% | 30 | 30 |
小计 | | | 30 | 30 |
三、预算执行（10分） | < | < | < | < | <
预算执行率 | 100% | 97.2% | 10 | 9.72 |
总计 | | | 100 | 99.72 |
""",
    [
        {
            "indicators.0.level1": "产出指标",
            "indicators.2.level3": "市民满意度",
            "indicators.3.level1": "预算执行",
            "indicators.3.score": 9.72,
            "indicators.4": None,
            "total_score": 99.72,
            "findings without": "IND-007",
        }
    ],
)

LAYOUTS["income beside spending, each with budget and account, is no table of sources"] = Layout(
    """
柳溪县应急局2025年度整体支出绩效自评表 | < | < | < | < | < | <
单位：万元 | < | < | < | < | < | <
收入 | 预算数 | 决算数 | 支出 | 预算数 | 决算数 | 执行率
财政拨款 | 1430 | 1452 | 基本支出 | 630 | 642 | 101.9%
其他收入 | 20 | 18 | 项目支出 | 820 | 790 | 96.34%
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 安全检查家次 | ≥400家次 | 426家次 | 90 | 90
合计 | < | < | < | < | 100 | 99.84
""",
    [{"kind": "selfeval", "execution": [], "findings without": "SEV-003"}],
)

LAYOUTS["a likelihood in words beside causes to be ticked"] = Layout(
    """
项目支出绩效目标执行监控表（2026年度） | < | < | < | < | < | < | < | < | <
项目名称 | < | 水质站建设 | < | < | < | 主管部门及代码 | < | 柳溪县生态环境局 | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1-7月执行情况 | 全年预计完成情况 | 偏差原因分析 | < | < | 完成目标可能性
^ | ^ | ^ | ^ | ^ | ^ | 经费保障 | 其他 | 原因说明 | ^
产出指标 | 数量指标 | 建设自动站数量 | ≥6座 | 2座 | 5座 | | √ | 用地审批延迟 | 有可能
效益指标 | 生态效益指标 | 断面达标率 | ≥85% | 86% | 86% | | | | 确定能
""",
    [
        {
            "indicators.0.deviation": "用地审批延迟",
            "indicators.0.deviation_causes": ["其他"],
            "indicators.0.likelihood": "有可能",
            "indicators.1.deviation": None,
            "indicators.1.likelihood": "确定能",
        }
    ],
)

LAYOUTS["the points of a list before what was reached"] = Layout(
    """
2025年项目支出绩效自评明细表 | < | < | < | < | < | < | < | <
主管部门 | 项目名称 | 自评总分 | 一级指标 | 三级指标 | 年初目标值 | 分值 | 实际完成情况 | 自评得分
柳溪县水利局 | 灌渠防渗改造 | 98.5 | 产出指标 | 改造灌渠长度 | ≥4公里 | 60 | 4.3 | 60
^ | ^ | ^ | 效益指标 | 受益农田 | ≥800亩 | 40 | 760 | 38.5
""",
    [{"indicators.0.actual": 4.3, "indicators.1.actual": 760, "goals.actual": None}],
)

LAYOUTS["spending in 元 by the title over its sources, the project in 万元"] = Layout(
    """
2025年度项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 公园林荫道提升 | < | 项目金额（万元） | 320 | < | <
主管部门 | 坪环区城市管理局 | < | 实施单位 | 坪环区公园管理中心 | < | <
项目资金（元） | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分
年度资金总额 | 3200000 | 3050000 | 2989000 | 10 | 98.00% | 9.8
其中：本年财政拨款 | 3200000 | 3050000 | 2989000 | - | 98.00% | -
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 补植乔木数量（株） | 860 | 860 | 90 | 90
""",
    [{"funding.total": 320, "execution.0.initial": 320, "execution.0.executed": 298.9, "execution.1.annual": 305}],
)

LAYOUTS["spending with its unit behind each amount"] = Layout(
    """
2025年度项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 高标准农田管护 | < | 预算单位 | 黔溪县农业农村局 | < | <
资金来源 | 年初预算 | 全年预算 | 全年执行 | 执行率 | 分值 | 得分
总额 | 2100000元 | 1960000元 | 1881600元 | 96% | 10 | 9.6
中央 | 1000000元 | 1000000元 | 1000000元 | 100% | |
县级 | 1100000元 | 960000元 | 881600元 | 91.83% | |
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 权重 | 自评得分
产出 | 数量指标 | 管护面积 | 3.5万亩 | 3.5万亩 | 90 | 90
""",
    [{"currency_unit": "元", "execution.0.executed": 1881600, "execution.2.annual": 960000}],
)

LAYOUTS["the whole of last year beside the budget of the year"] = Layout(
    """
2025年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 灌渠改造 | < | < | 主管部门 | 柳溪县水利局 | 单位：万元 | <
资金来源 | 上年 | < | 本年 | < | < | < | <
^ | 全年预算 | 全年执行 | 预算数 | 执行数 | 执行率 | 分值 | 得分
年度资金总额 | 80 | 78 | 90 | 85.5 | 95% | 10 | 9.5
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
产出指标 | 数量指标 | 改造灌渠长度 | ≥4公里 | 4.3公里 | 90 | 90 |
""",
    [{"execution.0.annual": 90, "execution.0.executed": 85.5, "findings without": "SEV-004"}],
)

LAYOUTS["why a project of a list was not finished"] = Layout(
    """
澄江市林业局2025年度项目支出绩效自评情况统计表 | < | < | < | < | < | <
序号 | 项目名称 | 预算安排（万元） | 实际支出（万元） | 目标完成情况 | 自评得分 | 未完成原因
1 | 义务植树 | 35 | 35 | 植树3.2万株 | 98 |
2 | 防火通道 | 280 | 196 | 修建通道18公里 | 83.5 | 雨季影响施工
""",
    [
        {"project": "义务植树", "total_score": 98, "deviation": None},
        {"project": "防火通道", "deviation": "雨季影响施工", "other": None},
    ],
)

LAYOUTS["a score in parts whose sum stands under a title of its own"] = Layout(
    """
2025年度项目绩效自评得分汇总表 | < | < | < | < | <
单位：元 | < | < | < | < | <
项目名称 | 预算金额 | 执行金额 | 得分 | < | <
^ | ^ | ^ | 预算执行（10分） | 产出效益（80分） | 合计
河道保洁 | 1200000 | 1140000 | 9.5 | 77 | 86.5
水质监测 | 450000 | 450000 | 10 | 80 | 90
""",
    [{"total_score": 86.5, "execution.0.executed": 1140000}, {"total_score": 90}],
)
