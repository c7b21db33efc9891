"""The forms of the definitions are read by the vocabulary alone as by their definitions.

The vocabulary knows of a definition its labels at most: what it reads of these forms it reads of any province's.
"""

from __future__ import annotations

from typing import Any

import pytest

from forms.test_variations import TABLES, content
from forms.variations import VARIATIONS, Form, forms_of
from jixiao.forms.document import Document
from jixiao.forms.extraction import default_extractor
from jixiao.forms.general.plain_texts import with_plain_texts
from jixiao.forms.general.reader import read_by_words
from jixiao.grid.model import Sheet
from sheet_table import sheet

OF_DEFINITIONS = (".form", ".expenditure", ".doubts", ".funding.total", ".funding.annual", ".other")
"""What only a definition reads, or names in its own way: 年度本级预算金额 is its only amount."""


def by_words(made: Sheet) -> list[Document]:
    """The documents of a sheet without any definition."""
    extractor = default_extractor()
    blocks = extractor.blocks(with_plain_texts(made))
    return [document for block in blocks for document in read_by_words(block, extractor.words, "test.xlsx")]


def stated(document: Document) -> dict[str, Any]:
    """What a document states, with the signs of strokes and colons that forms print aside."""
    found = {key: value for key, value in content(document).items() if not key.startswith(OF_DEFINITIONS)}
    return {key: value.rstrip(":") if isinstance(value, str) else value for key, value in found.items() if value}


# the satisfaction of a direction is below its benefits only by the classification of its definition
_CLASSIFIED = ("direction", ".indicators[5].level1")


def _forms() -> dict[str, Form]:
    return {name: form for name, table in TABLES.items() for form in forms_of(sheet(table))}


@pytest.mark.parametrize("variation", VARIATIONS)
def test_the_vocabulary_reads_what_a_definition_reads(variation: str) -> None:
    wrong = []
    for name, form in _forms().items():
        made = VARIATIONS[variation](form)
        if made is None:
            continue
        documents = by_words(made)
        found = stated(documents[0]) if len(documents) == 1 else {}
        expected = stated(form.document)
        wrong += [
            (name, key, expected.get(key), found.get(key))
            for key in sorted(expected.keys() | found.keys())
            if expected.get(key) != found.get(key) and (name, key) != _CLASSIFIED
        ]
    assert wrong == []


# ---------------------------------------------------------------- what such comparisons found


def test_rows_go_on_below_a_blank_one_where_the_caption_is_filled_down() -> None:
    (document,) = by_words(
        sheet(
            """
2026年度市级项目支出绩效目标表 | < | < | < | <
项目名称 | | 渡槽维修 | <
年度目标 | | 维修渡槽6座，农户满意度90%以上。 | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
绩效指标 | 产出指标 | 数量指标 | 维修渡槽数量 | ≥6座
- | - | - | - | -
绩效指标 | 产出指标 | 质量指标 | 验收合格率 | ≥95%
绩效指标 | 产出指标 | 时效指标 | 完工时间 | 2026年11月底
绩效指标 | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
"""
        )
    )
    assert [row["level3"] for row in document["indicators"]] == ["维修渡槽数量", "验收合格率", "完工时间", "农户满意度"]


def test_a_level_that_slid_into_the_column_of_the_caption_is_a_level() -> None:
    (document,) = by_words(
        sheet(
            """
2026年项目绩效目标申报表 | < | < | < | <
项目名称 | 苗圃改造 | | |
本年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
 | 产出指标 | 数量指标 | 改造苗圃面积 | ≥40亩
 | | 质量指标 | 苗木成活率 | ≥90%
 | | 时效指标 | 完成时间 | 2026年10月底
满意度指标 | | 服务对象满意度指标 | 林农满意度 | ≥90%
"""
        )
    )
    last = document["indicators"][-1]
    assert (last["level1"], last["level2"], last["cells"]["level1"]) == ("满意度指标", "服务对象满意度指标", "A7")
    assert document["unread"] == []


