"""规范填写 on forms of every layout, spoilt in known ways: what it claims to repair is gone and nothing else changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from excel.looks import looks
from excel.test_filling_buttons import CLAIMED, PROJECT, written
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.rule_engine import Selection, check_documents
from jixiao.excel.repairs import repairs_of
from jixiao.excel.session import Session
from jixiao.excel.slid_rows import applied
from jixiao.forms.extraction import default_extractor
from jixiao.forms.reading import read_file
from jixiao.grid.address import parse_address
from jixiao_samples.content import make_department
from jixiao_samples.mistakes import Mistake, plan_with_mistakes
from jixiao_samples.plan import OFFICIAL, draw_style
from jixiao_samples.render import plan_workbook, write_plans
from sheet_table import sheet as sheet_of

MOVED = ("row_shifted", "values_rotated", "nature_in_remark")
REPAIRED = (*MOVED, "nature_as_target", "unit_wan", "unit_per_cent_in_words", "goal_with_markup")
KINDS = {"template": REPAIRED, "mixed": REPAIRED, "legacy": ("goal_with_markup",)}
"""By layout: what can go wrong on it; without columns for sign and unit nothing can stand in the wrong one."""
SEEDS = {"template": 14, "mixed": 19, "legacy": 1}
"""With these every kind of mistake is made on some form."""


def spoilt(path: Path, layout: Any, kinds: tuple[str, ...], seed: int, forms: int = 10) -> list[Mistake]:
    """Write a department's workbook with mistakes; without kinds as it should be."""
    style = OFFICIAL if layout == "template" else draw_style(Random(seed))
    documents = make_department(seed, 0, forms, 2026, layout)
    planner = partial(plan_workbook, style=style)
    plans, made = plan_with_mistakes(Random(seed), documents, planner, 1.0 if kinds else 0.0, only=kinds)
    write_plans(plans, path)
    return made


def claimed(documents: list[Any]) -> list[Finding]:
    found = check_documents(documents, rules=Selection(frozenset(CLAIMED))).findings
    return [
        finding
        for finding in found
        if finding.code in CLAIMED and (finding.code, finding.severity) != ("STR-002", Severity.INFO)
    ]


