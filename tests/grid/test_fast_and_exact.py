"""The reader by pattern and the reader by parse give the same sheet, or the first gives up."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grid.workbook_parts import sheet_xml, strings_xml
from jixiao.errors import InputError
from jixiao.grid import xlsx_fast
from jixiao.grid.address import address
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.model import Sheet
from jixiao.grid.xlsx_fast import scan_sheet
from jixiao.grid.xlsx_looks import Looks, Unusual
from jixiao.grid.xlsx_sheet import SheetContext, walk_sheet
from jixiao.grid.xlsx_strings import scan_strings, walk_strings
from jixiao.grid.xmlpart import decode_xml, is_balanced

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
TEXTS = {"": None, **{str(index): (None if index == 1 else f"文本{index}") for index in range(2_000)}}
FORMATS = (None, "0.00", "yyyy/m/d", "@", "0%") * 40


def context() -> SheetContext:
    return SheetContext(strings=TEXTS, formats=FORMATS)


def everything(sheet: Sheet) -> tuple[object, ...]:
    """All a sheet holds, with the order of its rows and cells."""
    rows = [(row, list(cells.items())) for row, cells in sheet.rows.items()]
    return (
        rows, list(sheet.errors.items()), list(sheet.formulas.items()), list(sheet.formats.items()), sheet.merges,
        sheet.hidden_rows, sheet.hidden_columns,
    )  # fmt: skip


def fast(text: str) -> tuple[object, ...]:
    sheet, shared = Sheet("表"), context()
    if not is_balanced(text.encode()):
        raise Unusual
    scan_sheet(text, sheet, shared, Looks(shared))
    return everything(sheet)


def exact(text: str) -> tuple[object, ...]:
    sheet = Sheet("表")
    walk_sheet(text, "sheet1.xml", sheet, context())
    return everything(sheet)


XML_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=12)
NUMBERS = st.one_of(st.integers(-(10**9), 10**9).map(str), st.floats(allow_nan=False, allow_infinity=False).map(repr))
FORMULAS = st.sampled_from(
    [
        "",
        "",
        "",
        "<f>SUM(A1:B2)</f>",
        '<f ca="1">A1&amp;"x"</f>',
        '<f t="shared" ref="A1:A9" si="0">B1*$C$2</f>',
        '<f t="shared" si="0"/>',
        '<f t="array" ref="A1">A1:A2</f>',
        "<f/>",
    ]
)


@st.composite
def cells(draw: st.DrawFn) -> str:
    """What stands between a cell's address and its end, with the attributes before it."""
    style = draw(st.sampled_from(["", ' s="0"', ' s="1"', ' s="2"', ' s="3"', ' s="9999"']))
    kind = draw(st.sampled_from(["s", "n", "", "str", "inlineStr", "b", "e", "d", "blank", "closed"]))
    formula = draw(FORMULAS) if kind not in ("s", "inlineStr", "blank") else ""
    if kind == "blank":
        return f"{style}/>"
    if kind == "closed":
        return f"{style}></c>"
    if kind == "inlineStr":
        return f'{style} t="inlineStr"><is><t xml:space="preserve">{escape(draw(XML_TEXT))}</t></is></c>'
    content = {
        "s": lambda: str(draw(st.integers(0, 1_999))),
        "n": lambda: draw(NUMBERS),
        "": lambda: draw(NUMBERS),
        "str": lambda: escape(draw(XML_TEXT)),
        "b": lambda: draw(st.sampled_from("01")),
        "e": lambda: draw(st.sampled_from(["#N/A", "#DIV/0!", "#SPILL!"])),
        "d": lambda: draw(st.sampled_from(["2026-01-31", "2026-01-31T12:00:00", "待定"])),
    }[kind]()
    value = draw(st.sampled_from([f"<v>{content}</v>", f"<v>{content}</v>", "<v></v>", "<v/>", ""]))
    return f"{style}{f' t={chr(34)}{kind}{chr(34)}' if kind else ''}>{formula}{value}</c>"


@st.composite
def sheets(draw: st.DrawFn) -> str:
    """A worksheet part as programs write it."""
    places = sorted(draw(st.sets(st.tuples(st.integers(1, 12), st.integers(1, 30)), max_size=25)))
    rows: dict[int, str] = {}
    for row, column in places:
        rows[row] = rows.get(row, "") + f'<c r="{address(row, column)}"{draw(cells())}'
    written = "".join(
        f'<row r="{row}"{draw(st.sampled_from(["", " hidden=" + chr(34) + "1" + chr(34)]))}>{line}</row>'
        for row, line in rows.items()
    )
    merges = draw(
        st.sampled_from(["", '<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="C3:C5"/></mergeCells>'])
    )
    columns = draw(st.sampled_from(["", '<cols><col min="2" max="3" hidden="1"/></cols>']))
    return sheet_xml(written, before=columns, after=merges)


