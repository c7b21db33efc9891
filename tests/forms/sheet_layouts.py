"""Invented lists that do not lie in one plain table (see ``other_layouts.py``)."""

from __future__ import annotations

from forms.other_layouts import Layout

LAYOUTS: dict[str, Layout] = {}

LAYOUTS["a list that goes on in the columns beside it, with one total of all"] = Layout(
    """
2026年部门预算项目绩效目标表 | < | < | < | < | <
部门：云麓县水务局 | < | < | | 单位：万元 | <
项目名称 | 金额 | 绩效目标 | 项目名称 | 金额 | 绩效目标
河道清淤 | 30 | 清淤12公里 | 灌区改造 | 55 | 改造渠道8公里
水库除险 | 80 | 加固水库2座 | | |
合计 | | | | 165 |
填表人：赵启明 | | | 审核人：钱云 | |
""",
    [
        {
            "kind": "summary",
            "department": "云麓县水务局",
            "rows.0.project": "河道清淤",
            "rows.1.amount": 80,
            "rows.2.project": "灌区改造",
            "rows.2.amount": 55,
            "rows.2.goal_annual": "改造渠道8公里",
            "rows.2.cell": "D4",
            "rows.2.cells.amount": "E4",
            "rows.3": None,
            "unread": [{"cell": "E6", "text": "165"}],
            "findings without": "FND-004",
        }
    ],
)

LAYOUTS["two lists beside one another, each below its caption and with its total"] = Layout(
    """
2026年项目绩效目标汇总表 | < | < | | | < | <
一、部门预算项目 | < | < | | 二、专项资金项目 | < | <
项目名称 | 金额（万元） | 绩效目标 | | 项目名称 | 金额（万元） | 绩效目标
河道清淤 | 30 | 清淤12公里 | | 灌区改造 | 55 | 改造渠道8公里
水库除险 | 80 | 加固水库2座 | | 农村饮水 | 62 | 供水3000人
合计 | 110 | | | 合计 | 117 |
""",
    [
        {
            "rows.1.cells.amount": "B5",
            "rows.2.project": "灌区改造",
            "rows.3.amount": 62,
            "rows.3.cell": "E5",
            "rows.4": None,
            "total": None,
            "findings without": "FND-004",
        }
    ],
)

LAYOUTS["a list with indicators that goes on beside it, in yuan"] = Layout(
    """
2026年部门项目绩效目标公开表 | < | < | < | < | < | < | < | < | <
 | | | | | | | | 单位：元 |
主管部门 | 项目名称 | 预算金额 | 三级指标 | 指标值 | 主管部门 | 项目名称 | 预算金额 | 三级指标 | 指标值
云麓县水务局 | 河道清淤 | 300000 | 清淤长度 | ≥12公里 | 云麓县教育局 | 校园安保 | 186000 | 保安人数 | ≥4人
^ | ^ | ^ | 验收合格率 | ≥98% | ^ | ^ | ^ | 安全事故 | 0起
云麓县林业局 | 疫木清理 | 120000 | 清理面积 | ≥300亩 | | | | |
注：以上为部门项目 | | | | | | | | |
""",
    [
        {
            "project": "河道清淤",
            "department": "云麓县水务局",
            "currency_unit": "元",
            "funding.total": 300000,
            "indicators": """- | - | 清淤长度 | ≥ | 12 | 公里
- | - | 验收合格率 | ≥ | 98 | %""",
        },
        {"project": "疫木清理", "department": "云麓县林业局", "funding.total": 120000, "indicators.0.target": 300},
        {
            "project": "校园安保",
            "department": "云麓县教育局",
            "funding.total": 186000,
            "source.title_cell": "G4",
            "source.rows": [4, 5],
            "indicators.0.cell": "I4",
            "indicators": """- | - | 保安人数 | ≥ | 4 | 人
- | - | 安全事故 | - | 0 | 起""",
            "unread": [],
        },
    ],
)

