from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from jixiao.consolidate.returns.supersede import FileOutcome
from jixiao.consolidate.summary.links import Filler, cell_link, file_link, href_from, source_links
from jixiao.consolidate.summary.row_height import MAX_HEIGHT, height, lines_needed
from jixiao.consolidate.summary.row_xml import (
    CUT_MARK,
    MAX_TEXT,
    RowRenderer,
    SummaryFormula,
    SummaryValue,
    cell,
    numbered,
    row,
)
from jixiao.consolidate.summary.sheets import FILES


def parsed(value: SummaryValue) -> tuple[str | None, str | None, str | None]:
    """Type, formula and content of a cell, as an XML reader sees them."""
    element = ET.fromstring(cell(2, 1, value).replace("\0", "7"))
    assert element.get("r") == "B7"
    content = element.findtext("is/t") if element.get("t") == "inlineStr" else element.findtext("v")
    return element.get("t"), element.findtext("f"), content


@pytest.mark.parametrize(
    ("value", "content"),
    [
        (12, "12"),
        (Decimal("4613.60"), "4613.60"),
        (Decimal("1E+3"), "1E+3"),
        (Decimal("-0.05"), "-0.05"),
        (Decimal("0.1000000000000000055511151231257827"), "0.1"),
    ],
)
def test_numbers_are_numbers(value: SummaryValue, content: str) -> None:
    assert parsed(value) == (None, None, content)


@pytest.mark.parametrize("value", [None, ""])
def test_nothing_is_an_empty_cell_and_not_0(value: SummaryValue) -> None:
    assert parsed(value) == (None, None, None)


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), Decimal("1E+308"), Decimal("1E+999")])
def test_numbers_that_excel_does_not_have_are_texts(value: Decimal) -> None:
    assert parsed(value) == ("inlineStr", None, str(value))


@pytest.mark.parametrize("text", ["=1+1", "+86", "-", "@SUM(A1)", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0"])
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    assert parsed(text) == ("inlineStr", None, text)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("a<b & c>d", "a<b & c>d"),
        ("第一行\r\n第二行\r第三行\n末行", "第一行\n第二行\n第三行\n末行"),
        (" 前后 ", " 前后 "),
        ("制\t表", "制\t表"),
        ("空\0格\x0b\x1f\x7f\ufffe\ud800字", "空格字"),
        ("\x01", ""),
        ("扩展𠮷字", "扩展𠮷字"),
        ("_x000D_", "_x005F_x000D_"),
        ("a_x12", "a_x12"),
    ],
)
def test_text_is_kept_as_far_as_xml_allows(text: str, content: str | None) -> None:
    assert parsed(text)[2] == content


def test_space_at_the_ends_is_marked_to_be_kept() -> None:
    assert 'xml:space="preserve"' in cell(1, 1, "a\n")
    assert "xml:space" not in cell(1, 1, "a b")


