"""Self-evaluations and monitoring of places with forms of their own, one form a sheet; invented departments."""

from __future__ import annotations

from forms.other_layouts import Layout

LAYOUTS: dict[str, Layout] = {}

LAYOUTS["points of the execution in the title of its score, a title without 表"] = Layout(
    """
附件3 | < | < | < | < | < | <
2025年度乡村客运补贴项目绩效自评 | < | < | < | < | < | <
单位名称：平川市交通运输局 | < | < | < | 填报日期：2026年3月15日 | < | <
项目名称 | 乡村客运补贴 | < | < | < | < | <
项目属性 | 1、持续性项目 √ 2、新增性项目 □ | < | < | < | < | <
预算执行情况（万元） | | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率） | <
^ | 年度财政资金总额 | 450 | 432 | 96.00% | 19.2 | <
年度目标1（80分） | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分
^ | 产出指标（40分） | 数量指标 | 补贴客运车辆（辆） | 86 | 84 | 39.65
^ | 效益指标（30分） | 社会效益指标 | 建制村通客车率 | ≥95% | 97% | 30
^ | 满意度指标（10分） | 服务对象满意度指标 | 乘客满意度 | ≥90% | 92% | 10
总分 | 98.85 | < | < | < | < | <
偏差大或目标未完成原因分析 | 2辆车报废退出。 | < | < | < | < | <
""",
    [
        {
            "kind": "selfeval",
            "fiscal_year": 2025,
            "department": "平川市交通运输局",
            "execution.0.points": 20,
            "execution.0.score": 19.2,
            "total_score": 98.85,
            "unread": [],
            "findings without": "STR-012",
        }
    ],
)

LAYOUTS["names and weights of three levels below titles of two lines"] = Layout(
    """
2025年度财政资金绩效自评指标评分表 | < | < | < | < | < | < | < | < | <
填报单位（公章）：罗塘市农业农村局 | < | < | < | < | < | < | < | < | <
资金名称：农产品质量安全监测资金 | < | < | < | < | < | < | < | < | <
评价指标 | < | < | < | < | < | 指标说明 | 评分标准 | 自评分 | 扣分原因
一级指标 | < | 二级指标 | < | 三级指标 | < | ^ | ^ | ^ | ^
名称 | 权重 | 名称 | 权重 | 名称 | 权重 | ^ | ^ | ^ | ^
过程 | 30 | 资金管理 | 30 | 资金支付 | 20 | 资金实际支出情况 | 支出率×20分 | 18 | 尾款未付
^ | ^ | ^ | ^ | 支出规范性 | 10 | 支出是否合规 | 每发现1处不合规扣1分，扣完为止 | 10 |
产出 | 70 | 数量指标 | 70 | 抽检样品批次 | 70 | 年度抽检3000批次 | 完成率×70分 | 70 |
合计 | 100 | | 100 | | 100 | | | 98 |
""",
    [
        {
            "department": "罗塘市农业农村局",
            "indicators.0.level1": "过程",
            "indicators.1.level2": "资金管理",
            "indicators.1.level3": "支出规范性",
            "indicators.1.points": 10,
            "indicators.2.level1": "产出",
            "indicators.2.scoring_standard": "完成率×70分",
            "indicators.2.score": 70,
            "indicators.0.deviation": "尾款未付",
            "indicators.3": None,
            "total_score": 98,
            "total_points": 100,
        }
    ],
)

LAYOUTS["a block of its own called like a level 2, the year's budget beside the last"] = Layout(
    """
部门整体支出绩效自评表（2025年度） | < | < | < | < | < | < | <
部门名称： | 清溪县应急管理局 | < | < | 自评年度： | 2025 | < | <
当年预算数（元）： | 5320000 | < | < | 上年预算金额（元）： | 4800000 | < | <
预算执行数（元）： | 5107200 | < | < | 预算执行率（%）： | 96.00% | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
履职效能 | 重点工作 | 安全生产检查家次 | ≥600家次 | 655家次 | 80 | 80 |
可持续性 | 体制机制改革 | 应急预案修订数 | ≥3个 | 3个 | 10 | 10 |
合计 | < | < | < | < | 90 | 90 |
""",
    [
        {
            "execution.0.annual": 5320000,
            "execution.0.executed": 5107200,
            "execution.0.rate": 96,
            "execution.0.score": None,
            "last_year.0.value": 4800000,
            "indicators.1.level1": "可持续性",
            "indicators.1.level2": "体制机制改革",
            "unread": [],
        }
    ],
)

