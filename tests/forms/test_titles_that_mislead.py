"""Titles that seem to say one thing: levels over halves of a table, grounds of a score, investment, tracking."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jixiao.forms.document import Document
from jixiao.forms.general.column_contents import may_be
from jixiao.forms.general.kinds import is_no_form, kind_in_title
from jixiao.forms.general.vocabulary import Meaning
from sheet_table import read, read_one

HEAD = """
2026年项目支出绩效目标表 | < | < | < | < | <
项目名称 | 山塘清淤 | < | 主管部门 | 柳塘县水利局 | <
年度资金总额（万元） | 64 | < | 其中：财政拨款 | 64 | <
年度目标 | 完成31口山塘清淤。 | < | < | < | <
"""

OVER_LEVEL2 = """
产出 | 指标 | 目标值 | 效益 | 指标 | 目标值
数量指标 | 清淤山塘数 | ≥31口 | 社会效益指标 | 受益农户 | ≥820户
质量指标 | 清淤合格率 | 100% | 满意度指标 | 农户满意度 | ≥93%
"""
OVER_LEVEL2_WITH_POINTS = """
产出（60分） | 指标内容 | 指标值 | 效果（40分） | 指标内容 | 指标值
数量指标 | 清淤山塘数 | ≥31口 | 社会效益指标 | 受益农户 | ≥820户
质量指标 | 清淤合格率 | 100% | 满意度指标 | 农户满意度 | ≥93%
"""
OVER_NAMES = """
产出 | 数量 | 目标值 | 效益 | 社会效益 | 目标值
数量指标 | 清淤山塘数 | ≥31口 | 社会效益指标 | 受益农户 | ≥820户
质量指标 | 清淤合格率 | 100% | 满意度指标 | 农户满意度 | ≥93%
"""
UNKNOWN_HALF = """
产出 | 指标 | 目标值 | 带来的好处 | 指标 | 目标值
数量指标 | 清淤山塘数 | ≥31口 | 社会效益指标 | 受益农户 | ≥820户
质量指标 | 清淤合格率 | 100% | 满意度指标 | 农户满意度 | ≥93%
"""
BELOW_ONE_ANOTHER = """
产出指标 | 指标内容 | 指标值 | | |
数量指标 | 清淤山塘数 | ≥31口 | | |
质量指标 | 清淤合格率 | 100% | | |
效益指标 | 指标内容 | 指标值 | | |
社会效益指标 | 受益农户 | ≥820户 | | |
满意度指标 | 农户满意度 | ≥93% | | |
"""


def levels(document: Document) -> list[tuple[Any, ...]]:
    return [(str(i["level1"])[:2], str(i["level2"])[:2], i["level3"], i["target"]) for i in document["indicators"]]


@pytest.mark.parametrize(
    "table", [OVER_LEVEL2, OVER_LEVEL2_WITH_POINTS, OVER_NAMES, UNKNOWN_HALF, BELOW_ONE_ANOTHER], ids=str.split
)
def test_a_level_that_titles_a_half_is_the_level_of_its_rows_alone(table: str):
    document = read_one(HEAD + table)
    halves = {"产出": "产出", "效益": "效益", "效果": "效益", "满意": "满意", "社会": "效益"}
    assert [(halves[first], *rest) for first, *rest in sorted(levels(document), key=lambda each: each[3])] == [
        ("产出", "数量", "清淤山塘数", 31),
        ("满意", "No", "农户满意度", 93),
        ("产出", "质量", "清淤合格率", 100),
        ("效益", "社会", "受益农户", 820),
    ]
    assert "period_side" not in document
    assert document["unread"] == []


def test_names_and_targets_of_a_level_in_pairs_of_columns():
    document = read_one(
        HEAD
        + """
数量指标名称 | 数量指标值 | 质量指标名称 | 质量指标值 | 社会效益指标名称 | 社会效益指标值
清淤山塘数 | ≥31口 | 清淤合格率 | 100% | 受益农户 | ≥820户
加固坝体 | 4处 | | | |
"""
    )
    assert levels(document) == [
        ("产出", "数量", "清淤山塘数", 31),
        ("产出", "数量", "加固坝体", 4),
        ("产出", "质量", "清淤合格率", 100),
        ("效益", "社会", "受益农户", 820),
    ]


def test_pairs_of_columns_in_a_list_of_projects():
    documents = read("""
