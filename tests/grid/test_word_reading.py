"""Word documents as grids: what stands where, in which text, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.errors import BrokenWorkbookError, EncryptedWorkbookError, HostileWorkbookError, NotAWorkbookError
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet
from jixiao.grid.open import open_workbook
from jixiao.grid.word.docx import line_cells
from word_documents import PAGE_BREAK, W, cell, paragraph, row, table, write_document

MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


@pytest.fixture
def sheets(tmp_path: Path):
    def read(body: str, **more) -> list[Sheet]:
        return open_workbook(write_document(tmp_path / "表.docx", body, **more)).sheets

    return read


def texts(sheet: Sheet) -> list[list[object]]:
    return [list(cells.values()) for cells in sheet.rows.values()]


def test_a_table_is_a_sheet_with_the_paragraphs_above_and_below_as_its_lines(sheets) -> None:
    body = (
        paragraph("目标表")
        + paragraph("单位：甲局\t金额单位：万元")
        + table(row("一", "二", "三"))
        + paragraph("填表人：张三")
    )
    (sheet,) = sheets(body)
    assert (sheet.name, sheet.lines_above) == ("表1", 2)
    assert sheet.rows == {
        1: {1: "目标表"},
        2: {1: "单位：甲局", 2: "金额单位：万元"},
        3: {1: "一", 2: "二", 3: "三"},
        4: {1: "填表人：张三"},
    }
    assert Range(1, 1, 1, 3) in sheet.merges


def test_merged_cells_keep_their_places(sheets) -> None:
    (sheet,) = sheets(
        table(
            row(cell("甲", 2), cell("乙", merge="restart")),
            row("丙", "丁", cell("", merge="continue")),
            row(cell("戊", 3)),
        )
    )
    assert sheet.rows == {1: {1: "甲", 3: "乙"}, 2: {1: "丙", 2: "丁"}, 3: {1: "戊"}}
    assert sheet.merges == [Range(1, 1, 1, 2), Range(1, 3, 2, 3), Range(3, 1, 3, 3)]


def test_cells_left_out_before_a_row_move_it_to_the_right(sheets) -> None:
    (sheet,) = sheets(table(row("甲", "乙"), row("丙", properties='<w:gridBefore w:val="1"/>')))
    assert sheet.rows[2] == {2: "丙"}


def test_a_table_inside_a_cell_takes_its_place_and_what_is_beside_it_grows(sheets) -> None:
    inner = table(row("a", "b", "c"), row("d", "e", "f"))
    (sheet,) = sheets(table(row("头", "尾"), row("旁", cell(inner)), row("下", "末")))
    assert sheet.rows == {
        1: {1: "头", 2: "尾"},
        2: {1: "旁", 2: "a", 3: "b", 4: "c"},
        3: {2: "d", 3: "e", 4: "f"},
        4: {1: "下", 2: "末"},
    }
    assert Range(2, 1, 3, 1) in sheet.merges
    assert Range(1, 2, 1, 4) in sheet.merges


def test_a_frame_of_one_cell_around_a_table_adds_nothing(sheets) -> None:
    (sheet,) = sheets(table(row(cell(table(row("甲", "乙"), row("丙", "丁"))))))
    assert texts(sheet) == [["甲", "乙"], ["丙", "丁"]]


def test_a_table_that_goes_on_after_the_page_is_one_sheet(sheets) -> None:
    first = table(row("项目名称", "道路"), row("一级指标", "二级指标", "三级指标"), row("产出指标", "数量指标", "里程"))
    rest = table(row("产出指标", "质量指标", "合格率"))
    for between in ("", paragraph(), PAGE_BREAK, paragraph("（续表）")):
        (sheet,) = sheets(first + between + rest)
        assert texts(sheet)[-1] == ["产出指标", "质量指标", "合格率"]
        assert max(sheet.rows) == 4


def test_a_title_or_a_line_between_two_tables_begins_another_sheet(sheets) -> None:
    first, second = table(row("项目名称", "道路")), table(row("项目名称", "桥梁"))
    between = paragraph("填表人：张三") + paragraph("附件2：") + paragraph("项目支出绩效目标表")
    one, two = sheets(first + between + second)
    assert texts(one) == [["项目名称", "道路"], ["填表人：张三"]]
    assert (two.name, two.lines_above) == ("表2", 2)
    titled = table(row(cell("项目支出绩效目标表", 2)), row("项目名称", "桥梁"))
    assert len(sheets(first + paragraph() + titled)) == 2
    # The same first label once more: the next form of the kind.
    assert len(sheets(first + paragraph() + second)) == 2


def test_tracked_changes_are_read_as_accepted_and_told(sheets) -> None:
    changed = (
        '<w:p><w:r><w:t>1</w:t></w:r><w:del w:id="1"><w:r><w:delText>20</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>35</w:t></w:r></w:ins></w:p>'
    )
    gone = row("旧", "行", properties='<w:del w:id="3"/>')
    (sheet,) = sheets(table(row("金额", cell(changed)), gone, row("目标", "新")))
    assert texts(sheet) == [["金额", "135"], ["目标", "新"]]
    assert sheet.revised == [(1, 2)]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        pytest.param('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/><w:t>是</w:t></w:r>', "☑是", id="symbol ticked"),
        pytest.param('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/><w:t>否</w:t></w:r>', "□否", id="symbol empty"),
        pytest.param('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t></w:r>', "≥95%", id="symbol compares"),
        pytest.param(
            '<w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar>'
            "</w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:t>是</w:t></w:r>",
            "☑是",
            id="form field ticked",
        ),
        pytest.param(
            "<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>",
            "☒",
            id="content control",
        ),
        pytest.param("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:t>见</w:t></w:r>", "见", id="hidden"),
        pytest.param("<w:r><w:rPr><w:strike/></w:rPr><w:t>12</w:t></w:r><w:r><w:t>15</w:t></w:r>", "15", id="struck"),
        pytest.param('<w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>12</w:t></w:r>', "12", id="strike switched off"),
        pytest.param("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r>", "上\n下", id="line break"),
        pytest.param("<w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink>", "链", id="link"),
    ],
)
def test_the_text_of_a_cell_is_what_the_page_shows(sheets, inside: str, text: str) -> None:
    (sheet,) = sheets(table(row(cell(f"<w:p>{inside}</w:p>"))))
    assert sheet.rows == {1: {1: text}}


def test_a_paragraph_struck_out_as_a_whole_is_told_and_no_part_of_a_cell(sheets) -> None:
    struck = "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>80%</w:t></w:r></w:p>"
    (sheet,) = sheets(table(row(cell(struck), cell(struck + paragraph("90%")))))
    assert sheet.rows == {1: {2: "90%"}}
    assert sheet.struck == {(1, 1): "80%", (1, 2): "80%"}


def test_the_text_of_a_box_is_read_where_it_is_anchored_and_once(sheets) -> None:
    box = "<w:txbxContent>" + paragraph("项目支出绩效目标表") + "</w:txbxContent>"
    anchored = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    (sheet,) = sheets(anchored + table(row("甲", "乙")))
    assert texts(sheet) == [["项目支出绩效目标表"], ["甲", "乙"]]


def test_lines_with_several_labels_are_cut_before_each() -> None:
    assert line_cells("填报单位：甲局　　　　金额单位：万元", 4) == [(1, "填报单位：甲局"), (3, "金额单位：万元")]
    assert line_cells("2026年  项目  绩效目标表", 4) == [(1, "2026年  项目  绩效目标表")]
    assert line_cells("填报单位：        甲局", 4) == [(1, "填报单位：        甲局")]


def test_a_long_notice_above_the_table_is_not_taken_along(sheets) -> None:
    (sheet,) = sheets(
        "".join(paragraph(f"第{n}条") for n in range(100)) + PAGE_BREAK + paragraph("目标表") + table(row("甲"))
    )
    assert texts(sheet) == [["目标表"], ["甲"]]


def test_a_document_with_macros_or_outside_links_is_read_and_nothing_of_it_is_followed(sheets) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        'Target="http://127.0.0.1:9/x.dotm" TargetMode="External"/></Relationships>'
    )
    parts = {"word/_rels/document.xml.rels": relations, "word/vbaProject.bin": "x"}
    (sheet,) = sheets(table(row("甲")), content_type=MACROS, parts=parts)
    assert texts(sheet) == [["甲"]]


def test_a_document_is_known_by_its_content_whatever_it_is_called(tmp_path: Path) -> None:
    path = write_document(tmp_path / "表.docx", table(row("甲")))
    renamed = path.rename(tmp_path / "其实是文档.xlsx")
    assert [sheet.name for sheet in open_workbook(renamed).sheets] == ["表1"]


def test_ten_thousand_tables_are_refused(sheets) -> None:
    with pytest.raises(HostileWorkbookError, match="表格超过 2000 个"):
        sheets((table(row("甲")) + paragraph("表")) * 10_000)


def test_tables_nested_beyond_reason_are_refused(sheets) -> None:
    body = table(row("甲"))
    for _ in range(20):
        body = table(row(cell(body)))
    with pytest.raises(HostileWorkbookError, match="嵌套"):
        sheets(body)
    with pytest.raises(HostileWorkbookError, match="嵌套"):
        sheets("<w:sdt><w:sdtContent>" * 5000 + table(row("甲")) + "</w:sdtContent></w:sdt>" * 5000)


def test_declared_entities_are_refused(tmp_path: Path) -> None:
    path = write_document(tmp_path / "表.docx", table(row("甲")))
    body = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><w:document xmlns:w="{W}"><w:body/></w:document>'
    import zipfile

    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = body.encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    with pytest.raises(HostileWorkbookError, match="DTD"):
        open_workbook(path)


def test_a_damaged_document_says_to_repair_it_in_word(tmp_path: Path) -> None:
    path = write_document(tmp_path / "表.docx", "<w:tbl>")
    with pytest.raises(BrokenWorkbookError) as error:
        open_workbook(path)
    assert "另存为 .docx" in error.value.reason


def test_an_old_or_protected_document_says_what_to_do(tmp_path: Path) -> None:
    from grid.compound_writer import compound

    old = tmp_path / "旧.doc"
    old.write_bytes(compound({"WordDocument": b"x" * 5000}))
    with pytest.raises(NotAWorkbookError) as error:
        open_workbook(old)
    assert error.value.reason == "内容是 Word 97–2003 文档（.doc）。请用 Word 或 WPS 打开，另存为 .docx 后重新报送"
    locked = tmp_path / "锁.docx"
    locked.write_bytes(compound({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"x" * 500}))
    with pytest.raises(EncryptedWorkbookError):
        open_workbook(locked)
