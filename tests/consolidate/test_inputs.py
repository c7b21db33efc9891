"""Which files a command works on: nothing twice, nothing in silence."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from jixiao.consolidate.returns.inputs import InputFile, discover
from jixiao.consolidate.returns.own_output import OUTPUT_PROPERTY, is_own_output, is_untouched
from jixiao.errors import UsageError


def make(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"content of " + os.fsencode(name))
    return folder


def own_output(path: Path, value: str = OUTPUT_PROPERTY) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("docProps/custom.xml", f'<Properties><property name="{value}"/></Properties>')
    return path


def names(files: list[InputFile]) -> list[str]:
    return [file.name for file in files]


def to_read(files: list[InputFile]) -> list[str]:
    return [file.name for file in files if file.skip_reason is None]


def reason(files: list[InputFile], name: str) -> str:
    (found,) = [file for file in files if file.name == name]
    assert found.skip_reason is not None
    return found.skip_reason


def test_a_folder_is_walked_to_the_bottom_in_the_same_order_every_time(tmp_path: Path) -> None:
    make(tmp_path, "b.xlsx", "a/2.xls", "a/1.ods", "c/深/层.et", "A.XLSM", "z.xlsb")
    files = discover([str(tmp_path)])
    assert names(files) == ["A.XLSM", "a/1.ods", "a/2.xls", "b.xlsx", "c/深/层.et", "z.xlsb"]
    assert to_read(files) == names(files)


def test_a_file_given_directly_is_shown_by_its_name(tmp_path: Path) -> None:
    make(tmp_path, "部门/表.xlsx")
    assert names(discover([str(tmp_path / "部门" / "表.xlsx")])) == ["表.xlsx"]


def test_a_file_given_directly_is_tried_whatever_its_extension(tmp_path: Path) -> None:
    make(tmp_path, "表.dat", ".藏.xlsx")
    assert to_read(discover([str(tmp_path / "表.dat"), str(tmp_path / ".藏.xlsx")])) == ["表.dat", ".藏.xlsx"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("~$表.xlsx", "锁文件", id="lock file of Excel"),
        pytest.param(".~lock.表.xlsx#", "锁文件", id="lock file of LibreOffice"),
        pytest.param(".表.xlsx", "隐藏", id="hidden file"),
        pytest.param("退回通知-水利局.docx", "是 Jixiao 自己生成的结果文件", id="our notice"),
        pytest.param("表.DOC", "另存为 .docx 后重新报送", id="old Word file"),
        pytest.param("表.pdf", "请报送表格原件", id="scan"),
        pytest.param("照片.JPG", "是图片", id="picture"),
        pytest.param("全部.rar", "请解压后报送，或改用 .zip 格式压缩", id="other archive"),
        pytest.param("无扩展名", "不是电子表格", id="no extension"),
        pytest.param("2.水利局目标表", "请改回 .xlsx 等原来的扩展名", id="a point in a name without extension"),
        pytest.param("表.xlsx.bak", "是备份", id="backup"),
        pytest.param("表.CSV", "是文本表格", id="table of text"),
        pytest.param("表.mht", "另存为 .xlsx 后重新报送", id="page with its pictures"),
    ],
)
def test_what_is_not_read_in_a_folder_is_listed_with_the_reason(tmp_path: Path, name: str, said: str) -> None:
    make(tmp_path, "表.xlsx", name)
    files = discover([str(tmp_path)])
    assert said in reason(files, name)
    assert to_read(files) == ["表.xlsx"]


@pytest.mark.parametrize("suffix", [".xltx", ".xltm", ".xlt", ".ett", ".ots", ".dotx"])
def test_a_form_saved_as_a_template_is_read(tmp_path: Path, suffix: str) -> None:
    make(tmp_path, f"表{suffix}")
    assert to_read(discover([str(tmp_path)])) == [f"表{suffix}"]


def test_a_hidden_folder_is_listed_and_not_entered(tmp_path: Path) -> None:
    make(tmp_path, ".git/表.xlsx")
    files = discover([str(tmp_path)])
    assert names(files) == [".git"]
    assert "隐藏" in reason(files, ".git")


def test_a_lock_file_given_directly_is_not_tried(tmp_path: Path) -> None:
    make(tmp_path, "~$表.xlsx")
    assert to_read(discover([str(tmp_path / "~$表.xlsx")])) == []


def test_own_outputs_are_skipped_in_a_folder_and_when_given(tmp_path: Path) -> None:
    summary = own_output(tmp_path / "汇总.xlsx")
    for given in (tmp_path, summary):
        assert "Jixiao 自己生成" in reason(discover([str(given)]), "汇总.xlsx")


def test_own_outputs_saved_in_another_format_are_skipped_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "汇总.ods", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("meta.xml", f'<meta:user-defined meta:name="{OUTPUT_PROPERTY}">merge</meta:user-defined>')
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024)
    (tmp_path / "汇总.xls").write_bytes(compound + OUTPUT_PROPERTY.encode())
    (tmp_path / "汇总2.xls").write_bytes(compound + OUTPUT_PROPERTY.encode("utf-16-le"))
    (tmp_path / "表.xls").write_bytes(compound)
    files = discover([str(tmp_path)])
    assert to_read(files) == ["表.xls"]
    assert all("Jixiao 自己生成" in reason(files, name) for name in ("汇总.ods", "汇总.xls", "汇总2.xls"))


def test_a_summary_that_merge_has_written_carries_the_mark(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    with xlsxwriter.Workbook(tmp_path / "汇总.xlsx") as workbook:
        workbook.add_worksheet()
        workbook.set_custom_property(OUTPUT_PROPERTY, "merge")
    assert is_own_output(tmp_path / "汇总.xlsx")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"PK\x05\x06", id="end record cut off"),
        pytest.param(b"docProps/custom.xml" + b"PK\x05\x06" + b"\xff" * 18, id="directory larger than the file"),
        pytest.param(b"PK\x06\x07docProps/custom.xmlPK\x05\x06" + b"\0" * 18, id="zip64"),
        pytest.param(OUTPUT_PROPERTY.encode(), id="the word alone"),
    ],
)
def test_what_is_no_sound_package_is_no_output_of_ours(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "表.xlsx"
    file.write_bytes(content)
    assert not is_own_output(file)


def test_a_damaged_property_part_is_no_output_of_ours(tmp_path: Path) -> None:
    package = own_output(tmp_path / "表.xlsx")
    content = bytearray(package.read_bytes())
    at = content.index(b"docProps/custom.xml") + len(b"docProps/custom.xml")
    content[at : at + 8] = b"\xff" * 8
    package.write_bytes(content)
    assert not is_own_output(package)


def test_what_cannot_be_opened_is_no_output_of_ours(tmp_path: Path) -> None:
    cut = own_output(tmp_path / "表.xlsx")
    content = cut.read_bytes()
    with zipfile.ZipFile(cut) as package:
        part = package.getinfo("docProps/custom.xml")
    at = part.header_offset + 30 + len(part.filename)
    cut.write_bytes(content[:at] + b"\xff" * part.compress_size + content[at + part.compress_size :])
    assert not is_own_output(cut)
    assert not is_untouched(cut)
    assert not is_untouched(tmp_path / "没有.xlsx")
    assert not is_own_output(tmp_path / "没有.xlsx")


def test_other_custom_properties_do_not_make_an_output(tmp_path: Path) -> None:
    assert not is_own_output(own_output(tmp_path / "表.xlsx", value="KSOProductBuildVer"))


def test_links_are_listed_and_not_followed(tmp_path: Path) -> None:
    make(tmp_path, "报送/表.xlsx", "别处/别的.xlsx")
    (tmp_path / "报送" / "a链接.xlsx").symlink_to(tmp_path / "报送" / "表.xlsx")
    (tmp_path / "报送" / "文件夹").symlink_to(tmp_path / "别处")
    files = discover([str(tmp_path / "报送")])
    assert names(files) == ["a链接.xlsx", "文件夹", "表.xlsx"]
    assert to_read(files) == ["表.xlsx"]
    assert "链接" in reason(files, "文件夹")


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    make(tmp_path, "a/表.xlsx")
    (tmp_path / "a" / "上层").symlink_to(tmp_path)
    (tmp_path / "自己").symlink_to(tmp_path / "自己")
    assert to_read(discover([str(tmp_path)])) == ["a/表.xlsx"]
    (loop,) = discover([str(tmp_path / "自己")])
    assert loop.failed


def test_a_link_given_directly_is_followed(tmp_path: Path) -> None:
    make(tmp_path, "报送/表.xlsx")
    (tmp_path / "今年").symlink_to(tmp_path / "报送")
    (tmp_path / "一张").symlink_to(tmp_path / "报送" / "表.xlsx")
    assert to_read(discover([str(tmp_path / "今年")])) == ["表.xlsx"]
    assert to_read(discover([str(tmp_path / "一张")])) == ["一张"]


def test_a_folder_named_like_a_workbook_is_a_folder(tmp_path: Path) -> None:
    make(tmp_path, "a.xlsx/里面.xlsx")
    assert to_read(discover([str(tmp_path / "a.xlsx")])) == ["里面.xlsx"]
    assert to_read(discover([str(tmp_path)])) == ["a.xlsx/里面.xlsx"]


def test_a_file_reached_twice_is_listed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "报送/表.xlsx")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "链接.xlsx").symlink_to(tmp_path / "报送" / "表.xlsx")
    paths = ["报送", "报送/表.xlsx", "报送/../报送/*.xlsx", str(tmp_path / "报送"), "链接.xlsx"]
    assert names(discover(paths)) == ["表.xlsx"]


def test_a_file_passed_over_in_its_folder_is_read_if_it_is_named_too(tmp_path: Path) -> None:
    make(tmp_path, "表.dat")
    files = discover([str(tmp_path), str(tmp_path / "表.dat")])
    assert names(files) == to_read(files) == ["表.dat"]


def test_a_glob_is_shown_from_its_first_wildcard_on(tmp_path: Path) -> None:
    make(tmp_path, "报送/一局/表.xlsx", "报送/二局/表.xlsx", "报送/二局/说明.txt", "报送/总.xlsx")
    files = discover([str(tmp_path / "报送" / "*局" / "*")])
    assert names(files) == ["一局/表.xlsx", "二局/表.xlsx", "二局/说明.txt"]
    assert to_read(files) == ["一局/表.xlsx", "二局/表.xlsx"]


def test_a_glob_goes_down_with_two_stars(tmp_path: Path) -> None:
    make(tmp_path, "a/b/表.xlsx", "顶.xlsx")
    assert names(discover([str(tmp_path / "**" / "*.xlsx")])) == ["a/b/表.xlsx", "顶.xlsx"]


def test_a_glob_that_also_matches_its_own_folder_names_files_below_it(tmp_path: Path) -> None:
    make(tmp_path, "a/b/表.xlsx", "a/顶.xlsx")
    assert names(discover([str(tmp_path / "a" / "**")])) == ["b/表.xlsx", "顶.xlsx"]


def test_a_name_with_brackets_is_a_file_before_it_is_a_glob(tmp_path: Path) -> None:
    make(tmp_path, "汇总[1].xlsx", "汇总1.xlsx")
    assert names(discover([str(tmp_path / "汇总[1].xlsx")])) == ["汇总[1].xlsx"]


@pytest.mark.parametrize("given", ["没有.xlsx", "没有/表.xlsx", "*.xlsx", ""])
def test_a_path_that_leads_nowhere_is_wrong_usage_and_named(tmp_path: Path, given: str) -> None:
    path = str(tmp_path / given) if given else ""
    with pytest.raises(UsageError) as raised:
        discover([path])
    assert path in str(raised.value)
    assert raised.value.hint


def test_an_empty_folder_gives_no_files(tmp_path: Path) -> None:
    assert discover([str(tmp_path)]) == []


def test_a_folder_that_cannot_be_opened_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "锁/表.xlsx", "表.xlsx")
    listing = Path.iterdir

    def refuse(folder: Path):
        if folder.name == "锁":
            raise PermissionError(13, "Permission denied")
        return listing(folder)

    monkeypatch.setattr(Path, "iterdir", refuse)
    files = discover([str(tmp_path)])
    assert to_read(files) == ["表.xlsx"]
    (locked,) = [file for file in files if file.failed]
    outcome = locked.outcome()
    assert outcome is not None
    assert (outcome.file, outcome.status) == ("锁", "failed")
    assert "无法打开" in (outcome.reason or "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a thing of POSIX")
def test_a_named_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.xlsx")
    assert to_read(discover([str(tmp_path)])) == []
    assert to_read(discover([str(tmp_path / "管道.xlsx")])) == []


def test_folders_nested_deeper_than_the_stack_are_walked(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a"] * 500)
    deep.mkdir(parents=True)
    (deep / "底.xlsx").touch()
    assert len(to_read(discover([str(tmp_path)]))) == 1


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode on Windows")
def test_a_name_that_is_no_text_can_be_shown_and_opened(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"\xb1\xed.xlsx")).write_bytes(b"content")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (file,) = discover([str(tmp_path)])
    assert file.name == r"\xb1\xed.xlsx"
    assert file.path.read_bytes() == b"content"


def test_a_file_that_is_settled_has_its_outcome_and_others_do_not(tmp_path: Path) -> None:
    make(tmp_path, "表.xlsx", "说明.txt")
    read, skipped = discover([str(tmp_path)])
    if read.name != "表.xlsx":
        read, skipped = skipped, read
    assert read.outcome() is None
    outcome = skipped.outcome()
    assert outcome is not None
    assert outcome.summary() == {"file": "说明.txt", "status": "skipped", "reason": "不是电子表格文件", "documents": 0}


def test_files_of_one_name_under_two_paths_are_told_apart_by_the_folders_above(tmp_path: Path) -> None:
    make(tmp_path, "甲/一/部门.xlsx", "乙/一/部门.xlsx", "甲/一/别的.xlsx")
    files = discover([str(tmp_path / "甲" / "一"), str(tmp_path / "乙" / ".." / "乙" / "一")])
    assert names(files) == ["别的.xlsx", "甲/一/部门.xlsx", "乙/一/部门.xlsx"]
    assert [file.path.resolve() for file in files[1:]] == [tmp_path / name for name in names(files)[1:]]
    files = discover([str(tmp_path / "甲/一/部门.xlsx"), str(tmp_path / "乙/一/部门.xlsx")])
    assert names(files) == ["甲/一/部门.xlsx", "乙/一/部门.xlsx"]
    make(tmp_path, "丙/部门.xlsx", "丁/部门.xlsx")
    assert names(discover([str(tmp_path / "丙"), str(tmp_path / "丁")])) == ["丙/部门.xlsx", "丁/部门.xlsx"]


def test_a_longer_name_is_not_one_that_another_file_has(tmp_path: Path) -> None:
    make(tmp_path, "季度/甲/表.xlsx", "乙/表.xlsx", "丙/甲/表.xlsx")
    files = discover([str(tmp_path / "季度/甲"), str(tmp_path / "乙"), str(tmp_path / "丙")])
    assert names(files) == ["季度/甲/表.xlsx", f"{tmp_path.name}/乙/表.xlsx", "甲/表.xlsx"]


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode on Windows")
def test_files_whose_names_are_shown_alike_are_told_apart(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"\xb1.xlsx")).write_bytes(b"content")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    make(tmp_path, r"\xb1.xlsx")
    assert len(set(names(discover([str(tmp_path)])))) == 2
