"""A merge that was killed is taken up where it ended, and gives the same bytes as one that was not."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from calling import SOURCES
from consolidate.returns import project, read_return, write_return
from jixiao.checks.profile import load_profile
from jixiao.consolidate.merge import Options, merge
from jixiao.consolidate.returns.roster import Roster, RosterEntry
from jixiao.consolidate.working_folder import working_folder_of
from jixiao.errors import OutputError
from jixiao.reports.problem import Counts
from jixiao.submission import Submission
from jixiao_samples import write_samples

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is for POSIX")
EPOCH = "1767225600"


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("resume") / "报送"
    write_samples(folder, departments=12, seed=5, mistakes=0.1)
    return folder


def command(returns: Path, output: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "jixiao_cli", "merge", str(returns), "-o", str(output), "--no-cache", *more]


def environment() -> dict[str, str]:
    return {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, **SOURCES}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_at_any_moment_and_resumed_gives_the_same_bytes(returns: Path, tmp_path: Path, jobs: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for path in returns.iterdir():
        os.link(path, folder / path.name)
    output = folder / "汇总.xlsx"
    started = time.monotonic()
    subprocess.run(command(folder, output, "--jobs", jobs), env=environment(), check=True, capture_output=True)
    whole = time.monotonic() - started
    expected = output.read_bytes()
    output.unlink()
    chance = random.Random(7)
    for _ in range(5):
        running = subprocess.Popen(
            command(folder, output, "--resume", "--jobs", jobs),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.2, 0.9) * whole)
        running.send_signal(signal.SIGKILL)
        running.wait()
        if output.exists():
            assert output.read_bytes() == expected
            output.unlink()
    done = subprocess.run(
        command(folder, output, "--resume", "--jobs", jobs), env=environment(), check=True, capture_output=True
    )
    assert output.read_bytes() == expected
    assert "合并 12" in done.stderr.decode()
    assert not [path.name for path in folder.iterdir() if path.name.startswith(".")]


class InterruptedAfter:
    """A progress that is interrupted as by Ctrl-C after some files."""

    def __init__(self, files: int) -> None:
        self._files = files

    def __call__(self, done: int, total: int, found: Counts, forms: int) -> None:
        if done == self._files:
            raise KeyboardInterrupt


def interrupted(folder: Path, output: Path, files: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        merge([str(folder)], output, Options(read=read_return), progress=InterruptedAfter(files))


def counting_reader(path: Path, name: str) -> Submission:
    counting_reader.read.append(path.name)  # type: ignore[attr-defined]
    return read_return(path, name)


@pytest.fixture
def season(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    for number in range(5):
        write_return(folder / f"{number}.xlsx", [project(f"项目{number}", "1", f"{number}局")])
    counting_reader.read = []  # type: ignore[attr-defined]
    return folder


def resumed(season: Path, output: Path, resume: bool = True) -> list[str]:
    """Which files the second run reads."""
    merge([str(season)], output, Options(read=counting_reader, resume=resume))
    return counting_reader.read  # type: ignore[attr-defined, no-any-return]


def test_after_ctrl_c_only_the_rest_is_read(season: Path, tmp_path: Path) -> None:
    interrupted(season, tmp_path / "汇总.xlsx", 3)
    assert not (tmp_path / "汇总.xlsx").exists()
    assert resumed(season, tmp_path / "汇总.xlsx") == ["3.xlsx", "4.xlsx"]


def test_a_file_that_was_changed_meanwhile_is_read_again(season: Path, tmp_path: Path) -> None:
    interrupted(season, tmp_path / "汇总.xlsx", 4)
    write_return(season / "1.xlsx", [project("别的", "7", "1局")])
    assert resumed(season, tmp_path / "汇总.xlsx") == ["1.xlsx", "4.xlsx"]


def test_without_the_option_everything_is_read(season: Path, tmp_path: Path) -> None:
    interrupted(season, tmp_path / "汇总.xlsx", 3)
    assert len(resumed(season, tmp_path / "汇总.xlsx", resume=False)) == 5


def test_a_newer_program_reads_everything(season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted(season, tmp_path / "汇总.xlsx", 3)
    monkeypatch.setattr("jixiao.consolidate.merge.version_of_results", lambda *_: "newer")
    assert len(resumed(season, tmp_path / "汇总.xlsx")) == 5


@pytest.fixture
def changed(returns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Options, Options], int]:
    """Interrupts a merge with some options and resumes it with others: how many files were taken over.

    What comes out must be, byte by byte, what a merge with the other options alone gives.
    """
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)

    def resume(first: Options, then: Options) -> int:
        fresh, resumed = tmp_path / "一" / "汇总.xlsx", tmp_path / "二" / "汇总.xlsx"
        for output in (fresh, resumed):
            output.parent.mkdir()
        with pytest.raises(KeyboardInterrupt):
            merge([str(returns)], resumed, first, progress=InterruptedAfter(9))
        merge([str(returns)], fresh, then)
        report = merge([str(returns)], resumed, replace(then, resume=True))
        assert resumed.read_bytes() == fresh.read_bytes()
        return report.known

    return resume


def test_another_roster_changes_the_result_and_nothing_is_read_again(
    changed: Callable[[Options, Options], int], returns: Path
) -> None:
    name = min(returns.iterdir()).stem.partition("-")[2]
    first = Options(roster=Roster([RosterEntry(name), RosterEntry("从不报送的局")]))
    then = Options(
        roster=Roster([RosterEntry("另一个局"), RosterEntry(f"{name}（全称）", aliases=(name,), due="2020-01-01")])
    )
    assert changed(first, then) == 9


def test_another_profile_checks_everything_anew(changed: Callable[[Options, Options], int], tmp_path: Path) -> None:
    profile = tmp_path / "本地.json"
    own = {"title": "本地口径", "extends": "default", "severities": {"CMP-002": "info"}}
    profile.write_text(json.dumps(own, ensure_ascii=False), encoding="utf-8")
    assert changed(Options(), Options(profile=load_profile(str(profile)))) == 0


def test_data_files_that_were_not_asked_for_before_are_whole(
    changed: Callable[[Options, Options], int], tmp_path: Path
) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    assert changed(Options(), Options(data=tmp_path / "数据")) == 0
    workbook = load_workbook(tmp_path / "二" / "汇总.xlsx", read_only=True)
    assert pq.read_table(tmp_path / "数据" / "indicators.parquet").num_rows == workbook["指标明细"].max_row - 1


def test_other_ways_of_doing_it_take_over_what_was_read(changed: Callable[[Options, Options], int]) -> None:
    assert changed(Options(jobs=1), Options(jobs=2, row_limit=200, seconds=60)) == 9


def values_of(folder: Path) -> sqlite3.Connection:
    """The store that an interrupted merge has left."""
    (store,) = (folder / ".汇总.xlsx.jixiao").glob("*.sqlite")
    return sqlite3.connect(store, isolation_level=None)


@pytest.mark.parametrize("damage", ["x'00'", "substr(value, 1, length(value) - 3)", "7"])
def test_a_record_that_was_changed_in_the_store_is_read_again(season: Path, tmp_path: Path, damage: str) -> None:
    interrupted(season, tmp_path / "汇总.xlsx", 3)
    with values_of(tmp_path) as store:
        store.execute(f"UPDATE results SET value = {damage} WHERE part = '' AND rowid = 1")
    assert resumed(season, tmp_path / "汇总.xlsx") == ["0.xlsx", "3.xlsx", "4.xlsx"]


def test_rows_that_were_changed_in_the_store_never_reach_a_summary(season: Path, tmp_path: Path) -> None:
    interrupted(season, tmp_path / "汇总.xlsx", 3)
    with values_of(tmp_path) as store:
        (value,) = store.execute("SELECT value FROM results WHERE part = 'indicators'").fetchone()
        changed = value.replace("数量".encode(), "质量".encode())
        store.execute("UPDATE results SET value = ? WHERE value = ?", (changed, value))
    with pytest.raises(OutputError):
        merge([str(season)], tmp_path / "汇总.xlsx", Options(read=counting_reader, resume=True))
    assert len(resumed(season, tmp_path / "汇总.xlsx")) == 5 + 2


@pytest.mark.parametrize("size", [0, 100, 5000])
def test_a_store_that_was_cut_short_costs_time_and_nothing_else(season: Path, tmp_path: Path, size: int) -> None:
    interrupted(season, tmp_path / "汇总.xlsx", 3)
    (store,) = (tmp_path / ".汇总.xlsx.jixiao").glob("*.sqlite")
    os.truncate(store, size)
    assert len(resumed(season, tmp_path / "汇总.xlsx")) == 5


def test_a_merge_killed_as_it_makes_its_temporary_file_leaves_none_behind(
    season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(descriptor: int) -> bool:
        os._exit(9)

    output = tmp_path / "汇总.xlsx"
    child = os.fork()
    if child == 0:
        monkeypatch.setattr("jixiao.ownfiles.try_lock", killed)
        merge([str(season)], output, Options(read=read_return))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert len(list(tmp_path.glob(".jixiao-*"))) == 1
    resumed(season, output)
    assert list(tmp_path.glob(".jixiao-*")) == []


def test_a_folder_that_was_laid_in_the_way_loses_nothing(season: Path, tmp_path: Path) -> None:
    stranger = tmp_path / "别人的"
    stranger.mkdir()
    (stranger / "年终总结.docx").write_text("重要")
    (stranger / "1-0a1b2c3d.sqlite").write_text("重要")
    (tmp_path / ".汇总.xlsx.jixiao").symlink_to(stranger)
    with pytest.raises(OutputError, match="不是当前用户的文件夹"):
        merge([str(season)], tmp_path / "汇总.xlsx", Options(read=read_return))
    assert sorted(path.name for path in stranger.iterdir()) == ["1-0a1b2c3d.sqlite", "年终总结.docx"]


def test_what_others_keep_in_the_working_folder_stays(season: Path, tmp_path: Path) -> None:
    work = tmp_path / ".汇总.xlsx.jixiao"
    work.mkdir()
    (work / "笔记.txt").write_text("重要")
    victim = tmp_path / "重要.txt"
    victim.write_text("重要")
    (work / "1-0a1b2c3d.sqlite").symlink_to(victim)
    merge([str(season)], tmp_path / "汇总.xlsx", Options(read=read_return))
    assert victim.read_text() == "重要"
    assert [path.name for path in work.iterdir()] == ["笔记.txt"]


def test_a_folder_of_another_user_is_not_used(season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".汇总.xlsx.jixiao").mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    with pytest.raises(OutputError, match="不是当前用户的文件夹"):
        merge([str(season)], tmp_path / "汇总.xlsx", Options(read=read_return))


def test_merges_that_wait_for_each_other_all_end_well(returns: Path, tmp_path: Path) -> None:
    """The one that ends removes the lock; the one that waits must not take the removed file for a lock."""
    output = tmp_path / "汇总.xlsx"
    running = [
        subprocess.Popen(command(returns, output), env=environment(), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
        for _ in range(4)
    ]
    ended = [process.communicate(timeout=60)[1].decode() for process in running]
    assert [process.returncode for process in running] == [0] * 4, ended
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_temporary_files_of_a_command_that_is_ended_go_at_once_or_with_the_next(
    returns: Path, tmp_path: Path, number: signal.Signals
) -> None:
    output = tmp_path / "结果.json"
    waits = (
        "import sys, time; from jixiao_cli.commands import read; "
        "read._read = lambda *_: (print('at work', flush=True), time.sleep(60)); "
        "from jixiao_cli.__main__ import main; main()"
    )
    arguments = [sys.executable, "-c", waits, "read", str(returns), "-o", str(output)]
    running = subprocess.Popen(arguments, env=environment(), stdout=subprocess.PIPE)
    assert running.stdout is not None
    assert running.stdout.readline() == b"at work\n"
    left = [path for path in tmp_path.iterdir() if path.name.startswith(".jixiao-")]
    assert len(left) == 1
    running.send_signal(number)
    running.wait()
    assert left[0].exists() is (number == signal.SIGKILL)
    again = [sys.executable, "-m", "jixiao_cli", "read", str(returns), "-o", str(output)]
    subprocess.run(again, env=environment(), check=True, capture_output=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["结果.json"]


def test_two_merges_cannot_write_the_same_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jixiao.consolidate.working_folder._LOCK_SECONDS", 0.1)
    with working_folder_of(tmp_path / "a.xlsx", resume=False) as first:
        assert first.is_dir()
        with (
            pytest.raises(OutputError, match=r"另一个汇总（.*@.*进程 .*开始）正在写"),
            working_folder_of(tmp_path / "a.xlsx", resume=True),
        ):
            pass
    assert list(tmp_path.iterdir()) == []
