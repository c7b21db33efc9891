"""Rows, columns and words that few forms have: numbers of columns, headings among amounts, words in place of figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sheet_table import read, read_one

EXECUTION = """
2025年度项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 造林补助 | < | < | 主管部门 | 柳溪县林业局 | <
资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
1 | 2 | 3 | 4 | 5 | 6 | 7
年度资金总额 | 120 | 110 | 99 | 10 | 90% | 9
按支出性质分： | < | < | < | < | < | <
其他资金 | 0 | 0 | 0 | | |
总分 | | | | 100 | | 95
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 造林面积 | ≥1200亩 | 1200亩 | 50 | 50
效益指标 | 生态效益指标 | 森林覆盖率 | ≥60% | 62% | 40 | 40
"""


def test_numbers_of_columns_a_heading_and_the_points_of_all_are_no_source_of_money():
    document = read_one(EXECUTION)
    lines = [(each["source"], each["executed"], each["score"]) for each in document["execution"]]
    assert lines == [("年度资金总额", 99, 9), ("其他资金", 0, None)]
    assert [each["text"] for each in document["unread"]] == ["总分", "100", "95"]


RESULTS = """
2025年度项目支出绩效自评汇总表 | < | < | < | < | < | < | <
主管部门：柳溪县林业局 | < | < | < | < | < | < | 单位：万元
序号 | 项目名称 | 全年预算数 | 全年执行数 | 执行率 | 年度绩效目标 | 自评得分 | 自评等级
1 | 造林补助 | 120 | 未执行 | 0% | 造林1200亩 | 90 | 良
2 | 修渠工程 | 30 | 30 | 100% | 修渠12公里 | 未评 | 优
"""


def test_a_word_in_place_of_a_result_is_kept():
    documents = read(RESULTS)
    kept = [(each["label"], each["value"]) for document in documents for each in document["other"]]
    assert kept == [("全年执行数", "未执行"), ("自评得分", "未评")]
    assert [(each["execution"][0]["executed"], each.get("total_score")) for each in documents] == [
        (None, 90),
        (30, None),
    ]


TASKS = """
2026年部门整体支出绩效目标表 | < | < | < | < | <
部门名称 | 柳溪县林业局 | < | < | < | <
年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元） | < | <
^ | ^ | ^ | 总额 | 财政拨款 | 其他资金
^ | 1 | 2 | 3 | 4 | 5
^ | 植树造林 | 造林1200亩 | 120 | 120 | 0
^ | 防火 | 巡护300次 | 30 | 30 | 0
^ | 合计 | | 150 | 150 | 0
年度总体目标 | 造林1200亩，巡护300次 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | < | <
产出指标 | 数量指标 | 造林面积 | ≥1200亩 | < | <
效益指标 | 生态效益指标 | 森林覆盖率 | ≥60% | < | <
"""


def test_the_numbers_of_columns_are_no_task():
    assert [each["name"] for each in read_one(TASKS)["tasks"]] == ["植树造林", "防火"]


UNITS = """
2026年项目支出绩效目标汇总表 | < | < | < | <
序号 | 项目名称 | 预算金额 | 计量单位 | 年度绩效目标
1 | 造林补助 | 1200000 | 元 | 造林1200亩
2 | 育苗工程 | 300000 | 元 | 育苗12万株
"""


def test_a_column_of_units_that_says_one_throughout_is_that_of_the_list():
    document = read_one(UNITS)
    assert document["currency_unit"] == "元"
    assert [row["amount"] for row in document["rows"]] == [Decimal(1200000), Decimal(300000)]


CODES = """
2026年项目支出绩效目标表 | < | < | < | < | <
项目编码 | '34080021001' | 项目名称 | 造林补助（34080021002） | 主管部门 | 柳溪县林业局
绩效目标 | 造林1200亩 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | < | 备注
产出指标 | 数量指标 | 造林面积 | ≥1200亩 | < |
"""


def test_another_code_than_that_behind_the_name_is_kept():
    document = read_one(CODES)
    codes = [document["project_code"], *(each["value"] for each in document["other"])]
    assert sorted(codes) == ["34080021001", "34080021002"]


GROUNDS = """
2025年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 造林补助 | < | < | 主管部门 | 柳溪县林业局 | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 评分标准 | 得分依据
产出指标 | 数量指标 | 造林面积 | ≥1200亩 | 1100亩 | 40 | 每少1亩扣1分 | 验收报告
产出指标 | 质量指标 | 造林成活率 | ≥90% | 92% | 36 | 达到得满分 | 抽查记录
"""


def test_the_grounds_of_a_score_beside_its_standard_are_no_standard():
    rows: list[Any] = read_one(GROUNDS)["indicators"]
    assert [row["scoring_standard"] for row in rows] == ["每少1亩扣1分", "达到得满分"]
    assert [row["other"] for row in rows] == [{"得分依据": "验收报告"}, {"得分依据": "抽查记录"}]


SLID = """
项目支出绩效目标表 | < | < | < | < | <
（2026年度） | < | < | < | < | <
项目名称 | 造林补助 | < | < | < | <
主管部门 | 柳溪县林业局 | < | 实施单位 | 柳溪县林场 | <
项目资金（万元） | 年度资金总额： | 120 | < | < | <
^ | 其中：财政拨款 | 120 | < | < | <
^ | 其他资金 | 0 | < | < | <
总体目标 | 造林1200亩。 | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
^ | 产出指标 | 数量指标 | 造林面积 | ≥1200亩 |
^ | | — | 质量指标 | 造林成活率 | ≥90%
^ | 效益指标 | 生态效益指标 | 森林覆盖率 | ≥60% |
"""


def test_a_row_that_slid_by_a_dash_is_put_back():
    document = read_one(SLID)
    rows = [(row["level2"], row["level3"], row["target"]) for row in document["indicators"]]
    assert rows[1] == ("质量指标", "造林成活率", 90)
    assert [note["code"] for note in document["notes"]] == ["row-realigned"]
