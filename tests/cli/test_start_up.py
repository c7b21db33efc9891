"""Help is there at once, everywhere and in Chinese; nothing is loaded that the command does not need."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys

import click
import pytest

from calling import SOURCES, Call, Result
from jixiao import __version__
from jixiao_cli.app import COMMANDS

HEAVY = ("docx", "jsonschema", "jsonschema_rs", "openpyxl", "python_calamine", "xlsxwriter", "xlwings")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["-h"], ["--version"], *([name, "-h"] for name in COMMANDS)], ids=" ".join
)
def test_help_does_not_load_what_only_the_work_needs(arguments: list[str]) -> None:
    code = (
        "import sys; from jixiao_cli.__main__ import run; code = run(sys.argv[1:]);"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, **SOURCES},
        capture_output=True,
        check=True,
    )
    assert done.stderr.strip() == b"[]"


def test_help_loads_a_handful_of_the_packages_own_modules() -> None:
    code = (
        "import sys; from jixiao_cli.__main__ import run; run(['--help']);"
        "print(sum(name.startswith('jixiao') for name in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, **SOURCES}, capture_output=True, check=True)
    assert int(done.stderr) < 20


def test_the_list_of_commands_names_what_there_is(jixiao: Call) -> None:
    out = jixiao("--help").out
    for name, line in COMMANDS.items():
        assert f"  {name} " in out
        assert line in out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_listed_is_a_module_with_that_command(name: str) -> None:
    command = importlib.import_module(f"jixiao_cli.commands.{name}").command
    assert isinstance(command, click.Command)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_explains_itself_in_chinese(jixiao: Call, name: str, option: str) -> None:
    result = jixiao(name, option)
    assert result.code == 0
    assert result.out.startswith(f"用法：jixiao {name} [选项]")
    for english in ("Usage", "Options", "Show this", "required", "default"):
        assert english not in result.out


def test_version(jixiao: Call) -> None:
    assert jixiao("--version") == Result(0, f"jixiao {__version__}\n", "")


def test_without_a_command_the_help_goes_to_standard_error(jixiao: Call) -> None:
    result = jixiao()
    assert (result.code, result.out) == (2, "")
    assert "命令：" in result.err
