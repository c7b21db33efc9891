"""A name means one thing: no two modules or packages of ``jixiao`` have the same one."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from calling import ROOT

PACKAGE = ROOT / "addin" / "jixiao"
STILL_TWICE = {"folders", "forms", "headers", "indicators", "kinds", "labels", "reading"} | {
    "scoring",
    "tables",
    "totals",
    "vocabulary",
}
"""Names that wait for another one; nothing is ever added here."""


def places_of_names() -> dict[str, list[Path]]:
    """Where each name of a module or a package stands."""
    places: defaultdict[str, list[Path]] = defaultdict(list)
    for path in PACKAGE.rglob("*.py"):
        named = path.parent if path.name == "__init__.py" else path.with_suffix("")
        places[named.name].append(named.relative_to(PACKAGE.parent))
    return places


def test_no_two_modules_have_the_same_name() -> None:
    twice = {name: places for name, places in places_of_names().items() if len(places) > 1}
    assert {name: places for name, places in twice.items() if name not in STILL_TWICE} == {}
