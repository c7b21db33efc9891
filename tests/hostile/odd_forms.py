"""Sound forms in packages that are odd: what Excel opens without a word must be read, whatever it holds.

``ODD`` maps a name to the builder of the bytes and what must become of the file in a merge.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

from grid.workbook_parts import DECLARATION, MAIN, STRICT, package, sheet_xml, styles_xml, xlsx_parts
from jixiao.grid.address import address, column_letters
from sheet_table import sheet

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"

FORM = """
2026年项目支出绩效目标表 | < | < | < | < | < | < | <
填报单位（盖章）：{department} | < | < | < | 金额单位：万元 | < | < | <
项目名称 | {project} | < | < | < | < | < | <
项目金额 | {amount} | < | < | < | < | < | <
本年度绩效目标 | 养护农村道路120公里。 | < | < | < | < | < | <
本年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型 | 备注
^ | 成本指标 | 经济成本指标 | 养护总成本 | 120.5 | 万元 | ≤ | {remark}
^ | 产出指标 | 数量指标 | 养护里程 | 120 | 公里 | ≥ | -
^ | 效益指标 | 社会效益指标 | 出行便利程度 | 明显提升 | - | 定性 | -
^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | 90 | % | ≥ | -
填表人：王某 | < | < | < | 填报日期： | {date} | < | <
"""
Rows = tuple[str, str]


def form_xml(extra: str = "", **given: str) -> Rows:
    """The rows of a form and its merged areas as XML; ``extra`` are more rows."""
    known = {"department": "云岭县交通局", "project": "农村道路养护", "amount": "120.5", "remark": "-", "date": "-"}
    drawn = sheet(FORM.format(**known | given))
    rows = "".join(
        f'<row r="{row}">{"".join(_cell(row, column, value) for column, value in cells.items())}</row>'
        for row, cells in drawn.rows.items()
    )
    areas = "".join(f'<mergeCell ref="{address(m.top, m.left)}:{address(m.bottom, m.right)}"/>' for m in drawn.merges)
    return rows + extra, f'<mergeCells count="{len(drawn.merges)}">{areas}</mergeCells>'


def _cell(row: int, column: int, value: object) -> str:
    if isinstance(value, str) and value.startswith("<"):
        return f'<c r="{address(row, column)}"{value[1:]}</c>'  # a cell written out
    if isinstance(value, float):
        return f'<c r="{address(row, column)}"><v>{value!r}</v></c>'
    text = escape(str(value)).replace("&amp;lt;", "&lt;")
    return f'<c r="{address(row, column)}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def form_parts(
    extra: str = "", after: str = "", options: Mapping[str, object] | None = None, **given: str
) -> dict[str, str | bytes]:
    rows, merges = form_xml(extra, **given)
    return xlsx_parts(sheet_xml(rows, after=merges + after), **(options or {}))  # type: ignore[arg-type]


def form(extra: str = "", **given: str) -> Callable[[], bytes]:
    return lambda: package(form_parts(extra, **given))


def strict() -> bytes:
    def restated(content: str | bytes) -> str:
        return str(content).replace(MAIN, STRICT).replace(_OFFICE, _STRICT_OFFICE)

    return package({name: restated(content) for name, content in form_parts().items()})


def dates_from_1904() -> bytes:
    options = {"properties": '<workbookPr date1904="1"/>', "styles": styles_xml([14])}
    return package(form_parts(options=options, date='< s="1"><v>44530</v>'))


def with_hidden_copy() -> bytes:
    """A form, and another very hidden one of the year before."""
    first, second = form_xml(), form_xml(project="上年的项目")
    sheets = [sheet_xml(rows, after=merges) for rows, merges in (first, second)]
    return package(xlsx_parts(*sheets, states={2: 'state="veryHidden"'}))


def only_hidden() -> bytes:
    return package(form_parts(options={"states": {1: 'state="veryHidden"'}}))


def external_links() -> bytes:
    parts = form_parts(amount="<><f>[1]Sheet1!$A$1</f><v>120.5</v>")
    parts["xl/externalLinks/externalLink1.xml"] = (
        f'{DECLARATION}<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{_OFFICE}" r:id="rId1">'
        '<sheetNames><sheetName val="Sheet1"/></sheetNames></externalBook></externalLink>'
    )
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        f'{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/externalLinkPath" Target="file:///etc/passwd" TargetMode="External"/>'
        "</Relationships>"
    )
    return package(parts)


def dead_names() -> bytes:
    names = "".join(f'<definedName name="n{n}">#REF!</definedName>' for n in range(3_000))
    names += '<definedName name="_xlnm.Print_Area" localSheetId="0">#REF!#REF!</definedName>'
    return package(form_parts(options={"names": f"<definedNames>{names}</definedNames>"}))


def many_sheets(number: int) -> Callable[[], bytes]:
    def build() -> bytes:
        rows, merges = form_xml()
        return package(xlsx_parts(sheet_xml(rows, after=merges), *[sheet_xml()] * (number - 1)))

    return build


def wide_header() -> bytes:
    """A header that goes on to the last column a sheet has."""
    words = ["一级指标", "二级指标", "三级指标", "指标值", "度量单位", "指标值类型", "备注"]
    cells = "".join(
        f'<c r="{column_letters(n)}20" t="inlineStr"><is><t>{words[n % len(words)]}</t></is></c>'
        for n in range(1, 16_385)
    )
    return package(form_parts(f'<row r="20">{cells}</row>'))


def swelling_rows() -> bytes:
    """A hundred thousand rows of borders and blanks below the form, as a copied format leaves them."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="0"/><c r="B{n}"/></row>' for n in range(30, 100_000))
    return package(form_parts(rows))