LAYOUTS["projects in columns, what is asked of them in rows"] = Layout(
    """
项目支出绩效目标表（2026年度） | < | < | <
主管部门 | 云麓县文旅局 | < | <
项目名称 | 图书馆免费开放 | 文物修缮 | 送戏下乡
预算金额（元） | 450000 | 1200000 | 180000
绩效目标 | 全年开放300天 | 修缮古建筑3处 | 演出60场
数量指标 | 开放天数≥300天 | 修缮文物≥3处 | 演出场次≥60场
^ | 接待读者≥8万人次 | 培训人员≥20人次 |
质量指标 | 设备完好率≥95% | 验收合格率≥98% | 演出完成率≥98%
满意度指标 | 读者满意度≥90% | 游客满意度≥85% | 群众满意度≥90%
填表人：赵启明 | | 联系电话：6512345 |
""",
    [
        {
            "project": "图书馆免费开放",
            "department": "云麓县文旅局",
            "currency_unit": "元",
            "funding.total": 450000,
            "goals.annual": "全年开放300天",
            "indicators": """产出指标 | 数量指标 | 开放天数 | ≥ | 300 | 天
产出指标 | 数量指标 | 接待读者 | ≥ | 8 | 万人次
产出指标 | 质量指标 | 设备完好率 | ≥ | 95 | %
满意度指标 | - | 读者满意度 | ≥ | 90 | %""",
        },
        {
            "project": "文物修缮",
            "department": "云麓县文旅局",
            "funding.total": 1200000,
            "goals.annual": "修缮古建筑3处",
            "source.title_cell": "C3",
            "source.rows": [2, 9],
            "indicators.1.cell": "C7",
            "indicators.3.level3": "游客满意度",
            "unread": [],
        },
        {
            "project": "送戏下乡",
            "department": "云麓县文旅局",
            "funding.total": 180000,
            "goals.annual": "演出60场",
            "indicators.1.level3": "演出完成率",
            "signoff.preparer": "赵启明",
        },
    ],
)

LAYOUTS["projects in columns under numbers, with the total in the first"] = Layout(
    """
2026年项目支出绩效目标汇总表 | < | < | < | <
序号 | | 1 | 2 | 3
项目名称 | 合计 | 图书馆免费开放 | 文物修缮 | 送戏下乡
资金总额（万元） | 183 | 45 | 120 | 18
绩效目标 | | 全年开放300天 | 修缮古建筑3处 | 演出60场
""",
    [
        {
            "kind": "summary",
            "total": 183,
            "cells.total": "B4",
            "rows.0.project": "图书馆免费开放",
            "rows.1.amount": 120,
            "rows.1.cells.amount": "D4",
            "rows.2.seq": "3",
            "rows.3": None,
        }
    ],
)

LAYOUTS["results of projects in columns"] = Layout(
    """
2025年度项目支出绩效自评汇总表 | < | < | <
项目名称 | 道路保洁 | 垃圾清运 | 公厕管护
主管部门 | 桂岭县城管局 | 桂岭县城管局 | 桂岭县环卫站
全年预算数（万元） | 320 | 210 | 64
全年执行数（万元） | 318 | 205.5 | 64
自评得分 | 98.5 | 96 | 99
自评等级 | 优 | 优 | 优
""",
    [
        {"project": "道路保洁", "total_score": 98.5, "execution.0.executed": 318, "grade": "优"},
        {"project": "垃圾清运", "total_score": 96, "execution.0.annual": 210, "execution.0.executed": 205.5},
        {"project": "公厕管护", "department": "桂岭县环卫站", "total_score": 99},
    ],
)

LAYOUTS["pages of a list with a caption and a total each"] = Layout(
    """
2026年项目绩效目标汇总表 | < | <
一、部门预算项目 | < | <
项目名称 | 金额（万元） | 绩效目标
河道清淤 | 30 | 清淤12公里
水库除险 | 80 | 加固水库2座
合计 | 110 |
二、专项资金项目 | < | <
项目名称 | 金额（万元） | 绩效目标
灌区改造 | 55 | 改造渠道8公里
合计 | 55 |
""",
    [{"rows.1.amount": 80, "rows.2.project": "灌区改造", "rows.3": None, "total": None, "findings without": "CMP-003"}],
)

