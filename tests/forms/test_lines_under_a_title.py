"""What stands under the title of a form: its year, unit, department; and the columns its targets make superfluous."""

from __future__ import annotations

import pytest

from jixiao.checks.rule_engine import check_documents
from sheet_table import read_one


@pytest.mark.parametrize("year", ["（2027年度）", "2027年度", "2027年"])
@pytest.mark.parametrize(
    "beside", ["单位：万元", "单位（万元）", "填报单位：柳塘县水利局", "填报日期：2026年11月3日", "附表二"]
)
@pytest.mark.parametrize("label", ["绩效目标", "总目标"])
def test_the_year_under_the_title_is_no_column_of_amounts(year: str, beside: str, label: str) -> None:
    document = read_one(f"""
项目支出绩效目标表 | < | < | <
{year} | < | < | {beside}
项目名称 | 山塘清淤 | 预算金额（万元） | 64
{label} | 完成31口山塘清淤。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 清淤山塘数 | ≥31口
^ | 质量指标 | 清淤合格率 | ≥95%
""")
    assert document["fiscal_year"] == 2027
    assert document["funding"] == {"total": 64}
    assert document["department"] == ("柳塘县水利局" if "水利局" in beside else None)
    assert document["unread"] == ([{"cell": "D2", "text": beside}] if beside == "附表二" else [])


@pytest.mark.parametrize(
    "targets", [("31口", "95%", "≥93%"), ("31口", "95%", "完工"), ("", "", ""), ("=31", "≥95", "100")]
)
def test_a_column_for_units_or_operators_is_not_missed_where_targets_say_them(targets: tuple[str, ...]) -> None:
    document = read_one(f"""
项目支出绩效目标申报表 | < | < | < | <
（2027年度） | < | < | < | <
填报单位：柳塘县水利局 | < | | | 金额单位：元
项目名称 | 山塘清淤 | < | 项目编码 | '352201270000000102'
主管部门 | 柳塘县水利局 | < | 实施单位 | 柳塘县水库所
项目资金 | 年度资金总额： | < | 640000 | <
^ | 其中：财政拨款 | < | 640000 | <
^ | 其他资金 | < | 0 | <
年度绩效目标 | 完成31口山塘清淤。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 清淤山塘数 | {targets[0]} |
^ | 质量指标 | 清淤合格率 | {targets[1]} |
效益指标 | 社会效益指标 | 灌溉保证率 | {targets[2]} |
""")
    assert "STR-001" not in {finding.code for finding in check_documents([document]).findings}
