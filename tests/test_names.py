"""A name means one thing, and the first line of a docstring says one: what a function does or gives."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

from calling import ROOT

PACKAGE = ROOT / "addin" / "jixiao"


def places_of_names() -> dict[str, list[Path]]:
    """Where each name of a module or a package stands."""
    places: defaultdict[str, list[Path]] = defaultdict(list)
    for path in PACKAGE.rglob("*.py"):
        named = path.parent if path.name == "__init__.py" else path.with_suffix("")
        places[named.name].append(named.relative_to(PACKAGE.parent))
    return places


def test_no_two_modules_have_the_same_name() -> None:
    twice = {name: places for name, places in places_of_names().items() if len(places) > 1}
    assert twice == {}


def meanings_of_types() -> dict[str, set[str]]:
    """What each public type stands for: the file of a class, the text of an alias."""
    meanings: defaultdict[str, set[str]] = defaultdict(set)
    for path in [*PACKAGE.rglob("*.py"), *(ROOT / "scripts").rglob("*.py")]:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                meanings[node.name].add(path.relative_to(ROOT).as_posix())
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
                if name[0].isupper() and not name.isupper():
                    meanings[name].add(ast.unparse(node.value))
    return meanings


def test_no_name_of_a_type_means_two_things() -> None:
    assert {name: found for name, found in meanings_of_types().items() if len(found) > 1} == {}


ROOMS = (
    "caching",
    "checks",
    "consolidate",
    "excel",
    "forms",
    "grid",
    "learning",
    "processes",
    "reports",
    "scored",
    "scoring",
    "season",
    "templates",
)
SHORT = sorted(
    [*PACKAGE.glob("*.py"), *(ROOT / "scripts").rglob("*.py")]
    + [path for room in ROOMS for path in (PACKAGE / room).rglob("*.py")]
)
"""Modules whose docstrings begin with a short line; a package is added when it is one of them."""


@pytest.mark.parametrize("path", SHORT, ids=lambda path: path.stem)
def test_the_first_line_of_a_docstring_is_short(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = [node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    first_lines = [(ast.get_docstring(node) or "").partition("\n")[0] for node in documented]
    assert [line for line in first_lines if len(line) > 80] == []
