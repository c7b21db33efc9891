"""The bureau's own sheet as a template: it looks as it did, and guides."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from calling import Call
from jixiao.errors import UsageError
from jixiao.forms.learned import folders
from jixiao.forms.learned.form import LearnedForm
from jixiao.forms.reading import read_file
from jixiao.grid.open import open_workbook
from jixiao.learning.learn import learn
from jixiao.templates.ownsheet import own_sheet
from learning.layouts import in_word, own_columns
from learning.test_learning import taught
from programs import Office


@pytest.fixture(autouse=True)
def nothing_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "user_folder", lambda: tmp_path / "用户")
    monkeypatch.setenv(folders.VARIABLE, "")


@pytest.fixture
def form(tmp_path: Path) -> LearnedForm:
    return taught(tmp_path).form


def test_the_sheet_stays_as_it_looks(form: LearnedForm, tmp_path: Path) -> None:
    output = tmp_path / "模板.xlsx"
    own_sheet(form, output)
    before, after = (openpyxl.load_workbook(path)["申报表"] for path in (tmp_path / "空白.xlsx", output))
    assert sorted(map(str, after.merged_cells.ranges)) == sorted(map(str, before.merged_cells.ranges))
    for cells in before.iter_rows():
        for cell in cells:
            other = after[cell.coordinate]
            assert other.value == cell.value
            for look in ("font", "border", "fill", "alignment", "number_format"):
                assert repr(getattr(other, look)) == repr(getattr(cell, look)), (cell.coordinate, look)
    assert after.column_dimensions["D"].width == before.column_dimensions["D"].width
    assert after.row_dimensions[7].height == before.row_dimensions[7].height


def test_what_is_filled_is_open_and_the_rest_is_locked(form: LearnedForm, tmp_path: Path) -> None:
    output = tmp_path / "模板.xlsx"
    own_sheet(form, output)
    sheet = openpyxl.load_workbook(output)["申报表"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    for place in ("A2", "C3", "C4", "G4", "C5", "C7", "D9", "H14", "A15"):
        assert not sheet[place].protection.locked, place
    for place in ("A1", "A3", "F4", "A5", "B8", "H8"):
        assert sheet[place].protection.locked, place


def test_entries_are_validated_as_the_bureau_says(form: LearnedForm, tmp_path: Path) -> None:
    output = tmp_path / "模板.xlsx"
    own_sheet(form, output)
    rules = {
        str(rule.sqref): (rule.type, rule.formula1)
        for rule in openpyxl.load_workbook(output)["申报表"].data_validations.dataValidation
    }
    assert rules["G4"] == ("list", '"是,否"')
    assert rules["C6"][0] == "decimal"
    assert rules["H9:H14"] == ("list", '"有,无"')
    assert rules["G9:G14"][0] == "list"
    assert rules["C5"][0] == "decimal"


def test_the_validations_of_the_sheet_itself_stay(tmp_path: Path) -> None:
    blank = own_columns(tmp_path / "空白.xlsx", filled=False)
    book = openpyxl.load_workbook(blank)
    own = DataValidation(type="list", formula1='"县本级,乡镇"')
    own.add("C4")
    book["申报表"].add_data_validation(own)
    book.save(blank)
    own_sheet(learn(blank, [], tmp_path / "版式").form, tmp_path / "模板.xlsx")
    rules = openpyxl.load_workbook(tmp_path / "模板.xlsx")["申报表"].data_validations.dataValidation
    assert ("C4", '"县本级,乡镇"') in [(str(rule.sqref), rule.formula1) for rule in rules]
    assert len(rules) > 1


def test_what_is_known_is_put_in(form: LearnedForm, tmp_path: Path) -> None:
    output = tmp_path / "模板.xlsx"
    own_sheet(form, output, department="青溪县水务局", year=2028, project="堤防加固")
    sheet = openpyxl.load_workbook(output)["申报表"]
    assert sheet["A1"].value == "2028年项目支出绩效目标申报表"
    assert sheet["A2"].value == "申报单位（公章）：青溪县水务局"
    assert sheet["C3"].value == "堤防加固"


def test_a_filled_template_is_read_as_the_form(form: LearnedForm, tmp_path: Path) -> None:
    folders.add_folder(tmp_path / "版式")
    output = tmp_path / "模板.xlsx"
    own_sheet(form, output, department="青溪县水务局", year=2028, project="堤防加固")
    book = openpyxl.load_workbook(output)
    sheet = book["申报表"]
    sheet["C5"], sheet["C6"], sheet["G4"], sheet["C7"] = 120, 20, "否", "加固堤防3公里。"
    for place, value in zip("DEFGH", ("加固堤防长度", 3, "公里", "≥", "有"), strict=True):
        sheet[f"{place}10"] = value
    book.save(output)
    (document,) = read_file(output, output.name).documents
    assert (document["form"], document["fiscal_year"], document["department"]) == (form.id, 2028, "青溪县水务局")
    assert document["funding"]["annual"] == 120
    assert [(each["level1"], each["level3"], each["target"]) for each in document["indicators"]] == [
        ("产出指标", "加固堤防长度", 3)
    ]


def test_a_blank_in_word_becomes_a_workbook(tmp_path: Path) -> None:
    form = learn(in_word(tmp_path / "空白.docx", filled=False), [], tmp_path / "版式").form
    output = tmp_path / "模板.xlsx"
    own_sheet(form, output, project="古树名木保护")
    sheet = open_workbook(output).sheets[0]
    assert sheet.rows[1] == {1: "项目支出绩效目标表"}
    assert "古树名木保护" in sheet.rows[3].values()
    book = openpyxl.load_workbook(output)
    assert book.sheetnames == ["表1", "自查"]
    assert book["表1"].protection.sheet


def test_a_blank_that_is_gone_or_a_place_that_is_not_there_is_told(form: LearnedForm, tmp_path: Path) -> None:
    blank = own_columns(tmp_path / "b.xlsx", filled=False, title="项目支出绩效目标申报表")
    learned = learn(blank, [], tmp_path / "另").form
    with pytest.raises(UsageError, match="年度"):
        own_sheet(learned, tmp_path / "模板.xlsx", year=2028)
    assert form.template is not None
    form.template.unlink()
    with pytest.raises(UsageError, match="找不到"):
        own_sheet(form, tmp_path / "模板.xlsx")


def test_the_command_makes_the_template(form: LearnedForm, tmp_path: Path, jixiao: Call) -> None:
    output = tmp_path / "模板.xlsx"
    folder = str(tmp_path / "版式")
    result = jixiao("template", "new", form.id, "-o", str(output), "--forms", folder, "--project", "堤防加固")
    assert result.code == 0, result.err
    assert output.is_file()
    assert form.id in jixiao("template", "list", "--forms", folder).out
    refused = jixiao("template", "new", form.id, "-o", str(output), "--forms", folder, "--from", str(output))
    assert refused.code == 2


@pytest.mark.office
def test_the_self_check_counts_what_is_missing(form: LearnedForm, tmp_path: Path, office: Office) -> None:
    output = tmp_path / "模板.xlsx"
    own_sheet(form, output, department="青溪县水务局", project="堤防加固")
    folder = tmp_path / "算"
    folder.mkdir()
    sheet = open_workbook(office.convert(output, "xlsx", folder)).sheets[1]
    states = {str(cells[1]): cells.get(3) for row, cells in sheet.rows.items() if row > 3}
    assert states["项目名称"] == "已填"
    assert states["申报单位（公章）："] == "已填"
    assert states["年度资金总额"] == "未填"
    assert states["镇级配套承诺数"] == "未填"
    assert states["一级指标"] == "已填"
    assert sheet.rows[2][1] == f"还有{sum(state == '未填' for state in states.values())}处要填"
