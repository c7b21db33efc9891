"""A merge that was killed is taken up where it ended, and gives the same bytes as one that was not."""

from __future__ import annotations

import json
import os
import random
import signal
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
from jixiao.consolidate import journal as journal_module
from jixiao.consolidate.journal import Journal, journal
from jixiao.consolidate.merge import Options, merge
from jixiao.consolidate.records import Counts
from jixiao.consolidate.roster import Entry, Roster
from jixiao.errors import OutputError
from jixiao.samples import write_samples
from jixiao.submission import Submission

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
    monkeypatch.setattr("jixiao.consolidate.merge.version", lambda *_: "newer")
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
    first = Options(roster=Roster([Entry(name), Entry("从不报送的局")]))
    then = Options(roster=Roster([Entry("另一个局"), Entry(f"{name}（全称）", aliases=(name,), due="2020-01-01")]))
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


@pytest.mark.parametrize("damage", [b"", b"JXP1", b"\0" * 300], ids=["cut", "header only", "zeros"])
def test_a_damaged_journal_costs_time_and_nothing_else(season: Path, tmp_path: Path, damage: bytes) -> None:
    interrupted(season, tmp_path / "汇总.xlsx", 3)
    (pack,) = (tmp_path / ".汇总.xlsx.jixiao").glob("*.pack")
    data = pack.read_bytes()
    pack.write_bytes(data[:-10] + damage)
    assert resumed(season, tmp_path / "汇总.xlsx") == ["2.xlsx", "3.xlsx", "4.xlsx"]


def test_a_byte_that_was_changed_in_the_journal_is_noticed(season: Path, tmp_path: Path) -> None:
    interrupted(season, tmp_path / "汇总.xlsx", 2)
    (pack,) = (tmp_path / ".汇总.xlsx.jixiao").glob("*.pack")
    data = bytearray(pack.read_bytes())
    data[-5] ^= 1
    pack.write_bytes(data)
    assert resumed(season, tmp_path / "汇总.xlsx") == ["1.xlsx", "2.xlsx", "3.xlsx", "4.xlsx"]


def test_a_merge_killed_as_it_makes_its_temporary_file_leaves_none_behind(
    season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(path: Path, mode: int, exist_ok: bool) -> None:
        path.write_bytes(b"")
        os._exit(9)

    output = tmp_path / "汇总.xlsx"
    child = os.fork()
    if child == 0:
        monkeypatch.setattr(Path, "touch", killed)
        merge([str(season)], output, Options(read=read_return))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert len(list(tmp_path.glob(".jixiao-*"))) == 1
    resumed(season, output)
    assert list(tmp_path.glob(".jixiao-*")) == []


def test_two_merges_cannot_write_the_same_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "_LOCK_SECONDS", 0.1)
    with journal(tmp_path / "a.xlsx", "1", resume=False) as first:
        assert isinstance(first, Journal)
        with pytest.raises(OutputError, match="另一个汇总"), journal(tmp_path / "a.xlsx", "1", resume=True):
            pass
    assert list(tmp_path.iterdir()) == []
