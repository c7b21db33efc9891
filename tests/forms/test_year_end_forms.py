"""The forms that close a year, as departments lay them out: merged levels, points behind level 1, headers of two rows."""

from __future__ import annotations

from decimal import Decimal

from sheet_table import read_one

SELF_EVALUATION = """
项目支出绩效自评表 | < | < | < | < | < | < | < | < | <
（2022年度） | < | < | < | < | < | < | < | < | <
项目名称 | < | < | 委托业务项目 | < | < | < | < | < | <
主管部门 | < | < | 某区某镇人民政府 | < | < | 实施单位 | < | 某区某镇财政所 | <
项目资金\\n（万元） | < | | | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分
^ | ^ | 年度资金总额： | < | 90 | 89.98 | 80.982 | 10 | '90.00%' | 9
^ | ^ | 其中：本年财政拨款 | < | 90 | 89.98 | 80.982 | — | | —
^ | ^ | 上年结转资金 | < | | | | — | | —
^ | ^ | 其他资金 | < | | | | — | | —
年度总体目标 | 预期目标 | < | < | < | 实际完成情况 | < | < | < | <
^ | 完成预算编制和审计。 | < | < | < | 完成预算编制和审计，支出80.98万元。 | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 | <
^ | 产出指标（50分） | 数量指标 | 委托业务项目数量 | ≥50个 | 50 | 20 | 20 | | <
^ | ^ | 质量指标 | 报告合格率 | ≥100百分比 | 98% | 20 | 18 | 个别报告返工，已加强审核 | <
^ | ^ | 成本指标 | 项目总成本 | ≤90万元 | 80.982 | 10 | 10 | | <
^ | 效益指标(30分) | 社会效益指标 | 维护市场公平 | 效果明显 | 达成预期指标 | 30 | 30 | | <
^ | 满意度指标（10分） | 服务对象满意度指标 | 公众满意度 | ≥90% | 0.95 | 10 | 10 | | <
总分 | < | < | < | < | < | 100 | 97 | | <
自评等级：优 | < | < | < | < | < | < | < | < | <
填表人：张三 | < | < | 联系电话：0566-1234567 | < | < | 填报日期：2023年1月15日 | < | < | <
"""


def test_a_self_evaluation_is_read_with_its_funding_results_and_total() -> None:
    document = read_one(SELF_EVALUATION)
    assert (document["form"], document["kind"], document["fiscal_year"]) == ("selfeval-2020", "selfeval", 2022)
    assert (document["project"], document["department"]) == ("委托业务项目", "某区某镇人民政府")
    assert document["implementing_unit"] == "某区某镇财政所"
    assert document["goals"] == {"annual": "完成预算编制和审计。", "actual": "完成预算编制和审计，支出80.98万元。"}
    assert document["execution"][0]["source"] == "年度资金总额："
    first = {
        key: document["execution"][0].get(key) for key in ("initial", "annual", "executed", "points", "rate", "score")
    }
    assert first == {
        "initial": 90, "annual": Decimal("89.98"), "executed": Decimal("80.982"), "points": 10, "rate": 90, "score": 9,
    }  # fmt: skip
    assert [line["source"] for line in document["execution"]][1:] == ["其中：本年财政拨款", "上年结转资金", "其他资金"]
    assert (document["total_points"], document["total_score"], document["grade"]) == (100, 97, "优")
    assert document["signoff"]["preparer"] == "张三"
    assert document["signoff"]["date"] == "2023年1月15日"
    assert (document["unread"], document["notes"]) == ([], [])


def test_the_results_of_an_indicator_are_numbers_and_its_level_is_without_points() -> None:
    rows = read_one(SELF_EVALUATION)["indicators"]
    assert [row["level1"] for row in rows] == ["产出指标"] * 3 + ["效益指标", "满意度指标"]
    assert [row["level2"] for row in rows][2] == "成本指标"
    assert [(row["operator"], row["target"], row["unit"]) for row in rows[:2]] == [
        ("≥", 50, "个"),
        ("≥", 100, "百分比"),
    ]
    assert [row["actual"] for row in rows] == [50, 98, Decimal("80.982"), "达成预期指标", Decimal("0.95")]
    assert [row["points"] for row in rows] == [20, 20, 10, 30, 10]
    assert [row["score"] for row in rows] == [20, 18, 10, 30, 10]
    assert rows[1]["deviation"] == "个别报告返工，已加强审核"
    assert rows[0]["deviation"] is None


