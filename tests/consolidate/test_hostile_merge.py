"""Whatever lies in the folder, and whatever happens to the output: the outcome and the exit code, end to end."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from calling import SOURCES, Call
from consolidate.returns import project, read_return, write_return
from jixiao.caching.store import Store, StoreError
from jixiao.consolidate.merge import Options, merge
from jixiao.consolidate.summary import list_book
from jixiao.errors import ExitCode, OutputError
from jixiao.submission import Submission
from jixiao_samples import write_samples

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names, rights or signals")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One good return, to which each test adds something."""
    write_samples(tmp_path / "in", departments=1, seed=8)
    return tmp_path / "in"


def refuse_to_open(monkeypatch: pytest.MonkeyPatch, name: str, forbidden: str) -> None:
    """Files of that name cannot be opened in such a mode, as where rights or another program forbid it."""
    opened = Path.open

    def refused(path: Path, mode: str = "r", *more: Any, **options: Any) -> Any:
        if path.name == name and forbidden in mode:
            raise PermissionError(13, "Permission denied")
        return opened(path, mode, *more, **options)

    monkeypatch.setattr(Path, "open", refused)


def outcome(jixiao: Call, folder: Path, output: Path, *more: Any) -> tuple[int, dict[str, str], str]:
    """Exit code, status by file, messages."""
    import json

    result = jixiao("merge", folder, "-o", output, "--json", *more)
    files = json.loads(result.out)["files"] if result.out else []
    return result.code, {file["file"]: file["status"] for file in files}, result.err


