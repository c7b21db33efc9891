"""Templates in a running LibreOffice: what a clerk types, what the form says to it, what is read back."""

from __future__ import annotations

import subprocess
from pathlib import Path

import openpyxl
import pytest

from calling import Call
from jixiao.forms.definition import load_definitions
from jixiao.forms.range_names import range_names
from jixiao.resources import templates_dir
from jixiao.templates.prefilling import write_filled
from office.live import LiveBook, LiveOffice
from templates.clerk import ALL_WELL, SHEET, admits, colours, fill_project, headline, left_to_do, place_of
from templates.documents import all_documents, read_back, said

pytestmark = pytest.mark.office

DEFINITIONS = load_definitions()
FORMS = list(DEFINITIONS)
TEMPLATE = templates_dir() / "project-2026.xlsx"
SPARE_DELETED = 3
YELLOW, RED = "FFF2CC", "FFC7CE"


@pytest.mark.parametrize("form", FORMS)
def test_a_blank_template_calculates_to_what_it_shows_without_calculating(live: LiveOffice, form: str) -> None:
    path = templates_dir() / f"{form}.xlsx"
    shown = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    with live.open(path) as book:
        sheet = book.sheet_names[0]
        assert book.errors() == []
        assert (book.text(sheet, "A1"), book.text(sheet, "A2")) == (shown["A1"].value, shown["A2"].value)


@pytest.mark.parametrize("form", FORMS)
def test_a_filled_template_calculates_without_an_error(live: LiveOffice, tmp_path: Path, form: str) -> None:
    path = tmp_path / "filled.xlsx"
    write_filled([all_documents()[form]], ["表"], path)
    with live.open(path) as book:
        assert book.errors() == []
        assert book.text("表", "A1") == ALL_WELL or book.value("表", "自查结果") > 0


def test_a_form_without_a_mistake_has_nothing_left_to_do_and_reads_without_an_error(
    live: LiveOffice, jixiao: Call, tmp_path: Path
) -> None:
    with live.open(TEMPLATE) as book:
        fill_project(book)
        assert headline(book) == ALL_WELL
        assert left_to_do(book) == {}
        assert book.text(SHEET, "表标题") == "2027年项目支出绩效目标表"
        saved = book.save(tmp_path / "saved.xlsx")
    assert jixiao("check", saved).code == 0
    (document,) = read_back(saved)
    assert (document["notes"], document["unread"]) == ([], [])
    assert (document["fiscal_year"], document["department"]) == (2027, "某市交通运输局")
    assert [row["level3"] for row in document["indicators"]][:2] == ["项目总成本", "养护公路里程"]
    assert [row["operator"] for row in document["indicators"]] == ["≤", "≥", "≥", None, None, "≥"]


