"""A season that is killed at any moment is the same after the next run."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from calling import SOURCES
from jixiao.season.beginning import begin
from jixiao.season.folder import SeasonFolder
from jixiao.season.history import history
from jixiao_samples import write_samples

KILLS = 10


def run(folder: Path, after: float | None = None) -> None:
    """Run a round in a process of its own; kill it and what it started after so many seconds."""
    command = [sys.executable, "-m", "jixiao_cli", "season", "run", str(folder), "--jobs", "1"]
    environment = {**os.environ, **SOURCES, "SOURCE_DATE_EPOCH": "1767225600"}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True)
    with suppress(subprocess.TimeoutExpired):
        process.wait(after)
        return
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def contents(folder: SeasonFolder) -> dict[str, bytes]:
    """What a person finds in the season, without Jixiao's own folder."""
    paths = (path for path in folder.root.rglob("*") if path.is_file() and path.parent != folder.state)
    return {path.relative_to(folder.root).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.skipif(sys.platform == "win32", reason="kills a group of processes")
def test_ten_kills_leave_the_same_bytes_and_the_same_rounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    whole = SeasonFolder(tmp_path / "a" / "一季")
    begin(whole, year=2026, bureau="某某县财政局")
    write_samples(whole.returns, 6, forms=3, seed=9)
    killed = SeasonFolder(tmp_path / "b" / "一季")
    shutil.copytree(whole.root, killed.root)
    started = time.monotonic()
    run(whole.root)
    seconds = time.monotonic() - started
    chance = random.Random(17)
    for _ in range(KILLS):
        run(killed.root, chance.uniform(0.05, 1) * seconds)
    run(killed.root)
    assert contents(killed) == contents(whole)
    with history(killed) as known, history(whole) as expected:
        assert [known.round(number) for number in known.numbers()] == [expected.round(1)]
    assert {path.name for path in killed.state.iterdir()} == {path.name for path in whole.state.iterdir()}
