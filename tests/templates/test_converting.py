"""A form from a Word file becomes a filled template; nothing is left out without a word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from jixiao.errors import InputError, UsageError
from jixiao.forms.reading import read_file
from jixiao.grid.open import open_workbook
from jixiao.templates.converting import convert
from jixiao_cli.app import app
from jixiao_samples import write_samples
from word_documents import cell, document_of_workbook, paragraph, row, table, write_document


def goal_form(folder: Path) -> Path:
    body = (
        paragraph("2027年项目支出绩效目标表")
        + paragraph("填报单位（盖章）：青溪县林业局\t金额单位：万元")
        + table(
            row("项目名称", cell("古树名木保护", 6)),
            row("项目金额", cell("36.5", 6)),
            row("本年度绩效目标", cell("完成全县古树名木挂牌保护。", 6)),
            row("一级指标", "二级指标", "三级指标", "指标值", "度量单位", "指标值类型", "备注"),
            row("产出指标", "数量指标", "挂牌古树数量", "120", "株", "≥", ""),
            row("满意度指标", "服务对象满意度指标", "群众满意度", "90", "%", "≥", "问卷"),
        )
    )
    return write_document(folder / "林业局.docx", body)


def test_the_template_says_what_the_word_file_says(tmp_path: Path) -> None:
    output = tmp_path / "表.xlsx"
    made = convert(goal_form(tmp_path), output)
    assert (made.forms, made.left_out) == (1, ())
    (document,) = read_file(output, output.name).documents
    assert (document["form"], document["fiscal_year"], document["department"]) == ("project-2026", 2027, "青溪县林业局")
    assert document["funding"]["total"] == pytest.approx(36.5)
    assert [(each["level3"], each["target"], each["unit"]) for each in document["indicators"]] == [
        ("挂牌古树数量", 120, "株"),
        ("群众满意度", 90, "%"),
    ]
    assert not document["unread"]


def test_all_forms_of_a_file_go_into_one_workbook(tmp_path: Path) -> None:
    (path,) = write_samples(tmp_path, departments=1, forms=5, seed=3, mistakes=0, layouts="legacy").files
    word = tmp_path / "表.docx"
    document_of_workbook(open_workbook(path), word, lines_outside=True)
    made = convert(word, tmp_path / "模板.xlsx")
    assert made.forms == 5
    assert made.left_out == ()
    assert len(read_file(tmp_path / "模板.xlsx", "模板.xlsx").documents) == 5


def test_what_has_no_place_in_the_template_is_told_with_its_cell(tmp_path: Path) -> None:
    text = "专家组意见需另行附送"
    body = paragraph("2027年项目支出绩效目标表") + table(
        row("项目名称", "古树名木保护", "附送材料", text),
        row("项目金额", "12", "", ""),
        row("一级指标", "二级指标", "三级指标", "指标值"),
        row("产出指标", "数量指标", "挂牌古树数量", "≥120株"),
    )
    body += paragraph("填表人：林某")
    made = convert(write_document(tmp_path / "b.docx", body), tmp_path / "b.xlsx")
    assert any(text in left.text and left.cell == "D1" for left in made.left_out)
    # The template of 2026 prints no line for it.
    assert ("表1", "A5", "填表人", "林某") in made.left_out
    assert not any("120" in left.text for left in made.left_out)


def test_a_file_without_a_form_or_an_output_of_another_kind_is_refused(tmp_path: Path) -> None:
    empty = write_document(tmp_path / "空.docx", paragraph("没有表"))
    with pytest.raises(InputError, match="没有识别出"):
        convert(empty, tmp_path / "a.xlsx")
    with pytest.raises(UsageError):
        convert(goal_form(tmp_path), tmp_path / "林业局.docx")


def test_the_command_tells_how_many_forms_and_what_was_left_out(tmp_path: Path) -> None:
    output = tmp_path / "表.xlsx"
    result = CliRunner().invoke(app, ["convert", str(goal_form(tmp_path)), "-o", str(output), "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout) == {"output": str(output), "forms": 1, "left_out": []}
    assert "1 张表，未转入 0 处" in result.stderr