2026年项目绩效目标批复表 | < | < | < | < | < | < | <
序号 | 单位名称 | 项目名称 | 预算数（万元） | 数量指标 | 指标值 | 效益指标 | 指标值
1 | 柳塘县水利局 | 山塘清淤 | 64 | 清淤山塘数 | 31口 | 受益农户 | ≥820户
2 | 柳塘县水利局 | 渠道衬砌 | 118 | 衬砌长度 | 7公里 | 新增灌溉面积 | ≥900亩
""")
    assert [d["project"] for d in documents] == ["山塘清淤", "渠道衬砌"]
    assert [levels(d) for d in documents] == [
        [("产出", "数量", "清淤山塘数", 31), ("效益", "No", "受益农户", 820)],
        [("产出", "数量", "衬砌长度", 7), ("效益", "No", "新增灌溉面积", 900)],
    ]


def test_what_was_reached_in_an_earlier_year_is_not_that_of_the_form():
    document = read_one("""
重大项目绩效自评表（2025年度） | < | < | < | < | < | <
项目名称 | 环城绿道 | < | 实施单位 | 柳塘县住建局 | < | <
一级指标 | 二级指标 | 三级指标 | 2024年完成值 | 2025年目标值 | 2025年完成值 | 得分
产出指标 | 数量指标 | 绿道长度 | 3.1公里 | 4.7公里 | 4.4公里 | 47
""")
    (indicator,) = document["indicators"]
    assert (indicator["target"], indicator["actual"]) == (Decimal("4.7"), Decimal("4.4"))
    assert indicator["other"] == {"2024年完成值": "3.1公里"}


# ---------------------------------------------------------------- the grounds of a score

EVIDENCE = ["验收报告编号LT-12", "合同与发票", "问卷统计表"]
STANDARD = ["完成31口得满分，每少1口扣2分", "按完成比例得分", "达到93%得10分，否则不得分"]


def scored(title: str, texts: list[str], extra: str = "") -> list[tuple[Any, Any]]:
    (document,) = read(f"""
2025年项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 山塘清淤 | < | 实施单位 | 柳塘县水利局 | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分 | {title} | {extra and "评分标准"}
产出指标 | 数量指标 | 清淤山塘数 | ≥31口 | 31口 | 30 | {texts[0]} | {extra}
产出指标 | 质量指标 | 清淤合格率 | 100% | 100% | 30 | {texts[1]} | {extra}
效益指标 | 社会效益指标 | 农户满意度 | ≥93% | 95% | 10 | {texts[2]} | {extra}
""")
    return [(i.get("scoring_standard"), i.get("other", {}).get(title)) for i in document["indicators"]]


@pytest.mark.parametrize("title", ["得分依据", "评分依据", "评分说明"])
def test_the_grounds_of_a_score_are_its_standard_only_where_they_say_points(title: str):
    assert scored(title, STANDARD) == [(text, None) for text in STANDARD]
    assert scored(title, EVIDENCE) == [(None, text) for text in EVIDENCE]
    assert scored(title, EVIDENCE, "按完成比例得分") == [("按完成比例得分", text) for text in EVIDENCE]


def test_most_cells_must_say_points():
    grounds = Meaning("scoring_standard", "longtext", weak=True)
    assert may_be(grounds, [*STANDARD, EVIDENCE[0]])
    assert not may_be(grounds, [*STANDARD[:2], *EVIDENCE[:2]])
    assert may_be(grounds._replace(weak=False), list(EVIDENCE))


# ---------------------------------------------------------------- the money of the year

INDICATORS = """
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 敷设管网 | 12公里
"""


@pytest.mark.parametrize(
    ("labels", "annual", "other"),
    [
        ("本年度投资（万元） | 900 | 年度资金总额（万元） | 650", 650, ["本年度投资(万元)"]),
        ("年度资金总额（万元） | 650 | 本年计划投资额（万元） | 900", 650, ["本年计划投资额(万元)"]),
        ("项目总投资（万元） | 3200 | 本年计划投资（万元） | 900", 900, []),
    ],
)
def test_the_investment_of_the_year_gives_way_to_the_money_of_the_year(labels: str, annual: int, other: list[str]):
    document = read_one(f"""
