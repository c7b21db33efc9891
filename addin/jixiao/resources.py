"""Where the project's data lies: inside the wheel, or at the top of a checkout."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jixiao.errors import DefinitionError

_PACKAGE = Path(__file__).resolve().parent
_PLACE = re.compile(r"@([A-Z_]+)@")  # @VERSION@


@cache
def _data_root() -> Path:
    packaged = _PACKAGE / "data"
    return packaged if packaged.is_dir() else _PACKAGE.parents[1]


def schema_dir() -> Path:
    """The folder of form definitions, JSON Schemas and dictionaries."""
    return _data_root() / "schema"


def templates_dir() -> Path:
    """The folder of the built blank forms."""
    return _data_root() / "templates"


def _office_dir() -> Path:
    packaged = _PACKAGE / "data" / "office"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "office"


def office_text(name: str, **places: str) -> str:
    """Return a text below ``addin/office`` with its places (``@VERSION@``) filled in."""
    return _filled(_office_dir() / name, places)


def page_text(name: str, **places: str) -> str:
    """Return a page of the package with its places (``@TITLE@``) filled in."""
    return _filled(_PACKAGE / name, places)


def _filled(file: Path, places: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda place: places.get(place[1], place[0]), file.read_text("utf-8"))


def office_package(name: str, **places: str) -> dict[str, str]:
    """Return the parts of a package by name, as it lies below ``addin/office``."""
    folder = _office_dir() / name
    parts = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {part: office_text(f"{name}/{part}", **places) for part in parts}


@cache
def schema_data(name: str) -> Any:
    """Return what a file of ``schema`` holds, by its name; read once.

    Raises ``DefinitionError`` for one that is no JSON.
    """
    try:
        return json.loads((schema_dir() / f"{name}.json").read_text(encoding="utf-8"))
    except ValueError as error:
        raise DefinitionError(f"{name}.json 不是有效的 JSON：{error}") from error


@cache
def list_columns(table: str) -> Any:
    """Return the columns of a list as (title, width in characters, its style)."""
    return tuple(map(tuple, schema_data("sheets")[table]))


def data_sheets() -> dict[str, dict[str, Any]]:
    """Return the data sheets of the summary by key: title and columns."""
    sheets: dict[str, dict[str, Any]] = schema_data("summary")
    return sheets


@cache
def list_styles(group: str) -> dict[str, dict[str, Any]]:
    """Return the styles of cells by name, as properties of XlsxWriter's formats."""
    groups: dict[str, dict[str, list[Any]]] = schema_data("styles")
    made: dict[str, dict[str, Any]] = {}
    for name, parts in groups[group].items():  # a part is a style above, or properties
        made[name] = {}
        for part in parts:
            made[name] |= made[part] if isinstance(part, str) else part
    return {name: style for name, style in made.items() if not name.startswith("_")}
