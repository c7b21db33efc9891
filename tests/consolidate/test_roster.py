from __future__ import annotations

import datetime
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook

from consolidate.overview_page import figures_of, table_of
from consolidate.returns import project, read_return, write_return
from jixiao.consolidate.merge import Options, merge
from jixiao.consolidate.returns import roster
from jixiao.consolidate.returns.roster import Roster, RosterEntry
from jixiao.consolidate.returns.roster_file import load_roster
from jixiao.errors import UsageError


def written(path: Path, *rows: list[Any], formats: dict[str, str] | None = None) -> Path:
    """A roster as a workbook; ``formats`` by cell."""
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    for cell, number_format in (formats or {}).items():
        workbook.active[cell].number_format = number_format
    workbook.save(path)
    return path


def test_labels_are_matched_however_they_are_typed(tmp_path: Path) -> None:
    path = written(
        tmp_path / "r.xlsx",
        ["2026年花名册"],
        ["单位 名称：", "单位代码", "简称", "联系人"],
        ["甲局", "001", "甲", "张"],
    )
    assert load_roster(path).entries == [RosterEntry("甲局", "001", ("甲",), "张")]


@pytest.mark.parametrize(
    "line",
    [
        ["合计", "2个单位"],
        [None, "合计"],
        [None, "教科文股小计"],
        [None, "注：含二级单位"],
        [None, "制表人：李某"],
        [None, "/"],
        ["序号", "单位名称"],
    ],
)
def test_sums_notes_and_titles_repeated_are_no_departments(tmp_path: Path, line: list[Any]) -> None:
    path = written(tmp_path / "r.xlsx", ["序号", "单位名称"], [1, "甲局"], line, [2, "乙局"])
    assert [entry.name for entry in load_roster(path).entries] == ["甲局", "乙局"]


def test_a_name_over_two_lines_is_one_name(tmp_path: Path) -> None:
    path = written(
        tmp_path / "r.xlsx", ["预算单位名称", "预算单位代码"], ["青禾县\n水务局", "102"], ["水 利 站", "103"]
    )
    assert [entry.name for entry in load_roster(path).entries] == ["青禾县水务局", "水利站"]


def test_codes_keep_their_leading_zeros(tmp_path: Path) -> None:
    path = written(
        tmp_path / "r.xlsx",
        ["部门", "编码"],
        ["甲局", "007"],
        ["乙局", 8],
        ["丙局", 12],
        formats={"B3": "000", "B4": "General"},
    )
    assert [entry.code for entry in load_roster(path).entries] == ["007", "008", "12"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_of_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes("部门,编码,别名,顺序,截止日期\n乙局,002,乙；小乙,2,2026-01-10\n甲局,001,,1,\n".encode(encoding))
    entries = load_roster(path).entries
    assert [(entry.name, entry.code) for entry in entries] == [("甲局", "001"), ("乙局", "002")]
    assert entries[1].aliases == ("乙", "小乙")
    assert entries[1].is_late(datetime.date(2026, 1, 11))
    assert not entries[1].is_late(datetime.date(2026, 1, 10))


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_csv_of_any_system(tmp_path: Path, line_end: str) -> None:
    (tmp_path / "r.csv").write_bytes(line_end.join(["部门,编码", "甲局,01", "乙局,02"]).encode())
    assert [(entry.name, entry.code) for entry in load_roster(tmp_path / "r.csv").entries] == [
        ("甲局", "01"),
        ("乙局", "02"),
    ]


def test_a_csv_that_is_none_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("部门\n" + "长" * 200_000, encoding="utf-8")
    with pytest.raises(UsageError, match="不是完整的 CSV"):
        load_roster(tmp_path / "r.csv")


def test_a_date_cell_is_a_due_date(tmp_path: Path) -> None:
    path = written(tmp_path / "r.xlsx", ["部门", "截止日期"], ["甲局", datetime.date(2026, 1, 10)])
    assert load_roster(path).entries[0].is_late(datetime.date(2026, 1, 11))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("名字\n甲局\n", "没有“部门”一列"),
        ("部门\n", "没有部门"),
        ("部门,别名\n甲局,文体局\n乙局,文体局\n", "既指“甲局”又指“乙局”"),
        ("部门\n甲局\n乙局\n甲 局\n", "“甲局”出现了 2 次"),
        ("部门,截止日期\n甲局,2026-3-31\n乙局,\n丙局,三月底\n", "“丙局”的截止日期“三月底”认不出"),
    ],
    ids=["no column", "no line", "an alias of two", "a department twice", "a date that is none"],
)
def test_a_roster_that_cannot_be_used_is_refused_with_the_reason(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "r.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        load_roster(path)


def test_a_missing_roster_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="无法读取：文件不存在"):
        load_roster(tmp_path / "没有.xlsx")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such file on Windows")
