"""A column or a line of another year, of another measure or of nobody's concept changes no figure of the form."""

from __future__ import annotations

from typing import Any

import pytest

from forms.test_other_layouts import at, read
from jixiao.checks.rule_engine import check_documents

FORM = """
项目支出绩效目标申报表 | < | < | <
项目名称 | 桥梁检测 | 主管部门 | 青禾县交通运输局
项目资金（万元） | 40 | 其中：财政拨款 | 40
绩效目标 | 检测桥梁12座。 | < | <
一级指标 | 二级指标 | 三级指标 | 目标值
产出指标 | 数量指标 | 检测桥梁数量 | ≥12座
产出指标 | 质量指标 | 报告合格率 | ≥95%
满意度指标 | 服务对象满意度指标 | 司乘满意度 | ≥90%
"""
RESULTS = """
项目支出绩效自评表 | < | < | < | < | <
项目名称 | 桥梁检测 | 主管部门 | 青禾县交通运输局 | 自评得分 | 96
一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 得分
产出指标 | 数量指标 | 检测桥梁数量 | ≥12座 | 12座 | 50
产出指标 | 质量指标 | 报告合格率 | ≥95% | 96% | 30
满意度指标 | 服务对象满意度指标 | 司乘满意度 | ≥90% | 88% | 16
"""


def with_column(table: str, place: int, title: str, *values: str) -> str:
    """The table with a column put in; the lines above the indicators grow by one merged cell."""
    cells = iter((title, *values))
    lines = []
    for line in table.strip().splitlines():
        row = line.split(" | ")
        of_indicators = row[0].endswith(("一级指标", "产出指标", "满意度指标"))
        lines.append(" | ".join([*row[:place], next(cells), *row[place:]] if of_indicators else [*row, "<"]))
    return "\n".join(lines)


def with_line(table: str, label: str, value: str) -> str:
    """The table with a line of a label and a value below that of the name."""
    title, name, *rest = table.strip().splitlines()
    width = len(name.split(" | "))
    return "\n".join([title, name, " | ".join([label, value, *["<"] * (width - 2)]), *rest])


def measures(document: Any) -> list[Any]:
    return [
        (row["level3"], row.get("operator"), row["target"], row["unit"], row.get("actual"))
        for row in document["indicators"]
    ]


@pytest.mark.parametrize("place", [3, 4])
@pytest.mark.parametrize(
    ("title", "values"),
    [
        ("2027年目标值", ("≥15座", "≥97%", "≥92%")),
        ("2024年实际值", ("11座", "94%", "87%")),
        ("半年目标值", ("≥6座", "≥95%", "≥90%")),
        ("数据采集频率", ("年", "月", "季")),
    ],
)
def test_a_column_of_another_time_beside_the_plain_one_is_not_the_target(
    place: int, title: str, values: tuple[str, ...]
) -> None:
    (document,) = read(with_column(FORM, place, title, *values))
    (plain,) = read(FORM)
    assert measures(document) == measures(plain)
    assert (document["kind"], document["fiscal_year"]) == ("project", None)
    assert [row["other"][title] for row in document["indicators"]] == list(values)


@pytest.mark.parametrize(
    ("titles", "targets"),
    [
        (("2025年", "2027年", "备注"), [6, 30]),
        (("2027年", "2026年", "2025年"), [5, 20]),
        (("上年", "本年", "备注"), [6, 30]),
        (("本年", "上年数", "备注"), [5, 20]),
        (("历史值", "数值", "备注"), [6, 30]),
        (("上年数", "说明", "备注"), [None, None]),
        (("上年情况", "情况", "说明"), [None, None]),
        (("前年", "去年", "今年"), [None, None]),
    ],
)
def test_of_columns_that_name_only_times_the_year_of_the_form_is_the_target(
    titles: tuple[str, ...], targets: list[int | None]
) -> None:
    (document,) = read(f"""
2027年项目支出绩效目标申报表 | < | < | < | < | <
项目名称 | 护林站修缮 | < | 主管部门 | 白沙县林业局 | <
项目资金（万元） | 40 | < | < | < | <
年度目标 | 修缮护林站。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | {" | ".join(titles)}
产出指标 | 数量指标 | 修缮护林站 | ≥5座 | ≥6座 | 甲
效益指标 | 社会效益指标 | 受益护林员 | ≥20人 | ≥30人 | 乙
""")
    assert [row["target"] for row in document["indicators"]] == targets


@pytest.mark.parametrize("place", [3, 4, 5])
def test_what_was_reached_in_another_year_is_not_what_was_reached(place: int) -> None:
    (document,) = read(with_column(RESULTS, place, "2024年实际值", "11座", "94%", "87%"))
    (plain,) = read(RESULTS)
    assert measures(document) == measures(plain)


