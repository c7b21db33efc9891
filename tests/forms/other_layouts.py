"""Invented layouts that follow none of the definitions, each with what must be read of it.

A case is a table and what is expected: documents in order, each a mapping of dotted paths to values; ``indicators`` holds
the rows as ``level1 | level2 | level3 | operator | target | unit``, ``-`` for nothing.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class Layout(NamedTuple):
    """A sheet and what stands on it."""

    table: str
    expected: list[dict[str, Any]]


ROWS = """产出指标 | 数量指标 | 清淤渠道长度 | ≥ | 12 | 公里
产出指标 | 质量指标 | 工程验收合格率 | ≥ | 98 | %
效益指标 | 社会效益指标 | 受益农户数 | ≥ | 640 | 户
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥ | 90 | %"""

LAYOUTS: dict[str, Layout] = {}

LAYOUTS["year and period targets in two columns"] = Layout(
    """
青禾县2026年财政支出项目绩效目标批复表 | < | < | < | <
单位名称：青禾县水务局 | < | < | 金额单位：万元 | <
项目（政策）名称 | 渠道清淤维护 | < | 项目类型 | 延续性
项目资金总额 | 120 | < | 本年度申请资金 | 40
总体绩效目标 | 三年清淤渠道36公里。 | < | < | <
年度绩效目标 | 清淤渠道12公里。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 实施周期指标值 | 年度指标值
产出指标 | 数量指标 | 清淤渠道长度 | ≥36公里 | ≥12公里
^ | 质量指标 | 工程验收合格率 | ≥98% | ≥98%
效益指标 | 社会效益指标 | 受益农户数 | ≥640户 | ≥640户
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90% | ≥90%
""",
    [
        {
            "kind": "project",
            "fiscal_year": 2026,
            "department": "青禾县水务局",
            "project": "渠道清淤维护",
            "funding.annual": 40,
            "goals.annual": "清淤渠道12公里。",
            "goals.period": "三年清淤渠道36公里。",
            "indicators": ROWS,
        }
    ],
)

LAYOUTS["levels beside one another over a list"] = Layout(
    """
部门预算项目绩效目标表 | < | < | < | < | < | < | < | < | < | <
单位：青禾县水务局 | < | < | < | < | < | < | < | < | 单位：万元 | <
项目名称 | 资金总额 | 财政拨款 | 年度绩效目标 | 产出指标 | < | 效益指标 | < | 满意度指标 | < | 备注
^ | ^ | ^ | ^ | 三级指标 | 指标值 | 三级指标 | 指标值 | 三级指标 | 指标值 | ^
渠道清淤维护 | 40 | 36.5 | 清淤渠道12公里。 | 清淤渠道长度 | ≥12公里 | 受益农户数 | ≥640户 | 农户满意度 | ≥90% |
^ | ^ | ^ | ^ | 工程验收合格率 | ≥98% | | | | |
泵站检修 | 48 | 48 | 检修泵站6座。 | 检修泵站数 | =6座 | 保障灌溉面积 | ≥3200亩 | 用水户满意度 | ≥88% |
""",
    [
        {
            "kind": "project",
            "department": "青禾县水务局",
            "project": "渠道清淤维护",
            "funding.total": 40,
            "funding.fiscal": 36.5,
            "currency_unit": "万元",
            "goals.annual": "清淤渠道12公里。",
            "indicators": """产出指标 | - | 清淤渠道长度 | ≥ | 12 | 公里
产出指标 | - | 工程验收合格率 | ≥ | 98 | %
效益指标 | - | 受益农户数 | ≥ | 640 | 户
满意度指标 | - | 农户满意度 | ≥ | 90 | %""",
        },
        {"project": "泵站检修", "funding.total": 48, "goals.annual": "检修泵站6座。"},
    ],
)

LAYOUTS["sources in rows, years in columns"] = Layout(
    """
