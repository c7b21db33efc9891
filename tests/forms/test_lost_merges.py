"""Forms whose merges were lost, or taken away and filled, as exports and copies of values leave them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from jixiao.forms.document import Document
from jixiao.forms.extraction import default_extractor
from jixiao.forms.general.lost_merges import lost_merges
from jixiao.forms.general.vocabulary import default_vocabulary
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet
from sheet_table import read, sheet

MONITORING = """
项目支出绩效运行监控表（2026年度1—7月） | < | < | < | < | < | < | < | <
项目名称 | 渠道衬砌 | < | < | 主管部门 | 榆塘县水利局 | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1—7月执行情况 | 全年预计完成情况 | 偏差原因分析 | 完成目标可能性 | <
^ | ^ | ^ | ^ | ^ | ^ | 原因说明 | 确定能 | 有可能
产出指标 | 数量指标 | 衬砌长度 | ≥7公里 | 4公里 | 7公里 | | √ |
^ | 质量指标 | 验收合格率 | =100% | 60% | 100% | 尚未验收 | | √
效益指标 | 社会效益指标 | 受益农户 | ≥900户 | 500户 | 900户 | | √ |
"""
YEARS = """
县级财政支出政策绩效目标申报表 | < | < | < | < | < | <
政策名称 | 渠道管护奖补 | < | < | 主管部门 | 榆塘县水利局 | <
2026年度目标 | 管护渠道88公里。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 总目标值 | 分年度目标值 | < | <
^ | ^ | ^ | ^ | 2025年 | 2026年 | 2027年
产出指标 | 数量指标 | 管护渠道 | ≥240公里 | ≥70公里 | ≥88公里 | ≥82公里
效益指标 | 社会效益指标 | 受益农户 | ≥960户 | ≥800户 | ≥900户 | ≥960户
"""
SCORES = """
2025年度项目支出绩效自评得分情况 | < | < | < | < | < | <
项目名称 | 全年预算数 | 全年执行数 | 自评得分 | < | < | 等级
^ | ^ | ^ | 预算执行（10） | 产出（50） | 总分 | ^
渠道衬砌 | 61 | 60 | 9.8 | 50 | 96.8 | 优
山塘清淤 | 42 | 42 | 10 | 48 | 95.5 | 优
"""
POLICY = """
财政政策绩效自评表（2025年度） | < | < | < | < | <
政策名称 | 渠道管护奖补 | < | 主管部门 | 榆塘县水利局 | <
一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 得分
政策实施 | 资金管理 | 资金拨付及时率 | 100% | 96% | 14
^ | 组织管理 | 审核差错率 | ≤1% | 0.6% | 15
政策效果 | 产出 | 管护渠道 | ≥70公里 | 72公里 | 30
^ | 效益 | 受益农户 | ≥800户 | 815户 | 20
^ | 满意度 | 农户满意度 | ≥90% | 93% | 10
履职产出 | 数量指标 | 巡查次数 | ≥12次 | 12次 | 5
^ | 质量指标 | 整改率 | 100% | 100% | 5
"""
TASKS = """
部门整体支出绩效目标表 | < | < | <
部门名称 | 榆塘县水利局 | < | <
年度主要任务 | 任务名称 | 主要内容 | <
^ | 渠道管护 | 管护渠道88公里 | <
^ | 山塘清淤 | 清淤31口 | <
预算情况 | 部门预算总额（万元） | 730 | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 管护渠道 | 88公里
"""
LIST = """
2026年项目绩效目标公开表 | < | < | < | < | <
序号 | 项目名称 | 主管部门 | 资金规模（万元） | < | 产出指标
^ | ^ | ^ | 合计 | 其中：中央资金 | ^
1 | 渠道衬砌 | 榆塘县水利局 | 61 | 40 | 衬砌长度≥7公里；验收合格率=100%
2 | 山塘清淤 | 榆塘县水利局 | 42 | 42 | 清淤山塘数=31口
"""


def without_merges(whole: Sheet) -> Sheet:
    return replace(whole, merges=[])


def filled(whole: Sheet) -> Sheet:
    rows = {row: dict(cells) for row, cells in whole.rows.items()}
    for area in whole.merges:
        value = whole.rows[area.top][area.left]
        for row in range(area.top, area.bottom + 1):
            rows.setdefault(row, {}).update(dict.fromkeys(range(area.left, area.right + 1), value))
    return replace(whole, rows={row: dict(sorted(rows[row].items())) for row in sorted(rows)}, merges=[])


def said(whole: Sheet) -> list[Any]:
    def of(document: Document) -> Any:
        rows = [
            [
                each.get(key)
                for key in ("level1", "level2", "level3", "target", "actual", "actual_to_july", "likelihood")
            ]
            for each in document.get("indicators", [])
        ]
        keys = ("project", "department", "funding", "total_score", "execution", "grade")
        tasks = [each["name"] for each in document.get("tasks", [])]
        return [{key: str(document.get(key)) for key in keys}, rows, tasks]

    return [of(document) for document in default_extractor().documents(whole, "a.xlsx")]


@pytest.mark.parametrize("changed", [without_merges, filled])
@pytest.mark.parametrize("table", [MONITORING, YEARS, SCORES, POLICY, TASKS, LIST], ids=lambda t: t.split()[0])
def test_a_form_says_the_same_without_its_merges(table: str, changed: Any):
    whole = sheet(table)
    assert len(said(whole)) > 0
    assert said(changed(sheet(table))) == said(whole)


def test_the_levels_of_a_policy_stand_as_they_are_written():
    (document,) = read(POLICY)
    assert [(i["level1"], i["level2"]) for i in document["indicators"]] == [
        ("政策实施", "资金管理"),
        ("政策实施", "组织管理"),
        ("政策效果", "产出"),
        ("政策效果", "效益"),
        ("政策效果", "满意度"),
        ("履职产出", "数量指标"),
        ("履职产出", "质量指标"),
    ]


@pytest.mark.parametrize(
    ("rows", "merges"),
    [
        (
            "序号 | 项目名称 | 资金来源 | | 备注\n - | | 财政拨款 | 其他资金 | ",
            [(1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4), (1, 5, 2, 5)],
        ),
        ("序号 | 项目名称 | 预算数 | 备注\n1 | 渠道衬砌 | 61 | ", []),
        ("项目名称 | 渠道衬砌 | | 主管部门 | 榆塘县水利局\n - | 实施单位 | 负责人 | | ", []),
        ("一级指标 | 二级指标 | 三级指标 | | 指标值\n - | | 衬砌长度 | 长度 | 七公里", []),
    ],
    ids=["two lines", "a line below", "labels", "an indicator"],
)
def test_only_two_lines_of_titles_are_merged_again(rows: str, merges: list[tuple[int, ...]]):
    assert list(map(tuple, lost_merges(sheet(rows), default_vocabulary()))) == merges


def test_a_header_that_keeps_some_merge_is_left_as_it_is():
    whole = sheet("序号 | 项目名称 | 资金来源 | < | 备注\n | | 财政拨款 | 其他资金 | ")
    assert whole.merges == [Range(1, 3, 1, 4)]
    assert list(lost_merges(whole, default_vocabulary())) == []


def test_an_unknown_line_of_a_header_is_no_project():
    documents = read("""
2026年衔接资金项目绩效目标表 | | | | | |
填报单位：榆塘县农业农村局 | | | | | |
序号 | 项目名称 | 资金规模（万元） | 产出指标 | | 效益指标 | 满意度指标
 | | | 数量指标 | | 社会效益指标 | 服务对象满意度指标
 | | | 硬化道路里程（公里） | 新建冷库容量（立方米） | 受益户（户） | 群众满意度（%）
1 | 桃岭冷链仓 | 120 | | 1500 | 48 | 95
2 | 石桥产业路 | 86.5 | 3.2 | | 75 | 96
""")
    assert [document["project"] for document in documents] == ["桃岭冷链仓", "石桥产业路"]
