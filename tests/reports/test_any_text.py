"""Whatever stands in the cells of a department, no format breaks, and none takes it for more than text."""

from __future__ import annotations

import dataclasses
import io
import json
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from jixiao.reports import json_report, notice, terminal, xlsx_list
from jixiao.reports.html_page import pieces
from jixiao.textlayout import legible, printable
from reports.reported import NASTY, everywhere, report
from reports.test_html_page import Elements, data_of
from reports.workbooks import mark, sheet_xml, small, zipped

pytestmark = pytest.mark.filterwarnings("ignore:Workbook contains no default style")

SEEDS = [text for text in NASTY if len(text) < 1000]

anything = st.text(alphabet=st.characters(), max_size=40)
"""Any code points, surrogates and non-characters among them."""

texts = st.one_of(anything, st.lists(st.one_of(st.sampled_from(SEEDS), anything), max_size=3).map("".join))

few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

PLAIN = Elements("".join(pieces(report([everywhere("x")])))).elements


@few
@given(texts)
def test_text_made_legible_can_stand_in_xml(text: str) -> None:
    safe = legible(text)
    element = ElementTree.Element("a")
    element.text = safe
    assert ElementTree.fromstring(ElementTree.tostring(element, encoding="unicode")).text in (safe, None)
    assert "\n" not in printable(text)


@few
@given(texts)
def test_json_gives_it_back(text: str) -> None:
    stream = io.StringIO()
    json_report.write(report([everywhere(text)]), stream)
    found = json.loads(stream.getvalue().encode("utf-8"))["findings"][0]
    assert (found["message"], found["found"], found["sheet"]) == (text, text, text)


@few
@given(texts)
def test_the_terminal_gets_whole_lines(text: str) -> None:
    for line in terminal.lines(report([everywhere(text)]), width=79):
        assert printable(line) == line


@few
@given(texts)
def test_the_page_has_no_element_more(text: str) -> None:
    made = "".join(pieces(report([everywhere(text)])))
    made.encode("utf-8")
    assert Elements(made).elements == PLAIN
    assert legible(text) in data_of(made)["strings"]


@few
@given(texts)
def test_the_list_has_no_formula_more(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        xlsx_list.write(report([everywhere(text)], paths=[(f"{text}.xlsx", path)]), path)
        cells = [cell for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row]
    assert {cell.value.partition("(")[0] for cell in cells if cell.data_type == "f"} <= {"=HYPERLINK", "=SUM"}


@few
@given(texts)
def test_the_notice_is_a_document(text: str) -> None:
    made = report([])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        path.write_bytes(notice.notice(report([everywhere(text)]).groups[0], made=made.made, marked=True))
        with zipfile.ZipFile(path) as package:
            ElementTree.fromstring(package.read("word/document.xml"))


@few
@given(texts)
def test_the_marked_copy_is_a_workbook(text: str) -> None:
    one = dataclasses.replace(everywhere(text), sheet="表", cell="B2")
    copy = mark(zipped(small(sheet_xml('<row r="2"><c r="B2"><v>1</v></c></row>'))), [one])
    with zipfile.ZipFile(io.BytesIO(copy)) as package:
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))
    cells = [cell for sheet in load_workbook(io.BytesIO(copy)) for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