LAYOUTS["goals and targets as set at the beginning of the year and as changed"] = Layout(
    """
2025年度项目绩效目标自评表 | < | < | < | < | < | < | < | <
主管部门 | 渝川区水利局 | < | 项目编码 | 50011022T000000055 | < | 自评总分（分） | 96 | <
项目名称 | 小型水库维修养护 | < | < | < | < | < | < | <
项目资金（万元） | 年初预算数 | 全年（调整）预算数 | < | 全年执行数 | < | 执行率（%） | 执行率权重 | 执行率得分
^ | 320 | 300 | < | 288 | < | 96 | 10 | 9.6
当年绩效目标 | 年初绩效目标 | < | < | 全年（调整）绩效目标 | < | 目标实际完成情况 | < | <
^ | 维修养护小型水库45座。 | < | < | 维修养护小型水库42座。 | < | 维修养护小型水库42座。 | < | <
绩效指标 | 指标名称 | 指标权重 | 计量单位 | 指标性质 | 年初指标值 | 调整指标值 | 全年完成值 | 指标得分
^ | 维修养护水库数量 | 70 | 座 | ≥ | 45 | 42 | 42 | 70
^ | 验收合格率 | 20 | % | ≥ | 95 | 90 | 90 | 16.4
""",
    [
        {
            "goals.annual": "维修养护小型水库42座。",
            "goals.actual": "维修养护小型水库42座。",
            "indicators.0.target": 42,
            "indicators.1.target": 90,
            "execution.0.annual": 300,
            "total_score": 96,
            "findings without": "SEV-014",
        }
    ],
)

LAYOUTS["how the money was managed, in words and with points, above the indicators"] = Layout(
    """
项目支出绩效自评表（2025年度） | < | < | < | < | < | < | <
项目名称 | < | 古籍数字化 | < | 主管部门 | 河清市文化广电和旅游局 | < | <
项目资金（万元） | < | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 得分
^ | < | 年度资金总额 | 60 | 60 | 48 | 10 | 8
资金管理情况 | < | < | 情况说明 | < | 分值 | 得分 | 存在问题和改进措施
^ | < | 安排科学性 | 资金分配合理 | < | 2 | 2 | 无
^ | < | 拨付合规性 | 拨付合规 | < | 3 | 3 | 无
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
^ | 产出指标 | 数量指标 | 数字化古籍册数 | ≥3000万字符 | 3000 | 60 | 60
^ | 满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥92% | 95% | 25 | 25
总分 | < | < | < | < | < | 100 | 98
""",
    [
        {
            "other.1.label": "安排科学性分值",
            "other.1.value": 2,
            "indicators.0.points": 60,
            "total_points": 100,
            "unread": [],
            "findings without": "STR-012",
        }
    ],
)

LAYOUTS["competent departments of two levels of government, new units behind numbers with signs"] = Layout(
    """
2025年省对下专项转移支付绩效自评表 | < | < | < | < | < | <
专项名称 | < | 草原生态修复治理补助资金 | < | < | < | <
中央主管部门 | < | 国家林业和草原局 | < | < | < | <
市（州）主管部门 | < | 海泽州林业和草原局 | < | 县级实施单位 | 各县林草局 | <
项目资金（万元） | < | 资金来源 | 全年预算数（A） | 全年执行数（B） | 预算执行率（B/A） | <
^ | < | 年度资金总额 | 5600 | 5320 | 95% | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | < | 全年完成值 | 未完成原因及拟采取措施
产出指标 | 数量指标 | 铺设草毯面积 | ≥12 | 万垄块 | 12 |
满意度指标 | 服务对象满意度指标 | 牧民满意度 | ≥85 | % | 90 |
""",
    [
        {
            "department": "海泽州林业和草原局",
            "implementing_unit": "各县林草局",
            "indicators": "产出指标 | 数量指标 | 铺设草毯面积 | ≥ | 12 | 万垄块\n"
            "满意度指标 | 服务对象满意度指标 | 牧民满意度 | ≥ | 85 | %",
            "unread": [],
        }
    ],
)

LAYOUTS["titles of goals over their texts, one nobody knows, the rate as an indicator"] = Layout(
    """
部门项目绩效自评表（2025年度） | < | < | < | < | < | < | <
项目名称 | 社区矫正工作经费 | < | < | 实施（主管）单位 | 冀川县司法局 | < | <
预算数： | 30.00 | 万元 | < | 执行数： | 27.60 | 万元 | <
年度预期目标 | < | < | 具体推进完成状况 | < | < | 总体完成率 | <
监管社区矫正对象170人，脱管率为0。 | < | < | 监管社区矫正对象172人，脱管率为0。 | < | < | 100% | <
一级指标 | 二级指标 | 三级指标 | 预期指标值 | 实际完成指标值 | 单项指标分值 | 完成分值 | 未完成原因
产出指标（40） | 数量指标 | 监管对象人数 | ≥170人 | 172人 | 80 | 80 |
满意度指标（10） | 服务对象满意度指标 | 群众满意度 | ≥85% | 90% | 10 | 10 |
预算执行率（10） | 预算执行率 | 预算执行率 | 100% | 92% | 10 | 9.2 | 年底结转
总分 | < | < | < | < | 100 | 99.2 |
""",
    [
        {
            "goals.annual": "监管社区矫正对象170人，脱管率为0。",
            "execution.0.annual": 30,
            "indicators.0.level1": "产出指标",
            "indicators.0.points": 80,
            "indicators.2.score": 9.2,
            "total_score": 99.2,
            "findings without": "SEV-002",
        }
    ],
)

