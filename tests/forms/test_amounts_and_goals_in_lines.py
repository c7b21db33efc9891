"""Amounts, goals and names that stand in lines of other shapes than the form's own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sheet_table import read

INDICATORS = """
一级指标 | 二级指标 | 三级指标 | 指标值 | < | <
产出指标 | 数量指标 | 改造管网长度 | ≥12公里 | < | <
效益指标 | 社会效益指标 | 受益群众人数 | ≥500人 | < | <
"""


def project(lines: str, title: str = "2026年项目支出绩效目标表") -> dict[str, object]:
    """The document of a goal form with lines between its name and its indicators."""
    (document,) = read(f"{title} | < | < | < | < | <\n{lines.strip()}\n{INDICATORS.strip()}")
    return dict(document)


NAMES = """
项目名称 | 管网改造 | < | 主管部门 | 青岚县水务局 | <
"""


@pytest.mark.parametrize("caption", ["预算执行情况（万元）", "项目资金（万元）"])
def test_a_table_of_execution_may_call_its_sources_projects(caption: str) -> None:
    (document,) = read(f"""
项目支出绩效自评表 | < | < | < | < | < | <
（2025年度） | < | < | < | < | < | <
项目名称 | 校车补贴 | < | < | 主管部门 | 云溪区教育局 | <
{caption} | 项目 | < | 全年预算数 | 执行数 | 执行率 | 自评得分
^ | 年度资金总额： | < | 80 | 76 | 95% | 9.5
^ | 其中：财政拨款 | < | 80 | 76 | 95% | /
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 运营校车数量 | ≥12辆 | 12辆 | 50 | 50
效益指标 | 社会效益指标 | 受益学生人数 | ≥500人 | 510人 | 40 | 40
总分 | < | < | < | < | 100 | 99.5
""")
    assert [(line["annual"], line["executed"], line["score"]) for line in document["execution"]] == [
        (80, 76, Decimal("9.5")),
        (80, 76, None),
    ]
    assert document["total_score"] == Decimal("99.5")


def test_goals_of_two_sides_may_stand_below_a_blank_row() -> None:
    (document,) = read("""
2026年项目支出绩效目标表 | < | < | < | < | <
项目名称 | 管网改造 | < | 主管部门 | 青岚县水务局 | <
中期目标： | < | < | 本年度目标 | < | <
 | | | | |
三年内改造管网90公里。 | < | < | 改造管网12公里。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | < | <
产出指标 | 数量指标 | 改造管网长度 | ≥12公里 | < | <
""")
    assert document["goals"] == {"period": "三年内改造管网90公里。", "annual": "改造管网12公里。"}


@pytest.mark.parametrize(
    "text",
    [
        "资金总额：80万元，其中：财政拨款64万元，其他资金16万元。",
        "年度资金总额：80万元（其中：财政拨款64万元，其他资金16万元）",
    ],
)
def test_an_amount_may_be_written_with_its_parts(text: str) -> None:
    document = project(f"{NAMES}项目资金 | {text} | < | < | < | <\n")
    assert sorted(filter(None, document["funding"].values())) == [16, 64, 80]


def test_a_sum_of_public_money_stands_above_its_parts() -> None:
    document = project(
        NAMES
        + """
项目资金（万元） | 年度资金总额 | < | 100 | < | <
^ | 财政拨款小计 | < | 80 | < | <
^ | 一般公共预算 | < | 56 | < | <
^ | 政府性基金预算 | < | 24 | < | <
^ | 其他资金 | < | 20 | < | <
"""
    )
    assert document["funding"] == {"annual": 100, "fiscal": 80, "other": 20}
    assert [each["value"] for each in document["other"]] == [56, 24]


@pytest.mark.parametrize("title", ["金额", "预算数", "2026年预算数"])
def test_one_column_of_amounts_has_a_title(title: str) -> None:
    document = project(
        NAMES
        + f"""
