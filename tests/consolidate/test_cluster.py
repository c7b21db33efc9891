"""The same merge on a Dask cluster: same bytes, also if a worker dies on the way."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import pytest

from consolidate.returns import project, read_return, write_return
from jixiao.consolidate.merge import Options, merge
from jixiao.errors import UsageError
from jixiao.submission import Submission

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


def dying_reader(path: Path, name: str) -> Submission:
    """A reader whose process dies the first time it comes to a certain file."""
    mark = path.parent.parent / "died"
    if path.name == "20.xlsx" and not mark.exists():
        mark.touch()
        os._exit(9)
    return read_return(path, name)


def killing_reader(path: Path, name: str) -> Submission:
    """A reader that one file takes down every time."""
    if path.name == "20.xlsx":
        os._exit(9)
    return read_return(path, name)


def test_a_worker_that_dies_in_mid_run_changes_no_byte(season: Path, tmp_path: Path) -> None:
    merge([str(season)], tmp_path / "1.xlsx", Options(read=read_return))
    report = merge([str(season)], tmp_path / "2.xlsx", Options(read=dying_reader, cluster="local", jobs=2))
    assert (tmp_path / "died").exists()
    assert report.count("failed") == 1
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()


def test_a_file_that_kills_every_worker_fails_alone(season: Path, tmp_path: Path) -> None:
    report = merge([str(season)], tmp_path / "1.xlsx", Options(read=killing_reader, cluster="local", jobs=2))
    failed = {file.record.file: file.reason or "" for file in report.files if file.status == "failed"}
    assert set(failed) == {"坏.xlsx", "20.xlsx"}
    assert failed["20.xlsx"].startswith("读取时进程意外终止")


def test_a_cluster_that_is_not_there_is_wrong_usage(
    season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jixiao.consolidate.cluster._CONNECT_SECONDS", 1)
    with pytest.raises(UsageError, match="无法连接"):
        merge([str(season)], tmp_path / "1.xlsx", Options(read=read_return, cluster="tcp://127.0.0.1:9"))
    assert not (tmp_path / "1.xlsx").exists()
