"""Every button, dispatched as the toolbar does it, on real forms of each layout: the results of the command line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from calling import ROOT
from engines.toolbar import Toolbar
from excel.test_filling_buttons import SCORED, written
from jixiao.checks.rule_engine import Selection, check_documents
from jixiao.excel.buttons import all_buttons
from jixiao.excel.libreoffice.unoimport import property_values
from jixiao.forms.reading import read_file
from jixiao_samples import sample_workbook

pytestmark = pytest.mark.office

CASES = ROOT.parent / "shared" / "cases" / "forms"
"""Real forms; without them only those of the samples are pressed."""
LAYOUTS = ("template", "mixed", "legacy")
SELFEVAL = "selfeval"
MARKS = {"error": 0xFFC7CE, "warning": 0xFFEB9C, "info": 0xDDEBF7}
RANK = list(MARKS)
SUMS = Selection(frozenset({"FND-001", "FND-004"}))


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A workbook by its name: a layout of the samples, or a real one."""
    folder = tmp_path_factory.mktemp("forms")

    def find(name: str) -> Path:
        path = folder / f"{name}.xlsx"
        if name == SELFEVAL:
            written(SCORED, path)
        elif name in LAYOUTS:
            sample_workbook(path, 3, 0, 6, 1.0, name, 2026)  # type: ignore[arg-type]
        else:
            shutil.copy(CASES / path.name, path)
        return path

    return find


def real_forms() -> list[str]:
    return sorted(path.stem for path in CASES.glob("*.xlsx"))


@pytest.fixture(params=[*LAYOUTS, SELFEVAL, *real_forms()])
def opened(request: pytest.FixtureRequest, toolbar: Toolbar, forms: Any, tmp_path: Path) -> Iterator[tuple[Any, Path]]:
    path = tmp_path / "报送" / f"{request.param}.xlsx"
    path.parent.mkdir()
    shutil.copy(forms(request.param), path)
    document = toolbar.live.open(path)
    yield document, path
    for each in toolbar.documents():
        each.close(True)


def saved(document: Any, path: Path) -> Path:
    document.storeToURL(path.as_uri(), property_values(FilterName="Calc MS Excel 2007 XML"))
    return path


def test_each_button_does_on_the_open_form_what_the_command_does_on_the_file(
    toolbar: Toolbar, opened: tuple[Any, Path], tmp_path: Path, jixiao: Any
) -> None:
    document, path = opened
    pressed = [
        _check(toolbar, document, path, tmp_path, jixiao),
        _fill(toolbar, document, path, tmp_path, jixiao),
        _points(toolbar, document, path),
        _repair(toolbar, document, path),
        _add_row(toolbar, document, path),
        _paste(toolbar, document),
        _templates(toolbar, document, path, tmp_path),
        _folders(toolbar, document, path, tmp_path, jixiao),
        _help(toolbar, document),
    ]
    assert {tag for tags in pressed for tag in tags} == {button.tag for button in all_buttons()}


def _check(toolbar: Toolbar, document: Any, path: Path, folder: Path, jixiao: Any) -> list[str]:
    """Findings cell by cell; colours and notes on those cells and nowhere else; afterwards as before."""
    before = toolbar.seen("seen", document)
    toolbar.press(document, "check")
    copy = saved(document, folder / "saved" / path.name if (folder / "saved").mkdir() is None else path)
    found = json.loads(jixiao("check", copy, "--format", "json").out)["findings"]
    if "检查结果" not in document.Sheets.ElementNames:
        assert found == []
        return ["check", "clear"]
    assert sorted(toolbar.seen("listed", document)) == sorted(
        [f["code"], f["severity"], f["sheet"], f["cell"] or "", f["message"]] for f in found
    )
    places = [
        (finding, name, cell)
        for finding in found
        for name, cell in [
            (finding["sheet"], finding["cell"]),
            *(place.rsplit("!", 2)[1:] for place in finding["related"] or () if place.startswith(f"{path.name}!")),
        ]
        if cell
    ]
    anchors = toolbar.seen("anchors", document, [(name, cell) for _, name, cell in places])
    now = toolbar.seen("seen", document)
    marked: dict[str, dict[str, str]] = {name: {} for name in before}
    for (finding, name, _), cell in zip(places, anchors, strict=True):
        marked[name][cell] = min(marked[name].get(cell, "info"), finding["severity"], key=RANK.index)
        assert finding["code"] in now[name][2][cell]
    for name, (_, colours, notes) in before.items():
        expected = colours | {cell: MARKS[severity] for cell, severity in marked[name].items()}
        assert now[name][1] == expected
        assert {cell for cell, text in now[name][2].items() if text != notes.get(cell)} == set(marked[name])
    toolbar.press(document, "clear")
    assert toolbar.seen("seen", document) == before
    return ["check", "clear"]


def _fill(toolbar: Toolbar, document: Any, path: Path, folder: Path, jixiao: Any) -> list[str]:
    """Totals that satisfy the check, scores as in the copies of the command; afterwards as before."""
    before = toolbar.seen("seen", document)
    toolbar.press(document, "totals")
    file = saved(document, folder / "totals.xlsx")
    assert check_documents(read_file(file, file.name).documents, rules=SUMS).findings == []
    while toolbar.press(document, "undo") != "没有可以撤销的填充。":
        pass
    assert toolbar.seen("seen", document) == before
    toolbar.press(document, "score")
    kinds = {each["kind"] for each in read_file(path, path.name).documents}
    if "selfeval" in kinds:
        assert jixiao("score", path, "-o", folder / "评分").code in (0, 1)
        copy = next(each for each in (folder / "评分").rglob("*.xlsx") if each.stem.startswith(path.stem))
        assert _numbers(saved(document, folder / "scores.xlsx")) == _numbers(copy)
    else:
        assert toolbar.seen("seen", document) == before
    while toolbar.press(document, "undo") != "没有可以撤销的填充。":
        pass
    assert toolbar.seen("seen", document) == before
    return ["totals", "score", "undo"]