LAYOUTS["a monitored period as a label, its results and what was spent in other words"] = Layout(
    """
部门预算项目绩效运行监控信息表 | < | < | < | < | < | < | <
项目名称 | 信息化运维 | < | 项目单位 | 粤川市政务服务数据管理局 | < | < | <
年度预算金额（元） | 8,650,000.00 | < | 已支出金额（元） | 3,892,500.00 | < | 支出进度 | 45.00%
监控期 | 2025年1-6月 | < | 政策期限 | 2024-2026年 | < | < | <
总体绩效目标 | 保障23个系统稳定运行。 | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 预期指标值 | 监控期实际值 | 预计年度完成值 | 偏离情况 | 原因说明
产出指标 | 数量指标 | 运维系统数量 | 23个 | 21个 | 23个 | 无偏离 |
""",
    [
        {
            "kind": "monitoring",
            "fiscal_year": 2025,
            "execution.0.initial": 8650000,
            "execution.0.executed_to_july": 3892500,
            "period": "2024-2026年",
            "indicators.0.actual_to_july": 21,
            "indicators.0.expected": 23,
        }
    ],
)

LAYOUTS["a line of labels with an amount above the indicators, signs in words"] = Layout(
    """
绩效自评表 | < | < | < | < | < | < | <
（2025年度） | < | < | < | < | < | < | <
项目名称 | 森林防火 | 主管部门 | 岭川县林业局 | 年初预算 | 150万元 | 全年执行 | 147万元
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 全年完成值 | 分值 | 得分 | 未完成原因
产出指标 | 数量指标 | 防火巡护里程 | 大于等于12000公里 | 12450公里 | 50 | 50 |
产出指标 | 质量指标 | 火情24小时扑灭率 | 不低于100% | 达到100% | 40 | 40 |
满意度指标 | 服务对象满意度指标 | 林农满意度 | 90%（含）以上 | 95% | 10 | 10 |
合计 | | | | | 100 | 100 |
""",
    [
        {
            "kind": "selfeval",
            "department": "岭川县林业局",
            "execution.0.initial": 150,
            "execution.0.executed": 147,
            "indicators.1.target": 100,
            "indicators.1.operator": "≥",
            "indicators.1.actual": 100,
            "total_score": 100,
            "unread": [],
        }
    ],
)

LAYOUTS["the budget, what it was changed by and what it came to, as labels"] = Layout(
    """
2025年度浙川县部门预算项目绩效自评表 | < | < | < | < | < | < | < | <
预算主管部门：浙川县水利局 | < | < | < | 填报日期：2026年2月3日 | < | < | 金额单位：万元 | <
项目名称 | 小流域综合治理 | < | < | 项目负责人 | 叶某 | < | 评价年度 | 2025
年初安排 | 500.00 | < | < | 调整预算金额 | -60.00 | < | 调整后预算金额 | 440.00
实际支出金额 | 418.00 | < | < | 预算执行率 | 95.00% | < | 预算执行得分 | 9.50
年度主要目标 | 治理小流域2条。 | < | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值类型 | 指标值 | 单位 | 完成值 | 分值 | 自评得分
产出 | 数量 | 治理小流域条数 | ≥ | 2 | 条 | 2 | 80 | 80
满意度 | 群众满意度 | 受益村民满意度 | ≥ | 90 | % | 92 | 10 | 10
合计得分 | < | < | < | < | < | < | 100 | 99.5
""",
    [
        {
            "execution.0.initial": 500,
            "execution.0.annual": 440,
            "execution.0.executed": 418,
            "execution.0.score": 9.5,
            "goals.annual": "治理小流域2条。",
            "total_score": 99.5,
            "findings without": "SEV-005",
        }
    ],
)

LAYOUTS["a sum of points and scores in a word of its own, a goal under one nobody knows"] = Layout(
    """
项目支出绩效自评表 | < | < | < | < | < | < | < | < | <
（2025年度） | < | < | < | < | < | < | < | < | <
项目名称 | < | 松材线虫病防控 | < | < | < | < | < | < | <
主管部门 | < | 石屏县林业和草原局 | < | < | < | 实施单位 | < | 石屏县森防站 | <
项目资金（万元） | < | | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | < | 年度资金总额 | < | 86 | 86 | 74.82 | 10 | 87.00% | 8.7
^ | < | 其中：当年财政拨款 | < | 86 | 86 | 74.82 | — | 87.00% | —
本年事宜名录 | 预期目标 | < | < | < | < | 实际完成情况 | < | < | <
^ | 清理疫木1200株，防治面积8000亩。 | < | < | < | < | 清理疫木1200株，防治面积8350亩。 | < | < | <
一级指标 | 二级指标 | 三级指标 | < | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 | <
产出指标 | 数量指标 | 清理疫木株数 | < | ≥1200株 | 1200株 | 50 | 50 | | <
效益指标 | 生态效益指标 | 松林死亡率 | < | ≤2% | 1.6% | 30 | 30 | | <
满意度指标 | 服务对象满意度指标 | 林农满意度 | < | ≥85% | 91% | 10 | 10 | | <
本表累加得数 | < | < | < | < | < | 100 | 98.7 | | <
""",
    [
        {
            "execution.2": None,
            "indicators.3": None,
            "total_points": 100,
            "total_score": 98.7,
            "findings without": "SEV-003",
        }
    ],
)