LAYOUTS["a list of one project alone above its total, with the unit on a line"] = Layout(
    """
2026年项目支出绩效目标汇总表 | < | <
金额单位：万元 | < | <
项目名称 | 预算金额 | 年度绩效目标
河道清淤 | 30 | 清淤12公里
合计 | 30 |
""",
    [{"kind": "summary", "rows.0.project": "河道清淤", "rows.0.amount": 30, "rows.1": None, "total": 30}],
)

LAYOUTS["sources of money on lines below each department and project, called like projects"] = Layout(
    """
2026年部门预算项目绩效目标表 | < | < | < | < | <
单位：万元 | < | < | < | < | <
单位名称 | 项目名称 | 金额 | 年度绩效目标 | 三级指标 | 指标值
云麓县民政局 | 小计 | 340 | | |
 | 本级 | 240 | | |
 | 上级 | 100 | | |
 | 城乡低保 | 300 | 保障对象2000人 | 保障人数 | ≥2000人
 | 上级补助 | 100 | | 发放及时率 | ≥98%
 | 临时救助 | 40 | 救助困难群众300人次 | 救助人次 | ≥300人次
云麓县卫健局 | 小计 | 60 | | |
 | 本级 | 60 | | |
 | 妇幼保健 | 60 | 检查5000人 | 检查人数 | ≥5000人
""",
    [
        {
            "project": "城乡低保",
            "department": "云麓县民政局",
            "funding.total": 300,
            "indicators": """- | - | 保障人数 | ≥ | 2000 | 人
- | - | 发放及时率 | ≥ | 98 | %""",
        },
        {"project": "临时救助", "department": "云麓县民政局", "funding.total": 40},
        {
            "project": "妇幼保健",
            "department": "云麓县卫健局",
            "funding.total": 60,
            "findings without": "FND-004",
            "unread": [{"cell": "B11", "text": "本级"}, {"cell": "C11", "text": "60"}],
        },
    ],
)

LAYOUTS["parts of a project on lines below it in a list without indicators"] = Layout(
    """
2026年项目支出绩效目标汇总表 | < | < | <
填报单位：云麓县民政局 | < | < | 金额单位：万元
序号 | 项目名称 | 预算金额 | 年度绩效目标
1 | 城乡低保 | 300 | 保障对象2000人
2 | 临时救助 | 40 | 救助300人次
 | 其中：冬春救助 | 15 | 救助100人次
 | 应急救助 | 25 | 救助200人次
3 | 殡葬惠民 | 60 | 减免费用600例
合计 | | 400 |
""",
    [
        {
            "rows.0.goal_annual": "保障对象2000人",
            "rows.1.project": "临时救助",
            "rows.2.project": "殡葬惠民",
            "rows.3": None,
            "total": 400,
            "unread.0.cell": "B6",
            "unread.2.cell": "D6",
            "unread.5.cell": "D7",
            "findings without": "FND-004",
        }
    ],
)

LAYOUTS["sources of each project on lines with their sum, the name merged over them or blank below it"] = Layout(
    """
2027年重点项目绩效目标汇总表 | < | < | < | <
金额单位：万元 | | | |
序号 | 项目名称 | 资金来源 | 金额 | 绩效目标
1 | 灌区节水改造 | 中央资金 | 800 | 改造干渠12公里
^ | ^ | 省级资金 | 300 | ^
^ | ^ | 小计 | 1100 | ^
2 | 水土保持工程 | 中央资金 | 450 | 治理面积20平方公里
 | | 县级资金 | 50 |
 | | 小计 | 500 |
合计 | < | < | 1600 |
""",
    [
        {
            "kind": "summary",
            "rows.0.project": "灌区节水改造",
            "rows.0.amount": 1100,
            "rows.0.cells.amount": "D6",
            "rows.1.project": "水土保持工程",
            "rows.1.amount": 500,
            "rows.1.goal_annual": "治理面积20平方公里",
            "rows.2": None,
            "total": 1600,
            "unread.1.cell": "D4",
            "findings without": "FND-004",
        }
    ],
)

