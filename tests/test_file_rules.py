"""Every kind of file that Jixiao writes keeps the rules of Office Open XML, as the Open XML SDK checks them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from calling import Call
from jixiao.resources import templates_dir
from programs import VALIDATOR
from scoring.selfeval_forms import write_form

pytestmark = pytest.mark.validator
VERSIONS = ("Office2010", "Microsoft365")
KINDS = (".xlsx", ".xlsm", ".xlam", ".docx")
OTHERS = ("自评.xlsx", "自评（已评分）.xlsx")
"""Written by the tests, and the copy of that."""


def errors_of(path: Path, version: str) -> list[str]:
    """What the validator has against a file, without where in the file it stands."""
    command = [str(VALIDATOR), str(path), version]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    return [f"{error['id']}: {error['description']}" for error in json.loads(done.stdout)["errors"]]


@pytest.fixture(scope="module")
def products(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with one file of every kind that is written anew."""
    from jixiao_cli.__main__ import run

    folder = tmp_path_factory.mktemp("products")
    goals = folder / "项目.xlsx"
    projects = folder / "项目名单.xlsx"
    book = Workbook()
    for row in (("项目名称", "项目金额"), ("泵站维修", 12.5), ("河道清淤", 30)):
        book.worksheets[0].append(row)
    book.save(projects)
    for command in (
        ("template", "new", "selfeval-2020", "-o", folder / "空白自评表.xlsx"),
        ("template", "new", "project-scored", "-o", goals, "--year", "2026"),
        ("template", "new", "department-book", "-o", folder / "部门.xlsx", "--department", "青石县水务局", "--year", "2026",
         "--projects", projects),
        ("sample", folder / "报送", "--departments", "2"),
        ("merge", folder / "报送", "-o", folder / "汇总.xlsx"),
        ("check", folder / "报送", "--format", "xlsx", "-o", folder / "问题清单.xlsx"),
        ("addin", "build", "-o", folder / "插件"),
        ("score", write_form(folder / "自评.xlsx"), "-o", folder / "评分"),
    ):  # fmt: skip
        assert run([str(argument) for argument in command]) in (0, 1), command
    projects.unlink()
    for path in (folder / "插件").glob("*.xlsm"):
        if path.stem != "selfeval-2020":  # all are made in one way
            path.unlink()
    yield folder


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_written_anew_has_no_errors(products: Path, version: str) -> None:
    found = {}
    paths = sorted(templates_dir().glob("*.xlsx"))
    paths += [path for path in sorted(products.rglob("*")) if path.suffix in KINDS and path.name not in OTHERS]
    for path in paths:
        errors = errors_of(path, version)
        if errors:
            found[path.name] = errors[:5]
    assert found == {}
    assert {path.suffix for path in paths} >= {".xlsx", ".xlsm", ".xlam"}


def test_a_copy_has_no_errors_that_its_original_has_not(products: Path, jixiao: Call) -> None:
    sources = sorted((products / "报送").glob("*.xlsx"))
    assert jixiao("check", *sources, "--annotate", products / "标注").code in (0, 1)
    pairs = [(source, next((products / "标注").glob(f"{source.stem}*.xlsx"))) for source in sources]
    pairs.append((products / "自评.xlsx", next((products / "评分").glob("自评*.xlsx"))))
    for source, copy in pairs:
        assert set(errors_of(copy, VERSIONS[1])) <= set(errors_of(source, VERSIONS[1])), copy.name
