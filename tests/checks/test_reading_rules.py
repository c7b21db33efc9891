"""STR-011 to STR-018, and the silence of the rules that would miss what was not read."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from checks.sample_forms import PROJECT
from jixiao.checks.catalogue import message
from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding
from jixiao.checks.profile import load_profile
from jixiao.checks.rule_engine import check_documents
from jixiao.checks.rules import form_rules
from jixiao.checks.unread import Leftovers, not_read
from jixiao.forms.document import Document
from jixiao.forms.reading import documents_of
from jixiao.grid.model import Sheet, Workbook
from jixiao.grid.struck import PartlyStruck, StruckFormat, take_out_struck
from sheet_table import read as read_all
from sheet_table import sheet


def read(change: Callable[[Sheet], None] | None = None, table: str = PROJECT) -> Document:
    one = sheet(table)
    if change is not None:
        change(one)
    return documents_of(Workbook([one]), "a.xlsx")[0]


def found(document: Document, *codes: str) -> list[Finding]:
    return [finding for finding in check_documents([document]).findings if finding.code in codes]


def put(formula: str, stored: float | None) -> Callable[[Sheet], None]:
    def change(one: Sheet) -> None:
        one.formulas[4, 2] = formula
        if stored is None:
            del one.rows[4][2]
        else:
            one.rows[4][2] = stored

    return change


def test_a_form_in_order_has_none_of_these_findings():
    assert found(read(), *(f"STR-0{n}" for n in range(11, 19))) == []


def test_a_stale_result_is_worked_out_anew_and_told():
    document = read(put("80+0.5", 100.0))
    assert document["funding"]["total"] == 80.5
    (finding,) = found(document, "STR-013")
    assert (finding.cell, finding.found, finding.expected) == ("B4", "100", "80.5")


def test_the_zeros_of_a_workbook_that_nobody_calculated_are_one_finding():
    def change(one: Sheet) -> None:
        put("E8*0+120.5", 0.0)(one)
        one.formulas[9, 5] = "10+2"
        one.rows[9][5] = 0.0

    (finding,) = found(read(change), "STR-013")
    assert (finding.cell, finding.related) == ("B4", ("a.xlsx!表!E9",))


def test_a_formula_without_a_result_is_told_and_not_called_blank():
    document = read(put("[1]别处!A1", None))
    assert document["funding"]["total"] is None
    assert {left["cell"] for left in document["unread"]} == {"B4"}
    assert [finding.code for finding in found(document, "STR-014", "CMP-003")] == ["STR-014"]


def test_a_stored_zero_that_cannot_be_proven_is_no_amount_where_nobody_calculated():
    def change(one: Sheet) -> None:
        put("[1]别处!A1", 0.0)(one)
        one.formulas[9, 5] = "10+2"
        one.rows[9][5] = 0.0

    document = read(change)
    assert document["funding"]["total"] is None
    assert [finding.cell for finding in found(document, "STR-014")] == ["B4"]


def test_a_format_that_scales_is_read_as_it_shows_and_told():
    def change(one: Sheet) -> None:
        one.rows[4][2], one.formats[4, 2] = 1_205_000.0, '0!.0,"万元"'

    document = read(change)
    assert document["funding"]["total"] == 120.5
    (finding,) = found(document, "STR-013")
    assert (finding.expected, finding.found) == ("120.5万元", "1205000")


def test_words_of_a_format_alone_are_no_finding():
    def change(one: Sheet) -> None:
        one.formats[4, 2] = '0.0"万元"'
        one.rows[9].pop(7)
        one.formats[9, 5] = '"≥"0"公里"'

    document = read(change)
    indicator = next(each for each in document["indicators"] if each["cell"] == "D9")
    assert (indicator["operator"], indicator["target"], indicator["unit"]) == ("≥", 12, "公里")
    assert found(document, "STR-013") == []


def test_what_is_struck_out_is_no_part_of_the_amount():
    def change(one: Sheet) -> None:
        one.rows[4][2] = PartlyStruck.of(" 120.5", "118")
        take_out_struck(one)

    document = read(change)
    assert document["funding"]["total"] == 120.5
    assert [(finding.cell, finding.found) for finding in found(document, "STR-016")] == [("B4", "118")]


def test_an_amount_struck_out_as_a_whole_is_told_and_not_called_blank():
    def change(one: Sheet) -> None:
        one.formats[4, 2] = StruckFormat("General")
        take_out_struck(one)

    document = read(change)
    assert document["funding"]["total"] is None
    assert [finding.code for finding in found(document, "STR-016", "CMP-003")] == ["STR-016"]


@pytest.mark.parametrize(
    ("struck", "shown"),
    [("118", "118"), ("原定\n 118", "原定 118"), ("清" * 40, "清" * 40), ("清" * 41, "清" * 40 + "…")],
)
def test_what_was_struck_out_is_quoted_on_one_line_and_not_at_length(struck: str, shown: str) -> None:
    document = read()
    document["observations"] = [{"code": "struck", "cells": ["B4"], "texts": [struck]}]
    [finding] = found(document, "STR-016")
    assert finding.found == struck
    assert message(finding).endswith(f"未计入：{shown}")


def test_hidden_rows_and_columns_are_told_once():
    def change(one: Sheet) -> None:
        one.hidden_rows = {9, 10, 12, 40}
        one.hidden_columns = [(7, 7)]

    (finding,) = found(read(change), "STR-015")
    assert finding.found == "第9-10、12行，G列"


def general(document: Document) -> Document:
    document["form"] = document["kind"]
    return document


def test_a_layout_without_a_definition_is_told_with_what_was_not_read():
    document = general(read())
    assert found(document, "STR-011") == []
    document["project"] = None
    document["other"] = [{"label": "项目全称", "value": "河道清淤工程", "cell": "B3"}]  # type: ignore[typeddict-unknown-key]
    (layout,) = found(document, "STR-011")
    assert (layout.severity, layout.parameters["labels"]) == ("warning", "项目全称")
    assert [(each.cell, each.parameters["label"]) for each in found(document, "STR-012")] == [("B3", "项目全称")]
    assert found(document, "CMP-002") == []


def test_an_unknown_column_is_one_finding_for_all_its_rows():
    document = read()
    for row in document["indicators"]:
        row["other"] = {"数据来源": "统计局"}  # type: ignore[typeddict-unknown-key]
    (finding,) = found(document, "STR-012")
    assert len(finding.related) == 5
    assert [each.label for each in not_read(document)] == ["数据来源"] * 6


def test_an_unknown_column_of_a_list_is_one_finding_for_a_departments_projects():
    documents = read_all("""
