"""Old formats through the worker process."""

import os
import struct
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from grid.compound_writer import biff, compound, record
from grid.xlsb_writer import xlsb
from jixiao.errors import BrokenWorkbookError, EncryptedWorkbookError, HostileWorkbookError, NotAWorkbookError
from jixiao.excel.building.compound_file import compound_file
from jixiao.grid import legacy
from jixiao.grid.compound import CompoundFile
from jixiao.grid.guard import examine
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.open import open_workbook


@pytest.fixture
def read(tmp_path: Path):
    def open_bytes(data: bytes, limits=DEFAULT_LIMITS):
        path = tmp_path / "旧表.xls"
        path.write_bytes(data)
        return open_workbook(path, limits)

    return open_bytes


def test_values_formats_and_errors_of_an_xls_are_read(read):
    workbook = read(
        biff(
            [
                [
                    (0, 0, "绩效目标"),
                    (0, 1, 4613.6, 1),
                    (1, 0, 46387.0, 2),
                    (1, 1, 0.955, 3),
                    (1, 2, True),
                    (2, 0, b"\x07"),
                ],
                [(4, 3, 1.0)],
            ],
            formats=("#,##0.00", 'yyyy"年"m"月"d"日"', "0.0%"),
        )
    )
    first, second = workbook.sheets
    assert first.rows == {1: {1: "绩效目标", 2: 4613.6}, 2: {1: 46387.0, 2: 0.955, 3: True}}
    assert first.formats == {(1, 2): "#,##0.00", (2, 1): 'yyyy"年"m"月"d"日"', (2, 2): "0.0%"}
    assert first.errors == {(3, 1): "#DIV/0!"}
    assert (second.name, second.rows) == ("表2", {5: {4: 1.0}})


def test_hidden_rows_and_columns_and_merges_of_an_xls_are_read(read):
    extra = (
        record(0x7D, struct.pack("<5H", 2, 3, 0, 0, 1) + b"\0\0")
        + record(0x208, struct.pack("<6HHH", 1, 0, 9, 300, 0, 0, 0x20, 0))
        + record(0xE5, struct.pack("<5H", 1, 0, 1, 0, 3))
    )
    sheet = read(biff([[(0, 0, "题"), (1, 0, 1.0)]], extra=extra)).sheets[0]
    assert sheet.hidden_columns == [(3, 4)]
    assert sheet.hidden_rows == {2}
    assert [tuple(area) for area in sheet.merges] == [(1, 1, 2, 4)]


def test_days_in_the_1904_system_come_out_in_the_other(read):
    sheet = read(biff([[(0, 0, 1.0, 1), (0, 1, 1.0)]], formats=("yyyy-mm-dd",), date1904=True)).sheets[0]
    assert sheet.rows == {1: {1: 1463.0, 2: 1.0}}


def test_the_kind_is_found_by_content_not_by_name(tmp_path):
    path = tmp_path / "其实是旧表.xlsx"
    path.write_bytes(biff([[(0, 0, 1.0)]]))
    assert examine(path).kind == "xls"
    assert open_workbook(path).sheets[0].rows == {1: {1: 1.0}}


def test_an_xlsb_is_read(read, tmp_path):
    data = xlsb([(2, 1, "绩效目标"), (2, 2, 4613.6), (4, 1, 1.0)])
    assert read(data).sheets[0].rows == {3: {2: "绩效目标", 3: 4613.6}, 5: {2: 1.0}}
    assert examine(tmp_path / "旧表.xls").kind == "xlsb"


def test_an_xlsb_with_a_wrong_check_sum_is_broken(read):
    data = xlsb([(0, 0, 1.0)])
    at = data.index(b"xl/worksheets/sheet1.bin") + 30
    with pytest.raises(BrokenWorkbookError):
        read(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])


def test_a_password_is_told(read):
    with pytest.raises(EncryptedWorkbookError):
        read(biff([[]], password=True))


def test_a_stream_without_sense_is_broken(read):
    with pytest.raises(BrokenWorkbookError):
        read(compound({"Workbook": b"\x09\x08" + b"\xaa" * 5_000}))


def test_one_worker_serves_many_files(read):
    read(biff([[(0, 0, 1.0)]]))
    first = legacy._worker
    read(biff([[(0, 0, 2.0)]]))
    assert first is not None
    assert legacy._worker is first


def test_a_worker_that_was_killed_is_replaced(read):
    read(biff([[(0, 0, 1.0)]]))
    worker = legacy._worker
    assert worker is not None
    worker._process.kill()
    worker._process.wait()
    assert read(biff([[(0, 0, 2.0)]])).sheets[0].rows == {1: {1: 2.0}}
    assert legacy._worker is not worker


def test_a_file_that_takes_too_long_is_given_up(read):
    with pytest.raises(HostileWorkbookError, match="秒"):
        read(biff([[(0, 0, 1.0)]]), DEFAULT_LIMITS._replace(worker_seconds=0.001))
    assert read(biff([[(0, 0, 2.0)]])).sheets


