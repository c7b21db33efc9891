"""Lines that few forms have, each read or left as the form means it: a gap in a goal, two forms of unequal length."""

from __future__ import annotations

from typing import Any

import pytest

from sheet_table import read, read_one

FORM = """
2026年项目支出绩效目标表 | < | <
项目名称 | 造林补助 | <
年度资金总额（万元） | 50 | <
{goal}
二级指标 | 三级指标 | 指标值
数量指标 | 造林面积 | ≥1200亩
质量指标 | 造林成活率 | ≥90%
"""


def _targets(document: Any) -> list[tuple[str, Any, Any]]:
    return [(row["level3"], row["target"], row["unit"]) for row in document["indicators"]]


INDICATORS = [("造林面积", 1200, "亩"), ("造林成活率", 90, "%")]
GOALS = {
    "a blank line between": (
        "年度目标 | 目标1：造林1200亩。 | <\n^ | | \n^ | 目标2：成活率90%。 | <",
        "目标1：造林1200亩。\n目标2：成活率90%。",
        [],
    ),
    "a number is no line": ("年度目标 | 目标1：造林1200亩。 | <\n^ | 1200 | <", "目标1：造林1200亩。", ["1200"]),
    "a label with its value": ("年度目标 | 造林1200亩。 | <\n^ | 立项依据 | 柳政办〔2025〕12号", "造林1200亩。", []),
}


@pytest.mark.parametrize("name", GOALS)
def test_the_rows_beside_the_label_of_a_goal_are_its_lines_or_not(name: str):
    lines, goal, unread = GOALS[name]
    document = read_one(FORM.format(goal=lines))
    assert document["goals"]["annual"] == goal
    assert [each["text"] for each in document["unread"]] == unread
    assert _targets(document) == INDICATORS
    assert document.get("basis") == ("柳政办〔2025〕12号" if "依据" in lines else None)


BESIDE = """
项目支出绩效目标表（一） | < | < | | 项目支出绩效目标表（二） | < | <
项目名称 | 造林补助 | < | | 项目名称 | 病虫害防治 | <
年度资金总额（万元） | 50 | < | | 年度资金总额（万元） | 30 | <
年度目标 | 造林1200亩。 | < | | 年度目标 | 防治800亩。 | <
二级指标 | 三级指标 | 指标值 | | 二级指标 | 三级指标 | 指标值
数量指标 | 造林面积 | ≥1200亩 | | 数量指标 | 防治面积 | ≥800亩
质量指标 | 造林成活率 | ≥90% | | | |
时效指标 | 完成时间 | 12月底前 | | | |
"""


def test_forms_beside_one_another_may_be_of_unequal_length():
    first, second = read(BESIDE)
    assert (first["project"], first["funding"]["annual"], len(first["indicators"])) == ("造林补助", 50, 3)
    assert (second["project"], second["funding"]["annual"], _targets(second)) == (
        "病虫害防治",
        30,
        [("防治面积", 800, "亩")],
    )


BELOW = """
2026年绩效目标表 | < | <
项目名称 | 预算金额（万元） | 项目负责人
造林补助 | 待定 | 张三
年度目标 | 造林1200亩。 | <
二级指标 | 三级指标 | 指标值
数量指标 | 造林面积 | ≥1200亩
质量指标 | 造林成活率 | ≥90%
"""


def test_a_word_below_the_label_of_an_amount_is_none():
    document = read_one(BELOW)
    assert (document["project"], document["funding"]["total"]) == ("造林补助", None)
    assert [each["text"] for each in document["unread"]] == ["待定"]
    assert _targets(document) == INDICATORS


YEARS = """
2026年项目支出绩效目标申报表 | < | < | < | < | <
项目名称 | 造林补助 | < | 主管部门 | 柳溪县林业局 | <
年度资金总额（万元） | 50 | < | < | < | <
年度目标 | 造林1200亩。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | < | <
^ | ^ | ^ | 2026年 | 2027年 | 2028年
产出指标 | 数量指标 | 造林面积 | ≥1200亩 | ≥1300亩 | ≥1400亩
产出指标 | 质量指标 | 造林成活率 | ≥90% | ≥91% | ≥92%
"""


def test_of_targets_by_year_that_of_the_form_counts():
    document = read_one(YEARS)
    assert _targets(document) == INDICATORS
    assert document["indicators"][0]["other"] == {"指标值2027年": "≥1300亩", "指标值2028年": "≥1400亩"}


MONTHS = """
2026年项目支出绩效监控表 | < | < | < | <
项目名称 | 造林补助 | 主管部门 | 柳溪县林业局 | <
一级指标 | 三级指标 | 年度指标值 | 1—6月完成值 | 1—9月完成值
产出指标 | 造林面积 | ≥1200亩 | 600亩 | {autumn}
产出指标 | 造林成活率 | ≥90% | 88% |
"""