def test_two_titles_in_one_wide_cell_title_a_column_each() -> None:
    (document,) = by_words(
        sheet(
            """
2026年项目绩效目标申报表 | < | < | <
项目名称 | 苗圃改造 | |
一级指标 | 二级指标 | 三级指标 指标值 | <
产出指标 | 数量指标 | 改造苗圃面积 | ≥40亩
满意度指标 | 服务对象满意度指标 | 林农满意度 | ≥90%
"""
        )
    )
    assert [(row["level3"], str(row["target"])) for row in document["indicators"]] == [
        ("改造苗圃面积", "40"),
        ("林农满意度", "90"),
    ]


def test_what_money_is_spent_on_below_the_indicators_is_no_indicator() -> None:
    (document,) = by_words(
        sheet(
            """
2026年专项资金绩效目标表 | < | < | < | <
项目名称 | 苗圃改造 | | |
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
 | 产出指标 | 数量指标 | 改造苗圃面积 | ≥40亩
 | 满意度指标 | 服务对象满意度指标 | 林农满意度 | ≥90%
支出明细 | 支出内容 | 支出明细 | 金额 | 测算依据
 | 苗木补贴 | 购买苗木 | 25 | 每亩0.5万元
 | 整地 | 机械租赁 | 15 | 每亩0.3万元
"""
        )
    )
    assert [row["level3"] for row in document["indicators"]] == ["改造苗圃面积", "林农满意度"]
    assert {"D7", "D8"} <= {each["cell"] for each in document["unread"]}


def test_signs_below_a_title_of_types_are_operators_among_strokes() -> None:
    (document,) = by_words(
        sheet(
            """
2026年项目绩效目标申报表 | < | < | < | < | <
项目名称 | 苗圃改造 | | | |
一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型
产出指标 | 数量指标 | 改造苗圃面积 | 40 | 亩 | ≥
 | 质量指标 | 苗木成活率 | 90 | % | ≥
 | 时效指标 | / | / | / | /
效益指标 | 经济效益指标 | 无 | 无 | 无 | 无
 | 社会效益指标 | 无 | 无 | 无 | 无
 | 生态效益指标 | 不涉及 | 不涉及 | / | /
"""
        )
    )
    assert [row["operator"] for row in document["indicators"][:2]] == ["≥", "≥"]


def test_causes_to_be_ticked_stand_below_their_title_without_its_merge() -> None:
    (document,) = by_words(
        sheet(
            """
2026年预算绩效运行监控表 | | | | | | | | | |
项目名称 | 灌区改造 | | | | | | | | |
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1-7月执行情况 | 偏差原因分析 | | | 完成目标可能性 | |
 | | | | | 经费保障 | 人员保障 | 原因说明 | 确定能 | 有可能 | 完全不可能
产出指标 | 数量指标 | 渠道长度 | ≥10公里 | 6公里 | | | | √ | |
 | 时效指标 | 完工时间 | 2026年12月底前 | 进行中 | √ | | 拨款较晚 | | √ |
"""
        )
    )
    rows = document["indicators"]
    assert [row["likelihood"] for row in rows] == ["确定能", "有可能"]
    assert (rows[1]["deviation_causes"], rows[1]["deviation"]) == (["经费保障"], "拨款较晚")


@pytest.mark.parametrize("word", ["资金总额", "汇总", "小计"])
def test_a_list_has_its_total_in_other_words(word: str) -> None:
    (document,) = by_words(
        sheet(
            f"""
2026年项目支出绩效目标汇总表 | < | <
填报单位：雪浪县林业局 | |
序号 | 项目名称 | 预算金额（万元）
1 | 苗圃改造 | 36.5
2 | 站点修缮 | 48
{word} | | 84.5
"""
        )
    )
    assert [row["project"] for row in document["rows"]] == ["苗圃改造", "站点修缮"]
    assert (str(document["total"]), document["cells"]["total"]) == ("84.5", "C6")


def test_a_label_with_a_blank_behind_each_letter_is_one() -> None:
    (document,) = by_words(
        sheet(
            """
2026年部门整体支出绩效目标表 | < | < | <
部 门 名 称 | 雪浪县林业局 | |
年 度 预 算 （ 万 元 ） | 资 金 总 额 ： | 120 |
 | 其 中 ： 基 本 支 出 | 80 |
 | 项 目 支 出 | 40 |
年度目标 | 完成造林5000亩。 | |
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 造林面积 | ≥5000亩
"""
        )
    )
    assert {key: str(amount) for key, amount in document["budget"].items() if amount is not None} == {
        "total": "120",
        "basic": "80",
        "project": "40",
    }


