"""A result is there whole or not at all, and never over what was handed in."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from calling import SOURCES
from jixiao.errors import OutputError, UsageError
from jixiao.output import replacing


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "汇总.xlsx"


def write(path: Path, text: str) -> None:
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def test_the_result_takes_the_place_of_an_older_one(output: Path) -> None:
    for text in ("旧", "新"):
        write(output, text)
    assert output.read_text(encoding="utf-8") == "新"
    assert list(output.parent.iterdir()) == [output]


def test_until_the_end_the_older_one_stands(output: Path) -> None:
    write(output, "旧")
    with replacing(output) as temporary:
        temporary.write_text("新", encoding="utf-8")
        assert output.read_text(encoding="utf-8") == "旧"
        assert temporary.parent == output.parent
        assert temporary.suffix == ".xlsx"
        assert temporary.name.startswith(".")


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_if_the_work_fails_the_older_one_stands_and_nothing_is_left_behind(
    output: Path, error: type[BaseException]
) -> None:
    write(output, "旧")
    with pytest.raises(error), replacing(output) as temporary:
        temporary.write_text("新", encoding="utf-8")
        raise error
    assert output.read_text(encoding="utf-8") == "旧"
    assert list(output.parent.iterdir()) == [output]


@pytest.mark.skipif(os.name == "nt", reason="permissions differ on Windows")
def test_the_result_has_the_permissions_of_any_new_file(output: Path) -> None:
    write(output, "")
    ordinary = output.with_name("另一个")
    ordinary.touch()
    assert output.stat().st_mode == ordinary.stat().st_mode


def test_a_link_stays_a_link_and_its_file_is_replaced(output: Path) -> None:
    real = output.with_name("真.xlsx")
    real.write_text("旧", encoding="utf-8")
    output.symlink_to(real)
    write(output, "新")
    assert output.is_symlink()
    assert real.read_text(encoding="utf-8") == "新"


@pytest.mark.parametrize("make", ["itself", "hard link", "link"])
def test_an_input_is_never_overwritten(output: Path, make: str) -> None:
    source = output.with_name("表.xlsx")
    source.write_text("原表", encoding="utf-8")
    target = source
    if make == "hard link":
        output.hardlink_to(source)
        target = output
    if make == "link":
        output.symlink_to(source)
        target = output
    with pytest.raises(UsageError, match="输入文件"), replacing(target, inputs=[output.with_name("没有"), source]):
        pytest.fail("the work must not begin")
    assert source.read_text(encoding="utf-8") == "原表"


def test_a_missing_folder_is_told_before_the_work_begins(output: Path) -> None:
    with pytest.raises(OutputError, match="文件夹不存在"), replacing(output.parent / "没有" / "汇总.xlsx"):
        pytest.fail("the work must not begin")


def test_a_folder_is_no_output_file(output: Path) -> None:
    with pytest.raises(OutputError, match="是文件夹"), replacing(output.parent):
        pytest.fail("the work must not begin")


@pytest.mark.skipif(os.name == "nt", reason="no such device on Windows")
def test_a_device_is_not_replaced() -> None:
    with pytest.raises(OutputError, match="不是普通文件"), replacing(Path(os.devnull)):
        pytest.fail("the work must not begin")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        pytest.param(PermissionError(errno.EACCES, "denied"), "正在 Excel、WPS 中打开", id="open in Excel"),
        pytest.param(OSError(errno.ENOSPC, "no space"), "磁盘空间不足", id="disk full"),
        pytest.param(OSError(errno.EIO, "input/output error"), "磁盘读写出错", id="disk broken"),
        pytest.param(OSError(errno.EXDEV, "cross-device link"), "cross-device link", id="anything else"),
    ],
)
def test_what_the_system_refuses_is_told_with_the_next_step(
    output: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, said: str
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match=said) as raised:
        write(output, "新")
    assert str(output) in str(raised.value)
    assert raised.value.hint
    assert list(output.parent.iterdir()) == []


def test_a_file_open_elsewhere_is_told_before_the_work_begins(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output.touch()

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(OutputError, match="正在 Excel、WPS 中打开"), replacing(output):
        pytest.fail("the work must not begin")


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is for POSIX")
def test_what_a_killed_program_put_aside_goes_with_the_next_and_nothing_else_does(tmp_path: Path) -> None:
    code = (
        "import os, sys; from jixiao.ownfiles import working_folder; "
        "(working_folder() / 'a.xlsx').write_text('x'); print(working_folder(), flush=True); "
        "os.kill(os.getpid(), 9) if sys.argv[1] == 'killed' else sys.stdin.read()"
    )
    environment = {**os.environ, **SOURCES, "TMPDIR": str(tmp_path)}

    def start(how: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", code, how]
        return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def folder_of(process: subprocess.Popen[bytes]) -> Path:
        assert process.stdout is not None
        return Path(process.stdout.readline().decode().strip())

    victim = tmp_path / "别人的"
    victim.mkdir()
    (victim / "lock").write_text("")
    (tmp_path / "jixiao-work-abcdefgh").symlink_to(victim)
    killed = start("killed")
    left = folder_of(killed)
    killed.wait()
    assert left.is_dir()
    running = start("runs on")
    first = folder_of(running)
    assert not left.exists()
    second = start("runs on")
    assert folder_of(second).is_dir()
    assert first.is_dir()
    for process in (running, second):
        process.communicate(b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["jixiao-work-abcdefgh", "别人的"]
    assert (victim / "lock").exists()