@pytest.mark.parametrize(("autumn", "reached"), [("", [600, 88]), ("910亩", [910, None])])
def test_the_latest_filled_column_says_what_was_reached(autumn: str, reached: list[int | None]):
    document = read_one(MONTHS.format(autumn=autumn))
    assert [row["actual_to_july"] for row in document["indicators"]] == reached


STATED = """
2026年项目支出绩效目标表 | < | < | <
单位：柳溪县林业局 | < | < | 金额单位：万元
项目名称 | 预算金额 | 年度绩效目标 | 绩效指标
造林补助 | 50 | 造林1200亩 | 造林面积≥1200亩；成活率≥90%
林区办公 | 30 | 保障运转 | 无
"""


def test_a_word_for_nothing_states_no_indicator():
    first, second = read(STATED)
    assert _targets(first) == [("造林面积", 1200, "亩"), ("成活率", 90, "%")]
    assert (second["project"], second["indicators"], second["unread"]) == ("林区办公", [], [])


CONTACT = """
2026年项目支出绩效目标表 | < | < | <
单位：柳溪县林业局 | < | < | 金额单位：万元
项目名称 | 预算金额 | 年度绩效目标 | 备注
造林补助 | 50 | 造林1200亩 | 续建
病虫害防治 | 30 | 防治800亩 | 新增
注：本表由各单位填写。 | < | < | <
联系电话 | 5512345 | 填报人 | 何倩
"""


def test_a_telephone_below_the_note_of_a_list_is_no_project():
    document = read_one(CONTACT)
    assert [(row["project"], row["amount"]) for row in document["rows"]] == [("造林补助", 50), ("病虫害防治", 30)]
    assert (document["signoff"]["phone"], document["signoff"]["preparer"]) == ("5512345", "何倩")


MERGED = """
2025年度项目支出绩效自评表 | < | < | < | < | <
项目名称 | 造林补助 | < | 主管部门 | 柳溪县林业局 | <
年度资金总额（万元） | 50 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分
产出指标 | 数量指标 | 造林面积 | ≥1200亩 | 1210亩 | 50
产出指标 | 数量指标 | ^ | ≥90% | 92% | 36
"""


def test_a_name_merged_over_two_targets_is_that_of_both():
    document = read_one(MERGED)
    assert _targets(document) == [("造林面积", 1200, "亩"), ("造林面积", 90, "%")]
    assert [row["score"] for row in document["indicators"]] == [50, 36]


STROKES = """
2026年项目支出绩效目标表 | < | < | <
项目名称 | 造林补助 | 备案编号 | {said}
主管部门 | / | 实施单位 | ——
年度资金总额（万元） | 50 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 造林面积 | ≥1200亩
产出指标 | 质量指标 | 造林成活率 | ≥90%
"""


@pytest.mark.parametrize(("said", "kept"), [("/", []), ("无", [("备案编号", "无")])])
def test_a_stroke_says_nothing_and_no_is_stated(said: str, kept: list[tuple[str, str]]):
    document = read_one(STROKES.format(said=said))
    assert [(each["label"], each["value"]) for each in document.get("other", [])] == kept
    assert (document["department"], document["implementing_unit"], document["unread"]) == (None, None, [])


STATISTICS = """
2026年造林工作计划 | < | < | <
指标 | 单位 | 计划 | 实际
造林面积 | 亩 | 1200 | 1210
成活率 | % | 90 | 92
"""


def test_a_table_of_statistics_is_no_form():
    assert read(STATISTICS) == []


SCORED = """
2025年度项目支出绩效自评表 | < | < | < | < | <
项目名称 | 造林补助 | < | 主管部门 | 柳溪县林业局 | <
资金情况（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 得分
年度资金总额 | 50 | 50 | 45 | 90% | 9
财政拨款 | 50 | 50 | 45 | 90% |
总分 | | | | | 95
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分
产出指标 | 数量指标 | 造林面积 | ≥1200亩 | 1210亩 | 50
产出指标 | 质量指标 | 造林成活率 | ≥90% | 92% | 36
"""


def test_the_score_of_the_form_is_no_line_of_the_execution():
    document = read_one(SCORED)
    assert [(line["source"], line["score"]) for line in document["execution"]] == [
        ("年度资金总额", 9),
        ("财政拨款", None),
    ]


DASHES = """
2026年项目支出绩效目标{kind}表 | < | < | < | <
单位：柳溪县林业局 | < | < | < | 金额单位：万元
项目名称 | 预算金额 | 年度绩效目标 | {titles}
造林补助 | 50 | 造林1200亩 | 造林面积 | ≥1200亩
{dashes}
病虫害防治 | 30 | 防治800亩 | 防治面积 | ≥800亩
"""


@pytest.mark.parametrize("dashes", ["— | — | — | — | —", "/ | / | / | |", "无 | 无 | 无 | 无 | 无"])
def test_a_row_of_strokes_is_no_project(dashes: str):
    documents = read(DASHES.format(kind="", titles="三级指标 | 指标值", dashes=dashes))
    assert [(each["project"], each["unread"]) for each in documents] == [("造林补助", []), ("病虫害防治", [])]