2026年项目绩效目标申报表 | < | < | <
项目名称 | 城西污水管网 | 实施单位 | 柳塘县住建局
{labels}
年度目标 | 敷设管网12公里。 | < | <
{INDICATORS}""")
    assert document["funding"]["annual"] == annual
    assert [each["label"].replace("（", "(").replace("）", ")") for each in document.get("other", [])] == other


def test_what_a_fund_invested_is_not_its_own_money():
    document = read_one(f"""
2026年政府投资基金绩效目标表 | < | < | <
基金名称 | 柳塘县产业基金 | 主管部门 | 柳塘县财政局
认缴规模（万元） | 20000 | 本年投资金额（万元） | 3250
{INDICATORS}""")
    assert "annual" not in document["funding"]
    assert ("本年投资金额（万元）", 3250) in [(each["label"], each["value"]) for each in document["other"]]


# ---------------------------------------------------------------- what a title says of its kind


@pytest.mark.parametrize(
    ("title", "kind", "none"),
    [
        ("2025年度重点项目跟踪绩效自评表", "selfeval", False),
        ("2026年绩效目标跟踪监控表", "monitoring", False),
        ("2026年项目绩效跟踪表", "monitoring", False),
        ("2026年审核通过的项目绩效目标清单", "project", False),
        ("财政局审核后绩效目标汇总表", "summary", False),
        ("2026年项目绩效目标审核意见表", "project", True),
        ("项目支出绩效目标审核表", "project", True),
    ],
)
def test_tracking_beside_self_evaluation_and_what_was_reviewed(title: str, kind: str, none: bool):
    assert (kind_in_title(title), is_no_form(title)) == (kind, none)


def test_the_year_may_stand_in_front_of_the_label_of_the_department() -> None:
    form = """
项目绩效目标申报表 | < | < | <
（2026年度）填报单位：柳塘县水利局 | < | < | 单位：元
项目名称 | 山塘清淤 | 年度资金总额 | 640000
绩效目标 | 完成31口山塘清淤。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 清淤山塘口数 | ≥31口
"""
    assert (read_one(form)["fiscal_year"], read_one(form)["department"]) == (2026, "柳塘县水利局")
    assert read_one(form.replace("（2026年度）", ""))["fiscal_year"] is None


@pytest.mark.parametrize("title", ["预拨金额（万元）", "结算金额（万元）", "补助标准"])
def test_a_title_nobody_knows_over_figures_is_the_name_of_nothing(title: str) -> None:
    table = f"""
2026年水利发展资金绩效目标表 | < | < | < | <
县（市、区） | {title} | 年度目标 | 产出指标 | 满意度指标
望江县 | 860 | 治理中小河流12公里 | 治理河长≥12公里 | 群众满意度≥90%
青田县 | 540 | 维修水闸8座 | 维修水闸数=8座 | 群众满意度≥90%
"""
    assert read(table) == []


@pytest.mark.parametrize("name", ["单位-项目", "单位名称、项目名称", "部门/项目", "部门（项目）"])
def test_the_titles_of_a_list_are_no_department_below_a_title_of_forms(name: str) -> None:
    table = f"""
2026年部门项目绩效目标表 | < | < | < | <
{name} | 预算金额（万元） | 年度目标 | 指标名称 | 指标值
课后服务 | 150 | 服务学生2600人 | 服务学生数 | ≥2600人
教师培训 | 90 | 培训1800人次 | 培训人次 | ≥1800人次
"""
    assert {document["department"] for document in read(table)} <= {None}


def test_a_pair_of_labels_above_a_label_that_nobody_knows_heads_no_list() -> None:
    document = read_one("""
2025年1-9月预算绩效运行监控表 | < | < | <
项目名称 | 油茶低产林改造 | 资金性质 | 一般公共预算
年初盘子 | 900 | 1-9月执行数（万元） | 612
绩效目标 | 完成改造1.5万亩。 | < | <
一级指标 | 三级指标 | 年度指标值 | 1-9月完成值
产出指标 | 改造油茶面积 | 1.5万亩 | 1.1万亩
""")
    assert (document["project"], document["goals"]["annual"]) == ("油茶低产林改造", "完成改造1.5万亩。")
    assert [row["actual_to_july"] for row in document["indicators"]] == [Decimal("1.1")]