@pytest.mark.parametrize("text", ["字" * MAX_TEXT, "𠮷" * (MAX_TEXT // 2)], ids=["one unit each", "two units each"])
def test_a_text_as_long_as_a_cell_is_kept(text: str) -> None:
    assert parsed(text)[2] == text


@pytest.mark.parametrize("character", ["字", "𠮷"])
def test_a_longer_text_is_cut_with_a_mark(character: str) -> None:
    content = parsed(character * (MAX_TEXT + 1))[2] or ""
    assert content.endswith(CUT_MARK)
    assert content.startswith(character * 16_000)
    assert MAX_TEXT - 1 <= len(content.encode("utf-16-le")) // 2 <= MAX_TEXT


def test_a_row_is_one_line_and_gets_its_number_at_the_end() -> None:
    line = row((cell(1, 3, "甲\n乙"), cell(27, 4, 5)), 20)
    assert line.count(b"\n") == 1
    assert numbered(line, 1_048_576).decode() == (
        '<row r="1048576" ht="20"><c r="A1048576" s="3" t="inlineStr"><is><t>甲&#10;乙</t></is></c>'
        '<c r="AA1048576" s="4"><v>5</v></c></row>\n'
    )


def test_equal_numbers_keep_their_own_digits() -> None:
    # What was rendered before must not show in what is rendered now: the bytes would depend on the order of reading.
    assert parsed(Decimal("1.0"))[2] == "1.0"
    renderer = RowRenderer(FILES)
    for count in (Decimal(1), Decimal("1.0")):
        line = renderer.lines([FileOutcome("a", "merged", None, None, count)], file_link("a"))  # type: ignore[arg-type]
        assert f"<v>{count}</v>".encode() in line


def test_formulas_carry_their_value() -> None:
    assert parsed(SummaryFormula("SUM(A1:A2)", Decimal("3.5"))) == (None, "SUM(A1:A2)", "3.5")
    assert parsed(SummaryFormula('IF(1<2,"a","")', "a")) == ("str", 'IF(1<2,"a","")', "a")


def linked(href: str, sheet: str) -> tuple[str | None, str | None, str | None]:
    """A cell with a link, after the path has become known."""
    xml = cell(2, 1, source_links(sheet)("B4")).encode()
    element = ET.fromstring(Filler.of("甲", href).fill(xml).decode().replace("\0", "7"))
    shown = element.findtext("is/t") if element.get("t") == "inlineStr" else element.findtext("v")
    return element.get("t"), element.findtext("f"), shown


@pytest.mark.parametrize(
    ("href", "sheet", "target"),
    [
        ("甲局.xlsx", "项目", "甲局.xlsx#'项目'!B4"),
        ("../报送/甲 局.xlsx", "O'Neil", "../报送/甲 局.xlsx#'O''Neil'!B4"),
        ("完成100%#1.xlsx", "表1", "完成100%25%231.xlsx#'表1'!B4"),
        ('"甲".xlsx', '"表"', '""甲"".xlsx#\'""表""\'!B4'),
    ],
    ids=["plain", "blank and apostrophe", "percent and hash", "quotes"],
)
def test_links_lead_to_file_sheet_and_cell(href: str, sheet: str, target: str) -> None:
    assert linked(href, sheet) == ("str", f'HYPERLINK("{target}","B4")', "B4")


@pytest.mark.parametrize(
    ("href", "sheet"),
    [("深" * 250 + ".xlsx", "表"), ("a\nb.xlsx", "表"), ("a\ud800.xlsx", "表"), ("a.xlsx", "表\x01")],
    ids=["too long for Excel", "line break", "name that is no Unicode", "control character"],
)
def test_where_no_link_is_possible_the_address_stays(href: str, sheet: str) -> None:
    kind, formula, shown = linked(href, sheet)
    assert (kind in ("str", "inlineStr"), formula, shown) == (True, None, "B4")


def test_a_long_path_leaves_room_for_a_short_sheet_only() -> None:
    path = "深" * 235 + ".xlsx"
    assert linked(path, "表")[1] is not None
    assert linked(path, "很长很长很长很长的工作表名")[1] is None


def test_a_link_to_a_file_shows_its_name() -> None:
    assert file_link("../a.xlsx")('=a".xlsx') == SummaryFormula('HYPERLINK("../a.xlsx","=a"".xlsx")', '=a".xlsx')


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("短", 10, 1), ("一二三四五", 11, 1), ("一二三四五六", 11, 2), ("abcdefghij", 11, 1), ("一\n\n二", 20, 3)],
)
def test_lines_needed(text: str, width: float, lines: int) -> None:
    assert lines_needed(text, width) == lines


def test_no_row_is_higher_than_excel_has() -> None:
    assert height(1000, 11) == MAX_HEIGHT


@pytest.mark.skipif(sys.platform == "win32", reason="no such names on Windows")
@pytest.mark.parametrize(
    "name",
    [
        "\\\\server\\share\\a.xlsx",
        "\\a.xlsx",
        "http:/evil.example/a.xlsx",
        "javascript:alert(1).xlsx",
        "file:/etc/passwd.xlsx",
        "mailto:x@y.xlsx",
        "C:/a.xlsx",
        "a#b%20c%5C?d.xlsx",
        "//double.xlsx",
        "9:30 报送.xlsx",
    ],
)
@pytest.mark.parametrize("folder", ["", "报送/"])
def test_a_link_leads_to_the_file_of_that_name_and_nowhere_else(tmp_path: Path, folder: str, name: str) -> None:
    path = tmp_path / folder / name.lstrip("/")
    link = file_link(href_from(tmp_path, path))("文件")
    assert isinstance(link, SummaryFormula)
    target = link.text.removeprefix('HYPERLINK("').partition('","')[0]
    parts = urlsplit(target)
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
    assert not target.startswith(("/", "\\", "%5C"))
    assert "\\" not in target
    assert ":" not in target
    assert tmp_path / unquote(target) == path
    place = cell_link(href_from(tmp_path, path), "表一", "B4", "B4")
    assert isinstance(place, SummaryFormula)
    assert place.text.startswith(f'HYPERLINK("{target}#')