def values(path_or_book: Any) -> dict[str, Any]:
    """Every filled cell of a workbook with its number format."""
    book = openpyxl.load_workbook(path_or_book)
    return {
        f"{sheet.title}!{cell.coordinate}": (cell.value, cell.number_format)
        for sheet in book.worksheets
        if not sheet.title.startswith(("_", "改动清单"))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


@pytest.mark.parametrize("layout", KINDS)
def test_no_finding_that_is_claimed_is_left_after_repairing(desk, tmp_path: Path, layout: str) -> None:
    path = tmp_path / "报送.xlsx"
    made = spoilt(path, layout, KINDS[layout], SEEDS[layout])
    assert {mistake.kind for mistake in made} == set(KINDS[layout])
    assert {finding.code for finding in claimed(read_file(path, path.name).documents)} == {
        mistake.code for mistake in made
    }
    opened = desk(path)
    opened.press("repair")
    documents = Session(opened.program, opened.book).documents()
    assert claimed(documents) == []
    before = read_file(path, path.name).documents
    assert [_said(document) for document in documents] == [_said(document) for document in before]


def _said(document: Any) -> Any:
    """What a repair must not change."""
    rows = [
        {k: v for k, v in row.items() if k not in ("cell", "cells", "unit")} for row in document.get("indicators", ())
    ]
    return rows, document.get("funding"), document.get("budget"), document.get("goals"), document.get("total")


@pytest.mark.parametrize("layout", ["template", "mixed"])
def test_slid_rows_are_in_their_columns_again_with_their_number_formats(desk, tmp_path: Path, layout: str) -> None:
    spoilt(tmp_path / "应有.xlsx", layout, (), SEEDS[layout], forms=5)
    made = spoilt(tmp_path / "报送.xlsx", layout, MOVED, SEEDS[layout], forms=5)
    assert {mistake.kind for mistake in made} == set(MOVED)
    opened = desk(tmp_path / "报送.xlsx")
    before = looks(opened)
    opened.press("repair")
    saved = values(opened.save(tmp_path / "改后.xlsx"))
    expected = values(tmp_path / "应有.xlsx")
    assert {cell: value for cell, (value, _) in saved.items()} == {cell: value for cell, (value, _) in expected.items()}
    wrong = {
        cell: (saved[cell], expected[cell]) for cell in expected if _per_cent(saved[cell]) != _per_cent(expected[cell])
    }
    assert wrong == {}
    while opened.press("undo") != "没有可以撤销的填充。":
        pass
    assert looks(opened) == before


def _per_cent(cell: tuple[Any, str]) -> tuple[Any, bool]:
    return cell[0], "%" in cell[1]


SIGNS = {
    "≥": cycle([">=", "＞＝", "＞=", "≧", "大于等于", "大于或等于"]),
    "≤": cycle(["<=", "＜＝", "≦", "小于等于", "=<"]),
    "=": cycle(["＝", "==", "等于"]),
}
WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
UNITS = {"%": "百分比", "公里": "千米", "人次": "人·次", "平方米": "平米"}


def odd(value: Any, kind: str) -> Any:
    """A value as nobody should type it."""
    if kind == "unit":
        return UNITS.get(value, value)
    text = f"{value:.15g}" if isinstance(value, int | float) else value
    if not isinstance(value, str) and kind == "number":
        return text.translate(WIDE)
    if isinstance(value, str) and kind in ("number", "operator"):
        for sign, spellings in SIGNS.items():
            if text.startswith(sign):
                text = next(spellings) + text[1:]
                break
        text = text.translate(WIDE)
        return text.replace("％", "百分比") if len(text) % 2 else text
    if kind == "goals":
        return f"<p>{text}</p>&nbsp;"
    return value


def places(document: Any) -> Iterator[tuple[str, str]]:
    """Cells with the kind of oddness that they can bear."""
    for row in document.get("indicators", ()):
        cells = row["cells"]
        for key, kind in (("target", "number"), ("operator", "operator"), ("unit", "unit")):
            if key in cells and (key == "target" or cells[key] != cells.get("target")):
                yield cells[key], kind
    for key, cell in document["cells"].items():
        group = key.partition(".")[0]
        if group in ("funding", "budget", "goals"):
            yield cell, "goals" if group == "goals" else "number"


@pytest.mark.parametrize("layout", KINDS)
def test_oddly_written_values_are_as_they_should_be(desk, tmp_path: Path, layout: str) -> None:
    path = tmp_path / "报送.xlsx"
    spoilt(path, layout, (), SEEDS[layout], forms=5)
    expected = values(path)
    book = openpyxl.load_workbook(path)
    changed = 0
    for document in read_file(path, path.name).documents:
        sheet = book[document["source"]["sheet"]]
        for name, kind in places(document):
            cell = sheet[name]
            if not str(cell.value).startswith("=") or cell.value == "=":
                percent = not isinstance(cell.value, str) and "%" in cell.number_format
                value = cell.value if percent or cell.value is None else odd(cell.value, kind)
                changed += value != cell.value
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"
    assert changed > 60
    book.save(path)
    opened = desk(path)
    told = opened.press("repair")
    assert f"已规范 {changed} 处" in told
    saved = values(opened.save(tmp_path / "改后.xlsx"))
    assert {cell: value for cell, (value, _) in saved.items()} == {cell: value for cell, (value, _) in expected.items()}
    listed = opened.book.sheet("改动清单").read()
    assert max(listed.rows) == changed + 3


SLID = [*PROJECT[:6], ["产出指标", "数量指标", "", "", "清淤里程", "≥", 12, "公里"], *PROJECT[7:]]


def test_a_row_that_slid_two_columns_comes_back(desk, tmp_path: Path) -> None:
    opened = desk(written(SLID, tmp_path / "目标表.xlsx"))
    told = opened.press("repair")
    row = opened.book.sheets()[0].read().rows[7]
    by_letter = {"ABCDEFGH"[column - 1]: value for column, value in row.items()}
    assert by_letter == {"A": "产出指标", "B": "数量指标", "C": "清淤里程", "D": "≥", "E": 12, "F": "公里"}
    assert "表一!C7（移回本列）：（空） → 清淤里程" in told


def test_a_row_with_a_formula_in_the_way_is_named_and_left_alone(desk, tmp_path: Path) -> None:
    path = written(SLID, tmp_path / "目标表.xlsx")
    book = openpyxl.load_workbook(path)
    book.active["H7"] = '="≥"'
    book.save(path)
    opened = desk(path)
    before = opened.book.sheets()[0].read().rows[7]
    told = opened.press("repair")
    assert opened.book.sheets()[0].read().rows[7] == before
    assert "第7行错列" in told


def test_wan_is_money_only_in_a_cost(desk, tmp_path: Path) -> None:
    rows = [list(row) for row in PROJECT]
    rows[9][4:6] = [3, "万"]
    opened = desk(written(rows, tmp_path / "目标表.xlsx"))
    told = opened.press("repair")
    sheet = opened.book.sheets()[0]
    assert sheet.contents([(10, 6), (6, 6)]) == {(10, 6): "万", (6, 6): "万元"}
    assert "表一!F10的“万”可能是数量，也可能是金额单位" in told


def test_entities_and_tags_written_as_entities_are_gone(desk, tmp_path: Path) -> None:
    rows = [list(row) for row in PROJECT]
    rows[3][1] = "完成清淤&nbsp;12&nbsp;公里&lt;br&gt;汛期不漫溢，A&amp;B标段"
    opened = desk(written(rows, tmp_path / "目标表.xlsx"))
    opened.press("repair")
    place = parse_address("B4")
    assert opened.book.sheets()[0].contents([place])[place] == "完成清淤\xa012\xa0公里\n汛期不漫溢，A&B标段"


UNKNOWN_LAYOUT = """
2027年项目支出绩效申报书 | < | < | < | <
申报单位：柳溪县林业局 | < | < | 单位：万元 | <
项目名称 | 造林补助 | < | 实施单位 | 柳溪县林场
资金总额 | 40 | < | 其中：财政拨款 | 40
年度目标 | 2027年造林1200亩，成活率达到90%以上。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 造林面积 | ≥1200亩 |
 | 产出指标 | 质量指标 | 造林成活率 | ≥90%
效益指标 | 生态效益指标 | 森林覆盖率 | ≥48% |
满意度指标 | 服务对象满意度指标 | 林农满意度 | ≥90% |
"""


def test_a_slid_row_of_an_unknown_layout_comes_back() -> None:
    before = sheet_of(UNKNOWN_LAYOUT)
    (document,) = default_extractor().documents(before, "a.xlsx")
    repairs = repairs_of(document, before)
    after = applied(before, repairs.entries)
    assert (after.rows[8], repairs.left) == ({1: "产出指标", 2: "质量指标", 3: "造林成活率", 4: "≥90%"}, [])
    assert [row for row in after.rows if after.rows[row] != before.rows[row]] == [8]