LAYOUTS["a list of scores: of the rate, of the indicators, and the whole"] = Layout(
    """
江岭市2025年度预算项目绩效自评得分汇总表 | < | < | < | < | < | < | <
单位：元 | < | < | < | < | < | < | <
主管部门 | 项目名称 | 预算数 | 执行数 | 执行率 | 执行率得分 | 指标得分 | 自评总分 | 自评等级
江岭市教育局 | 智慧教室建设 | 3600000 | 3600000 | 100% | 10 | 87.5 | 97.5 | 优
江岭市民政局 | 居家养老补贴 | 2400000 | 2160000 | 90% | 9 | 80 | 89 | 良
""",
    [
        {"total_score": 97.5, "grade": "优", "findings without": "SEV-008"},
        {"total_score": 89, "grade": "良", "execution.0.score": 9, "findings without": "SEV-008"},
    ],
)

LAYOUTS["goals with their points behind the number, basic and project expenditure without a concept"] = Layout(
    """
2025年度部门整体支出绩效自评表 | < | < | < | < | < | <
单位名称 | 清源市图书馆 | < | < | < | < | <
基本支出总额 | 1286.5 | < | 项目支出总额 | 413.5 | < | <
预算执行情况（万元）\\n（20分） | | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率） | <
^ | 部门整体支出总额 | 1700 | 1615 | 95% | 19 | <
年度目标1：（50分） | 推进全民阅读。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 分值 | 得分
产出指标 | 数量指标 | 举办阅读活动场次 | 120场 | 126场 | 20 | 20
效益指标 | 社会效益指标 | 接待读者人次 | 85万人次 | 81.6万人次 | 30 | 28.8
年度目标2：（30分） | 完善馆藏资源。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 分值 | 得分
产出指标 | 数量指标 | 新增图书册数 | 3万册 | 3.2万册 | 30 | 30
总分 | 97.8 | < | < | < | < | <
偏差大或目标未完成原因分析 | 新馆搬迁闭馆40天。 | < | < | < | < | <
""",
    [
        {
            "goals.annual": "推进全民阅读。\n完善馆藏资源。",
            "funding": None,
            "deviation": "新馆搬迁闭馆40天。",
            "indicators.1.points": 30,
            "findings without": "SEV-007",
        }
    ],
)

LAYOUTS["results ticked as reached or not, a budget of a policy"] = Layout(
    """
2025年财政政策绩效自评表 | < | < | < | < | < | < | < | <
政策名称 | 村村通广播运维 | < | < | 主管部门 | 新川县融媒体中心 | < | < | <
政策预算（元） | 880000 | < | < | 政策执行数（元） | 836000 | < | 执行率 | 95%
一级指标 | 二级指标 | 三级指标 | 目标值 | 完成情况 | < | < | 分值 | 得分
^ | ^ | ^ | ^ | 实际值 | 完成 | 未完成 | ^ | ^
产出 | 数量 | 维护发射台站 | 14座 | 14座 | √ | | 60 | 60
产出 | 质量 | 播出无故障率 | ≥99.5% | 99.2% | | √ | 30 | 29.9
""",
    [
        {
            "execution.0.annual": 880000,
            "execution.0.executed": 836000,
            "indicators.1.deviation_causes": None,
            "indicators.1.other": {"完成情况未完成": "√"},
            "findings without": "OPR-003",
        }
    ],
)

LAYOUTS["departments with their scores, budget and final accounts in a header of two rows"] = Layout(
    """
2025年市直部门整体支出绩效自评结果汇总表 | < | < | < | < | < | <
序号 | 部门名称 | 部门预算（万元） | < | 部门决算（万元） | 自评得分 | 自评等级
^ | ^ | 年初数 | 调整后 | ^ | ^ | ^
1 | 湘中市司法局 | 3210 | 3350 | 3216 | 95.6 | 优
2 | 湘中市档案馆 | 640 | 640 | 512 | 79.5 | 中
""",
    [
        {
            "kind": "selfeval",
            "department": "湘中市司法局",
            "execution.0.initial": 3210,
            "execution.0.annual": 3350,
            "execution.0.executed": 3216,
            "total_score": 95.6,
        },
        {"department": "湘中市档案馆", "execution.0.executed": 512, "grade": "中", "unread": []},
    ],
)

LAYOUTS["departments with nothing but their scores"] = Layout(
    """
2025年部门整体绩效自评得分汇总表 | < | < | <
序号 | 预算部门 | 自评得分 | 自评等级
1 | 湘中市司法局 | 95.6 | 优
2 | 湘中市统计局 | 88 | 良
""",
    [
        {"kind": "selfeval", "department": "湘中市司法局", "total_score": 95.6, "grade": "优"},
        {"department": "湘中市统计局", "total_score": 88, "grade": "良", "unread": []},
    ],
)

