"""Other words for a column, the vocabulary for a definition, a text for an amount: read the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from forms.test_other_layouts import LAYOUTS
from jixiao.checks.rule_engine import check_documents
from jixiao.forms.extraction import default_extractor
from jixiao.forms.general.fit import Fit
from jixiao.forms.project_money import project_money
from jixiao.forms.text import fold
from jixiao.grid.address import parse_address
from jixiao.grid.model import Sheet
from sheet_table import read_one, sheet

SAME_WORDS = (
    ("三级指标", "三级指标名称", "三级绩效指标", "具体指标"),
    ("指标值", "目标值", "绩效目标值", "计划指标值"),
    ("度量单位", "计量单位"),
    ("实际完成值", "全年实际值", "全年实际完成值", "年度实际完成值"),
    ("分值", "权重", "标准分", "指标分值"),
    ("得分", "自评得分", "自评分"),
    ("评分标准", "评分细则", "计分规则", "评分办法"),
    ("偏差原因分析及改进措施", "未完成原因分析", "偏差原因及整改措施"),
    ("项目名称", "支出项目名称", "预算项目名称", "政策（项目）名称"),
    ("主管部门", "主管部门名称", "预算主管部门", "市级主管部门"),
    ("实施单位", "项目实施单位", "具体实施单位"),
    ("年度资金总额", "年度资金合计", "年度预算总额"),
    ("年初预算数", "年初预算", "年初预算金额"),
    ("全年执行数", "实际执行数", "全年支出数"),
)
TWO_MEANINGS = {
    ("a self-evaluation with everything on one line", "grade"): "the definition takes a sentence for the grade",
    ("the total and its sources behind their labels in two cells", "funding"): "the amount of the year, or of all",
    ("the results of whole departments", ""): "得分 alone is the title of no list",
    ("indicators that lie on their side", ""): "具体指标 alone begins no line of indicators",
    (
        "points of every level behind it, one level called like the money, scores of two side by side",
        "",
    ): "自评得分 over those of two sides",
}


def values_of(document: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield what a document says, by path, without the words that its form has for it."""
    items = document.items() if isinstance(document, dict) else enumerate(document)
    for key, value in items:
        path = f"{prefix}{key}"
        if key in ("cells", "source", "unread", "notes", "other", "last_year", "doubts", "observations", "form"):
            continue
        if isinstance(value, dict | list):
            yield from values_of(value, f"{path}.")
        elif value is not None:
            yield path, value


def read(at: Sheet, name: str) -> list[dict[str, Any]]:
    known = tuple(key for layout, key in TWO_MEANINGS if layout == name)
    documents = default_extractor().documents(at, "test.xlsx")
    return [
        {path: value for path, value in values_of(document) if not (known and path.startswith(known))}
        for document in documents
        if "" not in known
    ]


def in_other_words(at: Sheet) -> Iterator[tuple[str, Sheet]]:
    """Yield copies in which a title says the same in another word, wherever it stands."""
    texts = {fold(value) for cells in at.rows.values() for value in cells.values() if isinstance(value, str)}
    for group in SAME_WORDS:
        used = [word for word in group if fold(word) in texts]
        for word in group if len(used) == 1 else ():
            if word not in used:
                copy = at.copy()
                for cells in copy.rows.values():
                    cells.update({c: word for c, value in cells.items() if fold(str(value)) == fold(used[0])})
                yield f"{used[0]} → {word}", copy


