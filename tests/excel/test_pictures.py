"""The pictures of the manual: all there, and still made by the script from the forms as they are now."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from calling import ROOT
from excel import pictures

MANUAL = ROOT / "addin" / "EXCEL.md"


def size(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG."""
    head = picture.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    return struct.unpack(">II", head[16:])


def shown() -> set[Path]:
    return {MANUAL.parent / name for name in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", MANUAL.read_text("utf-8"))}


def test_the_manual_shows_every_picture_and_no_other() -> None:
    assert shown() == set(pictures.FOLDER.glob("*.png"))


@pytest.mark.office
def test_the_script_makes_every_picture_of_the_manual(tmp_path: Path) -> None:
    told = dict(pictures.make(tmp_path / "pictures", tmp_path))
    made = {path.name: size(path) for path in (tmp_path / "pictures").iterdir()}
    assert made.keys() == {path.name for path in shown()}
    for picture in shown():
        (width, height), (shown_width, shown_height) = made[picture.name], size(picture)
        assert width == shown_width
        assert abs(height - shown_height) < shown_height / 5, "other fonts give other heights, but not another form"
    assert "错误 3，警告 2" in told["check"]
    assert "已规范 8 处" in told["repair"]
    assert "自评表!G19：（空） → 94.5" in told["score"]
