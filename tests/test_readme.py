"""What the README promises is tried: a fenced block whose first line is a ``# label`` is a test."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from calling import ROOT, SOURCES
from jixiao.excel.buttons import all_buttons
from jixiao.forms.definition import load_definitions
from jixiao_cli.app import COMMANDS

README = (ROOT / "README.md").read_text(encoding="utf-8")
MANUAL = (ROOT / "scripts" / "MANUAL.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"^```sh\n# (\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL))


FINDINGS = 1
"""What a check of the demo ends with: its mistakes are meant to be found."""


def jixiao(*arguments: str, folder: Path) -> str:
    command = [sys.executable, "-m", "jixiao_cli", *arguments]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **SOURCES}, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == (FINDINGS if arguments[0] == "check" else 0), done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demo has been run."""
    folder = tmp_path_factory.mktemp("checkout")
    jixiao("demo", folder=folder)
    return folder


def test_every_labelled_block_is_tried_here() -> None:
    assert set(BLOCKS) == {"demo", "use", "test"}


@pytest.mark.parametrize("name", ["demo", "test"])
def test_the_two_commands_for_a_fresh_checkout_are_what_ci_runs(name: str) -> None:
    # They install and, for the test command, run these very tests; what they lead to is tried below and in CI.
    assert BLOCKS[name] == f"python3 scripts/dev.py {name}\n"


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert BLOCKS["test"].strip() in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_demo_makes_what_the_readme_names(demo: Path) -> None:
    assert len(list((demo / "jixiao-demo" / "报送").glob("*.xls*"))) == 6
    assert (demo / "jixiao-demo" / "检查结果.html").is_file()
    assert len(list((demo / "jixiao-demo" / "退回").glob("*.xlsx"))) == 6
    assert list((demo / "jixiao-demo" / "退回").glob("退回通知*.docx"))
    assert (demo / "jixiao-demo" / "汇总.xlsx").is_file()


@pytest.mark.parametrize("line", BLOCKS["use"].splitlines())
def test_every_command_shown_for_use_works_after_the_demo(demo: Path, line: str) -> None:
    program, *arguments = shlex.split(line)
    assert program == "jixiao"
    jixiao(*arguments, folder=demo)


def test_the_table_of_commands_is_that_of_the_help() -> None:
    rows = re.findall(r"^\| `jixiao (\w+)[^`]*` \| (.+?) \|$", README, re.MULTILINE)
    assert dict(rows) == COMMANDS


def test_the_table_of_buttons_is_that_of_the_ribbon() -> None:
    page = (ROOT / "addin" / "EXCEL.md").read_text(encoding="utf-8")
    (table,) = (part for part in page.split("\n\n") if part.startswith("| 分组 "))
    shown = [label for row in table.splitlines()[2:] for label in row.split(" | ")[1].split(" · ")]
    assert shown == [button.label for button in all_buttons()]


def test_the_table_of_forms_is_that_of_the_definitions() -> None:
    rows = re.findall(r"^\| `(\w+-\w+)` \| (.+?) \|$", MANUAL, re.MULTILINE)
    assert dict(rows) == {form: definition.name for form, definition in load_definitions().items()}


def test_every_path_the_readme_names_exists() -> None:
    paths = re.findall(r"`((?:addin|schema|scripts|tests|\.ci)/[\w./]*)`", README)
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []
