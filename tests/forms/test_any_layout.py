"""What stands on a form is read the same wherever it stands on the sheet; what is no form, or too much, ends clearly."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from forms.other_layouts import LAYOUTS
from forms.test_other_layouts import at, read, rows_of, same
from forms.variations import plain
from jixiao.checks.rule_engine import check_documents
from jixiao.errors import DefinitionError
from jixiao.forms.definition import load_definitions_from
from jixiao.forms.document import Document
from jixiao.forms.extraction import default_extractor
from jixiao.forms.general.vocabulary import Vocabulary, default_vocabulary
from jixiao.forms.jsonout import to_json
from jixiao.forms.reading import read_file
from jixiao.grid.address import Range, parse_address
from jixiao.grid.model import Sheet
from jixiao.resources import schema_dir
from sheet_table import sheet

SHARED = Path(__file__).resolve().parents[3] / "shared" / "cases"
TITLED = [
    name for name in LAYOUTS if LAYOUTS[name].expected and name not in ("two forms below one another without titles",)
]
UNTITLED = ("an export with a line of groups, 单位 twice",)
SINGLE = [name for name in TITLED if len(LAYOUTS[name].expected) == 1 and name not in UNTITLED]


def documents_of(made: Sheet) -> list[Document]:
    return list(default_extractor().documents(made, "test.xlsx"))


def content(document: Document) -> dict[str, Any]:
    """A document without places; beside another form its own definition may be left out."""
    places = ("form", "source", "cells", "cell", "notes", "unread", "observations", "doubts")

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            inside = {key: bare(inner) for key, inner in value.items() if key not in places}
            return {key: inner for key, inner in inside.items() if inner is not None}
        return [bare(inner) for inner in value] if isinstance(value, list) else value

    found: dict[str, Any] = bare(to_json(document))
    return found


def moved(made: Sheet, down: int, right: int) -> Sheet:
    """The sheet with everything further down and to the right."""
    other = Sheet(made.name)
    other.rows = {r + down: {c + right: v for c, v in cells.items()} for r, cells in made.rows.items()}
    other.merges = [Range(m.top + down, m.left + right, m.bottom + down, m.right + right) for m in made.merges]
    return other


def together(first: Sheet, second: Sheet) -> Sheet:
    """Both on one sheet."""
    other = Sheet(first.name)
    for made in (first, second):
        for row, cells in made.rows.items():
            other.rows.setdefault(row, {}).update(cells)
    other.rows = {row: dict(sorted(cells.items())) for row, cells in sorted(other.rows.items())}
    other.merges = [*first.merges, *second.merges]
    return other


def columns_turned(made: Sheet, document: Document) -> Sheet:
    """The sheet with the columns behind the names of the indicators from right to left, single columns only."""
    places = [parse_address(row["cell"]) for row in document["indicators"]]
    last = max(row for row, _ in places)
    top = next(row for row, cells in reversed(made.rows.items()) if row < min(places)[0] and len(cells) > 2)
    spans = [span for span in made.merges if span.bottom >= top and span.top <= last]
    own = [column for column in made.rows[top] if column > max(places, key=lambda place: place[1])[1]]
    if any(span.left != span.right and span.right > min(own, default=0) for span in spans):
        return made
    to = dict(zip(own, reversed(own), strict=True))
    other = moved(made, 0, 0)
    for row in [row for row in made.rows if top <= row <= last]:
        other.rows[row] = dict(sorted((to.get(column, column), value) for column, value in made.rows[row].items()))
    turned = [span._replace(left=to[span.left], right=to[span.left]) for span in spans if span.left in to]
    other.merges = [span for span in made.merges if span not in spans or span.left not in to] + turned
    return other


@pytest.mark.parametrize("name", [name for name in SINGLE if "indicators" in LAYOUTS[name].expected[0]])
def test_the_columns_behind_the_names_may_stand_in_any_order(name: str) -> None:
    made = sheet(LAYOUTS[name].table)
    (document,) = documents_of(made)
    turned = documents_of(columns_turned(made, document))
    assert [row_of_indicators(each) for each in turned] == [row_of_indicators(document)]


def row_of_indicators(document: Document) -> list[Any]:
    """The indicators without the totals below them, which stay under other columns."""
    rows: list[Any] = content(document)["indicators"]
    return rows


NAMES_OF_ONES_OWN = """
部门整体支出绩效目标表 | < | < | < | < | < | <
部门名称 | 青禾县水务局 | < | < | 年度 | 2026 | <
一级指标 | 二级指标 | 三级指标 | 指标解释 | 计量单位 | 目标值 | 指标方向
内部治理 | 资金安排 | 预算执行率 | 年度执行数与预算数之比 | % | 95 | ≥
内部治理 | 账务 | 账务制度健全性 | | | 健全 | 定性
职责完成 | 防汛职责 | 巡查堤防长度 | | 公里 | 46 | ≥
"""


def test_names_of_levels_that_no_classification_knows_stay_where_they_stand() -> None:
    (document,) = read(NAMES_OF_ONES_OWN)
    assert [(row["level1"], row["level2"], row["level3"], row["target"]) for row in document["indicators"]] == [
        ("内部治理", "资金安排", "预算执行率", 95),
        ("内部治理", "账务", "账务制度健全性", "健全"),
        ("职责完成", "防汛职责", "巡查堤防长度", 46),
    ]


def test_numbers_tell_no_slide_of_a_row_whose_levels_no_classification_knows() -> None:
    (document,) = read("""
