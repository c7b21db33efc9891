"""Invented lists and year-end forms as bureaus and budget systems lay them out (see ``other_layouts.py``)."""

from __future__ import annotations

from forms.other_layouts import Layout

LAYOUTS: dict[str, Layout] = {}

LAYOUTS["goals of the beginning and the end of the year titled beside a tall label"] = Layout(
    """
2025年度部门整体绩效自评表 | < | < | < | < | <
主管部门 | 石滩区水利局 | < | < | 自评总分（分） | 97.5
预算执行情况（万元） | 年初预算数 | 全年（调整）预算数 | 全年执行数 | 执行率权重 | 执行率得分（分）
^ | 800 | 820 | 779 | 10 | 9.5
当年绩效目标 | 年初绩效目标 | < | 全年（调整）绩效目标 | 全年目标实际完成情况 | <
^ | 加固堤防6公里，清淤渠道18公里。 | < | 无 | 加固堤防6公里，清淤渠道18.2公里。 | <
绩效指标 | 指标名称 | 计量单位 | 年初指标值 | 全年完成值 | 指标得分（分）
^ | 加固堤防长度 | 公里 | 6 | 6 | 40
^ | 清淤渠道长度 | 公里 | 18 | 18.2 | 48
""",
    [
        {
            "department": "石滩区水利局",
            "goals.annual": "加固堤防6公里，清淤渠道18公里。",
            "goals.actual": "加固堤防6公里，清淤渠道18.2公里。",
            "execution.0.annual": 820,
            "execution.0.points": 10,
            "execution.0.score": 9.5,
            "total_score": 97.5,
        }
    ],
)

LAYOUTS["an export whose groups of columns are titled, one with the unit of money"] = Layout(
    """
基本信息 | < | < | 资金信息（元） | < | 绩效指标 | < | < | < | 审核信息 | <
主管部门名称 | 项目编码 | 项目名称 | 当年预算金额 | 其中：财政拨款 | 一级指标 | 三级指标 | 指标值 | 计量单位 | 审核人 | 审核状态
石滩区林业局 | 36110026T000000100001 | 防火隔离带维护 | 460000 | 400000 | 产出指标 | 维护隔离带长度 | 23 | 公里 | 卢苇 | 已审
石滩区林业局 | 36110026T000000100001 | 防火隔离带维护 | 460000 | 400000 | 效益指标 | 火情发生次数 | 2 | 次 | 卢苇 | 已审
""",
    [
        {
            "department": "石滩区林业局",
            "project": "防火隔离带维护",
            "project_code": "36110026T000000100001",
            "currency_unit": "元",
            "funding.annual": 460000,
            "funding.fiscal": 400000,
        }
    ],
)

LAYOUTS["duties and activities with the department on a line of its own"] = Layout(
    """
部门职责—工作活动绩效目标 | < | < | < | < | < | <
361石滩区林业局 | < | < | < | < | 单位：万元 | <
职责活动 | 年度预算数 | 内容描述 | 绩效指标 | 评价标准 | < | <
^ | ^ | ^ | ^ | 优 | 良 | 差
森林防火 | 46 | 维护隔离带，巡查林区 | 隔离带完好率 | ≥95% | ≥90% | <90%
种苗培育 | 30.5 | 培育乡土树种 | 苗木成活率 | ≥92% | ≥85% | <85%
""",
    [
        {
            "kind": "department",
            "department": "石滩区林业局",
            "tasks.0.name": "森林防火",
            "tasks.0.amount.total": 46,
            "tasks.1.content": "培育乡土树种",
            "indicators": """- | - | 隔离带完好率 | ≥ | 95 | %
- | - | 苗木成活率 | ≥ | 92 | %""",
        }
    ],
)

LAYOUTS["results of projects under two lines of titles, the parts of the score under it"] = Layout(
    """
2025年度项目支出绩效自评结果汇总表 | < | < | < | < | < | < | < | < | <
序号 | 预算部门 | 项目名称 | 预算执行情况（万元） | < | < | 自评得分 | < | < | 评价等级
^ | ^ | ^ | 全年预算数 | 全年执行数 | 执行率 | 预算执行率(10分) | 产出(60分) | 总分 | ^
1 | 石滩区林业局 | 防火隔离带维护 | 46 | 43.7 | 95% | 9.5 | 60 | 99.5 | 优
2 | 石滩区水利局 | 渠道清淤 | 82 | 82 | 100% | 10 | 52 | 86 | 良
""",
    [
        {
            "department": "石滩区林业局",
            "project": "防火隔离带维护",
            "execution.0.annual": 46,
            "execution.0.rate": 95,
            "execution.0.score": 9.5,
            "total_score": 99.5,
            "grade": "优",
        },
        {"department": "石滩区水利局", "project": "渠道清淤", "total_score": 86, "grade": "良"},
    ],
)