财政政策和项目绩效目标申报表 | < | < | < | <
（2026年度） | < | < | < | <
项目名称 | 渠道清淤维护 | < | 主管部门 | 青禾县水务局
项目资金（万元） | 资金来源 | 合计 | 2025年 | 2026年
^ | 资金总额 | 76 | 36 | 40
^ | 财政拨款 | 70 | 33.5 | 36.5
^ | 其他资金 | 6 | 2.5 | 3.5
年度目标 | 清淤渠道12公里。 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 指标名称 | 目标值
^ | 产出指标 | 数量指标 | 清淤渠道长度 | ≥12公里
^ | ^ | 质量指标 | 工程验收合格率 | ≥98%
^ | 效益指标 | 社会效益指标 | 受益农户数 | ≥640户
^ | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
""",
    [
        {
            "project": "渠道清淤维护",
            "funding.annual": 40,
            "funding.fiscal": 36.5,
            "funding.other": 3.5,
            "indicators": ROWS,
        }
    ],
)

LAYOUTS["a self-evaluation with everything on one line"] = Layout(
    """
2025年度青禾县项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 渠道清淤维护 | < | < | 项目编码 | 511900250001 | < | <
主管部门 | 青禾县水务局 | < | < | 实施单位 | 青禾县灌区管理所 | < | <
项目资金（万元） | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 40 | 42 | 41.5 | 10 | 98.81% | 9.88
^ | 其中：当年财政拨款 | 36.5 | 38.5 | 38 | — | 98.70% | —
^ | 其他资金 | 3.5 | 3.5 | 3.5 | — | 100% | —
年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | <
^ | 清淤渠道12公里。 | < | < | 清淤渠道12.4公里。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
产出指标 | 数量指标 | 清淤渠道长度 | ≥12公里 | 12.4公里 | 50 | 50 |
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90% | 93% | 40 | 40 |
总分 | < | < | < | < | 100 | 99.88 |
自评结论 | 自评得分99.88分。 | < | < | < | < | < | <
""",
    [
        {
            "kind": "selfeval",
            "fiscal_year": 2025,
            "project": "渠道清淤维护",
            "project_code": "511900250001",
            "department": "青禾县水务局",
            "implementing_unit": "青禾县灌区管理所",
            "goals.annual": "清淤渠道12公里。",
            "goals.actual": "清淤渠道12.4公里。",
            "execution.0.source": "年度资金总额",
            "execution.0.initial": 40,
            "execution.0.annual": 42,
            "execution.0.executed": 41.5,
            "execution.0.rate": 98.81,
            "execution.0.points": 10,
            "execution.0.score": 9.88,
            "execution.2.executed": 3.5,
            "indicators.0.actual": 12.4,
            "indicators.1.score": 40,
            "total_score": 99.88,
            "total_points": 100,
        }
    ],
)

LAYOUTS["a department with its money by source and by use"] = Layout(
    """
2026年度部门整体绩效目标申报表 | < | < | < | <
部门名称 | 青禾县水务局 | < | < | <
年度预算情况（万元） | 部门预算总额 | 860 | < | <
^ | 资金来源 | 财政性资金 | 800 | <
^ | ^ | 其他资金 | 60 | <
^ | 资金结构 | 基本支出 | 260 | <
^ | ^ | 项目支出 | 600 | <
年度履职目标 | 保障农村供水，治理河道。 | < | < | <
年度主要任务 | 任务名称 | 主要内容 | < | 预算金额
^ | 农村供水 | 改造管网32公里 | < | 400
^ | 河道治理 | 治理河道18公里 | < | 200
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 改造管网长度 | ≥32公里
^ | 效益指标 | 社会效益指标 | 受益农户数 | ≥640户
^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90%
""",
    [
        {
            "kind": "department",
            "fiscal_year": 2026,
            "department": "青禾县水务局",
            "budget.total": 860,
            "budget.general_public": 800,
            "budget.other": 60,
            "budget.basic": 260,
            "budget.project": 600,
            "goals.annual": "保障农村供水，治理河道。",
            "tasks.0.name": "农村供水",
            "tasks.1.content": "治理河道18公里",
            "tasks.1.amount.total": 200,
            "indicators.0.target": 32,
        }
    ],
)

LAYOUTS["an export that names each project once"] = Layout(
    """
