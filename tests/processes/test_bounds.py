"""One bound of time and memory around the whole treatment of a file, in every command."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import pytest

from calling import Call
from jixiao.errors import UsageError
from jixiao.forms import reading
from jixiao.processes import each_file as files_module
from jixiao.processes.each_file import each_file
from jixiao.processes.worker import FileTimeLimitError, time_limit
from scoring.selfeval_forms import write_form

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the work is handed over by fork")


def spin(seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass


def work(number: int) -> str:
    if number == 3:
        spin(30)
    if number == 4:
        raise MemoryError
    if number == 5:
        raise ZeroDivisionError
    if number == 6:
        raise UsageError("of all files")
    return f"done {number}"


def failed(number: int, reason: str) -> str:
    return f"failed {number}: {reason.partition('。')[0]}"


@POSIX
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_goes_beyond_its_bounds_fails_alone_and_in_its_place(jobs: int):
    told = list(each_file(work, range(6), failed, jobs=jobs, seconds=0.2))
    assert told[:3] == ["done 0", "done 1", "done 2"]
    assert told[3] == "failed 3: 处理超过 0.2 秒"
    assert told[4] == "failed 4: 读取所需的内存超过限度"
    assert told[5].startswith("failed 5: 程序内部错误（ZeroDivisionError）")


@POSIX
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_concerns_more_than_a_file_is_raised(jobs: int):
    with pytest.raises(UsageError):
        list(each_file(work, [0, 6, 1], failed, jobs=jobs))


def test_where_no_signal_can_end_a_file_another_thread_does():
    ended: list[str] = []

    def in_a_thread() -> None:
        try:
            with time_limit(0.1):
                spin(20)
        except FileTimeLimitError as error:
            ended.append(error.message)
        with time_limit(20):
            ended.append("the next is not hit")

    thread = threading.Thread(target=in_a_thread)
    thread.start()
    thread.join(15)
    assert ended == ["处理超过 0.1 秒", "the next is not hit"]


@POSIX
def test_a_limit_within_a_limit_leaves_that_one_standing():
    with pytest.raises(FileTimeLimitError, match=r"处理超过 0\.3 秒"), time_limit(0.3):
        with time_limit(5):
            pass
        spin(5)
    with pytest.raises(FileTimeLimitError), time_limit(0.2), time_limit(5):
        spin(5)


COMMANDS = {
    "check": ("check", "{folder}", "--no-cache", "--annotate", "{out}"),
    "read": ("read", "{folder}", "-o", "{out}.json"),
    "score": ("score", "{folder}", "-o", "{out}"),
    "diff": ("diff", "{folder}", "{folder}", "-o", "{out}.xlsx"),
}
STEPS = {
    "check": ("jixiao.forms.reading.documents_of", "jixiao.checks.workbooks.check_forms"),
    "read": ("jixiao.forms.reading.documents_of",),
    "score": ("jixiao.scored.scored_files.documents_of", "jixiao.scored.scored_files.fill"),
    "diff": ("jixiao.forms.reading.documents_of",),
}


@POSIX
@pytest.mark.parametrize(("name", "step"), [(name, step) for name, steps in STEPS.items() for step in steps])
def test_a_file_that_hangs_in_any_step_of_any_command_is_given_up(
    jixiao: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, step: str
):
    folder = tmp_path / "报送"
    folder.mkdir()
    write_form(folder / "自评.xlsx")
    monkeypatch.setattr(step, lambda *_, **__: spin(60))
    monkeypatch.setattr(files_module, "FILE_SECONDS", 0.5)
    result = jixiao(*(part.format(folder=folder, out=tmp_path / "结果") for part in COMMANDS[name]))
    assert result.code == 3, result.err
    assert "处理超过" in result.err


@POSIX
def test_whoever_reads_a_file_is_kept_within_its_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write_form(tmp_path / "自评.xlsx")
    monkeypatch.setattr("jixiao.forms.reading.documents_of", lambda *_, **__: spin(60))
    monkeypatch.setattr("jixiao.forms.reading.time_limit", lambda: time_limit(0.2))
    read = reading.read_file(tmp_path / "自评.xlsx", "自评.xlsx")
    assert (read.status, str(read.reason).partition("。")[0]) == ("failed", "处理超过 0.2 秒")
    monkeypatch.setattr("jixiao.forms.reading.documents_of", lambda *_, **__: bytearray(1 << 60))
    assert str(reading.read_file(tmp_path / "自评.xlsx", "自评.xlsx").reason).startswith("读取所需的内存超过限度")
