"""What an officer changes at the approval: beside the summary, or in the approved form itself."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import Workbook, load_workbook

from jixiao.errors import UsageError
from jixiao.season.approval import Ask, approve
from jixiao.season.beginning import begin
from jixiao.season.department_states import season_status
from jixiao.season.folder import SeasonFolder
from jixiao.season.publication import publish
from jixiao.season.rounds import run
from sheet_table import sheet as sheet_of

NAME = "白石县残疾人联合会"
FORM = """
项目支出绩效目标申报表
（2027年度）
项目名称 | 残疾人辅具适配 | | | 主管部门 | 白石县残疾人联合会
资金情况（元） | 年度资金总额 | | 350000
 | 其中：财政拨款 | | 350000
总体目标 | 适配辅助器具，残疾人满意
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位
 | 产出指标 | 数量指标 | 适配人数 | 420 | 人
 | 产出指标 | 质量指标 | 辅具合格率 | 100% |
 | 产出指标 | 时效指标 | 适配完成时间 | 2027年9月底前 |
 | 效益指标 | 社会效益指标 | 辅具使用率 | ≥95% |
 | 满意度指标 | 服务对象满意度指标 | 残疾人满意度 | ≥92% |
"""


@pytest.fixture
def season(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SeasonFolder:
    """A season with one return, after its first round."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")  # 2027-01-15
    roster = tmp_path / "花名册.csv"
    roster.write_text(f"部门,编码\n{NAME},303\n", encoding="utf-8")
    folder = SeasonFolder(tmp_path / "一季")
    begin(folder, year=2027, bureau="白石县财政局", roster=roster)
    file(FORM, folder.returns / "残联.xlsx")
    run(folder)
    return folder


def file(table: str, path: Path) -> None:
    """Save a table as a workbook."""
    workbook = Workbook()
    target: Any = workbook.active
    for row, cells in sheet_of(table).rows.items():
        for column, value in cells.items():
            target.cell(row, column, value)
    workbook.save(path)


def decide(season: SeasonFolder, amount: float | None, targets: dict[str, Any]) -> None:
    """Type the bureau's figures beside the rows of the summary."""
    workbook: Any = load_workbook(season.summary)
    for sheet, title, named, figures in (
        (workbook["项目"], "批复金额（万元）", 2, {"残疾人辅具适配": amount}),
        (workbook["指标明细"], "批复指标值", 6, targets),
    ):
        column = sheet.max_column + 1
        sheet.cell(1, column).value = title
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, column).value = figures.get(sheet.cell(row, named).value)
    workbook.save(season.summary)


def approved(season: SeasonFolder) -> Path:
    return season.approved / NAME / "残联.xlsx"


def changes_in_letter(season: SeasonFolder) -> list[str]:
    letter = docx.Document(str(season.approved / NAME / f"批复-{NAME}.docx"))
    return [paragraph.text.partition("（")[0] for paragraph in letter.paragraphs if "调整为" in paragraph.text]


@pytest.mark.parametrize(
    ("indicator", "typed", "cell", "written", "said"),
    [
        ("适配人数", 400, "E8", 400, "适配人数指标值：由420人调整为400人"),
        ("适配人数", "400人", "E8", 400, "适配人数指标值：由420人调整为400人"),
        ("辅具合格率", "≥99%", "E9", "≥99%", "辅具合格率指标值：由100%调整为≥99%"),
        ("辅具使用率", "≥96%", "E11", "≥96%", "辅具使用率指标值：由≥95%调整为≥96%"),
        (
            "适配完成时间",
            "2027年10月底前",
            "E10",
            "2027年10月底前",
            "适配完成时间指标值：由2027年9月底前调整为2027年10月底前",
        ),
    ],
)
def test_a_target_is_written_in_the_words_of_the_form(
    season: SeasonFolder, indicator: str, typed: Any, cell: str, written: Any, said: str
) -> None:
    decide(season, None, {indicator: typed})
    (one,) = approve(season, Ask([NAME], despite=True)).done
    sheet: Any = load_workbook(approved(season)).active
    assert (sheet[cell].value, changes_in_letter(season)) == (written, [said])
    assert not any("没有写进原表" in note for note in one.notes)


@pytest.mark.parametrize("typed", ["0.4万人", "≥400户", "全部适配"])
def test_a_target_in_another_unit_is_left_to_a_person(season: SeasonFolder, typed: str) -> None:
    decide(season, None, {"适配人数": typed})
    (one,) = approve(season, Ask([NAME], despite=True)).done
    sheet: Any = load_workbook(approved(season)).active
    assert sheet["E8"].value == 420
    assert ["--edited" in note for note in one.notes] == [True]


def test_parts_that_no_longer_give_the_changed_total_are_named(season: SeasonFolder) -> None:
    decide(season, 31.2, {})
    (one,) = approve(season, Ask([NAME], despite=True)).done
    assert one.notes == ["残联.xlsx：批复表与改动对不上，Sheet!D4：资金总额31.2≠各来源合计35，差额3.8万元"]


def test_what_she_edits_by_hand_is_approved_and_published(season: SeasonFolder) -> None:
    decide(season, 31.2, {})
    approve(season, Ask([NAME], despite=True))
    workbook: Any = load_workbook(approved(season))
    sheet = workbook.active
    sheet["D5"], sheet["E8"] = 312000, 380
    sheet.insert_rows(8)
    workbook.save(approved(season))
    assert publish(season).failures == [
        f"{NAME}/残联.xlsx：批复后被改动，没有公开；以改过的为准请运行 jixiao season approve，写明单位、加 --edited"
    ]
    with pytest.raises(UsageError, match="没有还要批复的单位"):
        approve(season, Ask())
    edited = approved(season).read_bytes()
    (one,) = approve(season, Ask([NAME], despite=True, edited=True)).done
    assert approved(season).read_bytes() == edited
    assert [project.amount for project in one.projects] == [Decimal("31.2")]
    assert changes_in_letter(season) == [
        "残疾人辅具适配项目金额：由35万元调整为31.2万元",
        "适配人数指标值：由420人调整为380人",
    ]
    assert season_status(season).changed == []
    assert publish(season).failures == []


def test_a_later_approval_without_edited_keeps_her_file(season: SeasonFolder) -> None:
    decide(season, 31.2, {})
    approve(season, Ask([NAME], despite=True))
    workbook: Any = load_workbook(approved(season))
    workbook.active["E8"] = 380
    workbook.save(approved(season))
    edited = approved(season).read_bytes()
    approve(season, Ask([NAME], despite=True, edited=True))
    assert approved(season).read_bytes() == edited
    (one,) = approve(season, Ask([NAME], despite=True)).done
    assert approved(season).read_bytes() != edited
    (note,) = [note for note in one.notes if "手工改的另存为" in note]
    assert (season.root / note.rpartition("另存为 ")[2]).read_bytes() == edited