def test_a_column_of_last_years_results_makes_no_self_evaluation() -> None:
    table = with_column(FORM.replace("绩效目标申报表", "情况表"), 4, "上年完成值", "11座", "94%", "87%")
    assert [document["kind"] for document in read(table)] == ["project"]


def test_points_taken_off_are_no_reasons_and_move_no_row() -> None:
    (document,) = read(
        with_column(with_column(RESULTS, 5, "扣分", "0", "0", "4"), 3, "填报说明", "台账", "报告", "问卷")
    )
    (plain,) = read(RESULTS)
    assert measures(document) == measures(plain)
    assert [row["other"]["扣分"] for row in document["indicators"]] == ["0", "0", "4"]


def test_an_amount_spent_in_an_earlier_year_is_not_the_year_of_the_form() -> None:
    (document,) = read(with_line(FORM, "2024年决算数（万元）", "38"))
    assert document["fiscal_year"] is None
    assert at(document, "funding.total") == 40


def test_last_years_score_and_grade_are_kept_beside_this_years() -> None:
    (document,) = read(with_line(with_line(RESULTS, "上年度自评得分", "87"), "上年度自评等级", "良"))
    assert (document["total_score"], document.get("grade")) == (96, None)
    assert {(each["label"], str(each["value"])) for each in document["other"]} >= {
        ("上年度自评得分", "87"),
        ("上年度自评等级", "良"),
    }


@pytest.mark.parametrize("label", ["部门名称", "主管部门"])
def test_the_department_of_a_trade_gives_way_to_the_one_that_answers_for_the_form(label: str) -> None:
    table = with_line(FORM.replace("主管部门", label), "行业主管部门", "青禾市交通运输局")
    assert [document["department"] for document in read(table)] == ["青禾县交通运输局"]


def test_an_amount_that_was_examined_is_no_budget_beside_one() -> None:
    (document,) = read("""
项目绩效运行监控表（2026年1-9月） | < | < | < | < | <
项目名称 | 桥梁检测 | < | 主管部门 | 青禾县交通运输局 | <
财政评审金额（万元） | 36 | < | < | < | <
预算数（万元） | 40 | 支出数（万元） | 30 | 支出进度 | 75%
一级指标 | 二级指标 | 三级指标 | 目标值 | 截至9月完成值 | 备注
产出指标 | 数量指标 | 检测桥梁数量 | ≥12座 | 9座 |
""")
    (line,) = document["execution"]
    assert (line["initial"], line["executed_to_july"]) == (40, 30)


LIST = """
青禾县2026年项目绩效目标表 | < | < | < | < | < | <
项目名称 | 主管部门 | 预算数（万元） | 绩效目标 | 一级指标 | 三级指标 | 指标值
桥梁检测 | 青禾县交通运输局 | 40 | 检测桥梁12座。 | 产出指标 | 检测桥梁数量 | ≥12座
桥梁检测 | 青禾县交通运输局 | 40 | 检测桥梁12座。 | 产出指标 | 报告合格率 | ≥95%
河堤巡查 | 青禾县水务局 | 25 | 巡查河堤60公里。 | 产出指标 | 巡查河堤长度 | ≥60公里
河堤巡查 | 青禾县水务局 | 25 | 巡查河堤60公里。 | 产出指标 | 隐患整改率 | ≥98%
"""


def with_column_in_list(place: int, title: str, *values: str, table: str = LIST) -> str:
    """The list with a column put in."""
    head, *lines = table.strip().splitlines()
    cells = iter((title, *values))
    rows = [line.split(" | ") for line in lines]
    return "\n".join([head + " | <", *(" | ".join([*row[:place], next(cells), *row[place:]]) for row in rows)])


def projects(documents: list[Any]) -> list[Any]:
    return [
        (
            each["project"],
            each["department"],
            each["funding"]["total"],
            each["goals"]["annual"],
            len(each["indicators"]),
        )
        for each in documents
    ]


@pytest.mark.parametrize("place", [1, 2, 3])
@pytest.mark.parametrize(
    ("title", "first", "second"),
    [
        ("上年绩效目标", "检测桥梁9座。", "巡查河堤50公里。"),
        ("2027年预算数（万元）", "44", "28"),
        ("2025年预算数（万元）", "36", "20"),
        ("上年自评得分", "96", "92"),
        ("财政评审金额（万元）", "38", "24"),
    ],
)
def test_a_column_of_another_time_changes_no_project_of_a_list(place: int, title: str, first: str, second: str) -> None:
    wanted = projects(read(LIST))
    assert wanted[0] == ("桥梁检测", "青禾县交通运输局", 40, "检测桥梁12座。", 2)
    documents = read(with_column_in_list(place, title, first, first, second, second))
    assert projects(documents) == wanted
    assert {document["kind"] for document in documents} == {"project"}


