"""A file that lies twice in a folder is read once; the check tells of both, and that they say the same."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from calling import Call
from jixiao.checks.rules import batch_rules
from jixiao.forms import reading
from jixiao.samples import write_samples

ACROSS = ",".join(sorted(batch_rules()))


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    write_samples(folder, departments=2, seed=8, forms=3, mistakes=1.0)
    return folder


def checked(jixiao: Call, *args: Any) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(jixiao("check", *args, "--format", "json").out)
    return result


@pytest.mark.parametrize("more", [(), ("--no-cache",), ("--jobs", "2")])
def test_a_copy_has_the_findings_of_its_form_under_its_own_name(
    jixiao: Call, returns: Path, more: tuple[str, ...]
) -> None:
    alone = checked(jixiao, returns, "--skip", ACROSS, *more)
    first, last = sorted(returns.iterdir())
    for name, source in (("0.xlsx", last), ("会议/存档.xlsx", first)):
        (returns / name).parent.mkdir(exist_ok=True)
        shutil.copy(source, returns / name)
    report = checked(jixiao, returns, "--skip", ACROSS, *more)
    assert {file["status"] for file in report["files"]} == {"checked"}
    assert len(report["findings"]) > len(alone["findings"]) > 5
    for copy, source in (("0.xlsx", last.name), ("会议/存档.xlsx", first.name)):
        renamed = json.dumps(of(alone, source), ensure_ascii=False).replace(source, copy)
        assert of(report, copy) == json.loads(renamed)
        assert of(report, source) == of(alone, source)
    assert sum(file["documents"] for file in report["files"]) == 2 * sum(file["documents"] for file in alone["files"])


def of(report: dict[str, Any], file: str) -> list[dict[str, Any]]:
    return [finding for finding in report["findings"] if finding["file"] == file]


@pytest.mark.parametrize("more", [(), ("--no-cache",)])
def test_the_same_return_twice_is_an_error_that_asks_which_to_keep(
    jixiao: Call, tmp_path: Path, more: tuple[str, ...]
) -> None:
    write_samples(tmp_path / "报送", departments=1, seed=8, forms=3, mistakes=0.0)
    (path,) = (tmp_path / "报送").iterdir()
    assert jixiao("check", tmp_path / "报送", *more).code == 0
    shutil.copy(path, path.with_name("再报.xlsx"))
    for _ in range(2):  # read, then known
        report = jixiao("check", tmp_path / "报送", *more)
        assert report.code == 1
        assert "STR-005" in report.out
        assert "共 2 个文件：检查 2，跳过 0，失败 0；表单 6 份" in report.err


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


def test_a_corrected_return_beside_the_first_is_no_copy(jixiao: Call, tmp_path: Path) -> None:
    for seed in (1, 2):
        write_samples(tmp_path / str(seed), departments=1, seed=seed, forms=3)
    report = checked(jixiao, tmp_path / "1", tmp_path / "2")
    assert [file["status"] for file in report["files"]] == ["checked", "checked"]
