"""A template, part by part, as it was when somebody last looked at it.

After a wanted change: ``JIXIAO_UPDATE_GOLDEN=1 pytest tests/golden``, then read the diff.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from golden.parts import lines_of
from jixiao.forms.definition import load_definitions
from jixiao.templates.build import blank_form
from jixiao.templates.forms_workbook import write_workbook

FOLDER = Path(__file__).parent
UPDATE = bool(os.environ.get("JIXIAO_UPDATE_GOLDEN"))
FORMS = ["project-2026", "selfeval-2020"]


@pytest.fixture(scope="module", params=FORMS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The folder of the golden parts and the parts as they are made now."""
    path = tmp_path_factory.mktemp("golden") / "form.xlsx"
    write_workbook(path, [blank_form(load_definitions()[request.param])])
    folder, parts = FOLDER / request.param, lines_of(path)
    if UPDATE:
        for name, text in parts.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    return folder, parts


def test_the_package_has_the_same_parts(made: tuple[Path, dict[str, str]]) -> None:
    folder, parts = made
    known = {str(path.relative_to(folder).as_posix()) for path in folder.rglob("*") if path.is_file()}
    assert set(parts) == known


def test_every_part_says_the_same(made: tuple[Path, dict[str, str]]) -> None:
    folder, parts = made
    for name, text in parts.items():
        expected = (folder / name).read_text(encoding="utf-8")
        assert text.splitlines() == expected.splitlines(), name