MONITORING = """
项目支出绩效目标执行监控表 | < | < | < | < | < | < | < | < | < | < | < | < | < | < | < | <
（2025年度） | < | < | < | < | < | < | < | < | < | < | < | < | < | < | < | <
项目名称 | < | 灌区改造 | < | < | < | < | < | < | < | < | < | < | < | < | < | <
主管部门及代码 | < | 某市水利局 | < | < | < | < | 实施单位 | < | < | 灌区管理所 | < | < | < | < | < | <
项目资金（万元） | < | | | 年初预算数 | < | 1-7月执行数 | < | 1-7月执行率 | < | < | < | 全年预计执行数 | < | < | < | <
^ | ^ | 年度资金总额 | < | 100 | < | 50 | < | 0.5 | < | < | < | 100 | < | < | < | <
^ | ^ | 其中：本年一般公共预算拨款 | < | 100 | < | 50 | < | '50%' | < | < | < | 100 | < | < | < | <
^ | ^ | 其他资金 | < | | < | | < | | < | < | < | | < | < | < | <
年度总体目标 | < | 改造渠道10公里。 | < | < | < | < | < | < | < | < | < | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1-7月执行情况 | 全年预计完成情况 | 偏差原因分析 | < | < | < | < | < | 完成目标可能性 | < | < | 备注
^ | ^ | ^ | ^ | ^ | ^ | ^ | 经费保障 | 制度保障 | 人员保障 | 硬件条件保障 | 其他 | 原因说明 | 确定能 | 有可能 | 完全不可能 | ^
^ | 产出指标 | 数量指标 | 渠道长度 | ≥10公里 | 6公里 | 10 | | | | | | | √ | | | -
^ | ^ | 时效指标 | 完工时间 | 2025年12月31日前 | 进行中 | 按期完成 | √ | | | | 是 | 拨款较晚 | | √ | | 已催办
^ | 效益指标 | 社会效益指标 | 灌溉条件 | 明显改善 | / | 明显改善 | | | | | | | √ | √ | | -
"""


def test_a_monitoring_form_has_a_header_of_two_rows_and_marks() -> None:
    document = read_one(MONITORING)
    assert (document["form"], document["kind"], document["fiscal_year"]) == ("monitoring-2019", "monitoring", 2025)
    assert (document["department"], document["implementing_unit"]) == ("某市水利局", "灌区管理所")
    assert [line.get("rate") for line in document["execution"]] == [50, 50, None]
    assert [line["source"] for line in document["execution"]] == [
        "年度资金总额",
        "其中：本年一般公共预算拨款",
        "其他资金",
    ]
    assert document["goals"] == {"annual": "改造渠道10公里。"}
    rows = document["indicators"]
    assert [row["actual_to_july"] for row in rows] == [6, "进行中", None]
    assert [row["expected"] for row in rows] == [10, "按期完成", "明显改善"]
    assert [row["deviation_causes"] for row in rows] == [[], ["经费保障", "其他"], []]
    assert [row["deviation"] for row in rows] == [None, "拨款较晚", None]
    assert [row["likelihood"] for row in rows] == ["确定能", "有可能", "确定能"]
    assert rows[1]["remark"] == "已催办"
    assert document["unread"] == []


def test_two_marks_where_one_may_stand_are_noted() -> None:
    notes = read_one(MONITORING)["notes"]
    assert [note["code"] for note in notes] == ["marks-contradict"]
    assert notes[0]["cells"] == ["N14", "O14"]


def test_a_funding_table_whose_caption_stands_in_its_header_only_is_read() -> None:
    table = """
项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 灌区改造 | < | < | < | < | <
主管部门 | 某市水利局 | < | < | 实施单位 | 灌区管理所 | <
项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | 100 | 100 | 95 | 10 | 95% | 9.5
其中：财政拨款 | 100 | 100 | 95 | — | — | —
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 渠道长度 | ≥10公里 | 11 | 90 | 90
合计 | < | < | < | < | 100 | 99.5
"""
    document = read_one(table)
    assert [(line["source"], line["executed"], line["rate"]) for line in document["execution"]] == [
        ("年度资金总额", 95, 95), ("其中：财政拨款", 95, None),
    ]  # fmt: skip
    assert document["total_score"] == Decimal("99.5")
    assert document["indicators"][0]["actual"] == 11
    assert document["unread"] == []


def test_an_adjustment_beside_its_sum_is_not_the_budget() -> None:
    form = read_one(
        """
部门整体支出绩效自评表（2026年度） | < | < | < | < | < | < | < | <
部门名称 | 青溪市气象局 | < | < | 单位：万元 | < | < | < | <
部门预算 | 预算安排情况 | < | < | 预算执行情况 | < | < | 分值 | 得分
^ | 年初预算 | 调整预算 | 合计 | 基本支出 | 项目支出 | 合计 | ^ | ^
^ | 800 | 50 | 850 | 500 | 320 | 820 | 10 | 9.65
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 偏差原因 | 改进措施
产出指标 | 数量指标 | 发布预警信息条数 | ≥300条 | 326条 | 90 | 90 | |
"""
    )
    [line] = form["execution"]
    assert (line["initial"], line["annual"], line["executed"]) == (800, 850, 820)
