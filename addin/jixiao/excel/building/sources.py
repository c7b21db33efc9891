"""Where the texts of add-in and extension lie: in the wheel or ``addin/office``."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[2]


def office_text(name: str) -> str:
    """A text by its path below ``addin/office``, with plain line ends."""
    packaged = _PACKAGE / "data" / "office"
    folder = packaged if packaged.is_dir() else _PACKAGE.parent / "office"
    return (folder / name).read_text("utf-8").replace("\r\n", "\n")
