"""Indicators whose titles stand off their rows, below headings, or name four levels; goals of several years."""

from __future__ import annotations

from typing import Any

import pytest

from jixiao.checks.rule_engine import check_documents
from jixiao.forms.document import Document
from sheet_table import read_one

HEAD = """
2026年度项目支出绩效目标表 | | | | | | |
单位名称：柳滩县融媒体中心 | | | | | | 单位：万元 |
项目名称 | 融媒体平台运维 | | | 项目金额 | 58 | |
年度绩效目标 | 全年发布原创新闻4200条，稿件差错率不超过0.2‰。 | | | | | |"""
TITLES = "一级指标 | 二级指标 | 三级指标 | 计算符号 | 指标值 | 度量单位"
ROWS = (
    "产出指标 | 数量指标 | 原创新闻条数 | ≥ | 4200 | 条",
    "产出指标 | 质量指标 | 稿件差错率 | ≤ | 0.2 | ‰",
    "满意度指标 | 服务对象满意度指标 | 受众满意度 | ≥ | 90 | %",
)


def lines_of(document: Document) -> list[str]:
    keys = ("level1", "level2", "level3", "operator", "target", "unit")
    rows: Any = document["indicators"]
    return [" | ".join(str(row[key]) for key in keys) for row in rows]


def codes_of(document: Document) -> list[str]:
    return [finding.code for finding in check_documents([document]).findings]


@pytest.mark.parametrize(("before", "rows"), [(" | ", ""), ("绩效指标 | ", ""), ("", " | ")])
def test_titles_one_column_off_their_rows_are_those_of_the_rows(before: str, rows: str):
    document = read_one("\n".join((HEAD, f"{before}{TITLES} | |", *(f"{rows}{row} | |" for row in ROWS))))
    assert lines_of(document) == list(ROWS)
    assert document["unread"] == []
    assert codes_of(document).count("STR-003") == 1
    assert not {"STR-001", "STR-002", "OPR-005"} & {*codes_of(document)}


def test_titles_one_column_off_whole_measures_are_told_once():
    titles = "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 备注"
    document = read_one(
        f"{HEAD}\n{titles}\n产出指标 | 数量指标 | 原创新闻条数 | ≥4200条\n产出指标 | 质量指标 | 稿件差错率 | ≤0.2‰\n满意度指标 | 服务对象满意度指标 | 受众满意度 | ≥90%"
    )
    assert lines_of(document) == list(ROWS)
    assert codes_of(document).count("STR-003") == 1
    assert "STR-002" not in codes_of(document)


def test_the_total_of_a_self_evaluation_stands_where_its_rows_stand():
    document = read_one("""
2025年度项目支出绩效自评表 | | | | | | | |
项目名称 | 融媒体平台运维 | | | 主管部门 | 柳滩县融媒体中心 | | |
项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
 | 年度资金总额 | 58 | 58 | 55.1 | 10 | 95% | 9.5 |
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析
产出指标 | 数量指标 | 原创新闻条数 | ≥4200条 | 4300条 | 40 | 40 | |
产出指标 | 质量指标 | 稿件差错率 | ≤0.2‰ | 0.1‰ | 40 | 40 | |
满意度指标 | 服务对象满意度指标 | 受众满意度 | ≥90% | 89% | 10 | 9 | 样本偏少 |
总分 | | | | | 100 | 98.5 | |
""")
    assert (document["total_score"], document["total_points"]) == (98.5, 100)
    assert [row["score"] for row in document["indicators"]] == [40, 40, 9]


def test_a_header_below_each_heading_is_no_page_break():
    document = read_one("""
2026年度市级预算项目绩效目标表 | < | < | < | <
申报单位：白河市公安局 | < | < | < | 金额单位：万元
项目名称 | 视频监控运维 | < | 项目金额 | 168
年度绩效目标 | 维护视频监控探头3200路，在线率95%以上。 | < | < | <
（一）产出指标 | < | < | < | <
二级指标 | 三级指标 | 指标值 | 单位 | 说明
数量指标 | 维护探头路数 | ≥3200 | 路 |
质量指标 | 探头在线率 | ≥95 | % | 按月统计
（二）满意度指标 | < | < | < | <
二级指标 | 三级指标 | 指标值 | 单位 | 说明
服务对象满意度指标 | 基层所队满意度 | ≥90 | % |
""")
    assert [row["level1"] for row in document["indicators"]] == ["产出指标", "产出指标", "满意度指标"]
    assert not {"STR-001", "STR-004"} & {*codes_of(document)}