预算单位 | 项目代码 | 项目名称 | 预算数（元） | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 权重
青禾县水务局 | 5119001 | 渠道清淤维护 | 400000 | 清淤渠道12公里。 | 产出指标 | 数量指标 | 清淤渠道长度 | ≥ | 12 | 公里 | 40
 | | | | | 产出指标 | 质量指标 | 工程验收合格率 | ≥ | 98 | % | 10
 | | | | | 效益指标 | 社会效益指标 | 受益农户数 | ≥ | 640 | 户 | 30
 | | | | | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥ | 90 | % | 10
青禾县民政局 | 5119002 | 养老机构补贴 | 960000 | 补贴养老机构8家。 | 产出指标 | 数量指标 | 补贴机构数 | = | 8 | 家 | 50
 | | | | | 效益指标 | 社会效益指标 | 老人生活保障水平 | 定性 | 提高 | | 40
""",
    [
        {
            "department": "青禾县水务局",
            "project_code": "5119001",
            "project": "渠道清淤维护",
            "funding.total": 400000,
            "currency_unit": "元",
            "indicators.0.points": 40,
            "indicators": ROWS,
        },
        {
            "department": "青禾县民政局",
            "project": "养老机构补贴",
            "funding.total": 960000,
            "indicators.1.target": "提高",
            "indicators.1.operator": None,
        },
    ],
)

LAYOUTS["departments and units as lines of a list"] = Layout(
    """
预算05-2表 | < | < | < | < | < | <
项目支出绩效目标表 | < | < | < | < | < | <
单位名称、项目名称 | 项目年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位
1 | 2 | 3 | 4 | 5 | 6 | 7
青禾县水务局
  青禾县灌区管理所
    渠道清淤维护 | 清淤渠道12公里。 | 产出指标 | 数量指标 | 清淤渠道长度 | 12 | 公里
 | | 满意度指标 | 服务对象满意度指标 | 农户满意度 | 90 | %
青禾县民政局
  青禾县福利院
    养老机构补贴 | 补贴养老机构8家。 | 产出指标 | 数量指标 | 补贴机构数 | 8 | 家
 | | 满意度指标 | 服务对象满意度指标 | 老人满意度 | 90 | %
""",
    [
        {"department": "青禾县水务局", "implementing_unit": "青禾县灌区管理所", "project": "渠道清淤维护"},
        {"department": "青禾县民政局", "implementing_unit": "青禾县福利院", "project": "养老机构补贴"},
    ],
)

LAYOUTS["a published list of amounts and goals"] = Layout(
    """
青禾县2026年项目绩效目标公开表 | < | < | < | <
序号 | 单位名称 | 项目名称 | 预算金额（万元） | 年度绩效目标
1 | 青禾县水务局 | 渠道清淤维护 | 40 | 清淤渠道12公里。
2 | 青禾县水务局 | 泵站检修 | 48 | 检修泵站6座。
合计 | | | 88 |
""",
    [
        {
            "kind": "summary",
            "rows.0.project": "渠道清淤维护",
            "rows.0.amount": 40,
            "rows.1.goal_annual": "检修泵站6座。",
            "rows.1.seq": "2",
            "total": 88,
        }
    ],
)

LAYOUTS["captions as lines, no column of level 1"] = Layout(
    """
项目绩效目标申报书 | < | < | <
申报单位：青禾县水务局 | < | 申报日期：2025年11月3日 | <
项目名称 | 渠道清淤维护 | < | <
申请财政资金（万元） | 36.5 | 项目总投资（万元） | 40
绩效目标描述 | 清淤渠道12公里。 | < | <
（一）产出指标 | < | < | <
二级指标 | 三级指标 | 目标值 | 计量单位
数量指标 | 清淤渠道长度 | ≥12 | 公里
质量指标 | 工程验收合格率 | ≥98 | %
（二）效益指标 | < | < | <
社会效益指标 | 受益农户数 | ≥640 | 户
（三）满意度指标 | < | < | <
服务对象满意度指标 | 农户满意度 | ≥90 | %
""",
    [
        {
            "department": "青禾县水务局",
            "project": "渠道清淤维护",
            "funding.fiscal": 36.5,
            "funding.total": 40,
            "signoff.date": "2025年11月3日",
            "goals.annual": "清淤渠道12公里。",
            "indicators": ROWS,
        }
    ],
)

LAYOUTS["monitoring of the first half of the year"] = Layout(
    """
