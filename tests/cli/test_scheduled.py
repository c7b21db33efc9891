"""What a scheduled job meets: no output, a full disk, an odd clock, an empty folder. One line each, never a defect."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from calling import SOURCES, Call, Process

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="there is no /dev/full on Windows")
TO_STANDARD_OUTPUT = (
    "read {returns}",
    "check {returns} --no-cache",
    "check {returns} --no-cache --format json",
    "check {returns} --no-cache --format html",
    "merge {returns} -o {out}/汇总.xlsx --json --no-cache",
    "diff {returns} {returns} --json",
    "rules",
    "rules FND-001",
    "forms",
    "template list",
    "explain 每降低1%扣1分 --points 5",
    "--help",
    "check --help",
    "--version",
)


def started(arguments: str, redirected: str, returns: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """A command line run by a shell that redirects."""
    line = arguments.format(returns=returns, out=out)
    command = f"exec {sys.executable} -m jixiao_cli {line} {redirected}"
    environment = {**os.environ, **SOURCES}
    return subprocess.run(
        ["/bin/sh", "-c", command], env=environment, stderr=subprocess.PIPE, text=True, timeout=60, check=False
    )


@POSIX
@pytest.mark.parametrize("redirected", [">/dev/full", ">&-"])
@pytest.mark.parametrize("arguments", TO_STANDARD_OUTPUT)
def test_output_that_goes_nowhere_is_one_line(returns: Path, tmp_path: Path, arguments: str, redirected: str) -> None:
    done = started(arguments, redirected, returns, tmp_path)
    assert done.returncode == 2, done.stderr
    told = [line for line in done.stderr.splitlines() if line.startswith("错误：")]
    assert len(told) == 1
    assert "磁盘空间不足" in told[0] if redirected == ">/dev/full" else "标准输出已关闭" in told[0]
    assert "内部错误" not in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@POSIX
@pytest.mark.parametrize("redirected", [">&- 2>&-", "2>&-", "2>/dev/full", ">&- 2>&- <&-"])
def test_a_file_is_written_though_nobody_listens(returns: Path, tmp_path: Path, redirected: str) -> None:
    heard = started("read {returns} -o {out}/a.json", "", returns, tmp_path)
    done = started("read {returns} -o {out}/b.json", redirected, returns, tmp_path)
    assert (heard.returncode, done.returncode) == (0, 0)
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


@POSIX
@pytest.mark.parametrize(
    "arguments",
    [
        "sample {out}/样本 --departments 2",
        "template new department-2026 -o {out}/空表.xlsx",
        "read {returns} -o {out}/读取.json",
        "check {returns} --no-cache -o {out}/清单.xlsx",
        "check {returns} --no-cache -o {out}/清单.json --annotate {out}/退回",
        "merge {returns} -o {out}/汇总.xlsx --no-cache",
        "diff {returns} {returns} -o {out}/变化.xlsx",
        "settings new {out}/设置.xlsx",
    ],
)
def test_a_disk_that_is_full_is_one_line(returns: Path, tmp_path: Path, arguments: str) -> None:
    """As a limit to the size of files has it; what has been begun goes."""
    command = f"ulimit -f 4; exec {sys.executable} -m jixiao_cli {arguments.format(returns=returns, out=tmp_path)}"
    environment = {**os.environ, **SOURCES}
    done = subprocess.run(
        ["/bin/bash", "-c", command], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2, done.stderr
    assert "内部错误" not in done.stderr
    assert len([line for line in done.stderr.splitlines() if line.startswith("错误：")]) == 1
    assert [path for path in tmp_path.rglob("*") if path.name.startswith(".jixiao-")] == []


@pytest.mark.parametrize("odd", ["-1", "1e9", "99999999999999999999", "253402300800", "昨天", "１２", "0x10", "1.5"])
@pytest.mark.parametrize("command", ["check", "merge"])
def test_an_odd_time_is_told_before_the_work(
    jixiao: Call, returns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, odd: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", odd)
    output = tmp_path / "结果.xlsx"
    result = jixiao(command, returns, "-o", output)
    assert result.code == 2
    assert "SOURCE_DATE_EPOCH 的值" in result.err
    assert not output.exists()


def test_the_same_input_gives_the_same_notices_and_copies(
    jixiao_process: Process, returns: Path, tmp_path: Path
) -> None:
    made = []
    for number in (1, 2):
        folder = tmp_path / str(number)
        fixed = {"SOURCE_DATE_EPOCH": "1767225600"}
        done = jixiao_process("check", returns, "--annotate", folder, "--jobs", number, "--no-cache", env=fixed)
        assert done.returncode == 1
        made.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert made[0] == made[1]
    assert {Path(name).suffix for name in made[0]} == {".docx", ".xlsx"}


@pytest.mark.parametrize("command", ["read", "check", "merge", "score", "diff"])
def test_nothing_to_do_is_a_failure_where_that_is_asked_for(jixiao: Call, tmp_path: Path, command: str) -> None:
    inbox = tmp_path / "报送"
    inbox.mkdir()
    (inbox / "说明.txt").write_text("无")
    output = {"score": tmp_path / "评分", "merge": tmp_path / "汇总.xlsx"}.get(command)
    arguments = [command, inbox, *([inbox] if command == "diff" else []), *(["-o", output] if output else [])]
    assert jixiao(*arguments).code == 0
    assert jixiao(*arguments, "--fail-empty").code == 3


def test_what_may_hold_a_form_and_was_not_read_is_told_in_the_closing_line(
    jixiao: Call, returns: Path, tmp_path: Path
) -> None:
    for name in ("甲局.pdf", "乙局.doc", "丙局.pdf", "说明.txt"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "丁局.xlsx").write_bytes(min(returns.glob("*.xlsx")).read_bytes())
    told = "未读取的文档、图片和压缩包 3 个（.doc 1 个、.pdf 2 个），其中可能填有表"
    for command in (["read"], ["check"], ["merge", "-o", tmp_path / "汇总.xlsx"]):
        assert told in jixiao(command[0], tmp_path, *command[1:]).err
    quiet = jixiao("merge", tmp_path, "-o", tmp_path / "汇总.xlsx", "--quiet", "--no-cache").err
    assert told in quiet.splitlines()[-1]
