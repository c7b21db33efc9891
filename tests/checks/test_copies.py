"""A file that lies twice in a folder is read once and counts once; the other is named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from calling import Call
from jixiao.forms import reading
from jixiao_samples import write_samples


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    write_samples(folder, departments=2, seed=8, forms=3, mistakes=1.0)
    return folder


def checked(jixiao: Call, *args: Any) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(jixiao("check", *args, "--format", "json").out)
    return result


@pytest.mark.parametrize("more", [(), ("--no-cache",), ("--jobs", "2")])
def test_a_copy_counts_once_and_is_named(jixiao: Call, returns: Path, more: tuple[str, ...]) -> None:
    alone = checked(jixiao, returns, *more)
    first, last = sorted(returns.iterdir())
    for name, source in (("zz.xlsx", last), ("会议/存档.xlsx", first)):
        (returns / name).parent.mkdir(exist_ok=True)
        shutil.copy(source, returns / name)
    report = checked(jixiao, returns, *more)
    files = {file["file"]: file for file in report["files"]}
    # Of files with the same bytes the first by name counts, as in a merge.
    kept = {name: min(name, source.name) for name, source in (("zz.xlsx", last), ("会议/存档.xlsx", first))}
    skipped = {file for file, each in files.items() if each["status"] == "skipped"}
    assert skipped == {"zz.xlsx", "会议/存档.xlsx", first.name, last.name} - set(kept.values())
    assert all("内容完全相同" in files[name]["reason"] for name in skipped)
    assert report["counts"] == alone["counts"]
    assert sum(file["documents"] for file in report["files"]) == sum(file["documents"] for file in alone["files"])


@pytest.mark.parametrize("more", [(), ("--no-cache",)])
def test_the_same_return_twice_is_one_return(jixiao: Call, tmp_path: Path, more: tuple[str, ...]) -> None:
    write_samples(tmp_path / "报送", departments=1, seed=8, forms=3, mistakes=0.0)
    (path,) = (tmp_path / "报送").iterdir()
    assert jixiao("check", tmp_path / "报送", *more).code == 0
    shutil.copy(path, path.with_name("再报.xlsx"))
    for _ in range(2):  # read, then known
        report = jixiao("check", tmp_path / "报送", *more)
        assert report.code == 0
        assert "共 2 个文件：检查 1，跳过 1，失败 0；表单 3 份" in report.err


def test_of_files_with_the_same_bytes_one_is_read(jixiao: Call, returns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    before = reading.open_workbook
    monkeypatch.setattr(
        reading, "open_workbook", lambda path, *more: (read.append(Path(path).name), before(path, *more))[1]
    )
    first, second = sorted(returns.iterdir())
    shutil.copy(first, returns / "副本.xlsx")
    jixiao("check", returns, "--no-cache", "--jobs", 1)
    assert read == [first.name, second.name]


def test_a_copy_of_a_file_that_failed_has_failed_as_well(jixiao: Call, returns: Path) -> None:
    for name in ("断.xlsx", "断-副本.xlsx"):
        (returns / name).write_bytes(b"PK\x03\x04cut")
    result = jixiao("check", returns, "--format", "json")
    broken = [file for file in json.loads(result.out)["files"] if file["file"].startswith("断")]
    assert [file["status"] for file in broken] == ["failed", "failed"]
    assert broken[0]["reason"] == broken[1]["reason"]
    assert result.code == 3


def test_a_corrected_return_takes_the_place_of_the_first(jixiao: Call, tmp_path: Path) -> None:
    for seed in (1, 2):
        write_samples(tmp_path / str(seed), departments=1, seed=seed, forms=3)
    report = checked(jixiao, tmp_path / "1", tmp_path / "2")
    assert {file["status"] for file in report["files"]} <= {"checked", "skipped"}
    assert {finding["file"] for finding in report["findings"]} <= {
        file["file"] for file in report["files"] if file["documents"]
    }