项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 港池疏浚 | < | 主管部门 | 青禾县海洋与渔业局 | < | < | <
一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 完成率 | 权重 | 得分
投入情况 | 到位情况 | 资金到位及时率 | 1 | 1 | 1 | 10 | 10
产出情况 | 数量情况 | 疏浚土方 | 19 | 18 | 0.947 | 50 | 47
效益情况 | 社会情况 | 停靠渔船艘数 | 210 | 215 | 1.024 | 40 | 40
""")
    assert [(row["level2"], row["level3"], row["target"], row["score"]) for row in document["indicators"]] == [
        ("到位情况", "资金到位及时率", 1, 10),
        ("数量情况", "疏浚土方", 19, 47),
        ("社会情况", "停靠渔船艘数", 210, 40),
    ]


@pytest.mark.parametrize("name", TITLED)
def test_a_form_moved_on_the_sheet_is_read_the_same(name: str) -> None:
    made = sheet(LAYOUTS[name].table)
    wanted = [content(document) for document in documents_of(made)]
    assert [content(document) for document in documents_of(moved(made, 3, 2))] == wanted


def typed_as_text(made: Sheet) -> Sheet:
    """The sheet with every number typed as text, as programs for text and web pages leave them."""
    other = moved(made, 0, 0)
    for cells in other.rows.values():
        cells.update({column: plain(value) for column, value in cells.items() if isinstance(value, float)})
    return other


def in_words(value: Any) -> Any:
    """A document with its numbers as text: what has no concept keeps the type of its cell."""
    if isinstance(value, dict):
        return {key: in_words(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [in_words(inner) for inner in value]
    return format(Decimal(str(value)).normalize(), "f") if isinstance(value, (int, float)) else value


def written(made: Sheet, change: Callable[[str], str]) -> Sheet:
    """The sheet with every text written in another way."""
    other = moved(made, 0, 0)
    for cells in other.rows.values():
        cells.update({column: change(value) for column, value in cells.items() if isinstance(value, str)})
    return other


WAYS_OF_WRITING: dict[str, Callable[[str], str]] = {
    "blanks around": lambda text: f"\u3000{text} ",
    "blanks between": lambda text: " ".join(text) if re.fullmatch("[\u4e00-\u9fff]{2,4}", text) else text,
    "a line break": lambda text: f"{text[:2]}\n{text[2:]}" if re.fullmatch("[\u4e00-\u9fff]{4,8}", text) else text,
    "brackets and colons of the other width": lambda text: text.translate(str.maketrans("()（）:：", "（）()：:")),
}


@pytest.mark.parametrize("way", WAYS_OF_WRITING)
@pytest.mark.parametrize("name", TITLED)
def test_a_form_written_in_another_way_is_read_the_same(name: str, way: str) -> None:
    def plainly(document: Document) -> str:
        return re.sub(
            r"\s|\\n", "", unicodedata.normalize("NFKC", json.dumps(in_words(content(document)), ensure_ascii=False))
        )

    made = sheet(LAYOUTS[name].table)
    wanted = [plainly(document) for document in documents_of(made)]
    assert [plainly(document) for document in documents_of(written(made, WAYS_OF_WRITING[way]))] == wanted


def filled_down(made: Sheet) -> Sheet:
    """The sheet with every tall cell unmerged and repeated, as spreadsheet programs do it on request."""
    other = moved(made, 0, 0)
    for span in [m for m in other.merges if m.bottom > m.top and m.left == m.right]:
        value = other.rows.get(span.top, {}).get(span.left)
        if value is not None:
            other.merges.remove(span)
            for row in range(span.top, span.bottom + 1):
                other.rows.setdefault(row, {})[span.left] = value
    other.rows = {row: dict(sorted(cells.items())) for row, cells in sorted(other.rows.items())}
    return other


@pytest.mark.parametrize("name", SINGLE)
def test_a_form_whose_tall_cells_are_filled_down_is_read_the_same(name: str) -> None:
    """Its figures and names; only what has no concept may stand under another label."""

    def known(document: Document) -> dict[str, Any]:
        found = content(document)
        rows = [{k: v for k, v in row.items() if k != "other"} for row in found.get("indicators", ())]
        return {**{k: v for k, v in found.items() if k not in ("other", "last_year")}, "indicators": rows}

    made = sheet(LAYOUTS[name].table)
    assert [known(document) for document in documents_of(filled_down(made))] == [known(documents_of(made)[0])]


def filled_across(made: Sheet) -> Sheet:
    """The sheet without merges, each of their cells filled."""
    other = moved(made, 0, 0)
    for span in made.merges:
        value = made.value(span.top, span.left)
        for row in range(span.top, span.bottom + 1) if value is not None else ():
            other.rows.setdefault(row, {}).update(dict.fromkeys(range(span.left, span.right + 1), value))
    other.rows = {row: dict(sorted(cells.items())) for row, cells in sorted(other.rows.items())}
    other.merges = []
    return other


NOT_AS_MERGED = frozenset(
    (
        # The caption over four unlabelled rows of amounts is a column of its own: its rows are told as realigned.
        "monitoring to September with sources beside the columns",
    )
)


@pytest.mark.parametrize("name", [each for each in SINGLE if each not in NOT_AS_MERGED])
def test_a_form_whose_merges_are_taken_away_and_filled_is_one_form_with_its_figures(name: str) -> None:
    def known(document: Document) -> dict[str, Any]:
        found = content(document)
        rows = [{k: v for k, v in row.items() if k != "other"} for row in found.get("indicators", ())]
        return {**{k: v for k, v in found.items() if k != "other"}, "indicators": rows}

    made = sheet(LAYOUTS[name].table)
    assert [known(document) for document in documents_of(filled_across(made))] == [known(documents_of(made)[0])]


WITHOUT_MERGES = """
安溪县项目支出绩效目标表 | 安溪县项目支出绩效目标表 | 安溪县项目支出绩效目标表 | 安溪县项目支出绩效目标表 | 安溪县项目支出绩效目标表
项目名称 | 山塘除险 | 山塘除险 | 山塘除险 | 山塘除险
主管部门 | 安溪县水利局 | 安溪县水利局 | 实施单位 | 安溪县水利局
资金总额（万元） | 80 | 80 | 其中：财政拨款 | 80
一级指标 | 二级指标 | 三级指标 | 中期目标值 | 年度目标值
产出指标 | 数量指标 | 除险山塘数量 | 6座 | 6座
产出指标 | 时效指标 | 完工时间 | 汛期前 | 汛期前
满意度指标 | 满意度指标 | 群众满意度 | ≥90% | ≥90%
"""


def test_cells_with_the_same_value_below_different_titles_stay_two_cells() -> None:
    (document,) = documents_of(sheet(WITHOUT_MERGES))
    assert document["project"] == "山塘除险"
    assert (document["department"], document["implementing_unit"]) == ("安溪县水利局", "安溪县水利局")
    assert (document["funding"]["total"], document["funding"]["fiscal"]) == (80, 80)
    for rows in (document["indicators"], document["period_side"]["indicators"]):
        assert [(row["level1"], row["level3"], row["target"]) for row in rows] == [
            ("产出指标", "除险山塘数量", 6),
            ("产出指标", "完工时间", "汛期前"),
            ("满意度指标", "群众满意度", 90),
        ]


@pytest.mark.parametrize("name", TITLED)
def test_a_form_with_its_numbers_typed_as_text_is_read_the_same(name: str) -> None:
    made = sheet(LAYOUTS[name].table)
    wanted = [in_words(content(document)) for document in documents_of(made)]
    assert [in_words(content(document)) for document in documents_of(typed_as_text(made))] == wanted


@pytest.mark.parametrize("name", SINGLE)
def test_a_form_below_another_one_is_read_the_same(name: str) -> None:
    first, second = sheet(LAYOUTS["yuan beside 万元"].table), sheet(LAYOUTS[name].table)
    wanted = [content(document) for made in (first, second) for document in documents_of(made)]
    stacked = together(first, moved(second, max(first.rows) + 2, 0))
    found = [content(document) for document in documents_of(stacked)]
    assert found == wanted


@pytest.mark.parametrize("name", SINGLE)
def test_a_form_keeps_its_figures_without_its_merges(name: str) -> None:
    layout = LAYOUTS[name]
    made = sheet(layout.table)
    plain = Sheet(made.name, rows=made.rows)
    document: Any = documents_of(plain)[0]
    figures = {
        p: w for p, w in layout.expected[0].items() if p in ("funding.annual", "funding.total", "funding.fiscal")
    }
    assert {path: at(document, path) for path in figures if at(document, path) not in (None, figures[path])} == {}


@pytest.mark.parametrize("name", [name for name in TITLED if name != "yuan beside 万元"])
def test_what_was_typed_is_kept_told_or_named_as_a_label(name: str) -> None:
    """Every figure of a layout stands in the documents or is told as unread."""
    made = sheet(LAYOUTS[name].table)
    documents = documents_of(made)
    told = json.dumps([to_json(document) for document in documents], ensure_ascii=False)
    for row, cells in made.rows.items():
        if next(iter(cells.values())) == "合计":
            continue
        for column, value in cells.items():
            if isinstance(value, float) and value not in (1, 2, 3, 4, 5, 6, 7, 100):
                text = format(Decimal(str(value)).normalize(), "f")
                assert text in told or str(value) in told, (row, column, value)


def test_fifty_small_tables_give_no_form() -> None:
    table = "\n".join(f"科目{n} | 数量 | 单价\n物品{n} | {n} | 3" for n in range(50))
    assert read(table) == []


def test_a_long_list_is_read_in_one_pass_over_its_rows() -> None:
    head = "单位名称 | 项目名称 | 预算金额（元） | 一级指标 | 二级指标 | 三级指标 | 指标值"
    made = sheet(head)
    for number in range(3000):
        project = number // 3
        cells = [
            "青禾县水务局",
            f"项目{project:04d}",
            1000.0 * project,
            "产出指标",
            "数量指标",
            f"清淤渠道{number}",
            "≥12公里",
        ]
        made.rows[number + 2] = {column: value for column, value in enumerate(cells, start=1) if value != ""}
    documents = documents_of(made)
    assert len(documents) == 1000
    assert documents[999]["funding"]["total"] == 999000
    assert documents[999]["source"]["rows"] == [2999, 3001]


def test_an_export_of_sixty_columns_keeps_what_it_does_not_know() -> None:
    titles = ["项目名称", "一级指标", "二级指标", "三级指标", "指标值", *(f"扩展信息{n}" for n in range(55))]
    values = ["渠道清淤维护", "产出指标", "数量指标", "清淤渠道长度", "≥12公里", *(f"内容{n}" for n in range(55))]
    (document,) = read(" | ".join(titles) + "\n" + " | ".join(values))
    assert rows_of(document) == "产出指标 | 数量指标 | 清淤渠道长度 | ≥ | 12 | 公里"
    assert len(document["indicators"][0]["other"]) == 55


def test_a_list_whose_projects_have_no_names_is_parted_by_their_codes() -> None:
    documents = read("""
