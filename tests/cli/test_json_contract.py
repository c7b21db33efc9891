"""The JSON of every command keeps to ``schema/commands.schema.json``, and scripts/README.md names its keys."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import jsonschema
import pytest
from openpyxl import load_workbook

from calling import ROOT, Call
from jixiao.resources import schema_dir
from jixiao_samples import write_samples

SCHEMA = json.loads((schema_dir() / "commands.schema.json").read_text(encoding="utf-8"))
README = (ROOT / "scripts" / "README.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([a-z -]+?)` \| (\[?`.+) \|$", README.partition("## JSON")[2], re.MULTILINE)
"""Of the table of JSON: the command, as it is called, and its keys."""

STANDARD = ("每低于1个百分点扣2分", "--points", "10", "--plan", "95", "--actual", "92.5", "--unit", "%")
CALLS: dict[str, list[tuple[str, ...]]] = {
    "read": [("read", "报送")],
    "check --format json": [("check", "报送", "--format", "json")],
    "merge --json": [("merge", "报送", "-o", "汇总.xlsx", "--json")],
    "season run --json": [("season", "run", "一季", "--json"), ("season", "run", "一季", "--json")],
    "season status --json": [("season", "status", "一季", "--json", "--log")],
    "diff --json": [("diff", "报送", "第二次", "--json"), ("diff", "第二次", "报送", "--json")],
    "explain --json": [("explain", *STANDARD, "--json"), ("explain", "视情况酌情给分", "--actual", "好", "--json")],
    "explain --from --json": [("explain", "--from", "报送", "--json")],
    "convert --json": [("convert", "表.docx", "-o", "表.xlsx", "--json")],
    "forms --json": [("forms", "--json")],
    "forms learn --json": [("forms", "learn", "空白.xlsx", "报送/一.xlsx", "-o", "版式", "--json")],
    "template list --json": [("template", "list", "--json")],
    "addin status --json": [("addin", "status", "--json")],
    "rules --json": [("rules", "--json")],
    "settings check --json": [("settings", "check", "设置.xlsx", "--json")],
}


def test_every_command_with_json_is_called_here() -> None:
    called = {name.partition(" --")[0] for name in CALLS}
    rows = re.findall(r"^\| `([a-z -]+)` \| .*`--json`", README.partition("## JSON")[0], re.MULTILINE)
    assert {name.removesuffix(" show") for name in rows} <= called


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns with findings, a copy, a resubmission and a broken file; a season; a Word form; settings."""
    from jixiao_cli.__main__ import run

    folder = tmp_path_factory.mktemp("json")
    returns = folder / "报送"
    (first, *_) = write_samples(returns, 3, forms=4, seed=4, mistakes=0.9).files
    (second, *_) = write_samples(folder / "第二次", 3, forms=4, seed=4, mistakes=0.2).files
    shutil.copy(second, returns / "一.xlsx")
    shutil.copy(first, returns / "同一份.xlsx")
    (returns / "坏.xlsx").write_bytes(b"PK\x03\x04")
    (returns / "说明.txt").write_text("说明", encoding="utf-8")
    for arguments in (
        ("season", "new", folder / "一季", "--year", "2026", "--bureau", "某县财政局"),
        ("settings", "new", folder / "设置.xlsx"),
        ("template", "new", "project-2026", "-o", folder / "空白.xlsx"),
    ):
        assert run([str(each) for each in arguments]) == 0
    shutil.copytree(returns, folder / "一季" / "2 报送", dirs_exist_ok=True)
    paper = docx.Document()
    paper.add_paragraph("2026年项目支出绩效目标表")
    rows = (("项目名称", "步道修缮"), ("填报单位", "某县公园管理处"), ("项目金额", "12"), ("没见过的栏目", "要留心"))
    table = paper.add_table(len(rows), 2)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    paper.save(str(folder / "表.docx"))
    return folder


@pytest.fixture
def here(trials: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(trials)
    yield trials


def held_to(name: str, found: Any) -> None:
    schema = {"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]}
    errors = [
        f"{error.json_path}: {error.message}" for error in jsonschema.Draft202012Validator(schema).iter_errors(found)
    ]
    assert errors == []


@pytest.mark.parametrize("name", CALLS)
def test_what_a_command_gives_keeps_to_its_schema(jixiao: Call, here: Path, name: str) -> None:
    for arguments in CALLS[name]:
        done = jixiao(*arguments)
        assert done.code in (0, 1, 3), done.err
        held_to(name, json.loads(done.out))


def test_one_rule_and_findings_against_approved_goals_keep_to_it_too(jixiao: Call, here: Path) -> None:
    held_to("rule", json.loads(jixiao("rules", "FND-001", "--json").out))
    jixiao("template", "new", "selfeval-2020", "--from", min(here.glob("第二次/*.xlsx")), "-o", "自评.xlsx")
    workbook = load_workbook("自评.xlsx")
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("≥"):
                    cell.value = "≥1"  # less than what was approved
    workbook.save("自评.xlsx")
    found = json.loads(jixiao("check", "自评.xlsx", "--against", "第二次", "--format", "json").out)
    held_to("check --format json", found)
    assert any("against" in finding for finding in found["findings"])


def test_every_command_of_the_page_has_a_schema_and_a_trial() -> None:
    named = {name for name, _ in ROWS}
    assert named == set(CALLS)
    assert set(SCHEMA["$defs"]) - {"file", "counts", "finding", "rule", "department", "form_place"} == named


@pytest.mark.parametrize(("name", "told"), ROWS, ids=[name for name, _ in ROWS])
def test_the_page_names_the_keys_of_the_schema(name: str, told: str) -> None:
    schema = SCHEMA["$defs"][name]
    schema = schema.get("items", schema)
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    missing = [key for key in schema["properties"] if f"`{key}`" not in told]
    assert missing == []