2026年度预算项目绩效运行监控表 | < | < | < | < | <
（1-6月） | < | < | < | < | <
项目名称 | 渠道清淤维护 | < | 预算部门 | 青禾县水务局 | <
资金执行情况（万元） | 项目 | 年初预算数 | 1-6月执行数 | 1-6月执行率 | 全年预计执行数
^ | 年度资金总额 | 40 | 18 | 45% | 40
^ | 其中：财政拨款 | 36.5 | 16.5 | 45.2% | 36.5
^ | 其他资金 | 3.5 | 1.5 | 42.9% | 3.5
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1-6月完成值 | 全年预计完成值
产出指标 | 数量指标 | 清淤渠道长度 | ≥12公里 | 5.5 | 12
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90% | 88% | 90%
""",
    [
        {
            "kind": "monitoring",
            "fiscal_year": 2026,
            "project": "渠道清淤维护",
            "department": "青禾县水务局",
            "execution.0.initial": 40,
            "execution.0.executed_to_july": 18,
            "execution.0.rate": 45,
            "execution.0.expected_annual": 40,
            "execution.2.source": "其他资金",
            "indicators.0.actual_to_july": 5.5,
            "indicators.0.expected": 12,
            "indicators.1.target": 90,
        }
    ],
)

LAYOUTS["the money of four levels of government"] = Layout(
    """
省对下转移支付区域绩效目标申报表 | < | < | < | <
（2026年度） | < | < | < | <
专项名称 | 渠道清淤维护补助资金 | < | < | <
省级主管部门 | 云岭省水利厅 | < | 市县主管部门 | 青禾县水务局
资金情况（万元） | 年度金额 | 100 | < | <
^ | 其中：省级补助 | 60 | < | <
^ | 市级补助 | 20 | < | <
^ | 县级配套资金 | 15 | < | <
^ | 其他资金 | 5 | < | <
年度总体目标 | 清淤渠道12公里。 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 清淤渠道长度 | ≥12公里
^ | 效益指标 | 社会效益指标 | 受益农户数 | ≥640户
^ | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
""",
    [
        {
            "project": "渠道清淤维护补助资金",
            "department": "云岭省水利厅",
            "funding.annual": 100,
            "funding.other": 5,
            "funding.fiscal": None,
            "findings without": "FND-001",
        }
    ],
)

LAYOUTS["goals above one another under their headings"] = Layout(
    """
财政支出绩效目标表 | < | < | <
项目名称：渠道清淤维护 | < | < | <
预算单位：青禾县水务局 | < | 预算年度：2026年 | <
项目资金情况 | 项目总额（万元） | 财政拨款（万元） | 其他资金（万元）
^ | 40 | 36.5 | 3.5
项目实施期目标 | < | < | <
三年清淤渠道36公里。 | < | < | <
本年度目标 | < | < | <
清淤渠道12公里。 | < | < | <
一级指标 | 二级指标 | 指标内容 | 指标值
产出指标 | 数量指标 | 清淤渠道长度 | ≥12公里
 | 质量指标 | 工程验收合格率 | ≥98%
效益指标 | 社会效益指标 | 受益农户数 | ≥640户
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
填表人：苏某    联系电话：0830-1234567 | < | 单位负责人：林某 | <
""",
    [
        {
            "fiscal_year": 2026,
            "project": "渠道清淤维护",
            "department": "青禾县水务局",
            "funding.total": 40,
            "funding.fiscal": 36.5,
            "funding.other": 3.5,
            "goals.period": "三年清淤渠道36公里。",
            "goals.annual": "清淤渠道12公里。",
            "signoff.preparer": "苏某",
            "signoff.phone": "0830-1234567",
            "signoff.head": "林某",
            "indicators": ROWS,
        }
    ],
)

LAYOUTS["the direction of an indicator is no operator"] = Layout(
    """