def test_too_many_cells_are_refused(read):
    with pytest.raises(HostileWorkbookError):
        read(biff([[(row, 0, 1.0) for row in range(50)]]), DEFAULT_LIMITS._replace(cells=49))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_forked_process_has_a_worker_of_its_own(read):
    read(biff([[(0, 0, 1.0)]]))
    child = os.fork()
    if not child:
        try:
            own = read(biff([[(0, 0, 2.0)]])).sheets[0].rows == {1: {1: 2.0}}
            legacy.stop_worker()
        except BaseException:  # noqa: BLE001 - the child must not return into the test run
            own = False
        os._exit(0 if own else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert read(biff([[(0, 0, 3.0)]])).sheets[0].rows == {1: {1: 3.0}}


def test_importing_the_readers_stays_cheap():
    code = (
        "import sys, jixiao.grid.open, jixiao.grid.formulas\n"
        "heavy = {'openpyxl', 'python_calamine', 'xlsxwriter', 'zipfile', 'jixiao.grid.legacy'} & set(sys.modules)\n"
        "raise SystemExit(str(heavy) if heavy else 0)"
    )
    path = os.pathsep.join(entry for entry in sys.path if entry)
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def test_streams_of_a_compound_file_are_read_whole_or_in_part():
    file = CompoundFile(compound({"Workbook": b"w" * 9_000, "另一个": bytes(range(256)) * 20}))
    assert file.read("Workbook") == b"w" * 9_000
    assert file.read("另一个", 5) == b"\0\1\2\3\4"
    assert set(file.streams) == {"Workbook", "另一个"}


def test_a_word_document_with_a_workbook_in_it_is_a_word_document(tmp_path):
    for name in ("Workbook", "WORKBOOK"):
        path = tmp_path / "说明.doc"
        path.write_bytes(compound_file({f"_1234/{name}": b"w" * 9_000, "WordDocument": b"d" * 9_000}))
        with pytest.raises(NotAWorkbookError, match="Word 97"):
            examine(path)


@pytest.mark.parametrize("own", ["Workbook", "Book"])
@pytest.mark.parametrize("inside", ["MBD0001A/Workbook", "MBD0001A/Book", "MBD0001A/MBD0002B/Workbook"])
@pytest.mark.parametrize("first", [True, False])
def test_a_workbook_inside_an_xls_is_not_read_in_its_place(tmp_path, own, inside, first):
    def stream(text):
        return CompoundFile(biff([[(0, 0, text)]])).read("Workbook")

    streams = {own: stream("本表"), inside: stream("嵌入的表")}
    path = tmp_path / "目标表.xls"
    path.write_bytes(compound_file(dict(sorted(streams.items(), key=lambda each: (each[0] == own) is not first))))
    (sheet,) = open_workbook(path).sheets
    assert sheet.value(1, 1) == "本表"


@pytest.mark.parametrize("at", [30, 44, 48, 56, 60, 68, 76])
def test_a_compound_file_that_contradicts_itself_is_broken_or_read(at):
    good = compound({"Workbook": b"w" * 9_000})
    for value in (0, 1, 7, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF):
        data = good[:at] + struct.pack("<L", value) + good[at + 4 :]
        try:
            file = CompoundFile(data)
            for name in file.streams:
                file.read(name)
        except BrokenWorkbookError:
            pass


def write_plain_form(path: Path) -> None:
    """A workbook of what every format can hold."""
    with xlsxwriter.Workbook(path) as book:
        money, day, share = (book.add_format({"num_format": code}) for code in ("#,##0.00", "yyyy-mm-dd", "0.0%"))
        sheet = book.add_worksheet("项目 1")
        sheet.merge_range("B3:F3", "2026年项目支出绩效目标表", book.add_format({"bold": True}))
        sheet.write_row("B4", ["项目名称", '村"两委" <补贴> & 其他', "换\n行"])
        sheet.write_row("B5", [4613.6], money)
        sheet.write_datetime("C5", datetime(2026, 12, 31), day)
        sheet.write_number("D5", 0.955, share)
        sheet.write_formula("E5", "=B5*2", money, 9227.2)
        sheet.write_formula("F5", "=1/0", None, "#DIV/0!")
        sheet.set_row(6, None, None, {"hidden": True})
        sheet.write("B7", "隐藏行")
        sheet.set_column("G:H", None, None, {"hidden": True})
        hidden = book.add_worksheet("去年")
        hidden.hide()
        hidden.write("C7", 1)
        book.add_worksheet("空表")


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xls", "ods", "xlsx"])
def test_a_form_saved_in_another_format_reads_the_same(office, tmp_path, kind):
    source = tmp_path / "表.xlsx"
    write_plain_form(source)
    original, saved = open_workbook(source), open_workbook(office.convert(source, kind, tmp_path / "out"))
    assert [(s.name, s.state, s.rows, s.errors) for s in saved.sheets] == [
        (s.name, s.state, s.rows, s.errors) for s in original.sheets
    ]
    for ours, theirs in zip(saved.sheets, original.sheets, strict=True):
        assert sorted(ours.merges) == sorted(theirs.merges)
        assert ours.hidden_rows == theirs.hidden_rows
        assert ours.hidden_columns == theirs.hidden_columns
        assert {place: code.lower().replace("\\", "") for place, code in ours.formats.items()} == theirs.formats
        assert kind == "xls" or ours.formulas == theirs.formulas