def test_the_money_of_one_level_is_a_part_beside_the_public_money() -> None:
    table = with_column_in_list(3, "其中：财政拨款（万元）", "40", "40", "25", "25")
    documents = read(with_column_in_list(3, "中央资金（万元）", "10", "10", "5", "5", table=table))
    assert [document["funding"]["fiscal"] for document in documents] == [40, 25]


def test_a_department_in_the_first_row_of_a_project_alone_parts_no_project() -> None:
    lines = LIST.strip().splitlines()
    lines[3], lines[5] = (
        line.replace("青禾县交通运输局", "").replace("青禾县水务局", "") for line in (lines[3], lines[5])
    )
    assert projects(read("\n".join(lines))) == projects(read(LIST))


def test_the_line_of_a_department_with_a_blank_under_another_amount_is_no_project() -> None:
    documents = read("""
2026年部门预算项目绩效目标表 | < | < | < | < | <
序号 | 项目名称 | 财政评审金额（万元） | 年度预算（万元） | 指标名称 | 指标值
一 | 青禾县灌区管理所 | | 65 | |
1 | 渠道清淤 | 39 | 40 | 清淤渠道长度 | ≥12公里
2 | 泵站检修 | 24 | 25 | 检修泵站数量 | ≥6座
""")
    assert [(document["project"], document["department"]) for document in documents] == [
        ("渠道清淤", "青禾县灌区管理所"),
        ("泵站检修", "青禾县灌区管理所"),
    ]


def test_the_results_of_a_list_are_held_against_the_budget_of_the_year() -> None:
    documents = read("""
2025年项目支出绩效自评结果汇总表 | < | < | < | < | <
项目名称 | 三年预算总额（万元） | 财政评审金额（万元） | 全年预算数（万元） | 全年执行数（万元） | 自评得分
渠道清淤 | 120 | 39 | 40 | 38 | 95
泵站检修 | 75 | 24 | 25 | 25 | 98
""")
    lines = [document["execution"][0] for document in documents]
    assert [(line["annual"], line["executed"]) for line in lines] == [(40, 38), (25, 25)]


def test_a_subtotal_behind_a_column_of_no_concept_is_no_indicator() -> None:
    documents = read("""
项目支出绩效目标表（2026年度） | < | < | < | <
项目名称 | 桥梁检测 | < | 主管部门 | 青禾县交通运输局
片区 | 一级指标 | 三级指标 | 指标值 | 权重
东片 | 产出指标 | 检测桥梁数量 | ≥12座 | 50
东片 | 产出指标 | 报告合格率 | ≥95% | 40
东片 | 小计 | | | 90
""")
    assert [[row["level3"] for row in document["indicators"]] for document in documents] == [
        ["检测桥梁数量", "报告合格率"]
    ]


def test_of_targets_of_several_years_the_first_counts_wherever_it_stands() -> None:
    table = with_column(FORM.replace("目标值\n", "2026年目标值\n"), 3, "2027年目标值", "≥15座", "≥97%", "≥92%")
    (document,) = read(table)
    (plain,) = read(FORM)
    assert measures(document) == measures(plain)


def test_a_column_that_is_called_like_a_caption_of_the_definition_keeps_its_cells() -> None:
    (document,) = read("""
2026年部门整体支出绩效目标表 | < | < | < | < | < | <
部门名称 | 青禾县水务局 | < | < | < | < | <
年度预算申请（万元） | 资金总额 | 326 | 按收入性质分 | < | 按支出性质分 | <
^ | ^ | ^ | 当年财政拨款 | 306 | 基本支出 | 142
^ | ^ | ^ | 其他资金 | 20 | 项目支出 | 184
年度总体目标 | 巡查河堤60公里。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标方向 | 填报说明 | 目标值 | 计量单位
内部治理 | 资金安排 | 预算执行率 | ≥ | 年末执行数与年初预算数相比 | 95 | %
内部治理 | 账务 | 账务制度健全性 | 定性 | 制度目录和执行记录一并报送 | 健全 |
""")
    assert [(row["level3"], row["target"], row["unit"]) for row in document["indicators"]] == [
        ("预算执行率", 95, "%"),
        ("账务制度健全性", "健全", None),
    ]


def test_a_later_year_on_the_right_of_two_sides_turns_no_side_round() -> None:
    (document,) = read("""
项目支出绩效目标表（2026年度） | < | < | < | < | <
项目名称 | 桥梁检测 | < | 主管部门 | 青禾县交通运输局 | <
总体目标 | 中期目标 | 三年检测桥梁36座。 | 年度目标 | 检测桥梁12座。 | <
一级指标 | 三级指标 | 指标值 | 三级指标 | 指标值 | 2027年目标值
产出指标 | 检测桥梁数量 | ≥36座 | 检测桥梁数量 | ≥12座 | ≥12座
满意度指标 | 司乘满意度 | ≥92% | 司乘满意度 | ≥90% | ≥91%
""")
    assert [row["target"] for row in document["indicators"]] == [12, 90]
    assert [row["target"] for row in document["period_side"]["indicators"]] == [36, 92]


