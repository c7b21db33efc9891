"""STR-017: what is said of a form that came in a Word file."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.checks.catalogue import message
from jixiao.checks.finding import Finding
from jixiao.checks.rule_engine import check_documents
from jixiao.forms.reading import read_file
from word_documents import cell, paragraph, row, table, write_document

CHANGED = (
    '<w:p><w:del w:id="1"><w:r><w:delText>{old}</w:delText></w:r></w:del>'
    '<w:ins w:id="2"><w:r><w:t>{new}</w:t></w:r></w:ins></w:p>'
)


def found(folder: Path, amount: str, target: str) -> list[Finding]:
    body = paragraph("2027年项目支出绩效目标表") + table(
        row("项目名称", cell("渡口修缮", 6)),
        row("项目金额", cell(amount, 6)),
        row("一级指标", "二级指标", "三级指标", "指标值", "度量单位", "指标值类型", "备注"),
        row("产出指标", "数量指标", "修缮渡口", cell(target), "个", "≥", ""),
    )
    path = write_document(folder / "渡口.docx", body)
    documents = read_file(path, path.name).documents
    assert len(documents) == 1
    return [each for each in check_documents(documents).findings if each.code == "STR-017"]


def test_changes_that_nobody_accepted_are_told_once_with_their_cells(tmp_path: Path) -> None:
    first, second = CHANGED.format(old="20", new="35"), CHANGED.format(old="4", new="6")
    (finding,) = found(tmp_path, first, second)
    assert (finding.sheet, finding.cell) == ("表1", "B2")
    assert finding.related == ("渡口.docx!表1!D4",)
    assert message(finding) == "Word 文件中有2处未接受的修订，已按接受修订后的文字读取"


@pytest.mark.parametrize("amount", ["35", "<w:p><w:r><w:t>35</w:t></w:r></w:p>"])
def test_without_changes_nothing_is_told(tmp_path: Path, amount: str) -> None:
    assert found(tmp_path, amount, "6") == []
