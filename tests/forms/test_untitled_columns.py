"""A column whose title was emptied: its figures are read all the same, and the check names the empty cell."""

from __future__ import annotations

import pytest

from checks.sample_forms import FORMS
from jixiao.checks.rule_engine import check_documents
from jixiao.forms.document import Document
from jixiao.forms.extraction import default_extractor
from jixiao.forms.labels import cached_form
from jixiao.grid.address import address
from sheet_table import read, read_one, sheet

TITLES = {
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "target": "指标值",
    "unit": "度量单位",
    "operator": "指标值类型",
}


def emptied(form: str, title: str) -> tuple[Document, str] | None:
    """The document of a form without that column title, and the cell it stood in; None if the form has no such column."""
    table = sheet(FORMS[form])
    for row, cells in table.rows.items():
        for column, value in cells.items():
            if isinstance(value, str) and cached_form(value) in (title, f"{title}及单位") and len(cells) > 4:
                del cells[column]
                found = list(default_extractor().documents(table, "test.xlsx"))
                assert len(found) == 1
                return found[0], address(row, column)
    return None


def values(document: Document) -> list[dict[str, object]]:
    return [{k: v for k, v in row.items() if k not in ("cell", "cells")} for row in document["indicators"]]


CASES = [(form, key) for form in FORMS if form != "summary" for key in TITLES if emptied(form, TITLES[key]) is not None]


@pytest.mark.parametrize(("form", "key"), CASES)
def test_a_column_without_title_is_read_and_named(form, key):
    document, cell = emptied(form, TITLES[key])
    assert values(document) == values(read_one(FORMS[form]))
    assert document["unread"] == []
    found = [finding for finding in check_documents([document]).findings if finding.code == "STR-001"]
    assert [finding.cell for finding in found] == [cell]


def test_a_title_wider_than_its_cell_leaves_no_column_untitled():
    wide = """
2027年项目支出绩效目标表 | < | < | < | < | < | <
项目名称 | 河道清淤 | < | < | < | < | <
本年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | | 指标值 | 备注
^ | 产出指标 | 数量指标 | 清淤长度 | | ≥12公里 | 列入规划
^ | ^ | 质量指标 | 验收合格率 | | ≥95% |
^ | 效益指标 | 社会效益指标 | 受益群众 | | ≥300人 |
"""
    assert not any(seen["code"] == "column-untitled" for seen in read_one(wide).get("observations", ()))


def test_a_row_that_slid_below_a_wide_title_makes_no_column_of_its_own() -> None:
    document = read_one("""
2027年项目支出绩效目标表 | < | < | < | < | < | < | <
项目名称 | 林道维护 | < | < | 主管部门 | 石桥县林业局 | < | <
年度资金总额（万元） | 33 | < | < | 其中：财政拨款 | 33 | < | <
年度绩效目标 | 维护林道21公里。 | < | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 考核指标名称 | 指标值 | < | 度量单位 | 指标方向
^ | 产出指标 | 数量指标 | 维护林道长度 | 21 | < | 公里 | ≥
^ | 产出指标 | 质量指标 | 验收合格率 | 100 | < | % | =
^ | 效益指标 | 社会效益指标 | 受益村 | 6 | < | 个 | ≥
^ | 满意度指标 | 服务对象满意度 | 护林员满意度 | 90 | % | ≥ |
""")
    assert [(row["operator"], str(row["target"]), row["unit"]) for row in document["indicators"]] == [
        ("≥", "21", "公里"),
        ("=", "100", "%"),
        ("≥", "6", "个"),
        ("≥", "90", "%"),
    ]
    assert "STR-002" in {finding.code for finding in check_documents([document]).findings}


def test_indicators_without_titles_are_read_whole_or_not_at_all() -> None:
    documents = read("""
项目支出绩效目标表 | < | < | <
项目名称 | 补植行道树 | 主管部门 | 石桥县园林局
产出指标 | 数量指标 | 补植行道树 | ≥300株
 | | 修剪绿篱 | ≥12公里
 | 质量指标 | 苗木成活率 | ≥95%
效益指标 | 社会效益指标 | 受益小区 | ≥9个
""")
    assert not any(document.get("indicators") for document in documents)


def test_figures_in_a_column_without_a_title_are_no_targets() -> None:
    document = read_one("""
2026年项目支出绩效目标表 | < | < | < | < | < | <
项目名称 | 古道修缮 | < | < | < | < | <
项目金额（万元） | 42 | < | < | < | < | <
本年度绩效目标 | 修缮古道9公里。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | | 度量单位 | 指标值类型
产出指标 | 数量指标 | 修缮古道长度 | 9 | 7 | 公里 | ≥
^ | 质量指标 | 路面验收合格率 | 95 | 93 | % | ≥
^ | 时效指标 | 完工时间 | 2026年11月30日前 | 12 | | 定性
效益指标 | 社会效益指标 | 游客人次 | 30000 | 26000 | 人次 | ≥
满意度指标 | 服务对象满意度指标 | 村民满意度 | 90 | 88 | % | ≥
""")
    assert [(row["operator"], str(row["target"]), row["unit"]) for row in document["indicators"]] == [
        ("≥", "9", "公里"),
        ("≥", "95", "%"),
        (None, "2026年11月30日前", None),
        ("≥", "30000", "人次"),
        ("≥", "90", "%"),
    ]
    assert [each["text"] for each in document["unread"]] == ["7", "93", "12", "26000", "88"]
    assert not {"STR-002", "CMP-008", "CMP-009"} & {finding.code for finding in check_documents([document]).findings}
