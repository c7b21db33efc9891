"""What decides whether a kept result may still be used."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jixiao.caching import version


@pytest.mark.parametrize("module", ["forms/text.py", "checks/local/running.py", "submission.py"])
def test_an_edited_module_is_another_program(module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "jixiao"
    shutil.copytree(Path(version.__file__).parents[1], package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(version, "_PACKAGE", package)
    before = version.version()
    with (package / module).open("a", encoding="utf-8") as file:
        file.write("# edited\n")
    assert version.version() != before
