"""Everything that ``jixiao addin build`` writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from jixiao.excel.building import addin, extension
from jixiao.excel.building.macrobook import with_buttons
from jixiao.output import make_folder, write_bytes
from jixiao.resources import templates_dir

PRODUCTS: Mapping[str, Callable[[], bytes]] = {
    addin.FILE_NAME: addin.build_addin,
    extension.FILE_NAME: extension.build_extension,
}
"""File name → what makes its content."""


def build_products(folder: Path) -> list[Path]:
    """Write every product and blank .xlsm. Raises ``UsageError``, ``OutputError``."""
    contents = {name: make() for name, make in PRODUCTS.items()}
    contents |= {
        f"{form.stem}.xlsm": with_buttons(form.read_bytes()) for form in sorted(templates_dir().glob("*.xlsx"))
    }
    make_folder(folder)
    written = []
    for name, content in contents.items():
        write_bytes(folder / name, content)
        written.append(folder / name)
    return written
