"""自动合计, 计算得分, 规范填写 and 撤销填充: right numbers, nothing lost, everything can be taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from excel.looks import looks
from jixiao.checks.rule_engine import Selection, check_documents
from jixiao.excel.session import Session
from jixiao.forms.reading import read_file
from jixiao.grid.address import parse_address

CLAIMED = ("GOL-005", "QLT-004", "STR-002", "STR-003", "UNT-001")
"""The findings that are gone after a repair, but for what it says it left alone.

STR-002 is claimed where data stand in the wrong column; where only the merged name of a level reaches too far, it is
not: merged cells stay as they are.
"""

PROJECT = [
    ["2026年项目支出绩效目标表"],
    ["填报单位（盖章）", "绿萝县水利局", "", "", "", "金额单位：", "万元"],
    ["项目名称", "河道清淤", "", "项目金额", "１２０", "", ""],
    ["年度绩效目标", "完成<p>清淤 12 公里</p>"],
    ["一级指标", "二级指标", "三级指标", "指标值类型", "指标值", "度量单位", "备注"],
    ["成本指标", "经济成本指标", "清淤成本", "<=", 120, "万", ""],
    ["产出指标", "数量指标", "清淤里程", "≥", "１２", "千米", ""],
    ["产出指标", "质量指标", "验收合格率", "=", 100, "百分比", ""],
    ["产出指标", "时效指标", "完工及时率", "%", "≥", 95, ""],
    ["效益指标", "社会效益指标", "受益人口", "≥", 3000, "人", ""],
    ["满意度指标", "服务对象满意度指标", "群众满意度", "≥", 90, "%", ""],
]
SCORED = [
    ["项目支出绩效自评表"],
    ["（2025年度）"],
    ["项目名称", "河道清淤"],
    ["主管部门", "绿萝县水利局", "", "实施单位", "河道管理所"],
    ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["", "年度资金总额", 999, 120, 90, 10, "", ""],
    ["", "其中：当年财政拨款", 100, 100, 70, "—", "", "—"],
    ["", "其他资金", 20, 20, 20, "—", "", "—"],
    [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
        "评分标准",
    ],
    ["产出指标", "数量指标", "清淤里程", "≥100公里", 80, 50, "", "", "完成率达100%得满分，未完成的按完成比例得分"],
    ["效益指标", "社会效益指标", "受益人口", "≥3000人", 3000, 40, "", "", "达到指标值得满分，否则不得分"],
    ["总分", "", "", "", "", 100, "", "", ""],
]


def written(rows: list[list[Any]], path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([value if value != "" else None for value in row])
    for row in book.active.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                cell.data_type = "s"
    book.active.title = "表一"
    book.save(path)
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return written(PROJECT, tmp_path / "目标表.xlsx")


@pytest.fixture
def selfeval(tmp_path: Path) -> Path:
    return written(SCORED, tmp_path / "自评表.xlsx")


def value(opened: Any, cell: str) -> Any:
    return opened.book.sheets()[0].contents([parse_address(cell)])[parse_address(cell)]


def test_repairing_rewrites_what_is_written_oddly_and_lists_each_change(desk, project: Path) -> None:
    opened = desk(project)
    told = opened.press("repair")
    assert [value(opened, cell) for cell in ("D6", "F6", "E7", "F7", "F8", "E3")] == ["≤", "万元", 12, "公里", "%", 120]
    assert value(opened, "B4") == "完成\n清淤 12 公里"
    assert [value(opened, f"{column}9") for column in "DEF"] == ["≥", 95, "%"]
    assert "表一!D6（计算符号）：<= → ≤" in told
    assert "表一!F8（度量单位）：百分比 → %" in told


def test_after_repairing_nothing_is_found_of_what_it_claims_to_repair(desk, project: Path, returns: Path) -> None:
    for path in (project, *sorted(returns.rglob("*.xlsx"))[:1]):
        opened = desk(path)
        opened.press("repair")
        documents = Session(opened.program, opened.book).documents()
        assert check_documents(documents, rules=Selection(frozenset(CLAIMED))).findings == []
        before = read_file(opened.path, opened.path.name).documents
        assert [_substance(document) for document in documents] == [_substance(document) for document in before]


def _substance(document: Any) -> Any:
    """What a repair must not change."""
    return (
        [
            (row["level1"], row["level2"], row["level3"], row["operator"], row["target"])
            for row in document.get("indicators", ())
        ],
        document.get("funding"),
        document.get("goals"),
    )


def test_repairing_twice_changes_nothing_more(desk, project: Path) -> None:
    opened = desk(project)
    opened.press("repair")
    assert opened.press("repair") == "没有需要规范的写法。"


@pytest.mark.parametrize("tag", ["repair", "totals", "score"])
def test_undo_brings_back_the_original_with_notes_and_formats(desk, project: Path, selfeval: Path, tag: str) -> None:
    opened = desk(project if tag == "repair" else selfeval)
    before = looks(opened)
    opened.press(tag)
    assert looks(opened) != before
    told = opened.press("undo")
    assert told.startswith("已撤销")
    assert looks(opened) == before
    assert opened.press("undo") == "没有可以撤销的填充。"


def test_several_steps_are_undone_one_after_the_other(desk, selfeval: Path) -> None:
    opened = desk(selfeval)
    before = looks(opened)
    opened.press("totals")
    between = looks(opened)
    opened.press("score")
    opened.press("undo")
    assert looks(opened) == between
    opened.press("undo")
    assert looks(opened) == before


def test_totals_are_the_sums_of_their_parts(desk, selfeval: Path) -> None:
    opened = desk(selfeval)
    told = opened.press("totals")
    assert value(opened, "C6") == 120
    assert "表一!C6" in told
    assert "999 → 120" in told


def test_totals_agree_with_what_the_check_expects(desk, returns: Path) -> None:
    opened = desk(sorted(returns.rglob("*.xlsx"))[0])
    opened.press("totals")
    documents = Session(opened.program, opened.book).documents()
    sums = Selection(frozenset({"FND-001", "FND-004", "FND-008"}))
    left = [f for f in check_documents(documents, rules=sums).findings if f.code != "FND-008"]
    assert left == []


def test_a_formula_is_not_overwritten_by_a_total(desk, selfeval: Path) -> None:
    book = openpyxl.load_workbook(selfeval)
    book.active["C6"] = "=SUM(C7:C8)"
    book.save(selfeval)
    opened = desk(selfeval)
    opened.press("totals")
    assert value(opened, "C6").text == "=SUM(C7:C8)"


def test_scores_follow_the_standards_and_show_their_working(desk, selfeval: Path) -> None:
    opened = desk(selfeval)
    opened.press("score")
    assert [value(opened, cell) for cell in ("G10", "G11", "H6", "G12")] == [40, 40, 7.5, 87.5]
    notes = opened.book.sheets()[0].notes()
    assert "80" in notes[10, 7]
    assert notes[6, 8].startswith("【得分过程】")


def test_scores_are_those_of_the_command(desk, selfeval: Path, jixiao, tmp_path: Path) -> None:
    opened = desk(selfeval)
    opened.press("score")
    assert jixiao("score", selfeval, "-o", tmp_path / "评分").code in (0, 1)
    copy = next(path for path in (tmp_path / "评分").rglob("*.xlsx") if path.stem.startswith(selfeval.stem))
    scored = openpyxl.load_workbook(copy).worksheets[0]
    for cell in ("G10", "G11", "G6", "H6", "G12"):
        assert value(opened, cell) == scored[cell].value


@pytest.mark.parametrize(("tag", "cell"), [("repair", "F8"), ("totals", "C6"), ("score", "G12")])
def test_a_note_on_a_filled_cell_stays(desk, project: Path, selfeval: Path, tag: str, cell: str) -> None:
    opened = desk(project if tag == "repair" else selfeval)
    place = parse_address(cell)
    sheet = opened.book.sheets()[0]
    sheet.write_notes({place: "领导批示：已核"})
    sheet.write({place: value(opened, cell)})
    before = looks(opened)
    opened.press(tag)
    assert sheet.notes()[place].startswith("领导批示：已核")
    opened.press("undo")
    assert looks(opened) == before
