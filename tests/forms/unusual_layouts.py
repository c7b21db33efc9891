"""Invented layouts that lie on their side, spread over years, list many projects or their results (``other_layouts.py``)."""

from __future__ import annotations

from forms.other_layouts import Layout

LAYOUTS: dict[str, Layout] = {}

LAYOUTS["money and targets of three years, the year of the form among them"] = Layout(
    """
旗本级项目支出绩效目标申报表（2026-2028年） | < | < | < | < | < | < | <
申报年度：2026年 | < | < | < | < | < | 单位：万元 | <
项目名称 | 草原围栏修复 | < | < | 主管部门 | '[217]白音旗林业和草原局' | < | <
资金安排 | 资金来源 | < | < | 2026年 | 2027年 | 2028年 | 合计
^ | 资金总额 | < | < | 180 | 150 | 120 | 450
^ | 其中：财政拨款 | < | < | 160 | 140 | 120 | 420
^ | 其他资金 | < | < | 20 | 10 | 0 | 30
总体目标 | 实施期目标 | < | < | 年度目标 | < | < | <
^ | 三年修复围栏300公里。 | < | < | 修复围栏120公里，牧民满意度90%以上。 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | < | < | 备注
^ | ^ | ^ | ^ | 2026年 | 2027年 | 2028年 | ^
^ | 产出指标 | 数量指标 | 修复围栏长度 | ≥120公里 | ≥100公里 | ≥80公里 |
^ | ^ | 质量指标 | 围栏验收合格率 | ≥98% | ≥98% | ≥98% |
^ | 满意度指标 | 服务对象满意度指标 | 牧民满意度 | ≥90% | ≥91% | ≥92% |
""",
    [
        {
            "fiscal_year": 2026,
            "department": "白音旗林业和草原局",
            "funding.annual": 180,
            "funding.fiscal": 160,
            "funding.other": 20,
            "period_side.funding.total": 450,
            "goals.period": "三年修复围栏300公里。",
            "goals.annual": "修复围栏120公里，牧民满意度90%以上。",
            "indicators": """产出指标 | 数量指标 | 修复围栏长度 | ≥ | 120 | 公里
产出指标 | 质量指标 | 围栏验收合格率 | ≥ | 98 | %
满意度指标 | 服务对象满意度指标 | 牧民满意度 | ≥ | 90 | %""",
        },
    ],
)

LAYOUTS["indicators that lie on their side"] = Layout(
    """
2026年度财政支出政策（项目）绩效目标表 | < | < | < | <
政策（项目）名称 | < | 早稻良种补贴 | < | <
主管单位 | < | 白石县农业农村局 | < | <
年度预算金额（万元） | < | 60 | < | <
年度绩效目标 | < | 推广良种4万亩，农户满意度90%以上。 | < | <
绩效指标 | 一级指标 | 产出指标 | < | 满意度指标
^ | 二级指标 | 数量指标 | 质量指标 | 服务对象满意度指标
^ | 三级指标 | 推广良种面积 | 良种纯度达标率 | 农户满意度
^ | 指标值 | ≥4万亩 | ≥98% | ≥90%
^ | 分值 | 40 | 30 | 20
""",
    [
        {
            "project": "早稻良种补贴",
            "indicators": """产出指标 | 数量指标 | 推广良种面积 | ≥ | 4 | 万亩
产出指标 | 质量指标 | 良种纯度达标率 | ≥ | 98 | %
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥ | 90 | %""",
            "indicators.0.cell": "C8",
            "indicators.2.cells.target": "E9",
            "indicators.1.points": 30,
            "unread": [],
        },
    ],
)