@pytest.mark.parametrize("name", LAYOUTS)
def test_another_word_for_the_same_reads_the_same(name: str) -> None:
    at = sheet(LAYOUTS[name].table)
    before = read(at, name)
    assert [said for said, copy in in_other_words(at) if read(copy, name) != before] == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_vocabulary_reads_what_a_definition_reads(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at = sheet(LAYOUTS[name].table)
    before = read(at, name)
    monkeypatch.setattr(Fit, "is_good", lambda *_: False)
    assert read(at, name) == before


FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
OF_MONEY = re.compile(r"(?:funding|budget)\.\w+$|execution\.\d+\.(?:initial|annual|executed)$")


def amounts_as_texts(at: Sheet) -> Iterator[tuple[str, Sheet]]:
    """Yield copies in which one amount is a text: 1,860.00, full-width digits, with its unit."""
    in_yuan = any("（元）" in str(value) for cells in at.rows.values() for value in cells.values())
    for document in default_extractor().documents(at, "test.xlsx"):
        unit = document["currency_unit"]
        holders: list[Any] = [
            ("", document),
            *((f"execution.{i}.", x) for i, x in enumerate(document.get("execution", []))),
        ]
        for cell in {c for prefix, h in holders for key, c in h["cells"].items() if OF_MONEY.search(prefix + key)}:
            row, column = parse_address(cell)
            value = at.rows[row].get(column)
            if not isinstance(value, float) or any("元）" in str(each) for each in at.rows[row].values()):
                continue  # a line in 元 on a form in 万元
            plain = f"{Decimal(repr(value)).normalize():,f}"
            for text in (
                plain,
                f" {plain} ",
                plain.translate(FULL_WIDTH),
                *([f"{plain}{unit}"] if unit == "万元" and not in_yuan else []),
            ):
                copy = at.copy()
                copy.rows[row][column] = text
                yield f"{cell}: {text}", copy


@pytest.mark.parametrize("name", LAYOUTS)
def test_an_amount_typed_as_text_reads_the_same(name: str) -> None:
    at = sheet(LAYOUTS[name].table)
    before = read(at, name)
    assert [said for said, copy in amounts_as_texts(at) if read(copy, name) != before] == []


@pytest.mark.parametrize("title", ["项目支出绩效目标表", "岚山县项目绩效申报书"])
@pytest.mark.parametrize("column", ["绩效标准", "评价标准", "考核标准"])
def test_measures_below_a_title_of_standards_are_the_targets_where_none_else_are(title: str, column: str) -> None:
    document = read_one(f"""
{title} | < | < | <
（2026年度） | < | < | <
项目名称 | 古渡口修复 | 主管部门 | 岚山县文旅局
财政资金（万元） | 64 | 项目类别 | 延续项目
年度总体目标 | 修复古渡口3处。 | |
一级指标 | 二级指标 | 三级指标 | {column}
产出指标 | 数量指标 | 修复渡口数 | ≥3处
产出指标 | 质量指标 | 验收合格率 | ≥96%
满意度指标 | 服务对象满意度指标 | 游客满意度 | ≥91%
""")
    assert [(row["operator"], str(row["target"]), row["unit"]) for row in document["indicators"]] == [
        ("≥", "3", "处"),
        ("≥", "96", "%"),
        ("≥", "91", "%"),
    ]
    assert project_money(document).amount == 64  # the only money that the form asks for
    assert not {"CMP-003", "CMP-008", "SCR-001"} & {finding.code for finding in check_documents([document]).findings}


def test_a_name_that_stands_unread_below_an_unknown_title_is_not_missed() -> None:
    document = read_one("""
项目支出绩效目标表 | < | < | <
（2026年度） | < | < | <
项目名称 | 古渡口修复 | 主管部门 | 岚山县文旅局
年度资金总额（万元） | 64 | 项目类别 | 延续项目
年度总体目标 | 修复古渡口3处。 | |
一级指标 | 二级指标 | 绩效指标 | 年度指标值
产出指标 | 数量指标 | 修复渡口数 | ≥3处
满意度指标 | 服务对象满意度指标 | 游客满意度 | ≥91%
""")
    read = [row["level3"] or row["other"]["绩效指标"] for row in document["indicators"]]
    assert read == ["修复渡口数", "游客满意度"]
    assert "CMP-016" not in {finding.code for finding in check_documents([document]).findings}
