"""A list on several sheets is read as one; a form over two sheets is told, never accused."""

from __future__ import annotations

import pytest

from jixiao.checks.rule_engine import check_documents
from jixiao.forms.document import Document
from jixiao.forms.reading import documents_of
from jixiao.grid.model import Workbook
from sheet_table import sheet

FIRST = """
2026年部门预算项目支出绩效目标表 | < | < | < | < | < | <
单位：云麓县林业局 | < | < | < | < | < | 金额单位：元
单位名称 | 项目名称 | 预算金额 | 绩效目标 | 二级指标 | 三级指标 | 指标值
云麓县林业局 | 松材线虫病防治 | 1200000 | 清理疫木3000亩 | 数量指标 | 清理面积 | ≥3000亩
云麓县森防站 | 检疫检验 | 300000 | 检疫200批次 | 数量指标 | 检疫批次 | ≥200批次
"""
TITLES = "单位名称 | 项目名称 | 预算金额 | 绩效目标 | 二级指标 | 三级指标 | 指标值\n"
ROWS = """云麓县森防站 | 检疫检验 | 300000 | 检疫200批次 | 社会效益指标 | 检疫覆盖率 | ≥95%
云麓县苗圃 | 良种繁育 | 450000 | 培育苗木20万株 | 数量指标 | 苗木株数 | ≥20万株
"""
CONTINUED = "2026年部门预算项目支出绩效目标表（续） | < | < | < | < | < | <\n"


def read(*tables: str) -> list[Document]:
    """The documents of a workbook with a sheet for each table."""
    sheets = [sheet(table, name=f"第{place}页") for place, table in enumerate(tables, start=1)]
    return documents_of(Workbook(sheets=sheets), "test.xlsx")


@pytest.mark.parametrize(("above", "lines"), [("", 0), (TITLES, 1), (CONTINUED, 1), (CONTINUED + TITLES, 2)])
def test_a_list_goes_on_on_the_next_sheet(above: str, lines: int) -> None:
    first, split, rest, last = read(FIRST, above + ROWS)
    assert (first["project"], first["funding"]["total"]) == ("松材线虫病防治", 1200000)
    assert (split["project"], rest["project"], last["project"]) == ("检疫检验", "检疫检验", "良种繁育")
    assert rest["funding"] == rest["goals"] == {}  # told on the page before
    assert [(each["level3"], each["cell"]) for each in rest["indicators"]] == [("检疫覆盖率", f"F{lines + 1}")]
    assert last["source"]["sheet"] == "第2页"
    assert last["source"]["rows"] == [lines + 2, lines + 2]
    assert (last["fiscal_year"], last["currency_unit"], last["funding"]["total"]) == (2026, "元", 450000)
    assert (last["department"], last["implementing_unit"]) == ("云麓县林业局", "云麓县苗圃")
    assert last["cells"]["funding.total"] == f"C{lines + 2}"
    assert "department" not in last["cells"]  # it stands on the page before
    assert last["unread"] == rest["unread"] == []


def test_a_project_on_two_pages_is_told_and_neither_accused_nor_counted_twice() -> None:
    documents = read(FIRST, TITLES + ROWS)
    findings = check_documents(documents).findings
    found = [(each.code, each.severity) for each in findings if each.cell not in ("B3", "B4")]  # of other projects
    parts = [each for each in found if each[0] in ("STR-005", "CMP-005", "CMP-006", "CMP-003", "CMP-001")]
    assert [code for code, severity in parts if severity == "error"] == []
    assert ("STR-011", "warning") in found


