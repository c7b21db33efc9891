"""Marked copies of Word documents: comments at the cells, and everything else as it was."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from jixiao.consolidate.returns.own_output import is_own_output
from jixiao.forms.reading import read_file
from jixiao.reports.annotate import annotate
from programs import Office
from reports.reported import NASTY, WARNING, finding, report
from word_documents import W, cell, paragraph, row, table, write_document

BODY = (
    paragraph("2027年项目支出绩效目标表")
    + table(
        row("项目名称", cell("渡口修缮", 2)),
        row(cell("项目金额", merge="restart"), "总额", "35"),
        row(cell("", merge="continue"), "其中", cell(table(row("甲", "乙")))),
    )
    + paragraph("填报人：")
)


@pytest.fixture
def original(tmp_path: Path) -> Path:
    return write_document(tmp_path / "水利局.docx", BODY)


def marked(original: Path, *findings) -> Path:
    made = annotate(report(findings, paths=[(original.name, original)]), original.parent / "退回")
    (returned,) = made.files
    assert returned.marked, returned.reason
    assert returned.path is not None
    return returned.path


def comments(path: Path) -> list[tuple[str, str]]:
    """The text on which each comment stands, and its first line."""
    found = []
    with zipfile.ZipFile(path) as package:
        from lxml import etree

        root = etree.fromstring(package.read("word/document.xml"))
    on = {}
    for start in root.iter(f"{{{W}}}commentRangeStart"):
        on[start.get(f"{{{W}}}id")] = "".join(start.getparent().itertext(f"{{{W}}}t"))
    for each in docx.Document(str(path)).comments:
        found.append((on[str(each.comment_id)], each.text.split("\n")[0]))
    return sorted(found)


def test_each_problem_is_a_comment_at_its_cell(original: Path) -> None:
    path = marked(
        original,
        finding("金额不对", file=original.name, sheet="表1", cell="C2"),
        finding("没有单位", file=original.name, sheet="表1", cell="A3", severity=WARNING),
        finding("标题没有年度", file=original.name, sheet="表1", cell="A0"),
        finding("没有签字", file=original.name, sheet="表1", cell="A4"),
        finding("里面不对", file=original.name, sheet="表1", cell="D3"),
    )
    assert path.name == "水利局（已标注）.docx"
    assert [on for on, _ in comments(path)] == ["2027年项目支出绩效目标表", "35", "乙", "填报人：", "项目金额"]
    assert all(text.startswith("【") for _, text in comments(path))


def test_the_text_is_as_it_was_and_the_original_untouched(original: Path) -> None:
    before = original.read_bytes()
    path = marked(original, finding("金额不对", file=original.name, sheet="表1", cell="C2"))
    assert original.read_bytes() == before
    first, second = read_file(original, "a.docx").documents, read_file(path, "a.docx").documents
    assert first == second


def test_what_is_said_of_a_sheet_without_a_cell_stands_at_its_beginning(original: Path) -> None:
    path = marked(original, finding("少了一部分", file=original.name, sheet="表1", cell=None))
    assert [on for on, _ in comments(path)] == ["2027年项目支出绩效目标表"]


def test_a_second_round_takes_the_comments_of_the_first_away_and_leaves_those_of_others(original: Path) -> None:
    document = docx.Document(str(original))
    document.add_comment(document.paragraphs[0].runs, "请核对", author="王某", initials="王")
    document.save(str(original))
    first = marked(original, finding("金额不对", file=original.name, sheet="表1", cell="C2"))
    again = original.parent / "二次.docx"
    again.write_bytes(first.read_bytes())
    path = marked(again, finding("没有单位", file=again.name, sheet="表1", cell="A3"))
    assert [on for on, _ in comments(path)] == ["2027年项目支出绩效目标表", "项目金额"]
    assert len(comments(first)) == 2


def test_the_copy_is_known_as_a_result_until_word_has_saved_it(original: Path) -> None:
    path = marked(original, finding("金额不对", file=original.name, sheet="表1", cell="C2"))
    assert is_own_output(path)
    document = docx.Document(str(path))
    document.save(str(path))
    assert not is_own_output(path)


def test_any_text_can_be_said(original: Path) -> None:
    path = marked(original, *(finding(text, file=original.name, sheet="表1", cell="C2") for text in NASTY))
    assert len(comments(path)) == 1


@pytest.mark.office
def test_an_office_program_opens_the_copy(original: Path, office: Office, tmp_path: Path) -> None:
    path = marked(original, finding("金额不对", file=original.name, sheet="表1", cell="C2"))
    assert office.convert(path, "pdf", tmp_path).stat().st_size > 1000
