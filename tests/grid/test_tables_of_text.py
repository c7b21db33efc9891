"""Workbooks that are text: flat OpenDocument, XML Spreadsheet 2003, tables of a web page."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.errors import BrokenWorkbookError, HostileWorkbookError, NotAWorkbookError
from jixiao.grid.address import Range
from jixiao.grid.limits import Limits
from jixiao.grid.model import Workbook
from jixiao.grid.open import open_workbook
from jixiao.grid.spreadsheetml import a1_formula

XML = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <Styles><Style ss:ID="s1"><NumberFormat ss:Format="0.00&quot;万元&quot;"/></Style>
  <Style ss:ID="s2"><NumberFormat ss:Format="Percent"/></Style></Styles>
 <Worksheet ss:Name="表"><Table>
  <Column ss:Index="2" ss:Hidden="1"/>
  <Row><Cell ss:MergeAcross="2" ss:MergeDown="1"><Data ss:Type="String">标题</Data></Cell><Cell><Data ss:Type="Number">7</Data></Cell></Row>
  <Row ss:Index="4" ss:Hidden="1"><Cell ss:Index="2" ss:StyleID="s1"><Data ss:Type="Number">36.5</Data></Cell>
   <Cell ss:StyleID="s2" ss:Formula="=R[-3]C[1]*2"><Data ss:Type="Number">0.14</Data></Cell></Row>
 </Table><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>
 </Worksheet></Workbook>"""

HTML = """<html><head><meta charset="gb2312"><style>td {mso-number-format:"\\@"}</style></head><body>
<table><tr><td colspan=2 rowspan=2>绩效目标表</td><td>36.5</td></tr><tr><td>0012<td>一<br>二</tr></table>
<table><tr><td>后一张<table><tr><td>内层</td></tr></table></td><td style='mso-number-format:"\\@"'>12</td></tr></table>
</body></html>"""

FODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>
 <table:table table:name="表"><table:table-row><table:table-cell office:value-type="float" office:value="36.5"/>
 <table:table-cell office:value-type="string"><text:p>万元</text:p></table:table-cell></table:table-row></table:table>
 </office:spreadsheet></office:body></office:document>"""


def opened(folder: Path, text: str, encoding: str = "utf-8", limits: Limits | None = None) -> Workbook:
    path = folder / "导出.xls"
    path.write_bytes(text.encode(encoding))
    return open_workbook(path, limits or Limits())


def test_an_xml_spreadsheet_gives_values_formats_merges_and_what_is_hidden(tmp_path):
    sheet = opened(tmp_path, XML).sheets[0]
    assert (sheet.name, sheet.state, sheet.hidden_rows, sheet.hidden_columns) == ("表", "hidden", {4}, [(2, 2)])
    assert sheet.rows == {1: {1: "标题", 4: 7.0}, 4: {2: 36.5, 3: 0.14}}
    assert sheet.merges == [Range(1, 1, 2, 3)]
    assert sheet.formats == {(4, 2): '0.00"万元"', (4, 3): "0.00%"}
    assert sheet.formulas == {(4, 3): "D1*2"}


@pytest.mark.parametrize(
    ("formula", "read"),
    [("SUM(R[-2]C:R[-1]C)", "SUM(C3:C4)"), ("R1C1+RC", "A1+C5"), ('"R1C1"&RC[-1]', '"R1C1"&B5'), ("R[-9]C", "#REF!")],
)
def test_references_in_r1c1_are_read_from_their_cell(formula, read):
    assert a1_formula(formula, 5, 3) == read


def test_tables_of_a_page_stand_below_each_other_on_one_sheet(tmp_path):
    sheet = opened(tmp_path, HTML, "gb18030").sheets[0]
    assert sheet.rows == {1: {1: "绩效目标表", 3: 36.5}, 2: {3: "0012", 4: "一\n二"}, 4: {1: "后一张\n内层", 2: "12"}}
    assert sheet.merges == [Range(1, 1, 2, 2)]


STRUCK = """<html><head><style>.xl66 {color:red; text-decoration:line-through;} .font7{text-decoration:line-through}</style></head><body>
<table><tr style="display:none"><td>{cell}</td><td>后</td></tr></table></body></html>"""


@pytest.mark.parametrize(
    ("cell", "left"),
    [
        ("<s>10</s>12", 12.0),
        ('<font class="font7">10</font>12', 12.0),
        ('<span style="text-decoration: line-through"><b>10</b></span>12', 12.0),
        ('<span class="xl66">10</span>', None),
        ("<font>12</font>", 12.0),
    ],
)
def test_what_a_page_strikes_out_is_no_part_of_a_cell(tmp_path, cell, left):
    sheet = opened(tmp_path, STRUCK.replace("{cell}", cell)).sheets[0]
    assert (sheet.value(1, 1), sheet.value(1, 2)) == (left, "后")
    assert sheet.struck == ({(1, 1): "10"} if "10" in cell else {})
    assert sheet.hidden_rows == {1}


def test_a_struck_run_of_an_xml_spreadsheet_is_no_part_of_a_cell(tmp_path):
    rich = '<ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">≥<S><B>10</B></S>12公里</ss:Data>'
    sheet = opened(tmp_path, XML.replace('<Data ss:Type="String">标题</Data>', rich)).sheets[0]
    assert (sheet.value(1, 1), sheet.struck) == ("≥12公里", {(1, 1): "10"})


def test_a_flat_opendocument_file_is_a_workbook(tmp_path):
    assert opened(tmp_path, FODS).sheets[0].rows == {1: {1: 36.5, 2: "万元"}}


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (XML.replace("<Styles>", "<Styles"), BrokenWorkbookError),
        (XML.replace("<Workbook", '<!DOCTYPE a [<!ENTITY b "c">]><Workbook', 1), HostileWorkbookError),
        (FODS.replace("<office:body>", '<office:body table:x="'), BrokenWorkbookError),
        ("<html><table><tr><td></td></tr></table></html>", BrokenWorkbookError),
        ("<html><body>没有表</body></html>", NotAWorkbookError),
        ("<html><table>" + "<tr><td colspan=1000>一" * 30, HostileWorkbookError),
    ],
)
def test_what_breaks_or_bursts_is_refused_in_one_line(tmp_path, text, error):
    with pytest.raises(error) as caught:
        opened(tmp_path, text, limits=Limits(cells=20_000, elements=20_000))
    assert caught.value.reason


def test_a_page_of_nothing_but_openings_is_read_as_far_as_it_goes(tmp_path):
    sheet = opened(tmp_path, "<html>" + "<table><tr><td>" * 5000 + "一" + "<!" * 5000).sheets[0]
    assert "一" in str(sheet.value(1, 1))
