"""Forms of many files: what the copies hold, what is kept, what is told."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from calling import Call
from jixiao.consolidate.returns.inputs import discover
from jixiao.consolidate.returns.own_output import is_own_output
from jixiao.forms.reading import read_file
from jixiao.scored.score_overview import write_overview
from jixiao.scored.scored_files import ScoredFile, score_files
from jixiao.scoring.selfeval import Need
from programs import Office
from scoring.selfeval_forms import ACTUALS, FIRST, GOOD, cells, note, write_form, write_goals


def score(*paths: Path, into: Path) -> list[ScoredFile]:
    return score_files(discover([str(path) for path in paths]), into, lambda *_: None)


def copy_of(path: Path, into: Path) -> Path:
    [file] = score(path, into=into)
    assert file.copy is not None, file.no_copy or file.reason
    return file.copy


def needs(file: ScoredFile) -> list[Need]:
    return [remark.need for filling in file.fillings for remark in filling.remarks]


def test_scores_rate_total_and_grade_are_filled_in(tmp_path: Path) -> None:
    sheet = cells(copy_of(write_form(tmp_path / "a.xlsx"), tmp_path / "评分"))
    assert [sheet[f"H{FIRST}"].value, sheet[f"H{FIRST + 1}"].value] == [46, 40]
    assert [sheet["H6"].value, sheet["I6"].value] == ["90%", 9]
    assert [sheet[f"H{FIRST + 2}"].value, sheet[f"C{FIRST + 3}"].value] == [95, "优"]


def test_the_working_is_a_note_on_the_score(tmp_path: Path) -> None:
    sheet = cells(copy_of(write_form(tmp_path / "a.xlsx"), tmp_path / "评分"))
    assert "92÷100×50＝46" in note(sheet, f"H{FIRST}")
    assert "90÷100×10＝9" in note(sheet, "I6")


def test_the_copy_reads_as_a_form_with_the_scores_and_has_nothing_left_to_do(tmp_path: Path) -> None:
    copy = copy_of(write_form(tmp_path / "a.xlsx"), tmp_path / "评分")
    [document] = read_file(copy, "a.xlsx").documents
    assert (document["total_score"], document["grade"], document["execution"][0]["rate"]) == (95, "优", 90)
    assert [row["score"] for row in document["indicators"]] == [46, 40]
    again = score(copy, into=tmp_path / "again")  # named directly it is still a result
    assert [file.status for file in again] == ["skipped"]


def test_a_standard_keeps_the_points_of_its_last_tier(tmp_path: Path) -> None:
    tiers = "≥95%（50分）；90%-94%（30分）；90%以下（0分）"
    rows = ({"level3": "培训合格率", "target": "≥95%", "actual": "80%", "points": 50, "standard": tiers}, GOOD[1])
    path = write_form(tmp_path / "a.xlsx", rows)
    assert read_file(path, "a.xlsx").documents[0]["indicators"][0]["scoring_standard"] == tiers
    assert cells(copy_of(path, tmp_path / "评分"))[f"H{FIRST}"].value == 0


def test_a_copy_that_was_saved_again_is_scored_again_to_the_same(tmp_path: Path) -> None:
    copy = copy_of(write_form(tmp_path / "a.xlsx"), tmp_path / "评分")
    book = load_workbook(copy)
    book.save(tmp_path / "b.xlsx")
    [file] = score(tmp_path / "b.xlsx", into=tmp_path / "again")
    assert needs(file) == []
    assert [filling.form.total for filling in file.fillings] == [95]


def test_a_copy_is_known_as_a_result_until_it_is_saved(tmp_path: Path) -> None:
    copy = copy_of(write_form(tmp_path / "a.xlsx"), tmp_path / "评分")
    assert is_own_output(copy)
    load_workbook(copy).save(tmp_path / "b.xlsx")
    assert not is_own_output(tmp_path / "b.xlsx")


def test_a_score_typed_by_hand_is_kept_and_marked(tmp_path: Path) -> None:
    rows = [GOOD[0] | {"score": 50}, GOOD[1]]
    path = write_form(tmp_path / "a.xlsx", rows)
    [file] = score(path, into=tmp_path / "评分")
    assert file.copy is not None
    sheet = cells(file.copy)
    assert (sheet[f"H{FIRST}"].value, sheet[f"H{FIRST + 2}"].value) == (50, 99)
    assert "按评分标准应得46分" in note(sheet, f"H{FIRST}")
    assert sheet[f"H{FIRST}"].fill.fgColor.rgb == "FFFFC7CE"
    assert needs(file) == [Need.DIFFERS]


def test_a_total_and_a_grade_typed_by_hand_are_kept_and_marked(tmp_path: Path) -> None:
    [file] = score(write_form(tmp_path / "a.xlsx", total=88, grade="良"), into=tmp_path / "评分")
    assert file.copy is not None
    sheet = cells(file.copy)
    assert (sheet[f"H{FIRST + 2}"].value, sheet[f"C{FIRST + 3}"].value) == (88, "良")
    assert "计算结果为“95”" in note(sheet, f"H{FIRST + 2}")
    assert "计算结果为“优”" in note(sheet, f"C{FIRST + 3}")
    assert needs(file) == [Need.DIFFERS, Need.DIFFERS]


def test_what_is_missing_or_needs_a_human_is_marked_and_leaves_total_and_grade_blank(tmp_path: Path) -> None:
    rows = [GOOD[0] | {"actual": None}, GOOD[1] | {"standard": "由评价组评定"}]
    sheet = cells(copy_of(write_form(tmp_path / "a.xlsx", rows), tmp_path / "评分"))
    assert "补填" in note(sheet, f"F{FIRST}")
    assert sheet[f"F{FIRST}"].fill.fgColor.rgb == "FFFFEB9C"
    assert "需人工评分" in note(sheet, f"H{FIRST + 1}")
    blank = [sheet[cell].value for cell in (f"H{FIRST}", f"H{FIRST + 1}", f"H{FIRST + 2}", f"C{FIRST + 3}")]
    assert blank == [None] * 4


def test_a_deviation_without_a_reason_is_asked_for_in_its_own_cell(tmp_path: Path) -> None:
    rows = [GOOD[0] | {"actual": 70}, GOOD[1]]
    sheet = cells(copy_of(write_form(tmp_path / "a.xlsx", rows), tmp_path / "评分"))
    assert "低于指标值30%" in note(sheet, f"I{FIRST}")


def test_a_text_in_the_score_column_is_told_and_not_written_over(tmp_path: Path) -> None:
    rows = [GOOD[0] | {"score": "待定"}, GOOD[1]]
    sheet = cells(copy_of(write_form(tmp_path / "a.xlsx", rows), tmp_path / "评分"))
    assert sheet[f"H{FIRST}"].value == "待定"
    assert "填写为“待定”，按评分标准应得46分" in note(sheet, f"H{FIRST}")


def test_a_score_cell_that_a_merge_covers_is_told_and_its_neighbour_keeps_its_own(tmp_path: Path) -> None:
    path = write_form(tmp_path / "a.xlsx")
    book = load_workbook(path)
    book.worksheets[0].merge_cells(f"H{FIRST}:H{FIRST + 1}")
    book.save(path)
    [file] = score(path, into=tmp_path / "评分")
    assert file.copy is not None
    assert cells(file.copy)[f"H{FIRST}"].value == 46
    assert needs(file) == [Need.DIFFERS]


def test_a_score_that_was_typed_over_two_indicators_is_no_fault(tmp_path: Path) -> None:
    path = write_form(tmp_path / "a.xlsx", [GOOD[0] | {"score": 86}, GOOD[1]])
    book = load_workbook(path)
    book.worksheets[0].merge_cells(f"H{FIRST}:H{FIRST + 1}")
    book.save(path)
    [file] = score(path, into=tmp_path / "评分")
    assert Need.DIFFERS not in needs(file)
    assert [filling.form.complete for filling in file.fillings] == [True]


def test_formulas_stay_and_get_the_score_as_their_value(tmp_path: Path) -> None:
    path = write_form(tmp_path / "a.xlsx")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet[f"H{FIRST}"] = f"=ROUND(F{FIRST}/100*50,2)"
    sheet[f"H{FIRST + 2}"] = f"=SUM(H{FIRST}:H{FIRST + 1},I6)"
    sheet[f"C{FIRST + 3}"] = f'=IF(H{FIRST + 2}>=90,"优","良")'
    book.save(path)
    copy = copy_of(path, tmp_path / "评分")
    shown, written = cells(copy), load_workbook(copy).worksheets[0]
    assert [shown[f"H{FIRST}"].value, shown[f"H{FIRST + 2}"].value, shown[f"C{FIRST + 3}"].value] == [46, 95, "优"]
    assert written[f"H{FIRST + 2}"].value == f"=SUM(H{FIRST}:H{FIRST + 1},I6)"
    with zipfile.ZipFile(copy) as package:
        assert b'fullCalcOnLoad="1"' in package.read("xl/workbook.xml")


def test_nothing_but_the_scores_changes(tmp_path: Path) -> None:
    path = write_form(tmp_path / "a.xlsx")
    before = hashlib.sha256(path.read_bytes()).digest()
    copy = copy_of(path, tmp_path / "评分")
    assert hashlib.sha256(path.read_bytes()).digest() == before
    written = {"H6", "I6", f"H{FIRST}", f"H{FIRST + 1}", f"H{FIRST + 2}", f"C{FIRST + 3}"}
    one, other = cells(path), cells(copy)
    changed = {cell.coordinate for row in other.iter_rows() for cell in row if one[cell.coordinate].value != cell.value}
    assert changed == written


def test_files_of_the_same_name_do_not_write_over_each_other(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        write_form(tmp_path / name / "a.xlsx", department=f"{name}局")
    files = score(tmp_path / "甲", tmp_path / "乙", into=tmp_path / "评分")
    copies = [file.copy for file in files if file.copy is not None]
    assert len(set(copies)) == 2
    assert [cells(copy)["C4"].value for copy in copies] == ["甲局", "乙局"]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "自评"
    folder.mkdir()
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    (folder / "说明.txt").write_text("x", encoding="utf-8")
    write_form(folder / "好.xlsx")
    files = {file.name: file for file in score(folder, into=tmp_path / "评分")}
    assert {name: file.status for name, file in files.items()} == {
        "坏.xlsx": "failed",
        "好.xlsx": "scored",
        "说明.txt": "skipped",
    }
    assert files["坏.xlsx"].reason


def test_a_defect_in_writing_a_copy_leaves_the_scores_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr("jixiao.scored.copying.filled_copy", broken)
    [file] = score(write_form(tmp_path / "a.xlsx"), into=tmp_path / "评分")
    assert (file.status, file.copy, len(file.fillings)) == ("scored", None, 1)
    assert "ZeroDivisionError" in (file.no_copy or "")


def test_the_overview_has_a_row_per_form_and_per_indicator_and_native_charts(tmp_path: Path) -> None:
    for number, actual in enumerate((92, 80), start=1):
        write_form(tmp_path / f"{number}.xlsx", [GOOD[0] | {"actual": actual}, GOOD[1]], department=f"{number}局")
    files = score(tmp_path / "1.xlsx", tmp_path / "2.xlsx", into=tmp_path / "评分")
    path = tmp_path / "概览.xlsx"
    write_overview(files, path)
    book = load_workbook(path)
    assert book.sheetnames == ["概览", "部门排名", "自评表", "指标得分", "文件清单"]
    assert [row[:4] for row in book["部门排名"].iter_rows(min_row=2, values_only=True)] == [
        (1, "1局", 1, 95),
        (2, "2局", 1, 89),
    ]
    assert [book[name].page_setup.paperSize for name in ("部门排名", "自评表", "指标得分")] == [9, 8, 8]
    assert [row[6] for row in book["自评表"].iter_rows(min_row=2, values_only=True)] == [95, 89]
    traces = [row[13] for row in book["指标得分"].iter_rows(min_row=2, values_only=True)]
    assert traces[0] == "92÷100×50＝46"
    assert len(traces) == 4
    with zipfile.ZipFile(path) as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
        assert len(charts) == 3  # grades, ranking, blocks
    assert is_own_output(path)


def test_a_score_above_its_points_is_in_no_sum_of_the_overview(tmp_path: Path) -> None:
    files = score(write_form(tmp_path / "a.xlsx", [GOOD[0] | {"score": 60}, GOOD[1]]), into=tmp_path / "评分")
    write_overview(files, tmp_path / "概览.xlsx")
    page = load_workbook(tmp_path / "概览.xlsx")["概览"].iter_rows(values_only=True)
    rows = [[value for value in row if value is not None] for row in page]
    assert ["产出指标", 1, 40, 40, 1] in rows


def test_rows_beyond_the_limit_go_on_another_sheet(tmp_path: Path) -> None:
    files = score(write_form(tmp_path / "a.xlsx"), into=tmp_path / "评分")
    write_overview(files, tmp_path / "概览.xlsx", row_limit=2)
    book = load_workbook(tmp_path / "概览.xlsx")
    assert [book[name].max_row for name in ("指标得分", "指标得分2")] == [2, 2]


def test_text_that_looks_like_a_formula_is_text_in_the_overview(tmp_path: Path) -> None:
    files = score(write_form(tmp_path / "a.xlsx", project="@经费", department="+某局"), into=tmp_path / "评分")
    write_overview(files, tmp_path / "概览.xlsx")
    row = next(load_workbook(tmp_path / "概览.xlsx")["自评表"].iter_rows(min_row=2))
    assert [(cell.value, cell.data_type) for cell in row[:2]] == [("+某局", "s"), ("@经费", "s")]


@pytest.mark.office
def test_what_libreoffice_computes_in_the_form_made_from_goals_is_what_is_scored(
    office: Office, jixiao: Call, tmp_path: Path
) -> None:
    goals, form = tmp_path / "目标表.xlsx", tmp_path / "自评表.xlsx"
    write_goals(goals)
    assert jixiao("template", "new", "selfeval-2020", "--from", goals, "-o", form).code == 0
    book = load_workbook(form)
    sheet = book.worksheets[0]
    rows = [row for row in range(1, 60) if sheet.cell(row, 4).value in ACTUALS]
    assert len(rows) == len(ACTUALS)
    for row in rows:
        sheet.cell(row, 6).value = ACTUALS[str(sheet.cell(row, 4).value)]
    sheet["E10"], sheet["F10"] = 60, 57
    book.save(tmp_path / "typed.xlsx")
    [typed] = score(tmp_path / "typed.xlsx", into=tmp_path / "评分")
    [computed] = score(office.convert(tmp_path / "typed.xlsx", "xlsx", tmp_path / "lo"), into=tmp_path / "评分")
    ours = [row.result.score for row in typed.fillings[0].form.rows]
    assert None not in ours
    assert [row.given for row in computed.fillings[0].form.rows] == ours
    assert computed.fillings[0].document["total_score"] == typed.fillings[0].form.total
    assert Need.DIFFERS not in needs(computed)


@pytest.mark.parametrize(("step", "score"), [("floor", 20), ("ceil", 18), ("linear", 19)])
def test_the_profile_says_how_a_part_of_a_step_counts(jixiao: Call, tmp_path: Path, step: str, score: float) -> None:
    row = {"level3": "培训人数", "target": "≥100人", "actual": 95, "points": 20}
    row["standard"] = "达到100人得20分，每减少10人扣2分，扣完为止。"
    (tmp_path / "报送").mkdir()
    write_form(tmp_path / "报送" / "a.xlsx", [row])
    profile = tmp_path / "本地.json"
    profile.write_text(f'{{"title": "本地口径", "partial_step": "{step}"}}', encoding="utf-8")
    result = jixiao("score", tmp_path / "报送", "-o", tmp_path / "评分", "--profile", profile)
    assert result.code == 0, result.err
    [copy] = (path for path in (tmp_path / "评分").rglob("*.xlsx") if path.name != "评分概览.xlsx")
    assert cells(copy)[f"H{FIRST}"].value == score