def test_a_roster_without_end_is_refused() -> None:
    with pytest.raises(UsageError, match="不是普通文件"):
        load_roster(Path("/dev/zero"))


def test_a_note_far_out_on_a_roster_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "花名册.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_column("A1", ["部门", *(f"{number}局" for number in range(3000))])
        sheet.write("XFD3001", "便笺")
    tracemalloc.start()
    assert len(load_roster(path).entries) == 3000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60 << 20, "3,000 lines of 16,384 cells each would take 400 MB"


def test_names_that_nobody_knows_are_not_compared_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster, "_MOST_COMPARED", 10)
    found = Roster([RosterEntry(f"{name}市财政局") for name in "甲乙丙丁"])
    told = [found.match(f"{name}市财证局") for name in "甲乙丙丁"]
    assert [match.entry.name if match else None for match in told] == ["甲市财政局", "乙市财政局", None, None]
    assert found.match("丁市财政局") == (found.entries[3], True)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("甲市财政局", ("甲市财政局", True)),
        ("甲 市财政局（盖章）", ("甲市财政局", True)),
        ("财政局", ("甲市财政局", True)),
        ("甲市财证局", ("甲市财政局", False)),
        ("完全不同的单位", None),
        (None, None),
    ],
    ids=["the name", "the name as typed", "an alias", "nearly the name", "another", "none"],
)
def test_names_are_matched_by_name_then_alias_then_proposed(typed: str | None, expected: Any) -> None:
    roster = Roster([RosterEntry("甲市财政局", "001", ("财政局",)), RosterEntry("甲市教育局", "002")])
    match = roster.match(typed)
    assert (match and (match.entry.name, match.certain)) == expected


@pytest.fixture
def merged(tmp_path: Path) -> tuple[Any, Any]:
    """A season against a roster: filed, filed under an alias, late, nearly the name, missing, not on the roster."""
    folder = tmp_path / "in"
    write_return(folder / "a.xlsx", [project("道路", "10", "甲市财政局", signoff={"date": "2026-01-02"})])
    write_return(folder / "a旧.xlsx", [project("道路", "9", "财政局", signoff={"date": "2026-01-01"})])
    write_return(folder / "b.xlsx", [project("绿化", "20", "甲市教育局", signoff={"date": "2026-03-01"})])
    write_return(folder / "c.xlsx", [project("桥梁", "30", "甲市水务局局")])
    write_return(folder / "d.xlsx", [project("灯", "40", "外来单位")])
    roster = Roster(
        [
            RosterEntry("甲市教育局", "002", (), "李", "2026-02-01"),
            RosterEntry("甲市财政局", "001", ("财政局",), "张", "2026-02-01"),
            RosterEntry("甲市水务局", "003"),
            RosterEntry("甲市档案馆", "004"),
        ]
    )
    report = merge([str(folder)], tmp_path / "汇总.xlsx", Options(read=read_return, roster=roster))
    return report, load_workbook(tmp_path / "汇总.xlsx", data_only=True)


def test_who_has_filed_stands_in_the_order_of_the_roster(merged: tuple[Any, Any]) -> None:
    report, workbook = merged
    header, *rows = workbook["报送情况"].iter_rows(values_only=True)
    shown = [[row[header.index(title)] for title in ("编码", "部门", "状态", "报送次数", "被替代")] for row in rows]
    assert shown == [
        ["002", "甲市教育局", "逾期报送", 1, 0],
        ["001", "甲市财政局", "已报送", 2, 1],
        ["003", "甲市水务局", "待确认", 0, 0],
        ["004", "甲市档案馆", "未报送", 0, 0],
        [None, "甲市水务局局", "名册外", 1, 0],
        [None, "外来单位", "名册外", 1, 0],
    ]
    assert report.as_json()["missing"] == ["甲市水务局", "甲市档案馆"]


def test_a_name_that_is_only_alike_is_proposed_and_not_merged(merged: tuple[Any, Any]) -> None:
    _, workbook = merged
    remarks = {row[2]: row[-1] for row in workbook["报送情况"].iter_rows(values_only=True)}
    assert "“甲市水务局局”可能就是该部门" in remarks["甲市水务局"]
    assert "可能是“甲市水务局”" in remarks["甲市水务局局"]


