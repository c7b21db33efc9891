"""``jixiao sample``: the same options give the same files."""

from __future__ import annotations

from pathlib import Path

import pytest

from calling import Call


def made(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_seed_gives_the_same_files_and_another_gives_others(jixiao: Call, tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        result = jixiao("sample", tmp_path / name, "--departments", 2, "--forms", 3, "--seed", seed)
        assert (result.code, result.out) == (0, "")
        assert "2 个" in result.err
    assert made(tmp_path / "a") == made(tmp_path / "b")
    assert made(tmp_path / "a") != made(tmp_path / "c")


@pytest.mark.parametrize("layouts", ["mixed", "template", "legacy"])
def test_every_choice_of_layouts_can_be_read(jixiao: Call, tmp_path: Path, layouts: str) -> None:
    made = jixiao("sample", tmp_path, "--departments", 1, "--layouts", layouts, "--mistakes", 0)
    assert made.code == 0
    assert jixiao("read", tmp_path).code == 0