def test_a_year_in_wide_digits_below_the_title_is_that_of_the_form() -> None:
    (document,) = by_words(
        sheet(
            """
项目支出绩效目标表 | < | < | <
（２０２７年度） | < | < | <
项目名称 | 苗圃改造 | |
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 改造苗圃面积 | ≥40亩
"""
        )
    )
    assert document["fiscal_year"] == 2027


def test_a_row_that_says_the_lower_titles_once_more_is_no_indicator() -> None:
    (document,) = by_words(
        sheet(
            """
2026年项目绩效目标申报表 | < | < | < | < | <
项目名称 | 苗圃改造 | < | < | < | <
一级指标 | 二级指标 | 指标名称 | 绩效指标值 | < | <
^ | ^ | ^ | 符号 | 指标值 | 计量单位
产出指标 | 数量指标 | 改造苗圃面积 | ≥ | 40 | 亩
 | 质量指标 | 苗木成活率 | ≥ | 90 | %
 | | | 符号 | 指标值 | 计量单位
满意度指标 | 服务对象满意度指标 | 林农满意度 | ≥ | 90 | %
"""
        )
    )
    assert [row["level3"] for row in document["indicators"]] == ["改造苗圃面积", "苗木成活率", "林农满意度"]
    assert document["unread"] == []


def test_equal_amounts_typed_as_text_beside_one_another_are_two() -> None:
    (document,) = by_words(
        sheet(
            """
2025年度项目支出绩效自评表 | 2025年度项目支出绩效自评表 | 2025年度项目支出绩效自评表 | 2025年度项目支出绩效自评表 | 2025年度项目支出绩效自评表
项目名称 | 站点修缮 | 站点修缮 | 站点修缮 | 站点修缮
项目资金（元） | 项目 | 项目 | 全年预算数 | 全年执行数
项目资金（元） | 总额 | 总额 | '800000' | '800000'
项目资金（元） | 其中：财政资金 | 其中：财政资金 | '640000' | '640000'
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值
产出指标 | 数量指标 | 修缮站点数 | ≥6个 | 6个
"""
        )
    )
    assert [(str(line["annual"]), str(line["executed"])) for line in document["execution"]] == [
        ("800000", "800000"),
        ("640000", "640000"),
    ]


def test_what_was_spent_is_read_from_pairs_with_blank_rows_between() -> None:
    (document,) = by_words(
        sheet(
            """
2025年度部门整体支出绩效自评表 | < | < | <
部门名称 | 雪浪县林业局 | |
- | - | - | -
年初预算数 | 401.6 | 年中调整数 | 100.4
- | - | - | -
全年预算数 | 502 | 全年执行数 | 489.5
- | - | - | -
一级指标 | 二级指标 | 三级指标 | 年度指标值
产出指标 | 数量指标 | 造林面积 | ≥5000亩
"""
        )
    )
    (line,) = document["execution"]
    assert [str(line[key]) for key in ("initial", "annual", "executed")] == ["401.6", "502", "489.5"]


def test_sources_side_by_side_have_their_sum_as_a_subtotal() -> None:
    (document,) = by_words(
        sheet(
            """
2025年度项目支出绩效自评表 | < | < | < | <
项目名称 | 站点修缮 | | |
资金来源 | 小计 | 其中：中央资金 | 省级资金 | 其他资金
全年预算数 | 550 | 300 | 200 | 50
全年执行数 | 540 | 300 | 190 | 50
一级指标 | 二级指标 | 三级指标 | 年度指标值 |
产出指标 | 数量指标 | 修缮站点数 | ≥6个
"""
        )
    )
    assert [(line["source"], str(line["executed"])) for line in document["execution"]] == [
        ("小计", "540"),
        ("其中：中央资金", "300"),
        ("省级资金", "190"),
        ("其他资金", "50"),
    ]


