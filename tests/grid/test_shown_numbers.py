"""What a cell shows under a format that scales or carries words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.grid.model import Sheet
from jixiao.grid.ods_styles import OdsStyles
from jixiao.grid.shown_numbers import show, show_numbers

NUMBER = "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0 "
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "


def shown(value: float | str, code: str) -> float | str | bool | None:
    sheet = Sheet("表", rows={1: {1: value}}, formats={(1, 1): code})
    show_numbers(sheet)
    return sheet.value(1, 1)


@pytest.mark.parametrize(
    ("value", "code", "read"),
    [
        (365_000.0, "0!.0,", 36.5),
        (365_000.0, '0!.0,"万元"', "36.5万元"),
        (365_000.0, '0"."0,', 36.5),
        (365_000.0, "0\\.0,", 36.5),
        (365_432.0, "0!.0000", 36.5432),
        (365_000.0, "#,##0,", 365.0),
        (36_500_000.0, "0.00,,", 36.5),
        (1.2, '0.0"亿元"', "1.2亿元"),
        (12.0, '"≥"0"公里"', "≥12公里"),
        (12.0, "≥0", "≥12"),
        (36.5, 'General"万元"', "36.5万元"),
        (36.5, 'G/通用格式"万元"', "36.5万元"),
        (365_000.0, '[>=10000]0!.0,"万元";0"元"', "36.5万元"),
        (5000.0, '[>=10000]0!.0,"万元";0"元"', "5000元"),
        (-3.0, '0"元";-0"元"', "-3元"),
        (-3.0, '0"元";(0)"元"', "-3元"),
        (1.0, '"合格";;"不合格"', "合格"),
        (0.0, '"合格";;"不合格"', "不合格"),
        ("36.5", '@"万元"', "36.5万元"),
        ("36.5", '0;0;0;"约"@', "约36.5"),
        (36.5, "0.00", 36.5),
        (36.5, "#,##0.00_);[Red]\\(#,##0.00\\)", 36.5),
        (-36.5, "#,##0.00_);[Red]\\(#,##0.00\\)", -36.5),
        (36.5, '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ', 36.5),
        (36.5, "[$¥-804]#,##0.00", 36.5),
        (0.95, "0%", 0.95),
        (0.95, '"≥"0.0%', "≥95%"),
        (95.0, '0"%"', "95%"),
        (46_000.0, 'yyyy"年"m"月"', 46_000.0),
        (0.5, "# ?/?", 0.5),
        (12_345.0, "0.00E+00", 12_345.0),
        (20_270_101.0, "0000-00-00", 20_270_101.0),
        (0.0, "0;-0;;@", 0.0),
        ("文字", "@", "文字"),
    ],
)
def test_the_figure_is_the_one_that_the_cell_shows(value, code, read):
    assert shown(value, code) == read


def test_the_stored_figure_is_kept_where_another_one_is_read():
    sheet = Sheet("表", rows={1: {1: 365_000.0, 2: 12.0}}, formats={(1, 1): "0!.0,", (1, 2): '0"公里"'})
    show_numbers(sheet)
    assert sheet.stored == {(1, 1): 365_000.0}


@given(st.decimals(-(10**12), 10**12, places=4), st.text(alphabet='0#?.,;"%[]@!\\_*万元E+- /hmsy年>1', max_size=40))
def test_no_format_makes_it_fail_or_changes_a_number_but_by_tens(number, code):
    found = show(number, code)
    if found is not None and found.number is not None and number:
        assert (found.number / number).normalize().as_tuple().digits == (1,)


@pytest.mark.parametrize(
    ("attributes", "embedded", "literal", "kind", "code"),
    [
        (
            {"decimal-places": "1", "min-integer-digits": "1", "display-factor": "1000"},
            None,
            "万元",
            "number",
            '0.0,"万元"',
        ),
        ({"decimal-places": "0", "display-factor": "1000000"}, None, "", "number", "0,,"),
        ({"decimal-places": "0", "display-factor": "1000"}, (1, "."), "", "number", '0"."0,'),
        ({"decimal-places": "0"}, None, "%", "number", '0"%"'),
        ({"decimal-places": "0"}, None, "%", "percentage", "0%"),
    ],
)
def test_formats_of_an_opendocument_file_scale_and_carry_words_too(attributes, embedded, literal, kind, code):
    styles = OdsStyles()
    styles.start(f"{NUMBER}{kind}-style", {STYLE + "name": "N1"})
    styles.start(NUMBER + "number", {NUMBER + name: value for name, value in attributes.items()})
    if embedded is not None:
        styles.start(NUMBER + "embedded-text", {NUMBER + "position": str(embedded[0])})
        styles.characters(embedded[1])
        styles.end(NUMBER + "embedded-text")
    styles.end(NUMBER + "number")
    if literal:
        styles.start(NUMBER + "text", {})
        styles.characters(literal)
        styles.end(NUMBER + "text")
    styles.end(f"{NUMBER}{kind}-style")
    cell = STYLE + "style"
    styles.start(cell, {STYLE + "name": "ce1", STYLE + "family": "table-cell", STYLE + "data-style-name": "N1"})
    assert styles.format_of("ce1") == code


def test_a_number_shown_as_text_keeps_every_digit():
    found = show(Decimal("36543.21"), '0.0,"千元"')
    assert found is not None
    assert found.text == "36.54321千元"