def test_a_column_of_the_past_is_no_target_where_none_stands() -> None:
    (document,) = read("""
项目支出绩效自评表 | < | < | < | <
项目名称 | 桥梁检测 | 主管部门 | 青禾县交通运输局 | <
一级指标 | 三级指标 | 历史值（2023年） | 完成情况 | 得分
产出指标 | 检测桥梁数量 | ≥9座 | 12座 | 60
满意度指标 | 司乘满意度 | ≥80% | 90% | 40
""")
    assert [row.get("target") for row in document["indicators"]] == [None, None]


@pytest.mark.parametrize("unknown", ["2026年摸底", "摸底情况"])
def test_a_column_nobody_knows_beside_two_years_lends_no_year_its_amounts(unknown: str) -> None:
    (document,) = read(
        f"""
        2027年度项目支出绩效目标表 | < | < | <
        项目名称 | 河道巡护 | 主管部门 | 云溪县水利局
        资金来源（万元） | 2025年决算数 | 2026年预算数 | {unknown}
        资金总额 | 40 | 44 | 60
        其中：财政拨款 | 30 | 33 | 50
        年度绩效目标 | 巡护河道40公里。 | < | <
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 巡护里程 | ≥40公里
        """
    )
    assert document.get("funding", {}).get("total") is None
    assert [each["value"] for each in document["last_year"]] == [40, 44, 30, 33]


@pytest.mark.parametrize("title", ["年末落实", "自查描述"])
def test_a_title_nobody_knows_beside_the_goals_is_no_goal(title: str) -> None:
    (document,) = read(
        f"""
        2025年度项目支出绩效自评表 | < | < | <
        项目名称 | 河道巡护 | 主管部门 | 云溪县水利局
        年度总体目标 | < | {title} | <
        巡护河道40公里，达标率95%以上。 | < | 已巡护河道42公里，达标率96%。 | <
        三级指标 | 指标值 | 实际完成值 | 得分
        巡护里程 | ≥40公里 | 42公里 | 100
        """
    )
    assert document["goals"]["annual"] == "巡护河道40公里，达标率95%以上。"


BELOW = """
2026年度项目绩效目标申报表 | < | < | <
项目名称 | 渠道清淤 | 主管部门 | 青麓县水务局
预算金额（万元） | 36.5 | 其中：财政拨款 | 30
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 清淤渠道长度 | ≥12公里
满意度指标 | 服务对象满意度指标 | 受益农户满意度 | ≥90%
{caption} | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 清淤渠道长度 | 10公里
"""


@pytest.mark.parametrize("caption", ["2025年度绩效目标完成情况", "上年度绩效指标", "2027年绩效指标"])
def test_indicators_below_a_caption_of_another_year_are_told_and_not_this_year_s(caption: str) -> None:
    (document,) = read(BELOW.format(caption=caption))
    assert [row["target"] for row in document["indicators"]] == [12, 90]
    assert "C9" in [left["cell"] for left in document["unread"]]
    assert "IND-007" not in {finding.code for finding in check_documents([document]).findings}


@pytest.mark.parametrize("caption", ["2026年度绩效指标", "其他绩效指标"])
def test_indicators_below_a_caption_of_the_year_are_this_year_s(caption: str) -> None:
    (document,) = read(BELOW.format(caption=caption))
    assert [row["target"] for row in document["indicators"]] == [12, 90, 10]


def test_indicators_of_another_year_alone_are_those_of_the_form() -> None:
    table = BELOW.format(caption="2025年度绩效指标").splitlines()
    (document,) = read("\n".join([*table[:4], *table[7:]]))
    assert [row["target"] for row in document["indicators"]] == [10]


def test_indicators_of_last_year_beside_those_of_the_year_are_told() -> None:
    (document,) = read("""
2026年度项目绩效目标申报表 | < | < | < | < | <
项目名称 | 渠道清淤 | < | 主管部门 | 青麓县水务局 | <
2025年度绩效指标 | < | < | 2026年度绩效指标 | < | <
二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
数量指标 | 清淤长度 | 10公里 | 数量指标 | 清淤长度 | 12公里
质量指标 | 合格率 | 93% | 质量指标 | 合格率 | 95%
""")
    assert [row["target"] for row in document["indicators"]] == [12, 95]
    assert "C5" in [left["cell"] for left in document["unread"]]