LAYOUTS["sources of a project on lines without their sum: none of them is its money"] = Layout(
    """
2027年重点项目绩效目标汇总表 | < | < | < | <
金额单位：万元 | | | |
序号 | 项目名称 | 资金来源 | 金额 | 绩效目标
1 | 灌区节水改造 | 中央资金 | 800 | 改造干渠12公里
^ | ^ | 省级资金 | 300 | ^
2 | 水土保持工程 | 县级资金 | 50 | 治理面积20平方公里
""",
    [
        {
            "kind": "summary",
            "rows.0.project": "灌区节水改造",
            "rows.0.amount": None,
            "rows.1.amount": 50,
            "rows.2": None,
            "unread.1.cell": "D4",
            "findings without": "CMP-003",
        }
    ],
)

LAYOUTS["codes below the names of projects, a note between their rows"] = Layout(
    """
2026年单位项目绩效目标一览表 | < | < | <
单位：万元 | | |
项目名称 | 预算数 | 绩效目标 | 备注
乡镇卫生院设备更新\\n（530102261000000012345） | 185 | 更新设备42台 | 跨年
（其中中央资金40万元） | | |
艾滋病防治\\n（530102261000000012346） | 38 | 检测5万人次 |
""",
    [
        {
            "kind": "summary",
            "rows.0.project": "乡镇卫生院设备更新",
            "rows.0.amount": 185,
            "rows.1.project": "艾滋病防治",
            "rows.1.amount": 38,
            "rows.2": None,
            "other.0.value": "530102261000000012345",
            "findings without": "CMP-003",
        }
    ],
)

LAYOUTS["units and their projects in one column, whose title says it in brackets"] = Layout(
    """
项目支出绩效目标表 | < | < | < | < | <
部门：201_云麓县发展和改革局 | | | | | 金额单位：万元
单位名称(项目支出名称) | 预算金额 | 绩效目标 | 二级指标 | 三级指标 | 指标值
合计 | 75 | | | |
云麓县发展和改革局 | 40 | | | |
重点项目前期费 | 40 | 完成前期项目8个 | 数量指标 | 前期项目数量 | ≥8个
云麓县节能监察中心 | 35 | | | |
节能监察执法经费 | 35 | 监察企业22家 | 数量指标 | 监察企业家数 | ≥22家
""",
    [
        {"project": "重点项目前期费", "department": "云麓县发展和改革局", "funding.total": 40},
        {
            "project": "节能监察执法经费",
            "department": "云麓县发展和改革局",
            "implementing_unit": "云麓县节能监察中心",
            "funding.total": 35,
            "findings without": "FND-004",
        },
    ],
)

LAYOUTS["classes without a number over projects, with their sums and no goals, in a list"] = Layout(
    """
2026年度专项资金项目绩效目标公示 | < | < | <
单位：万元 | | |
项目名称 | 资金安排 | 绩效目标 | 项目主管单位
赤溪县 | 640 | |
产业项目 | 410 | |
食用菌大棚 | 260 | 新建大棚80座 | 县农业农村局
光伏车棚 | 150 | 年发电60万度 | 县发改局
过次页 | 410 | |
承上页 | 410 | |
基础设施项目 | 230 | |
村内道路 | 230 | 硬化道路5.2公里 | 县交通运输局
总计 | 640 | |
""",
    [
        {"project": "食用菌大棚", "department": "县农业农村局", "funding.total": 260},
        {"project": "光伏车棚", "department": "县发改局", "funding.total": 150},
        {"project": "村内道路", "department": "县交通运输局", "funding.total": 230, "findings without": "FND-004"},
    ],
)

LAYOUTS["short codes in square brackets before the names of departments and projects"] = Layout(
    """
2026年本级支出项目绩效目标表 | < | < | < | < | <
部门/单位 | 项目 | 预算数（万元） | 绩效目标 | 二级指标 | 指标名称 | 指标值
[401]江源区林业局 | [401001]天然林管护 | 210 | 管护天然林18万亩 | 数量指标 | 管护面积 | ≥18万亩
 | [2026]林业有害生物防治 | 55 | 防治面积6000亩 | 数量指标 | 防治面积 | ≥6000亩
""",
    [
        {"project": "天然林管护", "project_code": "401001", "department": "江源区林业局", "funding.total": 210},
        {"project": "[2026]林业有害生物防治", "department": "江源区林业局", "funding.total": 55},
    ],
)