MISTAKES = {
    "wrong level 2": ([("二级指标", "数量指标", 0)], {"一级与二级指标不对应": 1}, ("二级指标", 0), RED),
    "text for a number": ([("指标值", "很多", 3)], {"应填数字": 1}, ("指标值", 3), RED),
    "120 %": ([("指标值", "120", 4)], {"百分比超过100": 1}, ("指标值", 4), RED),
    "120% typed with the sign": ([("指标值", "120%", 4)], {"百分比超过100": 1}, ("指标值", 4), RED),
    "no unit": ([("度量单位", "", 3)], {"未填度量单位": 1}, ("度量单位", 3), RED),
    "no operator": ([("指标值类型", "", 3)], {"必填项未填": 1}, ("指标值类型", 3), YELLOW),
    "no target": ([("指标值", "", 3)], {"必填项未填": 1}, ("指标值", 3), YELLOW),
    "cost in the wrong direction": ([("指标值类型", "≥", 0)], {"计算符号方向不符": 1}, ("指标值类型", 0), RED),
    "cost set to be equal": ([("指标值类型", "=", 0)], {"计算符号方向不符": 1}, ("指标值类型", 0), RED),
    "satisfaction in the wrong direction": ([("指标值类型", "≤", 10)], {"计算符号方向不符": 1}, ("指标值类型", 10), RED),
    "cost above the budget": ([("指标值", "100.5", 0)], {"成本超过预算": 1}, ("指标值", 0), RED),
    "cost above the budget in 元": (
        [("指标值", "1005000", 0), ("度量单位", "元", 0)], {"成本超过预算": 1}, ("指标值", 0), RED,
    ),
    "one name twice": ([("三级指标", "养护公路里程", 4)], {"三级指标重名": 2}, ("三级指标", 3), RED),
    "text as an amount": ([("项目金额", "一百万", 0)], {"应填数字": 1}, ("项目金额", 0), RED),
    "a negative amount": ([("项目金额", "-5", 0)], {"应填数字": 1, "成本超过预算": 1}, ("项目金额", 0), RED),
    "no project": ([("项目名称", "", 0)], {"必填项未填": 1}, ("项目名称", 0), YELLOW),
    "no year": ([("预算年度", "", 0)], {"必填项未填": 1}, ("预算年度", 0), YELLOW),
    "a deadline of another year": (
        [("指标值", "2026年11月30日前", 5)], {"日期不在规定年度": 1}, ("指标值", 5), RED,
    ),
    "a name that is too long": ([("三级指标", "长" * 101, 3)], {"文字过长": 1}, ("三级指标", 3), RED),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_counted_named_and_coloured_and_its_correction_clears_it(
    live: LiveOffice, tmp_path: Path, mistake: str
) -> None:
    typed, expected, (place, row), colour = MISTAKES[mistake]
    with live.open(TEMPLATE) as book:
        fill_project(book)
        assert colours(TEMPLATE, book, SHEET, place, row) == set()
        assert {YELLOW, RED}.isdisjoint(book.fills(tmp_path))
        for name, text, line in typed:
            book.type(SHEET, name, text, line)
        assert left_to_do(book) == expected
        assert headline(book) == f"还有 {sum(expected.values())} 处待完善"
        assert colour in colours(TEMPLATE, book, SHEET, place, row)
        assert colour in book.fills(tmp_path)
        assert book.errors() == []
        fill_project(book)
        book.type(SHEET, "二级指标", "经济成本指标", 0)
        assert headline(book) == ALL_WELL


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("养护*公里", "养护三十公里", False),
        (">60岁老人", "体检率", False),
        ("甲~乙?丙", "甲~乙?丙", True),
        ("甲?乙", "甲丙乙", False),
        ("长" * 90, "长" * 90, True),
        ("长" * 90, "长" * 89, False),
        ("长" * 240, "长" * 240, True),
        ("长" * 240, "长" * 200 + "短", False),
    ],
)
def test_two_names_are_the_same_only_letter_by_letter(live: LiveOffice, first: str, second: str, same: bool) -> None:
    with live.open(TEMPLATE) as book:
        fill_project(book)
        book.type(SHEET, "三级指标", first, 3)
        book.type(SHEET, "三级指标", second, 4)
        assert left_to_do(book).get("三级指标重名", 0) == (2 if same else 0)
        assert book.errors() == []


def test_what_is_missing_altogether_is_named(live: LiveOffice) -> None:
    with live.open(TEMPLATE) as book:
        fill_project(book)
        for row in (4, 7):  # the only quality indicator, the only benefit
            for name in ("三级指标", "指标值", "指标值类型", "度量单位"):
                book.type(SHEET, name, "", row)
        assert left_to_do(book) == {"缺少应设的指标": 2}


def test_growth_may_exceed_a_hundred_per_cent(live: LiveOffice) -> None:
    with live.open(TEMPLATE) as book:
        fill_project(book)
        book.type(SHEET, "三级指标", "客运量增长率", 4)
        book.type(SHEET, "指标值", "120", 4)
        assert headline(book) == ALL_WELL