LAYOUTS["spending of two years as labels, a first level called like an amount"] = Layout(
    """
2025年度财政专项资金绩效自评表 | < | < | < | < | < | <
专项资金名称 | 科技创新券 | < | 主管部门 | 苏中市科学技术局 | < | <
2025年预算安排（万元） | 1500 | < | 2025年实际支出（万元） | 1425 | 2024年实际支出（万元） | 1300
一级指标 | 二级指标 | 三级指标 | 2025年目标值 | 2025年实际值 | 分值 | 得分
投入（10分） | 预算执行 | 预算执行率 | 100% | 95% | 10 | 9.5
产出（80分） | 数量 | 发放创新券企业数 | 450家 | 462家 | 80 | 80
满意度（10分） | 满意度 | 企业满意度 | ≥90% | 95% | 10 | 10
加分项 | 获省级表彰 | < | < | 1次 | | 1
合计 | < | < | < | < | 100 | 100.5
""",
    [
        {
            "execution.0.annual": 1500,
            "execution.0.executed": 1425,
            "execution.0.rate": None,
            "indicators.0.level1": "投入",
            "indicators.0.level3": "预算执行率",
            "indicators.0.actual": 95,
            "indicators.1.level3": "发放创新券企业数",
            "total_score": 100.5,
            "findings without": "CMP-008",
        }
    ],
)

LAYOUTS["two sources of money, the first with the points of the execution"] = Layout(
    """
项目支出绩效自评表（2025年度） | < | < | < | < | < | <
项目名称 | 湿地公园管护 | < | < | 预算单位 | 滇池东区湿地管理局 | <
资金情况（万元） | 年初预算 | 全年预算 | 全年执行 | 执行率 | 分值 | 得分
财政拨款 | 260 | 260 | 254.8 | 98% | 10 | 9.8
其他资金 | 0 | 0 | 0 | | |
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成情况 | 分值 | 得分
产出指标 | 数量 | 管护湿地面积 | 1.2万亩 | 1.2万亩 | 80 | 80
满意度 | 满意度 | 游客满意度 | ≥90% | 93% | 10 | 10
总分 | | | | | 100 | 99.8
""",
    [{"execution.0.points": 10, "total_points": 100, "findings without": "SEV-003"}],
)

LAYOUTS["results with units of their own, in a column and below a title"] = Layout(
    """
2025年度项目支出绩效自评表 | < | < | < | < | < | < | < | <
项目名称 | 供水管网改造 | < | < | 主管部门 | 天山南市住房和城乡建设局 | < | < | <
一级指标 | 二级指标 | 三级指标 | 目标值 | < | 完成值 | < | 分值 | 得分
^ | ^ | ^ | 数值 | 单位 | 数值 | 单位 | ^ | ^
产出指标 | 数量指标 | 改造管网长度 | 18.5 | 公里 | 18500 | 米 | 60 | 60
^ | 成本指标 | 每公里改造成本 | 97.3 | 万元 | 95.6 | 万元 | 20 | 20
满意度指标 | 满意度指标 | 用户满意度 | 90 | % | 92 | % | 20 | 20
合计 | < | < | < | < | < | < | 100 | 100
""",
    [
        {
            "indicators.0.target": 18.5,
            "indicators.0.unit": "公里",
            "indicators.0.actual": 18.5,
            "indicators.1.actual": 95.6,
            "indicators.2.actual": 92,
            "total_score": 100,
            "unread": [],
        }
    ],
)

LAYOUTS["无 in a column that nobody knows right of the results"] = Layout(
    """
2025年度绩效运行监控表 | < | < | < | < | <
项目名称 | 公园养护 | < | 主管部门 | 琼湾市园林局 | <
一级指标 | 三级指标 | 年度指标值 | 1-6月完成值 | 全年预计完成值 | 异动事宜
产出指标 | 养护面积 | ≥186.4万平方米 | 186.4万平方米 | 186.4万平方米 | 无
满意度指标 | 市民满意度 | ≥85% | 86% | 88% | 无
""",
    [{"indicators.0.expected": 186.4, "indicators.1.expected": 88, "indicators.1.actual_to_july": 86}],
)

LAYOUTS["goals over their texts in two halves, results in 已 words"] = Layout(
    """
项目绩效运行监控表 | < | < | < | < | <
监控期间：2025年1月1日至2025年8月31日 | < | < | < | < | <
项目名称 | 学前教育资助 | < | 主管部门 | 黔中市教育局 | <
项目预算 | 680万元 | < | 已执行 | 442万元 | <
绩效目标监控 | 年度绩效目标 | < | 1-8月完成情况 | < | <
^ | 资助幼儿9000人。 | < | 已资助幼儿8960人。 | < | <
一级指标 | 三级指标 | 全年目标 | 已完成 | 预计全年 | 偏差说明
产出指标 | 资助幼儿人数 | ≥9000人 | 8960人 | 9000人 |
满意度指标 | 家长满意度 | ≥90% | 93% | 92% |
""",
    [
        {
            "goals.annual": "资助幼儿9000人。",
            "goals.actual": "已资助幼儿8960人。",
            "execution.0.initial": 680,
            "execution.0.executed_to_july": 442,
            "indicators.0.actual_to_july": 8960,
            "unread": [],
        }
    ],
)