def test_an_alias_means_the_department_when_returns_are_superseded(merged: tuple[Any, Any]) -> None:
    report, workbook = merged
    assert [each["file"] for each in report.superseded] == ["a旧.xlsx"]
    official = [row[1] for row in workbook["绩效目标汇总表"].iter_rows(values_only=True)]
    assert official.index("甲市教育局") < official.index("甲市财政局") < official.index("外来单位")
    assert "财政局" not in official


def test_the_overview_has_the_figures_and_a_chart_of_each_of_its_tables(
    merged: tuple[Any, Any], tmp_path: Path
) -> None:
    _, workbook = merged
    figures = figures_of(workbook)
    assert (figures["项目"], figures["项目金额合计（万元）"], figures["未报送部门"]) == (4, 100, 2)
    statuses = {row["报送进度"]: row["部门数"] for row in table_of(workbook, "报送进度")}
    assert (statuses["已报送"], statuses["逾期报送"], figures["报送部门"]) == (1, 1, 2)
    tables = [
        each for each in ("报送进度", "截止日期", "部门", "二级指标", "待改错误最多的部门") if table_of(workbook, each)
    ]
    assert len(load_workbook(tmp_path / "汇总.xlsx")["概览"]._charts) == len(tables) == 5


def test_the_bureau_of_the_options_stands_on_both_first_sheets(tmp_path: Path) -> None:
    write_return(tmp_path / "in" / "a.xlsx", [project("道路", "10", "甲市交通局")])
    merge([str(tmp_path / "in")], tmp_path / "汇总.xlsx", Options(read=read_return, bureau="甲市财政局"))
    workbook = load_workbook(tmp_path / "汇总.xlsx")
    assert workbook["概览"]["A2"].value == "汇总单位：甲市财政局"
    assert workbook["绩效目标汇总表"]["A2"].value == "汇总单位（盖章）：甲市财政局"


def test_a_self_evaluation_at_the_end_of_the_year_makes_no_goal_form_late(tmp_path: Path) -> None:
    filed = [
        project("道路", "10", "甲局", signoff={"date": "2026-01-02"}),
        project("道路", "10", "甲局", form="selfeval-2020", kind="selfeval", signoff={"date": "2027-02-20"}),
    ]
    write_return(tmp_path / "in" / "a.xlsx", filed)
    roster = Roster([RosterEntry("甲局", due="2026-02-01")])
    merge([str(tmp_path / "in")], tmp_path / "汇总.xlsx", Options(read=read_return, roster=roster))
    rows = list(load_workbook(tmp_path / "汇总.xlsx")["报送情况"].iter_rows(values_only=True))
    assert rows[1][rows[0].index("状态")] == "已报送"


@pytest.mark.parametrize(
    ("form", "asked"),
    [
        ({}, True),
        ({"signoff": {"date": "2026-01-20"}}, False),
        ({"form": "selfeval-2020", "kind": "selfeval"}, False),
    ],
    ids=["goals without a date", "goals with a date", "a self-evaluation, for which no deadline was set"],
)
def test_whether_goals_without_a_date_are_late_is_asked(tmp_path: Path, form: dict[str, Any], asked: bool) -> None:
    write_return(tmp_path / "in" / "a.xlsx", [project("道路", "10", "甲局", **form)])
    roster = Roster([RosterEntry("甲局", due="2026-02-01")])
    merge([str(tmp_path / "in")], tmp_path / "汇总.xlsx", Options(read=read_return, roster=roster))
    rows = list(load_workbook(tmp_path / "汇总.xlsx")["报送情况"].iter_rows(values_only=True))
    assert ("没有填报日期" in str(rows[1])) is asked


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("2026-01-20", "2026-02-10", "已报送"),
        ("2026-02-05", "2026-02-10", "逾期报送"),
        (None, "2026-02-10", "已报送"),
    ],
)
def test_a_correction_is_not_later_than_what_it_corrects(
    tmp_path: Path, first: str | None, second: str, status: str
) -> None:
    for number, day in enumerate((first, second)):
        write_return(tmp_path / "in" / f"{number}.xlsx", [project("道路", f"1{number}", "甲局", signoff={"date": day})])
    roster = Roster([RosterEntry("甲局", due="2026-02-01")])
    merge([str(tmp_path / "in")], tmp_path / "汇总.xlsx", Options(read=read_return, roster=roster))
    rows = list(load_workbook(tmp_path / "汇总.xlsx")["报送情况"].iter_rows(values_only=True))
    assert rows[1][rows[0].index("状态")] == status