LAYOUTS["parts of projects in a list, numbered below them or named 其中, with goals of their own"] = Layout(
    """
2026年县级重点项目绩效目标公开表 | < | < | < | <
 | | | | 单位：万元
序号 | 主管部门 | 项目名称 | 预算金额 | 绩效目标
'1' | 赤溪县水利局 | 水库管护 | 260 | 管护水库31座
'1.1' | 赤溪县水利局 | 水库白蚁防治 | 60 | 防治水库12座
'1.2' | 赤溪县水利局 | 水库物业化管理 | 200 | 管护水库19座
'2' | 赤溪县民政局 | 临时救助 | 40 | 救助300人次
 | 赤溪县民政局 | 其中：冬春救助 | 15 | 救助100人次
合计 | | | 300 |
""",
    [
        {"project": "水库管护", "funding.total": 260, "goals.annual": "管护水库31座"},
        {"project": "临时救助", "funding.total": 40, "unread.2.cell": "C5", "findings without": "FND-004"},
    ],
)

LAYOUTS["policies and projects in a list called a summary"] = Layout(
    """
2026年县级财政政策和项目绩效目标汇总表 | < | <
填报单位：赤溪县残联 | | 单位：万元
政策/项目名称 | 2026年预算 | 绩效目标
辅具适配 | 130 | 适配辅具800件
应急救护培训 | 16 | 培训2400人
""",
    [{"kind": "summary", "department": "赤溪县残联", "rows.0.project": "辅具适配", "rows.1.amount": 16}],
)

LAYOUTS["levels of government over the projects of each, in a list"] = Layout(
    """
2026年部门预算项目绩效目标表 | < | < | < | <
单位：万元 | < | < | < | <
项目名称 | 金额 | 年度绩效目标 | 三级指标 | 指标值
省级 | 120 | | |
松材线虫病防治 | 70 | 清理疫木3000亩 | 清理面积 | ≥3000亩
检疫检验 | 50 | 检疫200批次 | 检疫批次 | ≥200批次
县级 | 45 | | |
良种繁育 | 45 | 培育苗木20万株 | 苗木株数 | ≥20万株
""",
    [
        {"project": "松材线虫病防治", "department": None, "funding.total": 70},
        {"project": "检疫检验", "department": None, "funding.total": 50},
        {"project": "良种繁育", "department": None, "funding.total": 45, "findings without": "FND-004"},
    ],
)

LAYOUTS["indicators without a line of titles, those of the period above those of the year"] = Layout(
    """
2026年项目支出绩效目标申报表 | < | < | < | <
 | | | 金额单位：万元 | <
项目名称 | 全民健身活动 | 主管部门 | 云麓县教体局 | <
资金总额 | 60 | 财政拨款 | 60 | <
年度目标 | 举办健身活动20场，参与群众1万人次 | < | < | <
中期绩效指标 | < | < | < | <
数量指标 | 举办活动场次 | ≥ | 60 | 场
质量指标 | 活动完成率 | ≥ | 95 | %
年度绩效指标 | < | < | < | <
数量指标 | 举办活动场次 | ≥ | 20 | 场
质量指标 | 活动完成率 | ≥ | 90 | %
时效指标 | 完成时间 | 定性 | 12月前 |
其他需要说明的问题 | 无 | < | < | <
填表人：赵启明 | | 联系电话：6512345 | |
""",
    [
        {
            "project": "全民健身活动",
            "department": "云麓县教体局",
            "indicators": """产出指标 | 数量指标 | 举办活动场次 | ≥ | 20 | 场
产出指标 | 质量指标 | 活动完成率 | ≥ | 90 | %
产出指标 | 时效指标 | 完成时间 | - | 12月前 | -""",
            "period_side.indicators.0.target": 60,
            "signoff.preparer": "赵启明",
            "unread": [],
        }
    ],
)