2026年项目绩效目标清单 | < | < | < | < | <
项目名称 | 主管部门 | 金额（万元） | 是否追踪 | 三级指标 | 指标值
苗圃改造 | 青禾县林业局 | 5 | 是 | 改造苗圃数 | ≥3处
森林防火 | 青禾县林业局 | 6 | 是 | 巡护面积 | ≥30万亩
河道清淤 | 青禾县水务局 | 7 | 是 | 清淤长度 | ≥3公里
""")
    told = [each for each in check_documents(documents).findings if each.code == "STR-012"]
    assert [(each.cell, len(each.related)) for each in told] == [("D3", 1), ("D5", 0)]


def test_rows_are_not_called_slid_nor_columns_missing_beside_an_unknown_column():
    slid = PROJECT.replace(
        "^ | 满意度指标 | 服务对象满意度指标 | 沿线群众满意度 | 90 | % | ≥ |",
        "满意度指标 | 服务对象满意度指标 | 沿线群众满意度 | 90 | % | ≥ | |",
    ).replace("三级指标 | 指标值 | 度量", "三级指标 | 数 | 度量")
    document = read(table=slid)
    assert found(document, "STR-001", "STR-002", "STR-003")
    document["indicators"][0]["other"] = {"数据来源": "统计局"}
    assert found(document, "STR-001", "STR-002", "STR-003") == []


@pytest.mark.parametrize(
    ("label", "text", "wanted", "may"),
    [
        ("部门全称", "云岭县水利局", "name", True),
        ("资金性质", "本级", "name", False),
        ("批复数", "36.5万元", "money", True),
        (None, "=A1", "money", True),
        ("经办", "张某", "money", False),
        ("工作任务", "修渠", "goal", True),
        ("社会效益", "改善", "block", True),
        ("经办", "张某", "block", False),
    ],
)
def test_only_what_may_be_meant_keeps_a_rule_silent(label, text, wanted, may):
    document = read()
    if label is None:
        document["unread"] = [{"cell": "H20", "text": text}]
    else:
        document["other"] = [{"label": label, "value": text, "cell": "H20"}]  # type: ignore[typeddict-unknown-key]
    assert Leftovers(document).may_be(wanted) is may


def test_the_rules_are_registered_for_every_kind_of_form():
    form = Form(read(), None, load_profile())
    assert all(list(form_rules()[f"STR-0{number}"](form)) == [] for number in range(12, 19))


def test_a_unit_left_blank_is_told_though_last_years_figure_in_its_row_was_not_read():
    document = read(
        table="""