项目编码 | 项目名称 | 预算金额（元） | 一级指标 | 二级指标 | 三级指标 | 指标值
'5119001' | | 400000 | 产出指标 | 数量指标 | 清淤渠道长度 | ≥12公里
'5119001' | | 400000 | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
'5119002' | | 480000 | 产出指标 | 数量指标 | 检修泵站数 | =6座
""")
    found = [(d.get("project_code"), d.get("project"), at(d, "funding.total"), len(d["indicators"])) for d in documents]
    assert found == [("5119001", None, 400000, 2), ("5119002", None, 480000, 1)]


def test_a_project_listed_by_source_keeps_no_part_as_its_amount() -> None:
    (document,) = read("""
项目名称 | 预算金额（万元） | 一级指标 | 二级指标 | 三级指标 | 指标值
渠道清淤维护 | 30 | 产出指标 | 数量指标 | 清淤渠道长度 | ≥12公里
渠道清淤维护 | 10 | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
""")
    assert at(document, "funding.total") is None
    assert {"30", "10"} <= {left["text"] for left in document["unread"]}


KNOWN = """
项目支出绩效目标表 | < | < | <
（2026年度） | < | < | <
项目名称 | 渠道清淤维护 | < | <
主管部门 | 青禾县水务局 | < | <
年度资金总额 | 40 | < | <
年度总体目标 | 清淤渠道12公里。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 清淤渠道长度 | ≥12公里
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
"""


def test_a_form_whose_words_a_definition_knows_is_read_by_it() -> None:
    assert [document["form"] for document in read(KNOWN)] == ["project-scored"]


@pytest.mark.parametrize("name", SINGLE)
def test_a_form_of_any_layout_below_one_of_a_definition_leaves_that_one_alone(name: str) -> None:
    first, second = sheet(KNOWN), sheet(LAYOUTS[name].table)
    stacked = together(first, moved(second, max(first.rows) + 2, 0))
    found = documents_of(stacked)
    assert [document["form"] for document in found] == ["project-scored", documents_of(second)[0]["form"]]
    assert content(found[1]) == content(documents_of(second)[0])


@pytest.mark.parametrize(
    ("old", "new", "form"),
    [
        ("项目支出绩效目标表", "项目支出绩效自评表", "selfeval"),
        ("年度资金总额 | 40 | < | <", "中期资金总额 | 120 | 年度资金总额 | 40", "project"),
        ("年度资金总额", "当年预算（万元）", "project"),
        ("年度总体目标", "绩效目标描述", "project"),
        ("三级指标 | 指标值", "三级指标 | 全年（程）指标值", "project"),
        ("指标值\n", "指标值\n1 | 2 | 3 | 4\n", "project"),
        ("一级指标 | 二级", "长期绩效指标 | < | < | <\n一级指标 | 二级", "project"),
    ],
    ids=[
        "kind in the title",
        "a second side",
        "the amount",
        "the goal",
        "the target",
        "column numbers",
        "second table",
    ],
)
def test_a_definition_is_not_taken_where_it_would_lose_or_mistake_something(old: str, new: str, form: str) -> None:
    assert [document["form"] for document in read(KNOWN.replace(old, new))] == [form]


def test_the_total_of_a_list_is_held_against_its_projects() -> None:
    table = LAYOUTS["each department a list below its name"].table
    wrong = check_documents(read(table.replace("合计 | | | 184", "合计 | | | 194"))).findings
    assert [(f.cell, f.found, f.expected) for f in wrong if f.code == "FND-004"] == [("D8", 194, 184)]
    assert "FND-004" not in {finding.code for finding in check_documents(read(table)).findings}


def test_a_definition_cannot_be_named_like_a_path(tmp_path: Path) -> None:
    raw = json.loads((schema_dir() / "forms" / "project-2026.json").read_text(encoding="utf-8"))
    raw["id"] = "../project"
    (tmp_path / "bad.json").write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"bad\.json"):
        load_definitions_from(tmp_path)


def test_every_pattern_of_the_vocabulary_matches_its_example() -> None:
    words = default_vocabulary()
    raw = json.loads((schema_dir() / "vocabulary.json").read_text(encoding="utf-8"))
    asked = [
        (words.field, raw["fields"]),
        (words.indicator_column, raw["columns"]["indicators"]),
        (words.task_column, raw["columns"]["tasks"]),
    ]
    lost = []
    for ask, entries in asked:
        for entry in entries:
            for _, example in entry.get("patterns", ()):
                meaning = ask(example)
                if meaning is None or (
                    meaning.key != entry["key"] and not entry["key"].startswith(("goals", "execution"))
                ):
                    lost.append((entry["key"], example, meaning))
    assert lost == []


def test_the_labels_of_a_form_are_understood_whole() -> None:
    words: Vocabulary = default_vocabulary()
    understood = {
        text: (meaning.key, meaning.side)
        for text in (
            "申报单位名称",
            "项目当年预算（元）",
            "同名项目上年预算额（元）",
            "中央主管部门",
            "绩效目标描述",
            "上年结转",
        )
        if (meaning := words.field(text)) is not None
    }
    assert understood == {
        "申报单位名称": ("department", None),
        "项目当年预算（元）": ("amount.total", "annual"),
        "同名项目上年预算额（元）": ("amount.total", "last"),
        "中央主管部门": ("other", None),
        "绩效目标描述": ("goals.annual", None),
        "上年结转": ("amount.carryover", None),
    }


@pytest.mark.skipif(not (SHARED / "elsewhere").is_dir(), reason="the shared cases are not here")
@pytest.mark.parametrize(
    "path", sorted((SHARED / "elsewhere").glob("*.expected.json")), ids=lambda path: path.name[:24]
)
def test_layouts_of_other_places_give_their_figures(path: Path) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    book = path.with_name(path.name.removesuffix(".expected.json") + ".xlsx")
    documents = read_file(book, book.name).documents
    assert [document["kind"] for document in documents] == [document["kind"] for document in expected["documents"]]
    for document, wanted in zip(documents, expected["documents"], strict=True):
        found: Any = document
        assert found.get("project") == wanted.get("project")
        for row, indicator in zip(found["indicators"], wanted["indicators"], strict=True):
            assert row["cell"] == indicator["cell"]
            assert same(indicator["target"], row["target"])
