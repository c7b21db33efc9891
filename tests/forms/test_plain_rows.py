"""Rows that are plain are read by a short way: it must say what the long way says, of every row."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.forms.extraction import default_extractor
from jixiao.forms.indicators import IndicatorReader
from jixiao.forms.reading import read_file
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet, Value
from jixiao_samples import write_samples
from sheet_table import read

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "forms"

HEADERS = {
    "project-2026": ["一级指标", "二级指标", "三级指标", "指标值", "度量单位", "指标值类型", "备注"],
    "project-scored": [
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
        "指标解释",
        "评（扣）分标准",
        "度量单位",
        "指标值类型",
        "备注",
    ],
    "project-2024": ["一级指标", "二级指标", "三级指标", "指标值"],
}
TITLES = {
    "project-2026": "2026年项目支出绩效目标表",
    "project-scored": "2026年项目支出绩效目标表",
    "project-2024": "2024年项目支出绩效目标申报表",
}
TEXTS = [
    *("成本指标", "产出指标", "效益指标", "满意度", " 产 出 指标 ", "产出指标（50分）", "1.产出指标"),
    *("数量指标", "质量指标", "时效指标", "经济成本指标", "社会效益", "服务对象满意度指标"),
    *("养护里程", "指标1：养护里程", "指标2:", "完成率 ", "<p>培训人次</p>", "养护总成本", "绩效指标"),
    *("≥", ">=", "＝", "定性", "定量", "不低于", "大于等于", "提升"),
    *("95", "≥95%", "１２０", "12.5万元", "三次", "2026年", "2026年12月31日前", "95%", "良好", "1,200"),
    *("%", "百分比", "人次", "公里", "万元/户", "年", "元"),
    *("/", "——", "……", "无", "　", "按月统计", "见附件&nbsp;1", "合计", "本年度绩效指标", "两行\n备注"),
]
cells = st.one_of(
    st.none(),
    st.sampled_from(TEXTS),
    st.sampled_from([0.0, 1.0, 95.0, 0.98, 120.5, -3.0, 1e16, 46022.0, True, False]),
)


def documents_both_ways(read_all):
    """What the short way and what the long way give."""
    short = read_all()
    taken = IndicatorReader._read_plain
    try:
        IndicatorReader._read_plain = lambda self, row, cells: False
        long = read_all()
    finally:
        IndicatorReader._read_plain = taken
    return short, long


@pytest.mark.parametrize("form", HEADERS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_row_is_read_the_same_both_ways(form: str, data: st.DataObject):
    header = HEADERS[form]
    rows = data.draw(st.lists(st.lists(cells, min_size=len(header), max_size=len(header)), min_size=1, max_size=6))
    sheet = _sheet(TITLES[form], header, rows)
    if data.draw(st.booleans()):
        sheet.formats = {(8, 5): "0%", (9, 5): "yyyy/m/d", (10, 5): "0.00"}
    if data.draw(st.booleans()):
        column = data.draw(st.integers(2, 4))
        sheet.merges.append(Range(8, column, 9, column))
        sheet.rows.get(9, {}).pop(column, None)
    short, long = documents_both_ways(lambda: list(default_extractor().documents(sheet, "test.xlsx")))
    assert short == long


def _sheet(title: str, header: list[str], rows: list[list[Value | None]]) -> Sheet:
    sheet = Sheet("表")
    sheet.rows = {
        1: {1: title},
        2: {1: "填报单位：云岭县交通局"},
        3: {1: "项目名称", 2: "农村道路养护"},
        4: {1: "项目金额", 2: 120.5},
        5: {1: "本年度绩效目标", 2: "养护农村道路120公里。"},
        7: {1: "本年度绩效指标", **{2 + index: word for index, word in enumerate(header)}},
    }
    for number, row in enumerate(rows, start=8):
        filled = {2 + index: value for index, value in enumerate(row) if value is not None}
        if filled:
            sheet.rows[number] = filled
    return sheet


@pytest.mark.parametrize("layouts", ["mixed", "legacy", "template"])
def test_samples_are_read_the_same_both_ways(tmp_path: Path, layouts: str):
    write_samples(tmp_path, departments=4, seed=11, mistakes=0.5, layouts=layouts)
    paths = sorted(tmp_path.glob("*.xlsx"))
    short, long = documents_both_ways(lambda: [read_file(path, path.name).documents for path in paths])
    assert short == long


@pytest.mark.skipif(not CASES.is_dir(), reason="the real forms are not there")
def test_real_forms_are_read_the_same_both_ways():
    paths = sorted(path for path in CASES.iterdir() if path.suffix == ".xlsx")
    short, long = documents_both_ways(lambda: [read_file(path, path.name).documents for path in paths])
    assert paths
    assert short == long


def test_most_rows_of_a_form_in_order_are_plain(monkeypatch: pytest.MonkeyPatch):
    long = []
    read_row = IndicatorReader._read_row
    monkeypatch.setattr(
        IndicatorReader, "_read_row", lambda self, row, cells: (long.append(row.row), read_row(self, row, cells))
    )
    read(
        """
2027年项目支出绩效目标表 | < | < | < | < | < | < | <
项目名称 | 农村道路养护 | < | < | < | < | < | <
项目金额 | 120.5 | < | < | 项目类别 | 特定目标类 | < | <
本年度绩效目标 | 养护农村道路120公里。 | < | < | < | < | < | <
本年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型 | 备注
^ | 成本指标 | 经济成本指标 | 养护总成本 | 120.5 | 万元 | ≤ |
^ | 产出指标 | 数量指标 | 养护里程 | 120 | 公里 | ≥ |
^ | ^ | ^ | 养护桥梁 | 3 | 座 | ≥ |
^ | ^ | 时效指标 | 完成时间 | 2027年12月31日前 | | 定性 | 分两批
^ | / | / | / | / | / | / | /
"""
    )
    assert long == [10]


"""Row 10 says nothing: a row of placeholders is not plain."""