LAYOUTS["projects of several departments below lines of their own, without indicators"] = Layout(
    """
2026年区级部门重点项目绩效目标公开表 | < | < | < | < | <
 | | | | | 金额单位：千元
序号 | 项目名称 | 项目实施单位 | 2026年预算安排 | < | 年度绩效目标
^ | ^ | ^ | 合计 | 一般公共预算 | ^
一、石滩区林业局 | < | < | < | < | <
1 | 防火隔离带维护 | 石滩区国有林场 | 460 | 400 | 维护隔离带23公里，火情不超过2次。
2 | 苗圃改造 | 石滩区国有林场 | 305 | 305 | 改造苗圃12亩，成活率92%以上。
 | 小计 | | 765 | 705 |
二、石滩区水利局 | < | < | < | < | <
1 | 渠道清淤 | 石滩区灌区管理站 | 820 | 820 | 清淤渠道18公里。
 | 小计 | | 820 | 820 |
 | 总计 | | 1585 | 1525 |
""",
    [
        {
            "kind": "project",
            "department": "石滩区林业局",
            "implementing_unit": "石滩区国有林场",
            "funding.total": 460,
            "funding.fiscal": 400,
            "goals.annual": "维护隔离带23公里，火情不超过2次。",
            "findings without": "STR-007",
        },
        {"department": "石滩区林业局", "project": "苗圃改造", "findings without": "CMP-005"},
        {"department": "石滩区水利局", "project": "渠道清淤", "currency_unit": "千元", "funding.total": 820},
    ],
)

LAYOUTS["a list that asks for outputs and benefits only"] = Layout(
    """
2026年项目支出绩效目标一览表 | < | < | < | < | <
填报部门：石滩区水利局 | | | | | 单位：万元
项目名称 | 预算金额 | 产出指标 | < | 效益指标 | <
^ | ^ | 数量指标 | 时效指标 | 社会效益指标 | 生态效益指标
渠道清淤 | 82 | 清淤渠道长度≥18公里 | 按期完工率≥95% | 受益农户数≥1200户 | 恢复水面≥3亩
""",
    [{"project": "渠道清淤", "findings without": "CMP-005"}],
)

LAYOUTS["projects below one title, each with its own header"] = Layout(
    """
2026年重点项目绩效目标公开表 | < | < | <
公开部门：石滩区水利局 | | | 单位：万元
项目名称 | 渠道清淤 | 预算金额 | 82
绩效目标 | 清淤渠道18公里，受益农户1200户。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 清淤渠道长度 | ≥18公里
效益指标 | 社会效益指标 | 受益农户数 | ≥1200户
项目名称 | 水闸维修 | 预算金额 | 35.6
绩效目标 | 维修水闸9座。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 维修水闸数 | =9座
""",
    [
        {
            "project": "渠道清淤",
            "department": "石滩区水利局",
            "funding.total": 82,
            "indicators": """产出指标 | 数量指标 | 清淤渠道长度 | ≥ | 18 | 公里
效益指标 | 社会效益指标 | 受益农户数 | ≥ | 1200 | 户""",
        },
        {
            "project": "水闸维修",
            "department": "石滩区水利局",
            "funding.total": 35.6,
            "goals.annual": "维修水闸9座。",
            "indicators": "产出指标 | 数量指标 | 维修水闸数 | = | 9 | 座",
        },
    ],
)

LAYOUTS["sources of money in columns, what was planned and spent in lines"] = Layout(
    """
2025年项目支出绩效自评表 | < | < | < | < | <
项目名称 | 渠道清淤 | < | 省级预算部门、单位名称 | 石滩区水利局 | <
资金情况（万元） | 项目 | 资金总额 | 财政拨款 | 其他资金 | 备注
^ | 年初预算数 | 82 | 70 | 12 |
^ | 实际执行数 | 80.5 | 70 | 10.5 |
一级指标 | 三级指标 | 指标值 | 实际完成 | 得分计算方法 | 得分
产出指标 | 清淤渠道长度 | ≥18公里 | 18.4公里 | 完成值除以指标值 | 50
效益指标 | 受益农户数 | ≥1200户 | 1260户 | 完成值除以指标值 | 40
""",
    [
        {
            "kind": "selfeval",
            "project": "渠道清淤",
            "department": "石滩区水利局",
            "indicators.0.actual": 18.4,
            "indicators.1.actual": 1260,
            "indicators.1.score": 40,
            "indicators.0.scoring_standard": "完成值除以指标值",
        }
    ],
)

