"""The return notice: a letter that can be completed and sent, and the problems in words."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import docx
import pytest

from jixiao.checks.finding import Finding
from jixiao.reports import notice
from jixiao.reports.letter import Letter
from jixiao.reports.notice import in_words
from jixiao.reports.problem import NO_DEPARTMENT
from programs import Office
from reports.reported import INFO, NASTY, WARNING, everywhere, finding, report

MADE = datetime(2026, 3, 1, 9, 30)

FINDINGS = [
    finding(
        "资金总额100≠各来源合计90，差额10万元。",
        code="SCR-003",
        expected=Decimal("90"),
        related=("教育局.xlsx!项目二!E3",),
    ),
    finding("口径不一", severity=WARNING, cell="C2"),
    finding("汇总表合计不符", project=None, sheet="汇总", cell="C9", file="汇总.xlsx"),
    finding("缺金额", project="操场改造", sheet="项目三", cell="B5"),
    finding("缺单位", project="操场改造", sheet="项目三", cell="B6"),
    finding("日期格式", severity=INFO),
]


def written(path: Path, findings: list[Finding], *, marked: bool = True) -> list[str]:
    """The paragraphs of the first notice on the findings."""
    path.write_bytes(notice.notice(report(findings).groups[0], made=MADE, marked=marked))
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def rows(path: Path) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in docx.Document(str(path)).tables[0].rows]


def test_the_letter_names_the_department_its_files_and_what_is_asked(tmp_path: Path) -> None:
    texts = written(tmp_path / "a.docx", FINDINGS)
    assert texts[0] == "关于退回修改预算绩效目标的通知"
    assert "教育局：" in texts
    letter = "\n".join(texts)
    assert "（教育局.xlsx、汇总.xlsx）" in letter
    assert "需要退回修改的问题4处、需要说明或完善的问题1处" in letter
    assert "于　　　　年　　月　　日前重新报送" in letter
    assert "用颜色和批注标明" in letter
    assert "附件：预算绩效目标问题清单" in letter
    assert "（审核单位盖章）" in letter


def test_a_letter_about_self_evaluations_does_not_speak_of_goals(tmp_path: Path) -> None:
    closing = [finding("得分大于分值", code="SEV-007", file="自评.xlsx"), finding("口径不一", file="自评.xlsx")]
    texts = written(tmp_path / "a.docx", closing)
    assert texts[0] == "关于退回修改绩效自评的通知"
    assert any("你单位报送的绩效自评表（自评.xlsx）" in text for text in texts)
    assert not any("绩效目标" in text for text in texts)
    assert written(tmp_path / "b.docx", [*closing, *FINDINGS])[0] == "关于退回修改预算绩效目标、绩效自评的通知"


@pytest.mark.parametrize(
    ("due", "asked"),
    [(date(2026, 3, 9), "于2026年3月9日前重新报送"), (date(2026, 2, 1), "一并书面说明，尽快重新报送")],
)
def test_nobody_is_asked_to_report_by_a_day_that_is_over(tmp_path: Path, due: date, asked: str) -> None:
    letter = Letter(day=MADE.date(), due=due)
    (tmp_path / "a.docx").write_bytes(notice.notice(report(FINDINGS).groups[0], made=MADE, marked=True, letter=letter))
    assert any(asked in each.text for each in docx.Document(str(tmp_path / "a.docx")).paragraphs)


def test_without_a_marked_copy_it_does_not_speak_of_one(tmp_path: Path) -> None:
    assert "颜色和批注" not in "\n".join(written(tmp_path / "a.docx", FINDINGS, marked=False))


def test_the_problems_stand_by_project_the_worst_first(tmp_path: Path) -> None:
    written(tmp_path / "a.docx", FINDINGS)
    header, *listed = rows(tmp_path / "a.docx")
    assert header == ["序号", "处理要求", "位置", "问题与修改意见"]
    assert [row[0] for row in listed] == [
        "一、操场改造（教育局.xlsx；错误 2）",
        "1",
        "2",
        "二、校舍维修（教育局.xlsx；错误 1，警告 1）",
        "3",
        "4",
        "三、部门整体、汇总表及其他（汇总.xlsx；错误 1）",
        "5",
    ]
    assert [row[1] for row in listed if row[0].isdigit()] == [*["退回修改"] * 3, "需说明或完善", "退回修改"]
    assert listed[1][2] == "项目三\nB5"


def test_hints_are_counted_and_not_listed(tmp_path: Path) -> None:
    texts = written(tmp_path / "a.docx", FINDINGS)
    assert any("另有1条提示" in text for text in texts)
    assert not any("日期格式" in cell for row in rows(tmp_path / "a.docx") for cell in row)


def test_a_problem_is_told_in_whole_sentences() -> None:
    problem = report(FINDINGS).problems[0]
    assert in_words(problem) == (
        "资金总额100≠各来源合计90，差额10万元。建议值：90。请核实后修改。另见：项目二!E3。"
        "依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）。"
    )


def test_many_files_are_named_in_short(tmp_path: Path) -> None:
    texts = written(tmp_path / "a.docx", [finding("x", file=f"{n}.xlsx") for n in range(5)])
    assert "（0.xlsx、1.xlsx、2.xlsx等5个文件）" in "\n".join(texts)


def test_who_filed_it_can_be_filled_in_where_it_is_not_known(tmp_path: Path) -> None:
    texts = written(tmp_path / "a.docx", [finding("x", department=None)])
    assert "　　　　　　：" in texts
    assert f"单位：{NO_DEPARTMENT}　　错误 1" in texts


def test_the_properties_of_the_document_are_ours(tmp_path: Path) -> None:
    written(tmp_path / "a.docx", FINDINGS)
    properties = docx.Document(str(tmp_path / "a.docx")).core_properties
    assert (properties.title, properties.author, properties.comments) == (
        "关于退回修改预算绩效目标的通知",
        "Jixiao",
        "",
    )
    assert properties.created.replace(tzinfo=None) == MADE


def test_whatever_was_typed_is_text(tmp_path: Path) -> None:
    texts = [text for text in NASTY if text]
    nasty = report([everywhere(text) for text in texts]).groups[0]
    (tmp_path / "a.docx").write_bytes(notice.notice(nasty, made=MADE, marked=True))
    one = finding("\n".join(texts))
    written(tmp_path / "a.docx", [one])
    cell = rows(tmp_path / "a.docx")[2][3]
    assert "</script><script>" in cell and "=cmd|'/c calc'!A1" in cell and "_x000D__x0041_" in cell


@pytest.mark.office
def test_libreoffice_prints_it(tmp_path: Path, office: Office) -> None:
    if shutil.which("lowriter") is None or shutil.which("pdftotext") is None:
        pytest.skip("LibreOffice Writer or poppler-utils is not installed")
    written(tmp_path / "退回通知.docx", FINDINGS)
    pdf = office.convert(tmp_path / "退回通知.docx", "pdf", tmp_path)
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    letter, problems = text.split("\f")[:2]
    assert "关于退回修改预算绩效目标的通知" in letter
    assert "预算绩效目标问题清单" in problems and "操场改造" in problems
