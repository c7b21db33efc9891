"""粘贴带入: last year's table out of Word lands in the columns of the form; what was not understood is told and stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from excel.looks import looks
from jixiao.errors import JixiaoError
from jixiao.excel.session import NoFormError, Session
from jixiao.forms.paste_sheet import FIRST_ROW, MARKER, NAME
from jixiao.forms.reading import read_file
from jixiao.templates.single import new_form

HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]
LINES = [
    ["产出指标", "数量指标", "补植行道树", "≥300株"],
    [None, None, "修剪绿篱", "≥12公里"],
    [None, "质量指标", "苗木成活率", "≥95%"],
    ["效益指标", "社会效益指标", "街区环境", "明显改善"],
    ["满意度指标", "服务对象满意度指标", "市民满意度", "≥90%"],
]
EXPECTED = [
    ("产出指标", "数量指标", "补植行道树", "≥", 300, "株"),
    ("产出指标", "数量指标", "修剪绿篱", "≥", 12, "公里"),
    ("产出指标", "质量指标", "苗木成活率", "≥", 95, "%"),
    ("效益指标", "社会效益指标", "街区环境", None, "明显改善", None),
    ("满意度指标", "服务对象满意度指标", "市民满意度", "≥", 90, "%"),
]


@pytest.fixture
def opened(desk, tmp_path: Path) -> Any:
    new_form("project-2026", tmp_path / "目标表.xlsx", department="某县园林所", year=2027, project="行道树补植")
    return desk(tmp_path / "目标表.xlsx")


def paste(opened: Any, lines: list[list[Any]]) -> None:
    """What a clerk does after the first press: paste a table below the guide."""
    sheet = opened.book.sheet(NAME)
    sheet.write(
        {
            (FIRST_ROW + row, column): value
            for row, line in enumerate(lines)
            for column, value in enumerate(line, start=1)
            if value is not None
        }
    )


def indicators(opened: Any) -> list[tuple[Any, ...]]:
    (document,) = Session(opened.program, opened.book).documents()
    keys = ("level1", "level2", "level3", "operator", "target", "unit")
    return [tuple(row[key] for key in keys) for row in document["indicators"] if row["level3"]]


def names(opened: Any) -> list[str]:
    return [sheet.name for sheet in opened.book.sheets() if sheet.is_visible()]


def test_the_first_press_makes_a_sheet_with_a_guide_and_the_second_asks_for_the_table(opened) -> None:
    told = opened.press("paste")
    assert told.startswith(f"已增加“{NAME}”工作表。")
    assert f"选中 A{FIRST_ROW} 粘贴" in told
    assert opened.book.active_sheet().name == NAME
    with pytest.raises(JixiaoError, match="粘贴区还是空的"):
        opened.press("paste")


def test_a_pasted_table_lands_in_its_columns_and_can_be_undone(opened) -> None:
    before = looks(opened)
    opened.press("paste")
    paste(opened, [HEAD, *LINES])
    told = opened.press("paste")
    assert told.startswith("已把 5 行指标带入“项目绩效目标表”")
    assert "请逐行改成本年的" in told
    assert NAME not in names(opened)
    assert opened.book.active_sheet().name == "项目绩效目标表"
    assert indicators(opened) == EXPECTED
    opened.press("undo")
    opened.press("clear")
    assert looks(opened) == before


def test_a_second_table_goes_below_the_first(opened) -> None:
    for lines in (LINES[:3], LINES[3:]):
        opened.press("paste")
        paste(opened, [HEAD, *lines])
        opened.press("paste")
    assert indicators(opened) == EXPECTED


def test_what_the_form_has_no_column_for_stays_and_is_told(opened) -> None:
    opened.press("paste")
    paste(opened, [[*HEAD, "分值"], *([*line, 20] for line in LINES)])
    told = opened.press("paste")
    assert "以下没有带入，留在“粘贴区”" in told
    assert NAME in names(opened)
    assert [row[2] for row in indicators(opened)] == [row[2] for row in EXPECTED]


def test_more_rows_than_are_shown_are_shown_and_more_than_there_are_are_refused(opened) -> None:
    many = [["产出指标", "数量指标", f"第{number}段补植", f"≥{number}株"] for number in range(1, 27)]
    opened.press("paste")
    paste(opened, [HEAD, *many])
    opened.press("paste")
    sheet = opened.book.sheets()[0].read()
    used = [row for row, cells in sheet.rows.items() if "段补植" in str(cells.values())]
    assert len(used) == 26
    assert not sheet.hidden_rows & set(used)
    opened.press("undo")
    opened.press("paste")
    paste(opened, [HEAD, *many, *many[:20]])
    with pytest.raises(JixiaoError, match="空行不够"):
        opened.press("paste")
    assert indicators(opened) == []


@pytest.mark.parametrize("lines", [[["甲", "乙"], ["丙", "丁"]], LINES], ids=["another table", "without its header"])
def test_a_table_that_is_not_understood_is_told_and_nothing_is_written(opened, lines: list[list[Any]]) -> None:
    opened.press("paste")
    before = looks(opened)["项目绩效目标表"]
    paste(opened, lines)
    with pytest.raises(JixiaoError, match="没有认出指标"):
        opened.press("paste")
    assert looks(opened)["项目绩效目标表"] == before


def test_a_form_that_is_no_template_is_told(desk, tmp_path: Path) -> None:
    from excel.test_filling_buttons import PROJECT, written

    opened = desk(written(PROJECT, tmp_path / "目标表.xlsx"))
    with pytest.raises(NoFormError, match="没有由模板生成的指标表"):
        opened.press("paste")


def test_a_form_with_one_column_for_the_measure_gets_it_in_one_text(desk, tmp_path: Path) -> None:
    new_form("project-2024", tmp_path / "目标表.xlsx", year=2027)
    opened = desk(tmp_path / "目标表.xlsx")
    opened.press("paste")
    paste(
        opened,
        [
            ["一级指标", "二级指标", "三级指标", "计算符号", "指标值", "度量单位"],
            ["产出指标", "数量指标", "补植行道树", "≥", 300, "株"],
        ],
    )
    opened.press("paste")
    (document,) = Session(opened.program, opened.book).documents()
    (row,) = [each for each in document["indicators"] if each["level3"]]
    sheet = opened.book.sheets()[0].read()
    assert "≥300株" in [value for cells in sheet.rows.values() for value in cells.values()]
    assert (row["operator"], row["target"], row["unit"]) == ("≥", 300, "株")


def test_a_paste_sheet_that_was_left_behind_is_no_form_of_a_return(opened, tmp_path: Path) -> None:
    opened.press("paste")
    paste(opened, [["项目支出绩效目标表"], HEAD, *LINES])
    saved = opened.save(tmp_path / "报送.xlsx")
    documents = read_file(saved, saved.name).documents
    assert [document["source"]["sheet"] for document in documents] == ["项目绩效目标表"]
    assert opened.book.sheet(NAME).read().value(1, 1) == MARKER