def test_rules_refuse_what_a_clerk_must_not_type(live: LiveOffice) -> None:
    with live.open(TEMPLATE) as book:
        fill_project(book)
        for place, row, good, bad in (
            ("一级指标", 3, "产出指标", "产出"),
            ("二级指标", 3, "时效指标", "经济成本指标"),
            ("度量单位", 3, "座", "公里每小时每人"),
            ("指标值类型", 3, "=", "约"),
            ("指标值", 3, "12.5", "很多"),
            ("项目金额", 0, "12.34", "12.345"),
            ("项目金额", 0, "0", "一百"),
            ("项目类别", 0, "其他运转类", "其他"),
        ):
            book.type(SHEET, place, good, row)
            assert admits(TEMPLATE, book, SHEET, place, row), (place, good)
            book.type(SHEET, place, bad, row)
            assert not admits(TEMPLATE, book, SHEET, place, row), (place, bad)
            book.type(SHEET, place, good, row)


def test_level_2_offers_what_belongs_to_level_1_and_everything_before_it_is_chosen(live: LiveOffice) -> None:
    with live.open(TEMPLATE) as book:
        for level1, level2 in (("满意度指标", "服务对象满意度指标"), ("效益指标", "可持续影响指标"), ("", "数量指标")):
            book.type(SHEET, "一级指标", level1, 15)
            book.type(SHEET, "二级指标", level2, 15)
            assert admits(TEMPLATE, book, SHEET, "二级指标", 15)