@POSIX
def test_names_with_line_breaks_quotes_and_formulas(jixiao: Call, folder: Path, tmp_path: Path) -> None:
    good = min(folder.iterdir())
    data = good.read_bytes()
    names = ["甲\n局.xlsx", '=cmd|"x".xlsx', "@x'#%41.xlsx", "+\u202e倒.xlsx"]
    for number, name in enumerate(names):
        target = folder / name
        target.write_bytes(data)
        with zipfile.ZipFile(target, "a") as package:
            package.writestr(f"docProps/x{number}.txt", "x")
    code, files, messages = outcome(jixiao, folder, tmp_path / "汇总.xlsx")
    assert code == 0
    assert set(names) <= set(files)
    assert "\u202e" not in messages and "甲\n局" not in messages
    workbook = load_workbook(tmp_path / "汇总.xlsx")
    listed = [row[0].value for row in workbook["文件清单"].iter_rows(min_row=2)]
    assert len(listed) == 5
    formulas = [cell.value for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    allowed = ("=HYPERLINK(", "=SUM(", "=SUMIF(", "=COUNTIF(")
    assert all(formula.startswith(allowed) for formula in formulas)
    assert not any("\n" in formula for formula in formulas)


@POSIX
def test_a_name_that_is_no_unicode(jixiao: Call, folder: Path, tmp_path: Path) -> None:
    raw = os.fsencode(folder) + b"/\xb2\xe2.xlsx"
    (good,) = folder.iterdir()
    good.rename(os.fsdecode(raw))
    code, files, _ = outcome(jixiao, folder, tmp_path / "汇总.xlsx")
    assert (code, files["\\xb2\\xe2.xlsx"]) == (0, "merged")


@POSIX
def test_loops_of_links_are_not_followed(jixiao: Call, folder: Path, tmp_path: Path) -> None:
    (folder / "环").symlink_to(folder, target_is_directory=True)
    (folder / "自己.xlsx").symlink_to(folder / "自己.xlsx")
    (folder / "断.xlsx").symlink_to(folder / "没有.xlsx")
    code, files, _ = outcome(jixiao, folder, tmp_path / "汇总.xlsx")
    assert code == 0
    assert [files[name] for name in ("环", "自己.xlsx", "断.xlsx")] == ["skipped"] * 3


@POSIX
def test_what_may_not_be_read_fails_and_the_rest_is_merged(
    jixiao: Call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "锁.xlsx").write_bytes(min(folder.iterdir()).read_bytes())
    if os.geteuid() == 0:  # who may read everything
        refuse_to_open(monkeypatch, "锁.xlsx", "r")
    else:
        (folder / "锁.xlsx").chmod(0)
    code, files, _ = outcome(jixiao, folder, tmp_path / "汇总.xlsx")
    assert (code, files["锁.xlsx"]) == (ExitCode.UNPROCESSED, "failed")


def test_a_file_that_vanishes_while_it_is_listed(folder: Path, tmp_path: Path) -> None:
    write_return(folder / "a.xlsx", [project("x", "1")])
    report = merge([str(folder)], tmp_path / "汇总.xlsx", Options(read=vanishing_reader))
    assert {file.status for file in report.files} == {"failed"}


def vanishing_reader(path: Path, name: str) -> Submission:
    from jixiao.forms.reading import read_file

    return read_file(path.with_name("weg.xlsx"), name)


def test_own_earlier_outputs_are_skipped(jixiao: Call, folder: Path, tmp_path: Path) -> None:
    outcome(jixiao, folder, folder / "旧汇总.xlsx")
    jixiao("check", folder, "--format", "xlsx", "-o", folder / "检查.xlsx")
    jixiao("diff", folder, folder, "-o", folder / "变化.xlsx")
    code, files, _ = outcome(jixiao, folder, tmp_path / "汇总.xlsx")
    assert code == 0
    assert [files[name] for name in ("旧汇总.xlsx", "检查.xlsx", "变化.xlsx")] == ["skipped"] * 3


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk_while_results_are_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    write_return(folder / "a.xlsx", [project("x", "1")])

    def full(*_: object) -> None:
        raise StoreError(errno.ENOSPC)

    monkeypatch.setattr(Store, "flush", full)  # processes are forked and see it too
    with pytest.raises(OutputError, match="磁盘空间不足"):
        merge([str(folder)], tmp_path / "汇总.xlsx", Options(read=read_nothing, jobs=jobs))
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def read_nothing(path: Path, name: str) -> Submission:
    return Submission(name, "skipped", "没有识别出绩效目标表", sha256="0" * 64)


def test_a_full_disk_while_writing_leaves_the_earlier_summary(
    jixiao: Call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "汇总.xlsx"
    outcome(jixiao, folder, output)
    before = output.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(list_book, "fill", full)
    result = jixiao("merge", folder, "-o", output, "--no-cache")
    assert (result.code, "磁盘空间不足" in result.err) == (ExitCode.USAGE, True)
    assert output.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "汇总.xlsx"]


def test_an_output_that_is_open_elsewhere_is_told_before_the_work(
    jixiao: Call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "汇总.xlsx"
    output.write_bytes(b"open in Excel")
    refuse_to_open(monkeypatch, output.name, "+")
    result = jixiao("merge", folder, "-o", output)
    assert (result.code, "正在 Excel、WPS 中打开" in result.err) == (ExitCode.USAGE, True)
    assert output.read_bytes() == b"open in Excel"


@POSIX
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_with_130_and_can_be_resumed(tmp_path: Path, jobs: str) -> None:
    write_samples(tmp_path / "in", departments=40, seed=8)
    command = [sys.executable, "-m", "jixiao_cli", "merge", str(tmp_path / "in"), "-o", str(tmp_path / "a.xlsx")]
    running = subprocess.Popen(
        [*command, "--no-cache", "--jobs", jobs], env={**os.environ, **SOURCES}, stderr=subprocess.PIPE
    )
    work = tmp_path / ".a.xlsx.jixiao"
    give_up = time.monotonic() + 30
    while not any(path.stat().st_size > 100_000 for path in work.glob("*.sqlite")) and time.monotonic() < give_up:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    _, messages = running.communicate(timeout=60)
    assert running.returncode == 130, messages.decode()
    assert "--resume" in messages.decode()
    assert "Traceback" not in messages.decode()
    assert not (tmp_path / "a.xlsx").exists()
    done = subprocess.run(
        [*command, "--no-cache", "--resume"], env={**os.environ, **SOURCES}, capture_output=True, check=True
    )
    assert "沿用以前读取的结果" in done.stderr.decode()


def sleeping_reader(path: Path, name: str) -> Submission:
    if path.name == "慢.xlsx":
        time.sleep(30)
        path.with_suffix(".读完").touch()
    return read_return(path, name)


@POSIX
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_takes_too_long_fails_alone(tmp_path: Path, jobs: int) -> None:
    for name in ("慢.xlsx", "a.xlsx", "b.xlsx"):
        write_return(tmp_path / "in" / name, [project(name, "1", name)])
    report = merge(
        [str(tmp_path / "in")], tmp_path / "汇总.xlsx", Options(read=sleeping_reader, jobs=jobs, seconds=0.3)
    )
    assert not (tmp_path / "in" / "慢.读完").exists()  # nobody waited for it
    failed = {file.file: file.reason for file in report.files if file.status == "failed"}
    assert set(failed) == {"慢.xlsx"}
    assert str(failed["慢.xlsx"]).startswith("处理超过 0.3 秒")


def greedy_reader(path: Path, name: str) -> Submission:
    if path.name == "大.xlsx":
        bytearray(5 << 30)
    return read_return(path, name)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit the memory of a process")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_takes_more_than_four_gigabytes_fails_alone(tmp_path: Path, jobs: int) -> None:
    import resource

    for name in ("大.xlsx", "a.xlsx", "b.xlsx"):
        write_return(tmp_path / "in" / name, [project(name, "1", name)])
    before = resource.getrlimit(resource.RLIMIT_AS)
    report = merge([str(tmp_path / "in")], tmp_path / "汇总.xlsx", Options(read=greedy_reader, jobs=jobs))
    failed = {file.file: file.reason for file in report.files if file.status == "failed"}
    assert set(failed) == {"大.xlsx"}
    assert str(failed["大.xlsx"]).startswith("读取所需的内存超过限度")
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def stuck_reader(path: Path, name: str) -> Submission:
    if path.name == "慢.xlsx":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})  # as code that never comes back to Python
        time.sleep(60)
    return read_return(path, name)


@POSIX
def test_a_file_in_which_a_process_is_stuck_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jixiao.processes.worker._GRACE_SECONDS", 0.3)
    for name in ("慢.xlsx", "a.xlsx", "b.xlsx"):
        write_return(tmp_path / "in" / name, [project(name, "1", name)])
    report = merge([str(tmp_path / "in")], tmp_path / "汇总.xlsx", Options(read=stuck_reader, jobs=2, seconds=0.3))
    failed = {file.file: file.reason for file in report.files if file.status == "failed"}
    assert set(failed) == {"慢.xlsx"}
    assert str(failed["慢.xlsx"]).startswith("读取时进程意外终止")


def test_formula_looking_text_of_a_roster_is_text(jixiao: Call, folder: Path, tmp_path: Path) -> None:
    roster = Workbook()
    for row in (["部门", "编码", "联系人"], ["=1+1", "+1", "@x"]):
        roster.active.append(row)
    for cell in roster.active[2]:
        cell.data_type = "s"
    roster.save(tmp_path / "r.xlsx")
    outcome(jixiao, folder, tmp_path / "汇总.xlsx", "--roster", tmp_path / "r.xlsx")
    row = load_workbook(tmp_path / "汇总.xlsx")["报送情况"][2]
    assert [(cell.value, cell.data_type) for cell in row[1:4]] == [
        ("+1", "s"),
        ("=1+1", "s"),
        ("@x", "s"),
    ]
