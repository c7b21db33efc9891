"""Whatever bytes a file holds, opening it gives a workbook or an ``InputError``: nothing else ever escapes."""

import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grid.compound_writer import biff
from grid.workbook_parts import package, sheet_xml, strings_xml, styles_xml, xlsx_parts
from hostile.hostile_files import ODS_HEAD, ODS_TAIL, ods
from jixiao.errors import InputError
from jixiao.grid.model import Workbook
from jixiao.grid.open import open_workbook

ROWS = (
    '<row r="1" hidden="1"><c r="A1" t="s" s="1"><v>0</v></c><c r="B1"><f t="shared" ref="B1:B2" si="0">A1+1</f><v>1</v></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>文</t></is></c><c r="B2" t="e"><f t="shared" si="0"/><v>#N/A</v></c></row>'
)
PARTS = xlsx_parts(
    sheet_xml(ROWS, after='<mergeCells count="1"><mergeCell ref="C1:D2"/></mergeCells>'),
    strings=strings_xml(["绩效目标"]),
    styles=styles_xml(["0.00"]),
    names='<definedNames><definedName name="n" localSheetId="0">表1!$A$1</definedName></definedNames>',
)
CONTENT = (
    f'{ODS_HEAD}<table:table table:name="表"><table:table-row table:number-rows-repeated="2">'
    '<table:table-cell office:value-type="float" office:value="1" table:number-columns-spanned="2" table:formula="of:=[.B1]"/>'
    f'<table:table-cell office:value-type="string"><text:p>文</text:p></table:table-cell></table:table-row></table:table>{ODS_TAIL}'
)
GOOD = {
    "xlsx": package(PARTS),
    "stored xlsx": package(PARTS, zipfile.ZIP_STORED),
    "ods": ods(CONTENT),
    "xls": biff([[(0, 0, "文"), (1, 1, 2.0, 1)]], formats=("0.00",)),
}
quiet = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def open_bytes(folder: Path, data: bytes) -> Workbook | InputError:
    path = folder / "报送.xlsx"
    path.write_bytes(data)
    try:
        return open_workbook(path)
    except InputError as error:
        assert error.message
        assert error.hint
        return error


@pytest.mark.parametrize("data", GOOD.values(), ids=GOOD)
def test_the_good_files_are_read(tmp_path, data):
    assert isinstance(open_bytes(tmp_path, data), Workbook)


@settings(quiet, max_examples=100)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<?xml ", b"\x09\x08"]),
)
def test_random_bytes_are_refused(tmp_path, data, start):
    assert isinstance(open_bytes(tmp_path, start + data), InputError)


@settings(quiet, max_examples=150)
@given(
    st.sampled_from(sorted(GOOD.keys() - {"xls"})),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=4)), min_size=1, max_size=4),
    st.floats(0.5, 1),
)
def test_a_damaged_package_is_read_or_refused(tmp_path, name, changes, kept):
    data = bytearray(GOOD[name])
    for where, piece in changes:
        at = int(where * len(data))
        data[at : at + len(piece)] = piece
    open_bytes(tmp_path, bytes(data[: int(len(data) * kept)] if kept < 0.9 else data))


@settings(quiet, max_examples=150)
@given(st.data())
def test_a_part_changed_before_packing_is_read_or_refused(tmp_path, data):
    parts = {name: content.encode() if isinstance(content, str) else content for name, content in PARTS.items()}
    name = data.draw(st.sampled_from(sorted(parts)))
    for _ in range(data.draw(st.integers(1, 3))):
        content = parts[name]
        at = data.draw(st.integers(0, len(content)))
        piece = data.draw(
            st.one_of(
                st.binary(max_size=3), st.sampled_from([b"<", b">", b'"', b"/", b"&#0;", b"99999999999", b"-1", b" "])
            )
        )
        parts[name] = content[:at] + piece + content[at + data.draw(st.integers(0, 8)) :]
    open_bytes(tmp_path, package(parts))


@settings(quiet, max_examples=100)
@given(st.data())
def test_changed_ods_content_is_read_or_refused(tmp_path, data):
    content = CONTENT
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content)))
        piece = data.draw(
            st.sampled_from(["<", ">", '"', "1048577", "16385", "-1", "", "true", "PT1H", "office:body", "text:s"])
        )
        content = content[:at] + piece + content[at + data.draw(st.integers(0, 8)) :]
    open_bytes(tmp_path, ods(content))


@settings(quiet, max_examples=60)
@given(
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=4)), min_size=1, max_size=4)
)
def test_a_damaged_xls_is_read_or_refused(tmp_path, changes):
    data = bytearray(GOOD["xls"])
    for where, piece in changes:
        at = int(where * len(data))
        data[at : at + len(piece)] = piece
    open_bytes(tmp_path, bytes(data))


@settings(quiet, max_examples=100)
@given(st.integers(0, 2**32 - 1), st.data())
def test_any_number_in_the_directory_is_read_or_refused(tmp_path, number, data):
    """Each field of the headers takes any value."""
    package_bytes = GOOD["xlsx"]
    signature, fields = data.draw(
        st.sampled_from(
            [
                (b"PK\x01\x02", (8, 10, 16, 20, 24, 28, 30, 32, 42)),
                (b"PK\x03\x04", (6, 8, 14, 18, 22, 26, 28)),
                (b"PK\x05\x06", (4, 8, 10, 12, 16, 20)),
            ]
        )
    )
    starts = [at for at in range(len(package_bytes)) if package_bytes.startswith(signature, at)]
    at = data.draw(st.sampled_from(starts)) + data.draw(st.sampled_from(fields))
    open_bytes(tmp_path, package_bytes[:at] + struct.pack("<L", number) + package_bytes[at + 4 :])


def test_data_that_inflate_to_nothing_are_refused(tmp_path):
    squeezed = zlib.compress(b"")
    damaged = GOOD["xlsx"].replace(GOOD["xlsx"][60:80], (squeezed * 5)[:20], 1)
    open_bytes(tmp_path, damaged)
