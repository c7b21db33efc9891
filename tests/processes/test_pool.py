"""Portions of work in several processes, and processes that die."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from jixiao.checks.checked_file import WorkbookFile
from jixiao.checks.profile import load_profile
from jixiao.checks.workbooks import check_files
from jixiao.processes import pool
from jixiao.processes.pool import alone, in_processes, usual_jobs
from jixiao_samples import write_samples

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the deadly work is handed over by fork")


def double(number: int) -> int:
    return 2 * number


def deadly(number: int) -> int:
    if number % 10 == 3:
        os._exit(1)
    return 2 * number


def wrong(number: int) -> int:
    raise LookupError(number)


def test_every_portion_comes_back_with_what_the_work_gave():
    assert sorted(in_processes(double, range(20), 2)) == [(number, 2 * number) for number in range(20)]


def test_no_portions_are_no_work():
    assert list(in_processes(double, [], 2)) == []


@POSIX
def test_a_process_that_dies_takes_only_what_was_under_way_with_it():
    found = list(in_processes(deadly, range(40), 2))
    assert sorted(number for number, _ in found) == list(range(40))
    lost = {number for number, result in found if result is None}
    assert {3, 13, 23, 33} <= lost
    assert len(lost) <= 4 * 3, "one that kills and the two beside it"
    assert all(result == 2 * number for number, result in found if result is not None)


@POSIX
def test_alone_tells_which_portion_kills():
    assert Counter(alone(deadly, number) is None for number in range(6)) == {False: 5, True: 1}


def test_what_the_work_raises_is_raised():
    with pytest.raises(LookupError):
        list(in_processes(wrong, range(4), 2))


@pytest.mark.parametrize(("files", "jobs"), [(0, 1), (1, 1), (47, 1), (48, 2), (300, 4), (10_000, 4)])
def test_few_files_are_read_by_one_process(monkeypatch: pytest.MonkeyPatch, files: int, jobs: int):
    monkeypatch.setattr(pool.os, "sched_getaffinity", lambda _: set(range(4)), raising=False)
    assert usual_jobs(files) == jobs


@POSIX
def test_a_workbook_on_which_the_check_dies_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from jixiao.forms import reading

    write_samples(tmp_path, departments=4, seed=3, forms=2)
    paths = sorted(tmp_path.glob("*.xlsx"))
    read = reading.read_file

    def dying(path: Path, name: str):
        if path == paths[1]:
            os._exit(1)
        return read(path, name)

    monkeypatch.setattr("jixiao.checks.workbooks.read_file", dying)
    checked = check_files([WorkbookFile(path, path.name) for path in paths], load_profile(), jobs=2)
    statuses = [one.submission.status for one in checked.files]
    assert statuses == ["checked", "failed", "checked", "checked"]
    assert str(checked.files[1].submission.reason).startswith("读取时进程意外终止")


def test_a_defect_in_reading_fails_one_file_of_a_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from jixiao.forms import reading

    write_samples(tmp_path, departments=2, seed=3, forms=2)
    paths = sorted(tmp_path.glob("*.xlsx"))
    read = reading.read_file

    def broken(path: Path, name: str):
        if path == paths[0]:
            raise ZeroDivisionError
        return read(path, name)

    monkeypatch.setattr("jixiao.checks.workbooks.read_file", broken)
    checked = check_files([WorkbookFile(path, path.name) for path in paths], load_profile())
    assert [one.submission.status for one in checked.files] == ["failed", "checked"]
    assert "ZeroDivisionError" in str(checked.files[0].submission.reason)