MERGED, SKIPPED, FAILED = "merged", "skipped", "failed"

ODD: dict[str, tuple[Callable[[], bytes], str]] = {
    "a plain form": (form(), MERGED),
    "strict OOXML": (strict, MERGED),
    "dates from 1904": (dates_from_1904, MERGED),
    "a form and a very hidden one": (with_hidden_copy, MERGED),
    "only a very hidden form": (only_hidden, SKIPPED),
    "external links": (external_links, MERGED),
    "names that lead nowhere": (dead_names, MERGED),
    "two thousand sheets": (many_sheets(2_000), MERGED),
    "more sheets than that": (many_sheets(2_001), FAILED),
    "a header of 16,384 columns": (wide_header, MERGED),
    "a hundred thousand empty rows": (swelling_rows, MERGED),
    "control characters as Excel escapes them": (form(remark="甲_x0001_乙_x000D_丙_x0000_"), MERGED),
    "a control character as it is": (
        lambda: package({n: str(c).replace("养护总成本", "养护\x01总成本") for n, c in form_parts().items()}),
        FAILED,
    ),
    "a lone surrogate as Excel escapes it": (form(remark="甲_xD800_乙"), MERGED),
    "the bytes of a lone surrogate": (
        lambda: package(
            {n: str(c).encode().replace("养护总成本".encode(), b"\xed\xa0\x80") for n, c in form_parts().items()}
        ),
        FAILED,
    ),
    "marks that turn the writing around": (form(project="道路\u202e护养\u202c\u200f\u200b"), MERGED),
    "characters beyond the basic plane": (form(project="𠮷田镇𪚥道路養護𫝆"), MERGED),
    "an amount of 1e308": (form(amount="1e308"), MERGED),
    "an amount beyond all numbers": (form(amount="'1e999999999'"), MERGED),
    "an amount that is the text NaN": (form(amount="'NaN'"), MERGED),
    "an amount that is an error": (form(amount='< t="e"><v>#DIV/0!</v>'), MERGED),
    "a formula as text": (form(project='=HYPERLINK("http://example.com")', remark="@SUM(A1)"), MERGED),
    "a name as long as a cell holds": (form(project="长" * 32_767), MERGED),
    "a workbook without a form": (lambda: package(xlsx_parts(sheet_xml())), SKIPPED),
}