2026年项目支出绩效目标申报表 | < | < | < | < | < | <
项目名称 | 渠道清淤维护 | < | < | 主管部门 | 青禾县水务局 | <
年度资金总额（万元） | 40 | < | < | 上年度预算（万元） | 35 | <
年度绩效目标 | 清淤渠道12公里。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标方向 | 上年指标值 | 本年指标值 | 分值
产出指标 | 数量指标 | 清淤渠道长度 | 正向 | ≥10公里 | ≥12公里 | 40
产出指标 | 质量指标 | 工程验收合格率 | 正向 | ≥95% | ≥98% | 10
效益指标 | 社会效益指标 | 受益农户数 | 正向 | ≥600户 | ≥640户 | 30
满意度指标 | 服务对象满意度指标 | 农户满意度 | 正向 | ≥88% | ≥90% | 10
""",
    [
        {
            "funding.annual": 40,
            "last_year.0.value": 35,
            "indicators.0.points": 40,
            "indicators": ROWS,
        }
    ],
)

LAYOUTS["halves with the goal and the money of each"] = Layout(
    """
项目支出绩效目标申报表 | < | < | < | < | <
（2026年度） | < | < | < | < | <
项目名称 | 渠道清淤维护 | < | 主管部门及代码 | 青禾县水务局（331） | <
项目资金（万元） | 实施期资金总额 | 120 | 年度资金总额 | 40 | <
^ | 其中：财政拨款 | 110 | 其中：财政拨款 | 36.5 | <
^ | 其他资金 | 10 | 其他资金 | 3.5 | <
总体目标 | 实施期目标（2026年—2028年） | < | 年度目标 | < | <
^ | 三年清淤渠道36公里。 | < | 清淤渠道12公里。 | < | <
绩效指标 | 一级指标 | 三级指标 | 指标值 | 三级指标 | 指标值
^ | 产出指标 | 清淤渠道长度 | ≥36公里 | 清淤渠道长度 | ≥12公里
^ | 满意度指标 | 农户满意度 | ≥90% | 农户满意度 | ≥90%
""",
    [
        {
            "department": "青禾县水务局",
            "department_code": "331",
            "funding.annual": 40,
            "funding.fiscal": 36.5,
            "funding.other": 3.5,
            "period_side.funding.total": 120,
            "goals.period": "三年清淤渠道36公里。",
            "goals.annual": "清淤渠道12公里。",
            "indicators": "产出指标 | - | 清淤渠道长度 | ≥ | 12 | 公里\n满意度指标 | - | 农户满意度 | ≥ | 90 | %",
        }
    ],
)

LAYOUTS["no form: a library of indicators"] = Layout(
    """
水务行业绩效指标库 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标解释
产出指标 | 数量指标 | 清淤渠道长度 | 全年清淤的渠道长度
效益指标 | 社会效益指标 | 受益农户数 | 受益的农户
""",
    [],
)

LAYOUTS["no form: a table about forms"] = Layout(
    """
2026年项目绩效目标审核意见表 | < | < | <
项目名称 | 渠道清淤维护 | 主管部门 | 青禾县水务局
审核内容 | 分值 | 得分 | 意见
目标完整 | 20 | 18 | 基本完整
目标可行 | 20 | 20 | 可行
""",
    [],
)

LAYOUTS["two forms below one another without titles"] = Layout(
    """
项目名称 | 渠道清淤维护 | 主管部门 | 青禾县水务局
预算金额（万元） | 40 | 年度目标 | 清淤渠道12公里。
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 清淤渠道长度 | ≥12公里
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%

项目名称 | 泵站检修 | 主管部门 | 青禾县水务局
预算金额（万元） | 48 | 年度目标 | 检修泵站6座。
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 检修泵站数 | =6座
满意度指标 | 服务对象满意度指标 | 用水户满意度 | ≥88%
""",
    [
        {"project": "渠道清淤维护", "funding.total": 40, "indicators.0.target": 12},
        {"project": "泵站检修", "funding.total": 48, "goals.annual": "检修泵站6座。", "indicators.1.target": 88},
    ],
)
