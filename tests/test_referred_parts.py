"""No part of a file that Jixiao writes is left that nothing refers to."""

from __future__ import annotations

import posixpath
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from jixiao.consolidate.returns.own_output import UNTOUCHED_PART
from jixiao.resources import templates_dir
from test_file_rules import KINDS, OTHERS, products

__all__ = ["products"]
_TYPES = "[Content_Types].xml"


def unreferred(path: Path) -> set[str]:
    """The parts of a package that no chain of relations leads to from its root."""
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        reached, waiting = {_TYPES}, [""]
        while waiting:
            part = waiting.pop()
            folder, name = posixpath.split(part)
            relations = posixpath.join(folder, "_rels", f"{name}.rels")
            if relations not in names:
                continue
            reached.add(relations)
            for each in ET.fromstring(package.read(relations)):
                target = each.get("Target", "")
                if each.get("TargetMode") == "External":
                    continue
                found = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
                if found not in reached:
                    reached.add(found)
                    waiting.append(found)
    # One is meant to be dropped by Excel when it saves: so a file that was touched since is known.
    return {name for name in names - reached - {UNTOUCHED_PART} if not name.endswith("/")}


@pytest.mark.parametrize("path", sorted(templates_dir().glob("*.xlsx")), ids=lambda path: path.stem)
def test_a_template_has_no_part_that_nothing_refers_to(path: Path) -> None:
    assert unreferred(path) == set()


def test_no_product_has_a_part_that_nothing_refers_to(products: Path) -> None:
    paths = [path for path in products.rglob("*") if path.suffix in KINDS and path.name not in OTHERS]
    assert {path.suffix for path in paths} >= {".xlsx", ".xlsm", ".xlam"}
    assert {path.name: found for path in paths if (found := unreferred(path))} == {}


def test_a_part_without_a_relation_is_seen(tmp_path: Path) -> None:
    source, copy = min(templates_dir().glob("*.xlsx")), tmp_path / "copy.xlsx"
    copy.write_bytes(source.read_bytes())
    with zipfile.ZipFile(copy, "a") as package:
        package.writestr("xl/drawings/drawing9.xml", "<a/>")
    assert unreferred(copy) == {"xl/drawings/drawing9.xml"}
