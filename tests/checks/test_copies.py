"""A file that lies twice in a folder is checked once: the copy is skipped and names the file it repeats."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from calling import Call
from jixiao.forms import reading
from jixiao.samples import write_samples

_SAME = "内容完全相同"


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    write_samples(folder, departments=2, seed=8, forms=3, mistakes=1.0)
    return folder


def checked(jixiao: Call, *args: Any) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(jixiao("check", *args, "--format", "json").out)
    return result


@pytest.mark.parametrize("more", [(), ("--no-cache",), ("--jobs", "2")])
def test_copies_add_nothing_to_the_findings_and_are_listed(jixiao: Call, returns: Path, more: tuple[str, ...]) -> None:
    alone = checked(jixiao, returns, *more)
    first = min(returns.iterdir())
    for name in ("二次报送.xlsx", "会议/存档.xlsx"):
        (returns / name).parent.mkdir(exist_ok=True)
        shutil.copy(first, returns / name)
    report = checked(jixiao, returns, *more)
    assert len(report["findings"]) > 5
    assert {key: report[key] for key in ("findings", "skipped", "counts")} == {
        key: alone[key] for key in ("findings", "skipped", "counts")
    }
    copies = [file for file in report["files"] if file["status"] == "skipped"]
    assert copies == [
        {"file": name, "status": "skipped", "reason": f"与“{first.name}”{_SAME}", "documents": 0}
        for name in ("二次报送.xlsx", "会议/存档.xlsx")
    ]
    assert sum(file["documents"] for file in report["files"]) == sum(file["documents"] for file in alone["files"])


def test_the_first_name_is_the_original_whatever_the_order_of_the_paths(jixiao: Call, returns: Path) -> None:
    first, second = sorted(returns.iterdir())
    copy = returns / "0.xlsx"
    shutil.copy(second, copy)
    report = checked(jixiao, second, first, copy)
    assert [(file["file"], file["status"]) for file in report["files"]] == [
        (second.name, "skipped"),
        (first.name, "checked"),
        ("0.xlsx", "checked"),
    ]
    assert {finding["file"] for finding in report["findings"]} == {first.name, "0.xlsx"}


def test_a_copy_alone_does_not_fail_the_check(jixiao: Call, tmp_path: Path) -> None:
    write_samples(tmp_path / "报送", departments=1, seed=8, forms=3, mistakes=0.0)
    (path,) = (tmp_path / "报送").iterdir()
    before = jixiao("check", tmp_path / "报送", "--fail-on", "error")
    shutil.copy(path, path.with_name("再报.xlsx"))
    after = jixiao("check", tmp_path / "报送", "--fail-on", "error")
    assert (before.code, after.code) == (0, 0)
    assert after.out == before.out
    assert f"跳过　再报.xlsx：与“{path.name}”{_SAME}" in after.err
    assert "共 2 个文件：检查 1，跳过 1，失败 0；表单 3 份" in after.err


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
    assert _SAME not in broken[0]["reason"]
    assert result.code == 3


def test_a_corrected_return_beside_the_first_is_no_copy(jixiao: Call, tmp_path: Path) -> None:
    for seed in (1, 2):
        write_samples(tmp_path / str(seed), departments=1, seed=seed, forms=3)
    report = checked(jixiao, tmp_path / "1", tmp_path / "2")
    assert [file["status"] for file in report["files"]] == ["checked", "checked"]


def test_lists_and_pages_name_the_copies(jixiao: Call, returns: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    first = min(returns.iterdir())
    shutil.copy(first, returns / "副本.xlsx")
    reason = f"与“{first.name}”{_SAME}"
    jixiao("check", returns, "-o", tmp_path / "结果.html")
    assert f"副本.xlsx：{reason}" in (tmp_path / "结果.html").read_text(encoding="utf-8")
    jixiao("check", returns, "-o", tmp_path / "结果.xlsx")
    rows = list(load_workbook(tmp_path / "结果.xlsx")["未检查"].iter_rows(values_only=True))
    assert ("副本.xlsx", "跳过", reason) in rows