LAYOUTS["indicators without titles beside their caption, a level merged over two, one target in words"] = Layout(
    """
2026年项目支出绩效目标申报表 | < | < | < | <
 | | | 金额单位：万元 | <
项目名称 | 全民健身活动 | 主管部门 | 云麓县教体局 | <
资金总额 | 60 | 财政拨款 | 60 | <
年度目标 | 举办健身活动20场，参与群众1万人次 | < | < | <
绩效指标 | 产出指标 | 数量指标 | 举办活动场次 | ≥20场
^ | ^ | ^ | 培训教练 | ≥40人
^ | ^ | 质量指标 | 安全保障 | 到位
^ | 效益指标 | 社会效益指标 | 参与人次 | ≥1万人次
^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90%
""",
    [
        {
            "indicators": """产出指标 | 数量指标 | 举办活动场次 | ≥ | 20 | 场
产出指标 | 数量指标 | 培训教练 | ≥ | 40 | 人
产出指标 | 质量指标 | 安全保障 | - | 到位 | -
效益指标 | 社会效益指标 | 参与人次 | ≥ | 1 | 万人次
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥ | 90 | %""",
            "indicators.1.cell": "D7",
            "unread": [],
        }
    ],
)

LAYOUTS["results of indicators without titles below those of the money"] = Layout(
    """
2025年度项目支出绩效自评表 | < | < | < | < | <
项目名称 | 全民健身活动 | < | 主管部门 | 云麓县教体局 | <
资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率
年度资金总额（万元） | 60 | 60 | 58.5 | 10 | 97.5%
数量指标 | 举办活动场次 | ≥20场 | 21场 | 20 | 20
质量指标 | 活动完成率 | ≥95% | 98% | 20 | 20
""",
    [{"execution.0.executed": 58.5, "execution.1": None, "indicators": "", "findings without": "FND-001"}],
)

LAYOUTS["choices in cells beside one another, the mark behind a box"] = Layout(
    """
2025年度项目支出绩效自评表 | < | < | < | < | <
项目名称 | 全民健身活动 | < | 主管部门 | 云麓县教体局 | <
项目属性 | 新增 | | 延续 | √ |
项目类型 | □一次性项目 | ☑经常性项目 | 项目期限 | 1年 | <
资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率
年度资金总额（万元） | 60 | 60 | 58.5 | 10 | 97.5%
一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 活动场次 | ≥20场 | 21场 | 50 | 50
效益指标 | 参与人次 | ≥1万人次 | 1.1万人次 | 30 | 30
满意度指标 | 群众满意度 | ≥90% | 92% | 10 | 10
总分 | < | < | < | 100 | 99.75
自评等级 | 优□✓ 良□ 中□ 差□ | < | < | < | <
""",
    [
        {
            "category": "新增 延续√",
            "other.0.value": "□一次性项目 ☑经常性项目",
            "grade": "优",
            "total_score": 99.75,
            "unread": [],
            "findings without": "SEV-008",
        }
    ],
)

LAYOUTS["lists of two departments beside one another, each below its department"] = Layout(
    """
2026年部门项目支出绩效目标表 | < | < | < | < | < | <
单位：万元 | < | < | < | < | < | <
部门：云麓县林业局 | < | < | | 部门：云麓县水务局 | < | <
项目名称 | 预算金额 | 绩效目标 | | 项目名称 | 预算金额 | 绩效目标
疫木清理 | 120 | 清理3000亩 | | 河道清淤 | 60 | 清淤12公里
森林抚育 | 80 | 抚育900亩 | | 水库除险 | 95 | 加固2座
合计 | 200 | | | 合计 | 155 |
""",
    [
        {"department": "云麓县林业局", "rows.1.project": "森林抚育", "rows.2": None, "total": 200, "unread": []},
        {
            "department": "云麓县水务局",
            "rows.0.cell": "E5",
            "rows.1.amount": 95,
            "rows.2": None,
            "total": 155,
            "unread": [],
        },
    ],
)

LAYOUTS["a table without titles that has one more column is told from its first row on"] = Layout(
    """
2026年项目支出绩效目标表 | < | < | < | <
项目名称 | 公共法律服务 | < | 主管部门 | 丙县司法局
资金总额（万元） | 42 | < | 财政拨款（万元） | 42
年度绩效目标 | 提供法律咨询6000人次 | < | < | <
产出指标 | 数量指标 | 法律咨询人次 | ≥6000人次 | 上年5400
 | 质量指标 | 咨询答复率 | ≥98% |
效益指标 | 社会效益指标 | 矛盾化解率 | ≥90% |
""",
    [{"project": "公共法律服务", "funding.total": 42, "indicators": "", "findings without": "STR-007"}],
)
