"""``jixiao template``: list, new, build."""

from __future__ import annotations

from pathlib import Path

import pytest

from calling import Call, Process
from jixiao.forms.definition import load_definitions
from jixiao.templates import build as building
from templates.documents import read_back

FORMS = list(load_definitions())


def test_every_form_and_the_department_book_are_listed(jixiao: Call) -> None:
    result = jixiao("template", "list")
    assert (result.code, result.err) == (0, "")
    for form in (*FORMS, "department-book"):
        assert any(line.startswith(form) for line in result.out.splitlines()), form


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_written_with_what_is_given(jixiao: Call, tmp_path: Path, form: str) -> None:
    path = tmp_path / "表.xlsx"
    result = jixiao("template", "new", form, "-o", path, "--department", "某某局", "--year", 2027, "--rows", 12)
    assert (result.code, result.out) == (0, "")
    assert str(path) in result.err
    (document,) = read_back(path)
    assert (document["form"], document["department"], document["fiscal_year"]) == (form, "某某局", 2027)


def test_a_project_is_named(jixiao: Call, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    assert jixiao("template", "new", "project-2026", "-o", path, "--project", "道路养护").code == 0
    assert read_back(path)[0]["project"] == "道路养护"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["new", "project-2025", "-o", "x.xlsx"], "没有编号为“project-2025”的模板。相近的有 project-2026"),
        (["new", "summary-2026", "-o", "x.xlsx", "--project", "甲"], "没有“项目名称”栏"),
        (["new", "project-2026"], "缺少选项 --output"),
        (["new", "project-2026", "-o", "x.xlsx", "--rows", "2"], "--rows"),
        (["new", "project-2026", "-o", "x.xlsx", "--projects", "名单.xlsx"], "只用于 department-book"),
        (["new", "department-book", "-o", "x.xlsx", "--project", "甲"], "不用 --project"),
        (["new", "department-book", "-o", "x.xlsx"], "没有项目。请用 --projects"),
        (["biuld"], "没有命令“template biuld”，可能是 build"),
        (["new", "project-2026", "-o", "没有的文件夹/x.xlsx"], "文件夹不存在"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_told_in_one_line_with_the_next_step(
    jixiao: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = jixiao("template", *arguments)
    assert result.code == 2
    assert message in result.err
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_that_cannot_be_carried_over_is_an_input_error(jixiao: Call, tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK")
    result = jixiao("template", "new", "project-2026", "-o", tmp_path / "x.xlsx", "--from", broken)
    assert result.code == 3
    assert "坏.xlsx" in result.err


def test_without_a_subcommand_the_help_is_shown(jixiao: Call) -> None:
    result = jixiao("template")
    assert result.code == 2
    assert "用法：" in result.err and "build" in result.err


def test_the_help_of_a_template_loads_nothing_heavy(jixiao_process: Process) -> None:
    assert jixiao_process("template", "new", "-h").returncode == 0


# ------------------------------------------------------------ build


def test_the_templates_of_the_checkout_are_those_of_the_definitions(jixiao: Call) -> None:
    result = jixiao("template", "build", "--check")
    assert result.code == 0, result.err


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in building.build(tmp_path)}
    second = {path.name: path.read_bytes() for path in building.build(tmp_path)}
    assert first == second
    assert set(first) == {f"{form}.xlsx" for form in FORMS}
    assert building.check(tmp_path) == []


def test_what_differs_is_named_with_its_part(jixiao: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    building.build(tmp_path)
    (tmp_path / "project-2026.xlsx").unlink()
    (tmp_path / "stray.xlsx").write_bytes(b"")
    (tmp_path / "summary-2026.xlsx").write_bytes((tmp_path / "summary-2023.xlsx").read_bytes())
    (tmp_path / "summary-2023.xlsx").write_bytes(b"no zip")
    found = building.check(tmp_path)
    assert ("project-2026.xlsx", "没有这个文件") in found
    assert ("stray.xlsx", "没有对应的表单定义") in found
    assert ("summary-2026.xlsx", "xl/worksheets/sheet1.xml 不一致") in found
    assert ("summary-2023.xlsx", "文件打不开") in found
    monkeypatch.setattr("jixiao.resources.templates_dir", lambda: tmp_path)
    result = jixiao("template", "build", "--check")
    assert result.code == 1
    assert "请运行 jixiao template build" in result.err


def test_a_form_of_that_name_that_was_filled_in_is_kept_beside(jixiao: Call, tmp_path: Path) -> None:
    path, kept = tmp_path / "表.xlsx", tmp_path / "表（原有）.xlsx"
    assert jixiao("template", "new", "project-2026", "-o", path, "--project", "道路养护").code == 0
    filled = path.read_bytes()
    result = jixiao("template", "new", "project-2026", "-o", path)
    assert (result.code, kept.read_bytes()) == (0, filled)
    assert f"另存为 {kept}" in result.err
    assert "另存为" not in jixiao("template", "new", "project-2026", "-o", path).err
    assert jixiao("template", "new", "project-2025", "-o", path).code == 2
    assert sorted(tmp_path.iterdir()) == sorted([path, kept])