@settings(max_examples=80, deadline=None)
@given(sheets())
def test_both_readers_give_the_same_for_any_sheet_written_as_usual(text):
    assert fast(text) == exact(text)


PIECES = [
    "<c ",
    "</c>",
    "<v>",
    "</v>",
    "<f>",
    "</f>",
    "<is>",
    "<t>",
    "</t>",
    "</is>",
    ' t="s"',
    ' r="B2"',
    '"',
    "'",
    "<",
]
PIECES += [
    ">",
    "/",
    "&amp;",
    "&",
    "&#10;",
    "0",
    "-",
    "E5",
    "_",
    "\n",
    ' hidden="1"',
    '<row r="3">',
    "</row>",
    "<!-- -->",
]
PIECES += [
    '<mergeCell ref="A1:B2"/>',
    ' xmlns="x"',
    "<![CDATA[1]]>",
    "<?x ?>",
    "<x:c>",
    "中",
    "１",
    "nan",
    "_x000D_",
    "\x1f",
]


@settings(max_examples=150, deadline=None)
@given(
    sheets(), st.lists(st.tuples(st.floats(0, 1), st.sampled_from(PIECES), st.integers(0, 4)), min_size=1, max_size=3)
)
def test_a_damaged_sheet_is_never_read_differently(text, changes):
    for where, piece, cut in changes:
        at = int(where * len(text))
        text = text[:at] + piece + text[at + cut :]
    try:
        quick = fast(text)
        whole = exact(text)
    except (Unusual, InputError):
        return
    assert quick == whole


def parts() -> Iterator[tuple[str, str, str]]:
    """File, name and text of every part with rows or shared strings among the cases."""
    for path in sorted(CASES.glob("*/*.xlsx")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if "worksheets/sheet" in name or "sharedStrings" in name:
                    yield path.name, name, decode_xml(archive.read(name), name)


@pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not beside this checkout")
def test_real_sheets_are_read_by_pattern_and_the_same_as_by_parse():
    count = 0
    for file, name, text in parts():
        if "sharedStrings" in name:
            assert scan_strings(text) == walk_strings(text, name, DEFAULT_LIMITS), file
        elif not name.endswith(".rels"):
            assert fast(text) == exact(text), file
        count += 1
    assert count


def test_a_sheet_longer_than_the_window_is_read_the_same(monkeypatch):
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="C{row}" t="s"><v>5</v></c></row>' for row in range(1, 200)
    )
    whole = fast(sheet_xml(rows))
    for window in (30, 100, 1_000):
        monkeypatch.setattr(xlsx_fast, "_WINDOW", window)
        assert fast(sheet_xml(rows)) == whole == exact(sheet_xml(rows))


@given(st.lists(XML_TEXT, max_size=8), st.sampled_from(["", '<phoneticPr fontId="1"/>']))
@settings(deadline=None)
def test_shared_texts_are_the_same_by_pattern_and_by_parse(texts, phonetic):
    text = strings_xml(texts).replace("</t>", f"</t>{phonetic}")
    assert scan_strings(text) == walk_strings(text, "", DEFAULT_LIMITS)


@pytest.mark.parametrize(
    "items",
    [
        "<si><r><rPr><b/></rPr><t>a</t></r><r><t>b</t></r></si><si><t>c</t></si>",
        '<si><t>a</t><rPh sb="0" eb="1"><t>x</t></rPh><phoneticPr fontId="1"/></si>',
        "<si/><si><t/></si><si><t>b</t></si>",
        "<si><r><t/></r><r><t>a</t></r></si>",
        "<si><t>a</t ></si>",
        "<si><t>&#97;&lt;</t></si><si><t>_x0041_</t></si>",
        "<si><t><!-- x -->a</t></si>",
        "<x:si><x:t>a</x:t></x:si>",
        " <si> <t>a</t> </si> ",
    ],
)
def test_unusual_shared_texts_are_read_the_same_or_left_to_the_parse(items):
    text = strings_xml([]).replace("</sst>", f"{items}</sst>").replace("<sst ", '<sst xmlns:x="urn:x" ')
    found = scan_strings(text)
    assert found is None or found == walk_strings(text, "", DEFAULT_LIMITS)