def test_a_page_with_titles_of_two_lines_goes_on() -> None:
    titles = """项目名称 | 资金 | < | 年度绩效目标 | 绩效指标 | <
^ | 总额 | 财政拨款 | ^ | 指标名称 | 指标值
"""
    head = "2026年县级部门项目支出绩效目标表{} | < | < | < | < | <\n"
    above = "部门名称：乙县民政局 | < | < | < | < | 单位：万元\n"
    (_, last) = read(
        head.format("") + above + titles + "高龄津贴 | 300 | 300 | 发放1600人 | 发放人数 | ≥1600人",
        head.format("（续）") + titles + "流浪救助 | 24 | 24 | 救助260人次 | 救助人次 | ≥260人次",
    )
    assert (last["project"], last["department"], last["currency_unit"]) == ("流浪救助", "乙县民政局", "万元")
    assert (last["cells"]["funding.fiscal"], last["funding"]["fiscal"]) == ("C4", 24)


def test_a_third_page_goes_on_with_the_list_of_the_first() -> None:
    documents = read(FIRST, ROWS, "云麓县林场 | 森林抚育 | 200000 | 抚育1000亩 | 数量指标 | 抚育面积 | ≥1000亩")
    assert (documents[-1]["project"], documents[-1]["source"]["sheet"]) == ("森林抚育", "第3页")
    assert (documents[-1]["currency_unit"], documents[-1]["source"]["title_cell"]) == ("元", "B1")


def test_the_total_of_all_pages_is_no_total_of_the_last() -> None:
    head = (
        "2026年项目支出绩效目标汇总表 | < | <\n填报单位：云麓县民政局 | | 单位：万元\n项目名称 | 预算金额 | 绩效目标\n"
    )
    first, second = read(f"{head}城乡低保 | 300 | 保障2000人\n", "临时救助 | 40 | 救助300人次\n合计 | 340 |\n")
    assert [row["project"] for row in (*first["rows"], *second["rows"])] == ["城乡低保", "临时救助"]
    assert second["rows"][0]["cell"] == "A1"
    assert second["department"] == "云麓县民政局"
    assert [each["cell"] for each in second["unread"]] == ["B2"]
    assert "FND-004" not in {each.code for each in check_documents([first, second]).findings}


@pytest.mark.parametrize(
    "other",
    [
        "2026年度指标字典 | < | <\n一级指标 | 二级指标 | 三级指标\n产出指标 | 数量指标 | 清理面积",
        "县直部门名单\n云麓县林业局\n云麓县水务局",
        "代码 | 名称 | 备注\n2130207 | 森林资源管理 | 项\n2130234 | 林业草原防灾减灾 | 项",
        "填报说明\n一、本表由部门填写。\n二、金额以元为单位。",
    ],
)
def test_another_sheet_is_no_page_of_the_list(other: str) -> None:
    assert [each["source"]["sheet"] for each in read(FIRST, other)] == ["第1页", "第1页"]


NUMBERED = """
2026年部门项目支出绩效目标表 | < | < | < | <
单位：云麓县林业局 | < | < | < | 金额单位：元
序号 | 项目名称 | 预算金额 | 三级指标 | 指标值
1 | 松材线虫病防治 | 1200000 | 清理面积 | ≥3000亩
"""


FORM = """
2026年项目支出绩效目标表 | < | < | <
项目名称 | 良种繁育 | 主管部门 | 云麓县苗圃
项目资金（万元） | 45 | |
年度绩效目标 | 培育苗木20万株 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 苗木株数 | ≥20万株
"""
REST = """
一级指标 | 二级指标 | 三级指标 | 指标值
效益指标 | 社会效益指标 | 受益农户 | ≥60户
"""


@pytest.mark.parametrize(("above", "project"), [("续表", "良种繁育"), ("附表", None)])
def test_indicators_below_the_word_for_the_next_page_are_of_the_form_before(above: str, project: str | None) -> None:
    first, second = read(FORM, f"{above} | < | < | <{REST}")
    assert (first["project"], second.get("project")) == ("良种繁育", project)
    assert [each["level3"] for each in second["indicators"]] == ["受益农户"]