LAYOUTS["a total told in its label and again in the columns, the grade beside it"] = Layout(
    """
项目支出绩效自评表 | < | < | < | < | < | <
（2025年度） | < | < | < | < | < | <
项目名称 | < | 校园足球推广 | 主管部门 | 津北区教育局 | < | <
项目资金（万元） | < | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | < | 150 | 142.5 | 10 | 95% | 9.5
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 开展联赛次数 | 4次 | 4次 | 80 | 80
满意度指标 | 满意度 | 学生满意度 | ≥90% | 97% | 10 | 10
总分：99.5 | < | < | 等级：优 | < | 100 | 99.5
""",
    [{"indicators.2": None, "total_points": 100, "total_score": 99.5, "grade": "优", "findings without": "SEV-003"}],
)

LAYOUTS["what was reached of the whole period beside the year, the whole money beside the year's"] = Layout(
    """
2025年度专项债券项目绩效自评表 | < | < | < | < | < | < | < | <
项目名称 | 产业园厂房 | < | < | 主管部门 | 皖江经开区管委会 | < | < | <
债券资金（万元） | 总额度 | 30000 | 本年度发行额 | 12000 | 本年度支出 | 10800 | 支出进度 | 90%
一级指标 | 二级指标 | 三级指标 | 实施期指标值 | 年度指标值 | 实施期累计完成值 | 年度完成值 | 是否完成 | 偏差说明
产出指标 | 数量指标 | 建成厂房面积 | 12万平方米 | 5万平方米 | 7.2万平方米 | 5.1万平方米 | 是 |
满意度指标 | 满意度 | 企业满意度 | ≥90% | ≥90% | 93% | 93% | 是 |
""",
    [
        {
            "funding.total": 30000,
            "execution.0.annual": 12000,
            "execution.0.executed": 10800,
            "indicators.0.target": 5,
            "indicators.0.actual": 5.1,
            "indicators.0.likelihood": None,
            "indicators.1.actual": 93,
        }
    ],
)

LAYOUTS["months behind the year below the title, targets of the half year beside the year's"] = Layout(
    """
宁北市本级项目支出绩效运行跟踪监控表 | < | < | < | < | <
（2025年1月-6月） | < | < | < | < | <
项目名称 | 燃煤锅炉淘汰补助 | < | 主管部门 | 宁北市生态环境局 | <
预算安排（万元） | 450 | < | 1-6月支出（万元） | 202.5 | <
绩效指标 | 指标名称 | 年度目标值 | 1-6月目标值 | 1-6月完成值 | 全年预计完成值
产出 | 淘汰锅炉台数（台） | 90 | 40 | 41 | 90
满意度 | 企业满意度（%） | 90 | 90 | 92 | 92
未完成原因分析及改进措施 | 无未完成事项。 | < | < | < | <
""",
    [
        {
            "fiscal_year": 2025,
            "deviation": "无未完成事项。",
            "indicators.0.target": 90,
            "indicators.0.actual_to_july": 41,
            "unread": [],
        }
    ],
)

LAYOUTS["the change of a budget between what it was and what it came to"] = Layout(
    """
项目支出绩效自评表（2025年度） | < | < | < | < | < | <
项目名称 | 公园设施更新 | < | 主管部门 | 榕南区园林中心 | < | <
资金（万元） | 年初预算数 | 调整预算数 | 全年预算数 | 全年执行数 | 执行率 | 得分（10分）
^ | 200 | 30 | 230 | 218.5 | 95% | 9.5
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 更新健身器材 | ≥120件 | 125件 | 80 | 80
满意度指标 | 服务对象满意度指标 | 游客满意度 | ≥90% | 91% | 10 | 10
总分 | < | < | < | < | 100 | 99.5
""",
    [
        {
            "execution.0.initial": 200,
            "execution.0.annual": 230,
            "other.0.value": "30",
            "findings without": "SEV-004",
        }
    ],
)

LAYOUTS["the change of a budget as a label between the two"] = Layout(
    """
项目支出绩效自评表（2025年度） | < | < | < | < | < | < | <
项目名称 | 公园设施更新 | < | < | 主管部门 | 榕南区园林中心 | < | <
年初预算数（万元） | 200 | 调整预算数（万元） | 30 | 全年预算数（万元） | 230 | 实际支出资金（万元） | 218.5
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 备注
产出指标 | 数量指标 | 更新健身器材 | ≥120件 | 125件 | 90 | 90 |
""",
    [{"execution.0.initial": 200, "execution.0.annual": 230, "execution.0.executed": 218.5, "funding": None}],
)