FUNDING = {
    "project-scored": (
        {"项目资金": "100", "年度资金总额": "100", "财政拨款": "60", "其他资金": "30"},
        ("财政拨款", "70"), "年度资金总额",
    ),
    "project-2024": (
        {"年度资金总额含本级和市县": "100", "财政拨款": "80", "其他资金": "10"}, ("其他资金", "20"), "年度资金总额含本级和市县",
    ),
    "department-2026": (
        {"资金总额": "100", "一般公共预算": "100", "基本支出": "60", "项目支出": "30"}, ("项目支出", "40"), "资金总额",
    ),
    "department-2023": (
        {"资金总额": "100", "一般公共预算拨款": "90", "政府性基金拨款": "10", "基本支出": "60", "项目支出": "39.9"},
        ("项目支出", "40"), "资金总额",
    ),
    "direction-2023": (
        {"项目金额": "100", "支出内容简介": "咨询", "金额": "99"}, ("金额", "100"), "项目金额",
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FUNDING)
def test_funding_that_does_not_add_up_is_named_until_it_does(live: LiveOffice, form: str) -> None:
    typed, (name, right), total = FUNDING[form]
    path = templates_dir() / f"{form}.xlsx"
    with live.open(path) as book:
        sheet = book.sheet_names[0]
        for place, text in typed.items():
            book.type(sheet, place, text)
        assert left_to_do(book, sheet)["资金合计不符"] == 1
        assert RED in colours(path, book, sheet, total)
        book.type(sheet, name, right)
        assert "资金合计不符" not in left_to_do(book, sheet)
        assert RED not in colours(path, book, sheet, total)


def test_totals_are_formulas(live: LiveOffice) -> None:
    with live.open(templates_dir() / "summary-2026.xlsx") as book:
        sheet = book.sheet_names[0]
        for row, amount in enumerate(("10.5", "20", "0.25")):
            book.type(sheet, "项目名称", f"项目{row}", row)
            book.type(sheet, "项目金额", amount, row)
        assert book.value(sheet, "合计金额") == 30.75


def test_combined_targets_are_looked_at_too(live: LiveOffice) -> None:
    path = templates_dir() / "direction-2023.xlsx"
    with live.open(path) as book:
        sheet = book.sheet_names[0]
        for text, kinds in (
            ("95%", {"未写计算符号"}),
            ("≥95%", set()),
            ("≥120%", {"百分比超过100"}),
            ("≥100%", set()),
            ("12人", {"未写计算符号"}),
            ("2027年12月底前", set()),
        ):
            book.type(sheet, "三级指标", "验收合格率", 1)
            book.type(sheet, "指标值", text, 1)
            looked = {"未写计算符号", "百分比超过100", "计算符号方向不符"}
            assert set(left_to_do(book, sheet)) & looked == kinds, text
        book.type(sheet, "指标值", "≥70万元", 3)  # a cost
        assert "计算符号方向不符" in left_to_do(book, sheet)


def test_the_close_of_the_year_calculates_rate_scores_and_grade(live: LiveOffice) -> None:
    path = templates_dir() / "selfeval-2020.xlsx"
    with live.open(path) as book:
        sheet = book.sheet_names[0]
        for name, amount in (("年初预算数", "100"), ("全年预算数", "120"), ("全年执行数", "114")):
            book.type(sheet, name, amount, 1)
            assert book.value(sheet, name) == float(amount)
        assert book.text(sheet, "执行率") == "95.00%"
        for row, (points, score) in enumerate(((50, 48), (30, 30), (10, 9))):
            for name, text in (
                ("三级指标", f"指标{row}"), ("年度指标值", "≥10个"), ("实际完成值", "9"), ("分值_2", ""),
                ("绩效指标_分值", str(points)), ("绩效指标_得分", str(score)),
            ):  # fmt: skip
                if name != "分值_2":
                    book.type(sheet, name, text, row)
        assert left_to_do(book, sheet)["未说明偏差原因"] == 2
        assert "分值合计不符" not in left_to_do(book, sheet)
        assert book.value(sheet, "总分") == 96.5
        assert book.value(sheet, "总分_分值") == 100
        assert book.text(sheet, "自评等级") == "优"
        book.type(sheet, "绩效指标_得分", "11", 2)
        assert left_to_do(book, sheet)["得分超过分值"] == 1
        book.type(sheet, "绩效指标_分值", "40", 0)
        assert left_to_do(book, sheet)["分值合计不符"] == 1


def test_the_monitoring_form_asks_for_one_likelihood_and_for_reasons(live: LiveOffice) -> None:
    with live.open(templates_dir() / "monitoring-2019.xlsx") as book:
        sheet = book.sheet_names[0]
        book.type(sheet, "三级指标", "渠道长度")
        assert left_to_do(book, sheet)["完成可能性应选一项"] == 1
        book.type(sheet, "有可能", "√")
        assert "完成可能性应选一项" not in left_to_do(book, sheet)
        assert left_to_do(book, sheet)["未说明偏差原因"] == 1
        book.type(sheet, "原因说明", "拨款较晚")
        assert "未说明偏差原因" not in left_to_do(book, sheet)


def test_on_paper_there_is_neither_the_panel_nor_a_spare_row(live: LiveOffice, tmp_path: Path) -> None:
    with live.open(TEMPLATE) as book:
        fill_project(book)
        paper = book.save(tmp_path / "paper.pdf", "calc_pdf_Export")
    done = subprocess.run(["pdftotext", "-layout", str(paper), "-"], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.count("\f") == 1  # a page
    assert "自查" not in done.stdout and "待完善" not in done.stdout
    assert "2027年项目支出绩效目标表" in done.stdout
    assert done.stdout.count("沿线群众满意度") == 1


# ------------------------------------------------------------ a clerk who rebuilds the sheet


def _insert_and_rename(book: LiveBook, form: str, filled: int) -> None:
    """Two rows inside the main table, a column inside the form, spare rows gone, the sheet called something else."""
    book.unprotect()
    sheet = book.sheet("表")
    table = DEFINITIONS[form].tables[-1] if form.startswith("summary") else DEFINITIONS[form].table("indicators")
    assert table is not None
    name = range_names(DEFINITIONS[form]).columns[table.key, table.item]
    area = book.cells("表", name).RangeAddress
    assert area.EndRow - area.StartRow + 1 - filled >= SPARE_DELETED
    sheet.Rows.removeByIndex(area.StartRow + filled + 1, SPARE_DELETED)
    sheet.Rows.insertByIndex(area.StartRow + 1, 2)
    sheet.Columns.insertByIndex(1, 1)
    sheet.setName("改了名字 的表")


@pytest.mark.parametrize("form", FORMS)
def test_a_rebuilt_sheet_reads_the_same(live: LiveOffice, tmp_path: Path, form: str) -> None:
    path = tmp_path / "filled.xlsx"
    document = all_documents()[form]
    write_filled([document], ["表"], path)
    with live.open(path) as book:
        _insert_and_rename(book, form, len(said(document).get("indicators") or said(document)["rows"]))
        saved = book.save(tmp_path / "rebuilt.xlsx")
    (found,) = read_back(saved)
    assert said(found) == said(document)
    assert found["source"]["sheet"] == "改了名字 的表"
    assert found["unread"] == []
    assert [note for note in found["notes"] if note["code"] in ("names-broken", "older-template")] == []


def test_a_moved_block_reads_the_same(live: LiveOffice, tmp_path: Path) -> None:
    path = tmp_path / "filled.xlsx"
    document = all_documents()["project-2026"]
    write_filled([document], ["表"], path)
    with live.open(path) as book:
        book.unprotect()
        sheet = book.sheet("表")
        area = book.cells("表", "三级指标").RangeAddress
        block = sheet.getCellRangeByPosition(0, area.StartRow - 1, 7, area.EndRow).RangeAddress
        target = sheet.getCellByPosition(12, area.EndRow + 30).CellAddress
        sheet.moveRange(target, block)
        saved = book.save(tmp_path / "moved.xlsx")
    (found,) = read_back(saved)
    assert said(found) == said(document)


def test_rows_inserted_by_a_clerk_are_checked_like_the_others(live: LiveOffice) -> None:
    with live.open(TEMPLATE) as book:
        fill_project(book)
        book.unprotect()
        area = book.cells(SHEET, "三级指标").RangeAddress
        book.sheet(SHEET).Rows.insertByIndex(area.StartRow + 4, 2)
        for name, text in (("一级指标", "产出指标"), ("二级指标", "数量指标"), ("三级指标", "养护桥梁座数")):
            book.type(SHEET, name, text, 4)
        assert left_to_do(book) == {"必填项未填": 2}
        for name, text in (("指标值", "5"), ("指标值类型", "≥")):
            book.type(SHEET, name, text, 4)
        assert left_to_do(book) == {"未填度量单位": 1}


def test_a_copied_sheet_is_a_form_of_its_own(live: LiveOffice, tmp_path: Path) -> None:
    path = tmp_path / "filled.xlsx"
    document = all_documents()["project-2026"]
    write_filled([document], ["表"], path)
    with live.open(path) as book:
        book.document.Sheets.copyByName("表", "表 (2)", 1)
        book.unprotect()
        book.type("表 (2)", "A1", "")
        saved = book.save(tmp_path / "copied.xlsx")
    documents = read_back(saved)
    assert [found["source"]["sheet"] for found in documents] == ["表", "表 (2)"]
    assert [said(found) for found in documents] == [said(document)] * 2


def test_the_panel_names_the_first_cell_of_each_kind_and_leads_there(live: LiveOffice) -> None:
    with live.open(TEMPLATE) as book:
        fill_project(book)
        book.type(SHEET, "指标值", "很多", 4)
        book.type(SHEET, "指标值", "不少", 3)
        book.type(SHEET, "度量单位", "", 10)
        first, second = (place_of(book, name, row) for name, row in (("指标值", 3), ("度量单位", 10)))
        assert f"应填数字 2 处（{first}）" in book.text(SHEET, "A2")
        assert f"未填度量单位 1 处（{second}）" in book.text(SHEET, "A2")
        assert headline(book) == "还有 3 处待完善"


def test_an_error_in_a_cell_is_named_with_what_it_keeps_from_being_told(live: LiveOffice) -> None:
    with live.open(TEMPLATE) as book:
        fill_project(book)
        book.cells(SHEET, "指标值").getCellByPosition(0, 4).setFormula("=1/0")
        book.type(SHEET, "度量单位", "", 10)
        told = book.text(SHEET, "A2")
        assert headline(book) == "自查无法计算：表中有出错的单元格，请改正后再看"
        assert f"{place_of(book, '指标值', 4)}单元格出错" in told
        assert told.startswith("无法计算“")


def test_a_text_longer_than_its_box_is_a_notice_and_nothing_to_be_done(live: LiveOffice) -> None:
    with live.open(TEMPLATE) as book:
        fill_project(book)
        book.type(SHEET, "本年度绩效目标", "养护农村公路，保障出行。" * 60)
        assert headline(book).startswith(ALL_WELL)
        assert "较长的文字" in headline(book)
        assert f"放不下 1 处（{place_of(book, '本年度绩效目标')}）" in book.text(SHEET, "A2")
        book.type(SHEET, "本年度绩效目标", "养护农村公路。")
        assert headline(book) == ALL_WELL


@pytest.mark.parametrize(
    ("row", "name", "text"),
    [
        (10, "指标值类型", ">="),
        (10, "指标值类型", "不低于"),
        (0, "指标值类型", "不超过"),
        (4, "度量单位", "％"),
        (0, "度量单位", "百万元"),
    ],
)
def test_operators_and_units_in_every_usual_spelling_are_accepted(
    live: LiveOffice, row: int, name: str, text: str
) -> None:
    with live.open(TEMPLATE) as book:
        fill_project(book)
        if text == "百万元":
            book.type(SHEET, "指标值", "1", row)
        book.type(SHEET, name, text, row)
        assert left_to_do(book) == {}


@pytest.mark.parametrize(
    ("row", "typed", "kind"),
    [
        (10, {"指标值类型": "<="}, "计算符号方向不符"),
        (0, {"指标值类型": "至少"}, "计算符号方向不符"),
        (4, {"度量单位": "百分比", "指标值": "120"}, "百分比超过100"),
        (0, {"度量单位": "百万元", "指标值": "1.2"}, "成本超过预算"),
        (3, {"指标值类型": "大于等于", "指标值": "很多"}, "应填数字"),
    ],
)
def test_a_mistake_is_seen_in_every_usual_spelling(
    live: LiveOffice, row: int, typed: dict[str, str], kind: str
) -> None:
    with live.open(TEMPLATE) as book:
        fill_project(book)
        for name, text in typed.items():
            book.type(SHEET, name, text, row)
        assert left_to_do(book) == {kind: 1}


def test_points_are_spread_over_the_rows_of_a_level_until_they_are_typed(live: LiveOffice) -> None:
    path = templates_dir() / "selfeval-2020.xlsx"
    with live.open(path) as book:
        sheet = book.sheet_names[0]
        for row, name in ((0, "修缮校舍"), (1, "验收合格率"), (2, "完工时间"), (5, "受益学生"), (8, "师生满意度")):
            book.type(sheet, "三级指标", name, row)
        assert [book.value(sheet, "绩效指标_分值", row) for row in (0, 1, 2, 5, 8)] == [17, 16, 17, 30, 10]
        assert book.text(sheet, "绩效指标_分值", 3) == ""
        assert "分值合计不符" not in left_to_do(book, sheet)
        book.type(sheet, "绩效指标_分值", "20", 0)
        assert left_to_do(book, sheet)["分值合计不符"] == 1
        assert book.errors() == []
