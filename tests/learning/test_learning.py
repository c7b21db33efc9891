"""Learning a layout: what is asked, what the answers do, what filled forms then read as."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from calling import Call
from jixiao.errors import InputError, UsageError
from jixiao.forms.document import Document
from jixiao.forms.learned import folders
from jixiao.forms.reading import read_file
from jixiao.learning.learn import Learning, learn
from jixiao.learning.questions import NAME, read_questions
from jixiao.library import new_template
from learning.layouts import in_word, own_columns, project_list, two_sided
from word_documents import paragraph, table, write_document
from word_documents import row as word_row


@pytest.fixture(autouse=True)
def nothing_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "user_folder", lambda: tmp_path / "用户")
    monkeypatch.setenv(folders.VARIABLE, "")


def answer(folder: Path, answers: dict[str, tuple[str, ...]]) -> None:
    """Answer the questions as an officer does: choose in the columns 含义, 必填, 类型, 可选值, 最多字数."""
    book = openpyxl.load_workbook(folder / NAME)
    sheet = book["待确认"]
    for cells in sheet.iter_rows(min_row=5):
        for offset, text in enumerate(answers.get(str(cells[1].value), ())):
            cells[4 + offset].value = text or None
    book.save(folder / NAME)


def taught(folder: Path) -> Learning:
    """The form with columns of its own, learned with all answers."""
    blank, filled = own_columns(folder / "空白.xlsx", filled=False), own_columns(folder / "水务局.xlsx", filled=True)
    learn(blank, [], folder / "版式", "青溪-申报表")
    answer(
        folder / "版式",
        {
            "项目由来": ("立项依据",),
            "是否民生实事": ("自定义栏目", "是", "文字", "是、否"),
            "镇级配套承诺数": ("自定义栏目", "是", "数字"),
            "镇级联络员": ("不读",),
            "佐证材料": ("自定义栏目", "是", "文字", "有、无"),
        },
    )
    return learn(blank, [filled], folder / "版式", "青溪-申报表")


def other(document: Document) -> dict[str, object]:
    return {each["label"]: each["value"] for each in document.get("other", ())}


def test_only_what_is_not_understood_is_asked(tmp_path: Path) -> None:
    learned = learn(own_columns(tmp_path / "空白.xlsx", filled=False), [], tmp_path / "版式")
    asked = {each.text: each.place for each in learned.open}
    assert asked == {
        "项目由来": "申报表!A4",
        "是否民生实事": "申报表!F4",
        "镇级配套承诺数": "申报表!A6",
        "镇级联络员": "申报表!F6",
        "佐证材料": "申报表!H8",
    }
    assert [each.text for each in read_questions(tmp_path / "版式" / NAME)] == [each.text for each in learned.open]
    assert learned.form.name == "项目支出绩效目标申报表"
    assert (tmp_path / "版式" / "空白.xlsx").is_file()


def test_the_answers_are_read_back_and_the_questions_go(tmp_path: Path) -> None:
    learned = taught(tmp_path)
    assert learned.open == ()
    assert not (tmp_path / "版式" / NAME).exists()
    (trial,) = learned.trials
    (document,) = trial.documents
    assert document["form"] == "青溪-申报表"
    assert document["department"] == "青溪县水务局"
    assert document.get("basis") == "县政府第12次常务会议确定"
    assert other(document) == {"是否民生实事": "是", "镇级配套承诺数": "6.5"}
    assert [each.get("other") for each in document["indicators"]][:3] == [{"佐证材料": x} for x in ("有", "有", "无")]
    assert document["unread"] == []


def test_learning_again_without_the_questions_keeps_the_answers(tmp_path: Path) -> None:
    first = taught(tmp_path)
    again = learn(tmp_path / "空白.xlsx", [], tmp_path / "版式", "青溪-申报表")
    assert again.form == first.form
    assert again.open == ()


def test_answers_for_several_forms_wait_until_each_is_learned_again(tmp_path: Path) -> None:
    folder = tmp_path / "版式"
    blanks = {
        "甲": own_columns(tmp_path / "甲.xlsx", filled=False),
        "乙": project_list(tmp_path / "乙.xlsx", filled=False),
    }
    for name, blank in blanks.items():
        learn(blank, [], folder, name)
    labels = ("项目由来", "是否民生实事", "镇级配套承诺数", "镇级联络员", "佐证材料", "责任股室")
    answer(folder, dict.fromkeys(labels, ("自定义栏目",)))
    for name, blank in blanks.items():
        assert learn(blank, [], folder, name).open == ()
    assert not (folder / NAME).exists()


def test_a_form_in_force_is_read_by_every_command_and_others_as_before(tmp_path: Path) -> None:
    taught(tmp_path)
    filled = tmp_path / "水务局.xlsx"
    assert [each["form"] for each in read_file(filled, "a").documents] != ["青溪-申报表"]
    folders.add_folder(tmp_path / "版式")
    assert [each["form"] for each in read_file(filled, "a").documents] == ["青溪-申报表"]
    titled = own_columns(tmp_path / "别名.xlsx", filled=True, title="____年青溪县项目支出绩效目标申报表")
    assert [each["form"] for each in read_file(titled, "a").documents] == ["青溪-申报表"]
    others = two_sided(tmp_path / "两侧.xlsx", filled=True)
    assert [each["form"] for each in read_file(others, "a").documents] != ["青溪-申报表"]


def test_a_two_sided_form_is_learned_with_one_answer(tmp_path: Path) -> None:
    blank = two_sided(tmp_path / "空白.xlsx", filled=False)
    learned = learn(blank, [two_sided(tmp_path / "民政局.xlsx", filled=True)], tmp_path / "版式")
    assert [each.text for each in learned.open] == ["分管县领导批示"]
    (document,) = learned.trials[0].documents
    assert document["funding"]["annual"] == 300
    assert [(each["level3"], each["target"]) for each in document["indicators"]] == [
        ("改造敬老院数量", 3),
        ("工程验收合格率", 100),
        ("老人满意度", 93),
    ]
    assert other(document) == {"分管县领导批示": "同意"}


def test_a_list_is_learned(tmp_path: Path) -> None:
    blank = project_list(tmp_path / "空白.xlsx", filled=False)
    learned = learn(blank, [project_list(tmp_path / "教育局.xlsx", filled=True)], tmp_path / "版式")
    assert [each.text for each in learned.open] == ["责任股室"]
    documents = learned.trials[0].documents
    assert [(each.get("project"), len(each["indicators"])) for each in documents] == [("食堂改造", 2), ("校车补贴", 1)]
    assert {each["form"] for each in documents} == {learned.form.id}


def test_a_form_in_word_is_learned(tmp_path: Path) -> None:
    blank = in_word(tmp_path / "空白.docx", filled=False)
    learned = learn(blank, [in_word(tmp_path / "林业局.docx", filled=True)], tmp_path / "版式")
    assert {each.text: each.place for each in learned.open} == {"项目属地乡镇": "表1!D2", "佐证要求": "表1!E4"}
    (document,) = learned.trials[0].documents
    assert (document["form"], document["department"]) == ("空白", "青溪县林业局")
    assert document["indicators"][0]["cell"] == "C5"
    assert document["indicators"][0].get("other") == {"佐证要求": "现场照片"}


def test_a_filled_form_given_as_a_blank_is_told_and_its_values_are_no_labels(tmp_path: Path) -> None:
    learned = learn(own_columns(tmp_path / "已填.xlsx", filled=True), [], tmp_path / "版式")
    assert learned.blank.is_filled
    texts = {each.text for each in learned.blank.labels}
    assert not texts & {"青溪河河道清淤", "清淤河道长度", "86.5", "是"}


def test_what_is_no_form_is_refused(tmp_path: Path) -> None:
    nothing = write_document(
        tmp_path / "通知.docx", paragraph("各单位：") + table(word_row("序号", "单位"), word_row("1", "甲局"))
    )
    with pytest.raises(InputError, match="没有找到像绩效目标表的空白表"):
        learn(nothing, [], tmp_path / "版式")
    audit = own_columns(tmp_path / "审核.xlsx", filled=False, title="项目支出绩效目标审核表")
    with pytest.raises(InputError, match="不是填报绩效目标的表"):
        learn(audit, [], tmp_path / "版式")


def test_an_id_of_another_form_is_refused(tmp_path: Path) -> None:
    blank = own_columns(tmp_path / "空白.xlsx", filled=False)
    with pytest.raises(UsageError, match="内置"):
        learn(blank, [], tmp_path / "版式", "project-2026")
    learn(blank, [], tmp_path / "版式", "甲")
    with pytest.raises(UsageError, match="已经是另一张表"):
        learn(two_sided(tmp_path / "两侧.xlsx", filled=False), [], tmp_path / "版式", "甲")


def test_a_built_in_form_is_told_to_be_one(tmp_path: Path, jixiao: Call) -> None:
    blank = tmp_path / "空白.xlsx"
    assert jixiao("template", "new", "project-2026", "-o", str(blank)).code == 0
    assert learn(blank, [], tmp_path / "版式", "本县").same_as == "project-2026"


@pytest.mark.parametrize("form", ["project-2026", "department-2026", "selfeval-2020", "monitoring-2019"])
def test_the_line_that_counts_what_is_left_to_do_above_a_template_is_no_label(tmp_path: Path, form: str) -> None:
    new_template(form, tmp_path / "空白.xlsx")
    assert learn(tmp_path / "空白.xlsx", [], tmp_path / "版式", "our-form").open == ()


def test_an_answer_that_is_not_offered_names_its_cell(tmp_path: Path) -> None:
    blank = own_columns(tmp_path / "空白.xlsx", filled=False)
    learn(blank, [], tmp_path / "版式")
    answer(tmp_path / "版式", {"项目由来": ("项目的由来",)})
    with pytest.raises(InputError) as error:
        learn(blank, [], tmp_path / "版式")
    assert error.value.sheet == "待确认"
    assert error.value.cell is not None
    assert "不在列表中" in error.value.message


def test_the_command_says_what_to_do_next(tmp_path: Path, jixiao: Call) -> None:
    blank = own_columns(tmp_path / "空白.xlsx", filled=False)
    filled = own_columns(tmp_path / "水务局.xlsx", filled=True)
    result = jixiao("forms", "learn", str(blank), str(filled), "-o", str(tmp_path / "版式"))
    assert result.code == 0, result.err
    assert "有 5 个栏目要确认" in result.err
    assert "青溪河河道清淤" in result.out
    as_json = json.loads(jixiao("forms", "learn", str(blank), "-o", str(tmp_path / "版式"), "--json").out)
    assert next(each["label"] for each in as_json["open"]) == "项目由来"
    listed = jixiao("forms", "--forms", str(tmp_path / "版式"))
    assert "空白.json" in listed.out
    shown = jixiao("forms", "空白", "--forms", str(tmp_path / "版式"))
    assert "本地版式" in shown.out