LAYOUTS["numbered goals stay whole below the label of the goal"] = Layout(
    """
部门整体支出绩效目标完成情况自评表 | < | < | <
部门名称 | 石滩区水利局 | < | <
年度总体目标 | 预期目标 | < | 实际完成情况
^ | 目标1：清淤渠道18公里。 | < | 目标1：清淤渠道18.4公里。
一级指标 | 三级指标 | 预期指标值 | 实际完成指标值
产出指标 | 清淤渠道长度 | ≥18公里 | 18.4公里
""",
    [{"goals.annual": "目标1：清淤渠道18公里。", "goals.actual": "目标1：清淤渠道18.4公里。"}],
)

LAYOUTS["a count of self-evaluations with points in words"] = Layout(
    """
2025年项目支出绩效自评情况统计表 | < | < | < | < | < | <
序号 | 单位名称 | 项目名称 | 预算安排金额（元） | 实际支出金额（元） | 绩效指标个数 | 自评分数
1 | 石滩区水利局 | 渠道清淤 | 820000 | 805000 | 9 | 97.6
2 | 石滩区林业局 | 苗圃改造 | 305000 | 305000 | 7 | 100
""",
    [
        {"project": "渠道清淤", "total_score": 97.6, "execution.0.annual": 820000, "execution.0.executed": 805000},
        {"project": "苗圃改造", "department": "石滩区林业局", "total_score": 100},
    ],
)

LAYOUTS["sums of the indicators of each level 1, amounts under one title in two columns"] = Layout(
    """
市级预算项目支出绩效自评表 | < | < | < | < | < | <
单位（盖章）：石滩区水利局 | | | | | | 单位：万元
项目名称 | 渠道清淤 | < | < | 实施单位 | 石滩区灌区管理站 | <
资金构成 | < | 预算安排 | < | 实际支出 | 预算执行率 | 得分
^ | ^ | 年初数 | 调整后 | ^ | ^ | ^
合计 | < | 80 | 82 | 77.9 | 95% | 9.5
年度绩效目标 | 目标推进情况 | < | < | < | < | <
清淤渠道18公里，受益农户1200户。 | 清淤渠道18.4公里，受益农户1260户。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 标准分值 | 自评分值
产出指标 | 数量指标 | 清淤渠道长度 | ≥18公里 | 18.4公里 | 50 | 50
产出指标小计 | | | | | 50 | 50
效益指标 | 社会效益指标 | 受益农户数 | ≥1200户 | 1260户 | 40 | 40
效益指标小计 | | | | | 40 | 40
总计 | | | | | 100 | 99.5
""",
    [
        {
            "execution.0.initial": 80,
            "execution.0.annual": 82,
            "execution.0.rate": 95,
            "goals.annual": "清淤渠道18公里，受益农户1200户。",
            "indicators": """产出指标 | 数量指标 | 清淤渠道长度 | ≥ | 18 | 公里
效益指标 | 社会效益指标 | 受益农户数 | ≥ | 1200 | 户""",
            "indicators.1.points": 40,
            "indicators.1.score": 40,
            "total_score": 99.5,
        }
    ],
)

LAYOUTS["two amounts that only the title over them names are neither taken for the amount"] = Layout(
    """
2026年部门预算项目绩效目标明细表 | < | < | < | <
主管部门 | 项目名称 | 预算安排 | < | 三级指标 | 指标值
^ | ^ | 甲方案 | 乙方案 | ^ | ^
石滩区水利局 | 渠道清淤 | 80 | 82 | 清淤渠道长度 | ≥18公里
""",
    [{"project": "渠道清淤", "funding.total": None, "indicators": "- | - | 清淤渠道长度 | ≥ | 18 | 公里"}],
)

