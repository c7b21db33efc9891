"""What goes back to the departments: copies, lists where a copy cannot be, notices; and never over an input."""

from __future__ import annotations

import shutil
import warnings
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from calling import Call
from jixiao.checks.finding import Finding
from jixiao.consolidate.returns.inputs import discover
from jixiao.consolidate.returns.own_output import is_own_output
from jixiao.errors import OutputError, UsageError
from jixiao.forms.reading import read_file
from jixiao.reports.annotate import Returns, annotate
from jixiao_samples import write_samples
from programs import Office
from reports.reported import INFO, WARNING, finding, report
from reports.workbooks import sheet_xml, small, write_rich, zipped


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    (folder / "子").mkdir(parents=True)
    write_rich(folder / "教育局.xlsx")
    shutil.copy(folder / "教育局.xlsx", folder / "子" / "水利局.xlsx")
    return folder


def give_back(inbox: Path, folder: Path, *findings: Finding) -> Returns:
    names = {each.file for each in findings}
    return annotate(report(findings, paths=[(name, inbox / name) for name in names]), folder)


def test_copies_keep_the_folders_of_the_inputs_and_say_what_they_are(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "退回"
    returns = give_back(inbox, out, finding("a"), finding("b", file="子/水利局.xlsx", department="水利局"))
    assert {each.path for each in returns.files} == {
        out / "教育局（已标注）.xlsx",
        out / "子" / "水利局（已标注）.xlsx",
    }
    assert set(returns.notices) == {out / "退回通知-教育局.docx", out / "退回通知-水利局.docx"}
    assert all(each.marked and each.path and each.path.is_file() for each in returns.files)


def test_the_inputs_are_as_they_were(inbox: Path, tmp_path: Path) -> None:
    before = (inbox / "教育局.xlsx").read_bytes()
    give_back(inbox, tmp_path / "退回", finding("a"))
    assert (inbox / "教育局.xlsx").read_bytes() == before


def test_a_department_with_nothing_but_hints_gets_no_notice(inbox: Path, tmp_path: Path) -> None:
    returns = give_back(inbox, tmp_path / "退回", finding("a", severity=INFO))
    assert returns.notices == ()
    assert len(returns.files) == 1


def test_a_file_without_findings_gets_no_copy(inbox: Path, tmp_path: Path) -> None:
    assert give_back(inbox, tmp_path / "退回") == Returns((), ())


def test_names_of_departments_that_no_system_takes_are_made_fit(inbox: Path, tmp_path: Path) -> None:
    odd = ["a/b:c", "A/B:c", "CON", ". .", "长" * 200, "换\n行", "\ud800"]
    returns = give_back(inbox, tmp_path / "退回", *(finding("x", department=name) for name in odd))
    names = [path.name for path in returns.notices]
    assert len({name.casefold() for name in names}) == len(odd)
    assert all(path.is_file() and len(path.name) < 80 for path in returns.notices)
    assert {"退回通知-单位CON.docx", "退回通知-单位.docx", "退回通知-换_行.docx"} <= set(names)


def test_two_inputs_of_one_name_are_not_guessed_at(inbox: Path, tmp_path: Path) -> None:
    paths = [("教育局.xlsx", inbox / "教育局.xlsx"), ("教育局.xlsx", inbox / "子" / "水利局.xlsx")]
    returns = annotate(report([finding("a")], paths=paths), tmp_path / "退回")
    assert returns.files[0].path is None
    assert "同名" in str(returns.files[0].reason)


@pytest.mark.parametrize("name", ["教育局.ods", "教育局.xls"])
def test_a_format_that_cannot_be_edited_gets_a_list_that_says_why(inbox: Path, tmp_path: Path, name: str) -> None:
    (inbox / name).write_bytes(b"PK\x03\x04 broken")
    one = give_back(inbox, tmp_path / "退回", finding("第12行指标值未填写", file=name)).files[0]
    assert one.path == tmp_path / "退回" / "教育局（检查结果）.xlsx"
    assert one.reason and not one.marked
    assert load_workbook(one.path, data_only=True)["检查结果"]["F2"].value == "第12行指标值未填写"
    assert is_own_output(one.path)


@pytest.mark.office
def test_an_ods_file_gets_a_list_beside_it(inbox: Path, tmp_path: Path, office: Office) -> None:
    office.convert(inbox / "教育局.xlsx", "ods", inbox)
    one = give_back(inbox, tmp_path / "退回", finding("a", file="教育局.ods")).files[0]
    assert one.reason == "ods 格式无法在不损失内容的情况下标注"


def test_a_workbook_that_meets_a_defect_gets_a_list_and_the_others_their_copies(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jixiao.reports.marking import marked_workbook

    real = marked_workbook.mark_cells

    def break_once(*arguments: object) -> None:
        monkeypatch.setattr(marked_workbook, "mark_cells", real)
        raise ZeroDivisionError

    monkeypatch.setattr(marked_workbook, "mark_cells", break_once)
    returns = give_back(
        inbox, tmp_path / "退回", finding("a"), finding("b", file="子/水利局.xlsx", department="水利局")
    )
    assert sorted(each.marked for each in returns.files) == [False, True]
    assert any("程序内部错误（ZeroDivisionError）" in str(each.reason) for each in returns.files)


def test_an_output_never_takes_the_place_of_an_input(inbox: Path) -> None:
    (inbox / "教育局.xlsx").rename(inbox / "a（已标注）.xlsx")
    write_rich(inbox / "a.xlsx")
    with pytest.raises(UsageError):
        give_back(inbox, inbox, finding("x", file="a.xlsx"), finding("y", file="a（已标注）.xlsx"))


def test_a_folder_that_cannot_be_made_is_told(inbox: Path) -> None:
    with pytest.raises(OutputError, match="无法建立文件夹"):
        give_back(inbox, inbox / "教育局.xlsx" / "退回", finding("x"))


def test_an_untouched_copy_is_no_return_but_one_that_was_saved_again_is(inbox: Path, tmp_path: Path) -> None:
    path = give_back(inbox, inbox / "退回", finding("x", severity=WARNING)).files[0].path
    assert path is not None
    listed = {file.name: file.skip_reason for file in discover([str(inbox)])}
    assert listed["退回/教育局（已标注）.xlsx"] == "是 Jixiao 自己生成的结果文件"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says what it drops
        load_workbook(path).save(path)
    assert not is_own_output(path)


def test_a_marked_copy_is_read_as_the_original_was(tmp_path: Path, returns: Path) -> None:
    original = next(iter(sorted(returns.rglob("*.xlsx"))))
    before = read_file(original, "a.xlsx").documents
    sheets = [(document["source"]["sheet"], document["source"]["title_cell"]) for document in before]
    findings = [finding("2026年项目支出绩效目标表", file="a.xlsx", sheet=sheet, cell=cell) for sheet, cell in sheets]
    path = annotate(report(findings, paths=[("a.xlsx", original)]), tmp_path / "退回").files[0].path
    assert path is not None
    assert read_file(path, "a.xlsx").documents == before


def test_the_suffix_of_the_original_stays(tmp_path: Path) -> None:
    (tmp_path / "a.et").write_bytes(zipped(small(sheet_xml('<row r="2"><c r="B2"><v>1</v></c></row>'))))
    one = give_back(tmp_path, tmp_path / "退回", finding("x", file="a.et", sheet="表", cell="B2")).files[0]
    assert one.path == tmp_path / "退回" / "a（已标注）.et"


def test_a_file_with_the_same_bytes_as_another_goes_back_too(jixiao: Call, tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    write_samples(folder, 1, forms=2, seed=3, mistakes=1)
    [first] = folder.iterdir()
    (folder / "又一份.xlsx").write_bytes(first.read_bytes())
    assert jixiao("check", folder, "--annotate", tmp_path / "退回", "--fail-on", "never").code == 0
    marked = {path.name for path in (tmp_path / "退回").glob("*（已标注）.xlsx")}
    assert marked == {f"{first.stem}（已标注）.xlsx", "又一份（已标注）.xlsx"}


def test_a_copy_that_somebody_corrected_in_place_is_kept_beside_the_next(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "退回"
    marked = give_back(inbox, out, finding("a")).files[0].path
    assert marked is not None
    assert give_back(inbox, out, finding("a")).files[0].kept is None  # nobody has touched the first
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says what it drops
        workbook = load_workbook(marked)
    workbook.worksheets[0]["A1"] = "已改"
    workbook.save(marked)
    corrected = marked.read_bytes()
    kept = give_back(inbox, out, finding("a")).files[0].kept
    assert kept == marked.with_name("教育局（已标注）（原有）.xlsx")
    assert kept.read_bytes() == corrected
    assert marked.read_bytes() != corrected


def test_a_notice_that_was_edited_is_kept_beside_the_next(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "退回"
    (letter,) = give_back(inbox, out, finding("a")).notices
    assert is_own_output(letter)
    assert give_back(inbox, out, finding("a")).kept == ()
    text = docx.Document(str(letter))
    text.add_paragraph("请于本周五前报送，联系人：办公室")
    text.save(str(letter))
    edited = letter.read_bytes()
    (kept,) = give_back(inbox, out, finding("a")).kept
    assert (kept.name, kept.read_bytes()) == ("退回通知-教育局（原有）.docx", edited)
