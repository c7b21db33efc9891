from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from jixiao.consolidate.summary.layout import STYLE_NUMBERS, STYLES, register
from jixiao.consolidate.summary.row_xml import cell, row
from jixiao.consolidate.summary.sheet_stream import StreamedRows, _pack_fast, fill, part_name


def shell() -> BytesIO:
    buffer = BytesIO()
    workbook = Workbook(buffer, {"in_memory": True})
    formats = register(workbook)
    for name in ("一", "二"):
        worksheet = workbook.add_worksheet(name)
        worksheet.write_string(0, 0, "标题", formats["header"])
    workbook.close()
    buffer.seek(0)
    return buffer


def streamed(count: int, announced: int | None = None) -> StreamedRows:
    lines = (
        row((cell(1, STYLE_NUMBERS["text"], f"第{n}行"), cell(3, STYLE_NUMBERS["money"], n)), 15) for n in range(count)
    )
    return StreamedRows(lines, first=2, count=count if announced is None else announced, size=100, columns=3)


def test_rows_stand_behind_those_of_the_shell(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    fill(shell(), target, {part_name(1): streamed(3)})
    workbook = load_workbook(target)
    assert [[cell.value for cell in line] for line in workbook["二"].iter_rows()] == [
        ["标题", None, None],
        ["第0行", None, 0],
        ["第1行", None, 1],
        ["第2行", None, 2],
    ]
    assert workbook["一"].max_row == 1
    assert workbook["二"]["C2"].number_format == STYLES["money"]["num_format"]


@pytest.mark.parametrize(("count", "dimension"), [(0, "A1:C1"), (3, "A1:C4")])
def test_the_dimension_is_that_of_the_whole_sheet(tmp_path: Path, count: int, dimension: str) -> None:
    # openpyxl's read-only mode and others believe it.
    target = tmp_path / "out.xlsx"
    fill(shell(), target, {part_name(0): streamed(count)})
    with zipfile.ZipFile(target) as package:
        assert f'<dimension ref="{dimension}"/>'.encode() in package.read(part_name(0))


def test_a_wrong_number_of_rows_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="3 rows came, 4 were announced"):
        fill(shell(), tmp_path / "out.xlsx", {part_name(0): streamed(3, announced=4)})


def test_the_other_parts_are_copied(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    made = shell()  # one only: two may carry two seconds
    fill(made, target, {part_name(0): streamed(1)})
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(target) as after:
        assert after.namelist() == before.namelist()
        for name in set(before.namelist()) - {part_name(0)}:
            assert after.read(name) == before.read(name)
        assert after.testzip() is None


def test_every_style_has_the_number_that_rows_use(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    fill(shell(), target, {})
    formats = load_workbook(target)._cell_styles  # type: ignore[attr-defined]
    assert len(formats) == len(STYLES) + 1


def test_the_fast_compressor_is_the_one_that_packs(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as package:
        with package.open("a", "w") as part:
            _pack_fast(part)
            part.write(b"<row/>" * 1000)
        expected = zlib.compressobj(1, zlib.DEFLATED, -15)
        packed = expected.compress(b"<row/>" * 1000) + expected.flush()
        assert package.getinfo("a").compress_size == len(packed)
        assert package.read("a") == b"<row/>" * 1000