def test_a_project_filed_after_the_deadline_is_late_whatever_else_was_filed_before(tmp_path: Path) -> None:
    write_return(tmp_path / "in" / "a.xlsx", [project("道路", "1", "甲局", signoff={"date": "2026-01-20"})])
    write_return(tmp_path / "in" / "b.xlsx", [project("桥梁", "1", "甲局", signoff={"date": "2026-02-10"})])
    roster = Roster([RosterEntry("甲局", due="2026-02-01")])
    merge([str(tmp_path / "in")], tmp_path / "汇总.xlsx", Options(read=read_return, roster=roster))
    rows = list(load_workbook(tmp_path / "汇总.xlsx")["报送情况"].iter_rows(values_only=True))
    assert rows[1][rows[0].index("状态")] == "逾期报送"


@pytest.mark.parametrize(("known", "status"), [("2026-01-25", "已报送"), ("2026-02-03", "逾期报送")])
def test_who_had_filed_in_an_earlier_round_is_not_late_for_replacing_the_file(
    tmp_path: Path, known: str, status: str
) -> None:
    write_return(tmp_path / "in" / "a.xlsx", [project("道路", "1", "甲局", signoff={"date": "2026-02-10"})])
    roster = Roster([RosterEntry("甲局", due="2026-02-01")])
    options = Options(read=read_return, roster=roster, known_since={"甲局": datetime.date.fromisoformat(known)})
    merge([str(tmp_path / "in")], tmp_path / "汇总.xlsx", options)
    rows = list(load_workbook(tmp_path / "汇总.xlsx")["报送情况"].iter_rows(values_only=True))
    assert rows[1][rows[0].index("状态")] == status


def test_rows_carry_the_official_name_and_the_filing_says_what_was_typed(tmp_path: Path) -> None:
    official = "云岭县水利局（含下属灌溉管理中心和水土保持站）" * 2
    write_return(tmp_path / "in" / "a.xlsx", [project("渠道", "1", "县水利局 & <站>"), project("水库", "2", official)])
    roster = Roster([RosterEntry(official, aliases=("县水利局 & <站>",))])
    merge([str(tmp_path / "in")], tmp_path / "汇总.xlsx", Options(roster=roster, read=read_return))
    workbook = load_workbook(tmp_path / "汇总.xlsx", data_only=True)
    for name in ("项目", "指标明细", "检查结果"):
        rows = list(workbook[name].iter_rows(min_row=2))
        assert {row[0].value for row in rows} == {official}
        typed = [row for row in rows if row[1].value == "渠道"]
        plain = [row for row in rows if row[1].value == "水库"]
        assert typed and [row[0].style_id for row in typed] == [plain[0][0].style_id] * len(typed)
        lowest = min(workbook[name].row_dimensions[row[0].row].height for row in plain)
        assert all(workbook[name].row_dimensions[row[0].row].height >= lowest for row in typed)
    (filing,) = [row for row in workbook["报送情况"].iter_rows(min_row=2, values_only=True) if row[2] == official]
    assert filing[-1] == "表上写作“县水利局 & <站>”"


def test_rows_of_departments_off_the_roster_are_numbered_on(tmp_path: Path) -> None:
    for number, name in enumerate(("甲局", "外来单位", "另一单位")):
        write_return(tmp_path / "in" / f"{number}.xlsx", [project(f"项目{number}", "10", name)])
    listed = Roster([RosterEntry("甲局"), RosterEntry("乙局")])
    merge([str(tmp_path / "in")], tmp_path / "汇总.xlsx", Options(read=read_return, roster=listed))
    rows = load_workbook(tmp_path / "汇总.xlsx", data_only=True)["报送情况"].iter_rows(
        min_row=2, max_col=1, values_only=True
    )
    assert [number for (number,) in rows] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("file", "department"),
    [
        ("2 报送/司法局（损坏）.xlsx", "梨雪县司法局"),
        ("03-教育局自评.xlsx", "梨雪县教育局"),
        ("教育局/自评表.xlsx", "梨雪县教育局"),
        ("云岭县教育局.xlsx", None),
        ("司法局和教育局.xlsx", None),
        ("自评表.xlsx", None),
    ],
)
def test_the_name_of_a_file_may_leave_out_the_place_that_all_departments_share(
    file: str, department: str | None
) -> None:
    roster = Roster([RosterEntry("梨雪县司法局"), RosterEntry("梨雪县审计局"), RosterEntry("梨雪县教育局")])
    assert roster.named_in(file) == department