LAYOUTS["a caption of money broken over two rows"] = Layout(
    """
2025年度部门项目支出绩效自评表 | < | < | < | < | <
项目名称 | 养老机构补贴 | < | 主管部门 | 淮西区民政局 | <
项目资金 | 预算数 | 执行数 | 执行率（%） | 分值 | 得分
（万元） | 560 | 548.8 | 98 | 10 | 9.8
一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 补贴养老机构 | 46家 | 46家 | 90 | 90
总分 | < | < | < | 100 | 99.8
""",
    [{"execution.0.annual": 560, "execution.0.executed": 548.8, "execution.0.rate": 98, "total_score": 99.8}],
)

LAYOUTS["points of the execution in the label of its score, or nowhere"] = Layout(
    """
部门项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 食品快检 | < | < | 主管部门 | 川西区市场监管局 | <
预算数（元） | 450000 | < | 支出数（元） | 441000 | 执行率 | 98%
执行率得分（10分） | 9.8 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 快检批次 | 9000批次 | 9120批次 | 90 | 90
总得分 | < | < | < | < | 100 | 99.8
部门项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 环境整治 | < | < | 主管部门 | 闽北县城市管理局 | <
全年预算（元） | 450000 | < | 全年执行（元） | 441000 | 执行率98% | 得分9.8
一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 整治街巷 | 40条 | 41条 | 90 | 90
总得分 | < | < | < | < | 100 | 99.8
""",
    [
        {"execution.0.points": 10, "execution.0.score": 9.8, "findings without": "SEV-003"},
        {"execution.0.executed": 441000, "total_points": 100, "findings without": "SEV-003"},
    ],
)

LAYOUTS["kinds of two levels in one column, a kind of no level, amounts that were paid"] = Layout(
    """
越州市本级2025年度项目绩效自评表 | < | < | < | < | < | <
项目名称 | 数字图书馆建设 | < | 主管部门 | 越州市文化广电旅游局 | < | <
资金执行 | 预算批复数 | 调整后预算 | 实际支付数 | 支付率(%) | 得分 | 分值
^ | 2600000 | 2500000 | 2450000 | 98 | 9.8 | 10
指标类型 | 指标名称 | 目标值 | 完成值 | 权重（%） | 自评得分 | 备注
产出数量 | 新增电子图书 | 5万册 | 5.2万册 | 60 | 60 |
社会效益 | 访问量增长率 | ≥10% | 11% | 20 | 20 |
满意度 | 读者满意度 | ≥90% | 92.3% | 5 | 5 |
财务管理 | 会计核算规范性 | 规范 | 规范 | 5 | 5 |
总分 | < | < | < | 100 | 99.8 |
""",
    [
        {
            "execution.0.initial": 2600000,
            "execution.0.annual": 2500000,
            "execution.0.executed": 2450000,
            "execution.0.rate": 98,
            "indicators.0.level2": "数量",
            "indicators.2.level1": "满意度",
            "indicators.3.level1": None,
            "indicators.3.level2": "财务管理",
            "unread": [],
        }
    ],
)

LAYOUTS["points behind each level 2 of one indicator, no column of points"] = Layout(
    """
2024年度楚阳市卫生健康委员会部门整体自评结果表 | < | < | < | < | < | <
单位名称：楚阳市卫生健康委员会 | < | < | < | < | < | <
预算执行情况\\n（20分） | | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分 | <
^ | 部门整体支出总额 | 7000万元 | 6440万元 | 92% | 18.4 | <
年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年初目标值 | 实际完成值 | 得分
^ | 产出指标（60分） | 数量指标（40分） | 标准化村卫生室建设 | 60个 | 60个 | 40
^ | ^ | 质量指标（20分） | 基层诊疗占比 | ≥65% | 66% | 20
^ | 效益指标（20分） | 社会效益指标（20分） | 县域就诊率 | ≥90% | 91.2% | 20
总分 | 98.4 | < | < | < | < | <
""",
    [
        {
            "indicators.0.level1": "产出指标",
            "indicators.1.level2": "质量指标",
            "indicators.1.points": 20,
            "indicators.2.points": 20,
        }
    ],
)

LAYOUTS["targets in the names, where there are any, and no column of them"] = Layout(
    """
项目绩效自评表 | < | < | < | < | <
（2025年度） | < | < | < | < | <
项目名称 | 社区食堂运营扶持 | < | 预算单位 | 东浦区民政局 | <
当年预算数（元） | 3860000 | < | 预算执行数（元） | 3705600 | <
一级指标 | 二级指标 | 三级指标 | 权重 | 实际完成 | 得分
产出目标 | 数量 | 扶持社区食堂18家 | 50 | 18家 | 50
产出目标 | 时效 | 补贴资金及时发放 | 30 | 及时 | 30
影响力目标 | 满意度 | 老年人满意度≥85% | 20 | 91% | 20
合计 | < | < | 100 | | 100
""",
    [{"indicators.0.target": 18, "indicators.0.actual": 18, "indicators.2.actual": 91, "indicators.1.actual": "及时"}],
)