项目资金（万元） | 来源 | < | {title} | < | 备注
^ | 资金总额 | < | 100 | < | <
^ | 其中：财政拨款 | < | 80 | < | <
中长期目标 | < | < | 年度绩效目标 | < | <
三年内改造管网90公里。 | < | < | 改造管网12公里。 | < | <
"""
    )
    assert sorted(filter(None, document["funding"].values())) == [80, 100]


def test_the_amounts_of_the_whole_project_are_not_the_years() -> None:
    document = project(
        NAMES
        + """
项目资金（万元） | 项目总金额 | 300 | 年度资金总额 | 100 | <
^ | 一般公共预算 | 240 | 一般公共预算 | 80 | <
^ | 其他资金 | 60 | 其他资金 | 20 | <
年度总体目标 | 改造管网12公里。 | < | < | < | <
""",
        "2026年项目绩效目标表",
    )
    assert document["funding"] == {"annual": 100, "fiscal": 80, "other": 20}
    assert document["period_side"]["funding"]["total"] == 300


def test_a_period_of_months_is_no_title_of_amounts() -> None:
    document = project("""
项目基本情况 | 项目名称 | 管网改造 | < | < | <
^ | 实施期限 | 2026年1月-2026年12月 | < | < | <
资金总额（万元） | 36.5 | 其中：财政拨款： | 36.5 | < | <
""")
    assert document["period"] == "2026年1月-2026年12月"
    assert sorted(filter(None, document["funding"].values())) == [Decimal("36.5"), Decimal("36.5")]


def test_a_period_of_months_is_no_upper_line_of_the_execution() -> None:
    (document,) = read("""
2025年项目支出绩效自评表 | | | | |
项目基本情况 | 项目名称 | | 管网改造 | |
 | 实施期限 | | 2025年1月-2025年12月 | |
项目资金（万元） | 项目 | | 年初预算数 | 执行数 | 执行率
 | 总额 | | 80 | 76 | 95%
三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
改造管网长度 | ≥12公里 | 12公里 | 90 | 90 |
""")
    assert document["period"] == "2025年1月-2025年12月"


def test_labels_with_colons_may_stand_over_their_values() -> None:
    document = project("""
项目名称： | 主管部门 | 项目单位： | 项目类型 | 联系人 | <
管网改造 | 青岚县水务局 | 青岚县水利站 | 新增项目 | 程远 | <
""")
    keys = ("project", "department", "implementing_unit", "category")
    assert [document[key] for key in keys] == ["管网改造", "青岚县水务局", "青岚县水利站", "新增项目"]


def test_a_second_label_of_a_unit_keeps_its_own_meaning() -> None:
    document = project(
        """
项目名称 | 养老驿站补助 | < | 项目主管部门 | 白鹿县民政局 | <
项目单位 | 白鹿县养老服务中心 | < | 项目金额 | 80 | <
本年度绩效目标 | 补助驿站8个。 | < | < | < | <
""",
        "2026年专项资金支出方向绩效目标表",
    )
    assert (document["department"], document["implementing_unit"]) == ("白鹿县民政局", "白鹿县养老服务中心")


def test_budget_of_the_beginning_and_of_the_year_are_both_monitored() -> None:
    (document,) = read("""
项目支出绩效运行监控表 | < | < | < | < | < | <
（2026年度） | < | < | < | < | < | <
项目名称 | 农田管护 | < | < | 主管部门 | 沙河县农业局 | <
预算执行情况（万元） | | < | 年初预算数 | 全年预算数 | 1-8月执行数 | 执行率
^ | 年度资金总额 | < | 100 | 105 | 63 | 60%
年度目标 | 管护农田8万亩。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1-8月完成情况 | 全年预计完成情况 | 偏差原因及改进措施
产出指标 | 数量指标 | 管护农田面积 | 8万亩 | 4.8万亩 | 8万亩 | 降雨推迟进场
""")
    assert [(line["initial"], line["annual"]) for line in document["execution"]] == [(100, 105)]
    assert document["indicators"][0]["deviation"] == "降雨推迟进场"
