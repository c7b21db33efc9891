"""``jixiao merge``: the options, the messages and the exit code; the workbook itself is tested with the package."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from calling import Call


@pytest.fixture
def summary(tmp_path: Path) -> Path:
    return tmp_path / "汇总.xlsx"


def test_the_summary_is_written_and_counted(jixiao: Call, returns: Path, summary: Path) -> None:
    result = jixiao("merge", returns, "-o", summary)
    assert (result.code, result.out) == (0, "")
    assert summary.is_file()
    files = len(list(returns.iterdir()))
    assert f"共 {files} 个文件：合并 {files}，跳过 0，失败 0" in result.err
    assert f"已写入 {summary}" in result.err


def test_the_result_as_json(jixiao: Call, returns: Path, summary: Path) -> None:
    result = jixiao("merge", returns, "-o", summary, "--json")
    assert result.code == 0
    output = json.loads(result.out)
    assert {
        "files",
        "documents",
        "indicators",
        "findings",
        "missing",
        "superseded",
        "output",
        "kept_edits",
        "not_read",
        "lost_edits",
    } == set(output)
    assert {file["status"] for file in output["files"]} == {"merged"}
    assert output["documents"] > 0
    assert output["output"] == str(summary)


def test_two_processes_give_what_one_gives(jixiao: Call, returns: Path, summary: Path) -> None:
    one = json.loads(jixiao("merge", returns, "-o", summary, "--json").out)
    two = json.loads(jixiao("merge", returns, "-o", summary, "--json", "--jobs", 2).out)
    assert one == two


def test_the_summary_of_the_last_time_is_replaced_and_not_merged(jixiao: Call, tmp_path: Path, returns: Path) -> None:
    folder = shutil.copytree(returns, tmp_path / "报送")
    arguments = ("merge", folder, "-o", folder / "汇总.xlsx", "--json")
    first, second = (json.loads(jixiao(*arguments).out) for _ in range(2))
    assert second["documents"] == first["documents"]
    (listed,) = [file for file in second["files"] if file["file"] == "汇总.xlsx"]
    assert listed["status"] == "skipped"


def test_what_cannot_be_read_makes_exit_code_3_and_the_rest_is_merged(
    jixiao: Call, returns: Path, tmp_path: Path, summary: Path
) -> None:
    (tmp_path / "断.xlsx").write_bytes(b"PK\x03\x04cut")
    result = jixiao("merge", returns, tmp_path / "断.xlsx", "-o", summary)
    assert result.code == 3
    assert "失败　断.xlsx：" in result.err
    assert summary.is_file()


def test_an_input_is_never_overwritten(jixiao: Call, returns: Path) -> None:
    victim = min(returns.iterdir())
    before = victim.read_bytes()
    result = jixiao("merge", returns, "-o", victim)
    assert result.code == 2
    assert victim.read_bytes() == before


def test_the_last_lines_say_what_was_found_and_where_the_time_went(jixiao: Call, returns: Path, summary: Path) -> None:
    *_, found, years, written, time = jixiao("merge", returns, "-o", summary).err.splitlines()
    assert found.startswith("检查：错误 ")
    assert years == "有 2025、2026 年的项目，金额合在一起；只要一年的，请移走另一年的表再汇总"
    assert written.startswith("已写入 ")
    assert all(step in time for step in ("用时：读取和检查", "跨表检查", "写出汇总"))


def test_quiet_tells_the_result_only(jixiao: Call, returns: Path, summary: Path, tmp_path: Path) -> None:
    (tmp_path / "断.xlsx").write_bytes(b"PK\x03\x04cut")
    result = jixiao("merge", returns, tmp_path / "断.xlsx", "-o", summary, "--quiet")
    assert result.code == 3
    assert [line[:2] for line in result.err.splitlines()] == ["检查", "有 ", "已写"]


def test_the_log_has_a_line_for_every_file_and_the_figures_at_the_end(
    jixiao: Call, returns: Path, summary: Path, tmp_path: Path
) -> None:
    (tmp_path / "断.xlsx").write_bytes(b"PK\x03\x04cut")
    result = jixiao(
        "merge", returns, tmp_path / "断.xlsx", "-o", summary, "--log", tmp_path / "汇总.log", "--no-cache", "--json"
    )
    assert result.code == 3
    log = (tmp_path / "汇总.log").read_text(encoding="utf-8").splitlines()
    lines = [line.split("\t") for line in log if not line.startswith("#")]
    listed = json.loads(result.out)["files"]
    words = {"merged": "已汇总", "failed": "失败"}
    assert [(status, file, reason) for status, _, file, reason in lines] == [
        (words[file["status"]], file["file"], file["reason"] or "") for file in listed
    ]
    assert all(float(seconds) > 0 for status, seconds, _, _ in lines if status == "已汇总")
    figures = [line for line in log if line.startswith("#")]
    assert figures[0].startswith("# 开始 20")
    assert f"# 共 {len(listed)} 个文件：已汇总 {len(listed) - 1}，已跳过 0，失败 1" in figures
    assert any(line.startswith("# 用时：读取和检查 ") for line in figures)
    assert figures[-1].endswith(f"已写入 {summary}")


def test_what_was_read_before_is_said_so_in_the_log(jixiao: Call, returns: Path, summary: Path, tmp_path: Path) -> None:
    for _ in range(2):
        jixiao("merge", returns, "-o", summary, "--log", tmp_path / "a.log")
    lines = (tmp_path / "a.log").read_text(encoding="utf-8").splitlines()
    assert all(line.endswith("沿用以前读取的结果") for line in lines if not line.startswith("#"))


@pytest.mark.parametrize("name", ["汇总.xlsx", "没有的文件夹/a.log", "输入.log"])
def test_a_log_that_has_no_place_is_told_before_the_work(
    jixiao: Call, returns: Path, summary: Path, tmp_path: Path, name: str
) -> None:
    given = tmp_path / "输入.log"
    given.write_bytes(min(returns.iterdir()).read_bytes())
    before = given.read_bytes()
    result = jixiao("merge", returns, given, "-o", summary, "--log", tmp_path / name)
    assert (result.code, summary.exists()) == (2, False)
    assert given.read_bytes() == before


def test_the_missing_departments_of_a_roster_are_named(
    jixiao: Call, returns: Path, summary: Path, tmp_path: Path
) -> None:
    (tmp_path / "花名册.csv").write_text("部门,编码\n没有报的局,007\n", encoding="utf-8")
    result = jixiao("merge", returns, "-o", summary, "--roster", tmp_path / "花名册.csv", "--json")
    assert result.code == 0
    assert json.loads(result.out)["missing"] == ["没有报的局"]
    assert "未报送 1 个部门：没有报的局" in result.err


def test_a_roster_that_cannot_be_used_is_wrong_usage(
    jixiao: Call, returns: Path, summary: Path, tmp_path: Path
) -> None:
    (tmp_path / "花名册.csv").write_text("名字\n甲\n", encoding="utf-8")
    result = jixiao("merge", returns, "-o", summary, "--roster", tmp_path / "花名册.csv")
    assert (result.code, summary.exists()) == (2, False)


def test_a_data_folder_that_is_a_file_is_told_before_the_work(
    jixiao: Call, returns: Path, summary: Path, tmp_path: Path
) -> None:
    (tmp_path / "数据").touch()
    result = jixiao("merge", returns, "-o", summary, "--data", tmp_path / "数据")
    assert (result.code, summary.exists()) == (2, False)
    assert f"无法建立文件夹“{tmp_path / '数据'}”：已有同名的文件" in result.err


@pytest.mark.parametrize(("command", "what"), [("merge", "汇总工作簿"), ("diff", "比较结果"), ("check", "xlsx 清单")])
def test_a_workbook_is_written_under_no_name_that_excel_does_not_open(
    jixiao: Call, returns: Path, tmp_path: Path, command: str, what: str
) -> None:
    more = {"merge": (), "diff": (returns,), "check": ("--format", "xlsx")}[command]
    result = jixiao(command, returns, *more, "-o", tmp_path / "结果.xls")
    assert (result.code, list(tmp_path.glob("结果*"))) == (2, [])
    assert f"{what}须存为 .xlsx，不能是“结果.xls”。请写 -o {tmp_path / '结果.xlsx'}" in result.err


@pytest.mark.parametrize("command", ["merge", "check", "read"])
def test_a_folder_without_files_says_what_to_look_at(jixiao: Call, tmp_path: Path, command: str) -> None:
    (tmp_path / "空").mkdir()
    result = jixiao(command, tmp_path / "空", *(("-o", tmp_path / "汇总.xlsx") if command == "merge" else ()))
    assert "没有找到文件。请检查路径" in result.err
    assert "没有发现问题" not in result.out


def test_a_merge_without_any_form_does_not_replace_a_summary_that_has_some(
    jixiao: Call, returns: Path, tmp_path: Path, summary: Path
) -> None:
    (tmp_path / "空").mkdir()
    (tmp_path / "空" / "说明.doc").write_text("x")
    assert jixiao("merge", returns, "-o", summary).code == 0
    before = summary.read_bytes()
    result = jixiao("merge", tmp_path / "空", "-o", summary)
    assert (result.code, result.out) == (2, "")
    assert f"没有读到一份绩效目标表（共 1 个文件，跳过 1，失败 0），“{summary}”中原有的汇总没有改动" in result.err
    assert summary.read_bytes() == before


def test_an_empty_summary_is_written_where_none_with_forms_stands(jixiao: Call, tmp_path: Path, summary: Path) -> None:
    (tmp_path / "空").mkdir()
    for _ in range(2):
        assert jixiao("merge", tmp_path / "空", "-o", summary, "--no-cache").code == 0
    assert summary.is_file()


def test_columns_of_a_roster_that_nobody_knows_are_named(
    jixiao: Call, returns: Path, summary: Path, tmp_path: Path
) -> None:
    from openpyxl import Workbook

    (tmp_path / "花名册.csv").write_text("部门,办公室,编码\n没有报的局,1,007\n", encoding="utf-8")
    result = jixiao("merge", returns, "-o", summary, "--roster", tmp_path / "花名册.csv")
    known = "认识的列：部门、编码、别名、顺序、联系人、联系电话、截止日期"
    assert result.code == 0
    assert f"花名册“花名册.csv”有认不出的列，没有使用：第1行第2列“办公室”。{known}" in result.err
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "名单"
    sheet["B3"], sheet["C3"], sheet["D3"], sheet["B4"] = "部门", "分管\n领导", "备注", "没有报的局"
    book.save(tmp_path / "花名册.xlsx")
    result = jixiao("merge", returns, "-o", summary, "--roster", tmp_path / "花名册.xlsx")
    assert f"没有使用：工作表“名单”C3“分管领导”、工作表“名单”D3“备注”。{known}" in result.err