SUMMARY = """
2026年项目支出绩效目标汇总表 | < | < | <
单位：柳溪县林业局 | < | < | 金额单位：万元
序号 | 项目名称 | 预算金额 | 年度绩效目标
1 | 造林补助 | 50 | 造林1200亩
2 | — | — | —
3 | 病虫害防治 | 30 | /
"""


def test_a_numbered_row_of_strokes_is_no_line_of_a_summary():
    document = read_one(SUMMARY)
    assert [(row["project"], row["goal_annual"]) for row in document["rows"]] == [
        ("造林补助", "造林1200亩"),
        ("病虫害防治", None),
    ]


RESULTS = """
2025年度项目支出绩效自评结果表 | < | < | < | < | <
单位：柳溪县林业局 | < | < | < | < | 单位：万元
序号 | 项目名称 | 全年预算数 | 全年执行数 | 自评得分 | 评价等级
1 | 造林补助 | 50 | 45 | 95 | 优
2 | 病虫害防治 | 30 | — | — | —
3 | 林区道路 | 20 | 20 | 92 | 良
合计 | | 100 | 65 | |
"""


def test_a_stroke_in_a_list_of_results_is_neither_score_nor_grade():
    documents = read(RESULTS)
    assert [
        (each.get("total_score"), each.get("grade"), each["execution"][0].get("executed")) for each in documents
    ] == [
        (95, "优", 45),
        (None, None, None),
        (92, "良", 20),
    ]


UNIT = """
2026年绩效目标表 | < | < | < | <
项目名称 | 造林补助 | < | {label} | {said}
年度资金总额 | 50 | < | < | <
年度目标 | 造林1200亩。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 造林面积 | ≥1200亩 |
产出指标 | 质量指标 | 造林成活率 | ≥90% |
"""


@pytest.mark.parametrize(
    ("label", "said", "department", "unit", "other"),
    [
        ("金额单位", "详见附件", None, None, ["详见附件"]),
        ("金额单位", "元", None, "元", []),
        ("单位", "柳溪县林业局", "柳溪县林业局", None, []),
    ],
)
def test_words_behind_the_unit_of_money_are_no_department(
    label: str, said: str, department: str | None, unit: str | None, other: list[str]
):
    document = read_one(UNIT.format(label=label, said=said))
    assert (document["department"], document["currency_unit"]) == (department, unit)
    assert [each["value"] for each in document.get("other", [])] == other


TASKS = """
部门名称 | 柳溪县林业局 | < | <
年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元）
^ | 造林绿化 | 造林1200亩 | 300
^ | ^ | 抚育800亩 | 120
^ | 森林防火 | 巡护林区 | 200
年度目标 | 造林1200亩，巡护林区1200公里。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 造林面积 | ≥1200亩
产出指标 | 质量指标 | 造林成活率 | ≥90%
"""


def test_tasks_without_a_title_are_those_of_a_department():
    document = read_one(TASKS)
    assert (document["kind"], document["department"]) == ("department", "柳溪县林业局")
    assert [(task["name"], task["content"], task["amount"]["total"]) for task in document["tasks"]] == [
        ("造林绿化", "造林1200亩", 300),
        ("造林绿化", "抚育800亩", 120),
        ("森林防火", "巡护林区", 200),
    ]


BUDGETS = """
2025年度项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 造林补助 | < | 主管部门 | 柳溪县林业局 | < | <
资金情况（万元） | 年初预算数 | 调整{after}预算数 | 全年预算数 | 全年执行数 | 执行率 | 得分
年度资金总额 | 50 | {changed} | 48 | 45 | 93.75% | 9
财政拨款 | 50 | {changed} | 48 | 45 | 93.75% |
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 造林面积 | ≥1200亩 | 1210亩 | 50 | 50
产出指标 | 质量指标 | 造林成活率 | ≥90% | 92% | 40 | 36
"""


@pytest.mark.parametrize(("after", "changed"), [("后", 48), ("", -2)])
def test_what_was_changed_is_no_budget_and_what_came_of_it_is(after: str, changed: int):
    document = read_one(BUDGETS.format(after=after, changed=changed))
    assert [(line["initial"], line["annual"], line["executed"]) for line in document["execution"]] == [(50, 48, 45)] * 2


EARLIER = """
项目支出绩效目标表 | < | < | < | < | <
单位：柳溪县林业局 | < | < | < | < | 金额单位：万元
项目名称 | 2025年预算数 | 2026年预算数 | 自筹资金 | 三级指标 | 指标值
造林补助 | 40 | 50 | 5 | 造林面积 | ≥1200亩
病虫害防治 | 20 | 30 | 3 | 防治面积 | ≥800亩
"""


def test_another_amount_without_a_year_makes_a_budget_no_earlier_one():
    documents = read(EARLIER)
    assert [(each["funding"]["total"], each["funding"]["other"]) for each in documents] == [(50, 5), (30, 3)]
    assert [[each["value"] for each in document["last_year"]] for document in documents] == [[40], [20]]
