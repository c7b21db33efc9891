"""What the files of the samples are: the same every time, whole for openpyxl, and read back as they were meant."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from jixiao.errors import OutputError
from jixiao.forms.document import Document
from jixiao.forms.reading import read_file
from jixiao_samples import write_samples
from jixiao_samples.content import make_department
from jixiao_samples.plan import OFFICIAL, LayoutStyle, draw_style
from jixiao_samples.render import MAX_HEIGHT, lines_needed, plan_workbook, render, row_heights
from jixiao_samples.tables import label_text

STYLES = {
    "shifted": LayoutStyle(row_offset=3, column_offset=2),
    "blank column": LayoutStyle(spacer_column=2),
    "blank rows": LayoutStyle(spacer_rows=True),
    "merges undone, levels repeated": LayoutStyle(merged=False, levels="repeated"),
    "merges undone, levels once": LayoutStyle(merged=False, levels="sparse"),
    "half width": LayoutStyle(punctuation="half"),
    "full width": LayoutStyle(punctuation="full"),
    "spaced labels": LayoutStyle(spaced_labels=True),
    "broken labels": LayoutStyle(label_breaks=True),
    "numbers as text": LayoutStyle(numbers="text"),
    "thousands": LayoutStyle(numbers="thousands"),
    "per cent in words": LayoutStyle(percent="word"),
    "per cent format": LayoutStyle(percent="format"),
    "attachment": LayoutStyle(attachment=True, sheet_names="number"),
    "separate sign-off": LayoutStyle(separate_signoff=True, sheet_names="project"),
}


def differences(expected: Any, actual: Any, path: str = "") -> list[str]:
    """Paths at which the read document is not the expected one, what the reader adds for the check left out."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        keys = (set(expected) | set(actual)) - {"notes", "observations", "fit"}
        return [
            found for key in sorted(keys) for found in differences(expected.get(key), actual.get(key), f"{path}/{key}")
        ]
    if isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        pairs = enumerate(zip(expected, actual, strict=True))
        return [found for number, (one, two) in pairs for found in differences(one, two, f"{path}/{number}")]
    return [] if expected == actual else [f"{path}: {expected!r} != {actual!r}"]


def read_back(documents: list[Document], path: Path, style: LayoutStyle) -> list[str]:
    expected = render(documents, path, style)
    submission = read_file(path, path.name)
    assert submission.reason is None
    return differences(expected, submission.documents)


@pytest.mark.parametrize("style", STYLES.values(), ids=list(STYLES))
@pytest.mark.parametrize("layouts", ["template", "legacy"])
def test_every_style_reads_back(layouts: Any, style: LayoutStyle, tmp_path: Path) -> None:
    documents = [d for index in (0, 1) for d in make_department(9, index, 3, 2026, layouts)]
    assert read_back(documents[:3], tmp_path / "a.xlsx", style) == []
    assert read_back(documents[3:], tmp_path / "b.xlsx", style) == []


@pytest.mark.parametrize("index", range(8))
def test_mixed_styles_read_back(index: int, tmp_path: Path) -> None:
    documents = make_department(4, index, 8, 2026, "mixed")
    assert read_back(documents, tmp_path / "a.xlsx", draw_style(Random(f"style {index}"))) == []


def test_recorded_cells_hold_the_values(tmp_path: Path) -> None:
    documents = make_department(2, 0, 8, 2026, "template")
    expected = render(documents, tmp_path / "a.xlsx", OFFICIAL)
    workbook = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [sheet.title for sheet in workbook] == [document["source"]["sheet"] for document in expected]
    for document in expected:
        sheet = workbook[document["source"]["sheet"]]
        assert "绩效目标" in sheet[document["source"]["title_cell"]].value
        for row in document.get("indicators", []):
            assert sheet[row["cell"]].value == row["level3"]
            for key, cell in row["cells"].items():
                value: Any = row.get(key) or "定性"
                shown = sheet[cell].value
                assert shown == (float(value) if isinstance(value, Decimal) else value)


def test_render_leaves_the_documents_alone(tmp_path: Path) -> None:
    documents = make_department(2, 0, 3, 2026, "template")
    render(documents, tmp_path / "a.xlsx", OFFICIAL)
    assert documents == make_department(2, 0, 3, 2026, "template")


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    one = write_samples(tmp_path / "one", 4, seed=7, mistakes=0.5)
    two = write_samples(tmp_path / "two", 4, seed=7, mistakes=0.5)
    assert [path.name for path in one.files] == [path.name for path in two.files]
    assert [path.read_bytes() for path in one.files] == [path.read_bytes() for path in two.files]
    assert [mistake for _, mistake in one.mistakes] == [mistake for _, mistake in two.mistakes]


def test_another_seed_gives_another_department(tmp_path: Path) -> None:
    one = write_samples(tmp_path, 1, forms=3, seed=1)
    two = write_samples(tmp_path, 1, forms=3, seed=2)
    assert one.files != two.files


def test_report_counts_files_and_forms(tmp_path: Path) -> None:
    report = write_samples(tmp_path / "new" / "folder", 3, forms=4, seed=2, mistakes=0)
    assert sorted((tmp_path / "new" / "folder").iterdir()) == sorted(report.files)
    assert (report.forms, report.mistakes) == (12, ())
    assert [path.name[:4] for path in report.files] == ["001-", "002-", "003-"]


def test_a_folder_that_is_a_file_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(OutputError):
        write_samples(tmp_path / "taken", 1)


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_text_that_looks_like_a_formula_stays_text(start: str, tmp_path: Path) -> None:
    documents = make_department(2, 0, 1, 2026, "template")
    text = f'{start}HYPERLINK("x","y")'
    documents[0]["project"] = text
    expected = render(documents, tmp_path / "a.xlsx", OFFICIAL)
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0][expected[0]["cells"]["project"]]
    assert (cell.value, cell.data_type) == (text, "s")
    assert b"<f>" not in _sheet_xml(tmp_path / "a.xlsx")


def _sheet_xml(path: Path) -> bytes:
    from zipfile import ZipFile

    with ZipFile(path) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("label", "style", "text"),
    [
        ("合计", LayoutStyle(spaced_labels=True), "合  计"),
        ("绩效指标", LayoutStyle(spaced_labels=True), "绩 效 指 标"),
        ("年度本级预算金额", LayoutStyle(label_breaks=True), "年度本级\n预算金额"),
        ("填报单位（盖章）", LayoutStyle(punctuation="half"), "填报单位(盖章)"),
        ("部门(单位)名称", LayoutStyle(punctuation="full"), "部门（单位）名称"),
    ],
)
def test_label_spellings(label: str, style: LayoutStyle, text: str) -> None:
    assert label_text(label, style, alone=True) == text


@pytest.mark.parametrize(
    ("text", "width", "lines"), [("短", 10, 1), ("一" * 10, 11, 2), ("甲\n乙", 20, 2), ("ab" * 10, 11, 2)]
)
def test_lines_needed(text: str, width: float, lines: int) -> None:
    assert lines_needed(text, width) == lines


def test_rows_are_never_higher_than_a_spreadsheet_allows() -> None:
    documents = make_department(2, 0, 3, 2026, "template")
    documents[1]["goals"]["annual"] = "长" * 5000
    heights = [h for plan in plan_workbook(documents, OFFICIAL) for h in row_heights(plan).values()]
    assert max(heights) == MAX_HEIGHT