def _numbers(path: Path) -> dict[str, Decimal]:
    book = openpyxl.load_workbook(path)
    return {
        f"{sheet.title}!{cell.coordinate}": round(Decimal(repr(float(cell.value))), 6)
        for sheet in book.worksheets
        if not sheet.title.startswith(("_", "改动清单", "得分"))
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    }


def _points(toolbar: Toolbar, document: Any, path: Path) -> list[str]:
    """Points of a form that has a column for them; afterwards as before."""
    before = toolbar.seen("seen", document)
    told = toolbar.press(document, "points")
    kinds = {each["kind"] for each in read_file(path, path.name).documents}
    if "selfeval" in kinds:
        assert "分值" in told
        assert "没有带“分值”一栏的指标表" not in told
    while toolbar.press(document, "undo") != "没有可以撤销的填充。":
        pass
    assert toolbar.seen("seen", document) == before
    return ["points"]


def _paste(toolbar: Toolbar, document: Any) -> list[str]:
    """The sheet to paste into is made beside the forms of a template, which stay as they are."""
    before = toolbar.seen("seen", document)
    told = toolbar.press(document, "paste")
    after = toolbar.seen("seen", document)
    assert {name: after[name] for name in before} == before
    if told.startswith("已增加“粘贴区”工作表。"):
        assert "粘贴区还是空的" in toolbar.press(document, "paste")
    else:
        assert "没有由模板生成的指标表" in told
    return ["paste"]


def _repair(toolbar: Toolbar, document: Any, path: Path) -> list[str]:
    before = toolbar.seen("seen", document)
    toolbar.press(document, "repair")
    assert toolbar.press(document, "repair").startswith("没有需要规范的写法")
    while toolbar.press(document, "undo") != "没有可以撤销的填充。":
        pass
    assert toolbar.seen("seen", document) == before
    return ["repair"]


def _add_row(toolbar: Toolbar, document: Any, path: Path) -> list[str]:
    """A row below a middle one: the form has the same indicators in the same order."""
    form = next(each for each in read_file(path, path.name).documents if each.get("indicators"))
    sheet = document.Sheets.getByName(form["source"]["sheet"])
    names = [row["level3"] for row in form["indicators"]]
    target = form["indicators"][len(names) // 2]
    document.CurrentController.setActiveSheet(sheet)
    document.CurrentController.select(sheet.getCellRangeByName(target["cell"]))
    told = toolbar.press(document, "add_rows")
    assert told.startswith("已在第"), told
    again = read_file(saved(document, path.parent.parent / "added.xlsx"), path.name).documents
    same = next(each for each in again if each["source"]["sheet"] == form["source"]["sheet"])
    assert [row["level3"] for row in same["indicators"] if row["level3"]] == [name for name in names if name]
    return ["add_rows"]


def _templates(toolbar: Toolbar, document: Any, path: Path, folder: Path) -> list[str]:
    there = set(path.parent.iterdir())
    toolbar.answer(choice="project-2026")
    toolbar.press(document, "new_form")
    (made,) = set(path.parent.iterdir()) - there
    assert read_file(made, made.name).documents[0]["form"] == "project-2026"
    toolbar.answer(workbook=path)
    told = toolbar.press(document, "carry_over")
    carried = path.with_name(f"{path.stem}（带入）.xlsx")
    if carried.exists():
        rows = [row for each in read_file(carried, carried.name).documents for row in each.get("indicators", ())]
        assert all(row["target"] is None for row in rows)
        carried.unlink()
    else:
        assert "不能" in told or "没有" in told or "请" in told, told
    made.unlink()
    return ["new_form", "carry_over"]


def _folders(toolbar: Toolbar, document: Any, path: Path, folder: Path, jixiao: Any) -> list[str]:
    forms = len(read_file(path, path.name).documents)
    toolbar.answer(folder=path.parent)
    assert f"合并 1 个文件，跳过 0 个，失败 0 个；共 {forms} 张表" in toolbar.press(document, "merge")
    summary = path.parent.parent / "绩效目标汇总.xlsx"
    assert jixiao("merge", path.parent, "-o", folder / "比较.xlsx").code in (0, 1)
    assert _numbers(summary).keys() == _numbers(folder / "比较.xlsx").keys()
    toolbar.press(document, "return")
    found = json.loads(jixiao("check", path, "--format", "json").out)["findings"]
    copies = list((path.parent.parent / "报送退回").rglob(f"{path.stem}*.xlsx"))
    assert bool(copies) == bool(found)
    return ["merge", "return"]


def _help(toolbar: Toolbar, document: Any) -> list[str]:
    open_before = len(toolbar.documents())
    assert "检查规则" in toolbar.press(document, "rules")
    assert len(toolbar.documents()) == open_before + 1
    assert "Python" in toolbar.press(document, "about")
    return ["rules", "about"]


@pytest.mark.parametrize("opened", LAYOUTS[:1], indirect=True)
def test_a_workbook_of_the_old_format_is_merged_inside_the_office_too(
    toolbar: Toolbar, opened: tuple[Any, Path], tmp_path: Path
) -> None:
    document, _ = opened
    folder = tmp_path / "旧格式"
    folder.mkdir()
    document.storeToURL((folder / "报送.xls").as_uri(), property_values(FilterName="MS Excel 97"))
    toolbar.answer(folder=folder)
    assert "合并 1 个文件，跳过 0 个，失败 0 个；共 6 张表" in toolbar.press(document, "merge")
