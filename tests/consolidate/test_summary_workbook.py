from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from consolidate.returns import as_document, department_form, indicator, project, read_return, write_return
from jixiao.consolidate.merge import Options, merge
from jixiao.consolidate.returns.own_output import is_own_output
from jixiao.forms.document import Document
from jixiao.submission import Submission

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "forms"
FORMULA_LIKE = ["=1+1", "+86 10", "-5%", "@甲", '=HYPERLINK("http://x","y")']


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A summary of odd names and texts; the sources are real workbooks only by name."""
    folder = tmp_path_factory.mktemp("merge")
    odd = [indicator("产出指标", "数量指标", text, remark=text, cell=f"C{n}") for n, text in enumerate(FORMULA_LIKE, 8)]
    sheet = {"file": "x", "sheet": 'O\'Neil "1"#100%', "title_cell": "A1"}
    write_return(
        folder / "报送" / "甲局 100%#1.xlsx",
        [project("=道路", "120.5", "甲局", indicators=odd, source=sheet), project("桥梁", "0.25", "甲局")],
    )
    write_return(folder / "报送" / "子" / "乙局.xlsx", [department_form("乙局"), project("绿化", "80", "乙局")])
    (folder / "报送" / "坏.xlsx").write_text("broken")
    merge([str(folder / "报送")], folder / "汇总.xlsx", Options(read=read_return))
    return folder / "汇总.xlsx"


def cells(path: Path) -> Iterator[Any]:
    for worksheet in load_workbook(path):
        for row in worksheet.iter_rows():
            yield from row


def test_formulas_are_the_links_and_the_totals_and_nothing_else(summary: Path) -> None:
    formulas = {cell.value.partition("(")[0] for cell in cells(summary) if cell.data_type == "f"}
    assert formulas == {"=HYPERLINK", "=SUM", "=SUMIF", "=COUNTIF"}


def test_text_that_looks_like_a_formula_is_text(summary: Path) -> None:
    texts = {cell.value for cell in cells(summary) if cell.data_type in ("s", "inlineStr")}
    assert {*FORMULA_LIKE, "=道路"} <= texts


def test_calamine_and_openpyxl_read_the_same(summary: Path) -> None:
    other = CalamineWorkbook.from_path(str(summary))
    for worksheet in load_workbook(summary, data_only=True):
        ours = [["" if value is None else value for value in row] for row in worksheet.iter_rows(values_only=True)]
        theirs = other.get_sheet_by_name(worksheet.title).to_python(skip_empty_area=False)
        assert ours == theirs, worksheet.title


def test_links_lead_to_the_source(summary: Path) -> None:
    sheet = load_workbook(summary)["项目"]
    links = [row[-1].value for row in sheet.iter_rows(min_row=2)]
    assert links == [
        '=HYPERLINK("报送/子/乙局.xlsx#\'绿化\'!B4","B4")',
        '=HYPERLINK("报送/甲局 100%25%231.xlsx#\'O\'\'Neil ""1""#100%\'!B4","B4")',
        '=HYPERLINK("报送/甲局 100%25%231.xlsx#\'桥梁\'!B4","B4")',
    ]


@pytest.mark.parametrize(
    ("sheet", "freeze", "filtered", "titles", "paper"),
    [
        ("绩效目标汇总表", "A4", False, "$1:$3", "A4"),
        ("项目", "C2", True, "$1:$1", "A3 landscape"),
        ("指标明细", "C2", True, "$1:$1", "A3 landscape"),
        ("部门整体", "B2", True, "$1:$1", "A3 landscape"),
        ("文件清单", "B2", True, "$1:$1", "A4 landscape"),
    ],
)
def test_layout(summary: Path, sheet: str, freeze: str, filtered: bool, titles: str, paper: str) -> None:
    worksheet = load_workbook(summary)[sheet]
    assert worksheet.freeze_panes == freeze
    assert worksheet.auto_filter.ref == (worksheet.dimensions if filtered else None)
    assert worksheet.print_title_rows == titles
    size = {9: "A4", 8: "A3"}[worksheet.page_setup.paperSize]
    assert f"{size} {worksheet.page_setup.orientation}".removesuffix(" portrait") == paper
    assert worksheet.sheet_properties.pageSetUpPr.fitToPage
    assert (worksheet.page_setup.fitToWidth or 1, worksheet.page_setup.fitToHeight) == (1, 0)
    assert worksheet.oddFooter.center.text == "第 &P 页 共 &N 页"


@pytest.mark.parametrize(
    ("sheet", "rules"),
    [
        ("项目", [("{错误}2:{错误}4", "greaterThan", "0")]),
        ("检查结果", [("{级别}2:{级别}{last}", "equal", '"错误"'), ("{级别}2:{级别}{last}", "equal", '"警告"')]),
        ("文件清单", [("{状态}2:{状态}4", "equal", '"失败"'), ("{状态}2:{状态}4", "equal", '"已跳过"')]),
        (
            "报送情况",
            [("F2:F3", "equal", f'"{word}"') for word in ("未报送", "逾期报送", "待确认", "名册外")]
            + [("M2:M3", "greaterThan", "0")],
        ),
    ],
)
def test_what_needs_attention_catches_the_eye(summary: Path, sheet: str, rules: list[tuple[str, str, str]]) -> None:
    worksheet = load_workbook(summary)[sheet]
    found = [
        (str(area.sqref), rule.operator, rule.formula[0])
        for area in worksheet.conditional_formatting
        for rule in area.rules
    ]
    letters = {str(cell.value): cell.column_letter for cell in worksheet[1]}
    last = worksheet.max_row
    assert found == [(place.format(last=last, **letters), operator, value) for place, operator, value in rules]


def test_the_overview_is_one_page_and_its_charts_do_not_overlap(summary: Path) -> None:
    worksheet = load_workbook(summary)["概览"]
    assert worksheet.page_setup.fitToHeight in (None, 1)
    areas = [(chart.anchor._from, chart.anchor.to) for chart in worksheet._charts]
    for number, (start, end) in enumerate(areas):
        for other, stop in areas[number + 1 :]:
            across = (end.col, end.colOff) <= (other.col, other.colOff) or (stop.col, stop.colOff) <= (
                start.col,
                start.colOff,
            )
            down = (end.row, end.rowOff) <= (other.row, other.rowOff) or (stop.row, stop.rowOff) <= (
                start.row,
                start.rowOff,
            )
            assert across or down


def test_styles(summary: Path) -> None:
    workbook = load_workbook(summary)
    title = workbook["绩效目标汇总表"]["A1"]
    by_title = {str(cell.value): workbook["项目"].cell(2, cell.column) for cell in workbook["项目"][1]}
    amount, goal = by_title["项目金额（万元）"], by_title["绩效目标"]
    assert (amount.number_format, amount.font.name) == ("#,##0.00", "宋体")
    assert goal.alignment.wrap_text
    assert (title.font.name, title.font.size, title.value) == ("黑体", 18, "2026年项目支出绩效目标汇总表")
    assert workbook["指标明细"]["H2"].number_format == "General"


def test_every_row_states_a_height_that_is_not_fixed(summary: Path) -> None:
    with zipfile.ZipFile(summary) as package:
        rows = re.findall(rb"<row [^>]*>", package.read("xl/worksheets/sheet4.xml"))
    assert all(b' ht="' in row for row in rows)
    assert not any(b"customHeight" in row for row in rows[1:])


def test_the_workbook_is_known_as_our_own(summary: Path) -> None:
    assert is_own_output(summary)
    properties = load_workbook(summary).properties
    assert properties.creator == "Jixiao"


def test_the_date_is_that_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    write_return(tmp_path / "a.xlsx", [project("a", "1")])
    merge([str(tmp_path / "a.xlsx")], tmp_path / "汇总.xlsx", Options(read=read_return))
    assert load_workbook(tmp_path / "汇总.xlsx").properties.created.isoformat() == "2026-01-01T00:00:00"


def test_nothing_to_merge_still_gives_a_workbook_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("broken")
    merge([str(tmp_path / "a.xlsx")], tmp_path / "汇总.xlsx", Options(read=read_return))
    workbook = load_workbook(tmp_path / "汇总.xlsx", data_only=True)
    assert workbook["文件清单"]["B2"].value == "失败"
    assert workbook["项目"].max_row == 1


def read_expected(path: Path, name: str) -> Submission:
    """The documents that must be read out of a case, in place of the reader."""
    import json
    from decimal import Decimal

    expected = json.loads(path.with_name(f"{path.stem}.expected.json").read_text("utf-8"), parse_float=Decimal)
    documents = [as_document(raw) for raw in expected["documents"]]
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Submission(name, "read", documents=documents, sha256=sha256, modified=path.stat().st_mtime)


@pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not there")
def test_the_real_forms_add_up(tmp_path: Path) -> None:
    report = merge([str(CASES / "*.xlsx")], tmp_path / "汇总.xlsx", Options(read=read_expected))
    documents: list[Document] = []
    for path in CASES.glob("*.xlsx"):
        documents += read_expected(path, path.name).documents
    assert report.documents == len(documents)
    assert report.indicators == sum(len(document.get("indicators", ())) for document in documents)
    amounts = [d["funding"].get("total") or d["funding"].get("annual") for d in documents if d["kind"] == "project"]
    official = load_workbook(tmp_path / "汇总.xlsx", data_only=True)["绩效目标汇总表"]
    total = next(row[2] for row in official.iter_rows(values_only=True) if row[1] == "合计")
    assert total == pytest.approx(float(sum(filter(None, amounts))), abs=1e-9)


def without_values(source: Path, target: Path) -> Path:
    """A copy in which no formula has a value, so that whoever opens it must calculate."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name.startswith("xl/worksheets/"):
                content = re.sub(rb"</f><v>[^<]*</v>", b"</f>", content)
            after.writestr(name, content)
    return target


@pytest.mark.office
def test_libreoffice_calculates_what_we_wrote(summary: Path, tmp_path: Path, office: Any) -> None:
    bare = without_values(summary, tmp_path / "bare.xlsx")
    (tmp_path / "out").mkdir()
    calculated = load_workbook(office.convert(bare, "xlsx", tmp_path / "out"), data_only=True)
    for worksheet in load_workbook(summary, data_only=True):
        ours = list(worksheet.iter_rows(values_only=True))
        theirs = list(calculated[worksheet.title].iter_rows(values_only=True, max_row=len(ours), max_col=len(ours[0])))
        assert ours == theirs, worksheet.title


@pytest.mark.office
def test_libreoffice_shows_links_that_lead_to_the_files(summary: Path, tmp_path: Path, office: Any) -> None:
    # The page description has the targets as LibreOffice resolved them: below the folder of the summary.
    pdf = office.convert(summary, "pdf", tmp_path).read_bytes()
    targets = {target.partition(b"#")[0] for target in re.findall(rb"/URI ?\(([^)]*)\)", pdf)}
    assert len(targets) == 3
    assert any(target.endswith(b"100%25%231.xlsx") for target in targets)
