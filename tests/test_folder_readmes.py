"""The READMEs of the folders say what is there: every room has one, every command, option and key is named, links lead on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from calling import ROOT
from jixiao.scoring.standard import KINDS
from jixiao_cli.app import app

PACKAGE = ROOT / "addin" / "jixiao"
ROOMS = [ROOT / name for name in ("addin", "schema", "scripts", "templates", "tests")]
ROOMS += sorted(path.parent for path in PACKAGE.glob("**/__init__.py") if len(path.relative_to(PACKAGE).parts) <= 2)
PAGES = sorted(
    path
    for top in (*ROOMS[:5], ROOT / ".github")
    for path in top.rglob("*.md")
    if not any(part.startswith(".") and part != ".github" for part in path.relative_to(ROOT).parts)
)
PAGES += sorted(ROOT.glob("*.md"))
SCRIPTS = (ROOT / "scripts" / "README.md").read_text(encoding="utf-8")
OPTIONS = SCRIPTS.partition("## JSON")[0]
SCHEMA = (ROOT / "schema" / "README.md").read_text(encoding="utf-8")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("room", ROOMS, ids=name)
def test_every_room_has_a_readme(room: Path) -> None:
    assert len((room / "README.md").read_text(encoding="utf-8")) > 200


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_to_what_is_there(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert [link for link in links if link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_modules_that_a_page_names_are_there(page: Path) -> None:
    named = re.findall(r"`([\w/]+\.(?:py|json|md|bas))`", page.read_text(encoding="utf-8"))
    roots = (page.parent, page.parent.parent, ROOT, PACKAGE, ROOT / "schema")
    assert [each for each in named if not any((root / each).exists() for root in roots)] == []


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with its full name: ``read``, ``season new``."""
    context = click.Context(app)
    for command in app.list_commands(context):
        found = app.get_command(context, command)
        if isinstance(found, click.Group):
            yield from ((f"{command} {each}", found.commands[each]) for each in found.commands)
        elif found is not None:
            yield command, found


@pytest.mark.parametrize(("command", "what"), [pytest.param(*each, id=each[0]) for each in commands()])
def test_the_row_of_a_command_names_its_options(command: str, what: click.Command) -> None:
    (row,) = re.findall(rf"^\| `{command}` \|(.*)\|$", OPTIONS, re.MULTILINE)
    long = [
        max(parameter.opts, key=len)
        for parameter in what.params
        if isinstance(parameter, click.Option) and "--debug" not in parameter.opts
    ]
    assert sorted(re.findall(r"--[\w-]+", row)) == sorted(long)


def keys(schema: Any) -> Iterator[str]:
    """All names of properties in a JSON Schema."""
    if isinstance(schema, dict):
        yield from schema.get("properties", ())
        for part in schema.values():
            yield from keys(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from keys(part)


@pytest.mark.parametrize("path", sorted((ROOT / "schema" / "documents").glob("*.json")), ids=lambda path: path.stem)
def test_every_key_of_a_document_is_explained(path: Path) -> None:
    named = set(re.findall(r"`(\w+)`", SCHEMA))
    assert set(keys(json.loads(path.read_text(encoding="utf-8")))) - named == set()


def test_the_page_on_standards_has_the_kinds_that_run() -> None:
    page = (PACKAGE / "scoring" / "STANDARDS.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+) \| (.+?) \|$", page, re.MULTILINE)
    assert rows == [(kind.kind, kind.title, kind.gives, kind.example) for kind in KINDS]
