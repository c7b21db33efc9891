"""``jixiao score``: what it writes, says and returns."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from calling import Call
from scoring.selfeval_forms import FIRST, cells, write_form


def test_copies_and_an_overview_are_written_and_told(jixiao: Call, tmp_path: Path) -> None:
    folder = tmp_path / "自评" / "一局"
    folder.mkdir(parents=True)
    write_form(folder / "a.xlsx")
    result = jixiao("score", tmp_path / "自评", "-o", tmp_path / "评分")
    assert (result.code, result.out) == (0, "")
    assert "共 1 个文件：评分 1，跳过 0，失败 0；表单 1 份" in result.err
    assert "指标 2 条，有得分 2 条；得分完整的自评表 1 份" in result.err
    assert cells(tmp_path / "评分" / "一局" / "a（已评分）.xlsx")[f"H{FIRST}"].value == 46
    assert load_workbook(tmp_path / "评分" / "评分概览.xlsx")["自评表"].max_row == 2


def test_what_is_left_to_do_is_counted(jixiao: Call, tmp_path: Path) -> None:
    write_form(tmp_path / "a.xlsx", [{"level3": "培训", "target": "≥100人", "points": 90}], executed=None)
    result = jixiao("score", tmp_path / "a.xlsx", "-o", tmp_path / "评分")
    assert result.code == 0
    assert "需处理：实际值未填 1，预算执行 1" in result.err


def test_the_results_in_the_folder_are_not_scored_again(jixiao: Call, tmp_path: Path) -> None:
    write_form(tmp_path / "a.xlsx")
    for _ in range(2):
        result = jixiao("score", tmp_path, "-o", tmp_path / "评分")
    assert "评分 1，跳过 2" in result.err
    assert sorted(path.name for path in (tmp_path / "评分").iterdir()) == ["a（已评分）.xlsx", "评分概览.xlsx"]


def test_a_file_that_cannot_be_read_is_named_and_the_code_says_so(jixiao: Call, tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"no workbook")
    write_form(tmp_path / "好.xlsx")
    result = jixiao("score", tmp_path, "-o", tmp_path / "评分")
    assert result.code == 3
    assert "失败　坏.xlsx" in result.err
    assert (tmp_path / "评分" / "好（已评分）.xlsx").is_file()


def test_a_form_that_is_an_example_is_told_and_not_scored(jixiao: Call, tmp_path: Path) -> None:
    write_form(tmp_path / "a.xlsx")
    workbook = load_workbook(tmp_path / "a.xlsx")
    workbook.copy_worksheet(workbook.active).title = "填写示例"
    workbook.save(tmp_path / "a.xlsx")
    result = jixiao("score", tmp_path / "a.xlsx", "-o", tmp_path / "评分")
    assert "说明　a.xlsx：隐藏工作表或填写示例“填写示例”未评分" in result.err
    assert "表单 1 份" in result.err


def test_a_workbook_without_such_a_form_is_skipped(jixiao: Call, tmp_path: Path) -> None:
    jixiao("template", "new", "project-2026", "-o", tmp_path / "目标表.xlsx")
    result = jixiao("score", tmp_path / "目标表.xlsx", "-o", tmp_path / "评分")
    assert result.code == 0
    assert "没有识别出绩效自评表" in result.err


def test_an_output_folder_is_required(jixiao: Call, tmp_path: Path) -> None:
    write_form(tmp_path / "a.xlsx")
    assert jixiao("score", tmp_path / "a.xlsx").code == 2


def test_an_input_in_the_place_of_the_overview_is_not_written_over(jixiao: Call, tmp_path: Path) -> None:
    path = write_form(tmp_path / "评分概览.xlsx")
    before = path.read_bytes()
    result = jixiao("score", path, "-o", tmp_path)
    assert (result.code, path.read_bytes()) == (2, before)


def test_a_file_in_the_place_of_the_folder_is_told(jixiao: Call, tmp_path: Path) -> None:
    path = write_form(tmp_path / "a.xlsx")
    result = jixiao("score", path, "-o", path)
    assert result.code not in (0, 4)
    assert "无法建立文件夹" in result.err
