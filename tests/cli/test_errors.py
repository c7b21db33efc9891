"""Whatever goes wrong is one Chinese line and the exit code that belongs to it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from calling import SOURCES, Call, Process, Result
from jixiao import errors
from jixiao_cli.commands import forms

ENVIRONMENT = {**os.environ, **SOURCES}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["raed"], "没有命令“raed”，可能是 read", id="command misspelt"),
        pytest.param(["frobnicate"], "可用的命令：demo、read", id="unknown command"),
        pytest.param(
            ["addin", "instal"], "没有命令“addin instal”，可能是 install", id="command of the add-in misspelt"
        ),
        pytest.param(["template", "x"], "可用的有：list、new、build", id="unknown command of the templates"),
        pytest.param(["read"], "缺少参数 PATH", id="argument missing"),
        pytest.param(["merge", "."], "缺少选项 --output", id="option missing"),
        pytest.param(["forms", "--jsn"], "没有选项 --jsn，可能是 --json", id="option misspelt"),
        pytest.param(["forms", "a", "b"], "多余的参数：b", id="argument too many"),
        pytest.param(["forms", "--json=1"], "选项 --json 的写法不对", id="flag with a value"),
        pytest.param(["read", ".", "-o"], "选项 -o 的写法不对", id="option without its value"),
        pytest.param(
            ["sample", "d", "--departments", "x"], "选项 --departments 的值不合适：应是不小于 1 的整数", id="no number"
        ),
        pytest.param(["sample", "d", "--departments", "0"], "应是不小于 1 的整数", id="number out of range"),
        pytest.param(
            ["sample", "d", "--departments", "1", "--mistakes", "2"], "应是 0 到 1 之间的数", id="share over 1"
        ),
        pytest.param(["sample", "d", "--departments", "1", "--seed", "x"], "应是整数", id="no whole number"),
        pytest.param(["season", "approve", "d", "--date", "2027-13-01"], "应是日期，例如 2026-01-15", id="no date"),
        pytest.param(
            ["sample", "d", "--departments", "1", "--layouts", "x"], "可选 mixed、template、legacy", id="no such choice"
        ),
        pytest.param(["merge", ".", "-o", ""], "选项 --output 的值不合适：是空的", id="empty name of a file"),
        pytest.param(["check", ".", "--annotate", ""], "选项 --annotate 的值不合适：是空的", id="empty folder"),
        pytest.param(["season", "new", ""], "参数 DIR 的值不合适：是空的", id="empty argument"),
        pytest.param(["addin", "build", "-o", ""], "是空的，请写文件或文件夹的路径", id="empty folder of the add-in"),
        pytest.param(["read", ".", "-o", "."], "“.”是文件夹，不能作为输出文件", id="folder as a file"),
        pytest.param(["diff", ".", ".", "-o", "."], "“.”是文件夹，不能作为输出文件", id="folder as a workbook"),
        pytest.param(["settings", "new", "."], "“.”已经存在", id="folder as a settings workbook"),
        pytest.param(["read", "没有.xlsx"], "找不到“没有.xlsx”", id="path missing"),
        pytest.param(["merge", "没有", "-o", "a.xlsx"], "找不到“没有”", id="path missing in a merge"),
        pytest.param(["read", "没有*.xlsx"], "没有文件与“没有*.xlsx”相符", id="glob without a match"),
        pytest.param(["forms", "project-2062"], "相近的有 project-2026", id="form misspelt"),
    ],
)
def test_wrong_usage_is_told_in_one_chinese_line(
    jixiao: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = jixiao(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("错误：")
    assert result.err.count("\n") == 1
    assert said in result.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("group", ["addin", "template"])
def test_a_command_that_has_commands_shows_its_help_alone(jixiao: Call, group: str) -> None:
    result = jixiao(group)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"用法：jixiao {group} [选项] 命令")
    assert "\\n" not in result.err


@pytest.mark.parametrize(
    "kind",
    [errors.UsageError, errors.BrokenWorkbookError, errors.OutputError, errors.DefinitionError],
    ids=lambda k: k.__name__,
)
def test_an_error_of_the_package_brings_its_own_exit_code(
    jixiao: Call, monkeypatch: pytest.MonkeyPatch, kind: type[errors.JixiaoError]
) -> None:
    def fail() -> None:
        raise kind("说明", hint="办法", file="表.xlsx", cell="B2")

    monkeypatch.setattr(forms, "_definitions", fail)
    result = jixiao("forms")
    assert result == Result(kind.exit_code, "", "错误：表.xlsx!B2：说明。办法\n")


@pytest.fixture
def defect(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ZeroDivisionError("x\ny")

    monkeypatch.setattr(forms, "_definitions", fail)


@pytest.mark.usefixtures("defect")
def test_an_internal_error_is_one_line_and_exit_code_4(jixiao: Call) -> None:
    result = jixiao("forms")
    assert result.code == 4
    assert result.err.startswith("错误：程序内部错误（ZeroDivisionError")
    assert result.err.count("\n") == 1


@pytest.mark.usefixtures("defect")
@pytest.mark.parametrize("arguments", [["--debug", "forms"], ["forms", "--debug"]], ids=" ".join)
def test_the_traceback_is_shown_on_request_only(jixiao: Call, arguments: list[str]) -> None:
    result = jixiao(*arguments)
    assert result.code == 4
    assert "Traceback" in result.err
    assert "错误：程序内部错误" in result.err


def test_an_interrupt_ends_with_130(jixiao: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(forms, "_definitions", interrupt)
    assert jixiao("forms") == Result(130, "", "已中断\n")


@pytest.mark.skipif(os.name == "nt", reason="pipes close differently on Windows")
def test_a_reader_that_has_left_is_no_error_to_tell() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "jixiao_cli", "forms"]
    done = subprocess.run(command, env=ENVIRONMENT, stdout=writer, stderr=subprocess.PIPE, timeout=20, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "gbk"}], ids=str
)
def test_output_is_utf_8_whatever_the_locale(jixiao_process: Process, locale: dict[str, str]) -> None:
    done = jixiao_process("forms", env=locale)
    assert done.returncode == 0
    assert "项目支出绩效目标表" in done.stdout.decode("utf-8")
    assert "找不到“甲”" in jixiao_process("read", "甲", env=locale).stderr.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="arguments are Unicode on Windows")
def test_a_name_that_is_no_text_is_shown_with_escapes(jixiao_process: Process) -> None:
    done = jixiao_process("read", os.fsdecode(b"\xff.xlsx"))
    assert done.returncode == 2
    assert rb"\xff.xlsx" in done.stderr


def test_a_line_break_in_a_name_does_not_break_the_message(jixiao: Call) -> None:
    result = jixiao("read", "甲\n乙.xlsx")
    assert result.err.count("\n") == 1
    assert "甲\\n乙.xlsx" in result.err


@pytest.mark.skipif(os.name == "nt", reason="signals differ on Windows")
def test_ctrl_c_in_the_middle_of_the_work_leaves_no_output(tmp_path: Path) -> None:
    code = (
        "import time, jixiao.forms.reading as reading\n"
        "def wait(path, name, **options): print('reading', flush=True); time.sleep(60)\n"
        "reading.read_file = wait\n"
        "from jixiao_cli.__main__ import main; main()"
    )
    source = tmp_path / "表.xlsx"
    source.write_bytes(b"content")
    command = [sys.executable, "-c", code, "read", str(source), "-o", str(tmp_path / "结果.json")]
    process = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"reading\n"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err.decode()) == (130, "已中断\n")
    assert list(tmp_path.iterdir()) == [source]
