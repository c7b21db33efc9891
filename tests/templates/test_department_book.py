"""The workbook of a department: cover, summary, department form, a form per project, all linked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from jixiao.errors import InputError, UsageError
from jixiao.templates.departmentbook import new_department_book
from jixiao.templates.prefilling import write_filled
from jixiao.templates.single import read_last
from office.live import LiveOffice
from templates.documents import all_documents, read_back
from work import calls

ROWS = [
    ["2027年项目名单"],
    ["序号", "项目名称", "项目金额（万元）", "项目类别"],
    [1, "农村公路养护", 100.5, "特定目标类"],
    [2, "桥梁检测/加固", None, None],
    [None, None, None, None],
    [3, "行业培训", "20万元", None],
]


def write_list(path: Path, rows: list[list[object]] = ROWS) -> Path:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(path)
    return path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "部门.xlsx"
    count = new_department_book(
        path, department="某市交通运输局", year=2027, projects=write_list(tmp_path / "名单.xlsx")
    )
    assert count == 3
    return path


def test_every_form_is_there_under_its_department_and_year(book: Path) -> None:
    documents = read_back(book)
    assert [document["form"] for document in documents] == ["summary-2026", "department-2026", *["project-2026"] * 3]
    assert {document["department"] for document in documents} == {"某市交通运输局"}
    assert {document["fiscal_year"] for document in documents} == {2027}
    assert all(document["unread"] == document["notes"] == [] for document in documents)


def test_the_list_gives_names_amounts_and_whatever_else_the_form_has(book: Path) -> None:
    summary, department, *projects = read_back(book)
    assert [project["project"] for project in projects] == ["农村公路养护", "桥梁检测/加固", "行业培训"]
    assert [project["funding"]["total"] for project in projects] == [Decimal("100.5"), None, 20]
    assert projects[0]["category"] == "特定目标类"
    assert [row["project"] for row in summary["rows"]] == ["农村公路养护", "桥梁检测/加固", "行业培训"]
    assert summary["total"] == department["budget"]["project"] == Decimal("120.5")


def test_every_form_is_linked_from_the_cover(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    sheets = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    assert sheets == ["封面", "汇总表", "部门整体", "项目1农村公路养护", "项目2桥梁检测加固", "项目3行业培训"]
    links = {
        cell.value: cell.hyperlink.location for row in workbook["封面"].iter_rows() for cell in row if cell.hyperlink
    }
    assert list(links) == sheets[1:]
    assert all(location == f"'{name}'!A1" for name, location in links.items())


@pytest.mark.office
def test_what_is_typed_once_appears_everywhere(live: LiveOffice, book: Path, tmp_path: Path) -> None:
    with live.open(book) as opened:
        assert opened.errors() == []
        opened.type("封面", "C3", "某市新单位")
        opened.type("封面", "C4", "2028")
        opened.type("项目2桥梁检测加固", "项目金额", "30")
        opened.type("项目2桥梁检测加固", "项目名称", "桥梁检测")
        assert opened.value("汇总表", "合计金额") == 150.5
        assert opened.value("部门整体", "项目支出") == 150.5
        assert opened.text("汇总表", "项目名称", 1) == "桥梁检测"
        assert opened.text("项目1农村公路养护", "表标题") == "2028年项目支出绩效目标表"
        assert opened.text("封面", "D17").startswith("还有 ")
        saved = opened.save(tmp_path / "saved.xlsx")
    documents = read_back(saved)
    assert {document["department"] for document in documents} == {"某市新单位"}
    assert {document["fiscal_year"] for document in documents} == {2028}
    assert documents[0]["rows"][1]["amount"] == 30


def test_last_years_workbook_fills_the_new_one(tmp_path: Path) -> None:
    documents = all_documents()
    last = tmp_path / "上年.xlsx"
    write_filled(
        [documents["summary-2026"], documents["department-2026"], documents["project-2026"]], list("甲乙丙"), last
    )
    path = tmp_path / "新.xlsx"
    assert new_department_book(path, last=read_last(last)) == 1
    summary, department, project = read_back(path)
    assert summary["fiscal_year"] == 2028
    assert department["tasks"] and project["indicators"]
    assert project["project"] == documents["project-2026"]["project"] == summary["rows"][0]["project"]
    assert project["funding"]["total"] is None


def test_a_project_of_the_list_takes_over_what_last_year_said_of_it(tmp_path: Path) -> None:
    document = all_documents()["project-2026"]
    last = tmp_path / "上年.xlsx"
    write_filled([document], ["丙"], last)
    listed = write_list(tmp_path / "名单.xlsx", [["项目名称"], ["新项目"], [document["project"]]])
    path = tmp_path / "新.xlsx"
    new_department_book(path, projects=listed, last=read_last(last))
    _, _, new, carried = read_back(path)
    assert (new["indicators"], len(carried["indicators"])) == ([], len(document["indicators"]))


def test_a_list_without_names_or_with_one_twice_is_refused(tmp_path: Path) -> None:
    for rows, reason in (
        ([["名称"], ["甲"]], "没有找到项目"),
        ([["项目名称"]], "没有找到项目"),
        ([["项目名称"], ["甲"], ["甲"]], "项目重名：甲"),
        ([["项目名称"], *([f"项目{number}"] for number in range(501))], "名单有 501 个项目，一个工作簿最多 500 个"),
    ):
        with pytest.raises(InputError, match=reason):
            new_department_book(tmp_path / "x.xlsx", projects=write_list(tmp_path / "名单.xlsx", rows))
    with pytest.raises(UsageError, match="没有项目"):
        new_department_book(tmp_path / "x.xlsx")
    assert not (tmp_path / "x.xlsx").exists()


@pytest.mark.parametrize(
    ("rows", "amounts"),
    [
        ([["项目名称", "项目金额（元）"], ["甲", 1_200_000]], [120]),
        ([["2027年名单"], [None, "单位：元"], ["项目名称", "项目金额"], ["甲", 1_200_000]], [120]),
        ([["名单（单位：千元）"], ["项目名称", "项目金额"], ["甲", 1_200], ["乙", "30万元"]], [120, 30]),
        ([["单位：元"], ["项目名称", "项目金额（万元）"], ["甲", 120]], [120]),
    ],
)
def test_amounts_of_a_list_are_brought_into_the_unit_of_the_form(
    tmp_path: Path, rows: list[list[object]], amounts: list[int]
) -> None:
    path = tmp_path / "部门.xlsx"
    new_department_book(path, projects=write_list(tmp_path / "名单.xlsx", rows))
    assert [project["funding"]["total"] for project in read_back(path)[2:]] == amounts


@pytest.mark.parametrize(
    "line",
    [
        ["合计", 120],
        ["合计（1个项目）", 120],
        ["基本建设类小计", 120],
        ["注：金额为申报数"],
        ["/"],
        ["项目名称", "项目金额"],
    ],
)
def test_sums_notes_and_titles_repeated_are_no_projects(tmp_path: Path, line: list[object]) -> None:
    listed = write_list(tmp_path / "名单.xlsx", [["项目名称", "项目金额"], ["甲", 100], line, ["乙", 20]])
    path = tmp_path / "部门.xlsx"
    assert new_department_book(path, projects=listed) == 2
    assert [project["project"] for project in read_back(path)[2:]] == ["甲", "乙"]


def test_a_form_is_no_list_of_projects(tmp_path: Path) -> None:
    rows: list[list[object]] = [["项目名称", "农村公路养护"], ["项目类别", "特定目标类"], ["项目金额", 100]]
    with pytest.raises(InputError, match=r"没有找到项目.*请写 --from"):
        new_department_book(tmp_path / "x.xlsx", projects=write_list(tmp_path / "名单.xlsx", rows))


def test_every_project_is_the_same_work_however_many_there_are(tmp_path: Path) -> None:
    def work(projects: int) -> int:
        names = [[f"项目第{number}号"] for number in range(projects)]
        listed = write_list(tmp_path / "名单.xlsx", [["项目名称"], *names])
        return calls(lambda: new_department_book(tmp_path / "部门.xlsx", department="某局", year=2027, projects=listed))

    work(1)  # loads what is loaded once
    few, more, many = work(1), work(3), work(5)
    assert many - more < 1.1 * (more - few)