@pytest.mark.parametrize(
    ("name", "number", "department"),
    [("Sheet2", 2, "云麓县林业局"), ("Sheet2", 1, None), ("云麓县水务局", 2, None)],
)
def test_a_list_of_another_department_does_not_go_on(name: str, number: int, department: str | None) -> None:
    rows = f"序号 | 项目名称 | 预算金额 | 三级指标 | 指标值\n{number} | 河道清淤 | 300000 | 清淤长度 | ≥12公里"
    pages = Workbook(sheets=[sheet(NUMBERED, name="Sheet1"), sheet(rows, name=name)])
    _, second = documents_of(pages, "test.xlsx")
    assert (second["project"], second["department"]) == ("河道清淤", department)


HEAD = """
云麓县2026年项目支出绩效目标表 | < | < | < | <
填报单位：云麓县林业局 | < | < | 金额单位：万元 | <
项目名称 | 松材线虫病防治 | < | < | <
主管部门 | 云麓县林业局 | 实施单位 | 云麓县森防站 | <
项目资金 | 年度资金总额 | 120 | < | <
^ | 其中：财政拨款 | 120 | < | <
年度目标 | 清理疫木3000亩，诱捕松墨天牛，疫情得到控制 | < | < | <
"""
COLUMNS = "一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位\n"
OUTPUTS = "产出指标 | 数量指标 | 清理疫木面积 | ≥3000 | 亩\n^ | 质量指标 | 除治合格率 | ≥95 | %\n"
EFFECTS = "效益指标 | 生态效益指标 | 疫情面积下降率 | ≥10 | %\n满意度指标 | 服务对象满意度指标 | 林农满意度 | ≥90 | %\n"
AGAIN = "云麓县2026年项目支出绩效目标表（续） | < | < | < | <\n"
NAMED = "项目支出绩效指标表 | < | < | < | <\n项目名称：松材线虫病防治 | < | < | < | <\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (HEAD, COLUMNS + OUTPUTS + EFFECTS),
        (HEAD, AGAIN + COLUMNS + OUTPUTS + EFFECTS),
        (HEAD, NAMED + COLUMNS + OUTPUTS + EFFECTS),
        (HEAD + COLUMNS + OUTPUTS, COLUMNS + EFFECTS),
    ],
    ids=["indicators alone", "continued", "with its name", "a table over two sheets"],
)
def test_a_form_over_two_sheets_is_told_on_both_and_not_accused(first: str, second: str) -> None:
    findings = check_documents(read(first, second)).findings
    assert [(each.code, each.sheet) for each in findings if each.code == "STR-011"] == [
        ("STR-011", "第1页"),
        ("STR-011", "第2页"),
    ]
    assert [each.code for each in findings if each.severity == "error"] == []
    assert not {each.code for each in findings} & {"CMP-001", "CMP-002", "CMP-005", "CMP-006", "CMP-013", "STR-007"}


def test_indicators_alone_after_a_form_without_any_are_of_its_project() -> None:
    head, rest = read(HEAD, COLUMNS + OUTPUTS + EFFECTS)
    assert (rest["project"], rest["department"], rest["fiscal_year"]) == ("松材线虫病防治", "云麓县林业局", 2026)
    assert head["funding"]["annual"] == 120
    assert rest["funding"] == {}
    assert [each["code"] for each in rest["notes"]] == ["continued"]
    whole, others = read(HEAD + COLUMNS + OUTPUTS, COLUMNS + EFFECTS)
    assert (whole["project"], others.get("project")) == ("松材线虫病防治", None)  # of whose project is not known


def test_indicators_below_a_name_left_blank_are_a_form_without_a_name() -> None:
    blank = "2026年项目支出绩效目标表 | < | < | < | <\n项目名称 | | < | < | <\n" + COLUMNS + OUTPUTS + EFFECTS
    assert "CMP-002" in {
        each.code for each in check_documents(read(HEAD + COLUMNS + OUTPUTS + EFFECTS, blank)).findings
    }
