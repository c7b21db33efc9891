"""What clerks type into forms: short goals, conflicting cells, numbers in odd formats."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.checks.rule_engine import check_documents
from jixiao.forms.actual_values import entry_of
from jixiao.forms.cellvalues import percentage
from jixiao.forms.extraction import default_extractor
from jixiao.forms.measures import split_measure
from jixiao.forms.money import parse_money
from jixiao.forms.numbers import parse_number
from sheet_table import read_one, sheet

GOALS = """
项目支出绩效目标申报表 | < | < | <
项目名称 | 苗圃改造 | 主管部门 | 晴川县林业局
{goals}
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 管线长度 | ≥9公里
效益指标 | 社会效益指标 | 惠及户数 | ≥650户
"""


@pytest.mark.parametrize("period", ["三年改造管线30公里", "到2028年管线全覆盖", "中期建成灌溉网"])
@pytest.mark.parametrize("annual", ["2026年底前完成管线改造", "年度改造9公里", "年度任务完成", "上年水平以上"])
def test_a_short_goal_that_names_a_year_or_a_side_is_no_title_of_columns(period: str, annual: str) -> None:
    beside = read_one(GOALS.format(goals=f"实施期目标 | {period} | 年度目标 | {annual}"))
    alone = read_one(GOALS.format(goals=f"年度目标 | {annual} | < | <"))
    assert beside["goals"] == {"period": period, "annual": annual}
    assert alone["goals"] == {"annual": annual}
    assert [row["target"] for row in alone["indicators"]] == [row["target"] for row in beside["indicators"]] == [9, 650]


NAMED = """
项目支出绩效目标申报表 | < | < | <
填报单位（盖章）：{name} | < | < | <
项目名称 | 苗圃改造 | 项目类别 | 延续项目
资金总额 | 600000 | 财政拨款 | 600000
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 管线长度 | ≥9公里
效益指标 | 社会效益指标 | 惠及户数 | ≥650户
"""


@pytest.mark.parametrize(
    ("name", "year", "unit", "date"),
    [
        ("晴川县林业局      2025年12月10日", None, None, "2025年12月10日"),
        ("晴川县林业局\\n2025.12.10", None, None, "2025.12.10"),
        ("晴川县林业局   （2026年度）", 2026, None, None),
        ("晴川县林业局  2026年度    元", 2026, "元", None),
        ("晴川县林业局（盖章）     年   月   日", None, None, None),
        ("晴 川 县 林 业 局   单位：元", None, "元", None),
        ("____晴川县林业局____", None, None, None),
    ],
)
def test_what_stands_behind_the_name_of_a_department_is_no_part_of_it(
    name: str, year: int | None, unit: str | None, date: str | None
) -> None:
    document = read_one(NAMED.format(name=name))
    assert document["department"] == "晴川县林业局"
    assert (document["fiscal_year"], document["currency_unit"]) == (year, unit)
    assert document["signoff"]["date"] == date


@pytest.mark.parametrize(
    ("unit", "read"), [("金额单位：萬元", "万元"), ("单位：億元", "亿元"), ("金额单位：元、万元", None)]
)
def test_a_unit_of_money_is_read_whole_or_not_at_all(unit: str, read: str | None) -> None:
    document = read_one(NAMED.format(name="晴川县林业局").replace("延续项目", f"延续项目 | {unit}"))
    assert document["currency_unit"] == read
    assert ("元、" in unit) == bool(document["unread"] or document.get("other"))


@pytest.mark.parametrize("typed", ["80 75", "80\n75", "2026 80", "12.5 200", "1 280 80"])
def test_two_numbers_in_a_cell_are_not_joined_to_one(typed: str) -> None:
    assert parse_number(typed) is None
    assert parse_money(f"{typed}万元") is None
    assert split_measure(f"≥{typed}人") is None
    assert entry_of(typed, None, "人") == typed
    assert percentage(f"{typed}%", None) is None


@pytest.mark.parametrize(("typed", "number"), [("1 280", "1280"), ("12 345 678.5", "12345678.5"), ("36 .5", "36.5")])
def test_blanks_that_group_thousands_are_read_over(typed: str, number: str) -> None:
    assert parse_number(typed) == parse_money(typed) == entry_of(typed, None, "人") == Decimal(number)


def test_two_amounts_in_a_cell_are_told() -> None:
    document = read_one(NAMED.format(name="晴川县林业局").replace("600000 | 财政", "80 75 | 财政"))
    assert document["funding"]["annual"] is None
    assert [f.cell for f in check_documents([document]).findings if f.code == "STR-018"] == ["B4"]


@pytest.mark.parametrize(("number_format", "shown"), [("0%", "60%"), ("yyyy-mm-dd", "1899-12-31")])
def test_an_amount_that_is_shown_as_a_share_or_a_date_is_told(number_format: str, shown: str) -> None:
    form = sheet(NAMED.format(name="晴川县林业局").replace("600000 | 财政", "0.6 | 财政"))
    form.formats[4, 2] = number_format
    (document,) = default_extractor().documents(form, "test.xlsx")
    assert document["funding"] == {"annual": None, "fiscal": 600000}
    assert [f.found for f in check_documents([document]).findings if f.code == "STR-018"] == [shown]


ROW = """
2026年项目支出绩效目标表 | < | < | < | < | < | <
项目名称 | 苗圃改造 | < | 主管部门 | 晴川县林业局 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型 | 备注
产出指标 | 数量指标 | 管线长度 | {target} | {unit} | {sign} |
"""


@pytest.mark.parametrize(
    ("target", "unit", "sign", "read", "unread"),
    [
        ("≤9公里", "公里", "≥", (None, 9, "公里"), ["≥"]),
        ("=9公里", "公里", "≥", (None, 9, "公里"), ["≥"]),
        ("＞9公里", "公里", "≥", ("≥", 9, "公里"), []),
        ("900米", "公里", "≥", ("≥", 900, "米"), ["公里"]),
        ("6.5万户", "户", "≥", ("≥", Decimal("6.5"), "万户"), ["户"]),
        ("6.5万", "户", "≥", ("≥", Decimal("6.5"), "万户"), []),
        ("100%", "个", "=", ("=", 100, "%"), ["个"]),
        ("12个", "%", "=", ("=", 12, "个"), ["%"]),
        ("46元", "人", "≤", ("≤", 46, "元"), ["人"]),
        ("46人", "万元", "≥", ("≥", 46, "人"), ["万元"]),
        ("98%", "百分比", "≥", ("≥", 98, "百分比"), []),
        ("120名", "人", "≥", ("≥", 120, "人"), []),
    ],
)
def test_a_sign_or_unit_that_contradicts_its_column_is_not_hidden_by_it(
    target: str, unit: str, sign: str, read: tuple[str | None, object, str], unread: list[str]
) -> None:
    document = read_one(ROW.format(target=target, unit=unit, sign=sign))
    (row,) = document["indicators"]
    assert (row["operator"], row["target"], row["unit"]) == read
    assert [left["text"] for left in document["unread"]] == unread
    assert {f.code for f in check_documents([document]).findings} & {"CMP-009", "CMP-010"} == set()


def test_a_goal_that_ends_with_a_comma_heads_no_value_below_it() -> None:
    document = read_one(GOALS.format(goals="年度目标 | 维护管线9公里、 | < | <\n | 增设滴头300个。 | < | <"))
    assert document["goals"]["annual"].splitlines() == ["维护管线9公里、", "增设滴头300个。"]


@pytest.mark.parametrize("goal", ["预算执行率100%", "满意度95%", "质量达标"])
def test_a_goal_of_a_few_words_is_no_label(goal: str) -> None:
    assert read_one(GOALS.format(goals=f"年度目标 | {goal} | < | <"))["goals"] == {"annual": goal}


def test_a_value_is_no_half_of_the_label_right_of_it() -> None:
    head = "项目名称 | 项目支出 | 年度 | 2026年\n主管部门 | 晴川县林业局 | 资金总额（万元） | 60"
    document = read_one(GOALS.replace("项目名称 | 苗圃改造 | 主管部门 | 晴川县林业局\n{goals}", head))
    assert (document["project"], document["fiscal_year"]) == ("项目支出", 2026)
    assert document["funding"] == {"total": 60}


@pytest.mark.parametrize("typed", ["12余公里", "300多人", "5A"])
def test_a_rough_number_or_a_grade_is_no_number_with_a_unit(typed: str) -> None:
    assert split_measure(typed) is None


SUMMARY = """
2026年项目支出方向绩效目标汇总表 | < | < | <
填报单位（盖章）：晴川县林业局 | < | < | <
序号 | 项目名称 | 项目金额（万元） | 备注
1 | 苗圃改造 | 36.5 |
2 | 站点修缮 | 48 |
{last}
"""


@pytest.mark.parametrize("word", ["合计", "项目合计", "合计2个", "总额", "汇总"])
def test_a_last_row_without_a_number_that_adds_up_all_is_the_total_in_any_word(word: str) -> None:
    document = read_one(SUMMARY.format(last=f"{word} | < | 84.5 |"))
    assert (document["form"], document["total"]) == ("summary-2026", Decimal("84.5"))
    assert [row["project"] for row in document["rows"]] == ["苗圃改造", "站点修缮"]


@pytest.mark.parametrize("last", ["3 | 抚育补助 | 84.5 |", " | 抚育补助 | 30 |"])
def test_a_project_that_adds_up_nothing_or_has_a_number_stays_one(last: str) -> None:
    document = read_one(SUMMARY.format(last=last))
    assert [row["project"] for row in document["rows"]] == ["苗圃改造", "站点修缮", "抚育补助"]


@pytest.mark.parametrize("word", ["其中：中央", "较上年增加"])
def test_an_amount_behind_words_in_the_column_of_numbers_is_of_no_project(word: str) -> None:
    table = SUMMARY.replace("项目支出方向绩效目标汇总表", "项目绩效目标一览表").replace("| 备注", "| 年度目标")
    document = read_one(table.format(last=f"{word} | < | 12 |"))
    assert [row["amount"] for row in document["rows"]] == [Decimal("36.5"), 48]
    assert [left["text"] for left in document["unread"]] == [word, "12"]


@pytest.mark.parametrize("typed", ["30+6.5", "约48", "48。5", "待定"])
def test_words_in_the_place_of_an_amount_of_a_list_are_told_and_move_nothing(typed: str) -> None:
    document = read_one(SUMMARY.format(last=f"3 | 抚育补助 | {typed} |"))
    row = document["rows"][2]
    assert (row["project"], row["amount"], row["remark"]) == ("抚育补助", None, None)
    codes = {finding.code: finding.cell for finding in check_documents([document]).findings}
    assert codes["STR-018"] == "C6"
    assert "CMP-003" not in codes


@pytest.mark.parametrize("slid", [" | 3 | 抚育补助 | 12", "3 | | 抚育补助 | 12", "抚育补助 | 12 | |"])
def test_a_row_of_a_list_that_slid_is_put_back(slid: str) -> None:
    row = read_one(SUMMARY.format(last=slid))["rows"][2]
    assert (row["project"], row["amount"]) == ("抚育补助", 12)


def test_a_name_in_the_place_of_an_amount_makes_no_amount_of_the_number() -> None:
    document = read_one(SUMMARY.format(last="3 | | 抚育补助 |"))
    assert [left["cell"] for left in document["unread"]] == ["A6", "C6"]


EXECUTION = """
项目支出绩效自评表 | < | < | < | < | < | < | < | <
项目名称 | 苗圃改造 | < | 主管部门 | 晴川县林业局 | < | < | < | <
项目资金（万元） | < | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | < | 90 | {annual} | 81 | 10 | 90% | 9
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 | <
产出指标 | 数量指标 | 管线长度 | ≥9公里 | 9公里 | 90 | 90 | | <
"""


@pytest.mark.parametrize("annual", ["约89.98", "80+10", "见附件"])
def test_words_in_the_place_of_an_amount_move_no_amount_into_another_column(annual: str) -> None:
    line = read_one(EXECUTION.format(annual=annual))["execution"][0]
    assert (line["initial"], line["annual"], line["executed"], line["points"], line["score"]) == (90, None, 81, 10, 9)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_amount_that_was_not_read_accuses_no_other_of_a_wrong_sum(place: int) -> None:
    parts = ["^ | 其中：财政拨款 | < | 60 | 60 | 54 | | 90% |", "^ | 其他资金 | < | 30 | 30 | 27 | | 90% |"]
    lines = ["^ | 年度资金总额 | < | 90 | 90 | 81 | 10 | 90% | 9", *parts]
    lines[place] = lines[place].replace(" | 90 | 90 |", " | 90 | 约88 |").replace("60 | 60", "60 | 约60")
    lines[place] = lines[place].replace("30 | 30", "30 | 约30")
    table = EXECUTION.replace("^ | 年度资金总额 | < | 90 | {annual} | 81 | 10 | 90% | 9", "\n".join(lines))
    findings = check_documents([read_one(table)]).findings
    assert [finding.cell for finding in findings if finding.code == "STR-018"] == [f"E{4 + place}"]
    assert not {"FND-001", "FND-003", "SEV-004", "SEV-005"} & {finding.code for finding in findings}


SOURCES = """
项目支出绩效目标表 | < | < | <
部门(单位)名称 | 晴川县林业局 | < | <
项目名称 | 苗圃改造 | < | <
项目资金(万元) | 年度资金总额 | 40 | <
^ | 其中:财政拨款 | 30 | <
^ | 其他资金 | {other} | <
年度绩效目标 | 改造管线9公里，惠及650户。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 管线长度 | ≥9公里
"""


@pytest.mark.parametrize("other", ["约10", "（10）", "1O"])
def test_a_source_that_was_not_read_accuses_no_total(other: str) -> None:
    codes = {f.code: f.cell for f in check_documents([read_one(SOURCES.format(other=other))]).findings}
    assert codes["STR-018"] == "C6"
    assert "FND-001" not in codes


MARKED = """
2026年度项目支出绩效目标表 | < | < | < |
项目名称 | 苗圃改造 | 主管部门 | 晴川县林业局 |
一级指标 | 二级指标 | 三级指标 | 指标值 |
产出指标 | 数量指标 | 管线长度 | ≥9公里 | {mark}
产出指标 | 质量指标 | 灌溉条件改善程度 | 提高 | {mark}
效益指标 | 社会效益指标 | | 650户 | {mark}
效益指标 | 社会效益指标 | 农户用水便利程度 | 明显提升 | {mark}
"""


@pytest.mark.parametrize("mark", ["√", "2", "已核", "90%"])
def test_what_a_reviewer_wrote_right_of_the_table_is_no_target(mark: str) -> None:
    document = read_one(MARKED.format(mark=mark))
    assert [row["target"] for row in document["indicators"]] == [9, "提高", 650, "明显提升"]
    assert [left["cell"] for left in document["unread"]] == ["E4", "E5", "E6", "E7"]


TITLED_BELOW = """
2025年度项目支出绩效自评表 | < | < | < | < |
项目名称 | 苗圃改造 | < | 主管部门 | 晴川县林业局 |
年度总体目标 | 预期目标 | < | 实际完成情况 | < | {mark}
^ | 铺设管线9公里。 | < | 已铺设管线9公里。 | < | {mark}
一级指标 | 三级指标 | 指标值 | 实际完成值 | 得分 |
产出指标 | 管线长度 | ≥9公里 | 9公里 | 9 |
效益指标 | 受益农户 | 650户 | 660户 | 10 |
"""


@pytest.mark.parametrize("mark", ["√", "2", "已核", "同意"])
def test_what_a_reviewer_wrote_right_of_the_title_of_a_goal_is_no_goal(mark: str) -> None:
    document = read_one(TITLED_BELOW.format(mark=mark))
    assert document["goals"] == {"annual": "铺设管线9公里。", "actual": "已铺设管线9公里。"}
    assert [left["cell"] for left in document["unread"]] == ["F3", "F4"]


def test_a_score_without_a_title_is_no_repeated_number_of_points() -> None:
    titled = TITLED_BELOW.format(mark="").replace("实际完成值 | 得分 |", "实际完成值 | 分值 |")
    document = read_one(titled.replace("9公里 | 9 |", "9公里 | 9 | 9"))
    assert [row["points"] for row in document["indicators"]] == [9, 10]
    assert [left["cell"] for left in document["unread"]] == ["F6"]


PROGRESS = """
2025年1-9月项目支出绩效运行监控表 | < | < | < | < | < | < | < | <
主管部门 | 柳川市科学技术局 | < | < | 项目名称 | 科技创新券 | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度目标值 | 1-6月完成 | 1-9月完成 | 预计全年完成 | 能否完成 | 原因分析
产出 | 数量 | 兑付企业数 | 260家 | 88家 | 171家 | 265家 | 能完成 |
效益 | 经济 | {name} | 2.4亿元 | 0.9亿元 | 1.6亿元 | 2.4亿元 | 能完成 |
{level} | 满意度 | 企业满意度 | 90% | 90% | 91% | 92% | 能完成 |
"""


@pytest.mark.parametrize(("name", "level"), [("带动研发投入", "满意度"), ("", "满意度"), ("带动研发投入", "")])
def test_a_blank_name_or_level_moves_no_result_into_another_column(name: str, level: str) -> None:
    rows = read_one(PROGRESS.format(name=name, level=level))["indicators"]
    keys = ("target", "actual_to_july", "expected", "likelihood", "deviation")
    assert [tuple(row[key] for key in keys) for row in rows] == [
        (260, 171, 265, "能完成", None),
        (Decimal("2.4"), Decimal("1.6"), Decimal("2.4"), "能完成", None),
        (90, 91, 92, "能完成", None),
    ]


def test_what_was_spent_is_no_budget_where_that_is_blank() -> None:
    document = read_one("""