LAYOUTS["a monitoring list whose rate is that of the adjusted budget"] = Layout(
    """
2026年部门预算项目绩效运行监控汇总表（1-7月） | < | < | < | < | <
部门名称 | 项目名称 | 年初预算数（元） | 调整后预算数（元） | 1-7月执行数（元） | 执行率
石滩区水利局 | 渠道清淤 | 800000 | 820000 | 492000 | 60%
石滩区林业局 | 苗圃改造 | 305000 | 305000 | 183000 | 60%
合计 | | 1105000 | 1125000 | 675000 |
""",
    [
        {
            "execution.0.initial": 800000,
            "execution.0.annual": 820000,
            "execution.0.executed_to_july": 492000,
            "findings without": "MON-001",
        },
        {"project": "苗圃改造", "execution.0.annual": 305000, "findings without": "FND-004"},
    ],
)

LAYOUTS["granted beside asked amounts, spending without 数"] = Layout(
    """
2025年度部门项目支出绩效自评结果公开表 | < | < | < | < | <
部门名称 | 项目名称 | 全年预算（A） | 全年支出（B） | 执行率（B/A） | 自评总得分
石滩区水利局 | 渠道清淤 | 82 | 77.9 | 95% | 99.5
""",
    [{"execution.0.annual": 82, "execution.0.executed": 77.9, "total_score": 99.5}],
)

LAYOUTS["a short goal of the year right above the titles of the indicators"] = Layout(
    """
项目支出绩效目标表 | < | < | <
项目名称 | 渠道清淤 | 主管部门 | 石滩区水利局
预算金额（万元） | 82 | 实施单位 | 石滩区灌区管理站
年度绩效目标 | 完成年度清淤任务，受益农户满意。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 清淤渠道长度 | ≥18公里
""",
    [{"project": "渠道清淤", "goals.annual": "完成年度清淤任务，受益农户满意。"}],
)

LAYOUTS["the spending on projects of a department's self-evaluation is not its total"] = Layout(
    """
附件2 | < | < | < | < | < | < | < | <
2025年度部门整体支出绩效自评表 | < | < | < | < | < | < | < | <
部门名称 | < | 石滩区林业局 | < | < | < | < | < | <
年度预算申请（万元） | < | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | < | 年度资金总额 | 760 | 830.5 | 797.28 | 10 | 96% | 9.6
^ | < | 按收入性质分： | < | < | < | 按支出性质分： | < | <
^ | < | 其中：一般公共预算：830.5 | < | < | < | 其中：基本支出：430.5 | < | <
^ | < | 政府性基金拨款：0 | < | < | < | 项目支出：400 | < | <
年度总体目标 | 预期目标 | < | < | < | 实际完成情况 | < | < | <
^ | 维护隔离带23公里。 | < | < | < | 维护隔离带24公里。 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
^ | 产出指标 | 数量指标 | 维护隔离带长度 | ≥23公里 | 24公里 | 50 | 50 | 无
^ | 效益指标 | 生态效益指标 | 林地管护率 | ≥95% | 96% | 40 | 40 | 无
""",
    [
        {
            "department": "石滩区林业局",
            "funding.total": None,
            "execution.0.annual": 830.5,
        }
    ],
)

LAYOUTS["costs among the outputs of a form that looks like one of 2021"] = Layout(
    """
预算项目绩效目标表 | < | < | < | < | < | < | < | <
填报单位:石滩区住房和城乡建设局 | < | < | < | < | < | < | < | <
项 目 名 称 | < | 背街小巷路灯改造 | < | < | 年 度 | 2026 | < | <
资金来源 | 资金总额(万元) | < | 本级财政拨款(万元) | < | 上年结转(万元) | < | 其他资金(万元) | <
^ | 96 | < | 80 | < | 0 | < | 16 | <
总体目标 | 2026年改造路灯310盏，亮灯率达到98%以上。 | < | < | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 目 标 值 | < | < | 目标值说明 | <
^ | ^ | ^ | ^ | 运算符号 | 指标值 | 计量单位 | ^ | <
^ | 产出指标 | 数量指标 | 改造路灯数量 | 大于等于 | 310 | 盏 | 按计划 | <
^ | ^ | 成本指标 | 路灯改造总成本 | 小于等于 | 96 | 万元 | 按计划 | <
^ | 效益指标 | 社会效益指标 | 受益居民户数 | 大于等于 | 2600 | 户 | 按计划 | <
^ | 满意度指标 | 服务对象满意度指标 | 居民满意度 | 大于等于 | 90 | % | 按计划 | <
""",
    [
        {
            "project": "背街小巷路灯改造",
            "funding.total": 96,
            "indicators.1.level1": "产出指标",
            "indicators.1.level2": "成本指标",
            "indicators.1.target": 96,
        }
    ],
)
