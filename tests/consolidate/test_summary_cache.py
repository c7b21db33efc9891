"""A merge of which nothing has changed leaves the summary as it is; whatever has changed is noticed."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from jixiao.checks.profile import load_profile
from jixiao.consolidate.merge import Options, merge
from jixiao.consolidate.merge_report import MergeReport
from jixiao.consolidate.returns.roster import Roster, RosterEntry
from jixiao_samples import write_samples

Change = Callable[[Path, Path], Options | None]


@pytest.fixture
def season(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    write_samples(folder, departments=3, seed=5, forms=3)
    copy = folder / "重复.xlsx"
    copy.write_bytes(sorted(folder.glob("*.xlsx"))[0].read_bytes())
    (folder / "说明.txt").write_text("不是工作簿", encoding="utf-8")
    return folder


def run(season: Path, options: Options) -> MergeReport:
    return merge([str(season)], season.parent / "汇总.xlsx", options)


def options(season: Path) -> Options:
    return Options(cache=season.parent / "缓存", roster=Roster([RosterEntry("云岭县民政局")]))


def test_a_merge_of_the_same_files_says_the_same_and_writes_nothing(season: Path):
    first = run(season, options(season))
    written = first.output.stat().st_mtime_ns
    again = run(season, options(season))
    assert not first.unchanged
    assert again.unchanged
    assert again.output.stat().st_mtime_ns == written
    assert again.as_json() == first.as_json()
    assert [file.left_out for file in again.files] == [file.left_out for file in first.files]
    assert set(again.seconds) == {"核对"}


def byte_changed(season: Path, output: Path) -> None:
    path = sorted(season.glob("*.xlsx"))[0]
    status = path.stat()
    data = bytearray(path.read_bytes())
    data[-1:] = bytes([data[-1] ^ 1])  # the comment length of the package: the size stays
    path.write_bytes(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def file_added(season: Path, output: Path) -> None:
    (season / "又一份.txt").write_text("", encoding="utf-8")


def file_renamed(season: Path, output: Path) -> None:
    sorted(season.glob("*.xlsx"))[0].rename(season / "改名.xlsx")


def time_changed(season: Path, output: Path) -> None:
    os.utime(sorted(season.glob("*.xlsx"))[0], (1, 1))


def summary_edited(season: Path, output: Path) -> None:
    output.write_bytes(output.read_bytes() + b"\0")


def summary_gone(season: Path, output: Path) -> None:
    output.unlink()


def other_roster(season: Path, output: Path) -> Options:
    return replace(options(season), roster=Roster([RosterEntry("云岭县教育局")]))


def no_roster(season: Path, output: Path) -> Options:
    return replace(options(season), roster=None)


def other_profile(season: Path, output: Path) -> Options:
    return replace(options(season), profile=load_profile("2023"))


def shorter_sheets(season: Path, output: Path) -> Options:
    return replace(options(season), row_limit=100)


def without_cache(season: Path, output: Path) -> Options:
    return replace(options(season), cache=None)


CHANGES: list[Change] = [
    byte_changed,
    file_added,
    file_renamed,
    time_changed,
    summary_edited,
    summary_gone,
    other_roster,
    no_roster,
    other_profile,
    shorter_sheets,
    without_cache,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_has_changed_is_noticed(season: Path, change: Change):
    first = run(season, options(season))
    changed = change(season, first.output)
    assert not run(season, changed or options(season)).unchanged


def test_superseded_returns_are_told_again(season: Path):
    old = sorted(season.glob("*.xlsx"))[0]
    workbook = load_workbook(old)
    workbook.save(season / "新.xlsx")
    os.utime(old, (1, 1))
    first = run(season, options(season))
    again = run(season, options(season))
    assert again.unchanged
    assert first.superseded
    assert again.superseded == first.superseded


def test_a_file_that_could_not_be_read_is_tried_again(season: Path):
    (season / "断.xlsx").write_bytes(b"PK\x03\x04cut")
    run(season, options(season))
    again = run(season, options(season))
    assert [file.status for file in again.files].count("failed") == 1
