"""Cells that few sheets have: a truth value, a share without a unit, letters of a lost font, an hour."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.forms.cell_text import text_of
from jixiao.forms.cellvalues import is_marked, number_in
from jixiao.forms.general.choices import chosen
from jixiao.forms.general.header_titles import numbers_the_columns
from jixiao.forms.general.stated import statements, under_named_levels
from jixiao.forms.labels import LabelSet
from jixiao.forms.levels import without_counter
from jixiao.forms.measures import Measure, split_measure


def test_a_truth_value_is_shown_as_the_sheet_shows_it():
    assert (text_of(True), text_of(False)) == ("TRUE", "FALSE")


def test_a_number_with_two_places_is_text_without_them():
    assert text_of(12.0, "0.00") == "12"


@pytest.mark.parametrize(
    ("value", "number_format", "number"),
    [(0.2, "0%", 20), (0.2, "0.0", Decimal("0.2")), ("80 75", None, None), ("95分", None, 95), ("95%", None, 95)],
)
def test_a_cell_of_numbers_is_one_number_or_none(value: str | float, number_format: str | None, number: Decimal | None):
    assert number_in(value, number_format, "number", None) == number


@pytest.mark.parametrize(
    ("value", "marked"),
    [("√", True), (1.0, True), (True, True), (False, False), (0.0, False), ("×", False), ("否", False)],
)
def test_a_mark_is_whatever_is_no_no(value: str | float, marked: bool):
    assert is_marked(value) is marked


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("优秀R 良好£", "优秀"),
        ("☑新增 □延续", "新增"),
        ("□优 □良", None),
        ("优□√ 良□", "优"),
        ("良好", "良好"),
        ("、", None),
    ],
)
def test_the_one_ticked_choice_is_chosen(text: str, choice: str | None):
    assert chosen(text) == choice


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("建设示范项目2期工程；修复水闸≥3座", [("修复水闸", 3)]),
        ("产出指标：数量指标：；质量指标：验收合格率≥98%", [("验收合格率", 98)]),
        ("改造渡口9处；修建码头≥2座", [("改造渡口", 9), ("修建码头", 2)]),
    ],
)
def test_only_figures_with_known_units_are_stated_without_a_sign(text: str, found: list[tuple[str, int]]):
    measured = [(one.name, one.measure.number) for one in statements(text)[0] if isinstance(one.measure, Measure)]
    assert measured == found


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("百分之九十五", (None, 95, "%")),
        ("≥百分之九十", ("≥", 90, "%")),
        ("百分之百分", None),
        ("≥", None),
        ("以上", None),
        ("2026年", None),
        ("≥2000年", ("≥", 2000, "年")),
        ("20000年", (None, 20000, "年")),
    ],
)
def test_a_measure_has_a_number(text: str, measure: tuple[str | None, int, str | None] | None):
    assert split_measure(text) == measure


def test_a_counter_behind_which_a_name_stands_is_kept():
    assert without_counter("指标1：造林面积 指标2：") == "造林面积"
    assert without_counter("指标1：造林面积 指标2：成活率") == "造林面积 指标2：成活率"


@pytest.mark.parametrize(
    ("level1", "level2", "named"),
    [(None, None, ("产出", "数量", "造林面积")), ("产出指标", None, ("产出指标", None, "产出-数量：造林面积"))],
)
def test_levels_before_a_name_count_where_no_column_tells_them(
    level1: str | None, level2: str | None, named: tuple[str | None, str | None, str]
):
    read = under_named_levels({"level1": level1, "level2": level2, "level3": "产出-数量：造林面积"})
    assert (read["level1"], read["level2"], read["level3"]) == named


@pytest.mark.parametrize(
    ("cells", "counted"),
    [
        (["栏次", 1.0, 2.0], True),
        ([1.0, 2.0, 3.0], True),
        (["A", "B", "C"], True),
        (["A", "B", "D"], False),
        ([4.0, 5.0, 6.0], False),
        (["甲", "1", "3"], False),
        ([1.0, 2.0], False),
    ],
)
def test_a_row_that_counts_columns_goes_up_by_one(cells: list[str | float], counted: bool):
    assert numbers_the_columns(dict(enumerate(cells, start=1))) is counted


LABELS = LabelSet(["年度目标", "项目单位", "填报人", "审核人"])
GOAL = "年度目标：建成示范基地三个并在全县十二个乡镇推广，带动农户就近就业，资金由 项目单位 统筹使用，培训农民一千二百人次，举办现场会四次，发放技术手册三千册，年底前通过县级验收并公开结果，群众满意。"


def test_a_label_within_a_long_sentence_is_a_word():
    assert [hit.form for hit in LABELS.match_all(GOAL)] == ["年度目标"]
    assert [(hit.form, hit.rest) for hit in LABELS.match_all("填报人：何倩  审核人：")] == [
        ("填报人", "何倩"),
        ("审核人", ""),
    ]