def test_a_header_beside_another_caption_is_no_page_break():
    document = read_one("""
2026年度项目支出绩效目标申报表 | < | < | < | < | <
填报单位：石洋县自然资源局 | < | < | < | 单位：万元 | <
项目名称 | 隐患点监测 | < | 资金总额 | 90 | <
年度目标 | 对318处隐患点开展监测。 | < | < | < | <
长期绩效指标 | 一级指标 | 二级指标 | 指标内容 | 指标值 | 备注
^ | 产出指标 | 数量指标 | 累计监测点次 | ≥34000次 |
^ | 效益指标 | 社会效益指标 | 因灾死亡人数 | ≤0人 |
年度绩效指标 | 一级指标 | 二级指标 | 指标内容 | 指标值 | 备注
^ | 产出指标 | 数量指标 | 监测隐患点数 | ≥318处 | 抽查
^ | 效益指标 | 社会效益指标 | 因灾死亡人数 | ≤0人 |
""")
    assert [row["level3"] for row in document["indicators"]] == ["监测隐患点数", "因灾死亡人数"]
    assert "STR-004" not in codes_of(document)


def test_of_four_levels_the_last_is_the_indicator():
    document = read_one("""
2026年项目支出绩效目标表 | < | < | < | < | <
部门：临浦市文化广电旅游局 | < | < | < | < | 单位：万元
项目名称 | 场馆免费开放 | < | < | 资金总额 | 240
年度总体目标 | 开放图书馆、博物馆，接待60万人次。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 四级指标 | 指标值 | 权重
产出指标 | 数量指标 | 开放场馆 | 图书馆开放天数 | ≥330天 | 30
^ | ^ | ^ | 博物馆开放天数 | ≥310天 | 30
满意度指标 | 服务对象满意度指标 | 读者评价 | 读者满意度 | ≥92% | 10
""")
    names = [(row["level3"], row["cell"]) for row in document["indicators"]]
    assert names == [("图书馆开放天数", "D6"), ("博物馆开放天数", "D7"), ("读者满意度", "D8")]
    assert document["indicators"][0]["other"] == {"三级指标": "开放场馆"}


def test_an_overall_goal_beside_targets_of_three_years_is_not_of_the_year():
    document = read_one("""
2026—2028年财政支出项目绩效目标表 | < | < | < | <
主管部门 | 罗江口市民政局 | < | 实施单位 | 罗江口市社会福利院
项目名称 | 护理床位改造 | < | 实施期限 | 2026—2028年
总体目标 | 三年改造护理床位450张。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 三年目标值 | 2026年目标值
产出指标 | 数量指标 | 改造床位数 | ≥450张 | ≥150张
满意度指标 | 服务对象满意度指标 | 老人满意度 | ≥90% | ≥90%
""")
    assert document["goals"] == {"period": "三年改造护理床位450张。"}
    assert not {"VAL-004", "CMP-004"} & {*codes_of(document)}


def test_blank_columns_between_label_and_label_are_no_place_for_a_value():
    document = read_one("""
项目支出绩效目标表 | | | | | |
（2026年度） | | | | | |
项目名称 | | 农村公路日常养护 | | | |
主管部门及代码 | | 412-赣坪县交通运输局 | | 实施单位 | | 赣坪县公路中心
项目资金（万元） | | 年度资金总额 | | | | 356.2
 | | 其中：财政拨款 | | | | 356.2
年度目标 | | 养护农村公路1120公里，路况优良率88%以上 | | | |
一级指标 | | 二级指标 | | 三级指标 | | 指标值
产出指标 | | 数量指标 | | 养护公路里程 | | ≥1120公里
 | | 质量指标 | | 路况优良率 | | ≥88%
满意度指标 | | 服务对象满意度指标 | | 沿线群众满意度 | | ≥90%
""")
    assert document["funding"]["annual"] == document["funding"]["fiscal"]
    assert "CMP-003" not in codes_of(document)