def test_amounts_stand_below_years_in_wide_digits() -> None:
    (document,) = by_words(
        sheet(
            """
2026年项目绩效目标表 | < | <
项目名称 | 苗圃改造 |
资金安排（万元） | ２０２６年 | ２０２７年
财政拨款 | 200 | 210
其他资金 | 68.5 | 70
合计 | 268.5 | 280
一级指标 | 二级指标 | 三级指标：
产出指标 | 数量指标 | 改造苗圃面积≥40亩
"""
        )
    )
    assert (str(document["funding"]["annual"]), str(document["funding"]["fiscal"])) == ("268.5", "200")


def test_numbered_levels_in_one_cell_are_two_levels() -> None:
    (document,) = by_words(
        sheet(
            """
2026年项目绩效目标申报表 | < | <
项目名称 | 苗圃改造 |
指标类型 | 三级指标 | 指标值
1.产出指标/数量指标 | 改造苗圃面积 | ≥40亩
2.满意度指标/服务对象满意度指标 | 林农满意度 | ≥90%
"""
        )
    )
    assert [(row["level1"], row["level2"]) for row in document["indicators"]] == [
        ("产出指标", "数量指标"),
        ("满意度指标", "服务对象满意度指标"),
    ]


def test_two_sides_whose_merges_are_lost_are_told_by_their_order() -> None:
    (document,) = by_words(
        sheet(
            """
2026年专项转移支付整体绩效目标申报表 | | | | |
专项名称 | 水利发展 | | | |
总体目标 | 实施期总目标 | | | 年度目标 |
 | 三年清淤渠道360公里。 | | | 清淤渠道120公里。 |
绩效指标 | 一级指标 | 三级指标 | 指标值 | 三级指标 | 指标值
 | 产出指标 | 清淤渠道长度 | ≥360公里 | 清淤渠道长度 | ≥120公里
 | 满意度指标 | 农户满意度 | ≥90% | 农户满意度 | ≥90%
"""
        )
    )
    assert [str(row["target"]) for row in document["indicators"]] == ["120", "90"]
    assert [str(row["target"]) for row in document["period_side"]["indicators"]] == ["360", "90"]


def test_a_sum_in_wide_digits_is_that_of_the_scores() -> None:
    (document,) = by_words(
        sheet(
            """
2025年度项目支出绩效自评表 | < | < | < | < | <
项目名称 | 校园足球推广 | | | |
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 分值 | 得分
产出指标 | 数量指标 | 开展联赛次数 | ４次 | ９０ | ９０
总分：９９．５ | < | < | 等级：优 | １００ | ９９．５
"""
        )
    )
    assert (str(document["total_score"]), document["grade"]) == ("99.5", "优")
    assert [row["level3"] for row in document["indicators"]] == ["开展联赛次数"]


def test_an_amount_in_wide_digits_is_glued_to_its_label() -> None:
    (document,) = by_words(
        sheet(
            """
2026年项目支出预算绩效目标表 | < | < | <
项目名称 | 渠道清淤 | <  | <
项目资金（万元） | 年度资金总额９６．５ | 其中：财政拨款９０ | 其他资金６．５
一级指标 | 二级指标 | 三级指标 | 绩效指标值
产出指标 | 数量指标 | 清淤渠道长度 | ≥１４公里
"""
        )
    )
    assert {key: str(amount) for key, amount in document["funding"].items()} == {
        "annual": "96.5",
        "fiscal": "90",
        "other": "6.5",
    }


def test_costs_beside_outputs_without_levels_two_are_a_level_one() -> None:
    (document,) = by_words(
        sheet(
            """
2026年专项资金绩效目标表 | < | < | <
项目名称 | 湿地修复 | < | <
指标 | < | 指标权重(%) | 指标值
产出指标 | 湿地修复面积 | 50 | ≥1200亩
成本指标 | 亩均修复成本 | 20 | ≤6800元
满意度指标 | 居民满意度 | 30 | ≥90%
"""
        )
    )
    assert [row["level1"] for row in document["indicators"]] == ["产出指标", "成本指标", "满意度指标"]
