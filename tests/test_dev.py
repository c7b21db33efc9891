"""The developer's script: the same for everybody, whatever else is installed on the machine."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from calling import ROOT

LOCK = (ROOT / "scripts" / "dev.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "scripts" / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_script_needs_nothing_but_the_standard_library() -> None:
    script = ROOT / "scripts" / "dev.py"
    done = subprocess.run([sys.executable, "-I", "-S", str(script), "--help"], capture_output=True, check=True)
    assert b"test" in done.stdout


def test_help_on_a_bundle_installs_nothing(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "make_venv", lambda: pytest.fail("made an environment"))
    assert dev.main(["bundle", "-h"]) == 0


@pytest.mark.parametrize("arguments", [[], ["frobnicate"]])
def test_a_wrong_call_shows_the_commands(
    dev: ModuleType, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert dev.main(arguments) == (2 if arguments else 0)
    shown = capsys.readouterr().out
    assert all(f"  {command} " in shown for command in ("demo", "test", "lint", "format", "lock"))


def test_another_environment_does_not_reach_the_children(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_USER"):
        monkeypatch.setenv(name, "elsewhere")
    monkeypatch.setenv("PIP_INDEX_URL", "the mirror of the house")
    environment = dev.environment()
    assert "elsewhere" not in environment.values()
    assert environment["PIP_INDEX_URL"] == "the mirror of the house"
    assert environment["PATH"] == os.environ["PATH"]


def test_nothing_is_installed_twice(dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls: list[str] = []
    monkeypatch.setattr(dev, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(dev, "run", lambda name, *_, **__: calls.append(name))
    dev.install()
    dev.install()
    assert calls == ["pip install -r scripts/dev.lock", "pip install -e ."]


def test_what_changes_the_lock_installs_again(dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = dev.fingerprint()
    changed = tmp_path / "dev.lock"
    changed.write_text(LOCK + "another==1.0\n", encoding="utf-8")
    monkeypatch.setattr(dev, "LOCK", changed)
    assert dev.fingerprint() != before


def test_an_installation_that_failed_is_tried_again(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(name: str, *_: str, **__: object) -> None:
        raise dev.StepError(name)

    monkeypatch.setattr(dev, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(dev, "run", fail)
    with pytest.raises(dev.StepError):
        dev.install()
    assert not (tmp_path / "stamp").exists()


def test_all_steps_run_even_if_the_first_fails(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def run(name: str, *_: str) -> None:
        calls.append(name)
        if name != "mypy":
            raise dev.StepError(name)

    monkeypatch.setattr(dev, "run", run)
    with pytest.raises(dev.StepError, match="ruff check、ruff format、pytest"):
        dev.test([])
    assert calls == ["ruff check", "ruff format", "mypy", "pytest", "pytest tests/excel"]


def pinned() -> set[str]:
    return {re.split("==", line)[0].lower() for line in LOCK.splitlines() if re.match(r"\w", line)}


def test_the_lock_pins_all_the_project_asks_for() -> None:
    asked = [
        *PROJECT["project"]["dependencies"],
        *PROJECT["dependency-groups"]["dev"],
        *PROJECT["build-system"]["requires"],
    ]
    names = {re.split(r"[<>=!~;\[ ]", requirement)[0].lower() for requirement in asked}
    assert names <= pinned(), "run: python3 scripts/dev.py lock"


def test_the_lock_names_versions_only_and_no_place_they_came_from() -> None:
    for line in LOCK.splitlines():
        assert re.match(r"[\w-]+==[\w.]+( ; .+)?$|    #", line), line
    assert "://" not in LOCK
