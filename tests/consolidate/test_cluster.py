"""The same merge on a Dask cluster: same bytes, also if a worker dies on the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from calling import ROOT, SOURCES
from consolidate.returns import project, read_return, write_return
from jixiao.consolidate.merge import Options, merge
from jixiao.errors import UsageError

pytestmark = [
    pytest.mark.cluster,
    pytest.mark.skipif(find_spec("distributed") is None, reason="distributed is not installed"),
]


@pytest.fixture
def season(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    folder = tmp_path / "in"
    for number in range(40):
        write_return(folder / f"{number:02d}.xlsx", [project(f"项目{number}", "1", f"{number % 7}局")])
    (folder / "坏.xlsx").write_text("broken")
    return folder


def on_cluster(season: Path, output: Path, reader: str) -> list[dict[str, Any]]:
    """The files of a merge on two workers; see ``on_cluster.py``."""
    script = Path(__file__).with_name("on_cluster.py")
    path = os.pathsep.join([SOURCES["PYTHONPATH"], str(ROOT / "tests")])
    done = subprocess.run(
        [sys.executable, str(script), str(season), str(output), reader],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    files: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return files


def test_a_worker_that_dies_in_mid_run_changes_no_byte(season: Path, tmp_path: Path) -> None:
    merge([str(season)], tmp_path / "1.xlsx", Options(read=read_return))
    files = on_cluster(season, tmp_path / "2.xlsx", "dying")
    assert (tmp_path / "died").exists()
    assert [file["file"] for file in files if file["status"] == "failed"] == ["坏.xlsx"]
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()


def test_a_file_that_kills_every_worker_fails_alone(season: Path, tmp_path: Path) -> None:
    files = on_cluster(season, tmp_path / "1.xlsx", "killing")
    failed = {file["file"]: file["reason"] for file in files if file["status"] == "failed"}
    assert set(failed) == {"坏.xlsx", "20.xlsx"}
    assert failed["20.xlsx"].startswith("读取时进程意外终止")


def test_a_cluster_that_is_not_there_is_wrong_usage(
    season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jixiao.consolidate.cluster._CONNECT_SECONDS", 1)
    with pytest.raises(UsageError, match="无法连接"):
        merge([str(season)], tmp_path / "1.xlsx", Options(read=read_return, cluster="tcp://127.0.0.1:9"))
    assert not (tmp_path / "1.xlsx").exists()