LAYOUTS["a published list with the sum of each department between"] = Layout(
    """
白石县2026年本级预算项目绩效目标公开表 | < | < | < | < | < | < | < | < | <
 | | | | | | | | 金额单位：元 | <
单位名称 | 项目名称 | 项目预算 | < | 项目年度目标 | 绩效指标 | < | < | < | <
^ | ^ | 合计 | 其中：财政拨款 | ^ | 一级指标 | 三级指标 | 值类型 | 目标值 | 单位
合计 | < | 900000 | 850000 | | | | | |
白石县水利局小计 | < | 600000 | 550000 | | | | | |
白石县水利局 | 堰塘整治 | 600000 | 550000 | 整治堰塘9口。 | 产出指标 | 整治堰塘数 | ≥ | 9 | 口
^ | ^ | ^ | ^ | ^ | 满意度指标 | 村民满意度 | ≥ | 90 | %
白石县民政局小计 | < | 300000 | 300000 | | | | | |
白石县民政局 | 敬老院修缮 | 300000 | 300000 | 修缮敬老院2所。 | 产出指标 | 修缮敬老院数 | = | 2 | 所
^ | ^ | ^ | ^ | ^ | 满意度指标 | 老人满意度 | ≥ | 92 | %
""",
    [
        {
            "project": "堰塘整治",
            "department": "白石县水利局",
            "funding.total": 600000,
            "funding.fiscal": 550000,
            "currency_unit": "元",
            "observations": None,
            "indicators": """产出指标 | - | 整治堰塘数 | ≥ | 9 | 口
满意度指标 | - | 村民满意度 | ≥ | 90 | %""",
        },
        {"project": "敬老院修缮", "department": "白石县民政局", "funding.total": 300000, "observations": None},
    ],
)

LAYOUTS["an export with department and unit, nature before sign, year and money that was approved"] = Layout(
    """
年度 | 部门名称 | 单位名称 | 项目名称 | 项目总额 | 上年预算数 | 本年核定数 | 年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 计算符号 | 绩效指标值 | 绩效度量单位 | 本年权重
2026 | 白石县水利局 | 白石县水利工程站 | 堰塘整治 | 1200000 | 500000 | 600000 | 整治堰塘9口。 | 产出指标 | 数量指标 | 整治堰塘数 | 定量指标 | ≥ | 9 | 口 | 50
 | | | | | | | | 效益指标 | 社会效益指标 | 灌溉保障水平 | 定性指标 | 定性 | 明显提升 | | 30
 | | | | | | | | 满意度指标 | 服务对象满意度指标 | 村民满意度 | 定量指标 | ≥ | 90 | % | 10
""",
    [
        {
            "fiscal_year": 2026,
            "department": "白石县水利局",
            "implementing_unit": "白石县水利工程站",
            "period_side.funding.total": 1200000,
            "funding.annual": 600000,
            "indicators": """产出指标 | 数量指标 | 整治堰塘数 | ≥ | 9 | 口
效益指标 | 社会效益指标 | 灌溉保障水平 | - | 明显提升 | -
满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥ | 90 | %""",
            "indicators.0.points": 50,
        },
    ],
)

LAYOUTS["results of self-evaluations, a line a project"] = Layout(
    """
2025年度项目支出绩效自评结果汇总表 | < | < | < | < | < | < | <
填报单位：白石县财政局 | < | < | < | < | < | 单位：万元 | <
序号 | 主管部门 | 项目名称 | 全年预算数 | 全年执行数 | 执行率 | 自评得分 | 自评等级
1 | 白石县水利局 | 堰塘整治 | 60 | 57 | 95% | 96.5 | 优
2 | 白石县民政局 | 敬老院修缮 | 30 | 24 | 80% | 88 | 良
合计 | < | < | 90 | 81 | | |
""",
    [
        {
            "kind": "selfeval",
            "fiscal_year": 2025,
            "project": "堰塘整治",
            "department": "白石县水利局",
            "execution.0.annual": 60,
            "execution.0.executed": 57,
            "execution.0.rate": 95,
            "execution.0.cells.executed": "E4",
            "total_score": 96.5,
            "grade": "优",
        },
        {"project": "敬老院修缮", "department": "白石县民政局", "execution.0.executed": 24, "total_score": 88},
    ],
)