2025年省级财政专项资金绩效自评表 | < | < | < | < | < | < | <
专项资金名称 | 养老服务补助 | < | < | 填报部门 | 榆川市民政局 | < | <
资金下达（万元） | 省级资金 | | 市县配套 | 600 | 其他资金 | 0 | <
资金支出（万元） | 省级资金 | 2352 | 市县配套 | 588 | 其他资金 | 0 | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 未完成原因
产出指标 | 数量指标 | 新建养老服务站 | 18个 | 18个 | 100 | 100 |
""")
    assert document["funding"] == {"total": None, "fiscal": None, "other": 0}


def test_an_amount_of_another_stage_beside_a_known_form_is_no_total_of_it() -> None:
    rows = SOURCES.format(other=10).strip().splitlines()
    document = read_one("\n".join(f"{row} | | 审核数：38" if "其他资金" in row else f"{row} | | " for row in rows))
    assert (document["funding"].get("total"), document["funding"]["annual"]) == (None, 40)
    assert "FND-002" not in {finding.code for finding in check_documents([document]).findings}


QUALITATIVE_IN_THE_PLACE_OF_THE_TARGET = """
2026年项目支出绩效目标表 | < | < | < | < | < | <
填报单位：柳溪县水务局 | < | < | < | < | < | 单位：万元
项目名称 | 滩涂清理工程 | < | 项目金额 | 85 | < | <
年度绩效目标 | 清理滩涂12公里，堤岸整洁。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值类型 | 指标值 | 度量单位 | 备注
产出指标 | 数量指标 | 清理长度 | ≥ | 12 | 公里 | 工程股
效益指标 | 社会效益指标 | 环境改善情况 | | 定性 | | 业务股
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥ | 90 | % | 办公室
"""


def test_a_remark_is_no_target_where_the_word_for_its_kind_stands_in_its_place():
    document = read_one(QUALITATIVE_IN_THE_PLACE_OF_THE_TARGET)
    assert [(each["target"], each["remark"]) for each in document["indicators"]] == [
        (12, "工程股"),
        (None, "业务股"),
        (90, "办公室"),
    ]


YEARS_OF_MONEY = """
乡镇部门整体支出绩效目标表 | < | < | < | <
部门名称 | 晴川县司法局 | < | < | <
部门预算资金（万元） | 预算项目 | 上年预算数 | 本年预算数 | 增减变化率
^ | 资金总额 | 810 | {total} | 11.1%
^ | 项目支出 | 270 | 300 | 11.1%
年度绩效目标 | 开展普法宣传120场。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 权重
产出指标 | 数量指标 | 普法宣传场次 | ≥120场 | 50
"""


@pytest.mark.parametrize("total", ["约900", "共计900", "900左右", "不超过900", "暂定900", "900余"])
def test_an_amount_in_words_is_no_label_of_the_figure_beside_it(total: str) -> None:
    document = read_one(YEARS_OF_MONEY.format(total=total))
    assert document["budget"] == {"project": 300}
    assert {"label": "资金总额", "value": total, "cell": "D4"} in document["other"]
    codes = {finding.code: finding.cell for finding in check_documents([document]).findings}
    assert codes["STR-018"] == "D4"
    assert "CMP-003" not in codes
    assert read_one(YEARS_OF_MONEY.format(total="900"))["budget"]["total"] == 900


@pytest.mark.parametrize(
    "line", ["填表人：王若溪 联系电话：87654321    2025年10月8日", "填表人：王若溪  2025年10月8日"]
)
def test_the_day_behind_who_filled_in_the_form_is_the_day_of_filing(line: str) -> None:
    signoff = read_one(NAMED.format(name="晴川县林业局") + f"{line} | < | < | <")["signoff"]
    assert (signoff["preparer"], signoff["date"]) == ("王若溪", "2025年10月8日")
    assert signoff["phone"] == ("87654321" if "电话" in line else None)


def test_dates_in_cells_of_their_own_are_one_period() -> None:
    form = sheet(NAMED.format(name="晴川县林业局").replace("资金总额", "实施期限 | 46023 | 至 | 46387\n资金总额"))
    form.formats |= {(4, 2): "yyyy/m/d", (4, 4): "yyyy/m/d"}
    [document] = default_extractor().documents(form, "表.xlsx")
    assert document["period"] == "2026/1/1至2026/12/31"
    assert document["unread"] == []
