"""``jixiao check`` in its formats: where they go, what is said beside them, what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from calling import Call
from jixiao.consolidate.returns.own_output import is_own_output
from jixiao_samples import write_samples


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two departments' workbooks full of mistakes."""
    folder = tmp_path_factory.mktemp("faulty") / "报送"
    write_samples(folder, departments=2, mistakes=0.5, seed=3)
    return folder


def test_the_page_is_written_whole(jixiao: Call, faulty: Path, tmp_path: Path) -> None:
    result = jixiao("check", faulty, "--format", "html", "-o", tmp_path / "检查.html")
    assert (result.code, result.out) == (1, "")
    assert (tmp_path / "检查.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_page_can_go_to_standard_output(jixiao: Call, faulty: Path) -> None:
    assert jixiao("check", faulty, "--format", "html").out.rstrip().endswith("</html>")


def test_the_list_needs_a_file(jixiao: Call, faulty: Path) -> None:
    result = jixiao("check", faulty, "--format", "xlsx")
    assert (result.code, result.out) == (2, "")
    assert "-o" in result.err


def test_the_list_has_a_row_for_each_finding_but_one_for_a_hint_of_many_forms_and_links_from_where_it_stands(
    jixiao: Call, faulty: Path, tmp_path: Path
) -> None:
    (tmp_path / "子").mkdir()
    jixiao("check", faulty, "--format", "xlsx", "-o", tmp_path / "子" / "清单.xlsx")
    found = json.loads(jixiao("check", faulty, "--format", "json").out)["findings"]
    sheet = load_workbook(tmp_path / "子" / "清单.xlsx")["检查结果"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    due = [each for each in found if each["severity"] != "info"]
    assert sum(row[3] != "提示" for row in rows) == len(due)
    once = {(each["code"], each["message"]) for each in found if each["severity"] == "info"}
    assert {row[8] for row in rows} == {each["code"] for each in found}
    assert len(due) + len(once) <= len(rows) < len(found)
    assert is_own_output(tmp_path / "子" / "清单.xlsx")
    assert sheet["E2"].value.startswith('=HYPERLINK("../')


def test_the_text_names_every_finding(jixiao: Call, faulty: Path) -> None:
    found = json.loads(jixiao("check", faulty, "--format", "json").out)["findings"]
    out = "".join(jixiao("check", faulty).out.split())
    assert all("".join(each["message"].split()) in out for each in found if each["message"].isprintable())
    assert "合计：" in out


def test_marked_copies_and_notices_are_written_and_told(jixiao: Call, faulty: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in faulty.rglob("*.xlsx")}
    result = jixiao("check", faulty, "--annotate", tmp_path / "退回")
    copies, notices = (
        list((tmp_path / "退回").rglob("*（已标注）.xlsx")),
        list((tmp_path / "退回").glob("退回通知-*.docx")),
    )
    assert result.code == 1
    assert f"标注副本 {len(copies)} 个，退回通知 {len(notices)} 份" in result.err
    assert len(copies) == len(before)
    assert notices
    assert {path: path.read_bytes() for path in before} == before
    assert all("检查结果" in load_workbook(path).sheetnames for path in copies)


def test_copies_in_the_input_folder_are_not_checked_the_next_time(jixiao: Call, tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    write_samples(folder, departments=1, mistakes=0.5, seed=3)
    first = json.loads(jixiao("check", folder, "--format", "json", "--annotate", folder / "退回").out)
    second = json.loads(jixiao("check", folder, "--format", "json").out)
    assert second["findings"] == first["findings"]


def test_a_folder_that_is_a_file_is_refused(jixiao: Call, faulty: Path, tmp_path: Path) -> None:
    (tmp_path / "退回").write_text("x")
    result = jixiao("check", faulty, "--annotate", tmp_path / "退回")
    assert (result.code, result.out) == (2, "")
    assert "无法建立文件夹" in result.err
    assert "已有同名的文件" in result.err


@pytest.mark.parametrize(("name", "starts"), [("a.html", b"<!doctype html>"), ("a.json", b"{"), ("a.xlsx", b"PK")])
def test_without_a_format_the_extension_says_which(
    jixiao: Call, faulty: Path, tmp_path: Path, name: str, starts: bytes
) -> None:
    assert jixiao("check", faulty, "-o", tmp_path / name).code == 1
    assert (tmp_path / name).read_bytes().startswith(starts)


def test_a_page_is_no_workbook(jixiao: Call, faulty: Path, tmp_path: Path) -> None:
    result = jixiao("check", faulty, "--format", "html", "-o", tmp_path / "a.xlsx")
    assert (result.code, list(tmp_path.iterdir())) == (2, [])
    assert "html 不能存为工作簿“a.xlsx”" in result.err


@pytest.mark.parametrize("command", ["check", "read"])
@pytest.mark.parametrize("suffix", [".pdf", ".doc", ".docx", ".zip", ".et"])
def test_text_is_written_under_no_name_that_other_programs_open(
    jixiao: Call, faulty: Path, tmp_path: Path, command: str, suffix: str
) -> None:
    result = jixiao(command, faulty, "-o", tmp_path / f"a{suffix}")
    assert (result.code, list(tmp_path.iterdir())) == (2, [])
    assert "不能存为" in result.err


@pytest.mark.parametrize(
    "option", [("--annotate", "文件/退回"), ("-o", "文件夹"), ("-o", "没有/检查.json"), ("-o", "检查.json/a.html")]
)
def test_where_nothing_can_be_written_is_told_before_the_check(
    jixiao: Call, faulty: Path, tmp_path: Path, option: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "文件").write_text("x")
    (tmp_path / "检查.json").write_text("x")
    (tmp_path / "文件夹").mkdir()
    monkeypatch.setattr("jixiao.reports.check_inputs.check_inputs", lambda *_, **__: pytest.fail("the check was done"))
    name, place = option
    result = jixiao("check", faulty, name, tmp_path / place)
    assert (result.code, result.out) == (2, "")
    assert place.partition("/")[0] in result.err


def test_a_folder_without_the_right_to_write_is_told_before_the_check(
    jixiao: Call, faulty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    monkeypatch.setattr("jixiao.reports.check_inputs.check_inputs", lambda *_, **__: pytest.fail("the check was done"))
    result = jixiao("check", faulty, "--annotate", tmp_path / "退回")
    assert (result.code, result.out) == (2, "")
    assert "无法写入文件夹" in result.err


def test_quiet_counts_what_was_left_out_and_says_what_was_written(jixiao: Call, returns: Path, tmp_path: Path) -> None:
    (tmp_path / "断.xlsx").write_bytes(b"PK\x03\x04cut")
    asked = ("check", returns, tmp_path / "断.xlsx", "-o", tmp_path / "结果.html", "--annotate", tmp_path / "退回")
    told, quiet = (jixiao(*asked, *more) for more in ((), ("--quiet",)))
    assert (told.code, quiet.code) == (3, 3)
    assert "失败　断.xlsx" in told.err
    assert "断.xlsx" not in quiet.err
    lines = quiet.err.splitlines()
    assert [line.split()[0][:2] for line in lines] == ["已写", "已写", "共", "错误"]
    assert "失败 1" in lines[2]
