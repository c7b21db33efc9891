"""A .zip among the returns is read as a folder, within bounds."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from jixiao.consolidate.returns import archives
from jixiao.consolidate.returns.inputs import InputFile, discover
from jixiao.grid.limits import DEFAULT_LIMITS


def packed(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2027, 3, 4, 5, 6, 8)), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def outcomes(files: list[InputFile]) -> dict[str, str | None]:
    return {file.name: file.skip_reason for file in files}


def test_the_files_of_an_archive_are_listed_below_its_name(tmp_path: Path) -> None:
    files = {"教育局/表.xlsx": b"1", "教育局/说明.pdf": b"2", "水利局/表.docx": b"3", "__MACOSX/._表.xlsx": b"4"}
    (tmp_path / "报送.zip").write_bytes(packed(files))
    found = discover([str(tmp_path)])
    reasons = outcomes(found)
    assert reasons["报送.zip/教育局/表.xlsx"] is None
    assert "PDF" in (reasons["报送.zip/教育局/说明.pdf"] or "")
    assert reasons["报送.zip/水利局/表.docx"] is None
    assert reasons["报送.zip/__MACOSX/._表.xlsx"] is not None
    assert len(found) == 4
    readable = next(file for file in found if file.name == "报送.zip/教育局/表.xlsx")
    assert readable.path.read_bytes() == b"1"
    assert readable.lasting == tmp_path / "报送.zip"
    assert readable.path.stat().st_mtime > 1_800_000_000
    assert outcomes(discover([str(tmp_path / "报送.zip")])) == reasons


def test_names_packed_on_a_chinese_windows_are_told(tmp_path: Path) -> None:
    # 誠 ends in a byte that is a backslash elsewhere.
    name = "誠信办.xlsx".encode("gb18030")
    data = packed({"x" * len(name): b"1"}).replace(b"x" * len(name), name)
    (tmp_path / "a.zip").write_bytes(data)
    assert list(outcomes(discover([str(tmp_path)]))) == ["a.zip/誠信办.xlsx"]


def test_archives_inside_are_opened_down_to_a_depth(tmp_path: Path) -> None:
    data = packed({"表.xlsx": b"1"})
    for level in range(2):
        data = packed({f"{level}.zip": data, f"表{level}.xlsx": b"2"})
    (tmp_path / "a.zip").write_bytes(data)
    assert set(outcomes(discover([str(tmp_path)]))) == {
        "a.zip/1.zip/0.zip/表.xlsx",
        "a.zip/1.zip/表0.xlsx",
        "a.zip/表1.xlsx",
    }
    (tmp_path / "a.zip").write_bytes(packed({"深.zip": data}))
    found = discover([str(tmp_path)])
    (too_deep,) = [file for file in found if file.failed]
    assert "嵌套" in (too_deep.skip_reason or "")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"PK\x03\x04broken", "请解压后报送其中的文件", id="broken"),
        pytest.param(packed({"../../etc/x.xlsx": b"1"}), "指向包外", id="name that leads out"),
        pytest.param(packed({"a.xlsx": b"\0" * 50_000_000}), "疑似压缩炸弹", id="bomb"),
        pytest.param(b"", "空的", id="empty file"),
    ],
)
def test_an_archive_that_cannot_be_read_is_failed_with_the_reason(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    (file,) = discover([str(tmp_path)])
    assert file.failed
    assert said in (file.skip_reason or "")


def test_an_archive_without_files_is_listed(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({}))
    (file,) = discover([str(tmp_path)])
    assert (file.failed, file.skip_reason) == (False, "压缩包中没有文件")


def test_a_damaged_file_of_an_archive_leaves_the_others_alone(tmp_path: Path) -> None:
    data = bytearray(packed({"a.xlsx": b"hello hello hello", "b.xlsx": b"2"}))
    at = data.index(b"a.xlsx") + len("a.xlsx")
    data[at] ^= 0xFF
    (tmp_path / "a.zip").write_bytes(bytes(data))
    found = discover([str(tmp_path)])
    assert [file.failed for file in found] == [True, False]


def test_the_size_of_all_that_is_unpacked_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(
        packed({"1.zip": packed({"a.xlsx": bytes(range(256)) * 8}), "2.zip": packed({"b.xlsx": bytes(range(256)) * 8})})
    )
    limits = DEFAULT_LIMITS._replace(total_bytes=3000)
    members = list(archives.Archive(path, limits).members(frozenset({".xlsx"})))
    assert "解压后超过" in (members[-1].reason or "")


def test_a_workbook_named_zip_is_read_as_the_workbook_it_is(tmp_path: Path) -> None:
    (tmp_path / "表.zip").write_bytes(packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}))
    assert outcomes(discover([str(tmp_path)])) == {"表.zip": None}


def test_a_file_of_an_archive_knows_where_a_link_can_lead(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"表.xlsx": b"1"}))
    (file,) = discover([str(tmp_path)])
    assert archives.archive_of(file.path) == tmp_path / "a.zip"
    assert archives.archive_of(tmp_path / "a.zip") is None