项目支出绩效目标申报表 | < | < | < | < | < | <
申报单位：白石县林业局 | < | < | 申报年度：2026 | < | 单位：万元 | <
项目名称 | 古树名木养护 | < | < | < | < | <
资金总额 | 30 | 财政拨款 | 30 | < | < | <
年度绩效目标 | 养护古树310株，群众满意度90%以上。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | < | < | 上年实际值
^ | ^ | ^ | 运算符号 | 数值 | 计量单位 | ^
产出指标 | 数量指标 | 养护古树株数 | ≥ | 310 |  | 290
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥ | 90 | % | 88
"""
    )
    assert [finding.cell for finding in found(document, "CMP-009")] == ["F8"]


LAST_YEAR_BESIDE = """
2026年项目绩效目标表 | < | < | < | < | < | <
单位名称 | 白溪县档案馆 | < | 项目名称 | 馆藏档案数字化 | < | <
预算金额（万元） | 25 | < | 年度目标 | 数字化档案12万页，质检合格率99%以上。 | < | <
一级指标 | 二级指标 | 三级指标 | 2025年指标值 | < | 2026年指标值 | <
^ | ^ | ^ | 数值 | 单位 | 数值 | 单位
产出指标 | 数量指标 | 数字化档案页数 | 10 | 万页 | 12 |
产出指标 | 质量指标 | 质检合格率 | 99 | % | 99 | %
满意度指标 | 服务对象满意度指标 | 查档群众满意度 | 90 | % | 90 | %
"""


def test_a_unit_of_last_year_is_not_the_one_that_is_missing():
    document = read(table=LAST_YEAR_BESIDE)
    assert [row["unit"] for row in document["indicators"]] == [None, "%", "%"]
    assert [finding.cell for finding in found(document, "CMP-009")] == ["G6"]


WORDS_BESIDE = """
2026年度项目支出绩效目标申报表 | < | < | < | < | < | <
填报单位：白溪县档案馆 | < | < | < | < | 单位：万元 | <
项目名称 | 馆藏档案数字化 | < | < | 项目类型 | 特定目标类 | <
项目金额 | 25 | < | < | 项目期 | 2026年 | <
年度绩效目标 | 数字化档案12万页，质检合格率99%以上。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值类型 | 指标值 | 度量单位 | 佐证材料
产出指标 | 数量指标 | 数字化档案页数 | ≥ | 12 | | 数字化加工验收报告及清单
产出指标 | 质量指标 | 质检合格率 | ≥ | 99 | % | 质检抽查记录及整改台账
满意度指标 | 服务对象满意度指标 | 查档群众满意度 | ≥ | 90 | % | 查档群众满意度调查问卷
"""


def test_words_in_a_column_that_nobody_knows_are_no_unit():
    document = read(table=WORDS_BESIDE)
    assert [row["unit"] for row in document["indicators"]] == [None, "%", "%"]
    assert [finding.cell for finding in found(document, "CMP-009")] == ["F7"]


POINTS_IN_OTHER_WORDS = """
2026年政府购买服务项目绩效目标表 | < | < | <
购买主体 | 云谷区民政局 | 项目名称 | 居家养老巡访
绩效指标 | 指标值 | 计分 | 评分办法
巡访老人数量 | ≥3200人 | 60 | 每少1%扣1分
老人满意度 | ≥92% | 40 | 每低1个百分点扣2分
"""


@pytest.mark.parametrize(("column", "codes"), [("计分", set()), ("周期", {"SCR-002"})])
def test_points_are_not_called_missing_where_an_unread_column_may_state_them(column, codes):
    table = POINTS_IN_OTHER_WORDS.replace("计分", column)
    if column == "周期":
        table = table.replace(" 60 ", " 季 ").replace(" 40 ", " 年 ")
    document = read(table=table)
    assert {finding.code for finding in found(document, "SCR-002")} == codes


ADJUSTED_IN_OTHER_WORDS = """
云谷区农业农村局2025年度部门整体支出绩效自评表 | < | < | < | < | < | <
部门预算（万元） | 年初数 | 调整数 | 决算数 | 执行率 | 满分 | 得分
合计 | 6030 | 5845 | 5560.8 | 95.14% | 10 | 9.51
一级指标 | 三级指标 | 目标值 | 实际完成值 | 分值 | 得分 | 说明
履职完成 | 高标准农田面积 | 2.4万亩 | 2.4万亩 | 50 | 50 |
满意度 | 农户满意度 | 90% | 92% | 40 | 40 |
"""


@pytest.mark.parametrize(("score", "wrong"), [("9.51", []), ("9.22", []), ("9.9", [("9.9", "9.51")])])
def test_the_score_of_execution_may_rest_on_a_budget_that_was_not_read(score, wrong):
    document = read(table=ADJUSTED_IN_OTHER_WORDS.replace("9.51", score))
    assert [(str(each.found), str(each.expected)) for each in found(document, "SEV-005")] == wrong


OTHER_PLACE = """
2026年度项目支出绩效申报书 | < | < | < | < | <
申报单位 | 松原区气象局 | < | 单位：万元 | < | <
项目名称 | 自动气象站维护 | < | 实施单位 | 气象台 | <
资金总额 | 36.5 | < | 其中：财政拨款 | 36.5 | <
年度目标 | 2026年维护自动气象站24座，设备完好率不低于98%。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | < | 备注
产出指标 | 数量指标 | 维护气象站数量 | ≥24座 | < |
满意度指标 | 服务对象满意度指标 | 受益群众满意度 | ≥92% | < |
"""


@pytest.mark.parametrize("text", ["36.5w", "待定", "约36.5", "36。5", "#REF!", "30+6.5", "按实结算"])
@pytest.mark.parametrize("table", [PROJECT, OTHER_PLACE])
def test_an_amount_that_cannot_be_read_is_told_and_not_called_blank(table: str, text: str) -> None:
    def change(one: Sheet) -> None:
        one.rows[4][2] = text

    document = read(change, table)
    assert document["funding"].get("total") is None
    assert [(each.cell, each.found) for each in found(document, "STR-018", "STR-012", "CMP-003")] == [("B4", text)]


@pytest.mark.parametrize("table", [PROJECT, OTHER_PLACE])
def test_tags_that_a_system_leaves_in_a_goal_are_told_in_any_layout(table: str) -> None:
    def tag(one: Sheet) -> None:
        (row, column), *_ = [(r, c) for r, cells in one.rows.items() for c, v in cells.items() if len(str(v)) > 20]
        one.rows[row][column] = f"<p>{one.rows[row][column]}</p>"

    assert found(read(table=table), "GOL-005") == []
    assert len(found(read(tag, table), "GOL-005")) == 1


def test_an_amount_below_zero_without_costs_breaks_no_rule() -> None:
    def change(one: Sheet) -> None:
        one.rows[4][2] = -36.5

    document = read(change, OTHER_PLACE)
    assert any(amount is not None and amount < 0 for amount in document["funding"].values())
    assert found(document, "FND-003") == []


@pytest.mark.parametrize("text", ["/", None])
def test_a_stroke_for_an_amount_is_a_blank(text: str | None) -> None:
    def change(one: Sheet) -> None:
        if text is None:
            del one.rows[4][2]
        else:
            one.rows[4][2] = text

    assert [each.code for each in found(read(change), "STR-018", "CMP-003")] == ["CMP-003"]


SUMMARY = """
2026年项目支出方向绩效目标汇总表 | < | < | <
填报单位（盖章）：松原区气象局 | < | < | <
序号 | 项目名称 | 项目金额（万元） | 备注
1 | 自动气象站维护 | 36.5 |
2 | 人工增雨作业 | 四十八万 | 续建
合计 | < | 84.5 |
"""


def test_an_amount_of_a_summary_that_cannot_be_read_is_told() -> None:
    document = read(table=SUMMARY.replace("四十八万", "48w"))
    assert [each.cell for each in found(document, "STR-018", "CMP-003")] == ["C5"]


@pytest.mark.parametrize(
    ("unit", "amount"),
    [("仟元", "365"), ("￥元", "365000"), ("RMB：元", "365000"), ("拾万元", "3.65"), ("人民币万元", "36.5")],
)
def test_a_unit_of_money_is_read_as_a_whole(unit: str, amount: str) -> None:
    document = read(table=OTHER_PLACE.replace("单位：万元", f"金额单位：{unit}").replace("36.5", amount))
    assert Form(document, None, load_profile()).amount == Decimal("36.5")


@pytest.mark.parametrize("line", ["单位：万美元", "单位：百元"])
def test_an_unknown_unit_behind_a_short_label_is_told(line: str) -> None:
    document = read(table=OTHER_PLACE.replace("单位：万元", line))
    assert [each.found for each in found(document, "FND-012")] == [line]


@pytest.mark.parametrize("label", ["项目资金（百元）", "项目资金（w元）", "项目资金/美元"])
def test_an_amount_in_money_that_is_not_ours_is_told(label: str) -> None:
    document = read(table=FOREIGN.format(label=label))
    assert "total" not in document["funding"]
    assert [each.cell for each in found(document, "STR-012")] == ["B3"]


def test_a_number_that_is_only_about_so_much_is_told() -> None:
    document = read(table=FOREIGN.format(label="项目资金（万元）"))
    assert document["indicators"][0]["target"] == 15
    assert [each.found for each in found(document, "VAL-001")] == ["15台左右"]


@pytest.mark.parametrize("unit", ["美元", "百亿元", "w元", "万圆"])
@pytest.mark.parametrize("table", [PROJECT, OTHER_PLACE])
def test_an_unknown_unit_of_money_is_told(table: str, unit: str) -> None:
    changed = table.replace("单位：万元", f"单位：{unit}").replace("金额单位", "单位").replace("单位：", "金额单位：")
    document = read(table=changed)
    assert document["currency_unit"] is None
    assert len(found(document, "FND-012")) == 1


FOREIGN = """
项目支出绩效目标申报表 | < | < | <
项目名称 | 检测设备购置 | 主管部门 | 云溪县商务局
{label} | 120 | 其中：财政拨款 | 120
年度绩效目标 | 购置检测设备。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 购置设备数量 | 15台左右
"""

OWN_WORDS = """
2026年度项目支出绩效目标申报表 | < | < | <
填报单位：望舟县海岛办 | < | 金额：万元 | <
项目名称 | 海岛供电补助 | 实施单位 | 海岛能源中心
立项依据 | 《海岛供电补贴办法》（望政发[2023]18号） | < | <
测算说明 | 补贴海岛7座，7座×4万元/座=30万元 | < | <
资金来源 | 30 | 其中：财政拨款 | 30
年度绩效目标 | 补贴海岛7座，2026年9月底前拨付。 | < | <
一级指标 | 二级指标 | 三级指标 | 目标值
产出指标 | 数量指标 | 补贴海岛座数 | =7座
"""
"""What a layout asks in words of its own is text like any other; 金额：万元 is the unit."""


def test_texts_that_a_layout_asks_in_its_own_words_are_checked() -> None:
    cells = {finding.code: finding.cell for finding in check_documents([read(table=OWN_WORDS)]).findings}
    assert (cells["NAM-005"], cells["FND-010"]) == ("B4", "B5")
    assert "STR-018" not in cells


def test_a_heading_of_amounts_is_no_amount_that_cannot_be_read() -> None:
    form = OWN_WORDS.replace("资金来源 | 30", "年度预算（万元） | 按资金来源").replace(
        "其中：财政拨款 | 30", "资金总额 | 30"
    )
    assert found(read(table=form), "STR-018") == []


def test_sources_beside_the_amounts_of_a_list_are_named_and_added_up() -> None:
    form = """
2026年项目支出绩效目标汇总表 | < | < | < | <
填报单位（盖章）：临河县交通运输局 | < | < | < | 单位：万元
序号 | 项目名称 | 项目金额（万元） | 其中：财政拨款 | 其他资金
1 | 农村客运站点维护 | 60 | 60 | 0
2 | 渡口渡船安全管理 | 54.5 | 40 | 5.5
合计 | < | 114.5 | 100 | 5.5
"""
    document = read(table=form)
    assert [(each.cell, each.expected) for each in found(document, "FND-001")] == [("C5", Decimal("45.5"))]
    [layout] = found(document, "STR-011")
    assert message(layout).endswith("未读：其中：财政拨款、其他资金")