LAYOUTS["years as lines of the execution, the year of the form beside its unit"] = Layout(
    """
项目支出绩效自评表 | < | < | < | < | < | <
填报单位：淞江区城市管理局 | < | < | 2025年度 | < | 金额：万元 | <
项目名称 | 公共自行车运营 | < | < | < | < | <
项目资金 | 年度 | 预算数 | 执行数 | 执行率 | 分值 | 得分
^ | 2024年 | 380 | 361 | 95% | — | —
^ | 2025年 | 400 | 352 | 88% | 10 | 8.8
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 运营车辆数 | ≥6800辆 | 6840辆 | 90 | 90
总分 | < | < | < | < | 100 | 98.8
""",
    [
        {
            "fiscal_year": 2025,
            "currency_unit": "万元",
            "funding": None,
            "execution.0.annual": 400,
            "execution.0.executed": 352,
            "execution.1": None,
            "other.0.label": "2024年 预算数",
            "findings without": "FND-001",
        }
    ],
)

LAYOUTS["a budget by source and by use, the whole twice"] = Layout(
    """
部门整体绩效自评表（2024年度） | < | < | < | < | < | < | <
部门名称 | 豫岗市机关事务中心 | < | < | < | < | < | <
预算情况 | 部门预算总额（万元） | < | < | 2860 | < | 执行数 | 2774.2
^ | 1、资金来源：（1）政府预算资金 | < | < | 2860 | < | 执行数 | 2774.2
^ | （2）财政专户管理资金 | < | < | 0 | < | 执行数 | 0
^ | 2、资金结构：（1）基本支出 | < | < | 1210 | < | 执行数 | 1197.9
^ | （2）项目支出 | < | < | 1650 | < | 执行数 | 1576.3
一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 自评得分 | 扣分理由
产出指标 | 履职目标实现 | 人均能耗下降率 | ≥1.2% | 1.4% | 100 | 98 | 台账不全
""",
    [{"execution.0.annual": 2860, "execution.0.executed": 2774.2, "indicators.0.deviation": "台账不全"}],
)

LAYOUTS["results up to a day, why the pace was missed beside what is done about it"] = Layout(
    """
2026年度财政支出项目绩效运行跟踪监控表 | < | < | < | < | < | <
项目单位：珠澜区水务局 | < | < | < | 项目名称：排水管网清疏 | < | <
预算安排（万元） | 1200 | < | 已使用（万元） | 480 | 使用率 | 40%
绩效指标 | 年初目标 | 截至6月30日完成 | 年底能否完成 | 未达进度原因 | 纠偏措施 | 备注
清疏管网长度 | 860公里 | 402公里 | 能 | | |
清掏检查井 | 21000座 | 6300座 | 能 | 暴雨频发 | 增加班组 |
""",
    [
        {
            "execution.0.executed_to_july": 480,
            "execution.0.rate": 40,
            "indicators.0.actual_to_july": 402,
            "indicators.1.deviation": "暴雨频发",
            "indicators.1.other.纠偏措施": "增加班组",
        }
    ],
)

LAYOUTS["income and expenditure as lines of the execution below a title of the budget"] = Layout(
    """
单位整体支出绩效自评表（2025年度） | < | < | < | < | < | < | <
单位名称 | 沅浦县档案馆 | < | < | < | < | < | <
整体资金（万元） | 年初预算 | 调整预算 | 执行数 | 执行比例 | 分值 | 得分 | 备注
一、收入合计 | 310 | 322 | 322 | 100% | | |
二、支出合计 | 310 | 322 | 312.34 | 97% | 10 | 9.7 |
其中：基本支出 | 220 | 226 | 226 | 100% | | |
项目支出 | 90 | 96 | 86.34 | 89.94% | | |
一级指标 | 二级指标 | 三级指标 | 计划指标值 | 完成指标值 | 分值 | 得分 | 未完成原因
产出指标 | 数量指标 | 接收档案数量 | ≥1.2万卷 | 1.25万卷 | 90 | 90 |
总分 | | | | | 100 | 99.7 |
""",
    [
        {
            "execution.1.annual": 322,
            "execution.1.executed": 312.34,
            "execution.1.rate": 97,
            "indicators.0.actual": 1.25,
            "findings without": "SEV-004",
        }
    ],
)

LAYOUTS["what three quarters have spent, yes and no for the likelihood"] = Layout(
    """
2026年第三季度项目绩效监控表 | < | < | < | < | < | < | <
预算部门：柏林区体育局 | < | < | < | < | 单位：万元 | < | <
项目名称 | 全民健身中心运营 | < | < | 预算数 | 300 | 前三季度支出 | 165
支出进度 | 55% | < | < | 序时进度 | 75% | 全年预计支出 | 300
一级指标 | 二级指标 | 三级指标 | 全年目标值 | 三季度完成值 | 全年预计值 | 是否能完成 | 未完成原因
产出 | 数量 | 开放天数 | ≥330天 | 262天 | 345天 | 是 |
""",
    [{"execution.0.executed_to_july": 165, "execution.0.rate": 55, "indicators.0.likelihood": "是"}],
)
