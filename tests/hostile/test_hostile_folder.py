"""Everything hostile and everything odd, through the command line: the outcome, the exit code, the time, the memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from calling import SOURCES, Call
from grid.workbook_parts import package
from hostile import hostile_zips
from hostile.hostile_files import HOSTILE
from hostile.odd_forms import FAILED, MERGED, ODD
from jixiao.resources import templates_dir
from memory import MemoryOfTree

CODES = {"merged": 0, "skipped": 0, "failed": 3}


def nested_bomb() -> bytes:
    """Zips within zips, the innermost of which swells to gigabytes: nobody looks inside."""
    inner = package({"0": b"\0" * 10_000_000})
    for level in range(5):
        inner = package({f"{level}-{number}.zip": inner for number in range(16)}, zipfile.ZIP_DEFLATED)
    return inner


ALL = {name: (build, FAILED) for name, (build, _) in HOSTILE.items()} | ODD
ALL |= {"zips within zips": (nested_bomb, FAILED), "a sound package": (hostile_zips.good, "skipped")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all of them, and what a system adds."""
    made = tmp_path_factory.mktemp("all") / "报送"
    made.mkdir()
    for number, (name, (build, _)) in enumerate(ALL.items()):
        (made / f"{number:03} {name}.xlsx").write_bytes(build())
    if sys.platform != "win32":
        (made / "环").symlink_to(made, target_is_directory=True)
        (made / "换\n行.xlsx").write_bytes(ODD["a plain form"][0]() + b"")
    return made


@pytest.mark.parametrize("name", ALL)
def test_each_kind_has_its_outcome_and_exit_code(jixiao: Call, folder: Path, tmp_path: Path, name: str) -> None:
    (path,) = folder.glob(f"[0-9][0-9][0-9] {name}.xlsx")
    result = jixiao("merge", path, "-o", tmp_path / "汇总.xlsx", "--json")
    (file,) = json.loads(result.out)["files"]
    expected = ALL[name][1]
    assert (file["status"], result.code) == (expected, CODES[expected]), file["reason"]
    assert expected == MERGED or file["reason"]
    assert "Traceback" not in result.err and "程序内部错误" not in result.err
    load_workbook(tmp_path / "汇总.xlsx")


def test_the_whole_folder_is_merged_in_a_minute_and_in_bounded_memory(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "汇总.xlsx"
    command = [sys.executable, "-m", "jixiao_cli", "merge", str(folder), "-o", str(output), "--json", "--jobs", "2"]
    started = time.monotonic()
    running = subprocess.Popen(
        [*command, "--no-cache"], env={**os.environ, **SOURCES}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    watch = MemoryOfTree(running.pid)
    watch.start()
    out, err = running.communicate(timeout=170)
    took = time.monotonic() - started
    watch.join()
    assert running.returncode == 3, err.decode()
    files = {file["file"]: file for file in json.loads(out)["files"]}
    for number, (name, (_, expected)) in enumerate(ALL.items()):
        status = files[f"{number:03} {name}.xlsx"]["status"]
        # Forms of one project in many files are one return: all but one are superseded.
        assert status == expected or (expected, status) == (MERGED, "skipped"), (
            name,
            files[f"{number:03} {name}.xlsx"],
        )
    assert took < 60
    if sys.platform == "linux":
        assert 0 < watch.peak < 1_500_000_000, watch.peak
    texts = {cell.value for row in load_workbook(output)["项目"].iter_rows(max_col=2) for cell in row}
    assert "𠮷田镇𪚥道路養護𫝆" in texts


@pytest.mark.parametrize("command", ["read", "check", "score", "diff"])
def test_the_other_commands_survive_the_whole_folder_too(
    jixiao: Call, folder: Path, tmp_path: Path, command: str
) -> None:
    outputs = {
        "read": (folder, "-o", tmp_path / "a.json"),
        "check": (folder, "--format", "html", "-o", tmp_path / "a.html", "--annotate", tmp_path / "退回", "--no-cache"),
        "score": (folder, "-o", tmp_path / "评分"),
        "diff": (folder, templates_dir(), "-o", tmp_path / "a.xlsx"),
    }
    result = jixiao(command, *outputs[command])
    assert result.code == 3
    assert "Traceback" not in result.err and "程序内部错误" not in result.err
    assert sum(line.startswith("失败　") for line in result.err.splitlines()) >= sum(
        expected == FAILED for _, expected in ALL.values()
    )
    for path in (tmp_path / "退回").glob("*.xlsx"):
        load_workbook(path)
