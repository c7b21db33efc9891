"""Files that another program writes to while they are read, as programs that synchronise folders do."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from calling import Call
from jixiao.forms.reading import read_file


@pytest.fixture
def two(returns: Path) -> tuple[bytes, bytes]:
    """Two workbooks with different forms."""
    first, second = (path.read_bytes() for path in sorted(returns.glob("*.xlsx"))[:2])
    return first, second


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch, two: tuple[bytes, bytes]) -> list[Path]:
    """Files in this list hold the other workbook each time they are opened anew."""
    changing: list[Path] = []
    opened = Path.open
    times = {"opened": 0}

    def turning(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        if path in changing and "b" in mode and "r" in mode:
            path.write_bytes(two[times["opened"] % 2])
            times["opened"] += 1
        return opened(path, mode, *more, **named)

    monkeypatch.setattr(Path, "open", turning)
    return changing


def test_the_hash_of_a_file_is_that_of_the_bytes_its_forms_come_from(
    tmp_path: Path, two: tuple[bytes, bytes], turns: list[Path]
) -> None:
    path = tmp_path / "报送.xlsx"
    path.write_bytes(two[0])
    expected = {hashlib.sha256(data).hexdigest(): _projects(tmp_path, data) for data in two}
    turns.append(path)
    read = read_file(path, path.name)
    assert read.sha256 is not None
    assert [document.get("project") for document in read.documents] == expected[read.sha256]


def _projects(folder: Path, data: bytes) -> list[Any]:
    path = folder / "一份.xlsx"
    path.write_bytes(data)
    return [document.get("project") for document in read_file(path, path.name).documents]


@pytest.mark.parametrize("copies", [0, 1])
def test_a_file_that_changed_while_it_was_read_poisons_no_later_run(
    jixiao: Call, tmp_path: Path, two: tuple[bytes, bytes], turns: list[Path], copies: int, monkeypatch: Any
) -> None:
    monkeypatch.setenv("JIXIAO_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "报送"
    folder.mkdir()
    path = folder / "甲.xlsx"
    path.write_bytes(two[0])
    for number in range(copies):
        (folder / f"乙{number}.xlsx").write_bytes(two[0])
    turns.append(path)
    check = ("check", folder, "--format", "json", "--fail-on", "never")
    merge = ("merge", folder, "-o", tmp_path / "汇总.xlsx", "--json")
    first = jixiao(*check), jixiao(*merge)
    assert [result.code for result in first] == [0, 0], first
    turns.clear()
    for data in two:
        path.write_bytes(data)
        shutil.rmtree(tmp_path / "without", ignore_errors=True)
        for command in (check, merge):
            known = _told(jixiao(*command))
            (tmp_path / "汇总.xlsx").unlink(missing_ok=True)
            assert known == _told(jixiao(*command, "--no-cache")), command[0]
            (tmp_path / "汇总.xlsx").unlink(missing_ok=True)


def _told(result: Any) -> Any:
    told = json.loads(result.out)
    return {key: value for key, value in told.items() if key != "output"}
