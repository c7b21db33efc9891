"""A form in a Word document is read like the same form in a workbook, each value with its place in the table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from jixiao.checks.rule_engine import check_documents
from jixiao.forms.reading import documents_of, read_file
from jixiao.grid.open import open_workbook
from jixiao_samples import write_samples
from word_documents import cell, document_of_workbook, paragraph, row, table, write_document

PLACES = frozenset(("cell", "cells", "title_cell", "source", "notes", "observations"))


def leaves(value: Any, path: str = "") -> dict[str, str]:
    """Everything read, by its path, without blanks; places left out."""
    if isinstance(value, dict):
        return {
            key: leaf
            for name, held in value.items()
            if name not in PLACES
            for key, leaf in leaves(held, f"{path}/{name}").items()
        }
    if isinstance(value, list):
        return {key: leaf for index, held in enumerate(value) for key, leaf in leaves(held, f"{path}/{index}").items()}
    return {} if value is None else {path: "".join(str(value).split())}


@pytest.mark.parametrize("lines_outside", [False, True])
def test_workbooks_turned_into_word_documents_are_read_the_same(tmp_path: Path, lines_outside: bool) -> None:
    write_samples(tmp_path, departments=6, forms=8, seed=11, layouts="mixed")
    for path in sorted(tmp_path.glob("*.xlsx")):
        word = tmp_path / f"{path.stem}.docx"
        document_of_workbook(open_workbook(path), word, lines_outside=lines_outside)
        expected, actual = read_file(path, path.name).documents, read_file(word, word.name).documents
        assert [leaves(each) for each in actual] == [leaves(each) for each in expected]


def goal_form(*, amount: str = "36.5") -> str:
    """A project's form as a clerk types it in Word: title and department in paragraphs, the rest a table."""
    return (
        paragraph("2027年项目支出绩效目标表")
        + paragraph("填报单位（盖章）：青溪县林业局\t金额单位：万元")
        + table(
            row("项目名称", cell("古树名木保护", 6)),
            row("项目金额", cell(amount, 6)),
            row("年度绩效目标", cell("完成全县古树名木挂牌保护。", 6)),
            row("一级指标", "二级指标", "三级指标", "指标值", "度量单位", "指标值类型", "备注"),
            row(cell("产出指标", merge="restart"), "数量指标", "挂牌古树数量", "120", "株", "≥", ""),
            row(cell("", merge="continue"), "质量指标", "标牌合格率", "98", "%", "≥", ""),
            row("满意度指标", "服务对象满意度指标", "群众满意度", "90", "%", "≥", ""),
        )
        + paragraph("填报人：林某\t联系电话：0700-1234567")
    )


def test_addresses_count_from_the_first_row_of_the_table(tmp_path: Path) -> None:
    path = write_document(tmp_path / "林业局.docx", goal_form())
    (document,) = read_file(path, path.name).documents
    assert document["source"]["sheet"] == "表1"
    assert document["department"] == "青溪县林业局"
    assert document["cells"]["project"] == "B1"
    assert document["cells"]["department"] == "A0"
    assert document["source"]["title_cell"] == "A-1"
    assert [(each["level3"], each["cell"]) for each in document["indicators"]] == [
        ("挂牌古树数量", "C5"),
        ("标牌合格率", "C6"),
        ("群众满意度", "C7"),
    ]
    assert document["indicators"][1]["level1"] == "产出指标"
    assert document["signoff"]["preparer"] == "林某"
    assert not document["unread"]


def test_a_finding_names_the_table_and_the_cell(tmp_path: Path) -> None:
    body = goal_form().replace("98", "120")
    path = write_document(tmp_path / "林业局.docx", body)
    found = check_documents(read_file(path, path.name).documents).findings
    assert any((each.sheet, each.cell) == ("表1", "D6") for each in found)


def test_several_forms_in_a_file_are_several_sheets(tmp_path: Path) -> None:
    path = write_document(tmp_path / "a.docx", goal_form() + goal_form(amount="12"))
    documents = documents_of(open_workbook(path), "a.docx")
    assert [each["source"]["sheet"] for each in documents] == ["表1", "表2"]
    assert [each["signoff"]["preparer"] for each in documents] == ["林某", "林某"]
    assert all(re.fullmatch(r"A-1", each["source"]["title_cell"]) for each in documents)


def test_a_document_without_a_form_is_skipped(tmp_path: Path) -> None:
    path = write_document(
        tmp_path / "通知.docx", paragraph("各部门：请按时报送。") + table(row("序号", "单位"), row("1", "甲局"))
    )
    assert read_file(path, path.name).status == "skipped"
    empty = write_document(tmp_path / "空.docx", paragraph("没有表。"))
    assert read_file(empty, empty.name).status == "skipped"
